"""Taking in desks that were held before: days, numbers and what became of them, in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from jobvisit.base.clock import SEOUL
from jobvisit.office.audit import actions as audit
from jobvisit.office.desks.models import Session, SessionStaff, Ticket
from jobvisit.office.desks.planning import Terms
from jobvisit.office.desks.states import SessionState, TicketState
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

_T = TicketState
_WAYS = {
    _T.SERVED: (_T.WAITING, _T.CALLED, _T.SERVED), _T.LEFT: (_T.WAITING, _T.LEFT),
    _T.NO_SHOW: (_T.BOOKED, _T.NO_SHOW),
}  # fmt: skip
"""How a ticket came to its end; the database refuses shorter ways."""


@dataclass(frozen=True)
class PastTicket:
    """One visitor: how it ended (served, left, no_show), minutes after the beginning, the file if there is one."""

    end: TicketState
    minute: int
    booked: bool = False
    seeker: Seeker | None = None
    registered: bool = False


@dataclass(frozen=True)
class PastDay:
    """One day on which a desk was held."""

    on: date
    tickets: Sequence[PastTicket] = field(default_factory=tuple)
    note: str = ""


@transaction.atomic
def record_past(*, terms: Terms, days: Sequence[PastDay], by: User, at: datetime) -> list[Session]:
    """Write down days that were held, with their tickets. Raises `ValueError` for a day that is not over."""
    policy.require(by, "desks.plan")
    if any(datetime.combine(day.on, terms.ends, SEOUL) >= at for day in days):
        raise ValueError("only days that are over can be taken in")
    sessions = Session.objects.bulk_create(
        [
            Session(
                district_id=by.district_id, on=day.on, handover=day.note, last_number=_numbered(day), **terms.columns()
            )
            for day in days
        ]
    )
    keys = [one.pk for one in sessions]
    SessionStaff.objects.bulk_create(
        [SessionStaff(district_id=by.district_id, session=one, user=user) for one in sessions for user in terms.staff]
    )
    rows = [row for session, day in zip(sessions, days, strict=True) for row in _tickets(session, day, terms)]
    made = Ticket.objects.bulk_create([row for row, _end in rows], batch_size=1000)
    for end, way in _WAYS.items():
        theirs = [row.pk for row, (_, ended) in zip(made, rows, strict=True) if ended == end]
        for step in way[1:]:
            Ticket.objects.filter(pk__in=theirs).update(state=step)
    for one in sessions:
        one.opened_at = datetime.combine(one.on, one.begins, SEOUL)
        one.closed_at = datetime.combine(one.on, one.ends, SEOUL)
    Session.objects.bulk_update(sessions, ["opened_at", "closed_at"])
    for state in (SessionState.OPEN, SessionState.CLOSED):
        Session.objects.filter(pk__in=keys).update(state=state)
    audit.note_many(by=by, at=at, verb="desks.record_past", subjects=sessions)
    return sessions


def _numbered(day: PastDay) -> int:
    return sum(one.end != _T.NO_SHOW for one in day.tickets)


def _tickets(session: Session, day: PastDay, terms: Terms) -> list[tuple[Ticket, TicketState]]:
    begin = datetime.combine(day.on, terms.begins, SEOUL)
    found, number = [], 0
    for one in sorted(day.tickets, key=lambda ticket: ticket.minute):
        came = begin + timedelta(minutes=one.minute)
        here = one.end != _T.NO_SHOW
        number += here
        ticket = Ticket(
            district_id=session.district_id, session=session, state=_WAYS[one.end][0],
            origin=Ticket.Origin.BOOKED if one.booked or not here else Ticket.Origin.WALK_IN,
            number=number if here else None, seeker=one.seeker, registered=one.registered, made_at=came,
            arrived_at=came if here else None, ended_at=came + timedelta(minutes=terms.slot_minutes),
            called_at=came if one.end == _T.SERVED else None,
            served_by=terms.staff[number % len(terms.staff)] if one.end == _T.SERVED and terms.staff else None,
        )  # fmt: skip
        found.append((ticket, one.end))
    return found
