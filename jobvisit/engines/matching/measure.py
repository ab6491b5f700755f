"""The bench door: the engine measured on a generated market of any size, and compared with the plain engine."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import numpy as np

from jobvisit.engines.matching import generate, kernels
from jobvisit.engines.matching.columns import Orders, People
from jobvisit.engines.matching.filters import DIVISION
from jobvisit.engines.matching.index import Index
from jobvisit.engines.matching.rank import rank_row
from jobvisit.engines.matching.results import Ranking
from jobvisit.engines.matching.types import Order
from jobvisit.engines.matching.whatif import Variant, What, what_if

CALLS: Final = 300
"""At least so many lists are timed, going round the orders."""
MOST_CALLS: Final = 2_000
VARIANTS: Final = 100
CHECK_SECONDS: Final = 20.0
"""So long the plain engine may go on checking."""


@dataclass(frozen=True)
class Times:
    """Milliseconds by the clock, and of this thread's processor time; None where nothing was timed. On a machine that
    others use, the two part: the clock also counts waiting for them."""

    p50: float | None = None
    p95: float | None = None
    cpu_p50: float | None = None
    cpu_p95: float | None = None
    calls: int = 0


def timed(ask: Callable[[int], object], calls: int) -> Times:
    """Times of ``ask(0)``, ``ask(1)``, …"""
    wall, cpu = [], []
    for i in range(calls):
        begun, spent = time.perf_counter(), time.thread_time()
        ask(i)
        wall.append((time.perf_counter() - begun) * 1e3)
        cpu.append((time.thread_time() - spent) * 1e3)
    if not wall:
        return Times()
    p50, p95, cpu_p50, cpu_p95 = (round(float(np.percentile(taken, at)), 4) for taken in (wall, cpu) for at in (50, 95))
    return Times(p50, p95, cpu_p50, cpu_p95, calls)


def rss_mib() -> float:
    """The most memory this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 if sys.platform != "darwin" else 1024**2), 1)


def bench(people: int, orders: int, seed: int, seconds: float = CHECK_SECONDS) -> dict[str, Any]:
    """Build the market, time lists and what-ifs, and compare lists with the plain engine for so many ``seconds``."""
    residents = generate.people(people, seed)
    asked = generate.orders(orders, seed)
    kernels.warm_up()
    begun = time.perf_counter()
    index = Index.build(residents)
    built = time.perf_counter() - begun
    rows = [asked.take(slice(j, j + 1)) for j in range(min(orders, 10_000))]
    calls = max(CALLS, min(len(rows), MOST_CALLS)) if rows else 0
    lists = timed(lambda i: rank_row(index, rows[i % len(rows)], 20, counting=False), calls)
    counted = timed(lambda i: rank_row(index, rows[i % len(rows)], 20), calls)
    changed = [variants(order(row), VARIANTS) for row in rows[:10]]
    turns = timed(
        lambda i: what_if(index, changed[i % len(changed)][0].order, changed[i % len(changed)]), 3 * len(changed)
    )
    equal, checked = compare(index, residents, rows, seconds)
    return {
        "people": people,
        "orders": orders,
        "seed": seed,
        "engine": "compiled" if kernels.ready() else "plain",
        "build_s": round(built, 3),
        "rank_ms": asdict(lists),
        "rank_and_count_ms": asdict(counted),
        "what_if_ms": turns.p50,
        "what_if": {"variants": VARIANTS, **asdict(turns)},
        "oracle_equal": equal,
        "oracle_checked": checked,
        "rss_mib": rss_mib(),
        "load": [round(load, 2) for load in os.getloadavg()],
    }


def compare(index: Index, residents: People, rows: list[Orders], seconds: float) -> tuple[bool, int]:
    """Whether every list checked is the plain engine's, in people, order, scores, terms and counts, and without counts
    too; and how many were."""
    until, checked = time.perf_counter() + seconds, 0
    for row in rows:
        plain = plain_list(index, residents, row)
        uncounted = rank_row(index, row, 20, counting=False)
        if not (plain.same_as(rank_row(index, row, 20)) and uncounted.same_as(replace(plain, counts=None))):
            return False, checked
        checked += 1
        if time.perf_counter() > until:
            break
    return True, checked


def plain_list(index: Index, residents: People, row: Orders, k: int = 20) -> Ranking:
    """The plain engine's list. Of a large market only those who can pass the first requirement are looked at closely;
    the others fail on occupation and are counted as such."""
    code = int(row.occupation[0])
    if code < 0 or len(residents) < 20_000:
        return rank_row(Index.build(residents, index.params), row, k, engine="plain")
    wishes = residents.wishes
    near = ((wishes >= 0) & (wishes // DIVISION == code // DIVISION)).any(1) | (wishes < 0).all(1)
    found = rank_row(Index.build(residents.take(near), index.params), row, k, engine="plain")
    assert found.counts is not None
    elsewhere = int((~near).sum())
    first, *rest = found.counts.excluded
    counts = replace(found.counts, total=found.counts.total + elsewhere, excluded=(first + elsewhere, *rest))
    return replace(found, counts=counts)


def order(row: Orders) -> Order:
    """A one-row table as an order (its words cannot be had back; they do not count people in or out)."""
    fields: dict[str, Any] = {}
    for name, column in row.columns().items():
        if name.startswith("licences"):
            fields[name] = frozenset(
                64 * w + b for w, word in enumerate(column[0].tolist()) for b in range(64) if word >> b & 1
            )
        elif name not in ("ids", "words"):
            fields[name] = column[0].item()
    return Order(id=int(row.ids[0]), **fields)


def variants(order: Order, n: int) -> list[Variant]:
    """``n`` variants of one order: pay raised in steps of 50 won, together with every third an hour's later start."""
    made = []
    for step in range(1, n + 1):
        changes: dict[str, Any] = {"wage_min": order.wage_min + 50 * step, "wage_max": order.wage_max + 50 * step}
        if step % 3 == 0 and order.start >= 0:
            changes["start"] = order.start + 60
        made.append(Variant(What.PAY, 50 * step, replace(order, **changes)))
    return made
