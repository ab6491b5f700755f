"""What a count is: rows, each counted once, with the marks by which it can be broken down."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from jobvisit.office.reports.kpis.facts import Facts

Marks = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One row counted: under which key, how often, about whom (0: about nobody), with which marks."""

    row: int
    key: int
    weight: int = 1
    person: int = 0
    marks: Marks = ()


@dataclass(frozen=True)
class Count:
    """A number and the rows it is made of. `of` names their kind, `family` the counts that concern the same people."""

    code: str
    of: str
    entries: tuple[Entry, ...]
    by: tuple[str, ...] = ()
    """By what it can be broken down."""
    family: str = ""
    known: bool = True
    """False: there is nothing to count in (no list of firms was fixed)."""

    @cached_property
    def total(self) -> int:
        """Every key once; of one key the heaviest entry."""
        return sum(_weights(self.entries).values())

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Keys of the rows it rests on."""
        return tuple(sorted({entry.row for entry in self.entries}))

    @cached_property
    def people(self) -> int:
        """How many persons it is about."""
        return len({entry.person for entry in self.entries if entry.person})

    def part(self, dimension: str, value: str) -> "Count":
        """The same count among the entries with this mark."""
        return Count(
            self.code, self.of, self._parts[dimension].get(value, ()) if dimension in self._parts else (), (),
            self.family, self.known,
        )  # fmt: skip

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values of a dimension that occur."""
        return tuple(sorted(self._parts.get(dimension, {})))

    @cached_property
    def _parts(self) -> dict[str, dict[str, tuple[Entry, ...]]]:
        found: dict[str, dict[str, list[Entry]]] = {}
        for entry in self.entries:
            for dimension, value in entry.marks:
                found.setdefault(dimension, {}).setdefault(value, []).append(entry)
        return {name: {value: tuple(rows) for value, rows in values.items()} for name, values in found.items()}


def _weights(entries: Iterable[Entry]) -> dict[int, int]:
    found: dict[int, int] = {}
    for entry in entries:
        found[entry.key] = max(entry.weight, found.get(entry.key, 0))
    return found


Counter = Callable[[Facts], Count]
COUNTS: Final[dict[str, Counter]] = {}
"""Every count by its code."""


class Book(Mapping[str, Count]):
    """The counts of one month, each made when it is asked for, or all given (a closed month)."""

    def __init__(self, facts: Facts | None = None, frozen: Mapping[str, Count] | None = None) -> None:
        self._facts = facts
        self._made: dict[str, Count] = dict(frozen or {})

    def __getitem__(self, code: str) -> Count:
        if code not in self._made:
            if self._facts is None:
                raise KeyError(code)
            self._made[code] = COUNTS[code](self._facts)
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made if self._facts is None else COUNTS)

    def __len__(self) -> int:
        return len(self._made if self._facts is None else COUNTS)


def counter(function: Counter) -> Counter:
    """Keep a count under the name of its function."""
    return named(function.__name__)(function)


def named(code: str) -> Callable[[Counter], Counter]:
    """Keep a count under a code."""

    def keep(function: Counter) -> Counter:
        COUNTS[code] = function
        return function

    return keep
