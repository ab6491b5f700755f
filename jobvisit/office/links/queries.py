"""Finding links. Nothing here writes: opening a link must never act."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from jobvisit.base.crypto import Keyring
from jobvisit.office.links import rules
from jobvisit.office.links.models import Attempt, Link
from jobvisit.office.staff.models import User


def find(token: str, at: datetime) -> Link | None:
    """The live link of a token; None for one that is unknown, used, expired, revoked or locked, without saying which.

    Found by the hash of the token, so the time it takes says nothing about how near a guess was.
    """
    if not rules.well_formed(token):
        return None
    link = Link.objects.select_related("district").filter(token_hash=rules.hashed(token)).first()
    return link if link is not None and is_live(link, at) else None


def any_state(token: str) -> Link | None:
    """The link of a token in whatever state, for showing a receipt to somebody who has passed its second fact."""
    if not rules.well_formed(token):
        return None
    return Link.objects.select_related("district").filter(token_hash=rules.hashed(token)).first()


def is_live(link: Link, at: datetime) -> bool:
    """Whether the link may still be answered by."""
    return (
        link.used_at is None
        and link.revoked_at is None
        and link.expires_at > at
        and link.failures < rules.Tries().per_link
    )


def about(subject: Any) -> QuerySet[Link]:
    """The links that were issued for one thing, newest first."""
    return Link.objects.filter(
        district_id=subject.district_id, subject_kind=subject._meta.model_name, subject_id=subject.pk
    ).order_by("-issued_at", "-id")


def address(token: str) -> str:
    """The full address that a text or a QR code carries."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/p/{token}/"


def digest(link_hash: str, second_fact: str) -> str:
    """The second fact as it is stored: keyed, and bound to its link."""
    return Keyring.from_secrets(*settings.FIELD_KEYS).digest(f"link:{link_hash}:{second_fact}")


def address_key(came_from: str) -> str:
    """The address somebody comes from, as it is stored."""
    return Keyring.from_secrets(*settings.FIELD_KEYS).digest(f"from:{came_from}")


def telephone_key(number: str) -> str:
    """The telephone that may answer by text, as it is stored."""
    digits = "".join(letter for letter in number if letter.isdecimal())
    return Keyring.from_secrets(*settings.FIELD_KEYS).digest(f"telephone:{digits}")


def answerable_from(district_id: int, number: str, at: datetime) -> list[Link]:
    """The live links that this telephone may answer by text and has not answered yet, newest first."""
    rows = Link.objects.select_related("district").filter(
        district_id=district_id, reply_key=telephone_key(number), receipt=""
    )
    return [link for link in rows.order_by("-issued_at", "-id")[:50] if is_live(link, at)]


def get(user: User, key: int) -> Link:
    """One link of the user's district. Raises `Link.DoesNotExist`."""
    return Link.objects.select_related("district").get(pk=key, district_id=user.district_id)


def wrong_tries(came_from: str, at: datetime) -> int:
    """How often a second fact was wrong from this address within the window."""
    since = at - rules.Tries().window
    return Attempt.objects.filter(address_key=address_key(came_from), right=False, at__gt=since).count()
