"""The journey of a referral across the rooms: who is told what, in the same transaction as the deed."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.flows import referral as flow
from jobvisit.office.audit.models import Event
from jobvisit.office.companies.models import Contact
from jobvisit.office.links.models import Link
from jobvisit.office.messaging import queries as messages
from jobvisit.office.messaging.models import Message
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.models import Referral
from jobvisit.office.referrals.problems import CannotError
from jobvisit.office.referrals.states import ReferralState as S
from tests.factories import companies, orders, referrals, seekers, staff

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=clock.SEOUL)


@pytest.fixture
def shop():
    """An order of a shop with an owner who has a telephone, and five residents on its list."""
    by = staff.counsellor()
    people = [seekers.seeker(by) for _ in range(5)]
    firm = companies.company(by.district, phone="0212345678")
    order = orders.order(by, firm, openings=2)
    intake.refresh_shortlist(order=order, by=by, at=clock.now())
    return by, order, people


def propose(by, order, people, **more):
    return flow.propose(
        order=order, people=[str(one.public_id) for one in people], skips={}, by=by, at=clock.now(), **more
    ).made


def test_three_residents_are_asked_with_a_link_each_and_the_link_is_in_the_text(shop):
    by, order, people = shop
    made = propose(by, order, people[:3])
    texts = list(Message.objects.filter(template="referral.proposal").order_by("id"))
    assert [one.key for one in texts] == [f"referral:{one.pk}:invite:v1" for one in made]
    assert Link.objects.filter(purpose="resident.proposal", used_at=None, revoked_at=None).count() == 3
    assert all("http" in messages.text_of(one) for one in texts)


def test_what_is_not_done_is_not_told(shop):
    by, order, people = shop
    with transaction.atomic():
        propose(by, order, people[:3])
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not Link.objects.exists()
    with pytest.raises(CannotError):
        propose(by, order, people)  # five at once
    assert not Message.objects.exists()


def test_asking_twice_sends_one_text(shop):
    by, order, people = shop
    propose(by, order, people[:2])
    propose(by, order, people[:2])
    assert Message.objects.count() == 2


def test_consent_sends_the_letter_at_once_and_stops_every_reminder(shop):
    by, order, people = shop
    (referral,) = propose(by, order, people[:1])
    done = flow.consent(referral=referral, version=1, source=Source.SPOKEN_VISIT, by=by, at=clock.now())
    assert done.state == S.SENT
    told = Message.objects.get(template="employer.introduced")
    assert people[0].name not in messages.text_of(told), "no resident's name leaves in a text"
    assert Message.objects.get(template="referral.proposal").state in {"cancelled", "held"}
    assert not Link.objects.filter(purpose="resident.proposal", revoked_at=None).exists()
    assert Link.objects.filter(purpose="employer.result", revoked_at=None).count() == 1


def test_consent_to_an_order_that_is_not_open_waits_as_a_letter_to_send(shop):
    by, order, people = shop
    (referral,) = propose(by, order, people[:1])
    JobOrder.objects.filter(pk=order.pk).update(state="paused")
    done = flow.consent(referral=referral, version=1, source=Source.LINK, by=None, at=clock.now())
    assert done.state == S.CONSENTED
    assert not Message.objects.filter(template="employer.introduced").exists()


def test_a_hire_tells_the_resident_and_stops_asking_those_it_parked(shop):
    by, order, people = shop
    first, second = propose(by, order, people[:2])
    elsewhere = orders.order(by, companies.company(by.district))
    intake.refresh_shortlist(order=elsewhere, by=by, at=clock.now())
    (other,) = propose(by, elsewhere, people[:1])
    done = flow.consent(referral=first, version=1, source=Source.SPOKEN_PHONE, by=by, at=clock.now())
    day = clock.seoul_day(clock.now()) + timedelta(days=1)
    common = {"source": Source.SPOKEN_PHONE, "by": by, "at": clock.now()}
    offered = flow.answer(referral=done, to=S.OFFERED, version=done.version, **common)
    flow.hire(referral=offered, start_on=day, version=offered.version, said_by="employer", **common)
    assert Message.objects.filter(template="referral.hired").count() == 1
    assert Referral.objects.get(pk=other.pk).state == S.OBSOLETE
    assert not Link.objects.filter(subject_kind="referral", subject_id=other.pk, revoked_at=None).exists()
    assert Referral.objects.get(pk=second.pk).state == S.PROPOSED, "one opening is still free"
    assert Link.objects.filter(subject_kind="referral", subject_id=second.pk, revoked_at=None).exists()


def test_undoing_a_hire_asks_the_revived_again(shop):
    by, order, people = shop
    JobOrder.objects.filter(pk=order.pk).update(openings=1)
    first, second = propose(by, order, people[:2])
    done = flow.consent(referral=first, version=1, source=Source.SPOKEN_PHONE, by=by, at=clock.now())
    offered = referrals.step(done, S.OFFERED)
    placement = flow.hire(
        referral=offered, start_on=clock.seoul_day(clock.now()), version=offered.version,
        source=Source.SPOKEN_PHONE, by=by, at=clock.now(),
    )  # fmt: skip
    assert Referral.objects.get(pk=second.pk).state == S.OBSOLETE
    undone = flow.undo_hire(
        placement=placement, reason="not_hired", note="", version=None, source=Source.OFFICE, by=by, at=clock.now()
    )
    assert [one.pk for one in undone.revived] == [second.pk]
    assert Link.objects.filter(purpose="resident.proposal", subject_id=second.pk, revoked_at=None).count() == 1


def test_a_contact_with_mail_gets_the_letter_in_an_envelope_and_its_code_is_the_link_of_the_text(shop):
    by, order, people = shop
    contact = Contact.objects.create(
        district=by.district, company=order.company, name="박점장", phone="01055556666", email="owner@shop.example"
    )
    (referral,) = propose(by, order, people[:1])
    flow.consent(referral=referral, version=1, source=Source.SPOKEN_VISIT, by=by, at=clock.now())
    text, mail = Message.objects.filter(template="employer.introduced").order_by("pk")
    assert (text.channel, mail.channel, mail.address) == ("sms", "email", contact.email)
    [(name, content)] = messages.papers_of(mail)
    assert name == f"취업알선장_{referral.number}.pdf"
    assert content.startswith(b"%PDF-")
    assert not list(messages.papers_of(text))
    assert Link.objects.filter(purpose="employer.result").count() == 1, "one link, written and printed"
    assert Event.objects.get(verb="referrals.paper").details == {"kind": "letter", "to": "employer"}


def test_whoever_agrees_after_the_times_are_known_is_asked_to_choose_at_once(shop):
    by, order, people = shop
    at = clock.now()
    first, second = propose(by, order, people[:2])
    flow.consent(referral=first, version=1, source=Source.SPOKEN_VISIT, by=by, at=at)
    assert not Message.objects.filter(template="interview.offer").exists()
    times = [at + timedelta(days=2), at + timedelta(days=3)]
    slots = flow.offer_slots(order=order, times=times, place="매장", places=1, by=by, at=at)
    flow.consent(referral=second, version=1, source=Source.SPOKEN_VISIT, by=by, at=at)
    assert Message.objects.filter(template="interview.offer").count() == 2
    chosen = {"slot": slots[0], "time": None, "place": "", "companion": None, "source": Source.LINK, "by": None}
    flow.book(referral=first, at=at, **chosen)
    waiting = Message.objects.filter(template="interview.offer", state="queued")
    assert [one.subject_id for one in waiting] == [second.pk], "what was chosen is not offered again"
