"""From a resident's page to a proposal, and what was written, on the pages of resident, order and referral."""

import pytest
from django.test import Client
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.office.matches import store
from jobvisit.office.messaging.models import Message
from jobvisit.office.referrals.models import Referral
from tests.factories import companies, orders, seekers, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    store.forget()
    yield staff.counsellor()
    store.forget()


@pytest.fixture
def client(by):
    browser = Client()
    browser.force_login(by)
    return browser


def test_a_resident_on_the_list_is_asked_from_their_page_in_two_taps(by, client):
    person = seekers.seeker(by)
    order = orders.order(by, companies.company(by.district))
    intake.refresh_shortlist(order=order, by=by, at=clock.now())
    where = reverse("referrals:ask", args=[order.number, person.public_id])
    propose = reverse("referrals:propose", args=[order.number])
    page = reverse("seekers:detail", args=[person.public_id])
    assert where in client.get(page).content.decode()
    sure = client.get(where)
    assert not Referral.objects.exists(), "looking asks nobody"
    assert "special_" not in sure.content.decode()
    assert person.name not in sure.content.decode()
    assert client.post(propose, {"seeker": str(person.public_id)}).status_code == 302
    assert Referral.objects.get().seeker == person
    after = client.get(page).content.decode()
    assert where not in after, "whoever was asked is not offered again"
    assert "답 기다림" in after


def test_a_resident_beside_the_list_needs_a_special_reason(by, client):
    order = orders.order(by, companies.company(by.district))
    intake.refresh_shortlist(order=order, by=by, at=clock.now())
    person = seekers.seeker(by)
    where = reverse("referrals:ask", args=[order.number, person.public_id])
    propose = reverse("referrals:propose", args=[order.number])
    assert "special_" in client.get(where).content.decode()
    assert client.post(propose, {"seeker": str(person.public_id)}).status_code == 422
    assert client.post(propose, {"seeker": str(person.public_id), "special": "resident_asked"}).status_code == 302
    assert Referral.objects.get().special == "resident_asked"


def test_what_was_written_stands_on_the_pages_of_resident_order_and_referral(by, client):
    person = seekers.seeker(by)
    order = orders.order(by, companies.company(by.district))
    client.post(
        reverse("referrals:propose", args=[order.number]),
        {"seeker": str(person.public_id), "special": "resident_asked"},
    )
    message = reverse("messaging:detail", args=[Message.objects.get().reference])
    referral = Referral.objects.get()
    for page in (
        reverse("seekers:detail", args=[person.public_id]),
        reverse("orders:detail", args=[order.number]),
        reverse("referrals:detail", args=[referral.number]),
    ):
        words = client.get(page).content.decode()
        assert message in words, page
        assert person.phone not in words
