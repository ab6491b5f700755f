"""What goes into a round of referrals and what comes out of it: plain values and arrays, codes, no language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.edges import F64, I32, I64


class AssignError(ValueError):
    """An input breaks its promise; the message says which one, where, and what it was."""


class Left(IntEnum):
    """Why a resident got nothing in this round."""

    NO_PLACE = 0
    """Their own number of referrals is 0."""
    NO_EDGE = 1
    """No order stands in their list: the alarm for people never referred."""
    NO_CHANCE = 2
    """Every order in their list has value 0."""
    NO_SEAT = 3
    """Every order in their list has capacity 0."""
    OUTBID = 4
    """Every order in their list went to others at a price at or above what it is worth for them; the price is given."""


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Who could be referred where, one row each: ``resident``, ``order`` (indices from 0), ``value`` >= 0.

    The value is what a referral is worth, best the expected placements p = P(accepts) × P(hires). The order of the rows
    is irrelevant; a pair may stand once.
    """

    resident: npt.NDArray[np.integer]
    order: npt.NDArray[np.integer]
    value: npt.NDArray[np.floating]

    def __len__(self) -> int:
        return len(self.value)


@dataclass(frozen=True, slots=True, eq=False)
class Priority:
    """Residents who count (1 + ``weight``) times, because ``measure`` (a law or programme, named) says so."""

    measure: str
    residents: npt.ArrayLike
    weight: float
    orders: npt.ArrayLike | None = None
    """Only at these orders; None for all."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """While an agreement's window is open (both days included) its orders count (1 + ``boost``) times for its group."""

    agreement: str
    orders: npt.ArrayLike
    boost: float
    opens: date
    closes: date
    residents: npt.ArrayLike | None = None
    """Only for these residents; None for all."""


@dataclass(frozen=True, slots=True, eq=False)
class Minimum:
    """At least ``at_least`` referrals of these residents to these orders (an order, or a line of an agreement)."""

    name: str
    orders: npt.ArrayLike
    residents: npt.ArrayLike
    at_least: int


@dataclass(frozen=True, slots=True)
class MinimumKept:
    """What became of a ``Minimum``. ``reachable < asked`` where the edges, seats and places do not allow more."""

    name: str
    asked: int
    reachable: int
    reached: int
    subsidy: float
    """What a referral that counts was worth beyond its value, to reach it."""

    @property
    def unreachable(self) -> bool:
        return self.reachable < self.asked


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut:
    """Residents with no referral, in rising order: ``reason`` (``Left``), and where it came nearest.

    ``order`` is the one whose price exceeds the resident's ``value`` by least (-1 where no order stands in the list),
    ``price`` its price.
    """

    resident: I64
    reason: npt.NDArray[np.int8]
    order: I64
    value: F64
    price: F64

    def __len__(self) -> int:
        return len(self.resident)


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """One round's proposal, sorted by resident and order."""

    resident: I32
    order: I32
    value: F64
    """As given, without weights."""
    price: F64
    """Of every order: what a seat is worth to the nearest who did not get it; 0 where seats stay free."""
    gain: F64
    """Of every resident: what their last place is worth beyond its price; 0 where a place stays free."""
    load: I64
    """Referrals of every order."""
    capacity: I64
    objective: float
    """The weighted value of the proposal; equals ``total`` without priorities and windows."""
    bound: float
    """No assignment under the same inputs can have a larger objective."""
    left_out: LeftOut
    minimums: tuple[MinimumKept, ...]
    open_windows: tuple[str, ...]
    epsilon: float
    bids: int

    @property
    def gap(self) -> float:
        """(bound - objective) / bound."""
        return max(0.0, self.bound - self.objective) / self.bound if self.bound > 0 else 0.0

    @property
    def price_millionths(self) -> I32:
        """``price`` as the rankings take it (``prices.Prices``): whole millionths, held within 0 … 1,000,000."""
        return _millionths(self.price)

    @property
    def gain_millionths(self) -> I32:
        """``gain`` as the rankings take it: what a resident would give up by going to another order."""
        return _millionths(self.gain)

    @property
    def total(self) -> float:
        """The plain value of the proposal: expected placements where the values are probabilities."""
        return float(self.value.sum())

    def __len__(self) -> int:
        return len(self.resident)


def _millionths(worth: F64) -> I32:
    return np.rint(np.clip(worth, 0.0, 1.0) * 1_000_000).astype(np.int32)
