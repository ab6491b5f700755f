"""The index: everyone who can be ranked, laid out for asking, always current.

Residents live in a large *base* segment and a small *tail*. Whoever is added or changed is marked as gone where they
were and stands in the tail, which is laid out anew (a millisecond or two); nothing waits for a rebuild. When the tail
has grown, both are merged. Every change ends in one assignment: a question asked meanwhile sees everything as it was
before, or as it is after, never half of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

import numpy as np

from jobvisit.engines.matching.columns import I64, Bool, Orders, People
from jobvisit.engines.matching.filters import DIVISION
from jobvisit.engines.matching.params import Params
from jobvisit.engines.matching.scores import curves
from jobvisit.engines.matching.segment import DEAD, FIRST_CELL, START, Postings, Segment, frozen
from jobvisit.engines.matching.types import Order, Person

TAIL_MOST = 2_000
"""A tail longer than this, and than one sixteenth of the base, is merged."""
MERGE_AT_ONCE = 200_000
"""Up to so many residents a merge is done by the change that makes it due (0.2 s); beyond, ``merge`` waits to be
called."""


@dataclass(frozen=True, eq=False)
class Part:
    """A segment with those marked who are no longer there."""

    segment: Segment
    postings: Postings
    live: I64
    """Residents there, by division, then altogether."""
    gone: Bool | None = None
    """By row; None while all are there."""

    @classmethod
    def of(cls, people: People, params: Params) -> Part:
        return cls.whole(Segment.build(people, params))

    @classmethod
    def whole(cls, segment: Segment) -> Part:
        """A segment of which all are there."""
        starts = segment.cells.cells[START][segment.cells.divisions[FIRST_CELL]]
        return cls(segment, segment.postings, frozen(np.append(np.diff(starts), len(segment)).astype(np.int64)))

    def without(self, ids: I64) -> Part:
        """The same with these marked as gone; ids not here are ignored."""
        rows = self.segment.rows_of(ids)
        rows = rows[rows >= 0]
        gone = np.zeros(len(self.segment), np.bool_) if self.gone is None else self.gone
        rows = np.unique(rows[~gone[rows]])
        if not len(rows):
            return self
        gone, flags, live = gone.copy(), self.postings.flags.copy(), self.live.copy()
        gone[rows] = True
        starts = self.segment.cells.cells[START][self.segment.cells.divisions[FIRST_CELL]]
        for row in rows.tolist():
            places = self.segment.postings_of(row)
            flags[places] |= DEAD
            live[np.searchsorted(starts, places, side="right") - 1] -= 1
        live[-1] -= len(rows)
        return replace(self, postings=self.postings._replace(flags=frozen(flags)), live=frozen(live), gone=frozen(gone))

    @cached_property
    def people(self) -> People:
        """Those who are there."""
        return self.segment.people if self.gone is None else self.segment.people.take(~self.gone)

    def row(self, id_: int) -> int:
        """Where a resident is, -1 where not (or no longer) here."""
        row = int(self.segment.rows_of(np.array([id_], np.int64))[0])
        return -1 if row < 0 or (self.gone is not None and self.gone[row]) else row


class Index:
    """Residents, asked by an order."""

    def __init__(self, base: Part, params: Params) -> None:
        self.params = params
        self.curves = curves(params)
        self.flat = self.curves.flat()
        self.parts: tuple[Part, ...] = (base,)
        """What a question reads, once; replaced as a whole by every change."""
        self._changing = Lock()
        self._merging = Lock()

    @classmethod
    def build(cls, people: People, params: Params | None = None) -> Index:
        """An index of these residents, whatever their order. Raises ``DuplicateIdError`` where an id occurs twice."""
        people.refuse_duplicates()
        params = params or Params()
        return cls(Part.of(people, params), params)

    def __len__(self) -> int:
        return sum(int(part.live[-1]) for part in self.parts)

    def __contains__(self, id_: int) -> bool:
        return any(part.row(id_) >= 0 for part in self.parts)

    def rows(self) -> People:
        """Everyone now in the index, in no promised order."""
        return _everyone(self.parts)

    def person(self, id_: int) -> People:
        """One resident as a table of one row. Raises ``KeyError`` where not in the index."""
        for part in self.parts:
            row = part.row(id_)
            if row >= 0:
                return part.segment.people.take(slice(row, row + 1))
        raise KeyError(id_)

    def put(self, persons: Iterable[Person] | People) -> None:
        """Add residents, or replace those with the same id; every list shows it from now on."""
        new = persons if isinstance(persons, People) else People.of(persons)
        new.refuse_duplicates()
        with self._changing:
            base, *tail = (part.without(new.ids) for part in self.parts)
            for part in tail:
                new = part.people.joined(new)
            self.parts = (base, Part.of(new, self.params))
        if self.wants_merge and len(self) <= MERGE_AT_ONCE:
            self.merge()

    def remove(self, ids: Iterable[int]) -> None:
        """Take these out; ids not in the index are ignored."""
        gone = np.fromiter(ids, np.int64)
        with self._changing:
            self.parts = tuple(part.without(gone) for part in self.parts)

    @property
    def wants_merge(self) -> bool:
        """The tail, or what is gone from the base, has grown enough to be worth a merge."""
        base, tail = self.parts[0], sum(len(part.segment) for part in self.parts[1:])
        return tail + len(base.segment) - int(base.live[-1]) > max(TAIL_MOST, len(base.segment) // 16)

    def merge(self) -> None:
        """Lay everyone out in one segment. Questions go on meanwhile; so do changes, which are made again
        afterwards."""
        with self._merging:
            before = self.parts
            merged = Part.of(_everyone(before), self.params)
            with self._changing:
                self.parts = _caught_up(merged, before, self.parts, self.params)


def _everyone(parts: tuple[Part, ...]) -> People:
    people = parts[0].people
    for part in parts[1:]:
        people = people.joined(part.people)
    return people


def _caught_up(merged: Part, before: tuple[Part, ...], now: tuple[Part, ...], params: Params) -> tuple[Part, ...]:
    """What was merged, with the changes made since: who left the parts merged is gone, who came is in the tail.
    A tail laid out anew holds whoever is left of the one merged."""
    if now is before:
        return (merged,)
    old = {part.segment: part.gone for part in before}
    left = [_left(part, old[part.segment]) for part in now if part.segment in old]
    fresh = [part for part in now if part.segment not in old]
    left += [part.segment.people.ids for part in fresh]
    now_segments = {part.segment for part in now}
    left += [part.people.ids for part in before if part.segment not in now_segments]
    return (merged.without(np.concatenate(left)), *(Part.of(part.people, params) for part in fresh))


def _left(part: Part, before: Bool | None) -> I64:
    """The ids of those who have gone from a part since."""
    if part.gone is None:
        return np.zeros(0, np.int64)
    since = part.gone if before is None else part.gone & ~before
    return part.segment.people.ids[since]


class OrdersIndex:
    """Job orders, asked by a resident. Sorted by division, so a question reads only the wished ones."""

    def __init__(self, orders: Orders, params: Params) -> None:
        self.params = params
        self.curves = curves(params)
        self._orders = _by_division(orders)

    @classmethod
    def build(cls, orders: Orders, params: Params | None = None) -> OrdersIndex:
        """An index of these orders. Raises ``DuplicateIdError`` where an id occurs twice."""
        orders.refuse_duplicates()
        return cls(orders, params or Params())

    def __len__(self) -> int:
        return len(self._orders)

    def __contains__(self, id_: int) -> bool:
        return bool((self._orders.ids == id_).any())

    def rows(self) -> Orders:
        """Every order now in the index."""
        return self._orders

    def put(self, orders: Iterable[Order] | Orders) -> None:
        """Add orders, or replace those with the same id; every list shows it from now on."""
        new = orders if isinstance(orders, Orders) else Orders.of(orders)
        new.refuse_duplicates()
        kept = self._orders.take(~np.isin(self._orders.ids, new.ids))
        self._orders = _by_division(kept.joined(new))

    def remove(self, ids: Iterable[int]) -> None:
        """Take these out; ids not in the index are ignored."""
        self._orders = self._orders.take(~np.isin(self._orders.ids, np.fromiter(ids, np.int64)))


def _by_division(orders: Orders) -> Orders:
    return orders.take(np.lexsort((orders.ids, orders.occupation)))


def reachable(orders: Orders, person: People) -> Orders:
    """The orders of a sorted table that do not fail on occupation for this resident: those without a code, and those of
    the divisions wished for; all, for someone without a wish."""
    wishes = person.wishes[0]
    if (wishes < 0).all():
        return orders
    divisions = sorted({int(wish) // DIVISION for wish in wishes if wish >= 0})
    edges = [(-1, 0), *((d * DIVISION, (d + 1) * DIVISION) for d in divisions)]
    spans = [np.arange(*np.searchsorted(orders.occupation, edge)) for edge in edges]
    return orders.take(np.concatenate(spans))
