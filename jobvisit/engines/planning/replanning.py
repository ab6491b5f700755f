"""A changed week: what is past or confirmed stands, the rest changes as little as it pays.

Warm start from the plan in force, with a price on every visit that changes its day; the result is a difference to
accept, not a fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .appointments import FIXED, unfit, without_impossible
from .begun import Begun, begun_days
from .build import Pin, Wanted, start_spans
from .checker import check
from .core import FORBIDDEN, Routes, starts
from .engines import Engine, choose, improve
from .greedy import Board, best_fill, insert_cheapest
from .limits import Budget, Limit
from .params import CALM
from .planner import UncheckedPlanError, Week, compose, lay_out, with_travel
from .screen import Screened, screen
from .types import MINUTE, Appointment, DayRoute, NoticeCode, Plan, Problem, Reason, Shift, Unserved, Visit, worth

PRICE = 20.0
"""Minutes of travel that a visit's changing its day is held to cost (it has to be told to the firm)."""

Stand = tuple[str, str, date, int]
"""(visit, counsellor, day, start)."""


@dataclass(frozen=True, slots=True)
class Move:
    """A visit before and after: (counsellor, day, start)."""

    visit: str
    before: tuple[str, date, int]
    after: tuple[str, date, int]

    @property
    def other_day(self) -> bool:
        """The firm must be told of another day."""
        return self.before[1] != self.after[1]


@dataclass(frozen=True)
class Change:
    """What accepting ``plan`` would change. ``gain`` is its value minus that of what could be kept of the old plan
    without adding anything; ``broken`` are confirmed visits that cannot stand (their counsellor is gone, they left)."""

    plan: Plan
    moved: tuple[Move, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    broken: tuple[str, ...]
    gain: float
    frozen: tuple[Stand, ...]

    @property
    def day_changes(self) -> int:
        """Visits that change their day."""
        return sum(move.other_day for move in self.moved)


def replan(
    problem: Problem,
    old: Plan,
    *,
    confirmed: Collection[str] | None = None,
    seed: int = 0,
    limit: Limit | None = None,
    price: float = PRICE,
    engine: Engine = Engine.AUTO,
) -> Change:
    """The plan ``old`` carried over into ``problem`` as it is now (its ``now``, shifts, appointments, firms).

    ``confirmed`` visits keep counsellor, day and time; None means all appointments that still stand as planned. If
    one of those would make a new appointment impossible, they are given free in a second try. ``limit`` bounds the
    search (default: 1 CPU second).
    """
    budget = Budget(limit or Limit(cpu_seconds=1.0))
    problem, failed = with_travel(problem, problem.shifts, ())

    def carry(kept: Collection[str] | None) -> Change:
        return _carried(problem, old, kept, seed, budget.share(1.0), price, engine)

    found = _again_freed(carry, confirmed)
    return replace(found, plan=replace(found.plan, notices=(*found.plan.notices, *failed)))


def _again_freed(carry: Callable[[Collection[str] | None], Change], confirmed: Collection[str] | None) -> Change:
    """Carried over; a second time with all appointments given free, where that keeps more of them."""
    first = carry(confirmed)
    if confirmed is None and any(left.reason in (Reason.OVERLAP, Reason.PAIR) for left in first.plan.unkept):
        second = carry(())
        if len(second.plan.unkept) < len(first.plan.unkept):
            return replace(second, broken=first.broken)
    return first


def _carried(
    problem: Problem,
    old: Plan,
    confirmed: Collection[str] | None,
    seed: int,
    budget: Budget,
    price: float,
    engine: Engine,
) -> Change:
    begun = begun_days(problem, old)
    todo = tuple(visit for visit in problem.visits if visit.id not in begun.done)
    rest = replace(problem, visits=todo, shifts=begun.shifts)
    screened = screen(rest)
    stood = {stop.visit: (r.counsellor, r.day, stop.start) for r in begun.ahead for stop in r.stops}
    screened = replace(screened, shifts=without_impossible(rest, screened.shifts))
    pins, broken, screened = _pins(rest, screened, begun, confirmed)
    home = {name: day for name, (_, day, _) in stood.items()}
    week = lay_out(rest, screened, old.effort, seed, pins, home, round(price * MINUTE))
    warm = _as_it_was(week, begun.ahead) or _warm(week, begun.ahead)
    bare = sum(worth(v) for v in {week.built.visit_of(t).id: week.built.visit_of(t) for r in warm for t in r}.values())
    start = best_fill(week.built.core, warm)
    found = improve(week.built.core, start, seed=seed, budget=budget, engine=engine, params=CALM)
    frozen = (*begun.frozen, *((w.visit.id, w.pin.counsellor, w.pin.day, w.pin.start) for w in pins if w.pin))
    for routes in (found.routes, start):
        used = choose(week.built.core, engine)
        plan = compose(
            week, routes, screened, seed, used, found.iterations, screened.notices
        )  # fmt: skip
        plan = _plain(begun.joined(plan, problem), problem, {name for name, *_ in frozen})
        plan = replace(plan, unserved=(*plan.unserved, *_again(problem, begun)))
        violations = check(problem, plan, frozen=frozen)
        if not violations:
            return _difference(old, plan, begun, broken, bare, frozen)
    raise UncheckedPlanError(violations)


def _plain(plan: Plan, problem: Problem, told: Collection[str]) -> Plan:
    """Nobody is called about what is agreed; a confirmed visit is no appointment of the problem's."""
    agreed = {visit.id for visit in problem.visits if visit.appointment is not None}
    return replace(
        plan,
        calls=tuple(call for call in plan.calls if call.visit not in told),
        unserved=tuple(replace(left, appointment=left.visit in agreed) for left in plan.unserved),
        notices=tuple(notice for notice in plan.notices if notice.code is not NoticeCode.SHIFT_PAST),
    )


def _again(problem: Problem, begun: Begun) -> list[Unserved]:
    """A firm visited already that stands in the list a second time."""
    count = Counter(visit.id for visit in problem.visits if visit.id in begun.done)
    agreed = {visit.id for visit in problem.visits if visit.appointment is not None}
    return [
        Unserved(name, Reason.DUPLICATE, (name,), name in agreed)
        for name, times in sorted(count.items())
        for _ in range(times - 1)
    ]


def _pins(
    problem: Problem, screened: Screened, begun: Begun, confirmed: Collection[str] | None
) -> tuple[list[Wanted], list[str], Screened]:
    """Confirmed visits pinned where they stand, those that cannot stand there, and what is left to plan.

    A broken one keeps its hour: it becomes an appointment for anyone.
    """
    visits = {visit.id: visit for visit in screened.visits}
    shifts = {(shift.counsellor, shift.day): shift for shift in screened.shifts}
    pins: list[Wanted] = []
    broken: set[str] = set()
    hours: dict[str, Visit] = {}
    for route, stop in [(day, stop) for day in begun.ahead for stop in day.stops]:
        visit, shift = visits.get(stop.visit), shifts.get((route.counsellor, route.day))
        agreed = visit.appointment if visit is not None else None
        asked = agreed is not None if confirmed is None else stop.visit in confirmed
        if not asked or (visit is not None and agreed is not None and not _open(visit, route.day, stop.start)):
            continue  # not confirmed, or agreed anew for another hour
        if visit is not None and shift is not None and _free(visit, shift, stop.start):
            pins.append(Wanted(visit, FIXED, Pin(route.counsellor, route.day, stop.start)))
        else:
            broken.add(stop.visit)
        if visit is not None and agreed is None and _open(visit, route.day, stop.start):
            agreed = Appointment(route.day, stop.start, 0)
            hours[stop.visit] = replace(visit, value=worth(visit), agrees=1.0, appointment=agreed)
    planned = begun.done.union(stop.visit for route in begun.ahead for stop in route.stops)
    broken |= {name for name in confirmed or () if name not in planned and not _is_appointment(problem, name)}
    lone = _lone(pins)
    lone |= unfit(problem, screened.shifts, [want for want in pins if want.visit.id not in lone])
    pins = [want for want in pins if want.visit.id not in lone]
    broken |= lone
    stay = {want.visit.id for want in pins}
    left = tuple(hours.get(v.id, v) if v.id in broken else v for v in screened.visits if v.id not in stay)
    return pins, sorted(broken), replace(screened, visits=left)


def _free(visit: Visit, shift: Shift, start: int) -> bool:
    """Can this counsellor begin the visit then: at work, not away, asked for, and the firm open?"""
    inside = shift.span.start <= start < shift.span.end
    there = not any(start < away.end and away.start < start + visit.length for away in shift.away)
    theirs = not visit.counsellors or shift.counsellor in visit.counsellors
    return inside and there and theirs and _open(visit, shift.day, start)


def _open(visit: Visit, day: date, start: int) -> bool:
    """Can the visit, as it is now, begin then?"""
    return any(span.start <= start <= span.end for span in start_spans(visit, day))


def _is_appointment(problem: Problem, name: str) -> bool:
    return any(visit.id == name and visit.appointment is not None for visit in problem.visits)


def _lone(pins: Sequence[Wanted]) -> set[str]:
    """Halves of pairs: a pair stands only with both."""
    halves = Counter(want.visit.id for want in pins)
    return {want.visit.id for want in pins if halves[want.visit.id] != want.visit.crew}


def _as_it_was(week: Week, ahead: Sequence[DayRoute]) -> Routes | None:
    """The old order of every route, without what cannot stay, and with the new appointments; None if one of those
    finds no room."""
    built, core = week.built, week.built.core
    groups: dict[str, list[int]] = {}
    for group, want in enumerate(built.wanted):
        groups.setdefault(want.visit.id, []).append(group)
    old = {(route.counsellor, route.day): route for route in ahead}
    routes: Routes = []
    for number, shift in enumerate(built.shifts):
        route: list[int] = []
        away = {
            task: built.spans[task].start for task in week.kept[number] if built.wanted[built.group_of(task)].hidden
        }
        before = old.get((shift.counsellor, shift.day))
        wishes = [(stop.start, groups.get(stop.visit, [])) for stop in (before.stops if before else ())]
        for _, tasks in sorted([*wishes, *((at, [built.group_of(task)]) for task, at in away.items())]):
            for task in (t for group in tasks for t in range(core.first[group], core.first[group + 1])):
                if core.gain[task, number] != FORBIDDEN and starts(core, number, [*route, task]) is not None:
                    route.append(task)
                    break
        routes.append(route)
    board = Board(core, routes, 0.0, any_gain=True)
    must = [built.group_of(task) for route in week.kept for task in route]
    late = [group for group in must if board.absent[group]]
    return board.routes if all(insert_cheapest(board, group) for group in late) else None


def _warm(week: Week, ahead: Sequence[DayRoute]) -> Routes:
    """The appointments as placed, and every old visit still possible in the route where it was, dearest first."""
    built, core = week.built, week.built.core
    board = Board(core, week.kept, 0.0, any_gain=True)
    number_of = {(shift.counsellor, shift.day): n for n, shift in enumerate(built.shifts)}
    groups = {want.visit.id: g for g, want in enumerate(built.wanted) if not want.hidden}
    was = [
        (built.wanted[groups[stop.visit]].gain, groups[stop.visit], number_of[route.counsellor, route.day])
        for route in ahead
        for stop in route.stops
        if stop.visit in groups and (route.counsellor, route.day) in number_of
    ]
    for _, group, number in sorted(was, key=lambda entry: (-entry[0], entry[1])):
        if not board.absent[group]:
            continue
        low, high = int(core.first[group]), int(core.first[group + 1])
        options = [
            (int(board.time[task, number]), task)
            for task in range(low, high)
            if core.gain[task, number] != FORBIDDEN and board.score[task, number] > -float("inf")
        ]
        if options:
            board.insert(min(options)[1], number)
    return board.routes


def _difference(
    old: Plan, plan: Plan, begun: Begun, broken: Sequence[str], bare: float, frozen: tuple[Stand, ...]
) -> Change:
    before = {stop.visit: (r.counsellor, r.day, stop.start) for r in old.routes for stop in r.stops}
    after = {stop.visit: (r.counsellor, r.day, stop.start) for r in plan.routes for stop in r.stops}
    moves = [
        Move(name, before[name], after[name])
        for name in sorted(before.keys() & after.keys())
        if before[name] != after[name]
    ]
    return Change(
        plan=plan,
        moved=tuple(move for move in moves if move.visit not in begun.done),
        added=tuple(sorted(after.keys() - before.keys())),
        dropped=tuple(sorted(before.keys() - after.keys())),
        broken=tuple(broken),
        gain=round(plan.value - begun.value - bare, 9),
        frozen=frozen,
    )
