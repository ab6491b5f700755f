"""Firms."""

from typing import Any

from jobvisit.office.staff.models import User
from tests.factories import companies
from tests.web.access import Door


def _firm(someone: User) -> list[Any]:
    return [companies.company(someone.district).pk]


DOORS = [
    Door("companies:list"),
    Door("companies:download"),
    Door("companies:new"),
    Door("companies:detail", _firm),
    Door("companies:edit", _firm),
    Door("companies:add_contact", _firm),
]
