"""Booking a desk without an account: the booking, what is written about it, and the link that gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from jobvisit.base import phone as phones
from jobvisit.base.clock import SEOUL
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows.replies import About, Acted, Answers, Choice, Step, TooLateError, register
from jobvisit.office.desks import actions, queries
from jobvisit.office.desks.states import TicketState
from jobvisit.office.links import actions as links
from jobvisit.office.links import rules as link_rules
from jobvisit.office.messaging import actions as messages
from jobvisit.office.messaging import queries as message_queries

if TYPE_CHECKING:
    from jobvisit.flows.replies import Source
    from jobvisit.office.desks.models import Session, Ticket
    from jobvisit.office.links.models import Link
    from jobvisit.office.staff.models import District, User

BOOKING_LINK = "desk.booking"
CONSENT_TEXT = "상담예약-2026-1"
"""The version of the text by which somebody gives a name and a telephone for one appointment."""
REPLIES = {"1": {"wish": "cancel", "words": "취소"}}
_T = TicketState


@dataclass(frozen=True)
class Booked:
    """A booking and the link to look at it or give it back."""

    ticket: Ticket
    link: links.Issued


@transaction.atomic
def book(
    *, session: Session, slot: time | None, name: str, phone: str, wait: bool, by: User | None, at: datetime
) -> Booked:
    """Book a place, or one on the waiting list, and write to the telephone. Raises `FullError` and `RefusedError`."""
    ticket = actions.book(
        session=session, slot=slot, name=name, phone=phone, consent_version=CONSENT_TEXT, wait=wait, by=by, at=at
    )
    link = _tell(ticket, "desk.listed" if wait else "desk.booked", key="made", by=by, at=at)
    return Booked(ticket, link)


@transaction.atomic
def cancel(*, ticket: Ticket, by: User | None, at: datetime) -> None:
    """Give a booking back; whoever moves up is told. Raises `IllegalTransitionError`."""
    moved_up = actions.cancel(ticket=ticket, by=by, at=at)
    _forget(ticket, by=by, at=at)
    if moved_up is not None:
        _tell(moved_up, "desk.moved_up", key="moved_up", by=by, at=at)


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: User, at: datetime) -> int:
    """Take a session out and tell everybody who was booked. Returns how many."""
    ended = actions.cancel_session(session=session, reason=reason, by=by, at=at)
    for ticket in ended:
        _forget(ticket, by=by, at=at)
        _write(ticket, "desk.cancelled", key="cancelled", values={"why": reason.strip()}, by=by, at=at)
    return len(ended)


@dataclass
class Night:
    """What one night did for the desks of a district."""

    made: int = 0
    reminded: int = 0
    missed: int = 0
    unclosed: int = 0


@transaction.atomic
def night(*, district: District, on: date, at: datetime) -> Night:
    """Sessions made ahead, reminders for tomorrow, bookings nobody came for.

    Sessions that nobody closed are counted only: whoever sat there knows how the day was (`queries.unclosed`).
    """
    done = Night()
    for series in queries.running(district.pk, on):
        done.made += len(actions.carry_ahead(series=series, by=None, at=at))
    for ticket in queries.to_remind(district.pk, on):
        if message_queries.by_key(district, _key(ticket, "reminder")) is None:
            _tell(ticket, "desk.reminder", key="reminder", by=None, at=at)
            done.reminded += 1
    for ticket in queries.missed(district.pk, on):
        actions.miss(ticket=ticket, at=at)
        done.missed += ticket.state == _T.NO_SHOW
    done.unclosed = queries.unclosed(district.pk, on).count()
    return done


class Booking:
    """Somebody who booked: still coming, or give the place back?"""

    purpose = BOOKING_LINK

    def about(self, link: Link, at: datetime) -> About | None:
        """Where and when, while the booking stands."""
        ticket = queries.ticket_by_key(link.district, link.subject_id)
        if ticket.state not in {_T.BOOKED, _T.LISTED}:
            return None
        where = (_("장소"), ticket.session.place.post.name)
        waiting = [(_("지금"), _("대기 중"))] if ticket.state == _T.LISTED else []
        return About(_("상담 예약"), ((_("때"), when(ticket.session, ticket.slot)), where, *waiting))

    def steps(self, link: Link, answers: Answers, at: datetime) -> list[Step]:
        """One question."""
        keep = Choice("keep", _("그대로 갑니다"))
        back = Choice("cancel", _("취소합니다"), _("기다리는 분에게 자리가 돌아갑니다"))
        return [Step("wish", _("예약을 어떻게 할까요?"), (keep, back))]

    def act(self, link: Link, answers: Answers, source: Source, at: datetime) -> Acted:
        """Keep or cancel."""
        ticket = queries.ticket_by_key(link.district, link.subject_id)
        if answers["wish"] == "keep":
            return Acted(_("기다리겠습니다."), final=False)
        try:
            cancel(ticket=ticket, by=source.by, at=at)
        except IllegalTransitionError as late:
            raise TooLateError(_("이미 끝난 예약입니다.")) from late
        return Acted(_("예약을 취소했습니다."))


register(Booking())


def when(session: Session, slot: time | None) -> str:
    """`11/26 13:30`; of a group event its beginning."""
    return f"{session.on:%m/%d} {slot or session.begins:%H:%M}"


def _tell(ticket: Ticket, template: str, *, key: str, by: User | None, at: datetime) -> links.Issued:
    """Write to whoever booked, with a link; the second fact is the end of the telephone number."""
    session = ticket.session
    ends = datetime.combine(session.on, session.ends, SEOUL)
    link = links.issue(
        district=ticket.district, purpose=BOOKING_LINK, subject=ticket, expires_at=max(ends, at + timedelta(hours=1)),
        second_fact=link_rules.phone(ticket.phone), by=by, at=at, reply_from=ticket.phone, replies=REPLIES,
    )  # fmt: skip
    _write(ticket, template, key=key, values={"link": link.url}, by=by, at=at)
    return link


def _write(
    ticket: Ticket, template: str, *, key: str, values: dict[str, str], by: User | None, at: datetime
) -> None:  # fmt: skip
    district, session = ticket.district, ticket.session
    messages.queue(
        district=district, key=_key(ticket, key), purpose=template, template=template, subject=ticket, by=by, at=at,
        to=messages.Recipient("ticket", ticket.pk, ticket.name, ticket.phone),
        values={
            "centre": district.centre_name, "phone": phones.pretty(district.centre_phone),
            "place": session.place.post.name, "when": when(session, ticket.slot), **values,
        },
    )  # fmt: skip


def _forget(ticket: Ticket, *, by: User | None, at: datetime) -> None:
    """The booking ended: what waits about it is not sent, and its links open no more."""
    messages.cancel(district=ticket.district, key_prefix=_key(ticket, ""), reason="answered", by=by, at=at)
    links.revoke_about(subject=ticket, purpose=BOOKING_LINK, reason="answered", by=by, at=at)


def _key(ticket: Ticket, what: str) -> str:
    return f"desk:{ticket.pk}:{what}"
