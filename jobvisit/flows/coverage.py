"""The coverage board (1사 1구민): of a fixed list of firms, who was noticed, reached, visited, ordered and hired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from jobvisit.office.companies import queries as companies
from jobvisit.office.orders import queries as orders
from jobvisit.office.outreach import queries as outreach
from jobvisit.office.staff import queries as staff

if TYPE_CHECKING:
    from jobvisit.office.companies.models import Company
    from jobvisit.office.outreach.models import Target
    from jobvisit.office.staff.models import User, Zone

STAGES = ("noticed", "reached", "visited", "ordered", "hired")
"""In the order of the work; a firm may skip one (an order by telephone), so each is counted by itself."""


@dataclass(frozen=True)
class FirmRow:
    """One firm of the list and which stages it has passed."""

    company: Company
    zone: Zone | None
    stages: frozenset[str]
    orders: int
    hired: int


@dataclass(frozen=True)
class ZoneRow:
    """One zone: how many firms of the list lie in it, and how many passed each stage, in the order of `STAGES`."""

    zone: Zone | None
    firms: int
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Board:
    """The board over a list fixed on a day."""

    name: str
    fixed_on: date
    rows: list[FirmRow]

    @property
    def zones(self) -> list[ZoneRow]:
        """By zone, firms outside every zone last."""
        keys = {row.zone.pk if row.zone else 0: row.zone for row in self.rows}
        found = sorted(keys.items(), key=lambda item: (item[1] is None, item[1].name if item[1] else ""))
        return [_counted(zone, [row for row in self.rows if row.zone == zone]) for _, zone in found]

    @property
    def total(self) -> ZoneRow:
        """The whole list."""
        return _counted(None, self.rows)

    @property
    def repeat(self) -> int:
        """Firms that came back with a second order."""
        return sum(row.orders > 1 for row in self.rows)


def board_for(*, by: User) -> Board | None:
    """The board over the list that the manager fixed; None where no list has been fixed yet. Eight statements."""
    target = outreach.board_list(by)
    return board_of(target, by=by) if target else None


def board_of(target: Target, *, by: User, since: date | None = None) -> Board:
    """The board over one list; with `since` only what happened from that day on. Six statements."""
    asked = (outreach.noticed, outreach.reached, outreach.visited)
    noticed, reached, visited = (ask(by.district_id, since) for ask in asked)
    ordered = orders.firms_with_orders(by.district_id, since)
    zone_of = {dong: zone for zone in staff.zones(by) for dong in zone.dongs}
    firms = list(outreach.firms_of(target))
    dongs, heirs = companies.dong_of(firms), companies.successors(by.district_id)
    rows = []
    for firm in firms:
        key = heirs.get(firm.pk, firm.pk)  # what became of a merged firm is told by the one it merged into
        count, hired = (sum(pair) for pair in zip(*(ordered.get(one, (0, 0)) for one in {firm.pk, key}), strict=True))
        passed = {
            "noticed": {firm.pk, key} & noticed,
            "reached": {firm.pk, key} & reached,
            "visited": {firm.pk, key} & visited,
            "ordered": count > 0,
            "hired": hired > 0,
        }
        zone = zone_of.get(dongs.get(firm.pk, ""))
        rows.append(FirmRow(firm, zone, frozenset(name for name, yes in passed.items() if yes), count, hired))
    return Board(target.name, target.starts_on, rows)


def _counted(zone: Zone | None, rows: list[FirmRow]) -> ZoneRow:
    return ZoneRow(zone, len(rows), tuple(sum(stage in row.stages for row in rows) for stage in STAGES))
