"""Two people change the same thing, and a change of state that needs a reason: nothing is overwritten or lost."""

import pytest
from django.test import Client
from django.urls import reverse

from jobvisit.office.audit.models import Event
from jobvisit.office.companies.models import Company
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.seekers.models import Seeker
from tests.factories import companies, orders, seekers, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    client = Client()
    client.person = staff.counsellor()
    client.force_login(client.person)
    return client


def sent_back(client: Client, where: str, field: str, mine: str) -> tuple[str, dict]:
    """Open a form, let a colleague save first, send it: the page that comes back and the version it now carries."""
    form = client.get(where).context["form"]
    words = {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, "", False):
            words[name] = value if isinstance(value, list) else "on" if value is True else str(value)
    words["version"] = "1"
    words[field] = mine
    answer = client.post(where, words)
    assert answer.status_code == 409
    return answer.content.decode(), words


def test_a_firm_that_a_colleague_changed_meanwhile_is_shown_in_both_versions_and_kept_as_typed(client):
    firm = companies.company(client.person.district, headcount=6)
    Company.objects.filter(pk=firm.pk).update(headcount=8, version=2)
    where = reverse("companies:edit", args=[firm.pk])
    page, words = sent_back(client, where, "headcount", "9")
    assert "지금 저장된 값" in page
    assert ">8<" in page
    assert 'name="headcount" value="9"' in page
    assert 'name="version" value="2"' in page
    assert Company.objects.get(pk=firm.pk).headcount == 8
    assert client.post(where, {**words, "version": "2"}).status_code == 302
    assert Company.objects.get(pk=firm.pk).headcount == 9


def test_a_resident_that_a_colleague_changed_meanwhile_is_shown_in_both_versions(client):
    file = seekers.seeker(client.person)
    Seeker.objects.filter(pk=file.pk).update(wage_wish=12_000, version=2)
    page, _words = sent_back(client, reverse("seekers:edit", args=[file.public_id]), "wage_wish", "11,000")
    assert "12,000" in page
    assert "11,000" in page
    assert Seeker.objects.get(pk=file.pk).wage_wish == 12_000


def test_an_order_that_a_colleague_changed_meanwhile_is_shown_in_both_versions(client):
    order = orders.order(client.person)
    JobOrder.objects.filter(pk=order.pk).update(openings=3, version=2)
    page, _words = sent_back(client, reverse("orders:edit", args=[order.number]), "openings", "2")
    assert ">3<" in page
    assert 'name="openings" value="2"' in page
    assert 'name="version" value="2"' in page
    assert JobOrder.objects.get(pk=order.pk).openings == 3


@pytest.mark.parametrize("to", ["withdrawn", "expired", "partly_filled", "filled"])
@pytest.mark.parametrize("paused", [False, True])
def test_a_running_order_is_closed_only_by_saying_how_it_was_filled(client, to, paused):
    order = orders.order(client.person)
    where = reverse("orders:move", args=[order.number])
    if paused:
        client.post(where, {"to": "paused"})
    page = client.get(reverse("orders:detail", args=[order.number])).content.decode()
    close = reverse("referrals:close", args=[order.number])
    assert f'value="{to}"' not in page
    assert close in page
    told = client.post(where, {"to": to, "reason": "사업주가 다른 길로 채용"})
    assert (told.status_code, told["Location"]) == (302, close)
    assert JobOrder.objects.get(pk=order.pk).state == ("paused" if paused else "open")


def test_withdrawing_an_order_that_never_opened_needs_a_reason_beside_the_field(client):
    order = orders.order(client.person, confirmed=False)
    where = reverse("orders:move", args=[order.number])
    refused = client.post(where, {"to": "withdrawn"})
    assert refused.status_code == 422
    assert 'id="move-error"' in refused.content.decode()
    assert JobOrder.objects.get(pk=order.pk).state == "checked"
    assert client.post(where, {"to": "withdrawn", "reason": "사업주가 다른 길로 채용"}).status_code == 302
    assert Event.objects.get(verb="orders.move").reason == "사업주가 다른 길로 채용"


def test_an_order_that_breaks_a_law_passes_as_checked_only_with_a_persons_reason(client):
    order = orders.order(client.person, pay_kind="hour", pay_min=9_000)
    where = reverse("orders:move", args=[order.number])
    assert client.post(where, {"to": "checked"}).status_code == 422
    assert JobOrder.objects.get(pk=order.pk).state == "draft"
    assert client.post(where, {"to": "checked", "reason": "시급을 10,320원으로 올리기로 함"}).status_code == 302


def test_opening_a_closed_order_again_needs_a_reason_pausing_does_not(client):
    order = orders.order(client.person)
    where = reverse("orders:move", args=[order.number])
    assert client.post(where, {"to": "paused"}).status_code == 302
    assert client.post(where, {"to": "open"}).status_code == 302
    closed = client.post(
        reverse("referrals:close", args=[order.number]), {"how": "by_themselves", "source": "spoken_phone"}
    )
    assert closed.status_code == 302, closed.content.decode()
    assert client.post(where, {"to": "open"}).status_code == 422
    assert client.post(where, {"to": "open", "reason": "합격자가 출근하지 않음"}).status_code == 302
