"""Caps, deadlines and due days: plain values, no clock, no database."""

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

PER_RESIDENT = 5
"""Live referrals of one resident at most: more than that nobody can keep track of."""
PER_OPENING = 5
"""Live referrals for each free opening of a firm at most: an employer with fifty names reads none."""
AT_ONCE = 3
"""Residents proposed in one action: leave with three names."""

ANSWER_DAYS = 3
"""Working days after which a resident's missing answer becomes a call task."""
EXPIRE_DAYS = 7
"""Working days after the missing answer was due, after which the proposal runs out."""
QUIET_DAYS = 7
"""Days after the letter went out, with no interview in sight, after which the result is asked for."""
NO_RESULT_DAYS = 45
"""Days without a word from the employer after which a referral runs out."""

ASK_DAYS, PAUSE_DAYS, CLOSE_DAYS = 30, 45, 60
"""Days of an employer's silence after which an order is asked about, paused, closed."""
FILE_ENDS_DAYS = 7
"""Days before the end of a resident's file on which the resident is told."""
AT_MOST = 200
"""Rows that one nightly run may change by itself in one district."""

FOLLOW_UPS = (1, 3, 6, 12)
"""Months after the first working day (사후관리)."""


@dataclass(frozen=True)
class Cap:
    """A limit that an act would pass."""

    code: str
    limit: int
    now: int


def resident_cap(live: int) -> Cap | None:
    """Whether one more live referral would be too many for a resident who has `live`."""
    return Cap("resident", PER_RESIDENT, live) if live >= PER_RESIDENT else None


def firm_cap(live: int, free: int | None, more: int) -> Cap | None:
    """Whether `more` referrals would be too many for a firm with `live` and `free` openings (None: not stated)."""
    limit = PER_OPENING * max(1, free if free is not None else 1)
    return Cap("firm", limit, live) if live + more > limit else None


def add_months(day: date, months: int) -> date:
    """The same day some calendar months later, the last of the month where there is none (민법 제160조③)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_working(day: date, days_off: Collection[date]) -> bool:
    """Whether the office works on a day."""
    return day.weekday() < 5 and day not in days_off


def working_days_after(day: date, count: int, days_off: Collection[date]) -> date:
    """The day that lies `count` working days after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working(day, days_off)
    return day


def working_days_before(day: date, count: int, days_off: Collection[date]) -> date:
    """The day that lies `count` working days before `day`."""
    while count:
        day -= timedelta(days=1)
        count -= is_working(day, days_off)
    return day


def next_working(day: date, days_off: Collection[date]) -> date:
    """`day` itself, or the first working day after it."""
    return day if is_working(day, days_off) else working_days_after(day, 1, days_off)


def follow_up_due(
    started: date, recorded: Iterable[int], on: date, days_off: Collection[date]
) -> tuple[int, date] | None:
    """The follow-up that is due on a day, as (months, due day), or None.

    Somebody found at work after three months was there after one: only the latest that has come is asked for.
    """
    best = max(recorded, default=0)
    reached = [
        (months, due)
        for months in FOLLOW_UPS
        if months > best and (due := next_working(add_months(started, months), days_off)) <= on
    ]
    return max(reached, default=None)


def silence(days: int) -> str:
    """What the silence of an employer calls for: "", "ask", "pause" or "close"."""
    if days >= CLOSE_DAYS:
        return "close"
    if days >= PAUSE_DAYS:
        return "pause"
    return "ask" if days >= ASK_DAYS else ""
