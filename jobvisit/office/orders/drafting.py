"""From words that were read to the fields of an order, each with the words it came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from jobvisit.engines.reading import Read, Reading

_EMPLOYMENT = {
    ("permanent", False): "permanent",
    ("permanent", True): "permanent_part_time",
    ("fixed_term", False): "fixed_term",
    ("fixed_term", True): "fixed_term_part_time",
    ("daily", False): "daily",
    ("daily", True): "daily",
    ("dispatch", False): "dispatch",
    ("dispatch", True): "dispatch",
    ("intern", False): "fixed_term",
    ("intern", True): "fixed_term_part_time",
}
_OFFERS = {"meals": "meals", "dormitory": "lodging", "shuttle": "shuttle", "tuition": "training"}


@dataclass(frozen=True, slots=True)
class Drafted:
    """A field's value, the words it was read from, and why a person should look at it (`doubt`, empty when sure)."""

    value: Any
    words: str
    sure: bool
    doubt: str


def fields_of(reading: Reading) -> dict[str, Drafted]:
    """Fields of `JobOrder` that the reading can fill; what was not read has no entry."""
    drafted: dict[str, Drafted] = {}
    for field, (name, convert) in _FIELDS.items():
        read: Read[Any] | None = getattr(reading, name)
        if read is not None:
            drafted[field] = _from(read, convert(read.value))
    if reading.employment is not None:
        part = bool(reading.part_time and reading.part_time.value)
        drafted["employment"] = _from(reading.employment, _EMPLOYMENT[reading.employment.value, part])
    if reading.benefits is not None:
        offered = reading.benefits.value
        drafted["offers"] = _from(reading.benefits, [_OFFERS[one] for one in offered if one in _OFFERS])
    if reading.weekly_hours is None and reading.weekly_hours_derived is not None:
        drafted["weekly_hours"] = _from(reading.weekly_hours_derived, reading.weekly_hours_derived.value)
    return drafted


def values(drafted: Mapping[str, Drafted]) -> dict[str, Any]:
    """Only the values, for a form or a row."""
    return {field: one.value for field, one in drafted.items()}


def _from(read: Read[Any], value: Any) -> Drafted:
    return Drafted(value, " ".join(span.words for span in read.spans), read.sure, read.doubt)


def _same(value: Any) -> Any:
    return value


def _clock(value: str) -> time:
    hour, minute = value.split(":")
    return time(int(hour) % 24, int(minute))


_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "pay_kind": ("pay_kind", _same),
    "pay_min": ("pay_min", _same),
    "pay_max": ("pay_max", _same),
    "days_per_week": ("days_per_week", _same),
    "days": ("work_days", sorted),
    "weekly_hours": ("weekly_hours", _same),
    "start": ("start", _clock),
    "end": ("end", _clock),
    "break_minutes": ("break_minutes", _same),
    "shift": ("shift", bool),
    "career_kind": ("career_kind", _same),
    "career_months_min": ("career_years_min", lambda years: round(years * 12)),
    "education": ("education", _same),
    "openings": ("headcount", _same),
    "licences_required": ("licences", list),
    "licences_preferred": ("licences_preferred", list),
    "closes_on": ("closes_on", _same),
    "starts_on": ("starts_on", _same),
    "until_filled": ("until_filled", _same),
    "contract_months": ("contract_months", _same),
    "trainee_months": ("probation", lambda probation: probation.months),
    "trainee_pay_percent": ("probation", lambda probation: probation.percent),
    "occupation": ("occupation", lambda occupation: occupation.code),
    "gu": ("gu", _same),
    "insurances": ("insurances", list),
    "retirement": ("retirement", _same),
}
