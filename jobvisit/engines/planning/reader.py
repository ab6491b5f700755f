"""Reads plain JSON values and says where one is wrong: ``$.firms[3].hours[0]``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from .texts import FileError
from .types import Place, Span

E = TypeVar("E", bound=StrEnum)

CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?")


class Reader:
    """A value and its path. Readers of a missing or null key hold None and give the default."""

    def __init__(self, value: Any, path: str) -> None:
        self.value, self.path = value, path

    def _mapping(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise FileError("type", self.path, "object", _kind(self.value))
        return self.value

    def only(self, *keys: str) -> None:
        """No other keys are allowed: a misspelt one must not be ignored."""
        for key in self._mapping():
            if key not in keys:
                raise FileError("unknown_key", self.path, key, ", ".join(keys))

    def has(self, key: str, *, null: bool = False) -> bool:
        """Is the key there (and, unless ``null``, not null)?"""
        held = self._mapping()
        return key in held and (null or held[key] is not None)

    def child(self, key: str) -> Reader:
        """The value under a key, or a reader of None."""
        held = {} if self.value is None else self._mapping()
        return Reader(held.get(key), f"{self.path}.{key}")

    def need(self, key: str) -> Reader:
        """The value under a key that must be there."""
        if not self.has(key):
            raise FileError("missing", self.path, key)
        return self.child(key)

    def items(self, key: str) -> Iterator[Reader]:
        """The list under a key; none where it is missing."""
        held = self.child(key)
        if held.value is None:
            return iter(())
        if not isinstance(held.value, list):
            raise FileError("type", held.path, "list", _kind(held.value))
        return (Reader(value, f"{held.path}[{number}]") for number, value in enumerate(held.value))

    def entries(self) -> Iterator[tuple[str, Reader]]:
        """Keys and values of an object; none where it is missing."""
        held = {} if self.value is None else self._mapping()
        return ((key, Reader(value, f"{self.path}.{key}")) for key, value in held.items())

    def text(self, default: str | None = None) -> str:
        """A string (numbers are taken as their digits)."""
        if self.value is None and default is not None:
            return default
        if isinstance(self.value, bool) or not isinstance(self.value, str | int):
            raise FileError("type", self.path, "text", _kind(self.value))
        return str(self.value)

    def number(self, default: float | None = None) -> float:
        """A number that is not infinite."""
        if self.value is None and default is not None:
            return default
        if isinstance(self.value, bool) or not isinstance(self.value, int | float) or not math.isfinite(self.value):
            raise FileError("type", self.path, "number", _kind(self.value))
        return float(self.value)

    def between(self, least: float, most: float, default: float | None = None) -> float:
        """A number within bounds."""
        number = self.number(default)
        if not least <= number <= most:
            raise FileError("range", self.path, f"{number:g}", f"{least:g}–{most:g}")
        return number

    def whole(self, default: int) -> int:
        """A whole number."""
        number = self.number(float(default))
        if number != int(number):
            raise FileError("value", self.path, str(self.value), "1, 2, 3 …")
        return int(number)

    def flag(self, default: bool) -> bool:
        """True or false."""
        if self.value is None:
            return default
        if not isinstance(self.value, bool):
            raise FileError("type", self.path, "true/false", _kind(self.value))
        return self.value

    def date(self) -> date:
        """``2026-11-30``."""
        try:
            return date.fromisoformat(self.text())
        except ValueError as error:
            raise FileError("value", self.path, str(self.value), "2026-11-30") from error

    def time(self) -> int:
        """``09:30`` as seconds after midnight, up to 24:00."""
        match = CLOCK.fullmatch(self.text())
        if match is None:
            raise FileError("value", self.path, str(self.value), "09:30")
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + seconds

    def span(self) -> Span:
        """``09:30-17:30``."""
        parts = re.split(r"\s*[-–~]\s*", self.text())
        if len(parts) != 2:
            raise FileError("value", self.path, str(self.value), "09:30-17:30")
        start, end = (Reader(part, self.path).time() for part in parts)
        return Span(start, end)

    def place(self) -> Place:
        """``[37.4837, 127.0324]``, or an object with lat, lon and zone."""
        if isinstance(self.value, dict):
            self.only("lat", "lon", "zone")
            return Place(self.need("lat").number(), self.need("lon").number(), self.child("zone").text(""))
        if not isinstance(self.value, list) or len(self.value) != 2:
            raise FileError("value", self.path, str(self.value)[:60], "[37.4837, 127.0324]")
        lat, lon = (Reader(part, self.path).number() for part in self.value)
        return Place(lat, lon)

    def choice(self, kinds: type[E], default: E) -> E:
        """One of the words of an enum."""
        if self.value is None:
            return default
        try:
            return kinds(self.text())
        except ValueError as error:
            raise FileError("value", self.path, str(self.value), "/".join(kinds)) from error


def _kind(value: Any) -> str:
    return "null" if value is None else f"{type(value).__name__} {str(value)[:40]}"
