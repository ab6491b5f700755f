"""Writing to the outbox. A message is a row in the transaction of the deed that causes it; a worker sends it."""

import base64
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from jobvisit.base.clock import seoul_day
from jobvisit.base.text import normal
from jobvisit.office.audit import actions as audit
from jobvisit.office.messaging import admission, queries, templates, waking
from jobvisit.office.messaging.models import (
    Campaign,
    ContactChoice,
    Limits,
    Message,
    Paper,
    SenderNumber,
)
from jobvisit.office.messaging.moving import move, note
from jobvisit.office.messaging.people import Recipient
from jobvisit.office.messaging.rules import first_reached
from jobvisit.office.messaging.states import MESSAGE, WAITING, MessageState, Reason
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import District, User

__all__ = ["HeldError", "Recipient", "approve", "cancel", "choose", "queue", "release"]


class HeldError(Exception):
    """The message could not be queued, and the caller asked to be told by an exception. Carries the code."""


@transaction.atomic
def queue(
    *,
    district: District,
    key: str,
    purpose: str,
    to: Recipient,
    template: str,
    values: Mapping[str, str],
    subject: Any,
    by: User | None,
    at: datetime,
    campaign: str = "",
    channel: str = "",
    not_before: datetime | None = None,
    dry_run: bool = False,
    papers: Sequence[tuple[str, bytes]] = (),
    raises: bool = False,
) -> Message:
    """Put a message into the outbox, in the caller's transaction. Returns it; nothing is sent here.

    `key` says what for (`referral:123:invite:v1`); the same key again returns the first message, unchanged. `subject`
    is the saved row it is about. What stands against it (no address, a refusal, a cap, too long …) is a state of the
    returned message with a coded `reason`; with `raises` it is a `HeldError` instead. In quiet hours it goes out
    later. `papers` are PDFs that go along (letters, e-mail). Caps are counted when the transaction commits
    (`counting`), so a queued message may become held then.

    Raises `UnknownTemplateError` and `MissingValueError` for mistakes of ours.
    """
    first = queries.by_key(district, key)
    if first is not None:
        return first
    message = _written(district, key, purpose, to, templates.find(template), values, subject, by, at, campaign, channel)
    _admit(message, district, to, templates.find(template), not_before or at, dry_run)
    if raises and message.state == MessageState.HELD:
        raise HeldError(message.reason)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        first = queries.by_key(district, key)
        if first is None:
            raise
        return first
    for name, content in papers:
        enclose(message, name, content)
    details = {"purpose": purpose, "state": message.state, "reason": message.reason, "channel": message.channel}
    note(message, by, at, "messaging.queue", details=details)
    if message.state == MessageState.QUEUED:
        waking.wake(waking.SEND, message.pk, message.send_after)
    return message


@transaction.atomic
def cancel(*, district: District, key_prefix: str, reason: str, by: User | None, at: datetime) -> int:
    """Take back every message under the prefix that has certainly not gone out. Returns how many.

    A message that a worker holds this moment may go out all the same; it is not waited for.
    """
    if not key_prefix:
        raise ValueError("a prefix is needed: an empty one would cancel everything")
    waiting = Message.objects.select_for_update(skip_locked=True).filter(
        district=district, key__startswith=key_prefix, state__in=list(WAITING)
    )
    rows = list(waiting.order_by("pk"))
    for message in rows:
        move(message, MessageState.CANCELLED, reason=reason, by=by, at=at)
    return len(rows)


@transaction.atomic
def approve(*, message: Message, by: User, at: datetime) -> Message:
    """Agree to a message that waits for a second person. The database refuses whoever queued it."""
    policy.require(by, "messages.approve")
    current = _locked(message, by)
    MESSAGE.check(MessageState(current.state), MessageState.QUEUED)
    if current.state != MessageState.WAITING_APPROVAL or current.queued_by_id == by.pk:
        raise policy.NotAllowedError("messages.approve")
    current.approved_by, current.approved_at = by, at
    current.save(update_fields=["approved_by", "approved_at"])
    return _requeue(current, "messaging.approve", "", by, at)


@transaction.atomic
def release(*, message: Message, reason: str, by: User, at: datetime) -> Message:
    """Send a held message all the same, for a reason that is kept. A refusal of the person cannot be overruled."""
    policy.require(by, "messages.release")
    current = _locked(message, by)
    MESSAGE.check(MessageState(current.state), MessageState.QUEUED)
    if current.state != MessageState.HELD or current.reason not in RELEASABLE or not normal(reason):
        raise policy.NotAllowedError("messages.release")
    return _requeue(current, "messaging.release", normal(reason), by, at)


RELEASABLE = frozenset({Reason.PERSON_CAP, Reason.CAMPAIGN_CAP, Reason.DAY_CAP, Reason.NO_HOUR, Reason.NO_SENDER})
"""What a person may overrule: our own limits, never the recipient's word or a missing address."""


@transaction.atomic
def choose(
    *,
    district: District,
    address: str,
    scope: str,
    allowed: bool,
    source: str,
    by: User | None,
    at: datetime,
    recipient: Recipient | None = None,
) -> ContactChoice:
    """Record that somebody agreed to be written to at an address, or refused (수신 거부). What waits is held."""
    choice = ContactChoice.objects.create(
        district=district,
        address_key=admission.address_key(address),
        recipient_kind=recipient.kind if recipient else "",
        recipient_id=recipient.id if recipient else None,
        scope=scope,
        allowed=allowed,
        source=source,
        at=at,
        taken_by=by,
    )
    audit.note(by=by, at=at, verb="messaging.choose", subject=choice, details={"scope": scope, "allowed": allowed})
    if not allowed:
        codes = [one.code for one in templates.every() if one.scope == scope]
        waiting = Message.objects.select_for_update().filter(
            district=district,
            address_key=choice.address_key,
            template__in=codes,
            state__in=[MessageState.QUEUED, MessageState.WAITING_APPROVAL],
        )
        for message in waiting.order_by("pk"):
            move(message, MessageState.HELD, reason=Reason.REFUSES, by=by, at=at)
    return choice


@transaction.atomic
def open_campaign(
    *, district: District, code: str, name: str, expected: int | None, by: User, at: datetime, dry_run: bool = False
) -> Campaign:
    """Announce a campaign. One that expects more than the limit waits for a second person from its first message."""
    policy.require(by, "messages.campaign")
    row, fresh = Campaign.objects.get_or_create(
        district=district,
        code=code,
        defaults={"name": name, "expected": expected, "dry_run": dry_run, "opened_by": by, "opened_at": at},
    )
    if fresh:
        audit.note(by=by, at=at, verb="messaging.open_campaign", subject=row, details={"expected": expected})
    return row


@transaction.atomic
def approve_campaign(*, campaign: Campaign, by: User, at: datetime) -> int:
    """Agree to a whole campaign, and to what of it waits. Returns how many messages go out now."""
    policy.require(by, "messages.approve")
    current = Campaign.objects.select_for_update().get(pk=campaign.pk, district_id=by.district_id)
    if current.opened_by_id == by.pk:
        raise policy.NotAllowedError("messages.approve")
    if current.approved_at is None:
        current.approved_by, current.approved_at = by, at
        current.save(update_fields=["approved_by", "approved_at"])
        audit.note(by=by, at=at, verb="messaging.approve_campaign", subject=current)
    waiting = Message.objects.filter(
        district_id=by.district_id, campaign=current.code, state=MessageState.WAITING_APPROVAL
    ).exclude(queued_by=by)
    rows = list(waiting.order_by("pk"))
    for message in rows:
        approve(message=message, by=by, at=at)
    return len(rows)


@transaction.atomic
def set_limits(*, by: User, at: datetime, **values: Any) -> Limits:
    """Set the district's limits from a day on; the same day again replaces what was set for it."""
    policy.require(by, "messages.configure")
    day = values.pop("valid_from")
    if day < seoul_day(at):
        raise ValueError("limits of past days are history")
    row, _made = Limits.objects.update_or_create(district_id=by.district_id, valid_from=day, defaults=values)
    audit.note(by=by, at=at, verb="messaging.set_limits", subject=row)
    return row


@transaction.atomic
def register_sender(
    *, number: str, label: str, valid_from: date, valid_until: date | None, by: User, at: datetime
) -> SenderNumber:
    """Write down a number that was registered with the carrier to send from; texts from others do not leave."""
    policy.require(by, "messages.configure")
    row, _made = SenderNumber.objects.update_or_create(
        district_id=by.district_id,
        number=number,
        valid_from=valid_from,
        defaults={"label": label, "valid_until": valid_until},
    )
    audit.note(by=by, at=at, verb="messaging.register_sender", subject=row)
    return row


def _written(
    district: District,
    key: str,
    purpose: str,
    to: Recipient,
    template: templates.Template,
    values: Mapping[str, str],
    subject: Any,
    by: User | None,
    at: datetime,
    campaign: str,
    channel: str,
) -> Message:
    way = admission.route(template, to, channel)
    composed = admission.compose(template, values, to, way.channel)
    message = Message(
        district=district,
        key=key,
        purpose=purpose,
        template=template.code,
        campaign=campaign,
        channel=way.channel,
        recipient_kind=to.kind,
        recipient_id=to.id,
        recipient_name=normal(to.name)[:80],
        address=way.address[:300],
        address_key=admission.address_key(way.address) if way.address else "",
        language=to.language,
        subject_kind=subject._meta.model_name if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        title=composed.title[:200],
        kind=composed.kind,
        size=composed.size,
        replaced=composed.replaced,
        reason=way.reason or composed.reason,
        queued_at=at,
        queued_by=by,
    )
    message.closed_text = queries.keys().close(composed.text, queries.place(message))
    return message


def _admit(
    message: Message, district: District, to: Recipient, template: templates.Template, at: datetime, dry_run: bool
) -> None:
    """Decide the state that the message is born in."""
    moment = admission.hour(district, at)
    message.send_after = moment or at
    campaign = queries.campaign(district, message.campaign)
    caps = queries.caps(district, seoul_day(message.send_after))
    counts = queries.counts(district, message.address_key, message.campaign, seoul_day(message.send_after))
    message.reason = (
        message.reason
        or admission.objection(district, template, to, message.address)
        or ("" if moment else Reason.NO_HOUR)
        or first_reached(caps, counts, in_campaign=bool(message.campaign))
        or ""
    )
    agreed = campaign is not None and campaign.approved_at is not None
    large = campaign is not None and (campaign.expected or 0) > caps.approval_above
    if message.reason:
        message.state = MessageState.HELD
    elif dry_run or (campaign is not None and campaign.dry_run):
        message.state = MessageState.DRY_RUN
    elif message.campaign and not agreed and (large or counts.campaign >= caps.approval_above):
        message.state = MessageState.WAITING_APPROVAL
    else:
        message.state = MessageState.QUEUED


def enclose(message: Message, name: str, content: bytes) -> None:
    """Put a PDF into the envelope of a saved message. Raises `ValueError` for anything else."""
    if not content.startswith(b"%PDF-"):
        raise ValueError("papers are PDFs")
    paper = Paper(district_id=message.district_id, message=message, name=name)
    paper.closed = queries.keys().close(base64.b64encode(content).decode(), queries.paper_place(paper))
    paper.save(force_insert=True)


def _locked(message: Message, by: User) -> Message:
    return Message.objects.select_for_update().get(pk=message.pk, district_id=by.district_id)


def _requeue(message: Message, verb: str, reason: str, by: User, at: datetime) -> Message:
    message.send_after = admission.hour(message.district, max(at, message.send_after)) or at
    message.state, message.reason = MessageState.QUEUED, ""
    message.save(update_fields=["state", "reason", "send_after"])
    note(message, by, at, verb, reason=reason)
    waking.wake(waking.SEND, message.pk, message.send_after)
    return message
