"""Files as offices really save them."""

import json
from pathlib import Path

import openpyxl
import pytest

from jobvisit.engines.sheets import BadFileError, Limits, read_records, read_rows
from tests.factories.files import workbook

TABLE = "이름,값\n초록샘,시급 12000원\n똠방각하,\n"
ROWS = [["이름", "값"], ["초록샘", "시급 12000원"], ["똠방각하", ""]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_encodings_of_korean_offices_are_read(encoding: str, newline: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.replace("\n", newline).encode(encoding))
    assert read_rows(path) == ROWS
    assert read_records(path)[0] == {"이름": "초록샘", "값": "시급 12000원"}


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_tabs_and_semicolons_separate_too(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE.replace(",", delimiter))
    assert read_rows(path) == ROWS


def test_a_list_of_one_column_is_a_list(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("HOPE_WAGE\n시급 / 10320원\n월급 / 220만원\n")
    assert read_records(path) == [{"HOPE_WAGE": "시급 / 10320원"}, {"HOPE_WAGE": "월급 / 220만원"}]


def test_commas_in_the_words_of_a_one_column_list_stay_in_the_words(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('DTY_CN\n"서빙, 계산"\n')
    assert read_records(path) == [{"DTY_CN": "서빙, 계산"}]


def test_a_row_shorter_than_the_header_lacks_the_rest_and_a_longer_one_loses_nothing_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1\n1,2,3\n")
    assert read_records(path) == [{"a": "1"}, {"a": "1", "b": "2"}]


def test_a_workbook_gives_what_a_person_sees(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook([["이름", "값", "비율"], ["초록샘", 12000, 1.5], [" 가 ", True, None]]))
    assert read_rows(path) == [["이름", "값", "비율"], ["초록샘", "12000", "1.5"], ["가", "예", ""]]


def test_rows_above_the_first_filled_one_keep_the_row_numbers_true(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["B3"] = "업체명"
    book.save(path)
    rows = read_rows(path)
    assert [place for place, row in enumerate(rows, 1) if "업체명" in row] == [3]


def test_the_first_sheet_that_holds_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("목록").append(["업체명", "주소"])
    book.save(path)
    assert read_rows(path) == [["업체명", "주소"]]


def test_a_formula_without_a_kept_result_is_never_computed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook([["a", "b"], ["=1+1", "x"]]))
    assert read_rows(path)[1] in (["", "x"], ["=1+1", "x"], ["1+1", "x"])


@pytest.mark.parametrize(
    "document",
    [
        [{"JO_SJ": "가"}],
        {"GetJobInfo": {"list_total_count": 1, "RESULT": {"CODE": "INFO-000"}, "row": [{"JO_SJ": "가"}]}},
        {"row": [{"JO_SJ": "가"}]},
        {"wanted": [{"a": {"JO_SJ": "가"}}]},
        {"JO_SJ": "가"},
    ],
)
def test_json_lists_and_envelopes_give_their_records(document: object, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document, ensure_ascii=False))
    assert read_records(path) == [{"JO_SJ": "가"}]


def test_one_object_a_line_is_a_list(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"JO_SJ": "가"}\n\n{"JO_SJ": "나"}\n')
    assert [record["JO_SJ"] for record in read_records(path)] == ["가", "나"]


def test_json_values_of_other_types_become_text_and_null_is_unsaid(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"a": 1, "b": 1.5, "c": null, "d": true, "e": ["가"], "f": {"g": " x "}, "h": ""}]')
    assert read_records(path) == [{"a": "1", "b": "1.5", "d": "true", "e": '["가"]', "g": "x", "h": ""}]


def test_brackets_inside_words_are_not_depth(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"JO_SJ": "[" * 500}]))
    assert read_records(path) == [{"JO_SJ": "[" * 500}]


def test_of_two_values_of_one_name_the_last_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"a": 1, "a": 2}]')
    assert read_records(path) == [{"a": "2"}]


def test_xml_declared_in_another_encoding_is_read_as_it_was_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    text = '<?xml version="1.0" encoding="EUC-KR"?>\n<wantedRoot><wanted><title>판매</title></wanted></wantedRoot>'
    path.write_bytes(text.encode("cp949"))
    assert read_records(path) == [{"title": "판매"}]


def test_limits_hold_at_their_edge(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    limits = Limits(rows=3, columns=2, cell_characters=5)
    path.write_text("a,b\n1,12345\n2,3\n")
    assert len(read_rows(path, limits)) == 3
    for text in ("a,b\n1,123456\n", "a,b\n1,2,3\n", "a,b\n1,2\n1,2\n1,2\n"):
        path.write_text(text)
        with pytest.raises(BadFileError):
            read_rows(path, limits)
