"""Benchmark instances solved and verified, through the same engines as a district's week."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from .core import Routes, Task, tally
from .engines import Engine, choose, improve
from .formats import Instance, read_pcvrptw, read_toptw, sniff
from .greedy import best_fill
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
        served = {name for route in self.routes for name in route}
        left = [name for name in self.instance.names if name not in served]
        return {
            "format": self.instance.kind,
            "name": self.instance.name,
            "value": self.value,
            "cost": self.cost,
            "routes": [list(route) for route in self.routes],
            "unserved": [{"visit": name, "reason": _reason(self.instance, name)} for name in left],
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


def solve_instance(instance: Instance, *, seed: int, limit: Limit, engine: Engine = Engine.AUTO) -> Answer:
    """The best routes found; raises `AssertionError` if they fail the verifier."""
    budget = Budget(limit)
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


def _reason(instance: Instance, name: str) -> str:
    """Cannot be visited even alone, or found no room that was worth the way."""
    core, group = instance.core, instance.names.index(name)
    if not core.routes:
        return "no_shift"
    start, end, early, late, _, capacity = (int(value) for value in core.route[0])
    place, service, opens, closes, _, demand = (int(value) for value in core.task[group])
    begin = max(early + int(core.travel[0, start, place, 1]), opens)
    alone = begin <= closes and begin + service + int(core.travel[0, place, end, 1]) <= late and demand <= capacity
    return "days_full" if alone else "unreachable"


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
