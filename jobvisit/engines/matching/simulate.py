"""A seeded market of referrals and a Monte-Carlo of what becomes of them. A model, stated in full; not the world.

**Market.** ``orders`` job orders and ``residents`` stand uniformly on a square with 14 orders to the km². Each has
one of 12 occupations, the k-th with weight k**-0.7. A resident looks at orders of their occupation within reach
(log-normal, median 3 km, held between 1 and 8); of those the ``most_edges`` best stay. With d km between them, an
appeal A ~ N(0, .6) of the order, employability H ~ N(0, .6) of the resident and fit F (the inner product of four
N(0, 1) demands and four N(0, .5) skills), the chance that a lone referral ends in a hire is ::

    p = logistic(0.8 - 0.35 d + A)  *  0.6 * logistic(-0.3 + 0.5 F + H)        accepts × is hired

Seats of an order are geometric, mean 1 / ``seat_chance``. Appeal and employability are shared by all who see them: that
is what makes everyone's own best list crowd onto the same orders.

**Hires.** Referrals are looked at in random order. One succeeds with its p, independently, if the resident is still
looking and a seat is still free; a hire takes both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from jobvisit.engines.matching.assignment import Edges
from jobvisit.engines.matching.edges import F64, I32, I64
from jobvisit.engines.matching.jit import jit

DENSITY: Final = 14.0
OCCUPATIONS: Final = 12
CELL: Final = 1.0
"""Kilometres of a cell of the look-up grid."""


class _Side(NamedTuple):
    """Residents or orders: place in km, occupation, the shared appeal or employability, skills or demands."""

    x: F64
    y: F64
    occupation: I64
    pull: F64
    traits: F64


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """``residents`` counts those without an edge too."""

    edges: Edges
    seats: I64
    residents: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Mean hires over the runs, the standard error of that mean, and the share of seats filled."""

    mean: float
    error: float
    filled: float


@jit
def _chance(people: _Side, jobs: _Side, i: int, j: int, km: float) -> float:
    """p of the model above."""
    fit = 0.0
    for t in range(people.traits.shape[1]):
        fit += people.traits[i, t] * jobs.traits[j, t]
    accept = 1.0 / (1.0 + np.exp(-(0.8 - 0.35 * km + jobs.pull[j])))
    hire = 0.6 / (1.0 + np.exp(-(-0.3 + 0.5 * fit + people.pull[i])))
    return float(accept * hire)


@jit
def _look(people: _Side, jobs: _Side, reach: F64, side: int, start: I64, inside: I64, order: I32, value: F64) -> I64:
    """Each resident's best orders into ``order``/``value`` (residents × most_edges); how many each has."""
    most = order.shape[1]
    found = np.zeros(len(reach), np.int64)
    for i in range(len(reach)):
        wide = int(reach[i] / CELL) + 1
        cx, cy = int(people.x[i] / CELL), int(people.y[i] / CELL)
        for a in range(max(0, cx - wide), min(side, cx + wide + 1)):
            row = (people.occupation[i] * side + a) * side
            for k in range(start[row + max(0, cy - wide)], start[row + min(side - 1, cy + wide) + 1]):
                j = inside[k]
                km = np.hypot(people.x[i] - jobs.x[j], people.y[i] - jobs.y[j])
                if km > reach[i]:
                    continue
                p = _chance(people, jobs, i, j, km)
                at = found[i]
                if at < most:
                    found[i] += 1
                else:
                    at = np.argmin(value[i])
                if p > value[i, at]:
                    order[i, at], value[i, at] = j, p
    return found


def market(residents: int, orders: int, seed: int = 0, *, most_edges: int = 50, seat_chance: float = 0.55) -> Market:
    """The market of the model above; the same for the same arguments, everywhere."""
    r = np.random.default_rng([seed, residents, orders])
    size = np.sqrt(orders / DENSITY)
    weights = 1.0 / np.arange(1, OCCUPATIONS + 1) ** 0.7

    def draw(n: int, spread: float) -> _Side:
        x, y = r.random(n) * size, r.random(n) * size
        occupation = r.choice(OCCUPATIONS, n, p=weights / weights.sum())
        return _Side(x, y, occupation, r.normal(0, 0.6, n), r.normal(0, spread, (n, 4)))

    jobs, people = draw(orders, 1.0), draw(residents, 0.5)
    reach = np.clip(r.lognormal(np.log(3.0), 0.4, residents), 1.0, 8.0)
    seats = r.geometric(seat_chance, orders).astype(np.int64)
    side = int(size / CELL) + 1
    cell = (jobs.occupation * side + (jobs.x / CELL).astype(np.int64)) * side + (jobs.y / CELL).astype(np.int64)
    inside = np.argsort(cell, kind="stable")
    start = np.searchsorted(cell[inside], np.arange(OCCUPATIONS * side * side + 1))
    order, value = np.zeros((residents, most_edges), np.int32), np.zeros((residents, most_edges))
    found = _look(people, jobs, reach, side, start, inside, order, value)
    there = np.arange(most_edges) < found[:, None]
    return Market(Edges(np.nonzero(there)[0].astype(np.int32), order[there], value[there]), seats, residents)


def top(edges: Edges, k: int) -> Edges:
    """Everyone's ``k`` best edges: the list that ignores what others are offered."""
    by = np.lexsort((edges.order, -edges.value, edges.resident))
    resident = np.asarray(edges.resident)[by]
    place = np.arange(len(by)) - np.searchsorted(resident, resident)
    chosen = by[place < k]
    return Edges(edges.resident[chosen], edges.order[chosen], edges.value[chosen])


@jit
def _play(resident: I32, order: I32, value: F64, turn: I64, luck: F64, free: I64, looking: I64) -> int:
    """One run: hires made; ``free`` seats and ``looking`` residents are used up."""
    hires = 0
    for e in turn:
        i, j = resident[e], order[e]
        if luck[e] < value[e] and looking[i] > 0 and free[j] > 0:
            looking[i] -= 1
            free[j] -= 1
            hires += 1
    return hires


def placements(referrals: Edges, seats: I64, *, runs: int = 100, seed: int = 1) -> Placed:
    """Hires from these referrals in ``runs`` independent plays."""
    r = np.random.default_rng(seed)
    resident, order = (np.ascontiguousarray(c, np.int32) for c in (referrals.resident, referrals.order))
    value = np.ascontiguousarray(referrals.value, np.float64)
    hires = np.zeros(runs)
    for run in range(runs):
        looking = np.ones(int(resident.max(initial=0)) + 1, np.int64)
        turn, luck = r.permutation(len(value)), r.random(len(value))
        hires[run] = _play(resident, order, value, turn, luck, seats.copy(), looking)
    error = float(hires.std(ddof=1) / np.sqrt(runs)) if runs > 1 else float("nan")
    return Placed(float(hires.mean()), error, float(hires.mean() / max(1, seats.sum())))
