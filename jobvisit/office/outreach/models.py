"""Going out to employers: cases, attempts, visits, campaigns of letters, and targets with a purpose."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.companies.models import Branch, Company, Contact
from jobvisit.office.outreach.states import (
    AT_REST,
    CASE,
    NOTICE,
    PLAN,
    VISIT,
    WORK,
    CaseState,
    NoticeState,
    PlanState,
    VisitState,
    WorkState,
)
from jobvisit.office.staff.models import DistrictRow, User, Zone

_RESTING = sorted(state.value for state in AT_REST)


class Target(DistrictRow):
    """A list of firms with a purpose (집중 방문): suppliers of a new campus, village-bus firms."""

    name = models.CharField(_("이름"), max_length=80)
    purpose = models.CharField(_("목적"), max_length=300, blank=True)
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("종료일"), null=True, blank=True)
    is_board = models.BooleanField(_("1사 1구민 기준 명단"), default=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    companies = models.ManyToManyField(Company, through="TargetFirm", related_name="+")

    class Meta:
        verbose_name = _("집중 방문")
        verbose_name_plural = _("집중 방문")
        constraints: ClassVar = [models.UniqueConstraint(fields=["district", "name"], name="target_name_once")]

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


class Campaign(DistrictRow):
    """A round of letters to firms (안내문 발송): chosen once, drafted, sent, answered or expired.

    `chosen` holds the choice as it was made, `fixed_on` the day on which its firms were counted.
    """

    class Channel(models.TextChoices):
        LETTER = "letter", _("우편")
        EMAIL = "email", _("전자우편")
        SMS = "sms", _("문자")

    name = models.CharField(_("이름"), max_length=80)
    channel = models.CharField(_("보내는 길"), max_length=8, choices=Channel, default=Channel.LETTER)
    title = models.CharField(_("제목"), max_length=80, blank=True)
    body = models.TextField(_("본문"), blank=True)
    chosen = models.JSONField(_("고른 조건"), default=dict)
    fixed_on = models.DateField(_("명단을 정한 날"))
    expires_on = models.DateField(_("답을 기다리는 날"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("만든 일시"))
    cancelled_at = models.DateTimeField(_("중단 일시"), null=True, blank=True)

    class Meta:
        verbose_name = _("안내문 발송")
        verbose_name_plural = _("안내문 발송")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "name"], name="campaign_name_once"),
            models.CheckConstraint(condition=Q(expires_on__gt=models.F("fixed_on")), name="campaign_waits"),
        ]
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class Notice(DistrictRow):
    """One letter of a campaign to one firm."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="notices")
    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("번호"))
    state = models.CharField(_("상태"), max_length=10, default=NoticeState.DRAFTED)
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("보낸 일시"), null=True, blank=True)
    settled_at = models.DateTimeField(_("답 또는 만료 일시"), null=True, blank=True)
    answer = models.CharField(_("답"), max_length=14, blank=True)
    closed_token = models.BinaryField(null=True, editable=False)
    """The letter's address to answer at, sealed, so that a letter printed again is the same letter."""

    class Meta:
        verbose_name = _("안내문")
        verbose_name_plural = _("안내문")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "campaign", "company"], name="notice_once"),
            models.UniqueConstraint(fields=["district", "campaign", "number"], name="notice_number_once"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in NoticeState]), name="notice_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "company"], name="notice_of_company"),
            models.Index(fields=["district", "campaign", "state"], name="notice_by_state"),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.campaign_id}:{self.number}"


class Work(DistrictRow):
    """Something that takes longer than a page waits: letters, messages, a plan. It outlives tab, worker and restart.

    `result` is what came out (a PDF); what a plan gives goes into the plan's own row.
    """

    class Kind(models.TextChoices):
        LETTERS = "letters", _("안내문 만들기")
        MESSAGES = "messages", _("안내문 보내기")
        PLAN = "plan", _("방문 계획 짜기")

    kind = models.CharField(_("종류"), max_length=10, choices=Kind)
    subject_id = models.BigIntegerField(_("대상 번호"))
    state = models.CharField(_("상태"), max_length=10, default=WorkState.WAITING)
    done = models.PositiveIntegerField(_("한 것"), default=0)
    total = models.PositiveIntegerField(_("모두"), default=0)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("시킨 일시"))
    beat_at = models.DateTimeField(_("마지막 소식"))
    ended_at = models.DateTimeField(_("끝난 일시"), null=True, blank=True)
    stop_asked = models.BooleanField(_("그만두라고 함"), default=False)
    problem = models.CharField(_("문제"), max_length=200, blank=True)
    result = models.BinaryField(null=True, editable=False)

    class Meta:
        verbose_name = _("오래 걸리는 일")
        verbose_name_plural = _("오래 걸리는 일")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in WorkState]), name="work_state_known"),
            models.UniqueConstraint(
                fields=["district", "kind", "subject_id"],
                condition=Q(state__in=["waiting", "running"]),
                name="work_one_at_a_time",
            ),
        ]
        ordering: ClassVar = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id}:{self.state}"


class WorkPart(DistrictRow):
    """A finished piece of a work, kept so that a killed worker's successor goes on where it was."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="parts")
    key = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "work", "key"], name="work_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.work_id}:{self.key}"


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


db.guard("outreach_visitplan.state", PLAN.guard_sql("outreach_visitplan"))
db.guard("outreach_work.state", WORK.guard_sql("outreach_work"))
db.guard("outreach_case.state", CASE.guard_sql("outreach_case"))
db.guard("outreach_visit.state", VISIT.guard_sql("outreach_visit"))
db.guard("outreach_notice.state", NOTICE.guard_sql("outreach_notice"))
db.guard("outreach_attempt", db.append_only("outreach_attempt"))
