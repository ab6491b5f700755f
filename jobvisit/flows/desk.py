"""Resident → jobs that fit, at a desk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from jobvisit.base.clock import seoul_day
from jobvisit.office.matches import actions as matches
from jobvisit.office.orders import queries as orders

if TYPE_CHECKING:
    from jobvisit.engines.matching import Ranking
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.seekers.models import Seeker
    from jobvisit.office.staff.models import User


def jobs_for(*, seeker: Seeker, by: User, at: datetime) -> tuple[Ranking, dict[int, JobOrder]]:
    """The best open orders for a resident, and those orders by key."""
    ranking = matches.jobs_for(seeker=seeker, today=seoul_day(at))
    return ranking, orders.named(by, ranking.ids.tolist())
