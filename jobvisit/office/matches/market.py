"""Everyone against every open order: the graph that rounds, the audit and the batch work on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from jobvisit.engines import matching
from jobvisit.engines.matching.rank import rank_orders_row
from jobvisit.engines.matching.work import NOBODY
from jobvisit.office.matches import store
from jobvisit.office.orders.models import JobOrder

MOST_EDGES = 50
"""Orders a resident may be weighed for in one round: their best ones."""
CELLS = 20_000_000
"""Places in all lists together that are held in memory; beyond, lists are cut and who then stands on none is asked one
by one."""

I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Market:
    """Pairs that fail no requirement, by index: `resident` into `people`, `order` into `orders`."""

    people: I64
    orders: I64
    openings: I64
    """Of each order: how many are still wanted; 1 where nobody said."""
    resident: I64
    order: I64
    value: npt.NDArray[np.float64]
    """P(resident accepts) × P(employer hires)."""
    place: I64
    """In the order's list, from 1."""
    version: str

    def best_of_each(self, most: int = MOST_EDGES) -> npt.NDArray[np.bool_]:
        """Marks the `most` best pairs of every resident."""
        by = np.lexsort((self.order, -self.value, self.resident))
        resident = self.resident[by]
        rank = np.arange(len(by)) - np.searchsorted(resident, resident)
        kept = np.zeros(len(by), np.bool_)
        kept[by[rank < most]] = True
        return kept


def market(district_id: int, today: date) -> Market:
    """The district's market as of the last commit."""
    index = store.people(district_id, today).index
    openings = store.orders(district_id, today).index
    everyone = np.sort(index.rows().ids)
    table = openings.rows()
    most = max(1, min(len(everyone), max(200, CELLS // max(1, len(table)))))
    lists = matching.match_all(index, table, most)
    there = lists.ids != NOBODY
    orders, _ = np.nonzero(there)
    place = np.tile(np.arange(1, most + 1), (len(table), 1))[there] if len(table) else np.zeros(0, np.int64)
    resident = np.searchsorted(everyone, lists.ids[there])
    value = np.exp(lists.scores[there] / 1000.0)
    if most < len(everyone):
        resident, orders, value, place = _with_the_unlisted(
            index, openings, everyone, lists.order_ids, (resident, orders, value, place)
        )
    return Market(
        everyone,
        np.asarray(lists.order_ids, np.int64),
        _openings(lists.order_ids.tolist()),
        resident.astype(np.int64),
        orders.astype(np.int64),
        value.astype(np.float64),
        place.astype(np.int64),
        index.params.version,
    )


def _with_the_unlisted(
    index: matching.Index, openings: matching.OrdersIndex, everyone: I64, orders: I64, edges: tuple[Any, ...]
) -> tuple[Any, ...]:
    """Who stands on no list that was cut is asked from their own side, so that nobody is called unplaceable wrongly."""
    unlisted = np.setdiff1d(np.arange(len(everyone)), edges[0])
    at_order = {int(id_): at for at, id_ in enumerate(orders)}
    columns: list[list[Any]] = [[], [], [], []]
    for who in unlisted.tolist():
        own = rank_orders_row(openings, index.person(int(everyone[who])), MOST_EDGES)
        columns[0] += [who] * len(own)
        columns[1] += [at_order[int(id_)] for id_ in own.ids]
        columns[2] += np.exp(own.scores / 1000.0).tolist()
        columns[3] += [10**6] * len(own)
    return tuple(np.concatenate([old, np.asarray(new, old.dtype)]) for old, new in zip(edges, columns, strict=True))


def free_places(orders: list[int]) -> dict[int, int]:
    """How many each of these orders still wants; 1 where nobody said how many."""
    return {
        key: max(0, (openings or 1) - filled)
        for key, openings, filled in JobOrder.objects.filter(pk__in=orders).values_list("pk", "openings", "filled")
    }


def _openings(orders: list[int]) -> I64:
    said = free_places(orders)
    return np.array([said.get(key, 0) for key in orders], np.int64)
