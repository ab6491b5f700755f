"""Booking a desk without an account and without JavaScript, the number board, the calendars."""

from datetime import datetime, time

import icalendar
import pytest
import recurring_ical_events
from dateutil import parser
from django.test import Client
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.office.desks import actions
from jobvisit.office.desks.models import Kind, Ticket
from jobvisit.office.desks.states import TicketState
from jobvisit.office.messaging.models import Message
from jobvisit.office.outreach import calendars
from jobvisit.web.public import desk as pages
from tests.factories import desks, staff, training
from tests.factories import messages as outbox

pytestmark = pytest.mark.django_db
SAID = {"slot": "13:00", "name": "김순영", "phone": "010-1234-5678", "agreed": "on"}


@pytest.fixture
def someone():
    pages.BOOKED.clear()
    who = staff.counsellor()
    outbox.sender(who.district)
    yield who
    pages.BOOKED.clear()


def address(session):
    return reverse("public:book", args=[session.public_id])


def test_from_the_list_of_coming_desks_to_a_booking_and_back(someone):
    session = desks.session(someone, desks.tomorrow(), title="도서관 상담소")
    visitor = Client()
    coming = visitor.get(reverse("public:coming", args=[someone.district.code])).content.decode()
    assert address(session) in coming
    assert visitor.get(address(session)).status_code == 200
    assert not Ticket.objects.exists()
    answer = visitor.post(address(session), SAID)
    assert answer.status_code == 302
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.slot, ticket.phone) == (TicketState.BOOKED, time(13), "01012345678")
    assert ticket.consent_version
    confirmed = visitor.get(answer["Location"]).content.decode()
    for words in (confirmed, answer["Location"]):
        assert "김순영" not in words
        assert "5678" not in words
    token = answer["Location"].rstrip("/").rsplit("/", 1)[1]
    door = reverse("public:door", args=[token])
    assert door in confirmed
    assert visitor.post(door, {"fact": "5678"}).status_code == 302
    visitor.post(reverse("public:step", args=[token, "wish"]), {"answer": "cancel"})
    check = visitor.get(reverse("public:check", args=[token])).content.decode()
    mark = check.split('name="mark" value="')[1].split('"')[0]
    visitor.post(reverse("public:check", args=[token]), {"mark": mark, "receipt": ""})
    ticket.refresh_from_db()
    assert ticket.state == TicketState.CANCELLED
    assert Message.objects.get(purpose="desk.booked").recipient_name == "김순영"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slot": ""}, "slot"), ({"slot": "12:00"}, "slot"), ({"name": ""}, "name"), ({"agreed": ""}, "agreed"),
        ({"phone": "02-123-4567"}, "phone"), ({"phone": "0101234"}, "phone"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(someone, change, field):
    session = desks.session(someone, desks.tomorrow())
    answer = Client().post(address(session), SAID | change)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "13:00" in answer.content.decode()
    assert not Ticket.objects.exists()


def test_a_time_that_was_taken_meanwhile_is_said_so_and_the_waiting_list_is_offered(someone):
    session = desks.session(someone, desks.tomorrow(), capacity=1)
    page = Client()
    page.get(address(session))
    desks.booking(someone, session)
    answer = page.post(address(session), SAID)
    assert answer.status_code == 422
    assert page.post(address(session), SAID | {"slot": "wait"}).status_code == 302
    assert Ticket.objects.filter(state=TicketState.LISTED).count() == 1


def test_the_same_number_books_a_desk_once_and_two_desks_at_most(someone):
    first, *others = (
        desks.session(someone, desks.tomorrow(), begins=time(13 + n), ends=time(14 + n)) for n in range(3)
    )
    page = Client()
    assert page.post(address(first), SAID).status_code == 302
    twice = page.post(address(first), SAID | {"slot": "13:30"})
    assert "phone" in twice.context["form"].errors
    assert page.post(address(others[0]), SAID | {"slot": "14:00"}).status_code == 302
    assert page.post(address(others[1]), SAID | {"slot": "15:00"}).status_code == 422


def test_one_address_cannot_book_a_whole_desk(someone):
    session = desks.session(someone, desks.tomorrow(), kind=Kind.GROUP, capacity=200)
    page = Client()
    said = {name: value for name, value in SAID.items() if name != "slot"}
    statuses = [page.post(address(session), said | {"phone": f"0102000{n:04d}"}).status_code for n in range(10)]
    assert statuses[:8] == [302] * 8
    assert statuses[-1] == 429


def test_a_group_event_needs_no_time_and_its_waiting_list_begins_when_it_is_full(someone):
    session = desks.session(someone, desks.tomorrow(), kind=Kind.GROUP, capacity=1)
    said = {name: value for name, value in SAID.items() if name != "slot"}
    page = Client()
    assert page.post(address(session), said).status_code == 302
    more = said | {"phone": "01022223333", "slot": "wait"}
    assert page.post(address(session), more).status_code == 302
    assert list(Ticket.objects.order_by("pk").values_list("state", flat=True)) == ["booked", "listed"]


def test_a_desk_that_is_over_cancelled_or_not_bookable_says_so_and_books_nobody(someone):
    past = desks.session(someone, begins=time(0), ends=time(0, 1))
    shut = desks.session(someone, desks.tomorrow())
    actions.cancel_session(session=shut, reason="정전", by=someone, at=clock.now())
    closed = desks.session(someone, desks.tomorrow(), bookable=False)
    for session in (past, shut, closed):
        assert "예약을 받지 않습니다" in Client().get(address(session)).content.decode()
        assert Client().post(address(session), SAID).status_code == 422
    assert not Ticket.objects.exists()


def test_the_board_shows_numbers_and_no_names(someone):
    session = desks.opened(someone)
    for name in ("김순영", "박하늘"):
        desks.walk_in(someone, session, name=name)
    actions.call_next(session=session, by=someone, at=clock.now())
    where = reverse("public:board", args=[session.public_id])
    page = Client().get(where).content.decode()
    assert "<span>1</span>" in page
    assert "김" not in page
    part = Client().get(where, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div class="board"')
    assert part in page


def test_a_district_that_is_not_there_is_not_found(someone):
    assert Client().get(reverse("public:coming", args=["99999"])).status_code == 404
    assert Client().get(reverse("public:coming_all")).status_code in {200, 302}


def plain_events(text: str) -> list[dict[str, str]]:
    """A second reader, independent of the icalendar library: lines unfolded and cut (RFC 5545 §3.1)."""
    events, current = [], None
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            current = {}
        elif line == "END:VEVENT":
            events.append(current)
            current = None
        elif current is not None:
            current[name.partition(";")[0]] = value
    return events


def test_two_readers_find_the_same_desks_in_the_calendar_of_a_place(someone):
    place = desks.place(someone)
    kept = desks.session(someone, desks.tomorrow(), place=place)
    gone = desks.session(someone, desks.tomorrow(), place=place, begins=time(9), ends=time(10))
    actions.cancel_session(session=gone, reason="정전", by=someone, at=clock.now())
    answer = Client().get(reverse("public:place_calendar", args=[place.public_id]))
    assert answer["Content-Type"].startswith("text/calendar")
    first = {
        str(one["uid"]): (one["dtstart"].dt.astimezone(clock.SEOUL), str(one["status"]), int(one["sequence"]))
        for one in recurring_ical_events.of(icalendar.Calendar.from_ical(answer.content)).at(desks.tomorrow())
    }
    second = {
        one["UID"]: (
            parser.parse(one["DTSTART"]).replace(tzinfo=clock.SEOUL), one["STATUS"], int(one["SEQUENCE"])
        )
        for one in plain_events(answer.content.decode())
    }  # fmt: skip
    assert first == second
    assert first[f"desk-{kept.pk}@jobvisit"][:2] == (
        datetime.combine(kept.on, time(13), clock.SEOUL), "CONFIRMED"
    )  # fmt: skip
    assert first[f"desk-{gone.pk}@jobvisit"][1:] == ("CANCELLED", gone.version + 1)


def test_a_counsellors_own_calendar_holds_the_desks_at_which_they_sit(someone):
    mine = desks.session(someone, desks.tomorrow())
    desks.session(staff.colleague_of(someone), desks.tomorrow())
    token = calendars.give_address(user=someone, at=clock.now())
    feed = Client().get(reverse("public:calendar", args=[token])).content
    assert [one["UID"] for one in plain_events(feed.decode())] == [f"desk-{mine.pk}@jobvisit"]


def test_classes_that_take_nominations_stand_on_the_same_page(someone):
    where = reverse("public:coming", args=[someone.district.code])
    assert "지금 신청을 받는 교육이 없습니다" in Client().get(where).content.decode()
    course = training.nominating(someone).course
    page = Client().get(where).content.decode()
    assert course.school in page
    assert course.place in page
