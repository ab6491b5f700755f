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
from jobvisit.office.matches import record, shelf
from jobvisit.office.matches.store import People


class Favoured(NamedTuple):
    """Who comes before others under a measure or in a window, and the reason by which others give way (`record`)."""

    members: frozenset[int]
    code: int
    value: int


def passed_over(
    people: People, asked: matching.Order, ranking: matching.Ranking, favoured: Favoured | None
) -> matching.PassedOver:
    """One row each, with the reason that truly decided."""
    passed = _named(people.index, asked, ranking)
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
        reason[gave_way] = favoured.code
        value[gave_way] = favoured.value
    return replace(passed, reason=reason, value=value)


def _named(index: matching.Index, asked: matching.Order, ranking: matching.Ranking) -> matching.PassedOver:
    """The engine's record; of a large district only of those who fail no requirement (docs/decisions/0026)."""
    if len(index) < shelf.LARGE:
        return matching.passed_over(index, asked, ranking)
    assert ranking.counts is not None
    fit = matching.rank(index, asked, ranking.counts.eligible)
    applied = _applied(index, fit.ids)
    at = {int(key): place for place, key in enumerate(fit.ids)}
    listed = [at[int(key)] for key in ranking.ids]
    own = np.full(len(fit), len(listed), np.int64)
    own[listed] = np.arange(len(listed))
    ahead = np.full(len(fit), -1, np.int64)
    for place, row in enumerate(listed):
        ahead[(applied < applied[row]) & (own > place)] = place
    rows = np.flatnonzero(ahead >= 0)
    lost = ranking.terms[ahead[rows]] - fit.terms[rows]
    worst = lost.argmax(1)
    return matching.PassedOver(
        ids=fit.ids[rows],
        reason=(LOWER_SCORE + worst).astype(np.uint8),
        value=lost[np.arange(len(rows)), worst].astype(np.int32),
        score=fit.scores[rows],
        ahead=ranking.ids[ahead[rows]],
        rank=np.where(own[rows] < len(listed), own[rows] + 1, 0).astype(np.int32),
        unknown=fit.unknown[rows],
    )


def _applied(index: matching.Index, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Each one's place in the order of application among these; undated after all others, then by id."""
    dated = np.full(len(ids), 2**31, np.int64)
    for one in (part for part in index.parts if len(part.segment)):
        rows = one.segment.rows_of(ids)
        there = (rows >= 0) & ~(one.gone[np.maximum(rows, 0)] if one.gone is not None else np.zeros(len(rows), bool))
        said = one.segment.people.applied_on[rows[there]].astype(np.int64)
        dated[there] = np.where(said < 0, 2**31, said)
    places = np.empty(len(ids), np.int64)
    places[np.lexsort((ids, dated))] = np.arange(len(ids))
    return places


def part(ranking: matching.Ranking, chosen: npt.NDArray[np.integer]) -> matching.Ranking:
    """These lines of a ranking, in this order; its counts stay those of everyone."""
    columns = {name: getattr(ranking, name)[chosen] for name in ("ids", "scores", "values", "terms", "unknown")}
    return replace(ranking, **columns)
