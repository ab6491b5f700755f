"""Placing, amending, moving and refusing orders."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import intake
from jobvisit.office.audit.models import Event
from jobvisit.office.orders import actions, queries
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import ORDER, OrderState
from jobvisit.office.staff.models import Role
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import companies, orders, seekers, staff

pytestmark = pytest.mark.django_db


def test_a_lawful_order_that_the_employer_confirmed_is_open():
    assert orders.order().state == OrderState.OPEN


def test_a_lawful_order_that_nobody_confirmed_waits_as_checked():
    assert orders.order(confirmed=False).state == OrderState.CHECKED


def test_an_order_below_the_minimum_wage_stays_a_draft_and_says_why():
    order = orders.order(pay_kind="hour", pay_min=9_000)
    assert order.state == OrderState.DRAFT
    assert "below_minimum_wage" in {finding.code for finding in queries.findings(order)}


def test_mending_an_unlawful_order_opens_it():
    by = staff.counsellor()
    order = orders.order(by, pay_kind="hour", pay_min=9_000)
    order.pay_min = 12_000
    law = queries.law_tables()
    actions.amend(order=order, version=order.version, law=law, confirmed=True, by=by, at=clock.now())
    assert JobOrder.objects.get(pk=order.pk).state == OrderState.OPEN


def test_a_change_on_top_of_somebody_elses_change_is_refused_and_loses_nothing():
    by = staff.counsellor()
    order = orders.order(by)
    mine, theirs = queries.get(by, order.number), queries.get(by, order.number)
    theirs.title = "먼저 고친 제목"
    law = queries.law_tables()
    actions.amend(order=theirs, version=theirs.version, law=law, confirmed=True, by=by, at=clock.now())
    mine.title = "나중에 고친 제목"
    with pytest.raises(OutOfDateError):
        actions.amend(order=mine, version=order.version, law=law, confirmed=True, by=by, at=clock.now())
    assert JobOrder.objects.get(pk=order.pk).title == "먼저 고친 제목"


def test_every_act_leaves_an_event_with_its_actor():
    order = orders.order()
    event = Event.objects.get(subject_kind="joborder", subject_id=order.pk)
    assert (event.verb, event.actor) == ("orders.place", order.owner)


def test_an_event_cannot_be_changed_or_removed():
    orders.order()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(verb="orders.refuse")
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.all().delete()


@pytest.mark.parametrize("old", list(OrderState))
def test_what_the_table_does_not_hold_is_refused_in_python_and_by_the_database(old):
    for new in OrderState:
        if new == old or (old, new) in ORDER.pairs():
            continue
        with pytest.raises(IllegalTransitionError):
            ORDER.check(old, new)
        assert not database_allows(old, new)


def test_what_the_table_holds_is_allowed_by_the_database():
    for old, new in ORDER.pairs():
        assert database_allows(old, new), (old, new)


def database_allows(old: OrderState, new: OrderState) -> bool:
    """Whether the guard lets an order in `old` become `new`. The order is walked to `old` along legal steps."""
    order = orders.order(confirmed=False)
    for step in way_to(old):
        JobOrder.objects.filter(pk=order.pk).update(state=step, refusal_ground="unlawful_content")
    try:
        with transaction.atomic():
            JobOrder.objects.filter(pk=order.pk).update(state=new, refusal_ground="unlawful_content")
    except IntegrityError:
        return False
    return True


def way_to(target: OrderState) -> list[OrderState]:
    """The shortest legal walk from `checked` to a state."""
    ways: dict[OrderState, list[OrderState]] = {OrderState.CHECKED: []}
    reached = [OrderState.CHECKED]
    for state in reached:
        for a, b in sorted(ORDER.pairs()):
            if a == state and b not in ways:
                ways[b] = [*ways[a], b]
                reached.append(b)
    return ways[target]


def test_refusing_needs_a_ground_and_the_role():
    by = staff.counsellor()
    order = orders.order(by, confirmed=False)
    desk = staff.colleague_of(by, Role.DESK)
    with pytest.raises(NotAllowedError):
        actions.refuse(order=order, ground="unlawful_content", reason="…", by=desk, at=clock.now())
    actions.refuse(order=order, ground="unlawful_content", reason="설명함", by=by, at=clock.now())
    assert JobOrder.objects.get(pk=order.pk).refusal_ground == "unlawful_content"


def test_an_open_order_cannot_be_refused_only_withdrawn():
    by = staff.counsellor()
    order = orders.order(by)
    with pytest.raises(IllegalTransitionError):
        actions.refuse(order=order, ground="unlawful_content", reason="…", by=by, at=clock.now())


def test_a_stranger_does_not_see_the_order_and_a_colleague_does():
    by = staff.counsellor()
    order = orders.order(by)
    assert queries.get(staff.colleague_of(by), order.number) == order
    with pytest.raises(JobOrder.DoesNotExist):
        queries.get(staff.stranger(), order.number)


def test_saving_an_order_and_its_shortlist_takes_at_most_ten_statements():
    by = staff.counsellor()
    for _ in range(30):
        seekers.seeker(by)
    firm = companies.company(by.district)
    with CaptureQueriesContext(connection) as seen:
        taken = intake.take_order(order=orders.unsaved(firm), confirmed=True, by=by, at=clock.now(), draft_key="new:1")
    statements = [
        query["sql"] for query in seen if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(taken.shortlist.ranking) == 20
    assert len(statements) <= 10, statements


def test_duties_typed_by_hand_that_contradict_a_field_are_found_while_typing_on_saving_and_on_amending():
    by = staff.counsellor()
    order = orders.unsaved(companies.company(by.district), duties="주6일 근무")
    look = intake.look_at(order=order, by=by, at=clock.now())
    assert "hours_contradiction" in {finding.code for finding in look.findings}
    placed = actions.place(order=order, law=queries.law_tables(), confirmed=True, by=by, at=clock.now())
    assert "hours_contradiction" in {finding.code for finding in placed.findings}
    order.duties = "매장 정리"
    law = queries.law_tables()
    mended = actions.amend(order=order, version=order.version, law=law, confirmed=True, by=by, at=clock.now())
    assert "hours_contradiction" not in {finding.code for finding in mended.findings}


def test_an_order_without_a_closing_day_stands_for_two_calendar_months():
    at = datetime(2026, 12, 31, 3, tzinfo=UTC)
    by = staff.counsellor()
    order = orders.unsaved(companies.company(by.district), closes_on=None)
    actions.place(order=order, law=queries.law_tables(), confirmed=True, by=by, at=at)
    assert order.closes_on == date(2027, 2, 28)


def test_an_order_without_a_starting_day_is_checked_by_the_law_of_the_day_of_the_check():
    order = orders.unsaved(companies.company(), accepted_at=datetime(2025, 12, 1, tzinfo=UTC))
    assert queries.terms_of(order, date(2026, 1, 2)).checked_on == date(2026, 1, 2)
