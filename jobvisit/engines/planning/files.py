"""Problems and plans as JSON. The format is described in docs/engines/planning.md; every error names its place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from .reader import Reader
from .reasons import words
from .texts import FileError
from .travel import PACES, Pace, StraightLine
from .types import (
    HOUR,
    MINUTE,
    Appointment,
    Area,
    Call,
    DayRoute,
    Mode,
    Notice,
    NoticeCode,
    Plan,
    Problem,
    Reason,
    Shift,
    Slot,
    Span,
    Stop,
    Unserved,
    Visit,
)  # fmt: skip

T = TypeVar("T")

FULL_DAY = Span(9 * HOUR + 30 * MINUTE, 17 * HOUR + 30 * MINUTE)
LUNCH = Span(12 * HOUR, 13 * HOUR)


def load(text: str) -> Any:
    """JSON as plain values. A key that stands twice would silently hide the first: it is refused."""
    try:
        return json.loads(text.lstrip("\ufeff"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise FileError("json", str(error.lineno), str(error.colno)) from error
    except FileError:
        raise
    except (ValueError, RecursionError) as error:
        raise FileError("json_value") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise FileError("json_twice", next(key for key, times in Counter(k for k, _ in pairs).items() if times > 1))
    return found


def problem_from_json(text: str) -> tuple[Problem, float | None]:
    """The problem, and the knob where the file sets it."""
    root = Reader(load(text), "$")
    root.only("days", "holidays", "now", "effort", "area", "reach_km", "travel", "counsellors", "firms")
    days = [day.date() for day in root.items("days")]
    shifts = [shift for one in root.items("counsellors") for shift in _shifts(one, days)]
    problem = Problem(
        shifts=tuple(shifts),
        visits=tuple(_visit(one) for one in root.items("firms")),
        travel=_travel(root.child("travel")),
        holidays=frozenset(day.date() for day in root.items("holidays")),
        now=_now(root.child("now")),
        area=_area(root.child("area")),
        reach=root.child("reach_km").between(0.001, 20_100, 30.0) * 1000,
    )
    effort = root.child("effort").number(0.0) if root.has("effort") else None
    if effort is not None and not 0 < effort < 1e6:
        raise FileError("number", "$.effort", str(effort))
    return problem, effort


def _shifts(one: Reader, days: Sequence[date]) -> list[Shift]:
    one.only("id", "start", "end", "hours", "lunch", "mode", "days", "absences")
    start = one.need("start").place()
    end = one.child("end").place() if one.has("end") else start
    hours = one.child("hours").span() if one.has("hours") else FULL_DAY
    lunch = LUNCH
    no_lunch = one.has("lunch", null=True) and one.child("lunch").value is None
    if one.has("lunch"):
        lunch = one.child("lunch").span()
    mode = one.child("mode").choice(Mode, Mode.BUS)
    whole: set[date] = set()
    away: dict[date, list[Span]] = {}
    for absence in one.items("absences"):
        absence.only("day", "until", "hours")
        first = absence.need("day").date()
        last = absence.child("until").date() if absence.has("until") else first
        if not 0 <= (last - first).days <= 3660:
            raise FileError("value", f"{absence.path}.until", str(last), f"{first} …")
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if absence.has("hours"):
                away.setdefault(day, []).append(absence.child("hours").span())
            else:
                whole.add(day)
    own = [day.date() for day in one.items("days")] if one.has("days") else list(days)
    name = one.need("id").text()
    return [
        Shift(name, day, hours, start, end, mode, None if no_lunch else lunch, tuple(away.get(day, ())))
        for day in own
        if day not in whole
    ]


def _visit(one: Reader) -> Visit:
    one.only(
        "id", "place", "value", "minutes", "hours", "closed_on", "slots", "appointment", "crew", "counsellors",
        "agrees", "closed_down", "duplicate_of", "name",
    )  # fmt: skip
    return Visit(
        id=one.need("id").text(),
        place=one.child("place").place() if one.has("place") and one.value["place"] != [None, None] else None,
        value=one.child("value").number(0.0),
        length=round(one.child("minutes").between(-1e6, 1e6, 45.0) * MINUTE),
        hours=tuple(hours.span() for hours in one.items("hours")),
        closed_on=frozenset(day.date() for day in one.items("closed_on")),
        slots=tuple(_slot(slot) for slot in one.items("slots")),
        appointment=_appointment(one.child("appointment")) if one.has("appointment") else None,
        crew=one.child("crew").whole(1),
        counsellors=frozenset(name.text() for name in one.items("counsellors")),
        agrees=one.child("agrees").number(1.0),
        closed_down=one.child("closed_down").flag(False),
        duplicate_of=one.child("duplicate_of").text(""),
    )


def _slot(one: Reader) -> Slot:
    one.only("day", "hours")
    return Slot(one.need("day").date(), one.need("hours").span())


def _appointment(one: Reader) -> Appointment:
    one.only("day", "time", "tolerance_minutes")
    tolerance = round(one.child("tolerance_minutes").between(0, 24 * 60, 15.0) * MINUTE)
    return Appointment(one.need("day").date(), one.need("time").time(), tolerance)


def _now(one: Reader) -> tuple[date, int] | None:
    if one.value is None:
        return None
    one.only("day", "time")
    return one.need("day").date(), one.child("time").time() if one.has("time") else 0


def _area(one: Reader) -> Area | None:
    if one.value is None:
        return None
    one.only("south", "west", "north", "east")
    south, west, north, east = (one.need(key).number() for key in ("south", "west", "north", "east"))
    if south > north or west > east:
        raise FileError("value", one.path, f"{south}–{north}, {west}–{east}", "south ≤ north, west ≤ east")
    return Area(south, west, north, east)


def _travel(one: Reader) -> StraightLine:
    if one.value is None:
        return StraightLine()
    one.only("factors", "paces")
    paces = dict(PACES)
    for key, pace in one.child("paces").entries():
        pace.only("detour", "kmh", "fixed_minutes")
        old = paces[Reader(key, pace.path).choice(Mode, Mode.BUS)]
        kmh = pace.child("kmh").between(0.5, 300, old.kmh)
        fixed = pace.child("fixed_minutes").between(0, 240, old.fixed / MINUTE)
        paces[Mode(key)] = Pace(pace.child("detour").between(1, 10, old.detour), kmh, round(fixed * MINUTE))
    return StraightLine(paces, {key: factor.between(0.1, 10) for key, factor in one.child("factors").entries()})


def clock(seconds: int) -> str:
    """``09:30``, with seconds only where there are some."""
    text = f"{seconds // HOUR:02d}:{seconds % HOUR // 60:02d}"
    return text if seconds % 60 == 0 else f"{text}:{seconds % 60:02d}"


def plan_to_dict(plan: Plan) -> dict[str, Any]:
    """Plain values for JSON; times are ``HH:MM``."""
    return {
        "value": plan.value,
        "cost": plan.cost,
        "metres": plan.metres,
        "visits": plan.visits,
        "effort": plan.effort,
        "bound": plan.bound,
        "gap": plan.gap,
        "seed": plan.seed,
        "engine": plan.engine,
        "iterations": plan.iterations,
        "routes": [_route(route) for route in plan.routes],
        "calls": [_call(call) for call in plan.calls],
        "unserved": [_told(left) for left in plan.unserved],
        "notices": [_told(notice) for notice in plan.notices],
    }


def _route(route: DayRoute) -> dict[str, Any]:
    return {
        "counsellor": route.counsellor,
        "day": str(route.day),
        "leave": clock(route.leave),
        "back": clock(route.back),
        "lunch": None if route.lunch is None else f"{clock(route.lunch.start)}-{clock(route.lunch.end)}",
        "metres": route.metres,
        "stops": [{"visit": s.visit, "start": clock(s.start), "end": clock(s.end)} for s in route.stops],
    }


def _call(call: Call) -> dict[str, Any]:
    return {
        "visit": call.visit,
        "counsellor": call.counsellor,
        "day": str(call.day),
        "half": "morning" if call.morning else "afternoon",
        "start": clock(call.start),
        "value": call.value,
        "instead": list(call.instead),
    }


def _told(told: Unserved | Notice) -> dict[str, Any]:
    korean, english = words(told)
    text = {"ko": korean, "en": english}
    if isinstance(told, Notice):
        return {"code": str(told.code), "facts": list(told.facts), "text": text}
    return {
        "visit": told.visit,
        "reason": str(told.reason),
        "facts": list(told.facts),
        "appointment": told.appointment,
        "text": text,
    }


def plan_from_json(text: str) -> Plan:
    """The inverse of `plan_to_dict`; what is derived from a plan is read as written, for the checker to doubt."""
    root = Reader(load(text), "$")
    return Plan(
        routes=tuple(_read_route(one) for one in root.items("routes")),
        unserved=tuple(_read_unserved(one) for one in root.items("unserved")),
        calls=tuple(_read_call(one) for one in root.items("calls")),
        value=root.need("value").number(),
        cost=root.child("cost").whole(0),
        metres=root.child("metres").whole(0),
        effort=root.child("effort").number(0.0),
        seed=root.child("seed").whole(0),
        engine=root.child("engine").text(""),
        iterations=root.child("iterations").whole(0),
        bound=root.child("bound").number(0.0) if root.has("bound") else None,
        notices=tuple(
            Notice(one.need("code").choice(NoticeCode, NoticeCode.NO_SHIFTS), _facts(one))
            for one in root.items("notices")
        ),
    )


def _read_route(one: Reader) -> DayRoute:
    return DayRoute(
        one.need("counsellor").text(),
        one.need("day").date(),
        tuple(
            Stop(stop.need("visit").text(), stop.need("start").time(), stop.need("end").time())
            for stop in one.items("stops")
        ),
        one.need("leave").time(),
        one.need("back").time(),
        one.child("lunch").span() if one.has("lunch") else None,
        one.child("metres").whole(0),
    )


def _read_unserved(one: Reader) -> Unserved:
    reason = one.need("reason").choice(Reason, Reason.DROPPED)
    return Unserved(one.need("visit").text(), reason, _facts(one), one.child("appointment").flag(False))


def _read_call(one: Reader) -> Call:
    return Call(
        one.need("visit").text(),
        one.need("counsellor").text(),
        one.need("day").date(),
        one.need("half").text() == "morning",
        one.need("start").time(),
        one.need("value").number(),
        tuple(name.text() for name in one.items("instead")),
    )


def _facts(one: Reader) -> tuple[str, ...]:
    return tuple(fact.text() for fact in one.items("facts"))


def read_with(text: str, read: Callable[[str], T]) -> T:
    """``read`` the text; whatever a hostile file provokes becomes a `FileError`."""
    try:
        return read(text)
    except FileError:
        raise
    except (ValueError, OverflowError, TypeError, KeyError, IndexError) as error:
        raise FileError("unreadable", str(error)) from error
