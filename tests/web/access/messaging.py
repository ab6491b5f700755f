"""Messages, what came in, and the rules of sending."""

from typing import Any

from jobvisit.base import clock
from jobvisit.office.messaging import actions, incoming
from jobvisit.office.staff.models import Role, User
from tests.factories import messages, staff
from tests.web.access import Door


def _message(someone: User) -> list[Any]:
    return [messages.queued(someone.district).reference]


def _inbound(someone: User) -> list[Any]:
    now = clock.now()
    row = incoming.keep(district=someone.district, gateway_id="R1", number="01020001234", text="?", at=now)
    return [row.pk]


def _campaign(someone: User) -> list[Any]:
    now, manager = clock.now(), staff.colleague_of(someone, Role.MANAGER)
    words = {"code": "notice", "name": "안내", "expected": 100}
    return [actions.open_campaign(district=someone.district, by=manager, at=now, **words).pk]


def _ask(_: User) -> dict[str, Any]:
    return {"what": "ask"}


DOORS = [
    Door("messaging:list"),
    Door("messaging:inbound"),
    Door("messaging:handled", _inbound),
    Door("messaging:templates"),
    Door("messaging:rules"),
    Door("messaging:limits"),
    Door("messaging:sender"),
    Door("messaging:choice"),
    Door("messaging:approve_campaign", _campaign),
    Door("messaging:detail", _message),
    Door("messaging:decide", _message, _ask),
    Door("messaging:approve", _message),
    Door("messaging:release", _message),
]
