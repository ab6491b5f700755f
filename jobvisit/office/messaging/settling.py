"""What a person decides about a message whose fate is open: ask again, believe it arrived, write it anew."""

import uuid
from datetime import datetime

from django.db import transaction

from jobvisit.base.text import normal
from jobvisit.office.messaging import actions, admission, queries, sending, waking
from jobvisit.office.messaging.channels import Fate
from jobvisit.office.messaging.models import Message
from jobvisit.office.messaging.moving import move, note
from jobvisit.office.messaging.states import MessageState, Reason
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

_UNKNOWN = MessageState.UNKNOWN


def ask_again(*, message: Message, by: User, at: datetime) -> Fate:
    """Ask the gateway by our reference. Raises `NotAllowedError` for a message whose fate is known."""
    policy.require(by, "messages.decide")
    current = Message.objects.select_related("district").get(pk=message.pk, district_id=by.district_id)
    if current.state not in {_UNKNOWN, MessageState.SENT}:
        raise policy.NotAllowedError("messages.decide")
    return sending.ask(message=current, at=at)


@transaction.atomic
def mark_delivered(*, message: Message, reason: str, by: User, at: datetime) -> Message:
    """A person found out that it arrived; how is kept as the reason."""
    current = _decidable(message, by, {_UNKNOWN, MessageState.SENT})
    move(current, MessageState.DELIVERED, by=by, at=at, why=normal(reason), sent_at=current.sent_at or at)
    return current


@transaction.atomic
def let_be(*, message: Message, reason: str, by: User, at: datetime) -> Message:
    """Leave it open whether it arrived, and stop asking."""
    current = _decidable(message, by, {_UNKNOWN})
    move(current, MessageState.SETTLED, reason=Reason.NOT_NEEDED, by=by, at=at, why=normal(reason))
    return current


@transaction.atomic
def write_anew(*, message: Message, by: User, at: datetime) -> Message:
    """A new message with a new key and the same words, by a person's click: it may arrive a second time.

    Once for each message; the second click returns what the first one wrote.
    """
    current = Message.objects.select_for_update().get(pk=message.pk, district_id=by.district_id)
    policy.require(by, "messages.decide")
    first = Message.objects.filter(district_id=by.district_id, again_of=current).first()
    if first is not None:
        return first
    current = _decidable(message, by, {_UNKNOWN, MessageState.FAILED})
    if current.state == _UNKNOWN:
        move(current, MessageState.SETTLED, by=by, at=at, why="written anew")
    anew = _copy(current, by, at)
    note(anew, by, at, "messaging.write_anew", details={"again_of": current.pk})
    waking.wake(waking.SEND, anew.pk, anew.send_after)
    return anew


def _copy(old: Message, by: User, at: datetime) -> Message:
    papers = queries.papers_of(old)
    text = queries.text_of(old)
    anew = Message.objects.get(pk=old.pk)
    anew.pk, anew.reference, anew.key = None, uuid.uuid4(), f"{old.key[:150]}:anew"
    anew._state.adding = True
    anew.again_of, anew.queued_by, anew.queued_at = old, by, at
    anew.state, anew.reason, anew.gateway_code, anew.gateway_id = MessageState.QUEUED, "", "", ""
    anew.attempts, anew.counted, anew.approved_by, anew.approved_at = 0, False, None, None
    anew.leased_until = anew.sent_at = anew.ended_at = anew.asked_at = None
    anew.send_after = admission.hour(old.district, at) or at
    anew.closed_text = queries.keys().close(text, queries.place(anew))
    anew.save(force_insert=True)
    for name, content in papers:
        actions.enclose(anew, name, content)
    return anew


def _decidable(message: Message, by: User, states: set[MessageState]) -> Message:
    policy.require(by, "messages.decide")
    current = Message.objects.select_for_update().get(pk=message.pk, district_id=by.district_id)
    if current.state not in states:
        raise policy.NotAllowedError("messages.decide")
    return current
