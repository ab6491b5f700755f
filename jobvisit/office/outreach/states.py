"""The lives of an outreach case (방문 건), of a visit (방문) and of a notice (안내문)."""

from enum import StrEnum

from jobvisit.base.states import Machine


class CaseState(StrEnum):
    """Where our talk with a firm stands."""

    TO_CONTACT = "to_contact"
    CONTACTING = "contacting"
    VISIT_AGREED = "visit_agreed"
    VISITED = "visited"
    OPEN_ORDER = "open_order"
    NO_NEED = "no_need"
    REFUSED = "refused"
    DORMANT = "dormant"
    CLOSED = "closed"


class VisitState(StrEnum):
    """Where one visit stands. An incident is not a cancellation: somebody went."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    UNDER_WAY = "under_way"
    DONE = "done"
    MISSED = "missed"
    INCIDENT = "incident"
    CANCELLED = "cancelled"


class NoticeState(StrEnum):
    """Where one letter stands. Delivery is not an answer."""

    DRAFTED = "drafted"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    ANSWERED = "answered"
    EXPIRED = "expired"


class WorkState(StrEnum):
    """Where a long piece of work in the background stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class PlanState(StrEnum):
    """Where a plan of visits stands."""

    ASKED = "asked"
    READY = "ready"
    ACCEPTED = "accepted"
    REPLACED = "replaced"
    DISCARDED = "discarded"


_C = CaseState
_V = VisitState
_N = NoticeState
_W = WorkState
_P = PlanState

_FROM_THE_START = (_C.VISIT_AGREED, _C.VISITED, _C.OPEN_ORDER, _C.NO_NEED, _C.REFUSED, _C.DORMANT, _C.CLOSED)

CASE = Machine(
    name="outreach case",
    born=frozenset({_C.TO_CONTACT}),
    steps={
        _C.TO_CONTACT: (_C.CONTACTING, *_FROM_THE_START),
        _C.CONTACTING: _FROM_THE_START,
        _C.VISIT_AGREED: (_C.VISITED, _C.CONTACTING, _C.OPEN_ORDER, _C.NO_NEED, _C.REFUSED, _C.CLOSED),
        _C.VISITED: (_C.OPEN_ORDER, _C.NO_NEED, _C.VISIT_AGREED, _C.CONTACTING, _C.REFUSED, _C.DORMANT, _C.CLOSED),
        _C.OPEN_ORDER: (_C.VISIT_AGREED, _C.VISITED, _C.CONTACTING, _C.NO_NEED, _C.REFUSED, _C.DORMANT, _C.CLOSED),
        _C.NO_NEED: (_C.TO_CONTACT, _C.CONTACTING, _C.VISIT_AGREED, _C.OPEN_ORDER, _C.REFUSED, _C.CLOSED),
        _C.DORMANT: (_C.TO_CONTACT, _C.CONTACTING, _C.VISIT_AGREED, _C.OPEN_ORDER, _C.NO_NEED, _C.REFUSED, _C.CLOSED),
    },
    reopens={_C.REFUSED: (_C.TO_CONTACT,), _C.CLOSED: (_C.TO_CONTACT,)},
)
"""to_contact → contacting → visit_agreed → visited → open_order / no_need(recall date) / refused(code); dormant →
to_contact; closed(closed down, duplicate). A talk may skip steps: a firm phoned once may give its order, a
door knocked at may open."""

VISIT = Machine(
    name="visit",
    born=frozenset({_V.PROPOSED, _V.CONFIRMED, _V.UNDER_WAY}),
    steps={
        _V.PROPOSED: (_V.CONFIRMED, _V.UNDER_WAY, _V.MISSED, _V.CANCELLED),
        _V.CONFIRMED: (_V.UNDER_WAY, _V.MISSED, _V.CANCELLED),
        _V.UNDER_WAY: (_V.DONE, _V.INCIDENT),
    },
    reopens={_V.MISSED: (_V.UNDER_WAY,), _V.CANCELLED: (_V.PROPOSED,), _V.DONE: (_V.UNDER_WAY,)},
)
"""proposed → confirmed → under_way → done / missed / incident; cancelled(by whom, why). A walk-up begins under way."""

NOTICE = Machine(
    name="notice",
    born=frozenset({_N.DRAFTED}),
    steps={
        _N.DRAFTED: (_N.SENT, _N.FAILED),
        _N.SENT: (_N.DELIVERED, _N.FAILED, _N.ANSWERED, _N.EXPIRED),
        _N.DELIVERED: (_N.ANSWERED, _N.FAILED, _N.EXPIRED),
        _N.FAILED: (_N.ANSWERED, _N.EXPIRED),
        _N.EXPIRED: (_N.ANSWERED,),
    },
    reopens={},
)
"""drafted → sent → delivered / failed → answered / expired. A late answer still counts; expiry makes a call task."""

WORK = Machine(
    name="background work",
    born=frozenset({_W.WAITING}),
    steps={
        _W.WAITING: (_W.RUNNING, _W.CANCELLED),
        _W.RUNNING: (_W.DONE, _W.FAILED, _W.CANCELLED, _W.WAITING),
        _W.CANCELLED: (_W.WAITING,),
        _W.FAILED: (_W.WAITING,),
    },
    reopens={},
)
"""waiting → running → done / failed / cancelled; what was cancelled or failed, or whose worker died, waits again."""

PLAN = Machine(
    name="visit plan",
    born=frozenset({_P.ASKED}),
    steps={
        _P.ASKED: (_P.READY, _P.DISCARDED),
        _P.READY: (_P.ACCEPTED, _P.DISCARDED),
        _P.ACCEPTED: (_P.REPLACED,),
    },
    reopens={},
)
"""asked → ready → accepted → replaced; or discarded. Only an accepted plan puts visits into anybody's day."""

AT_REST = frozenset({_C.REFUSED, _C.CLOSED})
"""States of a case in which nobody owes the firm anything."""
