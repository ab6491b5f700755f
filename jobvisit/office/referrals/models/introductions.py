"""Referrals (알선): one resident introduced to one employer for one order, and the interview that follows."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.companies.models import Company
from jobvisit.office.matches.models import ShownList
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals import codes
from jobvisit.office.referrals.states import (
    COMING,
    INTERVIEW,
    LIVE,
    REFERRAL,
    WITH_EMPLOYER,
    InterviewState,
    ReferralState,
)
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import DistrictRow, User

_NEEDS_CONSENT = sorted({*WITH_EMPLOYER, ReferralState.HIRED, ReferralState.REFUSED, ReferralState.NO_SHOW})
_REASONS = {
    ReferralState.DECLINED: codes.Declined,
    ReferralState.REFUSED: codes.Refused,
    ReferralState.WITHDRAWN: codes.Withdrawn,
    ReferralState.OBSOLETE: codes.Parked,
    ReferralState.EXPIRED: codes.Expired,
    ReferralState.NO_SHOW: codes.Missed,
}


def _reason_fits() -> Q:
    """A way out carries a code of its own list; everything else carries none."""
    fits = Q(reason="") & ~Q(state__in=sorted(_REASONS))
    for state, reasons in _REASONS.items():
        fits |= Q(state=state, reason__in=reasons.values)
    return fits


class Referral(DistrictRow):
    """One resident proposed for one order. What happened to it stands in the event log, row by row."""

    number = models.CharField(_("알선 번호"), max_length=30)
    order = models.ForeignKey(JobOrder, models.PROTECT, verbose_name=_("구인"), related_name="+")
    seeker = models.ForeignKey(Seeker, models.PROTECT, verbose_name=_("구직자"), related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, verbose_name=_("담당 상담사"), related_name="+")
    state = models.CharField(_("상태"), max_length=24, choices=[(s.value, s.value) for s in ReferralState])
    reason = models.CharField(_("사유"), max_length=20, blank=True)
    reason_note = models.CharField(_("사유 설명"), max_length=400, blank=True)

    proposed_at = models.DateTimeField(_("제안 일시"))
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    shown = models.ForeignKey(
        ShownList, models.PROTECT, null=True, verbose_name=_("고를 때 본 추천 명단"), related_name="+"
    )
    rank = models.PositiveSmallIntegerField(_("그 명단에서의 순위"), null=True)
    special = models.CharField(_("명단 밖에서 고른 사유"), max_length=20, choices=codes.Special, blank=True)
    consent = models.ForeignKey(
        "ReferralConsent", models.PROTECT, null=True, verbose_name=_("이 업체에 대한 동의"), related_name="+"
    )
    moved_at = models.DateTimeField(_("마지막 변화"))
    answer_by = models.DateField(_("답을 기다리는 날"))

    left_from = models.CharField(_("나가기 전 상태"), max_length=24, blank=True)
    parked_by = models.ForeignKey("self", models.PROTECT, null=True, verbose_name=_("밀어낸 채용"), related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("알선")
        verbose_name_plural = _("알선")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "number"], name="referral_number_once"),
            models.UniqueConstraint(
                fields=["district", "order", "seeker"],
                condition=Q(state__in=sorted(LIVE)),
                name="referral_live_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ReferralState]), name="referral_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_NEEDS_CONSENT) | Q(consent__isnull=False), name="referral_sent_with_consent"
            ),
            models.CheckConstraint(condition=_reason_fits(), name="referral_reason_coded"),
            models.CheckConstraint(
                condition=Q(special="") & Q(rank__isnull=False) | ~Q(special="") & Q(rank__isnull=True),
                name="referral_listed_or_special",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "-moved_at"], name="referral_by_state"),
            models.Index(fields=["district", "order", "state"], name="referral_by_order"),
            models.Index(fields=["district", "seeker", "state"], name="referral_by_seeker"),
            models.Index(fields=["district", "owner", "state"], name="referral_by_owner"),
        ]

    def __str__(self) -> str:
        return self.number


class ReferralConsent(DistrictRow):
    """A resident's answer to being named to this employer: scope, text, channel, date, source. Rows are only added."""

    referral = models.ForeignKey(Referral, models.PROTECT, verbose_name=_("알선"), related_name="consents")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("제공받는 업체"), related_name="+")
    given = models.BooleanField(_("동의"))
    text_version = models.CharField(_("동의서 판"), max_length=20)
    channel = models.CharField(_("방법"), max_length=10, choices=codes.Channel)
    source = models.CharField(_("들은 곳"), max_length=16, choices=codes.Source)
    at = models.DateTimeField(_("일시"))
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("알선 동의")
        verbose_name_plural = _("알선 동의")
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["district", "referral", "-at"], name="referral_consent_latest")]

    def __str__(self) -> str:
        return f"consent {self.referral_id}"


class SkippedApplicant(DistrictRow):
    """Somebody higher in the list who applied earlier and was not asked, with the counsellor's coded reason.

    Those whom the engine ranked lower or left out stand in the list itself (`ShownList.passed`).
    """

    order = models.ForeignKey(JobOrder, models.PROTECT, verbose_name=_("구인"), related_name="+")
    seeker = models.ForeignKey(Seeker, models.PROTECT, verbose_name=_("구직자"), related_name="+")
    shown = models.ForeignKey(ShownList, models.PROTECT, verbose_name=_("추천 명단"), related_name="+")
    code = models.CharField(_("사유"), max_length=20, choices=codes.Skip)
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("먼저 신청했으나 묻지 않은 사람")
        verbose_name_plural = _("먼저 신청했으나 묻지 않은 사람")
        ordering: ClassVar = ["-at", "id"]
        indexes: ClassVar = [models.Index(fields=["district", "order", "-at"], name="skipped_by_order")]

    def __str__(self) -> str:
        return f"skipped {self.pk}"


class InterviewSlot(DistrictRow):
    """A time at which the employer can see somebody. Places are taken under a lock and can never be overbooked."""

    order = models.ForeignKey(JobOrder, models.PROTECT, verbose_name=_("구인"), related_name="+")
    at = models.DateTimeField(_("면접 일시"))
    place = models.CharField(_("면접 장소"), max_length=200, blank=True)
    places = models.PositiveSmallIntegerField(_("볼 수 있는 인원"), default=1)
    taken = models.PositiveSmallIntegerField(_("예약 인원"), default=0)

    class Meta:
        verbose_name = _("면접 시간")
        verbose_name_plural = _("면접 시간")
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "order", "at"], name="slot_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="slot_not_overbooked"),
        ]

    def __str__(self) -> str:
        return f"slot {self.pk}"


class Interview(DistrictRow):
    """A resident's interview with the employer, on their own or accompanied by a counsellor (동행면접)."""

    referral = models.ForeignKey(Referral, models.PROTECT, verbose_name=_("알선"), related_name="interviews")
    slot = models.ForeignKey(InterviewSlot, models.PROTECT, null=True, verbose_name=_("면접 시간"), related_name="+")
    at = models.DateTimeField(_("면접 일시"))
    place = models.CharField(_("면접 장소"), max_length=200, blank=True)
    state = models.CharField(_("상태"), max_length=12, choices=[(s.value, s.value) for s in InterviewState])
    accompanied = models.BooleanField(_("동행면접"), default=False)
    companion = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("동행한 상담사"), related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("면접")
        verbose_name_plural = _("면접")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "referral"], condition=Q(state__in=sorted(COMING)), name="interview_coming_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in InterviewState]), name="interview_state_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["district", "state", "at"], name="interview_by_time")]

    def __str__(self) -> str:
        return f"interview {self.pk}"


db.guard("referrals_referral.state", REFERRAL.guard_sql("referrals_referral"))
db.guard("referrals_interview.state", INTERVIEW.guard_sql("referrals_interview"))
db.guard("referrals_consent", db.append_only("referrals_referralconsent"))
db.guard("referrals_skipped", db.append_only("referrals_skippedapplicant"))
