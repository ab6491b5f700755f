"""The part of a plan that has happened: days gone by, and today up to now."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from .clock import LunchClock, unfold
from .types import MINUTE, DayRoute, Place, Plan, Problem, Shift, Span, Stop, worth


@dataclass(frozen=True)
class Begun:
    """``past`` routes stand as they are; ``shifts`` are what is left to plan with; ``ahead`` is the old plan's rest."""

    past: dict[tuple[str, date], DayRoute]
    shifts: tuple[Shift, ...]
    ahead: tuple[DayRoute, ...]
    done: frozenset[str]
    frozen: tuple[tuple[str, str, date, int], ...]
    value: float

    def joined(self, plan: Plan, problem: Problem) -> Plan:
        """The new plan behind what has happened, with value and ways of both."""
        routes = []
        ways = _Legs(problem)
        ahead = {(route.counsellor, route.day): route for route in plan.routes}
        left = {(shift.counsellor, shift.day): shift for shift in self.shifts}
        was = {(route.counsellor, route.day): route.stops for route in self.ahead}
        for key in dict.fromkeys([*self.past, *ahead]):
            over = not was.get(key, ())
            routes.append(_join(self.past.get(key), ahead.get(key), left.get(key), ways, over=over))
        routes.sort(key=lambda route: (route.day, route.counsellor))
        return replace(
            plan,
            routes=tuple(routes),
            value=round(plan.value + self.value, 9),
            metres=sum(route.metres for route in routes),
            cost=plan.cost + sum(ways.seconds(route) for route in self.past.values()),
            bound=None if plan.bound is None else round(plan.bound + self.value, 9),
        )


def begun_days(problem: Problem, old: Plan) -> Begun:
    """Split ``old`` at ``problem.now`` (None: nothing has happened). Whoever is on the way to a visit goes on."""
    ways = _Legs(problem)
    past: dict[tuple[str, date], DayRoute] = {}
    ahead: list[DayRoute] = []
    shifts = {(shift.counsellor, shift.day): shift for shift in reversed(problem.shifts)}
    counts = [_gone(problem, route, shifts.get((route.counsellor, route.day)), ways) for route in old.routes]
    met = {(s.visit, s.start) for route, n in zip(old.routes, counts, strict=True) for s in route.stops[:n]}
    for route, begun in zip(old.routes, counts, strict=True):
        key = (route.counsellor, route.day)
        # Where one of two is on the way, the other comes too.
        count = max([begun, *(n for n, s in enumerate(route.stops, 1) if (s.visit, s.start) in met)])
        if count:
            past[key] = replace(route, stops=route.stops[:count])
        ahead.append(replace(route, stops=route.stops[count:]))
    visits = {visit.id: visit for visit in problem.visits}
    done = {stop.visit for route in past.values() for stop in route.stops}
    frozen = tuple(
        (stop.visit, route.counsellor, route.day, stop.start) for route in past.values() for stop in route.stops
    )
    rest = [_left(problem, shift, past.get((shift.counsellor, shift.day)), ways) for shift in problem.shifts]
    value = sum(worth(visits[name]) for name in done if name in visits)
    return Begun(
        past,
        tuple(shift for shift in rest if shift.span.length or not past.get((shift.counsellor, shift.day))),
        tuple(ahead),
        frozenset(done),
        frozen,
        value,
    )


def _gone(problem: Problem, route: DayRoute, shift: Shift | None, ways: _Legs) -> int:
    """How many of the day's first stops have begun, or are being driven to."""
    if problem.now is None or route.day > problem.now[0]:
        return 0
    if route.day < problem.now[0]:
        return len(route.stops)
    here, count = (shift.start if shift else None), 0
    for stop in route.stops:
        there = ways.after(stop, shift.start, here) if shift is not None and here is not None else None
        way = ways.way(shift, here, there)[1] if shift is not None and here and there else 0
        if stop.start - way > problem.now[1]:
            break
        here, count = there, count + 1
    return count


def _left(problem: Problem, shift: Shift, past: DayRoute | None, ways: _Legs) -> Shift:
    """The rest of a shift: it begins where the last begun visit ends; lunch under way, or over, is not had twice."""
    if past is None or problem.now is None or past.day != problem.now[0]:
        return shift
    last = past.stops[-1]
    begin = max(last.end, problem.now[1])
    lunch = shift.lunch
    if lunch is not None and begin >= lunch.start:
        begin, lunch = max(begin, _lunch_had(shift, past, last).end), None
    away = tuple(span for span in shift.away if span.end > begin)
    place = shift.start
    for stop in past.stops:
        place = ways.after(stop, shift.start, place)
    end = max(begin, shift.span.end)
    # Hours away are spent at the shift's own start, which has changed: they are kept by ending the day before them.
    if away:
        end = max(begin, min(end, min(span.start for span in away) - ways.way(shift, place, shift.start)[1]))
    return replace(shift, start=place, span=Span(begin, end), lunch=lunch, away=())


def _lunch_had(shift: Shift, past: DayRoute, last: Stop) -> Span:
    assert shift.lunch is not None
    if past.lunch is not None:
        return past.lunch
    begin = max(shift.lunch.start, last.end)
    return Span(begin, begin + shift.lunch.length)


def _join(past: DayRoute | None, ahead: DayRoute | None, left: Shift | None, ways: _Legs, *, over: bool) -> DayRoute:
    """One day of both parts; ``over``: nothing of the old plan was still to come."""
    if past is None:
        assert ahead is not None
        return ahead
    shift = ways.shift(past)
    if ahead is not None and ahead.stops:
        lunch = ahead.lunch or past.lunch
        joined = replace(past, stops=past.stops + ahead.stops, back=ahead.back, lunch=lunch)
    elif over or shift is None or left is None:
        joined = past
    else:
        here = LunchClock.of(left)
        way = -(-ways.way(shift, left.start, shift.end)[1] // MINUTE) * MINUTE
        tick = here.tick(left.span.start)
        line = unfold(here, [tick], [Span(left.span.start, left.span.start)], [0], [0, way], left.span.start)
        joined = replace(
            past, back=min(line.back, max(shift.span.end, past.stops[-1].end)), lunch=line.lunch or past.lunch
        )
    known = shift is not None and all(ways.place(stop.visit) is not None for stop in joined.stops)
    return replace(joined, metres=ways.metres(joined)) if known else joined


class _Legs:
    """Ways between places, asked for singly."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.visits = {visit.id: visit for visit in reversed(problem.visits)}
        self.shifts = {(shift.counsellor, shift.day): shift for shift in reversed(problem.shifts)}

    def shift(self, route: DayRoute) -> Shift | None:
        return self.shifts.get((route.counsellor, route.day))

    def place(self, visit: str) -> Place | None:
        return self.visits[visit].place if visit in self.visits else None

    def after(self, stop: Stop, start: Place, here: Place) -> Place:
        """Where one is after a stop: a firm that has left the list is passed over, one without a place is the start
        (as the checker has it)."""
        return (self.place(stop.visit) or start) if stop.visit in self.visits else here

    def way(self, shift: Shift, here: Place, there: Place) -> tuple[int, int]:
        """Metres and seconds."""
        metres, seconds = self.problem.travel.tables([here, there], shift.mode)
        return int(metres[0, 1]), int(seconds[0, 1])

    def _legs(self, route: DayRoute, stops: Sequence[Stop]) -> list[tuple[int, int]]:
        shift = self.shift(route)
        if shift is None or not stops:
            return []
        stays = [(stop.start, self.place(stop.visit)) for stop in stops]
        stays += [(span.start, shift.start) for span in shift.away if route.leave <= span.start < route.back]
        places = [shift.start, *(place for _, place in sorted(stays, key=lambda stay: stay[0]) if place), shift.end]
        return [self.way(shift, a, b) for a, b in itertools.pairwise(places)]

    def metres(self, route: DayRoute) -> int:
        return sum(metres for metres, _ in self._legs(route, route.stops))

    def seconds(self, route: DayRoute) -> int:
        """Of the ways to the stops, not home again."""
        return sum(seconds for _, seconds in self._legs(route, route.stops)[:-1])
