"""Our own search over `Core`: annealed string removals, restarted; a seed and a number of iterations decide all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import kernel
from .core import Core, Ints, Routes, Task, tally
from .limits import Budget
from .params import SearchParams

CHUNKS = 200
"""Temperature steps of a run limited by iterations."""

SLICE_SECONDS = 0.02
"""Length of a temperature step of a run limited by seconds: how far it may overrun."""


@dataclass(frozen=True)
class Found:
    """The best routes, what they are worth, and the iterations it took."""

    routes: Routes
    objective: int
    iterations: int


def search(
    core: Core,
    *,
    seed: int,
    budget: Budget,
    params: SearchParams,
    warm: Sequence[Sequence[int]] | None = None,
    fresh: bool = False,
) -> Found:
    """Improve ``warm`` (or nothing) until the budget is used up. The result is never worse than ``warm``.

    ``fresh`` runs start anew, at full heat, all but the last: better with time, and for problems without appointments.
    """
    start: Routes = [list(route) for route in warm] if warm is not None else [[] for _ in range(core.routes)]
    best = Found(start, tally(core, start).objective, 0)
    if core.groups == 0 or core.routes == 0:
        return best
    runs = max(1, params.restarts)
    for run in range(runs):
        if budget.done() and run > 0:
            break
        part = budget.share(1.0 / (runs - run), at_least=1)
        anew = (fresh or warm is None) and run < runs - 1
        origin = [[] for _ in range(core.routes)] if anew else best.routes
        hot = 1.0 if anew else params.reheat
        found = _run(core, origin, mix(seed, run), part, params, hot)
        budget.take(found.iterations)
        if found.objective > best.objective:
            best = found
    return Found(best.routes, best.objective, budget.spent)


def _run(core: Core, origin: Routes, word: int, budget: Budget, params: SearchParams, hot: float) -> Found:
    """One cooling from ``hot`` times the first temperature to the last."""
    state, scratch = load_state(core, origin), new_scratch(core, word)
    prize = np.maximum(np.maximum.reduceat(core.gain.max(axis=1), core.first[:-1]), 0).astype(np.float64)
    scale = float(np.median(prize[prize > 0])) if np.any(prize > 0) else 1.0
    best_stops, best_length = state.stops.copy(), state.length.copy()
    best = int(state.worth.sum())
    total = budget.iterations_left()
    chunk = params.first_chunk if total is None else max(1, -(-total // CHUNKS))
    cooling = params.last_heat / params.first_heat
    while not budget.done():
        heat = hot * scale * params.first_heat * cooling ** budget.fraction()
        steps = chunk if total is None else min(chunk, total - budget.spent)
        before = budget.clock() if total is None else 0.0
        best = kernel.anneal(core, state, prize, params.tuning, scratch, best_stops, best_length, best, steps, heat)
        budget.take(steps)
        if total is None:
            chunk = _next_chunk(chunk, budget.clock() - before)
    return Found(read_routes(best_stops, best_length), int(best), budget.spent)


def _next_chunk(chunk: int, seconds: float) -> int:
    """Aim at slices of `SLICE_SECONDS`, growing at most fourfold at once."""
    return max(1, min(chunk * 4, int(chunk * SLICE_SECONDS / max(seconds, 1e-6))))


def load_state(core: Core, routes: Sequence[Sequence[int]]) -> kernel.State:
    """The kernel's arrays for the given routes."""
    count, width = core.routes, max(core.groups, 1)
    state = kernel.State(
        stops=np.zeros((count, width), np.int64),
        length=np.array([len(route) for route in routes], np.int64),
        gaps=np.zeros((count, width + 1, 6), np.int64),
        load=np.zeros(count, np.int64),
        worth=np.zeros(count, np.int64),
        route_of=np.full(core.groups, -1, np.int64),
    )
    for number, route in enumerate(routes):
        state.stops[number, : len(route)] = route
        state.route_of[core.task[list(route), Task.GROUP]] = number
        kernel.refresh(core, state, number)
    return state


def new_scratch(core: Core, word: int) -> kernel.Scratch:
    """Work room and the random state; ``word`` must not be 0."""
    count, width = core.routes, max(core.groups, 1)
    return kernel.Scratch(
        stops=np.zeros((count, width), np.int64),
        length=np.full(count, -1, np.int64),
        order=np.zeros(width, np.int64),
        key=np.zeros(width, np.float64),
        out=np.zeros(width, np.int64),
        rng=np.array([word], np.uint64),
    )


def read_routes(stops: Ints, length: Ints) -> Routes:
    """Plain lists again."""
    return [[int(task) for task in stops[number, : length[number]]] for number in range(len(length))]


def mix(seed: int, run: int) -> int:
    """A non-zero 64-bit word from a seed and a run number (Steele's splitmix64)."""
    word = (seed * 0x9E3779B97F4A7C15 + (run + 1) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return (word ^ (word >> 31)) or 1
