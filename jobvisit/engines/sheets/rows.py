"""Tables: CSV and Excel as rows of text cells."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from jobvisit.engines.sheets import workbook
from jobvisit.engines.sheets.limits import (
    BadFileError,
    Limits,
    cell_too_long,
    too_many_columns,
    too_many_rows,
)
from jobvisit.engines.sheets.text import decode, read_bytes

Row = list[str]


def read_rows(path: Path, limits: Limits | None = None) -> list[Row]:
    """The rows of a CSV file or of the first filled sheet of a workbook, blanks around cells removed.

    Empty rows are kept, so that a row's place is the number a person sees. Raises `BadFileError`.
    """
    bounds = limits or Limits()
    data = read_bytes(path, bounds)
    if data[:4] == b"PK\x03\x04":
        return workbook.read(path, data, bounds)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BadFileError(
            "old_excel",
            "예전 형식(.xls)이거나 암호가 걸린 파일입니다. 암호 없이 .xlsx로 저장해 올리세요.",
            "old or password-protected Excel; save as .xlsx without a password",
        )
    return list(csv_rows(decode(data), bounds))


def csv_rows(text: str, limits: Limits) -> Iterator[Row]:
    """Rows of comma-, tab- or semicolon-separated text."""
    csv.field_size_limit(limits.cell_characters)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    cells = 0
    try:
        for number, row in enumerate(reader):
            cells += len(row)
            if number >= limits.rows or cells > limits.cells:
                raise too_many_rows(limits)
            if len(row) > limits.columns:
                raise too_many_columns(limits)
            yield [cell.strip() for cell in row]
    except csv.Error as problem:
        if "field larger" in str(problem):
            raise cell_too_long(limits) from problem
        raise BadFileError(
            "broken_csv", f"{reader.line_num}번째 줄에서 CSV가 깨져 있습니다.", f"broken CSV at line {reader.line_num}"
        ) from problem


def _delimiter(text: str) -> str:
    """What separates cells, by the first line that has anything."""
    head = next((line for line in text.splitlines()[:20] if line.strip()), "")
    return max(",\t;", key=head.count) if head else ","
