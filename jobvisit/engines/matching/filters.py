"""The hard requirements, each in three states: the plain NumPy statement that the fast kernels must equal.

Every check takes residents and orders whose lengths broadcast against each other — many residents and one order, one
resident and many orders, or pairs — and returns ``(state, gap)``: the state for each pair and by how much a failed
requirement is missed, in the unit its docstring names. Where the *order* does not state a fact, nobody fails for it:
the check says MET and ``not_stated`` says so once for the order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.columns import I32, I64, U8, U64, Bool, Orders, People
from jobvisit.engines.matching.params import Params
from jobvisit.engines.matching.types import N_REQUIREMENTS, NOWHERE, Requirement, State

U16 = npt.NDArray[np.uint16]
Checked = tuple[U8, I32]

DIVISION, MINOR, UNIT = 10_000, 1_000, 100
"""What to divide a six-digit occupation code by for its 중분류, 소분류 and 세분류."""


def _state(unknown: Any, failed: Any) -> U8:
    return np.where(unknown, np.uint8(State.UNKNOWN), np.where(failed, np.uint8(State.FAILED), np.uint8(State.MET)))


def _gap(states: U8, gap: Any) -> I32:
    return np.where(states == State.FAILED, gap, 0).astype(np.int32)


def _checked(unknown: Any, failed: Any, gap: Any) -> Checked:
    states = _state(unknown, failed)
    return states, _gap(states, gap)


def occupation(people: People, orders: Orders, params: Params) -> Checked:
    """Some wish lies in the order's division (중분류). Gap: none, a wish is not measured."""
    wishes, code = people.wishes, orders.occupation[:, None]
    near = ((wishes >= 0) & (wishes // DIVISION == code // DIVISION)).any(1)
    stated = orders.occupation >= 0
    return _checked(stated & (wishes < 0).all(1), stated & ~near, 0)


def distances(people: People, orders: Orders) -> tuple[I32, Bool]:
    """Whole metres as the crow flies, rounded down (0 where a place is not known), and whether both places are
    known."""
    known = (people.x != NOWHERE) & (people.y != NOWHERE) & (orders.x != NOWHERE) & (orders.y != NOWHERE)
    dx = np.where(known, people.x.astype(np.float64) - orders.x, 0.0)
    dy = np.where(known, people.y.astype(np.float64) - orders.y, 0.0)
    return np.sqrt(dx * dx + dy * dy).astype(np.int32), known


def commute(people: People, orders: Orders, params: Params) -> Checked:
    """The workplace lies within the resident's own reach. Gap: metres beyond it."""
    metres, known = distances(people, orders)
    stated = (orders.x != NOWHERE) & (orders.y != NOWHERE)
    reach = np.where(people.reach > 0, people.reach, params.reach_assumed) + orders.stretch
    far = known & (metres > reach)
    return _checked(stated & ~far & (~known | (people.reach <= 0)), far, metres - reach)


def wanted_pay(people: People, params: Params) -> I32:
    """The least won an hour for which a resident is asked: the wish less the slack; 0 where no wish is known."""
    return people.wage - people.wage * np.int32(params.pay_slack) // np.int32(100)


def pay(people: People, orders: Orders, params: Params) -> Checked:
    """The offered pay reaches the wished one less the slack; unknown while only the upper end does. Gap: won an
    hour."""
    stated = orders.wage_max > 0
    wanted = wanted_pay(people, params)
    failed = stated & (people.wage > 0) & (orders.wage_max < wanted)
    unknown = stated & ~failed & ((people.wage <= 0) | (orders.wage_min < wanted))
    return _checked(unknown, failed, wanted - orders.wage_max)


def days(people: People, orders: Orders, params: Params) -> Checked:
    """The resident can work on every day asked for. Gap: the missing days' bits, or the number of days short where
    only a number of days was stated (then negative)."""
    named, counted = orders.days > 0, (orders.days == 0) & (orders.days_per_week > 0)
    missing = orders.days & ~people.days
    short = np.bitwise_count(people.days).astype(np.int32) - orders.days_per_week
    failed = (named & (missing > 0)) | (counted & (short < 0))
    return _checked((named | counted) & (people.days == 0), failed, np.where(named, missing.astype(np.int32), short))


def start(people: People, orders: Orders, params: Params) -> Checked:
    """Work does not start before the resident can. Gap: minutes too early."""
    stated, known = orders.start >= 0, people.earliest >= 0
    gap = people.earliest.astype(np.int32) - orders.start
    return _checked(stated & ~known, stated & known & (gap > 0), gap)


def end(people: People, orders: Orders, params: Params) -> Checked:
    """Work ends before the resident must leave. Gap: minutes too late."""
    stated, known = orders.end >= 0, people.latest >= 0
    gap = orders.end.astype(np.int32) - people.latest
    return _checked(stated & ~known, stated & known & (gap > 0), gap)


def weekly(people: People, orders: Orders, params: Params) -> Checked:
    """The week is no longer and no shorter than wished; one bound is enough to know. Gap: minutes over, or under (<
    0)."""
    stated = orders.weekly >= 0
    low, high = people.weekly_min.astype(np.int32), people.weekly_max.astype(np.int32)
    over = (high >= 0) & (orders.weekly > high)
    under = (low >= 0) & (orders.weekly < low)
    gap = np.where(over, orders.weekly - high, orders.weekly - low)
    return _checked(stated & (low < 0) & (high < 0), stated & (over | under), gap)


def shift(people: People, orders: Orders, params: Params) -> Checked:
    """Rotating shifts only for those willing. Gap: 1."""
    rotating = orders.shift == 1
    return _checked(rotating & (people.shifts < 0), rotating & (people.shifts == 0), 1)


def missing_licences(people: People, orders: Orders) -> tuple[I32, I32]:
    """How many demanded licences are not held (a missing "one of" counts as one), and how many preferred ones are
    not."""
    words = max(people.licence_words, orders.licence_words)
    held, asked = people.widened(words).licences, orders.widened(words)
    lacking = _count(asked.licences_all & ~held)
    lacking += asked.licences_any.any(1) & ~(asked.licences_any & held).any(1)
    return lacking, _count(asked.licences_preferred & ~held)


def _count(bits: U64) -> I32:
    counted: I32 = np.bitwise_count(bits).sum(1, dtype=np.int32)
    return counted


def licences(people: People, orders: Orders, params: Params) -> Checked:
    """Every demanded licence is held; unknown where one is missing from a list not known to be complete. Gap: how
    many."""
    lacking, _ = missing_licences(people, orders)
    return _checked((lacking > 0) & ~people.licences_known, lacking > 0, lacking)


def career(people: People, orders: Orders, params: Params) -> Checked:
    """At least the demanded months in the field. Gap: months short."""
    asked, known = orders.career_min > 0, people.career >= 0
    gap = orders.career_min.astype(np.int32) - people.career
    return _checked(asked & ~known, asked & known & (gap > 0), gap)


def education(people: People, orders: Orders, params: Params) -> Checked:
    """At least the demanded level. Gap: levels short."""
    asked, known = orders.education_min > 0, people.education >= 0
    gap = orders.education_min.astype(np.int32) - people.education
    return _checked(asked & ~known, asked & known & (gap > 0), gap)


Check = Callable[[People, Orders, Params], Checked]
CHECKS: Final[tuple[Check, ...]] = (
    occupation, commute, pay, days, start, end, weekly, shift, licences, career, education,
)  # fmt: skip
"""One check for each ``Requirement``, in its order."""


@dataclass(frozen=True, slots=True)
class Checks:
    """All requirements of n pairs: ``states`` and ``gaps`` are ``(N_REQUIREMENTS, n)``."""

    states: U8
    gaps: I32

    @property
    def failed(self) -> U16:
        """Bit r set where requirement r failed."""
        return _bits(self.states == State.FAILED)

    @property
    def unknown(self) -> U16:
        """Bit r set where requirement r is to be confirmed."""
        return _bits(self.states == State.UNKNOWN)


def _bits(flags: Bool) -> U16:
    weights = (1 << np.arange(N_REQUIREMENTS, dtype=np.uint16))[:, None]
    packed: U16 = (flags * weights).sum(0, dtype=np.uint16)
    return packed


def check_all(people: People, orders: Orders, params: Params) -> Checks:
    """Every requirement for every pair of the broadcast of ``people`` and ``orders``."""
    n = len(people) if len(orders) == 1 else len(orders)
    states, gaps = np.zeros((N_REQUIREMENTS, n), np.uint8), np.zeros((N_REQUIREMENTS, n), np.int32)
    for requirement, check in enumerate(CHECKS):
        states[requirement], gaps[requirement] = check(people, orders, params)
    return Checks(states, gaps)


def not_stated(orders: Orders) -> U16:
    """Bit r set where the order does not state the fact that requirement r is about. Demands not made are not facts."""
    flags = np.zeros((N_REQUIREMENTS, len(orders)), np.bool_)
    flags[Requirement.OCCUPATION] = orders.occupation < 0
    flags[Requirement.COMMUTE] = (orders.x == NOWHERE) | (orders.y == NOWHERE)
    flags[Requirement.PAY] = orders.wage_max <= 0
    flags[Requirement.DAYS] = (orders.days == 0) & (orders.days_per_week <= 0)
    flags[Requirement.START] = orders.start < 0
    flags[Requirement.END] = orders.end < 0
    flags[Requirement.WEEKLY] = orders.weekly < 0
    flags[Requirement.SHIFT] = orders.shift < 0
    return _bits(flags)


def first_failed(failed: U16) -> I64:
    """The number of the first failed requirement, -1 where none failed."""
    lowest = failed & (~failed + np.uint16(1))
    return np.where(failed > 0, np.bitwise_count(lowest - np.uint16(1)).astype(np.int64), -1)
