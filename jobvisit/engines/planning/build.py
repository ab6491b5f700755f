"""From people's words to `Core`: calendar, opening hours and lunch become windows on one short clock."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from .clock import LunchClock, Timeline, unfold
from .core import DURATION, FORBIDDEN, Core, Route, Task, make_core, starts
from .types import MINUTE, DayRoute, Mode, Place, Problem, Shift, Span, Stop, Travel, Visit

REQUIRED = 1_000_000_000
"""Gain of a visit that must not be dropped: no way and no optional value can outweigh it."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A half of a pair visit, or a visit that must not move: this counsellor, this day, this very start."""

    counsellor: str
    day: date
    start: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """One group of the core: a visit, what it is worth in metres, and where it is pinned, if it is.

    ``bonus`` is added on the days in ``home`` (the stability price of a re-plan).
    """

    visit: Visit
    gain: int
    pin: Pin | None = None
    home: date | None = None
    bonus: int = 0


@dataclass(frozen=True)
class Built:
    """A core and the way back."""

    core: Core
    shifts: tuple[Shift, ...]
    clocks: tuple[LunchClock, ...]
    wanted: tuple[Wanted, ...]
    spans: tuple[Span, ...]
    """For each task, its allowed starts on the wall clock."""

    def group_of(self, task: int) -> int:
        """The group, which is the position in ``wanted``."""
        return int(self.core.task[task, Task.GROUP])

    def visit_of(self, task: int) -> Visit:
        """The visit behind a task."""
        return self.wanted[self.group_of(task)].visit


def start_spans(visit: Visit, day: date) -> list[Span]:
    """Allowed starts of the visit on a day, on the wall clock, before anyone's shift or lunch."""
    if visit.appointment is not None:
        agreed = visit.appointment
        return [Span(agreed.start, agreed.start + agreed.tolerance)] if agreed.day == day else []
    if day in visit.closed_on:
        return []
    if visit.slots:
        spans = [slot.span for slot in visit.slots if slot.day == day]
    else:
        spans = list(visit.hours) or [Span(0, 24 * 3600)]
    return [Span(span.start, span.end - visit.length) for span in spans if span.length >= visit.length]


def build(problem: Problem, shifts: Sequence[Shift], wanted: Sequence[Wanted]) -> Built:
    """Arrays for the given shifts (routes, in this order) and visits (groups, in this order).

    A group without any possible start keeps one task that is forbidden everywhere. Travel is rounded up to whole
    minutes, so that all starts are.
    """
    clocks = tuple(LunchClock.of(shift) for shift in shifts)
    modes = sorted({shift.mode for shift in shifts})
    places, at = _places(shifts, wanted)
    rows, spans, gains = _tasks(problem, shifts, clocks, wanted, at)
    route = [
        [at[shift.start], at[shift.end], *_day(problem, shift, clock), modes.index(shift.mode), 1]
        for shift, clock in zip(shifts, clocks, strict=True)
    ]
    core = make_core(
        _travel(problem.travel, places, modes),
        np.array(rows, np.int64).reshape(-1, len(Task)),
        np.array(route, np.int64).reshape(-1, len(Route)),
        np.array(gains, np.int64).reshape(len(rows), len(shifts)),
    )
    return Built(core, tuple(shifts), clocks, tuple(wanted), tuple(spans))


def _day(problem: Problem, shift: Shift, clock: LunchClock) -> tuple[int, int]:
    """Beginning and end on the short clock; a day that is under way begins now."""
    begin = shift.span.start
    if problem.now is not None and problem.now[0] == shift.day:
        begin = max(begin, problem.now[1])
    return clock.tick(begin), clock.tick(shift.span.end)


def _places(shifts: Sequence[Shift], wanted: Sequence[Wanted]) -> tuple[list[Place], dict[Place, int]]:
    at: dict[Place, int] = {}
    for shift in shifts:
        for place in (shift.start, shift.end):
            at.setdefault(place, len(at))
    for want in wanted:
        if want.visit.place is not None:
            at.setdefault(want.visit.place, len(at))
    return list(at), at


def _travel(
    travel: Travel, places: Sequence[Place], modes: Sequence[Mode]
) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    table = np.zeros((max(len(modes), 1), len(places), len(places), 2), np.int32)
    for number, mode in enumerate(modes):
        metres, seconds = travel.tables(places, mode)
        table[number, :, :, 0] = metres
        table[number, :, :, DURATION] = -(-seconds // MINUTE) * MINUTE
    return table


def _tasks(
    problem: Problem,
    shifts: Sequence[Shift],
    clocks: Sequence[LunchClock],
    wanted: Sequence[Wanted],
    at: Mapping[Place, int],
) -> tuple[list[list[int]], list[Span], list[list[int]]]:
    """One task for each different window of a group, allowed in the routes that share it."""
    rows: list[list[int]] = []
    spans: list[Span] = []
    gains: list[list[int]] = []
    for group, want in enumerate(wanted):
        windows: dict[tuple[Span, Span], list[int]] = {}
        for number, (shift, clock) in enumerate(zip(shifts, clocks, strict=True)):
            for key in _windows(want, shift, clock):
                windows.setdefault(key, []).append(number)
        place = at[want.visit.place] if want.visit.place is not None else 0
        for (tick, wall), routes in windows.items() or [((Span(0, -1), Span(0, -1)), [])]:
            gain = [FORBIDDEN] * len(shifts)
            for number in routes:
                gain[number] = want.gain + (want.bonus if shifts[number].day == want.home else 0)
            rows.append([place, want.visit.length, tick.start, tick.end, group, 0])
            spans.append(wall)
            gains.append(gain)
    return rows, spans, gains


def _windows(want: Wanted, shift: Shift, clock: LunchClock) -> list[tuple[Span, Span]]:
    """(short clock, wall clock) windows of a group in one shift."""
    visit, pin = want.visit, want.pin
    if pin is not None:
        if (pin.counsellor, pin.day) != (shift.counsellor, shift.day):
            return []
        spans = [Span(pin.start, pin.start)]
    elif visit.counsellors and shift.counsellor not in visit.counsellors:
        return []
    else:
        spans = start_spans(visit, shift.day)
    found = []
    for span in spans:
        tick = clock.window(span)
        if tick is not None and tick.end >= clock.tick(shift.span.start) and tick.start <= clock.tick(shift.span.end):
            found.append((tick, span))
    return found


def timeline(built: Built, number: int, route: Sequence[int]) -> Timeline:
    """One route on the wall clock. The route must be possible."""
    ticks = starts(built.core, number, route)
    if ticks is None:
        raise ValueError(f"route {number} cannot be driven")
    start, end, _, _, mode, _ = (int(value) for value in built.core.route[number])
    places = [start, *(int(built.core.task[task, Task.PLACE]) for task in route), end]
    ways = [int(built.core.travel[mode, a, b, DURATION]) for a, b in itertools.pairwise(places)]
    service = [int(built.core.task[task, Task.SERVICE]) for task in route]
    spans = [built.spans[task] for task in route]
    shift, clock = built.shifts[number], built.clocks[number]
    early = clock.wall(int(built.core.route[number, Route.EARLY]), Span(0, 0))
    return unfold(clock, ticks, spans, service, ways, max(early, shift.span.start))


def day_route(built: Built, number: int, route: Sequence[int]) -> DayRoute:
    """The day as it is shown and checked."""
    shift = built.shifts[number]
    if not route:
        return DayRoute(shift.counsellor, shift.day, (), shift.span.start, shift.span.start, None, 0)
    line = timeline(built, number, route)
    stops = tuple(
        Stop(built.visit_of(task).id, begin, begin + built.visit_of(task).length)
        for task, begin in zip(route, line.starts, strict=True)
    )
    mode = int(built.core.route[number, Route.MODE])
    places = [
        int(built.core.route[number, Route.START]),
        *(int(built.core.task[task, Task.PLACE]) for task in route),
        int(built.core.route[number, Route.END]),
    ]
    metres = int(built.core.travel[mode, places[:-1], places[1:], 0].sum())
    return DayRoute(shift.counsellor, shift.day, stops, line.leave, line.back, line.lunch, metres)
