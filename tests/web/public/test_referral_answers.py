"""The story of the answers: a resident agrees, chooses an interview, an employer hires; all without an account."""

from datetime import timedelta

import pytest
from django.test import Client

from jobvisit.base import clock
from jobvisit.flows import asking, questions, replies, telling
from jobvisit.office.links.models import Link
from jobvisit.office.messaging import queries as messages
from jobvisit.office.messaging.models import Message
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals import actions
from jobvisit.office.referrals.models import Closing, OrderWord, Placement, Referral, ReferralConsent, Rung
from jobvisit.web.public.misses import MISSES
from tests.factories import messages as outbox
from tests.factories import referrals, seekers, staff

pytestmark = pytest.mark.django_db
PHONE = "01020001234"


@pytest.fixture(autouse=True)
def fresh():
    MISSES.clear()


@pytest.fixture
def by():
    return staff.counsellor()


def token_in(message: Message) -> str:
    return messages.text_of(message).split("/p/")[1].split("/")[0]


def ask(referral: Referral) -> str:
    telling.proposed(referral, by=referral.owner, at=clock.now())
    return token_in(Message.objects.filter(purpose="referral.proposal").latest("pk"))


class Visitor:
    """Somebody with a telephone and the link."""

    def __init__(self, token: str, fact: str) -> None:
        self.client, self.token = Client(), token
        self.page = self.client.post(f"/p/{token}/", {"fact": fact}, follow=True)

    def say(self, **answers: str) -> "Visitor":
        for name, answer in answers.items():
            self.page = self.client.post(f"/p/{self.token}/q/{name}/", {"answer": answer}, follow=True)
            assert self.page.status_code == 200, (name, answer)
        return self

    def send(self):
        words = self.page.content.decode()
        fields = {name: words.split(f'name="{name}" value="')[1].split('"')[0] for name in ("mark", "receipt")}
        self.page = self.client.post(f"/p/{self.token}/check/", fields, follow=True)
        return self.page


def test_a_resident_agrees_to_this_employer_sees_the_text_and_may_withdraw_later(by):
    referral = referrals.proposed(by)
    visitor = Visitor(ask(referral), f"{referral.seeker.birth_date:%m%d}").say(answer="yes")
    words = visitor.page.content.decode()
    assert referral.order.company.name in words
    assert "2026-1" in words
    visitor.say(consent="yes").send()
    referral.refresh_from_db()
    assert referral.state in {"consented", "sent"}
    consent = ReferralConsent.objects.get(referral=referral)
    assert (consent.given, consent.channel, consent.source) == (True, "link", "link")
    assert "답 바꾸기" in visitor.page.content.decode()
    visitor.client.get(f"/p/{visitor.token}/again/", follow=True)
    visitor.say(wish="withdraw", why="pay").send()
    referral.refresh_from_db()
    assert (referral.state, referral.reason) == ("declined_by_resident", "pay")
    assert Client().get(f"/p/{visitor.token}/").status_code == 404


def test_a_resident_declines_with_a_coded_reason_and_no_consent_is_a_no(by):
    first, second = referrals.proposed(by), referrals.proposed(by)
    Visitor(ask(first), f"{first.seeker.birth_date:%m%d}").say(answer="no", why="distance").send()
    Visitor(ask(second), f"{second.seeker.birth_date:%m%d}").say(answer="yes", consent="no").send()
    reasons = [Referral.objects.get(pk=one.pk).reason for one in (first, second)]
    assert reasons == ["distance", "no_consent"]


def test_a_resident_chooses_an_interview_slot_of_those_that_are_free(by):
    referral = referrals.proposed(by)
    token = ask(referral)
    fact = f"{referral.seeker.birth_date:%m%d}"
    Visitor(token, fact).say(answer="yes", consent="yes").send()
    when = clock.now() + timedelta(days=2)
    [slot] = actions.offer_slots(order=referral.order, times=[when], place="매장", places=1, by=by, at=clock.now())
    visitor = Visitor(token, fact)
    visitor.client.get(f"/p/{token}/again/")
    visitor.say(wish=f"slot-{slot.pk}").send()
    slot.refresh_from_db()
    assert slot.taken == 1
    assert Message.objects.filter(purpose="interview.booked").count() == 1


@pytest.mark.parametrize(("text", "state"), [("1", "consented"), ("2", "declined_by_resident")])
def test_a_resident_answers_a_proposal_by_text(by, text, state):
    outbox.sender(by.district)
    referral = referrals.proposed(by, seeker=seekers.seeker(by, phone=PHONE))
    ask(referral)
    row = replies.by_text(sender=PHONE, to="0221558888", text=text, gateway_id="R1", at=clock.now())
    assert row.outcome == "answered"
    referral.refresh_from_db()
    assert referral.state == state or (state == "consented" and referral.state == "sent")


def employer_link(purpose: str) -> str:
    return token_in(Message.objects.filter(purpose=purpose).latest("pk"))


def test_an_employer_hires_whom_we_introduced_and_sees_the_name_masked(by):
    referral = referrals.sent(by)
    telling.introduced(referral, by=by, at=clock.now())
    visitor = Visitor(employer_link("employer.introduced"), referral.order.company.business_number[-5:])
    assert referral.seeker.name not in visitor.page.content.decode()
    start = clock.seoul_day(clock.now()) + timedelta(days=5)
    visitor.say(result="hired", start=start.isoformat()).send()
    placement = Placement.objects.get(referral=referral)
    assert (placement.start_on, placement.state) == (start, "confirmed")
    assert list(Rung.objects.filter(placement=placement).values_list("kind", flat=True)) == ["claimed", "employer"]


def test_an_employer_refuses_with_a_code_or_asks_for_time(by):
    referral = referrals.sent(by)
    telling.introduced(referral, by=by, at=clock.now())
    token, fact = employer_link("employer.introduced"), referral.order.company.business_number[-5:]
    Visitor(token, fact).say(result="later").send()
    assert OrderWord.objects.filter(order=referral.order, what="result").exists()
    visitor = Visitor(token, fact)
    visitor.client.get(f"/p/{token}/again/")
    visitor.say(result="refused", reason="skill").send()
    referral.refresh_from_db()
    assert (referral.state, referral.reason) == ("refused_by_employer", "skill")


def order_link(referral: Referral, step: str = "ask") -> tuple[str, str]:
    telling.silence(referral.order, step, since=clock.now(), at=clock.now())
    return token_in(Message.objects.latest("pk")), referral.order.company.business_number[-5:]


def test_a_silent_employer_says_still_looking_then_closes_and_tells_how(by):
    referral = referrals.sent(by)
    token, fact = order_link(referral)
    Visitor(token, fact).say(still="looking").send()
    assert OrderWord.objects.get(order=referral.order).what == "still_looking"
    visitor = Visitor(token, fact)
    visitor.client.get(f"/p/{token}/again/")
    visitor.say(still="close", how="by_themselves").send()
    assert Closing.objects.get(order=referral.order).how == "by_themselves"
    assert JobOrder.objects.get(pk=referral.order_id).state in {"withdrawn", "partly_filled"}


def test_a_silent_employer_hired_one_of_those_we_introduced(by):
    referral = referrals.sent(by)
    start = clock.seoul_day(clock.now()).isoformat()
    Visitor(*order_link(referral)).say(still="hired", who=str(referral.pk), start=start).send()
    assert Placement.objects.get(referral=referral)


def test_a_resident_is_asked_after_months_and_the_rung_or_the_end_is_written(by):
    placement = referrals.hired(by, start_in=0)
    telling.follow_up(placement, 1, at=clock.now())
    token = token_in(Message.objects.latest("pk"))
    Visitor(token, f"{placement.seeker.birth_date:%m%d}").say(working="yes").send()
    assert Rung.objects.filter(placement=placement, kind="started").exists()


def test_what_was_settled_meanwhile_is_said_plainly_and_changes_nothing(by):
    referral = referrals.proposed(by)
    visitor = Visitor(ask(referral), f"{referral.seeker.birth_date:%m%d}").say(answer="yes", consent="yes")
    link = Link.objects.latest("pk")
    Referral.objects.filter(pk=referral.pk).update(state="withdrawn", reason="mistake", left_from="proposed")
    answer = visitor.client.post(f"/p/{visitor.token}/check/", {"mark": "x", "receipt": ""})
    assert answer.status_code == 404
    assert not ReferralConsent.objects.exists()
    assert Link.objects.get(pk=link.pk).receipt == ""


def test_every_purpose_that_referrals_send_has_its_question():
    purposes = {asking.PROPOSAL_LINK, asking.RESULT_LINK, asking.ORDER_LINK, asking.FOLLOW_UP_LINK, asking.RENEWAL_LINK}
    assert purposes == {question.purpose for question in questions.QUESTIONS}
    assert purposes <= set(replies._QUESTIONS)
