"""구인 파일을 읽고 법과 내용을 점검합니다 · read job orders and check them, without a database.

FILE is CSV or JSON (a list, one object a line, or the envelope of the Seoul API) with the column names of GetJobInfo,
or XML or JSON with the element names of 고용24; any of them may be missing. With --json one object a line is
printed, else a report in Korean.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jobvisit.base.clock import now, seoul_day
from jobvisit.base.text import firm_key, normal
from jobvisit.engines.reading import Read, Reading, read_row, read_work24
from jobvisit.engines.reading.types import Occupation
from jobvisit.engines.sheets import BadFileError, read_records
from jobvisit.office.orders.rules import Finding, OrderTerms, Outcome, check, duplicates
from jobvisit.office.orders.rules.duplicates import already_there
from jobvisit.office.orders.rules.from_reading import from_reading
from jobvisit.office.orders.rules.remark import PAY_NAMES
from jobvisit.office.orders.rules.seoul import NO_COLUMNS, columns_of, outside_the_reading
from jobvisit.office.orders.rules.standing import standing_law
from jobvisit.office.orders.rules.work24 import is_work24, outside_the_element
from jobvisit.office.reference.vocabulary import vocabulary

SUMMARY = "구인 파일을 읽고 법과 내용을 점검 · check a file of job orders"
MOST_OF_ONE_FIRM = 50
"""Earlier orders of one firm that a row is compared with."""
_MARKS = {Outcome.UNLAWFUL: "위반", Outcome.TO_CONFIRM: "확인", Outcome.NOTE: "참고"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, --at and --json."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV 또는 JSON · CSV or JSON")
    parser.add_argument("--at", type=_day, metavar="DATE", help="기준일 YYYY-MM-DD · day of the law")
    parser.add_argument("--json", action="store_true", help="한 줄에 한 건 · one object a line")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"날짜는 YYYY-MM-DD로 적어 주세요 · not a date: {text}") from problem


def run(args: argparse.Namespace) -> int:
    """Check the file. Returns 0 when it was read, whatever was found in it; 2 when it cannot be read."""
    at = args.at or seoul_day(now())
    try:
        records = read_records(args.file)
        if not any(columns_of(record) or is_work24(record) for record in records):
            raise NO_COLUMNS
    except BadFileError as problem:
        print(f"{args.file.name}: {problem.korean} · {problem.english}", file=sys.stderr)
        return 2
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        _print_all(records, at, as_json=args.json)
    except BrokenPipeError:  # the reader of a pipe (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _print_all(records: list[dict[str, str]], at: date, *, as_json: bool) -> None:
    counts = dict.fromkeys(Outcome, 0)
    for result in lint(records, at):
        for finding in result["findings"]:
            counts[Outcome(finding["outcome"])] += 1
        print(json.dumps(result, ensure_ascii=False) if as_json else _report(result))
    if not as_json:
        print(f"{len(records)}건 · " + " · ".join(f"{_MARKS[outcome]} {count}" for outcome, count in counts.items()))


def lint(records: list[dict[str, str]], at: date) -> Iterator[dict[str, Any]]:
    """One result for each record, in order: `row` (from 1), `parsed`, `findings`, `unread`."""
    words, law = vocabulary(), standing_law()
    seen: dict[str, list[tuple[int, OrderTerms]]] = {}
    for number, record in enumerate(records, 1):
        row = {name: normal(value) for name, value in columns_of(record).items()}
        if not row and is_work24(record):
            element = {name: normal(value) for name, value in record.items() if name}
            reading, outside = read_work24(element, words, on=at), outside_the_element(element)
        else:
            reading, outside = read_row(row, words, on=at), outside_the_reading(row)
        terms = from_reading(reading, checked_on=at, **outside)
        findings = check(terms, law) + _seen_before(terms, number, seen)
        yield {
            "row": number,
            "parsed": parsed(reading),
            "findings": [finding.as_dict() for finding in findings],
            "unread": [span.words for span in reading.unread],
            "unsure": {name: read.doubt for name, read in reading.reads().items() if not read.sure},
        }


def _seen_before(terms: OrderTerms, number: int, seen: dict[str, list[tuple[int, OrderTerms]]]) -> list[Finding]:
    """A remark if an earlier row holds the same order; the row is then remembered."""
    if not terms.employer_name:
        return []
    earlier = seen.setdefault(firm_key(terms.employer_name), [])
    found = duplicates(terms, [other for _, other in earlier])
    remarks = [already_there(found[0], f"{earlier[found[0].index][0]}행")] if found else []
    if len(earlier) < MOST_OF_ONE_FIRM:
        earlier.append((number, terms))
    return remarks


def parsed(reading: Reading) -> dict[str, Any]:
    """The terms as plain values, null where the words do not give them."""
    occupation, licences = _named_occupation(reading), _value(reading.licences)
    closes_on = _value(reading.closes_on)
    return {
        "pay_kind": _value(reading.pay_kind),
        "pay_min": _value(reading.pay_min),
        "pay_max": _value(reading.pay_max),
        "days_per_week": _value(reading.days_per_week),
        "weekly_hours": _value(reading.weekly_hours),
        "start": _value(reading.start),
        "end": _value(reading.end),
        "shift": _value(reading.shift),
        "career_kind": _value(reading.career_kind),
        "career_years_min": _value(reading.career_years_min),
        "education": _value(reading.education),
        "headcount": _value(reading.headcount),
        "licences": list(licences) if licences is not None else None,
        "gu": _value(reading.gu),
        "road_or_dong": _value(reading.road_or_dong),
        "closes_on": closes_on.isoformat() if closes_on else None,
        "until_filled": _value(reading.until_filled),
        "occupation": occupation.name if occupation else None,
        "occupation_code": occupation.code if occupation else None,
    }


def _named_occupation(reading: Reading) -> Occupation | None:
    """The occupation the order names; one that is only the nearest to its title is no more than a suggestion."""
    read = reading.occupation
    named = read is not None and (read.value.sure or read.value.name == read.spans[0].words)
    return read.value if read is not None and named else None


def _value(read: Read[Any] | None) -> Any:
    return read.value if read is not None else None


def _report(result: Mapping[str, Any]) -> str:
    """One order for a person: what was read on one line, then each finding with its article and fix."""
    terms = result["parsed"]
    amounts = [f"{terms[name]:,}" for name in ("pay_min", "pay_max") if terms[name] is not None]
    said = [
        terms["occupation"] or "직종 ?",
        terms["gu"] or "지역 ?",
        f"{PAY_NAMES.get(terms['pay_kind'], '임금 ?')} {'~'.join(amounts)}".strip(),
        f"주 {terms['weekly_hours'] or '?'}시간",
        f"{terms['start'] or '?'}~{terms['end'] or '?'}",
    ]
    lines = [f"[{result['row']}] " + " · ".join(said)]
    for finding in result["findings"]:
        lines.append(f"  {_MARKS[finding['outcome']]}  {finding['message']}")
        lines.append(f"        “{finding['evidence']}” — {finding['article']}")
        lines.append(f"        → {finding['fix']}")
    if result["unread"]:
        lines.append("  못 읽은 말: " + ", ".join(result["unread"]))
    return "\n".join(lines)
