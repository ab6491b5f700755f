"""The door of assignment: what it refuses, what it weighs and only when told, and whom it explains itself to."""

from datetime import date

import numpy as np
import pytest
from assignment_oracle import edges_of, every_assignment, problems
from hypothesis import given, settings
from hypothesis import strategies as st

from jobvisit.engines.matching.assign import GAP, assign
from jobvisit.engines.matching.assignment import AssignError, Edges, Left, Minimum, Priority, Window

TWO_FOR_ONE = [(0, 0, 0.6), (1, 0, 0.5)]
"""Two residents, one order."""


def holders(found, order=0):
    return found.resident[found.order == order].tolist()


def test_no_edges_at_all_is_an_empty_round_and_everyone_hears_why():
    found = assign(edges_of([]), [2, 0], residents=3)
    assert len(found) == 0
    assert (found.objective, found.bound, found.gap) == (0.0, 0.0, 0.0)
    assert found.left_out.reason.tolist() == [Left.NO_EDGE] * 3


def test_an_office_without_orders_or_residents_is_no_error():
    assert len(assign(edges_of([]), [])) == 0
    assert len(assign(edges_of([]), [], residents=2).left_out) == 2


@pytest.mark.parametrize(
    ("edges", "capacities", "named"),
    [
        (edges_of([(0, 0, float("nan"))]), [1], "edges.value[0]: nan"),
        (edges_of([(0, 0, 0.1), (1, 0, -0.5)]), [1], "edges.value[1]: -0.5"),
        (edges_of([(0, 0, float("inf"))]), [1], "edges.value[0]: inf"),
        (edges_of([(0, 1, 0.1)]), [1], "edges.order[0]: 1"),
        (edges_of([(-1, 0, 0.1)]), [1], "edges.resident[0]: -1"),
        (edges_of([(0, 0, 0.1), (0, 1, 0.2), (0, 0, 0.3)]), [1, 1], "resident 0 and order 0"),
        (edges_of(TWO_FOR_ONE), [-1], "capacity[0]: -1"),
        (edges_of(TWO_FOR_ONE), [1.5], "capacity[0]: 1.5"),
        (edges_of(TWO_FOR_ONE), [float("nan")], "capacity[0]: nan"),
        (edges_of(TWO_FOR_ONE), [[1]], "capacity"),
        (Edges(np.array([0]), np.array([0, 1]), np.array([0.5])), [1, 1], "one length"),
        (Edges(np.array([0.5]), np.array([0]), np.array([0.5])), [1], "edges.resident: whole numbers"),
    ],
)
def test_a_wrong_input_is_refused_by_name_and_value(edges, capacities, named):
    with pytest.raises(AssignError) as error:
        assign(edges, capacities)
    assert named in str(error.value)


def test_quotas_must_be_one_for_each_resident():
    with pytest.raises(AssignError, match="quota"):
        assign(edges_of(TWO_FOR_ONE), [1], quotas=[1, 1, 1], residents=2)
    with pytest.raises(AssignError, match=r"quota\[1\]: -2"):
        assign(edges_of(TWO_FOR_ONE), [1], quotas=[1, -2])


def test_the_gap_asked_for_must_make_sense():
    with pytest.raises(AssignError, match="gap"):
        assign(edges_of(TWO_FOR_ONE), [1], gap=0.0)


def test_everyone_without_a_referral_hears_why_and_at_what_price():
    pairs = [(0, 0, 0.6), (1, 0, 0.5), (2, 0, 0.0), (3, 1, 0.9), (5, 0, 0.9)]
    found = assign(edges_of(pairs), [1, 0], quotas=[1, 1, 1, 1, 1, 0])
    out = found.left_out
    reasons = dict(zip(out.resident.tolist(), out.reason.tolist(), strict=True))
    assert holders(found) == [0]
    assert reasons == {1: Left.OUTBID, 2: Left.NO_CHANCE, 3: Left.NO_SEAT, 4: Left.NO_EDGE, 5: Left.NO_PLACE}
    at = out.resident.tolist().index(1)
    assert out.order[at] == 0
    assert out.value[at] == 0.5
    assert out.price[at] == found.price[0] >= 0.5


@settings(max_examples=40, deadline=None)
@given(problems())
def test_whoever_was_outbid_was_worth_no_more_than_the_price(problem):
    pairs, quota, capacity = problem
    found = assign(edges_of(pairs), capacity, quotas=quota)
    out = found.left_out
    got = set(found.resident.tolist())
    assert sorted(got | set(out.resident.tolist())) == list(range(len(quota)))
    assert not got & set(out.resident.tolist())
    for k in np.flatnonzero(out.reason == Left.OUTBID):
        theirs = [v - found.price[j] for i, j, v in pairs if i == out.resident[k]]
        assert max(theirs) <= found.epsilon + 1e-12
        assert max(theirs) == pytest.approx(out.value[k] - out.price[k])


def test_a_priority_counts_only_under_a_named_measure():
    with pytest.raises(AssignError, match="lawful measure"):
        assign(edges_of(TWO_FOR_ONE), [1], priorities=[Priority("  ", [1], 0.5)])
    plain = assign(edges_of(TWO_FOR_ONE), [1])
    weighed = assign(edges_of(TWO_FOR_ONE), [1], priorities=[Priority("지역공동체일자리", [1], 0.5)])
    assert holders(plain) == [0]
    assert holders(weighed) == [1]
    assert weighed.total == 0.5
    assert weighed.objective == pytest.approx(0.75)


def test_a_priority_at_some_orders_leaves_the_others_alone():
    pairs = [(0, 0, 0.6), (1, 0, 0.5), (0, 1, 0.6), (1, 1, 0.5)]
    found = assign(edges_of(pairs), [1, 1], quotas=[2, 2], priorities=[Priority("법", [1], 1.0, orders=[1])])
    assert holders(found, 0) == [0]
    assert holders(found, 1) == [1]


@pytest.mark.parametrize("weight", [-0.1, 11.0, float("nan")])
def test_a_weight_beyond_reason_is_refused(weight):
    with pytest.raises(AssignError, match="법"):
        assign(edges_of(TWO_FOR_ONE), [1], priorities=[Priority("법", [1], weight)])


@pytest.mark.parametrize(
    ("day", "winner"),
    [(date(2026, 11, 1), 1), (date(2026, 11, 30), 1), (date(2026, 10, 31), 0), (date(2026, 12, 1), 0)],
)
def test_an_agreement_counts_while_its_window_is_open(day, winner):
    window = Window("마을버스조합", [0], 0.5, date(2026, 11, 1), date(2026, 11, 30), residents=[1])
    found = assign(edges_of(TWO_FOR_ONE), [1], windows=[window], today=day)
    assert holders(found) == [winner]
    assert found.open_windows == (("마을버스조합",) if winner else ())


def test_a_window_needs_a_day_and_must_not_end_before_it_begins():
    window = Window("조합", [0], 0.5, date(2026, 11, 1), date(2026, 11, 30))
    with pytest.raises(AssignError, match="today"):
        assign(edges_of(TWO_FOR_ONE), [1], windows=[window])
    turned = Window("조합", [0], 0.5, date(2026, 11, 30), date(2026, 11, 1))
    with pytest.raises(AssignError, match="closes"):
        assign(edges_of(TWO_FOR_ONE), [1], windows=[turned], today=date(2026, 11, 15))


def test_a_minimum_is_kept_even_where_the_value_says_otherwise():
    found = assign(edges_of(TWO_FOR_ONE), [1], minimums=[Minimum("경비 1줄", [0], [1], 1)])
    (kept,) = found.minimums
    assert holders(found) == [1]
    assert (kept.asked, kept.reachable, kept.reached) == (1, 1, 1)
    assert not kept.unreachable
    assert kept.subsidy >= 0.1 - 1e-9


def test_an_unreachable_minimum_is_named_with_what_can_be_had():
    found = assign(edges_of(TWO_FOR_ONE), [1], minimums=[Minimum("경비 1줄", [0], [0, 1], 3)])
    (kept,) = found.minimums
    assert kept.unreachable
    assert (kept.name, kept.asked, kept.reachable, kept.reached) == ("경비 1줄", 3, 1, 1)


def test_an_order_may_not_stand_in_two_minimums():
    twice = [Minimum("가", [0], [1], 1), Minimum("나", [0], [0], 1)]
    with pytest.raises(AssignError, match="minimum 나: order 0 stands in minimum 가"):
        assign(edges_of(TWO_FOR_ONE), [2], minimums=twice)


@st.composite
def lines(draw, n, m):
    """Two agreement lines over separate orders."""
    line = draw(st.lists(st.integers(0, 2), min_size=m, max_size=m))
    group = [draw(st.sets(st.integers(0, n - 1))) for _ in range(2)]
    asked = [draw(st.integers(0, 4)) for _ in range(2)]
    return [Minimum(f"{k}번 줄", [j for j in range(m) if line[j] == k], sorted(group[k]), asked[k]) for k in range(2)]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_minimums_are_kept_as_far_as_possible_and_at_the_least_cost(data):
    pairs, quota, capacity = data.draw(problems(residents=5, orders=4, edges=9))
    minimums = data.draw(lines(len(quota), len(capacity)))
    found = assign(edges_of(pairs), capacity, quotas=quota, minimums=minimums)
    allowed = every_assignment(pairs, quota, capacity)
    choices = np.array(allowed, int).reshape(len(allowed), len(pairs))
    for minimum, kept in zip(minimums, found.minimums, strict=True):
        counts = np.array([i in minimum.residents and j in minimum.orders for i, j, _ in pairs], int)
        most = min(minimum.at_least, int((choices @ counts).max()))
        assert kept.reachable == most
        assert kept.reached >= most
        choices = choices[choices @ counts >= most]
    best = float((choices @ np.array([v for *_, v in pairs])).max()) if pairs else 0.0
    assert found.objective <= best + 1e-7 * (1 + best)
    assert best <= found.bound + 1e-7 * (1 + best)


@settings(max_examples=50, deadline=None)
@given(problems())
def test_no_weights_and_minimums_of_nought_change_nothing(problem):
    pairs, quota, capacity = problem
    everyone = range(len(quota))
    bare = assign(edges_of(pairs), capacity, quotas=quota)
    idle = assign(
        edges_of(pairs),
        capacity,
        quotas=quota,
        priorities=[Priority("법", list(everyone), 0.0)],
        minimums=[Minimum("없음", [], [], 0)],
    )
    assert np.array_equal(bare.resident, idle.resident)
    assert np.array_equal(bare.order, idle.order)
    assert idle.gap <= GAP


def test_prices_and_gains_go_to_the_rankings_as_millionths():
    found = assign(edges_of([*TWO_FOR_ONE, (0, 1, 0.2)]), [1, 3])
    assert found.price_millionths.tolist() == np.rint(found.price * 1e6).astype(int).tolist()
    assert found.price_millionths[1] == 0
    assert found.gain_millionths.min() >= 0
    rich = assign(edges_of([(0, 0, 5.0), (1, 0, 4.0)]), [1])
    assert rich.price_millionths[0] == 1_000_000
