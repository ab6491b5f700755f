"""Messages, and whom they are for."""

from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from jobvisit.office.messaging import actions
from jobvisit.office.messaging.models import Limits, Message, SenderNumber
from jobvisit.office.messaging.people import Recipient
from jobvisit.office.staff.models import District, User
from tests.factories import staff

_numbers = count(1)
NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)
"""A Tuesday, twelve o'clock in Seoul."""
VALUES = {
    "centre": "서초 취업정보은행",
    "name": "김순영",
    "company": "초록샘",
    "job": "판매",
    "link": "https://jobs.example/p/AAAAAAAAAAAAAAAAAAAAAAAA/",
}


def recipient(**more: Any) -> Recipient:
    """A resident with a mobile telephone."""
    number = next(_numbers)
    values = {"kind": "seeker", "id": number, "name": "김순영", "phone": f"010-2000-{number:04d}"}
    return Recipient(**{**values, **more})


def queued(district: District | None = None, **more: Any) -> Message:
    """A proposal put into the outbox at noon."""
    where = district or staff.district()
    values: dict[str, Any] = {
        "key": f"test:{next(_numbers)}",
        "purpose": "referral.proposal",
        "to": recipient(),
        "template": "referral.proposal",
        "values": VALUES,
        "subject": None,
        "by": None,
        "at": NOON,
    }
    return actions.queue(district=where, **{**values, **more})


def limits(district: District, **more: Any) -> Limits:
    """The usual limits, of which a test changes one."""
    values: dict[str, Any] = {
        "valid_from": date(2026, 1, 1),
        "quiet_starts": time(21),
        "quiet_ends": time(8),
        "person_per_day": 4,
        "campaign": 2000,
        "district_per_day": 5000,
        "approval_above": 50,
    }
    return Limits.objects.create(district=district, **{**values, **more})


def sender(district: District, number: str = "0221558888") -> SenderNumber:
    """The centre's number, registered to send from."""
    values = {"label": "센터", "valid_from": date(2026, 1, 1)}
    return SenderNumber.objects.get_or_create(district=district, number=number, defaults=values)[0]


def someone(district: District) -> User:
    """A counsellor of that district."""
    return staff.counsellor(district=district)
