"""Lists of firms with a purpose, the talk with each firm, and every attempt to reach one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.companies.models import Company, Contact
from jobvisit.office.outreach.states import AT_REST, CASE, CaseState
from jobvisit.office.staff.models import DistrictRow, User

_RESTING = sorted(state.value for state in AT_REST)


class Target(DistrictRow):
    """A list of firms with a purpose (집중 방문): suppliers of a new campus, village-bus firms.

    `left_over` are pasted lines that named none of our firms, with the reason: they wait to be written again.
    """

    name = models.CharField(_("이름"), max_length=80)
    purpose = models.CharField(_("목적"), max_length=300, blank=True)
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("종료일"), null=True, blank=True)
    is_board = models.BooleanField(_("1사 1구민 기준 명단"), default=False)
    owner = models.ForeignKey(User, models.PROTECT, null=True, verbose_name=_("담당"), related_name="+")
    left_over = models.JSONField(_("찾지 못한 줄"), default=list, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    companies = models.ManyToManyField(Company, through="TargetFirm", related_name="+")

    class Meta:
        verbose_name = _("집중 방문")
        verbose_name_plural = _("집중 방문")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "name"], name="target_name_once"),
            models.CheckConstraint(condition=Q(is_board=True) | Q(owner__isnull=False), name="target_never_ownerless"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")), name="target_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TargetFirm(DistrictRow):
    """One firm of a target list."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="firms")
    company = models.ForeignKey(Company, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "target", "company"], name="target_firm_once")
        ]

    def __str__(self) -> str:
        return f"{self.target_id}:{self.company_id}"


class Case(DistrictRow):
    """Our talk with one firm (방문 건): one owner and one next action, always, until it rests.

    The database refuses a case that is open and has no owner, no next action or no day for it.
    """

    class Purpose(models.TextChoices):
        HIRING = "hiring", _("구인 발굴")
        AGREEMENT = "agreement", _("협약")

    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("사업체"), related_name="+")
    purpose = models.CharField(_("목적"), max_length=10, choices=Purpose, default=Purpose.HIRING)
    state = models.CharField(_("상태"), max_length=14, default=CaseState.TO_CONTACT)
    owner = models.ForeignKey(User, models.PROTECT, null=True, verbose_name=_("담당"), related_name="+")
    next_action = models.CharField(_("다음 할 일"), max_length=14, blank=True)
    next_on = models.DateField(_("다음 날짜"), null=True, blank=True)
    refusal = models.CharField(_("거절 사유"), max_length=20, blank=True)
    closed_because = models.CharField(_("종결 사유"), max_length=12, blank=True)
    misses = models.PositiveSmallIntegerField(_("잇따른 부재"), default=0)
    opened_at = models.DateTimeField(_("시작 일시"))
    last_contact_at = models.DateTimeField(_("마지막 접촉"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("방문 건")
        verbose_name_plural = _("방문 건")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "company", "purpose"], name="case_once"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in CaseState]), name="case_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=_RESTING) | Q(owner__isnull=False, next_on__isnull=False) & ~Q(next_action=""),
                name="case_never_ownerless",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal=""), name="case_refusal_has_code"),
            models.CheckConstraint(condition=~Q(state="closed") | ~Q(closed_because=""), name="case_closed_has_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "owner", "next_on"], name="case_due"),
            models.Index(fields=["district", "state"], name="case_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}:{self.state}"


class Attempt(DistrictRow):
    """One attempt to reach a firm (연락 기록). Rows are only ever added."""

    class Channel(models.TextChoices):
        CALL = "call", _("전화")
        VISIT = "visit", _("방문")
        LETTER = "letter", _("편지 답장")
        MESSAGE = "message", _("문자·전자우편")
        MEETING = "meeting", _("센터에서")

    case = models.ForeignKey(Case, models.PROTECT, related_name="attempts")
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, verbose_name=_("직원"), related_name="+")
    channel = models.CharField(_("경로"), max_length=10, choices=Channel, default=Channel.CALL)
    outcome = models.CharField(_("결과"), max_length=14)
    answer = models.CharField(_("답"), max_length=14, blank=True)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    promise = models.CharField(_("약속한 것"), max_length=200, blank=True)
    note = models.TextField(_("메모"), blank=True)

    class Meta:
        verbose_name = _("연락 기록")
        verbose_name_plural = _("연락 기록")
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["district", "case", "-at"], name="attempt_timeline")]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.outcome}"


db.guard("outreach_case.state", CASE.guard_sql("outreach_case"))
db.guard("outreach_attempt", db.append_only("outreach_attempt"))
