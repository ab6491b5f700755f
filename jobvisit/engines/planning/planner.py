"""The one door: `plan`. Appointments first, then the most valuable visits that fit, then the call list.

What is handed out has passed `check`, which shares no code with what is here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from .appointments import MOST, Kept, carry, hours_away, keep, pair_starts, pin_halves, renumbered, without_impossible
from .build import Built, Wanted, build, day_route, windows_of
from .calls import call_list
from .checker import Violation, check
from .clock import LunchClock
from .core import DURATION, Route, Routes, Task, tally
from .engines import Engine, choose, improve
from .greedy import Board, best_fill, fits_alone, insert_pair
from .knob import sensible_effort
from .leftover import why_not
from .limits import Budget, Limit
from .params import WEEK, SearchParams
from .screen import Screened, screen, usable_place
from .travel import Known, StraightLine, ask_all
from .types import (
    MINUTE,
    Notice,
    NoticeCode,
    Plan,
    Problem,
    Reason,
    Shift,
    Unserved,
    Visit,
    worth,
)  # fmt: skip

SHORTLIST = 12
"""Most valuable firms looked at for each counsellor-day (the study found no measurable loss against all)."""

REFILLS = 40
"""Short lists drawn at most, where firms turn out to be beyond a day's reach."""

PAIR_STEP = 30 * MINUTE
"""Starts tried for an optional visit by two."""


class UncheckedPlanError(RuntimeError):
    """No plan passed the checker: a fault of this package. Never seen; better than a wrong plan."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__("; ".join(f"{v.code} {v.facts}" for v in violations[:5]))


@dataclass(frozen=True)
class Week:
    """A problem laid out for the engines: the appointments' groups come first in ``built``."""

    built: Built
    kept: Routes
    """Appointments and pins only."""
    routes: Routes
    """Filled greedily."""
    rest: tuple[Visit, ...]
    """Optional visits that did not reach the short list."""
    unserved: tuple[Unserved, ...]
    effort: float
    """The knob as it was turned, or as it was set."""


def plan(
    problem: Problem,
    *,
    effort: float | None = None,
    seed: int = 0,
    limit: Limit | None = None,
    engine: Engine = Engine.AUTO,
    params: SearchParams | None = None,
    started: float | None = None,
) -> Plan:
    """A checked plan: routes, a call list with runners-up, and every other visit with the reason.

    ``effort`` is the one knob (minutes of travel for one expected hire, above 0; None: `sensible_effort`, which the
    plan states). ``limit`` bounds the search
    (default: 2 CPU seconds, counted from ``started`` on the process's CPU clock where that is given); with iterations,
    the same input gives the same plan. Bad input never raises: it is named in ``unserved`` or ``notices``.
    """
    if effort is not None and not 0 < effort < 1e6:
        raise ValueError(f"effort must be minutes above 0, got {effort}")
    budget = Budget(limit or Limit(cpu_seconds=2.0), started=started)
    screened = screen(problem)
    problem, failed = with_travel(problem, screened.shifts, screened.visits)
    week = lay_out(problem, screened, effort, seed)
    used = choose(week.built.core, engine)
    found = improve(week.built.core, week.routes, seed=seed, budget=budget, engine=engine, params=params or WEEK)
    notices = screened.notices + failed
    if engine not in (Engine.AUTO, used):
        notices += (Notice(NoticeCode.ENGINE_MISSING, (engine, used)),)
    violations: list[Violation] = []
    for routes, name in ((found.routes, used), (week.routes, Engine.GREEDY)):
        made = compose(week, routes, screened, seed, name, found.iterations, notices)
        violations = check(problem, made)
        if not violations:
            return made
    raise UncheckedPlanError(violations)


def with_travel(
    problem: Problem, shifts: Sequence[Shift], visits: Sequence[Visit]
) -> tuple[Problem, tuple[Notice, ...]]:
    """The problem with all its ways asked for at once, or with straight lines where their source does not answer.

    Notices say when straight lines were used, for all ways or for some.
    """
    if isinstance(problem.travel, StraightLine | Known):
        return problem, ()
    places = [place for shift in (*shifts, *problem.shifts) for place in (shift.start, shift.end)]
    places += [visit.place for visit in (*visits, *problem.visits) if visit.place is not None]
    try:
        known = ask_all(problem.travel, [one for one in places if usable_place(one)], sorted({s.mode for s in shifts}))
    except Exception as error:  # whatever a foreign routing service may throw; it is shown, not swallowed
        fallback = getattr(problem.travel, "otherwise", StraightLine())
        return replace(problem, travel=fallback), (Notice(NoticeCode.TRAVEL_FAILED, (str(error)[:200],)),)
    if not known.replaced:
        return replace(problem, travel=known), ()
    asked = len(known.found) * len(known.at) * (len(known.at) - 1)
    return replace(problem, travel=known), (Notice(NoticeCode.TRAVEL_PARTLY, (f"{known.replaced}/{asked}",)),)


def gain_of(visit: Visit, effort: float) -> int:
    """Seconds of travel an optional visit is worth."""
    return max(1, round(worth(visit) * effort * MINUTE))


def lay_out(
    problem: Problem,
    screened: Screened,
    effort: float | None,
    seed: int,
    pins: Sequence[Wanted] = (),
    home: Mapping[str, date] | None = None,
    bonus: int = 0,
) -> Week:
    """Appointments placed, short list drawn, days filled greedily. Visits in ``home`` are short-listed, and earn
    ``bonus`` more on their day."""
    shifts, home = without_impossible(problem, screened.shifts), home or {}
    agreed = [visit for visit in screened.visits if visit.appointment is not None]
    free = [visit for visit in screened.visits if visit.appointment is None]
    kept = keep(problem, shifts, agreed, [*hours_away(shifts), *pins], seed)
    possible, unserved = plannable(free, shifts)
    for _ in range(REFILLS):
        short, rest = shortlist(possible, shifts, home)
        knob = effort or sensible_effort(shifts, [*agreed, *possible])
        built, halves = _built(problem, shifts, kept, short, knob, home, bonus)
        core, first = built.core, len(kept.built.wanted)
        alone = fits_alone(core, [[] for _ in shifts])
        never = {built.wanted[g].visit.id for g in range(first, core.groups) if not alone[g]}
        if not never:
            break
        # Firms that no day can hold must not keep others off the short list.
        unserved += tuple(Unserved(visit.id, Reason.UNREACHABLE) for visit in short if visit.id in never)
        possible = [visit for visit in possible if visit.id not in never]
    routes = carry(kept.built, kept.routes, built)
    if halves:
        built, routes, out = _pairs(problem, built, routes, len(kept.built.wanted), halves)
        rest += out
    return Week(built, routes, best_fill(built.core, routes), tuple(rest), kept.unkept + unserved, knob)


def _built(
    problem: Problem,
    shifts: Sequence[Shift],
    kept: Kept,
    short: Sequence[Visit],
    effort: float,
    home: Mapping[str, date],
    bonus: int,
) -> tuple[Built, int]:
    """Appointments, then halves of optional pairs (how many), then the other short-listed visits."""
    must = _required(short, effort)
    first = [replace(want, gain=must) for want in kept.built.wanted]
    single = [
        Wanted(visit, gain_of(visit, effort), home=home.get(visit.id), bonus=bonus)
        for visit in short
        if visit.crew == 1
    ]
    days = sorted({shift.day for shift in shifts})
    halves = [
        Wanted(visit, gain_of(visit, effort) // 2 + 1, starts=pair_starts(visit, days, PAIR_STEP))
        for visit in short
        if visit.crew == 2
        for _ in range(2)
    ]
    return build(problem, shifts, [*first, *halves, *single]), len(halves)


def _required(short: Sequence[Visit], effort: float) -> int:
    """More than any forty optional visits together and a day of travel: a kept appointment is never traded."""
    top = sorted((gain_of(visit, effort) for visit in short), reverse=True)[:40]
    return max(MOST, 2 * sum(top) + 200_000)


def plannable(free: Sequence[Visit], shifts: Sequence[Shift]) -> tuple[list[Visit], tuple[Unserved, ...]]:
    """Visits whose hours someone works, the most valuable first, and those that no shift can hold."""
    clocks = [LunchClock.of(shift) for shift in shifts]
    known: dict[tuple[object, ...], dict] = {}
    possible, unserved = [], []
    for visit in free:
        if windows_of(Wanted(visit, 1), shifts, clocks, known):
            possible.append(visit)
        elif not shifts:
            unserved.append(Unserved(visit.id, Reason.NO_SHIFT))
        elif visit.counsellors and not any(shift.counsellor in visit.counsellors for shift in shifts):
            unserved.append(Unserved(visit.id, Reason.COUNSELLOR_AWAY, tuple(sorted(visit.counsellors))))
        else:
            unserved.append(Unserved(visit.id, Reason.UNREACHABLE))
    possible.sort(key=lambda visit: (-worth(visit), visit.id))
    return possible, tuple(unserved)


def shortlist(
    possible: Sequence[Visit], shifts: Sequence[Shift], always: Collection[str] = ()
) -> tuple[list[Visit], tuple[Visit, ...]]:
    """The first of the ``possible`` visits (the most valuable), and the rest."""
    size = SHORTLIST * len(shifts)
    chosen = {visit.id for visit in possible[:size]} | set(always)
    for counsellor in {shift.counsellor for shift in shifts}:
        # A zone's counsellor must find enough firms even where the best ones belong to colleagues.
        own = [v for v in possible if not v.counsellors or counsellor in v.counsellors]
        need = SHORTLIST * sum(shift.counsellor == counsellor for shift in shifts)
        chosen.update(visit.id for visit in own[:need])
    return [v for v in possible if v.id in chosen], tuple(v for v in possible if v.id not in chosen)


def _pairs(
    problem: Problem, built: Built, routes: Routes, first: int, halves: int
) -> tuple[Built, Routes, tuple[Visit, ...]]:
    """Optional visits by two, where they earn as much a second as the single visits they push out."""
    core = built.core
    alone = [g for g in range(core.groups) if not first <= g < first + halves]
    filled = best_fill(core, routes, (1.0,), alone)
    before, after = tally(core, routes), tally(core, filled)
    seconds = sum(int(core.task[task, Task.SERVICE]) for route in filled for task in route)
    seconds -= sum(int(core.task[task, Task.SERVICE]) for route in routes for task in route)
    seconds += after.distance - before.distance
    rate = (after.objective - before.objective) / max(seconds, 1)
    board, moments = Board(core, routes, 1.0), built.moments()
    order = sorted(range(first, first + halves, 2), key=lambda g: -built.wanted[g].gain)
    placed = [g for g in order if insert_pair(board, g, g + 1, moments, 0.9 * rate)]
    pinned = pin_halves(built, board.routes, {h for g in placed for h in (g, g + 1)})
    must = max((want.gain for want in built.wanted[:first]), default=_required([], 1.0))
    stay = [g for g in range(core.groups) if not first <= g < first + halves or g in placed or g - 1 in placed]
    wanted = [replace(pinned[g], gain=max(must, MOST)) if g < first + halves else pinned[g] for g in stay]
    renumber = renumbered(stay, core.groups)
    new = build(problem, built.shifts, wanted)
    out = tuple(built.wanted[g].visit for g in range(first, first + halves, 2) if g not in placed)
    return new, carry(built, board.routes, new, renumber), out


def compose(
    week: Week,
    routes: Routes,
    screened: Screened,
    seed: int,
    engine: Engine,
    iterations: int,
    notices: tuple[Notice, ...],
) -> Plan:
    """Everything a person sees, from bare routes."""
    built = week.built
    days = tuple(day_route(built, number, route) for number, route in enumerate(routes))
    visits = {want.visit.id: want.visit for want in built.wanted}
    planned = {stop.visit for day in days for stop in day.stops}
    left = why_not(built, routes, week.rest)
    return Plan(
        routes=days,
        unserved=(*screened.unserved, *week.unserved, *left),
        calls=call_list(built, routes, days),
        value=round(sum(worth(visits[name]) for name in sorted(planned)), 9),
        cost=tally(built.core, [route if day.stops else [] for route, day in zip(routes, days, strict=True)]).distance,
        metres=sum(day.metres for day in days),
        effort=week.effort,
        seed=seed,
        engine=str(engine),
        iterations=iterations,
        bound=bound(built, week.rest),
        notices=notices,
    )


def bound(built: Built, rest: Sequence[Visit]) -> float:
    """A value no plan that keeps these appointments can exceed: a fractional knapsack of the working time.

    A visit takes its length and half of the shortest ways to and from it; one outside the short list, or by two, only
    its length for each.
    """
    core = built.core
    time = float((core.route[:, Route.LATE] - core.route[:, Route.EARLY]).sum())
    place = core.task[core.first[:-1], Task.PLACE]
    around = np.unique(np.concatenate([core.route[:, :2].ravel(), place]))
    shortest = core.travel[..., DURATION].min(axis=0).astype(float)
    depots = set(core.route[:, :2].ravel().tolist())
    total = 0.0
    items: dict[str, tuple[float, float]] = {visit.id: (worth(visit), visit.length * visit.crew) for visit in rest}
    for group, want in enumerate(built.wanted):
        here, others = int(place[group]), around[around != place[group]]
        need = float(want.visit.length)
        if len(others) and here not in depots and (place == here).sum() == 1:
            need += float(shortest[here, others].min() + shortest[others, here].min()) / 2
        if want.hidden:
            time -= want.visit.length
        elif want.visit.crew == 2:
            items[want.visit.id] = (worth(want.visit), 2.0 * want.visit.length)
        else:
            items[want.visit.id] = (worth(want.visit), need)
    agreed = {want.visit.id for want in built.wanted if want.visit.appointment is not None}
    for name in agreed & set(items):
        total += items[name][0]
        time -= items.pop(name)[1]
    for value, need in sorted(items.values(), key=lambda item: -item[0] / item[1]):
        part = min(1.0, max(0.0, time) / need)
        total += part * value
        time -= part * need
    return round(total, 9)
