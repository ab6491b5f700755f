"""밤사이 할 일 · what falls due by itself: reminders, expiries, silent orders, follow-ups, ownerless work.

  jobvisit nightly --at 2026-11-24 --json

Running it twice for one day changes nothing the second time. Returns 1 where work is open without an owner.
"""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date

SUMMARY = "밤사이 할 일 · reminders, expiries, follow-ups"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--at DATE and --json."""
    parser.add_argument("--at", type=_day, metavar="DATE", help="그날 (기본: 오늘) · the day (default: today)")
    parser.add_argument("--json", action="store_true", help="한 줄에 한 구 · one object a district and line")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"날짜는 YYYY-MM-DD로 적어 주세요 · not a date: {text}") from problem


def run(args: argparse.Namespace) -> int:
    """Run the night of a day in every district."""
    from jobvisit.config.local import database

    with database():
        import django

        django.setup()
        return report(args)


def report(args: argparse.Namespace) -> int:
    """The same with a database at hand."""
    from jobvisit.base import clock
    from jobvisit.flows import nightly

    nights = nightly.run_everywhere(on=args.at or clock.seoul_day(clock.now()))
    for night in nights:
        if args.json:
            print(json.dumps({**asdict(night), "on": night.on.isoformat()}, ensure_ascii=False))
        else:
            print(_line(night))
        if night.ownerless:
            print(f"{night.district}: 담당자 없는 일 · without an owner: {night.ownerless}", file=sys.stderr)
    return 1 if any(night.ownerless for night in nights) else 0


def _line(night: object) -> str:
    did = {name: n for name, n in asdict(night).items() if isinstance(n, int) and n}  # type: ignore[call-overload]
    return f"{night.district} {night.on}: " + (", ".join(f"{name} {n}" for name, n in did.items()) or "-")  # type: ignore[attr-defined]
