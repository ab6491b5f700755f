"""The record of everyone who applied earlier than somebody listed and stands lower or not at all (칙 §5④).

The engine names the requirement that failed or the term that lost. Two more reasons come from outside a pair's fit and
are named here: the price of a round in force, and the group of a lawful measure.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jobvisit.engines import matching
from jobvisit.engines.matching.results import LOWER_SCORE
from jobvisit.office.matches import record
from jobvisit.office.matches.store import People


class Favoured(NamedTuple):
    """Who counts more under a measure, and by how much."""

    members: frozenset[int]
    weight: float


def passed_over(
    people: People, asked: matching.Order, ranking: matching.Ranking, favoured: Favoured | None
) -> matching.PassedOver:
    """One row each, with the reason that truly decided."""
    passed = matching.passed_over(people.index, asked, ranking)
    if people.prices is None and favoured is None:
        return passed
    score_of = dict(zip(ranking.ids.tolist(), ranking.scores.tolist(), strict=True))
    ahead = np.array([score_of[one] for one in passed.ahead.tolist()], np.int64)
    not_worse = (passed.reason >= LOWER_SCORE) & (passed.score >= ahead)
    reason, value = passed.reason.copy(), passed.value.copy()
    if people.prices is not None:
        reason[not_worse] = record.PRICED
        value[not_worse] = people.prices.of(passed.ids)[not_worse]
    if favoured is not None:
        gave_way = not_worse & np.isin(passed.ahead, sorted(favoured.members))
        gave_way &= ~np.isin(passed.ids, sorted(favoured.members))
        reason[gave_way] = record.FAVOURED
        value[gave_way] = round(100 * favoured.weight)
    return replace(passed, reason=reason, value=value)


def part(ranking: matching.Ranking, chosen: npt.NDArray[np.integer]) -> matching.Ranking:
    """These lines of a ranking, in this order; its counts stay those of everyone."""
    columns = {name: getattr(ranking, name)[chosen] for name in ("ids", "scores", "values", "terms", "unknown")}
    return replace(ranking, **columns)
