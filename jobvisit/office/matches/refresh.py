"""Every list of a district at once, in blocks, resumable; a list that changed is recorded as shown.

First the engine makes all lists into files (each block counts as done when it is on the disk), then each order whose
list differs from the one last recorded gets a new record with its reasons, fifty orders a transaction. Killed at any
moment and started again, both go on where they stopped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from django.db import transaction
from django.db.models import QuerySet

from jobvisit.base.clock import seoul_day
from jobvisit.engines import matching
from jobvisit.engines.matching.batch import MapBlocks
from jobvisit.engines.matching.work import NOBODY
from jobvisit.office.matches import store
from jobvisit.office.matches.actions.lists import LENGTH, seekers_now, shortlist
from jobvisit.office.matches.market import I64
from jobvisit.office.matches.models import ShownList
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.staff.models import District

BLOCK = 50
"""Orders recorded in one transaction."""
SIZE = 500
"""Orders matched in one block."""


@dataclass(frozen=True)
class Done:
    """One block of orders is recorded."""

    orders: int
    changed: int
    empty: int
    """Orders that nobody fits."""


def lists(
    *,
    district: District,
    folder: Path,
    at: datetime,
    orders: QuerySet[JobOrder],
    workers: int | None,
    ray: bool,
    progress: Callable[[str, int, int], None] | None,
) -> Iterator[Done]:
    """Make and record. `workers`: processes; `ray`: the cluster in RAY_ADDRESS; otherwise threads of this process."""
    tell = progress or (lambda _what, _done, _all: None)
    today = seoul_day(at)
    index = store.people(district.pk, today).index
    table = store.orders(district.pk, today).index.rows()
    made = matching.match_all(
        index,
        table,
        LENGTH,
        folder=folder,
        map_blocks=_port(workers, ray),
        progress=lambda done, all_: tell("match", done, all_),
        size=SIZE,
    )
    tell("match", len(table), len(table))
    rows = {int(key): np.asarray(made.ids[at_]) for at_, key in enumerate(made.order_ids)}
    keys = sorted(rows)
    for first in range(0, len(keys), BLOCK):
        yield _record(keys[first : first + BLOCK], rows, orders, at)
        tell("record", min(first + BLOCK, len(keys)), len(keys))


@transaction.atomic
def _record(keys: list[int], rows: dict[int, I64], orders: QuerySet[JobOrder], at: datetime) -> Done:
    """Record the lists of these orders that are not the ones last recorded."""
    last: dict[int, list[int]] = {}
    found = ShownList.objects.filter(order_id__in=keys).order_by("order_id", "-id").distinct("order_id")
    for order_id, seekers in found.values_list("order_id", "seekers"):
        last[order_id] = seekers
    today = seoul_day(at)
    changed = empty = 0
    for order in orders.filter(pk__in=keys).select_related("company"):
        if order.measure or store.people(order.district_id, today).prices is not None:
            new = seekers_now(order=order, at=at)
        else:
            new = [key for key in rows[order.pk].tolist() if key != NOBODY]
        empty += not new
        if new != last.get(order.pk):
            shortlist(order=order, by=None, at=at)
            changed += 1
    return Done(len(keys), changed, empty)


def _port(workers: int | None, ray: bool) -> MapBlocks | None:
    if ray:
        from jobvisit.engines.matching.ray_batch import on_ray

        return on_ray()
    return matching.in_processes(workers) if workers else None
