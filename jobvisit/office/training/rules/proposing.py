"""Unfilled → class: which certificate would let how many more residents meet how many open orders.

The measure, exactly. A *row* says: this resident fails this open order in one requirement only, the certificate, and
lacks only this one. For each certificate

- `pool`: distinct residents with a row, `orders`: distinct orders with a row (what an endless class would open);
- a class of `seats` takes `chosen`: as many of the pool as there are seats. First those who can be placed *at the same
  time*, each in a free place of an order of theirs and each place once, as many as possible; among equally many, those
  with the most orders, then those who applied for work first; the seats left over in the same order;
- `placeable`: how many of the chosen can be placed at the same time; `gains`: distinct orders that at least one of the
  chosen meets;
- proposals are ranked by what a seat buys: `placeable` / `seats`; then by `gains`, then by the number of `orders`
  that are *short* today (fewer residents fit than there are free places), then by `pool`, then by the number of the
  certificate.

The first choice is exact: sets of residents who can be placed at the same time form a transversal matroid, in which
taking the best that still fits finds the heaviest set (Edmonds & Fulkerson, J. Res. NBS 69B, 1965).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Row(NamedTuple):
    """One resident, one open order, the one certificate between them."""

    seeker: int
    order: int
    licence: int


@dataclass(frozen=True)
class Proposal:
    """A class for one certificate, and what it buys. `opens`: for each resident of the pool the orders, by key."""

    licence: int
    seats: int
    pool: int
    orders: tuple[int, ...]
    chosen: tuple[int, ...]
    placeable: int
    gains: tuple[int, ...]
    short: int
    """Of `orders`, those that fewer residents fit today than there are free places."""
    opens: Mapping[int, tuple[int, ...]]

    @property
    def per_seat(self) -> float:
        """Residents placed at the same time, a seat."""
        return self.placeable / self.seats


def proposals(
    rows: Iterable[Row],
    *,
    seats: int,
    places: Mapping[int, int],
    applied: Mapping[int, int],
    short: Collection[int] = frozenset(),
) -> list[Proposal]:
    """The proposals, the best first. `places`: free places of each order; `applied`: when each resident applied for
    work (any rising number); `short`: orders that fewer fit today than are wanted. Rows may come twice."""
    by_licence: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        by_licence[row.licence][row.seeker].add(row.order)
    made = [
        _proposal(licence, {who: tuple(sorted(what)) for who, what in opens.items()}, seats, places, applied, short)
        for licence, opens in by_licence.items()
    ]
    return sorted(made, key=lambda one: (-one.placeable, -len(one.gains), -one.short, -one.pool, one.licence))


def _proposal(
    licence: int,
    opens: Mapping[int, tuple[int, ...]],
    seats: int,
    places: Mapping[int, int],
    applied: Mapping[int, int],
    short: Collection[int],
) -> Proposal:
    line = sorted(opens, key=lambda who: (-len(opens[who]), applied[who], who))
    placed = _placed(line, opens, places, seats)
    rest = [who for who in line if who not in placed]
    chosen = [*placed, *rest[: seats - len(placed)]]
    every = sorted({order for orders in opens.values() for order in orders})
    return Proposal(
        licence=licence,
        seats=seats,
        pool=len(opens),
        orders=tuple(every),
        chosen=tuple(chosen),
        placeable=len(placed),
        gains=tuple(sorted({order for who in chosen for order in opens[who]})),
        short=sum(order in short for order in every),
        opens=opens,
    )


def _placed(
    line: list[int], opens: Mapping[int, tuple[int, ...]], places: Mapping[int, int], most: int
) -> Collection[int]:
    """Who of the line gets a place: one after the other, everybody for whom room can be made."""
    sitting: dict[int, list[int]] = defaultdict(list)
    taken: dict[int, int] = {}
    full: set[int] = set()
    for who in line:
        if len(taken) == most:
            break
        _make_room(who, opens, places, sitting, taken, full)
    return taken


def _make_room(
    who: int,
    opens: Mapping[int, tuple[int, ...]],
    places: Mapping[int, int],
    sitting: dict[int, list[int]],
    taken: dict[int, int],
    full: set[int],
) -> None:
    """Seat one more by a shortest chain of moves; nobody who sits loses a place.

    `full`: orders that no chain can free any more. All that a vain search reaches is full, and stays so.
    """
    came_by: dict[int, int] = {}
    queue = [who]
    for mover in queue:
        for order in opens[mover]:
            if order in came_by or order in full:
                continue
            came_by[order] = mover
            if len(sitting[order]) < places.get(order, 0):
                _move_along(order, who, came_by, sitting, taken)
                return
            queue += sitting[order]
    full |= came_by.keys()


def _move_along(
    order: int, first: int, came_by: Mapping[int, int], sitting: dict[int, list[int]], taken: dict[int, int]
) -> None:
    while True:
        mover = came_by[order]
        left = taken.get(mover)
        sitting[order].append(mover)
        taken[mover] = order
        if mover == first:
            return
        assert left is not None
        sitting[left].remove(mover)
        order = left
