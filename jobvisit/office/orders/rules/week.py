"""How many hours a day and a week the terms still allow: bounds, since orders leave much unsaid.

`most` is the ordinary reading (the shortest break the law allows, and no more); `least` grants a generous break.
"""

from dataclasses import dataclass
from fractions import Fraction

from .terms import OrderTerms

NORMAL_DAY = Fraction(8)
NORMAL_WEEK = Fraction(40)
TOLERANCE = Fraction(1)
"""Hours by which two statements may differ before they contradict each other."""
HOLIDAY_FROM = Fraction(15)
"""Hours a week from which the weekly holiday is paid (근로기준법 제18조③, 제55조①)."""


@dataclass(frozen=True)
class Bounds:
    """Hours, from the least to the most the terms allow; `stated` where they are said in so many words."""

    least: Fraction
    most: Fraction
    stated: bool = False

    @property
    def exact(self) -> bool:
        """Is only one figure possible?"""
        return self.least == self.most


def exact_hours(value: float) -> Fraction:
    """A figure as people write it (32.5, 7.33) as a fraction without binary dust."""
    return Fraction(str(value)).limit_denominator(60)


def span_hours(terms: OrderTerms) -> Fraction | None:
    """Hours from start to end, breaks included; None unless both are stated. Equal times are 24 hours."""
    if terms.start is None or terms.end is None:
        return None
    minutes = (terms.end.hour - terms.start.hour) * 60 + terms.end.minute - terms.start.minute
    return Fraction(minutes if minutes > 0 else minutes + 24 * 60, 60)


def lawful_break(span: Fraction) -> Fraction:
    """The shortest break (hours) within a presence of `span` hours: 30 minutes from 4 hours of work, 1 hour from 8.

    A presence of four hours to four and a half is left alone: whether it hides a break cannot be told (제54조①).
    """
    if span < Fraction(9, 2):
        return Fraction(0)
    return Fraction(1, 2) if span < Fraction(17, 2) else Fraction(1)


def generous_break(span: Fraction) -> Fraction:
    """The longest break that a reader would still believe in without being told."""
    if span < 4:
        return Fraction(0)
    if span < 8:
        return Fraction(1)
    return Fraction(2) if span <= 12 else span / 3


def day(terms: OrderTerms) -> Bounds | None:
    """Hours of work a day; None where nothing is said of them.

    Hours said ("일 3시간") may be those of one of two rounds a day: beside a longer timetable both stay possible.
    """
    clock = _clocked(terms)
    if not terms.daily_hours:
        return clock
    said = exact_hours(terms.daily_hours)
    if clock is None or clock.least - TOLERANCE <= said <= clock.most + TOLERANCE:
        return Bounds(said, said, stated=True)
    return Bounds(min(said, clock.least), max(said, clock.most))


def _clocked(terms: OrderTerms) -> Bounds | None:
    """Hours a day from start, end and break."""
    span = span_hours(terms)
    if span is None:
        return None
    if terms.break_minutes is not None:
        hours = max(Fraction(0), span - Fraction(terms.break_minutes, 60))
        return Bounds(hours, hours)
    return Bounds(span - generous_break(span), span - lawful_break(span))


def days(terms: OrderTerms) -> Fraction | None:
    """Days of work a week, half a day for every second Saturday."""
    count = Fraction(len(terms.work_days)) if terms.work_days else None
    if terms.days_per_week:
        count = exact_hours(terms.days_per_week)
    if count is not None and terms.alternate_saturdays:
        count += Fraction(1, 2)
    return count


def from_timetable(terms: OrderTerms) -> Bounds | None:
    """Hours a week from days, times and break. None where turns alternate, or too little is said."""
    hours, count = day(terms), days(terms)
    if hours is None or count is None or terms.shift:
        return None
    short_saturdays = Fraction(1, 2) * hours.least if terms.alternate_saturdays else Fraction(0)
    return Bounds(hours.least * count - short_saturdays, hours.most * count)


def stated_week(terms: OrderTerms) -> Fraction | None:
    """The agreed hours a week as stated. Zero means "left empty" in every source we know."""
    return exact_hours(terms.weekly_hours) if terms.weekly_hours else None


def contradicts(terms: OrderTerms) -> bool:
    """Do the stated hours a week lie outside what the timetable allows, an unstated break being nothing at all?"""
    stated, timetable = stated_week(terms), from_timetable(terms)
    if stated is None or timetable is None:
        return False
    return not timetable.least - TOLERANCE <= stated <= max(timetable.most, _presence(terms)) + TOLERANCE


def _presence(terms: OrderTerms) -> Fraction:
    """Hours a week from start to end where no break is stated; else nothing."""
    span, count = span_hours(terms), days(terms)
    if span is None or count is None or terms.break_minutes is not None:
        return Fraction(0)
    return span * count


def week(terms: OrderTerms) -> Bounds | None:
    """Hours of work a week that are still possible; None where nothing is said of them."""
    stated, timetable = stated_week(terms), from_timetable(terms)
    if stated is None:
        return timetable
    if timetable is None or not contradicts(terms):
        return Bounds(stated, stated, stated=True)
    return Bounds(min(stated, timetable.least), max(stated, timetable.most))
