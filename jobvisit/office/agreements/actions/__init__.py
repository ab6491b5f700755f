"""What this room does: draft, negotiate, sign, review, renew, combine and end agreements; parties, lines, papers."""

from jobvisit.office.agreements.actions.life import (
    change,
    combine,
    draft,
    end,
    hand_over,
    negotiate,
    renew,
    reopen,
    reviewed,
    sign,
    turn,
)
from jobvisit.office.agreements.actions.lines import add_line, amend_line
from jobvisit.office.agreements.actions.papers import attach
from jobvisit.office.agreements.actions.parties import add_member, add_party, leave

__all__ = [
    "add_line",
    "add_member",
    "add_party",
    "amend_line",
    "attach",
    "change",
    "combine",
    "draft",
    "end",
    "hand_over",
    "leave",
    "negotiate",
    "renew",
    "reopen",
    "reviewed",
    "sign",
    "turn",
]
