"""The worker: what leaves the house, what becomes of it, and that nothing unclear ever leaves twice."""

from datetime import timedelta

import pytest

from jobvisit.base import clock
from jobvisit.demo.gateway import Gateway, Habits
from jobvisit.office.messaging import actions, channels, queries, sending, settling
from jobvisit.office.messaging.channels import Answer, Fate, Outcome
from jobvisit.office.messaging.models import Message
from jobvisit.office.messaging.states import MessageState
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import messages, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    place = staff.district()
    messages.sender(place)
    return place


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_a_due_text_reaches_the_gateway_once_with_our_reference_as_its_key(district, gateway):
    message = messages.queued(district)
    assert sending.send_due() == 1
    assert sending.send_due() == 0
    [sent] = gateway.sent
    assert (sent["key"], sent["from"], sent["kind"]) == (str(message.reference), "0221558888", "lms")
    message.refresh_from_db()
    assert (message.state, message.gateway_id) == ("sent", sent["id"])


def test_what_is_not_due_cancelled_held_or_rehearsed_stays_in_the_house(district, gateway):
    messages.queued(district, not_before=clock.now() + timedelta(days=2))
    messages.queued(district, to=messages.recipient(phone=""))
    messages.queued(district, dry_run=True)
    messages.queued(district, key="k:1")
    actions.cancel(district=district, key_prefix="k:", reason="answered", by=None, at=messages.NOON)
    assert sending.send_due() == 0
    assert not gateway.sent


def test_a_text_from_a_number_that_is_not_registered_is_held_and_goes_out_once_it_is(gateway):
    place = staff.district()
    message = messages.queued(place)
    sending.send_due()
    message.refresh_from_db()
    assert (message.state, message.reason) == ("held", "no_sender")
    messages.sender(place)
    manager = staff.manager(district=place)
    actions.release(message=message, reason="등록함", by=manager, at=messages.NOON)
    assert sending.send_due() == 1
    assert len(gateway.sent) == 1


def test_a_registration_that_has_ended_does_not_count(gateway):
    place = staff.district()
    number = messages.sender(place)
    number.valid_until = clock.seoul_day(clock.now()) - timedelta(days=1)
    number.save()
    messages.queued(place)
    sending.send_due()
    assert states() == ["held"]


@pytest.mark.parametrize("honours", [True, False])
def test_a_lost_answer_is_unknown_is_asked_about_and_is_never_sent_again(district, gateway, honours):
    gateway.habits = Habits(honours_keys=honours, lose=1.0)
    message = messages.queued(district)
    sending.send_due()
    message.refresh_from_db()
    assert (message.state, message.reason) == ("unknown", "no_answer")
    later = clock.now() + timedelta(hours=2)
    for _ in range(3):
        sending.send_due()
        sending.sweep(at=later)
    assert len(gateway.sent) == 1
    assert sending.reconcile(at=later) == 1
    message.refresh_from_db()
    assert message.state == "delivered"
    assert len(gateway.sent) == 1


def test_of_two_hundred_texts_with_every_fifth_answer_lost_each_is_sent_exactly_once(district, gateway):
    gateway.habits = Habits(honours_keys=False, lose=0.2, busy=0.1, seed=7)
    for _ in range(60):
        messages.queued(district)
    while Message.objects.filter(state="queued").exists():
        Message.objects.filter(state="queued").update(send_after=messages.NOON)
        sending.send_due()
    assert Message.objects.filter(state="unknown").count() > 5
    sending.reconcile(at=clock.now())
    references = [sent["reference"] for sent in gateway.sent]
    assert sorted(references) == sorted(str(message.reference) for message in Message.objects.all())
    assert set(states()) == {"sent", "delivered"} - ({"sent"} if "sent" not in states() else set())


def test_a_gateway_that_is_away_or_busy_is_tried_again_later_because_it_never_saw_the_text(district, settings, gateway):
    message = messages.queued(district)
    gateway.habits = Habits(busy=1.0)
    sending.send_due()
    message.refresh_from_db()
    assert (message.state, message.reason, message.gateway_code) == ("queued", "unreachable", "503")
    assert message.send_after > clock.now()
    here, settings.SMS_GATEWAY = settings.SMS_GATEWAY, "http://127.0.0.1:1"
    Message.objects.update(send_after=messages.NOON)
    sending.send_due()
    settings.SMS_GATEWAY, gateway.habits = here, Habits()
    Message.objects.update(send_after=messages.NOON)
    sending.send_due()
    message.refresh_from_db()
    assert (message.state, message.attempts, message.reason) == ("sent", 3, "")


def test_what_never_gets_through_fails_after_a_day_and_a_person_sees_it(district, settings):
    settings.SMS_GATEWAY = "http://127.0.0.1:1"
    message = messages.queued(district, at=messages.NOON - timedelta(days=3))
    for _ in range(6):
        Message.objects.filter(state="queued").update(send_after=messages.NOON)
        sending.send_due()
    message.refresh_from_db()
    assert (message.state, message.reason) == ("failed", "unreachable")


def test_what_the_gateway_refuses_has_failed_with_its_word(district, gateway):
    message = messages.queued(district)
    Message.objects.filter(pk=message.pk).update(address="01000000000000")
    sending.send_due()
    message.refresh_from_db()
    assert (message.state, message.reason, message.gateway_code) == ("failed", "rejected", "bad number")
    assert not gateway.sent


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [(200, b"ok", "unclear"), (200, b'{"id": ""}', "unclear"), (500, b"", "unclear"), (302, b"", "unclear"),
     (200, b"[1]", "unclear"), (403, b"<html>", "refused"), (429, b"", "not_handed_over")],
)  # fmt: skip
def test_an_answer_that_says_nothing_clear_is_unclear(status, body, outcome):
    import httpx

    from jobvisit.office.messaging.channels import sms

    assert sms._read(httpx.Response(status, content=body)).outcome == outcome


def test_a_worker_that_dies_leaves_an_unknown_text_never_a_second_one(district, gateway):
    died_before, died_after = messages.queued(district), messages.queued(district)
    leased = sending.lease(at=clock.now(), most=10)
    channels.send("sms", sending.outgoing(leased[1]))  # handed over; the worker is killed before it can store that
    assert sending.send_due() == 0
    assert sending.sweep(at=clock.now()) == 0, "a live lease is left alone"
    assert sending.sweep(at=clock.now() + sending.LEASE + timedelta(seconds=1)) == 2
    died_before.refresh_from_db()
    died_after.refresh_from_db()
    assert (died_before.state, died_before.reason) == ("unknown", "not_known_there")
    assert died_after.state == "delivered"
    assert sending.send_due() == 0
    assert len(gateway.sent) == 1


def test_a_report_may_come_before_the_answer_twice_and_out_of_order(district, gateway):
    message = messages.queued(district)
    [leased] = sending.lease(at=clock.now(), most=1)
    said = {"reference": str(message.reference), "gateway_id": "G1", "code": "", "at": clock.now()}
    assert sending.report(**said, fate=Fate.DELIVERED)
    sending.settle(message=leased, answer=Answer(Outcome.TAKEN, "G1"), at=clock.now())
    for fate in (Fate.SENT, Fate.DELIVERED, Fate.FAILED):
        sending.report(**said, fate=fate)
    message.refresh_from_db()
    assert (message.state, message.gateway_id) == ("delivered", "G1")
    assert not sending.report(**{**said, "reference": "00000000-0000-0000-0000-000000000000"}, fate=Fate.SENT)


def test_two_workers_never_take_the_same_message(district):
    for _ in range(6):
        messages.queued(district)
    first, second = sending.lease(at=clock.now(), most=4), sending.lease(at=clock.now(), most=4)
    assert len({message.pk for message in first + second}) == 6


def test_a_person_decides_about_an_unknown_text(district, gateway):
    gateway.habits = Habits(lose=1.0, forget=1.0)
    by = messages.someone(district)
    message = messages.queued(district, key="referral:1:invite:v1")
    sending.send_due()
    settling.ask_again(message=message, by=by, at=clock.now())
    message.refresh_from_db()
    assert (message.state, message.reason) == ("unknown", "not_known_there")
    gateway.habits = Habits()
    anew = settling.write_anew(message=message, by=by, at=messages.NOON)
    assert settling.write_anew(message=message, by=by, at=messages.NOON) == anew, "a double click writes one"
    assert (anew.key, anew.again_of) == ("referral:1:invite:v1:anew", message)
    assert queries.text_of(anew) == queries.text_of(message)
    sending.send_due()
    assert [sent["key"] for sent in gateway.sent] == [str(message.reference), str(anew.reference)]
    message.refresh_from_db()
    assert message.state == "settled"


def test_a_person_may_say_that_it_arrived_but_not_of_what_is_known(district, gateway):
    gateway.habits = Habits(lose=1.0)
    by = messages.someone(district)
    message = messages.queued(district)
    sending.send_due()
    settling.mark_delivered(message=message, reason="전화로 확인함", by=by, at=clock.now())
    message.refresh_from_db()
    assert message.state == "delivered"
    for act in (settling.write_anew, settling.ask_again):
        with pytest.raises(NotAllowedError):
            act(message=message, by=by, at=clock.now())
    stranger = messages.queued(district)
    with pytest.raises(Message.DoesNotExist):
        settling.mark_delivered(message=stranger, reason="…", by=staff.stranger(), at=clock.now())


def test_what_failed_may_be_written_anew_by_a_person(district, gateway):
    message = messages.queued(district)
    Message.objects.filter(pk=message.pk).update(state="sending")
    Message.objects.filter(pk=message.pk).update(state="failed")
    anew = settling.write_anew(message=message, by=messages.someone(district), at=messages.NOON)
    message.refresh_from_db()
    assert (anew.state, message.state) == ("queued", "failed")


def test_the_same_seed_gives_the_same_mishaps():
    text = {"reference": "r", "to": "01012345678", "from": "021", "kind": "sms", "text": "안녕"}

    def run() -> list:
        house = Gateway(Habits(lose=0.3, busy=0.2, seed=11))
        return [house.take(text, f"k{number}")[1] is None for number in range(50)]

    assert run() == run()
    assert 3 < sum(run()) < 25


def test_every_state_of_a_message_has_a_word_for_the_screen():
    from jobvisit.web.staff.messaging.show import STATES

    assert set(STATES) == set(MessageState)
