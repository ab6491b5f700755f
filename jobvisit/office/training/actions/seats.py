"""Nominating, selecting, leaving and moving up: who has one of the seats."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jobvisit.base.clock import seoul_day
from jobvisit.office.audit import actions as audit
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User
from jobvisit.office.training import queries, rules
from jobvisit.office.training.actions import rows
from jobvisit.office.training.codes import Consented, Dropped
from jobvisit.office.training.models import Cohort, Enrolment, SelectionLine
from jobvisit.office.training.problems import CannotError
from jobvisit.office.training.states import COHORT, ENROLMENT, CohortState, EnrolmentState

_S, _E = CohortState, EnrolmentState


@dataclass(frozen=True)
class Told:
    """Somebody who is to be told: `accepted`, `waiting`, `not_accepted` or `cancelled`; `rank` in the waiting list."""

    enrolment: Enrolment
    what: str
    rank: int = 0


@transaction.atomic
def nominate(
    *,
    cohort: Cohort,
    seeker: Seeker,
    talk: int | None,
    why: str,
    consent: Consented,
    consent_text: str,
    by: User,
    at: datetime,
) -> tuple[Enrolment, list[Told]]:
    """Put a resident up for a class, with their consent that the school learns who they are.

    After the selection the last free seat goes to whoever comes first; where none is free, or somebody waits already,
    to the end of the waiting list. Raises `CannotError`: not_open, holds, not_looking, twice.
    """
    policy.require(by, "training.nominate")
    current = rows.lock_cohort(cohort.pk, by)
    _still_open(current, at)
    person = Seeker.objects.select_related("district").get(pk=seeker.pk, district_id=by.district_id)
    if problem := rows.barred(person, current.course.licence):
        raise CannotError(problem, licence=current.course.licence)
    words = {"talk": talk, "why": why, "consent": consent, "consent_text": consent_text}
    found = Enrolment.objects.select_for_update().filter(cohort=current, seeker=person).first()
    if found is not None:
        enrolment = _again(found, current, words, by=by, at=at)
    else:
        enrolment = Enrolment.objects.create(
            district_id=by.district_id, cohort=current, seeker=person, state=_E.NOMINATED, nominated_at=at,
            nominated_by=by, moved_at=at, **words,
        )  # fmt: skip
        audit.note(
            by=by, at=at, verb="training.nominate", subject=enrolment, person_id=person.pk,
            details={"cohort": current.pk, "consent": consent},
        )  # fmt: skip
    enrolment.cohort, enrolment.seeker = current, person
    if current.state != _S.SELECTED:
        return enrolment, []
    return enrolment, _late(enrolment, current, by=by, at=at)


@transaction.atomic
def select(
    *,
    cohort: Cohort,
    facts: Mapping[int, Mapping[str, int | None]],
    version: int | None,
    by: User,
    at: datetime,
) -> tuple[Cohort, list[Told]]:
    """Give the seats by the stated criteria and keep the order with its reasons for good.

    `facts`: for each enrolment's key the facts by criterion, as they are now. Raises `CannotError`: too_early (the day
    until which one may be nominated has not come), nobody.
    """
    policy.require(by, "training.select")
    current = rows.lock_cohort(cohort.pk, by)
    rows.check_version(current, version)
    COHORT.check(_S(current.state), _S.SELECTED)
    if seoul_day(at) < current.nominate_until:
        raise CannotError("too_early", on=current.nominate_until)
    found = Enrolment.objects.select_for_update(of=("self",)).filter(cohort=current, state=_E.NOMINATED)
    people = {one.pk: one for one in found.select_related("seeker", "seeker__district").order_by("pk")}
    if not people:
        raise CannotError("nobody")
    lines = rules.in_order(
        [
            rules.Applicant(key, one.nominated_at, facts.get(key, {}), rows.barred(one.seeker, current.course.licence))
            for key, one in people.items()
        ],
        current.criteria,
    )
    SelectionLine.objects.bulk_create([_line(people[one.key], one, at) for one in lines])
    told = []
    for line in lines:
        one = people[line.key]
        one.cohort, one.place = current, line.place or None
        to = _E.NOT_ACCEPTED if line.barred else _E.ACCEPTED if line.place <= current.seats else _E.WAITING
        rows.move(one, to, by=by, at=at)
        told.append(Told(one, to.value, max(0, line.place - current.seats)))
    current.selected_at, current.selected_by = at, by
    rows.move_cohort(current, _S.SELECTED, by=by, at=at, people=len(people), seats=current.taken)
    return current, told


@transaction.atomic
def drop(
    *, enrolment: Enrolment, reason: Dropped, note: str, version: int | None, by: User, at: datetime
) -> tuple[Enrolment, list[Told]]:
    """Somebody leaves. Before the start the first who waits moves up. Returns who is to be told."""
    policy.require(by, "training.nominate")
    cohort, current = rows.lock_enrolment(enrolment, by)
    rows.check_version(current, version)
    if reason == Dropped.OTHER and not note.strip():
        raise CannotError("reason", "note")
    rows.move(current, _E.DROPPED, by=by, at=at, reason=reason, note=note)
    rows.save_taken(cohort)
    return current, move_up(cohort, by=by, at=at) if cohort.state == _S.SELECTED else []


@transaction.atomic
def reopen(*, enrolment: Enrolment, reason: str, by: User, at: datetime) -> tuple[Enrolment, list[Told]]:
    """Somebody who dropped or got no seat comes back: where to follows from how far the class is."""
    policy.require(by, "training.edit")
    cohort, current = rows.lock_enrolment(enrolment, by)
    if not reason.strip():
        raise CannotError("reason", "why")
    to = _way_back(cohort, current)
    ENROLMENT.check(_E(current.state), to)
    if to != _E.ATTENDING and (problem := rows.barred(current.seeker, cohort.course.licence)):
        raise CannotError(problem, licence=cohort.course.licence)
    if to == _E.ATTENDING and cohort.taken >= cohort.seats:
        raise CannotError("full", n=cohort.seats)
    if to == _E.WAITING:
        current.place = _last_place(cohort) + 1
    rows.move(current, to, by=by, at=at, why=reason)
    rows.save_taken(cohort)
    return current, move_up(cohort, by=by, at=at) if to == _E.WAITING else []


def move_up(cohort: Cohort, *, by: User, at: datetime) -> list[Told]:
    """Free seats of a locked class go to those who wait, in the order of their places; whoever can have no seat any
    more is passed by. Returns who is to be told."""
    told = []
    waiting = Enrolment.objects.select_for_update(of=("self",)).filter(cohort=cohort, state=_E.WAITING)
    for one in waiting.select_related("seeker", "seeker__district").order_by("place", "pk"):
        if cohort.taken >= cohort.seats:
            break
        one.cohort = cohort
        if rows.barred(one.seeker, cohort.course.licence):
            rows.move(one, _E.NOT_ACCEPTED, by=by, at=at)
        else:
            rows.move(one, _E.ACCEPTED, by=by, at=at)
            told.append(Told(one, "accepted"))
    rows.save_taken(cohort)
    return told


def _still_open(cohort: Cohort, at: datetime) -> None:
    today, state = seoul_day(at), cohort.state
    if state == _S.NOMINATING and today <= cohort.nominate_until:
        return
    if state == _S.SELECTED and today < cohort.starts_on:
        return
    raise CannotError("not_open")


def _again(found: Enrolment, cohort: Cohort, words: Mapping[str, object], *, by: User, at: datetime) -> Enrolment:
    """Somebody who dropped before is nominated anew: a new application, at the end of the line."""
    if found.state != _E.DROPPED:
        raise CannotError("twice")
    for name, value in words.items():
        setattr(found, name, value)
    found.cohort, found.nominated_at, found.nominated_by, found.place = cohort, at, by, None
    found.save(update_fields=[*words, "nominated_at", "nominated_by"])
    rows.move(found, _E.NOMINATED, by=by, at=at, why="다시 추천함")
    return found


def _late(enrolment: Enrolment, cohort: Cohort, *, by: User, at: datetime) -> list[Told]:
    """After the selection: the next place of the order, and a seat if one is free and nobody waits."""
    enrolment.place = _last_place(cohort) + 1
    waiting = Enrolment.objects.filter(cohort=cohort, state=_E.WAITING).count()
    free = cohort.taken < cohort.seats and not waiting
    if not SelectionLine.objects.filter(enrolment=enrolment).exists():
        SelectionLine.objects.create(
            district_id=enrolment.district_id, enrolment=enrolment, cohort=cohort, place=enrolment.place, late=True,
            applied_at=at, at=at,
        )  # fmt: skip
    rows.move(enrolment, _E.ACCEPTED if free else _E.WAITING, by=by, at=at)
    rows.save_taken(cohort)
    return [Told(enrolment, "accepted" if free else "waiting", 0 if free else waiting + 1)]


def _way_back(cohort: Cohort, enrolment: Enrolment) -> EnrolmentState:
    if cohort.state == _S.NOMINATING:
        return _E.NOMINATED
    if cohort.state == _S.SELECTED:
        return _E.WAITING
    if cohort.state in {_S.RUNNING, _S.FINISHED} and enrolment.left_from in {_E.ATTENDING, _E.ACCEPTED}:
        return _E.ATTENDING
    raise CannotError("not_open")


def _last_place(cohort: Cohort) -> int:
    places = queries.enrolments(cohort).exclude(place=None).values_list("place", flat=True)
    return max((place for place in places if place), default=0)


def _line(enrolment: Enrolment, line: rules.Line, at: datetime) -> SelectionLine:
    return SelectionLine(
        district_id=enrolment.district_id,
        enrolment=enrolment,
        cohort_id=enrolment.cohort_id,
        place=line.place,
        total=line.total,
        points=line.points,
        facts=line.facts,
        barred=line.barred,
        applied_at=enrolment.nominated_at,
        at=at,
    )
