"""The month's figures."""

from typing import Any

from jobvisit.base import clock
from jobvisit.office.reports.kpis import Month
from jobvisit.office.staff.models import User
from tests.web.access import Door

LAST = Month.of(clock.seoul_day(clock.now())).plus(-1)


def _month(_someone: User) -> list[Any]:
    return [LAST.year, LAST.number]


def _figure(_someone: User) -> list[Any]:
    return [LAST.year, LAST.number, "hires"]


DOORS = [
    Door("reports:home"),
    Door("reports:month", _month, shared=True),
    Door("reports:download", _month, shared=True),
    Door("reports:close", _month, shared=True),
    Door("reports:revisions", _month, shared=True),
    Door("reports:figure", _figure, shared=True),
    Door("reports:rows", _figure, shared=True),
]
