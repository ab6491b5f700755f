"""The best k for each order, compiled: read the postings, keep the best in a heap, explain them.

The heap holds keys, value first and then earlier application, the least on top.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from jobvisit.engines.matching import asks as fact
from jobvisit.engines.matching import segment as seg
from jobvisit.engines.matching.asks import ELIGIBLE, EXCLUDED, TALLY
from jobvisit.engines.matching.jit import Int, jit
from jobvisit.engines.matching.kernel_checks import BLOCK, check, sift, tally_failed
from jobvisit.engines.matching.kernel_score import NONE, commute_points, lead, score, write_terms
from jobvisit.engines.matching.kernel_walk import RING, choose_runs, cut_pieces, in_scope
from jobvisit.engines.matching.scores import PLACES
from jobvisit.engines.matching.types import N_REQUIREMENTS, N_TERMS

STRIDE = 128
"""So many are scored before the bar is raised again."""
_BASE = PLACES["base"]


@jit
def sink(key: Any, item: Any, size: Int, new_key: Int, new_item: Int) -> None:
    """Replace the top of a heap of that size by this one and restore it."""
    place, child = 0, 1
    while child < size:
        if child + 1 < size and key[child + 1] < key[child]:
            child += 1
        if key[child] >= new_key:
            break
        key[place], item[place] = key[child], item[child]
        place, child = child, 2 * child + 1
    key[place], item[place] = new_key, new_item


@jit
def keep_best(
    left: Any,
    n: Int,
    near: Any,
    seen: Any,
    prices: Any,
    ppm: Any,
    points: Any,
    key: Any,
    item: Any,
    size: Int,
) -> Int:
    """Put those scored into the heap, as large as its arrays; returns its size."""
    k, priced = len(key), len(prices)
    for at in range(n):
        i = seen[0, left[at]]
        value = lead(points[left[at]], prices[near[i, seg.WHO]] if priced else 0, priced, ppm)
        new = (np.int64(value) << 32) + (0xFFFFFFFF - np.int64(near[i, seg.TIE]))
        if size == k:
            if new > key[0]:
                sink(key, item, size, new, i)
            continue
        place = size
        while place > 0 and key[(place - 1) >> 1] > new:
            key[place], item[place] = key[(place - 1) >> 1], item[(place - 1) >> 1]
            place = (place - 1) >> 1
        key[place], item[place] = new, i
        size += 1
    return size


@jit
def read_order(
    ask: Any, j: Int, demands: Any, k: Int, counting: bool, room: Int, p: Any, words: Any, cells: Any, t: Any, price:
    Any, ppm: Any, scratch: Any, tally: Any,
) -> Int:  # fmt: skip
    """Read the order's postings, nearest first, and keep the best in the heap; returns its size. Counting reads them
    all; else reading stops where nobody farther out can still enter."""
    key, item, left, points = scratch.key, scratch.item, scratch.left, scratch.points
    pieces, bits, seen = scratch.pieces, scratch.bits, scratch.seen
    n = choose_runs(ask, cells.cells, cells.divisions, p.head, scratch.raw, scratch.runs)
    cursor, size, base = np.zeros(2, np.int64), np.int64(0), t[_BASE] + t[_BASE + 1]
    while cursor[0] < n:
        if not counting and size == k:
            ring = scratch.runs[3, cursor[0]] // RING * RING
            best = base + commute_points(ring, ask[fact.PLACED] > 0, ask[fact.PLACED], t)
            if k == 0 or lead(best, price.cheapest, len(price.of_row), ppm) < key[0] >> 32:
                break
        m = cut_pieces(scratch.runs, n, cursor, pieces, room)
        total = check(ask, j, demands, pieces, m, p, bits)
        if counting:
            tally_failed(total, bits, tally)
        kept = sift(pieces, m, bits, seen, tally)
        for begin in range(0, kept if k else 0, STRIDE):
            floor = key[0] >> 32 if size == k else NONE
            s = min(STRIDE, kept - begin)
            for at in range(s):
                left[at] = begin + at
            s = score(ask, j, demands, left, s, floor, p, words, bits, seen, t, price.of_row, ppm, points)
            size = keep_best(left, s, p.near, seen, price.of_row, ppm, points, key, item, size)
    return size


@jit
def write_out(
    ask: Any,
    j: Int,
    demands: Any,
    size: Int,
    p: Any,
    words: Any,
    t: Any,
    scratch: Any,
    out: Int,
    explained: bool,
    found: Any,
    all_terms: Any,
) -> None:
    """Empty the heap, best first, and look at each again for what is unknown of it and, where the list is to be
    ``explained`` or its keys hold no scores, for its terms."""
    key, item, terms = scratch.key, scratch.item, scratch.terms
    pieces, bits, seen = scratch.pieces, scratch.bits, scratch.seen
    for r in range(size - 1, -1, -1):
        i = item[0]
        wishes = max(p.near[i, seg.WISH], p.near[i, seg.WISH + 1], p.near[i, seg.WISH + 2])
        nameless = (ask[fact.OCCUPATION] >= 0) & (wishes < 0)
        pieces[0, r], pieces[1, r], pieces[2, r] = i, i + 1, nameless
        found[out, r, 2] = key[0] >> 32
        sink(key, item, r, key[r], item[r])
    check(ask, j, demands, pieces, size, p, bits)
    sift(pieces, size, bits, seen, np.zeros(TALLY, np.int64))
    for r in range(size):
        found[out, r, 0], found[out, r, 1] = p.near[seen[0, r], seg.WHO], bits[1, seen[1, r]]
    if not explained:
        return
    write_terms(ask, j, demands, size, p, words, bits, seen, t, terms)
    for r in range(size):
        total = np.int32(0)
        for term in range(N_TERMS):
            total += terms[r, term]
            if len(all_terms):
                all_terms[out, r, term] = terms[r, term]
        found[out, r, 2] = total


class Scratch(NamedTuple):
    """Everything that reading an order writes to; see the modules' heads for the shapes."""

    raw: Any
    runs: Any
    pieces: Any
    bits: Any
    seen: Any
    key: Any
    item: Any
    left: Any
    points: Any
    terms: Any


class Priced(NamedTuple):
    """Millionths by row (none: no prices), and the least of them."""

    of_row: Any
    cheapest: Any


@jit
def rank_block(
    first: Int, last: Int, k: Int, counting: bool, room: Int, asked: Any, demands: Any, p: Any, words: Any, cells: Any,
    live: Any, t: Any, price: Any, ppm: Any, found: Any, all_terms: Any, tallies: Any,
) -> None:  # fmt: skip
    """The best ``k`` for the orders in rows ``first``…``last``.

    ``found`` (orders, k, 3): row, unknown bits and score; rows stay as they were beyond the end. ``all_terms``
    (orders, k, terms), or empty where they are not wanted. ``tallies`` (orders, ``TALLY``), zero before; for counting
    only. ``room``: postings read at once.
    """
    entries, most = max(room, k * BLOCK), cells.cells.shape[1] + cells.divisions.shape[1]
    scratch = Scratch(
        np.empty((4, most), np.int32), np.empty((4, most), np.int32), np.empty((3, entries // BLOCK), np.int32),
        np.empty((6, entries), np.uint16), np.empty((2, entries), np.int32),
        np.empty(k, np.int64), np.empty(k, np.int32), np.empty(STRIDE, np.int32), np.empty(entries, np.int32),
        np.empty((k, N_TERMS), np.int32),
    )  # fmt: skip
    for j in range(first, last):
        ask, out = asked[j], j - first
        tally = tallies[out]
        size = read_order(ask, j, demands, k, counting, room, p, words, cells, t, price, ppm, scratch, tally)
        explained = len(all_terms) + len(price.of_row) > 0
        write_out(ask, j, demands, size, p, words, t, scratch, out, explained, found, all_terms)
        if counting:
            here, counted = in_scope(ask, cells.divisions, live), tally[ELIGIBLE]
            for requirement in range(1, N_REQUIREMENTS):
                counted += tally[EXCLUDED + requirement]
            tally[EXCLUDED + 1] += here - counted
            tally[EXCLUDED] = live[-1] - here
