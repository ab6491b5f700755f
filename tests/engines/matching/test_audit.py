"""The audit: exposure against eligibility within each order, small groups unnamed, leaks found by flipping."""

import numpy as np
import pytest
from matching_markets import fits, index_of, order

from jobvisit.engines.matching import rank
from jobvisit.engines.matching.audit import Eligible, Lines, exposure_by_group, exposure_of, flip_test


def everyone_eligible(lists, people):
    """``lists``: the residents shown for each order, best first; ``people`` could have been shown for each."""
    pairs = [(j, i) for j in range(len(lists)) for i in range(people)]
    shown = [(j, i, place) for j, one in enumerate(lists) for place, i in enumerate(one, 1)]
    return Lines(*np.array(shown).T), Eligible(*np.array(pairs).T)


def test_exposure_is_what_the_module_says_it_is_to_the_digit():
    lines, eligible = everyone_eligible([[0, 5], [5, 0]], 10)
    a, b = exposure_by_group(lines, eligible, ["a"] * 5 + ["b"] * 5)
    first, second = exposure_of(np.array([1, 2]))
    assert (first, second) == (1.0, pytest.approx(1 / np.log2(3)))
    assert a.had == b.had == pytest.approx(first + second)
    assert a.expected == pytest.approx(first + second)
    assert (a.ratio.value, a.people, a.never_shown) == (pytest.approx(1.0), 5, 4)


def test_a_group_always_at_the_foot_is_called_low_and_the_other_is_not():
    lists = [[0, 1, 2, 3, 4] for _ in range(30)]
    lines, eligible = everyone_eligible(lists, 10)
    top, foot = exposure_by_group(lines, eligible, ["top"] * 5 + ["foot"] * 5)[::-1]
    assert (top.low, foot.low) == (False, True)
    assert foot.ratio.value == 0.0
    assert foot.never_shown == 5


def test_looking_for_other_work_is_not_under_exposure():
    """Each group is eligible for its own order only, and gets all of it."""
    shown = Lines(np.array([0, 1]), np.array([0, 5]), np.array([1, 1]))
    able = Eligible(np.repeat([0, 1], 5), np.arange(10))
    for group in exposure_by_group(shown, able, ["a"] * 5 + ["b"] * 5):
        assert group.ratio.value == pytest.approx(1.0)


def test_groups_of_fewer_than_five_are_named_without_a_figure():
    lines, eligible = everyone_eligible([[0], [1]], 9)
    small = exposure_by_group(lines, eligible, ["few"] * 4 + ["many"] * 5)[0]
    assert (small.too_few, small.ratio) == (True, None)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (Lines(np.array([0]), np.array([0]), np.array([0])), "below 1"),
        (Lines(np.array([0]), np.array([99]), np.array([1])), "no label"),
        (Lines(np.array([1]), np.array([0]), np.array([1])), "without being eligible"),
    ],
)
def test_what_cannot_have_been_shown_is_refused(lines, why):
    with pytest.raises(ValueError, match=why):
        exposure_by_group(lines, Eligible(np.array([0]), np.array([0])), ["a"])


RECORDS = [{"id": i, "wage": 10_000 + 100 * i, "sex": "F"} for i in range(8)]
FLIPS = {"sex": ("F", "M"), "age": (20, 70)}


def listed(records):
    ranking = rank(index_of(*(fits(r["id"], wage=r["wage"]) for r in records)), order())
    return [dict(zip(ranking.ids.tolist(), ranking.scores.tolist(), strict=True)).get(r["id"]) for r in records]


def test_the_engine_answers_the_same_whatever_protected_attribute_is_flipped():
    found = flip_test(listed, RECORDS, FLIPS)
    assert [(f.attribute, f.value, f.compared, f.changed) for f in found] == [
        ("sex", "F", 8, 0), ("sex", "M", 8, 0), ("age", 20, 8, 0), ("age", 70, 8, 0),
    ]  # fmt: skip


def test_a_scorer_that_peeks_is_found_out():
    found = flip_test(lambda records: [r["wage"] - 50 * (r["sex"] == "M") for r in records], RECORDS, FLIPS)
    assert {(f.attribute, f.value): f.changed for f in found}[("sex", "M")] == 8
    with pytest.raises(ValueError, match="7 answers for 8"):
        flip_test(lambda records: [0] * 7, RECORDS, FLIPS)
