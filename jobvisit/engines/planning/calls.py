"""The call list: each planned visit not yet agreed becomes a telephone call, with two to ask instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .build import Built
from .core import FORBIDDEN, Route, Routes, Task, starts
from .types import HOUR, Call, DayRoute, worth

NEAR = 2_000
"""Metres of way within which a firm can stand in for another."""

SPARE = 2
"""Runners-up named for each call."""

LOOKED_AT = 12
"""Most valuable near firms that are tried."""

NOON = 12 * HOUR
"""A visit that begins before noon is proposed for the morning."""


def call_list(built: Built, routes: Routes, days: Sequence[DayRoute]) -> tuple[Call, ...]:
    """Most valuable first; one call a visit, also where two go.

    A runner-up is a short-listed firm nearby that could stand in the very same place of that day, checked with the
    whole route; firms not yet named for another call come first.
    """
    begins = {(number, stop.visit): stop.start for number, day in enumerate(days) for stop in day.stops}
    planned: dict[str, tuple[int, int]] = {}
    for number, route in enumerate(routes):
        for position, task in enumerate(route):
            want = built.wanted[built.group_of(task)]
            if not want.hidden and want.visit.appointment is None:
                planned.setdefault(want.visit.id, (number, position))
    taken = {built.group_of(task) for route in routes for task in route}
    spare = [g for g in range(built.core.groups) if g not in taken and built.wanted[g].visit.appointment is None]
    spare.sort(key=lambda g: -worth(built.wanted[g].visit))
    named: Counter[int] = Counter()
    calls = []
    order = sorted(planned, key=lambda name: (-worth(built.visit_of(_task(routes, planned[name]))), name))
    for name in order:
        number, position = planned[name]
        visit = built.visit_of(routes[number][position])
        instead = _instead(built, routes[number], number, position, spare, named) if visit.crew == 1 else []
        named.update(instead)
        day, start = days[number], begins[number, name]
        ids = tuple(built.wanted[g].visit.id for g in instead)
        calls.append(Call(name, day.counsellor, day.day, start < NOON, start, worth(visit), ids))
    return tuple(calls)


def _task(routes: Routes, at: tuple[int, int]) -> int:
    return routes[at[0]][at[1]]


def _instead(
    built: Built, route: Sequence[int], number: int, position: int, spare: Sequence[int], named: Counter[int]
) -> list[int]:
    core = built.core
    here, mode = int(core.task[route[position], Task.PLACE]), int(core.route[number, Route.MODE])
    far = built.metres[mode, here]
    near = [g for g in spare if far[core.task[core.first[g], Task.PLACE]] <= NEAR and built.wanted[g].visit.crew == 1]
    found = []
    for group in sorted(near[:LOOKED_AT], key=lambda g: (named[g], near.index(g))):
        for task in range(int(core.first[group]), int(core.first[group + 1])):
            changed = [*route[:position], task, *route[position + 1 :]]
            if core.gain[task, number] != FORBIDDEN and starts(core, number, changed) is not None:
                found.append(group)
                break
        if len(found) == SPARE:
            break
    return found
