"""What may be sent, when, and how often: checks on plain values."""

from jobvisit.office.messaging.rules.caps import Cap, Caps, Counts, first_reached
from jobvisit.office.messaging.rules.quiet import QuietHours, allowed_from, in_force
from jobvisit.office.messaging.rules.text import (
    LMS_BYTES,
    SMS_BYTES,
    Kind,
    OnStrange,
    Strange,
    StrangeLettersError,
    Text,
    TextTooLongError,
    fit,
    size,
    strange_letters,
)

__all__ = [
    "LMS_BYTES",
    "SMS_BYTES",
    "Cap",
    "Caps",
    "Counts",
    "Kind",
    "OnStrange",
    "QuietHours",
    "Strange",
    "StrangeLettersError",
    "Text",
    "TextTooLongError",
    "allowed_from",
    "first_reached",
    "fit",
    "in_force",
    "size",
    "strange_letters",
]
