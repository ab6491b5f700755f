"""Ranking: what each requirement and each term says, on both sides of its limits."""

from dataclasses import replace

import numpy as np
import pytest
from matching_markets import CARETAKER, CLEANER, CODER, COOK, TODAY, fits, index_of, order

from jobvisit.engines.matching import (
    Index,
    Order,
    Orders,
    OrdersIndex,
    People,
    Person,
    Prices,
    Requirement,
    Term,
    generate,
    rank,
    rank_orders,
)
from jobvisit.engines.matching.rank import rank_orders_row, rank_row

R = Requirement
WELDING, DRIVING = frozenset({70}), frozenset({3})
EITHER = {"licences_all": frozenset(), "licences_any": frozenset({5, 70})}

LIMITS = [
    # what is asked, who just passes, who just fails, whose fact is not known
    (R.OCCUPATION, {}, {"wishes": (CARETAKER,)}, {"wishes": (COOK,)}, {"wishes": ()}),
    (R.COMMUTE, {"x": 5_000, "y": 4_000}, {"reach": 5_000}, {"reach": 4_999}, {"reach": -1}),
    (R.PAY, {"wage_min": 9_975}, {"wage": 10_500}, {"wage": 12_200}, {"wage": 0}),
    (R.DAYS, {"days": 0b0110000}, {"days": 0b1110000}, {"days": 0b0011111}, {"days": 0}),
    (R.DAYS, {"days": 0, "days_per_week": 5}, {"days": 0b0011111}, {"days": 0b0001111}, {"days": 0}),
    (R.START, {"start": 540}, {"earliest": 540}, {"earliest": 541}, {"earliest": -1}),
    (R.END, {"end": 1_080}, {"latest": 1_080}, {"latest": 1_079}, {"latest": -1}),
    (R.WEEKLY, {"weekly": 2_400}, {"weekly_max": 2_400}, {"weekly_max": 2_399}, {"weekly_min": -1, "weekly_max": -1}),
    (R.WEEKLY, {"weekly": 900}, {"weekly_min": 900}, {"weekly_min": 901}, {"weekly_min": -1, "weekly_max": -1}),
    (R.SHIFT, {"shift": 1}, {"shifts": 1}, {"shifts": 0}, {"shifts": -1}),
    (R.LICENCES, {}, {"licences": WELDING}, {"licences": DRIVING}, {"licences_known": False, "licences": DRIVING}),
    (R.LICENCES, EITHER, {"licences": WELDING}, {"licences": DRIVING}, {"licences_known": False, "licences": DRIVING}),
    (R.CAREER, {"career_min": 30}, {"career": 30}, {"career": 29}, {"career": -1}),
    (R.EDUCATION, {"education_min": 3}, {"education": 3}, {"education": 2}, {"education": -1}),
]  # fmt: skip


@pytest.mark.parametrize("engine", ["plain", "compiled"])
@pytest.mark.parametrize(("requirement", "asked", "passes", "fails", "open_"), LIMITS)
def test_a_requirement_is_met_failed_or_unknown_and_unknown_stays_in_the_list(
    requirement, asked, passes, fails, open_, engine, compiled
):
    index = index_of(fits(1, **passes), fits(2, **fails), fits(3, **open_))
    ranking = rank(index, order(**asked), engine=engine)
    assert sorted(ranking.ids) == [1, 3]
    by_id = {c.id: c for c in ranking}
    assert requirement not in by_id[1].unknown
    assert by_id[3].unknown == (requirement,)
    assert ranking.counts.excluded_by() == {requirement: 1}


def test_a_fact_the_order_does_not_state_excludes_nobody_and_is_said_once():
    silent = Order(licences_all=frozenset({70}))
    ranking = rank(index_of(fits(1), Person(id=2)), silent)
    assert ranking.order_unknown == (R.OCCUPATION, R.COMMUTE, R.PAY, R.DAYS, R.START, R.END, R.WEEKLY, R.SHIFT)
    assert {c.id: c.unknown for c in ranking} == {1: (), 2: (R.LICENCES,)}


def test_overnight_work_ends_on_the_next_day():
    night = order(start=1_320, end=360)
    index = index_of(fits(1, earliest=1_200, latest=1_800), fits(2, earliest=1_200, latest=1_799))
    assert rank(index, night).ids.tolist() == [1]


def test_pay_between_the_ends_of_the_range_is_to_be_confirmed():
    ranking = rank(index_of(fits(1, wage=11_580), fits(2, wage=11_578), fits(3, wage=12_200)), order())
    assert {c.id: c.unknown for c in ranking} == {1: (R.PAY,), 2: ()}


def test_nearer_wishes_score_higher_and_the_first_wish_counts_most():
    index = index_of(
        fits(1, wishes=(CLEANER,)), fits(2, wishes=(561_399,)), fits(3, wishes=(561_900,)), fits(4, wishes=(562_100,)),
        fits(5, wishes=(COOK, CODER, CLEANER)),
    )  # fmt: skip
    points = {c.id: dict(c.terms)[Term.OCCUPATION] for c in rank(index, order())}
    assert points == {1: 0, 2: -80, 3: -220, 4: -500, 5: -120}


def test_equal_scores_stand_in_order_of_application_then_of_id_undated_last():
    twins = [
        fits(9, applied_on=TODAY),
        fits(4, applied_on=TODAY),
        fits(7, applied_on=TODAY - 5),
        fits(1, applied_on=-1),
    ]
    assert rank(index_of(*twins), order()).ids.tolist() == [7, 4, 9, 1]


def test_the_probability_is_the_product_of_the_factors_that_the_terms_stand_for():
    candidate = rank(index_of(fits()), order()).candidate(0)
    factors = [np.exp(points / 1000) for _, points in candidate.terms]
    assert candidate.probability == pytest.approx(np.prod(factors))
    assert 0 < candidate.probability <= 1


def test_both_ways_give_every_pair_the_same_score_and_terms():
    people, orders = generate.people(200, 3, "district"), generate.orders(100, 3, "district")
    there, back = {}, {}
    residents, jobs = Index.build(people), OrdersIndex.build(orders)
    for j in range(len(orders)):
        from_table = rank_row(residents, orders.take([j]), len(people))
        there |= {
            (int(p), int(orders.ids[j])): row.tolist() for p, row in zip(from_table.ids, from_table.terms, strict=True)
        }
    for i in range(len(people)):
        ranking = rank_orders_row(jobs, people.take([i]), len(orders))
        back |= {(int(people.ids[i]), int(o)): row.tolist() for o, row in zip(ranking.ids, ranking.terms, strict=True)}
    assert there == back
    assert len(there) > 50


def test_orders_for_someone_without_a_wish_are_all_looked_at():
    jobs = OrdersIndex.build(Orders.of([order(id=1), order(id=2, occupation=CODER), order(id=3, occupation=-1)]))
    ranking = rank_orders(jobs, fits(wishes=()))
    assert sorted(ranking.ids) == [1, 2, 3]
    assert ranking.counts.total == 3


def test_orders_outside_the_wished_divisions_are_counted_as_failing_on_occupation():
    jobs = OrdersIndex.build(Orders.of([order(id=1), order(id=2, occupation=CODER), order(id=3, occupation=-1)]))
    ranking = rank_orders(jobs, fits())
    assert sorted(ranking.ids) == [1, 3]
    assert ranking.counts.excluded_by() == {R.OCCUPATION: 1}


@pytest.mark.parametrize("engine", ["plain", "compiled"])
def test_a_price_takes_its_millionths_from_the_probability_and_moves_people_down(engine, compiled):
    index = index_of(fits(1), fits(2, x=4_000), fits(3, x=6_000))
    free = rank(index, order(), engine=engine)
    assert free.ids.tolist() == [1, 2, 3]
    priced = rank(index, order(), prices=Prices([1, 2], [300_000, 1_000]), engine=engine)
    assert priced.ids.tolist() == [2, 3, 1]
    assert priced.scores.tolist() == [free.scores[1], free.scores[2], free.scores[0]]
    assert priced.values[2] == free.values[0] - 300_000


@pytest.mark.parametrize("engine", ["plain", "compiled"])
@pytest.mark.parametrize("k", [0, 1, 2, 50])
def test_a_list_is_as_long_as_asked_or_as_there_are_people(engine, k, compiled):
    ranking = rank(index_of(fits(1), fits(2), fits(3, wage=90_000)), order(), k, engine=engine)
    assert len(ranking) == min(k, 2)
    assert ranking.counts.eligible == 2


@pytest.mark.parametrize("engine", ["plain", "compiled"])
def test_nobody_can_be_ranked_where_nobody_is(engine, compiled):
    ranking = rank(index_of(), order(), engine=engine)
    assert (len(ranking), ranking.counts.total) == (0, 0)


def test_nan_infinity_and_values_out_of_range_become_unknown():
    columns = {
        "ids": [1, 2],
        "x": [np.nan, 1e300],
        "y": [5.0, -np.inf],
        "wage": [np.nan, -5.0],
        "reach": [np.nan, 0.0],
        "days": [200, 31],
        "career": [np.nan, 1e9],
    }
    people = People.from_columns(columns)
    assert people.x.tolist() == [-(2**31)] * 2
    assert people.y.tolist() == [5, -(2**31)]
    assert people.wage.tolist() == [0, 0]
    assert people.reach.tolist() == [-1, -1]
    assert people.days.tolist() == [127, 31]
    assert people.career.tolist() == [-1, 1200]


def test_a_row_made_alone_equals_the_row_of_a_table():
    generated = generate.orders(30, 4)
    for j in range(len(generated)):
        one = {name: column[j : j + 1] for name, column in generated.columns().items()}
        again = Orders.from_columns(one)
        assert all(np.array_equal(getattr(again, name), column) for name, column in one.items())


def test_what_a_dataclass_row_says_is_what_the_columns_say():
    person = replace(fits(), wage=-3, career=5_000, x=2**25, reach=0, weekly_max=99_999)
    table = People.of([person])
    columns = {f: [getattr(person, f)] for f in ("wage", "career", "x", "reach", "weekly_max")}
    again = People.from_columns({"ids": [1], **columns})
    assert [getattr(table, f)[0] for f in columns] == [getattr(again, f)[0] for f in columns]


def test_a_column_that_is_not_ours_is_refused():
    with pytest.raises(KeyError, match="gender"):
        People.from_columns({"ids": [1], "gender": [1]})
