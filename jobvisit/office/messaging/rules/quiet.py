"""When people are left in peace.

정보통신망법 제50조③ forbids advertising between 21:00 and 08:00 without separate consent. Our messages are not
advertising, yet the office keeps the same hours by default; a district may choose other ones, from a day on.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
_FARTHEST = 31
"""Days looked ahead. A calendar that leaves no hour in a month is a mistake of whoever wrote it."""


@dataclass(frozen=True)
class QuietHours:
    """From `valid_from` on nobody is written to from `starts` until `ends` (Seoul time, over midnight or not).

    `starts == ends` means no quiet hours. `weekdays` are wholly quiet days, Monday = 0.
    """

    valid_from: date
    starts: time
    ends: time
    weekdays: frozenset[int] = frozenset()


LAWFUL = QuietHours(date(2014, 11, 29), time(21), time(8))
"""The hours of 정보통신망법 제50조③, which apply where a district has set none."""


def in_force(rows: Iterable[QuietHours], day: date) -> QuietHours:
    """The latest row that is valid on `day`; `LAWFUL` when there is none."""
    return max((row for row in rows if row.valid_from <= day), key=lambda row: row.valid_from, default=LAWFUL)


def allowed_from(at: datetime, rows: Iterable[QuietHours], quiet_days: Collection[date] = ()) -> datetime:
    """The first moment at or after `at` outside quiet hours and `quiet_days` (holidays, say); aware, as `at` is.

    Raises `ValueError` when a month ahead leaves no such moment.
    """
    known = tuple(rows)
    moment = at.astimezone(SEOUL)
    last = moment.date() + timedelta(days=_FARTHEST)
    while moment.date() <= last:
        hours = in_force(known, moment.date())
        if moment.date() in quiet_days or moment.weekday() in hours.weekdays:
            moment = _midnight_after(moment)
        elif _quiet(moment.time(), hours):
            moment = _end(moment, hours)
        else:
            return at if moment == at else moment.astimezone(at.tzinfo)
    raise ValueError("no hour to write in")


def _quiet(clock: time, hours: QuietHours) -> bool:
    if hours.starts <= hours.ends:
        return hours.starts <= clock < hours.ends
    return clock >= hours.starts or clock < hours.ends


def _end(moment: datetime, hours: QuietHours) -> datetime:
    """The end of the quiet hours that `moment` lies in, or the midnight before it, where other rows may begin."""
    if moment.time() < hours.ends:
        return datetime.combine(moment.date(), hours.ends, SEOUL)
    return _midnight_after(moment)


def _midnight_after(moment: datetime) -> datetime:
    return datetime.combine(moment.date() + timedelta(days=1), time(), SEOUL)
