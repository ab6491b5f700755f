"""The score's terms: the plain NumPy statement that the fast kernels must equal.

``Curves`` turns a ``Params`` into integer look-up tables once; both engines read the same tables, so they agree to the
last point. Every term is 0 or less and the score is the terms' sum (the scale is explained in ``params``).
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np

from jobvisit.engines.matching.columns import I32, Orders, People
from jobvisit.engines.matching.filters import DIVISION, MINOR, UNIT, Checks, distances, missing_licences
from jobvisit.engines.matching.params import Curve, Params
from jobvisit.engines.matching.types import FIRST_HIRE_TERM, N_TERMS, TERM_OF, State, Term
from jobvisit.engines.matching.words import likeness

METRES_STEP: Final = 50
PAY_LOW, PAY_HIGH = -50, 100
DEEPEST: Final = 16_000
"""Scores below minus this are a probability of nought."""


class Curves(NamedTuple):
    """Points by whole steps of each curve's unit; the last entry holds for everything beyond."""

    occupation: I32
    """``[level, wish]``: levels as in ``Params.occupation``, wish 0…2."""
    words: I32
    """Percent 0…100, then the value for no words."""
    commute: I32
    """Steps of ``METRES_STEP``."""
    pay: I32
    """Percent from ``PAY_LOW``."""
    wants: I32
    freshness: I32
    """Days, then the value for a day not known."""
    licences: I32
    career_short: I32
    career_held: I32
    education: I32
    unknown: I32
    unknown_sums: I32
    """The points of every set of unknown requirements, by its bits."""
    base: I32
    """Accept, hire."""
    limits: I32
    """``commute_assumed``."""

    def flat(self) -> I32:
        """All tables end to end, for the kernels; ``PLACES`` says where each begins."""
        return _frozen(np.concatenate([table.ravel() for table in self]))


def _table(curve: Curve, size: int, low: int = 0, step: int = 1) -> I32:
    xs = low + step * np.arange(size)
    return np.rint(np.interp(xs, [k[0] for k in curve], [k[1] for k in curve])).astype(np.int32)


def _subset_sums(points: tuple[int, ...]) -> I32:
    bits = np.arange(1 << len(points))[:, None] >> np.arange(len(points)) & 1
    return np.asarray(bits @ np.array(points), np.int32)


def _frozen(values: object) -> I32:
    array = np.ascontiguousarray(values, np.int32)
    array.setflags(write=False)
    return array


def curves(params: Params) -> Curves:
    """The tables of ``params``, read-only."""
    words = np.append(_table(params.words, 101), params.words_absent)
    freshness = np.append(_table(params.freshness, 400), params.freshness_unknown)
    tables = Curves(
        occupation=np.add.outer(params.occupation, params.wish_rank),
        words=words,
        commute=_table(params.commute, 1202, step=METRES_STEP),
        pay=_table(params.pay, PAY_HIGH - PAY_LOW + 1, low=PAY_LOW),
        wants=_table(params.wants_missing, 33),
        freshness=freshness,
        licences=_table(params.licences_missing, 33),
        career_short=_table(params.career_short, 241),
        career_held=_table(params.career_held, 241),
        education=_table(params.education_short, 16),
        unknown=np.array(params.unknown),
        unknown_sums=_subset_sums(params.unknown),
        base=np.array([params.accept_base, params.hire_base]),
        limits=np.array([params.commute_assumed]),
    )
    return Curves(*(_frozen(table) for table in tables))


def _places() -> dict[str, int]:
    sizes = [table.size for table in curves(Params())]
    return dict(zip(Curves._fields, np.cumsum([0, *sizes[:-1]]).tolist(), strict=True))


PLACES: Final = _places()
"""Where each table begins in ``Curves.flat()``: the same for all parameters, for the sizes are fixed."""


def _clipped(table: I32, index: I32, beyond: int = 0) -> I32:
    """``table[index]`` with the index cut to the table (less ``beyond`` special entries at its end)."""
    return table[np.clip(index, 0, len(table) - 1 - beyond)]


def _occupation(people: People, orders: Orders, tables: Curves) -> I32:
    """The best of the wishes in the order's division; 0 where none is, or the order has no code."""
    wishes, code = people.wishes, orders.occupation[:, None]
    level = np.select([wishes == code, wishes // UNIT == code // UNIT, wishes // MINOR == code // MINOR], [0, 1, 2], 3)
    near = (wishes >= 0) & (code >= 0) & (wishes // DIVISION == code // DIVISION)
    none = np.int32(-(2**30))
    best = np.where(near, tables.occupation[level, np.arange(3)], none).max(1)
    return np.where(best == none, 0, best).astype(np.int32)


def _commute(people: People, orders: Orders, tables: Curves) -> I32:
    metres, known = distances(people, orders)
    points = _clipped(tables.commute, np.where(known, metres, tables.limits[0]) // METRES_STEP)
    return np.where((orders.x == -(2**31)) | (orders.y == -(2**31)), 0, points)


def pay_margin(people: People, orders: Orders) -> I32:
    """Percent by which the middle of the offered range is above the wish, rounded down, within the table."""
    middle = (orders.wage_min + orders.wage_max) // 2
    return np.clip(middle.astype(np.int64) * 100 // np.maximum(people.wage, 1) - 100, PAY_LOW, PAY_HIGH).astype(
        np.int32
    )


def _pay(people: People, orders: Orders, tables: Curves) -> I32:
    both = (orders.wage_max > 0) & (people.wage > 0)
    return np.where(both, tables.pay[pay_margin(people, orders) - PAY_LOW], 0)


def _freshness(people: People, orders: Orders, tables: Curves) -> I32:
    age = orders.asked_on.astype(np.int64) - people.active_on
    points = _clipped(tables.freshness, age.astype(np.int32), beyond=1)
    points = np.where(people.active_on < 0, tables.freshness[-1], points)
    return np.where(orders.asked_on < 0, 0, points)


def _career(people: People, orders: Orders, tables: Curves) -> I32:
    held = np.maximum(people.career, 0).astype(np.int32)
    return _clipped(tables.career_held, held) + _clipped(tables.career_short, orders.career_preferred - held)


def _education(people: People, orders: Orders, tables: Curves) -> I32:
    return _clipped(tables.education, orders.education_preferred.astype(np.int32) - np.maximum(people.education, 0))


def terms(people: People, orders: Orders, checks: Checks, tables: Curves) -> I32:
    """``(n, N_TERMS)`` points of every pair, from its checks and the graded curves."""
    out = np.zeros((checks.states.shape[1], N_TERMS), np.int32)
    out[:, Term.ACCEPT_BASE], out[:, Term.HIRE_BASE] = tables.base
    for requirement, term in TERM_OF.items():
        unknown = checks.states[requirement] == State.UNKNOWN
        out[:, term] = np.where(unknown, tables.unknown[requirement], 0)
    out[:, Term.OCCUPATION] += _occupation(people, orders, tables)
    out[:, Term.WORDS] = tables.words[likeness(people.words, orders.words)]
    out[:, Term.COMMUTE] += _commute(people, orders, tables)
    out[:, Term.PAY] += _pay(people, orders, tables)
    missing_wants = np.bitwise_count(people.wants & ~orders.offers).astype(np.int32)
    out[:, Term.WANTS] = tables.wants[missing_wants]
    out[:, Term.FRESHNESS] = _freshness(people, orders, tables)
    _, missing_preferred = missing_licences(people, orders)
    out[:, Term.LICENCES] += _clipped(tables.licences, missing_preferred)
    out[:, Term.CAREER] += _career(people, orders, tables)
    out[:, Term.EDUCATION] += _education(people, orders, tables)
    return out


PPM: Final = _frozen(np.rint(1e6 * np.exp(-np.arange(DEEPEST + 1) / 1000)))
"""``PPM[-score]``: the score's probability in millionths."""


def ppm(score: I32) -> I32:
    """Probability in millionths, the same whole number in every engine."""
    return PPM[np.minimum(-score, DEEPEST)]


def probability(points: int) -> float:
    """``exp(points / 1000)``: the factor a term stands for, or the probability of a score."""
    return math.exp(points / 1000)


def sides(row: I32) -> tuple[int, int]:
    """The points of P(resident accepts) and of P(employer hires); they add up to the score."""
    return int(row[:FIRST_HIRE_TERM].sum()), int(row[FIRST_HIRE_TERM:].sum())
