"""Reading courses, classes, who sits in them, and what was promised."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from jobvisit.office.reference import queries as reference
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import District, User
from jobvisit.office.training import rules
from jobvisit.office.training.models import (
    Attendance,
    Certificate,
    Cohort,
    Course,
    Enrolment,
    Pledge,
    Review,
    SelectionLine,
)
from jobvisit.office.training.states import COMING, SEATED, CohortState, EnrolmentState

LOOK_THROUGH = (3, 6)
"""Months after the end of a class, after which is asked what became of each seat."""
WARN_DAYS = 7
"""Days before the start from which too few people are a task."""
REMIND_DAYS = 3
"""Days before the start on which those with a seat are reminded."""


def visible_to(user: User) -> QuerySet[Cohort]:
    """The classes of the user's district."""
    return Cohort.objects.filter(district_id=user.district_id).select_related("course", "owner", "district")


def get(user: User, pk: int) -> Cohort:
    """One class. Raises `Cohort.DoesNotExist` outside the district."""
    return visible_to(user).get(pk=pk)


def courses(user: User) -> QuerySet[Course]:
    """The district's courses."""
    return Course.objects.filter(district_id=user.district_id)


def open_of(users: Iterable[User]) -> QuerySet[Cohort]:
    """Classes in the hands of these people that are not over."""
    return Cohort.objects.filter(owner__in=list(users), state__in=[*COMING, CohortState.RUNNING])


def course(user: User, pk: int) -> Course:
    """One course. Raises `Course.DoesNotExist` outside the district."""
    return courses(user).get(pk=pk)


def cohorts(user: User, states: Collection[str] = ()) -> QuerySet[Cohort]:
    """Classes for the list, with how many are nominated, wait and hold a certificate; the next to begin first."""
    found = visible_to(user).order_by("starts_on", "id")
    return found.filter(state__in=sorted(states)) if states else found


def counts(cohorts: Iterable[Cohort]) -> dict[int, dict[str, int]]:
    """How many stand in each state, by class. One statement."""
    rows = Enrolment.objects.filter(cohort__in=[one.pk for one in cohorts])
    found: dict[int, dict[str, int]] = {}
    for cohort, state, n in rows.values_list("cohort", "state").annotate(n=Count("id")):
        found.setdefault(cohort, {})[state] = n
    return found


def by_form(user: User, key: str) -> Cohort | None:
    """The class that this very form made."""
    return visible_to(user).filter(form_key=key).first() if key else None


def open_to_nominate(user: User, on: date) -> QuerySet[Cohort]:
    """Classes into which somebody can still be nominated."""
    open_now = Q(state=CohortState.NOMINATING, nominate_until__gte=on) | Q(state=CohortState.SELECTED, starts_on__gt=on)
    return visible_to(user).filter(open_now).order_by("starts_on", "id")


def enrolments(cohort: Cohort) -> QuerySet[Enrolment]:
    """Everyone in a class: by place in the order, then by time of application."""
    found = Enrolment.objects.filter(cohort=cohort).select_related("seeker", "nominated_by")
    return found.order_by(F("place").asc(nulls_last=True), "nominated_at", "id")


def enrolment(user: User, pk: int) -> Enrolment:
    """One enrolment. Raises `Enrolment.DoesNotExist` outside the district."""
    found = Enrolment.objects.filter(district_id=user.district_id)
    return found.select_related("cohort", "cohort__course", "cohort__district", "seeker", "seeker__district").get(pk=pk)


def of_seeker(user: User, seeker: Seeker) -> QuerySet[Enrolment]:
    """A resident's classes, the latest first."""
    found = Enrolment.objects.filter(district_id=user.district_id, seeker=seeker)
    return found.select_related("cohort", "cohort__course").order_by("-nominated_at", "-id")


def seated_before(keys: Iterable[int], cohort: Cohort) -> set[int]:
    """Which of these residents sat in another class of ours."""
    held = Enrolment.objects.filter(seeker__in=list(keys)).exclude(cohort=cohort)
    held = held.filter(Q(state__in=sorted(SEATED)) | Q(state="dropped", left_from="attending"))
    return set(held.values_list("seeker", flat=True))


def selection(cohort: Cohort) -> QuerySet[SelectionLine]:
    """The recorded order: as selected, then who came later."""
    return SelectionLine.objects.filter(cohort=cohort).select_related("enrolment", "enrolment__seeker")


def certificates(user: User, seeker: Seeker) -> QuerySet[Certificate]:
    """The certificates that a resident has shown."""
    found = Certificate.objects.filter(district_id=user.district_id, seeker=seeker, taken_back=None)
    return found.select_related("by", "enrolment")


def certificate(user: User, pk: int) -> Certificate:
    """One certificate that stands. Raises `Certificate.DoesNotExist` outside the district."""
    found = Certificate.objects.filter(district_id=user.district_id, taken_back=None)
    return found.select_related("seeker", "enrolment").get(pk=pk)


def certificates_of(cohort: Cohort) -> dict[int, Certificate]:
    """The certificates out of a class, by enrolment."""
    found = Certificate.objects.filter(enrolment__cohort=cohort, taken_back=None)
    return {int(one.enrolment_id or 0): one for one in found}


def pledges(cohort: Cohort) -> QuerySet[Pledge]:
    """The promises that stand."""
    return Pledge.objects.filter(cohort=cohort, ended_at=None).select_related("company", "by")


def pledge(user: User, cohort: Cohort, pk: int) -> Pledge:
    """One promise of this class. Raises `Pledge.DoesNotExist` for any other."""
    return Pledge.objects.get(district_id=user.district_id, cohort=cohort, pk=pk, ended_at=None)


def pledged(cohorts: Iterable[Cohort]) -> dict[int, int]:
    """Interviews promised, by class. One statement."""
    rows = Pledge.objects.filter(cohort__in=[one.pk for one in cohorts], ended_at=None)
    found: dict[int, int] = {}
    for cohort, n in rows.values_list("cohort", "interviews"):
        found[cohort] = found.get(cohort, 0) + n
    return found


def reviews(cohort: Cohort) -> QuerySet[Review]:
    """What was seen of the seats later."""
    return Review.objects.filter(cohort=cohort).select_related("by")


def class_days(cohort: Cohort) -> list[date]:
    """The days on which a class is held. Raises `ValueError` for a year whose holidays nobody has entered."""
    off = reference.holidays(cohort.starts_on, cohort.ends_on, area=cohort.district.code)
    return rules.class_days(cohort.starts_on, cohort.ends_on, cohort.days, {one.on for one in off})


def attendance(cohort: Cohort, on: date) -> dict[int, str]:
    """What is written of one day, by enrolment."""
    rows = Attendance.objects.filter(enrolment__cohort=cohort, on=on)
    return dict(rows.values_list("enrolment_id", "presence"))


def attended(cohort: Cohort) -> dict[int, dict[str, int]]:
    """Days by kind of presence, by enrolment."""
    rows = Attendance.objects.filter(enrolment__cohort=cohort).values_list("enrolment_id", "presence")
    found: dict[int, dict[str, int]] = {}
    for enrolment, presence, n in rows.annotate(n=Count("id")):
        found.setdefault(enrolment, {})[presence] = n
    return found


def days_written(cohort: Cohort) -> set[date]:
    """Days of which anything is written."""
    return set(Attendance.objects.filter(enrolment__cohort=cohort).values_list("on", flat=True).distinct())


def ever_enrolled(district_id: int) -> set[int]:
    """Residents who were nominated for any class."""
    return set(Enrolment.objects.filter(district_id=district_id).values_list("seeker", flat=True))


# What is due. `owner` narrows to one person's work.


@dataclass(frozen=True)
class DueCohort:
    """A class on which something is to be done: `what` says it, `on` the day it belongs to."""

    cohort: Cohort
    what: str
    on: date
    figures: Mapping[str, Any]


def due(district_id: int, on: date, owner: User | None = None) -> list[DueCohort]:
    """Tasks of classes: select, too few, start, attendance, certificates, what became of the seats."""
    found = Cohort.objects.filter(district_id=district_id).select_related("course", "owner", "district")
    if owner:
        found = found.filter(owner=owner)
    ending = months_before(on, max(LOOK_THROUGH) + 6)
    found = found.filter(Q(state__in=[*COMING, CohortState.RUNNING]) | Q(state="finished", ends_on__gte=ending))
    rows = list(found.exclude(state=CohortState.CANCELLED).order_by("starts_on", "id"))
    if not rows:
        return []
    stands = counts(rows)
    reviewed: dict[int, set[int]] = {}
    for cohort, months in Review.objects.filter(cohort__in=[one.pk for one in rows]).values_list("cohort", "months"):
        reviewed.setdefault(cohort, set()).add(months)
    made: list[DueCohort] = []
    for one in rows:
        made += _due(one, on, stands.get(one.pk, {}), reviewed.get(one.pk, set()))
    return made


def months_before(day: date, months: int) -> date:
    """The same day some months earlier."""
    return rules.months_after(day, -months)


def _due(one: Cohort, on: date, stands: Mapping[str, int], reviewed: Collection[int]) -> list[DueCohort]:
    state, made = CohortState(one.state), []
    people = one.taken if state == CohortState.SELECTED else stands.get(EnrolmentState.NOMINATED, 0)
    if state in COMING and one.starts_on - timedelta(days=WARN_DAYS) <= on and people < one.minimum:
        made.append(DueCohort(one, "few", one.starts_on, {"n": people, "minimum": one.minimum}))
    if state == CohortState.NOMINATING and one.nominate_until <= on and people:
        made.append(DueCohort(one, "select", one.nominate_until, {"n": people}))
    if state == CohortState.SELECTED and one.starts_on <= on:
        made.append(DueCohort(one, "start", one.starts_on, {"n": one.taken}))
    if state == CohortState.RUNNING:
        days = [day for day in class_days(one) if day <= on]
        if days and days[-1] not in days_written(one):
            made.append(DueCohort(one, "attendance", days[-1], {}))
        if one.ends_on <= on:
            made.append(DueCohort(one, "finish", one.ends_on, {"n": stands.get(EnrolmentState.ATTENDING, 0)}))
    if state == CohortState.FINISHED:
        came = [n for n in LOOK_THROUGH if rules.months_after(one.ends_on, n) <= on and n not in reviewed]
        if came:
            made.append(DueCohort(one, "review", rules.months_after(one.ends_on, max(came)), {"n": max(came)}))
    return made


def to_remind(district_id: int, on: date) -> QuerySet[Enrolment]:
    """Those with a seat in a class that begins within the next days."""
    found = Enrolment.objects.filter(
        district_id=district_id,
        state=EnrolmentState.ACCEPTED,
        cohort__state=CohortState.SELECTED,
        cohort__starts_on__gte=on,
        cohort__starts_on__lte=on + timedelta(days=REMIND_DAYS),
    )
    related = ("cohort", "cohort__course", "seeker", "seeker__district")
    return found.select_related(*related).order_by("cohort__starts_on", "id")


def certified_with_pledges(district_id: int, owner: User | None = None) -> QuerySet[Cohort]:
    """Classes with certified residents and promises of employers that stand."""
    promised = Pledge.objects.filter(cohort=OuterRef("pk"), ended_at=None)
    certified = Enrolment.objects.filter(cohort=OuterRef("pk"), state=EnrolmentState.CERTIFIED)
    found = Cohort.objects.filter(district_id=district_id).filter(Exists(promised), Exists(certified))
    found = found.select_related("course", "owner", "district").order_by("ends_on", "id")
    return found.filter(owner=owner) if owner else found


def coming(district: District, on: date) -> QuerySet[Cohort]:
    """Classes that anybody may know of: open for nominations, not yet begun."""
    found = Cohort.objects.filter(district=district, state=CohortState.NOMINATING, nominate_until__gte=on)
    return found.select_related("course").order_by("starts_on", "id")
