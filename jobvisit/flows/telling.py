"""Who is told what when a referral moves: texts, links and what is taken back. The only place that knows both rooms.

Everything here runs in the transaction of the deed: a text is queued with it or not at all. A key names each text, so
that the same deed told twice is one text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from jobvisit.base import phone
from jobvisit.base.clock import seoul_day
from jobvisit.flows import asking, papers
from jobvisit.flows.asking import FOLLOW_UP_LINK, ORDER_LINK, PROPOSAL_LINK, RENEWAL_LINK, RESULT_LINK
from jobvisit.office.links import actions as links
from jobvisit.office.messaging import actions as messages
from jobvisit.office.messaging import queries as message_queries

if TYPE_CHECKING:
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.referrals.models import Interview, Placement, Referral
    from jobvisit.office.seekers.models import Seeker
    from jobvisit.office.staff.models import User

REPLIES = {
    "1": {"answer": "yes", "consent": "yes", "words": "동의"},
    "2": {"answer": "no", "why": "other", "words": "아니요"},
}
"""The codes by which a resident may answer a proposal in a text; the text itself says what 1 agrees to."""
STILL_THERE = {"1": {"working": "yes", "words": "일하고 있음"}}
"""The code for a follow-up. `2` (has left) is no code: since when and why must be asked, so a person reads it."""


def proposed(referral: Referral, *, by: User | None, at: datetime, again: str = "") -> None:
    """Ask a resident whether they want this job; `again` names a reminder."""
    link = asking.resident(
        referral.seeker, subject=referral, purpose=PROPOSAL_LINK, by=by, at=at, replies=REPLIES
    )  # fmt: skip
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
    """Tell the employer whom we introduce, with a link for the result: a text without any name, and where the contact
    has an address for mail, the referral letter (취업알선장) in a second envelope, its QR code the same link."""
    order = referral.order
    link = asking.employer(order, subject=referral, purpose=RESULT_LINK, by=by, at=at)
    contact, key = asking.contact_of(order), _key(referral, "introduced:v1")
    envelopes: list[tuple[str, str, list[tuple[str, bytes]]]] = []
    if asking.telephone_of(order) or not (contact and contact.email):
        envelopes.append((key, "", []))
    if contact and contact.email:
        paper = papers.letter_to_employer(referral=referral, link=link.url, by=by, at=at)
        envelopes.append((key + ":letter", "email", [(paper.name, paper.content)]))
    for each, channel, enclosed in envelopes:
        _to_employer(
            order, "employer.introduced", key=each, subject=referral, link=link.url, more={"count": "1"}, by=by, at=at,
            channel=channel, enclosed=enclosed,
        )  # fmt: skip


def slots_offered(referral: Referral, *, by: User | None, at: datetime) -> None:
    """Ask a resident which interview they choose, once a day at most: the page behind the link shows every free one."""
    key = f"offer:{seoul_day(at):%Y%m%d}"
    if message_queries.by_key(referral.district, _key(referral, key)) is not None:
        return
    link = asking.resident(referral.seeker, subject=referral, purpose=PROPOSAL_LINK, by=by, at=at)
    _to_resident(referral, "interview.offer", key=key, values={"link": link.url}, by=by, at=at)


def booked(interview: Interview, *, by: User | None, at: datetime) -> None:
    """Tell the resident when and where the interview is; an offer of times that still waits is not needed any more."""
    referral = interview.referral
    messages.cancel(district=referral.district, key_prefix=_key(referral, "offer"), reason="answered", by=by, at=at)
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
    order = referral.order
    link = asking.employer(order, subject=referral, purpose=RESULT_LINK, by=None, at=at)
    _to_employer(order, "employer.result", key=key, subject=referral, link=link.url, more={}, by=None, at=at)
    return True


def silence(order: JobOrder, step: str, *, since: datetime, at: datetime) -> None:
    """Ask an employer who says nothing whether they still look, or tell what was done about it, with a link."""
    template = {"ask": "employer.still_looking", "pause": "order.paused", "close": "order.closed"}[step]
    key = f"order:{order.pk}:{step}:{since:%Y%m%d}"
    link = asking.employer(order, subject=order, purpose=ORDER_LINK, by=None, at=at)
    _to_employer(order, template, key=key, subject=order, link=link.url, more={}, by=None, at=at)


def follow_up(placement: Placement, months: int, *, at: datetime) -> bool:
    """Ask the resident whether they still work there, once for each follow-up. Returns whether it was done now."""
    key = f"followup:{months}"
    referral = placement.referral
    if message_queries.by_key(referral.district, _key(referral, key)) is not None:
        return False
    link = asking.resident(
        referral.seeker, subject=placement, purpose=FOLLOW_UP_LINK, by=None, at=at, replies=STILL_THERE
    )
    more = frozenset({"follow_up"})
    _to_resident(referral, "followup.resident", key=key, values={"link": link.url}, by=None, at=at, agreed=more)
    return True


def file_ending(seeker: Seeker, *, at: datetime) -> bool:
    """Tell a resident a week before that the file ends, with a link to keep it; once for each end of validity.

    Told late (no run in that week), it is said on the day on which the file ended. Returns whether it was done now.
    """
    key = f"seeker:{seeker.pk}:ending:{seeker.valid_until:%Y%m%d}"
    if message_queries.by_key(seeker.district, key) is not None:
        return False
    link = asking.resident(seeker, subject=seeker, purpose=RENEWAL_LINK, by=None, at=at)
    over = seeker.valid_until < seoul_day(at)
    _queue_to_resident(
        seeker, "seeker.ended" if over else "seeker.ending", key=key, subject=seeker, by=None, at=at,
        values={"when": f"{seeker.valid_until:%m/%d}", "link": link.url},
    )  # fmt: skip
    return True


def file_renewed(seeker: Seeker, *, by: User | None, at: datetime) -> None:
    """The resident was heard of: whatever still waits to be said about the end of the file is not said."""
    messages.cancel(district=seeker.district, key_prefix=f"seeker:{seeker.pk}:", reason="answered", by=by, at=at)
    links.revoke_about(subject=seeker, purpose=RENEWAL_LINK, reason="answered", by=by, at=at)


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
    _queue_to_resident(
        referral.seeker, template, key=_key(referral, key), subject=referral, by=by, at=at, agreed=agreed,
        values={"company": referral.order.company.name, **values},
    )  # fmt: skip


def _queue_to_resident(
    seeker: Seeker,
    template: str,
    *,
    key: str,
    subject: Referral | Seeker,
    values: dict[str, str],
    by: User | None,
    at: datetime,
    agreed: frozenset[str] = frozenset(),
) -> None:
    district = seeker.district
    messages.queue(
        district=district,
        key=key,
        purpose=template,
        to=messages.Recipient("seeker", seeker.pk, seeker.name, seeker.phone, seeker.email, agreed=agreed),
        template=template,
        values={
            "centre": district.centre_name,
            "phone": phone.pretty(district.centre_phone),
            "name": seeker.name,
            **values,
        },
        subject=subject,
        by=by,
        at=at,
    )


def _to_employer(
    order: JobOrder,
    template: str,
    *,
    key: str,
    subject: Referral | JobOrder,
    link: str,
    more: dict[str, str],
    by: User | None,
    at: datetime,
    channel: str = "",
    enclosed: Sequence[tuple[str, bytes]] = (),
) -> None:
    district, company, contact = order.district, order.company, asking.contact_of(order)
    kind, pk = ("contact", contact.pk) if contact else ("company", company.pk)
    name, mail = (contact.name, contact.email) if contact else (company.name, "")
    messages.queue(
        district=district,
        key=key,
        purpose=template,
        to=messages.Recipient(kind, pk, name, asking.telephone_of(order), mail),
        template=template,
        values={
            "centre": district.centre_name,
            "phone": phone.pretty(district.centre_phone),
            "company": company.name,
            "job": order.title,
            "link": link,
            **more,
        },
        subject=subject,
        by=by,
        at=at,
        channel=channel,
        papers=enclosed,
    )
