"""Real streets: the table service of an OSRM server of one's own, doubted wherever it can be doubted.

OSRM (BSD-2, project-osrm.org) snaps every point to the nearest street of its map, however far, and then answers with
confidence: firms outside the map would lie at no distance from each other. So an answer counts only where both points
were snapped nearby and the way is not shorter than the straight line; elsewhere the straight line × factor stands, and
`Ways.replaced` says for how many pairs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from .travel import StraightLine, Table, TravelError, Ways, straight_lines
from .types import Mode, Place

SNAPPED = 400.0
"""Metres from a point to the street it was put on; farther away, OSRM speaks of somewhere else."""

SHORTER = 0.9
"""A way may be this much shorter than the straight line between the points asked for (both were moved to streets)."""

FASTEST = 42.0
"""Metres a second (150 km/h): nobody visits firms faster."""


@dataclass(frozen=True)
class OsrmTable:
    """``fetch`` gets a URL and returns the reply's bytes; it must have its own timeout and may raise anything.

    At most ``most`` points go into one request (the server's ``--max-table-size``, by default 100). Buses have no OSRM
    profile and always go ``otherwise``; the pace's fixed minutes come on top (OSRM does not park).
    """

    fetch: Callable[[str], bytes]
    base: str = "http://127.0.0.1:5000"
    profiles: Mapping[Mode, str] = field(default_factory=lambda: {Mode.CAR: "driving", Mode.FOOT: "foot"})
    otherwise: StraightLine = field(default_factory=StraightLine)
    most: int = 100

    def tables(self, places: Sequence[Place], mode: Mode) -> tuple[Table, Table]:
        """Metres and seconds. Raises `TravelError`, or what ``fetch`` raises."""
        found = self.ways(places, mode)
        return found.metres, found.seconds

    def ways(self, places: Sequence[Place], mode: Mode) -> Ways:
        """The same, with the number of pairs for which the straight line stands in."""
        metres, seconds = self.otherwise.tables(places, mode)
        profile = self.profiles.get(mode)
        if profile is None or len(places) < 2:
            return Ways(metres, seconds, 0)
        lines, same = straight_lines(places), metres == 0
        fixed = self.otherwise.paces[mode].fixed
        half = max(1, self.most // 2)
        blocks = [range(low, min(low + half, len(places))) for low in range(0, len(places), half)]
        replaced = 0
        for rows in blocks:
            for columns in blocks:
                box = np.ix_(rows, columns)
                far, long = self._block(profile, [places[i] for i in rows], [places[j] for j in columns])
                with np.errstate(invalid="ignore"):
                    usable = (far >= SHORTER * lines[box] - 2 * SNAPPED) & (long >= 0) & (far <= FASTEST * (long + 60))
                usable &= ~same[box]
                metres[box] = np.where(usable, np.rint(np.nan_to_num(far)), metres[box])
                seconds[box] = np.where(usable, np.rint(np.nan_to_num(long)) + fixed, seconds[box])
                replaced += int((~usable & ~same[box]).sum())
        return Ways(metres, seconds, replaced)

    def _block(
        self, profile: str, rows: Sequence[Place], columns: Sequence[Place]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        points = ";".join(f"{place.lon:.6f},{place.lat:.6f}" for place in [*rows, *columns])
        sources = ";".join(str(number) for number in range(len(rows)))
        targets = ";".join(str(len(rows) + number) for number in range(len(columns)))
        query = f"annotations=distance,duration&sources={sources}&destinations={targets}"
        raw = self.fetch(f"{self.base}/table/v1/{profile}/{points}?{query}")
        return _read(raw, len(rows), len(columns))


def _read(raw: bytes, rows: int, columns: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Metres and seconds; not a number where there is no way, or a point was put on a street far away."""
    try:
        reply = json.loads(raw)
        if reply.get("code") != "Ok":
            raise TravelError(f"OSRM: {reply.get('code')}: {reply.get('message', '')}")
        metres = np.array(reply["distances"], np.float64)
        seconds = np.array(reply["durations"], np.float64)
        here, there = _snapped(reply["sources"]), _snapped(reply["destinations"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TravelError(f"OSRM: unreadable reply ({error})") from error
    if metres.shape != (rows, columns) or seconds.shape != metres.shape or len(here) != rows or len(there) != columns:
        raise TravelError(f"OSRM: expected {rows} × {columns}, got {metres.shape} and {seconds.shape}")
    metres[here > SNAPPED, :] = np.nan
    metres[:, there > SNAPPED] = np.nan
    return metres, seconds


def _snapped(points: Any) -> npt.NDArray[np.float64]:
    return np.array([np.inf if point is None else float(point["distance"]) for point in points])
