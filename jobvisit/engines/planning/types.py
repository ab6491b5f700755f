"""The vocabulary of planning: places, shifts, visits, problems, plans.

Units: times of day are seconds after midnight on the wall clock, lengths are seconds, distances metres, values
expected hires. Days are calendar dates; nothing in this package reads a clock. Nothing about a person enters it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

MINUTE = 60
HOUR = 3600
NOON_BREAK = (12 * HOUR, 13 * HOUR)


class Mode(StrEnum):
    """How a counsellor travels on a day."""

    FOOT = "foot"
    BUS = "bus"
    CAR = "car"


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees (WGS 84). ``zone`` chooses a learnt travel factor."""

    lat: float
    lon: float
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` to ``end`` on one day, both included."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Seconds."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Shift:
    """One counsellor's working day: where it begins and ends, the lunch that is kept free (None: no lunch), and
    hours ``away`` (a meeting, half a day's leave), which are spent at ``start``."""

    counsellor: str
    day: date
    span: Span
    start: Place
    end: Place
    mode: Mode = Mode.BUS
    lunch: Span | None = Span(*NOON_BREAK)
    away: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Appointment:
    """Agreed with the firm: the visit begins on ``day`` from ``start`` to ``start + tolerance``."""

    day: date
    start: int
    tolerance: int = 15 * MINUTE


@dataclass(frozen=True, slots=True)
class Slot:
    """A proposal of the firm: on this day the whole visit fits into ``span``."""

    day: date
    span: Span


@dataclass(frozen=True, slots=True)
class Visit:
    """A firm that may be, or must be, visited once.

    ``hours`` are daily opening hours (several for a firm that closes at lunch; empty: any hour); the whole visit lies
    within one of them. ``slots`` replaces them where the firm has named alternatives. An appointment overrides both.
    ``crew`` 2 asks for two counsellors at the same time. ``agrees`` is the chance that a call ends in a yes.
    """

    id: str
    place: Place | None
    value: float = 0.0
    length: int = 45 * MINUTE
    hours: tuple[Span, ...] = ()
    closed_on: frozenset[date] = frozenset()
    slots: tuple[Slot, ...] = ()
    appointment: Appointment | None = None
    crew: int = 1
    counsellors: frozenset[str] = frozenset()
    agrees: float = 1.0
    closed_down: bool = False
    duplicate_of: str = ""


class Travel(Protocol):
    """Distances and times between places."""

    def tables(self, places: Sequence[Place], mode: Mode) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Metres and seconds, each ``[len(places), len(places)]``, from row to column."""
        ...


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in degrees; firms outside are reported, not planned."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Who is there, whom could we visit, and what is forbidden.

    ``now`` is (day, seconds): what lies before it is past, and nobody leaves before it. ``reach`` is how far, in
    metres as the crow flies, a firm may lie from the nearest place where a shift begins.
    """

    shifts: tuple[Shift, ...]
    visits: tuple[Visit, ...]
    travel: Travel
    holidays: frozenset[date] = frozenset()
    now: tuple[date, int] | None = None
    area: Area | None = None
    reach: float = 30_000.0


class Reason(StrEnum):
    """Why a visit is not in the plan."""

    NO_PLACE = "no_place"
    BAD_PLACE = "bad_place"
    SWAPPED_PLACE = "swapped_place"
    OUT_OF_AREA = "out_of_area"
    TOO_FAR = "too_far"
    CLOSED_DOWN = "closed_down"
    DUPLICATE = "duplicate"
    BAD_LENGTH = "bad_length"
    BAD_VALUE = "bad_value"
    BAD_CREW = "bad_crew"
    BAD_HOURS = "bad_hours"
    PAST = "past"
    HOLIDAY = "holiday"
    CLOSED_DAY = "closed_day"
    NO_SHIFT = "no_shift"
    COUNSELLOR_AWAY = "counsellor_away"
    LUNCH = "lunch"
    OUTSIDE_SHIFT = "outside_shift"
    UNREACHABLE = "unreachable"
    OVERLAP = "overlap"
    PAIR = "pair"
    DROPPED = "dropped"
    NOT_WORTH_THE_WAY = "not_worth_the_way"
    BELOW_SHORTLIST = "below_shortlist"
    DAYS_FULL = "days_full"


class NoticeCode(StrEnum):
    """What was wrong with a shift, or is worth knowing about the plan as a whole."""

    SHIFT_TWICE = "shift_twice"
    SHIFT_HOURS = "shift_hours"
    SHIFT_PLACE = "shift_place"
    SHIFT_HOLIDAY = "shift_holiday"
    SHIFT_PAST = "shift_past"
    NO_SHIFTS = "no_shifts"
    NO_VISITS = "no_visits"
    TRAVEL_FAILED = "travel_failed"
    TRAVEL_PARTLY = "travel_partly"
    ENGINE_MISSING = "engine_missing"


@dataclass(frozen=True, slots=True)
class Notice:
    """A code and the facts behind it (a counsellor, a day)."""

    code: NoticeCode
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unserved:
    """A visit outside the plan, why, and the facts behind it (other visits' ids, a date, minutes)."""

    visit: str
    reason: Reason
    facts: tuple[str, ...] = ()
    appointment: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit in a day: when it begins and ends."""

    visit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DayRoute:
    """One counsellor's day: leaves ``shift.start`` at ``leave``, is back at ``shift.end`` at ``back``."""

    counsellor: str
    day: date
    stops: tuple[Stop, ...]
    leave: int
    back: int
    lunch: Span | None
    metres: int


@dataclass(frozen=True, slots=True)
class Call:
    """A visit to be agreed by telephone: when we would come, and whom to ask instead if they say no.

    ``instead`` are visits nearby that could take the very same hour, best first.
    """

    visit: str
    counsellor: str
    day: date
    morning: bool
    start: int
    value: float
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked plan. ``value`` is in expected hires, ``cost`` in seconds of travel, ``metres`` the whole way.

    ``effort`` is the knob: how many minutes of travel one expected hire is worth. ``bound`` is a value no plan can
    exceed (None where it was not computed). The same problem, knob, seed and number of iterations give the same plan;
    so nothing here tells of the hour or the machine.
    """

    routes: tuple[DayRoute, ...]
    unserved: tuple[Unserved, ...]
    calls: tuple[Call, ...]
    value: float
    cost: int
    metres: int
    effort: float
    seed: int
    engine: str
    iterations: int
    bound: float | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def visits(self) -> int:
        """Distinct visits planned."""
        return len({stop.visit for route in self.routes for stop in route.stops})

    @property
    def gap(self) -> float | None:
        """How far the value may at most be below the best possible, as a share of the bound."""
        return None if not self.bound else max(0.0, 1.0 - self.value / self.bound)

    @property
    def unkept(self) -> tuple[Unserved, ...]:
        """Appointments that nobody can keep, each with its reason."""
        return tuple(left for left in self.unserved if left.appointment)


def worth(visit: Visit) -> float:
    """Expected hires of proposing this visit: an agreed one counts in full, another times its chance of a yes."""
    return visit.value if visit.appointment is not None else visit.value * visit.agrees
