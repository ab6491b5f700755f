"""Hostile and broken files: each is refused with a sentence for the person who sent it, or read as what it is."""

from collections.abc import Callable

import pytest

from jobvisit.engines.sheets import BadFileError, Limits, read_records, read_rows
from tests.factories.files import far_cell, workbook

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "old_excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
    "truncated_zip": (lambda: workbook([["a"]])[:1500], "broken"),
    "zip_without_a_sheet": (lambda: b"PK\x03\x04" + b"\0" * 80, "broken"),
    "nul_bytes": (lambda: b"name\x00,number\x00\n", "not_text"),
    "image": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_text"),
    "unknown_encoding": (lambda: b"\xff\xa0\xfe\xfd name,number\n" * 20, "encoding"),
    "cell_at_the_end_of_the_world": (lambda: far_cell("XFD1048576"), "too_many_rows"),
    "cell_far_to_the_right": (lambda: far_cell("XFD1"), "too_many_columns"),
    "many_columns": (lambda: (",".join(["a"] * 300) + "\n").encode(), "too_many_columns"),
    "many_rows": (lambda: ("상호,주소\n" + "가게,서초\n" * 60_000).encode(), "too_many_rows"),
    "long_cell": (lambda: ("상호,주소\n" + "가" * 40_000 + ",서초\n").encode(), "cell_too_long"),
    "sheet_without_values": (lambda: workbook([]), "empty"),
}
"""Each with the code it is refused by. The heaviest ones are in `test_bad_files`."""


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_table_is_refused_and_says_why_in_korean(tmp_path, name):
    make, code = REFUSED[name]
    path = tmp_path / "list.xlsx"
    path.write_bytes(make())
    with pytest.raises(BadFileError) as refusal:
        read_rows(path)
    assert refusal.value.code == code
    assert any("가" <= letter <= "힣" for letter in refusal.value.korean)
    assert refusal.value.english


RECORDS_REFUSED = {
    "entity_bomb": ('<!DOCTYPE l [<!ENTITY a "aaaa">]><wantedRoot><wanted>&a;</wanted></wantedRoot>', "entities"),
    "external_entity": (
        '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><r><wanted>&a;</wanted></r>',
        "entities",
    ),
    "broken_xml": ("<wantedRoot><wanted>", "broken_xml"),
    "html_error_page": ("<html><body>503 Service Unavailable</body></html>", "not_records"),
    "deep_json": ("[" * 5000 + "]" * 5000, "too_deep"),
    "broken_json": ('{"a": 1}\n{"a": ', "broken_json"),
    "list_of_numbers": ("[1, 2, 3]", "not_records"),
    "only_blanks": ("   \n\n", "empty"),
}


@pytest.mark.parametrize("name", RECORDS_REFUSED)
def test_a_hostile_list_of_orders_is_refused_and_says_why(tmp_path, name):
    text, code = RECORDS_REFUSED[name]
    path = tmp_path / "orders.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFileError) as refusal:
        read_records(path)
    assert refusal.value.code == code


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "nothing.csv"):
        with pytest.raises(BadFileError):
            read_rows(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_the_encodings_of_korean_offices_are_read(tmp_path, encoding):
    path = tmp_path / "list.csv"
    path.write_text("상호,주소\n초록샘,반포4동\n", encoding=encoding)
    assert read_rows(path) == [["상호", "주소"], ["초록샘", "반포4동"]]


def test_numbers_and_formulas_of_a_workbook_become_text(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook([["상호", "근로자수", "비고"], ["초록샘", 50, "=1+1"]]))
    rows = read_rows(path)
    assert rows[1][:2] == ["초록샘", "50"]


def test_a_file_beyond_the_size_is_not_even_read(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\n" * 100)
    with pytest.raises(BadFileError) as refusal:
        read_rows(path, Limits(file_bytes=100))
    assert refusal.value.code == "too_large"


def test_what_no_database_can_hold_is_shown_as_a_damaged_letter(tmp_path):
    path = tmp_path / "orders.json"
    path.write_text(r'[{"JO_SJ": "판매\u0000직원", "CMPNY_NM": "초록\ud800샘", "DTY_CN": "\ud83c\udf63 초밥"}]')
    assert read_records(path) == [{"JO_SJ": "판매\ufffd직원", "CMPNY_NM": "초록\ufffd샘", "DTY_CN": "🍣 초밥"}]
