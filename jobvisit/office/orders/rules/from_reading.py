"""From what was read in an order's words to the terms that the checks judge.

Where the reader was not sure, the terms say so, and the checks then say "to be confirmed", never "unlawful".
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from re import compile
from types import MappingProxyType
from typing import TypeVar

from jobvisit.engines.reading import PayStatement, Read, Reading, Span

from .terms import (
    Employment,
    Insurance,
    OrderTerms,
    Remark,
    RemarkCode,
    Retirement,
    StatedPay,
)

_REMARKS: dict[str, RemarkCode] = {
    "pay_unclear": "pay_unclear",
    "pay_disagrees": "pay_differs",
    "hours_unclear": "hours_unclear",
    "hours_disagree": "hours_differ",
    "days_disagree": "days_differ",
    "career_disagrees": "career_differs",
    "education_disagrees": "education_differs",
    "headcount_open": "headcount_open",
}
_PART_TIME: dict[str, Employment] = {"permanent": "permanent_part_time", "fixed_term": "fixed_term_part_time"}
_EMPLOYMENTS: dict[str, Employment] = {
    "permanent": "permanent",
    "fixed_term": "fixed_term",
    "intern": "fixed_term",
    "daily": "daily",
    "dispatch": "dispatch",
}
_HOLIDAY_INSIDE = compile(r"[^\d\n]{0,6}주휴[^\d\n)]{0,14}포함(?!\s?(?:시|하면|해서|한)?\s?[:=]?\s?\d)")
"""After an amount: "12,000원(주휴수당 포함)", but not "10,320원(주휴수당 포함 13,100원)"."""
_ALTERNATING = ("two_shift", "three_shift", "alternate_day", "24h", "rotation")

T = TypeVar("T")


def from_reading(
    reading: Reading,
    *,
    checked_on: date,
    texts: Mapping[str, str] | None = None,
    not_asked: frozenset[str] = frozenset(),
    employer_name: str | None = None,
    insurances: frozenset[Insurance] | None = None,
    retirement: Retirement | None = None,
) -> OrderTerms:
    """The terms of a reading, checked as of `checked_on`.

    `texts` are the fields whose wording is judged (all the reader saw, if not given); what the reader does not read
    (employer, insurances, retirement) is handed in by the caller; `not_asked` as in `OrderTerms`.
    """
    occupation = _value(reading.occupation)
    terms = OrderTerms(
        occupation=occupation.code if occupation else None,
        occupation_name=occupation.name if occupation else None,
        headcount=_value(reading.headcount),
        career_kind=_value(reading.career_kind),
        career_years_min=_value(reading.career_years_min),
        education=_value(reading.education),
        licences_required=_value(reading.licences) or (),
        checked_on=checked_on,
        starts_on=_value(reading.starts_on),
        accepted_on=_value(reading.posted_on),
        closes_on=_value(reading.closes_on),
        until_filled=_value(reading.until_filled),
        gu=_value(reading.gu),
        address=_value(reading.road_or_dong),
        insurances=insurances,
        retirement=retirement,
        employer_name=employer_name,
        not_asked=not_asked,
        remarks=_remarks(reading),
        texts=MappingProxyType(dict(reading.texts if texts is None else texts)),
    )
    return _with_contract(_with_hours(_with_pay(terms, reading), reading), reading)


def _with_pay(terms: OrderTerms, reading: Reading) -> OrderTerms:
    return replace(
        terms,
        pay_kind=_value(reading.pay_kind),
        pay_min=_value(reading.pay_min),
        pay_max=_value(reading.pay_max),
        pay_rounded_to=reading.pay_rounded_to,
        pay_uncertain=_pay_uncertain(reading),
        pay_includes_weekly_holiday=True if _holiday_inside(reading) else None,
        pay_negotiable=_value(reading.pay_negotiable),
        pay_is_minimum_wage=_value(reading.pay_is_minimum_wage),
        pay_after_tax=_value(reading.pay_after_tax),
        pay_statements=tuple(_stated(reading, said) for said in reading.pay_texts),
    )


def _with_hours(terms: OrderTerms, reading: Reading) -> OrderTerms:
    shift = _value(reading.shift)
    return replace(
        terms,
        days_per_week=_value(reading.days_per_week),
        work_days=tuple(sorted(_value(reading.work_days) or ())),
        weekly_hours=_value(reading.weekly_hours),
        daily_hours=_value(reading.daily_hours),
        alternate_saturdays=_value(reading.biweekly_saturday),
        start=_clock(reading.start),
        end=_clock(reading.end),
        break_minutes=_value(reading.break_minutes),
        shift=shift in _ALTERNATING if shift else None,
        hours_uncertain=_hours_uncertain(reading),
    )


def _with_contract(terms: OrderTerms, reading: Reading) -> OrderTerms:
    probation = _value(reading.probation)
    return replace(
        terms,
        employment=_employment(reading),
        contract_months=_value(reading.contract_months),
        trainee_months=probation.months if probation else None,
        trainee_pay_percent=probation.percent if probation else None,
    )


def _value(read: Read[T] | None) -> T | None:
    return read.value if read is not None else None


def _clock(read: Read[str] | None) -> time | None:
    """ "24:00" is midnight."""
    if read is None:
        return None
    hour, _, minute = read.value.partition(":")
    return time(int(hour) % 24, int(minute))


def _pay_uncertain(reading: Reading) -> bool:
    """A pay that another place contradicts is judged with both figures; any other doubt makes it uncertain."""
    doubtful = (reading.pay_kind, reading.pay_min, reading.pay_max)
    return any(read is not None and not read.sure and read.doubt != "sources_disagree" for read in doubtful)


def _hours_uncertain(reading: Reading) -> bool:
    """Stated weekly hours settle the week; without them its parts must all be sure."""
    if reading.weekly_hours is not None:
        return not reading.weekly_hours.sure
    parts = (reading.days_per_week, reading.daily_hours, reading.start, reading.end, reading.break_minutes)
    return any(read is not None and not read.sure for read in parts)


def _holiday_inside(reading: Reading) -> bool:
    """Is the chosen hourly pay said to contain the weekly-holiday pay?"""
    least = reading.pay_min
    if least is None or _value(reading.pay_kind) != "hour":
        return False
    said_again = [said for said in reading.pay_texts if said.includes and said.least == least.value]
    if any("주휴" in _line(reading, said.span) for said in said_again):
        return True
    return any(_HOLIDAY_INSIDE.match(reading.texts.get(span.field, "")[span.end :]) for span in least.spans)


def _line(reading: Reading, span: Span) -> str:
    """The line of the text in which a span stands."""
    text = reading.texts.get(span.field, "")
    return text[: span.start].rpartition("\n")[2] + text[span.start :].partition("\n")[0]


def _stated(reading: Reading, said: PayStatement) -> StatedPay:
    return StatedPay(
        kind=said.kind,
        least=said.least,
        most=said.most,
        includes=said.includes,
        words=said.span.words,
        line=_line(reading, said.span),
        field=said.span.field,
        span=(said.span.start, said.span.end),
    )


def _employment(reading: Reading) -> Employment | None:
    kind = _value(reading.employment)
    if kind is None:
        return None
    return _PART_TIME.get(kind, _EMPLOYMENTS[kind]) if _value(reading.part_time) else _EMPLOYMENTS[kind]


def _remarks(reading: Reading) -> tuple[Remark, ...]:
    return tuple(
        Remark(
            code=_REMARKS[note.code],
            words=note.span.words,
            field=note.span.field,
            span=(note.span.start, note.span.end),
        )
        for note in reading.notes
        if note.code in _REMARKS
    )
