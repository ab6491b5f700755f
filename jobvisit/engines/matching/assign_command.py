"""``assign`` on files: one round of referrals with its proof, its prices and everyone it leaves out.

Measures, agreement windows and minimum shares come in a file of their own, so that nobody is preferred by accident::

    {"today": "2026-11-24",
     "priorities": [{"measure": "고용정책기본법 §24", "residents": [4, 9], "weight": 0.25, "orders": null}],
     "windows": [{"agreement": "서초 경비 협약", "orders": [7], "boost": 0.5, "opens": "2026-11-01",
                  "closes": "2026-11-30", "residents": [4]}],
     "minimums": [{"name": "협약 1조", "orders": [7], "residents": [4, 9, 12], "at_least": 1}]}
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from jobvisit.engines.matching.assign import assign
from jobvisit.engines.matching.assignment import AssignError, Assignment, Left, Minimum, Priority, Window
from jobvisit.engines.matching.columns import Orders
from jobvisit.engines.matching.files import FileError
from jobvisit.engines.matching.graph import Graph, edges_between
from jobvisit.engines.matching.index import Index
from jobvisit.engines.matching.types import Order

Json = dict[str, Any]
PARTS = ("today", "priorities", "windows", "minimums")


def round_of(index: Index, orders: list[Order], openings: dict[int, int], args: Any) -> Json:
    """One round for these orders; ``args`` are the options of the command line."""
    graph = edges_between(index, Orders.of(orders), depth=args.depth)
    seats = np.array([openings.get(int(id_), 1) for id_ in graph.orders], np.int64)
    measures = read_measures(Path(args.measures), graph) if args.measures else {}
    try:
        found = assign(
            graph.edges,
            seats * args.per_opening,
            quotas=args.referrals,
            residents=len(graph.residents),
            gap=args.gap,
            **measures,
        )
    except AssignError as error:
        raise FileError(f"배정 조건이 맞지 않습니다. {error}", f"The round cannot be assigned. {error}") from error
    return _told(found, graph)


def read_measures(path: Path, graph: Graph) -> Json:
    """The named arguments of ``assign`` that a file of measures stands for. Raises ``FileError``."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if not isinstance(data, dict) or set(data) - set(PARTS):
            raise ValueError(f"one object with {', '.join(PARTS)} is needed")
        rows = {part: [_rows(one, graph) for one in data.get(part) or ()] for part in PARTS[1:]}
        for one in rows["windows"]:
            one.update({key: date.fromisoformat(one[key]) for key in ("opens", "closes")})
        return {
            "today": date.fromisoformat(data["today"]) if data.get("today") else None,
            "priorities": [Priority(**one) for one in rows["priorities"]],
            "windows": [Window(**one) for one in rows["windows"]],
            "minimums": [Minimum(**one) for one in rows["minimums"]],
        }
    except (ValueError, TypeError, KeyError) as error:
        raise FileError(
            f"{path}: 배정 조건 파일을 읽을 수 없습니다. {error}", f"{path}: not a file of measures. {error}"
        ) from error


def _rows(one: Json, graph: Graph) -> Json:
    """One measure with rows in place of ids."""
    made = dict(one)
    if made.get("residents") is not None:
        made["residents"] = graph.resident_rows(made["residents"])
    if made.get("orders") is not None:
        made["orders"] = graph.order_rows(made["orders"])
    return made


def _told(found: Assignment, graph: Graph) -> Json:
    residents, orders = graph.residents.tolist(), graph.orders.tolist()
    referrals = [
        {"person": residents[i], "order": orders[j], "probability": round(float(value), 6)}
        for i, j, value in zip(found.resident.tolist(), found.order.tolist(), found.value, strict=True)
    ]
    load = [
        {"order": id_, "referrals": int(n), "capacity": int(most), "price": round(float(price), 6)}
        for id_, n, most, price in zip(orders, found.load, found.capacity, found.price, strict=True)
    ]
    out = found.left_out
    nearest = zip(out.resident.tolist(), out.reason.tolist(), out.order.tolist(), out.value, out.price, strict=True)
    left = [
        {
            "person": residents[i],
            "reason": Left(reason).name.lower(),
            "order": orders[j] if j >= 0 else None,
            "probability": round(float(value), 6),
            "price": round(float(price), 6),
        }
        for i, reason, j, value, price in nearest
    ]
    kept = [
        {"name": m.name, "asked": m.asked, "reachable": m.reachable, "reached": m.reached, "subsidy": m.subsidy}
        for m in found.minimums
    ]
    return {
        "residents": len(residents),
        "orders": len(orders),
        "edges": len(graph.edges),
        "expected": found.total,
        "objective": found.objective,
        "bound": found.bound,
        "gap": found.gap,
        "open_windows": list(found.open_windows),
        "minimums": kept,
        "referrals": referrals,
        "load": load,
        "left_out": left,
    }
