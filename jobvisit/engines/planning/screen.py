"""The first look at what was handed in: what cannot be planned is named, with its value, and never stops the rest."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .travel import EARTH
from .types import HOUR, Area, Notice, NoticeCode, Place, Problem, Reason, Shift, Span, Unserved, Visit

DAY = 24 * HOUR


@dataclass(frozen=True)
class Screened:
    """Shifts one can work, visits one could plan, and the rest with reasons."""

    shifts: tuple[Shift, ...]
    visits: tuple[Visit, ...]
    unserved: tuple[Unserved, ...]
    notices: tuple[Notice, ...]


def screen(problem: Problem) -> Screened:
    """Split the visits; drop shifts that are over, empty, doubled, or on a holiday (said in ``notices``)."""
    shifts, notices = _shifts(problem)
    visits: list[Visit] = []
    unserved: list[Unserved] = []
    seen: set[str] = set()
    for visit in problem.visits:
        refused = _fault(visit, seen) or _wrong_place(visit, problem, shifts) or _bad_time(visit, problem)
        seen.add(visit.id)
        if refused is None:
            visits.append(visit)
        else:
            unserved.append(refused)
    return Screened(tuple(shifts), tuple(visits), tuple(unserved), tuple(notices))


def clock_text(seconds: int) -> str:
    """``09:30``."""
    return f"{seconds // HOUR:02d}:{seconds % HOUR // 60:02d}"


def _shifts(problem: Problem) -> tuple[list[Shift], list[Notice]]:
    kept: list[Shift] = []
    notices: list[Notice] = []
    taken: set[tuple[str, object]] = set()
    for shift in problem.shifts:
        code = _shift_fault(shift, problem)
        if code is None and (shift.counsellor, shift.day) in taken:
            code = NoticeCode.SHIFT_TWICE
        if code is None:
            taken.add((shift.counsellor, shift.day))
            kept.append(_trim(shift, problem))
        else:
            notices.append(Notice(code, (shift.counsellor, str(shift.day))))
    if not kept:
        notices.append(Notice(NoticeCode.NO_SHIFTS))
    if not problem.visits:
        notices.append(Notice(NoticeCode.NO_VISITS))
    return kept, notices


def _shift_fault(shift: Shift, problem: Problem) -> NoticeCode | None:
    spans = [shift.span, *shift.away, *([shift.lunch] if shift.lunch is not None else [])]
    if not all(0 <= span.start < span.end <= DAY for span in spans):
        return NoticeCode.SHIFT_HOURS
    if _place_fault(shift.start) or _place_fault(shift.end):
        return NoticeCode.SHIFT_PLACE
    if shift.day in problem.holidays:
        return NoticeCode.SHIFT_HOLIDAY
    if problem.now is not None and (shift.day, shift.span.end) <= problem.now:
        return NoticeCode.SHIFT_PAST
    return None


def _trim(shift: Shift, problem: Problem) -> Shift:
    """The part of the shift still to come, without hours away at its edges; away that cuts into lunch includes it."""
    begin, end, lunch = shift.span.start, shift.span.end, shift.lunch
    if problem.now is not None and problem.now[0] == shift.day:
        begin = max(begin, problem.now[1])
    inside: list[Span] = []
    for away in sorted(shift.away, key=lambda span: (span.start, span.end)):
        if lunch is not None and away.start < lunch.end and lunch.start < away.end:
            away, lunch = Span(min(away.start, lunch.start), max(away.end, lunch.end)), None
        if inside and away.start <= inside[-1].end:
            away = Span(inside[-1].start, max(away.end, inside.pop().end))
        if away.start <= begin:
            begin = max(begin, away.end)
        elif away.end >= end:
            end = min(end, away.start)
        else:
            inside.append(away)
    span = Span(min(begin, end), end)
    return replace(shift, span=span, lunch=lunch, away=tuple(away for away in inside if away.end <= end))


def _refuse(visit: Visit, reason: Reason, *facts: object) -> Unserved:
    return Unserved(visit.id, reason, tuple(str(fact) for fact in facts), visit.appointment is not None)


def _fault(visit: Visit, seen: set[str]) -> Unserved | None:
    """Faults of the visit alone."""
    if visit.closed_down:
        return _refuse(visit, Reason.CLOSED_DOWN)
    if visit.duplicate_of or visit.id in seen:
        return _refuse(visit, Reason.DUPLICATE, visit.duplicate_of or visit.id)
    if not 0 < visit.length <= DAY:
        return _refuse(visit, Reason.BAD_LENGTH, visit.length)
    if not (math.isfinite(visit.value) and 0 <= visit.value < 1e6 and 0 <= visit.agrees <= 1):
        return _refuse(visit, Reason.BAD_VALUE, visit.value)
    if visit.crew not in (1, 2):
        return _refuse(visit, Reason.BAD_CREW, visit.crew)
    for span in [*visit.hours, *(slot.span for slot in visit.slots)]:
        if not 0 <= span.start <= span.end <= DAY:
            return _refuse(visit, Reason.BAD_HOURS, f"{span.start}–{span.end}")
    return None


def _place_fault(place: Place) -> Reason | None:
    if not (math.isfinite(place.lat) and math.isfinite(place.lon)) or (place.lat == 0 and place.lon == 0):
        return Reason.BAD_PLACE
    if abs(place.lat) > 90 and abs(place.lon) <= 90:
        return Reason.SWAPPED_PLACE
    if abs(place.lat) > 90 or abs(place.lon) > 180:
        return Reason.BAD_PLACE
    return None


def usable_place(place: Place) -> bool:
    """Are these coordinates on the earth?"""
    return _place_fault(place) is None


def _wrong_place(visit: Visit, problem: Problem, shifts: Iterable[Shift]) -> Unserved | None:
    """No place, an impossible one, one outside the area, or one beyond reach of every shift."""
    if visit.place is None:
        return _refuse(visit, Reason.NO_PLACE)
    fact = f"{visit.place.lat}, {visit.place.lon}"
    fault = _place_fault(visit.place)
    if fault is not None:
        return _refuse(visit, fault, fact)
    if problem.area is not None and not _inside(visit.place, problem.area):
        return _refuse(visit, Reason.OUT_OF_AREA, fact)
    depots = {shift.start for shift in shifts}
    if depots:
        nearest = min(crow(visit.place, depot) for depot in depots)
        if nearest > problem.reach:
            return _refuse(visit, Reason.TOO_FAR, f"{nearest / 1000:.0f} km")
    return None


def _inside(place: Place, area: Area) -> bool:
    return area.south <= place.lat <= area.north and area.west <= place.lon <= area.east


def crow(a: Place, b: Place) -> float:
    """Metres as the crow flies (haversine)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def _bad_time(visit: Visit, problem: Problem) -> Unserved | None:
    """Appointments that are over, malformed, or on a day without work."""
    agreed = visit.appointment
    if agreed is None:
        return None
    fact = f"{agreed.day} {clock_text(agreed.start)}"
    if not 0 <= agreed.start < DAY or agreed.tolerance < 0:
        return _refuse(visit, Reason.BAD_HOURS, f"{agreed.start} + {agreed.tolerance}")
    if problem.now is not None and (agreed.day, agreed.start + agreed.tolerance) < problem.now:
        return _refuse(visit, Reason.PAST, fact)
    if agreed.day in problem.holidays:
        return _refuse(visit, Reason.HOLIDAY, fact)
    if agreed.day in visit.closed_on:
        return _refuse(visit, Reason.CLOSED_DAY, fact)
    return None
