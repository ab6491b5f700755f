"""The edges of the assignment graph, in rows: who could be referred where, and what that would be worth."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.jit import jit

F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
U8 = npt.NDArray[np.uint8]


class Rows(NamedTuple):
    """Edges grouped by one side, each row in rising order of ``other``: row i is start[i] … start[i+1]."""

    start: I64
    other: I32
    value: F64


@jit
def starts(size: int, key: I32) -> I64:
    """start[k]: how many edges have a smaller key; counted, not sorted."""
    start = np.zeros(size + 1, np.int64)
    for k in key:
        start[k + 1] += 1
    for k in range(size):
        start[k + 1] += start[k]
    return start


@jit
def _scatter(start: I64, key: I32, other: I32, value: F64) -> tuple[I32, F64]:
    """``other`` and ``value`` sorted by ``key``, stable."""
    at = start[:-1].copy()
    others, values = np.empty_like(other), np.empty_like(value)
    for e in range(len(key)):
        to = at[key[e]]
        at[key[e]] = to + 1
        others[to], values[to] = other[e], value[e]
    return others, values


@jit
def _places(start: I64, key: I32) -> I64:
    """The stable sorting permutation of ``key``."""
    at = start[:-1].copy()
    place = np.empty(len(key), np.int64)
    for e in range(len(key)):
        place[at[key[e]]] = e
        at[key[e]] += 1
    return place


@jit
def _sorted(major: I32, minor: I32) -> bool:
    """Do the pairs (major, minor) never fall?"""
    for e in range(1, len(major)):
        if major[e] < major[e - 1] or (major[e] == major[e - 1] and minor[e] < minor[e - 1]):
            return False
    return True


@jit
def _repeated(start: I64, other: I32) -> int:
    """The first edge equal to the one before it in its row, or -1."""
    for i in range(len(start) - 1):
        for e in range(start[i] + 1, start[i + 1]):
            if other[e] == other[e - 1]:
                return e
    return -1


def rows_of(n: int, m: int, owner: I32, other: I32, value: F64) -> Rows:
    """Edges (owner < n, other < m) as rows, whatever order they come in; ``value`` is copied.

    Raises ValueError for a pair given twice.
    """
    if _sorted(owner, other):
        rows = Rows(starts(n, owner), other, value.copy())
    else:
        if not _sorted(other, owner):
            by_other = starts(m, other)
            owner, value = _scatter(by_other, other, owner, value)
            other = np.repeat(np.arange(m, dtype=np.int32), np.diff(by_other))
        start = starts(n, owner)
        rows = Rows(start, *_scatter(start, owner, other, value))
    twice = _repeated(rows.start, rows.other)
    if twice >= 0:
        i = int(np.searchsorted(rows.start, twice, side="right")) - 1
        raise ValueError(f"resident {i} and order {int(rows.other[twice])}: the pair is given twice")
    return rows


def owners(rows: Rows) -> I32:
    """The row of every edge."""
    return np.repeat(np.arange(len(rows.start) - 1, dtype=np.int32), np.diff(rows.start))


def transposed(rows: Rows, m: int) -> tuple[Rows, I64]:
    """The same edges in rows of the other side (m of them), and the place each had in ``rows``."""
    start = starts(m, rows.other)
    place = _places(start, rows.other)
    return Rows(start, owners(rows)[place], rows.value[place]), place
