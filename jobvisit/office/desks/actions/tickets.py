"""Writing tickets: booked, walked in, called, served. Numbers and places are given under the session's lock."""

from datetime import datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from jobvisit.base.clock import SEOUL, seoul_day
from jobvisit.base.text import normal
from jobvisit.office.audit import actions as audit
from jobvisit.office.desks import queries, seats
from jobvisit.office.desks.models import Kind, Session, Ticket
from jobvisit.office.desks.seats import FullError, RefusedError
from jobvisit.office.desks.states import COMING, TAKES_A_PLACE, TICKET, SessionState, TicketState
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

OPEN_PER_PHONE: Final = 2
"""Bookings that one telephone may hold in a district at a time."""
PER_DAY: Final = 4
"""Bookings that one telephone may make within a day, cancelled ones included: each is answered by a text."""
LIST_PER_SESSION: Final = 20
"""The longest waiting list."""

_S, _T = SessionState, TicketState


@transaction.atomic
def book(
    *, session: Session, slot: time | None, name: str, phone: str, consent_version: str, wait: bool, by: User | None,
    at: datetime,
) -> Ticket:  # fmt: skip
    """Book a place, or with `wait` one on the waiting list where none is left.

    `slot` is needed for single talks and left out for group events. Raises `FullError` (session or time), and
    `RefusedError` for what is not offered or too often.
    """
    current = _lock(session)
    _check_offer(current, at)
    _check_telephone(current, phone, at)
    state: TicketState = _T.BOOKED
    if wait:
        if current.tickets.filter(state=_T.LISTED).count() >= LIST_PER_SESSION:
            raise FullError(LIST_PER_SESSION, LIST_PER_SESSION)
        state, slot = _T.LISTED, None
    else:
        _check_place(current, slot, at)
    ticket = Ticket.objects.create(
        district_id=current.district_id, session=current, origin=Ticket.Origin.BOOKED, state=state, slot=slot,
        name=normal(name)[:80], phone=phone, consent_version=consent_version, made_at=at,
    )  # fmt: skip
    audit.note(by=by, at=at, verb="desks.book", subject=ticket, details={"state": state})
    return ticket


@transaction.atomic
def walk_in(*, session: Session, by: User, at: datetime, over: bool = False, name: str = "") -> Ticket:
    """Give the next number to somebody who walked in. Raises `FullError` when the session is full and `over` is not
    said, `RefusedError` unless the desk is open."""
    policy.require(by, "desks.work")
    current = _lock(session, by)
    if current.state != _S.OPEN:
        raise RefusedError("not_open")
    taken = current.tickets.filter(state__in=sorted(TAKES_A_PLACE)).count()
    if current.capacity is not None and taken >= current.capacity and not over:
        raise FullError(taken, current.capacity)
    ticket = Ticket.objects.create(
        district_id=current.district_id, session=current, origin=Ticket.Origin.WALK_IN, state=_T.WAITING,
        number=_next_number(current), name=normal(name)[:80], made_at=at, arrived_at=at,
    )  # fmt: skip
    audit.note(by=by, at=at, verb="desks.walk_in", subject=ticket, details={"number": ticket.number, "over": over})
    return ticket


@transaction.atomic
def move(*, ticket: Ticket, to: TicketState, by: User, at: datetime) -> Ticket:
    """Take a ticket one step: arrived, called, served, left, back. Raises `IllegalTransitionError`, `RefusedError`."""
    policy.require(by, "desks.work")
    session = _lock(ticket.session, by)
    if session.state != _S.OPEN or to == _T.CANCELLED:
        raise RefusedError("not_open")
    current = Ticket.objects.select_for_update().get(pk=ticket.pk)
    shift(current, to, by=by, at=at, session=session)
    return current


@transaction.atomic
def call_next(*, session: Session, by: User, at: datetime) -> Ticket | None:
    """Call whoever is next; None when nobody waits. Two counsellors who call at once call two people."""
    policy.require(by, "desks.work")
    current = _lock(session, by)
    if current.state != _S.OPEN:
        raise RefusedError("not_open")
    here = {one.pk: one for one in current.tickets.filter(state=_T.WAITING)}
    following = seats.next_of(queries.waiting(here.values()), localtime(at, SEOUL).time())
    if following is None:
        return None
    ticket = here[following.key]
    shift(ticket, _T.CALLED, by=by, at=at)
    return ticket


@transaction.atomic
def cancel(*, ticket: Ticket, by: User | None, at: datetime) -> Ticket | None:
    """Give a booking back. Returns who moved up from the waiting list, to be told. Raises `IllegalTransitionError`."""
    session = _lock(ticket.session)
    current = Ticket.objects.select_for_update().get(pk=ticket.pk)
    booked = current.state == _T.BOOKED
    shift(current, _T.CANCELLED, by=by, at=at)
    ticket.refresh_from_db(fields=["state"])
    return promote(session, freed=current.slot, at=at) if booked else None


def promote(session: Session, *, freed: time | None, at: datetime) -> Ticket | None:
    """Give a place that became free to the first of the waiting list, while the session still lies ahead."""
    if session.state not in COMING or session.on < seoul_day(at):
        return None
    first = session.tickets.filter(state=_T.LISTED).order_by("made_at", "pk").first()
    if first is None:
        return None
    try:
        _check_place(session, freed, at)
    except (FullError, RefusedError):  # the time has passed, or staff took people beyond the places meanwhile
        return None
    Ticket.objects.filter(pk=first.pk).update(slot=freed)
    first.slot = freed
    shift(first, _T.BOOKED, by=None, at=at)
    return first


@transaction.atomic
def attach(*, ticket: Ticket, seeker: Seeker, registered: bool, by: User, at: datetime) -> None:
    """Say whose ticket it is. The name and telephone of a booking are not needed any more: the file has them.

    With `registered` the file was opened for this ticket, which happens once: raises `RefusedError` for a second one.
    Somebody recognised by mistake is corrected by recognising the right person.
    """
    policy.require(by, "desks.work")
    current = Ticket.objects.select_for_update().get(pk=ticket.pk, district_id=by.district_id)
    if registered and current.seeker_id is not None:
        raise RefusedError("known")
    Ticket.objects.filter(pk=current.pk).update(seeker=seeker, registered=registered, name="", phone="")
    ticket.refresh_from_db()
    details = {"registered": registered}
    audit.note(by=by, at=at, verb="desks.attach", subject=ticket, person_id=seeker.pk, details=details)


@transaction.atomic
def miss(*, ticket: Ticket, at: datetime) -> None:
    """A session is over: whoever booked and did not come is a no-show, the waiting list ends."""
    to = _T.NO_SHOW if ticket.state == _T.BOOKED else _T.CANCELLED
    shift(ticket, to, by=None, at=at)


def shift(
    ticket: Ticket, to: TicketState, *, by: User | None, at: datetime, session: Session | None = None
) -> None:  # fmt: skip
    """Move one ticket along its table and note it; a first arrival takes the next number of the locked `session`."""
    old = TicketState(ticket.state)
    TICKET.check(old, to)
    columns: dict[str, object] = {"state": to}
    if to == _T.WAITING and ticket.number is None:
        assert session is not None
        columns |= {"number": _next_number(session), "arrived_at": at}
    if to == _T.CALLED:
        columns |= {"called_at": at, "served_by": by, "ended_at": None}
    elif to in {_T.SERVED, _T.LEFT, _T.NO_SHOW, _T.CANCELLED}:
        columns["ended_at"] = at
    Ticket.objects.filter(pk=ticket.pk).update(**columns)
    for name, value in columns.items():
        setattr(ticket, name, value)
    audit.note(
        by=by, at=at, verb=f"desks.ticket_{to}", subject=ticket, person_id=ticket.seeker_id, details={"from": old}
    )


def _next_number(session: Session) -> int:
    """The next number of a session whose row the caller holds; a rolled back ticket gives its number back."""
    session.last_number += 1
    Session.objects.filter(pk=session.pk).update(last_number=session.last_number)
    return session.last_number


def _lock(session: Session, by: User | None = None) -> Session:
    found = Session.objects.select_for_update().filter(district_id=by.district_id if by else session.district_id)
    return found.get(pk=session.pk)


def _check_offer(session: Session, at: datetime) -> None:
    if session.state not in COMING:
        raise RefusedError("closed")
    if not session.bookable:
        raise RefusedError("not_bookable")
    if datetime.combine(session.on, session.ends, SEOUL) <= at:
        raise RefusedError("past")


def _check_telephone(session: Session, phone: str, at: datetime) -> None:
    held = list(queries.open_bookings(session.district_id, phone, at).values_list("session_id", flat=True))
    if session.pk in held:
        raise RefusedError("twice")
    often = queries.booked_since(session.district_id, phone, at - timedelta(days=1)) >= PER_DAY
    if len(held) >= OPEN_PER_PHONE or often:
        raise RefusedError("too_often")


def _check_place(session: Session, slot: time | None, at: datetime) -> None:
    """Raise unless one more person fits: into the session, and into the time."""
    taken = session.tickets.filter(state__in=sorted(TAKES_A_PLACE))
    number = taken.count()
    if session.capacity is not None and number >= session.capacity:
        raise FullError(number, session.capacity)
    if session.kind == Kind.GROUP:
        return
    every = seats.slots(session.begins, session.ends, session.slot_minutes)
    if slot is None or slot not in every or datetime.combine(session.on, slot, SEOUL) <= at:
        raise RefusedError("no_slot")
    there = taken.filter(Q(slot=slot)).count()
    if there >= session.seats:
        raise FullError(there, session.seats)
