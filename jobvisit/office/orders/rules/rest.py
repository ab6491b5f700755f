"""Breaks within the day (근로기준법 제54조) and the weekly day of rest (제55조)."""

from collections.abc import Iterator
from fractions import Fraction

from .law import BREAKS, WEEKLY_HOLIDAY, LawTables
from .remark import finding, hours
from .terms import Finding, OrderTerms, Outcome
from .trades import HOUR_LIMITS_MAY_NOT_APPLY, is_in
from .week import HOLIDAY_FROM, NORMAL_DAY, contradicts, days, span_hours, stated_week, week


def breaks(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """30 minutes of break from 4 hours of work, an hour from 8 (제54조①). A shortage only inferred is a note."""
    span = span_hours(terms)
    if span is None or terms.shift:
        return
    stated = terms.break_minutes is not None
    pause = Fraction(terms.break_minutes, 60) if terms.break_minutes is not None else _implied_break(terms, span)
    if pause is None:
        return
    work = span - pause
    due = Fraction(1) if work >= NORMAL_DAY else Fraction(1, 2) if work >= 4 else Fraction(0)
    if pause >= due:
        return
    sure = stated and not terms.hours_uncertain
    outcome = Outcome.UNLAWFUL if sure else Outcome.TO_CONFIRM if stated else Outcome.NOTE
    yield finding(
        "breaks",
        outcome,
        BREAKS,
        field="break_minutes",
        evidence=f"{terms.start:%H:%M}~{terms.end:%H:%M}, 휴게 {int(pause * 60)}분",
        message=f"하루 {hours(work)} 일하면 쉬는 시간이 {int(due * 60)}분 이상 있어야 합니다."
        + ("" if stated else " 적힌 주 근로시간으로 보면 쉬는 시간이 모자랍니다."),
        fix=f"근무 중간에 휴게시간 {int(due * 60)}분을 넣고 그 시간을 적어 주세요.",
    )


def _implied_break(terms: OrderTerms, span: Fraction) -> Fraction | None:
    """What the stated week leaves for breaks; None where it says nothing sensible."""
    stated, count = stated_week(terms), days(terms)
    if stated is None or not count or contradicts(terms):
        return None
    pause = span - stated / count
    return pause if pause >= 0 else None


def weekly_holiday(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """A paid day of rest a week from 15 hours (제55조①, 제18조③): seven working days leave none."""
    every_day = (terms.days_per_week or 0) >= 7 or len(set(terms.work_days)) == 7
    weekly = week(terms)
    if not every_day or terms.shift or (weekly is not None and weekly.most < HOLIDAY_FROM):
        return
    sure = weekly is not None and weekly.least >= HOLIDAY_FROM and not terms.hours_uncertain
    sure = sure and not is_in(terms.occupation, HOUR_LIMITS_MAY_NOT_APPLY)
    yield finding(
        "weekly_holiday",
        Outcome.UNLAWFUL if sure else Outcome.TO_CONFIRM,
        WEEKLY_HOLIDAY,
        field="days_per_week",
        evidence="주 7일 근무",
        message="쉬는 날 없이 일주일에 7일 일하는 조건입니다. 주 15시간 이상이면 주 1회 유급휴일을 주어야 합니다.",
        fix="일주일에 하루 이상 쉬는 날을 정하고 요일을 적어 주세요.",
    )
