"""Residents and orders from CSV, JSON, JSON-lines or Parquet files, for use without a database.

Columns are the fields of ``Person`` and ``Order``; any but ``id`` may be missing. As people write them: lists with
``|`` between (``561301|562100``), times as ``09:30`` or minutes, days as ``월화수목금`` or bits, dates as
``2026-11-23`` or day numbers, ``weekly_hours`` beside ``weekly``, ``lat`` and ``lon`` beside ``x`` and ``y``, licences
by any name or number, ``openings`` of an order (1). CSV may be UTF-8 or what Korean Excel writes (CP949).

What cannot be read, or lies outside a column's honest range, is unknown and reported, never guessed. Columns that are
not ours are ignored and reported — among them sex, age, disability, family and origin, whatever they are called, for
there is no field they could go to. A file that cannot be used at all is a ``FileError``, in Korean and English.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeVar

from jobvisit.engines.matching.columns import DAY_MINUTES, ORDER_COLUMNS, PEOPLE_COLUMNS, Column
from jobvisit.engines.matching.types import UNKNOWN, Order, Person

EARTH: Final = 6_371_008.8
"""Metres: mean radius."""
MERIDIAN: Final = 127.5
WEEKDAYS: Final = "월화수목금토일"
MOST_PROBLEMS: Final = 1_000
MOST_LICENCES: Final = 4_096
LOWEST_CODE: Final = 10_000
"""Below it there is no division (중분류): a shorter code, as 5613 for a 세분류, is not six digits."""
ENCODINGS: Final = ("utf-8-sig", "cp949")
KINDS: Final = ".csv, .json, .jsonl, .parquet"

PERSON_FIELDS: Final = frozenset(f.name for f in fields(Person))
ORDER_FIELDS: Final = frozenset(f.name for f in fields(Order))
ALIASES: Final = frozenset({"lat", "lon", "weekly_hours", "title"})

Row = dict[str, Any]
Thing = TypeVar("Thing", Person, Order)


class FileError(ValueError):
    """The file as a whole cannot be used; the message says why, a line in Korean and a line in English."""

    def __init__(self, korean: str, english: str) -> None:
        super().__init__(f"{korean}\n{english}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that could not be read and is taken as unknown."""

    row: int
    """1 for the first row of data."""
    column: str
    value: str


@dataclass(slots=True)
class Reader:
    """Reads files into residents and orders; licences are numbered as they come, the same in all files."""

    problems: list[Problem] = field(default_factory=list)
    """The first ``MOST_PROBLEMS``."""
    ignored: list[str] = field(default_factory=list)
    licences: dict[str, int] = field(default_factory=dict)
    openings: dict[int, int] = field(default_factory=dict)
    """Of the orders that state how many they look for."""

    def people(self, path: Path | str) -> list[Person]:
        """Raises ``FileError``, and ``OSError`` where the file cannot be opened."""
        return self._things(Person, PERSON_FIELDS, PEOPLE_COLUMNS, Path(path))

    def orders(self, path: Path | str) -> list[Order]:
        """Raises ``FileError``, and ``OSError`` where the file cannot be opened."""
        return self._things(Order, ORDER_FIELDS, ORDER_COLUMNS, Path(path))

    def _things(
        self, make: Callable[..., Thing], known: frozenset[str], columns: dict[str, Column], path: Path
    ) -> list[Thing]:
        things: list[Thing] = []
        seen: dict[int, int] = {}
        told = known | ALIASES | ({"openings"} if make is Order else set())
        for number, row in enumerate(_rows(path), 1):
            self.ignored += [str(name) for name in row if name not in told and str(name) not in self.ignored]
            found = _plain(row)
            identity = _identity(found.pop("id", None), path, number)
            if seen.setdefault(identity, number) != number:
                raise FileError(
                    f"{path}: {seen[identity]}행과 {number}행의 id가 {identity}(으)로 같습니다.",
                    f"{path}: rows {seen[identity]} and {number} have the same id {identity}; an id may stand once.",
                )
            if make is Order:
                self._count(identity, number, found)
            read = self._values(number, {name: value for name, value in found.items() if name in known}, columns)
            things.append(make(id=identity, **read))
        return things

    def _count(self, identity: int, number: int, row: Row) -> None:
        value = row.get("openings")
        if not _blank(value):
            try:
                self.openings[identity] = _within(_whole(value), 0, 100_000)
            except (ValueError, TypeError, OverflowError):
                self._report(number, "openings", value)

    def _values(self, number: int, row: Row, columns: dict[str, Column]) -> Row:
        values = {}
        for name, value in row.items():
            if _blank(value):
                continue
            try:
                values[name] = self._value(name, value, columns.get(name))
            except (ValueError, TypeError, OverflowError) as error:
                if isinstance(error, FileError):
                    raise
                self._report(number, name, value)
        return values

    def _report(self, number: int, column: str, value: Any) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(number, column, str(value)[:80]))

    def _value(self, name: str, value: Any, column: Column | None) -> Any:
        if name.startswith("licences") and name != "licences_known":
            return frozenset(self._licence(item) for item in _items(value))
        if name == "wishes":
            return tuple(_code(item) for item in _items(value))
        read: Callable[[Any], Any] = READ.get(name, _whole)
        found = read(value)
        if name == "words" or column is None or found == column.unknown:
            return found
        return _within(found, column.low, column.high)

    def _licence(self, item: Any) -> int:
        if isinstance(item, float) and item == int(item):
            item = int(item)
        number = self.licences.setdefault(re.sub(r"\s+", "", str(item)), len(self.licences))
        if number >= MOST_LICENCES:
            raise FileError(
                f"자격이 {MOST_LICENCES:,}가지를 넘습니다. 같은 자격을 여러 가지로 적지 않았는지 확인하세요.",
                f"More than {MOST_LICENCES:,} different licences: is one licence written in many ways?",
            )
        return number


def _identity(value: Any, path: Path, number: int) -> int:
    try:
        return _within(_whole(value), -(2**63) + 1, 2**63 - 1)
    except (TypeError, ValueError, OverflowError):
        raise FileError(
            f"{path}: {number}행의 id {value!r}은(는) 정수가 아닙니다. 모든 행에 정수 id가 있어야 합니다.",
            f"{path}, row {number}: id {value!r} is not a whole number; every row needs one.",
        ) from None


def _blank(value: Any) -> bool:
    """Nothing is said: an empty cell, null, NaN, or the words other programs write for them."""
    if isinstance(value, str):
        return value.strip().lower() in ("", "nan", "null", "none", "n/a")
    return value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ == "NaTType"


def _within(value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise ValueError(value)
    return value


def _rows(path: Path) -> Iterator[Row]:
    kind = path.suffix.lower()
    if kind == ".csv":
        rows = _csv(path)
    elif kind in (".json", ".jsonl"):
        rows = _json(path, lines=kind == ".jsonl")
    elif kind == ".parquet":
        rows = _parquet(path)
    else:
        raise FileError(
            f"{path}: 파일 이름이 {KINDS} 가운데 하나로 끝나야 합니다.", f"{path}: one of {KINDS} is needed."
        )
    for number, row in enumerate(rows):
        if number == 0 and "id" not in row:
            names = ", ".join(str(name) for name in row if name is not None)[:200]
            raise FileError(
                f"{path}: id 열이 없습니다. 있는 열: {names}",
                f"{path}: there is no column id. The columns found: {names}",
            )
        yield row


def _broken(path: Path, error: Exception) -> FileError:
    return FileError(f"{path}: 파일을 읽을 수 없습니다. {error}", f"{path}: the file cannot be read. {error}")


def _text(path: Path) -> str:
    data, wrong = path.read_bytes(), None
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            wrong = wrong or error
    assert wrong is not None
    raise _broken(path, wrong)


def _csv(path: Path) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        if not names:
            raise FileError(
                f"{path}: 빈 파일입니다. 첫 줄에 열 이름이 있어야 합니다.",
                f"{path}: the file is empty; its first line must name the columns.",
            )
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise FileError(
                f"{path}: 열 이름 {twice}이(가) 두 번 있습니다.", f"{path}: the columns {twice} stand twice."
            )
        if "id" not in names:
            yield from [dict.fromkeys(names)]
        for row in reader:
            if None in row:
                raise FileError(
                    f"{path}: {reader.line_num}번째 줄의 칸이 열보다 많습니다: {row[None]}",
                    f"{path}, line {reader.line_num}: more cells than columns: {row[None]}",
                )
            yield row
    except csv.Error as error:
        raise _broken(path, error) from error


def _json(path: Path, *, lines: bool) -> Iterator[Row]:
    text = _text(path)
    try:
        content = [json.loads(line) for line in text.splitlines() if line.strip()] if lines else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _broken(path, error) from error
    for row in content if isinstance(content, list) else [content]:
        if not isinstance(row, dict):
            raise FileError(
                f"{path}: 모든 행은 객체여야 합니다: {row!r:.40}",
                f"{path}: every row must be an object, not {row!r:.40}",
            )
        yield row


def _parquet(path: Path) -> Iterator[Row]:
    try:
        parquet: Any = import_module("pyarrow.parquet")
        arrow: Any = import_module("pyarrow")
    except ImportError as error:
        raise FileError(
            f"{path}: Parquet을 읽으려면 pyarrow 패키지가 필요합니다.",
            f"{path}: reading Parquet needs the package pyarrow.",
        ) from error
    with path.open("rb") as opened:
        try:
            file = parquet.ParquetFile(opened)
            if "id" not in file.schema_arrow.names:
                yield dict.fromkeys(file.schema_arrow.names)
            for batch in file.iter_batches():
                yield from batch.to_pylist()
        except (arrow.ArrowException, OSError, ValueError) as error:
            if isinstance(error, FileError):
                raise
            raise _broken(path, error) from error


def _plain(row: Row) -> Row:
    """The row with its aliases worked into our own columns."""
    out = {name: value for name, value in row.items() if name is not None}
    if "title" in out:
        out["words"] = " ".join(str(part) for part in (out.pop("title"), out.get("words")) if not _blank(part))
    if not _blank(out.get("weekly_hours")) and _blank(out.get("weekly")):
        out["weekly"] = _times_sixty(out["weekly_hours"])
    if "lat" in out and "lon" in out and _blank(out.get("x")) and _blank(out.get("y")):
        out["x"], out["y"] = _x(out["lat"], out["lon"]), _y(out["lat"])
    return out


def _times_sixty(value: Any) -> Any:
    try:
        return round(float(value) * 60)
    except (TypeError, ValueError, OverflowError):
        return value


def _degrees(value: Any, most: float) -> float:
    number = float(value)
    if not abs(number) <= most:
        raise ValueError(value)
    return number


def _x(latitude: Any, longitude: Any) -> Any:
    """Sinusoidal metres east of ``MERIDIAN``: true distances nearby, which is all that is asked."""
    if _blank(latitude) or _blank(longitude):
        return None
    try:
        north, east = _degrees(latitude, 90), _degrees(longitude, 180)
    except (TypeError, ValueError):
        return f"lat {latitude}, lon {longitude}"
    return round(EARTH * math.radians(east - MERIDIAN) * math.cos(math.radians(north)))


def _y(latitude: Any) -> Any:
    if _blank(latitude):
        return None
    try:
        return round(EARTH * math.radians(_degrees(latitude, 90)))
    except (TypeError, ValueError):
        return f"lat {latitude}"


def _items(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [item.strip() for item in value.split("|") if item.strip()]
    return [item for item in value if not _blank(item)] if isinstance(value, list | tuple) else [value]


def _whole(value: Any) -> int:
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        value = value.strip().replace(",", "")
        if re.fullmatch(r"[+-]?\d+", value):
            return int(value)
    number = float(value)
    if not math.isfinite(number) or number != int(number):
        raise ValueError(value)
    return int(number)


def _code(value: Any) -> int:
    """A six-digit occupation code; the leading 0 may be lost, as in 11100."""
    return _within(_whole(value), LOWEST_CODE, 999_999)


def _clock(value: Any) -> int:
    """Minutes after midnight, from ``HH:MM`` (up to 71:59, for the days after) or minutes."""
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)(:00)?", value.strip()) if isinstance(value, str) else None
    return _within(int(found[1]) * 60 + int(found[2]) if found else _whole(value), UNKNOWN, 3 * DAY_MINUTES)


def _days(value: Any) -> int:
    """Bits Monday 1 … Sunday 64, from letters or bits."""
    if isinstance(value, str) and value.strip() and set(value.strip()) <= set(WEEKDAYS):
        return sum(1 << WEEKDAYS.index(letter) for letter in set(value.strip()))
    return _whole(value)


def _day(value: Any) -> int:
    """Days since 1970-01-01, from an ISO date or that number."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str) and "-" in value.strip()[1:]:
        value = date.fromisoformat(value.strip()[:10])
    return (value - date(1970, 1, 1)).days if isinstance(value, date) else _whole(value)


def _yes(value: Any) -> bool:
    text = str(value).strip().lower()
    if text not in ("1", "0", "1.0", "0.0", "true", "false", "yes", "no", "y", "n", "예", "아니오"):
        raise ValueError(value)
    return text in ("1", "1.0", "true", "yes", "y", "예")


def _yes_no_unknown(value: Any) -> int:
    return UNKNOWN if str(value).strip() in ("-1", "-1.0") else int(_yes(value))


READ: Final[dict[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(("earliest", "latest", "start", "end"), _clock),
    **dict.fromkeys(("applied_on", "active_on", "asked_on"), _day),
    **dict.fromkeys(("shifts", "shift"), _yes_no_unknown),
    "occupation": lambda value: value if value == UNKNOWN else _code(value),
    "days": _days,
    "licences_known": _yes,
    "words": str,
}
