"""``python -m jobvisit.engines.planning solve|check|compare FILE``: the planner on files, without a database.

FILE is our JSON, a TOPTW text (KU Leuven) or a PCVRPTW file (VRPLIB); see docs/engines/planning.md.
"""

from __future__ import annotations

import argparse
import sys

from jobvisit.engines.planning.commands import check_command, compare, dumps, solve
from jobvisit.engines.planning.engines import Engine
from jobvisit.engines.planning.texts import FileError


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="python -m jobvisit.engines.planning", description=__doc__)
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
        one.add_argument("--effort", type=_above, metavar="MIN", help="minutes of travel for one expected hire (60)")
        one.add_argument("--engine", choices=[str(engine) for engine in Engine], default="auto")
        one.add_argument("--json", action="store_true")
    return top


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number} is below 0")
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 <= number < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds")
    return number


def _above(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return number


def main(arguments: list[str] | None = None) -> int:
    """0; 1 where a plan or problem is faulty; 2 where the input cannot be used."""
    args = parser().parse_args(arguments)
    try:
        status: int = args.run(args)
    except FileError as error:
        if args.json:
            print(dumps({"error": error.code, "facts": list(error.facts), "text": str(error)}))
        print(f"jobvisit: {error}", file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    raise SystemExit(main())
