"""A region at a time: for machines that shall not hold the whole nation.

Orders are cut into strips of equal number from west to east; each strip takes the residents who could reach it, so
those near an edge stand in more than one (the halo). Nobody who could be in a list is missing from its shard, so the
lists of all shards together are the lists of the whole.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from jobvisit.engines.matching.columns import I64, Orders, People
from jobvisit.engines.matching.params import Params
from jobvisit.engines.matching.types import NOWHERE


class Shard(NamedTuple):
    """Rows of residents and of orders that belong together."""

    people: I64
    orders: I64


def shards(people: People, orders: Orders, n: int, params: Params | None = None) -> list[Shard]:
    """At most ``n`` strips, and one with everyone for orders whose place is not known, where there are any."""
    params = params or Params()
    placed = (orders.x != NOWHERE) & (orders.y != NOWHERE)
    rows = np.flatnonzero(placed)
    rows = rows[np.argsort(orders.x[rows], kind="stable")]
    made = [_strip(people, orders, part, params) for part in np.array_split(rows, max(n, 1)) if len(part)]
    if not placed.all():
        made.append(Shard(np.arange(len(people)), np.flatnonzero(~placed)))
    return made


def _strip(people: People, orders: Orders, rows: I64, params: Params) -> Shard:
    """The orders in these rows, with everyone whose home is unknown or whose reach touches them."""
    reach = np.where(people.reach > 0, people.reach, params.reach_assumed).astype(np.int64)
    reach += int(orders.stretch[rows].max()) + 1
    west, east = int(orders.x[rows].min()), int(orders.x[rows].max())
    nowhere = (people.x == NOWHERE) | (people.y == NOWHERE)
    touching = (people.x + reach >= west) & (people.x - reach <= east)
    return Shard(np.flatnonzero(nowhere | touching), rows)
