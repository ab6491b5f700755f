"""Balanced, connected zones proposed from about sixty units, and an audit of who is covered.

Own local search: grow zones from the offices, then move and swap units at the borders (simulated annealing), never
breaking a zone apart. ``load`` is whatever should be even: expected value, firms, hours. An exact model by CP-SAT is
the bench's peer (bench/planning_zones.py; decision 0068).
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .travel import straight_lines
from .types import Place

Floats = npt.NDArray[np.float64]

APART = 115.0
"""Degrees."""

STEPS = 160_000
RESTARTS = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A handful of neighbouring firms that stay together. ``today`` is the present zone, if there is one."""

    id: str
    place: Place
    load: float
    today: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """A zone and the office it is worked from."""

    zone: str
    place: Place


@dataclass(frozen=True)
class Zoning:
    """Who belongs where, and how good that is. ``spread`` is the largest deviation from the mean load (0.05 = 5 %);
    ``metres`` the mean straight way from the office, weighted by load; ``connected`` says that no zone is in pieces."""

    zone_of: Mapping[str, str]
    loads: Mapping[str, float]
    spread: float
    metres: float
    connected: bool


@dataclass(frozen=True)
class Proposal:
    """``balanced`` is false where the tolerance could not be kept; ``heavy`` names units too heavy for any balance.
    ``changed`` are the units that would change zone."""

    zoning: Zoning
    today: Zoning | None
    changed: tuple[str, ...]
    balanced: bool
    heavy: tuple[str, ...] = ()


def neighbours_of(places: Sequence[Place]) -> list[set[int]]:
    """Pairs between which nobody lies: no third point sees them more than `APART` apart (a β-skeleton with β < 1).

    It holds the Gabriel graph, so it is connected; somewhat denser, or thin necks would leave no room to balance.
    """
    lines = straight_lines(places)
    square, turn = lines**2, 2 * math.cos(math.radians(APART))
    neighbours: list[set[int]] = [set() for _ in places]
    for i in range(len(places)):
        # By the law of cosines: the angle at k is wider than APART.
        closed = square[i][None, :] + square - turn * lines[i][None, :] * lines < square[i][:, None] - 1e-6
        for j in np.nonzero(closed.sum(axis=1) == 0)[0].tolist():
            if j != i:
                neighbours[i].add(j)
                neighbours[j].add(i)
    return neighbours


def make_units(
    points: Mapping[str, Place], loads: Mapping[str, float], *, count: int = 60, seed: int = 0
) -> tuple[list[Unit], dict[str, str]]:
    """Cluster firms into units (k-means, seeded); returns the units and each firm's unit."""
    names = sorted(points)
    if not names:
        return [], {}
    count = min(count, len({(points[name].lat, points[name].lon) for name in names}))
    middle = math.cos(math.radians(sum(points[name].lat for name in names) / len(names)))
    at = np.array([[points[name].lat, points[name].lon * middle] for name in names])
    rng = random.Random(seed)
    centre = [at[rng.randrange(len(names))]]
    nearest = ((at - centre[0]) ** 2).sum(axis=1)
    for _ in range(count - 1):  # k-means++ (Arthur and Vassilvitskii 2007)
        pick = rng.choices(range(len(names)), nearest.tolist())[0]
        centre.append(at[pick])
        nearest = np.minimum(nearest, ((at - at[pick]) ** 2).sum(axis=1))
    centres = np.array(centre)
    label = np.zeros(len(names), np.int64)
    for _ in range(40):
        label = ((at[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        moved = np.array([at[label == k].mean(axis=0) if (label == k).any() else centres[k] for k in range(count)])
        if np.allclose(moved, centres):
            break
        centres = moved
    units = []
    for k in range(count):
        inside = [names[n] for n in np.nonzero(label == k)[0]]
        if inside:
            place = Place(float(centres[k, 0]), float(centres[k, 1] / middle))
            units.append(Unit(f"U{k:03d}", place, sum(loads.get(name, 0.0) for name in inside)))
    return units, {name: f"U{label[n]:03d}" for n, name in enumerate(names)}


class _Map:
    """Units, homes and neighbours as numbers."""

    def __init__(self, units: Sequence[Unit], homes: Sequence[Home]) -> None:
        self.neighbours = neighbours_of([unit.place for unit in units])
        places = [*(unit.place for unit in units), *(home.place for home in homes)]
        self.far: Floats = straight_lines(places)[: len(units), len(units) :]
        self.load = [unit.load for unit in units]
        self.mean = sum(self.load) / len(homes)
        self.seat: list[int] = []
        for zone in range(len(homes)):
            order = np.argsort(self.far[:, zone], kind="stable").tolist()
            self.seat.append(next(unit for unit in order if unit not in self.seat))

    def cost(self, unit: int, zone: int) -> float:
        """Load × kilometres to the zone's office."""
        return self.load[unit] * float(self.far[unit, zone]) / 1000

    def stays_whole(self, label: Sequence[int], unit: int) -> bool:
        """Does the unit's zone hang together without it? (Its own neighbours must reach each other.)"""
        zone = label[unit]
        own = [n for n in self.neighbours[unit] if label[n] == zone]
        if len(own) < 2:
            return len(own) == 1  # alone: a zone is never given up
        seen, stack, missing = {own[0], unit}, [own[0]], set(own[1:])
        while stack and missing:
            for n in self.neighbours[stack.pop()]:
                if n not in seen and label[n] == zone:
                    seen.add(n)
                    missing.discard(n)
                    stack.append(n)
        return not missing


def zones(
    units: Sequence[Unit],
    homes: Sequence[Home],
    *,
    tolerance: float = 0.05,
    seed: int = 0,
    steps: int = STEPS,
) -> Proposal:
    """A proposal: each zone connected, loads within ``tolerance`` of the mean, ways to the offices short.

    Needs at least one unit for each home (else `ValueError`). The same input and seed give the same zones.
    """
    if not homes or len(units) < len(homes):
        raise ValueError(f"{len(homes)} zones need at least as many units, got {len(units)}")
    board = _Map(units, homes)
    best: tuple[tuple[bool, float], list[int]] | None = None
    for run in range(RESTARTS):
        label = _anneal(board, _grow(board), tolerance, random.Random(f"{seed}/{run}"), steps // RESTARTS)
        over = max(0.0, _spread(board, label) - tolerance)
        key = (over > 0, over if over > 0 else sum(board.cost(u, z) for u, z in enumerate(label)))
        if best is None or key < best[0]:
            best = (key, label)
    assert best is not None
    zone_of = {unit.id: homes[best[1][n]].zone for n, unit in enumerate(units)}
    return proposal(units, homes, zone_of, tolerance)


def _grow(board: _Map) -> list[int]:
    """From each office's unit outward: always the lightest zone takes its nearest free neighbour."""
    label = [-1] * len(board.load)
    held = [0.0] * len(board.seat)
    for zone, unit in enumerate(board.seat):
        label[unit] = zone
        held[zone] += board.load[unit]
    while -1 in label:
        for zone in sorted(range(len(held)), key=lambda z: held[z]):
            edge = {n for u, z in enumerate(label) if z == zone for n in board.neighbours[u] if label[n] < 0}
            if edge:
                unit = min(edge, key=lambda u: (board.far[u, zone], u))
                label[unit] = zone
                held[zone] += board.load[unit]
                break
    return label


def _anneal(board: _Map, label: list[int], tolerance: float, rng: random.Random, steps: int) -> list[int]:
    """Move a border unit to a neighbouring zone, or swap two; keep the best balanced (else the most even) state."""
    held = [0.0] * len(board.seat)
    for unit, zone in enumerate(label):
        held[zone] += board.load[unit]
    scale = sum(board.cost(u, z) for u, z in enumerate(label)) / len(label) + 1e-9
    limit = 0.95 * tolerance * board.mean
    fine = 8.0 * scale / max(limit, 1e-9)
    best, best_key = list(label), (_over(board, held, tolerance), sum(board.cost(u, z) for u, z in enumerate(label)))
    cost = best_key[1]
    for step in range(steps):
        heat = 2.0 * scale * 0.01 ** (step / steps)
        unit = rng.randrange(len(label))
        here = label[unit]
        others = sorted({label[n] for n in board.neighbours[unit]} - {here})
        if not others:
            continue
        there = rng.choice(others)
        swap = _partner(board, label, there, here, rng) if rng.random() < 0.5 else None
        moves = [(unit, there)] if swap is None else [(unit, there), (swap, here)]
        change = sum(board.cost(u, z) - board.cost(u, label[u]) for u, z in moves)
        shift = board.load[unit] - (board.load[swap] if swap is not None else 0.0)
        before = _excess(held[here] - board.mean, limit) + _excess(held[there] - board.mean, limit)
        after = _excess(held[here] - shift - board.mean, limit) + _excess(held[there] + shift - board.mean, limit)
        gain = change + fine * (after - before)
        if gain > 0 and rng.random() >= math.exp(-gain / heat):
            continue
        if not _try(board, label, moves):
            continue
        held[here] -= shift
        held[there] += shift
        cost += change
        key = (_over(board, held, tolerance), cost)
        if key < best_key:
            best, best_key = list(label), key
    return best


def _partner(board: _Map, label: Sequence[int], zone: int, towards: int, rng: random.Random) -> int | None:
    """A unit of ``zone`` on its border with ``towards``."""
    border = [u for u, z in enumerate(label) if z == zone and any(label[n] == towards for n in board.neighbours[u])]
    return rng.choice(border) if border else None


def _try(board: _Map, label: list[int], moves: Sequence[tuple[int, int]]) -> bool:
    """Carry the moves out one by one; undo all if a zone would fall apart."""
    done: list[tuple[int, int]] = []
    for unit, zone in moves:
        touches = any(label[n] == zone for n in board.neighbours[unit])
        if not touches or not board.stays_whole(label, unit):
            for undone, old in reversed(done):
                label[undone] = old
            return False
        done.append((unit, label[unit]))
        label[unit] = zone
    return True


def _excess(deviation: float, limit: float) -> float:
    return max(0.0, abs(deviation) - limit)


def _over(board: _Map, held: Sequence[float], tolerance: float) -> float:
    return max(0.0, max(abs(load - board.mean) for load in held) - tolerance * board.mean)


def _spread(board: _Map, label: Sequence[int]) -> float:
    held = [0.0] * len(board.seat)
    for unit, zone in enumerate(label):
        held[zone] += board.load[unit]
    return max(abs(load - board.mean) for load in held) / max(board.mean, 1e-12)


def judge(units: Sequence[Unit], homes: Sequence[Home], zone_of: Mapping[str, str]) -> Zoning:
    """How even, how connected, how far: for any zoning, also one drawn by hand. Units of no known zone do not count."""
    names = [home.zone for home in homes]
    loads = dict.fromkeys(names, 0.0)
    far = straight_lines([*(unit.place for unit in units), *(home.place for home in homes)])
    way = 0.0
    for n, unit in enumerate(units):
        zone = zone_of.get(unit.id, "")
        if zone in loads:
            loads[zone] += unit.load
            way += unit.load * float(far[n, len(units) + names.index(zone)])
    total = sum(loads.values())
    mean = total / max(len(names), 1)
    neighbours = neighbours_of([unit.place for unit in units])
    whole = all(
        _pieces([n for n, unit in enumerate(units) if zone_of.get(unit.id) == zone], neighbours) <= 1 for zone in names
    )
    spread = max((abs(load - mean) for load in loads.values()), default=0.0) / mean if mean > 0 else 0.0
    return Zoning(dict(zone_of), loads, spread, way / total if total > 0 else 0.0, whole)


def _pieces(members: Sequence[int], neighbours: Sequence[set[int]]) -> int:
    left, count = set(members), 0
    while left:
        count += 1
        stack = [left.pop()]
        while stack:
            near = neighbours[stack.pop()] & left
            left -= near
            stack += near
    return count


def proposal(
    units: Sequence[Unit], homes: Sequence[Home], zone_of: Mapping[str, str], tolerance: float = 0.05
) -> Proposal:
    """A zoning (proposed, or drawn by hand on the map) beside today's."""
    found = judge(units, homes, zone_of)
    present = {unit.id: unit.today for unit in units if unit.today}
    mean = sum(unit.load for unit in units) / len(homes)
    return Proposal(
        zoning=found,
        today=judge(units, homes, present) if present else None,
        changed=tuple(u.id for u in units if u.today and zone_of.get(u.id) != u.today),
        balanced=found.spread <= tolerance + 1e-9,
        heavy=tuple(unit.id for unit in units if unit.load > (1 + tolerance) * mean),
    )


@dataclass(frozen=True)
class Coverage:
    """Who is looked after by nobody, by several, or by a zone in which nobody is posted."""

    uncovered: tuple[str, ...]
    overlapping: Mapping[str, tuple[str, ...]]
    unstaffed: tuple[str, ...]


def audit(
    firms: Iterable[str], members: Mapping[str, Collection[str]], posted: Mapping[str, Collection[str]]
) -> Coverage:
    """``members``: firms of each zone; ``posted``: its counsellors. A zone without people covers nobody."""
    zones_of: dict[str, list[str]] = {firm: [] for firm in firms}
    for zone in sorted(members):
        for firm in members[zone]:
            zones_of.setdefault(firm, []).append(zone)
    staffed = {zone for zone, people in posted.items() if people}
    return Coverage(
        uncovered=tuple(sorted(firm for firm, held in zones_of.items() if not staffed.intersection(held))),
        overlapping={firm: tuple(held) for firm, held in sorted(zones_of.items()) if len(held) > 1},
        unstaffed=tuple(sorted(set(members) - staffed)),
    )
