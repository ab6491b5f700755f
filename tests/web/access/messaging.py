"""Messages, what came in, and the rules of sending."""

from typing import Any

from jobvisit.base import clock
from jobvisit.office.messaging import incoming
from jobvisit.office.staff.models import User
from tests.factories import messages
from tests.web.access import Door


def _message(someone: User) -> list[Any]:
    return [messages.queued(someone.district).reference]


def _inbound(someone: User) -> list[Any]:
    now = clock.now()
    row = incoming.keep(district=someone.district, gateway_id="R1", number="01020001234", text="?", at=now)
    return [row.pk]


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
    Door("messaging:detail", _message),
    Door("messaging:decide", _message, _ask),
    Door("messaging:approve", _message),
    Door("messaging:release", _message),
]
