"""Facts that change by law: the minimum wage, public holidays, and who belongs to a target group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from jobvisit.office.reference.tables._read import day, in_force, table


@dataclass(frozen=True, slots=True)
class WageFloor:
    """A minimum wage in force from one day to another, both included (최저임금법 제5·10조)."""

    valid_from: date
    valid_until: date | None
    hourly: int
    confidence: str
    source: str

    @property
    def daily(self) -> int:
        """Won for a day of eight hours."""
        return self.hourly * 8

    @property
    def monthly(self) -> int:
        """Won for a month of 209 hours: 40 hours a week and 8 of paid weekly holiday."""
        return self.hourly * 209


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which government offices are closed. `kind`: public, substitute, election, temporary or local."""

    on: date
    name_ko: str
    name_en: str
    kind: str

    @property
    def substitute(self) -> bool:
        """Whether it stands in for a holiday that fell on a weekend or on another one (대체공휴일)."""
        return self.kind == "substitute"


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """A group whose employment the law supports, as defined from one day to another, both included.

    Membership may open a programme; it never enters a ranking (고용정책기본법 제7조). `by_birth_date` tells that the
    ages `min_age` to `max_age` (만 나이, both included) decide it; all other groups need the proof named.
    """

    code: str
    name_ko: str
    name_en: str
    definition_ko: str
    definition_en: str
    law: str
    proof_ko: str
    by_birth_date: bool
    min_age: int | None
    max_age: int | None
    sensitive: bool
    confidence: str
    valid_from: date
    valid_until: date | None


@cache
def wage_floors() -> tuple[WageFloor, ...]:
    """Every minimum wage known, oldest first, 2013 to 2027."""
    floors = table("wage_floors")
    return tuple(
        WageFloor(
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_until=day(row["valid_until"]),
            hourly=int(row["hourly"]),
            confidence=row["confidence"],
            source=floors.about["source"],
        )
        for row in floors.rows
    )


def wage_floor(on: date) -> WageFloor | None:
    """The minimum wage in force on the day `on`; None before 2013 and where the year's wage is not known yet."""
    return next((floor for floor in wage_floors() if in_force(floor.valid_from, floor.valid_until, on)), None)


@cache
def all_holidays() -> tuple[Holiday, ...]:
    """Every holiday known, in order, 2024 to 2028."""
    return tuple(
        Holiday(date.fromisoformat(row["date"]), row["name_ko"], row["name_en"], row["kind"])
        for row in table("holidays").rows
    )


def holidays(first: date, last: date) -> tuple[Holiday, ...]:
    """The holidays from `first` to `last`, both included, in order. Raises ValueError beyond the years 2024–2028.

    A silent "no holidays" for a year nobody has entered would send counsellors to closed doors.
    """
    known = all_holidays()
    if first.year < known[0].on.year or last.year > known[-1].on.year:
        raise ValueError(f"holidays are known for {known[0].on.year} to {known[-1].on.year} only")
    return tuple(one for one in known if first <= one.on <= last)


@cache
def all_groups() -> tuple[TargetGroup, ...]:
    """Every definition of a target group, past, present and to come."""
    return tuple(
        TargetGroup(
            code=row["code"],
            name_ko=row["name_ko"],
            name_en=row["name_en"],
            definition_ko=row["definition_ko"],
            definition_en=row["definition_en"],
            law=row["law"],
            proof_ko=row["proof_ko"],
            by_birth_date=row["by_birth_date"] == "yes",
            min_age=int(row["min_age"]) if row["min_age"] else None,
            max_age=int(row["max_age"]) if row["max_age"] else None,
            sensitive=row["sensitive"] == "yes",
            confidence=row["confidence"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_until=day(row["valid_until"]),
        )
        for row in table("target_groups").rows
    )


def groups(on: date) -> tuple[TargetGroup, ...]:
    """The definitions in force on the day `on`; no code appears twice."""
    return tuple(one for one in all_groups() if in_force(one.valid_from, one.valid_until, on))


def age_on(birth: date, on: date) -> int:
    """만 나이: completed years on the day `on` (행정기본법 제7조의2). Born on 29 February: a year older on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def groups_by_birth_date(birth: date, on: date) -> tuple[TargetGroup, ...]:
    """The groups that a birth date alone decides."""
    age = age_on(birth, on)
    return tuple(
        one
        for one in groups(on)
        if one.by_birth_date and (one.min_age or 0) <= age and (one.max_age is None or age <= one.max_age)
    )
