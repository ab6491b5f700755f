"""The worker's half: lease, commit, hand over, store what was said.

A message is marked `sending` and committed before anything leaves the house, so a worker that dies can only leave a
message that may have gone, never one that goes twice. What then is unclear becomes `unknown` and is asked about by
our reference; no code here leads from there back to sending.
"""

import logging
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from jobvisit.base import clock
from jobvisit.office.messaging import channels, queries, waking
from jobvisit.office.messaging.channels import Answer, Fate, Outcome, Outgoing
from jobvisit.office.messaging.models import Channel, Message
from jobvisit.office.messaging.moving import move
from jobvisit.office.messaging.states import MessageState, Reason

log = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=3)
"""Longer than the slowest batch can take: ten messages of ten seconds each, and the time to connect."""
BATCH: Final = 10
RETRY: Final = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
GIVE_UP: Final = timedelta(hours=24)
ASK_FIRST: Final = timedelta(seconds=20)
ASK_AGAIN: Final = timedelta(minutes=50)
ASK_UNTIL: Final = timedelta(days=7)
_SENDING = MessageState.SENDING
_UNKNOWN = MessageState.UNKNOWN


def send_due(*, most: int = 200) -> int:
    """Send what is due, a batch at a time, until nothing is or `most` are done. Returns how many were handed on."""
    done = 0
    while done < most:
        batch = lease(at=clock.now(), most=BATCH)
        for message in batch:
            deliver(message)
        done += len(batch)
        if len(batch) < BATCH:
            break
    return done


@transaction.atomic(durable=True)
def lease(*, at: datetime, most: int) -> list[Message]:
    """Take due messages for ourselves; what other workers hold is passed over. Texts without a sender are held.

    Durable: refused inside another transaction, because the lease must be committed before anything leaves the house.
    """
    due = (
        Message.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=MessageState.QUEUED, send_after__lte=at)
        .select_related("district")
        .order_by("send_after", "pk")[:most]
    )
    taken = []
    for message in due:
        sender = queries.sender_number(message.district_id, at) if message.channel == Channel.SMS else ""
        if sender is None:
            move(message, MessageState.HELD, reason=Reason.NO_SENDER, by=None, at=at)
            continue
        message.sender = sender  # type: ignore[attr-defined]
        move(message, _SENDING, by=None, at=at, leased_until=at + LEASE, attempts=message.attempts + 1)
        taken.append(message)
    return taken


def deliver(message: Message) -> Answer:
    """Hand over one leased message and store the answer. Called outside any transaction.

    A fault of ours must not leave it open whether to send again, so it counts as an unclear answer.
    """
    try:
        answer = channels.send(message.channel, outgoing(message))
    except Exception as problem:
        log.exception("message %s", message.reference)
        answer = Answer(Outcome.UNCLEAR, code=type(problem).__name__)
    settle(message=message, answer=answer, at=clock.now())
    return answer


def outgoing(message: Message) -> Outgoing:
    """The message as its channel sees it."""
    return Outgoing(
        reference=str(message.reference),
        address=message.address,
        title=message.title,
        text=queries.text_of(message),
        kind=message.kind,
        sender=getattr(message, "sender", ""),
        sender_name=message.district.centre_name,
        papers=tuple(queries.papers_of(message)),
    )


@transaction.atomic
def settle(*, message: Message, answer: Answer, at: datetime) -> None:
    """Store what the far end answered. News that came in between by another way (a report) stays."""
    current = Message.objects.select_for_update().get(pk=message.pk)
    if answer.gateway_id and not current.gateway_id:
        Message.objects.filter(pk=current.pk).update(gateway_id=answer.gateway_id)
    state = MessageState(current.state)
    if state not in {_SENDING, _UNKNOWN}:
        return
    code = answer.code
    if answer.outcome == Outcome.TAKEN:
        move(current, MessageState.SENT, by=None, at=at, sent_at=at, leased_until=None)
    elif answer.outcome == Outcome.REFUSED:
        reason = Reason.BOUNCED if current.channel == Channel.EMAIL else Reason.REJECTED
        move(current, MessageState.FAILED, reason=reason, code=code, by=None, at=at, leased_until=None)
    elif state == _UNKNOWN:
        return
    elif answer.outcome == Outcome.UNCLEAR:
        move(current, _UNKNOWN, reason=Reason.NO_ANSWER, code=code, by=None, at=at, leased_until=None)
        waking.wake(waking.ASK, current.pk, at + ASK_FIRST)
    elif at - current.queued_at > GIVE_UP and current.attempts > len(RETRY):
        move(current, MessageState.FAILED, reason=Reason.UNREACHABLE, code=code, by=None, at=at, leased_until=None)
    else:
        later = at + RETRY[min(current.attempts, len(RETRY)) - 1]
        fields: dict[str, Any] = {"send_after": later, "leased_until": None}
        move(current, MessageState.QUEUED, reason=Reason.UNREACHABLE, code=code, by=None, at=at, **fields)
        waking.wake(waking.SEND, current.pk, later)


def sweep(*, at: datetime) -> int:
    """Messages whose worker was lost become `unknown`: it may have handed them over. Returns how many."""
    with transaction.atomic():
        lost = list(
            Message.objects.select_for_update(skip_locked=True)
            .filter(state=_SENDING, leased_until__lt=at)
            .order_by("pk")[:500]
        )
        for message in lost:
            move(message, _UNKNOWN, reason=Reason.WORKER_LOST, by=None, at=at, leased_until=None)
    for message in lost:
        ask(message=message, at=at)
    return len(lost)


def reconcile(*, at: datetime, most: int = 500) -> int:
    """Ask about everything whose fate is open and that was not asked about within the hour. Returns how many."""
    open_ends = Message.objects.filter(state__in=[_UNKNOWN, MessageState.SENT], queued_at__gt=at - ASK_UNTIL)
    unasked = open_ends.filter(asked_at__isnull=True) | open_ends.filter(asked_at__lt=at - ASK_AGAIN)
    rows = list(unasked.exclude(channel=Channel.EMAIL).select_related("district").order_by("queued_at")[:most])
    for message in rows:
        ask(message=message, at=at)
    return len(rows)


def ask(*, message: Message, at: datetime) -> Fate:
    """Ask the far end about one message by our reference, and believe what it says. Never sends."""
    found = channels.ask(message.channel, outgoing(message))
    Message.objects.filter(pk=message.pk).update(asked_at=at)
    if found.fate == Fate.NOT_KNOWN:
        with transaction.atomic():
            # It may still be on its way there; only a person may write it anew.
            waiting = Message.objects.filter(pk=message.pk, state=_UNKNOWN)
            waiting.update(reason=Reason.NOT_KNOWN_THERE, gateway_code=found.code)
    elif found.fate != Fate.NO_WORD:
        report(reference=str(message.reference), fate=found.fate, gateway_id=found.gateway_id, code=found.code, at=at)
    return found.fate


@transaction.atomic
def report(*, reference: str, fate: Fate, gateway_id: str, code: str, at: datetime) -> bool:
    """What the far end says became of a message; the same word twice, or an older one later, changes nothing.

    Returns whether the message is ours.
    """
    current = Message.objects.select_for_update().filter(reference=reference).first()
    if current is None:
        return False
    if gateway_id and not current.gateway_id:
        Message.objects.filter(pk=current.pk).update(gateway_id=gateway_id[:80])
    state = MessageState(current.state)
    fields: dict[str, Any] = {"leased_until": None, "sent_at": current.sent_at or at}
    if fate == Fate.SENT and state in {_SENDING, _UNKNOWN}:
        move(current, MessageState.SENT, code=code, by=None, at=at, **fields)
    elif fate == Fate.DELIVERED and state in {_SENDING, MessageState.SENT, _UNKNOWN, *_REOPENED}:
        move(current, MessageState.DELIVERED, code=code, by=None, at=at, **fields)
    elif fate == Fate.FAILED and state in {_SENDING, MessageState.SENT, _UNKNOWN, MessageState.SETTLED}:
        move(current, MessageState.FAILED, reason=Reason.REJECTED, code=code, by=None, at=at, leased_until=None)
    return True


_REOPENED = (MessageState.SETTLED, MessageState.FAILED)
