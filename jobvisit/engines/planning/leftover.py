"""Why a visit that could have been planned was not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .build import Built
from .core import FORBIDDEN, Routes
from .greedy import Board
from .types import Reason, Unserved, Visit


def why_not(built: Built, routes: Routes, rest: Sequence[Visit]) -> list[Unserved]:
    """For each short-listed visit without a place, and each beyond the short list.

    Fits nowhere even into an empty week: unreachable. Fits somewhere now, but the way costs more than it is worth:
    the facts are the minutes. Else the days are full.
    """
    core = built.core
    placed = {built.group_of(task) for route in routes for task in route}
    absent = [g for g in range(core.groups) if g not in placed and not built.wanted[g].hidden]
    found: list[Unserved] = []
    if absent:
        open_now, minutes = _fits(Board(core, routes, 0.0, any_gain=True))
        alone, _ = _fits(Board(core, [[] for _ in routes], 0.0, any_gain=True))
        for group in absent:
            visit = built.wanted[group].visit
            agreed = visit.appointment is not None
            if any(one.visit == visit.id for one in found):
                continue
            tasks = slice(int(core.first[group]), int(core.first[group + 1]))
            if not alone[tasks].any() or (core.gain[tasks] == FORBIDDEN).all():
                found.append(Unserved(visit.id, Reason.UNREACHABLE, (), agreed))
            elif open_now[tasks].any():
                way = int(minutes[tasks][open_now[tasks]].min())
                found.append(Unserved(visit.id, Reason.NOT_WORTH_THE_WAY, (str(round(way / 60)),), agreed))
            else:
                found.append(Unserved(visit.id, Reason.DAYS_FULL, (), agreed))
    return [*found, *(Unserved(visit.id, Reason.BELOW_SHORTLIST) for visit in rest)]


def _fits(board: Board) -> tuple[np.ndarray, np.ndarray]:
    """For each task and route: can it be inserted, and how many seconds of way does that add?"""
    return np.isfinite(board.score), board.time - board.core.task[:, 1][:, None]
