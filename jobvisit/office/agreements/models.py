"""Agreements (협약, MOU): who promises what, how it changed, and the papers that were signed."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.agreements.states import AGREEMENT, RUNNING, AgreementState
from jobvisit.office.companies.models import Branch, Company, Contact
from jobvisit.office.staff.models import DistrictRow, User

_SIGNED = sorted({*RUNNING, AgreementState.RENEWED, AgreementState.EXPIRED})


class Ended(models.TextChoices):
    """Why an agreement ended before its day."""

    FULFILLED = "fulfilled", _("약속을 다 지킴")
    FIRM_WITHDREW = "firm_withdrew", _("상대가 그만둠")
    OFFICE_WITHDREW = "office_withdrew", _("구청이 그만둠")
    FIRM_GONE = "firm_gone", _("상대가 없어짐")
    NOT_REACHED = "not_reached", _("협의가 이루어지지 않음")
    MERGED = "merged", _("다른 협약에 합침")


class Agreement(DistrictRow):
    """One agreement. Who is in it are its parties, what it promises are its lines."""

    number = models.CharField(_("협약 번호"), max_length=20)
    title = models.CharField(_("협약 이름"), max_length=120)
    purpose = models.TextField(_("목적"), blank=True)
    owner = models.ForeignKey(User, models.PROTECT, verbose_name=_("담당"), related_name="+")
    state = models.CharField(_("상태"), max_length=12, default=AgreementState.DRAFT)
    starts_on = models.DateField(_("시작일"), null=True, blank=True)
    ends_on = models.DateField(_("끝나는 날"), null=True, blank=True)
    review_on = models.DateField(_("점검하는 날"), null=True, blank=True)
    signed_on = models.DateField(_("체결일"), null=True, blank=True)
    stopped_on = models.DateField(_("멈춘 날"), null=True, blank=True)
    ended_because = models.CharField(_("끝난 사유"), max_length=16, choices=Ended, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, verbose_name=_("앞선 협약"), related_name="+")
    added_at = models.DateTimeField(_("등록일시"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("협약")
        verbose_name_plural = _("협약")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "number"], name="agreement_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in AgreementState]), name="agreement_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_SIGNED)
                | Q(signed_on__isnull=False, starts_on__isnull=False, ends_on__isnull=False),
                name="agreement_signed_has_days",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", stopped_on__isnull=False) & ~Q(ended_because="")
                | ~Q(state="ended") & Q(stopped_on__isnull=True, ended_because=""),
                name="agreement_end_has_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["district", "state", "ends_on"], name="agreement_by_state")]

    def __str__(self) -> str:
        return self.number


class Party(DistrictRow):
    """One side of an agreement beside the office: a firm, a group of firms, an association, a school."""

    class Kind(models.TextChoices):
        FIRM = "firm", _("사업체")
        GROUP = "group", _("사업체 여럿")
        ASSOCIATION = "association", _("협회·단체")
        SCHOOL = "school", _("학교·훈련기관")

    agreement = models.ForeignKey(Agreement, models.PROTECT, verbose_name=_("협약"), related_name="parties")
    kind = models.CharField(_("종류"), max_length=12, choices=Kind)
    name = models.CharField(_("이름"), max_length=120)
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="+")
    """The firm itself; of a group, an association or a school the record by which it is telephoned, if there is one."""
    representative = models.CharField(_("대표자"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("협약 상대")
        verbose_name_plural = _("협약 상대")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "agreement", "name"], name="party_name_once"),
            models.CheckConstraint(condition=~Q(kind="firm") | Q(company__isnull=False), name="party_firm_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Member(DistrictRow):
    """A firm, or one branch of it, that promises under a party, from a day until it leaves. A firm is its own member.

    The day of leaving is the first on which it no longer belongs.
    """

    party = models.ForeignKey(Party, models.PROTECT, verbose_name=_("협약 상대"), related_name="members")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("사업체"), related_name="+")
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, blank=True, related_name="+")
    joined_on = models.DateField(_("들어온 날"))
    left_on = models.DateField(_("나간 날"), null=True, blank=True)

    class Meta:
        verbose_name = _("회원사")
        verbose_name_plural = _("회원사")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "party", "company", "branch"],
                condition=Q(left_on__isnull=True),
                nulls_distinct=False,
                name="member_present_once",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="member_leaves_after_joining"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["district", "company"], name="member_by_company")]

    def __str__(self) -> str:
        return f"{self.party_id}:{self.company_id}"


class Line(DistrictRow):
    """One promise of an agreement (조항): which jobs. How many, for whom and by when stand in its terms."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, verbose_name=_("협약"), related_name="lines")
    number = models.PositiveSmallIntegerField(_("조항 번호"))
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose promise it is; empty: all parties together."""
    jobs = models.CharField(_("직무"), max_length=120)
    occupations = ArrayField(models.CharField(max_length=6), verbose_name=_("직종 코드의 앞자리"), default=list)
    into = models.ForeignKey("self", models.PROTECT, null=True, verbose_name=_("이어 가는 조항"), related_name="+")

    class Meta:
        verbose_name = _("조항")
        verbose_name_plural = _("조항")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "agreement", "number"], name="line_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}-{self.number}"


class LineTerms(DistrictRow):
    """What a line promises from a day on. An amendment is a new row; what was promised before stays."""

    line = models.ForeignKey(Line, models.PROTECT, verbose_name=_("조항"), related_name="terms")
    from_on = models.DateField(_("언제부터"))
    promised = models.PositiveSmallIntegerField(_("약속 인원"))
    due_on = models.DateField(_("기한"))
    group = models.CharField(_("먼저 소개할 집단"), max_length=40, blank=True)
    basis = models.CharField(_("법적 근거"), max_length=120, blank=True)
    window_minutes = models.PositiveIntegerField(_("우선 시간(분)"), default=0)
    decides = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, verbose_name=_("현장에서 정하는 사람"), related_name="+"
    )
    reason = models.CharField(_("고친 까닭"), max_length=200, blank=True)
    at = models.DateTimeField(_("적은 일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("조항의 내용")
        verbose_name_plural = _("조항의 내용")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(promised__gt=0), name="terms_promise_somebody"),
            models.CheckConstraint(condition=Q(due_on__gte=F("from_on")), name="terms_due_after_start"),
            models.CheckConstraint(condition=Q(group="") | ~Q(basis=""), name="terms_group_has_basis"),
            models.CheckConstraint(condition=Q(window_minutes=0) | ~Q(group=""), name="terms_window_has_group"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.from_on}"


class SignedPaper(DistrictRow):
    """A paper of an agreement as it was signed: where its bytes lie, and their digest."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="papers")
    stored_as = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(_("형식"), max_length=4)
    size = models.PositiveIntegerField(_("크기"))
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("체결한 협약서")
        verbose_name_plural = _("체결한 협약서")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "agreement", "sha256"], name="signed_paper_once")
        ]

    def __str__(self) -> str:
        return f"paper {self.pk}"


db.guard("agreements_agreement.state", AGREEMENT.guard_sql("agreements_agreement"))
db.guard("agreements_lineterms", db.append_only("agreements_lineterms"))
db.guard("agreements_signedpaper", db.append_only("agreements_signedpaper"))
