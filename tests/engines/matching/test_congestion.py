"""Rounds of referrals: more hires from fewer referrals, nobody flooded, and the price of a priority told beforehand."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobvisit.engines.matching.assignment import AssignError, Edges
from jobvisit.engines.matching.congestion import open_chance, price_of_priority, priced, refer
from jobvisit.engines.matching.simulate import market, placements, top


@pytest.fixture(scope="module")
def district():
    return market(3000, 300, 4)


@pytest.fixture(scope="module")
def plan(district):
    return refer(district.edges, district.seats, residents=district.residents)


def test_rounds_place_a_quarter_more_people_with_a_third_fewer_referrals(district, plan):
    crowd = top(district.edges, 5)
    before, after = placements(crowd, district.seats, runs=40), placements(plan.referrals, district.seats, runs=40)
    assert after.mean - 3 * after.error > 1.23 * (before.mean + 3 * before.error)
    assert len(plan) < 2 / 3 * len(crowd)


def test_no_order_is_flooded_and_no_resident_overburdened(district, plan):
    load = np.bincount(plan.order, minlength=len(district.seats))
    assert (load <= 5 * 3 * district.seats).all()
    assert np.bincount(plan.resident).max() <= 5
    assert len(np.unique(plan.resident.astype(np.int64) * len(load) + plan.order)) == len(plan)


def test_every_round_is_proven_and_later_rounds_are_worth_less(plan):
    assert plan.gap <= 1e-3
    assert plan.round.min() == 1
    assert (np.diff(plan.round) >= 0).all()


def test_the_plan_does_not_depend_on_the_order_of_the_edges(district, plan):
    mixed = np.random.default_rng(0).permutation(len(district.edges))
    e = district.edges
    again = refer(Edges(e.resident[mixed], e.order[mixed], e.value[mixed]), district.seats, residents=3000)
    assert np.array_equal(plan.resident, again.resident)
    assert np.array_equal(plan.order, again.order)


def test_referrals_that_are_out_already_make_room_for_others(district):
    full = np.zeros(len(district.seats))
    full[0] = 50.0
    plan = refer(district.edges, district.seats, residents=3000, load=full)
    assert not (plan.order == 0).any()


def test_a_dearer_referral_makes_fewer(district):
    sizes = [len(refer(district.edges, district.seats, rounds=2, cost=cost)) for cost in (0.0, 0.05, 0.2)]
    assert sizes[0] > sizes[1] > sizes[2]


@pytest.mark.parametrize("wrong", [{"rounds": 0}, {"per_seat": 0}, {"cost": -0.1}])
def test_a_plan_without_rounds_seats_or_sense_is_refused(district, wrong):
    with pytest.raises(AssignError, match=str(next(iter(wrong)))):
        refer(district.edges, district.seats, **wrong)


@given(st.floats(0, 30), st.integers(0, 20))
def test_the_chance_of_a_free_seat_is_the_poisson_tail(load, seats):
    chance = open_chance(np.array([load]), np.array([seats]))[0]
    term, expected = np.exp(-load), 0.0
    for k in range(seats):
        expected += term
        term *= load / (k + 1)
    assert chance == pytest.approx(expected, abs=1e-12)
    assert -1e-12 <= chance <= 1 + 1e-12


def test_an_instant_list_ranked_with_prices_avoids_the_crowded_order():
    values, orders = np.array([0.5, 0.45]), np.array([0, 1])
    assert np.argmax(values) == 0
    assert np.argmax(priced(values, orders, np.array([0.3, 0.0]))) == 1


def test_the_price_of_priority_is_a_rising_curve_that_starts_at_nothing(district):
    best = np.zeros(3000)
    np.maximum.at(best, district.edges.resident, district.edges.value)
    weakest = np.argsort(best)[:600]
    curve = price_of_priority(district.edges, district.seats, weakest, "시험용 조치")
    assert curve[0].weight == 0
    assert curve[0].change == 0
    slack = 2 * max(point.gap for point in curve) * curve[0].total
    for a, b in itertools.pairwise(curve):
        assert b.priority >= a.priority - slack
        assert b.total <= a.total + slack
    assert curve[-1].priority > 5 * curve[0].priority
    assert curve[-1].change < -0.01


def test_a_priority_without_its_measure_has_no_curve(district):
    with pytest.raises(AssignError, match="lawful measure"):
        price_of_priority(district.edges, district.seats, np.array([1]), "")


def test_the_market_and_its_plays_are_the_same_every_time():
    one, two = market(200, 20, 9), market(200, 20, 9)
    assert np.array_equal(one.edges.value, two.edges.value)
    assert placements(top(one.edges, 2), one.seats, runs=5) == placements(top(two.edges, 2), two.seats, runs=5)
    assert len(market(200, 20, 10).edges) != len(one.edges)


def test_a_play_never_hires_more_than_seats_or_residents():
    sure = Edges(np.array([0, 1, 2, 2]), np.array([0, 0, 0, 1]), np.ones(4))
    assert placements(sure, np.array([2, 0]), runs=20).mean == 2.0
    assert placements(sure, np.array([9, 9]), runs=20).mean == 3.0
