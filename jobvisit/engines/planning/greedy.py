"""The planner that is always there: plain NumPy, no library, always the same answer.

Each absent group knows its best insertion in every route; the best of all is carried out, and only the changed
route's column is computed anew. `fill` takes the most gain per added minute, `place` the group with the fewest
routes left to it (for what must be kept).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from .core import DISTANCE, DURATION, FORBIDDEN, Core, Ints, Route, Routes, Task, starts, tally

Floats = npt.NDArray[np.float64]

POWERS = (1.2, 1.5, 3.0, 4.0)
"""`best_fill` tries these exponents of the gain; which is best depends on how far the day's end binds (drawn from nine
on sample weeks 1 to 24: the best of these four loses 0.08 % of the objective beside the best of nine)."""


def gaps(core: Core, number: int, stops: Sequence[int]) -> Ints:
    """[6, stops + 1] for each hole in a route: place before, place after, ready to leave the first, latest start at
    the second, cost and time of the direct way."""
    start, end, early, late, mode, _ = (int(value) for value in core.route[number])
    table, rows = core.travel[mode], core.task[list(stops)].tolist()
    places = [start, *(row[Task.PLACE] for row in rows), end]
    ways = [int(table[a, b, DURATION]) for a, b in itertools.pairwise(places)]
    ready, limit = [early], [late]
    for row, way in zip(rows, ways, strict=False):
        ready.append(max(ready[-1] + way, row[Task.OPENS]) + row[Task.SERVICE])
    for row, way in zip(reversed(rows), reversed(ways), strict=False):
        limit.append(min(limit[-1] - way - row[Task.SERVICE], row[Task.CLOSES]))
    limit.reverse()
    if not stops:
        return np.array([[start], [end], ready, limit, [0], [0]], np.int64)
    cost = [int(table[a, b, DISTANCE]) for a, b in itertools.pairwise(places)]
    return np.array([places[:-1], places[1:], ready, limit, cost, ways], np.int64)


LARGE = 150_000
"""Tasks × routes."""


class Board:
    """Routes under construction and the best insertion of every task into every route (score -inf: none).

    Insertions that cost more than they earn count only with ``any_gain``.
    """

    def __init__(
        self, core: Core, routes: Sequence[Sequence[int]], power: float = 1.0, *, any_gain: bool = False
    ) -> None:
        self.core, self.power, self.any_gain = core, power, any_gain
        self.routes: Routes = [list(route) for route in routes]
        self.score: Floats = np.full((core.tasks, core.routes), -np.inf)
        self.net = np.zeros((core.tasks, core.routes), np.int64)
        self.time = np.zeros((core.tasks, core.routes), np.int64)
        self.position = np.zeros((core.tasks, core.routes), np.int64)
        self.absent = np.ones(core.groups, bool)
        for route in self.routes:
            self.absent[core.task[route, Task.GROUP]] = False
        for number in range(core.routes):
            self.update(number)

    def update(self, number: int) -> None:
        """Best insertions into one route."""
        core = self.core
        before, after, ready, limit, cost, ways = gaps(core, number, self.routes[number])
        place, service, opens, closes, _, demand = core.task.T[:, :, None]
        mode, capacity = core.route[number, Route.MODE], core.route[number, Route.CAPACITY]
        going = core.travel[mode, before[None, :], place]
        leaving = core.travel[mode, place, after[None, :]]
        begin = np.maximum(ready + going[..., DURATION], opens)
        gain = core.gain[:, number, None]
        load = int(core.task[self.routes[number], Task.DEMAND].sum())
        possible = (begin <= closes) & (begin + service + leaving[..., DURATION] <= limit) & (gain != FORBIDDEN)
        possible &= load + demand <= capacity
        net = gain - going[..., DISTANCE] - leaving[..., DISTANCE] + cost
        time = going[..., DURATION] + leaving[..., DURATION] + service - ways
        wanted = possible if self.any_gain else possible & (net > 0)
        score = np.where(wanted, np.maximum(net, 1.0) ** self.power / np.maximum(time, 1), -np.inf)
        best = score.argmax(axis=1)
        rows = np.arange(core.tasks)
        self.score[:, number], self.position[:, number] = score[rows, best], best
        self.net[:, number], self.time[:, number] = net[rows, best], time[rows, best]

    def insert(self, task: int, number: int) -> None:
        """Carry out the best insertion of a task into a route."""
        self.routes[number].insert(int(self.position[task, number]), task)
        self.absent[self.core.task[task, Task.GROUP]] = False
        self.update(number)

    def remove(self, task: int, number: int) -> None:
        """Take a task out of a route."""
        self.routes[number].remove(task)
        self.absent[self.core.task[task, Task.GROUP]] = True
        self.update(number)


def fill(core: Core, routes: Sequence[Sequence[int]], power: float, only: Sequence[int] | None = None) -> Routes:
    """Add what earns most per added minute (of the groups in ``only``), until nothing earns anything."""
    board = Board(core, routes, power)
    group = core.task[:, Task.GROUP]
    if only is not None:
        board.absent &= np.isin(np.arange(core.groups), only)
    board.score[~board.absent[group]] = -np.inf
    while board.score.size:
        task, number = np.unravel_index(int(board.score.argmax()), board.score.shape)
        if not np.isfinite(board.score[task, number]):
            break
        board.insert(int(task), int(number))
        board.score[~board.absent[group], number] = -np.inf
        board.score[core.first[group[task]] : core.first[group[task] + 1]] = -np.inf
    return board.routes


def best_fill(
    core: Core,
    routes: Sequence[Sequence[int]],
    powers: Iterable[float] = POWERS,
    only: Sequence[int] | None = None,
) -> Routes:
    """The best of `fill` over the exponents; where that would take seconds, the first one alone."""
    if core.tasks * core.routes > LARGE:
        powers = POWERS[:1]
    found = [fill(core, routes, power, only) for power in powers]
    return max(found, key=lambda routes: tally(core, routes).objective)


def place(
    core: Core,
    routes: Sequence[Sequence[int]],
    order: Sequence[int],
    twins: Mapping[int, int] = {},
    moments: Ints | None = None,
) -> tuple[Routes, list[int]]:
    """Routes that hold as many of the groups in ``order`` as we can, and those left out; gains do not count.

    ``twins`` maps the first half of a pair to the second (only the first stands in ``order``; `insert_pair` tells of
    ``moments``): pairs come first, then whoever has the fewest routes left, where it adds least time. Who finds no
    room may push another to another route.
    """
    board = Board(core, routes, 0.0)
    rank = {group: number for number, group in enumerate(order)}
    left: list[int] = []
    waiting = set(order)
    while waiting:
        room = np.add.reduceat(np.isfinite(board.score).sum(axis=1), core.first[:-1])
        group = min(waiting, key=lambda g: (g not in twins, room[g], rank[g]))
        waiting.discard(group)
        if group in twins and moments is not None:
            kept = insert_pair(board, group, twins[group], moments)
        else:
            kept = insert_cheapest(board, group) or _push(board, group, twins)
        if not kept:
            left.append(group)
    return board.routes, sorted(left)


Seat = tuple[int, int, int]
"""(route, start on the wall clock, group)."""


def seat(core: Core, seats: Sequence[Seat], sure: int = 0) -> tuple[Routes, list[int]]:
    """Routes that hold each group where it is pinned, and the groups without room.

    In the order of time, and all at once where that is possible: by streets, the way past a third place may be the
    shorter one, so that two neighbours fit only with what stands between them. Else groups below ``sure`` go first.
    """
    routes: Routes = [[] for _ in range(core.routes)]
    left: list[int] = []
    for number in range(core.routes):
        line = sorted((start, group) for at, start, group in seats if at == number)
        tasks = {group: allowed(core, group, number) for _, group in line}
        whole = [tasks[group][0] for _, group in line if tasks[group]]
        if len(whole) == len(line) and starts(core, number, whole) is not None:
            routes[number] = whole
            continue
        held: list[tuple[int, int]] = []
        for start, group in sorted(line, key=lambda one: (one[1] >= sure, one)):
            changed = (sorted([*held, (start, task)]) for task in tasks[group])
            found = next((c for c in changed if starts(core, number, [task for _, task in c]) is not None), None)
            held = found or held
            left += [] if found else [group]
        routes[number] = [task for _, task in held]
    return routes, left


def allowed(core: Core, group: int, number: int) -> list[int]:
    """The tasks of a group that may stand in a route."""
    return [t for t in range(int(core.first[group]), int(core.first[group + 1])) if core.gain[t, number] != FORBIDDEN]


def fits_alone(core: Core, routes: Sequence[Sequence[int]]) -> npt.NDArray[np.bool_]:
    """[groups]: is there any room at all in these routes?"""
    room = np.isfinite(Board(core, routes, 0.0, any_gain=True).score).sum(axis=1)
    if not core.groups:
        return np.zeros(0, bool)
    return np.asarray(np.add.reduceat(room, core.first[:-1]) > 0)


def insert_pair(board: Board, one: int, other: int, moments: Ints, least: float = -np.inf) -> bool:
    """Both halves into two routes at one of ``moments`` [tasks, routes] (day and start as one number), where they
    take least time and earn at least ``least`` a second."""
    core = board.core
    low, high = int(core.first[one]), int(core.first[one + 1])
    options: dict[int, list[tuple[int, int, int]]] = {}
    for task, number in zip(*np.nonzero(np.isfinite(board.score[low:high])), strict=True):
        entry = (int(board.time[low + task, number]), int(number), int(task))
        options.setdefault(int(moments[low + task, number]), []).append(entry)
    pairs = []
    for moment, entries in options.items():
        entries.sort()
        second = next((entry for entry in entries if entry[1] != entries[0][1]), None)
        if second is not None:
            pairs.append((entries[0][0] + second[0], moment, entries[0], second))
    if not pairs:
        return False
    total, _, (_, first_route, first), (_, second_route, second_task) = min(pairs)
    net = board.net[low + first, first_route] + board.net[low + second_task, second_route]
    if net < least * total:
        return False
    board.insert(low + first, first_route)
    board.insert(int(core.first[other]) + second_task, second_route)
    return True


def insert_cheapest(board: Board, group: int) -> bool:
    """Where it takes least time; False where it fits nowhere."""
    low, high = int(board.core.first[group]), int(board.core.first[group + 1])
    score, time = board.score[low:high], board.time[low:high]
    if not score.size or not np.isfinite(score).any():
        return False
    task, number = np.unravel_index(int(np.where(np.isfinite(score), time, 1 << 40).argmin()), score.shape)
    board.insert(low + int(task), int(number))
    return True


def _push(board: Board, group: int, twins: Mapping[int, int]) -> bool:
    """Make room by sending one stop elsewhere; the board is as before where that fails."""
    core = board.core
    tasks = range(int(core.first[group]), int(core.first[group + 1]))
    fixed = {*twins, *twins.values()}
    allowed = [r for r in range(core.routes) if any(core.gain[task, r] != FORBIDDEN for task in tasks)]
    for number in allowed:
        for stop in list(board.routes[number]):
            if int(core.task[stop, Task.GROUP]) in fixed:
                continue
            kept = list(board.routes[number])
            board.remove(stop, number)
            if insert_cheapest(board, group):
                if insert_cheapest(board, int(core.task[stop, Task.GROUP])):
                    return True
                now = next(r for r in range(core.routes) if any(task in board.routes[r] for task in tasks))
                board.remove(next(task for task in tasks if task in board.routes[now]), now)
            board.routes[number] = kept
            board.absent[core.task[stop, Task.GROUP]] = False
            board.update(number)
    return False
