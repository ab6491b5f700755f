"""The one place that reads the clock. Everything below receives its time as an argument."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(tz=UTC)


def seoul_day(at: datetime) -> date:
    """The calendar day on which `at` falls in Seoul."""
    return at.astimezone(SEOUL).date()
