"""Unfilled orders → a class: the engine's reasons, read as proposals."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from jobvisit.base.clock import seoul_day
from jobvisit.office.matches import lacking as reasons
from jobvisit.office.matches import translate
from jobvisit.office.training import rules

if TYPE_CHECKING:
    from jobvisit.office.matches.lacking import Lacking
    from jobvisit.office.staff.models import User

MINUTES, SEATS = 40, 20
"""What is asked at first: one way from home, and a class of so many."""


@dataclass(frozen=True)
class Offer:
    """A class that could be opened. `minutes`: one way from home to the farthest workplace counted."""

    licence: str
    minutes: int
    found: rules.Proposal
    lacking: Lacking

    def sure(self) -> int:
        """Of the chosen, those with whom nothing else is to be confirmed for at least one of their orders."""
        there = (self.lacking.licence == self.found.licence) & ~self.lacking.to_confirm
        return len(set(self.lacking.seeker[there].tolist()) & set(self.found.chosen))

    def kept(self, on: date) -> dict[str, Any]:
        """As a class keeps it: what it grew out of."""
        one = self.found
        return {
            "on": on.isoformat(), "licence": self.licence, "minutes": self.minutes, "seats": one.seats,
            "pool": one.pool, "orders": list(one.orders), "chosen": list(one.chosen), "placeable": one.placeable,
            "gains": len(one.gains), "short": one.short,
        }  # fmt: skip


def offers(*, by: User, at: datetime, minutes: int = MINUTES, seats: int = SEATS) -> list[Offer]:
    """Every class that would let at least one more resident meet an open order, the best first (`rules.proposing`)."""
    found = reasons.lacking(by.district_id, seoul_day(at), minutes)
    rows = map(rules.Row, found.seeker.tolist(), found.order.tolist(), found.licence.tolist())
    short = {order for order, n in found.fits.items() if n < found.places.get(order, 0)}
    made = rules.proposals(rows, seats=seats, places=found.places, applied=found.applied, short=short)
    return [Offer(translate.licence_name(one.licence), minutes, one, found) for one in made]


def offer_for(*, licence: str, by: User, at: datetime, minutes: int, seats: int) -> Offer | None:
    """The proposal for one certificate, by its name; None where a class would open nothing."""
    return next((one for one in offers(by=by, at=at, minutes=minutes, seats=seats) if one.licence == licence), None)


def opened_by(district_id: int, licence: str, today: date, minutes: int) -> dict[int, int]:
    """How many open orders this certificate alone would open to each resident."""
    found = reasons.lacking(district_id, today, minutes)
    numbers = translate.licence_numbers([licence])
    opened: dict[int, set[int]] = defaultdict(set)
    for seeker, order, number in zip(found.seeker.tolist(), found.order.tolist(), found.licence.tolist(), strict=True):
        if number in numbers:
            opened[seeker].add(order)
    return {seeker: len(orders) for seeker, orders in opened.items()}
