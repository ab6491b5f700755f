"""What one change of the order would bring: supply at the doorstep, while the form is typed.

Every variant is counted exactly, over everyone, by the same requirements as the list itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

import numpy as np

from jobvisit.engines.matching import kernels
from jobvisit.engines.matching.asks import asks
from jobvisit.engines.matching.columns import DAY_MINUTES, Orders
from jobvisit.engines.matching.explain import monthly_hours
from jobvisit.engines.matching.filters import check_all
from jobvisit.engines.matching.index import Index
from jobvisit.engines.matching.rank import Engine, count, read_counts
from jobvisit.engines.matching.results import Counts
from jobvisit.engines.matching.types import NOWHERE, Order

NEXT_DONG: Final = 1_000
"""Metres to the next 동: the distance between neighbouring centres in a dense district."""
WEEKDAYS: Final = tuple(1 << day for day in range(7))


class What(IntEnum):
    """What a variant changes, and the unit of its amount."""

    PAY = 0
    """Won an hour more."""
    START = 1
    """Minutes later (< 0: earlier)."""
    END = 2
    """Minutes earlier (< 0: later)."""
    DAYS = 3
    """These days (bits) no longer worked."""
    DAYS_A_WEEK = 4
    """So many days a week fewer."""
    WEEKLY = 5
    """Minutes a week fewer (< 0: more)."""
    SHIFT = 6
    """No rotating shifts."""
    LICENCE = 7
    """This licence no longer demanded."""
    LICENCES = 8
    """No licence demanded."""
    CAREER = 9
    """So many months less demanded."""
    EDUCATION = 10
    """So many levels less demanded."""
    REACH = 11
    """Residents asked who would have to come so many metres farther than they said."""


@dataclass(frozen=True, slots=True)
class Variant:
    """The order with one thing changed."""

    what: What
    amount: int
    order: Order

    @property
    def monthly(self) -> int:
        """For ``PAY``: the won a month that the change costs, for the paid hours of ``explain.monthly_hours``."""
        return round(self.amount * monthly_hours(self.order.weekly)) if self.what == What.PAY else 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many a variant reaches. ``gain``: how many more than the order as it is (< 0: fewer); ``gain_clear``: of
    those with nothing left to confirm."""

    variant: Variant
    eligible: int
    to_confirm: int
    gain: int
    gain_clear: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The order as it is, and every variant, in the order given."""

    base: Counts
    outcomes: tuple[Outcome, ...]

    def best(self, n: int = 5) -> list[Outcome]:
        """For each kind of change the smallest that brings at least half of what the kind can bring, most gain
        first."""
        chosen = []
        for what in What:
            kind = [o for o in self.outcomes if o.variant.what == what and o.gain > 0]
            enough = [o for o in kind if 2 * o.gain >= max(o.gain for o in kind)]
            if enough:
                chosen.append(min(enough, key=lambda o: (abs(o.variant.amount), -o.gain)))
        return sorted(chosen, key=lambda o: (-o.gain, o.variant.what))[:n]


def what_if(index: Index, order: Order, variants: Sequence[Variant] | None = None, engine: Engine = "auto") -> WhatIf:
    """Counts for the order and each variant (by default ``variants(order)``); a hundred over a million in some 20
    ms."""
    changed = list(variants_of(order) if variants is None else variants)
    counted = _counts(index, Orders.of([order, *(variant.order for variant in changed)]), engine)
    base = counted[0]
    outcomes = tuple(
        Outcome(variant, c.eligible, c.to_confirm, c.eligible - base.eligible, c.clear - base.clear)
        for variant, c in zip(changed, counted[1:], strict=True)
    )
    return WhatIf(base, outcomes)


def _counts(index: Index, orders: Orders, engine: Engine) -> list[Counts]:
    if engine == "compiled" or (engine == "auto" and kernels.ready()):
        facts, bits = asks(orders)
        parts = [kernels.find(index, part, facts, bits, k=0) for part in index.parts]
        return [read_counts(tally) for tally in np.sum([part.tallies for part in parts], axis=0)]
    people, out = index.rows(), []
    for j in range(len(orders)):
        checks = check_all(people, orders.take(slice(j, j + 1)), index.params)
        out.append(count(checks.failed, checks.unknown))
    return out


def variants_of(order: Order) -> list[Variant]:
    """The changes worth asking about for this order: pay, times, days, hours, shifts, demands, one or more 동
    farther."""
    out = [*_pay(order), *_times(order), *_days(order), *_demands(order)]
    if order.x != NOWHERE and order.y != NOWHERE:
        farther = [far * NEXT_DONG for far in (1, 2, 3, 5)]
        out += [_variant(order, What.REACH, metres, stretch=order.stretch + metres) for metres in farther]
    return out


def _variant(order: Order, what: What, amount: int, **change: object) -> Variant:
    return Variant(what, amount, replace(order, **change))  # type: ignore[arg-type]


def _pay(order: Order) -> list[Variant]:
    """Raises of 100 to 5,000 won an hour, finer where they are small."""
    steps = [*range(100, 2_000, 100), *range(2_000, 5_001, 500)]
    if order.wage_min <= 0 and order.wage_max <= 0:
        return []
    low, high = order.wage_min, order.wage_max
    raised = [(step, low + step if low > 0 else 0, high + step if high > 0 else 0) for step in steps]
    return [_variant(order, What.PAY, step, wage_min=low, wage_max=high) for step, low, high in raised]


def _times(order: Order) -> list[Variant]:
    """Start and end half an hour to three hours away from where they are."""
    steps = (30, 60, 90, 120, 180, -30, -60)
    start, end, out = order.start, order.end, []
    if 0 <= end <= start:
        end += DAY_MINUTES
    if start >= 0:
        latest = end if end >= 0 else DAY_MINUTES
        out += [_variant(order, What.START, m, start=start + m) for m in steps if 0 <= start + m < latest]
    if end >= 0:
        out += [_variant(order, What.END, m, end=end - m) for m in steps if end - m > max(start, 0)]
    return out


def _days(order: Order) -> list[Variant]:
    """Each day left out, the weekend left out, one day a week fewer; a shorter or longer week; no shifts."""
    named = [day for day in WEEKDAYS if order.days & day]
    out = [_variant(order, What.DAYS, day, days=order.days & ~day) for day in named if order.days != day]
    weekend = order.days & (WEEKDAYS[5] | WEEKDAYS[6])
    if weekend.bit_count() == 2 and order.days != weekend:
        out.append(_variant(order, What.DAYS, weekend, days=order.days & ~weekend))
    if order.days <= 0 and order.days_per_week > 1:
        out.append(_variant(order, What.DAYS_A_WEEK, 1, days_per_week=order.days_per_week - 1))
    if order.weekly > 0:
        steps = (300, 600, 900, -300, -600)
        out += [_variant(order, What.WEEKLY, m, weekly=order.weekly - m) for m in steps if order.weekly - m > 0]
    if order.shift == 1:
        out.append(_variant(order, What.SHIFT, 1, shift=0))
    return out


def _demands(order: Order) -> list[Variant]:
    """Each licence not demanded, none at all; less career, less education."""
    demanded = sorted(order.licences_all)
    out = [_variant(order, What.LICENCE, n, licences_all=order.licences_all - {n}) for n in demanded]
    if len(demanded) > 1 or order.licences_any:  # else the same as the one above
        out.append(_variant(order, What.LICENCES, 0, licences_all=frozenset(), licences_any=frozenset()))
    career = sorted({m for m in (6, 12, 24, 36, order.career_min) if 0 < m <= order.career_min})
    out += [_variant(order, What.CAREER, m, career_min=order.career_min - m) for m in career]
    levels = range(1, order.education_min + 1)
    return out + [_variant(order, What.EDUCATION, n, education_min=order.education_min - n) for n in levels]
