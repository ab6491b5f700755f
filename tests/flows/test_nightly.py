"""What falls due by itself, day by day, and the second run of a day that changes nothing."""

import json
from argparse import Namespace
from dataclasses import asdict
from datetime import timedelta

import pytest

from jobvisit.base import clock
from jobvisit.cli import nightly as command
from jobvisit.flows import handover, nightly
from jobvisit.flows import referral as flow
from jobvisit.flows.today import due_for
from jobvisit.office.audit.models import Event
from jobvisit.office.links import retention as link_retention
from jobvisit.office.links.models import Link
from jobvisit.office.messaging.models import Message
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.reference import queries as reference
from jobvisit.office.referrals import actions, queries, rules
from jobvisit.office.referrals.codes import Heard, Source
from jobvisit.office.referrals.models import Closing, Referral
from jobvisit.office.seekers.actions import answer_consent
from jobvisit.office.seekers.models import Channel, ConsentScope, Seeker
from jobvisit.office.staff.models import Role, User
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import companies, orders, questions, referrals, staff

pytestmark = pytest.mark.django_db


def today():
    return clock.seoul_day(clock.now())


def run(district, days: int):
    return nightly.run(district=district, on=today() + timedelta(days=days))


def quiet(night) -> dict:
    return {
        name: n for name, n in asdict(night).items() if name not in {"district", "on", "ownerless", "forgotten"} and n
    }


@pytest.fixture
def order():
    by = staff.counsellor()
    firm = companies.company(by.district, phone="0212345678")
    return orders.order(by, firm, closes_on=today() + timedelta(days=90))


def state(order) -> str:
    return JobOrder.objects.get(pk=order.pk).state


def test_a_silent_order_is_asked_at_30_paused_at_45_and_closed_at_60_days_each_with_a_notice(order):
    plan = ((29, "", "open"), (30, "asked", "open"), (44, "", "open"), (45, "paused", "paused"), (59, "", "paused"),
            (60, "closed", "expired"), (61, "", "expired"))  # fmt: skip
    for day, name, becomes in plan:
        assert quiet(run(order.district, day)) == ({name: 1} if name else {}), day
        assert state(order) == becomes
        assert not quiet(run(order.district, day)), "a second run changes nothing"
    assert [one.template for one in Message.objects.order_by("id")] == [
        "employer.still_looking",
        "order.paused",
        "order.closed",
    ]
    assert Closing.objects.get().how == "unknown"


def test_a_word_of_the_employer_stops_the_chase_and_opens_what_was_paused_for_silence(order):
    run(order.district, 30)
    run(order.district, 45)
    assert state(order) == "paused"
    at = clock.now() + timedelta(days=46)
    actions.heard(order=order, what=Heard.STILL_LOOKING, source=Source.LINK, by=None, at=at)
    assert state(order) == "open"
    assert not quiet(run(order.district, 60))
    assert quiet(run(order.district, 76)) == {"asked": 1}


def test_at_most_200_changes_a_run_the_longest_silence_first(monkeypatch):
    by = staff.counsellor()
    firm = companies.company(by.district)
    placed = [orders.order(by, firm, closes_on=today() + timedelta(days=90)) for _ in range(5)]
    monkeypatch.setattr(rules, "AT_MOST", 3)
    first = run(by.district, 60)
    assert (first.closed, first.left) == (3, 2)
    assert [state(one) for one in placed] == ["expired"] * 3 + ["open"] * 2
    second = run(by.district, 60)
    assert (second.closed, second.left) == (2, 0)
    assert rules.AT_MOST == 3


def test_an_order_past_its_closing_day_ends_and_its_end_is_computed(order):
    JobOrder.objects.filter(pk=order.pk).update(closes_on=today() + timedelta(days=20), openings=3)
    order.refresh_from_db()
    referrals.hire(referrals.offered(order.owner, order=order))
    assert run(order.district, 21).orders_past == 1
    assert state(order) == "partly_filled"


def test_a_missing_answer_becomes_a_task_then_a_reminder_and_runs_out():
    referral = referrals.proposed()
    by, due = referral.owner, referral.answer_by
    days = (due - today()).days
    assert not due_for(by=by, on=due - timedelta(days=1), at=clock.now()).unanswered
    assert due_for(by=by, on=due, at=clock.now()).unanswered == [referral]
    assert quiet(run(by.district, days)) == {"reminded": 1}
    assert not quiet(run(by.district, days))
    assert not quiet(run(by.district, days + 1))
    off = reference.days_off(today(), today() + timedelta(days=60))
    last = rules.working_days_after(due, rules.EXPIRE_DAYS, off)
    assert quiet(run(by.district, (last - today()).days)) == {"expired_referrals": 1}
    referral.refresh_from_db()
    assert (referral.state, referral.reason) == ("expired", "no_answer")


def test_an_answer_stops_the_reminder_of_the_same_day():
    referral = referrals.proposed()
    day = (referral.answer_by - today()).days
    run(referral.district, day)
    reminder = Message.objects.get(template="referral.reminder")
    flow.consent(referral=referral, version=1, source=Source.SPOKEN_PHONE, by=referral.owner, at=clock.now())
    reminder.refresh_from_db()
    assert reminder.state in {"cancelled", "held"}
    assert not quiet(run(referral.district, day + 1))


def test_an_unknown_result_is_a_task_and_asked_once():
    referral = referrals.sent()
    at = clock.now()
    interview = actions.book(
        referral=referral, slot=None, time=at + timedelta(days=2), place="", companion=None,
        source=Source.SPOKEN_PHONE, by=referral.owner, at=at,
    )  # fmt: skip
    assert not quiet(run(referral.district, 1))
    assert quiet(run(referral.district, 4)) == {"results_asked": 1}
    assert not quiet(run(referral.district, 5))
    later = interview.at + timedelta(hours=1)
    assert due_for(by=referral.owner, on=clock.seoul_day(later), at=later).results == [referral]


def test_follow_ups_are_asked_once_each_and_only_of_those_who_agreed():
    placement = referrals.hired(start_in=0)
    assert not run(placement.district, 40).follow_ups_asked
    answer_consent(
        seeker=placement.seeker, scope=ConsentScope.FOLLOW_UP, given=True, channel=Channel.PAPER, text_version="1",
        by=placement.referral.owner, at=clock.now(),
    )  # fmt: skip
    assert run(placement.district, 40).follow_ups_asked == 1
    assert run(placement.district, 41).follow_ups_asked == 0
    assert run(placement.district, 100).follow_ups_asked == 1
    assert [one.months for one in queries.follow_ups(placement.district_id, today() + timedelta(days=100), [])] == [3]


def test_what_somebody_leaves_behind_is_named_and_handed_over_in_one_act(order):
    by, boss, heir = order.owner, None, staff.colleague_of(order.owner)
    boss = staff.colleague_of(by, Role.MANAGER)
    referral = referrals.proposed(by, order=order)
    User.objects.filter(pk=by.pk).update(contract_until=today() - timedelta(days=1))
    assert run(order.district, 0).ownerless == {"orders": 1, "seekers": 1, "referrals": 1}
    with pytest.raises(NotAllowedError):
        handover.hand_over(leaving=by, to=heir, reason="계약 만료", by=heir, at=clock.now())
    handed = handover.hand_over(leaving=by, to=heir, reason="계약 만료", by=boss, at=clock.now())
    assert handed == {"orders": 1, "seekers": 1, "referrals": 1}
    assert run(order.district, 0).ownerless == {}
    owners = {JobOrder.objects.get().owner_id, Seeker.objects.get().owner_id, Referral.objects.get().owner_id}
    assert owners == {heir.pk}
    assert Event.objects.filter(reason="계약 만료", actor=boss).count() == 3
    again = handover.hand_over(leaving=by, to=heir, reason="계약 만료", by=boss, at=clock.now())
    assert again == {}
    assert referral.pk


def test_nothing_is_handed_to_a_stranger_or_to_a_closed_account(order):
    boss = staff.colleague_of(order.owner, Role.MANAGER)
    closed = staff.colleague_of(order.owner)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    closed.refresh_from_db()
    for to in (order.owner, staff.stranger(), closed):
        with pytest.raises(handover.SamePersonError):
            handover.hand_over(leaving=order.owner, to=to, reason="이동", by=boss, at=clock.now())


def test_the_command_prints_one_json_line_a_district_and_fails_for_ownerless_work(order, capsys):
    code = command.report(Namespace(at=today() + timedelta(days=30), json=True))
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert (code, told["asked"], told["district"]) == (0, 1, order.district.code)
    User.objects.filter(pk=order.owner_id).update(is_active=False)
    assert command.report(Namespace(at=today() + timedelta(days=30), json=True)) == 1
    assert json.loads(capsys.readouterr().out)["ownerless"]["orders"] == 1


def test_what_is_past_its_term_is_forgotten_at_night_and_not_before():
    someone = staff.counsellor()
    link = questions.ask(someone, phone="01020001234").link
    Link.objects.filter(pk=link.pk).update(expires_at=clock.now())
    kept = link_retention.KEEP.days
    assert not run(someone.district, kept - 1).forgotten
    assert run(someone.district, kept + 1).forgotten["links"] == 1
    assert Link.objects.get(pk=link.pk).second_fact == ""
    assert "links" not in run(someone.district, kept + 1).forgotten
