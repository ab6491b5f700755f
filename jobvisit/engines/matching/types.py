"""The vocabulary of matching: requirements, terms, residents, job orders.

Units, everywhere in this package: places are metres in one projected grid, pay is won an hour, times of day are
minutes after midnight (beyond 1440 for the next day), weekly hours are minutes a week, careers are months, days are
day numbers (any rising whole number; the web layer uses days since 1970-01-01), scores are points (see ``params``).

What is not known has its own value (`UNKNOWN`, `NOWHERE`, 0 where 0 cannot occur) and is never guessed: a requirement
is *met*, *failed* or *unknown*, and someone unknown stays in the list, marked "to confirm".

There is no field for sex, age, disability, family or origin, and none may be added (고용정책기본법 §7②, 직업안정법 §2).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Final

UNKNOWN: Final = -1
NOWHERE: Final = -(2**31)
"""An x or y that is not known."""


class State(IntEnum):
    """What is known of one requirement for one resident and one order."""

    MET = 0
    FAILED = 1
    UNKNOWN = 2


class Requirement(IntEnum):
    """Hard requirements, in the order in which the first failing one is named.

    Occupation and commute come first because the index answers them without looking at a person.
    """

    OCCUPATION = 0
    COMMUTE = 1
    PAY = 2
    DAYS = 3
    START = 4
    END = 5
    WEEKLY = 6
    SHIFT = 7
    LICENCES = 8
    CAREER = 9
    EDUCATION = 10


class Term(IntEnum):
    """The parts a score is the sum of. The first twelve say whether the resident accepts, the last four whether
    the employer hires."""

    ACCEPT_BASE = 0
    OCCUPATION = 1
    WORDS = 2
    COMMUTE = 3
    PAY = 4
    DAYS = 5
    START = 6
    END = 7
    WEEKLY = 8
    SHIFT = 9
    WANTS = 10
    FRESHNESS = 11
    HIRE_BASE = 12
    LICENCES = 13
    CAREER = 14
    EDUCATION = 15


N_REQUIREMENTS: Final = len(Requirement)
N_TERMS: Final = len(Term)
FIRST_HIRE_TERM: Final = int(Term.HIRE_BASE)

TERM_OF: Final = {r: Term[r.name] for r in Requirement}
"""The term that carries a requirement's points; also the points of its being unknown."""


class Want(IntFlag):
    """What a resident may wish for beside the hard limits, and an order may offer: a closed list."""

    PERMANENT = 1
    FULL_TIME = 2
    PART_TIME = 4
    FOUR_INSURANCES = 8
    SEVERANCE_PAY = 16
    MEALS = 32
    LODGING = 64
    SHUTTLE = 128
    NEAR_STATION = 256
    WEEKENDS_OFF = 512
    DAYTIME = 1024
    FROM_HOME = 2048
    TRAINING = 4096
    SEATED = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One resident looking for work, as the engine sees them. Only ``id`` is needed; the rest starts unknown.

    ``wishes``: up to three six-digit occupation codes as whole numbers, most wanted first (561000 for a whole 소분류).
    ``reach``: the farthest one-way commute accepted, metres as the crow flies. ``wage``: the wished won an hour, 0
    unknown.
    ``days``: bits Monday 1 … Sunday 64 on which the person can work, 0 unknown.
    ``earliest``/``latest``: when work may start and must end. ``weekly_min``/``weekly_max``: minutes a week.
    ``shifts``: 1 willing, 0 not, -1 unknown. ``licences``: numbers of the licences held, as the caller numbers them;
    ``licences_known`` says that the list is complete, so a licence not in it is truly missing.
    ``career``: months in the wished field. ``education``: a rising level. ``words``: the wish and skills in free words.
    ``applied_on``: order of application (칙 §5④). ``active_on``: the day the person last said they are still looking.
    """

    id: int
    wishes: tuple[int, ...] = ()
    x: int = NOWHERE
    y: int = NOWHERE
    reach: int = UNKNOWN
    wage: int = 0
    days: int = 0
    earliest: int = UNKNOWN
    latest: int = UNKNOWN
    weekly_min: int = UNKNOWN
    weekly_max: int = UNKNOWN
    shifts: int = UNKNOWN
    licences: frozenset[int] = frozenset()
    licences_known: bool = False
    career: int = UNKNOWN
    education: int = UNKNOWN
    wants: int = 0
    words: str = ""
    applied_on: int = UNKNOWN
    active_on: int = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One job order. Facts of the job that are not stated are unknown; demands that are not made are absent.

    Facts: ``occupation`` (six digits), place, ``wage_min``/``wage_max`` (won an hour, 0 not stated), ``days`` (bits)
    or only ``days_per_week``, ``start``/``end``, ``weekly``, ``shift`` (1 rotating shifts, 0 none, -1 not stated).
    Demands: all of ``licences_all`` and, if any are given, one of ``licences_any``; ``career_min`` months;
    ``education_min`` level. Preferences: ``licences_preferred``, ``career_preferred``, ``education_preferred``.
    ``offers``: bits of ``Want``. ``words``: title and duties. ``asked_on``: the day the list is made for. An ``end`` at
    or before ``start`` is on the next day (22:00 to 06:00 is 1320, 360 or 1320, 1800: the same order). ``stretch``:
    metres by which everyone's reach is taken to be longer, to see what one 동 further would bring; 0 for a real list.
    """

    id: int = 0
    occupation: int = UNKNOWN
    x: int = NOWHERE
    y: int = NOWHERE
    wage_min: int = 0
    wage_max: int = 0
    days: int = 0
    days_per_week: int = UNKNOWN
    start: int = UNKNOWN
    end: int = UNKNOWN
    weekly: int = UNKNOWN
    shift: int = UNKNOWN
    licences_all: frozenset[int] = frozenset()
    licences_any: frozenset[int] = frozenset()
    licences_preferred: frozenset[int] = frozenset()
    career_min: int = 0
    career_preferred: int = 0
    education_min: int = 0
    education_preferred: int = 0
    offers: int = 0
    words: str = ""
    asked_on: int = UNKNOWN
    stretch: int = 0


class DuplicateIdError(ValueError):
    """Two rows claim the same id; ``ids`` names some of them."""

    def __init__(self, ids: list[int]) -> None:
        super().__init__(f"ids occur more than once: {ids[:5]}")
        self.ids = ids
