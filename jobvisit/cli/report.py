"""한 달의 실적 · the figures of a month, as JSON, Excel or PDF.

  jobvisit report --month 2026-10 --json
  jobvisit report --month 2026-10 --district 11650 --xlsx october.xlsx --pdf october.pdf --outside

A closed month is told as it was frozen. --outside masks cells of fewer than five people, and those that would give them
away. Returns 1 where a file cannot be written, 2 where the month or the district is not understood.
"""

import argparse
import json
import sys
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from jobvisit.office.reports.kpis import Month, MonthError

if TYPE_CHECKING:
    from jobvisit.flows.reports import Report

SUMMARY = "한 달의 실적 · the figures of a month"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--month, --district, --outside, and at least one of --json, --xlsx, --pdf."""
    parser.add_argument("--month", required=True, metavar="YYYY-MM", help="달 · the month")
    parser.add_argument("--district", metavar="CODE", help="구 코드, 구가 하나면 생략 · needed where there are several")
    parser.add_argument("--json", action="store_true", help="JSON 하나 · one object")
    parser.add_argument("--xlsx", metavar="FILE", type=Path, help="엑셀 파일 · Excel")
    parser.add_argument("--pdf", metavar="FILE", type=Path, help="PDF/UA")
    parser.add_argument("--outside", action="store_true", help="센터 밖으로: 작은 수를 가림 · small cells masked")


def run(args: argparse.Namespace) -> int:
    """Print or write the report."""
    if not (args.json or args.xlsx or args.pdf):
        return _refuse("--json, --xlsx, --pdf 가운데 하나는 있어야 합니다 · one of --json, --xlsx, --pdf is needed")
    try:
        month = Month.parse(args.month)
    except MonthError:
        return _refuse(f"--month: 달은 YYYY-MM으로 적어 주세요 · not a month: {args.month}")
    from jobvisit.config.local import database

    with database():
        import django

        django.setup()
        return report(args, month)


def report(args: argparse.Namespace, month: Month) -> int:
    """The same with a database at hand."""
    from jobvisit.base import clock
    from jobvisit.flows import reports

    now = clock.now()
    today = clock.seoul_day(now)
    if month.first > today:
        return _refuse(f"--month: 아직 오지 않은 달입니다 · in the future: {month}")
    district = _district(args.district)
    if district is None:
        return 2
    found = reports.month_report(district=district, month=month, today=today, outside=args.outside)
    return _give(args, found, now, today)


def _give(args: argparse.Namespace, found: "Report", now: datetime, today: date) -> int:
    from jobvisit.flows import report_files

    files = [
        (option, path, make)
        for option, path, make in (
            ("--xlsx", args.xlsx, report_files.workbook),
            ("--pdf", args.pdf, report_files.pdf),
        )
        if path
    ]
    for option, path, make in files:
        try:
            _write(path, make(found, today))
        except OSError as problem:
            return _refuse(f"{option}: 쓸 수 없습니다 · cannot be written: {path} ({problem.strerror})", 1)
    report_files.note_taken(
        found, forms=[*(["json"] if args.json else []), *(option.lstrip("-") for option, _, _ in files)], at=now
    )
    if args.json:
        print(json.dumps(report_files.as_json(found), ensure_ascii=False, indent=1))
    return 0


def _district(code: str | None) -> Any:
    """The district named, or the only one; None, with a message, where it cannot be told."""
    from jobvisit.office.staff.queries import districts

    known = {one.code: one for one in districts()}
    names = ", ".join(f"{one.code} {one.name}" for one in known.values()) or "-"
    if code is None and len(known) == 1:
        return next(iter(known.values()))
    if code is None:
        _refuse(f"--district: 구를 골라 주세요 · which district? {names}")
    elif code not in known:
        _refuse(f"--district: 그런 구가 없습니다 · unknown district: {code} ({names})")
    return known.get(code or "")


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a file half written would pass for a report."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            Path(draft.name).chmod(0o640)
            Path(draft.name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(draft.name).unlink()
            raise


def _refuse(words: str, code: int = 2) -> int:
    print(words, file=sys.stderr)
    return code
