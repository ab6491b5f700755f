"""The bare routing problem that all engines solve: integers in arrays, no names, no calendar.

Places are rows of travel tables. A *group* is something that may be visited once; a *task* is one way to do so (a
place, a length and one window for its start). A *route* is one counsellor-day. Times are whole ticks of one clock
(seconds with lunch cut out for a district's week, tenths of a unit for a benchmark); distance and gain share one
unit (metres for a week), so that the objective is ``sum of gains - distance``.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
SmallInts = npt.NDArray[np.int32]
Routes = list[list[int]]
"""For each route, its tasks in order."""

FORBIDDEN = -1
"""In ``Core.gain``: this task may not stand in this route."""

NEIGHBOURS = 256
"""How many nearest groups are kept for each group; a ruin never reaches further."""


class Task(IntEnum):
    """Columns of ``Core.task``."""

    PLACE = 0
    SERVICE = 1
    OPENS = 2
    CLOSES = 3
    GROUP = 4
    DEMAND = 5


class Route(IntEnum):
    """Columns of ``Core.route``."""

    START = 0
    END = 1
    EARLY = 2
    LATE = 3
    MODE = 4
    CAPACITY = 5


DISTANCE, DURATION = 0, 1
"""Last axis of ``Core.travel``."""


class Core(NamedTuple):
    """T tasks sorted by group, G groups, R routes, L places, M travel modes. Few arrays, because compiled functions
    pay for each one handed over."""

    travel: SmallInts  # [M, L, L, 2] distance and duration
    task: Ints  # [T, 6] a window limits the start of service
    route: Ints  # [R, 6]
    gain: Ints  # [T, R], FORBIDDEN where not allowed
    first: Ints  # [G + 1] tasks of group g are first[g]:first[g + 1]
    near: SmallInts  # [G, K] nearest other groups, nearest first

    @property
    def tasks(self) -> int:
        """T."""
        return len(self.task)

    @property
    def groups(self) -> int:
        """G."""
        return len(self.first) - 1

    @property
    def routes(self) -> int:
        """R."""
        return len(self.route)


def make_core(
    travel: npt.NDArray[Any], task: npt.NDArray[Any], route: npt.NDArray[Any], gain: npt.NDArray[Any]
) -> Core:
    """Check the order of the tasks, find groups and neighbours."""
    task = np.ascontiguousarray(task, np.int64).reshape(-1, len(Task))
    group = task[:, Task.GROUP]
    if np.any(np.diff(group) < 0):
        raise ValueError("tasks must be sorted by group")
    groups = int(group[-1]) + 1 if len(group) else 0
    first = np.searchsorted(group, np.arange(groups + 1)).astype(np.int64)
    table = np.ascontiguousarray(travel, np.int32)
    rows = np.ascontiguousarray(route, np.int64).reshape(-1, len(Route))
    return Core(
        travel=table,
        task=task,
        route=rows,
        gain=np.ascontiguousarray(gain, np.int64).reshape(len(task), len(rows)),
        first=first,
        near=_nearest(table[0, :, :, DISTANCE], task[first[:-1], Task.PLACE]),
    )


def _nearest(dist: SmallInts, places: Ints) -> SmallInts:
    """For each group the other groups, nearest first, ties by number."""
    count = len(places)
    keep = min(NEIGHBOURS, max(count - 1, 0))
    if keep == 0:
        return np.zeros((count, 0), np.int32)
    between = dist[np.ix_(places, places)].astype(np.int64)
    np.fill_diagonal(between, -1)  # itself always comes first and is dropped
    order = np.argsort(between, axis=1, kind="stable")
    return np.ascontiguousarray(order[:, 1 : keep + 1], np.int32)


class Tally(NamedTuple):
    """What a set of routes is worth."""

    gain: int
    distance: int
    stops: int

    @property
    def objective(self) -> int:
        """Gain minus distance: what the engines maximise."""
        return self.gain - self.distance


def tally(core: Core, routes: Sequence[Sequence[int]]) -> Tally:
    """Add up gain and distance; an empty route travels nowhere."""
    gain = distance = stops = 0
    for number, stops_here in enumerate(routes):
        if not stops_here:
            continue
        start, end, _, _, mode, _ = core.route[number]
        places = [start, *core.task[list(stops_here), Task.PLACE], end]
        gain += int(core.gain[list(stops_here), number].sum())
        distance += int(core.travel[mode, places[:-1], places[1:], DISTANCE].sum())
        stops += len(stops_here)
    return Tally(gain, distance, stops)


def starts(core: Core, number: int, stops: Sequence[int]) -> list[int] | None:
    """Earliest starts of service along one route, or None where it cannot be driven."""
    here, end, now, late, mode, capacity = (int(value) for value in core.route[number])
    begun, load = [], 0
    for task in stops:
        place, service, opens, closes, _, demand = (int(value) for value in core.task[task])
        now = max(now + int(core.travel[mode, here, place, DURATION]), opens)
        load += demand
        if core.gain[task, number] == FORBIDDEN or now > closes or load > capacity:
            return None
        begun.append(now)
        now += service
        here = place
    return begun if now + int(core.travel[mode, here, end, DURATION]) <= late else None
