"""Benchmark instances solved and verified, through the same engines as a district's week."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .core import Routes, Task, tally
from .engines import Engine, choose, improve
from .formats import Instance, read_pcvrptw, read_toptw, sniff
from .greedy import best_fill, fits_alone
from .limits import Budget, Limit
from .texts import FileError


@dataclass(frozen=True)
class Answer:
    """Routes by the numbers in the file. ``cost`` is the distance (TOPTW, in the file's unit), or the distance and
    the prizes not collected (PCVRPTW, in tenths)."""

    instance: Instance
    routes: tuple[tuple[str, ...], ...]
    value: float
    cost: float
    engine: str
    iterations: int
    seed: int

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; empty routes stay, so that each vehicle has one."""
        return {
            "format": self.instance.kind,
            "name": self.instance.name,
            "value": self.value,
            "cost": self.cost,
            "routes": [list(route) for route in self.routes],
            "unserved": [{"visit": name, "reason": why} for name, why in _reasons(self.instance, self.routes)],
            "engine": self.engine,
            "iterations": self.iterations,
            "seed": self.seed,
        }


def read_instance(text: str, name: str, routes: int | None) -> Instance:
    """TOPTW or PCVRPTW, whichever it is."""
    kind = sniff(text)
    if kind == "json":
        raise FileError("unknown_format")
    return (read_toptw if kind == "toptw" else read_pcvrptw)(text, name, routes)


def solve_instance(
    instance: Instance, *, seed: int, limit: Limit, engine: Engine = Engine.AUTO, started: float | None = None
) -> Answer:
    """The best routes found; raises `AssertionError` if they fail the verifier. CPU seconds count from ``started``."""
    budget = Budget(limit, started=started)
    core = instance.core
    start = best_fill(core, [[] for _ in range(core.routes)])
    found = improve(core, start, seed=seed, budget=budget, engine=engine, fresh=True)
    routes = tuple(tuple(instance.names[core.task[t, Task.GROUP]] for t in route) for route in found.routes)
    value = sum(instance.scores[core.task[t, Task.GROUP]] for route in found.routes for t in route)
    used = str(choose(core, engine))
    answer = Answer(instance, routes, round(value, 6), _cost(instance, found.routes), used, found.iterations, seed)
    faults = verify(instance, answer.routes, answer.value)
    if faults:
        raise AssertionError("; ".join(faults))
    return answer


def _cost(instance: Instance, routes: Routes) -> float:
    done = tally(instance.core, routes)
    if instance.kind == "toptw":
        return round(done.distance / instance.scale, 6)
    offered = int(instance.core.gain[:, 0].sum()) if instance.core.routes else 0
    return float(done.distance + offered - done.gain)


def _reasons(instance: Instance, routes: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """For each point left out: no day holds it; there is room, but it does not earn its way; or the days are full."""
    core, names = instance.core, instance.names
    number = {name: group for group, name in enumerate(names)}
    served = {name for route in routes for name in route}
    alone = fits_alone(core, [[] for _ in routes])
    now = fits_alone(core, [[number[name] for name in route] for route in routes])
    for group, name in enumerate(names):
        if name not in served:
            room = "not_worth_the_way" if now[group] else "days_full"
            yield name, "no_shift" if not core.routes else room if alone[group] else "unreachable"


def verify_answer(instance: Instance, answer: Mapping[str, Any], where: str) -> list[str]:
    """An answer as `Answer.as_dict` writes it: routes, value, cost, and every point visited or named once.

    Raises `FileError` where it is no such answer.
    """
    routes, value, cost, left = (answer.get(key) for key in ("routes", "value", "cost", "unserved"))
    lists = isinstance(routes, list) and all(isinstance(route, list) for route in routes)
    numbers = all(isinstance(one, int | float) and math.isfinite(one) for one in (value, cost))
    if routes is None or not lists or not numbers or value is None or cost is None or not isinstance(left, list):
        raise FileError("plan_format", where)
    names = [[str(name) for name in route] for route in routes]
    faults = verify(instance, names, value)
    known = {name: group for group, name in enumerate(instance.names)}
    if all(name in known for route in names for name in route) and len(names) <= instance.core.routes:
        found = _cost(instance, [[known[name] for name in route] for route in names])
        if not math.isclose(found, cost, rel_tol=1e-9, abs_tol=1e-6):
            faults.append(f"cost {cost}, found {found}")
    told = Counter(str(one.get("visit")) if isinstance(one, dict) else str(one) for one in left)
    served = Counter(name for route in names for name in route)
    faults += [f"{name}: neither visited nor named" for name in known if not served[name] and not told[name]]
    faults += [f"{name}: named twice, or visited and named" for name, n in told.items() if n + served[name] > 1]
    return faults + [f"{name}: unknown" for name in told if name not in known]


def verify(instance: Instance, routes: Any, value: float | None = None) -> list[str]:
    """Own arithmetic over the tables read from the file: windows, load, return, each point once, the sum."""
    core, faults, seen, total = instance.core, [], set(), 0.0
    number = {name: group for group, name in enumerate(instance.names)}
    if len(routes) > core.routes:
        faults.append(f"{len(routes)} routes, {core.routes} allowed")
    for at, route in enumerate(routes[: core.routes]):
        depot, end, clock, late, _, room = core.route[at].tolist()
        here, load = depot, 0
        for name in route:
            if name not in number or name in seen:
                faults.append(f"{name}: unknown or twice")
                continue
            seen.add(name)
            place, service, opens, closes, _, demand = core.task[number[name]].tolist()
            clock = max(clock + int(core.travel[0, here, place, 1]), opens)
            if clock > closes:
                faults.append(f"{name}: begins {clock}, closes {closes}")
            clock, here, load = clock + service, place, load + demand
            total += instance.scores[number[name]]
        if load > room:
            faults.append(f"route {at}: load {load} of {room}")
        if route and clock + int(core.travel[0, here, end, 1]) > late:
            faults.append(f"route {at}: back {clock + int(core.travel[0, here, end, 1])}, limit {late}")
    if value is not None and not math.isclose(total, value, rel_tol=1e-9, abs_tol=1e-6):
        faults.append(f"value {value}, found {total}")
    return faults
