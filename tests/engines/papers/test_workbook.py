"""Excel lists: no formula, dates as dates, nothing lost. Read again by an independent reader."""

import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

import openpyxl
import pytest

from jobvisit.engines.papers import Column, Sheet, sheet_name, workbook

DANGEROUS = [
    "=1+1", "+82-10-1234-5678", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "\t=1", "=cmd|'/C calc'!A0",
    "http://example.org", "1E5", "00123", "2026. 12. 1.", "뷁 金 😀 '\"<&>",
]  # fmt: skip


def read(made: bytes):
    return openpyxl.load_workbook(io.BytesIO(made))


def one_sheet(rows, columns=("값",)):
    return workbook([Sheet("목록", [Column(name) for name in columns], rows)])


def test_no_text_becomes_a_formula_a_link_or_a_number():
    page = read(one_sheet([[text] for text in DANGEROUS])).active
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == DANGEROUS
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells] == [None] * len(cells)


def test_each_kind_of_value_keeps_its_type():
    at = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
    row = [date(2026, 12, 1), at, time(9, 30), 1_900_000, 30.5, Decimal("0.25"), True, None, 10**17, date(1890, 1, 2)]
    page = read(one_sheet([row], [str(n) for n in range(len(row))])).active
    cells = next(page.iter_rows(min_row=2))
    assert [cell.data_type for cell in cells] == ["d", "d", "d", "n", "n", "n", "b", "n", "s", "s"]
    assert cells[1].value == datetime(2026, 12, 1, 0, 30)  # noqa: DTZ001 - Excel knows no zone; Seoul's is shown
    assert [cell.value for cell in cells[2:8]] == [time(9, 30), 1_900_000, 30.5, 0.25, True, None]
    assert cells[8].value == "1" + "0" * 17


def test_the_heading_stays_in_sight_and_filters():
    made = workbook(
        [Sheet("목록", [Column("이름", 20), Column("값")], [["가", 1], ["나", 2]], note="2026. 11. 24. 현재")]
    )
    page = read(made).active
    assert (page.freeze_panes, page.auto_filter.ref) == ("B3", "A2:B4")
    assert page["A1"].value == "2026. 11. 24. 현재"
    assert page["A2"].font.bold
    assert page.column_dimensions["A"].width == pytest.approx(20.7, abs=0.8)


def test_a_text_longer_than_excel_holds_says_that_it_was_cut():
    (cell,) = next(read(one_sheet([["😀" * 20_000]])).active.iter_rows(min_row=2))
    assert cell.value.endswith("… (잘림)")
    assert len(cell.value.encode("utf-16-le")) // 2 <= 32_767


def test_letters_that_no_file_may_hold_are_left_out():
    (cell,) = next(read(one_sheet([["a\x00b\x0bc\ud800d\uffff"]])).active.iter_rows(min_row=2))
    assert cell.value.startswith("abc")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("", "Sheet"), ("'목록'", "목록"), ("구인/구직 [11월]: *?", "구인 구직  11월"), ("History", "History (2)"),
        ("가" * 40, "가" * 31), ("😀" * 20, "😀" * 15), ("a\\b", "a b"),
    ],
)  # fmt: skip
def test_a_sheet_gets_a_lawful_name(wanted, name):
    assert sheet_name(wanted) == name


def test_sheets_of_one_name_are_told_apart_without_regard_to_case():
    made = workbook([Sheet(name, [Column("값")], []) for name in ("List", "list", "LIST")])
    assert read(made).sheetnames == ["List", "list (2)", "LIST (3)"]


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="row 1 has 2 cells"):
        one_sheet([["가", "나"]])


def test_a_value_of_an_unknown_kind_is_refused():
    with pytest.raises(TypeError):
        one_sheet([[object()]])


def test_the_same_rows_give_the_same_bytes():
    assert one_sheet([["가"], ["나"]]) == one_sheet([["가"], ["나"]])
