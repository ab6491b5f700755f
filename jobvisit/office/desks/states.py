"""The lives of a desk's session and of a ticket."""

from enum import StrEnum

from jobvisit.base.states import Machine


class SessionState(StrEnum):
    """Where a session stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class TicketState(StrEnum):
    """Where one visitor stands. Booked or walked in is the ticket's origin, not a state (decision 0070)."""

    LISTED = "listed"
    """On the waiting list of a session that is full."""
    BOOKED = "booked"
    WAITING = "waiting"
    """Here, with a number."""
    CALLED = "called"
    """At the desk."""
    SERVED = "served"
    LEFT = "left"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


_S, _T = SessionState, TicketState

SESSION = Machine(
    name="desk session",
    born=frozenset({_S.PLANNED}),
    steps={_S.PLANNED: (_S.OPEN, _S.CANCELLED), _S.OPEN: (_S.CLOSED,)},
    reopens={_S.CLOSED: (_S.OPEN,), _S.CANCELLED: (_S.PLANNED,)},
)
"""planned → open → closed / cancelled(reason)."""

TICKET = Machine(
    name="desk ticket",
    born=frozenset({_T.LISTED, _T.BOOKED, _T.WAITING}),
    steps={
        _T.LISTED: (_T.BOOKED, _T.WAITING, _T.CANCELLED),
        _T.BOOKED: (_T.WAITING, _T.NO_SHOW, _T.CANCELLED),
        _T.WAITING: (_T.CALLED, _T.LEFT),
        _T.CALLED: (_T.SERVED, _T.WAITING, _T.LEFT),
    },
    reopens={_T.SERVED: (_T.CALLED,), _T.LEFT: (_T.WAITING,), _T.NO_SHOW: (_T.WAITING,)},
)
"""booked / walk-in → waiting → called → served / left / no_show; a wrong tap is taken back."""

HERE = frozenset({_T.WAITING, _T.CALLED})
"""Somebody who is at the place this moment."""
TAKES_A_PLACE = frozenset({_T.BOOKED, _T.WAITING, _T.CALLED, _T.SERVED})
"""States that count against a session's places."""
NUMBERED = frozenset({_T.WAITING, _T.CALLED, _T.SERVED, _T.LEFT})
"""States that nobody reaches without a number."""
COMING = frozenset({_S.PLANNED, _S.OPEN})
"""Sessions that may still be booked, joined or cancelled."""
