"""Borders nobody has given us, drawn from the centres: a place belongs to the nearest centre (Voronoi, 1908)."""

from collections.abc import Iterable, Mapping
from math import cos, hypot, radians, sin, tau
from typing import Final

Point = tuple[float, float]

REACH: Final = 2500.0
"""Metres from its centre beyond which no cell goes, so that the rim of a city has an end."""
SIDES: Final = 24
_PER_DEGREE: Final = 111_195.0


def cells(wanted: Iterable[str], centres: Mapping[str, Point]) -> dict[str, list[Point]]:
    """A ring of (latitude, longitude) for each wanted key, cut by all `centres`, the neighbours' among them."""
    return {key: _cell(centres[key], [other for name, other in centres.items() if name != key]) for key in wanted}


def _cell(centre: Point, others: list[Point]) -> list[Point]:
    """Cut a disc by the line halfway to each neighbour; what lies nearer to the neighbour falls off."""
    east = _PER_DEGREE * cos(radians(centre[0]))
    ring = [(REACH * cos(n * tau / SIDES), REACH * sin(n * tau / SIDES)) for n in range(SIDES)]
    for lat, lon in others:
        x, y = (lon - centre[1]) * east, (lat - centre[0]) * _PER_DEGREE
        if 0 < hypot(x, y) < 2 * REACH:
            ring = _cut(ring, x, y)
    return [(round(centre[0] + y / _PER_DEGREE, 5), round(centre[1] + x / east, 5)) for x, y in ring]


def _cut(ring: list[Point], x: float, y: float) -> list[Point]:
    """Keep what is nearer to the origin than to (x, y) (Sutherland and Hodgman, 1974)."""
    far = (x * x + y * y) / 2
    side = [px * x + py * y - far for px, py in ring]
    kept: list[Point] = []
    for n, (px, py) in enumerate(ring):
        before, here = side[n - 1], side[n]
        if (before <= 0) != (here <= 0):
            qx, qy = ring[n - 1]
            t = before / (before - here)
            kept.append((qx + t * (px - qx), qy + t * (py - qy)))
        if here <= 0:
            kept.append((px, py))
    return kept
