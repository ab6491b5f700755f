"""A counsellor leaves: everything open goes to a colleague in one act, so that nothing is ever without an owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from jobvisit.office.orders import actions as order_actions
from jobvisit.office.orders import queries as orders
from jobvisit.office.outreach import actions as outreach_actions
from jobvisit.office.outreach import queries as outreach
from jobvisit.office.outreach import targets as outreach_targets
from jobvisit.office.referrals import actions as referral_actions
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.seekers import actions as seeker_actions
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.staff import policy

if TYPE_CHECKING:
    from jobvisit.office.staff.models import User


@dataclass(frozen=True)
class Handed:
    """How much changed hands."""

    orders: int
    seekers: int
    referrals: int
    cases: int
    targets: int = 0


class SamePersonError(ValueError):
    """Nobody hands over to themselves, or to somebody of another district or without an open account."""


def open_work(leaving: User) -> Handed:
    """How much is open in somebody's hands."""
    return Handed(
        orders=orders.open_of([leaving]).count(),
        seekers=seekers.open_of([leaving]).count(),
        referrals=referrals.open_of([leaving]).count(),
        cases=outreach.visible_to(leaving).filter(owner=leaving).count(),
        targets=outreach.targets(leaving).filter(owner=leaving).count(),
    )


@transaction.atomic
def hand_over(*, leaving: User, to: User, reason: str, by: User, at: datetime) -> Handed:
    """Give everything open of `leaving` to `to`. Doing it twice finds nothing the second time."""
    policy.require(by, "staff.hand_over")
    if leaving.pk == to.pk or not to.is_active or not (leaving.district_id == to.district_id == by.district_id):
        raise SamePersonError
    return Handed(
        orders=order_actions.hand_over(leaving=leaving, to=to, reason=reason, by=by, at=at),
        seekers=seeker_actions.hand_over(leaving=leaving, to=to, reason=reason, by=by, at=at),
        referrals=referral_actions.hand_over(leaving=leaving, to=to, reason=reason, by=by, at=at),
        cases=outreach_actions.hand_over(
            cases=list(outreach.visible_to(by).filter(owner=leaving)), to=to, reason=reason, by=by, at=at
        ),
        targets=outreach_targets.hand_over(leaving=leaving, to=to, reason=reason, by=by, at=at),
    )
