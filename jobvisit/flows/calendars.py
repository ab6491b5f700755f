"""A counsellor's visits as a calendar to subscribe to (RFC 5545): firms and places only, never a resident's name.

UIDs are stable and SEQUENCE grows with every change; a visit that was cancelled stays in the feed as CANCELLED, so
that calendars which keep old copies take it out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from jobvisit.base.clock import SEOUL, seoul_day
from jobvisit.office.outreach import queries
from jobvisit.office.outreach.states import VisitState

if TYPE_CHECKING:
    from jobvisit.office.outreach.models import Visit
    from jobvisit.office.staff.models import User

BACK, AHEAD = timedelta(days=30), timedelta(days=90)
STATUS = {VisitState.PROPOSED: "TENTATIVE", VisitState.CANCELLED: "CANCELLED"}


def feed(*, user: User, at: datetime) -> bytes:
    """The visits of somebody, a month back and three ahead, those in a pair included."""
    today = seoul_day(at)
    calendar = Calendar()
    calendar.add("prodid", "-//jobvisit//visits//KO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{user.district.centre_name} {user.name}")
    for visit in queries.calendar_of(user, today - BACK, today + AHEAD):
        calendar.add_component(_event(visit, at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


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
