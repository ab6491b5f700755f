"""Days of a class, days of a certificate."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta


def class_days(first: date, last: date, weekdays: Collection[int], days_off: Collection[date]) -> list[date]:
    """The days on which a class is held: these weekdays (0 is Monday) from `first` to `last`, without days off."""
    span = (last - first).days
    days = (first + timedelta(days=n) for n in range(span + 1))
    return [day for day in days if day.weekday() in weekdays and day not in days_off]


def certificate_problem(issued: date, *, born: date, today: date, began: date | None) -> str:
    """Why a certificate cannot be of this day: `before_birth`, `future`, `before_course`, or nothing.

    `began` is the first day of the class that led to it; None for one entered on the resident's file.
    """
    if issued > today:
        return "future"
    if issued <= born:
        return "before_birth"
    if began is not None and issued < began:
        return "before_course"
    return ""


def months_after(day: date, months: int) -> date:
    """The same day some calendar months later, the last of the month where there is none (민법 제160조③)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
