"""What this room does: plan desks, run a day, hand out tickets.

Locks are taken in the order session, tickets by key.
"""

from jobvisit.office.desks.actions.places import describe, open_again, set_up, shut
from jobvisit.office.desks.actions.series import carry_ahead, change_series, plan_series
from jobvisit.office.desks.actions.sessions import (
    Closed,
    cancel_session,
    change_staff,
    close_session,
    open_session,
    plan_session,
    reopen_session,
)
from jobvisit.office.desks.actions.tickets import attach, book, call_next, cancel, miss, move, walk_in

__all__ = [
    "Closed",
    "attach",
    "book",
    "call_next",
    "cancel",
    "cancel_session",
    "carry_ahead",
    "change_series",
    "change_staff",
    "close_session",
    "describe",
    "miss",
    "move",
    "open_again",
    "open_session",
    "plan_series",
    "plan_session",
    "reopen_session",
    "set_up",
    "shut",
    "walk_in",
]
