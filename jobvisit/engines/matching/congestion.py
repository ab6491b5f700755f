"""Referrals that do not crowd: rounds of assignment, prices for the instant list, the price of priority.

**Model.** A referral of resident i to order j succeeds alone with probability p[i, j]. When L[j] successes are to be
expected from the referrals that are out already, the chance that one of the order's c[j] seats is still free is taken
as P(Poisson(L[j]) < c[j]); the chance that a resident is still looking is the product of (1 - p × open) over their
referrals. A further referral is therefore worth ``p * open[j] * looking[i]``, which falls as lists grow: *that* value,
less what a referral costs everyone's time, is assigned round by round. Successes are taken as independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.assign import GAP, assign
from jobvisit.engines.matching.assignment import AssignError, Edges, Priority
from jobvisit.engines.matching.edges import F64, I32, I64

WEIGHTS = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0)
"""The curve of ``price_of_priority``."""


def priced(value: F64, order: npt.NDArray[np.integer], price: F64) -> F64:
    """What ranks an instant list between rounds: the value less the price of the order it would crowd."""
    return np.asarray(value - price[order], np.float64)


def open_chance(load: F64, seats: I64) -> F64:
    """P(Poisson(load) < seats): a seat is still free when ``load`` successes are expected already."""
    term = np.exp(-load)
    chance = np.zeros_like(load)
    for k in range(int(seats.max(initial=0))):
        chance += np.where(k < seats, term, 0.0)
        term = term * load / (k + 1)
    return chance


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The referrals of all rounds, in the order they were made."""

    resident: I32
    order: I32
    value: F64
    """p of each referral, as given."""
    round: I32
    """In which round, from 1."""
    price: F64
    """Of every order after the last round, in expected placements a referral."""
    load: F64
    """Successes expected at every order from its referrals if seats were endless."""
    open: F64
    """The chance of every order that a seat is still free."""
    looking: F64
    """The chance of every resident of still looking afterwards."""
    gap: float
    """The largest proven gap of a round."""

    def __len__(self) -> int:
        return len(self.resident)

    @property
    def referrals(self) -> Edges:
        return Edges(self.resident, self.order, self.value)


def refer(
    edges: Edges,
    seats: npt.NDArray[np.integer],
    *,
    rounds: int = 5,
    per_seat: int = 3,
    cost: float = 0.01,
    residents: int | None = None,
    load: F64 | None = None,
    gap: float = 1e-3,
) -> Plan:
    """Up to ``rounds`` referrals for each resident, at most ``rounds * per_seat`` for each seat.

    ``cost``: expected placements below which one more referral is not worth the time of resident, employer and
    counsellor. ``load``: successes already expected at each order from referrals that are out. Raises ``AssignError``.
    """
    if rounds < 1 or per_seat < 1 or cost < 0:
        raise AssignError(f"rounds {rounds}, per_seat {per_seat}, cost {cost}: at least 1, 1 and 0 are needed")
    n = int(np.max(edges.resident, initial=-1)) + 1 if residents is None else residents
    capacity = np.asarray(seats, np.int64)
    expected = np.zeros(len(capacity)) if load is None else np.array(load, np.float64)
    by = np.lexsort((edges.order, edges.resident))
    resident, order = edges.resident[by].astype(np.int32), edges.order[by].astype(np.int32)
    p = np.asarray(edges.value, np.float64)[by]
    made, looking, price, worst = np.zeros(len(p), np.int32), np.ones(n), np.zeros(len(capacity)), 0.0
    for number in range(1, rounds + 1):
        is_open = open_chance(expected, capacity)
        worth = np.where(made > 0, 0.0, np.maximum(0.0, p * is_open[order] * looking[resident] - cost))
        proposal = assign(Edges(resident, order, worth), capacity * per_seat, residents=n, gap=gap)
        key = resident.astype(np.int64) * len(capacity) + order
        new = np.searchsorted(key, proposal.resident.astype(np.int64) * len(capacity) + proposal.order)
        made[new], price, worst = number, proposal.price, max(worst, proposal.gap)
        i, j = resident[new], order[new]
        expected += np.bincount(j, p[new] * looking[i], len(capacity))
        looking[i] *= 1.0 - p[new] * is_open[j]
    done = np.flatnonzero(made)
    done = done[np.argsort(made[done], kind="stable")]
    return Plan(
        resident[done],
        order[done],
        p[done],
        made[done],
        price,
        expected,
        open_chance(expected, capacity),
        looking,
        worst,
    )


@dataclass(frozen=True, slots=True)
class PricePoint:
    """One point of the curve shown to the manager before a weight is chosen."""

    weight: float
    total: float
    """Expected placements of everyone."""
    priority: float
    """Of those, the residents with priority."""
    referrals: int
    """Referrals to them."""
    change: float
    """``total`` against weight 0, as a share."""
    gap: float


def price_of_priority(
    edges: Edges,
    capacities: npt.ArrayLike,
    residents: npt.NDArray[np.integer],
    measure: str,
    *,
    weights: Sequence[float] = WEIGHTS,
    quotas: npt.ArrayLike = 1,
    gap: float = GAP,
) -> tuple[PricePoint, ...]:
    """What each weight for these residents would give them and cost all, under the named lawful measure."""
    favoured = np.unique(residents)
    known = int(max(np.max(edges.resident, initial=-1), np.max(favoured, initial=-1))) + 1
    places = np.full(known, quotas) if np.ndim(quotas) == 0 else quotas
    points: list[PricePoint] = []
    base = None
    for weight in (0.0, *weights):
        chosen = (Priority(measure, favoured, weight),)
        proposal = assign(edges, capacities, quotas=places, priorities=chosen, gap=gap)
        theirs = np.isin(proposal.resident, favoured)
        base = proposal.total if base is None else base
        change = proposal.total / base - 1 if base else 0.0
        sums = (proposal.total, float(proposal.value[theirs].sum()), int(theirs.sum()))
        points.append(PricePoint(weight, *sums, change, proposal.gap))
    return tuple(points[1:])
