"""The ways out: one folder a channel, each with `send` and `ask`. To add one, add a folder and a line here.

A channel says honestly what it knows. `UNCLEAR` is any answer that leaves open whether the far end took the message;
it is never tried again by code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module


class Outcome(StrEnum):
    """What became of handing a message over."""

    TAKEN = "taken"
    REFUSED = "refused"
    """The far end said no, for good."""
    NOT_HANDED_OVER = "not_handed_over"
    """It certainly never saw the message: no connection, or "busy, come back"."""
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Outgoing:
    """What a channel needs to know of a message."""

    reference: str
    address: str
    title: str
    text: str
    kind: str = ""
    sender: str = ""
    sender_name: str = ""
    papers: tuple[tuple[str, bytes], ...] = ()
    """(file name, PDF) that go along."""


@dataclass(frozen=True)
class Answer:
    """What the far end said; `code` is its own word, kept for people, never acted on."""

    outcome: Outcome
    gateway_id: str = ""
    code: str = ""


class Fate(StrEnum):
    """What the far end knows of a message by our reference."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    NOT_KNOWN = "not_known"
    NO_WORD = "no_word"
    """It cannot be asked, or did not answer."""


@dataclass(frozen=True)
class Found:
    """The answer to a question by our reference."""

    fate: Fate
    gateway_id: str = ""
    code: str = ""


NAMES = ("sms", "email", "letter", "webhook")


def send(channel: str, message: Outgoing) -> Answer:
    """Hand one message over."""
    door: Callable[[Outgoing], Answer] = import_module(f"{__name__}.{_known(channel)}").send
    return door(message)


def ask(channel: str, message: Outgoing) -> Found:
    """Ask what became of a message."""
    door: Callable[[Outgoing], Found] = import_module(f"{__name__}.{_known(channel)}").ask
    return door(message)


def _known(channel: str) -> str:
    if channel not in NAMES:
        raise ValueError(f"no channel {channel!r}")
    return channel
