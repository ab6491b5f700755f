"""Who could be referred where: the edges of ``assign``, from the same lists that ``rank`` gives.

Every order brings its best ``depth`` residents. Whoever stands on none of those lists, though they fail nothing
somewhere, brings their own best orders: a round that leaves someone out then says the truth about why, and ``NO_EDGE``
means that there is no order in the office whose requirements they do not fail.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from jobvisit.engines.matching.assignment import Edges
from jobvisit.engines.matching.batch import match_all
from jobvisit.engines.matching.columns import I64, Orders
from jobvisit.engines.matching.index import Index, OrdersIndex
from jobvisit.engines.matching.rank import rank_orders_row
from jobvisit.engines.matching.work import NOBODY

DEPTH: Final = 200
"""Residents an order brings. With more, hardly anything changes: whoever stands deeper is outbid."""
OWN: Final = 20
"""Orders that someone on no list brings."""


class Graph(NamedTuple):
    """``edges.resident`` and ``edges.order`` count the rows of ``residents`` and ``orders``: ids in rising order."""

    edges: Edges
    residents: I64
    orders: I64

    def resident_rows(self, ids: object) -> I64:
        """The rows of these residents; ids not in the index are left out."""
        return _rows(self.residents, ids)

    def order_rows(self, ids: object) -> I64:
        """The rows of these orders; ids not among them are left out."""
        return _rows(self.orders, ids)


def edges_between(index: Index, orders: Orders, *, depth: int = DEPTH, own: int = OWN) -> Graph:
    """Everyone of the index and every order, with a value of P(accepts) × P(hires) for each pair kept.

    Raises ``DuplicateIdError`` where an order's id occurs twice, ``ValueError`` for a depth below 1.
    """
    if depth < 1 or own < 0:
        raise ValueError(f"depth {depth}, own {own}: at least 1 and 0 are needed")
    orders.refuse_duplicates()
    orders = orders.take(np.argsort(orders.ids, kind="stable"))
    people = index.rows()
    ids = np.sort(people.ids)
    lists = match_all(index, orders, depth)
    row, column = np.nonzero(lists.ids != NOBODY)
    resident = [np.searchsorted(ids, lists.ids[row, column])]
    order = [np.searchsorted(orders.ids, lists.order_ids[row])]
    score = [lists.scores[row, column]]
    unseen = np.setdiff1d(np.arange(len(ids)), resident[0])
    asked = OrdersIndex(orders, index.params)
    place = np.argsort(people.ids, kind="stable")
    for i in unseen.tolist() if own else ():
        found = rank_orders_row(asked, people.take(place[i : i + 1]), own)
        resident.append(np.full(len(found), i))
        order.append(np.searchsorted(orders.ids, found.ids))
        score.append(found.scores)
    value = np.exp(np.concatenate(score) / 1000.0)
    return Graph(Edges(np.concatenate(resident), np.concatenate(order), value), ids, orders.ids)


def _rows(known: I64, ids: object) -> I64:
    wanted = np.unique(np.asarray(ids, np.int64))
    return np.flatnonzero(np.isin(known, wanted))
