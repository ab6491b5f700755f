"""What must hold for any residents and any order, drawn by Hypothesis."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching_markets import crowds, index_of, order, orders

from jobvisit.engines.matching import Index, Orders, Params, People, Requirement, State, explain, generate, rank
from jobvisit.engines.matching.measure import plain_list
from jobvisit.engines.matching.params import FALLING, RISING, ParamsError
from jobvisit.engines.matching.rank import rank_row

R = Requirement
fast = settings(max_examples=25, deadline=None)


def everyone(index, asked, engine="plain"):
    return rank(index, asked, len(index), engine=engine)


@settings(max_examples=100, deadline=None)
@given(crowds, orders, st.integers(0, 40))
def test_the_compiled_engine_equals_the_plain_one(compiled, crowd, asked, k):
    index = index_of(*crowd)
    plain = rank(index, asked, k, engine="plain")
    assert rank(index, asked, k, engine="compiled").same_as(plain)
    uncounted = rank(index, asked, k, engine="compiled", counting=False)
    assert uncounted.same_as(replace(plain, counts=None))


@fast
@given(crowds, orders, st.data())
def test_the_engines_agree_after_changes_too(compiled, crowd, asked, data):
    index = index_of(*crowd)
    ids = [person.id for person in crowd]
    index.remove(data.draw(st.lists(st.sampled_from(ids), max_size=10)) if ids else [])
    moved = data.draw(st.lists(st.sampled_from(crowd), max_size=5, unique=True)) if crowd else []
    index.put([replace(person, wage=person.wage + 500, words="청소 경비") for person in moved])
    assert rank(index, asked, 10, engine="compiled").same_as(rank(index, asked, 10, engine="plain"))


@fast
@given(crowds, orders, st.randoms(use_true_random=False))
def test_the_order_of_input_never_matters(crowd, asked, random):
    shuffled = crowd.copy()
    random.shuffle(shuffled)
    assert everyone(index_of(*crowd), asked).same_as(everyone(index_of(*shuffled), asked))


@fast
@given(crowds, orders, st.integers(1, 20_000), st.integers(0, 20_000))
def test_raising_a_wage_never_loses_a_candidate_nor_lowers_a_score(crowd, asked, more, still_more):
    if asked.wage_min <= 0 and asked.wage_max <= 0:
        return
    low, high = asked.wage_min, max(asked.wage_min, asked.wage_max)
    low = low if low > 0 else high
    raised = replace(asked, wage_min=low + more, wage_max=high + more + still_more)
    index = index_of(*crowd)
    before, after = everyone(index, replace(asked, wage_min=low, wage_max=high)), everyone(index, raised)
    scores = dict(zip(after.ids.tolist(), after.scores.tolist(), strict=True))
    for id_, score in zip(before.ids.tolist(), before.scores.tolist(), strict=True):
        assert scores[id_] >= score
    assert after.counts.clear >= before.counts.clear


STRICTER = {
    "more_days": lambda o: {"days": o.days | 0b1000000} if o.days else {"days_per_week": max(o.days_per_week, 0) + 1},
    "starts_earlier": lambda o: {"start": o.start - 30} if o.start > 30 and o.end > o.start else {},
    "ends_later": lambda o: {"end": o.end + 30} if o.end > o.start else {},
    "shifts": lambda o: {"shift": 1},
    "licence": lambda o: {"licences_all": o.licences_all | {200}},
    "narrower_choice": lambda o: {"licences_any": frozenset({200})} if not o.licences_any else {},
    "career": lambda o: {"career_min": o.career_min + 7},
    "education": lambda o: {"education_min": o.education_min + 1},
    "less_pay": lambda o: {"wage_min": 9_000, "wage_max": 9_000} if o.wage_min > 9_000 else {},
}


@fast
@given(crowds, orders, st.sampled_from(sorted(STRICTER)))
def test_a_stricter_requirement_never_adds_a_candidate(crowd, asked, how):
    index = index_of(*crowd)
    before = set(everyone(index, asked).ids.tolist())
    after = set(everyone(index, replace(asked, **STRICTER[how](asked))).ids.tolist())
    assert after <= before


@fast
@given(crowds, orders)
def test_terms_are_never_above_nought_and_add_up_to_the_score(crowd, asked):
    ranking = everyone(index_of(*crowd), asked)
    assert (ranking.terms <= 0).all()
    assert ranking.terms.sum(1).tolist() == ranking.scores.tolist()


@fast
@given(crowds, orders)
def test_everyone_is_listed_or_has_a_named_reason(crowd, asked):
    index = index_of(*crowd)
    ranking = everyone(index, asked)
    listed, reasons = set(ranking.ids.tolist()), dict.fromkeys(R, 0)
    for person in crowd:
        verdict = explain(index, asked, person.id)
        assert verdict.eligible == (person.id in listed)
        if not verdict.eligible:
            reasons[verdict.first_failed] += 1
    assert tuple(reasons.values()) == ranking.counts.excluded
    assert ranking.counts.total == len(crowd) == len(listed) + sum(reasons.values())


@fast
@given(crowds, orders)
def test_a_verdict_says_what_the_list_says(crowd, asked):
    index = index_of(*crowd)
    for candidate in everyone(index, asked):
        verdict = explain(index, asked, candidate.id)
        assert (verdict.score, verdict.terms, verdict.unknown) == (candidate.score, candidate.terms, candidate.unknown)


@fast
@given(crowds, orders)
def test_knowing_less_of_someone_never_puts_them_out(crowd, asked):
    index = index_of(*crowd)
    listed = set(everyone(index, asked).ids.tolist())
    blank = [replace(p, wishes=(), wage=0, days=0, earliest=-1, latest=-1, weekly_min=-1, weekly_max=-1) for p in crowd]
    blank = [replace(p, shifts=-1, licences_known=False, career=-1, education=-1, x=-(2**31)) for p in blank]
    assert listed <= set(everyone(index_of(*blank), asked).ids.tolist())
    assert len(everyone(index_of(*blank), asked)) == len(crowd)


def test_all_unknown_everyone_is_to_be_confirmed(compiled):
    people = People.from_columns({"ids": np.arange(50)})
    for engine in ("plain", "compiled"):
        ranking = rank(Index.build(people), order(), 50, engine=engine)
        assert (ranking.counts.eligible, ranking.counts.to_confirm, len(ranking)) == (50, 50, 50)


def test_columns_of_nan_are_all_unknown_for_both_engines(compiled):
    columns = {name: np.full(40, np.nan) for name, spec in People.COLUMNS.items() if spec.width == 0 and name != "ids"}
    people = People.from_columns({"ids": np.arange(40), **columns, "wishes": np.full((40, 3), np.nan)})
    index = Index.build(people)
    for j in range(20):
        row = generate.orders(20, 1).take([j])
        assert rank_row(index, row, 30, engine="compiled").same_as(rank_row(index, row, 30, engine="plain"))


@pytest.mark.parametrize("n", [0, 1, 2, 17, 5_000])
def test_the_engines_agree_on_generated_markets_of_many_sizes(n, compiled):
    index, asked = Index.build(generate.people(n, n)), generate.orders(25, n)
    for j in range(len(asked)):
        row = asked.take([j])
        assert rank_row(index, row, 20, engine="compiled").same_as(rank_row(index, row, 20, engine="plain"))


def test_the_engines_agree_on_a_million_rows(compiled):
    """Two hundred times five thousand residents, twins but for their ids."""
    some = generate.people(5_000, 3)
    people = some.take(np.tile(np.arange(5_000), 200))
    people = replace(people, ids=np.arange(len(people))[::-1].copy())
    index, asked = Index.build(people), generate.orders(1, 3)
    found = rank_row(index, asked, 20, engine="compiled")
    assert plain_list(index, people, asked).same_as(found)
    assert (len(found), found.counts.total) == (20, 1_000_000)


def test_twins_in_everything_but_their_id_stand_in_the_order_of_their_ids(compiled):
    one = generate.people(1, 3)
    twins = People.from_columns(
        {**{n: np.repeat(c, 300, 0) for n, c in one.columns().items()}, "ids": np.arange(300)[::-1]}
    )
    asked = Orders.from_columns({"ids": [1]})
    for engine in ("plain", "compiled"):
        assert rank_row(Index.build(twins), asked, 25, engine=engine).ids.tolist() == list(range(25))


def test_parameters_survive_json_and_broken_ones_are_refused():
    params = Params(version="try", commute_assumed=5_000, pay=((-5, -100), (0, 0)))
    assert Params.from_json(params.to_json()) == params
    for broken in (
        {"accept_base": 1},
        {"words": ((0, 0), (50, -10))},
        {"commute": ((0, -10), (100, 0))},
        {"unknown": (0,) * 10},
        {"occupation": (-10, 0, -20, -30)},
        {"pay_slack": 51},
        {"version": ""},
        {"freshness": ((5, 0), (5, -1))},
    ):
        with pytest.raises(ParamsError):
            replace(params, **broken)
    for text in ("", "[]", "{}", params.to_json().replace("accept_base", "sex_bonus")):
        with pytest.raises(ParamsError):
            Params.from_json(text)


def test_every_curve_of_the_parameters_is_checked_to_be_monotone():
    values = {field.name: getattr(Params(), field.name) for field in fields(Params)}
    curves = {name for name, value in values.items() if isinstance(value, tuple) and isinstance(value[0], tuple)}
    assert curves == set(RISING) | set(FALLING)


def test_the_states_are_three():
    assert [state.name for state in State] == ["MET", "FAILED", "UNKNOWN"]
