"""The same order form saved twice: a double click, a second try after a lost answer, the back button, two tabs."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.office.audit.models import Event
from jobvisit.office.matches import store
from jobvisit.office.orders import actions, queries
from jobvisit.office.orders.models import JobOrder
from tests.factories import companies, orders, seekers, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    store.forget()
    client = Client()
    client.person = staff.counsellor()
    client.firm = companies.company(client.person.district)
    client.force_login(client.person)
    return client


def opened(client: Client) -> dict[str, str]:
    """The fields of a new form, with a title typed."""
    form = client.get(reverse("orders:new"), {"company": client.firm.pk}).context["form"]
    words = {"company": str(client.firm.pk), "form_key": form["form_key"].value(), "dong": form["dong"].value() or ""}
    return words | {"title": "매장 판매 직원", "openings": "1", "source": "visit"}


def test_saving_a_new_order_and_showing_its_list_takes_at_most_ten_statements(client):
    seekers.seeker(client.person)
    words = opened(client)
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(reverse("orders:new"), words, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "candidate" in answer.content.decode(), "the list has somebody on it"
    brackets = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    statements = [query["sql"] for query in seen if not query["sql"].startswith(brackets)]
    assert len(statements) <= 10, statements


def test_a_second_press_and_a_second_try_lead_to_the_first_order(client):
    words = opened(client)
    first, second = (client.post(reverse("orders:new"), words) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert JobOrder.objects.count() == 1
    assert Event.objects.filter(verb="orders.place").count() == 1


def test_each_empty_form_is_an_order_of_its_own(client):
    one, other = opened(client), opened(client)
    assert one["form_key"] != other["form_key"]
    for words in (one, other):
        client.post(reverse("orders:new"), words)
    assert JobOrder.objects.count() == 2


def test_what_was_changed_after_going_back_is_kept_and_asked_about_never_dropped(client):
    words = opened(client)
    client.post(reverse("orders:new"), words)
    answer = client.post(reverse("orders:new"), {**words, "title": "주방 보조"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert JobOrder.objects.get().number in page
    assert 'value="주방 보조"' in page
    again = {**words, "title": "주방 보조", "form_key": answer.context["form"]["form_key"].value()}
    assert again["form_key"] != words["form_key"]
    assert client.post(reverse("orders:new"), again).status_code == 302
    assert set(JobOrder.objects.values_list("title", flat=True)) == {"매장 판매 직원", "주방 보조"}


def test_a_second_tab_of_a_kept_draft_is_the_same_form(client):
    words = opened(client)
    client.post(reverse("orders:draft"), words)
    assert opened(client)["form_key"] == words["form_key"]


def test_the_key_of_another_district_is_nobody_elses_order(client):
    words = opened(client)
    client.post(reverse("orders:new"), words)
    stranger = staff.stranger()
    elsewhere = orders.order(stranger, form_key=words["form_key"])
    assert JobOrder.objects.filter(form_key=words["form_key"]).count() == 2
    assert elsewhere.district_id == stranger.district_id


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_moment_are_one_order():
    by = staff.counsellor()
    firm, law, now = companies.company(by.district), queries.law_tables(), clock.now()
    line = threading.Barrier(8)

    def press(_: int) -> int:
        order = orders.unsaved(firm, form_key="one")
        line.wait(timeout=20)
        try:
            return actions.place(order=order, law=law, confirmed=True, by=by, at=now).order.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(press, range(8)))) == 1
    assert JobOrder.objects.count() == 1
