"""Reading the outbox and its rules."""

import base64
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from jobvisit.base.clock import seoul_day
from jobvisit.base.crypto import Keyring
from jobvisit.office.messaging.counting import CAMPAIGN, DAY, EVER, PERSON
from jobvisit.office.messaging.models import (
    Campaign,
    ContactChoice,
    Inbound,
    Limits,
    Message,
    Paper,
    Scope,
    SenderNumber,
    Tally,
)
from jobvisit.office.messaging.rules import Caps, Counts, QuietHours, in_force
from jobvisit.office.messaging.rules.replies import FOR_A_PERSON
from jobvisit.office.messaging.states import MessageState
from jobvisit.office.staff.models import District, User

SCOPES: Final = tuple(Scope.values)
"""Everything that a person can refuse by itself; a bare "stop" refuses all of it."""


def visible_to(user: User) -> QuerySet[Message]:
    """The messages of the user's district."""
    return Message.objects.filter(district_id=user.district_id)


def get(user: User, reference: str) -> Message:
    """One message by our reference. Raises `Message.DoesNotExist` outside the district."""
    return visible_to(user).select_related("queued_by", "approved_by", "again_of").get(reference=reference)


def counts_by_state(user: User) -> dict[str, int]:
    """How many messages of the district stand in each state."""
    return dict(visible_to(user).order_by().values_list("state").annotate(n=Count("id")))


def senders(user: User) -> QuerySet[SenderNumber]:
    """The registered sender numbers of the district, the newest first."""
    return SenderNumber.objects.filter(district_id=user.district_id).order_by("-valid_from", "-id")


def campaigns(user: User) -> QuerySet[Campaign]:
    """The campaigns of the district, the newest first."""
    found = Campaign.objects.filter(district_id=user.district_id).select_related("opened_by", "approved_by")
    return found.order_by("-opened_at", "-id")


def campaign_of(user: User, pk: int) -> Campaign:
    """One campaign. Raises `Campaign.DoesNotExist` outside the district."""
    return campaigns(user).get(pk=pk)


def awaiting_approval(user: User) -> dict[str, int]:
    """Messages that wait for a second person, by the code of their campaign."""
    waiting = visible_to(user).filter(state=MessageState.WAITING_APPROVAL).exclude(campaign="").order_by("campaign")
    return dict(waiting.values_list("campaign").annotate(Count("pk")))


def by_key(district: District, key: str) -> Message | None:
    """The message that was queued under a key."""
    return Message.objects.filter(district=district, key=key).first()


def messages_about(subject: Any, *, most: int = 50) -> QuerySet[Message]:
    """What was written about one thing, newest first, for its timeline."""
    return Message.objects.filter(
        district_id=subject.district_id, subject_kind=subject._meta.model_name, subject_id=subject.pk
    ).order_by("-queued_at", "-id")[:most]


def text_of(message: Message) -> str:
    """The words of a message. They hold names and the tokens of links: never into a log or an address."""
    return keys().open(bytes(message.closed_text), place(message))


def place(message: Message) -> str:
    """What the closed text is bound to."""
    return f"messaging_message.text:{message.reference}"


def keys() -> Keyring:
    """The keys of sensitive columns."""
    return Keyring.from_secrets(*settings.FIELD_KEYS)


def by_pk(key: int) -> Message | None:
    """One message, for the worker."""
    return Message.objects.select_related("district").filter(pk=key).first()


def is_due(key: int, at: datetime) -> bool:
    """Whether a message still waits and its time has come."""
    return Message.objects.filter(pk=key, state=MessageState.QUEUED, send_after__lte=at).exists()


def papers_of(message: Message) -> list[tuple[str, bytes]]:
    """The PDFs that go along: (file name, content)."""
    rows = Paper.objects.filter(message=message).order_by("pk")
    return [(row.name, base64.b64decode(keys().open(bytes(row.closed), paper_place(row)))) for row in rows]


def paper_place(paper: Paper) -> str:
    """What a closed paper is bound to."""
    return f"messaging_paper.content:{paper.message_id}:{paper.name}"


def latest_choice(district: District, address_key: str, scope: str) -> ContactChoice | None:
    """The last thing that was said at this address about being written to for this scope."""
    rows = ContactChoice.objects.filter(district=district, address_key=address_key, scope=scope)
    return rows.select_related("taken_by").order_by("-at", "-id").first()


def limits_rows(district: District) -> Sequence[Limits]:
    """The district's limits, the latest first."""
    return list(Limits.objects.filter(district=district).order_by("-valid_from"))


def quiet_hours(district: District) -> list[QuietHours]:
    """The district's quiet hours as the rules read them."""
    return [
        QuietHours(row.valid_from, row.quiet_starts, row.quiet_ends, frozenset(row.quiet_weekdays))
        for row in limits_rows(district)
    ]


def caps(district: District, day: date) -> Caps:
    """The caps in force on a day."""
    row = Limits.objects.filter(district=district, valid_from__lte=day).order_by("-valid_from").first()
    if row is None:
        return Caps()
    return Caps(row.person_per_day, row.campaign, row.district_per_day, row.approval_above)


def counts(district: District, address_key: str, campaign: str, day: date) -> Counts:
    """What was accepted so far by transactions that have ended."""
    rows = Tally.objects.filter(district=district).filter(
        Q(scope=PERSON, name=address_key, day=day)
        | Q(scope=CAMPAIGN, name=campaign, day=EVER)
        | Q(scope=DAY, name="", day=day)
    )
    found = {row.scope: row.counted for row in rows}
    return Counts(found.get(PERSON, 0), found.get(CAMPAIGN, 0) if campaign else 0, found.get(DAY, 0))


def campaign(district: District, code: str) -> Campaign | None:
    """A campaign that was opened under this code."""
    return Campaign.objects.filter(district=district, code=code).first() if code else None


def sender_number(district_id: int, at: datetime) -> str | None:
    """The number registered to send from at `at`, the newest registration first."""
    day = seoul_day(at)
    rows = SenderNumber.objects.filter(district_id=district_id, valid_from__lte=day)
    valid = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))
    return valid.order_by("-valid_from", "-id").values_list("number", flat=True).first()


def district_of_sender(number: str, at: datetime) -> District | None:
    """The district that sends from this number, by which an incoming text finds its office."""
    day = seoul_day(at)
    rows = SenderNumber.objects.select_related("district").filter(number=number, valid_from__lte=day)
    found = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day)).order_by("-valid_from", "-id").first()
    return found.district if found else None


def inbound(user: User, key: int) -> Inbound:
    """One text that came in. Raises `Inbound.DoesNotExist` outside the district."""
    return Inbound.objects.select_related("handled_by").get(pk=key, district_id=user.district_id)


def open_inbound(user: User) -> QuerySet[Inbound]:
    """Texts that came in and wait for a person, oldest first."""
    waiting = Inbound.objects.filter(district_id=user.district_id, handled_at__isnull=True)
    return waiting.filter(outcome__in=FOR_A_PERSON).order_by("at", "pk")


def inbound_text(row: Inbound) -> str:
    """The words of an incoming text."""
    return keys().open(bytes(row.closed_text), inbound_place(row))


def inbound_place(row: Inbound) -> str:
    """What its closed text is bound to."""
    return f"messaging_inbound.text:{row.gateway_id}"


def whose(district_id: int, address_key: str) -> Message | None:
    """The last message written to this address: whose it probably is."""
    return (
        Message.objects.filter(district_id=district_id, address_key=address_key).order_by("-queued_at", "-pk").first()
    )


def quiet_now(district: District, day: date) -> QuietHours:
    """The quiet hours in force on a day."""
    return in_force(quiet_hours(district), day)
