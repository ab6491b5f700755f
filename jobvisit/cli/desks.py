"""현장 상담소가 서는 날을 셉니다 · count the days of a field desk, without a database.

  jobvisit desks dates --rule "FREQ=MONTHLY;BYDAY=2TH,4TH" --from 2026-01-01 --to 2026-12-31 --json

Public holidays are left out and named. A series of every second week is counted from --start (default: --from).
"""

import argparse
import json
import os
import sys
from datetime import date

from jobvisit.office.desks.closed_days import days_off
from jobvisit.office.desks.rules import Held, RuleError, dates, parse

SUMMARY = "현장 상담소가 서는 날 · days of a field desk"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`dates` with --rule, --from, --to, --start, --except and --json."""
    commands = parser.add_subparsers(dest="desks_command", required=True, metavar="COMMAND")
    days = commands.add_parser("dates", help="서는 날 · the days", description=__doc__)
    days.add_argument("--rule", required=True, help="반복 규칙(RFC 5545) · recurrence rule")
    days.add_argument("--from", dest="first", required=True, type=_day, metavar="DATE", help="첫날 · first day")
    days.add_argument("--to", dest="last", required=True, type=_day, metavar="DATE", help="끝 날 · last day")
    days.add_argument("--start", type=_day, metavar="DATE", help="반복이 시작된 날 · day the series began")
    days.add_argument(
        "--except",
        dest="exceptions",
        type=_day,
        action="append",
        default=[],
        metavar="DATE",
        help="쉬는 날 · day left out",
    )
    days.add_argument("--json", action="store_true", help="한 줄에 한 날 · one object a line")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"날짜는 YYYY-MM-DD로 적어 주세요 · not a date: {text}") from problem


def run(args: argparse.Namespace) -> int:
    """Print the days. Returns 2 where the rule or the range is not understood."""
    try:
        rule = parse(args.rule)
        off = days_off(args.first, args.last)
        found = dates(
            rule,
            args.first,
            args.last,
            start=args.start,
            holidays=off.names,
            unknown_years=off.unknown_years,
            exceptions=dict.fromkeys(args.exceptions, ""),
        )
    except RuleError as problem:
        option = "--to" if problem.part == "to" else f"--rule {problem.part}"
        print(f"{option}: {problem.korean} · {problem.english}", file=sys.stderr)
        return 2
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        for one in found:
            print(json.dumps(as_dict(one), ensure_ascii=False) if args.json else _line(one))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def as_dict(one: Held) -> dict[str, str | bool]:
    """`date` and `held`; `reason` where it is not held; `note` where something about the day is not known."""
    row: dict[str, str | bool] = {"date": one.date.isoformat(), "held": one.held}
    if one.reason:
        row["reason"] = one.reason
    if one.note:
        row["note"] = one.note
    return row


def _line(one: Held) -> str:
    weekday = "월화수목금토일"[one.date.weekday()]
    said = one.reason or one.note
    return f"{one.date:%Y-%m-%d}({weekday}) {'운영' if one.held else '쉼'}" + (f" — {said}" if said else "")
