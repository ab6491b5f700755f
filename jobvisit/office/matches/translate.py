"""From the office's rows to the engine's plain values. What a row does not say stays unknown.

This is the only place where a resident's file meets the ranking: name, birth date, target groups and everything
sensitive are not read here, so they cannot reach a score.
"""

import json
from collections.abc import Iterable
from datetime import date, time
from functools import cache
from typing import Any

from jobvisit.base.geo import to_metres
from jobvisit.engines.matching.params import Params
from jobvisit.engines.matching.types import NOWHERE, UNKNOWN, Order, Person, Want
from jobvisit.office.orders.models import Education as Asked
from jobvisit.office.orders.models import Employment, JobOrder
from jobvisit.office.reference import tables

PERSON_COLUMNS = (
    "id",
    "wishes",
    "wish_words",
    "lat",
    "lon",
    "reach_m",
    "wage_wish",
    "days",
    "earliest",
    "latest",
    "hours_min",
    "hours_max",
    "shifts_ok",
    "wants",
    "licences",
    "licences_asked",
    "career_months",
    "education",
    "skills",
    "applied_at",
    "active_on",
)
"""The columns of a resident's file that ranking may see; a test compares them with the list of what it may not."""

_LEVELS = {Asked.ANY: 0, Asked.HIGH: 2, Asked.COLLEGE2: 3, Asked.BACHELOR: 4, Asked.MASTER: 5}
_EPOCH = date(1970, 1, 1)


def person(row: dict[str, Any]) -> Person:
    """A resident's `PERSON_COLUMNS` as the engine sees them."""
    x, y = _place(row["lat"], row["lon"])
    return Person(
        id=row["id"],
        wishes=tuple(int(code) for code in row["wishes"]),
        x=x,
        y=y,
        reach=_or_unknown(row["reach_m"]),
        wage=row["wage_wish"] or 0,
        days=_bits(row["days"]),
        earliest=_minute(row["earliest"]),
        latest=_minute(row["latest"]),
        weekly_min=_minutes_a_week(row["hours_min"]),
        weekly_max=_minutes_a_week(row["hours_max"]),
        shifts=UNKNOWN if row["shifts_ok"] is None else int(row["shifts_ok"]),
        licences=licence_numbers(row["licences"]),
        licences_known=row["licences_asked"],
        career=_or_unknown(row["career_months"]),
        education=_or_unknown(row["education"]),
        wants=want_bits(row["wants"]),
        words=f"{row['wish_words']} {row['skills']}".strip(),
        applied_on=int(row["applied_at"].timestamp()) // 60,
        active_on=day_number(row["active_on"]),
    )


def order(row: JobOrder, today: date) -> Order:
    """A job order as the engine sees it. `row` need not be saved."""
    x, y = _place(row.lat, row.lon)
    start, end = _minute(row.start), _minute(row.end)
    if start != UNKNOWN and end != UNKNOWN and end <= start:
        end += 24 * 60
    return Order(
        id=row.pk or 0,
        occupation=int(row.occupation) if row.occupation else UNKNOWN,
        x=x,
        y=y,
        wage_min=row.hourly_min or 0,
        wage_max=row.hourly_max or row.hourly_min or 0,
        days=_bits(row.days),
        days_per_week=round(row.days_per_week) if row.days_per_week is not None else UNKNOWN,
        start=start,
        end=end,
        weekly=_minutes_a_week(row.weekly_hours),
        shift=UNKNOWN if row.shift is None else int(row.shift),
        licences_all=licence_numbers(row.licences_required),
        licences_preferred=licence_numbers(row.licences_preferred),
        career_min=row.career_months_min or 0,
        education_min=_LEVELS.get(Asked(row.education), 0) if row.education else 0,
        offers=want_bits(row.offers) | _implied_offers(row),
        words=f"{row.title} {row.duties}".strip(),
        asked_on=day_number(today),
    )


def params(kept: dict[str, Any]) -> Params:
    """The parameters of a version as it was kept."""
    return Params.from_json(json.dumps(kept["params"]))


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def licence_numbers(names: Iterable[str]) -> frozenset[int]:
    """The engine's numbers for licences in their official names; names not in the table are left to a person."""
    known = _licence_table()
    return frozenset(known[name] for name in names if name in known)


def licence_name(number: int) -> str:
    """The official name behind one of the engine's numbers."""
    return next(name for name, known in _licence_table().items() if known == number)


def want_bits(names: Iterable[str]) -> int:
    """Preferences by their lower-case names as the engine's bits."""
    bits = 0
    for name in names:
        bits |= Want[name.upper()]
    return int(bits)


@cache
def _licence_table() -> dict[str, int]:
    return {licence.name: number for number, licence in enumerate(tables.licences())}


def _implied_offers(row: JobOrder) -> int:
    bits = Want(0)
    if row.employment in {Employment.PERMANENT, Employment.PERMANENT_PART_TIME}:
        bits |= Want.PERMANENT
    if row.weekly_hours is not None:
        bits |= Want.FULL_TIME if row.weekly_hours >= 35 else Want.PART_TIME
    if row.insurances is not None and len(row.insurances) == 4:
        bits |= Want.FOUR_INSURANCES
    if row.retirement in {"lump_sum", "pension"}:
        bits |= Want.SEVERANCE_PAY
    if row.days and not set(row.days) & {5, 6}:
        bits |= Want.WEEKENDS_OFF
    if row.start and row.end and time(7) <= row.start < row.end <= time(19):
        bits |= Want.DAYTIME
    return int(bits)


def _place(lat: float | None, lon: float | None) -> tuple[int, int]:
    return (NOWHERE, NOWHERE) if lat is None or lon is None else to_metres(lat, lon)


def _bits(days: Iterable[int]) -> int:
    return sum(1 << day for day in set(days))


def _minute(at: time | None) -> int:
    return UNKNOWN if at is None else at.hour * 60 + at.minute


def _minutes_a_week(hours: Any) -> int:
    return UNKNOWN if hours is None else round(float(hours) * 60)


def _or_unknown(value: int | None) -> int:
    return UNKNOWN if value is None else value
