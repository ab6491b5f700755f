"""Benchmark files of the literature, read into `Core`: TOPTW (KU Leuven text) and PCVRPTW (VRPLIB).

TOPTW: Vansteenwegen et al. (2009), doi 10.1016/j.cor.2009.03.008. Solomon's instances (whole-number coordinates) cut
distances to one decimal, Cordeau's (coordinates with decimals) to two; a window limits the start of service; the
closing time of point 0 limits a route; the value is the sum of scores, distance costs nothing.
PCVRPTW: PyVRP's instances. Distances, times and prizes count in tenths ("dimacs": times ten, then cut); the cost is
the distance plus the prizes not collected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .core import Core, make_core
from .texts import FileError

POINT = 100
"""Distance units a score point is worth while searching (tuned in the study on c106 r103 r107 rc102 pr03 pr08)."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Instance:
    """A benchmark problem. ``scores`` by group; ``names`` are the numbers written in the file; ``scale`` is how many
    ticks a unit of the file has. ``kind`` is ``toptw`` or ``pcvrptw``."""

    kind: str
    name: str
    core: Core
    names: tuple[str, ...]
    scores: tuple[float, ...]
    scale: int


def sniff(text: str) -> str:
    """``json``, ``pcvrptw`` or ``toptw``, from the first words. Raises `FileError` for anything else."""
    head = text.lstrip("\ufeff \t\r\n")
    if not head:
        raise FileError("empty")
    if head[0] in "{[":
        return "json"
    if head.split("\n", 1)[0].split(":")[0].strip().isupper():
        return "pcvrptw"
    first = head.split("\n", 1)[0].split()
    if all(_is_number(word) for word in first) and len(first) >= 3:
        return "toptw"
    raise FileError("unknown_format")


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def read_toptw(text: str, name: str, routes: int | None = None) -> Instance:
    """``routes`` None takes the number in the file's first line (with which all points can be visited)."""
    lines = text.strip("\ufeff").splitlines()
    head = lines[0].split() if lines else []
    if len(head) < 4 or not head[1].isdigit():
        raise FileError("toptw_head", "1")
    if len(head) > 4:
        raise FileError("toptw_tourist")
    rows = [_toptw_row(number, line) for number, line in enumerate(lines[2:], 3) if line.split()]
    if len(rows) < 1:
        raise FileError("toptw_points", "0", head[2])
    if len(rows) != int(head[2]) + 1:
        raise FileError("toptw_points", str(len(rows) - 1), head[2])
    at, x, y, service, score, opens, closes = (np.array(column) for column in zip(*rows, strict=True))
    scale = 10 if np.all(x == np.rint(x)) and np.all(y == np.rint(y)) else 100
    distance = np.floor(np.hypot(x[:, None] - x, y[:, None] - y) * scale + 1e-6).astype(np.int64)
    count = int(head[1]) if routes is None else routes
    clients = len(rows) - 1
    task = np.zeros((clients, 6), np.int64)
    task[:, 0] = np.arange(1, clients + 1)
    task[:, 1] = np.rint(service[1:] * scale)
    task[:, 2] = np.rint(opens[1:] * scale)
    task[:, 3] = np.minimum(np.rint(closes[1:] * scale), np.rint(closes[0] * scale))
    task[:, 4] = np.arange(clients)
    route = np.tile(np.array([[0, 0, round(opens[0] * scale), round(closes[0] * scale), 0, 1]]), (count, 1))
    gain = np.repeat(np.rint(score[1:] * POINT * scale).astype(np.int64)[:, None], count, axis=1)
    core = make_core(np.stack([distance, distance], axis=-1)[None], task, route, gain)
    names = tuple(f"{number:.0f}" for number in at[1:])
    return Instance("toptw", name, core, names, tuple(float(value) for value in score[1:]), scale)


def _toptw_row(number: int, line: str) -> tuple[float, ...]:
    words = line.split()
    try:
        values = [float(word) for word in words]
    except ValueError as error:
        raise FileError("toptw_row", str(number), line.strip()[:60]) from error
    if len(values) < 7 or not all(np.isfinite(values)) or values[3] < 0:
        raise FileError("toptw_row", str(number), line.strip()[:60])
    return (*values[:5], values[-2], values[-1])


def read_pcvrptw(text: str, name: str, routes: int | None = None) -> Instance:
    """``routes`` None takes VEHICLES from the file."""
    head, sections = _vrplib(text)
    size = _whole(head, "DIMENSION")
    count = _whole(head, "VEHICLES") if routes is None else routes
    coordinates = _section(sections, "NODE_COORD_SECTION", size, 2)
    windows = _section(sections, "TIME_WINDOW_SECTION", size, 2)
    prizes = _section(sections, "PRIZE_SECTION", size, 1)[:, 0]
    demand = _section(sections, "DEMAND_SECTION", size, 1)[:, 0] if "DEMAND_SECTION" in sections else np.zeros(size)
    if "SERVICE_TIME_SECTION" in sections:
        service = _section(sections, "SERVICE_TIME_SECTION", size, 1)[:, 0]
    else:
        service = np.full(size, float(_whole(head, "SERVICE_TIME", 0)))
    depots = [int(words[0]) for words in sections.get("DEPOT_SECTION", []) if words and words[0] != "-1"]
    depot = (depots or [1])[0] - 1
    if not 0 <= depot < size:
        raise FileError("vrplib_value", "DEPOT_SECTION")
    if head.get("EDGE_WEIGHT_TYPE", "EUC_2D") != "EUC_2D":
        raise FileError("vrplib_value", "EDGE_WEIGHT_TYPE")
    x, y = coordinates.T
    distance = (10 * np.hypot(x[:, None] - x, y[:, None] - y)).astype(np.int64)
    clients = np.array([number for number in range(size) if number != depot], np.int64)
    task = np.zeros((len(clients), 6), np.int64)
    task[:, 0] = clients
    task[:, 1] = (10 * service[clients]).astype(np.int64)
    task[:, 2] = (10 * windows[clients, 0]).astype(np.int64)
    task[:, 3] = (10 * windows[clients, 1]).astype(np.int64)
    task[:, 4] = np.arange(len(clients))
    task[:, 5] = demand[clients].astype(np.int64)
    early, late = (int(10 * value) for value in windows[depot])
    capacity = _whole(head, "CAPACITY", 1 << 40)
    route = np.tile(np.array([[depot, depot, early, late, 0, capacity]]), (count, 1))
    gain = np.repeat((10 * prizes[clients]).astype(np.int64)[:, None], count, axis=1)
    core = make_core(np.stack([distance, distance], axis=-1)[None], task, route, gain)
    # Solution files of these instances count the clients from 1, without the depot.
    names = tuple(str(number + 1) for number in range(len(clients)))
    return Instance("pcvrptw", head.get("NAME", name), core, names, tuple(prizes[clients].tolist()), 10)


def _vrplib(text: str) -> tuple[dict[str, str], dict[str, list[list[str]]]]:
    head: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    open_section: list[list[str]] | None = None
    for line in _lines(text):
        if line == "EOF":
            break
        if line.endswith("_SECTION"):
            open_section = sections.setdefault(line, [])
        elif ":" in line and not line[0].isdigit():
            key, _, value = line.partition(":")
            head[key.strip()] = value.strip()
        elif open_section is not None:
            open_section.append(line.split())
        else:
            raise FileError("vrplib_line", line[:60])
    return head, sections


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.strip("\ufeff").splitlines() if line.strip())


def _whole(head: Mapping[str, str], key: str, default: int | None = None) -> int:
    try:
        return int(float(head[key]))
    except KeyError:
        if default is None:
            raise FileError("vrplib_missing", key) from None
        return default
    except ValueError as error:
        raise FileError("vrplib_value", key) from error


def _section(sections: Mapping[str, list[list[str]]], name: str, size: int, columns: int) -> Floats:
    """[size, columns], rows in the order of their numbers, which must be 1 to ``size``."""
    if name not in sections:
        raise FileError("vrplib_missing", name)
    table = np.full((size, columns), np.nan)
    try:
        for words in sections[name]:
            if not 1 <= int(words[0]) <= size:
                raise FileError("vrplib_value", name)
            table[int(words[0]) - 1] = [float(word) for word in words[1 : columns + 1]]
    except (ValueError, IndexError) as error:
        raise FileError("vrplib_value", name) from error
    if not np.all(np.isfinite(table)):
        raise FileError("vrplib_value", name)
    return table
