"""Calls and visits."""

from typing import Any

from jobvisit.base import clock
from jobvisit.office.outreach import visiting
from jobvisit.office.outreach.models import Visit
from jobvisit.office.staff.models import User
from tests.factories import companies, outreach
from tests.web.access import Door


def _firm(someone: User) -> list[Any]:
    return [companies.company(someone.district).pk]


def _visit(someone: User) -> list[Any]:
    return [visit(someone).pk]


def visit(someone: User, **more: Any) -> Visit:
    """A visit of today that is agreed on."""
    now = clock.now()
    return visiting.agree(
        case=outreach.case(someone), counsellor=someone, on=clock.seoul_day(now), by=someone, now=now, **more
    )


DOORS = [
    Door("outreach:list"),
    Door("outreach:firm", _firm),
    Door("outreach:log", _firm),
    Door("outreach:agree", _firm),
    Door("outreach:board"),
    Door("outreach:download_board"),
    Door("outreach:fix_board"),
    Door("outreach:day"),
    Door("outreach:visit", _visit),
    Door("outreach:arrive", _visit),
    Door("outreach:report", _visit),
    Door("outreach:incident", _visit),
    Door("outreach:cancel", _visit),
]
