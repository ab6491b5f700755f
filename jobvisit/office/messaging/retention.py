"""What is personal in the outbox, how long it is kept, how it is erased.

| where | personal | kept |
|---|---|---|
| message | name, address and its digest, title, words; enclosed papers | until `KEEP` after it was written |
| inbound | words, digest of the number | until `KEEP` after it came |
| contact choice | digest of an address | for ever: a refusal must be respected after everything else is forgotten |

What stays of a message says what for, when, how and how it ended: figures hold, nobody can be read from it. The term
is our own choice, no law states one; the privacy officer sets it. Events have their term in `audit`.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from jobvisit.office.audit import actions as audit
from jobvisit.office.messaging.models import Inbound, Message, Paper
from jobvisit.office.messaging.moving import move
from jobvisit.office.messaging.states import WAITING, MessageState, Reason
from jobvisit.office.staff.models import District

KEEP: Final = timedelta(days=365)
BATCH: Final = 200
OPEN: Final = frozenset({MessageState.SENDING, MessageState.UNKNOWN})
"""States in which the words may still be needed: somebody has to find out what became of them."""


@transaction.atomic
def forget_old(*, district: District, at: datetime) -> int:
    """Erase what is past its term, `BATCH` rows at most. Returns how many rows were emptied."""
    old = Message.objects.filter(district=district, queued_at__lt=at - KEEP).exclude(closed_text=b"")
    emptied = _empty(old.exclude(state__in=[*WAITING, *OPEN]), at)
    came = Inbound.objects.filter(district=district, at__lt=at - KEEP).exclude(closed_text=b"")
    rows = list(came.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    Inbound.objects.filter(pk__in=[row.pk for row in rows]).update(closed_text=b"", address_key="")
    return emptied + len(rows)


@transaction.atomic
def erase_person(*, district: District, kind: str, person: int, at: datetime) -> int:
    """Erase one person (`kind` and number as in `Recipient`): what waits is taken back first.

    Returns how many messages could not be emptied yet because their end is open; call again later.
    """
    theirs = Message.objects.filter(district=district, recipient_kind=kind, recipient_id=person)
    digests = {key for key in theirs.values_list("address_key", flat=True) if key}
    for message in theirs.filter(state__in=list(WAITING)).select_for_update().order_by("pk"):
        move(message, MessageState.CANCELLED, reason=Reason.NOT_NEEDED, by=None, at=at)
    while _empty(theirs.exclude(closed_text=b"").exclude(state__in=list(OPEN)), at):
        pass
    Inbound.objects.filter(district=district, address_key__in=digests).update(closed_text=b"", address_key="")
    return theirs.filter(state__in=list(OPEN)).count()


def _empty(messages: QuerySet[Message], at: datetime) -> int:
    rows = list(messages.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    keys = [row.pk for row in rows]
    Paper.objects.filter(message__in=keys).delete()
    Message.objects.filter(pk__in=keys).update(
        recipient_name="", address="", address_key="", title="", closed_text=b"", replaced=""
    )
    audit.note_many(by=None, at=at, verb="messaging.erase", subjects=rows)
    return len(rows)
