"""Postings the reader was not made from: some 360, invented after the manner of real ones, labelled by hand.

`unseen.jsonl` has one a line: an advert (`text`) or a row in the columns of Seoul's portal (`row`). `like_base` fills
the columns a row does not name, and its label, from `BASE` and `SAYS`. `says` are the labels; what is neither there nor
in `open` (words that two people may read differently) is not said, and must not be read.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jobvisit.cli.lint import parsed
from jobvisit.engines.reading import Reading, Vocabulary, read_row, read_text

BASE = {
    "JO_SJ": "사무원 모집",
    "CAREER_CND_NM": "무관",
    "ACDMCR_NM": "관계없음",
    "EMPLYM_STLE_CMMN_MM": "상용직",
    "HOPE_WAGE": "월급 / 230만원 ",
    "WORK_PARAR_BASS_ADRES_CN": "서울 서초구",
    "WORK_TIME_NM": "(근무시간) (오전) 9시 00분 ~ (오후) 6시 00분",
    "HOLIDAY_NM": "주5일근무",
    "WEEK_WORK_HR": "40",
    "RCEPT_CLOS_NM": "마감일 (2026-09-26)",
    "DTY_CN": "사무 보조",
}
SAYS: dict[str, Any] = {
    "pay_kind": "month",
    "pay_min": 2_300_000,
    "days_per_week": 5,
    "weekly_hours": 40,
    "start": "09:00",
    "end": "18:00",
    "career_kind": "none_required",
    "education": "any",
    "gu": "서초구",
    "closes_on": "2026-09-26",
}
FIELDS = (
    "pay_kind pay_min pay_max days_per_week weekly_hours start end shift career_kind career_years_min"
    " education headcount licences gu road_or_dong closes_on"
).split()
FILE = Path(__file__).parent / "unseen.jsonl"
CASES = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
TODAY = date(2026, 11, 23)


def compared(case: dict[str, Any], reading: Reading) -> Iterator[tuple[str, str, Any, Any]]:
    """Each labelled field with its outcome, its label and what was read."""
    said = {**SAYS, **case["says"]} if case.get("like_base") else case["says"]
    got = parsed(reading)
    for field in FIELDS:
        if field in case.get("open", ()):
            continue
        right = got[field] == said.get(field)
        yield field, "right" if right else "missed" if got[field] is None else "wrong", said.get(field), got[field]


@pytest.mark.parametrize("kind", ["text", "row"])
def test_what_nobody_has_seen_is_read_right_or_not_at_all(kind: str, office: Vocabulary) -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for case in (case for case in CASES if kind in case):
        if kind == "text":
            reading = read_text(case["text"], office, on=TODAY)
        else:
            row = {**BASE, **case["row"]} if case.get("like_base") else case["row"]
            reading = read_row(row, office, on=TODAY)
        for field, outcome, label, got in compared(case, reading):
            counts[outcome] += 1
            if outcome == "wrong":
                wrong.append((case[kind], field, label, got))
    assert wrong == []
    assert counts["right"] / counts.total() > 0.995, counts


def test_a_row_of_free_text_alone_is_read_as_the_advert_it_is(office: Vocabulary) -> None:
    for case in (case for case in CASES if "text" in case):
        in_a_column = read_row({"DTY_CN": case["text"]}, office, on=TODAY)
        assert parsed(in_a_column) == parsed(read_text(case["text"], office, on=TODAY)), case["text"]
