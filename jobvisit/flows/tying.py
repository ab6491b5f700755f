"""Order → the line of an agreement that it belongs to, by itself; and the window in which the line's group comes first.

A firm that promised nothing costs one statement, and none where it was read for the form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from jobvisit.base.clock import seoul_day
from jobvisit.office.agreements import queries, rules
from jobvisit.office.agreements.rules import NOTHING, Membership, Promise, Recognised, Terms
from jobvisit.office.companies import queries as companies
from jobvisit.office.matches import actions as matches
from jobvisit.office.orders import actions as orders
from jobvisit.office.orders import queries as order_queries

if TYPE_CHECKING:
    from jobvisit.office.agreements.models import Line
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.staff.models import District, User


@dataclass(frozen=True)
class Found:
    """What an order was recognised as, with the terms of its line on the day of acceptance."""

    recognised: Recognised
    terms: Terms | None = None

    @property
    def line(self) -> int | None:
        """The line's key."""
        return self.recognised.line


@dataclass(frozen=True)
class Unclear:
    """An order between several lines: a person chooses."""

    order: JobOrder
    lines: tuple[int, ...]


def recognise(order: JobOrder, *, district_id: int, day: date) -> Found:
    """Which line an order of this firm, branch and occupation belongs to. `order` need not be saved.

    A firm read by `agreements.queries.firm_with_head` that promises nothing costs no statement more.
    """
    if not getattr(order.company, "promised", True):
        return Found(NOTHING)
    members = queries.memberships_of(district_id, order.company_id)
    if not members:
        return Found(NOTHING)
    promises = queries.promises(district_id, {one.agreement for one in members})
    return _found(order, day, {one.firm for one in members}, members, promises)


@transaction.atomic
def keep(order: JobOrder, found: Found, *, by: User | None, at: datetime) -> None:
    """Tie a saved order to what it was recognised as, unless it is or a person decided; the window follows the line."""
    if order.line_by_hand or order.line_id == found.line:
        return
    orders.tie(order=order, line=found.line, by=by, at=at)
    _window(order, found.terms, by=by, at=at)


@transaction.atomic
def tie_by_hand(*, order: JobOrder, line: Line | None, reason: str, by: User, at: datetime) -> None:
    """A person says which line an order belongs to, or that it is none, and why. Its list is made anew.

    Raises `CannotError` without a reason, for a line of another district, and for one that went into another.
    """
    if not reason.strip():
        raise rules.CannotError(rules.Problem("reason", "missing"))
    if line is not None and (line.into_id is not None or line.district_id != order.district_id):
        raise rules.CannotError(rules.Problem("line", "no_such_line", str(line)))
    orders.tie(order=order, line=line.pk if line else None, by_hand=True, reason=reason, by=by, at=at)
    terms = rules.terms_on(queries.promise(line).history, seoul_day(order.accepted_at)) if line else None
    _window(order, terms, by=by, at=at)
    matches.shortlist(order=order, by=by, at=at)


def unclear(district_id: int, owner: User | None = None) -> list[Unclear]:
    """Orders that fit several lines equally, or have no known occupation: a person chooses. Of one owner, or all."""
    return [
        Unclear(order, found.recognised.choice)
        for order, found in _recognise_untied(district_id, owner)
        if found.recognised.choice
    ]


def choice_of(order: JobOrder) -> tuple[int, ...]:
    """Between which lines a person has to choose for this order; empty where nothing is to be chosen."""
    if order.line_id is not None or order.line_by_hand:
        return ()
    return recognise(order, district_id=order.district_id, day=seoul_day(order.accepted_at)).recognised.choice


def sweep(*, district: District, at: datetime) -> int:
    """Tie what was not tied when it came: imported orders, agreements signed later, firms merged meanwhile.

    Returns how many. A second run finds nothing.
    """
    tied = 0
    for order, found in _recognise_untied(district.pk):
        if found.line is not None:
            keep(order, found, by=None, at=at)
            tied += 1
    return tied


def _recognise_untied(district_id: int, owner: User | None = None) -> list[tuple[JobOrder, Found]]:
    members = queries.memberships(district_id)
    if not members:
        return []
    merged = companies.merged(district_id)
    kept = {rules.kept_firm(one.firm, merged) for one in members}
    known = {firm for one in kept for firm in rules.same_firms(one, merged)}
    promises = queries.promises(district_id)
    by_agreement: dict[int, list[Promise]] = {}
    for one in promises:
        by_agreement.setdefault(one.agreement, []).append(one)
    found = []
    for order in order_queries.untied(district_id, known, owner):
        firms = rules.same_firms(order.company_id, merged)
        own = [one for one in members if one.firm in firms]
        lines = [line for key in {one.agreement for one in own} for line in by_agreement.get(key, ())]
        found.append((order, _found(order, seoul_day(order.accepted_at), firms, own, lines)))
    return found


def _found(
    order: JobOrder, day: date, firms: Iterable[int], members: list[Membership], promises: list[Promise]
) -> Found:
    recognised = rules.recognise(
        firms=set(firms), branch=order.branch_id, occupation=order.occupation, day=day, members=members,
        promises=promises,
    )  # fmt: skip
    line = next((one for one in promises if one.line == recognised.line), None)
    return Found(recognised, rules.terms_on(line.history, day) if line else None)


def _window(order: JobOrder, terms: Terms | None, *, by: User | None, at: datetime) -> None:
    """Close the window of another line; open this line's where it still lies ahead."""
    matches.close_window(order=order, by=by, at=at)
    until = rules.window_until(order.accepted_at, terms.window) if terms else None
    if terms and until and until > at and order.line_id is not None:
        matches.open_window(
            order=order, line=order.line_id, basis=terms.basis, group=terms.group, until=until, by=by, at=at
        )
