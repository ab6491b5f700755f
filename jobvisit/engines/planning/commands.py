"""What ``python -m jobvisit.engines.planning`` does: a file in, a plan, faults or a table out."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from .benchmarks import Answer, read_instance, solve_instance, verify_answer
from .checker import check
from .engines import Engine, usable
from .files import clock, load, plan_from_json, plan_to_dict, problem_from_json, read_with
from .formats import Instance, sniff
from .limits import Limit
from .planner import plan
from .reasons import words
from .screen import screen
from .texts import FileError
from .types import Notice, Plan, Problem, Unserved


def limit_of(args: argparse.Namespace) -> Limit:
    """The limits asked for; 5 CPU seconds where none was."""
    if args.iterations is None and args.cpu_seconds is None:
        return Limit(cpu_seconds=5.0)
    return Limit(args.iterations, args.cpu_seconds)


def read(path: str, routes: int | None) -> tuple[Problem, float | None] | Instance:
    """Any of the three formats."""
    text = read_text(path)
    if sniff(text) == "json":
        if routes is not None:
            raise FileError("option", "--routes")
        return read_with(text, problem_from_json)
    return read_with(text, lambda text: read_instance(text, Path(path).stem, routes))


def read_text(path: str) -> str:
    """The file's text, or what is wrong with the file."""
    try:
        return Path(path).read_text("utf-8-sig")
    except OSError as error:
        raise FileError("not_found", f"{path} ({error.strerror or type(error).__name__})") from error
    except UnicodeDecodeError as error:
        raise FileError("encoding", str(error.start + 1)) from error


def _solved(args: argparse.Namespace, engine: Engine, started: float | None) -> Plan | Answer:
    given = read(args.file, args.routes)
    limit = limit_of(args)
    if isinstance(given, Instance):
        if args.effort is not None:
            raise FileError("option", "--effort")
        return solve_instance(given, seed=args.seed, limit=limit, engine=engine, started=started)
    problem, effort = given
    knob = args.effort or effort
    return plan(problem, effort=knob, seed=args.seed, limit=limit, engine=engine, started=started)


def solve(args: argparse.Namespace) -> int:
    """Plan and print the plan."""
    found = _solved(args, Engine(args.engine), args.started)
    if args.json:
        print(dumps(found.as_dict() if isinstance(found, Answer) else plan_to_dict(found)))
    elif isinstance(found, Answer):
        print(f"{found.instance.name}: value {found.value:g}, cost {found.cost:g}, {found.engine}")
        print("\n".join(" ".join(route) for route in found.routes if route))
    else:
        print(told(found))
    return 0


def check_command(args: argparse.Namespace) -> int:
    """Verify a plan against its problem; without a plan, look at the problem only. 1 if anything is wrong."""
    given = read(args.file, args.routes)
    if args.plan is None:
        return _look(given, args.json)
    text = read_text(args.plan)
    if isinstance(given, Instance):
        answer = load(text)
        if not isinstance(answer, dict):
            raise FileError("plan_format", args.plan)
        faults = verify_answer(given, answer, args.plan)
    else:
        made = read_with(text, plan_from_json)
        faults = [f"{one.code}: {', '.join(one.facts)}" for one in check(given[0], made)]
        faults += stated(load(text), made)
    print(dumps({"ok": not faults, "violations": faults}) if args.json else "\n".join(faults) or "OK")
    return 1 if faults else 0


def stated(written: Any, made: Plan) -> list[str]:
    """What a plan's file says of itself beside what can be counted in it."""
    counted = {"visits": made.visits, "gap": made.gap}
    return [
        f"{key}: {written[key]}, {found}"
        for key, found in counted.items()
        if written.get(key) is not None and not _same(written[key], found)
    ]


def _same(one: Any, other: float | None) -> bool:
    known = isinstance(one, int | float) and not isinstance(one, bool) and other is not None
    return known and other is not None and abs(one - other) <= 1e-6


def _look(given: tuple[Problem, float | None] | Instance, as_json: bool) -> int:
    if isinstance(given, Instance):
        facts: dict[str, Any] = {"format": given.kind, "points": len(given.names), "routes": given.core.routes}
        print(dumps(facts) if as_json else " ".join(f"{key} {value}" for key, value in facts.items()))
        return 0
    looked = screen(given[0])
    faults: list[Notice | Unserved] = [*looked.notices, *looked.unserved]
    rows = [{"ko": words(one)[0], "en": words(one)[1], "visit": getattr(one, "visit", "")} for one in faults]
    facts = {"shifts": len(looked.shifts), "visits": len(looked.visits), "faults": rows}
    lines = [f"{row['visit']} {row['ko']} · {row['en']}".strip() for row in rows]
    print(dumps(facts) if as_json else "\n".join([f"shifts {facts['shifts']}, visits {facts['visits']}", *lines]))
    return 1 if faults else 0


def compare(args: argparse.Namespace) -> int:
    """The same problem by every engine that is installed, within the same limit."""
    rows = []
    for engine in (Engine.GREEDY, Engine.OWN, Engine.PYVRP):
        if not usable(engine):
            rows.append({"engine": str(engine), "missing": True})
            continue
        begun = time.process_time()
        found = _solved(args, engine, begun)
        seconds = round(time.process_time() - begun, 2)
        row: dict[str, Any] = {"engine": str(engine), "value": round(found.value, 4), "cost": found.cost}
        rows.append({**row, "iterations": found.iterations, "cpu_seconds": seconds})
    if args.json:
        print(dumps({"engines": rows}))
    else:
        print("\n".join("  ".join(f"{key} {value}" for key, value in row.items()) for row in rows))
    return 0


def told(made: Plan) -> str:
    """A plan for reading."""
    gap = "" if made.gap is None else f", at most {made.gap:.1%} below the best possible"
    lines = [f"value {made.value:.3f} expected hires, {made.visits} visits, {made.metres / 1000:.1f} km{gap}"]
    lines.append(f"effort {made.effort:g} minutes of travel for one expected hire")
    lines += [" · ".join(words(notice)) for notice in made.notices]
    for route in made.routes:
        stops = "  ".join(f"{clock(stop.start)} {stop.visit}" for stop in route.stops)
        lines.append(f"{route.day} {route.counsellor}: {stops or '–'}")
    lines += [f"! {left.visit}: " + " · ".join(words(left)) for left in made.unkept]
    others = [left for left in made.unserved if not left.appointment]
    lines += [f"  {left.visit}: " + " · ".join(words(left)) for left in others[:20]]
    if len(others) > 20:
        lines.append(f"  … {len(others) - 20} more (--json lists all)")
    return "\n".join(lines)


def dumps(found: Any) -> str:
    """JSON with Korean as it is."""
    return json.dumps(found, ensure_ascii=False)
