"""Lists as Excel files. Every text is a text cell: what begins with `=`, `+`, `-` or `@` is shown, never computed.

Rows are written as they come, in constant memory.
"""

import io
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | Decimal | bool | date | datetime | time | None
SEOUL = ZoneInfo("Asia/Seoul")
LONGEST = 32_767
"""Characters that Excel holds in a cell."""
EXACT = 10**15
"""Whole numbers below this keep every digit in Excel."""
MOST_ROWS = 1_048_575
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_OPTIONS: dict[str, Any] = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": False},
    "wrapped": {"num_format": "@", "text_wrap": True},
    "whole": {"num_format": "#,##0"},
    "broken": {"num_format": "#,##0.0##"},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm"},
    "time": {"num_format": "hh:mm"},
    "head": {
        "bold": True,
        "bg_color": "#EBF0F8",
        "bottom": 1,
        "text_wrap": True,
        "valign": "vcenter",
        "num_format": "@",
    },
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and its width in characters of Latin text (a Hangul syllable takes two)."""

    heading: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: name, columns, rows. `rows` may be a generator; `note` stands alone in a line above the heading."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    note: str = ""


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx with a frozen, filtered heading on each sheet.

    Dates are dates, times with a zone are shown in Seoul's. Raises `ValueError` without sheets, for a row that is not
    as long as the columns, and for more rows than a sheet holds: nothing is cut off silently but text beyond 32,767
    characters of one cell, which ends in "… (잘림)".
    """
    if not sheets:
        raise ValueError("a workbook needs a sheet")
    out = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="jobvisit-sheet-") as private:
        book = xlsxwriter.Workbook(out, _OPTIONS | {"tmpdir": private})
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the same values give the same bytes
        formats = {name: book.add_format(given) for name, given in _FORMATS.items()}
        names: set[str] = set()
        try:
            for sheet in sheets:
                name = sheet_name(sheet.name, names)
                names.add(name.casefold())
                _write(book, sheet, name, formats)
        except BaseException:
            # Rows wait in open files of their own; XlsxWriter closes them only when the book is finished.
            for page in book.worksheets():
                page.row_data_fh.close()
            raise
        book.close()
    return out.getvalue()


def sheet_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """A lawful sheet name near `wanted`: at most 31 UTF-16 units, none of `[]:*?/\\`, no quote at its ends, unique."""
    text = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", wanted)).strip().strip("'").strip() or "Sheet"
    used = set(taken)
    for number in range(1, 1000):
        tail = "" if number == 1 else f" ({number})"
        name = _shortened(text, 31 - len(tail)) + tail
        if name.casefold() not in used and name.casefold() != "history":
            return name
    raise ValueError("too many sheets of one name")


def _write(book: Workbook, sheet: Sheet, name: str, formats: dict[str, Format]) -> None:
    page = book.add_worksheet(name)
    top = 1 if sheet.note else 0
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
    page.freeze_panes(top + 1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_footer("&C&P / &N")
    if sheet.note:
        page.write_string(0, 0, _text(sheet.note), formats["text"])
    for place, column in enumerate(sheet.columns):
        page.write_string(top, place, _text(column.heading), formats["head"])
    row = top
    for row, values in enumerate(sheet.rows, top + 1):
        if len(values) != len(sheet.columns):
            raise ValueError(f"row {row} has {len(values)} cells, the sheet {len(sheet.columns)} columns")
        if row > MOST_ROWS:
            raise ValueError(f"{name}: more than {MOST_ROWS:,} rows")
        for place, value in enumerate(values):
            _put(page, row, place, value, formats)
    if sheet.columns:
        page.autofilter(top, 0, max(row, top), len(sheet.columns) - 1)


def _put(page: Worksheet, row: int, column: int, value: Cell, formats: dict[str, Format]) -> None:
    """One cell by the type of its value. An empty text stays an empty cell."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, str):
        page.write_string(row, column, _text(value), formats["wrapped" if "\n" in value else "text"])
    elif isinstance(value, int | float | Decimal):
        _put_number(page, row, column, value, formats)
    elif isinstance(value, datetime):
        local = value.astimezone(SEOUL).replace(tzinfo=None) if value.tzinfo else value
        page.write_datetime(row, column, local, formats["moment"])
    elif isinstance(value, date) and value.year < 1900:
        page.write_string(row, column, value.isoformat(), formats["text"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, time):
        page.write_datetime(row, column, value, formats["time"])
    else:
        raise TypeError(f"a sheet holds no {type(value).__name__}")


def _put_number(page: Worksheet, row: int, column: int, value: float | Decimal, formats: dict[str, Format]) -> None:
    """Numbers that Excel cannot hold exactly (more than 15 digits) or at all stay what they are, as text."""
    if not -EXACT < value < EXACT:
        page.write_string(row, column, str(value), formats["text"])
    else:
        page.write_number(row, column, value, formats["whole" if value == int(value) else "broken"])


def _text(value: str) -> str:
    text = "".join(one for one in value.replace("\r\n", "\n").replace("\r", "\n") if one in "\n\t" or ord(one) >= 32)
    text = (
        text.encode("utf-16-le", "surrogatepass")
        .decode("utf-16-le", "replace")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )
    if _units(text) <= LONGEST:
        return text
    return _shortened(text, LONGEST - 6) + "… (잘림)"


def _units(text: str) -> int:
    """How many UTF-16 units, which is what Excel counts."""
    return len(text) + sum(ord(one) > 0xFFFF for one in text)


def _shortened(text: str, most: int) -> str:
    if _units(text) <= most:
        return text
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore").rstrip().rstrip("'")
