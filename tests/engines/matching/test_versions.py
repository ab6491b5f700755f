"""A version goes live only when it is better and means what it says, by a person's hand, and can be taken back."""

from dataclasses import replace

import numpy as np
import pytest
from outcome_logs import PRIOR, drawn, truth

from jobvisit.engines.matching.judging import Fault, compare
from jobvisit.engines.matching.learning import fit
from jobvisit.engines.matching.versions import History, VersionError

WORLD = truth(COMMUTE=2.2, PAY=1.8, CAREER=0.3)
WHO = {"by": "manager-1", "at": "2026-11-24T09:00:00+09:00"}


@pytest.fixture(scope="module")
def candidate():
    return replace(fit(drawn(WORLD, 12_000), PRIOR, version="v2"), parent=PRIOR.version)


@pytest.fixture(scope="module")
def holdout():
    return drawn(WORLD, 12_000, seed=9)


def test_a_version_that_explains_unseen_outcomes_better_may_go_live(candidate, holdout):
    found = compare(PRIOR, candidate, holdout, PRIOR)
    assert found.may_go_live, found.faults
    assert found.accept.new_loss < found.accept.old_loss
    assert found.accept.change.high < 0
    assert found.accept.new_order > found.accept.old_order


def test_the_same_numbers_under_a_new_name_are_no_better(holdout):
    found = compare(PRIOR, replace(PRIOR, version="same", parent=PRIOR.version), holdout, PRIOR)
    assert Fault.NOT_BETTER in found.faults


def test_a_better_order_with_boastful_chances_may_not_go_live(candidate, holdout):
    boastful = replace(candidate, shifts=(candidate.shifts[0] + 0.3, candidate.shifts[1] + 0.3))
    found = compare(PRIOR, boastful, holdout, PRIOR)
    assert Fault.OVERALL in found.faults
    assert not found.may_go_live


def test_a_group_that_is_told_wrong_chances_is_seen(candidate, holdout):
    """Rows where it happened, marked as a group of their own: nothing could be further from what was expected."""
    groups = np.where(holdout.accepted, "협약 A", "그 밖")
    assert Fault.GROUP in compare(PRIOR, candidate, holdout, PRIOR, groups=groups).faults


def test_too_few_outcomes_say_nothing(candidate):
    assert compare(PRIOR, candidate, drawn(WORLD, 60), PRIOR).faults == (Fault.TOO_FEW,)


def test_one_side_better_does_not_excuse_the_other_worse(candidate, holdout):
    worse = replace(candidate, shifts=(candidate.shifts[0], candidate.shifts[1] - 1.5))
    assert Fault.WORSE in compare(PRIOR, worse, holdout, PRIOR).faults


def test_going_live_and_back_is_a_history_that_only_grows(candidate, holdout):
    start = History((PRIOR,)).add(candidate)
    live = start.go_live(compare(PRIOR, candidate, holdout, PRIOR), **WHO, reason="분기 검토")
    back = live.roll_back(**WHO, reason="현장 불만")
    assert [h.live.version for h in (start, live, back)] == [PRIOR.version, "v2", PRIOR.version]
    assert [(s.version, s.back) for s in back.steps] == [("v2", False), (PRIOR.version, True)]
    assert History.from_json(back.to_json()) == back


def test_nothing_goes_live_without_its_proof_its_place_and_a_person(candidate, holdout):
    good = compare(PRIOR, candidate, holdout, PRIOR)
    history = History((PRIOR,)).add(candidate)
    for wrong, why in (
        (lambda: history.go_live(compare(PRIOR, candidate, drawn(WORLD, 60), PRIOR), **WHO), "may not go live"),
        (lambda: history.go_live(good, by=" ", at="now"), "who"),
        (lambda: history.go_live(good, **WHO).go_live(good, **WHO), "is live"),
        (lambda: History((PRIOR,)).go_live(good, **WHO), "not in the history"),
        (lambda: history.add(candidate), "never changed"),
        (lambda: history.add(replace(candidate, version="v3", parent=None)), "no parent"),
        (lambda: history.roll_back(**WHO, reason="x"), "no earlier live version"),
        (lambda: history.go_live(good, **WHO).roll_back(**WHO, reason=" "), "needs a reason"),
    ):
        with pytest.raises(VersionError, match=why):
            wrong()
