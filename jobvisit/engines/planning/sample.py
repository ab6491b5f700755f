"""A made-up district week, for tests, benches and first steps: real dong centres, invented firms.

Centres of Seocho-gu's 18 administrative dong, 2022, from vuski/admdongkor (free use, attribution asked). The number of
firms (714), offices and counsellors follow the founding district; where firms lie, what they are worth, when they
open and which appointments exist is drawn.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from .travel import StraightLine
from .types import HOUR, MINUTE, Appointment, Mode, Place, Problem, Shift, Slot, Span, Visit

DONG: tuple[tuple[str, float, float, float, float], ...] = (
    # name, latitude, longitude, share of the firms (assumed: offices cluster along the big roads), spread in degrees
    ("서초1동", 37.486467, 127.020147, 1.5, 0.0035),
    ("서초2동", 37.487933, 127.028373, 3.0, 0.0040),
    ("서초3동", 37.485435, 127.008209, 3.0, 0.0050),
    ("서초4동", 37.499237, 127.019715, 3.0, 0.0040),
    ("잠원동", 37.517507, 127.013035, 1.5, 0.0040),
    ("반포본동", 37.506713, 126.986346, 0.3, 0.0035),
    ("반포1동", 37.505158, 127.017199, 1.0, 0.0035),
    ("반포2동", 37.506946, 126.996346, 0.5, 0.0035),
    ("반포3동", 37.512677, 127.002339, 0.5, 0.0035),
    ("반포4동", 37.500287, 127.005487, 1.0, 0.0035),
    ("방배본동", 37.495169, 126.988891, 1.0, 0.0030),
    ("방배1동", 37.485066, 126.995566, 1.0, 0.0030),
    ("방배2동", 37.472075, 126.984627, 1.2, 0.0040),
    ("방배3동", 37.473745, 126.9977, 0.7, 0.0040),
    ("방배4동", 37.489581, 126.991226, 1.2, 0.0030),
    ("양재1동", 37.470454, 127.018983, 2.5, 0.0060),
    ("양재2동", 37.454587, 127.043394, 2.5, 0.0060),
    ("내곡동", 37.4524, 127.070666, 0.8, 0.0060),
)
OFFICES = (
    Place(37.4837, 127.0324, "서초2동"),
    Place(37.472075, 126.984627, "방배2동"),
    Place(37.489581, 126.991226, "방배4동"),
    Place(37.470454, 127.018983, "양재1동"),
)
POSTS = (("가", 0), ("나", 0), ("다", 1), ("라", 2), ("마", 3))
"""Five counsellors: two at the centre, one each at three neighbourhood offices."""

STARTS = (585, 600, 630, 660, 795, 810, 840, 870, 900, 930, 960)
"""Minutes after midnight at which firms like to meet."""


def week(
    seed: int = 2026,
    *,
    firms: int = 714,
    appointments: int = 71,
    monday: date = date(2026, 11, 30),
    weeks: int = 1,
    mode: Mode = Mode.CAR,
) -> Problem:
    """Firms worth 0.01 to 0.99 hires (lognormal around 0.2), a fifth with short hours, a twelfth closed a day."""
    rng = random.Random(seed)
    days = [monday + timedelta(days=7 * number + day) for number in range(weeks) for day in range(5)]
    shifts = tuple(
        Shift(name, day, Span(9 * HOUR + 30 * MINUTE, 17 * HOUR + 30 * MINUTE), OFFICES[office], OFFICES[office], mode)
        for name, office in POSTS
        for day in days
    )
    visits = [_firm(rng, number, days) for number in range(firms)]
    for number in rng.sample(range(firms), min(appointments, firms)):
        firm = visits[number]
        agreed = Appointment(rng.choice(days), rng.choice(STARTS) * MINUTE, 30 * MINUTE)
        visits[number] = Visit(firm.id, firm.place, firm.value, firm.length, appointment=agreed)
    return Problem(shifts, tuple(visits), StraightLine())


def _firm(rng: random.Random, number: int, days: list[date]) -> Visit:
    name, lat, lon, _, spread = rng.choices(DONG, [dong[3] for dong in DONG])[0]
    place = Place(
        round(lat + max(-2.0, min(2.0, rng.gauss(0, 1))) * spread * 0.8, 6),
        round(lon + max(-2.0, min(2.0, rng.gauss(0, 1))) * spread, 6),
        name,
    )
    value = min(0.99, max(0.01, 0.2 * rng.lognormvariate(0, 0.8)))
    hours: tuple[Span, ...] = ()
    kind = rng.random()
    if kind < 0.2:
        hours = (rng.choice((Span(14 * HOUR, 17 * HOUR), Span(9 * HOUR, 12 * HOUR), Span(13 * HOUR, 16 * HOUR))),)
    elif kind < 0.3:
        hours = (Span(9 * HOUR, 12 * HOUR), Span(13 * HOUR, 18 * HOUR))
    closed = frozenset([rng.choice(days)]) if rng.random() < 1 / 12 else frozenset()
    slots: tuple[Slot, ...] = ()
    if rng.random() < 0.02:
        slots = tuple(Slot(day, Span(10 * HOUR, 12 * HOUR)) for day in sorted(rng.sample(days, 2)))
    return Visit(f"F{number:04d}", place, round(value, 4), 45 * MINUTE, hours, closed, slots)
