"""The rows of the yield come from the tables: each hire counts once, for the last desk that saw the resident."""

from datetime import time, timedelta

import pytest

from jobvisit.base import clock
from jobvisit.office.desks.actions.history import PastDay, PastTicket, record_past
from jobvisit.office.desks.models import Session, Ticket
from jobvisit.office.desks.states import SessionState, TicketState
from jobvisit.office.reports.desk_yield import desk_yield, gather
from tests.factories import desks, referrals, seekers, staff

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.seoul_day(NOW)
SERVED = TicketState.SERVED


def past(someone, days):
    return record_past(terms=desks.terms(someone, seats=2), days=days, by=someone, at=NOW)


def test_days_of_the_past_are_taken_in_with_their_numbers():
    someone = staff.counsellor()
    tickets = [PastTicket(SERVED, 5), PastTicket(TicketState.LEFT, 9), PastTicket(TicketState.NO_SHOW, 0, booked=True)]
    past(someone, [PastDay(TODAY - timedelta(days=14), tickets, "조용함")])
    session = Session.objects.get()
    assert (session.state, session.last_number, session.handover) == (SessionState.CLOSED, 2, "조용함")
    assert list(Ticket.objects.order_by("pk").values_list("number", "state")) == [
        (None, "no_show"), (1, "served"), (2, "left")
    ]  # fmt: skip
    with pytest.raises(ValueError, match="over"):
        past(someone, [PastDay(TODAY + timedelta(days=1))])


def test_a_hire_counts_once_for_the_last_desk_before_it_with_its_rung(django_assert_max_num_queries):
    someone = staff.counsellor()
    placement = referrals.hired(someone)
    person = placement.seeker
    seen = [PastTicket(SERVED, 10, seeker=person), PastTicket(SERVED, 70, seeker=seekers.seeker(someone))]
    days = [PastDay(TODAY - timedelta(days=days), seen) for days in (120, 28, 14)]
    past(someone, days)
    with django_assert_max_num_queries(6):
        found = desk_yield(gather(someone, TODAY - timedelta(days=400), TODAY))
    assert found.total.counts["seen"] == 6
    assert (found.total.counts["referred"], found.total.counts["hired"]) == (1, 1)
    assert sum(found.total.rungs.values()) == 1
    assert found.by_hour[13].counts["hired"] == 1
    assert found.total.chairs == 3 * 8, "one counsellor, one chair, whatever seats were planned"
    assert desk_yield(gather(staff.counsellor(), TODAY - timedelta(days=400), TODAY)).total.days == 0
    only = [one for one in gather(someone, TODAY - timedelta(days=400), TODAY) if any(v.rung for v in one.visitors)]
    assert [one.on for one in only] == [TODAY - timedelta(days=14)]
    assert only[0].begins == time(13)
