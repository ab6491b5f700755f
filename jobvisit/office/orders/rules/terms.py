"""What the checks are told (`OrderTerms`) and what they answer (`Finding`).

Plain values only: no table, no form, no clock. A form, an importer and the paste box each fill an `OrderTerms` and
read the same findings. `None` (or an empty collection) always means "not stated", never "zero" or "no".
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

PayKind = Literal["hour", "day", "week", "month", "year", "negotiable"]
Employment = Literal[
    "permanent", "permanent_part_time", "fixed_term", "fixed_term_part_time", "daily", "dispatch"
]  # 상용직 · 상용직(시간제) · 계약직 · 계약직(시간제) · 일용직 · 파견
CareerKind = Literal["none_required", "entry", "experienced"]  # 무관 · 신입 · 경력
Education = Literal["any", "high", "college2", "bachelor", "master"]
Insurance = Literal["pension", "health", "employment", "accident"]  # 국민연금 · 건강 · 고용 · 산재
Retirement = Literal["lump_sum", "pension", "none"]  # 퇴직금 · 퇴직연금 · 해당없음

ALL_INSURANCES: frozenset[Insurance] = frozenset({"pension", "health", "employment", "accident"})


class Outcome(StrEnum):
    """How sure the check is. `unlawful` only where every reading still possible breaks the law."""

    UNLAWFUL = "unlawful"
    TO_CONFIRM = "to_confirm"
    NOTE = "note"


Span = tuple[int, int]

RemarkCode = Literal[
    "pay_unclear",
    "pay_differs",
    "hours_unclear",
    "hours_differ",
    "days_differ",
    "career_differs",
    "education_differs",
    "headcount_open",
]


@dataclass(frozen=True, kw_only=True)
class StatedPay:
    """A further statement of pay in the order's free text ("시급 13,200원 (수당 포함)"), in won.

    `kind` is None where no unit of time is written; `includes` tells that allowances are inside the amount; `line` is
    the line it stands in.
    """

    kind: PayKind | None
    least: int | None
    most: int | None
    includes: bool
    words: str
    line: str
    field: str
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What a reader of the text noticed: words that cannot be right, or that say other than the fields do."""

    code: RemarkCode
    words: str
    field: str
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class OrderTerms:
    """The terms of one job order (구인표) as plain values; every field may be missing.

    Money is in won, hours in hours, times of day in Seoul time. `end` at or before `start` means the next day, so that
    09:00–09:00 is a 24-hour turn.
    """

    title: str | None = None
    duties: str | None = None
    occupation: str | None = None
    """Occupation code (KECO or WorkNet)."""
    occupation_name: str | None = None
    elementary: bool | None = None
    """Is it elementary work (단순노무, KSCO 9)? Then no trainee reduction (최저임금법 제5조②)."""
    headcount: int | None = None

    pay_kind: PayKind | None = None
    pay_min: int | None = None
    pay_max: int | None = None
    pay_rounded_to: int = 1
    """The unit in which the figure was shown: 10,000 for "215 만원", which may stand for 2,156,880 or 2,149,500."""
    pay_uncertain: bool = False
    """The reader was not sure of the pay: nothing that rests on it is called unlawful."""
    pay_includes_weekly_holiday: bool | None = None
    """For pay by the hour: is the weekly-holiday pay (주휴수당) inside the figure?"""
    pay_negotiable: bool | None = None
    pay_is_minimum_wage: bool | None = None
    """The order says "최저임금" in place of a figure."""
    pay_after_tax: bool | None = None
    pay_statements: tuple[StatedPay, ...] = ()

    days_per_week: float | None = None
    work_days: tuple[int, ...] = ()
    """Weekdays worked, Monday 0 … Sunday 6."""
    weekly_hours: float | None = None
    """Agreed hours a week (주 소정근로시간), as stated."""
    daily_hours: float | None = None
    """Hours a day, as stated ("일 3시간")."""
    alternate_saturdays: bool | None = None
    """Every second Saturday (격주 토) on top of `days_per_week`."""
    start: time | None = None
    end: time | None = None
    break_minutes: int | None = None
    shift: bool | None = None
    """Do turns alternate (교대, 격일, 스케줄)? Then days × (end − start) says little about a week."""
    hours_uncertain: bool = False

    employment: Employment | None = None
    contract_months: int | None = None
    trainee_months: int | None = None
    trainee_pay_percent: float | None = None
    """Share of the full pay during the trial months (수습), e.g. 90."""

    career_kind: CareerKind | None = None
    career_years_min: float | None = None
    education: Education | None = None
    licences_required: tuple[str, ...] = ()
    minor_worker: bool | None = None
    """Is the order meant for workers of 15–17 (연소근로자)?"""

    checked_on: date | None = None
    """The day the law is asked for where no start is stated; else the day of acceptance."""
    starts_on: date | None = None
    accepted_on: date | None = None
    closes_on: date | None = None
    until_filled: bool | None = None

    gu: str | None = None
    dong: str | None = None
    address: str | None = None

    insurances: frozenset[Insurance] | None = None
    """Insurances offered; `None` not stated, empty set "none of them"."""
    retirement: Retirement | None = None
    firm_headcount: int | None = None
    employer_name: str | None = None
    business_number: str | None = None
    business_number_valid: bool | None = None
    """Does the check digit of the business number hold? Asked of `jobvisit.base.bizno` by the caller."""

    not_asked: frozenset[str] = frozenset()
    """Fields the source has no box for: their absence is no remark on the order."""
    remarks: tuple[Remark, ...] = ()
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Raw text by field name, in the employer's words. Findings on wording point into it."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One remark on an order, ready to be read to an employer.

    `code` is stable English; `article` names the Korean law; `evidence` holds the words or values it rests on;
    `message` says what is wrong and `fix` what to do, both in plain Korean. `field` is the field of `OrderTerms`, or
    the key of `texts` where `span` (start, end) points into that text.
    """

    code: str
    outcome: Outcome
    article: str
    evidence: str
    fix: str
    field: str
    message: str
    span: Span | None = None
    penalty: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain values, for JSON."""
        return asdict(self)
