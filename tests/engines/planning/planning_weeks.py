"""Small weeks with one trait each, for the planning tests."""

from dataclasses import replace
from datetime import date, timedelta

from jobvisit.engines.planning import Appointment, Mode, Place, Problem, Shift, Span, StraightLine, Visit

MONDAY = date(2026, 11, 30)
OFFICE = Place(37.4837, 127.0324)
HOUR = 3600


def at(hours: float) -> int:
    return round(hours * HOUR)


def shift(counsellor: str = "가", day: int = 0, **traits) -> Shift:
    given = {"span": Span(at(9.5), at(17.5)), "start": OFFICE, "end": OFFICE, "mode": Mode.CAR, **traits}
    return Shift(counsellor, MONDAY + timedelta(days=day), **given)


def firm(name: str, north: float = 500.0, value: float = 0.3, **traits) -> Visit:
    """A firm so many metres north of the office."""
    return Visit(name, Place(OFFICE.lat + north / 111_195, OFFICE.lon), value, **traits)


def agreed(name: str, hours: float, day: int = 0, *, tolerance: int = 0, **traits) -> Visit:
    return firm(name, appointment=Appointment(MONDAY + timedelta(days=day), at(hours), tolerance), **traits)


def problem(shifts, visits, **traits) -> Problem:
    return Problem(tuple(shifts), tuple(visits), StraightLine(), **traits)


def moved(given: Problem, name: str, **changes) -> Problem:
    """The same problem with one visit changed."""
    return replace(given, visits=tuple(replace(v, **changes) if v.id == name else v for v in given.visits))


def reasons(plan) -> dict[str, str]:
    return {left.visit: str(left.reason) for left in plan.unserved}


def starts(plan) -> dict[str, int]:
    return {stop.visit: stop.start for route in plan.routes for stop in route.stops}
