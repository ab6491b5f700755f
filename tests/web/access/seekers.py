"""Residents looking for work."""

from typing import Any

from jobvisit.office.staff.models import User
from tests.factories import seekers
from tests.web.access import Door


def _file(someone: User) -> list[Any]:
    return [seekers.seeker(someone).public_id]


DOORS = [
    Door("seekers:list"),
    Door("seekers:download"),
    Door("seekers:new"),
    Door("seekers:detail", _file),
    Door("seekers:edit", _file),
    Door("seekers:certificate", _file),
    Door("seekers:add_note", _file),
    Door("seekers:reveal", _file),
    Door("seekers:move", _file),
]
