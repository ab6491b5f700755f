"""Short messages after an act, with a way to take it back."""

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

_UNDO: Final = "undo="
_ICONS: Final = {
    "success": "success-fill",
    "warning": "warning-fill",
    "error": "error-fill",
    "info": "information-fill",
}


@dataclass(frozen=True, slots=True)
class Toast:
    """A message as the page shows it. `undo` is the address that takes the act back by POST."""

    text: str
    icon: str
    undo: str = ""
    urgent: bool = False


def say(request: HttpRequest, text: str, *, undo: str = "", level: int = messages.SUCCESS) -> None:
    """Show `text` on the next page or with the next part; with `undo`, a button that posts to that address."""
    messages.add_message(request, level, text, extra_tags=f"{_UNDO}{undo}" if undo else "")


def toast(message: Message) -> Toast:
    """A stored message, ready to be shown."""
    tags = message.extra_tags or ""
    return Toast(
        text=str(message.message),
        icon=_ICONS.get(message.level_tag, "information-fill"),
        undo=tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else "",
        urgent=message.level >= messages.WARNING,
    )
