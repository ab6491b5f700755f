"""Hostile and broken files: each is refused with a sentence for the person who sent it, or read as what it is."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from jobvisit.engines.sheets import BadFileError, Limits, read_records, read_rows

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def workbook(fill: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """A real workbook, filled by `fill`."""
    book, kept = openpyxl.Workbook(), io.BytesIO()
    if fill:
        fill(book)
    book.save(kept)
    return kept.getvalue()


def with_sheet(xml: str) -> bytes:
    """A workbook whose first sheet is this XML."""
    source, target = zipfile.ZipFile(io.BytesIO(workbook())), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            data = xml.encode() if part.filename == "xl/worksheets/sheet1.xml" else source.read(part)
            archive.writestr(part.filename, data)
    return target.getvalue()


def cell(address: str, value: str = "1") -> str:
    row = "".join(letter for letter in address if letter.isdigit())
    return f'<row r="{row}"><c r="{address}"><v>{value}</v></c></row>'


REFUSED = {
    "empty": (b"", "empty"),
    "old_excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
    "truncated_zip": (workbook()[:1500], "broken"),
    "zip_without_a_sheet": (b"PK\x03\x04" + b"\0" * 80, "broken"),
    "nul_bytes": (b"name\x00,number\x00\n", "not_text"),
    "image": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_text"),
    "unknown_encoding": (b"\xff\xa0\xfe\xfd name,number\n" * 20, "encoding"),
    "cell_at_the_end_of_the_world": (with_sheet(SHEET.format(cell("XFD1048576"))), "too_many_rows"),
    "cell_far_to_the_right": (with_sheet(SHEET.format(cell("XFD1"))), "too_many_columns"),
    "entities": (with_sheet('<!DOCTYPE x [<!ENTITY a "b">]>' + SHEET.format(cell("A1"))), "entities"),
    "bomb": (with_sheet(SHEET.format("<row r='1'><c r='A1'><v>" + "0" * 160_000_000 + "</v></c></row>")), "bomb"),
    "million_rows": (("상호,주소\n" + "가게,서초\n" * 1_000_000).encode(), "too_many_rows"),
    "many_columns": ((",".join(["a"] * 300) + "\n").encode(), "too_many_columns"),
    "long_cell": (("상호,주소\n" + "가" * 3_000_000 + ",서초\n").encode(), "cell_too_long"),
    "sheet_without_values": (workbook(), "empty"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_table_is_refused_and_says_why_in_korean(tmp_path, name):
    data, code = REFUSED[name]
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
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


def test_numbers_dates_and_formulas_of_a_workbook_become_text(tmp_path):
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["상호", "근로자수", "비고"])
        book.active.append(["초록샘", 50, "=1+1"])

    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook(fill))
    rows = read_rows(path)
    assert rows[1][:2] == ["초록샘", "50"]


def test_a_file_beyond_the_size_is_not_even_read(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\n" * 100)
    with pytest.raises(BadFileError) as refusal:
        read_rows(path, Limits(file_bytes=100))
    assert refusal.value.code == "too_large"
