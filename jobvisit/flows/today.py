"""What is due today, gathered from the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from jobvisit.office.orders import queries as orders
from jobvisit.office.orders.states import OrderState
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.seekers.states import SeekerState

if TYPE_CHECKING:
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.staff.models import User

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """One person's work."""

    to_mend: list[JobOrder]
    """Own orders that the checks hold back."""
    closing: list[JobOrder]
    """Own open orders that close within a week."""
    open_orders: int
    own_seekers: int
    expiring_seekers: int
    """Own residents whose file runs out within a week."""


def due_for(*, by: User, on: date) -> Due:
    """What the person logged in has to do."""
    own = orders.visible_to(by).filter(owner=by).select_related("company")
    active = seekers.visible_to(by).filter(owner=by, state__in=[SeekerState.ACTIVE, SeekerState.REGISTERED])
    opened = own.filter(state__in=[OrderState.OPEN, OrderState.CHECKED])
    return Due(
        to_mend=list(own.filter(state=OrderState.DRAFT).order_by("accepted_at")[:10]),
        closing=list(opened.filter(closes_on__lte=on + SOON).order_by("closes_on")[:10]),
        open_orders=opened.count(),
        own_seekers=active.count(),
        expiring_seekers=active.filter(valid_until__lte=on + SOON).count(),
    )
