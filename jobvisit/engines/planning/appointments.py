"""Appointments before all else: who keeps which, and which nobody can keep, with the reason.

Pairs are placed first and pinned, then the single ones; several orders are tried, and then the search, before an
appointment is given up. Of what cannot be kept together, the more valuable appointments stay.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .build import Built, Pin, Wanted, build, start_spans, windows_of
from .clock import LunchClock
from .core import Routes, tally
from .engines import improve
from .greedy import Seat, fits_alone, place, seat
from .limits import Budget, Limit
from .screen import clock_text
from .types import HOUR, MINUTE, Problem, Reason, Shift, Span, Unserved, Visit

FIXED = 200_000_000
"""What a pin counts for there: more than all appointments of a day."""

TRIES = 12
"""Orders tried before the search is asked."""

SEARCH_ITERATIONS = 4_000
"""Search for the appointments alone, when some were left out."""

STEP = 5 * MINUTE
"""Starts tried for a pair."""

FIRST, LAST = 6 * HOUR, 22 * HOUR
"""Nobody visits as a pair before or after."""

MOST = 1_000_000
"""What an appointment counts for in the search for the appointments alone; its value decides among equals."""


@dataclass(frozen=True)
class Kept:
    """``wanted`` begins the list of groups of the whole week; ``routes`` hold their tasks in ``built``."""

    built: Built
    routes: Routes
    unkept: tuple[Unserved, ...]


def keep(
    problem: Problem, shifts: Sequence[Shift], appointments: Sequence[Visit], pins: Sequence[Wanted], seed: int
) -> Kept:
    """Place ``pins`` (hours away, visits that must not move; they fit together) and as many appointments as we can."""
    wanted, twins = _wanted(shifts, appointments, pins)
    built = build(problem, shifts, wanted)
    base, _ = seat(built.core, seats(shifts, wanted[: len(pins)]), sum(pin.hidden for pin in pins))
    halves = set(twins.values())
    singles = [g for g in range(len(pins), len(wanted)) if g not in halves]
    alone = fits_alone(built.core, base)
    order = sorted((g for g in singles if alone[g]), key=lambda g: -wanted[g].visit.value)
    routes, left = _place_most(built, base, order, twins, seed)
    lost = [g for g in singles if g in twins and (g in left or not alone[g])]
    built, routes = _pin_pairs(problem, built, routes, twins, lost)
    if any(g not in twins for g in left):
        routes = _search(built, routes, seed)
    return _sorted_out(problem, built, routes, len(pins), [wanted[g].visit for g in lost])


def _place_most(
    built: Built, base: Routes, order: Sequence[int], twins: dict[int, int], seed: int
) -> tuple[Routes, list[int]]:
    """The best of several orders: fewest left out, then least value left out."""
    rng = random.Random(seed)
    moments = built.moments()
    best: tuple[float, Routes, list[int]] | None = None
    for _ in range(TRIES):
        routes, left = place(built.core, base, order, twins, moments)
        score = len(left) + sum(built.wanted[g].visit.value for g in left) * 1e-9
        if best is None or score < best[0]:
            best = (score, routes, left)
        if not left:
            break
        order = [*left, *(g for g in rng.sample(list(order), len(order)) if g not in left)]
    assert best is not None
    return best[1], best[2]


def stands(want: Wanted, shift: Shift) -> bool:
    """Is this the day to which the visit is pinned?"""
    return want.pin is not None and (want.pin.counsellor, want.pin.day) == (shift.counsellor, shift.day)


def seats(shifts: Sequence[Shift], pins: Sequence[Wanted]) -> list[Seat]:
    """Where `seat` is to put the pinned groups, numbered as they come."""
    return [
        (number, want.pin.start, group)
        for group, want in enumerate(pins)
        for number, shift in enumerate(shifts)
        if want.pin is not None and stands(want, shift)
    ]


def unfit(problem: Problem, shifts: Sequence[Shift], pins: Sequence[Wanted]) -> set[str]:
    """Pinned visits that cannot all be kept, because a way takes longer than it did or an hour away lies between."""
    away = hours_away(shifts)
    wanted = [*away, *pins]
    built = build(problem, shifts, wanted)
    _, left = seat(built.core, seats(shifts, wanted), len(away))
    return {wanted[group].visit.id for group in left if not wanted[group].hidden}


def hours_away(shifts: Sequence[Shift]) -> list[Wanted]:
    """One pinned group for each hour away inside a shift."""
    return [
        Wanted(
            Visit(f"@away {shift.counsellor} {shift.day} {number}", shift.start, 0.0, away.length),
            MOST,
            Pin(shift.counsellor, shift.day, away.start),
            hidden=True,
        )
        for shift in shifts
        for number, away in enumerate(shift.away)
    ]


def without_impossible(problem: Problem, shifts: Sequence[Shift]) -> tuple[Shift, ...]:
    """Shifts, cut short before an hour away from which one could not get to the day's end in time."""
    pins = hours_away(shifts)
    built = build(problem, shifts, pins)
    _, left = seat(built.core, seats(shifts, pins))
    torn = {(pin.counsellor, pin.day) for pin in (pins[g].pin for g in left) if pin is not None}
    kept = []
    for shift in shifts:
        if (shift.counsellor, shift.day) in torn:
            first = min(away.start for away in shift.away)
            shift = replace(shift, away=(), span=Span(min(shift.span.start, first), first))
        kept.append(shift)
    return tuple(kept)


def _wanted(
    shifts: Sequence[Shift], appointments: Sequence[Visit], pins: Sequence[Wanted]
) -> tuple[list[Wanted], dict[int, int]]:
    wanted, twins = [replace(want, gain=FIXED) for want in pins], {}
    days = sorted({shift.day for shift in shifts})
    for visit in appointments:
        gain = MOST + round(min(visit.value, 1000.0) * 100)
        if visit.crew == 1:
            wanted.append(Wanted(visit, gain))
            continue
        twins[len(wanted)] = len(wanted) + 1
        half = Wanted(visit, gain, starts=pair_starts(visit, days, STEP))
        wanted += [half, half]
    return wanted, twins


def pair_starts(visit: Visit, days: Sequence[date], step: int) -> tuple[tuple[date, int], ...]:
    """Starts to try for two counsellors together, ``step`` seconds apart and at each window's end."""
    found = []
    for day in days:
        for span in start_spans(visit, day):
            span = Span(max(span.start, FIRST), min(span.end, LAST))
            found += [(day, start) for start in sorted({*range(span.start, span.end + 1, step), span.end})]
    return tuple(found)


def carry(old: Built, routes: Routes, new: Built, renumber: Sequence[int] | None = None) -> Routes:
    """The same routes in another core whose groups begin alike: a group's tasks stand in the same order in both."""
    carried: Routes = []
    for route in routes:
        tasks = []
        for task in route:
            group = old.group_of(task)
            number = group if renumber is None else renumber[group]
            offset = task - int(old.core.first[group]) if new.wanted[number].pin == old.wanted[group].pin else 0
            tasks.append(int(new.core.first[number]) + offset)
        carried.append(tasks)
    return carried


def pin_halves(built: Built, routes: Routes, halves: Collection[int]) -> list[Wanted]:
    """``built.wanted``, where each half of a pair that stands in a route is pinned there."""
    wanted = list(built.wanted)
    for shift, route in zip(built.shifts, routes, strict=True):
        for task in route:
            group = built.group_of(task)
            if group in halves:
                pin = Pin(shift.counsellor, shift.day, built.spans[task].start)
                wanted[group] = replace(wanted[group], gain=FIXED, pin=pin, starts=())
    return wanted


def _pin_pairs(
    problem: Problem, built: Built, routes: Routes, twins: dict[int, int], lost: Sequence[int]
) -> tuple[Built, Routes]:
    """Kept pairs become pins, lost ones leave."""
    if not twins:
        return built, routes
    wanted = pin_halves(built, routes, {*twins, *twins.values()})
    gone = {half for one in lost for half in (one, twins[one])}
    stay = [g for g in range(len(wanted)) if g not in gone]
    renumber = renumbered(stay, len(wanted))
    new = build(problem, built.shifts, [wanted[g] for g in stay])
    return new, carry(built, routes, new, renumber)


def renumbered(stay: Sequence[int], count: int) -> list[int]:
    """New number of each old group, -1 for those that leave."""
    new = [-1] * count
    for number, group in enumerate(stay):
        new[group] = number
    return new


def _search(built: Built, routes: Routes, seed: int) -> Routes:
    found = improve(built.core, routes, seed=seed, budget=Budget(Limit(iterations=SEARCH_ITERATIONS)))
    return found.routes if tally(built.core, found.routes).gain >= tally(built.core, routes).gain else routes


def _sorted_out(problem: Problem, built: Built, routes: Routes, pins: int, lost: Sequence[Visit]) -> Kept:
    """Leave out the groups without a place and say why."""
    placed = {built.group_of(task) for route in routes for task in route}
    stay = [g for g in range(len(built.wanted)) if g < pins or g in placed]
    gone = [want.visit for g, want in enumerate(built.wanted) if g >= pins and g not in placed]
    renumber = renumbered(stay, len(built.wanted))
    new = build(problem, built.shifts, [built.wanted[g] for g in stay]) if gone else built
    kept = carry(built, routes, new, renumber) if gone else routes
    near = [want.visit for want in new.wanted if not want.hidden and want.visit.appointment is not None]
    away = [want for want in new.wanted if want.hidden]
    reasons = tuple(why(problem, new.shifts, visit, near, away) for visit in [*gone, *lost])
    return Kept(new, kept, reasons)


def why(
    problem: Problem, shifts: Sequence[Shift], visit: Visit, others: Sequence[Visit], away: Sequence[Wanted]
) -> Unserved:
    """The first thing that stands in the way of an appointment."""
    agreed = visit.appointment
    assert agreed is not None
    there = [shift for shift in shifts if shift.day == agreed.day]
    when = f"{agreed.day} {clock_text(agreed.start)}"
    if not there:
        return Unserved(visit.id, Reason.NO_SHIFT, (str(agreed.day),), True)
    if visit.counsellors:
        there = [shift for shift in there if shift.counsellor in visit.counsellors]
        if not there:
            return Unserved(visit.id, Reason.COUNSELLOR_AWAY, (when, *sorted(visit.counsellors)), True)
    single = replace(visit, crew=1)
    clocks = [LunchClock.of(shift) for shift in there]
    if not windows_of(Wanted(single, MOST), there, clocks):
        free = [replace(shift, lunch=None) for shift in there]
        no_lunch = windows_of(Wanted(single, MOST), free, [LunchClock(None)] * len(free))
        return Unserved(visit.id, Reason.LUNCH if no_lunch else Reason.OUTSIDE_SHIFT, (when,), True)
    days = [want for want in away if want.pin is not None and want.pin.day == agreed.day]
    alone = build(problem, there, [Wanted(single, MOST)])
    _, left = place(alone.core, [[] for _ in there], [0])
    if left:
        return Unserved(visit.id, Reason.OUTSIDE_SHIFT, (when,), True)
    names = {shift.counsellor for shift in there}
    blocking = [w for w in days if w.pin and w.pin.counsellor in names and _close(agreed.start, w.pin.start, visit)]
    if visit.crew == 2:
        return Unserved(visit.id, Reason.PAIR, (when,), True)
    clash = [
        other.id
        for other in others
        if other.appointment is not None
        and other.appointment.day == agreed.day
        and _close(agreed.start, other.appointment.start, visit)
    ]
    if blocking and not clash:
        return Unserved(visit.id, Reason.COUNSELLOR_AWAY, (when,), True)
    return Unserved(visit.id, Reason.OVERLAP, (when, *sorted(set(clash))), True)


def _close(one: int, other: int, visit: Visit) -> bool:
    return abs(one - other) < visit.length + 60 * MINUTE
