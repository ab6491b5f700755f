"""Ranking, both ways: residents for an order, orders for a resident. One score, one law of ties.

Order of the list: higher value, then earlier application (칙 §5④: order of application unless there is a special
reason), then lower id. Nothing else can move anyone, so the order in which rows came in never matters.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal, NamedTuple

import numpy as np

from jobvisit.engines.matching import kernels
from jobvisit.engines.matching.asks import ELIGIBLE, EXCLUDED, TO_CONFIRM, asks
from jobvisit.engines.matching.columns import I32, I64, Orders, People
from jobvisit.engines.matching.filters import U16, check_all, first_failed, not_stated
from jobvisit.engines.matching.index import Index, OrdersIndex, Part, reachable
from jobvisit.engines.matching.params import Params
from jobvisit.engines.matching.prices import Prices
from jobvisit.engines.matching.results import Counts, Ranking
from jobvisit.engines.matching.scores import Curves, ppm, terms
from jobvisit.engines.matching.segment import LAST_APPLICATION
from jobvisit.engines.matching.types import N_REQUIREMENTS, Order, Person, Requirement

Engine = Literal["auto", "compiled", "plain"]
"""The compiled engine where it is ready, or one of the two; they give the same answer."""


def rank(
    index: Index,
    order: Order,
    k: int = 20,
    prices: Prices | None = None,
    engine: Engine = "auto",
    *,
    counting: bool = True,
) -> Ranking:
    """The best ``k`` residents for ``order`` with the reasons, and how many are out by which requirement.

    ``prices``: what residents are expected to get elsewhere (from ``assign``), so that a list avoids those well served.
    Without ``counting`` the list is the same and its ``counts`` are None, in less time.
    """
    return rank_row(index, Orders.of([order]), k, prices, engine, counting=counting)


def rank_row(
    index: Index,
    order: Orders,
    k: int,
    prices: Prices | None = None,
    engine: Engine = "auto",
    *,
    counting: bool = True,
) -> Ranking:
    """``rank`` for a table of one order."""
    if engine == "compiled" or (engine == "auto" and kernels.ready()):
        return _compiled(index, order, max(k, 0), prices, counting)
    people = index.rows()
    cost = None if prices is None else prices.of(people.ids)
    applied = np.where(people.applied_on < 0, LAST_APPLICATION, people.applied_on)
    asked = _Question(people, order, index.params, index.curves)
    found = asked.best(people.ids, applied, k, cost, silent=int(not_stated(order)[0]), elsewhere=0)
    return found if counting else replace(found, counts=None)


def rank_orders(index: OrdersIndex, person: Person, k: int = 20, prices: Prices | None = None) -> Ranking:
    """The best ``k`` orders for ``person``: every pair scores exactly as in ``rank``. Ties: lower order id.

    ``prices``: how contested orders are (from ``assign``).
    """
    return rank_orders_row(index, People.of([person]), k, prices)


def rank_orders_row(index: OrdersIndex, who: People, k: int, prices: Prices | None = None) -> Ranking:
    """``rank_orders`` for a table of one resident."""
    everything = index.rows()
    orders = reachable(everything, who)
    cost = None if prices is None else prices.of(orders.ids)
    asked = _Question(who, orders, index.params, index.curves)
    elsewhere = len(everything) - len(orders)
    return asked.best(orders.ids, np.zeros(len(orders), np.int64), k, cost, silent=0, elsewhere=elsewhere)


class _Question:
    """The plain engine: everything about every pair, in NumPy."""

    def __init__(self, people: People, orders: Orders, params: Params, curves: Curves) -> None:
        checks = check_all(people, orders, params)
        self.failed, self.unknown = checks.failed, checks.unknown
        self.terms = terms(people, orders, checks, curves)
        self.scores: I32 = self.terms.sum(1, dtype=np.int32)
        self.version = params.version

    def best(self, ids: I64, applied: I64, k: int, prices: I32 | None, *, silent: int, elsewhere: int) -> Ranking:
        """The best ``k``; ``elsewhere`` more failed on occupation without being looked at."""
        values = ppm(self.scores) if prices is None else ppm(self.scores) - prices
        leading = self.scores if prices is None else values
        fit = np.flatnonzero(self.failed == 0)
        top = fit[np.lexsort((ids[fit], applied[fit], -leading[fit]))][: max(k, 0)]
        counts = count(self.failed, self.unknown, elsewhere)
        found = (ids[top], self.scores[top], values[top], self.terms[top], self.unknown[top])
        return Ranking(*found, counts, silent, self.version)


def count(failed: U16, unknown: U16, elsewhere: int = 0) -> Counts:
    """Everyone counted once: clear, to confirm, or out by the first requirement that failed."""
    out = np.bincount(first_failed(failed) + 1, minlength=N_REQUIREMENTS + 1)
    out[1 + Requirement.OCCUPATION] += elsewhere
    to_confirm = int(((failed == 0) & (unknown > 0)).sum())
    return Counts(int(out.sum()), int(out[0]), to_confirm, tuple(out[1:].tolist()))


def _compiled(index: Index, order: Orders, k: int, prices: Prices | None, counting: bool) -> Ranking:
    """The compiled engine: the best of each part, and then of all."""
    facts, bits = asks(order)
    how: dict[str, Any] = {"k": k, "prices": prices, "counting": counting}
    answers = [(part, kernels.find(index, part, facts, bits, **how)) for part in index.parts]
    best = _joined(answers)
    values = ppm(best.scores) if prices is None else ppm(best.scores) - prices.of(best.ids)
    if len(answers) > 1:
        leading = best.scores if prices is None else values
        top = np.lexsort((best.ids, best.applied, -leading))[:k]
        best, values = best.take(top), values[top]
    counts = read_counts(sum(answer.tallies[0] for _, answer in answers)) if counting else None
    silent = int(not_stated(order)[0])
    found = (best.ids, best.scores, values, best.terms, best.unknown)
    return Ranking(*found, counts, silent, index.params.version)


class _Best(NamedTuple):
    ids: I64
    applied: I64
    scores: I32
    unknown: U16
    terms: I32

    def take(self, rows: I64) -> _Best:
        return _Best(self.ids[rows], self.applied[rows], self.scores[rows], self.unknown[rows], self.terms[rows])


def _joined(answers: list[tuple[Part, kernels.Found]]) -> _Best:
    """The best of every part, one after the other."""
    parts = []
    for part, answer in answers:
        n = int((answer.rows[0] >= 0).sum())
        rows, people = answer.rows[0, :n], part.segment.people
        applied = np.where(people.applied_on[rows] < 0, LAST_APPLICATION, people.applied_on[rows])
        unknown = answer.unknown[0, :n].astype(np.uint16)
        parts.append(_Best(people.ids[rows], applied, answer.scores[0, :n], unknown, answer.terms[0, :n]))
    return _Best(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def read_counts(tally: I64) -> Counts:
    """A kernel's tally as counts."""
    eligible, excluded = int(tally[ELIGIBLE]), tuple(tally[EXCLUDED:].tolist())
    return Counts(eligible + sum(excluded), eligible, int(tally[TO_CONFIRM]), excluded)
