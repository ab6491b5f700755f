"""What is due today, gathered from the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from jobvisit.flows import agreements, training_outcomes
from jobvisit.office.orders import queries as orders
from jobvisit.office.orders.states import OrderState
from jobvisit.office.reference import queries as reference
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.referrals import silence
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.seekers.states import SeekerState
from jobvisit.office.staff import policy
from jobvisit.office.training import queries as training

if TYPE_CHECKING:
    from jobvisit.flows.agreements import Warning
    from jobvisit.flows.tying import Unclear
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.referrals.models import Placement, Referral
    from jobvisit.office.referrals.queries import FollowUp
    from jobvisit.office.referrals.silence import Silent
    from jobvisit.office.staff.models import User
    from jobvisit.office.training.models import Cohort
    from jobvisit.office.training.queries import DueCohort

SOON = timedelta(days=7)
MOST = 10
"""Tasks of one kind on the page; the lists behind it show the rest."""


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
    results: list[Referral]
    """Own referrals whose interview is over, or whose letter went out long ago: nobody knows the result."""
    unanswered: list[Referral]
    """Own proposals that the resident has not answered in time."""
    letters: list[Referral]
    """Residents who agreed and whose letter has not gone out."""
    starts: list[Placement]
    """Hires whose first working day has come and is not confirmed."""
    follow_ups: list[FollowUp]
    """Hires to ask about after 1, 3, 6 or 12 months."""
    silent: list[Silent]
    """Own orders whose employer has said nothing for 30 days."""
    agreements: list[Warning]
    """What one's own agreements warn of; a manager sees those of all."""
    unclear: list[Unclear]
    """Own orders between several lines of agreements: a person chooses."""
    classes: list[DueCohort]
    """Own classes on which something is due; all classes for whoever selects."""
    promised: list[Cohort]
    """Own classes whose graduates an employer promised to see and nobody was introduced to yet."""


def due_for(*, by: User, on: date, at: datetime) -> Due:
    """What the person logged in has to do, as it stands at `at`."""
    district = by.district_id
    warned, unclear = agreements.due_for(by=by, on=on, everything=policy.may(by, "agreements.sign"))
    own = orders.visible_to(by).filter(owner=by).select_related("company")
    active = seekers.visible_to(by).filter(owner=by, state__in=[SeekerState.ACTIVE, SeekerState.REGISTERED])
    opened = own.filter(state__in=[OrderState.OPEN, OrderState.CHECKED])
    return Due(
        to_mend=list(own.filter(state=OrderState.DRAFT).order_by("accepted_at")[:10]),
        closing=list(opened.filter(closes_on__lte=on + SOON).order_by("closes_on")[:10]),
        open_orders=opened.count(),
        own_seekers=active.count(),
        expiring_seekers=active.filter(valid_until__lte=on + SOON).count(),
        results=list(referrals.result_unknown(district, at, by)[:MOST]),
        unanswered=list(referrals.unanswered(district, on, by)[:MOST]),
        letters=list(referrals.to_send(district, by)[:MOST]),
        starts=list(referrals.to_start(district, on, by)[:MOST]),
        follow_ups=referrals.follow_ups(
            district, on, reference.days_off(on - timedelta(days=40), on + timedelta(days=40)), by
        )[:MOST],
        silent=silence.silent_orders(district, on, by)[:MOST],
        agreements=warned[:MOST],
        unclear=unclear[:MOST],
        classes=training.due(district, on, None if policy.may(by, "training.select") else by)[:MOST],
        promised=training_outcomes.promised(by=by)[:MOST],
    )
