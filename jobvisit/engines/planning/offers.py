"""Slots to offer while the firm is on the telephone: cheapest insertion over all counsellor-days, no solver."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .begun import begun_days
from .build import Built
from .core import DISTANCE, DURATION, FORBIDDEN, Task, starts, tally
from .greedy import gaps
from .planner import gain_of, with_travel
from .screen import screen
from .standing import standing
from .types import HOUR, MINUTE, Notice, Plan, Problem, Reason, Span, Unserved, Visit

ROUND = 10 * MINUTE
"""People agree on round times."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Come on ``day``, beginning at ``start``, or as late as ``latest``; it adds ``way`` seconds of travel.

    ``instead`` is the visit, not yet agreed, that would have to give way (none where the day has room). ``price`` is
    the way and what is given up, in seconds of travel. Others not yet agreed may shift within their day.
    """

    day: date
    start: int
    latest: int
    counsellors: tuple[str, ...]
    way: int
    price: int
    instead: tuple[str, ...] = ()

    @property
    def morning(self) -> bool:
        """Before noon."""
        return self.start < 12 * HOUR


@dataclass(frozen=True, slots=True)
class Offers:
    """The cheapest of different half-days first, then the other ones; ``reason`` where there is none.

    ``unkept`` are visits agreed on that cannot be kept as they stand (a way has become longer, their counsellor is
    gone); nothing is offered on their days. ``crowded`` are visits only proposed without room beside what is agreed.
    """

    offers: tuple[Offer, ...]
    reason: Reason | None = None
    unkept: tuple[Unserved, ...] = ()
    crowded: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def offer_slots(
    problem: Problem, plan: Plan, visit: Visit, *, confirmed: Collection[str] = (), count: int = 6
) -> Offers:
    """Up to ``count`` offers for a visit that is not in the plan, or is to be moved within it.

    Appointments and ``confirmed`` visits keep their time and are never lost for an offer; of the others at most one
    gives way for each counsellor.
    """
    planned = {stop.visit for route in plan.routes for stop in route.stops} | set(confirmed)
    near = tuple(v for v in problem.visits if v.id in planned or v.appointment is not None)
    problem, notices = with_travel(replace(problem, visits=near), problem.shifts, (visit,))
    begun = begun_days(problem, plan)
    looked = screen(replace(problem, visits=(visit,), shifts=begun.shifts))
    if not looked.visits:
        return Offers((), looked.unserved[0].reason if looked.unserved else Reason.NO_SHIFT)
    stand = standing(problem, begun.ahead, looked.shifts, replace(visit, appointment=None), confirmed)
    built, routes, found = stand.built, stand.routes, []
    for number, route in enumerate(routes):
        if number in stand.torn:
            continue
        found += _holes(built, number, route)
        for task in route:
            want = built.wanted[built.group_of(task)]
            if want.pin is None and want.visit.appointment is None:
                left = [other for other in route if other != task]
                if starts(built.core, number, left) is None:
                    continue  # by streets, the way past a firm may be the shorter one
                saved = _way(built, number, route) - _way(built, number, left)
                found += _holes(built, number, left, want.visit, gain_of(want.visit, plan.effort) - saved)
    offers = _together(found) if visit.crew == 2 else [hole.offer() for hole in found]
    reason = None if offers else Reason.PAIR if found else Reason.DAYS_FULL if looked.shifts else Reason.NO_SHIFT
    return Offers(tuple(_varied(offers)[:count]), reason, stand.unkept, stand.crowded, notices)


@dataclass(frozen=True, slots=True)
class _Hole:
    """A counsellor could begin between ``early`` and ``late`` (wall clock)."""

    counsellor: str
    day: date
    early: int
    late: int
    way: int
    price: int
    instead: tuple[str, ...]

    def offer(self) -> Offer:
        start = _round(self.early, self.late)
        return Offer(self.day, start, self.late, (self.counsellor,), self.way, self.price, self.instead)


def _round(early: int, late: int) -> int:
    start = -(-early // ROUND) * ROUND
    return start if start <= late else early


def _holes(built: Built, number: int, route: Sequence[int], gone: Visit | None = None, lost: int = 0) -> list[_Hole]:
    """Where the last group fits into a route, ``gone`` having been taken out at a loss of ``lost``."""
    core, shift, clock = built.core, built.shifts[number], built.clocks[number]
    mode, group = int(core.route[number, 4]), core.groups - 1
    instead = () if gone is None else (gone.id,)
    found = []
    before, after, ready, limit, direct, _ = gaps(core, number, route)
    for task in range(int(core.first[group]), int(core.first[group + 1])):
        if core.gain[task, number] == FORBIDDEN:
            continue
        place, service, opens, closes = (int(value) for value in core.task[task, : Task.GROUP])
        going, leaving = core.travel[mode, before, place], core.travel[mode, place, after]
        for k in range(len(ready)):
            early = max(int(ready[k] + going[k, DURATION]), opens)
            late = min(int(limit[k] - leaving[k, DURATION]) - service, closes)
            if early > late:
                continue
            way = int(going[k, DISTANCE] + leaving[k, DISTANCE] - direct[k])
            for span in _walls(clock.cut, early, late, built.spans[task]):
                hole = _Hole(shift.counsellor, shift.day, span.start, span.end, way, way + lost, instead)
                found.append(hole)
    return found


def _way(built: Built, number: int, route: Sequence[int]) -> int:
    return tally(built.core, [*([[]] * number), route]).distance


def _walls(cut: Span | None, early: int, late: int, allowed: Span) -> list[Span]:
    """A range of the short clock on the wall clock: before lunch, and after it."""
    if cut is None:
        parts = [Span(early, late)]
    else:
        parts = [Span(early, min(late, cut.start)), Span(max(early, cut.start) + cut.length, late + cut.length)]
    clipped = [Span(max(part.start, allowed.start), min(part.end, allowed.end)) for part in parts]
    return [part for part in clipped if part.start <= part.end]


def _together(holes: Sequence[_Hole]) -> list[Offer]:
    """Two counsellors on the same day at the same time."""
    offers = []
    for one, other in itertools.combinations(holes, 2):
        early, late = max(one.early, other.early), min(one.late, other.late)
        if one.day == other.day and one.counsellor != other.counsellor and early <= late:
            both = tuple(sorted((one.counsellor, other.counsellor)))
            way, price, instead = one.way + other.way, one.price + other.price, one.instead + other.instead
            offers.append(Offer(one.day, _round(early, late), late, both, way, price, instead))
    return offers


def _varied(offers: Sequence[Offer]) -> list[Offer]:
    """The cheapest of each half-day, cheapest half-day first; then the next ones."""
    ranked = sorted(offers, key=lambda offer: (offer.price, offer.day, offer.start, offer.counsellors))
    first: dict[tuple[date, bool], Offer] = {}
    for offer in ranked:
        first.setdefault((offer.day, offer.morning), offer)
    best = list(first.values())
    return best + [offer for offer in ranked if offer not in best]
