"""What-if: every variant counted exactly."""

import pytest
from hypothesis import given, settings
from matching_markets import crowds, fits, index_of, order, orders

from jobvisit.engines.matching import Index, What, generate, rank, variants_of, what_if

MORE = (What.PAY, What.DAYS, What.DAYS_A_WEEK, What.SHIFT, What.LICENCE, What.LICENCES, What.CAREER, What.EDUCATION)
"""Changes that only ever let people in."""


@settings(max_examples=15, deadline=None)
@given(crowds, orders)
def test_every_variant_counts_whom_its_order_would_reach(crowd, asked):
    index = index_of(*crowd)
    found = what_if(index, asked, engine="plain")
    base = rank(index, asked, 0, engine="plain").counts
    assert found.base == base
    for outcome in found.outcomes:
        counts = rank(index, outcome.variant.order, 0, engine="plain").counts
        assert (outcome.eligible, outcome.to_confirm) == (counts.eligible, counts.to_confirm)
        assert outcome.gain == counts.eligible - base.eligible
        assert outcome.gain_clear == counts.clear - base.clear


@settings(max_examples=15, deadline=None)
@given(crowds, orders)
def test_a_change_that_only_loosens_never_loses_anyone(crowd, asked):
    for outcome in what_if(index_of(*crowd), asked, engine="plain").outcomes:
        if outcome.variant.what in MORE or (outcome.variant.what == What.REACH):
            assert outcome.gain >= 0


def test_the_compiled_counts_are_the_plain_ones(compiled):
    index = Index.build(generate.people(3_000, 4, "district"))
    index.put(generate.people(100, 5, "district", first_id=2_950))
    asked = order(x=4_000, y=3_000, days=0b1111111, shift=1, asked_on=generate.TODAY)
    assert what_if(index, asked, engine="compiled") == what_if(index, asked, engine="plain")


def test_starting_an_hour_later_brings_those_who_cannot_come_earlier(compiled):
    index = index_of(fits(1), fits(2, earliest=600), fits(3, earliest=600))
    outcomes = {(o.variant.what, o.variant.amount): o for o in what_if(index, order()).outcomes}
    assert outcomes[What.START, 60].gain == 2
    assert outcomes[What.START, 30].gain == 0


def test_one_dong_farther_asks_those_who_live_beyond_their_own_reach(compiled):
    index = index_of(fits(1, reach=1_000))
    outcomes = {o.variant.amount: o.gain for o in what_if(index, order()).outcomes if o.variant.what == What.REACH}
    assert outcomes == {1_000: 1, 2_000: 1, 3_000: 1, 5_000: 1}


def test_the_monthly_cost_of_a_raise_is_told():
    raises = [v for v in variants_of(order()) if v.what == What.PAY]
    assert {v.amount: v.monthly for v in raises}[400] == 83_429
    assert all(v.monthly == 0 for v in variants_of(order()) if v.what != What.PAY)


def test_one_demanded_licence_is_one_variant_and_several_can_also_go_together():
    def kinds(**demanded):
        return [v.what for v in variants_of(order(**demanded)) if v.what in (What.LICENCE, What.LICENCES)]

    assert kinds(licences_all=frozenset({3})) == [What.LICENCE]
    assert kinds(licences_all=frozenset({3, 5})) == [What.LICENCE, What.LICENCE, What.LICENCES]
    assert kinds(licences_all=frozenset(), licences_any=frozenset({3})) == [What.LICENCES]


@settings(max_examples=30, deadline=None)
@given(orders)
def test_no_variant_contradicts_itself(asked):
    for variant in variants_of(asked):
        changed = variant.order
        assert changed != asked
        assert changed.days >= 0
        assert changed.weekly == -1 or changed.weekly > 0
        assert changed.career_min >= 0
        assert changed.education_min >= 0


def test_the_best_are_one_of_each_kind_and_the_smallest_that_does_half():
    index = index_of(*(fits(i, earliest=570 + 30 * (i > 6)) for i in range(1, 8)), fits(20, wage=12_500))
    best = what_if(index, order(), engine="plain").best()
    assert [(o.variant.what, o.variant.amount, o.gain) for o in best] == [(What.START, 30, 6), (What.PAY, 400, 1)]


def test_no_variants_are_an_answer_too():
    assert what_if(index_of(fits(1)), order(), []).outcomes == ()


def test_an_order_that_states_nothing_has_nothing_to_change():
    from jobvisit.engines.matching import Order

    assert variants_of(Order()) == []


@pytest.mark.parametrize("engine", ["plain", "compiled"])
def test_what_if_works_where_nobody_is(engine, compiled):
    assert {o.gain for o in what_if(index_of(), order(), engine=engine).outcomes} == {0}
