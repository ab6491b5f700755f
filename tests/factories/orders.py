"""Job orders."""

from datetime import time, timedelta
from typing import Any

from jobvisit.base import clock
from jobvisit.office.companies.models import Company
from jobvisit.office.orders import actions, queries
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.staff.models import User
from tests.factories import companies, staff


def unsaved(company: Company, **more: Any) -> JobOrder:
    """A lawful order of a shop in Banpo, as the form builds it."""
    values = {
        "title": "매장 판매 직원 모집",
        "occupation": "615110",
        "openings": 1,
        "pay_kind": "month",
        "pay_min": 1_900_000,
        "days": [0, 1, 2, 3, 4],
        "days_per_week": 5,
        "start": time(10),
        "end": time(17),
        "break_minutes": 60,
        "weekly_hours": 30,
        "employment": "permanent",
        "career_kind": "none_required",
        "education": "any",
        "insurances": ["pension", "health", "employment", "accident"],
        "retirement": "lump_sum",
        "source": "visit",
        "gu": "서초구",
        "closes_on": clock.seoul_day(clock.now()) + timedelta(days=30),
        **companies.BANPO,
    }
    return JobOrder(company=company, **{**values, **more})


def order(by: User | None = None, company: Company | None = None, *, confirmed: bool = True, **more: Any) -> JobOrder:
    """The same, saved: open unless it breaks a law."""
    someone = by or staff.counsellor()
    firm = company or companies.company(someone.district)
    law = queries.law_tables()
    placed = actions.place(order=unsaved(firm, **more), law=law, confirmed=confirmed, by=someone, at=clock.now())
    return placed.order
