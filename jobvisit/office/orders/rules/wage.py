"""The lowest lawful pay for the hours of an order, exactly (최저임금법 시행령 제5조). Money in won, as fractions."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .law import LawTables, WageFloor
from .terms import OrderTerms
from .trades import NO_WEEKLY_HOLIDAY_PAY, is_in
from .week import HOLIDAY_FROM, NORMAL_DAY, NORMAL_WEEK, Bounds, day, week

WEEKS_A_MONTH = Fraction(365, 7 * 12)
FULL_MONTH = Fraction(209)
"""Hours of a month at 40 hours a week: 208.57, which the yearly notice (고시) fixes at 209."""
OVERTIME_RATE = Fraction(3, 2)
NOTHING_SAID = Bounds(Fraction(0), NORMAL_WEEK)


@dataclass(frozen=True)
class Need:
    """The lowest lawful pay, in the order's own unit: under the mildest and under the strictest reading of the terms.

    `hours` are those of the strictest reading, for the explanation.
    """

    least: Fraction
    most: Fraction
    hours: Fraction


def day_of_law(terms: OrderTerms) -> date | None:
    """The day whose wage floor applies: the start of work, else the day of the check, else of acceptance."""
    return terms.starts_on or terms.checked_on or terms.accepted_on


def paid_holiday(weekly: Fraction) -> Fraction:
    """Paid hours of the weekly holiday: hours ÷ 40 × 8 from 15 hours a week, at most 8."""
    return min(weekly, NORMAL_WEEK) / 5 if weekly >= HOLIDAY_FROM else Fraction(0)


def paid_week(weekly: Fraction) -> Fraction:
    """Hours of a week that the minimum wage counts: agreed hours and paid holiday (제5조①2)."""
    normal = min(weekly, NORMAL_WEEK)
    return normal + paid_holiday(weekly)


def paid_month(weekly: Fraction) -> Fraction:
    """Hours of a month that the minimum wage counts (제5조①3): paid week × 365/7 ÷ 12; 209 at 40 hours."""
    return FULL_MONTH if weekly >= NORMAL_WEEK else paid_week(weekly) * WEEKS_A_MONTH


def overtime(hours: Fraction, normal: Fraction) -> Fraction:
    """Hours beyond the normal ones, weighed with their surcharge of half (근로기준법 제56조①)."""
    return max(Fraction(0), hours - normal) * OVERTIME_RATE


def need(terms: OrderTerms, floor: WageFloor) -> Need | None:
    """The lowest lawful pay for the pay kind of the order; None where it has none to compare."""
    won = floor.hourly
    match terms.pay_kind:
        case "hour":
            return _hourly(terms, won)
        case "day":
            return _daily(terms, won)
        case "week":
            return _periodic(terms, won, Fraction(1))
        case "month":
            return _periodic(terms, won, WEEKS_A_MONTH)
        case "year":
            return _periodic(terms, won, WEEKS_A_MONTH * 12)
    return None


def _hourly(terms: OrderTerms, won: int) -> Need:
    plain = Fraction(won)
    if not terms.pay_includes_weekly_holiday:
        return Need(plain, plain, Fraction(1))
    hours = week(terms) or NOTHING_SAID
    most = plain * Fraction(6, 5) if hours.most >= HOLIDAY_FROM else plain
    least = plain * Fraction(6, 5) if hours.least >= HOLIDAY_FROM else plain
    return Need(least, most, most / won)


def _daily(terms: OrderTerms, won: int) -> Need:
    hours = day(terms) or _day_from_week(terms) or Bounds(Fraction(0), NORMAL_DAY)
    agreed = _day_from_week(terms)
    if agreed and hours.least <= agreed.least <= hours.most and not terms.shift:
        hours = agreed  # "09:00~18:00", five days, 40 hours: the break is an hour, not perhaps two
    paid = min(hours.most, NORMAL_DAY) + overtime(hours.most, NORMAL_DAY)
    return Need(min(hours.least, NORMAL_DAY) * won, paid * won, paid)


def _day_from_week(terms: OrderTerms) -> Bounds | None:
    if not terms.weekly_hours or not terms.days_per_week:
        return None
    hours = Fraction(str(terms.weekly_hours)) / Fraction(str(terms.days_per_week))
    return Bounds(hours, hours)


def _periodic(terms: OrderTerms, won: int, weeks: Fraction) -> Need:
    """`weeks`: how many weeks the pay is for."""
    hours = week(terms) or NOTHING_SAID
    paid = _paid_hours(hours.most, weeks) + overtime(hours.most, NORMAL_WEEK) * weeks
    least = _paid_hours(hours.least, weeks)
    if is_in(terms.occupation, NO_WEEKLY_HOLIDAY_PAY):
        least = min(hours.least, NORMAL_WEEK) * weeks
    return Need(least * won, paid * won, paid)


def _paid_hours(weekly: Fraction, weeks: Fraction) -> Fraction:
    if weeks < WEEKS_A_MONTH:
        return paid_week(weekly) * weeks
    return paid_month(weekly) * weeks / WEEKS_A_MONTH


def next_floor(terms: OrderTerms, law: LawTables) -> WageFloor | None:
    """The following floor, where the order is still open on its first day."""
    on = day_of_law(terms)
    floor = law.floor_on(on) if on else None
    later = law.floor_after(floor) if floor else None
    if later is None or terms.closes_on is None or terms.closes_on < later.valid_from:
        return None
    return later


def hourly(terms: OrderTerms) -> tuple[int | None, int | None]:
    """Lowest and highest pay an hour, whole won, as the minimum wage counts it; None where hours or pay are unsaid."""
    hours = _hours_paid_for(terms)
    if hours is None:
        return None, None
    lowest, highest = terms.pay_min, terms.pay_max
    return (
        None if lowest is None else int(lowest / hours),
        None if highest is None else int(highest / hours),
    )


def _hours_paid_for(terms: OrderTerms) -> Fraction | None:
    """Hours that one unit of pay is for, in the ordinary reading; None where the order does not tell."""
    weekly, daily = week(terms), day(terms) or _day_from_week(terms)
    match terms.pay_kind:
        case "hour":
            included = terms.pay_includes_weekly_holiday and weekly is not None and weekly.most >= HOLIDAY_FROM
            return Fraction(6, 5) if included else Fraction(1)
        case "day":
            return daily.most if daily and daily.most else None
        case "week":
            return paid_week(weekly.most) if weekly and weekly.most else None
        case "month":
            return paid_month(weekly.most) if weekly and weekly.most else None
        case "year":
            return paid_month(weekly.most) * 12 if weekly and weekly.most else None
    return None
