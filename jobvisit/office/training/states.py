"""The life of a class (교육반) and of one resident in it (수강)."""

from enum import StrEnum

from jobvisit.base.states import Machine


class CohortState(StrEnum):
    """Where a class stands."""

    PLANNED = "planned"
    NOMINATING = "nominating"
    SELECTED = "selected"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


_C = CohortState

COHORT = Machine(
    name="cohort",
    born=frozenset({_C.PLANNED}),
    steps={
        _C.PLANNED: (_C.NOMINATING, _C.CANCELLED),
        _C.NOMINATING: (_C.SELECTED, _C.CANCELLED),
        _C.SELECTED: (_C.RUNNING, _C.CANCELLED),
        _C.RUNNING: (_C.FINISHED, _C.CANCELLED),
    },
    reopens={_C.CANCELLED: (_C.PLANNED,), _C.FINISHED: (_C.RUNNING,)},
)
"""planned → nominating (criteria stated) → selected (order frozen) → running → finished; cancelled(reason) on the way.
A cancelled class is planned again only if nobody was ever selected for it; a finished one runs again with a reason."""

COMING = frozenset({_C.PLANNED, _C.NOMINATING, _C.SELECTED})
"""It has not begun."""


class EnrolmentState(StrEnum):
    """Where one resident stands in one class. *Referred* afterwards is computed, never stored."""

    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    NOT_ACCEPTED = "not_accepted"
    ATTENDING = "attending"
    CERTIFIED = "certified"
    DROPPED = "dropped"


_E = EnrolmentState

ENROLMENT = Machine(
    name="enrolment",
    born=frozenset({_E.NOMINATED}),
    steps={
        _E.NOMINATED: (_E.ACCEPTED, _E.WAITING, _E.NOT_ACCEPTED, _E.DROPPED),
        _E.WAITING: (_E.ACCEPTED, _E.NOT_ACCEPTED, _E.DROPPED),
        _E.ACCEPTED: (_E.ATTENDING, _E.DROPPED),
        _E.ATTENDING: (_E.CERTIFIED, _E.DROPPED),
    },
    reopens={
        _E.NOT_ACCEPTED: (_E.WAITING,),
        _E.DROPPED: (_E.NOMINATED, _E.WAITING, _E.ATTENDING),
        _E.CERTIFIED: (_E.ATTENDING,),
    },
)
"""nominated → accepted / waiting / not_accepted → attending → certified / dropped(reason). Who dropped comes back to
where there is room: to the nominations, to the end of the waiting list, or into the running class."""

SEATED = frozenset({_E.ACCEPTED, _E.ATTENDING, _E.CERTIFIED})
"""It holds one of the seats."""

IN_LINE = frozenset({_E.NOMINATED, _E.WAITING, _E.ACCEPTED, _E.ATTENDING})
"""Something is still to come for this resident in this class."""
