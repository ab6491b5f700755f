"""The auction against slow oracles: it is right, it proves it, and it does not depend on how it is asked."""

import numpy as np
import pytest
from assignment_oracle import best_total, edges_of, problems
from hypothesis import given, settings
from hypothesis import strategies as st

from jobvisit.engines.matching import auction as kernels
from jobvisit.engines.matching.assign import GAP, assign
from jobvisit.engines.matching.auction import Auction
from jobvisit.engines.matching.edges import owners, rows_of, transposed
from jobvisit.engines.matching.simulate import market

SLACK = 1e-9


def same(a, b):
    columns = ("resident", "order", "value", "price", "gain", "load")
    return all(np.array_equal(getattr(a, c), getattr(b, c)) for c in columns)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_the_optimum_lies_between_the_answer_and_its_bound(problem):
    pairs, quota, capacity = problem
    found = assign(edges_of(pairs), capacity, quotas=quota)
    best = best_total(pairs, quota, capacity)
    assert found.objective <= best * (1 + SLACK) + SLACK
    assert best <= found.bound * (1 + SLACK) + 1e-8
    assert found.gap <= GAP
    assert np.isclose(found.total, found.objective)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_one_holds_more_than_allowed_and_no_pair_twice(problem):
    pairs, quota, capacity = problem
    found = assign(edges_of(pairs), capacity, quotas=quota)
    chosen = list(zip(found.resident.tolist(), found.order.tolist(), strict=True))
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= {(i, j) for i, j, _ in pairs}
    assert (np.bincount(found.resident, minlength=len(quota)) <= quota).all()
    assert (found.load <= capacity).all()
    assert np.array_equal(found.load, np.bincount(found.order, minlength=len(capacity)))


@settings(max_examples=40, deadline=None)
@given(problems())
def test_an_order_with_free_seats_costs_nothing(problem):
    pairs, quota, capacity = problem
    found = assign(edges_of(pairs), capacity, quotas=quota)
    assert (found.price >= 0).all()
    assert (found.price[found.load < found.capacity] == 0).all()


@settings(max_examples=40, deadline=None)
@given(problems(), st.randoms())
def test_the_order_of_the_edges_is_irrelevant(problem, random):
    pairs, quota, capacity = problem
    mixed = random.sample(pairs, len(pairs))
    assert same(
        assign(edges_of(pairs), capacity, quotas=quota),
        assign(edges_of(mixed), capacity, quotas=quota),
    )


@settings(max_examples=50, deadline=None)
@given(problems(), st.floats(0.001, 1000))
def test_the_unit_of_the_values_is_irrelevant_to_the_proof(problem, unit):
    pairs, quota, capacity = problem
    scaled = [(i, j, v * unit) for i, j, v in pairs]
    found = assign(edges_of(scaled), capacity, quotas=quota)
    assert found.objective >= best_total(scaled, quota, capacity) * (1 - GAP) - SLACK
    assert found.gap <= GAP


def solved(rows, quota, capacity):
    return Auction(rows, quota, capacity).solve(GAP)


def test_the_compiled_loops_equal_the_plain_ones(monkeypatch):
    small = market(120, 15, 3)
    rows = rows_of(120, 15, small.edges.resident, small.edges.order, np.round(small.edges.value, 1))
    quota, capacity = np.full(120, 2, np.int64), small.seats
    fast = solved(rows, quota, capacity)
    for name in ("_best_two", "_sink", "_rise", "_bid", "_release", "_reseat", "_least", "_totals"):
        loop = getattr(kernels, name)
        monkeypatch.setattr(kernels, name, getattr(loop, "py_func", loop))
    plain = solved(rows, quota, capacity)
    assert np.array_equal(fast.held, plain.held)
    assert np.array_equal(fast.price, plain.price)
    assert (fast.bids, fast.steps) == (plain.bids, plain.steps)
    assert fast.bound == pytest.approx(plain.bound, rel=1e-12)


@pytest.mark.parametrize("value", [0.5, 1.0, 100.0])
def test_a_price_war_ends_and_is_still_proven(value):
    """All values equal and too few seats: prices climb by epsilon only, until epsilon is made coarser."""
    big = market(2000, 200, 1)
    flat = np.full(len(big.edges), value)
    rows = rows_of(2000, 200, big.edges.resident, big.edges.order, flat)
    found = Auction(rows, np.ones(2000, np.int64), big.seats).solve(GAP)
    assert found.steps > 1
    assert found.gap <= GAP
    seats = len(np.unique(big.edges.order))
    assert found.objective <= value * big.seats.sum()
    assert found.objective >= value * seats


def test_prices_stand_ready_for_a_market_that_has_changed():
    """Settling again after values moved gives the quality of a fresh start."""
    m = market(1500, 150, 2)
    rows = rows_of(1500, 150, m.edges.resident, m.edges.order, m.edges.value)
    auction = Auction(rows, np.ones(1500, np.int64), m.seats)
    auction.solve(GAP)
    rows.value[:] *= np.random.default_rng(0).uniform(0.5, 1.5, len(rows.value))
    auction.settle(auction.finest(GAP))
    warm = auction.solution()
    cold = Auction(rows, np.ones(1500, np.int64), m.seats).solve(GAP)
    assert warm.gap <= GAP
    assert warm.objective == pytest.approx(cold.objective, rel=GAP)
    assert warm.bound >= cold.objective


@given(problems())
def test_rows_and_columns_are_the_same_edges(problem):
    pairs, quota, capacity = problem
    e = edges_of(pairs)
    rows = rows_of(len(quota), len(capacity), e.resident.astype(np.int32), e.order.astype(np.int32), e.value)
    columns, place = transposed(rows, len(capacity))
    assert sorted(zip(owners(rows), rows.other, rows.value, strict=True)) == sorted(pairs)
    assert np.array_equal(columns.other, owners(rows)[place])
    assert np.array_equal(columns.value, rows.value[place])
    assert np.array_equal(owners(columns), rows.other[place])
