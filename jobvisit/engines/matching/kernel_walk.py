"""Which postings an order reads: the cells of its division that can hold anyone within reach, nearest first.

``runs`` (4, most): first posting, end, whether those in it have no known wish, and the fewest metres at which any of
them can live.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from jobvisit.engines.matching import asks as fact
from jobvisit.engines.matching import segment as seg
from jobvisit.engines.matching.filters import DIVISION
from jobvisit.engines.matching.jit import Int, jit

SPARSE = 4 * seg.BLOCK
"""Neighbouring cells are read as one run while they have no more postings than this: a block on the border of two is
then read once, and in the country, where a cell holds a few postings, that is most blocks."""
RING, RINGS = 250, 256
"""Runs are read in rings of this many metres around the workplace; the last ring is everything farther out."""


@jit
def find_division(divisions: Any, division: Int) -> Int:
    """Its place among the segment's divisions, -1 where nobody wishes for it."""
    for at in range(divisions.shape[1] - 1):
        if divisions[seg.NAME, at] == division:
            return at
    return -1


@jit
def first_not_below(keys: Any, row: Int, low: Int, high: Int, wanted: Int) -> Int:
    """The first place in ``low``…``high`` of a row of keys, rising, that is not below ``wanted``."""
    while low < high:
        middle = (low + high) >> 1
        if keys[row, middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@jit
def end_of_reach(head: Any, start: Int, stop: Int, metres: Int) -> Int:
    """Where in a cell, farthest reach first, nobody reaches so far any more: ``stop``, or the start of the first
    block in the cell whose first resident does not."""
    low, high = (start + seg.BLOCK - 1) // seg.BLOCK, (stop + seg.BLOCK - 1) // seg.BLOCK
    while low < high:
        middle = (low + high) >> 1
        if head[middle] >= metres:
            low = middle + 1
        else:
            high = middle
    return min(stop, low * seg.BLOCK)


@jit
def metres_to_cell(row: Int, column: Int, x: float, y: float) -> Int:
    """The fewest whole metres from a place to anywhere in a cell."""
    top, left = float(row * seg.CELL), float(column * seg.CELL)
    dy = max(0.0, top - y, y - (top + seg.CELL - 1))
    dx = max(0.0, left - x, x - (left + seg.CELL - 1))
    return int(np.sqrt(dx * dx + dy * dy))


@jit
def add_run(runs: Any, n: Int, start: Int, stop: Int, nameless: Int, near: Int) -> Int:
    """Append one run, or lengthen the last; returns how many there are now."""
    alike = n > 0 and runs[2, n - 1] == nameless and stop - runs[0, n - 1] <= SPARSE
    if alike and 0 <= start - runs[1, n - 1] < seg.BLOCK:  # whoever lies between cannot reach, and is found not to
        runs[1, n - 1], runs[3, n - 1] = stop, min(runs[3, n - 1], near)
        return n
    runs[0, n], runs[1, n], runs[2, n], runs[3, n] = start, stop, nameless, near
    return n + 1


@jit
def pick_cells(group: Int, ask: Any, cells: Any, divisions: Any, head: Any, runs: Any, n: Int) -> Int:
    """Append the runs of one division that can hold anyone within reach; returns how many runs there are now."""
    cell, last = divisions[seg.FIRST_CELL, group], divisions[seg.FIRST_CELL, group + 1]
    nameless = np.int64((divisions[seg.NAME, group] == -1) & (ask[fact.OCCUPATION] >= 0))
    if not ask[fact.PLACED]:
        return add_run(runs, n, cells[seg.START, cell], cells[seg.START, last], nameless, 0)
    if cells[seg.ROW, cell] == seg.NO_CELL:
        n = add_run(runs, n, cells[seg.START, cell], cells[seg.START, cell + 1], nameless, 0)
        cell += 1
    x, y, stretch = ask[fact.PLACE_X], ask[fact.PLACE_Y], ask[fact.STRETCH]
    far = divisions[seg.FARTHEST_IN, group] + stretch
    left, right, bottom = (x - far) // seg.CELL, (x + far) // seg.CELL, (y + far) // seg.CELL
    cell = first_not_below(cells, seg.ROW, cell, last, (y - far) // seg.CELL)
    while cell < last and cells[seg.ROW, cell] <= bottom:
        row = cells[seg.ROW, cell]
        end = first_not_below(cells, seg.ROW, cell, last, row + 1)
        for c in range(first_not_below(cells, seg.COLUMN, cell, end, left), end):
            if cells[seg.COLUMN, c] > right:
                break
            near = metres_to_cell(row, cells[seg.COLUMN, c], float(x), float(y))
            if cells[seg.FARTHEST, c] + stretch >= near:
                start, stop = cells[seg.START, c], cells[seg.START, c + 1]
                n = add_run(runs, n, start, end_of_reach(head, start, stop, near - stretch), nameless, near)
        cell = end
    return n


@jit
def sort_by_ring(raw: Any, n: Int, runs: Any) -> None:
    """Copy ``n`` runs in the order of their rings: one pass to count, one to place."""
    places = np.zeros(RINGS + 1, np.int64)
    for r in range(n):
        places[min(raw[3, r] // RING, RINGS - 1) + 1] += 1
    for ring in range(RINGS):
        places[ring + 1] += places[ring]
    for r in range(n):
        ring = min(raw[3, r] // RING, RINGS - 1)
        to = places[ring]
        places[ring] = to + 1
        for part in range(4):
            runs[part, to] = raw[part, r]


@jit
def choose_runs(ask: Any, cells: Any, divisions: Any, head: Any, raw: Any, runs: Any) -> Int:
    """The runs for an order, nearest first: its division and those without a wish, or everyone where it has no code."""
    n = np.int64(0)
    for group in range(divisions.shape[1] - 1):
        name = divisions[seg.NAME, group]
        if ask[fact.OCCUPATION] < 0 or name == -1 or name == ask[fact.OCCUPATION] // DIVISION:
            n = pick_cells(group, ask, cells, divisions, head, raw, n)
    sort_by_ring(raw, n, runs)
    return n


@jit
def in_scope(ask: Any, divisions: Any, live: Any) -> Int:
    """How many residents do not fail on occupation. ``live``: residents by division, then altogether."""
    if ask[fact.OCCUPATION] < 0:
        return live[-1]
    people = 0
    for division in (-1, ask[fact.OCCUPATION] // DIVISION):
        group = find_division(divisions, division)
        if group >= 0:
            people += live[group]
    return people


@jit
def cut_pieces(runs: Any, n: Int, cursor: Any, pieces: Any, room: Int) -> Int:
    """Fill a chunk of ``room`` entries with pieces of the next runs; ``cursor`` is (run, posting) and moves on.
    Returns how many pieces. A piece takes whole blocks of the chunk."""
    made = 0
    while cursor[0] < n and room > 0:
        run = cursor[0]
        begin, stop = max(runs[0, run], cursor[1]), runs[1, run]
        end = min(stop, begin // seg.BLOCK * seg.BLOCK + room)
        if end > begin:
            pieces[0, made], pieces[1, made], pieces[2, made] = begin, end, runs[2, run]
            made, room = made + 1, room - ((end - 1) // seg.BLOCK - begin // seg.BLOCK + 1) * seg.BLOCK
        if end >= stop:
            cursor[0], cursor[1] = run + 1, 0
        else:
            cursor[1] = end
    return made
