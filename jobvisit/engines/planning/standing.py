"""The days as they were agreed: what must stand is seated first, in the order of time; what is only proposed, after it.

A visit that was agreed on and can no longer stand is named, never dropped in silence, and its day is torn.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .appointments import STEP, hours_away, pair_starts, seats, stands, why, without_impossible
from .build import Built, Pin, Wanted, build
from .core import Routes, starts
from .greedy import Board, allowed, insert_cheapest, insert_pair, seat
from .screen import screen
from .types import Appointment, DayRoute, Problem, Reason, Shift, Unserved, Visit


@dataclass(frozen=True)
class Standing:
    """``built`` ends with the group of the visit asked about. In ``torn`` routes something agreed cannot stand
    (``unkept``); ``crowded`` are visits only proposed that find no room beside what is agreed."""

    built: Built
    routes: Routes
    torn: frozenset[int]
    unkept: tuple[Unserved, ...]
    crowded: tuple[str, ...]


class Agreed(NamedTuple):
    """Somebody waits for us: the visit with its hour as an appointment; ``number`` is the route in which it stands,
    None where any will do."""

    visit: Visit
    start: int
    number: int | None


class Proposed(NamedTuple):
    """Nobody has been asked yet."""

    visit: Visit
    start: int
    number: int


@dataclass
class _Sorted:
    """The stops of a plan, sorted."""

    agreed: list[Agreed] = field(default_factory=list)
    proposed: list[Proposed] = field(default_factory=list)
    unkept: dict[str, Unserved] = field(default_factory=dict)
    crowded: list[str] = field(default_factory=list)


def standing(
    problem: Problem, ahead: Sequence[DayRoute], shifts: Sequence[Shift], asked: Visit, confirmed: Collection[str]
) -> Standing:
    """The days of ``ahead`` without ``asked``, whose group is the last one.

    An appointment of the problem that those days do not hold is given to whoever has room.
    """
    shifts = without_impossible(problem, shifts)
    found = _sort(problem, ahead, shifts, asked.id, confirmed)
    pinned = [one for one in found.agreed if one.number is not None]
    homeless = [one for one in found.agreed if one.number is None]
    away = hours_away(shifts)
    wanted = [*away, *(_held(one, shifts) for one in pinned)]
    homes = len(wanted)
    wanted += [half for one in homeless for half in _halves(one)]
    first = len(wanted)
    wanted += [_pinned(one, shifts) if one.visit.crew == 2 else Wanted(one.visit, 1) for one in found.proposed]
    built = build(problem, shifts, [*wanted, Wanted(asked, 1)])
    held = [(one.number, one.start, len(away) + n) for n, one in enumerate(pinned) if one.number is not None]
    routes, left = seat(built.core, [*seats(shifts, away), *held], len(away))
    lost = {wanted[group].visit.id for group in left if not wanted[group].hidden}
    torn = {number for group in left for number, shift in enumerate(shifts) if stands(wanted[group], shift)}
    torn |= {one.number for one in pinned if one.visit.id in lost and one.number is not None}
    routes, more = _house(built, routes, homeless, homes)
    for name in sorted(lost | more):
        found.unkept.setdefault(name, _reason(problem, shifts, built, found.agreed, name))
    crowded = [*found.crowded, *_propose(built, routes, found.proposed, first)]
    return Standing(built, routes, frozenset(torn), tuple(found.unkept.values()), tuple(dict.fromkeys(crowded)))


def _pinned(one: Agreed | Proposed, shifts: Sequence[Shift]) -> Wanted:
    assert one.number is not None
    return Wanted(one.visit, 1, Pin(shifts[one.number].counsellor, shifts[one.number].day, one.start))


def _held(one: Agreed, shifts: Sequence[Shift]) -> Wanted:
    """Within what was agreed, by the same counsellor; a pair at the very start, so that both meet."""
    assert one.number is not None
    assert one.visit.appointment is not None
    if one.visit.crew == 2 or one.visit.appointment.tolerance == 0:
        return _pinned(one, shifts)
    return Wanted(replace(one.visit, counsellors=frozenset([shifts[one.number].counsellor])), 1)


def _halves(one: Agreed) -> list[Wanted]:
    if one.visit.crew == 1:
        return [Wanted(one.visit, 1)]
    assert one.visit.appointment is not None
    return [Wanted(one.visit, 1, starts=pair_starts(one.visit, [one.visit.appointment.day], STEP))] * 2


def _sort(
    problem: Problem, ahead: Sequence[DayRoute], shifts: Sequence[Shift], asked: str, confirmed: Collection[str]
) -> _Sorted:
    """What is agreed, what is only proposed, and what can no longer be visited at all."""
    found = _Sorted()
    known, refused = _looked(problem, ahead, shifts, asked, confirmed)
    number_of = {(shift.counsellor, shift.day): number for number, shift in enumerate(shifts)}
    sat: set[str] = set()
    for route, stop in [(day, stop) for day in ahead for stop in day.stops if stop.visit != asked]:
        visit, number = known.get(stop.visit), number_of.get((route.counsellor, route.day))
        if visit is None:
            left = refused.get(stop.visit, Unserved(stop.visit, Reason.DROPPED))
            if stop.visit in confirmed or left.appointment:
                found.unkept[stop.visit] = left
            else:
                found.crowded.append(stop.visit)
        elif visit.appointment is not None:
            when = visit.appointment
            if route.day == when.day and when.start <= stop.start <= when.start + when.tolerance and number is not None:
                found.agreed.append(Agreed(visit, stop.start, number))
                sat.add(stop.visit)
        elif stop.visit in confirmed:
            if number is not None or stop.visit not in sat:
                agreed = replace(visit, appointment=Appointment(route.day, stop.start, 0))
                found.agreed.append(Agreed(agreed, stop.start, number))
                sat.add(stop.visit)
        elif number is None:
            found.crowded.append(stop.visit)
        else:
            found.proposed.append(Proposed(visit, stop.start, number))
    for visit in known.values():
        if visit.appointment is not None and visit.id not in sat:
            found.agreed.append(Agreed(visit, visit.appointment.start, None))
            sat.add(visit.id)
    for name in sorted(set(confirmed) - {asked} - sat):
        found.unkept.setdefault(name, refused.get(name, Unserved(name, Reason.DROPPED)))
    return found


def _looked(
    problem: Problem, ahead: Sequence[DayRoute], shifts: Sequence[Shift], asked: str, confirmed: Collection[str]
) -> tuple[dict[str, Visit], dict[str, Unserved]]:
    """Of what stands in the days or is agreed: what can be visited, and what not (appointments gone by are over)."""
    planned = {stop.visit for route in ahead for stop in route.stops} | set(confirmed)
    given = [v for v in problem.visits if (v.id in planned or v.appointment is not None) and v.id != asked]
    looked = screen(replace(problem, visits=tuple(given), shifts=tuple(shifts)))
    known = {visit.id: visit for visit in looked.visits}
    return known, {left.visit: left for left in reversed(looked.unserved) if left.visit not in known}


def _house(built: Built, routes: Routes, homeless: Sequence[Agreed], homes: int) -> tuple[Routes, set[str]]:
    """Room for what is agreed and stands with nobody, and the names of those that find none."""
    if not homeless:
        return routes, set()
    board, moments, lost = Board(built.core, routes, 0.0, any_gain=True), built.moments(), set()
    group = homes
    for one in homeless:
        pair = one.visit.crew == 2
        if not (insert_pair(board, group, group + 1, moments) if pair else insert_cheapest(board, group)):
            lost.add(one.visit.id)
        group += one.visit.crew
    return board.routes, lost


def _reason(problem: Problem, shifts: Sequence[Shift], built: Built, agreed: Sequence[Agreed], name: str) -> Unserved:
    """Why an agreed visit cannot stand: with its own counsellor, or with anybody where it has none."""
    one = next(one for one in agreed if one.visit.id == name)
    visit = one.visit
    if one.number is not None and visit.crew == 1:
        visit = replace(visit, counsellors=frozenset([shifts[one.number].counsellor]))
    others = [other.visit for other in agreed if other.visit.id != name]
    told = why(problem, shifts, visit, others, [want for want in built.wanted if want.hidden])
    was = any(given.id == name and given.appointment is not None for given in problem.visits)
    return replace(told, appointment=was)


def _propose(built: Built, routes: Routes, proposed: Sequence[Proposed], first: int) -> list[str]:
    """Put what is only proposed back where it stood, or elsewhere in its day; the names of those without room."""
    crowded: list[str] = []
    for n in sorted(range(len(proposed)), key=lambda n: proposed[n][1:]):
        one = proposed[n]
        route, clock = routes[one.number], built.clocks[one.number]
        begun = starts(built.core, one.number, route) or []
        where = sum(tick <= clock.tick(one.start) for tick in begun)
        options = allowed(built.core, first + n, one.number)
        options.sort(key=lambda task: not built.spans[task].start <= one.start <= built.spans[task].end)
        places = sorted(range(len(route) + 1), key=lambda k: abs(k - where))
        changed = (([*route[:k], task, *route[k:]]) for k in places for task in options)
        fitting = next((line for line in changed if starts(built.core, one.number, line) is not None), None)
        if fitting is None:
            crowded.append(one.visit.id)
        else:
            routes[one.number] = fitting
    return crowded
