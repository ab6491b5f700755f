"""``python -m jobvisit.engines.planning solve|check|compare FILE``: the planner on files, without a database.

FILE is our JSON, a TOPTW text (KU Leuven) or a PCVRPTW file (VRPLIB); see docs/engines/planning.md.
"""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from jobvisit.engines.planning.commands import check_command, compare, dumps, solve
from jobvisit.engines.planning.engines import Engine
from jobvisit.engines.planning.texts import FileError


class Parser(argparse.ArgumentParser):
    """Says what it did not understand in both languages."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"jobvisit: {FileError('usage', message)}\n")


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = Parser(prog="python -m jobvisit.engines.planning", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    for name, function in (("solve", solve), ("check", check_command), ("compare", compare)):
        one = commands.add_parser(name, help=function.__doc__)
        one.set_defaults(run=function)
        one.add_argument("file", metavar="FILE")
        if name == "check":
            one.add_argument("plan", nargs="?", metavar="PLAN", help="JSON as solve --json prints it")
        one.add_argument("--routes", type=_whole, metavar="M", help="routes of a benchmark (default: the file's)")
        one.add_argument("--cpu-seconds", type=_seconds, metavar="S", help="limit of the search (default 5)")
        one.add_argument("--iterations", type=_whole, metavar="N", help="limit of the search: the same plan each time")
        one.add_argument("--seed", type=_whole, default=0)
        one.add_argument(
            "--effort",
            type=_above,
            metavar="MIN",
            help="minutes of travel for one hire (default: from the week)",
        )
        one.add_argument("--engine", choices=[str(engine) for engine in Engine], default="auto")
        one.add_argument("--json", action="store_true")
    return top


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"{text!r}: 0, 1, 2 …")
    return int(text)


def _seconds(text: str) -> float:
    return _number(text, 0.0)


def _above(text: str) -> float:
    return _number(text, 1e-9)


def _number(text: str, least: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not least <= number < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r}: {least:g} … 1e6")
    return number


def main(arguments: list[str] | None = None, *, started: float | None = None) -> int:
    """0; 1 where a plan or problem is faulty; 2 where the input cannot be used; 3 where this program is at fault.

    ``--cpu-seconds`` count from ``started`` (0.0: the beginning of the process, imports and reading included).
    """
    args = parser().parse_args(arguments)
    args.started = started
    try:
        status: int = args.run(args)
    except FileError as error:
        return _said(error, 2, as_json=args.json)
    except MemoryError:
        return _said(FileError("memory"), 2, as_json=args.json)
    except Exception as error:  # a fault of ours, told with its kind and text; the exit code is its own
        return _said(FileError("internal", f"{type(error).__name__}: {error}"), 3, as_json=args.json)
    return status


def _said(error: FileError, status: int, *, as_json: bool) -> int:
    if as_json:
        print(dumps({"error": error.code, "facts": list(error.facts), "text": str(error)}))
    print(f"jobvisit: {error}", file=sys.stderr)
    return status


if __name__ == "__main__":
    raise SystemExit(main(started=0.0))
