"""The desk on its pages: one tap a step, few statements, registering by taps."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.office.desks import actions
from jobvisit.office.desks.models import Series, Session, Ticket
from jobvisit.office.desks.states import TicketState
from jobvisit.office.matches import store
from jobvisit.office.referrals.models import Referral
from jobvisit.office.seekers.models import Seeker
from tests.factories import desks, orders, seekers, staff
from tests.factories import messages as outbox

pytestmark = pytest.mark.django_db
FORM = {
    "name": "김순영", "birth_date": "1970-04-11", "phone": "010-2345-6789", "dong": "1165060000", "wishes": ["615110"],
    "hours": "day", "day_set": "weekdays", "pay": "", "reach_m": "5000", "held": ["none"], "collection": "on",
    "id_seen": "on", "on_paper": "on",
}  # fmt: skip


@pytest.fixture
def someone():
    store.forget()
    yield staff.counsellor(contract_until=None)
    store.forget()


@pytest.fixture
def client(someone):
    browser = Client()
    browser.force_login(someone)
    return browser


def crowd(someone, number):
    session = desks.opened(someone)
    for n in range(number):
        desks.walk_in(someone, session, name=f"사람{n}")
    actions.call_next(session=session, by=someone, at=clock.now())
    return session


@pytest.mark.parametrize("people", [1, 40])
def test_the_desk_page_takes_at_most_ten_statements_however_many_wait(
    someone, client, people, django_assert_max_num_queries
):
    where = reverse("desks:session", args=[crowd(someone, people).public_id])
    with django_assert_max_num_queries(10):
        assert client.get(where).status_code == 200


def test_the_queue_refreshes_itself_as_the_very_part_of_the_page(someone, client):
    where = reverse("desks:session", args=[crowd(someone, 3).public_id])
    part = client.get(where, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="queue"')
    assert 'hx-trigger="every 20s"' in part


def test_a_day_is_run_by_taps(someone, client):
    session = desks.session(someone)
    key = [session.public_id]
    assert client.post(reverse("desks:take", args=key)).status_code == 422
    client.post(reverse("desks:open", args=key))
    client.post(reverse("desks:take", args=key))
    client.post(reverse("desks:take", args=key))
    client.post(reverse("desks:call", args=key))
    ticket = Ticket.objects.get(number=1)
    client.post(reverse("desks:step", args=[ticket.public_id, "served"]))
    client.post(reverse("desks:step", args=[ticket.public_id, "no_show"]))
    client.post(reverse("desks:close", args=key), {"note": "조용한 날"})
    assert list(Ticket.objects.order_by("number").values_list("state", flat=True)) == ["served", "left"]
    assert "조용한 날" in client.get(reverse("desks:session", args=key)).content.decode()
    after = desks.session(someone, place=session.place, on=clock.seoul_day(clock.now()) + timedelta(days=7))
    assert "조용한 날" in client.get(reverse("desks:session", args=[after.public_id])).content.decode()


def test_names_are_masked_on_the_desk_page(someone, client):
    ticket = desks.walk_in(someone, name="김순영")
    page = client.get(reverse("desks:session", args=[ticket.session.public_id])).content.decode()
    assert "김○영" in page
    assert "김순영" not in page


def test_a_full_desk_offers_the_second_tap(someone, client):
    session = desks.opened(someone, capacity=1)
    take = reverse("desks:take", args=[session.public_id])
    client.post(take)
    full = client.post(take)
    assert full.status_code == 422
    assert 'name="over"' in full.content.decode()
    assert client.post(take, {"over": "1"}).status_code == 302
    assert session.tickets.count() == 2


def test_registering_by_taps_makes_a_file_and_leads_to_the_jobs(someone, client):
    orders.order(someone)
    ticket = desks.walk_in(someone)
    answer = client.post(reverse("desks:register", args=[ticket.public_id]), FORM)
    assert answer["Location"] == reverse("desks:jobs", args=[ticket.public_id])
    person = Seeker.objects.get()
    assert (person.wishes, person.days, person.earliest.hour, person.reach_m) == (["615110"], [0, 1, 2, 3, 4], 9, 5000)
    assert (person.licences, person.licences_asked) == ([], True)
    page = client.get(answer["Location"]).content.decode()
    assert f"?ticket={ticket.public_id}" in page
    assert "여기서" in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on_paper": ""}, "on_paper"), ({"signature": "data:image/png;base64,AAAA"}, "signature"),
        ({"id_seen": ""}, "id_seen"), ({"collection": ""}, "collection"), ({"birth_date": "2020-01-01"}, "birth_date"),
        ({"held": ["none", "요양보호사"]}, "held"), ({"phone": "12"}, "phone"), ({"wishes": ["999999"]}, "wishes"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(someone, client, change, field):
    orders.order(someone, licences_required=["요양보호사"])
    ticket = desks.walk_in(someone)
    answer = client.post(reverse("desks:register", args=[ticket.public_id]), FORM | change)
    assert answer.status_code == 422
    errors = answer.context["form"].errors | answer.context["consent"].errors
    assert field in errors
    assert "김순영" in answer.content.decode()
    assert not Seeker.objects.exists()


def test_a_signature_on_the_glass_survives_another_mistake(someone, client):
    ticket = desks.walk_in(someone)
    where = reverse("desks:register", args=[ticket.public_id])
    drawn = {"on_paper": "", "signature": desks.on_glass()}
    wrong = client.post(where, FORM | drawn | {"name": ""})
    assert desks.on_glass() in wrong.content.decode()
    assert client.post(where, FORM | drawn).status_code == 302
    assert Seeker.objects.get().consents.first().signature is not None


def test_the_same_name_and_birth_date_is_shown_before_a_second_file_is_made(someone, client):
    seekers.seeker(someone)
    where = reverse("desks:register", args=[desks.walk_in(someone).public_id])
    assert client.post(where, FORM).status_code == 422
    assert Seeker.objects.count() == 1
    assert client.post(where, FORM | {"different": "1"}).status_code == 302


def test_beside_the_form_stands_what_is_near_for_what_is_tapped_so_far(someone, client):
    order = orders.order(someone)
    look = reverse("desks:look", args=[desks.walk_in(someone).public_id])
    assert order.title in client.post(look, {"wishes": ["615110"]}).content.decode()
    assert order.title not in client.post(look, {"wish_1": "022101", "wish_1_words": "x"}).content.decode()
    assert not Seeker.objects.exists()


def test_referring_on_the_spot_leads_back_to_the_desk(someone, client):
    outbox.sender(someone.district)
    order, ticket = orders.order(someone), desks.walk_in(someone)
    client.post(reverse("desks:register", args=[ticket.public_id]), FORM)
    person = Seeker.objects.get()
    ask = reverse("referrals:ask", args=[order.number, person.public_id]) + f"?ticket={ticket.public_id}"
    sure = client.get(ask).content.decode()
    assert 'name="agreed"' in sure
    assert "보관: 채용이 끝날 때까지" in sure
    answer = client.post(
        reverse("referrals:propose", args=[order.number]),
        {"seeker": str(person.public_id), "special": "resident_asked", "agreed": "1", "ticket": str(ticket.public_id)},
    )
    assert answer["Location"] == reverse("desks:jobs", args=[ticket.public_id])
    assert Referral.objects.get().state == "sent"


def series_form(place, someone, **more):
    return {
        "title": "도서관 상담소", "place": str(place.public_id), "pattern": "monthly_2_4", "weekday": "3", "rule": "",
        "begins": "13:00", "ends": "17:00", "valid_from": "2027-03-01", "valid_until": "", "staff": [someone.pk],
        "kind": "counsel", "slot_minutes": "30", "seats": "1", "capacity": "", "bookable": "on", **more,
    }  # fmt: skip


def test_a_series_is_seen_before_it_is_saved(someone, client):
    place = desks.place(someone)
    where, form = reverse("desks:new_series"), series_form(place, someone)
    seen = client.post(where, form).content.decode()
    assert "2027. 5. 13.(목)" in seen
    assert "부처님" in seen
    assert not Series.objects.exists()
    assert client.post(where, form | {"save": "1"}).status_code == 302
    assert Series.objects.get().rule == "FREQ=MONTHLY;BYDAY=2TH,4TH"


def test_what_is_in_the_way_of_a_series_is_named_and_can_be_left_out(someone, client):
    place = desks.place(someone)
    start = clock.seoul_day(clock.now())
    form = series_form(place, someone, valid_from=start.isoformat(), pattern="own", rule="FREQ=DAILY;INTERVAL=20")
    ahead = (start + timedelta(days=n) for n in range(20, 400, 20))
    day = next(day for day in ahead if day.weekday() < 5 and day.month not in {1, 2, 9, 10})
    other = desks.session(staff.colleague_of(someone), day, place=place, title="세무 상담")
    refused = client.post(reverse("desks:new_series"), form | {"save": "1"})
    assert refused.status_code == 422
    assert "세무 상담" in refused.content.decode()
    assert not Series.objects.exists()
    left = {"save": "1", "leave_out": [day.isoformat()]}
    assert client.post(reverse("desks:new_series"), form | left).status_code == 302
    assert not Session.objects.filter(series__isnull=False, on=other.on).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends": "12:00"}, "ends"), ({"pattern": "own", "rule": "every Thursday"}, "rule"), ({"staff": []}, "staff"),
        ({"weekday": ""}, "weekday"), ({"valid_until": "2027-01-01"}, "valid_until"),
        ({"kind": "group"}, "capacity"), ({"seats": "0"}, "seats"), ({"place": "x"}, "place"),
    ],
)  # fmt: skip
def test_a_wrong_plan_is_answered_beside_its_field(someone, client, change, field):
    form = series_form(desks.place(someone), someone, save="1") | change
    answer = client.post(reverse("desks:new_series"), form)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "도서관 상담소" in answer.content.decode()


def test_turning_a_series_weekly_shows_first_what_clashes(someone, client):
    series = desks.series(someone)
    booked = series.sessions.order_by("on").last()
    desks.booking(someone, booked)
    where = reverse("desks:series", args=[series.public_id])
    form = series_form(series.place, someone, valid_from=series.valid_from.isoformat(), weekday="4", version="1")
    seen = client.post(where, form, headers={"HX-Request": "true"}).content.decode()
    assert "예약한 1명이 있어 그대로 엽니다" in seen
    assert Series.objects.get().rule == desks.SECOND_AND_FOURTH
    assert client.post(where, form | {"save": "1"}).status_code == 302
    booked.refresh_from_db()
    assert booked.state == "planned"
    stale = client.post(where, form | {"save": "1"})
    assert stale.status_code == 422


def test_todays_desk_stands_on_the_day_of_those_who_sit_there_and_what_was_not_closed_is_a_task(someone, client):
    session = desks.session(someone)
    late = desks.session(someone, clock.seoul_day(clock.now()) - timedelta(days=2))
    page = client.get(reverse("today")).content.decode()
    assert reverse("desks:session", args=[session.public_id]) in page
    assert reverse("desks:session", args=[late.public_id]) in page
    other = Client()
    other.force_login(staff.colleague_of(someone))
    assert reverse("desks:session", args=[session.public_id]) not in other.get(reverse("today")).content.decode()


def test_somebody_registered_is_found_by_the_end_of_the_number_which_never_stands_in_an_address(someone, client):
    person = seekers.seeker(someone, phone="01012349876")
    where = reverse("desks:recognise", args=[desks.walk_in(someone).public_id])
    found = client.post(where, {"words": "9876"}).content.decode()
    assert str(person.public_id) in found
    assert person.name not in found
    assert client.post(where, {"seeker": str(person.public_id)}).status_code == 302
    assert Ticket.objects.get().seeker == person
    assert client.post(where, {"seeker": "no-key"}).status_code == 302


def test_the_state_of_a_ticket_is_not_read_from_an_address_that_names_none(someone, client):
    ticket = desks.walk_in(someone)
    assert client.post(reverse("desks:step", args=[ticket.public_id, "nonsense"])).status_code == 302
    ticket.refresh_from_db()
    assert ticket.state == TicketState.WAITING
