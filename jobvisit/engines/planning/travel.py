"""How far and how long: straight line × a road factor + fixed minutes, corrected by what check-ins taught.

Road factor 1.30 by car and 1.23 on foot were measured on the street graph of central Seoul (3,384 nodes,
OpenStreetMap); short trips are worse. Speeds and fixed minutes are assumptions, corrected by `learning`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .types import Mode, Place, Travel

Table = npt.NDArray[np.int64]

EARTH = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Pace:
    """``detour`` times the straight line at ``kmh``, after ``fixed`` seconds (parking, waiting for the bus)."""

    detour: float
    kmh: float
    fixed: int


PACES: Mapping[Mode, Pace] = {
    Mode.FOOT: Pace(1.23, 4.5, 0),
    Mode.BUS: Pace(1.30, 16.0, 420),
    Mode.CAR: Pace(1.30, 20.0, 300),
}


@dataclass(frozen=True, slots=True)
class Barrier:
    """A river or a ridge, as a straight piece; crossing it adds ``metres`` to the way."""

    a: Place
    b: Place
    metres: int


@dataclass(frozen=True)
class StraightLine:
    """The default. ``factors`` multiply the time of ways within or into a zone (the mean of both ends' factors)."""

    paces: Mapping[Mode, Pace] = field(default_factory=lambda: dict(PACES))
    factors: Mapping[str, float] = field(default_factory=dict)
    barriers: tuple[Barrier, ...] = ()

    def tables(self, places: Sequence[Place], mode: Mode) -> tuple[Table, Table]:
        """Metres and seconds; nothing between a place and itself or another with the same coordinates."""
        pace = self.paces[mode]
        straight = straight_lines(places)
        metres = straight * pace.detour
        for barrier in self.barriers:
            ends = [barrier.a, barrier.b]
            x, y = project(places, ends)
            (ax, bx), (ay, by) = project(ends, ends)
            metres = metres + barrier.metres * _crosses(x, y, ax, ay, bx, by)
        zone = np.array([self.factors.get(place.zone, 1.0) for place in places])
        seconds = (metres / pace.kmh * 3.6) * (zone[:, None] + zone) / 2 + pace.fixed
        seconds[straight == 0] = 0
        return np.rint(metres).astype(np.int64), np.rint(seconds).astype(np.int64)


def straight_lines(places: Sequence[Place]) -> npt.NDArray[np.float64]:
    """Metres between all places, on the parallel halfway (under 0.1 % wrong within 50 km).

    A pair's distance does not depend on what else is asked for: the checker asks for fewer places than the planner.
    """
    lat = np.radians(np.array([place.lat for place in places], np.float64))
    lon = np.radians(np.array([place.lon for place in places], np.float64))
    east = (lon[:, None] - lon) * np.cos((lat[:, None] + lat) / 2)
    lines: npt.NDArray[np.float64] = EARTH * np.hypot(east, lat[:, None] - lat)
    return lines


def project(places: Sequence[Place], origin: Sequence[Place]) -> tuple[npt.NDArray[np.float64], ...]:
    """Local metres east and north (equirectangular around the mean latitude of ``origin``)."""
    middle = math.radians(sum(place.lat for place in origin) / max(len(origin), 1))
    lat = np.radians(np.array([place.lat for place in places], np.float64))
    lon = np.radians(np.array([place.lon for place in places], np.float64))
    return EARTH * lon * math.cos(middle), EARTH * lat


def _crosses(
    x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], ax: float, ay: float, bx: float, by: float
) -> npt.NDArray[np.bool_]:
    """For each pair of points: does the straight line between them cross the piece from a to b?"""
    side = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    across = np.sign(side)[:, None] * np.sign(side) < 0
    dx, dy = x[None, :] - x[:, None], y[None, :] - y[:, None]
    to_a = dx * (ay - y[:, None]) - dy * (ax - x[:, None])
    to_b = dx * (by - y[:, None]) - dy * (bx - x[:, None])
    between: npt.NDArray[np.bool_] = across & (to_a * to_b < 0)
    return between


class TravelError(RuntimeError):
    """The routing service answered something unusable; the message says what."""


class Ways(NamedTuple):
    """Metres and seconds, and for how many pairs a source had to guess."""

    metres: Table
    seconds: Table
    replaced: int


@dataclass(frozen=True)
class Known:
    """Ways asked for once, all together: planner and checker are told the same, and a server that falls silent half
    way cannot make a plan of two kinds of ways."""

    at: Mapping[Place, int]
    found: Mapping[Mode, Ways]

    def tables(self, places: Sequence[Place], mode: Mode) -> tuple[Table, Table]:
        """A part of what is known."""
        rows = [self.at[place] for place in places]
        box = np.ix_(rows, rows)
        return self.found[mode].metres[box], self.found[mode].seconds[box]

    @property
    def replaced(self) -> int:
        """Pairs for which straight lines stand in."""
        return sum(ways.replaced for ways in self.found.values())


MOST_PLACES = 4_000
"""Beyond, tables would not fit into memory; straight lines are cut out of nothing and need no table kept."""


def ask_all(source: Travel, places: Sequence[Place], modes: Sequence[Mode]) -> Known:
    """Ask ``source`` once for everything. Raises `TravelError` where an answer is no table of ways, and whatever the
    source raises."""
    places = list(dict.fromkeys(places))
    if len(places) > MOST_PLACES:
        raise TravelError(f"{len(places)} places, {MOST_PLACES} at most")
    found = {}
    for mode in modes:
        ask = getattr(source, "ways", None)
        ways = ask(places, mode) if ask is not None else Ways(*source.tables(places, mode), 0)
        for table in ways[:2]:
            shaped = isinstance(table, np.ndarray) and table.shape == (len(places), len(places))
            if not shaped or not np.all(np.isfinite(table)) or np.any(table < 0):
                raise TravelError(f"{type(source).__name__}: no table of ways ({mode})")
        found[mode] = Ways(ways.metres.astype(np.int64), ways.seconds.astype(np.int64), ways.replaced)
    return Known({place: number for number, place in enumerate(places)}, found)
