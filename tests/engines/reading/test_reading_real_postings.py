"""Real postings against labels made by hand: right, missed, doubtful or silently wrong.

Run this file with -s to see the table of fields.
"""

import csv
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import reading_labels as labels

from jobvisit.engines.reading import Read, Reading, Vocabulary, read_row, read_work24

SHARED = Path(os.environ.get("JOBVISIT_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "postings"
SEOUL = SHARED / "seoul_jobportal_sample_2026-07.csv"
WORK24 = SHARED / "work24_list_and_detail_sample.json"
ENOUGH = 0.95


def outcome(label: Any, read: Read[Any] | None) -> str:
    """How a field was read: right, missed (nothing given), doubtful (another value, marked), wrong (unmarked)."""
    value = read.value if read else None
    if hasattr(value, "code"):
        value = value.name
    if value == label:
        return "right"
    if read is None:
        return "missed"
    return "wrong" if read.sure else "doubtful"


def compared(reading: Reading, label: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field with its outcome; an occupation told by the title alone, for an empty column, is not counted."""
    for field, expected in label.items():
        read = getattr(reading, field)
        if field == "occupation" and expected is None and read and not read.sure:
            continue
        yield field, outcome(expected, read)


@pytest.fixture(scope="module")
def seoul(office: Vocabulary) -> list[tuple[str, Reading, Mapping[str, Any]]]:
    if not SEOUL.exists():
        pytest.skip(f"needs {SEOUL.name}: set JOBVISIT_SHARED to the folder that holds data/postings")
    with SEOUL.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["JO_REQST_NO"][-6:]: row for row in csv.DictReader(file)}
    assert len(rows) == len(labels.SEOUL)
    read = {number: read_row(rows[number], office, on=date(2026, 11, 23)) for number, _ in labels.SEOUL}
    return [(number, read[number], label) for number, label in labels.SEOUL]


@pytest.fixture(scope="module")
def work24(office: Vocabulary) -> list[tuple[str, Reading, Mapping[str, Any]]]:
    if not WORK24.exists():
        pytest.skip(f"needs {WORK24.name}: set JOBVISIT_SHARED to the folder that holds data/postings")
    sample = json.loads(WORK24.read_text(encoding="utf-8"))
    items = {item["wantedAuthNo"]: item for item in sample["list"]}
    read = [
        (number, read_work24(items[number], office, on=date(2026, 11, 23)), label)
        for number, label in labels.WORK24_LIST
    ]
    detail = read_work24(sample["detail_tables"], office, on=date(2026, 11, 23))
    return [*read, ("detail", detail, labels.WORK24_DETAIL)]


def table(rows: list[tuple[str, Reading, Mapping[str, Any]]]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for _, reading, label in rows:
        for field, result in compared(reading, label):
            counts.setdefault(field, Counter())[result] += 1
    return counts


def printed(counts: Mapping[str, Counter[str]]) -> str:
    kinds = ("right", "missed", "doubtful", "wrong")
    lines = [f"{field:20}" + "".join(f"{row[kind]:>10}" for kind in kinds) for field, row in counts.items()]
    total = sum(counts.values(), Counter())
    lines.append(f"{'all':20}" + "".join(f"{total[kind]:>10}" for kind in kinds))
    return "\n".join([f"{'field':20}" + "".join(f"{kind:>10}" for kind in kinds), *lines])


@pytest.mark.parametrize("source", ["seoul", "work24"])
def test_at_least_95_of_100_fields_of_real_postings_are_read_right(source: str, request: pytest.FixtureRequest) -> None:
    counts = table(request.getfixturevalue(source))
    print(f"\n{source}\n{printed(counts)}")
    total = sum(counts.values(), Counter())
    assert total["right"] / total.total() >= ENOUGH, printed(counts)


@pytest.mark.parametrize("source", ["seoul", "work24"])
def test_no_field_of_a_real_posting_is_silently_wrong(source: str, request: pytest.FixtureRequest) -> None:
    wrong = [
        (number, field, label[field], getattr(reading, field))
        for number, reading, label in request.getfixturevalue(source)
        for field, result in compared(reading, label)
        if result == "wrong"
    ]
    assert wrong == []


def test_every_span_of_a_real_posting_is_a_stretch_of_its_field(
    seoul: list[tuple[str, Reading, Mapping[str, Any]]],
) -> None:
    for _, reading, _ in seoul:
        for read in reading.reads().values():
            for span in read.spans:
                assert reading.texts[span.field][span.start : span.end] == span.words
