"""Reading one packaged table: a CSV file that says at its head where its facts come from."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

ABOUT = ("title", "source", "collected", "licence", "valid_from", "note")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one CSV file and what its head says about them (the keys of ABOUT)."""

    name: str
    about: dict[str, str]
    rows: tuple[dict[str, str], ...]

    @property
    def valid_from(self) -> date:
        """The day from which the rows hold that name no day of their own."""
        return date.fromisoformat(self.about["valid_from"])


@cache
def table(name: str) -> Table:
    """The packaged table `name`; FileNotFoundError where there is none, ValueError where its head is incomplete."""
    lines = files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("# ")]
    about = dict(line[2:].split(": ", 1) for line in head)
    missing = [key for key in ABOUT if key not in about]
    if missing:
        raise ValueError(f"{name}.csv does not say its {', '.join(missing)}")
    return Table(name, about, tuple(csv.DictReader(lines[len(head) :])))


def day(text: str) -> date | None:
    """An ISO date, or None where the cell is empty (no beginning or no end known)."""
    return date.fromisoformat(text) if text else None


def in_force(valid_from: date | None, valid_until: date | None, on: date) -> bool:
    """Whether a row valid from one day to another, both included, holds on the day `on`."""
    return (valid_from is None or valid_from <= on) and (valid_until is None or on <= valid_until)
