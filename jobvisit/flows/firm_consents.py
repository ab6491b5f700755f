"""A firm's word on being written to by text or e-mail: asked at the table or on the telephone, withdrawn as easily."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from jobvisit.base import bizno, phone
from jobvisit.flows import notices
from jobvisit.office.messaging import actions as messages
from jobvisit.office.messaging import admission
from jobvisit.office.messaging import queries as message_queries
from jobvisit.office.staff import policy

if TYPE_CHECKING:
    from jobvisit.office.companies.models import Company
    from jobvisit.office.messaging.models import ContactChoice
    from jobvisit.office.staff.models import User

SMS: Final = "sms"
EMAIL: Final = "email"


class NotTheirsError(ValueError):
    """The address is not, or no longer, the one at which this firm is written to."""


@dataclass(frozen=True)
class Way:
    """One address at which a notice reaches a firm, and the last that was said there about notices."""

    channel: str
    address: str
    said: ContactChoice | None


def ways(firm: Company, *, by: User) -> list[Way]:
    """Where a notice by text or e-mail would go; a number that cannot be texted is none. Up to four statements."""
    to = notices.recipient(firm)
    number, mail = bizno.digits(to.phone), to.email.strip()
    found = [(SMS, number)] if phone.can_text(number) else []
    found += [(EMAIL, mail)] if "@" in mail else []
    return [
        Way(channel, address, message_queries.latest_choice(by.district, admission.address_key(address), notices.SCOPE))
        for channel, address in found
    ]


def record(*, firm: Company, address: str, allowed: bool, source: str, by: User, at: datetime) -> None:
    """Keep what the firm said, with who heard it, when and how; a withdrawal holds back what waits to go out.

    Raises `NotTheirsError` where the firm's address has changed since the page was opened.
    """
    policy.require(by, "messages.decide")
    if address not in {way.address for way in ways(firm, by=by)}:
        raise NotTheirsError(address)
    messages.choose(
        district=by.district, address=address, scope=notices.SCOPE, allowed=allowed, source=source, by=by, at=at,
        recipient=notices.recipient(firm),
    )  # fmt: skip
