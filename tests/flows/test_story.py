"""The founding story, whole: from the library desk and the shop's order to a job kept for six months.

Pages, forms and links as people use them, texts through a gateway of its own process, time moved by the clock and the
nightly run. Nothing is reached into except to look.
"""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jobvisit.base import clock
from jobvisit.flows import nightly
from jobvisit.office.links.models import Link
from jobvisit.office.messaging import sending
from jobvisit.office.messaging.models import Message
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.reference.queries import days_off
from jobvisit.office.referrals import rules
from jobvisit.office.referrals.models import Interview, Placement, Referral, ReferralConsent, Rung
from jobvisit.office.seekers.models import Seeker
from tests.factories import companies, seekers, staff, story
from tests.factories import messages as outbox
from tests.factories.story import Time, small_pdf, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(monkeypatch) -> Time:
    hands = Time()
    monkeypatch.setattr(clock, "now", hands)
    return hands


@pytest.fixture
def telephones(tmp_path, settings):
    with story.telephones(tmp_path / "sent.jsonl", settings) as log:
        yield log


class Telephone:
    """Somebody with a link from a text, who knows the second fact and has no account."""

    def __init__(self, text: str, fact: str) -> None:
        self.client, self.address = Client(), story.address_in(text)
        before = [*Referral.objects.values_list("state", "version"), *Link.objects.values_list("draft", "failures")]
        self.opened = self.client.get(self.address)
        assert before == [
            *Referral.objects.values_list("state", "version"), *Link.objects.values_list("draft", "failures"),
        ], "a link never acts by being opened"  # fmt: skip
        self.page = self.client.post(self.address, {"fact": fact}, follow=True)

    def say(self, **answers: str) -> str:
        """Answer question by question and send; returns what the receipt says."""
        for name, answer in answers.items():
            self.page = self.client.post(f"{self.address}q/{name}/", {"answer": answer}, follow=True)
            assert self.page.status_code == 200, (name, self.page.content.decode())
        words = self.page.content.decode()
        fields = {name: words.split(f'name="{name}" value="')[1].split('"')[0] for name in ("mark", "receipt")}
        self.page = self.client.post(f"{self.address}check/", fields, follow=True)
        assert self.page.redirect_chain[-1][0].endswith("/done/")
        return self.page.content.decode()


def register_at_the_library_desk(by) -> Seeker:
    done = by.post("/seekers/new/", {
        "name": "김순영", "birth_date": "1970-04-11", "phone": "010-2345-6789", "dong": "1165060000",
        "wish_1": "615110", "wish_1_words": "상점 판매원", "days": ["0", "1", "2", "3", "4"], "earliest": "09:00",
        "latest": "18:00", "wage_wish": "10,800", "reach_m": "5000", "collection": "on", "follow_up": "on",
        "channel": "paper",
    })  # fmt: skip
    assert done.status_code == 302, done.content.decode()
    return Seeker.objects.get(name="김순영")


def place_the_shops_order(by, shop) -> JobOrder:
    done = by.post(f"/orders/new/?company={shop.pk}", {
        "company": shop.pk, "title": "건강식품 매장 판매 직원", "occupation": "615110",
        "duties": "건강식품과 전통 식재료를 판매합니다.", "openings": "1", "pay_kind": "month", "pay_min": "190만",
        "days": ["0", "1", "2", "3", "4"], "start": "10:00", "end": "17:00", "break_minutes": "60",
        "employment": "permanent", "career_kind": "none_required", "education": "any",
        "insurances": ["pension", "health", "employment", "accident"], "retirement": "lump_sum", "dong": "1165058000",
        "address": "반포4동 27-3", "source": "visit", "closes_on": "2026-12-24", "confirmed": "on",
    })  # fmt: skip
    assert done.status_code == 302, done.content.decode()
    return JobOrder.objects.get(company=shop)


def rungs(placement: Placement) -> list[str]:
    return list(Rung.objects.filter(placement=placement).order_by("id").values_list("kind", flat=True))


@pytest.fixture
def counsellor():
    someone = staff.counsellor()
    outbox.sender(someone.district)
    return someone


def test_from_the_library_desk_and_the_shops_order_to_a_job_kept_for_six_months(counsellor, now, telephones):
    by = Client()
    by.force_login(counsellor)
    she = register_at_the_library_desk(by)
    for number in range(3):
        seekers.seeker(counsellor, name="박하늘", phone=f"0109000000{number}", applied_at=now.at)
    shop = companies.company(counsellor.district, name="초록샘 건강식품", phone="01055556666")
    order = place_the_shops_order(by, shop)
    assert order.state == "open"
    referral = three_are_asked(by, order, she, telephones)
    she_agrees_and_is_introduced(referral, telephones, now)
    she_chooses_an_interview(by, referral, telephones, now)
    placement = the_shop_hires_her(referral, telephones, now)
    it_is_proven(by, placement, telephones, now)
    she_is_followed_up_for_six_months(placement, telephones, now)


def three_are_asked(by, order, she, log) -> Referral:
    listed = by.get(f"/orders/{order.number}/").content.decode()
    assert str(she.public_id) in listed
    others = [str(one.public_id) for one in Seeker.objects.exclude(pk=she.pk)[:2]]
    done = by.post(f"/referrals/orders/{order.number}/propose/", {"seeker": [str(she.public_id), *others]})
    assert done.status_code == 302
    assert Referral.objects.filter(order=order, state="proposed").count() == 3
    [text] = texts(log, "01023456789")
    assert "초록샘 건강식품" in text
    assert len({one.address for one in Message.objects.filter(template="referral.proposal", state="sent")}) == 3
    return Referral.objects.get(seeker=she)


def she_agrees_and_is_introduced(referral, log, now) -> None:
    now.on(hours=1)
    [text] = texts(log, "01023456789")
    her = Telephone(text, "0411")
    assert "김순영" not in her.opened.content.decode()
    her.say(answer="yes", consent="yes")
    consent = ReferralConsent.objects.get(referral=referral)
    assert (consent.given, consent.company.name, consent.source) == (True, "초록샘 건강식품", "link")
    referral.refresh_from_db()
    assert referral.state == "sent"
    [told] = texts(log, "01055556666")
    assert "김순영" not in told, "no resident's name leaves in a text"


def she_chooses_an_interview(by, referral, log, now) -> None:
    number = referral.order.number
    done = by.post(f"/referrals/{referral.number}/documents/", {"kind": "letter", "reason": "면접 준비"})
    assert done.content.startswith(b"%PDF-")
    day = {"day": "2026-11-26", "places": "1", "place": "초록샘 매장"}
    assert by.post(f"/referrals/orders/{number}/slots/", {**day, "hour": "14:00"}).status_code == 302
    assert by.post(f"/referrals/orders/{number}/slots/", {**day, "hour": "15:00"}).status_code == 302
    offers = [text for text in texts(log, "01023456789") if "면접 시간을 골라" in text]
    assert len(offers) == 1, "two times written one after the other are one text"
    her = Telephone(offers[0], "0411")
    page = her.page.content.decode()
    assert "11/26 14:00" in page
    slot = page.split('value="slot-')[1].split('"')[0]
    her.say(wish=f"slot-{slot}")
    interview = Interview.objects.get(referral=referral)
    assert interview.state == "booked"
    assert "11/26 14:00, 초록샘 매장" in texts(log, "01023456789")[-1]
    now.at = interview.at + timedelta(hours=2)
    done = by.post(f"/referrals/{referral.number}/interviews/{interview.pk}/", {"to": "attended"})
    interview.refresh_from_db()
    assert interview.state == "attended"


def the_shop_hires_her(referral, log, now) -> Placement:
    now.on(days=1)
    assert nightly.run(district=referral.district, on=clock.seoul_day(now.at)).results_asked == 1
    asked = texts(log, "01055556666")[-1]
    shop = Telephone(asked, referral.order.company.business_number[-5:])
    assert "김순영" not in shop.page.content.decode()
    shop.say(result="hired", start="2026-12-01")
    placement = Placement.objects.get(referral=referral)
    assert rungs(placement) == ["claimed", "employer"]
    assert "채용을 축하드립니다. 첫 출근은 12/01" in texts(log, "01023456789")[-1]
    order = JobOrder.objects.get(pk=referral.order_id)
    assert (order.state, order.filled) == ("filled", 1)
    assert set(Referral.objects.exclude(pk=referral.pk).values_list("state", flat=True)) == {"obsolete"}
    now.on(days=3)
    before = {to: len(texts(log, to)) for to in ("01090000000", "01090000001", "01090000002")}
    nightly.run(district=referral.district, on=clock.seoul_day(now.at))
    assert before == {to: len(texts(log, to)) for to in before}, "reminders stop with the last opening"
    return placement


def it_is_proven(by, placement, log, now) -> None:
    address = f"/referrals/placements/{placement.public_id}/"
    said = {"source": "spoken_phone"}
    assert by.post(address + "rung/", {"kind": "resident", **said}).status_code == 302
    paper = SimpleUploadedFile("근로계약서.pdf", small_pdf(), "application/pdf")
    assert by.post(address + "attach/", {"paper": paper}).status_code == 302
    now.at = datetime(2026, 12, 2, 10, tzinfo=clock.SEOUL)
    assert by.post(address + "rung/", {"kind": "started", **said}).status_code == 302
    assert rungs(placement) == ["claimed", "employer", "resident", "documented", "started"]
    placement.seeker.refresh_from_db()
    assert placement.seeker.state == "placed"


def she_is_followed_up_for_six_months(placement, log, now) -> None:
    district, off = placement.district, days_off(placement.start_on, placement.start_on + timedelta(days=400))
    for months in (1, 3, 6):
        due = rules.next_working(rules.add_months(placement.start_on, months), off)
        now.at = datetime.combine(due - timedelta(days=1), datetime.min.time(), clock.SEOUL) + timedelta(hours=10)
        assert not nightly.run(district=district, on=due - timedelta(days=1)).follow_ups_asked
        now.on(days=1)
        assert nightly.run(district=district, on=due).follow_ups_asked == 1
        asked = texts(log, "01023456789")[-1]
        assert "일하고 계신지" in asked
        Telephone(asked, "0411").say(working="yes")
        count = len(texts(log, "01023456789"))
        for day in (1, 2, 9):
            assert not nightly.run(district=district, on=due + timedelta(days=day)).follow_ups_asked
        assert len(texts(log, "01023456789")) == count, "nothing is sent again after the answer"
        assert f"retained_{months}" in rungs(placement)
    placement.refresh_from_db()
    assert placement.state == "retained"
    sending.reconcile(at=now.at)
    open_ends = Message.objects.filter(channel="sms").exclude(state__in=["sent", "delivered", "cancelled", "held"])
    assert not open_ends.exists()
    lines = story.sent(log)
    assert len({one["reference"] for one in lines}) == len(lines), "no text was sent twice"
