"""A month's figures as one canonical text: what is frozen when the month is closed, and what a recount is held against.

The text holds every count with its entries, the rows behind them as plain values, and the figures. The same facts give
the same bytes: keys are sorted, no blanks, no clock. Reading it back gives the same counts, so every figure and every
break-down of a closed month can be worked out again from the text alone.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from jobvisit.office.reports.kpis.counted import COUNTS, Book, Count, Entry, Marks
from jobvisit.office.reports.kpis.facts import Facts
from jobvisit.office.reports.kpis.formulas import KPIS, Figure

FORMAT: Final = 1
_ROWS: Final = {
    "order": "orders", "referral": "referrals", "placement": "hires", "visit": "visits", "attempt": "attempts",
    "desk": "desks", "ticket": "tickets", "line": "promises", "enrolment": "seats",
}  # fmt: skip


def document(facts: Facts) -> str:
    """The month as canonical JSON."""
    book = Book(facts)
    counts = {code: book[code] for code in COUNTS}
    whole = {
        "format": FORMAT,
        "month": str(facts.period.month),
        "until": facts.period.last.isoformat(),
        "figures": {code: as_dict(make(book)) for code, make in KPIS.items()},
        "counts": {code: _packed(count) for code, count in counts.items()},
        "rows": _rows(facts, counts.values()),
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a document, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def book_of(text: str) -> Book:
    """The counts of a document. What a later version counts and this one did not is missing (`KeyError`)."""
    counts: dict[str, dict[str, Any]] = json.loads(text)["counts"]
    return Book(frozen={code: _unpacked(code, one) for code, one in counts.items()})


def figures_of(book: Book) -> dict[str, Figure]:
    """Every figure that these counts allow."""
    found = {}
    for code, make in KPIS.items():
        try:
            found[code] = make(book)
        except KeyError:  # the month was closed before this figure was thought of
            continue
    return found


def as_dict(figure: Figure) -> dict[str, Any]:
    """A figure for other programs: exact numbers, the value rounded to six places, None where unknown."""
    value = figure.value
    return {
        "unit": figure.unit,
        "numerator": figure.top,
        "denominator": figure.bottom,
        "value": None if value is None else round(float(value), 6),
        "unsure": figure.unsure.total if figure.unsure else 0,
        "counts": [count.code for count in (figure.numerator, figure.denominator, figure.unsure) if count],
    }


@dataclass(frozen=True)
class Change:
    """What a recount finds different in one count."""

    code: str
    of: str
    before: int
    now: int
    added: tuple[int, ...]
    gone: tuple[int, ...]
    weighed: tuple[int, ...]
    """Rows that count another number of times (openings), or for somebody else."""
    moved: tuple[int, ...]
    """Rows that count as before but belong to another part of a break-down."""

    @property
    def numbers(self) -> bool:
        """Whether the count itself rests on something else now; else only break-downs differ."""
        return bool(self.added or self.gone or self.weighed)

    @property
    def touched(self) -> frozenset[int]:
        """Every row that differs in any way."""
        return frozenset({*self.added, *self.gone, *self.weighed, *self.moved})


def changes(before: str, now: str) -> list[Change]:
    """What differs between a closed month and a recount, count by count. Empty where both are byte-equal."""
    if before == now:
        return []
    old, new = book_of(before), book_of(now)
    found = []
    for code in sorted(set(old) & set(new)):
        was, is_ = _by_row(old[code]), _by_row(new[code])
        if was != is_:
            differ = sorted(row for row in was if row in is_ and was[row] != is_[row])
            weighed = tuple(row for row in differ if _bare(was[row]) != _bare(is_[row]))
            found.append(
                Change(
                    code, new[code].of, old[code].total, new[code].total,
                    tuple(sorted(is_.keys() - was.keys())), tuple(sorted(was.keys() - is_.keys())), weighed,
                    tuple(row for row in differ if row not in weighed),
                )
            )  # fmt: skip
    return found


@dataclass(frozen=True)
class RowChange:
    """What a recount finds different in one row: field → (before, now); `now` is None for a row that is gone."""

    of: str
    row: int
    fields: Mapping[str, tuple[Any, Any]]


def row_changes(before: str, now: str) -> list[RowChange]:
    """Rows behind the counts of both, as far as they differ; a row only one of them rests on shows all its fields."""
    old, new = json.loads(before)["rows"], json.loads(now)["rows"]
    found = []
    for of in sorted(old.keys() | new.keys()):
        was, is_ = old.get(of, {}), new.get(of, {})
        for key in sorted(was.keys() | is_.keys(), key=int):
            a, b = was.get(key) or {}, is_.get(key) or {}
            fields = {
                name: (a.get(name), b.get(name)) for name in sorted(a.keys() | b.keys()) if a.get(name) != b.get(name)
            }
            if fields:
                found.append(RowChange(of, int(key), fields))
    return found


def _bare(entries: Iterable[Entry]) -> list[tuple[int, int, int]]:
    return [(entry.key, entry.weight, entry.person) for entry in entries]


def _by_row(count: Count) -> dict[int, tuple[Entry, ...]]:
    found: dict[int, tuple[Entry, ...]] = {}
    for entry in count.entries:
        found[entry.row] = (*found.get(entry.row, ()), entry)
    return found


def _packed(count: Count) -> dict[str, Any]:
    """Entries as lists; marks, of which few differ, by their place in a table."""
    marks = sorted({entry.marks for entry in count.entries})
    place = {one: at for at, one in enumerate(marks)}
    return {
        "of": count.of,
        "by": list(count.by),
        "family": count.family,
        "known": count.known,
        "marks": [[list(pair) for pair in one] for one in marks],
        "entries": [[e.row, e.key, e.weight, e.person, place[e.marks]] for e in count.entries],
    }


def _unpacked(code: str, packed: Mapping[str, Any]) -> Count:
    marks: list[Marks] = [tuple((name, value) for name, value in one) for one in packed["marks"]]
    entries = tuple(Entry(row, key, weight, person, marks[at]) for row, key, weight, person, at in packed["entries"])
    return Count(code, packed["of"], entries, tuple(packed["by"]), packed["family"], packed["known"])


def _rows(facts: Facts, counts: Iterable[Count]) -> dict[str, dict[str, Any]]:
    """The rows that some count rests on, by kind and key."""
    wanted: dict[str, set[int]] = {}
    for count in counts:
        wanted.setdefault(count.of, set()).update(count.rows)
    found: dict[str, dict[str, Any]] = {
        kind: {str(one.id): _plain(one) for one in getattr(facts, name) if one.id in wanted.get(kind, ())}
        for kind, name in _ROWS.items()
    }
    found["resident"] = {
        str(key): _plain(facts.residents[key]) for key in wanted.get("resident", ()) if key in facts.residents
    }
    found["firm"] = {str(one.id): _plain(one) for one in facts.firms or () if one.id in wanted.get("firm", ())}
    return found


def _plain(row: Any) -> dict[str, Any]:
    values: dict[str, Any] = asdict(row)
    del values["id"]
    return {name: _value(value) for name, value in values.items()}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_value(one) for one in value] if isinstance(value, tuple) else value
