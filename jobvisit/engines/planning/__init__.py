"""Whom to visit, on which day, by whom, in which order: one door, `plan`.

    problem = Problem(shifts, visits, learn(*trips(stays, lines)).applied(lines))
    made = plan(problem, seed=1, limit=Limit(iterations=20_000))
    made.routes, made.calls, made.unkept      # days, telephone list, appointments nobody can keep (with reasons)

`check` verifies a plan with arithmetic of its own (every plan has passed it). `replan` changes a plan as little as
needed; `offer_slots` answers while the firm is on the telephone; `value` says what a visit is worth; `zones` divides
a district. Pure: no clock is read (except CPU seconds, when asked to stop by them), no disk, nothing about persons.
Docs: docs/engines/planning.md.
"""

from .checker import Violation, check
from .engines import Engine
from .knob import sensible_effort
from .learning import Learnt, Stay, Trip, learn, trips
from .limits import Limit
from .offers import Offer, Offers, offer_slots
from .osrm import OsrmTable
from .planner import UncheckedPlanError, plan
from .reasons import words
from .replanning import Change, Move, replan
from .travel import Pace, StraightLine, TravelError
from .types import (
    Appointment,
    Area,
    Call,
    DayRoute,
    Mode,
    Notice,
    NoticeCode,
    Place,
    Plan,
    Problem,
    Reason,
    Shift,
    Slot,
    Span,
    Stop,
    Travel,
    Unserved,
    Visit,
    worth,
)  # fmt: skip

__all__ = [
    "Appointment",
    "Area",
    "Call",
    "Change",
    "DayRoute",
    "Engine",
    "Learnt",
    "Limit",
    "Mode",
    "Move",
    "Notice",
    "NoticeCode",
    "Offer",
    "Offers",
    "OsrmTable",
    "Pace",
    "Place",
    "Plan",
    "Problem",
    "Reason",
    "Shift",
    "Slot",
    "Span",
    "Stay",
    "Stop",
    "StraightLine",
    "Travel",
    "TravelError",
    "Trip",
    "UncheckedPlanError",
    "Unserved",
    "Violation",
    "Visit",
    "check",
    "learn",
    "offer_slots",
    "plan",
    "replan",
    "sensible_effort",
    "trips",
    "words",
    "worth",
]
