"""Records with named values: CSV with a header, JSON lists and envelopes, JSON lines, XML of job portals."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from jobvisit.engines.sheets.limits import BadFileError, Limits, cell_too_long, too_many_rows
from jobvisit.engines.sheets.rows import csv_rows, read_rows
from jobvisit.engines.sheets.text import decode, read_bytes

Record = dict[str, str]
_OBJECTS_A_RECORD = 10
_DEEPEST = 60
"""Elements of an XML document inside one another."""


class _TooDeepError(Exception):
    """An XML document nested beyond `_DEEPEST`."""


class _TooManyError(Exception):
    """An XML document with more elements than a list has cells."""


class _Bounded(TreeBuilder):
    """Builds a tree and stops where it grows too deep or too large: walking one is quadratic in its depth."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left, self._depth = most, 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        """One element more."""
        self._left -= 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError
        if self._left < 0:
            raise _TooManyError
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        """One element closed."""
        self._depth -= 1
        return super().end(tag)


def read_records(path: Path, limits: Limits | None = None) -> list[Record]:
    """Records of a file whose kind is told by its first character: `<` XML, `[` or `{` JSON, else CSV or Excel.

    Names are kept as written; values are text, nested JSON objects are flattened by their inner names.
    Raises `BadFileError`.
    """
    bounds = limits or Limits()
    data = read_bytes(path, bounds)
    if data[:4] == b"PK\x03\x04":
        return _with_header(read_rows(path, bounds))
    text = decode(data)
    first = text.lstrip()[:1]
    if first == "<":
        found = list(_from_xml(text, bounds))
    elif first in {"[", "{"}:
        found = list(_from_json(text, bounds))
    else:
        return _with_header(list(csv_rows(text, bounds)))
    if len(found) > bounds.rows:
        raise too_many_rows(bounds)
    if any(len(value) > bounds.cell_characters for record in found for value in record.values()):
        raise cell_too_long(bounds)
    return found


def _with_header(rows: list[list[str]]) -> list[Record]:
    filled = [row for row in rows if any(row)]
    if not filled:
        raise BadFileError("empty", "값이 없는 파일입니다.", "the file holds no value")
    header = [name.lstrip("\ufeff").strip() for name in filled[0]]
    if not any(header):
        raise BadFileError("no_header", "첫 줄에 열 이름이 없습니다.", "the first line names no columns")
    return [dict(zip(header, row, strict=False)) for row in filled[1:]]


def _from_json(text: str, limits: Limits) -> Iterator[Record]:
    if text.count("{") > limits.rows * _OBJECTS_A_RECORD or text.count(",") > limits.cells * 2:
        raise too_many_rows(limits)
    try:
        try:
            value = json.loads(text)
        except ValueError:
            value = _json_lines(text)
        yield from (_flat(item) for item in _list_in(value))
    except RecursionError as problem:
        raise BadFileError(
            "too_deep", "JSON이 지나치게 깊이 겹쳐 있습니다.", "the JSON is nested too deeply"
        ) from problem


def _json_lines(text: str) -> list[Any]:
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except ValueError as problem:
                raise BadFileError(
                    "broken_json", f"{number}번째 줄에서 JSON이 깨져 있습니다.", f"broken JSON at line {number}"
                ) from problem
    return rows


def _list_in(value: Any) -> list[dict[str, Any]]:
    """The list of objects that a JSON document is about: itself, or the first list of objects inside it."""
    if isinstance(value, list):
        if not all(isinstance(item, dict) for item in value):
            raise BadFileError("not_records", "JSON 목록의 값에 이름이 없습니다.", "expected a list of objects")
        return value
    if isinstance(value, dict):
        for name in ("row", "list", "wanted", "data", "items"):
            if isinstance(value.get(name), list):
                return _list_in(value[name])
        for inner in value.values():
            if isinstance(inner, dict | list) and (found := _inner_list(inner)) is not None:
                return found
        return [value]
    raise BadFileError("not_records", "JSON에 구인 목록이 없습니다.", "the JSON holds no list of records")


def _inner_list(value: Any) -> list[dict[str, Any]] | None:
    if isinstance(value, list):
        return _list_in(value) if value and all(isinstance(item, dict) for item in value) else None
    inner = value.get("row") or value.get("list")
    return _list_in(inner) if isinstance(inner, list) else None


def _flat(item: dict[str, Any]) -> Record:
    record: Record = {}
    for name, value in item.items():
        if isinstance(value, dict):
            record.update(_flat(value))
        elif value is not None:
            record[_printable(name)] = _printable(
                value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            )
    return record


def _printable(text: str) -> str:
    """The text with U+FFFD for what JSON can spell and no database or terminal can hold: NUL and half characters."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "\ufffd")


def _from_xml(text: str, limits: Limits) -> Iterator[Record]:
    try:
        parser = DefusedXMLParser(target=_Bounded(limits.cells), forbid_dtd=True)
        parser.feed(_without_declaration(text))
        root = parser.close()
    except DefusedXmlException as problem:
        raise BadFileError(
            "entities", "문서 형식 선언이 든 XML은 읽지 않습니다.", "XML with a document type is not read"
        ) from problem
    except _TooDeepError as problem:
        raise BadFileError(
            "too_deep", "XML이 지나치게 깊이 겹쳐 있습니다.", "the XML is nested too deeply"
        ) from problem
    except _TooManyError as problem:
        raise too_many_rows(limits) from problem
    except ParseError as problem:
        raise BadFileError("broken_xml", f"XML이 깨져 있습니다 ({problem}).", f"broken XML ({problem})") from problem
    items = root.findall(".//wanted") or root.findall(".//row") or root.findall(".//wantedDtl")
    if not items and root.tag in {"wantedDtl", "wanted", "row"}:
        items = [root]
    if not items:
        raise BadFileError("not_records", "XML에 구인(wanted, row)이 없습니다.", "the XML holds no job orders")
    yield from (_leaves(item) for item in items)


def _without_declaration(text: str) -> str:
    """The text is decoded already, so the declared encoding no longer holds."""
    stripped = text.lstrip()
    return stripped[stripped.index("?>") + 2 :] if stripped.startswith("<?xml") and "?>" in stripped else stripped


def _leaves(item: Element) -> Record:
    return {leaf.tag: (leaf.text or "").strip() for leaf in item.iter() if len(leaf) == 0}
