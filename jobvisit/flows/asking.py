"""The links behind texts and QR codes: to whom, for which question, with which second fact, and how long they open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jobvisit.office.companies import queries as companies
from jobvisit.office.links import actions as links
from jobvisit.office.links import rules as link_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobvisit.office.companies.models import Contact
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.referrals.models import Placement, Referral
    from jobvisit.office.seekers.models import Seeker
    from jobvisit.office.staff.models import User

PROPOSAL_LINK, RESULT_LINK, ORDER_LINK = "resident.proposal", "employer.result", "employer.order"
FOLLOW_UP_LINK, RENEWAL_LINK = "resident.follow_up", "resident.renewal"
"""Purposes of links: what the page behind it asks (`questions`)."""
OPEN_FOR = timedelta(days=21)


def contact_of(order: JobOrder) -> Contact | None:
    """Whom to write to about an order: its own contact, else the firm's first."""
    return order.contact or companies.contacts(order.company).first()


def telephone_of(order: JobOrder) -> str:
    """The contact's number, else the firm's."""
    contact = contact_of(order)
    return contact.phone if contact and contact.phone else order.company.phone


def employer(
    order: JobOrder, *, subject: Referral | JobOrder, purpose: str, by: User | None, at: datetime
) -> links.Issued:
    """A link for an employer; the second fact is the business number, else the telephone we know."""
    number = telephone_of(order)
    business = order.company.business_number
    fact = link_rules.business(business) if business else link_rules.phone(number) if number else None
    return links.issue(
        district=order.district,
        purpose=purpose,
        subject=subject,
        expires_at=at + OPEN_FOR,
        second_fact=fact,
        by=by,
        at=at,
    )


def resident(
    seeker: Seeker,
    *,
    subject: Referral | Placement | Seeker,
    purpose: str,
    by: User | None,
    at: datetime,
    replies: Mapping[str, Mapping[str, str]] | None = None,
) -> links.Issued:
    """A link for a resident; the second fact is month and day of birth. `replies` are codes by text (`links.issue`)."""
    return links.issue(
        district=seeker.district,
        purpose=purpose,
        subject=subject,
        expires_at=at + OPEN_FOR,
        second_fact=link_rules.birth(seeker.birth_date),
        by=by,
        at=at,
        reply_from=seeker.phone if replies else "",
        replies=replies,
    )
