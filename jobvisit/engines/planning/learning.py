"""What check-ins teach about travel: how much longer ways take than the straight line says, by mode and by zone.

A way is the time between leaving one firm and arriving at the next on one counsellor's day. The factor is a Huber mean
of the log ratios taken / planned (Huber 1964, doi 10.1214/aoms/1177703732), drawn towards 1 as if ``PRIOR`` ways had
met the plan exactly. What is more than `WILD` times off is no way (a forgotten check-in, an errand, an hour at a desk);
nor is a time between that holds lunch. Waiting at a door counts as way: nobody can tell the two apart.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .travel import StraightLine
from .types import HOUR, MINUTE, Mode, Place

PRIOR = 20.0
"""Ways as planned that a mode or zone starts with."""

HUBER = 0.35
"""Log ratio (about 40 %) beyond which a way pulls no harder."""

WILD = 3.0
"""Ratio beyond which, either way, it was no way at all."""

NOON = (11 * HOUR + 45 * MINUTE, 13 * HOUR + 15 * MINUTE)
"""A time between two visits that covers 30 minutes of this may hold lunch."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A counsellor's check-in and check-out at a firm: seconds after midnight."""

    counsellor: str
    day: date
    place: Place
    arrived: int
    left: int
    mode: Mode = Mode.BUS


@dataclass(frozen=True, slots=True)
class Trip:
    """A way that was really gone: planned seconds without factor, seconds taken."""

    planned: float
    taken: float
    mode: Mode = Mode.BUS
    zone: str = ""


@dataclass(frozen=True)
class Learnt:
    """Factors on travel time, with the ways they rest on; ``left_out`` were no ways."""

    modes: Mapping[Mode, float] = field(default_factory=dict)
    zones: Mapping[str, float] = field(default_factory=dict)
    ways: Mapping[Mode, int] = field(default_factory=dict)
    left_out: int = 0

    def applied(self, source: StraightLine) -> StraightLine:
        """``source`` with the factors of modes on speed and fixed minutes, and those of zones on top."""
        paces = dict(source.paces)
        for mode, factor in self.modes.items():
            pace = paces[mode]
            paces[mode] = replace(pace, kmh=pace.kmh / factor, fixed=round(pace.fixed * factor))
        zones = {zone: source.factors.get(zone, 1.0) * factor for zone, factor in self.zones.items()}
        return replace(source, paces=paces, factors={**source.factors, **zones})


def trips(stays: Iterable[Stay], source: StraightLine) -> tuple[list[Trip], int]:
    """Ways between one counsellor's stays of a day, and how many times between were none."""
    days: dict[tuple[str, date], list[Stay]] = defaultdict(list)
    for stay in stays:
        days[stay.counsellor, stay.day].append(stay)
    found, left_out = [], 0
    for day in days.values():
        day.sort(key=lambda stay: (stay.arrived, stay.left))
        for before, after in itertools.pairwise(day):
            _, seconds = source.tables([before.place, after.place], after.mode)
            planned, taken = float(seconds[0, 1]), after.arrived - before.left
            noon = min(after.arrived, NOON[1]) - max(before.left, NOON[0])
            if planned <= 0 or noon >= 30 * MINUTE or not 1 / WILD <= taken / planned <= WILD:
                left_out += 1
            else:
                found.append(Trip(planned, taken, after.mode, after.place.zone))
    return found, left_out


def learn(ways: Sequence[Trip], left_out: int = 0) -> Learnt:
    """Factors by mode, then by zone for what the mode's factor leaves."""
    usable = [way for way in ways if way.planned > 0 and 1 / WILD <= way.taken / way.planned <= WILD]
    ratios: dict[Mode, list[float]] = defaultdict(list)
    for way in usable:
        ratios[way.mode].append(math.log(way.taken / way.planned))
    modes = {mode: math.exp(_middle(found)) for mode, found in sorted(ratios.items())}
    rest: dict[str, list[float]] = defaultdict(list)
    for way in usable:
        if way.zone:
            rest[way.zone].append(math.log(way.taken / way.planned / modes[way.mode]))
    return Learnt(
        modes=modes,
        zones={zone: math.exp(_middle(found)) for zone, found in sorted(rest.items())},
        ways={mode: len(found) for mode, found in sorted(ratios.items())},
        left_out=left_out + len(ways) - len(usable),
    )


def _middle(ratios: Sequence[float]) -> float:
    """Huber's mean with `PRIOR` observations at 0."""
    middle = 0.0
    for _ in range(50):
        weights = [min(1.0, HUBER / max(abs(ratio - middle), 1e-12)) for ratio in ratios]
        new = sum(w * ratio for w, ratio in zip(weights, ratios, strict=True)) / (sum(weights) + PRIOR)
        if abs(new - middle) < 1e-9:
            break
        middle = new
    return middle
