"""What days and times make of a week: whether they can give the hours stated, and what they give where none are."""

from dataclasses import replace

from .clock import DAY
from .types import Read, Reading, Span

LONGEST_WEEK = 100
"""Hours a week that can still be meant; a 24-hour live-in carer has fewer that are paid."""
TOLERANCE = 1.0
"""Hours a week by which stated and computed hours may differ before it is called a contradiction."""


def whole(value: float) -> float:
    """5.0 as 5, 5.5 as it is."""
    return int(value) if value == int(value) else value


def gives(reading: Reading, days: int, weekly: float) -> bool:
    """Whether so many days of the stated times can be so many hours a week, whatever the break (unless stated)."""
    if reading.daily_hours and abs(days * reading.daily_hours.value - weekly) <= TOLERANCE:
        return True
    if reading.start is None or reading.end is None:
        return reading.daily_hours is None
    span = minutes_of_turn(reading.start, reading.end)
    if reading.break_minutes and reading.break_minutes.sure:
        longest = shortest = reading.break_minutes.value
    else:
        longest, shortest = (90 if span >= 9 * 60 else 60 if span >= 4 * 60 else 0), 0
    for whole_days, saturday in _made_of(reading, days):
        low, high = whole_days * (span - longest) / 60 + saturday, whole_days * (span - shortest) / 60 + saturday
        if low - TOLERANCE <= weekly <= high + TOLERANCE:
            return True
    return False


def _made_of(reading: Reading, days: int) -> list[tuple[int, float]]:
    """What a week may be made of: whole days, and hours of a Saturday (every one, or every second)."""
    weeks: list[tuple[int, float]] = [(days, 0.0)]
    for alternative in reading.hours_alternatives:
        if alternative.when == "saturday":
            hours = _minutes_between(alternative.start, alternative.end) / 60
            whole_days = min(days, 5)
            weeks += [(whole_days, hours), (whole_days, hours / 2)] if days > 5 else [(whole_days, hours / 2)]
    return weeks


def _usual_week(reading: Reading, days: int) -> tuple[int, float]:
    """The likeliest make-up: a Saturday with hours of its own counts when it is worked, half when every second is."""
    weeks = _made_of(reading, days)
    if len(weeks) == 1 or not (days > 5 or reading.biweekly_saturday):
        return weeks[0]
    return weeks[-1] if reading.biweekly_saturday else weeks[1]


def minutes_of_turn(start: Read[str], end: Read[str]) -> int:
    """Minutes from start to end; 24 hours where they are the same."""
    return _minutes_between(start.value, end.value)


def _minutes_between(start: str, end: str) -> int:
    first, last = (int(time[:2]) * 60 + int(time[3:]) for time in (start, end))
    return (last - first) % DAY or DAY


def with_derived_hours(reading: Reading) -> Reading:
    """Hours a week worked out from days and times: for the form and the checks, never as something read."""
    days, weekly = reading.days_per_week, reading.weekly_hours
    if days is None or (reading.shift and reading.shift.value != "night"):
        return reading
    options: list[tuple[float, tuple[Span, ...]]] = []
    if reading.daily_hours:
        options.append((reading.daily_hours.value, reading.daily_hours.spans))
    if reading.start and reading.end:
        span = minutes_of_turn(reading.start, reading.end)
        usual = 60 if span > 8 * 60 else 30 if span > 4 * 60 else 0  # the least break by law (근로기준법 제54조)
        pause = reading.break_minutes.value if reading.break_minutes else usual
        options.append(((span - pause) / 60, reading.start.spans))
    whole_days, saturday = _usual_week(reading, days.value)
    weeks = [(round(whole_days * hours + saturday, 2), spans) for hours, spans in options]
    weeks = [week for week in weeks if 0 < week[0] <= LONGEST_WEEK]
    if not weeks:
        return reading
    value, spans = next((week for week in weeks if weekly and week[0] == weekly.value), weeks[0])
    return replace(reading, weekly_hours_derived=Read(whole(value), (*days.spans, *spans), False, "inferred"))
