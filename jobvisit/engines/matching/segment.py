"""How residents lie in memory so that one order touches few of them, in the order it needs them.

A *posting* is one resident under one division (중분류) they wish for: at most three each, and one under "not known" for
those without a wish. Postings are sorted by (division, cell of 2 km, farthest reach first), so an order reads the cells
around its workplace and, in each, only those whose own reach gets there. A posting repeats the columns that the hard
requirements need; the rest is looked up by row for those who are left. Rows lie in the order of their first posting.

The layout depends on nothing but the residents and two parameters (``reach_assumed``, ``pay_slack``): equal people
give equal bytes, whatever the order of input.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np

from jobvisit.engines.matching.columns import FAR, I8, I16, I32, I64, U8, U64, AnyArray, People
from jobvisit.engines.matching.filters import DIVISION, wanted_pay
from jobvisit.engines.matching.params import Params
from jobvisit.engines.matching.types import NOWHERE

CELL: Final = 2_000
"""Metres on a side."""
NO_CELL: Final = -(2**30)
"""The cell row of those whose home is not known."""
LAST_APPLICATION: Final = 2**31 - 1

BLOCK: Final = 16
"""Postings are kept in blocks of so many, all columns of a block side by side: a run of cells is then a few long
reads of memory, not many short ones, and a block is what one vector instruction takes."""

HOME, REACH, FIRST, DEAD, LISTED = 1, 2, 4, 8, 16
"""Flags: home known, reach known, the resident's first posting, no longer there, all licences known."""

_ROW_BITS, _REACH_BITS = 15, 20
_EDGE: Final = FAR // CELL + 2


X, Y, REACH_AT, WANTED = range(4)
"""Columns of ``Postings.wide``."""
EARLIEST, LATEST, WEEKLY_MIN, WEEKLY_MAX, CAREER = range(5)
"""Columns of ``Postings.clock``."""
EDUCATION, SHIFTS, DAYS = range(3)
"""Columns of ``Postings.small``."""
WISH, WHO, WAGE, WANTS_AT, ACTIVE, TIE = 0, 3, 4, 5, 6, 7
NEAR_WIDTH: Final = 8
"""Columns of ``Postings.near``: three wishes, row, wished pay, wants (as bits), day last heard of, place in the order
of application; two postings are one line of the processor's cache."""
ROW, COLUMN, START, FARTHEST = range(4)
"""Rows of ``Cells.cells``."""
NAME, FIRST_CELL, FARTHEST_IN = range(3)
"""Rows of ``Cells.divisions``."""


class Postings(NamedTuple):
    """What the hard requirements need of m postings, m a multiple of ``BLOCK`` (the last ones are padding, marked
    ``DEAD``). Posting i is entry i of the flat arrays, and block ``i // BLOCK``, lane ``i % BLOCK`` of the others."""

    flags: U8
    near: I32
    """``(m, NEAR_WIDTH)``: what is needed of those only who failed nothing, to score them."""
    wide: I32
    """``(m / BLOCK, 4, BLOCK)``: place, reach (the assumed one where none is known), the wished pay less the slack."""
    clock: I16
    """``(m / BLOCK, 5, BLOCK)``: times, weekly hours, months of career."""
    small: I8
    """``(m / BLOCK, 3, BLOCK)``: education, shifts, days."""
    licences: U64
    """``(m / BLOCK, licence words, BLOCK)``."""
    head: I32
    """The reach of each block's first posting."""


class Cells(NamedTuple):
    """Which postings are where. ``cells`` (4, c + 1): row, column, first posting, farthest reach, by division, row,
    column.
    ``divisions`` (3, d + 1): number, first cell, farthest reach. The last column of each only closes the last range."""

    cells: I32
    divisions: I32


class Segment:
    """A fixed set of residents, laid out for asking. Never changed after it is built."""

    def __init__(self, people: People, postings: Postings, cells: Cells) -> None:
        self.people = people
        self.words: U64 = frozen(people.words)
        """The last thing asked of those who may still enter a list: the signatures of their words, by row."""
        self.postings = Postings(*map(frozen, postings))
        self.cells = Cells(*map(frozen, cells))

    def __len__(self) -> int:
        return len(self.people)

    @classmethod
    def build(cls, people: People, params: Params) -> Segment:
        """Lay out these residents; their ids are distinct (the caller has refused others)."""
        people = people.take(_application_order(people))
        wished = _divisions(people)
        tie = np.argsort(_key(people, wished[:, 0], params), kind="stable").astype(np.int32)
        people, wished = people.take(tie), wished[tie]
        rows, wish = (index.astype(np.int32) for index in np.nonzero(wished > -2))
        division = wished[rows, wish]
        order = np.argsort(_key(people, division, params, rows), kind="stable")
        rows, first, division = rows[order], wish[order] == 0, division[order]
        postings = _postings(people, rows, first, tie, params)
        return cls(people, postings, _cells(postings, division))

    @cached_property
    def by_id(self) -> tuple[I64, I32]:
        """Ids in rising order, and the row of each."""
        order = np.argsort(self.people.ids, kind="stable").astype(np.int32)
        return self.people.ids[order], order

    def rows_of(self, ids: I64) -> I64:
        """The row of each id, -1 where it is not here."""
        known, rows = self.by_id
        if not len(known):
            return np.full(len(ids), -1, np.int64)
        at = np.minimum(np.searchsorted(known, ids), len(known) - 1)
        return np.where(known[at] == ids, rows[at], -1).astype(np.int64)

    def postings_of(self, row: int) -> I64:
        """Where the postings of a row are."""
        found = [
            np.flatnonzero(self.postings.near[start:stop, WHO] == row) + start for start, stop in self._cells_of(row)
        ]
        return np.concatenate(found)

    def _cells_of(self, row: int) -> list[tuple[int, int]]:
        """The posting ranges of the cells that hold a row: its home's cell under each of its divisions."""
        person, cells = self.people.take(slice(row, row + 1)), self.cells.cells
        home_row, home_column = (int(place[0]) for place in _cell(person))
        out = []
        for division in {int(d) for d in _divisions(person)[0] if d > -2}:
            group = int(np.searchsorted(self.cells.divisions[NAME, :-1], division))
            low, high = (int(c) for c in self.cells.divisions[FIRST_CELL, group : group + 2])
            here = (cells[ROW, low:high] == home_row) & (cells[COLUMN, low:high] == home_column)
            at = low + int(np.flatnonzero(here)[0])
            out.append((int(cells[START, at]), int(cells[START, at + 1])))
        return out

    def arrays(self) -> dict[str, AnyArray]:
        """Everything by name, for a snapshot; ``from_arrays`` is the inverse."""
        parts: dict[str, dict[str, AnyArray]] = {
            "people": self.people.columns(),
            "postings": self.postings._asdict(),
            "cells": self.cells._asdict(),
            "ids": dict(zip(("sorted", "row"), self.by_id, strict=True)),
        }
        return {f"{part}.{name}": array for part, columns in parts.items() for name, array in columns.items()}

    @classmethod
    def from_arrays(cls, arrays: dict[str, AnyArray]) -> Segment:
        """Raises ``KeyError`` where one is missing."""

        def part(make: Callable[..., Any], name: str, fields: Any) -> Any:
            return make(**{field: arrays[f"{name}.{field}"] for field in fields})

        made = cls(
            part(People, "people", People.COLUMNS),
            part(Postings, "postings", Postings._fields),
            part(Cells, "cells", Cells._fields),
        )
        made.by_id = (arrays["ids.sorted"], arrays["ids.row"])
        return made


def frozen(array: Any) -> Any:
    """A view that cannot be written: the one kind of array that the kernels are compiled for."""
    view = np.ascontiguousarray(array).view()
    view.setflags(write=False)
    return view


def _application_order(people: People) -> I64:
    """Rows by application, undated last, then by id."""
    dated = np.where(people.applied_on < 0, LAST_APPLICATION, people.applied_on)
    return np.lexsort((people.ids, dated))


def _divisions(people: People) -> I32:
    """``(n, 3)``: the distinct divisions wished for, packed to the left; -1 alone where no wish is known, -2 for
    none."""
    wished = np.where(people.wishes >= 0, people.wishes // DIVISION, -2).astype(np.int32)
    wished[:, 1] = np.where(wished[:, 1] == wished[:, 0], -2, wished[:, 1])
    repeated = (wished[:, 2] == wished[:, 0]) | (wished[:, 2] == wished[:, 1])
    wished[:, 2] = np.where(repeated, -2, wished[:, 2])
    gaps = np.argsort(wished == -2, axis=1, kind="stable")
    wished = np.take_along_axis(wished, gaps, axis=1)
    wished[:, 0] = np.where(wished[:, 0] == -2, -1, wished[:, 0])
    return wished


def _cell(people: People) -> tuple[I64, I64]:
    """Row and column of each home."""
    known = (people.x != NOWHERE) & (people.y != NOWHERE)
    return tuple(np.where(known, place.astype(np.int64) // CELL, NO_CELL) for place in (people.y, people.x))  # type: ignore[return-value]


def _key(people: People, division: I32, params: Params, rows: I32 | None = None) -> I64:
    """One sortable number: division, cell row, cell column, falling reach; unknown homes first in their division."""
    reach = np.where(people.reach > 0, people.reach, params.reach_assumed)
    row, column = (np.maximum(place + _EDGE, 0) for place in _cell(people))
    cell = (((row << _ROW_BITS) | column) << _REACH_BITS) | ((1 << _REACH_BITS) - 1 - np.minimum(reach, 1_000_000))
    cell = cell if rows is None else cell[rows]
    return np.asarray(cell | (division.astype(np.int64) + 1) << (2 * _ROW_BITS + _REACH_BITS))


def _postings(people: People, rows: I32, first: AnyArray, tie: I32, params: Params) -> Postings:
    home = (people.x != NOWHERE) & (people.y != NOWHERE)
    reach = np.where(people.reach > 0, people.reach, np.int32(params.reach_assumed))
    flags = (home * HOME + (people.reach > 0) * REACH + people.licences_known * LISTED).astype(np.uint8)
    x, y = (np.where(home, place, np.int32(0)) for place in (people.x, people.y))
    wide = _blocks(rows, x, y, reach, wanted_pay(people, params))
    marked = flags[rows] + first.astype(np.uint8) * np.uint8(FIRST)
    return Postings(
        flags=_padded(marked, DEAD),
        near=_near(people, rows, tie),
        wide=wide,
        clock=_blocks(rows, people.earliest, people.latest, people.weekly_min, people.weekly_max, people.career),
        small=_blocks(rows, people.education, people.shifts, people.days.astype(np.int8)),
        licences=_blocks(rows, *people.licences.T),
        head=np.ascontiguousarray(wide[:, REACH_AT, 0]),
    )


def _padded(column: AnyArray, value: int) -> AnyArray:
    """With as many more as make whole blocks."""
    room = np.full((-len(column) % BLOCK, *column.shape[1:]), value, column.dtype)
    return np.concatenate([column, room])


def _blocks(rows: I32, *columns: AnyArray) -> AnyArray:
    """The columns' entries for these rows as ``(blocks, columns, BLOCK)``."""
    parts = [_padded(column[rows], 0).reshape(-1, BLOCK) for column in columns]
    return np.stack(parts, axis=1)


def _near(people: People, rows: I32, tie: I32) -> I32:
    near = _aligned((len(rows) + -len(rows) % BLOCK, NEAR_WIDTH))
    n = len(rows)
    near[:n, WISH : WISH + 3] = people.wishes[rows]
    near[:n, WHO], near[:n, WAGE], near[:n, ACTIVE] = rows, people.wage[rows], people.active_on[rows]
    near[:n, WANTS_AT], near[:n, TIE] = people.wants.view(np.int32)[rows], tie[rows]
    return near


def _aligned(shape: tuple[int, int]) -> I32:
    """Zeros that begin on a line of the processor's cache."""
    room = np.zeros(shape[0] * shape[1] + 16, np.int32)
    skip = -room.ctypes.data // 4 % 16
    return room[skip : skip + shape[0] * shape[1]].reshape(shape)


def _cells(postings: Postings, division: I32) -> Cells:
    n = len(division)
    home = (postings.flags[:n] & HOME) > 0
    reach, y, x = (postings.wide[:, at].ravel()[:n] for at in (REACH_AT, Y, X))
    row, column = (np.where(home, place // CELL, NO_CELL).astype(np.int32) for place in (y, x))
    new = np.ones(n, np.bool_)
    new[1:] = (np.diff(division) != 0) | (np.diff(row) != 0) | (np.diff(column) != 0)
    start = np.flatnonzero(new)
    names, first_cell = np.unique(division[start], return_index=True)
    cells = np.zeros((4, len(start) + 1), np.int32)
    cells[:, :-1] = row[start], column[start], start, reach[start]
    cells[START, -1] = n
    divisions = np.zeros((3, len(names) + 1), np.int32)
    divisions[NAME, :-1], divisions[FIRST_CELL, :-1], divisions[FIRST_CELL, -1] = names, first_cell, len(start)
    if len(names):
        divisions[FARTHEST_IN, :-1] = np.maximum.reduceat(cells[FARTHEST, :-1], first_cell)
    return Cells(cells, divisions)
