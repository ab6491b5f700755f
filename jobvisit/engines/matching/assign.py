"""The assignment's door: referral lists without congestion, with a proven gap, prices, and why someone got nothing.

``assign`` proposes one round of referrals: who is referred where, so that the expected placements of the whole office
are as large as possible while no order is flooded and no resident overburdened. What it may weigh beside the values is
explicit and named: lawful measures, open agreement windows, minimum shares. It never sees who the residents are.

The prices it returns say what a seat of each order is worth to those who did not get it. Kept until the next round,
they let the instant list avoid crowded orders (``congestion.priced``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.assignment import (
    AssignError,
    Assignment,
    Edges,
    Left,
    LeftOut,
    Minimum,
    MinimumKept,
    Priority,
    Window,
)
from jobvisit.engines.matching.auction import Auction, Solution
from jobvisit.engines.matching.edges import F64, I32, I64, Rows, owners, rows_of
from jobvisit.engines.matching.jit import jit
from jobvisit.engines.matching.minimums import Lines, settle_with

GAP: Final = 2e-4
"""The gap aimed at: 0.02 % of the bound."""
FINEST_GAP: Final = 1e-9
MOST_WEIGHT: Final = 10.0
"""Priorities and boosts beyond eleven times the value are taken for a slip of the pen."""
MOST: Final = 2**31 - 1


def assign(
    edges: Edges,
    capacities: npt.ArrayLike,
    *,
    quotas: npt.ArrayLike = 1,
    residents: int | None = None,
    priorities: Sequence[Priority] = (),
    windows: Sequence[Window] = (),
    minimums: Sequence[Minimum] = (),
    today: date | None = None,
    gap: float = GAP,
) -> Assignment:
    """The round of referrals of largest total weighted value.

    ``capacities``: referrals each order takes (openings × k). ``quotas``: referrals each resident may hold, one number
    or one each; ``residents``: how many there are, when neither ``quotas`` nor the edges say so. ``today`` is needed
    where windows are given. ``gap`` is aimed at; the one proven is in the answer. Raises ``AssignError``.
    """
    capacity = _whole(capacities, "capacity")
    quota = _quotas(quotas, edges, residents)
    rows = _rows(edges, len(quota), len(capacity))
    if not FINEST_GAP <= gap <= 1:
        raise AssignError(f"gap: {gap!r} is not between {FINEST_GAP} and 1")
    plain = rows.value.copy() if priorities or windows else rows.value
    opened = _open(windows, today)
    _weigh(rows, quota, capacity, priorities, opened)
    solution, kept = _solve(rows, quota, capacity, minimums, gap)
    held = np.flatnonzero(solution.held)
    resident = (np.searchsorted(rows.start, held, side="right") - 1).astype(np.int32)
    return Assignment(
        resident=resident,
        order=rows.other[held],
        value=plain[held],
        price=solution.price,
        gain=_gain(resident, rows.value[held] - solution.price[rows.other[held]], quota),
        load=np.bincount(rows.other[held], minlength=len(capacity)),
        capacity=capacity,
        objective=solution.objective,
        bound=max(solution.bound, solution.objective),
        left_out=_left_out(rows, resident, quota, capacity, solution.price),
        minimums=kept,
        open_windows=tuple(window.agreement for window in opened),
        epsilon=solution.epsilon,
        bids=solution.bids,
    )


def _whole(values: npt.ArrayLike, name: str, size: int | None = None) -> I64:
    """``values`` as whole numbers from 0, one for each; one number alone stands for all ``size``."""
    array = np.asarray(values)
    if array.ndim == 0 and size is not None:
        array = np.full(size, array)
    if array.ndim != 1 or (size is not None and len(array) != size):
        raise AssignError(
            f"{name}: {'one number each' if size is None else f'{size} numbers'} needed, got {array.shape}"
        )
    if len(array) and not np.issubdtype(array.dtype, np.integer):
        _every(name, np.issubdtype(array.dtype, np.floating) and np.isfinite(array) & (array == np.floor(array)), array)
    _every(name, (array >= 0) & (array <= MOST), array)
    return array.astype(np.int64)


def _every(name: str, right: npt.ArrayLike, array: npt.NDArray[np.generic]) -> None:
    """Raise for the first entry that is not right."""
    wrong = np.flatnonzero(~np.broadcast_to(np.asarray(right, bool), array.shape))
    if len(wrong):
        at = int(wrong[0])
        raise AssignError(f"{name}[{at}]: {array[at]!s} is not allowed ({len(wrong)} such)")


def _quotas(quotas: npt.ArrayLike, edges: Edges, residents: int | None) -> I64:
    if residents is None and np.ndim(quotas) == 0:
        residents = int(np.max(edges.resident, initial=-1)) + 1
    return _whole(quotas, "quota", residents)


def _rows(edges: Edges, n: int, m: int) -> Rows:
    """The edges in rows of residents, checked."""
    columns = {"resident": np.asarray(edges.resident), "order": np.asarray(edges.order)}
    value = np.asarray(edges.value, np.float64)
    if any(column.shape != value.shape or value.ndim != 1 for column in columns.values()):
        raise AssignError("edges: resident, order and value must be columns of one length")
    for (name, column), size in zip(columns.items(), (n, m), strict=True):
        if len(column) and not np.issubdtype(column.dtype, np.integer):
            raise AssignError(f"edges.{name}: whole numbers are needed, got {column.dtype}")
        if len(column) and (column.min() < 0 or column.max() >= size):
            _every(f"edges.{name}", (column >= 0) & (column < size), column)
    if len(value) and not (value.max() <= MOST and value.min() >= 0):
        _every("edges.value", (value >= 0) & (value <= MOST), value)
    resident, order = (np.ascontiguousarray(column, np.int32) for column in columns.values())
    try:
        return rows_of(n, m, resident, order, np.ascontiguousarray(value))
    except ValueError as error:
        raise AssignError(str(error)) from error


def _marked(members: npt.ArrayLike | None, size: int, name: str) -> npt.NDArray[np.bool_]:
    """Indices as a mask; None marks all."""
    mask = np.zeros(size, bool)
    if members is None:
        return ~mask
    index = _whole(members, name)
    _every(name, index < size, index)
    mask[index] = True
    return mask


def _factor(weight: float, name: str) -> float:
    if not 0 <= weight <= MOST_WEIGHT:
        raise AssignError(f"{name}: {weight!r} is not between 0 and {MOST_WEIGHT}")
    return float(weight)


def _open(windows: Sequence[Window], today: date | None) -> list[Window]:
    """The windows open today."""
    if windows and today is None:
        raise AssignError("windows: the day of the round (today) is needed")
    for window in windows:
        if not window.agreement.strip():
            raise AssignError("window: the agreement must be named")
        if window.closes < window.opens:
            raise AssignError(f"window of {window.agreement}: closes {window.closes} before it opens {window.opens}")
    return [w for w in windows if today is not None and w.opens <= today <= w.closes]


def _weigh(rows: Rows, quota: I64, capacity: I64, priorities: Sequence[Priority], opened: Sequence[Window]) -> None:
    """Multiply the values by 1 + the sum of the weights that apply."""
    for priority in priorities:
        if not priority.measure.strip():
            raise AssignError("priority: a weight needs the lawful measure that allows it (고용정책기본법 §7②)")
    weights = [
        *((f"priority {p.measure}", p.weight, p.residents, p.orders) for p in priorities),
        *((f"window {w.agreement}", w.boost, w.residents, w.orders) for w in opened),
    ]
    if not weights:
        return
    owner = owners(rows)
    factor = np.ones(len(rows.value))
    for name, weight, residents, orders in weights:
        whom = _marked(residents, len(quota), f"{name}, residents")[owner]
        where = _marked(orders, len(capacity), f"{name}, orders")[rows.other]
        factor += _factor(weight, name) * (whom & where)
    rows.value[:] *= factor


def _solve(
    rows: Rows, quota: I64, capacity: I64, minimums: Sequence[Minimum], gap: float
) -> tuple[Solution, tuple[MinimumKept, ...]]:
    if not minimums:
        return Auction(rows, quota, capacity).solve(gap), ()
    lines = _lines(rows, quota, capacity, minimums)
    settled = settle_with(rows, lines, quota, capacity, gap)
    counted = lines.of_edge[settled.solution.held == 1] + 1
    reached = np.bincount(counted, minlength=len(minimums) + 1)[1:]
    kept = tuple(
        MinimumKept(m.name, m.at_least, int(able), int(got), float(mu))
        for m, able, got, mu in zip(minimums, settled.reachable, reached, settled.subsidy, strict=True)
    )
    return settled.solution, kept


def _lines(rows: Rows, quota: I64, capacity: I64, minimums: Sequence[Minimum]) -> Lines:
    """The line each edge counts for. An order may stand in one minimum only, or the share would be counted twice."""
    of_order = np.full(len(capacity), -1, np.int32)
    of_edge = np.full(len(rows.value), -1, np.int32)
    owner = owners(rows)
    for line, minimum in enumerate(minimums):
        name = f"minimum {minimum.name}"
        _whole([minimum.at_least], name)
        orders = _marked(minimum.orders, len(capacity), f"{name}, orders")
        twice = np.flatnonzero(orders & (of_order >= 0))
        if len(twice):
            raise AssignError(f"{name}: order {twice[0]} stands in minimum {minimums[of_order[twice[0]]].name} already")
        of_order[orders] = line
        of_edge[orders[rows.other] & _marked(minimum.residents, len(quota), f"{name}, residents")[owner]] = line
    return Lines(of_edge, np.array([m.at_least for m in minimums], np.int64))


def _gain(resident: I32, margin: F64, quota: I64) -> F64:
    """The least margin each resident holds, 0 for those with a free place."""
    gain = np.full(len(quota), np.inf)
    np.minimum.at(gain, resident, np.maximum(margin, 0.0))
    return np.where(np.bincount(resident, minlength=len(quota)) < np.maximum(quota, 1), 0.0, gain)


@jit
def _nearest(
    rows: Rows, resident: I64, capacity: I64, price: F64, order: I64, value: F64, paid: F64, chance: I32
) -> None:
    """For each resident the order of largest ``value - price`` (left -1 without any), its value and its price.

    ``chance``: 2 if some order has value and seats, 1 if only value.
    """
    for k, i in enumerate(resident):
        for e in range(rows.start[i], rows.start[i + 1]):
            j = rows.other[e]
            if rows.value[e] > 0:
                chance[k] = max(chance[k], 2 if capacity[j] > 0 else 1)
            if order[k] < 0 or rows.value[e] - price[j] > value[k] - paid[k]:
                order[k], value[k], paid[k] = j, rows.value[e], price[j]


def _left_out(rows: Rows, served: I32, quota: I64, capacity: I64, price: F64) -> LeftOut:
    """Everyone not ``served``, with the reason and where it came nearest."""
    got = np.zeros(len(quota), bool)
    got[served] = True
    resident = np.flatnonzero(~got)
    order, chance = np.full(len(resident), -1, np.int64), np.zeros(len(resident), np.int32)
    value, paid = np.zeros(len(resident)), np.zeros(len(resident))
    _nearest(rows, resident, capacity, price, order, value, paid, chance)
    reason = np.select(
        [quota[resident] == 0, order < 0, chance == 0, chance == 1],
        [Left.NO_PLACE, Left.NO_EDGE, Left.NO_CHANCE, Left.NO_SEAT],
        Left.OUTBID,
    )
    return LeftOut(resident, reason.astype(np.int8), order, value, paid)
