"""Visits, plans of visits, and the secret addresses of calendars."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.companies.models import Branch
from jobvisit.office.outreach.models.cases import Case
from jobvisit.office.outreach.states import PLAN, VISIT, PlanState, VisitState
from jobvisit.office.staff.models import DistrictRow, User


class Visit(DistrictRow):
    """One visit to a place of work (방문), alone or in a pair."""

    case = models.ForeignKey(Case, models.PROTECT, verbose_name=_("방문 건"), related_name="visits")
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("상태"), max_length=10, default=VisitState.PROPOSED)
    counsellor = models.ForeignKey(User, models.PROTECT, verbose_name=_("상담사"), related_name="+")
    companion = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(_("날짜"))
    at = models.TimeField(_("약속 시각"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("예상 시간(분)"), default=30)
    place_in_day = models.PositiveSmallIntegerField(_("그날의 순서"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("도착"), null=True, blank=True)
    left_at = models.DateTimeField(_("마침"), null=True, blank=True)
    arrived_lat = models.FloatField(null=True, blank=True)
    arrived_lon = models.FloatField(null=True, blank=True)
    arrived_within = models.PositiveIntegerField(_("위치의 오차(m)"), null=True, blank=True)
    outcome = models.CharField(_("결과"), max_length=14, blank=True)
    report = models.TextField(_("방문 보고"), blank=True)
    because = models.CharField(_("사유"), max_length=200, blank=True)
    cancelled_by_firm = models.BooleanField(_("사업체가 취소"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("방문")
        verbose_name_plural = _("방문")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in VisitState]), name="visit_state_known"),
            models.CheckConstraint(
                condition=Q(companion__isnull=True) | ~Q(companion=models.F("counsellor")), name="visit_pair_of_two"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cancelled", "incident"]) | ~Q(because=""), name="visit_says_why"
            ),
            models.CheckConstraint(
                condition=Q(arrived_lat__isnull=True, arrived_lon__isnull=True, arrived_within__isnull=True)
                | Q(arrived_lat__isnull=False, arrived_lon__isnull=False, arrived_at__isnull=False),
                name="visit_place_is_whole",
            ),
            models.UniqueConstraint(
                fields=["district", "counsellor", "on", "at"],
                condition=Q(at__isnull=False, state__in=["proposed", "confirmed", "under_way"]),
                name="visit_one_at_a_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "counsellor", "on"], name="visit_day"),
            models.Index(fields=["district", "companion", "on"], name="visit_day_of_companion"),
            models.Index(fields=["district", "case", "-on"], name="visit_of_case"),
        ]
        ordering: ClassVar = ["on", "place_in_day", "at", "id"]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.on}"


class VisitPlan(DistrictRow):
    """Some days of visits as the composer laid them out (방문 계획), with what it was asked and what it answered.

    `problem` and `answer` are in the format of `jobvisit.engines.planning` (docs/engines/planning.md): the command
    line plans the same again. `because` says for each firm why it is worth a visit; `change` what accepting would
    change in the plan it is `based_on`; `trial` which firms were drawn to come first, if the order is random.
    """

    state = models.CharField(_("상태"), max_length=10, default=PlanState.ASKED)
    first_on = models.DateField(_("첫날"))
    last_on = models.DateField(_("마지막 날"))
    effort = models.FloatField(_("한 명 취업을 위한 이동(분)"))
    hours = models.CharField(_("근무 시간"), max_length=11)
    in_zones = models.BooleanField(_("권역 안에서"), default=True)
    random_share = models.FloatField(_("무작위로 먼저 갈 비율"), default=0)
    seed = models.BigIntegerField(_("난수 씨앗"))
    problem = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)
    because = models.JSONField(default=dict)
    change = models.JSONField(null=True)
    trial = models.JSONField(null=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("만든 일시"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("정한 일시"), null=True)

    class Meta:
        verbose_name = _("방문 계획")
        verbose_name_plural = _("방문 계획")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in PlanState]), name="plan_state_known"),
            models.CheckConstraint(condition=Q(last_on__gte=models.F("first_on")), name="plan_ends_after_start"),
            models.CheckConstraint(condition=Q(effort__gt=0), name="plan_effort_positive"),
        ]
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.first_on}–{self.last_on}"


class CalendarKey(DistrictRow):
    """The secret address of a counsellor's calendar, kept as a hash. A new one ends the old one."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, editable=False, db_index=True)
    made_at = models.DateTimeField(_("만든 일시"))
    revoked_at = models.DateTimeField(_("거둔 일시"), null=True)

    class Meta:
        verbose_name = _("달력 주소")
        verbose_name_plural = _("달력 주소")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "user"], condition=Q(revoked_at__isnull=True), name="calendar_key_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}:{self.made_at:%F}"


db.guard("outreach_visit.state", VISIT.guard_sql("outreach_visit"))
db.guard("outreach_visitplan.state", PLAN.guard_sql("outreach_visitplan"))
