"""What the reader of job-order text gives back, and what it asks of the reference tables.

A `Reading` holds one `Read` for each term of an order, or None where the text does not say.
Every `Read` carries the words it came from, so a page can show them beside the field, and
`sure`, so that a doubtful value is never passed off as a plain one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)

PayKind = Literal["hour", "day", "week", "month", "year", "negotiable"]
Shift = Literal["two_shift", "three_shift", "alternate_day", "24h", "rotation", "night"]
CareerKind = Literal["none_required", "entry", "experienced"]
Education = Literal["any", "high", "college2", "bachelor", "master"]
Employment = Literal["permanent", "fixed_term", "daily", "dispatch", "intern"]
Benefit = Literal["meals", "dormitory", "shuttle", "transport_pay", "parking", "tuition", "housing"]
Insurance = Literal["pension", "health", "employment", "accident"]
Retirement = Literal["lump_sum", "pension", "none"]

Doubt = Literal[
    "",
    "sources_disagree",  # two places of the same order say different things
    "several_stated",  # alternatives were offered; the first is given
    "odd_writing",  # a slip of the pen was mended ("15:000" read as 15:00)
    "unit_assumed",  # the unit was not written ("월 220" is taken as 만원)
    "half_day_assumed",  # 오전/오후 was not written ("9-6시" is taken as 09:00-18:00)
    "year_assumed",  # a date without its year
    "nearest_allowed",  # no exact value exists (박사 is given as master)
    "inferred",  # follows from other words, is not said in so many
    "unknown_name",  # shaped like a name, but not in the reference tables
    "conditional",  # said to be adjustable or for some applicants only
]


class Span(NamedTuple):
    """A stretch of `Reading.texts[field]`: `texts[field][start:end] == words`."""

    field: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Read(Generic[T_co]):
    """A value and the words it was read from. `sure` is False where a person should look; `doubt` then says why."""

    value: T_co
    spans: tuple[Span, ...] = ()
    sure: bool = True
    doubt: Doubt = ""


class Occupation(NamedTuple):
    """A WorkNet 6-digit occupation. `sure` is True for an exact name or code, False for the nearest one found."""

    code: str
    name: str
    sure: bool


class Hours(NamedTuple):
    """One pair of clock times, "HH:MM". An `end` not after `start` is on the next day; equal times are 24 hours.

    `when` says for which days or turn it holds ("" = the ordinary day).
    """

    start: str
    end: str
    when: Literal["", "saturday", "sunday", "holiday", "night"] = ""


class PayStatement(NamedTuple):
    """One statement of pay as written. Won; `kind` is None where no unit of time is said or implied.

    `includes` is True where allowances (주휴, 연차, 기타 수당) are said to be inside the amount.
    """

    kind: PayKind | None
    least: int | None
    most: int | None
    includes: bool
    span: Span


class Probation(NamedTuple):
    """수습·시용: months, and the share of the pay in percent (None where unsaid)."""

    months: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The terms of one order as far as its words give them. None: not said, or not readable.

    Money in won; dates are `datetime.date`; weekdays are 0 (Monday) to 6 (Sunday).
    A single amount of pay ("월급 220만원") is `pay_min`; `pay_max` is set only where an upper end is said.
    """

    texts: Mapping[str, str]
    pay_kind: Read[PayKind] | None = None
    pay_min: Read[int] | None = None
    pay_max: Read[int] | None = None
    pay_rounded_to: int = 1  # the unit the pay was written in: 10,000 for "215만원", which may stand for 2,156,880
    pay_negotiable: Read[bool] | None = None
    pay_is_minimum_wage: Read[bool] | None = None  # "최저시급": known only with the wage table of the start date
    pay_after_tax: Read[bool] | None = None
    pay_texts: tuple[PayStatement, ...] = ()  # every further statement of pay ("시급 13,200원 (수당포함)")
    days_per_week: Read[int] | None = None
    biweekly_saturday: Read[bool] | None = None  # 격주 토: every second Saturday on top of days_per_week
    work_days: Read[frozenset[int]] | None = None
    weekly_hours: Read[float] | None = None  # as stated; never computed
    daily_hours: Read[float] | None = None  # as stated ("일 3시간"); never computed
    weekly_hours_derived: Read[float] | None = None  # from times, break and days; always unsure
    start: Read[str] | None = None
    end: Read[str] | None = None
    hours_alternatives: tuple[Hours, ...] = ()
    hours_negotiable: Read[bool] | None = None
    break_minutes: Read[int] | None = None
    shift: Read[Shift] | None = None
    career_kind: Read[CareerKind] | None = None
    career_years_min: Read[float] | None = None
    education: Read[Education] | None = None
    headcount: Read[int] | None = None
    licences: Read[tuple[str, ...]] | None = None  # required
    licences_preferred: Read[tuple[str, ...]] | None = None
    gu: Read[str] | None = None  # 시군구: "서초구", "안산시", "성남시 분당구"
    road_or_dong: Read[str] | None = None
    station: Read[str] | None = None
    posted_on: Read[date] | None = None
    closes_on: Read[date] | None = None
    until_filled: Read[bool] | None = None
    starts_on: Read[date] | None = None
    occupation: Read[Occupation] | None = None
    employment: Read[Employment] | None = None
    part_time: Read[bool] | None = None
    contract_months: Read[int] | None = None
    probation: Read[Probation] | None = None
    benefits: Read[tuple[Benefit, ...]] | None = None
    insurances: Read[tuple[Insurance, ...]] | None = None
    retirement: Read[Retirement] | None = None
    notes: tuple["Note", ...] = ()
    unread: tuple[Span, ...] = ()

    def reads(self) -> "dict[str, Read[object]]":
        """The terms that were read, by name, in the order of the order form."""
        found = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: value for name, value in found if isinstance(value, Read)}


NoteCode = Literal[
    "pay_unclear",  # an amount is written but cannot be one ("시급 13,00원")
    "pay_minimum_wage",  # "최저시급": the amount must come from the wage table
    "pay_disagrees",  # the duties state other pay than the pay field
    "hours_disagree",  # days × hours do not give the weekly hours stated
    "days_disagree",
    "career_disagrees",
    "education_disagrees",
    "headcount_open",  # "0명", "00명"
    "date_unclear",
    "hours_unclear",
    "text_cut",  # the field was cut off by its source
]


class Note(NamedTuple):
    """Something a person should know about the reading; `span` shows where."""

    code: NoteCode
    span: Span


class Vocabulary(Protocol):
    """What the reader asks of the reference tables. All look-ups are exact on the caller's side: no I/O, quick."""

    def occupation(self, words: str) -> Occupation | None:
        """The WorkNet occupation for a 6-digit code, an official name or everyday words; None: unknown."""

    def licence(self, words: str) -> str | None:
        """The official name of a licence written in any way ("1종보통운전면허"); None where it is not one."""

    def gus_of_dong(self, name: str) -> tuple[str, ...]:
        """시군구 that have a 동·읍·면 of this name, 법정동 or 행정동 ("방배동", "방배2동"); () if none."""

    def gus_of_station(self, name: str) -> tuple[str, ...] | None:
        """시군구 of a metro station, named without 역 ("방배"); () if its place is unknown; None: no station."""


@dataclass(frozen=True, slots=True)
class PlainVocabulary:
    """A vocabulary from plain tables: for tests, and for callers that have nothing better. Names must match exactly."""

    occupations: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # words -> (code, name)
    licences: Mapping[str, str] = field(default_factory=dict)
    dongs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def occupation(self, words: str) -> Occupation | None:
        found = self.occupations.get("".join(words.split()))
        return Occupation(*found, sure=True) if found else None

    def licence(self, words: str) -> str | None:
        return self.licences.get("".join(words.split()))

    def gus_of_dong(self, name: str) -> tuple[str, ...]:
        return self.dongs.get(name, ())

    def gus_of_station(self, name: str) -> tuple[str, ...] | None:
        return self.stations.get(name)
