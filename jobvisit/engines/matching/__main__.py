"""``python -m jobvisit.engines.matching rank|explain|what-if|assign|bench``: the engine on files, without a
database."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from jobvisit.engines.matching import measure
from jobvisit.engines.matching.commands import COMMANDS
from jobvisit.engines.matching.files import FileError
from jobvisit.engines.matching.params import ParamsError
from jobvisit.engines.matching.types import DuplicateIdError


def parser() -> argparse.ArgumentParser:
    """All sub-commands and their options."""
    top = argparse.ArgumentParser(prog="python -m jobvisit.engines.matching", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    files = argparse.ArgumentParser(add_help=False)
    files.add_argument("people", help="residents: .csv, .json, .jsonl or .parquet")
    files.add_argument("orders", help="job orders, likewise")
    files.add_argument("--params", help="a JSON file of parameters (default: the documented priors)")
    ranked = commands.add_parser("rank", parents=[files], help=COMMANDS["rank"].__doc__)
    ranked.add_argument("--order", type=int, help="id of the order (not needed where there is only one)")
    ranked.add_argument("--person", type=int, help="id of a resident: orders for them instead")
    ranked.add_argument("-k", type=int, default=20, help="length of the list (20)")
    explained = commands.add_parser("explain", parents=[files], help=COMMANDS["explain"].__doc__)
    explained.add_argument("--order", type=int)
    explained.add_argument("--person", type=int)
    asked = commands.add_parser("what-if", parents=[files], help=COMMANDS["what-if"].__doc__)
    asked.add_argument("--order", type=int)
    _add_bench(commands)
    return top


def _add_bench(commands: Any) -> None:
    bench = commands.add_parser("bench", help="Measure on a generated market and compare with the plain engine.")
    bench.add_argument("--people", type=_count, default=100_000)
    bench.add_argument("--orders", type=_count, default=1_000)
    bench.add_argument("--seed", type=_count, default=0)
    bench.add_argument("--json", action="store_true", help="one JSON object (else one line a figure)")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number} is below 0")
    return number


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0, or 2 with the reason on stderr where the input cannot be used."""
    args = parser().parse_args(arguments)
    if args.command == "bench":
        found = measure.bench(args.people, args.orders, args.seed)
        print(json.dumps(found) if args.json else "\n".join(f"{name:16}{value}" for name, value in found.items()))
        return 0
    try:
        print(json.dumps(COMMANDS[args.command](args), ensure_ascii=False, indent=1))
    except (FileError, ParamsError, DuplicateIdError, OSError) as error:
        print(f"{args.command}: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
