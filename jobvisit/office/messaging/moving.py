"""The one way in which a message changes its state: checked, and noted in the same transaction."""

from datetime import datetime
from typing import Any

from jobvisit.office.audit import actions as audit
from jobvisit.office.messaging.models import Message
from jobvisit.office.messaging.states import MESSAGE, MessageState
from jobvisit.office.staff.models import User


def move(
    message: Message,
    to: MessageState,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    code: str = "",
    why: str = "",
    **fields: Any,
) -> None:
    """Change a message whose row the caller holds. `why` is a person's reason; further fields are saved along."""
    MESSAGE.check(MessageState(message.state), to)
    details = {"from": message.state, "to": to, "reason": reason, "code": code}
    fields["ended_at"] = at if to in MESSAGE.ends() or to == MessageState.SETTLED else None
    fields |= {"state": to, "reason": reason[:30], "gateway_code": code[:80] or message.gateway_code}
    Message.objects.filter(pk=message.pk).update(**fields)
    for name, value in fields.items():
        setattr(message, name, value)
    note(message, by, at, "messaging.move", reason=why, details={name: it for name, it in details.items() if it})


def note(
    message: Message,
    by: User | None,
    at: datetime,
    verb: str,
    *,
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """One event about a message, under the name of the resident whose data it concerns."""
    person = message.recipient_id if message.recipient_kind == "seeker" else None
    audit.note(by=by, at=at, verb=verb, subject=message, person_id=person, reason=reason, details=details)
