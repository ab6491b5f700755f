"""From people's words to `Core`: calendar, opening hours and lunch become windows on one short clock."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from .clock import LunchClock, Timeline, unfold
from .core import DISTANCE, DURATION, FORBIDDEN, Core, Ints, Route, Task, make_core, starts
from .types import MINUTE, DayRoute, Mode, Place, Problem, Shift, Span, Stop, Travel, Visit

NEVER = 1_000_000
"""Seconds that no day has: longer ways are cut to this, for the tables hold 32 bits."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A half of a pair visit, or a visit that must not move: this counsellor, this day, this very start."""

    counsellor: str
    day: date
    start: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """One group of the core: a visit, what it is worth in seconds of travel, and where it is pinned, if it is.

    ``bonus`` is added on the day ``home`` (the stability price of a re-plan). ``hidden`` is an hour away: it holds a
    place in the route but is no visit.
    """

    visit: Visit
    gain: int
    pin: Pin | None = None
    home: date | None = None
    bonus: int = 0
    hidden: bool = False
    starts: tuple[tuple[date, int], ...] = ()
    """For half of a pair: the only starts to be tried, so that both halves share one task for each."""


@dataclass(frozen=True)
class Built:
    """A core and the way back."""

    core: Core
    shifts: tuple[Shift, ...]
    clocks: tuple[LunchClock, ...]
    wanted: tuple[Wanted, ...]
    spans: tuple[Span, ...]
    """For each task, its allowed starts on the wall clock."""
    metres: npt.NDArray[np.int64]
    """[modes, places, places]; the core's own distances are seconds of travel, alike for feet, bus and car."""

    def moments(self) -> Ints:
        """[tasks, routes]: day and first start on the wall clock as one number, for pairs."""
        day = np.array([shift.day.toordinal() for shift in self.shifts], np.int64)
        start = np.array([span.start for span in self.spans], np.int64)
        return start[:, None] + 100_000 * day

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

    A group without any possible start keeps one task that is forbidden everywhere. Ways last whole minutes, rounded
    up, so that all starts are whole minutes too.
    """
    clocks = tuple(LunchClock.of(shift) for shift in shifts)
    modes = sorted({shift.mode for shift in shifts})
    places, at = _places(shifts, wanted)
    rows, spans, gains = _tasks(shifts, clocks, wanted, at)
    route = [
        [at[shift.start], at[shift.end], clock.tick(shift.span.start), clock.tick(shift.span.end), mode, 1]
        for shift, clock, mode in zip(shifts, clocks, (modes.index(shift.mode) for shift in shifts), strict=True)
    ]
    travel, far = _travel(problem.travel, places, modes)
    core = make_core(
        travel,
        np.array(rows, np.int64).reshape(-1, len(Task)),
        np.array(route, np.int64).reshape(-1, len(Route)),
        gains,
    )
    return Built(core, tuple(shifts), clocks, tuple(wanted), tuple(spans), far)


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
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    table = np.zeros((max(len(modes), 1), len(places), len(places), 2), np.int32)
    far = np.zeros(table.shape[:3], np.int64)
    for number, mode in enumerate(modes):
        metres, seconds = travel.tables(places, mode)
        seconds = np.minimum(seconds, NEVER)
        far[number] = metres
        table[number, :, :, DISTANCE] = seconds
        table[number, :, :, DURATION] = -(-seconds // MINUTE) * MINUTE
    return table, far


Windows = dict[tuple[Span, Span], list[int]]
"""(short clock, wall clock) windows, and the routes that share them."""


def _tasks(
    shifts: Sequence[Shift],
    clocks: Sequence[LunchClock],
    wanted: Sequence[Wanted],
    at: Mapping[Place, int],
) -> tuple[list[list[int]], list[Span], npt.NDArray[np.int64]]:
    """One task for each different window of a group, allowed in the routes that share it."""
    rows: list[list[int]] = []
    spans: list[Span] = []
    gains: list[npt.NDArray[np.int64]] = []
    days = np.array([shift.day.toordinal() for shift in shifts], np.int64)
    known: dict[tuple[object, ...], Windows] = {}
    for group, want in enumerate(wanted):
        windows = windows_of(want, shifts, clocks, known)
        place = at[want.visit.place] if want.visit.place is not None else 0
        full = np.full(len(shifts), want.gain, np.int64)
        if want.home is not None:
            full += want.bonus * (days == want.home.toordinal())
        for (tick, wall), routes in windows.items() or [((Span(0, -1), Span(0, -1)), [])]:
            gain = np.full(len(shifts), FORBIDDEN, np.int64)
            gain[routes] = full[routes]
            rows.append([place, want.visit.length, tick.start, tick.end, group, 0])
            spans.append(wall)
            gains.append(gain)
    return rows, spans, np.array(gains, np.int64).reshape(len(rows), len(shifts))


def windows_of(
    want: Wanted,
    shifts: Sequence[Shift],
    clocks: Sequence[LunchClock],
    known: dict[tuple[object, ...], Windows] | None = None,
) -> Windows:
    """When the visit may begin, and in which shifts. ``known`` remembers answers: most firms keep the same hours."""
    visit = want.visit
    agreed = (visit.hours, visit.slots, visit.closed_on, visit.appointment, visit.length, visit.counsellors)
    key = (*agreed, want.pin, want.starts)
    if known is not None and key in known:
        return known[key]
    windows: Windows = {}
    for number, (shift, clock) in enumerate(zip(shifts, clocks, strict=True)):
        for window in _windows(want, shift, clock):
            windows.setdefault(window, []).append(number)
    if known is not None:
        known[key] = windows
    return windows


def _windows(want: Wanted, shift: Shift, clock: LunchClock) -> list[tuple[Span, Span]]:
    """(short clock, wall clock) windows of a group in one shift."""
    visit, pin = want.visit, want.pin
    if pin is not None:
        if (pin.counsellor, pin.day) != (shift.counsellor, shift.day):
            return []
        spans = [Span(pin.start, pin.start)]
    elif visit.counsellors and shift.counsellor not in visit.counsellors:
        return []
    elif want.starts:
        spans = [Span(start, start) for day, start in want.starts if day == shift.day]
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
    return unfold(clock, ticks, spans, service, ways, shift.span.start)


def day_route(built: Built, number: int, route: Sequence[int]) -> DayRoute:
    """The day as it is shown and checked."""
    shift = built.shifts[number]
    if all(built.wanted[built.group_of(task)].hidden for task in route):
        return DayRoute(shift.counsellor, shift.day, (), shift.span.start, shift.span.start, None, 0)
    line = timeline(built, number, route)
    stops = tuple(
        Stop(built.visit_of(task).id, begin, begin + built.visit_of(task).length)
        for task, begin in zip(route, line.starts, strict=True)
        if not built.wanted[built.group_of(task)].hidden
    )
    mode = int(built.core.route[number, Route.MODE])
    places = [
        int(built.core.route[number, Route.START]),
        *(int(built.core.task[task, Task.PLACE]) for task in route),
        int(built.core.route[number, Route.END]),
    ]
    metres = int(built.metres[mode, places[:-1], places[1:]].sum())
    return DayRoute(shift.counsellor, shift.day, stops, line.leave, line.back, line.lunch, metres)
