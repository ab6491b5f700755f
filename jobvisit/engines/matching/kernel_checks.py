"""The hard requirements again, as compiled passes over postings: equal to ``filters``, pair for pair.

Each pass reads a few columns for a list of *pieces* (runs of postings) and writes one entry a posting. There are no
branches inside a pass and integers keep their narrow types, so the compiler turns each into vector instructions; that
is why logic is spelled with ``&`` and ``|``, and why facts that an order does not state become limits that nobody can
miss. A pass takes whole blocks of postings; lanes outside its piece are marked as not to be counted.

The scratch of a chunk: ``pieces`` (3, room) first posting, end, and whether those in it have no known wish; ``bits``
(6, room) failed and unsure requirements, two rows for each pass; ``seen`` (2, room) posting and entry of those left.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from jobvisit.engines.matching import asks as fact
from jobvisit.engines.matching import segment as seg
from jobvisit.engines.matching.asks import ELIGIBLE, EXCLUDED, TO_CONFIRM
from jobvisit.engines.matching.jit import Int, jit
from jobvisit.engines.matching.types import N_REQUIREMENTS

BLOCK, BLOCK_WIDE = seg.BLOCK, np.uint64(seg.BLOCK)

_NO_LIMIT = 2**31 - 1
_HOME, _REACH = np.uint8(seg.HOME), np.uint8(seg.REACH)
_I1, _I2, _I4 = np.int8(1), np.int8(2), np.int8(4)
_PAIRS, _QUADS, _LOW = np.int8(0x55), np.int8(0x33), np.int8(0x0F)
_LISTED, _ONE = np.uint8(seg.LISTED), np.uint16(1)


@jit
def check_place_and_pay(ask: Any, pieces: Any, n: Int, wide: Any, flags: Any, bits: Any) -> Int:
    """Commute and pay into rows 0 and 1; returns how many entries the chunk has. Bit 0 of what failed marks who is
    not to be counted: outside the piece, gone, or met again under another wish where everyone is read.

    Whole metres exceed a reach exactly where the square of the distance is at least that of one metre more.
    """
    x, y = float(ask[fact.PLACE_X]), float(ask[fact.PLACE_Y])
    placed, paid, stretch = ask[fact.PLACED] > 0, ask[fact.WAGE_MAX] > 0, float(ask[fact.STRETCH]) + 1.0
    low = np.int32(ask[fact.WAGE_MIN] if paid else _NO_LIMIT)
    high = np.int32(ask[fact.WAGE_MAX] if paid else _NO_LIMIT)
    everyone = ask[fact.OCCUPATION] < 0
    watched, here = np.uint8(seg.DEAD | seg.FIRST if everyone else seg.DEAD), np.uint8(seg.FIRST if everyone else 0)
    out = 0
    for piece in range(n):
        start, stop, nameless = pieces[0, piece], pieces[1, piece], np.uint16(pieces[2, piece])
        for block in range(pieces[0, piece] // BLOCK, (pieces[1, piece] - 1) // BLOCK + 1):
            b, at = np.uint64(block), np.uint64(out)
            for q in range(BLOCK):
                lane = np.uint64(q)
                to = at + lane
                i = np.int32(block * BLOCK + q)
                dx, dy = float(wide[b, seg.X, lane]) - x, float(wide[b, seg.Y, lane]) - y
                enough = float(wide[b, seg.REACH_AT, lane]) + stretch
                flag = flags[b * BLOCK_WIDE + lane]
                located = ((flag & _HOME) != 0) & placed
                far = located & (dx * dx + dy * dy >= enough * enough)
                where = placed & ~far & ~(located & ((flag & _REACH) != 0))
                wanted = wide[b, seg.WANTED, lane]  # 0 where no wish is known: the slack never takes all of one
                short = wanted > high
                open_pay = paid & ~short & ((wanted <= 0) | (wanted > low))
                apart = ((flag & watched) != here) | (i < start) | (i >= stop)
                bits[0, to] = np.uint16(apart) | (np.uint16(far) << 1) | (np.uint16(short) << 2)
                bits[1, to] = nameless | (np.uint16(where) << 1) | (np.uint16(open_pay) << 2)
            out += BLOCK
    return out


@jit
def check_times(ask: Any, pieces: Any, n: Int, clock: Any, small: Any, bits: Any) -> None:
    """Days, start, end, weekly hours and shifts into rows 2 and 3."""
    need, count, rotating = np.int8(ask[fact.DAYS_ASKED]), np.int8(ask[fact.DAY_COUNT]), ask[fact.ROTATING] > 0
    start, end, week = np.int16(ask[fact.BEGIN]), np.int16(ask[fact.FINISH]), np.int16(ask[fact.WEEK])
    dated, starts, ends, weeks = (need > 0) | (count > 0), start >= 0, end >= 0, week >= 0
    out = 0
    for piece in range(n):
        for block in range(pieces[0, piece] // BLOCK, (pieces[1, piece] - 1) // BLOCK + 1):
            b, at = np.uint64(block), np.uint64(out)
            for q in range(BLOCK):
                lane = np.uint64(q)
                to = at + lane
                free, shifts = small[b, seg.DAYS, lane], small[b, seg.SHIFTS, lane]
                two = np.int8(free - ((free >> _I1) & _PAIRS))
                four = np.int8((two & _QUADS) + ((two >> _I2) & _QUADS))
                able = np.int8((four + (four >> _I4)) & _LOW)
                day = (free > 0) & (((need & ~free) != 0) | (able < count))
                earliest, latest = clock[b, seg.EARLIEST, lane], clock[b, seg.LATEST, lane]
                least, most = clock[b, seg.WEEKLY_MIN, lane], clock[b, seg.WEEKLY_MAX, lane]
                early, late = starts & (earliest > start), (latest >= 0) & (end > latest)
                hours = weeks & (((most >= 0) & (week > most)) | (week < least))
                unbound = weeks & (least < 0) & (most < 0)
                failed = (np.uint16(day) << 3) | (np.uint16(early) << 4) | (np.uint16(late) << 5)
                bits[2, to] = failed | (np.uint16(hours) << 6) | (np.uint16(rotating & (shifts == 0)) << 7)
                unsure = (np.uint16(dated & (free == 0)) << 3) | (np.uint16(starts & (earliest < 0)) << 4)
                unsure |= (np.uint16(ends & (latest < 0)) << 5) | (np.uint16(unbound) << 6)
                bits[3, to] = unsure | (np.uint16(rotating & (shifts < 0)) << 7)
            out += BLOCK


@jit
def check_skills(ask: Any, pieces: Any, n: Int, clock: Any, small: Any, bits: Any) -> None:
    """Career and education into rows 4 and 5."""
    months, level = np.int16(ask[fact.CAREER_MIN]), np.int8(ask[fact.EDUCATION_MIN])
    by_career, by_level = months > 0, level > 0
    out = 0
    for piece in range(n):
        for block in range(pieces[0, piece] // BLOCK, (pieces[1, piece] - 1) // BLOCK + 1):
            b, at = np.uint64(block), np.uint64(out)
            for q in range(BLOCK):
                lane = np.uint64(q)
                to = at + lane
                held, reached = clock[b, seg.CAREER, lane], small[b, seg.EDUCATION, lane]
                green, lower = (held >= 0) & (held < months), (reached >= 0) & (reached < level)
                bits[4, to] = (np.uint16(green) << 9) | (np.uint16(lower) << 10)
                bits[5, to] = (np.uint16(by_career & (held < 0)) << 9) | (np.uint16(by_level & (reached < 0)) << 10)
            out += BLOCK


@jit
def join_passes(total: Int, skilled: bool, bits: Any) -> None:
    """Gather the passes' bits in rows 0 and 1."""
    for q in range(total):
        bits[0, q] |= bits[2, q]
        bits[1, q] |= bits[3, q]
    if skilled:
        for q in range(total):
            bits[0, q] |= bits[4, q]
            bits[1, q] |= bits[5, q]


@jit
def read_licences(all_of: Int, any_of: Int, w: Int, pieces: Any, n: Int, licences: Any, bits: Any) -> None:
    """Of one word of the sets: whether any demanded is missing, and whether one is held, added to rows 2 and 3."""
    out = 0
    for piece in range(n):
        for block in range(pieces[0, piece] // BLOCK, (pieces[1, piece] - 1) // BLOCK + 1):
            b, at = np.uint64(block), np.uint64(out)
            for q in range(BLOCK):
                lane = np.uint64(q)
                held = licences[b, w, lane]
                bits[2, at + lane] |= np.uint16((all_of & ~held) != 0)
                bits[3, at + lane] |= np.uint16((any_of & held) != 0)
            out += BLOCK


@jit
def check_licences(j: Int, demands: Any, pieces: Any, n: Int, total: Int, licences: Any, flags: Any, bits: Any) -> None:
    """Licences, added to rows 0 and 1. The sets of residents and orders may differ in width."""
    words, held_words = (demands.shape[1] - fact.DEMANDS) // 3, licences.shape[1]
    some, beyond = False, False
    for w in range(words):
        some |= demands[j, fact.DEMANDS + words + w] != 0
        beyond |= w >= held_words and demands[j, fact.DEMANDS + w] != 0
    missing, one_held = np.uint16(beyond), np.uint16(not some)
    for q in range(total):
        bits[2, q], bits[3, q] = missing, one_held
    for w in range(min(words, held_words)):
        all_of, any_of = demands[j, fact.DEMANDS + w], demands[j, fact.DEMANDS + words + w]
        read_licences(all_of, any_of, w, pieces, n, licences, bits)
    out = 0
    for piece in range(n):
        for block in range(pieces[0, piece] // BLOCK, (pieces[1, piece] - 1) // BLOCK + 1):
            b, at = np.uint64(block), np.uint64(out)
            for q in range(BLOCK):
                lane = np.uint64(q)
                to = at + lane
                lacking = np.uint16(bits[2, to] | (bits[3, to] ^ _ONE))
                listed = np.uint16((flags[b * BLOCK_WIDE + lane] & _LISTED) != 0)
                bits[0, to] |= np.uint16(np.uint16(lacking & listed) << 8)
                bits[1, to] |= np.uint16(np.uint16(lacking & (listed ^ _ONE)) << 8)
            out += BLOCK


@jit
def check(ask: Any, j: Int, demands: Any, pieces: Any, n: Int, p: Any, bits: Any) -> Int:
    """All requirements of the chunk's postings into rows 0 and 1 of ``bits``; returns how many postings there are."""
    total = check_place_and_pay(ask, pieces, n, p.wide, p.flags, bits)
    check_times(ask, pieces, n, p.clock, p.small, bits)
    skilled = (ask[fact.CAREER_MIN] > 0) | (ask[fact.EDUCATION_MIN] > 0)
    if skilled:
        check_skills(ask, pieces, n, p.clock, p.small, bits)
    join_passes(total, skilled, bits)
    if ask[fact.LICENSED]:
        check_licences(j, demands, pieces, n, total, p.licences, p.flags, bits)
    return total


@jit
def tally_failed(total: Int, bits: Any, tally: Any) -> None:
    """Count those excluded, each at the first requirement failed: the lowest bit set."""
    for requirement in range(1, N_REQUIREMENTS):
        lowest, n = np.uint16(1 << requirement), np.uint16(0)
        for q in range(total):
            failed = bits[0, q]
            n = np.uint16(n + np.uint16(np.uint16(failed & np.uint16(~failed + _ONE)) == lowest))
        tally[EXCLUDED + requirement] += n


@jit
def sift(pieces: Any, n: Int, bits: Any, seen: Any, tally: Any) -> Int:
    """List in ``seen`` those who failed nothing, and count them; returns how many.

    Whether one passes cannot be foretold, so nothing branches on it: each is written, and overwritten by the next
    unless kept.
    """
    kept, q = np.int64(0), np.int64(0)
    for piece in range(n):
        first, last = pieces[0, piece] // BLOCK * BLOCK, (pieces[1, piece] - 1) // BLOCK * BLOCK + BLOCK
        for i in range(first, last):
            seen[0, kept], seen[1, kept] = i, q
            kept += bits[0, q] == 0
            q += 1
    unsure = np.int64(0)
    for s in range(kept):
        unsure += bits[1, seen[1, s]] != 0
    tally[ELIGIBLE] += kept
    tally[TO_CONFIRM] += unsure
    return kept
