"""Inside an agreement's window the people it names stand first, openly; nobody is removed; it ends that minute."""

from datetime import timedelta
from decimal import Decimal
from math import exp

import pytest
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import intake, tying
from jobvisit.flows import referral as referral_flow
from jobvisit.office.matches import actions as matches
from jobvisit.office.matches import queries as shown_queries
from jobvisit.office.matches import record, store
from jobvisit.office.matches.models import ShownList
from jobvisit.office.referrals.problems import CannotError
from tests.factories import agreements, companies, orders, seekers, staff

pytestmark = pytest.mark.django_db
MINUTES = 120


@pytest.fixture
def by():
    store.forget()
    return staff.counsellor()


@pytest.fixture
def people(by):
    """Eight residents, the further away the worse; the sixth and the eighth are 55 and over."""
    today = agreements.today()
    birth = {place: today.replace(year=today.year - (60 if place in {5, 7} else 30), day=1) for place in range(8)}
    near = companies.BANPO
    return [
        seekers.seeker(
            by, birth_date=birth[place], lat=near["lat"] + 0.001 * place, lon=near["lon"],
            applied_at=clock.now() - timedelta(days=30 - place),
        )
        for place in range(8)
    ]  # fmt: skip


@pytest.fixture
def order(by, people):
    firm = companies.company(by.district)
    agreements.windowed(by, firm, minutes=MINUTES)
    return intake.take_order(order=orders.unsaved(firm), confirmed=True, by=by, at=clock.now()).placed.order


def ends(order):
    return order.accepted_at + timedelta(minutes=MINUTES)


def list_at(order, by, at) -> ShownList:
    return matches.shortlist(order=order, by=by, at=at).shown


def test_inside_the_window_the_named_people_stand_first_each_side_in_its_own_order(by, people, order):
    plain = list_at(order, by, ends(order))
    inside = list_at(order, by, clock.now())
    seniors = {people[5].pk, people[7].pk}
    assert len(plain.seekers) == 8
    assert inside.seekers == [one for one in plain.seekers if one in seniors] + [
        one for one in plain.seekers if one not in seniors
    ]
    assert inside.seekers != plain.seekers
    assert (inside.first, plain.first) == (2, 0)


@pytest.mark.parametrize(
    "before", [timedelta(0), timedelta(microseconds=1), timedelta(minutes=1), timedelta(minutes=119)]
)
def test_lists_inside_and_outside_the_window_hold_the_same_people(by, order, before):
    at = ends(order) - before
    made = list_at(order, by, at)
    assert bool(made.measure) == bool(before), "open until its end, and not at it"
    assert sorted(made.seekers) == sorted(list_at(order, by, ends(order) + timedelta(days=1)).seekers)
    assert sorted(made.scores) == sorted(list_at(order, by, ends(order)).scores)


def test_the_basis_and_the_price_stand_with_the_list_and_those_who_gave_way_have_the_reason(by, people, order):
    inside = list_at(order, by, clock.now())
    assert inside.measure.basis == agreements.LAW
    assert inside.measure.until == ends(order)
    plain = list_at(order, by, ends(order))
    value = dict(zip(plain.seekers, plain.scores, strict=True))

    def chance(keys):
        return sum(exp(value[key] / 1000) for key in keys[:3])

    assert inside.measure_price == pytest.approx(1_000_000 * (chance(plain.seekers) - chance(inside.seekers)), abs=3)
    assert inside.measure_price > 0
    passed = {one.seeker: one for one in shown_queries.passed_over(inside)}
    assert passed[people[0].pk].reason == record.WINDOWED
    assert passed[people[0].pk].value == MINUTES
    assert all(one.reason != record.WINDOWED for one in shown_queries.passed_over(plain))


def test_the_list_of_the_page_is_the_plain_one_the_minute_the_window_ends(by, order):
    inside = list_at(order, by, clock.now())
    same = matches.current_list(order=order, by=by, at=ends(order) - timedelta(microseconds=1))
    assert same == inside
    after = matches.current_list(order=order, by=by, at=ends(order))
    assert after.measure is None
    assert after.seekers != inside.seekers
    assert matches.current_list(order=order, by=by, at=ends(order) + timedelta(hours=1)) == after, "made once"


def test_the_page_says_why_and_until_when_and_what_it_costs(by, order, client):
    client.force_login(by)
    page = client.get(reverse("orders:detail", args=[order.number])).content.decode()
    for word in ("협약", agreements.LAW, "고령자", "아무도 빠지지 않았습니다", "기대 취업", "점수로는"):
        assert word in page, word


def test_who_is_chosen_from_a_page_older_than_the_window_is_judged_by_the_list_of_now(by, people, order):
    after = ends(order) + timedelta(minutes=1)
    key = str(people[5].public_id)
    with pytest.raises(CannotError) as refused:
        referral_flow.propose(order=order, people=[key], skips={}, by=by, at=after)
    assert "skip_reason" in refused.value.codes
    made = referral_flow.propose(order=order, people=[key], skips={}, by=by, at=clock.now()).made[0]
    assert made.rank == 1, "inside the window nobody who applied earlier was skipped by a person"


def test_an_order_of_no_party_and_a_line_without_a_window_have_plain_lists(by, people):
    firm = companies.company(by.district)
    agreements.signed(by, firm)
    for one in (firm, companies.company(by.district)):
        made = intake.take_order(order=orders.unsaved(one), confirmed=True, by=by, at=clock.now())
        assert made.shortlist.shown.measure is None


def test_an_order_taken_out_of_its_line_has_no_window(by, order):
    tying.tie_by_hand(order=order, line=None, reason="다른 협약의 구인", by=by, at=clock.now())
    assert shown_queries.latest(by, order).measure is None


def test_a_manager_ending_a_lasting_measure_leaves_the_window_open(by, order):
    boss = agreements.manager_of(by)
    told = {"order": order, "basis": "조례", "group": "youth", "reason": "사업", "by": boss, "at": clock.now()}
    matches.set_measure(weight=Decimal(1), **told)
    assert shown_queries.measure_of(order).group == "youth"
    assert shown_queries.measure_at(order, clock.now()).group == "senior"
    matches.set_measure(weight=Decimal(0), **told)
    assert shown_queries.measure_at(order, clock.now()).group == "senior"
    assert shown_queries.measure_at(order, ends(order)) is None
