"""Courses, and classes from plan to end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from jobvisit.base.clock import seoul_day
from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User
from jobvisit.office.training import queries, rules
from jobvisit.office.training.actions import rows, seats
from jobvisit.office.training.codes import Cancelled, Dropped
from jobvisit.office.training.models import Cohort, Course, Enrolment, Review
from jobvisit.office.training.problems import CannotError
from jobvisit.office.training.states import COHORT, IN_LINE, CohortState, EnrolmentState

_S, _E = CohortState, EnrolmentState


@transaction.atomic
def add_course(*, fields: Mapping[str, Any], by: User, at: datetime) -> Course:
    """Keep a new course of these columns. Raises `CannotError("same_course")` where the school has one of this name."""
    policy.require(by, "training.edit")
    course = Course(district_id=by.district_id, added_at=at, **fields)
    if queries.courses(by).filter(name=course.name, school=course.school).exists():
        raise CannotError("same_course", "name")
    course.save(force_insert=True)
    audit.note(by=by, at=at, verb="training.add_course", subject=course)
    return course


@transaction.atomic
def change_course(*, course: Course, changes: Mapping[str, Any], version: int, by: User, at: datetime) -> None:
    """Change a course read at `version`. Raises `OutOfDateError`; the certificate stands once a class was selected."""
    policy.require(by, "training.edit")
    stored = Course.objects.select_for_update().get(pk=course.pk, district_id=by.district_id)
    selected = Cohort.objects.filter(course=course, selected_at__isnull=False).exists()
    if selected and changes.get("licence", stored.licence) != stored.licence:
        raise CannotError("licence_stands", "licence")
    named = {name: changes.get(name, getattr(stored, name)) for name in ("name", "school")}
    if queries.courses(by).filter(**named).exclude(pk=course.pk).exists():
        raise CannotError("same_course", "name")
    found = Course.objects.filter(pk=course.pk, district_id=by.district_id, version=version)
    if not found.update(**changes, version=F("version") + 1):
        raise OutOfDateError
    course.version = version + 1
    audit.note(by=by, at=at, verb="training.change_course", subject=course, details={"fields": sorted(changes)})


@transaction.atomic
def hand_over(*, leaving: User, to: User, reason: str, by: User, at: datetime) -> int:
    """Give every class of somebody that is not over to a colleague. Returns how many."""
    policy.require(by, "staff.hand_over")
    theirs = list(queries.open_of([leaving]).filter(district_id=by.district_id).select_for_update(of=("self",)))
    Cohort.objects.filter(pk__in=[one.pk for one in theirs]).update(owner=to, version=F("version") + 1)
    audit.note_many(by=by, at=at, verb="training.hand_over", subjects=theirs, reason=reason)
    return len(theirs)


@transaction.atomic
def open_cohort(*, course: Course, fields: Mapping[str, Any], by: User, at: datetime) -> Cohort:
    """Plan a class of these columns. The same `form_key` again is the same class, as it stands."""
    policy.require(by, "training.edit")
    cohort = Cohort(district_id=by.district_id, course=course, owner=by, opened_at=at, state=_S.PLANNED, **fields)
    if cohort.criteria and (problem := rules.criteria_problem(cohort.criteria)):
        raise CannotError("wrong_criteria", "criteria", problem=problem)
    try:
        with transaction.atomic():
            cohort.save(force_insert=True)
    except IntegrityError:
        first = queries.by_form(by, cohort.form_key)
        if first is None:
            raise
        return first
    audit.note(by=by, at=at, verb="training.open_cohort", subject=cohort, details={"seats": cohort.seats})
    return cohort


@transaction.atomic
def change_cohort(
    *, cohort: Cohort, changes: Mapping[str, Any], version: int | None, by: User, at: datetime
) -> list[seats.Told]:
    """Change a class read at `version`; more seats let the waiting move up. Returns who is to be told.

    Raises `OutOfDateError`; `CannotError` for fewer seats than are held, or criteria after nominations opened.
    """
    policy.require(by, "training.edit")
    current = rows.lock_cohort(cohort.pk, by)
    rows.check_version(current, version)
    if current.state in {_S.FINISHED, _S.CANCELLED}:
        raise CannotError("not_open")
    if changes.get("seats", current.seats) < current.taken:
        raise CannotError("too_few_seats", "seats", n=current.taken)
    if "criteria" in changes and changes["criteria"] != current.criteria:
        _may_state(current, changes["criteria"])
    for name, value in changes.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    audit.note(by=by, at=at, verb="training.change_cohort", subject=current, details={"fields": sorted(changes)})
    told = seats.move_up(current, by=by, at=at) if current.state == _S.SELECTED else []
    cohort.refresh_from_db()
    return told


def state_criteria(*, cohort: Cohort, weights: Mapping[str, int], by: User, at: datetime) -> None:
    """State the criteria and their weights, before nominations open."""
    change_cohort(cohort=cohort, changes={"criteria": dict(weights)}, version=None, by=by, at=at)


def _may_state(cohort: Cohort, weights: Mapping[str, int]) -> None:
    if cohort.state != _S.PLANNED:
        raise CannotError("criteria_fixed", "criteria")
    if problem := rules.criteria_problem(weights):
        raise CannotError("wrong_criteria", "criteria", problem=problem)


@transaction.atomic
def open_nominations(*, cohort: Cohort, version: int | None, by: User, at: datetime) -> Cohort:
    """Let residents be nominated; from now on the criteria stand. Raises `CannotError` without criteria."""
    policy.require(by, "training.edit")
    current = rows.lock_cohort(cohort.pk, by)
    rows.check_version(current, version)
    COHORT.check(_S(current.state), _S.NOMINATING)
    if rules.criteria_problem(current.criteria):
        raise CannotError("no_criteria", "criteria")
    if current.nominate_until < seoul_day(at):
        raise CannotError("past", "nominate_until", on=current.nominate_until)
    rows.move_cohort(current, _S.NOMINATING, by=by, at=at)
    return current


@transaction.atomic
def start(*, cohort: Cohort, version: int | None, by: User, at: datetime) -> tuple[Cohort, list[seats.Told]]:
    """The first day has come: who has a seat attends, who still waits gets none. Returns who is to be told."""
    policy.require(by, "training.edit")
    current = rows.lock_cohort(cohort.pk, by)
    rows.check_version(current, version)
    COHORT.check(_S(current.state), _S.RUNNING)
    if seoul_day(at) < current.starts_on:
        raise CannotError("too_early", on=current.starts_on)
    told = []
    for one in _locked(current):
        if one.state == _E.ACCEPTED:
            rows.move(one, _E.ATTENDING, by=by, at=at)
        elif one.state in {_E.WAITING, _E.NOMINATED}:
            rows.move(one, _E.NOT_ACCEPTED, by=by, at=at)
            told.append(seats.Told(one, "not_accepted"))
    rows.move_cohort(current, _S.RUNNING, by=by, at=at, people=current.taken)
    return current, told


@transaction.atomic
def finish(*, cohort: Cohort, version: int | None, by: User, at: datetime) -> Cohort:
    """The last day is over. Certificates may come later; who has none yet goes on waiting for the result."""
    policy.require(by, "training.edit")
    current = rows.lock_cohort(cohort.pk, by)
    rows.check_version(current, version)
    COHORT.check(_S(current.state), _S.FINISHED)
    if seoul_day(at) < current.ends_on:
        raise CannotError("too_early", on=current.ends_on)
    rows.move_cohort(current, _S.FINISHED, by=by, at=at)
    return current


@transaction.atomic
def run_again(*, cohort: Cohort, reason: str, by: User, at: datetime) -> Cohort:
    """A class finished by mistake goes on, with the reason."""
    policy.require(by, "training.select")
    current = rows.lock_cohort(cohort.pk, by)
    COHORT.check(_S(current.state), _S.RUNNING)
    if current.state != _S.FINISHED or not reason.strip():
        raise CannotError("reason", "why")
    rows.move_cohort(current, _S.RUNNING, by=by, at=at, why=reason)
    return current


@transaction.atomic
def cancel(
    *, cohort: Cohort, reason: Cancelled, note: str, version: int | None, by: User, at: datetime
) -> tuple[Cohort, list[seats.Told]]:
    """A class that is not held, or not to its end. Everybody in it drops for that reason. Returns who is to be told."""
    policy.require(by, "training.select")
    current = rows.lock_cohort(cohort.pk, by)
    rows.check_version(current, version)
    COHORT.check(_S(current.state), _S.CANCELLED)
    if reason == Cancelled.OTHER and not note.strip():
        raise CannotError("reason", "note")
    told = []
    for one in _locked(current):
        if one.state in IN_LINE:
            rows.move(one, _E.DROPPED, by=by, at=at, reason=Dropped.CANCELLED)
            told.append(seats.Told(one, "cancelled"))
    current.reason, current.reason_note = reason, note
    rows.move_cohort(current, _S.CANCELLED, by=by, at=at, why=note, code=reason)
    return current, told


@transaction.atomic
def plan_again(*, cohort: Cohort, reason: str, by: User, at: datetime) -> Cohort:
    """A cancelled class for which nobody was ever selected is planned again, with the reason."""
    policy.require(by, "training.select")
    current = rows.lock_cohort(cohort.pk, by)
    COHORT.check(_S(current.state), _S.PLANNED)
    if current.selected_at is not None:
        raise CannotError("selected_before")
    if not reason.strip():
        raise CannotError("reason", "why")
    current.reason = current.reason_note = ""
    rows.move_cohort(current, _S.PLANNED, by=by, at=at, why=reason)
    return current


@transaction.atomic
def review(*, cohort: Cohort, months: int, figures: Mapping[str, Any], note: str, by: User, at: datetime) -> Review:
    """Keep what became of the seats as it was seen. The same months again is the first look, unchanged."""
    policy.require(by, "training.edit")
    current = rows.lock_cohort(cohort.pk, by)
    found = queries.reviews(current).filter(months=months).first()
    if found is not None:
        return found
    due = rules.months_after(current.ends_on, months)
    if current.state != _S.FINISHED or months not in queries.LOOK_THROUGH or due > seoul_day(at):
        raise CannotError("too_early", on=due)
    made = Review.objects.create(
        district_id=by.district_id, cohort=current, months=months, figures=dict(figures), note=note, by=by, at=at
    )
    audit.note(by=by, at=at, verb="training.review", subject=current, details={"months": months})
    return made


def _locked(cohort: Cohort) -> list[Enrolment]:
    found = Enrolment.objects.select_for_update(of=("self",)).filter(cohort=cohort).order_by("pk")
    people = list(found.select_related("seeker", "seeker__district"))
    for one in people:
        one.cohort = cohort
    return people
