"""Writing referrals, interviews, placements and what employers said. Every act is one transaction with its event."""

from jobvisit.office.referrals.actions.answers import answer, move, reopen, withdraw_consent
from jobvisit.office.referrals.actions.hiring import Undone, hire, undo_hire
from jobvisit.office.referrals.actions.interviews import book, offer_slots, settle
from jobvisit.office.referrals.actions.ladder import attach, climb, end, mark_counted, reopen_end
from jobvisit.office.referrals.actions.orders import close_order, heard, silence_step
from jobvisit.office.referrals.actions.proposing import Choice, Proposed, hand_over, propose
from jobvisit.office.referrals.actions.samples import draw_sample, record_check

__all__ = [
    "Choice",
    "Proposed",
    "Undone",
    "answer",
    "attach",
    "book",
    "climb",
    "close_order",
    "draw_sample",
    "end",
    "hand_over",
    "heard",
    "hire",
    "mark_counted",
    "move",
    "offer_slots",
    "propose",
    "record_check",
    "reopen",
    "reopen_end",
    "settle",
    "silence_step",
    "undo_hire",
    "withdraw_consent",
]
