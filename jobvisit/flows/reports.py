"""A month as its readers see it: figures beside those of other months, what is hidden from whom, what is to be done.

Whatever leaves (page, PDF, Excel, JSON) is made of `Cell`s, and a cell that is hidden carries no number at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from jobvisit.office.referrals import queries as referrals
from jobvisit.office.reports import queries
from jobvisit.office.reports.kpis import Book, Figure, Month, Period
from jobvisit.office.reports.kpis.counts import LADDER, STAGES
from jobvisit.office.reports.kpis.document import figures_of
from jobvisit.office.reports.kpis.masking import NOTHING, Cover, cover
from jobvisit.office.reports.words import Labels, sensitive_groups
from jobvisit.office.staff import policy

if TYPE_CHECKING:
    from jobvisit.office.reports.models import ClosedMonth
    from jobvisit.office.reports.queries import Standing, Trial
    from jobvisit.office.staff.models import District, User

TREND: Final = 13
"""Months that a chart of months shows: a year and the same month of the year before."""
BIG: Final = (
    "hired", "openings", "seekers", "openings_per_seeker", "placement_rate_referrals", "results_known",
    "retention_6", "one_firm_one_resident",
)  # fmt: skip
"""The figures that stand large on the first page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number as it may be shown. Hidden, or unknown: no numbers. `unsure` is said inside the centre only."""

    unit: str
    hidden: bool = False
    top: int | None = None
    bottom: int | None = None
    value: float | None = None
    unsure: int = 0

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


@dataclass(frozen=True)
class MonthFigures:
    """The figures of one month for one kind of reader."""

    month: Month
    book: Book
    outside: bool
    left_out: frozenset[str] = frozenset()
    """Target groups that this reader is not shown."""
    figures: dict[str, Figure] = field(init=False)
    cover: Cover = field(init=False)

    def __post_init__(self) -> None:
        figures = figures_of(self.book)
        object.__setattr__(self, "figures", figures)
        object.__setattr__(self, "cover", cover(figures.values()) if self.outside else NOTHING)

    def cell(self, code: str, dimension: str = "", value: str = "") -> Cell:
        """A figure, or the part of it with a mark; unknown where the month was closed before it was thought of."""
        figure = self.figures.get(code)
        if figure is None:
            return Cell("events")
        if self.cover.hides(figure, dimension, value):
            return Cell(figure.unit, hidden=True)
        part = figure.part(dimension, value) if dimension else figure
        exact = part.value
        if exact is None:
            return Cell(part.unit, top=part.top, bottom=part.bottom)
        unsure = part.unsure.total if part.unsure and not self.outside else 0
        return Cell(part.unit, False, part.top, part.bottom, float(exact), unsure)

    def split(self, code: str, dimension: str) -> list[tuple[str, Cell]]:
        """A break-down: each value that occurs with its cell; rungs in the order of the ladder."""
        figure = self.figures[code]
        values: Sequence[str] = figure.values(dimension)
        if dimension == "rung":
            values = [one for one in LADDER if one in values]
        if dimension == "group":
            values = [one for one in values if one not in self.left_out]
        return [(value, self.cell(code, dimension, value)) for value in values]


@dataclass(frozen=True)
class Report:
    """One month beside the month before, the same month of the year before, and the months between."""

    district: District
    period: Period
    outside: bool
    closed: ClosedMonth | None
    now: MonthFigures
    months: dict[Month, MonthFigures]
    """This month and the twelve before it, as far as they have begun, oldest first."""
    labels: Labels
    trial: Trial | None
    """The latest lottery of who is visited first, as it stood at the month's end; None where none was drawn."""

    @property
    def before(self) -> MonthFigures:
        """The month before."""
        return self.months[self.period.month.plus(-1)]

    @property
    def year_before(self) -> MonthFigures:
        """The same month of the year before."""
        return self.months[self.period.month.plus(-12)]

    @property
    def stages(self) -> list[tuple[str, int]]:
        """How many firms of the fixed list have passed each stage; empty where none was fixed."""
        book = self.now.book
        if not book["list_firms"].known:
            return []
        return [(f"firms_{stage}", book[f"firms_{stage}"].total) for stage in STAGES]

    @property
    def list_firms(self) -> int:
        """How many firms the fixed list has."""
        return self.now.book["list_firms"].total


def month_report(*, district: District, month: Month, today: date, outside: bool, sensitive: bool = True) -> Report:
    """The report of a month, frozen figures where it is closed. Raises `MonthError` for a month that has not begun.

    `sensitive`: whether the reader may know of target groups that health, income or origin make.
    """
    period = Period.seen_from(month, today)
    wanted = [month.plus(-back) for back in reversed(range(TREND))]
    books = queries.books(district.pk, wanted, today)
    left_out = frozenset() if sensitive else sensitive_groups()
    months = {one: MonthFigures(one, books[one], outside, left_out) for one in wanted}
    closed = queries.frozen(district.pk, month)
    return Report(district, period, outside, closed, months[month], months, Labels(district.pk),
                  queries.trial(district.pk, period.last))  # fmt: skip


def report_for(*, by: User, month: Month, today: date, outside: bool = False) -> Report:
    """The same as this person may see it: small cells masked for those who do not belong to the centre."""
    return month_report(
        district=by.district, month=month, today=today, outside=outside or not sees_inside(by),
        sensitive=policy.may(by, "seekers.view_sensitive"),
    )  # fmt: skip


def sees_inside(user: User) -> bool:
    """Whether this person belongs to the centre: everyone else sees small cells masked and no rows."""
    return policy.may(user, "reports.inside")


def standing(*, by: User, month: Month, today: date) -> Standing | None:
    """A closed month held against a recount; None while it is open."""
    return queries.standing(by.district_id, month, today)


@dataclass(frozen=True)
class ToDo:
    """What the figures ask of a manager today."""

    close: Month | None
    """Last month, where it is not closed yet."""
    unknown: int
    """Referrals of the district whose result nobody knows, though it should be known by now."""


def to_do(*, by: User, on: date, at: datetime) -> ToDo:
    """What a manager owes the figures on a day. Two statements."""
    last = Month.of(on).plus(-1)
    unknown = referrals.result_unknown(by.district_id, at).count()
    return ToDo(None if queries.is_closed(by.district_id, last) else last, unknown)
