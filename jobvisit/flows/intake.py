"""Visit, link or import → order → checks → shortlist.

The counsellor sits at the employer's table: one call saves the order, checks it, and brings the residents who fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from jobvisit.base.clock import seoul_day
from jobvisit.engines.reading import Reading, read_text
from jobvisit.flows import tying
from jobvisit.office.matches import actions as matches
from jobvisit.office.orders import actions as orders
from jobvisit.office.orders import queries as order_queries
from jobvisit.office.orders.rules import Finding, check, hourly
from jobvisit.office.reference.vocabulary import vocabulary
from jobvisit.office.seekers import queries as seekers

if TYPE_CHECKING:
    from jobvisit.engines.matching import WhatIf
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.seekers.models import Seeker
    from jobvisit.office.staff.models import User


@dataclass(frozen=True)
class Taken:
    """An order that was taken: what the checks said, who fits, and those people's files by key."""

    placed: orders.Placed
    shortlist: matches.Shortlist
    people: dict[int, Seeker]


@dataclass(frozen=True)
class Look:
    """An order half typed: what the checks say already, how many residents it reaches, and what one change buys."""

    findings: tuple[Finding, ...]
    supply: WhatIf


def take_order(*, order: JobOrder, confirmed: bool, by: User, at: datetime, draft_key: str | None = None) -> Taken:
    """Save a new order, check it and bring its shortlist. `confirmed`: the employer saw it on the screen and agreed."""
    law = order_queries.law_tables()
    found = tying.recognise(order, district_id=by.district_id, day=seoul_day(at))
    with transaction.atomic():
        placed = orders.place(order=order, law=law, confirmed=confirmed, by=by, at=at, draft_key=draft_key)
        if placed.event is not None:
            tying.keep(placed.order, found, by=by, at=at)
    return _with_people(placed, by=by, at=at)


def amend_order(*, order: JobOrder, version: int, confirmed: bool, by: User, at: datetime) -> Taken:
    """Save changes to an order read at `version`, check it again and bring a new shortlist. Raises `OutOfDateError`."""
    found = tying.recognise(order, district_id=by.district_id, day=seoul_day(order.accepted_at))
    with transaction.atomic():
        placed = orders.amend(
            order=order, version=version, law=order_queries.law_tables(), confirmed=confirmed, by=by, at=at
        )
        tying.keep(order, found, by=by, at=at)
    return _with_people(placed, by=by, at=at)


def look_at(*, order: JobOrder, by: User, at: datetime) -> Look:
    """Check and count an order that is still being typed. Nothing is saved."""
    today: date = seoul_day(at)
    order.accepted_at = order.accepted_at or at
    terms = order_queries.terms_beside_text(order, today)
    order.hourly_min, order.hourly_max = hourly(terms)
    return Look(tuple(check(terms, order_queries.law_tables())), matches.what_if(order=order, by=by, today=today))


def supply_of(*, order: JobOrder, by: User, at: datetime) -> WhatIf:
    """How many residents a saved order reaches as it stands, and what one change buys."""
    return matches.what_if(order=order, by=by, today=seoul_day(at))


def read_advert(*, text: str, on: date) -> Reading:
    """The terms of an order as far as pasted words give them."""
    return read_text(text, vocabulary(), on=on)


def refresh_shortlist(*, order: JobOrder, by: User, at: datetime) -> tuple[matches.Shortlist, dict[int, Seeker]]:
    """A new list for an order as it stands, shown and recorded."""
    shortlist = matches.shortlist(order=order, by=by, at=at)
    return shortlist, seekers.named(by, shortlist.ranking.ids.tolist())


def _with_people(placed: orders.Placed, *, by: User, at: datetime) -> Taken:
    shortlist, people = refresh_shortlist(order=placed.order, by=by, at=at)
    return Taken(placed, shortlist, people)
