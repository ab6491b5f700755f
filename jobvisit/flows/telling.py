"""Who is told what when a referral moves: texts, links and what is taken back. The only place that knows both rooms.

Everything here runs in the transaction of the deed: a text is queued with it or not at all. A key names each text, so
that the same deed told twice is one text.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from jobvisit.base import phone
from jobvisit.office.companies import queries as companies
from jobvisit.office.links import actions as links
from jobvisit.office.links import rules as link_rules
from jobvisit.office.messaging import actions as messages
from jobvisit.office.messaging import queries as message_queries

if TYPE_CHECKING:
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.referrals.models import Interview, Placement, Referral
    from jobvisit.office.staff.models import User

PROPOSAL_LINK, RESULT_LINK, ORDER_LINK = "resident.proposal", "employer.result", "employer.order"
"""Purposes of links: what the page behind it asks."""
OPEN_FOR = timedelta(days=21)
REPLIES = {
    "1": {"answer": "yes", "consent": "yes", "words": "동의"},
    "2": {"answer": "no", "why": "other", "words": "아니요"},
}
"""The codes by which a resident may answer a proposal in a text; the text itself says what 1 agrees to."""


def proposed(referral: Referral, *, by: User | None, at: datetime, again: str = "") -> None:
    """Ask a resident whether they want this job; `again` names a reminder."""
    link = links.issue(
        district=referral.district,
        purpose=PROPOSAL_LINK,
        subject=referral,
        expires_at=at + OPEN_FOR,
        second_fact=link_rules.birth(referral.seeker.birth_date),
        by=by,
        at=at,
        reply_from=referral.seeker.phone,
        replies=REPLIES,
    )
    template = "referral.reminder" if again else "referral.proposal"
    values = {"job": referral.order.title, "link": link.url}
    _to_resident(referral, template, key=again or "invite:v1", values=values, by=by, at=at)


def reminded(referral: Referral, *, at: datetime) -> bool:
    """Remind a resident once. Returns whether it was done now."""
    if message_queries.by_key(referral.district, _key(referral, "reminder:1")) is not None:
        return False
    proposed(referral, by=None, at=at, again="reminder:1")
    return True


def introduced(referral: Referral, *, by: User | None, at: datetime) -> None:
    """Tell the employer whom we introduce, with a link for the result; no name stands in the text."""
    _to_employer(
        referral.order, "employer.introduced", key=_key(referral, "introduced:v1"), subject=referral,
        purpose=RESULT_LINK, more={"count": "1"}, by=by, at=at,
    )  # fmt: skip


def booked(interview: Interview, *, by: User | None, at: datetime) -> None:
    """Tell the resident when and where the interview is."""
    referral = interview.referral
    when = f"{localtime(interview.at):%m/%d %H:%M}"
    where = interview.place or referral.order.address or referral.order.company.name
    _to_resident(
        referral, "interview.booked", key=f"interview:{interview.pk}:v1", values={"when": when, "where": where},
        by=by, at=at,
    )  # fmt: skip


def hired(placement: Placement, *, by: User | None, at: datetime) -> None:
    """Tell the resident that they are hired, and take back whatever was still to be sent about the referral."""
    forgotten(placement.referral, by=by, at=at)
    when = f"{placement.start_on:%m/%d}"
    key = f"hired:{placement.start_on:%Y%m%d}:{placement.version}"
    _to_resident(placement.referral, "referral.hired", key=key, values={"when": when}, by=by, at=at)


def forgotten(referral: Referral, *, by: User | None, at: datetime) -> None:
    """An answer came: reminders stop at once, and no link about this question opens any more."""
    messages.cancel(district=referral.district, key_prefix=f"referral:{referral.pk}:", reason="answered", by=by, at=at)
    links.revoke_about(subject=referral, reason="answered", by=by, at=at)


def answered(referral: Referral, *, by: User | None, at: datetime) -> None:
    """The resident answered: no reminder goes out any more; the employer's link stays."""
    messages.cancel(district=referral.district, key_prefix=_key(referral, "reminder"), reason="answered", by=by, at=at)
    messages.cancel(district=referral.district, key_prefix=_key(referral, "invite"), reason="answered", by=by, at=at)
    links.revoke_about(subject=referral, purpose=PROPOSAL_LINK, reason="answered", by=by, at=at)


def result_asked(referral: Referral, *, at: datetime) -> bool:
    """Ask the employer for the result, once. Returns whether it was done now."""
    key = _key(referral, "result:1")
    if message_queries.by_key(referral.district, key) is not None:
        return False
    _to_employer(
        referral.order, "employer.result", key=key, subject=referral, purpose=RESULT_LINK, more={}, by=None, at=at
    )
    return True


def silence(order: JobOrder, step: str, *, since: datetime, at: datetime) -> None:
    """Ask an employer who says nothing whether they still look, or tell what was done about it, with a link."""
    template = {"ask": "employer.still_looking", "pause": "order.paused", "close": "order.closed"}[step]
    key = f"order:{order.pk}:{step}:{since:%Y%m%d}"
    _to_employer(order, template, key=key, subject=order, purpose=ORDER_LINK, more={}, by=None, at=at)


def follow_up(placement: Placement, months: int, *, at: datetime) -> bool:
    """Ask the resident whether they still work there, once for each follow-up. Returns whether it was done now."""
    key = f"followup:{months}"
    referral = placement.referral
    if message_queries.by_key(referral.district, _key(referral, key)) is not None:
        return False
    link = links.issue(
        district=referral.district,
        purpose="resident.follow_up",
        subject=placement,
        expires_at=at + OPEN_FOR,
        second_fact=link_rules.birth(referral.seeker.birth_date),
        by=None,
        at=at,
    )
    more = frozenset({"follow_up"})
    _to_resident(referral, "followup.resident", key=key, values={"link": link.url}, by=None, at=at, agreed=more)
    return True


def _key(referral: Referral, what: str) -> str:
    return f"referral:{referral.pk}:{what}"


def _to_resident(
    referral: Referral,
    template: str,
    *,
    key: str,
    values: dict[str, str],
    by: User | None,
    at: datetime,
    agreed: frozenset[str] = frozenset(),
) -> None:
    seeker, district = referral.seeker, referral.district
    messages.queue(
        district=district,
        key=_key(referral, key),
        purpose=template,
        to=messages.Recipient("seeker", seeker.pk, seeker.name, seeker.phone, seeker.email, agreed=agreed),
        template=template,
        values={
            "centre": district.centre_name,
            "phone": phone.pretty(district.centre_phone),
            "name": seeker.name,
            "company": referral.order.company.name,
            **values,
        },
        subject=referral,
        by=by,
        at=at,
    )


def _to_employer(
    order: JobOrder,
    template: str,
    *,
    key: str,
    subject: Referral | JobOrder,
    purpose: str,
    more: dict[str, str],
    by: User | None,
    at: datetime,
) -> None:
    district, company = order.district, order.company
    contact = order.contact or companies.contacts(company).first()
    number = contact.phone if contact and contact.phone else company.phone
    fact = link_rules.business(company.business_number) if company.business_number else None
    link = links.issue(
        district=district,
        purpose=purpose,
        subject=subject,
        expires_at=at + OPEN_FOR,
        second_fact=fact or (link_rules.phone(number) if number else None),
        by=by,
        at=at,
    )
    kind, pk = ("contact", contact.pk) if contact else ("company", company.pk)
    messages.queue(
        district=district,
        key=key,
        purpose=template,
        to=messages.Recipient(
            kind, pk, contact.name if contact else company.name, number, contact.email if contact else ""
        ),
        template=template,
        values={
            "centre": district.centre_name,
            "phone": phone.pretty(district.centre_phone),
            "company": company.name,
            "job": order.title,
            "link": link.url,
            **more,
        },
        subject=subject,
        by=by,
        at=at,
    )
