"""Placements (취업): a hire, and what proves it. Rungs of proof are only ever added."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.companies.models import Company
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals import codes
from jobvisit.office.referrals.models.introductions import Referral
from jobvisit.office.referrals.states import PLACEMENT, PlacementState
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import DistrictRow, User


class Placement(DistrictRow):
    """One person at one employer from one day on, counted once."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, verbose_name=_("알선"), related_name="placements")
    order = models.ForeignKey(JobOrder, models.PROTECT, verbose_name=_("구인"), related_name="+")
    seeker = models.ForeignKey(Seeker, models.PROTECT, verbose_name=_("구직자"), related_name="+")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("사업체"), related_name="+")
    start_on = models.DateField(_("근무 시작일"))
    state = models.CharField(_("상태"), max_length=12, choices=[(s.value, s.value) for s in PlacementState])
    ended_on = models.DateField(_("퇴사일"), null=True, blank=True)
    left_from = models.CharField(_("끝나기 전 상태"), max_length=12, blank=True)
    claimed_at = models.DateTimeField(_("채용을 안 일시"))
    also_counted_by = ArrayField(
        models.CharField(max_length=12, choices=codes.Agency),
        verbose_name=_("함께 세는 기관"),
        default=list,
        blank=True,
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("취업")
        verbose_name_plural = _("취업")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "public_id"], name="placement_public_id"),
            models.UniqueConstraint(fields=["district", "seeker", "company", "start_on"], name="placement_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in PlacementState]), name="placement_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=PlacementState.ENDED, ended_on__isnull=False)
                | ~Q(state=PlacementState.ENDED) & Q(ended_on__isnull=True),
                name="placement_end_has_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "start_on"], name="placement_by_start"),
            models.Index(fields=["district", "seeker"], name="placement_by_seeker"),
            models.Index(fields=["district", "company"], name="placement_by_company"),
        ]

    def __str__(self) -> str:
        return f"placement {self.pk}"


class Evidence(DistrictRow):
    """A paper that proves a hire (근로계약서, 재직증명서 …): where its bytes lie, and their digest."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="evidence")
    stored_as = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(_("형식"), max_length=4)
    size = models.PositiveIntegerField(_("크기"))
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("증빙")
        verbose_name_plural = _("증빙")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "placement", "sha256"], name="evidence_once"),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class Rung(DistrictRow):
    """One rung of proof: who said or showed what, when, how. Never changed, never removed."""

    class Kind(models.TextChoices):
        CLAIMED = "claimed", _("채용을 들음")
        EMPLOYER = "employer", _("사업주 확인")
        RESIDENT = "resident", _("본인 확인")
        DOCUMENTED = "documented", _("서류로 확인")
        STARTED = "started", _("출근 확인")
        RETAINED_1 = "retained_1", _("1개월 근속")
        RETAINED_3 = "retained_3", _("3개월 근속")
        RETAINED_6 = "retained_6", _("6개월 근속")
        RETAINED_12 = "retained_12", _("12개월 근속")
        ENDED = "ended", _("퇴사")
        ANNULLED = "annulled", _("취업 취소")
        REOPENED = "reopened", _("다시 살림")

    placement = models.ForeignKey(Placement, models.PROTECT, verbose_name=_("취업"), related_name="rungs")
    kind = models.CharField(_("단계"), max_length=12, choices=Kind)
    source = models.CharField(_("들은 곳"), max_length=16, choices=codes.Source)
    reason = models.CharField(_("사유"), max_length=20, blank=True)
    note = models.CharField(_("설명"), max_length=400, blank=True)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("증빙 단계")
        verbose_name_plural = _("증빙 단계")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "placement", "kind"],
                condition=~Q(kind__in=["ended", "annulled", "reopened"]),
                name="rung_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind="documented") | Q(evidence__isnull=False), name="rung_document_has_paper"
            ),
            models.CheckConstraint(
                condition=Q(kind="ended", reason__in=codes.Ended.values)
                | Q(kind="annulled", reason__in=codes.Annulled.values)
                | ~Q(kind__in=["ended", "annulled"]),
                name="rung_end_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Sample(DistrictRow):
    """A random sample of hires drawn for re-checking. Seed and frame are kept, so that anyone can draw it again."""

    at = models.DateTimeField(_("뽑은 일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateField(_("채용일부터"))
    until = models.DateField(_("채용일까지"))
    seed = models.BigIntegerField(_("난수 씨앗"))
    frame = ArrayField(models.BigIntegerField(), verbose_name=_("뽑은 모집단"))

    class Meta:
        verbose_name = _("재확인 표본")
        verbose_name_plural = _("재확인 표본")
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"sample {self.pk}"


class SampleItem(DistrictRow):
    """One hire of a sample, and what the second look said."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("맞음")
        WRONG = "wrong", _("사실과 다름")
        UNREACHABLE = "unreachable", _("연락 불가")

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="items")
    placement = models.ForeignKey(Placement, models.PROTECT, verbose_name=_("취업"), related_name="samples")
    outcome = models.CharField(_("결과"), max_length=12, choices=Outcome, blank=True)
    note = models.CharField(_("설명"), max_length=400, blank=True)
    checked_at = models.DateTimeField(_("확인 일시"), null=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("표본의 취업")
        verbose_name_plural = _("표본의 취업")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "sample", "placement"], name="sampled_once"),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


db.guard("referrals_placement.state", PLACEMENT.guard_sql("referrals_placement"))
db.guard("referrals_rung", db.append_only("referrals_rung"))
db.guard("referrals_sample", db.append_only("referrals_sample"))
