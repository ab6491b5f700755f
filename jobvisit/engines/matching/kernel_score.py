"""The score again, compiled: equal to ``scores``, point for point.

A score is summed in stages, from what is cheap to know to what is dear. Every term is 0 or less, so after each stage
those who can no longer lead the list's last are dropped; few are left when memory has to be asked for their words.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from jobvisit.engines.matching import asks as fact
from jobvisit.engines.matching import segment as seg
from jobvisit.engines.matching.filters import DIVISION, MINOR, UNIT
from jobvisit.engines.matching.jit import Int, jit, popcount
from jobvisit.engines.matching.scores import DEEPEST, METRES_STEP, PAY_HIGH, PAY_LOW, PLACES
from jobvisit.engines.matching.types import N_REQUIREMENTS, TERM_OF, Requirement
from jobvisit.engines.matching.words import FLOOR, WORDS_WIDTH

NONE = -(2**30)
_DIVISION, _MINOR, _UNIT = np.uint32(DIVISION), np.uint32(MINOR), np.uint32(UNIT)
BLOCK = seg.BLOCK
_TERM_OF = np.array([TERM_OF[requirement] for requirement in Requirement])
_OCCUPATION, _WORDS, _COMMUTE, _PAY = (PLACES[name] for name in ("occupation", "words", "commute", "pay"))
_WANTS, _FRESH, _LICENCES = (PLACES[name] for name in ("wants", "freshness", "licences"))
_SHORT, _HELD, _EDUCATION = (PLACES[name] for name in ("career_short", "career_held", "education"))
_UNKNOWN, _SUMS, _BASE, _LIMITS = (PLACES[name] for name in ("unknown", "unknown_sums", "base", "limits"))
_COMMUTE_LAST, _FRESH_LAST, _LICENCES_LAST = _PAY - _COMMUTE - 1, _LICENCES - _FRESH - 1, _SHORT - _LICENCES - 1
_SHORT_LAST, _HELD_LAST, _EDUCATION_LAST = _HELD - _SHORT - 1, _EDUCATION - _HELD - 1, _UNKNOWN - _EDUCATION - 1


@jit
def wish_points(wish: Int, place: Int, code: Int, t: Any) -> Int:
    """Points of one wish against the order's code; far below any where it lies in another division."""
    held, asked = np.uint32(wish), np.uint32(code)
    level = 3 - np.int64(held // _MINOR == asked // _MINOR) - np.int64(held // _UNIT == asked // _UNIT)
    points = t[_OCCUPATION + 3 * (level - np.int64(held == asked)) + place]
    inside = np.int64((wish >= 0) & (held // _DIVISION == asked // _DIVISION))
    return NONE + (points - NONE) * inside


@jit
def occupation_points(i: Int, near: Any, code: Int, t: Any) -> Int:
    """Points of the nearest wish; 0 where none lies in the division or the order has no code."""
    if code < 0:
        return 0
    best = max(wish_points(near[i, seg.WISH], 0, code, t), wish_points(near[i, seg.WISH + 1], 1, code, t))
    best = max(best, wish_points(near[i, seg.WISH + 2], 2, code, t))
    return best * np.int64(best > NONE)


@jit
def metres_between(x: Int, y: Int, to_x: Int, to_y: Int) -> Int:
    """Whole metres as the crow flies, rounded down."""
    dx, dy = float(x) - to_x, float(y) - to_y
    return int(np.sqrt(dx * dx + dy * dy))


@jit
def commute_points(metres: Int, home: bool, placed: Int, t: Any) -> Int:
    """Points of the distance, without those of its being unknown."""
    if placed == 0:
        return 0
    return t[_COMMUTE + min((metres if home else t[_LIMITS]) // METRES_STEP, _COMMUTE_LAST)]


@jit
def pay_points(wage: Int, low: Int, high: Int, t: Any) -> Int:
    """Points of the offered pay against the wished one; 0 where either is not known."""
    if wage <= 0 or high <= 0:
        return 0
    margin: Int = np.int64(float((low + high) // 2 * 100) / wage) - 100
    return t[_PAY + min(max(margin, PAY_LOW), PAY_HIGH) - PAY_LOW]


@jit
def fresh_points(active_on: Int, asked_on: Int, t: Any) -> Int:
    """Points of the days since the resident was last heard of; the table's last entry is for never."""
    if asked_on < 0:
        return 0
    if active_on < 0:
        return t[_FRESH + _FRESH_LAST]
    return t[_FRESH + min(max(asked_on - active_on, 0), _FRESH_LAST - 1)]


@jit
def cosine(row: Int, j: Int, words: Any, demands: Any) -> Int:
    """Likeness of two signatures in whole percent; the table's last entry, 101, where a side has no words."""
    both: Int = np.int64(0)
    mine: Int = np.int64(0)
    theirs: Int = np.int64(0)
    for w in range(WORDS_WIDTH):
        a, b = words[row, w], demands[j, w]
        both += np.int64(popcount(a & b))
        mine += np.int64(popcount(a))
        theirs += np.int64(popcount(b))
    if mine == 0 or theirs == 0:
        return 101
    return int(100.0 * both / np.sqrt(float(max(mine, FLOOR)) * float(max(theirs, FLOOR))))


@jit
def lacking(block: Int, lane: Int, j: Int, licences: Any, demands: Any) -> Int:
    """How many of the preferred licences are not held."""
    words, n = (demands.shape[1] - fact.DEMANDS) // 3, np.int64(0)
    for w in range(words):
        held = licences[block, w, lane] if w < licences.shape[1] else np.uint64(0)
        n += np.int64(popcount(demands[j, fact.DEMANDS + 2 * words + w] & ~held))
    return n


@jit
def career_points(months: Int, wished: Int, t: Any) -> Int:
    """Points of the months held, and of those short of the preferred."""
    held = max(months, 0)
    return t[_HELD + min(held, _HELD_LAST)] + t[_SHORT + min(max(wished - held, 0), _SHORT_LAST)]


@jit
def education_points(level: Int, wished: Int, t: Any) -> Int:
    """Points of the levels short of the preferred."""
    return t[_EDUCATION + min(max(wished - max(level, 0), 0), _EDUCATION_LAST)]


@jit
def licence_points(block: Int, lane: Int, j: Int, licences: Any, demands: Any, t: Any) -> Int:
    """Points of the preferred licences not held."""
    return t[_LICENCES + min(lacking(block, lane, j, licences, demands), _LICENCES_LAST)]


@jit
def want_points(wants: Int, offers: Int, t: Any) -> Int:
    """Points of the wishes that the order does not offer; ``wants`` are 32 bits, whatever their sign."""
    return t[_WANTS + np.int64(popcount(np.uint64(np.int64(wants) & ~offers & 0xFFFFFFFF)))]


@jit
def lead(score: Int, price: Int, priced: Int, ppm: Any) -> Int:
    """What the list is ordered by: the score or, with prices, the probability in millionths less the price."""
    return ppm[min(-score, DEEPEST)] - price if priced else score


@jit
def drop(left: Any, n: Int, points: Any, floor: Int, seen: Any, near: Any, prices: Any, ppm: Any) -> Int:
    """Keep in ``left`` those whose points still allow them to lead ``floor``; returns how many."""
    priced, kept = len(prices), 0
    for at in range(n):
        s = left[at]
        price = prices[near[seen[0, s], seg.WHO]] if priced else 0
        left[kept] = s
        kept += lead(points[s], price, priced, ppm) >= floor
    return kept


@jit
def add_place(ask: Any, left: Any, n: Int, wide: Any, flags: Any, bits: Any, seen: Any, t: Any, points: Any) -> None:
    """Stage 1: the bases, what is unknown, the commute."""
    base, placed, x, y = t[_BASE] + t[_BASE + 1], ask[fact.PLACED], ask[fact.PLACE_X], ask[fact.PLACE_Y]
    for at in range(n):
        s = left[at]
        i = seen[0, s]
        metres = metres_between(wide[i // BLOCK, seg.X, i % BLOCK], wide[i // BLOCK, seg.Y, i % BLOCK], x, y)
        commute = commute_points(metres, flags[i] & seg.HOME != 0, placed, t)
        points[s] = base + t[_SUMS + bits[1, seen[1, s]]] + commute


@jit
def add_near(ask: Any, left: Any, n: Int, near: Any, seen: Any, t: Any, points: Any) -> None:
    """Stage 2: the nearest wish, pay, wants and freshness, which lie side by side."""
    code, low, high = ask[fact.OCCUPATION], ask[fact.WAGE_MIN], ask[fact.WAGE_MAX]
    offers, asked_on = ask[fact.OFFERS], ask[fact.ASKED_ON]
    for at in range(n):
        i = seen[0, left[at]]
        more = occupation_points(i, near, code, t) + want_points(near[i, seg.WANTS_AT], offers, t)
        more += fresh_points(near[i, seg.ACTIVE], asked_on, t)
        points[left[at]] += more + pay_points(near[i, seg.WAGE], low, high, t)


@jit
def add_skill(
    ask: Any, j: Int, demands: Any, left: Any, n: Int, clock: Any, small: Any, licences: Any, seen: Any, t: Any,
    points: Any,
) -> None:  # fmt: skip
    """Stage 3: career, education, and preferred licences where there are any."""
    months, level = ask[fact.CAREER_WISH], ask[fact.EDUCATION_WISH]
    licensed = prefers(j, demands)
    for at in range(n):
        i = seen[0, left[at]]
        block, lane = i // BLOCK, i % BLOCK
        more = career_points(clock[block, seg.CAREER, lane], months, t)
        more += education_points(small[block, seg.EDUCATION, lane], level, t)
        points[left[at]] += more + (licence_points(block, lane, j, licences, demands, t) if licensed else t[_LICENCES])


@jit
def prefers(j: Int, demands: Any) -> bool:
    """Whether the order prefers any licence."""
    words, some = (demands.shape[1] - fact.DEMANDS) // 3, np.uint64(0)
    for w in range(words):
        some |= demands[j, fact.DEMANDS + 2 * words + w]
    return bool(some != 0)


@jit
def add_words(
    j: Int, demands: Any, left: Any, n: Int, near: Any, words: Any, seen: Any, t: Any, points: Any
) -> None:  # fmt: skip
    """Stage 4: the words; now ``points`` is the score."""
    for at in range(n):
        row = near[seen[0, left[at]], seg.WHO]
        points[left[at]] += t[_WORDS + cosine(row, j, words, demands)]


@jit
def score(
    ask: Any, j: Int, demands: Any, left: Any, n: Int, floor: Int, p: Any, words: Any, bits: Any, seen: Any, t: Any,
    prices: Any, ppm: Any, points: Any,
) -> Int:  # fmt: skip
    """All stages for those in ``left``: those who can lead ``floor`` stay, with their score in ``points``."""
    add_place(ask, left, n, p.wide, p.flags, bits, seen, t, points)
    n = drop(left, n, points, floor, seen, p.near, prices, ppm)
    add_near(ask, left, n, p.near, seen, t, points)
    n = drop(left, n, points, floor, seen, p.near, prices, ppm)
    add_skill(ask, j, demands, left, n, p.clock, p.small, p.licences, seen, t, points)
    n = drop(left, n, points, floor, seen, p.near, prices, ppm)
    add_words(j, demands, left, n, p.near, words, seen, t, points)
    return n


@jit
def write_terms(
    ask: Any, j: Int, demands: Any, n: Int, p: Any, words: Any, bits: Any, seen: Any, t: Any, terms: Any
) -> None:  # fmt: skip
    """Every term of the first ``n`` in ``seen``, one row each, in the order of ``Term``: the explanation."""
    near, wide, clock, small, licences, flags = p.near, p.wide, p.clock, p.small, p.licences, p.flags
    for s in range(n):
        i, unsure, out = seen[0, s], bits[1, seen[1, s]], terms[s]
        row, block, lane = near[i, seg.WHO], i // BLOCK, i % BLOCK
        for requirement in range(N_REQUIREMENTS):
            out[_TERM_OF[requirement]] = t[_UNKNOWN + requirement] if unsure >> requirement & 1 else 0
        metres = metres_between(
            wide[block, seg.X, lane], wide[block, seg.Y, lane], ask[fact.PLACE_X], ask[fact.PLACE_Y]
        )
        out[0], out[12] = t[_BASE], t[_BASE + 1]
        out[1] += occupation_points(i, near, ask[fact.OCCUPATION], t)
        out[2] = t[_WORDS + cosine(row, j, words, demands)]
        out[3] += commute_points(metres, flags[i] & seg.HOME != 0, ask[fact.PLACED], t)
        out[4] += pay_points(near[i, seg.WAGE], ask[fact.WAGE_MIN], ask[fact.WAGE_MAX], t)
        out[10] = want_points(near[i, seg.WANTS_AT], ask[fact.OFFERS], t)
        out[11] = fresh_points(near[i, seg.ACTIVE], ask[fact.ASKED_ON], t)
        out[13] += licence_points(block, lane, j, licences, demands, t)
        out[14] += career_points(clock[block, seg.CAREER, lane], ask[fact.CAREER_WISH], t)
        out[15] += education_points(small[block, seg.EDUCATION, lane], ask[fact.EDUCATION_WISH], t)
