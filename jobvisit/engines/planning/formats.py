"""Benchmark files of the literature, read into `Core`: TOPTW (KU Leuven text) and PCVRPTW (VRPLIB).

TOPTW: Vansteenwegen et al. (2009), doi 10.1016/j.cor.2009.03.008. Solomon's instances (whole-number coordinates) cut
distances to one decimal, Cordeau's (coordinates with decimals) to two; a window limits the start of service; the
closing time of point 0 limits a route; the value is the sum of scores, distance costs nothing.
PCVRPTW: PyVRP's instances. Distances, times and prizes count in tenths ("dimacs": times ten, then cut); the cost is
the distance plus the prizes not collected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .core import Core, make_core
from .texts import FileError

POINT = 100
"""Distance units a score point is worth while searching (tuned in the study on c106 r103 r107 rc102 pr03 pr08)."""

MOST = 1e7
"""Largest time or score: far beyond any instance, far below where whole numbers run over."""

MOST_FAR = 1e6
"""Largest coordinate: travel tables hold 32 bits."""

MOST_ROUTES = 2_000
MOST_POINTS = 20_000

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
    lines = [(number, line.split()) for number, line in enumerate(text.strip("\ufeff").splitlines(), 1) if line.split()]
    first, head = lines[0] if lines else (1, [])
    if len(head) < 3 or not all(word.isdigit() for word in head[:3]):
        raise FileError("toptw_head", str(first))
    if len(head) > 4:
        raise FileError("toptw_tourist")
    if len(lines) < 2 or len(lines[1][1]) != 2 or not all(_is_number(word) for word in lines[1][1]):
        raise FileError("toptw_head", str(lines[1][0] if len(lines) > 1 else first + 1))
    rows = [_toptw_row(number, words) for number, words in lines[2:]]
    if len(rows) != int(head[2]) + 1:
        raise FileError("toptw_points", str(max(len(rows) - 1, 0)), head[2])
    at, x, y, service, score, opens, closes = (np.array(column) for column in zip(*rows, strict=True))
    twice = [number for number, times in Counter(at[1:].tolist()).items() if times > 1]
    if twice:
        raise FileError("twice", name, f"{twice[0]:.0f}")
    scale = 10 if np.all(x == np.rint(x)) and np.all(y == np.rint(y)) else 100
    distance = np.floor(np.hypot(x[:, None] - x, y[:, None] - y) * scale + 1e-6).astype(np.int64)
    count = _routes(int(head[1]) if routes is None else routes)
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


def _toptw_row(number: int, words: Sequence[str]) -> tuple[float, ...]:
    """``i x y d S f a list O C``, where the list has ``a`` entries: a row cut short cannot pass for a shorter one."""
    wrong = FileError("toptw_row", str(number), " ".join(words)[:60])
    try:
        values = [float(word) for word in words]
        whole = len(values) > 6 and values[0] == int(values[0]) and len(values) == 9 + int(values[6])
    except (ValueError, OverflowError) as error:
        raise wrong from error
    if not whole or not all(np.isfinite(values)) or values[3] < 0:
        raise wrong
    taken = (*values[:5], values[-2], values[-1])
    _within(f"{number}", taken, MOST)
    _within(f"{number}", values[1:3], MOST_FAR)
    return taken


def _within(where: str, values: Iterable[float], most: float) -> None:
    """Larger numbers would run over in the engines' whole-number arithmetic: refused, never cut."""
    for value in values:
        if not abs(value) <= most:
            raise FileError("range", where, f"{value:g}", f"±{most:g}")


def _routes(count: int) -> int:
    if not 0 <= count <= MOST_ROUTES:
        raise FileError("range", "M", str(count), f"0–{MOST_ROUTES}")
    return count


def read_pcvrptw(text: str, name: str, routes: int | None = None) -> Instance:
    """``routes`` None takes VEHICLES from the file."""
    head, sections = _vrplib(text)
    if not head.get("TYPE", "PCVRPTW").endswith("VRPTW"):
        raise FileError("vrplib_value", "TYPE", head["TYPE"][:40])
    size = _whole(head, "DIMENSION", 1, MOST_POINTS)
    count = _routes(_whole(head, "VEHICLES", 0, MOST_ROUTES) if routes is None else routes)
    coordinates = _section(sections, "NODE_COORD_SECTION", size, 2)
    windows = _section(sections, "TIME_WINDOW_SECTION", size, 2)
    prizes = _section(sections, "PRIZE_SECTION", size, 1)[:, 0]
    demand = _section(sections, "DEMAND_SECTION", size, 1)[:, 0] if "DEMAND_SECTION" in sections else np.zeros(size)
    if "SERVICE_TIME_SECTION" in sections:
        service = _section(sections, "SERVICE_TIME_SECTION", size, 1)[:, 0]
    else:
        service = np.full(size, float(_whole(head, "SERVICE_TIME", 0, int(MOST), 0)))
    for where, column in (("DEMAND_SECTION", demand), ("PRIZE_SECTION", prizes), ("SERVICE_TIME_SECTION", service)):
        if np.any(column < 0):
            raise FileError("vrplib_value", where, f"{column.min():g}")
    depot = _depot(sections, size)
    if head.get("EDGE_WEIGHT_TYPE", "EUC_2D") != "EUC_2D":
        raise FileError("vrplib_value", "EDGE_WEIGHT_TYPE", head["EDGE_WEIGHT_TYPE"][:40])
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
    capacity = _whole(head, "CAPACITY", 0, 1 << 40, 1 << 40)
    route = np.tile(np.array([[depot, depot, early, late, 0, capacity]]), (count, 1))
    gain = np.repeat((10 * prizes[clients]).astype(np.int64)[:, None], count, axis=1)
    core = make_core(np.stack([distance, distance], axis=-1)[None], task, route, gain)
    # Solution files of these instances count the clients from 1, without the depot.
    names = tuple(str(number + 1) for number in range(len(clients)))
    return Instance("pcvrptw", head.get("NAME", name), core, names, tuple(prizes[clients].tolist()), 10)


SECTIONS = (
    "NODE_COORD_SECTION",
    "DEMAND_SECTION",
    "TIME_WINDOW_SECTION",
    "SERVICE_TIME_SECTION",
    "PRIZE_SECTION",
    "DEPOT_SECTION",
)


def _vrplib(text: str) -> tuple[dict[str, str], dict[str, list[list[str]]]]:
    head: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    open_section: list[list[str]] | None = None
    for line in _lines(text):
        if line == "EOF":
            break
        if line.rstrip(": \t").endswith("_SECTION"):
            name = line.rstrip(": \t")
            if name not in SECTIONS:
                raise FileError("vrplib_unknown", name[:60])
            if name in sections:
                raise FileError("twice", "VRPLIB", name)
            open_section = sections[name] = []
        elif ":" in line and not line[0].isdigit():
            key, _, value = (part.strip() for part in line.partition(":"))
            if key in head and head[key] != value:
                raise FileError("twice", "VRPLIB", key[:60])
            head[key] = value
        elif open_section is not None:
            open_section.append(line.split())
        else:
            raise FileError("vrplib_line", line[:60])
    return head, sections


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.strip("\ufeff").splitlines() if line.strip())


def _whole(head: Mapping[str, str], key: str, least: int, most: int, default: int | None = None) -> int:
    """A whole number of the head, within bounds."""
    if key not in head:
        if default is None:
            raise FileError("vrplib_missing", key)
        return default
    try:
        number = float(head[key])
        if number != int(number):
            raise ValueError
    except (ValueError, OverflowError) as error:
        raise FileError("vrplib_value", key, head[key][:40]) from error
    if not least <= number <= most:
        raise FileError("range", key, head[key][:40], f"{least}–{most}")
    return int(number)


def _depot(sections: Mapping[str, list[list[str]]], size: int) -> int:
    """The one depot, counted from 0."""
    if "DEPOT_SECTION" not in sections:
        raise FileError("vrplib_missing", "DEPOT_SECTION")
    words = [word for row in sections["DEPOT_SECTION"] for word in row]
    depots = words[: words.index("-1")] if "-1" in words else words
    if len(depots) != 1 or not depots[0].isdigit() or not 1 <= int(depots[0]) <= size:
        raise FileError("vrplib_value", "DEPOT_SECTION", " ".join(depots)[:40] or "–")
    return int(depots[0]) - 1


def _section(sections: Mapping[str, list[list[str]]], name: str, size: int, columns: int) -> Floats:
    """[size, columns], rows in the order of their numbers, which must be 1 to ``size``, each once."""
    if name not in sections:
        raise FileError("vrplib_missing", name)
    table = np.full((size, columns), np.nan)
    seen: set[int] = set()
    for words in sections[name]:
        wrong = FileError("vrplib_value", name, " ".join(words)[:40])
        try:
            number, values = int(words[0]), [float(word) for word in words[1:]]
        except ValueError as error:
            raise wrong from error
        if len(values) != columns or not all(np.isfinite(values)):
            raise wrong
        _within(f"{name} {words[0]}", values, MOST_FAR if name == "NODE_COORD_SECTION" else MOST)
        if not 1 <= number <= size or number in seen:
            raise FileError("vrplib_rows", name, str(number))
        seen.add(number)
        table[number - 1] = values
    missing = next((number for number in range(1, size + 1) if number not in seen), None)
    if missing is not None:
        raise FileError("vrplib_rows", name, str(missing))
    return table
