"""Lists for both sides: the published figures are met to the digit, ours are better, and nobody is more envious."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobvisit.engines.matching.reciprocal import (
    Lists,
    envy,
    expected_matches,
    exposure,
    log_mass,
    naive,
    product,
    published_market,
    reciprocal,
    transferable,
)


@pytest.fixture(scope="module")
def small():
    return published_market(30, 20, 0)


@pytest.mark.parametrize(("policy", "published"), [(naive, 6.10), (product, 13.21), (transferable, 15.45)])
def test_the_published_market_gives_the_published_matches(small, policy, published):
    p, q = small
    assert expected_matches(p * q, policy(p, q)) == pytest.approx(published, abs=0.005)


def test_ours_beats_the_published_best_and_envies_no_more_than_tu(small):
    found = reciprocal(*small, tries=300)
    assert found.matches > 16.51
    assert found.envy.no_worse_than(found.reference_envy)
    assert found.matches == pytest.approx(expected_matches(small[0] * small[1], found.lists))
    again = reciprocal(*small, tries=300)
    assert np.array_equal(found.lists.left, again.lists.left)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 1_000))
def test_never_fewer_matches_nor_more_envy_than_tu_in_any_market(n, m, seed):
    p, q = np.random.default_rng(seed).random((2, n, m))
    found = reciprocal(p, q, tries=5)
    assert found.matches >= expected_matches(p * q, transferable(p, q)) - 1e-12
    assert found.envy.no_worse_than(envy(p * q, transferable(p, q)))
    for side in (found.lists.left, found.lists.right.T):
        assert np.allclose(np.sort(1 / side, axis=1), np.arange(1, side.shape[1] + 1))


def test_envy_is_counted_as_it_is_worded():
    """Two on the left, one on the right who lists the second first: the first would gain in the second's place."""
    worth = np.array([[0.5], [0.5]])
    lists = Lists(np.ones((2, 1)), np.array([[0.5], [1.0]]))
    assert envy(worth, lists) == envy(worth, lists).__class__(1, 0, pytest.approx(0.25), 0.0)


def test_every_agent_has_one_unit_of_mass_at_any_temperature(small):
    for beta in (1.0, 0.03, 0.01):
        mass = np.exp(log_mass(*small, beta))
        assert (mass.sum(0) < 1 + 1e-4).all()
        assert (mass.sum(1) < 1 + 1e-4).all()
        assert np.isfinite(mass).all()


def test_ties_go_to_the_lower_index_and_nonsense_is_refused():
    assert exposure(np.zeros((1, 3))).tolist() == [[1.0, 0.5, 1 / 3]]
    with pytest.raises(ValueError, match="left × right"):
        reciprocal(np.zeros((2, 3)), np.zeros((3, 2)))
    with pytest.raises(ValueError, match="beta"):
        log_mass(np.zeros((2, 2)), np.zeros((2, 2)), 0.0)
