"""The wording table: every row must hit its own examples, leave its counter-examples alone, and run in linear time."""

import re
import time

import pytest

from jobvisit.office.orders.rules.terms import Finding, OrderTerms
from jobvisit.office.orders.rules.wording import ROWS, Row, wording

EACH_ROW = pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.ground.code}-{row.hits[0]}")


def read(text: str, **terms: object) -> list[Finding]:
    return wording(OrderTerms(texts={"duties": text}, **terms))  # type: ignore[arg-type]


@EACH_ROW
def test_every_row_remarks_on_its_own_examples(row: Row) -> None:
    for text in row.hits:
        findings = [one for one in read(text) if one.code == row.ground.code]
        assert findings, f"{row.pattern} does not see {text!r}"
        assert findings[0].article
        assert findings[0].fix
        start, end = findings[0].span or (0, 0)
        assert text[start:end] == findings[0].evidence != ""


@EACH_ROW
def test_no_row_remarks_on_its_counter_examples(row: Row) -> None:
    for text in row.misses:
        blamed = [one.evidence for one in read(text) if one.code == row.ground.code and one.outcome is row.outcome]
        assert blamed == [], text


@EACH_ROW
def test_no_pattern_repeats_without_bound(row: Row) -> None:
    """A pattern of bounded width looks at a bounded stretch from every place, so a text costs time in proportion."""
    for pattern in (row.searched, row.excused_before, row.excused_after, row.softened):
        if pattern is not None:
            _, widest = re._parser.parse(pattern.pattern).getwidth()  # type: ignore[attr-defined]
            assert widest < 250, pattern.pattern


@pytest.mark.parametrize(
    "seed", ["남자", "20~", "만 35세 ", " ", "정년 ", "월 2회 휴무 ", "여성 ", "교육비 ", "-~", "퇴사 급여 "]
)
def test_hostile_text_costs_little_more_than_any_other(seed: str) -> None:
    def seconds(text: str) -> float:
        begun = time.process_time()
        read(text)
        return time.process_time() - begun

    length = 20_000
    plain = seconds(("재료 손질과 설거지를 합니다. " * length)[:length])
    assert seconds((seed * length)[:length]) < 40 * plain + 0.5


def test_a_text_without_end_is_read_to_a_bound() -> None:
    assert read("가" * 3_000_000 + "남자만") == []
