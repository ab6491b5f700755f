"""A counsellor's calendar: a secret address, stable events, nobody's name but the firm's."""

from datetime import time, timedelta

import icalendar
import pytest
import recurring_ical_events
from django.test import Client
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.office.outreach import calendars, visiting
from tests.factories import outreach, staff

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.seoul_day(NOW)


def agreed(by, **more):
    case = outreach.case(by)
    branch = case.company.branches.get()
    return visiting.agree(case=case, counsellor=by, on=TODAY, branch=branch, by=by, now=NOW, **more)


def read(token):
    answer = Client().get(reverse("public:calendar", args=[token]))
    return answer, icalendar.Calendar.from_ical(answer.content) if answer.status_code == 200 else None


def test_the_feed_shows_the_day_to_other_programs():
    someone = staff.counsellor()
    visit, allday = agreed(someone, at=time(10, 30), minutes=40), agreed(someone)
    answer, calendar = read(calendars.give_address(user=someone, at=NOW))
    assert answer["Content-Type"].startswith("text/calendar")
    events = {str(one["uid"]): one for one in recurring_ical_events.of(calendar).at(TODAY)}
    timed = events[f"visit-{visit.pk}@jobvisit"]
    assert timed["dtstart"].dt.astimezone(clock.SEOUL).time() == time(10, 30)
    assert timed["dtend"].dt - timed["dtstart"].dt == timedelta(minutes=40)
    assert str(timed["summary"]) == visit.case.company.name
    assert events[f"visit-{allday.pk}@jobvisit"]["dtstart"].dt == TODAY


def test_a_cancelled_visit_stays_as_cancelled_with_a_later_sequence():
    someone = staff.counsellor()
    visit = agreed(someone, at=time(10))
    token = calendars.give_address(user=someone, at=NOW)
    before = read(token)[1].walk("VEVENT")[0]
    visiting.cancel(visit=visit, because="휴업", by_firm=True, next_on=TODAY, by=someone, at=NOW)
    after = read(token)[1].walk("VEVENT")[0]
    assert (before["uid"], str(after["status"])) == (after["uid"], "CANCELLED")
    assert int(after["sequence"]) > int(before["sequence"])


def test_an_address_is_one_persons_and_ends_when_it_is_replaced_or_taken_back_or_the_account_closes():
    someone = staff.counsellor()
    agreed(staff.colleague_of(someone))
    first = calendars.give_address(user=someone, at=NOW)
    assert read(first)[1].walk("VEVENT") == []
    second = calendars.give_address(user=someone, at=NOW)
    assert read(first)[0].status_code == 404
    calendars.take_back(user=someone, at=NOW)
    assert read(second)[0].status_code == 404
    third = calendars.give_address(user=someone, at=NOW)
    someone.is_active = False
    someone.save()
    assert read(third)[0].status_code == 404
    assert read("x" * 24)[0].status_code == 404
    assert read("short")[0].status_code == 404
