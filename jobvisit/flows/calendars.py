"""Calendars to subscribe to (RFC 5545): a counsellor's visits and desks, and the desks of a place.

Firms and places only, never a resident's name.

UIDs are stable and SEQUENCE grows with every change; a visit that was cancelled stays in the feed as CANCELLED, so
that calendars which keep old copies take it out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from jobvisit.base.clock import SEOUL, seoul_day
from jobvisit.office.desks import queries as desks
from jobvisit.office.desks.states import SessionState
from jobvisit.office.outreach import queries
from jobvisit.office.outreach.states import VisitState

if TYPE_CHECKING:
    from jobvisit.office.desks.models import Place as DeskPlace
    from jobvisit.office.desks.models import Session
    from jobvisit.office.outreach.models import Visit
    from jobvisit.office.staff.models import User

BACK, AHEAD = timedelta(days=30), timedelta(days=90)
STATUS = {VisitState.PROPOSED: "TENTATIVE", VisitState.CANCELLED: "CANCELLED"}


def feed(*, user: User, at: datetime) -> bytes:
    """The visits and desks of somebody, a month back and three ahead, those in a pair included."""
    today = seoul_day(at)
    visits = queries.calendar_of(user, today - BACK, today + AHEAD)
    sessions = desks.calendar_of(user, today - BACK, today + AHEAD)
    events = [*(_event(one, at) for one in visits), *(_desk(one, at) for one in sessions)]
    return _calendar(f"{user.district.centre_name} {user.name}", "visits", events)


def place_feed(*, place: DeskPlace, at: datetime) -> bytes:
    """When a desk stands at a place, a month back and three ahead. Anybody may read it."""
    today = seoul_day(at)
    sessions = desks.calendar_of_place(place, today - BACK, today + AHEAD)
    return _calendar(f"{place.district.centre_name} {place.post.name}", "desks", [_desk(one, at) for one in sessions])


def _calendar(name: str, what: str, events: list[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//jobvisit//{what}//KO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _desk(session: Session, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"desk-{session.pk}@jobvisit")
    event.add("sequence", session.version)
    event.add("dtstamp", at)
    event.add("summary", session.title)
    event.add("status", "CANCELLED" if session.state == SessionState.CANCELLED else "CONFIRMED")
    where = ", ".join(filter(None, (session.place.post.name, session.place.address, session.place.directions)))
    event.add("location", where)
    event.add("dtstart", datetime.combine(session.on, session.begins, SEOUL))
    event.add("dtend", datetime.combine(session.on, session.ends, SEOUL))
    return event


def _event(visit: Visit, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"visit-{visit.pk}@jobvisit")
    event.add("sequence", visit.version)
    event.add("dtstamp", at)
    event.add("summary", visit.case.company.name)
    event.add("status", STATUS.get(VisitState(visit.state), "CONFIRMED"))
    if visit.branch and visit.branch.address:
        event.add("location", visit.branch.address)
    if visit.at is None:
        event.add("dtstart", visit.on)
        event.add("dtend", visit.on + timedelta(days=1))
        return event
    start = datetime.combine(visit.on, visit.at, SEOUL)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=visit.minutes))
    return event
