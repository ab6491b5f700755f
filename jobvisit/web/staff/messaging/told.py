"""What was written about a thing or to a person, for the pages of other rooms: purpose, way and fate, masked."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from jobvisit.office.messaging import queries
from jobvisit.office.messaging.models import Message
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals.models import Referral
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import User
from jobvisit.office.staff.policy import may
from jobvisit.web.staff.messaging import show

MOST = 10


def about_order(user: User, order: JobOrder, referrals: Iterable[Referral]) -> list[dict[str, Any]]:
    """What was written about an order and those proposed to it."""
    theirs = Q(subject_kind="referral", subject_id__in=[one.pk for one in referrals])
    return _rows(user, theirs | Q(subject_kind="joborder", subject_id=order.pk))


def about_referral(user: User, referral: Referral) -> list[dict[str, Any]]:
    """What was written about one referral."""
    return _rows(user, Q(subject_kind="referral", subject_id=referral.pk))


def to_resident(user: User, seeker: Seeker) -> list[dict[str, Any]]:
    """What was written to a resident, about whatever."""
    return _rows(user, Q(recipient_kind="seeker", recipient_id=seeker.pk))


def _rows(user: User, which: Q) -> list[dict[str, Any]]:
    if not may(user, "messages.view"):
        return []
    found = queries.visible_to(user).filter(which).order_by("-queued_at", "-id")[:MOST]
    return [_row(one) for one in found]


def _row(message: Message) -> dict[str, Any]:
    row = show.row(message)
    return {
        "name": row.what, "url": reverse("messaging:detail", args=[message.reference]), "state": row.state,
        "tone": row.tone, "why": row.why or row.way, "at": message.queued_at,
    }  # fmt: skip
