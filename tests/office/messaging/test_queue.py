"""The outbox: written with the deed, once a key, and what stands against a message is a state with a reason."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, connection, transaction

from jobvisit.base.states import IllegalTransitionError
from jobvisit.office.audit.models import Event
from jobvisit.office.messaging import actions, queries
from jobvisit.office.messaging.models import Message
from jobvisit.office.messaging.states import MESSAGE, MessageState
from jobvisit.office.messaging.templates import MissingValueError, UnknownTemplateError
from jobvisit.office.staff.models import Role
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import messages, staff

pytestmark = pytest.mark.django_db


def jobs() -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args, scheduled_at FROM procrastinate_jobs WHERE task_name = 'messaging.send'")
        return [{**json.loads(args), "at": at} for args, at in cursor.fetchall()]


def held(**more):
    message = messages.queued(**more)
    assert message.state == MessageState.HELD
    return message.reason


def test_a_message_waits_in_the_outbox_with_a_job_for_the_worker():
    message = messages.queued()
    assert (message.state, message.channel, message.kind) == ("queued", "sms", "lms")
    assert [job["message"] for job in jobs()] == [message.pk]


def test_a_deed_that_is_undone_takes_its_message_and_the_job_along():
    with transaction.atomic():
        messages.queued()
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not jobs()


def test_the_same_key_again_gives_the_first_message_and_no_second():
    district = staff.district()
    first = messages.queued(district, key="referral:1:invite:v1")
    again = messages.queued(district, key="referral:1:invite:v1", values={**messages.VALUES, "job": "다른 일"})
    assert again == first
    assert "다른 일" not in queries.text_of(again)
    assert len(jobs()) == 1
    assert messages.queued(key="referral:1:invite:v1") != first, "a key belongs to its district"


def test_the_text_is_closed_in_the_table_and_opens_only_for_its_own_row():
    message, other = messages.queued(), messages.queued()
    assert "김순영" in queries.text_of(message)
    assert "김순영".encode() not in bytes(message.closed_text)
    other.closed_text = message.closed_text
    with pytest.raises(InvalidTag):
        queries.text_of(other)


def test_what_stands_against_a_message_is_a_reason_and_never_undoes_the_deed():
    district = staff.district()
    assert held(to=messages.recipient(phone="", email="")) == "no_address"
    assert held(to=messages.recipient(phone="011-234-5678")) == "cannot_text"
    assert held(to=messages.recipient(phone="02-2155-8888")) == "cannot_text"
    assert held(values={**messages.VALUES, "job": "일" * 10_000}) == "too_long"
    assert held(district=district, template="followup.resident") == "no_consent"
    agreed = messages.recipient(agreed=frozenset({"follow_up"}))
    assert messages.queued(district, template="followup.resident", to=agreed).state == "queued"


def test_a_caller_may_ask_for_an_exception_instead():
    with pytest.raises(actions.HeldError, match="no_address"):
        messages.queued(to=messages.recipient(phone=""), raises=True)
    assert not Message.objects.exists()


def test_whoever_cannot_be_texted_gets_an_email_where_the_template_allows_it():
    message = messages.queued(to=messages.recipient(phone="011-234-5678", email="kim@example.kr"))
    assert (message.state, message.channel, message.address) == ("queued", "email", "kim@example.kr")


def test_letters_that_no_telephone_shows_are_replaced_and_named():
    message = messages.queued(values={**messages.VALUES, "name": "뷁순영", "job": "판매😀"})
    text = queries.text_of(message)
    assert (message.state, message.replaced) == ("queued", "뷁😀")
    assert "?순영" in text
    assert len(text.encode("cp949")) == message.size


def test_a_value_that_looks_like_a_field_stays_what_it_is():
    message = messages.queued(values={**messages.VALUES, "name": "{link} {company}"})
    assert "{link} {company}님" in queries.text_of(message)


def test_our_own_mistakes_do_raise():
    with pytest.raises(UnknownTemplateError):
        messages.queued(template="nothing.of.the.kind")
    with pytest.raises(MissingValueError, match="job"):
        messages.queued(values={name: value for name, value in messages.VALUES.items() if name != "job"})


def test_in_quiet_hours_it_goes_out_in_the_morning_and_is_not_lost():
    late = datetime(2026, 11, 24, 13, tzinfo=UTC)  # 22:00 in Seoul
    message = messages.queued(at=late)
    morning = datetime(2026, 11, 24, 23, tzinfo=UTC)  # 08:00
    assert (message.state, message.send_after) == ("queued", morning)
    assert jobs()[0]["at"] == morning


def test_a_district_may_keep_other_hours_from_a_day_on():
    district = staff.district()
    messages.limits(district, quiet_starts="11:30", quiet_ends="13:30", valid_from="2026-11-24")
    assert messages.queued(district).send_after == datetime(2026, 11, 24, 4, 30, tzinfo=UTC)
    assert messages.queued(district, at=messages.NOON - timedelta(days=1)).send_after < messages.NOON


def test_who_refuses_is_not_written_to_and_what_waits_for_him_is_held():
    district = staff.district()
    to = messages.recipient()
    waiting = messages.queued(district, to=to)
    number = to.phone.replace("-", "")
    refused = {"district": district, "address": number, "scope": "service", "source": "phone", "by": None}
    actions.choose(**refused, allowed=False, at=messages.NOON)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("held", "refuses_contact")
    assert held(district=district, to=to) == "refuses_contact"
    actions.choose(**refused, allowed=True, at=messages.NOON + timedelta(minutes=1))
    assert messages.queued(district, to=to).state == "queued"


def test_the_cap_of_a_person_a_campaign_and_a_day_is_counted_when_the_deed_commits():
    district = staff.district()
    messages.limits(district, person_per_day=2, campaign=3, district_per_day=5)
    to = messages.recipient()
    written = [messages.queued(district, to=to) for _ in range(3)]
    written += [messages.queued(district, campaign="notice") for _ in range(4)]
    connection.check_constraints()  # what COMMIT does
    for message in written:
        message.refresh_from_db()
    assert [m.reason for m in written] == ["", "", "person_per_day", "", "", "", "campaign"]
    assert held(district=district) == "district_per_day"
    assert held(district=district, to=to) == "person_per_day", "known without waiting for the commit"


def test_above_the_limit_a_second_person_must_agree():
    district = staff.district()
    messages.limits(district, approval_above=2)
    writer, manager = messages.someone(district), staff.manager(district=district)
    written = [messages.queued(district, campaign="notice", by=writer) for _ in range(3)]
    connection.check_constraints()
    written[2].refresh_from_db()
    assert written[2].state == "waiting_approval"
    with pytest.raises(NotAllowedError):
        actions.approve(message=written[2], by=writer, at=messages.NOON)
    actions.approve(message=written[2], by=manager, at=messages.NOON)
    written[2].refresh_from_db()
    assert (written[2].state, written[2].approved_by) == ("queued", manager)


def test_nobody_agrees_to_his_own_message_not_even_past_our_code():
    district = staff.district()
    message = messages.queued(district, by=staff.manager(district=district))
    with pytest.raises(IntegrityError, match="message_second_person"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(approved_by=message.queued_by)


def test_a_campaign_that_expects_many_waits_from_its_first_message_and_a_rehearsal_is_never_sent():
    district = staff.district()
    by = messages.someone(district)
    opened = {"district": district, "by": by, "at": messages.NOON, "name": "안내문"}
    actions.open_campaign(**opened, code="large", expected=714)
    actions.open_campaign(**opened, code="rehearsal", expected=3, dry_run=True)
    assert messages.queued(district, campaign="large", by=by).state == "waiting_approval"
    assert messages.queued(district, campaign="rehearsal", by=by).state == "dry_run"
    assert not jobs()


def test_reminders_stop_when_the_answer_comes_and_what_has_gone_out_stays():
    district = staff.district()
    first = messages.queued(district, key="referral:7:invite:v1")
    reminders = [messages.queued(district, key=f"referral:7:reminder:{day}") for day in (2, 5)]
    other = messages.queued(district, key="referral:71:invite:v1")
    Message.objects.filter(pk=first.pk).update(state="sending")
    stop = {"district": district, "reason": "answered", "by": None, "at": messages.NOON}
    assert actions.cancel(key_prefix="referral:7:", **stop) == 2
    states = {message.key: message.state for message in Message.objects.all()}
    assert states[first.key] == "sending"
    assert states[other.key] == "queued"
    assert {states[reminder.key] for reminder in reminders} == {"cancelled"}
    with pytest.raises(ValueError, match="prefix"):
        actions.cancel(key_prefix="", **stop)


def test_a_prefix_is_taken_letter_by_letter():
    district = staff.district()
    kept = messages.queued(district, key="referralX7:invite")
    assert not actions.cancel(district=district, key_prefix="referral_7:", reason="answered", by=None, at=messages.NOON)
    kept.refresh_from_db()
    assert kept.state == "queued"


def test_our_own_limit_may_be_overruled_with_a_reason_but_never_the_persons_word():
    district = staff.district()
    messages.limits(district, person_per_day=0)
    manager = staff.manager(district=district)
    over = messages.queued(district)
    with pytest.raises(NotAllowedError):
        actions.release(message=over, reason=" ", by=manager, at=messages.NOON)
    with pytest.raises(NotAllowedError):
        actions.release(message=over, reason="급함", by=messages.someone(district), at=messages.NOON)
    assert actions.release(message=over, reason="급함", by=manager, at=messages.NOON).state == "queued"
    unreachable = messages.queued(district, to=messages.recipient(phone=""))
    with pytest.raises(NotAllowedError):
        actions.release(message=unreachable, reason="급함", by=manager, at=messages.NOON)


def test_every_change_leaves_an_event_with_whose_data_and_no_personal_value():
    district = staff.district()
    by = messages.someone(district)
    to = messages.recipient()
    message = messages.queued(district, to=to, by=by, key="k:1")
    actions.cancel(district=district, key_prefix="k:", reason="answered", by=by, at=messages.NOON)
    events = Event.objects.filter(subject_kind="message", subject_id=message.pk).order_by("id")
    assert [event.verb for event in events] == ["messaging.queue", "messaging.move"]
    assert {event.person_id for event in events} == {to.id}
    assert not any(word in str(event.details) for event in events for word in ("김순영", to.phone[-4:]))


def test_what_was_written_about_a_thing_is_found_by_the_thing_and_by_nobody_elsewhere():
    district = staff.district()
    about = messages.someone(district)
    message = messages.queued(district, subject=about)
    assert list(queries.messages_about(about)) == [message]
    assert queries.get(about, str(message.reference)) == message
    with pytest.raises(Message.DoesNotExist):
        queries.get(staff.stranger(Role.MANAGER), str(message.reference))


@pytest.mark.parametrize("old", list(MessageState))
def test_what_the_table_does_not_hold_is_refused_in_python_and_by_the_database(old):
    message = messages.queued(dry_run=old == MessageState.DRY_RUN)
    for step in way_to(old):
        Message.objects.filter(pk=message.pk).update(state=step)
    for new in MessageState:
        if new == old:
            continue
        if (old, new) in MESSAGE.pairs():
            MESSAGE.check(old, new)
        else:
            with pytest.raises(IllegalTransitionError):
                MESSAGE.check(old, new)
        assert database_allows(message, new) is ((old, new) in MESSAGE.pairs()), (old, new)


class Undo(Exception):  # noqa: N818 - not an error: it takes a try back
    pass


def database_allows(message: Message, new: MessageState) -> bool:
    try:
        with transaction.atomic():
            Message.objects.filter(pk=message.pk).update(state=new)
            raise Undo
    except IntegrityError:
        return False
    except Undo:
        return True


def way_to(target: MessageState) -> list[MessageState]:
    ways: dict[MessageState, list[MessageState]] = {MessageState.QUEUED: []}
    reached = [MessageState.QUEUED]
    for state in reached:
        for a, b in sorted(MESSAGE.pairs()):
            if a == state and b not in ways:
                ways[b] = [*ways[a], b]
                reached.append(b)
    return ways.get(target, [])  # a rehearsal is born as one and nothing leads to it
