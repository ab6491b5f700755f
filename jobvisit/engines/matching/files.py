"""Residents and orders from CSV, JSON, JSON-lines or Parquet files, for use without a database.

Columns are the fields of ``Person`` and ``Order``; any but ``id`` may be missing. As people write them: lists with
``|`` between (``561301|562100``), times as ``09:30`` or minutes, days as ``월화수목금`` or bits, dates as
``2026-11-23`` or day numbers,
``weekly_hours`` beside ``weekly``, ``lat`` and ``lon`` beside ``x`` and ``y``, licences by any name or number. What
cannot be read is unknown and reported, never guessed. Columns that are not ours are ignored and reported — among them
sex, age, disability, family and origin, whatever they are called, for there is no field they could go to.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeVar

from jobvisit.engines.matching.types import UNKNOWN, Order, Person

EARTH: Final = 6_371_008.8
"""Metres: mean radius."""
MERIDIAN: Final = 127.5
WEEKDAYS: Final = "월화수목금토일"
MOST_PROBLEMS: Final = 1_000

PERSON_FIELDS: Final = frozenset(f.name for f in fields(Person))
ORDER_FIELDS: Final = frozenset(f.name for f in fields(Order))
ALIASES: Final = frozenset({"lat", "lon", "weekly_hours", "title"})

Row = dict[str, Any]
Thing = TypeVar("Thing", Person, Order)


class FileError(ValueError):
    """The file as a whole cannot be used; the message says why."""


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

    def people(self, path: Path | str) -> list[Person]:
        """Raises ``FileError``."""
        return self._things(Person, PERSON_FIELDS, path)

    def orders(self, path: Path | str) -> list[Order]:
        """Raises ``FileError``."""
        return self._things(Order, ORDER_FIELDS, path)

    def _things(self, make: Callable[..., Thing], known: frozenset[str], path: Path | str) -> list[Thing]:
        things: list[Thing] = []
        for number, row in enumerate(_rows(Path(path)), 1):
            self.ignored += [name for name in row if name not in known | ALIASES and name not in self.ignored]
            found = {name: value for name, value in _plain(row).items() if name in known}
            try:
                identity = int(str(found.pop("id")).strip())
            except (KeyError, ValueError) as error:
                raise FileError(f"{path}, row {number}: an id, a whole number, is needed") from error
            things.append(make(id=identity, **self._values(number, found)))
        return things

    def _values(self, number: int, row: Row) -> Row:
        values = {}
        for name, value in row.items():
            if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
                continue
            try:
                values[name] = self._value(name, value)
            except (ValueError, TypeError, OverflowError):
                if len(self.problems) < MOST_PROBLEMS:
                    self.problems.append(Problem(number, name, str(value)[:80]))
        return values

    def _value(self, name: str, value: Any) -> Any:
        if name.startswith("licences") and name != "licences_known":
            return frozenset(self._licence(item) for item in _items(value))
        if name == "wishes":
            return tuple(int(item) for item in _items(value))
        read: Callable[[Any], Any] = READ.get(name, _whole)
        return read(value)

    def _licence(self, item: Any) -> int:
        return self.licences.setdefault(re.sub(r"\s+", "", str(item)), len(self.licences))


def _rows(path: Path) -> Iterator[Row]:
    kind = path.suffix.lower()
    try:
        if kind == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                yield from csv.DictReader(file)
        elif kind == ".jsonl":
            with path.open(encoding="utf-8") as file:
                yield from (_object(json.loads(line), path) for line in file if line.strip())
        elif kind == ".json":
            content = json.loads(path.read_text("utf-8"))
            yield from (_object(row, path) for row in (content if isinstance(content, list) else [content]))
        elif kind == ".parquet":
            yield from _parquet(path)
        else:
            raise FileError(f"{path}: .csv, .json, .jsonl or .parquet is needed")
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error) as error:
        raise FileError(f"{path}: {error}") from error


def _object(row: Any, path: Path) -> Row:
    if not isinstance(row, dict):
        raise FileError(f"{path}: every row must be an object, not {row!r:.40}")
    return row


def _parquet(path: Path) -> Iterable[Row]:
    try:
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError as error:
        raise FileError(f"{path}: reading Parquet needs the package pyarrow") from error
    return (row for batch in parquet.ParquetFile(path).iter_batches() for row in batch.to_pylist())


def _plain(row: Row) -> Row:
    """The row with its aliases worked into our own columns."""
    out = {name: value for name, value in row.items() if name is not None}
    if "title" in out:
        out["words"] = " ".join(str(part) for part in (out.pop("title"), out.get("words")) if part)
    if out.get("weekly_hours") not in (None, ""):
        out.setdefault("weekly", _times_sixty(out["weekly_hours"]))
    if "lat" in out and "lon" in out:
        out.setdefault("x", _x(out["lat"], out["lon"]))
        out.setdefault("y", _y(out["lat"]))
    return out


def _times_sixty(value: Any) -> Any:
    try:
        return round(float(value) * 60)
    except ValueError:
        return value


def _x(latitude: Any, longitude: Any) -> Any:
    """Sinusoidal metres east of ``MERIDIAN``: true distances nearby, which is all that is asked."""
    try:
        latitude, longitude = float(latitude), float(longitude)
    except (TypeError, ValueError):
        return longitude
    return round(EARTH * math.radians(longitude - MERIDIAN) * math.cos(math.radians(latitude)))


def _y(latitude: Any) -> Any:
    try:
        return round(EARTH * math.radians(float(latitude)))
    except (TypeError, ValueError):
        return latitude


def _items(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [item.strip() for item in value.split("|") if item.strip()]
    return list(value) if isinstance(value, list | tuple) else [value]


def _whole(value: Any) -> int:
    if isinstance(value, str):
        value = value.strip().replace(",", "")
    number = float(value)
    if not math.isfinite(number) or number != int(number):
        raise ValueError(value)
    return int(number)


def _clock(value: Any) -> int:
    """Minutes after midnight, from ``HH:MM`` or minutes."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", value.strip()) if isinstance(value, str) else None
    return int(found[1]) * 60 + int(found[2]) if found else _whole(value)


def _days(value: Any) -> int:
    """Bits Monday 1 … Sunday 64, from letters or bits."""
    if isinstance(value, str) and value.strip() and set(value.strip()) <= set(WEEKDAYS):
        return sum(1 << WEEKDAYS.index(letter) for letter in set(value.strip()))
    return _whole(value)


def _day(value: Any) -> int:
    """Days since 1970-01-01, from an ISO date or that number."""
    if isinstance(value, date):
        return (value - date(1970, 1, 1)).days
    if isinstance(value, str) and "-" in value:
        return (date.fromisoformat(value.strip()[:10]) - date(1970, 1, 1)).days
    return _whole(value)


def _yes(value: Any) -> bool:
    text = str(value).strip().lower()
    if text not in ("1", "0", "true", "false", "yes", "no", "y", "n", "예", "아니오"):
        raise ValueError(value)
    return text in ("1", "true", "yes", "y", "예")


def _yes_no_unknown(value: Any) -> int:
    return UNKNOWN if str(value).strip() == str(UNKNOWN) else int(_yes(value))


READ: Final[dict[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(("earliest", "latest", "start", "end"), _clock),
    **dict.fromkeys(("applied_on", "active_on", "asked_on"), _day),
    **dict.fromkeys(("shifts", "shift"), _yes_no_unknown),
    "days": _days,
    "licences_known": _yes,
    "words": str,
}
