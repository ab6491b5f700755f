"""The school (교육): courses, classes, who sits in them, how they were chosen, what employers promised."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.companies.models import Company
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import DistrictRow, User
from jobvisit.office.training import codes
from jobvisit.office.training.states import COHORT, ENROLMENT, CohortState, EnrolmentState


class Course(DistrictRow):
    """A course (교육과정) of a school, leading to one certificate by its name in the reference table."""

    name = models.CharField(_("과정 이름"), max_length=80)
    licence = models.CharField(_("따는 자격·면허"), max_length=80)
    school = models.CharField(_("교육 기관"), max_length=80)
    place = models.CharField(_("교육 장소"), max_length=200)
    hours = models.PositiveSmallIntegerField(_("교육 시간"), validators=[MinValueValidator(1), MaxValueValidator(3000)])
    cost = models.PositiveIntegerField(_("1인당 교육비(원)"))
    own_cost = models.PositiveIntegerField(_("본인 부담(원)"), default=0)
    added_at = models.DateTimeField(_("등록일시"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("교육과정")
        verbose_name_plural = _("교육과정")
        ordering: ClassVar = ["name", "school", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "name", "school"], name="course_name_once"),
            models.CheckConstraint(condition=Q(own_cost__lte=F("cost")), name="course_own_share"),
            models.CheckConstraint(condition=Q(hours__gte=1), name="course_has_hours"),
        ]

    def __str__(self) -> str:
        return self.name


class Cohort(DistrictRow):
    """One class (교육반): when, for how many, by which criteria seats are given.

    `taken` counts the seats held; acts change it under a lock on this row, the constraint is the second wall.
    `born_from` is the proposal that the class grew out of, as it stood: figures, keys of residents and orders.
    """

    course = models.ForeignKey(Course, models.PROTECT, verbose_name=_("과정"), related_name="+")
    form_key = models.CharField(max_length=36, blank=True, editable=False)
    """Made with the empty form: pressing its button twice is the same class."""
    owner = models.ForeignKey(User, models.PROTECT, verbose_name=_("담당"), related_name="+")
    starts_on = models.DateField(_("첫날"))
    ends_on = models.DateField(_("마지막 날"))
    days = ArrayField(models.SmallIntegerField(), verbose_name=_("요일"), size=7)
    begins = models.TimeField(_("시작 시각"))
    ends = models.TimeField(_("끝 시각"))
    nominate_until = models.DateField(_("추천 마감"))
    seats = models.PositiveSmallIntegerField(_("정원"), validators=[MinValueValidator(1), MaxValueValidator(500)])
    minimum = models.PositiveSmallIntegerField(_("최소 인원"), validators=[MinValueValidator(1)])
    taken = models.PositiveSmallIntegerField(default=0, editable=False)
    criteria = models.JSONField(_("선발 기준"), default=dict)
    state = models.CharField(_("상태"), max_length=12, choices=[(s.value, s.value) for s in CohortState])
    reason = models.CharField(_("사유"), max_length=12, choices=codes.Cancelled, blank=True)
    reason_note = models.CharField(_("설명"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("집에서 일터까지(분)"), default=40)
    born_from = models.JSONField(_("이 반이 나온 까닭"), null=True, editable=False)
    selected_at = models.DateTimeField(_("선발일시"), null=True, editable=False)
    selected_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    opened_at = models.DateTimeField(_("만든 일시"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("교육반")
        verbose_name_plural = _("교육반")
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "form_key"], condition=~Q(form_key=""), name="cohort_form_key_once"
            ),
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="cohort_not_overfilled"),
            models.CheckConstraint(condition=Q(minimum__lte=F("seats")), name="cohort_minimum"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cohort_ends_after_start"),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="cohort_day_has_hours"),
            models.CheckConstraint(condition=Q(nominate_until__lte=F("starts_on")), name="cohort_nominated_before"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in CohortState]), name="cohort_state_known"),
            models.CheckConstraint(
                condition=Q(state=CohortState.CANCELLED) & ~Q(reason="")
                | ~Q(state=CohortState.CANCELLED) & Q(reason=""),
                name="cohort_cancelled_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(reason="other") | ~Q(reason_note=""), name="cohort_other_is_explained"),
        ]
        indexes: ClassVar = [models.Index(fields=["district", "state", "starts_on"], name="cohort_by_state")]

    def __str__(self) -> str:
        return f"cohort {self.pk}"


class Enrolment(DistrictRow):
    """One resident in one class, from nomination to certificate. `place` is the place in the recorded order."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, verbose_name=_("교육반"), related_name="+")
    seeker = models.ForeignKey(Seeker, models.PROTECT, verbose_name=_("구직자"), related_name="+")
    state = models.CharField(_("상태"), max_length=12, choices=[(s.value, s.value) for s in EnrolmentState])
    nominated_at = models.DateTimeField(_("신청일시"))
    nominated_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("추천한 사람"), related_name="+")
    talk = models.PositiveSmallIntegerField(_("상담 의견(0~5)"), null=True, blank=True)
    why = models.CharField(_("추천 의견"), max_length=300, blank=True)
    consent = models.CharField(_("교육 기관 제공 동의"), max_length=10, choices=codes.Consented)
    consent_text = models.CharField(_("동의서 판"), max_length=20)
    place = models.PositiveSmallIntegerField(_("순위"), null=True, editable=False)
    reason = models.CharField(_("사유"), max_length=12, choices=codes.Dropped, blank=True)
    reason_note = models.CharField(_("설명"), max_length=200, blank=True)
    left_from = models.CharField(_("그만두기 전 상태"), max_length=12, blank=True, editable=False)
    moved_at = models.DateTimeField(_("바뀐 일시"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("수강")
        verbose_name_plural = _("수강")
        ordering: ClassVar = ["nominated_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "cohort", "seeker"], name="enrolment_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in EnrolmentState]), name="enrolment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=EnrolmentState.DROPPED) & ~Q(reason="")
                | ~Q(state=EnrolmentState.DROPPED) & Q(reason=""),
                name="enrolment_dropped_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(reason_note=""), name="enrolment_other_is_explained"
            ),
            models.CheckConstraint(condition=Q(talk__isnull=True) | Q(talk__lte=5), name="enrolment_talk_0_to_5"),
        ]
        indexes: ClassVar = [models.Index(fields=["district", "seeker"], name="enrolment_by_seeker")]

    def __str__(self) -> str:
        return f"enrolment {self.pk}"


class SelectionLine(DistrictRow):
    """One line of the order in which seats were given, with the facts and points it came from. Never changed."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(_("순위"))
    total = models.PositiveIntegerField(_("점수"), default=0)
    points = models.JSONField(_("항목별 점수"), default=dict)
    facts = models.JSONField(_("그때의 사실"), default=dict)
    barred = models.CharField(_("자리를 줄 수 없는 까닭"), max_length=12, blank=True)
    late = models.BooleanField(_("선발한 뒤에 신청함"), default=False)
    applied_at = models.DateTimeField(_("신청일시"))
    at = models.DateTimeField(_("일시"))

    class Meta:
        verbose_name = _("선발 순위")
        verbose_name_plural = _("선발 순위")
        ordering: ClassVar = ["at", "place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "enrolment"], name="selection_line_once"),
        ]

    def __str__(self) -> str:
        return f"line {self.place}"


class Attendance(DistrictRow):
    """One resident on one day of a class."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    on = models.DateField(_("날짜"))
    presence = models.CharField(_("출석"), max_length=8, choices=codes.Presence)
    at = models.DateTimeField(_("적은 일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("출석")
        verbose_name_plural = _("출석")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "enrolment", "on"], name="attendance_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.presence}"


class Certificate(DistrictRow):
    """A certificate somebody has shown: which, of which day, out of which class. `taken_back`: entered by mistake."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, verbose_name=_("구직자"), related_name="+")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, null=True, related_name="+")
    licence = models.CharField(_("자격·면허"), max_length=80)
    issued_on = models.DateField(_("발급일"))
    at = models.DateTimeField(_("적은 일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added = models.BooleanField(default=True, editable=False)
    """Whether the file did not name it before: only then a mistake takes it off again."""
    taken_back = models.DateTimeField(_("거두어들인 일시"), null=True, editable=False)

    class Meta:
        verbose_name = _("자격증")
        verbose_name_plural = _("자격증")
        ordering: ClassVar = ["-issued_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "seeker", "licence"], condition=Q(taken_back=None), name="certificate_once"
            ),
        ]

    def __str__(self) -> str:
        return self.licence


class Pledge(DistrictRow):
    """An employer's promise to see graduates of a class before it opens: how many interviews, by when, who answers."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("사업체"), related_name="+")
    interviews = models.PositiveSmallIntegerField(
        _("약속한 면접 수"), validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    by_when = models.DateField(_("언제까지"))
    contact = models.CharField(_("약속한 사람"), max_length=80)
    at = models.DateTimeField(_("약속한 일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("거두어들인 일시"), null=True, editable=False)
    ended_why = models.CharField(_("거두어들인 까닭"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("면접 약속")
        verbose_name_plural = _("면접 약속")
        ordering: ClassVar = ["by_when", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "cohort", "company"], condition=Q(ended_at=None), name="pledge_once"
            ),
            models.CheckConstraint(condition=Q(interviews__gte=1), name="pledge_of_something"),
        ]

    def __str__(self) -> str:
        return f"pledge {self.pk}"


class Review(DistrictRow):
    """What became of a class's seats after so many months, as a person looked it through and kept it."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField(_("몇 개월 뒤"))
    figures = models.JSONField(_("그때의 수"))
    note = models.CharField(_("본 것"), max_length=400, blank=True)
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("수료 뒤 점검")
        verbose_name_plural = _("수료 뒤 점검")
        ordering: ClassVar = ["months"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "cohort", "months"], name="review_once"),
        ]

    def __str__(self) -> str:
        return f"review {self.months}"


_CRITERIA = """
CREATE OR REPLACE FUNCTION training_criteria_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'planned' AND NEW.criteria IS DISTINCT FROM OLD.criteria THEN
    RAISE EXCEPTION 'cohort: criteria stand once nominations are open' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'selected' AND NEW.criteria = '{}'::jsonb THEN
    RAISE EXCEPTION 'cohort: nobody is selected without criteria' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER criteria_stand BEFORE UPDATE ON training_cohort
  FOR EACH ROW EXECUTE FUNCTION training_criteria_stand();
"""

db.guard("training_cohort.state", COHORT.guard_sql("training_cohort"))
db.guard("training_cohort.criteria", _CRITERIA)
db.guard("training_enrolment.state", ENROLMENT.guard_sql("training_enrolment"))
for _table in ("selectionline", "review"):
    db.guard(f"training_{_table}", db.append_only(f"training_{_table}"))
