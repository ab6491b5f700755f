"""Random problems with everything that goes wrong in offices: for the tests and the long run of the checker."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from .sample import OFFICES
from .travel import StraightLine
from .types import HOUR, MINUTE, Appointment, Area, Mode, Place, Problem, Shift, Slot, Span, Visit

MONDAY = date(2026, 11, 30)


def problem(seed: int) -> Problem:
    """0 to 6 counsellors, 0 to 5 days, 0 to 45 firms; a few of them with impossible places, hours, twins, ends."""
    rng = random.Random(seed)
    days = [MONDAY + timedelta(days=day) for day in range(rng.randint(0, 5))]
    shifts = [_shift(rng, name, day) for name in "가나다라마바"[: rng.randint(0, 6)] for day in days]
    shifts = [shift for shift in shifts if rng.random() > 0.1]
    if shifts and rng.random() < 0.1:
        shifts.append(shifts[0])
    if shifts and rng.random() < 0.1:
        shifts[-1] = replace(shifts[-1], span=Span(17 * HOUR, 9 * HOUR))
    visits = [_visit(rng, number, days or [MONDAY]) for number in range(rng.randint(0, 45))]
    if visits and rng.random() < 0.2:
        visits.append(visits[0])
    now = None
    if rng.random() < 0.3:
        now = (MONDAY + timedelta(days=rng.randint(0, 4)), rng.randint(7, 18) * HOUR + rng.randint(0, 59) * MINUTE)
    return Problem(
        shifts=tuple(shifts),
        visits=tuple(visits),
        travel=StraightLine(factors={"far": 1.4}),
        holidays=frozenset([MONDAY + timedelta(days=3)] if rng.random() < 0.2 else []),
        now=now,
        area=Area(37.40, 126.95, 37.55, 127.12) if rng.random() < 0.5 else None,
    )


def _shift(rng: random.Random, name: str, day: date) -> Shift:
    start = rng.choice(OFFICES)
    span = rng.choice((Span(34200, 63000), Span(34200, 55800), Span(45000, 63000), Span(32400, 43200)))
    lunch = rng.choice((Span(43200, 46800), Span(41400, 45000), Span(43200, 45000), None))
    away: tuple[Span, ...] = ()
    if rng.random() < 0.25:
        begin = rng.randint(9, 16) * HOUR + rng.choice((0, 1800))
        away = (Span(begin, begin + rng.choice((1800, 3600, 7200))),)
    end = start if rng.random() < 0.8 else rng.choice(OFFICES)
    return Shift(name, day, span, start, end, rng.choice(list(Mode)), lunch, away)


def _visit(rng: random.Random, number: int, days: list[date]) -> Visit:
    office = rng.choice(OFFICES)
    spread = rng.choice((0.005, 0.02, 0.05))
    place: Place | None = Place(
        round(office.lat + rng.uniform(-spread, spread), 6),
        round(office.lon + rng.uniform(-spread, spread), 6),
        rng.choice(("", "far")),
    )
    if rng.random() < 0.1:
        place = rng.choice((None, Place(127.03, 37.48), Place(0, 0), Place(float("nan"), 127), Place(35.1, 129.0)))
    hours = rng.choice(((), (), (Span(36000, 50400),), (Span(32400, 43200), Span(46800, 64800)), (Span(50400, 50400),)))
    visit = Visit(
        id=f"F{number:03d}",
        place=place,
        value=round(rng.lognormvariate(-1.6, 0.8), 4) if rng.random() < 0.97 else rng.choice((-1.0, float("inf"), 0.0)),
        length=rng.choice((15, 30, 45, 45, 60, 90, 0 if rng.random() < 0.1 else 45)) * MINUTE,
        hours=hours,
        closed_on=frozenset(rng.sample(days, 1) if rng.random() < 0.1 else []),
        crew=2 if rng.random() < 0.1 else 1,
        counsellors=frozenset(rng.sample("가나다라마바", 2)) if rng.random() < 0.15 else frozenset(),
        agrees=rng.choice((1.0, 0.5, 0.2)),
        closed_down=rng.random() < 0.03,
        duplicate_of="F000" if rng.random() < 0.03 else "",
    )
    if rng.random() < 0.1:
        slots = tuple(Slot(rng.choice(days), Span(36000, 43200)) for _ in range(2))
        visit = replace(visit, slots=slots)
    if rng.random() < 0.3:
        day = rng.choice(days) + timedelta(days=rng.choice((0, 0, 0, 0, 0, 0, -7, 40)))
        start = rng.randint(16, 36) * 1800 + rng.choice((0, 300, 600))
        visit = replace(visit, appointment=Appointment(day, start, rng.choice((0, 15, 30)) * MINUTE))
    return visit
