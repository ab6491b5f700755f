"""Files that people send: honest ones, broken ones and hostile ones, made on the fly.

`spoiled(kind, folder, text)` writes one bad file. `text` is an honest CSV, so that each file is wrong in one way only.
"""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

BOMB_MEGABYTES = 155
_SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: list[list[object]], *, merged: str | None = None) -> bytes:
    """An honest .xlsx with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(book: bytes, name: str, content: bytes | Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part inside replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
            elif callable(content):
                new.writestr(part, content(old.read(part)))
        if not callable(content):
            new.writestr(name, content)
    return out.getvalue()


def far_cell(address: str) -> bytes:
    """A workbook with one value far from the rest."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active[address] = "업체명", "주소", "1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of_rows(count: int) -> bytes:
    """A sheet of that many rows without cell addresses, which a writer may leave out."""
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    row = b"<row><c><v>1</v></c><c><v>2</v></c></row>"
    return with_part(workbook([["a"]]), _SHEET, head + row * count + b"</sheetData></worksheet>")


def shared_words(cells: int) -> bytes:
    """A sheet whose every cell shows the same 30,000 characters, stored once."""
    word = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    row = b'<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'
    book = with_part(workbook([["a"]]), "xl/sharedStrings.xml", word + b"A" * 30_000 + b"</t></si></sst>")
    return with_part(book, _SHEET, head + row * (cells // 2) + b"</sheetData></worksheet>")


def _entity(body: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE a [{body}]><wantedRoot><wanted><title>&x;</title></wanted></wantedRoot>'


def _laughs() -> str:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return _entity(entities + '<!ENTITY x "&a9;">')


def _locked(book: bytes) -> bytes:
    """The flag of encryption set in each header of the archive, as password-protected archives have it."""
    data = bytearray(book)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def _archive(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def _dtd_in_sheet(book: bytes) -> bytes:
    return with_part(book, _SHEET, lambda old: b'<!DOCTYPE a [<!ENTITY x "y">]>' + old)


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)
HTML = "<!DOCTYPE html><html><head><title>502</title></head><body>Bad Gateway</body></html>"

SPOILED: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "empty": ("csv", lambda _: b""),
    "blank lines only": ("csv", lambda _: b"\n\n  \n"),
    "commas only": ("csv", lambda _: b",,,\n" * 50),
    "no header": ("csv", lambda text: text.split("\n", 1)[1].encode()),
    "unknown encoding": ("csv", lambda text: text.encode() + b"\xff\xfe\xfd\x80"),
    "Japanese encoding": ("csv", lambda text: text.encode() + "\n日本語です、ゑゞ".encode("euc_jis_2004") + b"\xff"),
    "broken UTF-16": ("csv", lambda text: b"\xff\xfe" + text.encode("utf-16-le")[:-1]),
    "UTF-16 without a mark": ("csv", lambda text: text.encode("utf-16-le")),
    "NUL bytes": ("csv", lambda text: text.encode() + b"\x00\x00\x00"),
    "NUL late in the file": ("csv", lambda text: text.encode() + b"x" * 9000 + b"\x00"),
    "a 10 MB cell": ("csv", lambda text: text.encode() + b'\n"' + b"A" * 10_000_000 + b'"'),
    "an open quote": ("csv", lambda text: text.encode() + b'\n"' + "가".encode() * 100_000),
    "a million rows": ("csv", lambda text: text.encode() + b"\n1,2,3" * 1_000_000),
    "300 columns": ("csv", lambda text: text.encode() + b"\n" + b"1," * 300),
    "31 MB": ("csv", lambda text: text.encode() + b"\n" * 31_000_000),
    "HTML error page": ("csv", lambda _: HTML.encode()),
    "an image": ("xlsx", lambda _: PNG),
    "old Excel": ("xlsx", lambda _: OLD_EXCEL),
    "password": ("xlsx", lambda _: _locked(workbook([["업체명", "주소"], ["가", "나"]]))),
    "half a workbook": ("xlsx", lambda _: workbook([["업체명", "주소"], ["가", "나"]])[:-600]),
    "a workbook's first bytes": ("xlsx", lambda _: b"PK\x03\x04"),
    "another archive": ("xlsx", lambda _: _archive("readme.txt", b"hello")),
    "ZIP bomb": ("xlsx", lambda _: with_part(workbook([["업체명"]]), "xl/b.xml", bytes(BOMB_MEGABYTES * 1_000_000))),
    "document type in a sheet": ("xlsx", lambda _: _dtd_in_sheet(workbook([["업체명", "주소"], ["가", "나"]]))),
    "broken sheet": ("xlsx", lambda _: with_part(workbook([["업체명"]]), _SHEET, b"<worksheet><sheetData><row>")),
    "3,000 parts": ("xlsx", lambda _: _many_parts()),
    "a cell at XFD1048576": ("xlsx", lambda _: far_cell("XFD1048576")),
    "a cell at XFD2": ("xlsx", lambda _: far_cell("XFD2")),
    "a cell at A1048576": ("xlsx", lambda _: far_cell("A1048576")),
    "a million rows in Excel": ("xlsx", lambda _: sheet_of_rows(1_000_000)),
    "shared words in 90,000 cells": ("xlsx", lambda _: shared_words(90_000)),
    "300 columns in Excel": ("xlsx", lambda _: workbook([["업체명", "주소", *range(300)], ["가", "나"]])),
    "empty workbook": ("xlsx", lambda _: workbook([])),
}
"""Bad for every importer: how the name ends, and how the bytes are made."""

SPOILED_RECORDS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "deep JSON": ("json", lambda _: b"[" * 100_000 + b"]" * 100_000),
    "deep objects": ("json", lambda _: b'{"a":' * 5_000 + b"1" + b"}" * 5_000),
    "half a JSON": ("json", lambda _: b'[{"JO_REQST_NO": "1"'),
    "JSON of numbers": ("json", lambda _: b"[1, 2, 3]"),
    "JSON of lists": ("json", lambda _: b"[[1], [2]]"),
    "JSON of nothing": ("json", lambda _: b"[null]"),
    "an error envelope": ("json", lambda _: b'{"RESULT": {"CODE": "ERROR-300", "MESSAGE": "x"}}'),
    "JSON with a 10 MB value": ("json", lambda _: json.dumps([{"JO_SJ": "A" * 10_000_000}]).encode()),
    "a huge whole number": ("json", lambda _: b'[{"JO_REQST_NO": ' + b"9" * 10_000 + b"}]"),
    "60,000 records": ("json", lambda _: b"[" + b'{"JO_SJ":"a"},' * 60_000 + b'{"JO_SJ":"a"}]'),
    "entity bomb": ("xml", lambda _: _laughs().encode()),
    "external entity": ("xml", lambda _: _entity('<!ENTITY x SYSTEM "file:///etc/passwd">').encode()),
    "half an XML": ("xml", lambda _: b"<wantedRoot><wanted><title>a</title>"),
    "XML of something else": ("xml", lambda _: b"<rss><channel><item/></channel></rss>"),
    "deep XML": ("xml", lambda _: b"<wanted>" * 100_000 + b"</wanted>" * 100_000),
}
"""Bad for the importers of orders, which also read JSON and XML."""


def _many_parts() -> bytes:
    out = io.BytesIO(workbook([["업체명", "주소"], ["가", "나"]]))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(3_000):
            archive.writestr(f"xl/x{number}.xml", b"<a/>")
    return out.getvalue()


def spoiled(kind: str, folder: Path, honest: str) -> Path:
    """One bad file."""
    ending, make = (SPOILED | SPOILED_RECORDS)[kind]
    path = folder / f"file.{ending}"
    path.write_bytes(make(honest))
    return path
