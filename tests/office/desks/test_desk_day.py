"""A day of a desk: opened on its day, tickets along their table, bookings, waiting list, closing."""

from datetime import time, timedelta

import pytest

from jobvisit.base import clock
from jobvisit.base.states import IllegalTransitionError
from jobvisit.office.desks import actions, queries
from jobvisit.office.desks.models import Kind, Session, Ticket
from jobvisit.office.desks.seats import FullError, RefusedError
from jobvisit.office.desks.states import SessionState, TicketState
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import desks, staff

pytestmark = pytest.mark.django_db
T = TicketState


@pytest.fixture
def someone():
    return staff.counsellor()


def test_a_desk_opens_on_its_day_and_no_other(someone):
    later = desks.session(someone, desks.tomorrow())
    with pytest.raises(RefusedError, match="not_today"):
        actions.open_session(session=later, by=someone, at=clock.now())
    assert desks.opened(someone).state == SessionState.OPEN


def test_nobody_gets_a_number_before_the_desk_is_open(someone):
    with pytest.raises(RefusedError, match="not_open"):
        actions.walk_in(session=desks.session(someone), by=someone, at=clock.now())


def test_calling_takes_people_in_order_and_closing_leaves_nobody_half_way(someone):
    session = desks.opened(someone)
    first, second, third = (desks.walk_in(someone, session) for _ in range(3))
    called = actions.call_next(session=session, by=someone, at=clock.now())
    assert called == first
    actions.move(ticket=first, to=T.SERVED, by=someone, at=clock.now())
    assert actions.call_next(session=session, by=someone, at=clock.now()) == second
    done = actions.close_session(session=session, note="복사기 고장", by=someone, at=clock.now())
    assert done.left == 1
    states = dict(Ticket.objects.values_list("number", "state"))
    assert states == {1: T.SERVED, 2: T.SERVED, 3: T.LEFT}
    assert Session.objects.get().handover == "복사기 고장"
    with pytest.raises(RefusedError):
        actions.move(ticket=third, to=T.WAITING, by=someone, at=clock.now())


def test_a_wrong_tap_is_taken_back(someone):
    ticket = desks.walk_in(someone)
    actions.call_next(session=ticket.session, by=someone, at=clock.now())
    actions.move(ticket=ticket, to=T.SERVED, by=someone, at=clock.now())
    back = actions.move(ticket=ticket, to=T.CALLED, by=someone, at=clock.now())
    assert (back.state, back.number, back.ended_at) == (T.CALLED, 1, None)
    with pytest.raises(IllegalTransitionError):
        actions.move(ticket=ticket, to=T.NO_SHOW, by=someone, at=clock.now())


def test_a_full_desk_says_so_and_takes_somebody_all_the_same_when_the_counsellor_wants_to(someone):
    session = desks.opened(someone, capacity=1)
    desks.walk_in(someone, session)
    with pytest.raises(FullError) as full:
        desks.walk_in(someone, session)
    assert (full.value.taken, full.value.most) == (1, 1)
    assert desks.walk_in(someone, session, over=True).number == 2


def test_a_place_that_is_given_back_goes_to_the_first_of_the_waiting_list(someone):
    session = desks.session(someone, desks.tomorrow(), capacity=1)
    held = desks.booking(someone, session)
    with pytest.raises(FullError):
        desks.booking(someone, session, slot=time(14))
    first, second = (desks.booking(someone, session, slot=None, wait=True) for _ in range(2))
    assert actions.cancel(ticket=held, by=None, at=clock.now()) == first
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.slot, second.state) == (T.BOOKED, time(13), T.LISTED)


def test_a_time_holds_as_many_as_there_are_seats_and_a_group_as_many_as_its_capacity(someone):
    pair = desks.session(someone, desks.tomorrow(), seats=2)
    desks.booking(someone, pair)
    desks.booking(someone, pair)
    with pytest.raises(FullError):
        desks.booking(someone, pair)
    group = desks.session(someone, desks.tomorrow(), kind=Kind.GROUP, capacity=3)
    for _ in range(3):
        assert desks.booking(someone, group, slot=None).slot is None
    with pytest.raises(FullError):
        desks.booking(someone, group, slot=None)


@pytest.mark.parametrize("slot", [time(13, 10), time(17), None])
def test_a_time_that_is_not_offered_is_refused(someone, slot):
    with pytest.raises(RefusedError, match="no_slot"):
        desks.booking(someone, slot=slot)


def test_one_telephone_holds_two_bookings_and_makes_four_a_day(someone):
    sessions = [desks.session(someone, desks.tomorrow() + timedelta(days=n)) for n in range(5)]
    made = [desks.booking(someone, one, phone="01012345678") for one in sessions[:2]]
    with pytest.raises(RefusedError, match="twice"):
        desks.booking(someone, sessions[0], slot=time(14), phone="01012345678")
    with pytest.raises(RefusedError, match="too_often"):
        desks.booking(someone, sessions[2], phone="01012345678")
    for one in made:
        actions.cancel(ticket=one, by=None, at=clock.now())
    made = [desks.booking(someone, one, phone="01012345678") for one in sessions[2:4]]
    for one in made:
        actions.cancel(ticket=one, by=None, at=clock.now())
    with pytest.raises(RefusedError, match="too_often"):
        desks.booking(someone, sessions[4], phone="01012345678")


def test_whoever_booked_gets_a_number_on_arrival_and_is_called_at_the_time(someone):
    session = desks.session(someone, begins=time(0), ends=time(23, 30), slot_minutes=30)
    held = Ticket.objects.create(
        district=someone.district, session=session, origin="booked", state=T.BOOKED, slot=time(0), made_at=clock.now()
    )
    actions.open_session(session=session, by=someone, at=clock.now())
    walked = desks.walk_in(someone, session)
    arrived = actions.move(ticket=held, to=T.WAITING, by=someone, at=clock.now())
    assert (walked.number, arrived.number) == (1, 2)
    assert actions.call_next(session=session, by=someone, at=clock.now()) == arrived


def test_a_cancelled_session_names_those_who_were_booked_and_needs_a_reason(someone):
    held = desks.booking(someone)
    with pytest.raises(ValueError, match="reason"):
        actions.cancel_session(session=held.session, reason=" ", by=someone, at=clock.now())
    ended = actions.cancel_session(session=held.session, reason="도서관 정전", by=someone, at=clock.now())
    assert [one.pk for one in ended] == [held.pk]
    held.refresh_from_db()
    assert held.state == T.CANCELLED
    back = actions.reopen_session(session=held.session, reason="전기가 들어옴", by=someone, at=clock.now())
    assert (back.state, back.because) == (SessionState.PLANNED, "")


def test_desks_of_another_district_are_not_there_and_other_roles_may_not(someone):
    session = desks.opened(someone)
    with pytest.raises(Session.DoesNotExist):
        queries.get(staff.counsellor(), session.public_id)
    with pytest.raises(Session.DoesNotExist):
        actions.walk_in(session=session, by=staff.counsellor(), at=clock.now())
    with pytest.raises(NotAllowedError):
        actions.walk_in(session=session, by=staff.user("privacy_officer"), at=clock.now())
