"""The verifier: reads a finished plan against the problem with arithmetic of its own.

It shares only the vocabulary with the planner (`types`), none of its clocks, windows, cores or sums. Every plan passes
it before anyone sees it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .types import DayRoute, Place, Plan, Problem, Shift, Stop, Visit


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong (``code``) and where (ids, days, seconds)."""

    code: str
    facts: tuple[str, ...] = ()


NOON = 12 * 3600


class Event(NamedTuple):
    """A stay in a day: a visit, or an hour away."""

    start: int
    end: int
    place: Place
    visit: str = ""


Frozen = Collection[tuple[str, str, date, int]]
"""(visit, counsellor, day, start) of stops that must stand exactly so."""


def check(problem: Problem, plan: Plan, *, frozen: Frozen = ()) -> list[Violation]:
    """All violations; empty means the plan can be carried out as written and no visit is lost in silence."""
    visits: dict[str, Visit] = {}
    for visit in problem.visits:
        visits.setdefault(visit.id, visit)
    found = [
        *_bookkeeping(problem, plan, visits, {name for name, *_ in frozen}),
        *_crews(plan, visits, {name for name, _, *when in frozen if problem.now and tuple(when) <= problem.now}),
        *_frozen(plan, frozen),
    ]
    ways = _Ways(problem, plan, visits)
    for route in plan.routes:
        shifts = [s for s in problem.shifts if (s.counsellor, s.day) == (route.counsellor, route.day)]
        if not shifts and _over(problem, route, frozen):
            continue
        if not shifts:
            found.append(Violation("no_such_shift", (route.counsellor, str(route.day))))
        elif route.stops:
            found += _day(problem, route, shifts[0], visits, ways, frozen)
        if (
            all(stop.visit in visits and visits[stop.visit].place for stop in route.stops)
            and ways.metres(route) != route.metres
        ):
            found.append(Violation("metres", (route.counsellor, str(route.day), str(route.metres))))
    if sum(route.metres for route in plan.routes) != plan.metres:
        found.append(Violation("metres", (str(plan.metres),)))
    if not frozen and not found:
        cost = sum(ways.travel(route, 1) for route in plan.routes)
        found += [Violation("cost", (str(plan.cost), str(cost)))] if cost != plan.cost else []
    return [*found, *_calls(plan, visits)]


def _calls(plan: Plan, visits: dict[str, Visit]) -> Iterator[Violation]:
    """Each call proposes what the plan holds, for somebody not yet agreed; those to ask instead are known and free."""
    stands = {(stop.visit, r.counsellor, r.day, stop.start) for r in plan.routes for stop in r.stops}
    planned = {name for name, *_ in stands}
    for name, count in Counter(call.visit for call in plan.calls).items():
        if count > 1:
            yield Violation("call_twice", (name,))
    for call in plan.calls:
        visit = visits.get(call.visit)
        there = (call.visit, call.counsellor, call.day, call.start) in stands
        if not there or visit is None or call.morning != (call.start < NOON):
            yield Violation("call", (call.visit, call.counsellor, str(call.day), str(call.start)))
        elif visit.appointment is not None or abs(call.value - visit.value * visit.agrees) > 1e-6:
            yield Violation("call_value", (call.visit, str(call.value)))
        for other in call.instead:
            if other not in visits or other in planned:
                yield Violation("call_instead", (call.visit, other))


def _over(problem: Problem, route: DayRoute, frozen: Frozen) -> bool:
    """A day that has happened, whose shift the problem no longer holds."""
    stood = {(stop.visit, route.counsellor, route.day, stop.start) for stop in route.stops} <= set(frozen)
    return stood and problem.now is not None and (route.day, route.leave) <= problem.now


def _bookkeeping(problem: Problem, plan: Plan, visits: dict[str, Visit], stood: Collection[str]) -> Iterator[Violation]:
    """Each visit is planned or named, once; the value is the sum."""
    planned = {stop.visit for route in plan.routes for stop in route.stops}
    named = Counter(left.visit for left in plan.unserved)
    given = Counter(visit.id for visit in problem.visits)
    for name in sorted(planned - set(visits) - set(stood)):
        yield Violation("unknown_visit", (name,))
    for name, count in given.items():
        if (name in planned) + named[name] != count:
            yield Violation("lost" if (name in planned) + named[name] < count else "twice", (name,))
    for left in plan.unserved:
        if left.visit in visits and given[left.visit] == 1:
            agreed = visits[left.visit].appointment is not None
            if agreed != left.appointment:
                yield Violation("appointment_not_named", (left.visit,))
    days = Counter((route.counsellor, route.day) for route in plan.routes)
    for (counsellor, day), count in days.items():
        if count > 1:
            yield Violation("two_routes", (counsellor, str(day)))
    total = 0.0
    for name in planned & set(visits):
        visit = visits[name]
        total += visit.value if visit.appointment else visit.value * visit.agrees
    if abs(total - plan.value) > 1e-6 * max(1.0, abs(total)):
        yield Violation("value", (str(plan.value), str(total)))


def _crews(plan: Plan, visits: dict[str, Visit], over: Collection[str]) -> Iterator[Violation]:
    """One counsellor, or two at the very same time; what is over was as it was."""
    seen: dict[str, list[tuple[date, int, str]]] = {}
    for route in plan.routes:
        for stop in route.stops:
            seen.setdefault(stop.visit, []).append((route.day, stop.start, route.counsellor))
    for name, times in seen.items():
        if name not in visits or name in over:
            continue
        together = len({(day, start) for day, start, _ in times}) == 1
        if len(times) != visits[name].crew or not together or len({who for *_, who in times}) != len(times):
            yield Violation("crew", (name, str(len(times))))


def _frozen(plan: Plan, frozen: Frozen) -> Iterator[Violation]:
    now = {(stop.visit, route.counsellor, route.day, stop.start) for route in plan.routes for stop in route.stops}
    for name, counsellor, day, start in sorted(set(frozen) - now):
        yield Violation("frozen_moved", (name, counsellor, str(day), str(start)))


class _Ways:
    """Travel between the places of the plan, straight from the problem's source."""

    def __init__(self, problem: Problem, plan: Plan, visits: dict[str, Visit]) -> None:
        self.visits = visits
        self.shift = {(shift.counsellor, shift.day): shift for shift in reversed(problem.shifts)}
        found: dict[Place, int] = {}
        for route in plan.routes:
            shift = self.shift.get((route.counsellor, route.day))
            stops = [visits[stop.visit].place for stop in route.stops if stop.visit in visits]
            for place in [*stops, *((shift.start, shift.end) if shift else ())]:
                if place is not None:
                    found.setdefault(place, len(found))
        self.at = found
        modes = {shift.mode for shift in self.shift.values()}
        self.tables = {mode: problem.travel.tables(list(found), mode) for mode in modes} if found else {}

    def seconds(self, shift: Shift, here: Place, there: Place) -> int:
        return int(self.tables[shift.mode][1][self.at[here], self.at[there]])

    def begun(self, problem: Problem, route: DayRoute, shift: Shift, stops: Sequence[Stop], frozen: Frozen) -> int:
        """How many of the first stops stand because they have happened, or are being driven to: nobody judges them by
        what has changed since (a firm that has closed down, a way that takes longer)."""
        here, count, now = shift.start, 0, problem.now
        for stop in stops if now is not None else ():
            there = self.visits[stop.visit].place or shift.start
            begins = (route.day, stop.start - self.seconds(shift, here, there))
            if now is None or begins > now or (stop.visit, route.counsellor, route.day, stop.start) not in frozen:
                break
            here, count = there, count + 1
        return count

    def metres(self, route: DayRoute) -> int:
        return self.travel(route, 0)

    def travel(self, route: DayRoute, unit: int) -> int:
        """The whole way of a day: metres (0) or seconds (1)."""
        shift = self.shift.get((route.counsellor, route.day))
        stays = [(stop.start, self.visits[stop.visit].place) for stop in route.stops if stop.visit in self.visits]
        if shift is None or not stays:
            return 0
        away = [(span.start, shift.start) for span in shift.away if route.leave <= span.start < route.back]
        places = [shift.start, *(place for _, place in sorted([*stays, *away], key=lambda stay: stay[0])), shift.end]
        table = self.tables[shift.mode][unit]
        return sum(int(table[self.at[a], self.at[b]]) for a, b in itertools.pairwise(places) if a and b)


def _day(
    problem: Problem, route: DayRoute, shift: Shift, visits: dict[str, Visit], ways: _Ways, frozen: Frozen
) -> list[Violation]:
    where = (route.counsellor, str(route.day))
    found: list[Violation] = []
    stops = [stop for stop in route.stops if stop.visit in visits]
    ahead = stops[ways.begun(problem, route, shift, stops, frozen) :]
    if ahead and route.day in problem.holidays:
        found.append(Violation("holiday", where))
    for stop in ahead:
        found += [Violation(code, (stop.visit, *where)) for code in _visit(visits[stop.visit], stop, route)]
    if not stops:
        return found
    if any(visits[stop.visit].place is None for stop in ahead):
        return [*found, Violation("no_place", where)]
    lunch, away = _free_hours(shift)
    events = [Event(s.start, s.end, visits[s.visit].place or shift.start, s.visit) for s in stops]
    for begin, end in away:
        if route.leave < end and begin < route.back:
            events.append(Event(begin, end, shift.start))
    events.sort(key=lambda event: (event.start, event.end, event.visit))
    if route.leave < shift.span.start or route.back > shift.span.end or route.leave > events[0].start:
        found.append(Violation("outside_shift", (*where, str(route.leave), str(route.back))))
    over = {(stop.visit, stop.start) for stop in stops[: len(stops) - len(ahead)]}
    legs = _legs(problem, route, shift, events, ways, over) if ahead else ()
    found += [Violation(code, (*where, *more)) for code, more in legs]
    found += [Violation(code, where) for code in _lunch(problem, route, shift, lunch, events, ways)]
    return found


def _visit(visit: Visit, stop: Stop, route: DayRoute) -> Iterator[str]:
    """The firm's side: length, hours, days, whom it may be visited by."""
    if stop.end - stop.start != visit.length:
        yield "length"
    if visit.closed_down or visit.duplicate_of:
        yield "must_not_be_visited"
    if visit.counsellors and route.counsellor not in visit.counsellors:
        yield "counsellor"
    agreed = visit.appointment
    if agreed is not None:
        if route.day != agreed.day or not agreed.start <= stop.start <= agreed.start + agreed.tolerance:
            yield "appointment"
        return
    if route.day in visit.closed_on:
        yield "closed_day"
    if visit.slots:
        open_spans = [slot.span for slot in visit.slots if slot.day == route.day]
        if not any(span.start <= stop.start and stop.end <= span.end for span in open_spans):
            yield "slot"
    elif visit.hours and not any(span.start <= stop.start and stop.end <= span.end for span in visit.hours):
        yield "hours"


def _free_hours(shift: Shift) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """Lunch still to be kept, and the hours away; away that touches lunch is taken together with it."""
    lunch = (shift.lunch.start, shift.lunch.end) if shift.lunch is not None else None
    away = [(span.start, span.end) for span in shift.away]
    if lunch is not None:
        touching = [span for span in away if span[0] < lunch[1] and lunch[0] < span[1]]
        if touching:
            away.append(lunch)
            lunch = None
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(away):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return lunch, merged


def _legs(
    problem: Problem, route: DayRoute, shift: Shift, events: Sequence[Event], ways: _Ways, over: set[tuple[str, int]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each way fits into its gap, beside lunch where lunch lies in it; nobody sets out in the past.

    Ways to what is ``over``, and home from there, are gone already, however long such a way is held to be by now.
    """
    chain = [Event(route.leave, route.leave, shift.start), *events, Event(route.back, route.back, shift.end)]
    for before, after in itertools.pairwise(chain):
        if (after.visit, after.start) in over or (not after.visit and (before.visit, before.start) in over):
            continue
        way = need = ways.seconds(shift, before.place, after.place)
        if route.lunch is not None and before.end <= route.lunch.start and route.lunch.end <= after.start:
            need += route.lunch.length
        if after.start - before.end < need:
            yield "too_fast", (before.visit, after.visit, str(after.start - before.end), str(need))
        now = problem.now
        if now is None or not after.visit:
            continue
        if route.day < now[0] or (route.day == now[0] and after.start - way < now[1]):
            yield "past", (after.visit,)


def _lunch(
    problem: Problem,
    route: DayRoute,
    shift: Shift,
    lunch: tuple[int, int] | None,
    events: Sequence[Event],
    ways: _Ways,
) -> Iterator[str]:
    """A whole lunch (the part inside the shift and still to come), not before its time, at the first chance."""
    if lunch is None:
        return
    begin, end = max(lunch[0], shift.span.start), min(lunch[1], shift.span.end)
    if problem.now is not None and problem.now[0] == route.day and route.leave >= problem.now[1]:
        begin = max(begin, min(problem.now[1], end))
    if begin >= end or route.back <= begin or route.leave >= end:
        return
    taken = route.lunch
    if taken is None or taken.length < end - begin or taken.start < begin:
        yield "lunch_missing"
        return
    if any(event.start < taken.end and taken.start < event.end for event in events):
        yield "lunch_cut"
    latest = end
    chain = [Event(route.leave, route.leave, shift.start), *events]
    for number, event in enumerate(chain):
        after = chain[number + 1].place if number + 1 < len(chain) else shift.end
        arrival = event.end + ways.seconds(shift, event.place, after) + 60
        if event.start <= begin < event.end:
            latest = max(latest, event.end)
        if event.end <= begin < arrival:
            latest = max(latest, arrival)
    over = problem.now is not None and (route.day, taken.start) <= problem.now
    if taken.start > latest and not over:
        yield "lunch_late"
