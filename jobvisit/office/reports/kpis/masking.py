"""Small cells outside the centre (작은 수 가림): fewer than five people are not shown, nor can they be worked out.

A cell about one to four people is masked. Where the cells of a break-down add up to a total that is shown, further
cells are masked with it until every masked cell could still hold anything from one to at least five people. Where that
cannot be reached the whole break-down is withheld, its noughts too. Counts about the same people (hires and persons
hired) share one mask, so that one does not give the other away; and a rate is masked where either of its counts is.
How many answers are still unknown is said inside the centre only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from jobvisit.office.reports.kpis.counted import Count
from jobvisit.office.reports.kpis.formulas import Figure

LEAST: Final = 5
"""People below which a cell is not shown."""
OVERLAPPING: Final = frozenset({"group", "agency"})
"""Dimensions of which one row may have several values: their cells do not add up to the total."""


@dataclass(frozen=True)
class Cover:
    """What is hidden of a month: totals by count family, cells by family and dimension."""

    totals: frozenset[str]
    cells: Mapping[tuple[str, str], frozenset[str]]

    def hides(self, figure: Figure, dimension: str = "", value: str = "") -> bool:
        """Whether a figure, or its part with a mark, may not be shown."""
        counts = (figure.numerator, figure.denominator)
        return any(self._hides(count, dimension, value) for count in counts if count and count.family)

    def _hides(self, count: Count, dimension: str, value: str) -> bool:
        if not dimension:
            return count.family in self.totals
        return count.family in self.totals or value in self.cells.get((count.family, dimension), ())


NOTHING: Final = Cover(frozenset(), {})
"""Inside the centre nothing is hidden."""


def cover(figures: Iterable[Figure]) -> Cover:
    """What to hide of these figures wherever people outside the centre can see them."""
    families: dict[str, dict[str, Count]] = {}
    for figure in figures:
        for count in (figure.numerator, figure.denominator):
            if count and count.family:
                families.setdefault(count.family, {})[count.code] = count
    totals = frozenset(name for name, counts in families.items() if any(_few(one.people) for one in counts.values()))
    cells = {
        (name, dimension): _cells(list(counts.values()), dimension)
        for name, counts in families.items()
        for dimension in sorted({one for count in counts.values() for one in count.by})
    }
    return Cover(totals, cells)


def _few(people: int) -> bool:
    return 0 < people < LEAST


def _cells(counts: list[Count], dimension: str) -> frozenset[str]:
    values = sorted({value for count in counts for value in count.values(dimension)})
    tables = [{value: count.part(dimension, value).people for value in values} for count in counts]
    if dimension in OVERLAPPING:
        wholes = [count.people for count in counts]
        return frozenset(
            value
            for value in values
            for table, whole in zip(tables, wholes, strict=True)
            if _few(table[value]) or _few(whole - table[value])
        )
    return masked(tables)


def masked(tables: list[dict[str, int]]) -> frozenset[str]:
    """Which cells of tables with the same cells and published totals are hidden, in all of them alike.

    Each table maps a cell to its people. Noughts stay visible unless the whole is withheld.
    """
    if not tables:
        return frozenset()
    values = sorted(tables[0])
    hidden = {value for value in values if any(_few(table[value]) for table in tables)}
    if not hidden:
        return frozenset()
    size = {value: sum(table[value] for table in tables) for value in values}
    rest = sorted((value for value in values if value not in hidden and size[value]), key=lambda one: (size[one], one))
    for value in rest:
        if all(_safe(table, hidden) for table in tables):
            return frozenset(hidden)
        hidden.add(value)
    return frozenset(hidden) if all(_safe(table, hidden) for table in tables) else frozenset(values)


def _safe(table: Mapping[str, int], hidden: set[str]) -> bool:
    """Whether every hidden cell of a table could be anything from one to five, given the sum of all hidden ones.

    A hidden cell that is nought in this table only adds to the doubt; it must not be the only one left.
    """
    cells = [table[value] for value in hidden if table[value]]
    if not cells:
        return True
    return len(hidden) > 1 and sum(cells) - (len(hidden) - 1) >= LEAST
