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
    ranked.add_argument("-k", type=_count, default=20, help="length of the list (20)")
    explained = commands.add_parser("explain", parents=[files], help=COMMANDS["explain"].__doc__)
    explained.add_argument("--order", type=int)
    explained.add_argument("--person", type=int)
    asked = commands.add_parser("what-if", parents=[files], help=COMMANDS["what-if"].__doc__)
    asked.add_argument("--order", type=int)
    _add_assign(commands.add_parser("assign", parents=[files], help=COMMANDS["assign"].__doc__))
    _add_bench(commands)
    return top


def _add_assign(assigned: argparse.ArgumentParser) -> None:
    assigned.add_argument("--per-opening", type=_count, default=3, help="referrals an order takes for each opening (3)")
    assigned.add_argument("--referrals", type=_count, default=1, help="referrals a resident may hold (1)")
    assigned.add_argument("--depth", type=_positive, default=200, help="residents each order brings (200)")
    assigned.add_argument("--gap", type=float, default=2e-4, help="the gap aimed at (0.0002)")
    assigned.add_argument("--measures", help="a JSON file of priorities, agreement windows and minimum shares")


def _add_bench(commands: Any) -> None:
    bench = commands.add_parser("bench", help="Measure on a generated market and compare with the plain engine.")
    bench.add_argument("--people", type=_count, default=100_000)
    bench.add_argument("--orders", type=_count, default=1_000)
    bench.add_argument("--seed", type=_count, default=0)
    bench.add_argument("--check-seconds", type=_count, default=20, help="so long the plain engine checks lists (20)")
    bench.add_argument("--json", action="store_true", help="one JSON object (else one line a figure)")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number}: 0 이상이어야 합니다 · 0 or more is needed")
    return number


def _positive(text: str) -> int:
    if _count(text) == 0:
        raise argparse.ArgumentTypeError("0: 1 이상이어야 합니다 · 1 or more is needed")
    return int(text)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0, or 2 with the reason on stderr where the input cannot be used."""
    args = parser().parse_args(arguments)
    if args.command == "bench":
        found = measure.bench(args.people, args.orders, args.seed, args.check_seconds)
        print(json.dumps(found) if args.json else "\n".join(f"{name:16}{value}" for name, value in found.items()))
        return 0
    try:
        print(json.dumps(COMMANDS[args.command](args), ensure_ascii=False, indent=1))
    except FileError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename}: 파일을 열 수 없습니다.\n{error.filename}: {error.strerror}.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
