"""The compiled loops of our own search: slack induction by string removals.

Christiaens and Vanden Berghe (2020), doi 10.1287/trsc.2019.0914, carried over from "serve all" to "choose whom to
serve": cut a string of neighbouring stops out of a few routes, put absent groups back where they earn most, accept
by simulated annealing. Everything is integer arithmetic on `Core`, apart from the random draws and the temperature.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .core import DISTANCE, DURATION, FORBIDDEN, Core, Ints, Route, Task
from .jit import jit, jit_inline

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint64]

LOWEST = -(1 << 62)

# Plain numbers, because compiled code reads an enum's member slowly.
PLACE, SERVICE, OPENS, CLOSES, GROUP, DEMAND = (int(column) for column in Task)
START, END, EARLY, LATE, MODE, CAPACITY = (int(column) for column in Route)

# A gap is the hole before stop k: the places around it, when one is ready to leave the first, the latest start of
# service at the second (at the end: of arrival), and what the direct way costs.
BEFORE, AFTER, READY, LIMIT, DIRECT, DIRECT_TIME = range(6)


class State(NamedTuple):
    """The routes now, with what is needed to judge an insertion in constant time."""

    stops: Ints  # [R, G] tasks
    gaps: Ints  # [R, G + 1, 6]
    length: Ints  # [R]
    load: Ints  # [R]
    worth: Ints  # [R] gain minus distance
    route_of: Ints  # [G], -1 when absent


class Tuning(NamedTuple):
    """Knobs of the search; `params` says how they were chosen."""

    removed: float  # stops removed in an iteration, on average
    longest: float  # longest string
    blink: float  # chance to overlook a position
    ratio_share: float  # share of iterations that insert by gain per added time
    near_share: float  # share of iterations that only look at groups near the hole
    near_count: int


class Scratch(NamedTuple):
    """Room to work in, allocated once."""

    stops: Ints  # [R, G] the touched routes as they were
    length: Ints  # [R], -1 where untouched
    order: Ints  # [G] candidates
    key: Floats  # [G] smaller is inserted earlier
    out: Ints  # [G] 1 where cut out in this iteration
    rng: Words  # [1]


@jit_inline
def draw(rng: Words) -> float:
    """A number in [0, 1): Marsaglia's xorshift64."""
    x = rng[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    rng[0] = x
    return float(x >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@jit
def refresh(core: Core, state: State, r: int) -> None:
    """Recompute gaps, load and worth of one route."""
    travel, task, gaps, stops = core.travel, core.task, state.gaps, state.stops
    mode, end = core.route[r, MODE], core.route[r, END]
    here, ready = core.route[r, START], core.route[r, EARLY]
    count, load, worth = state.length[r], 0, 0
    for k in range(count + 1):
        there = task[stops[r, k], PLACE] if k < count else end
        direct, minutes = travel[mode, here, there, DISTANCE], travel[mode, here, there, DURATION]
        gaps[r, k, BEFORE], gaps[r, k, AFTER], gaps[r, k, READY] = here, there, ready
        gaps[r, k, DIRECT] = direct if count > 0 else 0
        gaps[r, k, DIRECT_TIME] = minutes if count > 0 else 0
        worth -= gaps[r, k, DIRECT]
        if k < count:
            stop = stops[r, k]
            ready = max(ready + minutes, task[stop, OPENS]) + task[stop, SERVICE]
            load += task[stop, DEMAND]
            worth += core.gain[stop, r]
            here = there
    limit = core.route[r, LATE]
    gaps[r, count, LIMIT] = limit
    for k in range(count - 1, -1, -1):
        stop = stops[r, k]
        away = travel[mode, task[stop, PLACE], gaps[r, k + 1, AFTER], DURATION]
        limit = min(limit - away - task[stop, SERVICE], task[stop, CLOSES])
        gaps[r, k, LIMIT] = limit
    state.load[r] = load
    state.worth[r] = worth


@jit_inline
def best_insertion(core: Core, state: State, scratch: Scratch, g: int, blink: float) -> tuple[int, int, int, int, int]:
    """Over all ways, routes and positions: best net gain, task, route (-1: impossible), position, time it takes.

    Who was absent before finds room in empty routes and in those just cut only: the others had none for it.
    """
    rng, anywhere = scratch.rng, scratch.out[g] == 1
    travel, tasks, routes, gain, gaps = core.travel, core.task, core.route, core.gain, state.gaps
    best, best_task, best_route, position, time = LOWEST, -1, -1, -1, 0
    for t in range(core.first[g], core.first[g + 1]):
        place, service, opens, closes = tasks[t, PLACE], tasks[t, SERVICE], tasks[t, OPENS], tasks[t, CLOSES]
        for r in range(len(routes)):
            if not anywhere and scratch.length[r] < 0 and state.length[r] > 0:
                continue
            if gain[t, r] == FORBIDDEN or state.load[r] + tasks[t, DEMAND] > routes[r, CAPACITY]:
                continue
            mode = routes[r, MODE]
            for k in range(state.length[r] + 1):
                before, after = gaps[r, k, BEFORE], gaps[r, k, AFTER]
                going = travel[mode, before, place, DURATION]
                begin = max(gaps[r, k, READY] + going, opens)
                if begin > closes:
                    break
                leaving = travel[mode, place, after, DURATION]
                if begin + service + leaving > gaps[r, k, LIMIT]:
                    continue
                detour = travel[mode, before, place, DISTANCE] + travel[mode, place, after, DISTANCE]
                net = gain[t, r] - detour + gaps[r, k, DIRECT]
                if net > best and (blink <= 0.0 or draw(rng) >= blink):
                    best, best_task, best_route, position = net, t, r, k
                    time = going + leaving + service - gaps[r, k, DIRECT_TIME]
    return best, best_task, best_route, position, time


@jit
def touch(state: State, scratch: Scratch, r: int) -> None:
    """Remember a route before its first change in this iteration."""
    if scratch.length[r] < 0:
        scratch.length[r] = state.length[r]
        for k in range(state.length[r]):
            scratch.stops[r, k] = state.stops[r, k]


@jit
def cut(core: Core, state: State, scratch: Scratch, r: int, at: int, string: int) -> None:
    """Take ``string`` stops around position ``at`` out of route ``r``; half the time spare a stretch between."""
    rng, count = scratch.rng, state.length[r]
    spared = 0
    if string < count and draw(rng) < 0.5:
        while string + spared < count and draw(rng) > 0.5:
            spared += 1
    span = string + spared
    low, high = max(0, at - span + 1), min(at, count - span)
    begin = low + int(draw(rng) * (high - low + 1))
    spare = begin + int(draw(rng) * (string + 1))
    kept = 0
    for k in range(count):
        task = state.stops[r, k]
        if begin <= k < begin + span and not (spare <= k < spare + spared):
            state.route_of[core.task[task, GROUP]] = -1
            scratch.out[core.task[task, GROUP]] = 1
        else:
            state.stops[r, kept] = task
            kept += 1
    state.length[r] = kept
    refresh(core, state, r)


@jit
def ruin(core: Core, state: State, tuning: Tuning, scratch: Scratch, total: int) -> int:
    """Cut strings out of the routes nearest to a random group; returns that group."""
    rng = scratch.rng
    seed = int(draw(rng) * len(state.route_of))
    longest = max(1.0, min(tuning.longest, total / len(core.route)))
    strings = int(1.0 + draw(rng) * max(4.0 * tuning.removed / (1.0 + longest) - 1.0, 1.0))
    done = 0
    for step in range(-1, core.near.shape[1]):
        g = seed if step < 0 else core.near[seed, step]
        r = state.route_of[g]
        if r < 0 or scratch.length[r] >= 0:
            continue
        touch(state, scratch, r)
        at = 0
        while core.task[state.stops[r, at], GROUP] != g:
            at += 1
        string = min(int(1.0 + draw(rng) * min(longest, float(state.length[r]))), state.length[r])
        cut(core, state, scratch, r, at, string)
        done += 1
        if done >= strings:
            break
    return seed


@jit
def insert(core: Core, state: State, task: int, r: int, k: int) -> None:
    """Put ``task`` before position ``k`` of route ``r``."""
    for j in range(state.length[r], k, -1):
        state.stops[r, j] = state.stops[r, j - 1]
    state.stops[r, k] = task
    state.length[r] += 1
    state.route_of[core.task[task, GROUP]] = r
    refresh(core, state, r)


@jit
def candidates(core: Core, state: State, seed: int, prize: Floats, tuning: Tuning, scratch: Scratch) -> int:
    """List absent groups with the order in which to try them: by gain per time, by noisy gain, or at random."""
    rng = scratch.rng
    groups = len(state.route_of)
    everyone = draw(rng) >= tuning.near_share or groups <= tuning.near_count
    by_ratio = draw(rng) < tuning.ratio_share
    by_gain = draw(rng) < 0.5
    power = 1.0 + draw(rng)
    count = 0
    reach = groups if everyone else core.near.shape[1] + 1
    for step in range(reach):
        g = step if everyone else seed if step == 0 else core.near[seed, step - 1]
        if state.route_of[g] >= 0 or prize[g] <= 0.0:
            continue
        if by_ratio:
            net, _, r, _, minutes = best_insertion(core, state, scratch, g, 0.0)
            if r < 0 or net <= 0:
                continue
            scratch.key[count] = -(float(net) ** power) / max(float(minutes), 1.0) * (0.5 + draw(rng))
        else:
            scratch.key[count] = -prize[g] if by_gain else draw(rng)
        scratch.order[count] = g
        count += 1
        if not everyone and count >= tuning.near_count:
            break
    return count


@jit
def recreate(core: Core, state: State, seed: int, prize: Floats, tuning: Tuning, scratch: Scratch) -> None:
    """Insert absent groups, each where it earns most, as long as it earns anything."""
    count = candidates(core, state, seed, prize, tuning, scratch)
    ranking = np.argsort(scratch.key[:count])
    for place in ranking:
        g = scratch.order[place]
        net, task, r, k, _ = best_insertion(core, state, scratch, g, tuning.blink)
        if r >= 0 and net > 0:
            touch(state, scratch, r)
            insert(core, state, task, r, k)


@jit
def undo(core: Core, state: State, scratch: Scratch) -> None:
    """Bring the touched routes back."""
    for r in range(len(core.route)):
        if scratch.length[r] >= 0:
            for k in range(state.length[r]):
                state.route_of[core.task[state.stops[r, k], GROUP]] = -1
    for r in range(len(core.route)):
        if scratch.length[r] >= 0:
            state.length[r] = scratch.length[r]
            for k in range(state.length[r]):
                task = scratch.stops[r, k]
                state.stops[r, k] = task
                state.route_of[core.task[task, GROUP]] = r
            refresh(core, state, r)


@jit
def keep(state: State, best_stops: Ints, best_length: Ints) -> None:
    """Copy the routes into the best known."""
    for r in range(len(state.length)):
        best_length[r] = state.length[r]
        for k in range(state.length[r]):
            best_stops[r, k] = state.stops[r, k]


@jit
def anneal(
    core: Core,
    state: State,
    prize: Floats,
    tuning: Tuning,
    scratch: Scratch,
    best_stops: Ints,
    best_length: Ints,
    best: int,
    iterations: int,
    temperature: float,
) -> int:
    """Run ``iterations`` at one temperature; returns the best objective, whose routes stand in ``best_*``."""
    now = state.worth.sum()
    total = state.length.sum()
    for _ in range(iterations):
        scratch.length[:] = -1
        scratch.out[:] = 0
        seed = ruin(core, state, tuning, scratch, total)
        recreate(core, state, seed, prize, tuning, scratch)
        value = state.worth.sum()
        if value > now + temperature * np.log(draw(scratch.rng) + 1e-300):
            now = value
            total = state.length.sum()
            if value > best:
                best = value
                keep(state, best_stops, best_length)
        else:
            undo(core, state, scratch)
    return best
