"""May this be sent, by which way, and when? Answers in codes; nothing here raises for a person's sake."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from jobvisit.base import bizno, phone
from jobvisit.base.crypto import Keyring
from jobvisit.office.messaging import queries, templates
from jobvisit.office.messaging.models import Channel
from jobvisit.office.messaging.people import Recipient
from jobvisit.office.messaging.rules import OnStrange, TextTooLongError, allowed_from, fit
from jobvisit.office.messaging.states import Reason
from jobvisit.office.messaging.templates import Template
from jobvisit.office.staff.models import District


@dataclass(frozen=True)
class Route:
    """The way chosen, the address on it, or why there is none."""

    channel: str
    address: str
    reason: str = ""


@dataclass(frozen=True)
class Composed:
    """The text as it will go out."""

    title: str
    text: str
    kind: str = ""
    size: int | None = None
    replaced: str = ""
    reason: str = ""


def address_key(address: str) -> str:
    """A keyed digest of an address; equal addresses have equal digests, and nobody can try all telephone numbers."""
    return Keyring.from_secrets(*settings.FIELD_KEYS).digest(f"address:{address.strip().lower()}")


def route(template: Template, to: Recipient, channel: str = "") -> Route:
    """The first of the template's channels on which this person can be reached, or the one that was asked for."""
    reason = str(Reason.NO_ADDRESS)
    for name in (channel,) if channel else template.channels:
        number = bizno.digits(to.phone)
        if name == Channel.SMS and phone.can_text(number):
            return Route(name, number)
        if name == Channel.SMS and number:
            reason = str(Reason.CANNOT_TEXT)
        if name == Channel.EMAIL and "@" in to.email:
            return Route(name, to.email.strip())
        if name in {Channel.LETTER, Channel.WEBHOOK} and to.address.strip():
            return Route(name, to.address.strip())
    return Route(channel or "", bizno.digits(to.phone) or to.email.strip(), reason)


def compose(template: Template, values: Mapping[str, str], to: Recipient, channel: str) -> Composed:
    """The text for this channel. Letters that no telephone shows are replaced by a lookalike, else by `?`, and named.

    Raises `MissingValueError` where the caller forgot a value.
    """
    written = templates.write(template, values, to.language)
    if channel != Channel.SMS:
        return Composed(written.title or str(template.label), written.text)
    try:
        text = fit(written.text, on_strange=OnStrange.REPLACE)
    except TextTooLongError as problem:
        return Composed(written.title, written.text, size=problem.size, reason=Reason.TOO_LONG)
    except ValueError:
        return Composed(written.title, written.text, reason=Reason.EMPTY)
    letters = "".join(strange.letter for strange in text.replaced)[:60]
    return Composed(written.title, text.text, text.kind, text.size, letters)


def objection(district: District, template: Template, to: Recipient, address: str) -> str:
    """Why this person is not to be written to for this scope; empty if nothing stands against it.

    What concerns an application that the person made is sent unless refused; the other scopes need an agreement.
    """
    choice = queries.latest_choice(district, address_key(address), template.scope) if address else None
    if choice is not None:
        return "" if choice.allowed else Reason.REFUSES
    if template.scope == "service" or template.scope in to.agreed:
        return ""
    return Reason.NO_CONSENT


def hour(district: District, at: datetime) -> datetime | None:
    """The first moment at or after `at` at which people may be written to; None where the calendar leaves none."""
    try:
        return allowed_from(at, queries.quiet_hours(district))
    except ValueError:
        return None
