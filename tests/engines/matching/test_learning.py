"""Learning: outcomes move the parameters, few hardly, none not at all, and never so that a curve turns round."""

from dataclasses import replace

import numpy as np
import pytest
from outcome_logs import PRIOR, drawn, truth

from jobvisit.engines.matching import Params, Term
from jobvisit.engines.matching.learning import FACTOR_LOW, Model, first_model, fit
from jobvisit.engines.matching.outcomes import (
    LARGEST_WEIGHT,
    Log,
    LogError,
    Outcome,
    Shown,
    asked_by_position,
    overrides,
    weights,
)


@pytest.fixture(scope="module")
def learnt():
    return fit(drawn(truth(COMMUTE=1.9, CAREER=0.4), 12_000), PRIOR, version="v2")


def test_what_matters_more_than_the_prior_said_is_stretched_and_what_matters_less_is_shrunk(learnt):
    assert learnt.factors[Term.COMMUTE] == pytest.approx(1.9, abs=0.3)
    assert learnt.factors[Term.CAREER] == pytest.approx(0.4, abs=0.2)
    assert learnt.factors[Term.PAY] == pytest.approx(1.0, abs=0.25)
    assert (learnt.answers, learnt.decisions, learnt.parent) > (2_000, 500, "")


def test_the_new_parameters_are_valid_and_every_curve_is_the_old_one_stretched(learnt):
    old, new = PRIOR.params, learnt.params
    assert new.commute[-1][1] == max(-4000, round(old.commute[-1][1] * learnt.factors[Term.COMMUTE]))
    assert [x for x, _ in new.commute] == [x for x, _ in old.commute]
    assert Params.from_json(new.to_json()) == new


def test_without_outcomes_the_prior_stays_to_the_last_digit():
    log = drawn(truth(), 200)
    silent = replace(log, outcome=np.full(200, int(Outcome.SHOWN)))
    kept = fit(silent, PRIOR, version="v2")
    assert replace(kept.params, version=PRIOR.params.version) == PRIOR.params
    assert (kept.factors, kept.shifts, kept.offices) == (PRIOR.factors, (0.0, 0.0), ())


def test_few_outcomes_hardly_move_what_many_would_move_far(learnt):
    few = fit(drawn(truth(COMMUTE=1.9, CAREER=0.4), 60), PRIOR, version="v2")
    assert abs(few.factors[Term.COMMUTE] - 1) < abs(learnt.factors[Term.COMMUTE] - 1) / 2


def test_a_term_that_seems_to_help_the_wrong_way_is_held_above_nought():
    upside_down = fit(drawn(truth(FRESHNESS=-1.5), 6_000), PRIOR, version="v2")
    assert upside_down.factors[Term.FRESHNESS] >= FACTOR_LOW


def test_an_office_of_its_own_kind_is_told_apart_and_ranks_nobody_otherwise():
    found = fit(drawn(truth(), 12_000, offices=3, office_shift=-0.5), PRIOR, version="v2")
    shifts = {office: accept for office, accept, _ in found.offices}
    assert shifts[2] < min(shifts[0], shifts[1]) - 0.2
    assert found.factors[Term.COMMUTE] == pytest.approx(1.0, abs=0.25)


def test_lists_of_several_versions_are_learnt_from_together():
    """Points shown under a learnt model are brought back to the prior's before they are used."""
    second = truth(COMMUTE=2.0)
    log = drawn(truth(), 6_000, shown_by=replace(second, version="second"))
    found = fit(log, PRIOR, version="v3", models=[replace(second, version="second")])
    assert found.factors[Term.COMMUTE] == pytest.approx(1.0, abs=0.3)
    with pytest.raises(LogError, match="second"):
        fit(log, PRIOR, version="v3")


def test_a_model_survives_json(learnt):
    assert Model.from_json(learnt.to_json()) == learnt
    assert first_model().version == Params().version


ROW = Shown(order=1, resident=2, position=1, terms=(0,) * 16, version="prior")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"position": 0}, r"position\[0\]: 0"),
        ({"propensity": 0.0}, r"propensity\[0\]"),
        ({"propensity": 1.5}, r"propensity\[0\]"),
        ({"outcome": 99}, r"outcome\[0\]: 99"),
        ({"terms": (1,) * 16}, r"terms\[0\]"),
        ({"terms": (0,) * 3}, "16 points a row"),
    ],
)
def test_a_record_that_cannot_be_is_refused_by_name_and_value(change, named):
    with pytest.raises(LogError, match=named):
        Log.of([replace(ROW, **change)])


def test_the_chance_of_being_asked_never_rises_down_the_list_and_few_rows_lean_on_the_prior():
    rates = asked_by_position(drawn(truth(), 3_000))
    assert (np.diff(rates) <= 1e-12).all()
    assert rates[3] == pytest.approx(0.5, abs=0.06)
    assert asked_by_position(Log.of([ROW]))[0] == pytest.approx(20 / 21)


def test_the_foot_of_a_list_counts_more_but_never_without_bound_and_a_hand_moved_line_counts_once():
    log = drawn(truth(), 3_000)
    found = weights(log)
    assert found[log.position == 9].mean() > found[log.position == 1].mean()
    moved = replace(log, propensity=np.where(log.position == 9, np.nan, 1e-6))
    assert weights(moved).max() / weights(moved).min() == pytest.approx(LARGEST_WEIGHT)
    assert found[log.asked].sum() <= log.asked.sum()


def test_the_reasons_for_overruling_the_list_are_counted():
    rows = [replace(ROW, resident=i, override=code) for i, code in enumerate(["", "knows_firm", "ill", "knows_firm"])]
    assert overrides(Log.of(rows)) == {"knows_firm": 2, "ill": 1}
