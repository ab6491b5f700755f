"""Who gets a seat: stated criteria with weights, points that add up, ties by order of application.

Each criterion gives 0 to 100 points; a total is the sum of weight × points. Nothing about a person's sex, age,
disability, family or origin is a criterion, and none may be added (고용정책기본법 제7조②). What is not known counts
half and is written as not known: silence is neither a merit nor a fault.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

HALF: Final = 50
"""Points where the fact is not known."""
MOST_WEIGHT: Final = 10


@dataclass(frozen=True)
class Criterion:
    """One thing that may count. `full`: the value that gives all 100 points; more gives no more."""

    code: str
    full: int

    def points(self, value: int | None) -> int:
        """0 … 100, rounded down; half where nothing is known."""
        if value is None:
            return HALF
        return min(max(value, 0), self.full) * 100 // self.full


CRITERIA: Final[Mapping[str, Criterion]] = {
    one.code: one
    for one in (
        Criterion("orders", 5),  # open orders near home that the certificate alone would open
        Criterion("waited", 90),  # days since the application for work
        Criterion("tried", 3),  # introduced in the last year without a hire
        Criterion("time", 1),  # free on the days and at the hours of the class, by the file
        Criterion("first", 1),  # has had no seat in a class of ours before
        Criterion("talk", 5),  # the counsellor's word at nomination, 0 … 5
    )
}
"""By code; the comment says what the value is."""


@dataclass(frozen=True)
class Applicant:
    """One nominee: the enrolment's key, when it was applied for, and the facts by criterion (None: not known).

    `barred` is why no seat can be given at all (`holds`: has the certificate already; `not_looking`: the file is
    closed), or nothing.
    """

    key: int
    applied: datetime
    facts: Mapping[str, int | None]
    barred: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the order: the place (from 1; 0 for who is barred), the total and the points it is made of."""

    key: int
    place: int
    total: int
    points: dict[str, int]
    facts: dict[str, int | None]
    barred: str


def criteria_problem(weights: Mapping[str, int]) -> str:
    """What is wrong with stated weights: `none`, `unknown`, `weight`, or nothing."""
    if not weights:
        return "none"
    if set(weights) - set(CRITERIA):
        return "unknown"
    return "" if all(1 <= weight <= MOST_WEIGHT for weight in weights.values()) else "weight"


def in_order(applicants: Sequence[Applicant], weights: Mapping[str, int]) -> list[Line]:
    """Everyone in the order in which seats are given, those who are barred last.

    Equal totals go by the time of application, then by the enrolment's key.
    """
    rated = []
    for one in applicants:
        points = {code: CRITERIA[code].points(one.facts.get(code)) for code in weights}
        total = sum(weights[code] * got for code, got in points.items())
        rated.append((bool(one.barred), -total, one.applied, one.key, one, points))
    rated.sort(key=lambda row: row[:4])
    lines, place = [], 0
    for barred, total, _, key, one, points in rated:
        place += not barred
        facts = {code: one.facts.get(code) for code in weights}
        lines.append(Line(key, 0 if barred else place, -total, points, facts, one.barred))
    return lines


def free_for(
    days: Collection[int],
    begins: time,
    ends: time,
    can: Collection[int],
    earliest: time | None,
    latest: time | None,
) -> int | None:
    """1 where a file's days and hours take in those of a class, 0 where one does not, None where not all is said."""
    said: list[bool | None] = [
        set(days) <= set(can) if can else None,
        earliest <= begins if earliest is not None else None,
        ends <= latest if latest is not None else None,
    ]
    if False in said:
        return 0
    return None if None in said else 1
