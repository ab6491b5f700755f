"""Writing visits: proposed by a plan, agreed on the telephone, begun at the door, reported before the next one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from jobvisit.base.clock import seoul_day
from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.outreach import actions
from jobvisit.office.outreach.models import Attempt, Case, Visit
from jobvisit.office.outreach.rules import Answer, BadAnswerError, NextAction, Outcome, Step
from jobvisit.office.outreach.states import CASE, VISIT, CaseState, VisitState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


class BadMoveError(ValueError):
    """A visit cannot be moved there. `code`: past, promised, companion."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class SharedPlace:
    """Where somebody was at the door, as their device told it: degrees, and metres within which that holds."""

    lat: float
    lon: float
    within: int | None = None


class SlotTakenError(ValueError):
    """The counsellor has another visit at that very time."""


@transaction.atomic
def log_call(
    *,
    company: Company,
    outcome: Outcome,
    answer: Answer | None,
    when: date | None,
    time_of_visit: time | None,
    days_off: Collection[date],
    by: User,
    at: datetime,
    **said: Any,
) -> Case:
    """Log an attempt to reach a firm, opening its case if there is none; an agreed visit enters the caller's day.

    One transaction: raises `BadAnswerError`, `IllegalTransitionError` or `SlotTakenError` with nothing kept.
    """
    case = actions.open_case(company=company, owner=by, by=by, at=at)
    actions.log_attempt(case=case, outcome=outcome, answer=answer, when=when, days_off=days_off, by=by, at=at, **said)
    if answer == Answer.VISIT_AGREED and when is not None:
        head = Branch.objects.filter(company=company).order_by("-is_head", "id").first()
        agree(case=case, counsellor=by, on=when, at=time_of_visit, branch=head, by=by, now=at)
    return case


@transaction.atomic
def agree_on_call(
    *, company: Company, counsellor: User, on: date, time_of_visit: time, minutes: int, by: User, at: datetime
) -> Visit:
    """Log a call that ended in a visit at a time in somebody's day, a colleague's perhaps. A visit that was only
    proposed to this firm becomes this one. Raises `SlotTakenError`, `IllegalTransitionError`."""
    case = actions.open_case(company=company, owner=counsellor, by=by, at=at)
    actions.log_attempt(case=case, outcome=Outcome.TALKED, answer=Answer.VISIT_AGREED, when=on, by=by, at=at)
    proposed = Visit.objects.filter(case=case, state=VisitState.PROPOSED)
    for visit in proposed:
        _move(visit, VisitState.CANCELLED, by=by, at=at, because="agreed")
    head = Branch.objects.filter(company=company).order_by("-is_head", "id").first()
    return agree(case=case, counsellor=counsellor, on=on, at=time_of_visit, branch=head, minutes=minutes, by=by, now=at)


@transaction.atomic
def agree(
    *,
    case: Case,
    counsellor: User,
    on: date,
    by: User,
    now: datetime,
    at: time | None = None,
    branch: Branch | None = None,
    companion: User | None = None,
    minutes: int = 30,
    confirmed: bool = True,
) -> Visit:
    """Put a visit into somebody's day. Raises `SlotTakenError` where another one stands at that time."""
    policy.require(by, "outreach.work")
    try:
        with transaction.atomic():
            visit = Visit.objects.create(
                district_id=by.district_id, case=case, counsellor=counsellor, companion=companion, branch=branch,
                on=on, at=at, minutes=minutes, state=VisitState.CONFIRMED if confirmed else VisitState.PROPOSED,
            )  # fmt: skip
    except IntegrityError as error:
        if "visit_one_at_a_time" in str(error):
            raise SlotTakenError from error
        raise
    _point_case(case.pk, NextAction.VISIT, on, CaseState.VISIT_AGREED if confirmed else None)
    case.refresh_from_db()
    audit.note(by=by, at=now, verb="outreach.visit_agreed", subject=visit, details={"case": case.pk})
    return visit


@transaction.atomic
def propose_many(*, visits: Sequence[dict[str, Any]], by: User, at: datetime) -> list[Visit]:
    """Put the visits of an accepted plan into their days: `case`, `counsellor`, `on`, `place_in_day`, …"""
    policy.require(by, "outreach.assign")
    made = Visit.objects.bulk_create([Visit(district_id=by.district_id, **one) for one in visits], batch_size=500)
    audit.note_many(by=by, at=at, verb="outreach.visit_proposed", subjects=made)
    return made


@transaction.atomic
def record_many(*, visits: Sequence[dict[str, Any]], by: User, at: datetime) -> list[Visit]:
    """Visits that took place before there was this software: `case`, `counsellor`, `on`, `outcome`. No case moves."""
    policy.require(by, "outreach.assign")
    begun = [Visit(district_id=by.district_id, state=VisitState.UNDER_WAY, **one) for one in visits]
    made = Visit.objects.bulk_create(begun, batch_size=500)
    Visit.objects.filter(pk__in=[one.pk for one in made]).update(state=VisitState.DONE)
    audit.note_many(by=by, at=at, verb="outreach.visit_recorded", subjects=made)
    return made


@transaction.atomic
def move_visit(*, visit: Visit, on: date, counsellor: User, version: int, agreed: bool, by: User, at: datetime) -> None:
    """Give a visit that has not begun another day or another counsellor; its hour stays, its place in the day goes.

    A day that was promised to the firm moves only where somebody has `agreed` with it. Raises `OutOfDateError` if it
    was changed since `version` or has begun, `BadMoveError` and `SlotTakenError` with nothing kept.
    """
    policy.require(by, "outreach.assign")
    current = Visit.objects.select_for_update().select_related("counsellor").get(pk=visit.pk)
    if current.version != version or current.state not in {VisitState.PROPOSED, VisitState.CONFIRMED}:
        raise OutOfDateError
    if on < seoul_day(at):
        raise BadMoveError("past")
    if on != current.on and current.state == VisitState.CONFIRMED and not agreed:
        raise BadMoveError("promised")
    if counsellor.pk == current.companion_id:
        raise BadMoveError("companion")
    try:
        with transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(
                on=on, counsellor=counsellor, place_in_day=None, version=F("version") + 1
            )
    except IntegrityError as error:
        if "visit_one_at_a_time" in str(error):
            raise SlotTakenError from error
        raise
    case = Case.objects.select_for_update().get(pk=current.case_id)
    if current.state == VisitState.CONFIRMED or (case.next_on and case.next_on > on):
        actions.write(case, Step(CaseState(case.state), NextAction(case.next_action), on))
    moved = {"from": [current.on.isoformat(), current.counsellor_id], "to": [on.isoformat(), counsellor.pk]}
    audit.note(by=by, at=at, verb="outreach.visit_moved", subject=visit, details=moved)
    visit.refresh_from_db()


@transaction.atomic
def arrive(*, visit: Visit, by: User, at: datetime, place: SharedPlace | None = None) -> None:
    """Check in. The place is kept only where the counsellor shares it, for `retention.KEEP`."""
    policy.require(by, "outreach.work")
    where = {"arrived_lat": place.lat, "arrived_lon": place.lon, "arrived_within": place.within} if place else {}
    _move(visit, VisitState.UNDER_WAY, by=by, at=at, arrived_at=at, **where)
    _point_case(visit.case_id, NextAction.REPORT, visit.on)


@transaction.atomic
def forget_place(*, visit: Visit, by: User, at: datetime) -> bool:
    """Take back the place that was shared at the door: by whoever shared it, at any time. Whether there was one."""
    policy.require(by, "outreach.work")
    own = Visit.objects.filter(pk=visit.pk, arrived_lat__isnull=False).filter(Q(counsellor=by) | Q(companion=by))
    if not own.update(arrived_lat=None, arrived_lon=None, arrived_within=None):
        return False
    audit.note(by=by, at=at, verb="outreach.place_forgotten", subject=visit)
    return True


@transaction.atomic
def report(
    *,
    visit: Visit,
    step: Step,
    outcome: str,
    report: str,
    by: User,
    at: datetime,
    promise: str = "",
    refusal: str | None = None,
) -> None:
    """Say what came of a visit, keep it in the firm's memory, and what follows."""
    policy.require(by, "outreach.work")
    _move(visit, VisitState.DONE, by=by, at=at, left_at=at, outcome=outcome, report=report)
    case = Case.objects.select_for_update().get(pk=visit.case_id)
    Attempt.objects.create(
        district_id=case.district_id, case=case, at=at, by=by, channel=Attempt.Channel.VISIT, outcome=Outcome.TALKED,
        answer=outcome, promise=promise, note=report,
    )  # fmt: skip
    if CaseState.VISITED in CASE.next_steps(CaseState(case.state)):
        actions.write(case, Step(CaseState.VISITED, NextAction.REPORT, visit.on))
    closed = "closed_down" if step.state == CaseState.CLOSED else case.closed_because
    actions.write(case, step, last_contact_at=at, misses=0, refusal=refusal or case.refusal, closed_because=closed)


@transaction.atomic
def incident(*, visit: Visit, because: str, next_on: date, by: User, at: datetime) -> None:
    """Somebody went and it could not take place (closed door, accident): not a cancellation. Called again next."""
    _need(because)
    policy.require(by, "outreach.work")
    _move(visit, VisitState.INCIDENT, by=by, at=at, left_at=at, because=because)
    _point_case(visit.case_id, NextAction.CALL, next_on)


@transaction.atomic
def cancel(*, visit: Visit, because: str, by_firm: bool, next_on: date, by: User, at: datetime) -> None:
    """Take a visit out of the day, with who asked for it and why. The firm is called again next."""
    _need(because)
    policy.require(by, "outreach.work")
    _move(visit, VisitState.CANCELLED, by=by, at=at, because=because, cancelled_by_firm=by_firm)
    _called_again(visit, next_on)


@transaction.atomic
def miss(*, visit: Visit, next_on: date, by: User | None, at: datetime) -> None:
    """Say that nobody went."""
    _move(visit, VisitState.MISSED, by=by, at=at)
    _called_again(visit, next_on)


def _need(because: str) -> None:
    if not because.strip():
        raise BadAnswerError("because", "missing")


def _move(visit: Visit, to: VisitState, *, by: User | None, at: datetime, **columns: Any) -> None:
    current = Visit.objects.select_for_update().get(pk=visit.pk)
    VISIT.check(VisitState(current.state), to)
    Visit.objects.filter(pk=visit.pk).update(state=to, version=F("version") + 1, **columns)
    audit.note(by=by, at=at, verb=f"outreach.visit_{to}", subject=visit, details={"from": current.state, "to": to})
    visit.refresh_from_db()


def _point_case(case_id: int, action: NextAction, on: date, state: CaseState | None = None) -> None:
    """Say what comes next for the firm, and where its case stands if that changes too."""
    case = Case.objects.select_for_update().get(pk=case_id)
    back = CaseState(case.state) if state is None else state
    actions.write(case, Step(back, action, on))


def _called_again(visit: Visit, on: date) -> None:
    """The visit is off: whoever had agreed to it is talked with anew."""
    agreed = Case.objects.filter(pk=visit.case_id, state=CaseState.VISIT_AGREED).exists()
    _point_case(visit.case_id, NextAction.CALL, on, CaseState.CONTACTING if agreed else None)
