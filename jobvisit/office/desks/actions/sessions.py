"""Writing one day of a desk: planned, staffed, opened, closed with a note, cancelled with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from jobvisit.base.clock import seoul_day
from jobvisit.office.audit import actions as audit
from jobvisit.office.desks import planning, queries
from jobvisit.office.desks.actions import tickets
from jobvisit.office.desks.actions.series import hold_plans, seat
from jobvisit.office.desks.models import Session, SessionStaff, Ticket
from jobvisit.office.desks.planning import Terms
from jobvisit.office.desks.seats import PlanError, Problem, RefusedError
from jobvisit.office.desks.states import SESSION, SessionState, TicketState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

_S, _T = SessionState, TicketState


@transaction.atomic
def plan_session(*, terms: Terms, on: date, by: User, at: datetime) -> Session:
    """Plan a desk on one day. Raises `PlanError` for a past day, a holiday, a closure, another desk, nobody there."""
    policy.require(by, "desks.plan")
    hold_plans(by.district_id)
    problems = planning.of_session(terms, on)
    if on < seoul_day(at):
        problems.insert(0, Problem("past", on))
    if problems:
        raise PlanError(*problems)
    session = Session.objects.create(district_id=by.district_id, on=on, **terms.columns())
    seat(terms, [session])
    audit.note(by=by, at=at, verb="desks.plan", subject=session)
    return session


@transaction.atomic
def change_staff(*, session: Session, people: Sequence[User], by: User, at: datetime) -> None:
    """Say who sits at a session. Raises `PlanError` where somebody is away, or sits elsewhere at that time."""
    policy.require(by, "desks.plan")
    hold_plans(by.district_id)
    current = lock(session, by)
    gone = planning.away(by.district_id, people, current.on, current.on)
    terms = terms_of(current, tuple(people))
    problems = [
        Problem("absent", current.on, who=one.name)
        for one in gone
        if one.meets(current.on, current.begins, current.ends)
    ]
    problems += [one for one in planning.in_the_way(terms, [current.on], session=current) if one.code == "person"]
    if problems:
        raise PlanError(*problems)
    SessionStaff.objects.filter(session=current).delete()
    seat(terms, [current])
    audit.note(by=by, at=at, verb="desks.staff", subject=current, details={"people": [one.pk for one in people]})


@transaction.atomic
def open_session(*, session: Session, by: User, at: datetime) -> Session:
    """Open the desk, on its day, or later to write down how it was. Raises `RefusedError` before its day,
    `IllegalTransitionError`."""
    policy.require(by, "desks.work")
    current = lock(session, by)
    if current.on > seoul_day(at):
        raise RefusedError("not_today")
    return _move(current, _S.OPEN, by=by, at=at, opened_at=current.opened_at or at, closed_at=None)


@dataclass(frozen=True)
class Closed:
    """What closing did beside closing: who waited in vain and who never came."""

    left: int
    no_show: int


@transaction.atomic
def close_session(*, session: Session, note: str, by: User, at: datetime) -> Closed:
    """Close the desk with a note for whoever sits there next. Nobody stays half way: who waits has left, who booked
    and did not come is a no-show, a talk under way counts as held. Raises `IllegalTransitionError`."""
    policy.require(by, "desks.work")
    current = lock(session, by)
    counted = {_T.LEFT: 0, _T.NO_SHOW: 0}
    ends = {_T.CALLED: _T.SERVED, _T.WAITING: _T.LEFT, _T.BOOKED: _T.NO_SHOW, _T.LISTED: _T.CANCELLED}
    for one in Ticket.objects.filter(session=current, state__in=sorted(ends)).order_by("pk"):
        to = ends[TicketState(one.state)]
        tickets.shift(one, to, by=by, at=at)
        counted[to] = counted.get(to, 0) + 1
    _move(current, _S.CLOSED, by=by, at=at, closed_at=at, handover=note)
    return Closed(counted[_T.LEFT], counted[_T.NO_SHOW])


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: User, at: datetime) -> list[Ticket]:
    """Take a session out, with the reason people are told. Returns the bookings that it ends, to be told."""
    policy.require(by, "desks.plan")
    if not reason.strip():
        raise ValueError("a session is cancelled for a reason")
    current = lock(session, by)
    _move(current, _S.CANCELLED, by=by, at=at, because=reason.strip(), by_rule=False)
    ended = list(current.tickets.filter(state__in=[_T.BOOKED, _T.LISTED]).select_related("session__place__post"))
    for one in ended:
        tickets.shift(one, _T.CANCELLED, by=by, at=at)
    return ended


@transaction.atomic
def reopen_session(*, session: Session, reason: str, by: User, at: datetime) -> Session:
    """Take the closing or the cancelling of a session back, for a reason that is kept."""
    policy.require(by, "desks.plan")
    current = lock(session, by)
    to = next(iter(SESSION.reopens.get(SessionState(current.state), ())), None)
    if to is None or not reason.strip():
        raise RefusedError("closed")
    return _move(current, to, by=by, at=at, reason=reason.strip(), because="", closed_at=None, by_rule=False)


def lock(session: Session, by: User | None) -> Session:
    """The session, held until the transaction ends: numbers and places are given one after the other."""
    found = Session.objects.select_for_update()
    return (found.filter(district_id=by.district_id) if by else found).get(pk=session.pk)


def terms_of(session: Session, people: tuple[User, ...]) -> Terms:
    """A session as it was planned, with these people."""
    columns = ("place", "title", "kind", "begins", "ends", "seats", "slot_minutes", "capacity", "bookable")
    return Terms(staff=people, **{name: getattr(session, name) for name in columns})


def _move(
    session: Session, to: SessionState, *, by: User, at: datetime, reason: str = "", **columns: object
) -> Session:
    SESSION.check(SessionState(session.state), to)
    Session.objects.filter(pk=session.pk).update(state=to, version=F("version") + 1, **columns)
    why = reason or str(columns.get("because") or "")
    audit.note(by=by, at=at, verb=f"desks.{to}", subject=session, reason=why, details={"from": session.state})
    return queries.get(by, session.public_id)
