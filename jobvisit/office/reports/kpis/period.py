"""A calendar month of Seoul, and how far into it one can see."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"(\d{4})-(\d{1,2})")


class MonthError(ValueError):
    """What was written is no month."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month. Days are those of Seoul: an event at 00:00 on the first belongs to the new month."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 2000 <= self.year <= 2199):
            raise MonthError(f"{self.year}-{self.number}")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """`2026-10`. Raises `MonthError`."""
        found = _WRITTEN.fullmatch(text.strip())
        if not found or not found[0].isascii():
            raise MonthError(text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month of a day."""
        return cls(day.year, day.month)

    def plus(self, months: int) -> "Month":
        """So many months later; earlier where negative."""
        year, place = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, place + 1)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def after(self) -> date:
        """The first day that no longer belongs to it."""
        return self.plus(1).first

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Period:
    """A month as far as it has gone: `cut` is the first day that is not looked at."""

    month: Month
    cut: date

    @classmethod
    def seen_from(cls, month: Month, today: date) -> "Period":
        """The whole month once it is over, else up to and including today. Raises `MonthError` for a coming month."""
        if month.first > today:
            raise MonthError(str(month))
        return cls(month, min(month.after, today + timedelta(days=1)))

    @property
    def first(self) -> date:
        """The first day."""
        return self.month.first

    @property
    def last(self) -> date:
        """The last day looked at."""
        return self.cut - timedelta(days=1)

    @property
    def whole(self) -> bool:
        """Whether the month is over."""
        return self.cut == self.month.after

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first <= day < self.cut

    def before_cut(self, day: date | None) -> bool:
        """Whether something has happened by its end."""
        return day is not None and day < self.cut
