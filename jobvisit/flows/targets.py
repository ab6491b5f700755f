"""A list of firms with a purpose: from a choice or a pasted list → calls for whoever keeps the zone → how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from jobvisit.base.clock import seoul_day
from jobvisit.flows import coverage
from jobvisit.office.companies import pasting
from jobvisit.office.companies import queries as companies
from jobvisit.office.outreach import actions, queries, targets
from jobvisit.office.staff import queries as staff

if TYPE_CHECKING:
    from jobvisit.office.companies.models import Company
    from jobvisit.office.outreach.models import Target
    from jobvisit.office.staff.models import User


def named(choice: queries.Choice | None, pasted: str, *, by: User) -> pasting.Named:
    """The firms of a pasted list, or where nothing was pasted of a choice."""
    if pasted.strip() or choice is None:
        return pasting.find(pasted, user=by)
    return pasting.Named(list(queries.chosen(by, choice)), [])


@transaction.atomic
def make(
    *,
    name: str,
    purpose: str,
    owner: User,
    starts_on: date,
    ends_on: date | None,
    found: pasting.Named,
    by: User,
    at: datetime,
) -> tuple[Target, int]:
    """Make the list and the calls of its firms; how many calls are new."""
    target = targets.make_target(
        name=name, purpose=purpose, owner=owner, starts_on=starts_on, ends_on=ends_on, companies=found.firms,
        left_over=_left(found), by=by, at=at,
    )  # fmt: skip
    return target, _calls(target, found.firms, by, at)


@transaction.atomic
def add(*, target: Target, pasted: str, by: User, at: datetime) -> tuple[int, int]:
    """Put more firms in: (new in the list, calls made). Lines that name nobody take the place of those left before."""
    found = pasting.find(pasted, user=by)
    had = {firm.pk for firm in queries.firms_of(target)}
    new = targets.add_firms(target=target, companies=found.firms, left_over=_left(found), by=by, at=at)
    return new, _calls(target, [firm for firm in found.firms if firm.pk not in had], by, at)


def progress(target: Target, *, by: User) -> coverage.Board:
    """How far a list is since it began: reached, visited, ordered, hired. Six statements."""
    return coverage.board_of(target, by=by, since=target.starts_on)


def _calls(target: Target, firms: Sequence[Company], by: User, at: datetime) -> int:
    """Firms nobody talks with yet get a case: with whoever keeps their zone, else with the list's owner.

    Those that are talked with, rest until a day they named, or refused us are left as they are.
    """
    on = max(target.starts_on, seoul_day(at))
    keepers = _keepers(by, on)
    dongs: Mapping[int, str] = companies.dong_of(firms)
    keeper = {firm.pk: _one_of(keepers.get(dongs.get(firm.pk, ""), []), firm) or target.owner for firm in firms}
    rows = [{"company": firm, "owner": keeper[firm.pk], "next_on": on} for firm in firms]
    return len(actions.open_many(rows=rows, by=by, at=at))


def _keepers(by: User, on: date) -> dict[str, list[User]]:
    people = staff.keepers(by.district_id, on)
    return {dong: people.get(zone.pk, []) for zone in staff.zones(by, on) for dong in zone.dongs}


def _one_of(people: Sequence[User], firm: Company) -> User | None:
    return people[firm.pk % len(people)] if people else None


def _left(found: pasting.Named) -> list[dict[str, str]]:
    return [{"text": text, "reason": reason} for text, reason in found.left]
