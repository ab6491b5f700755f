"""One firm on one screen: its hires with their proof, and its word on being written to."""

import pytest
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import firm_consents, notices
from jobvisit.office.companies.models import Branch, Contact
from jobvisit.office.messaging.models import ContactChoice, Message
from jobvisit.office.outreach import actions
from jobvisit.office.outreach.rules import Outcome, Refusal
from jobvisit.office.staff.models import Zone
from tests.factories import companies, outreach, referrals, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(client):
    user = staff.counsellor()
    client.force_login(user)
    return user


def firm_of(someone, *, mobile="01012345678", mail="head@example.kr"):
    firm = companies.company(someone.district, phone="0212345678")
    Contact.objects.create(district=someone.district, company=firm, name="김점장", phone=mobile, email=mail)
    return firm


def said(client, firm, address, allowed, **more):
    posted = {"address": address, "allowed": allowed, "source": "phone", **more}
    return client.post(reverse("companies:consent", args=[firm.pk]), posted, follow=True).content.decode()


@pytest.mark.parametrize("page", ["companies:detail", "outreach:firm"])
def test_a_hire_stands_on_the_card_with_its_rung_and_a_masked_name(client, someone, page):
    placement = referrals.hired(someone)
    shown = client.get(reverse(page, args=[placement.company_id])).content.decode()
    assert reverse("referrals:placement", args=[placement.public_id]) in shown
    assert placement.seeker.name not in shown
    assert "· 들음" in shown


def test_consent_is_kept_with_who_when_and_how_and_withdrawn_by_one_press(client, someone):
    firm = firm_of(someone)
    page = said(client, firm, "01012345678", "yes")
    choice = ContactChoice.objects.get()
    assert (choice.scope, choice.allowed, choice.source, choice.taken_by) == ("notice", True, "phone", someone)
    assert (choice.recipient_kind, choice.recipient_id) == ("company", firm.pk)
    assert "동의함" in page
    assert f"전화 · {someone.name}" in page
    assert "동의 거둠" in page
    page = said(client, firm, "01012345678", "no", source="visit")
    assert "받지 않음" in page
    assert [one.allowed for one in ContactChoice.objects.order_by("id")] == [True, False]


def test_only_a_firm_that_agreed_is_written_to_and_a_withdrawal_holds_what_waits(someone):
    firm = firm_of(someone)
    assert {way.channel: way.said for way in firm_consents.ways(firm, by=someone)} == {"sms": None, "email": None}
    who = {"firm": firm, "address": "head@example.kr", "source": "desk", "by": someone}
    firm_consents.record(allowed=True, at=clock.now(), **who)

    def write(key):
        return notices.messages.queue(
            district=someone.district, key=key, purpose="notice", to=notices.recipient(firm), template=notices.TEMPLATE,
            channel="email", subject=firm, by=someone, at=clock.now(), values={
                "centre": "센터", "company": firm.name, "link": "http://x", "phone": "02-1",
            },
        )  # fmt: skip

    assert write("first").reason == ""
    firm_consents.record(allowed=False, at=clock.now(), **who)
    waiting = Message.objects.get(key="first")
    assert (waiting.state, waiting.reason) == ("held", "refuses_contact")
    assert write("second").reason == "refuses_contact"


def test_an_address_that_changed_meanwhile_is_told_and_nothing_is_kept(client, someone):
    firm = firm_of(someone)
    Contact.objects.filter(company=firm).update(phone="01099998888")
    assert "그 사이에 담당자나 주소가 바뀌었습니다" in said(client, firm, "01012345678", "yes")
    assert "어떻게 들었는지와 뜻을 고르세요" in said(client, firm, "01099998888", "maybe")
    assert "어떻게 들었는지와 뜻을 고르세요" in said(client, firm, "01099998888", "yes", source="dream")
    assert not ContactChoice.objects.exists()


def test_a_landline_is_no_way_for_texts_and_the_card_says_what_to_do(client, someone):
    firm = companies.company(someone.district, phone="0212345678")
    outreach.case(someone, firm)
    page = client.get(reverse("outreach:firm", args=[firm.pk])).content.decode()
    assert "담당자를 더하면 여기에 동의를 적을 수 있습니다" in page


def test_the_way_back_after_a_consent_never_leads_outside(client, someone):
    firm = firm_of(someone)
    posted = {"address": "head@example.kr", "allowed": "yes", "source": "desk", "back": "https://example.com/"}
    answer = client.post(reverse("companies:consent", args=[firm.pk]), posted)
    assert answer["Location"] == reverse("companies:detail", args=[firm.pk])
    back = reverse("outreach:firm", args=[firm.pk])
    assert client.post(reverse("companies:consent", args=[firm.pk]), {**posted, "back": back})["Location"] == back


def test_the_list_of_firms_narrows_by_zone_industry_and_who_was_never_reached(client, someone):
    place = someone.district
    Zone.objects.create(district=place, name="반포권", dongs=["1165058000"], valid_from=clock.seoul_day(clock.now()))
    near = companies.company(place, industry_name="음식점업")
    far = companies.company(place, industry_name="음식점업")
    Branch.objects.filter(company=far).update(dong="1165066000")
    shop = companies.company(place)
    talked = outreach.case(someone, shop)
    actions.log_attempt(case=talked, outcome=Outcome.REFUSED, refusal=Refusal.OTHER, by=someone, at=clock.now())

    def listed(**asked):
        page = client.get(reverse("companies:list"), asked).content.decode()
        return {one for one in (near, far, shop) if one.name in page.partition('id="rows"')[2]}

    assert listed() == {near, far, shop}
    assert listed(zone=Zone.objects.get().pk) == {near, shop}
    assert listed(sector="음식점업") == {near, far}
    assert listed(reached="never") == {near, far}
    assert listed(zone=Zone.objects.get().pk, sector="음식점업", reached="never") == {near}
    assert listed(zone="x", sector="없는 업종", reached="?") == {near, far, shop}
    page = client.get(reverse("companies:list"), {"sector": "음식점업", "size": "50"}).content.decode()
    assert '<input type="hidden" name="size" value="50">' in page
