"""The figures as a page shows them: tiles, lines, months to turn to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from jobvisit.engines.papers.types import Table
from jobvisit.flows.report_charts import month_name, shown, unit
from jobvisit.flows.reports import BIG, Cell, MonthFigures, Report
from jobvisit.office.reports.kpis import Month
from jobvisit.office.reports.words import WORDS
from jobvisit.web.shared.parts import Column

SETS: Final[Mapping[str, tuple[str, ...]]] = {
    "flow": ("orders", "openings", "seekers", "referred", "referrals", "hired", "hires", "visits", "attempts"),
    "rates": (
        "openings_per_seeker", "employment_rate", "placement_rate_people", "placement_rate_referrals", "fill_rate",
        "results_known", "orders_per_visit", "hires_per_visited_firm", "one_firm_one_resident", "exposure",
    ),
    "kept": ("retention_3", "retention_6", "retention_12"),
    "parts": (
        "desk_seen_per_hour", "desk_registered_per_hour", "desk_hires_per_hour", "agreements_kept", "class_certified",
        "class_hired",
    ),
}  # fmt: skip
"""Figures that stand in one table."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure: its words, its number, and what it was before."""

    code: str
    name: str
    number: str
    unit: str
    full: str
    says: str
    whole: str
    before: str
    year_before: str
    change: str
    formula: str
    source: str
    url: str


def one(report: Report, code: str) -> Shown:
    """A figure beside those of the month before and of the year before."""
    words, cell = WORDS[code], report.now.cell(code)
    before, year = report.before.cell(code), report.year_before.cell(code)
    month = report.period.month
    return Shown(
        code=code,
        name=str(words.name),
        number=number(cell),
        unit="%" if cell.unit == "percent" and cell.known else _unit(cell),
        full=shown(cell) + _unit(cell),
        says=says(report.now, code),
        whole=whole(cell),
        before=shown(before) + _unit(before),
        year_before=shown(year) + _unit(year),
        change=change(cell, before, report.period.whole),
        formula=str(words.formula),
        source=str(words.source),
        url=reverse("reports:figure", args=[month.year, month.number, code]) + outside(report.outside),
    )


def big(report: Report) -> list[Shown]:
    """The figures that stand large."""
    return [one(report, code) for code in BIG]


def sets(report: Report) -> dict[str, list[Shown]]:
    """All figures, by table; what no table names stands with the rates."""
    named = {code for codes in SETS.values() for code in codes}
    rest = tuple(code for code in report.now.figures if code not in named)
    return {
        name: [one(report, code) for code in (*codes, *(rest if name == "rates" else ())) if code in report.now.figures]
        for name, codes in SETS.items()
    }


def number(cell: Cell) -> str:
    """The number without its unit, which stands smaller behind it."""
    return shown(cell).removesuffix("%")


def _unit(cell: Cell) -> str:
    return unit(cell) if cell.known and cell.unit != "percent" else ""


def says(found: MonthFigures, code: str) -> str:
    """The figure in one sentence; what is hidden or unknown is said so."""
    cell = found.cell(code)
    if cell.hidden:
        return _("5명 미만이거나 그런 수를 셈해 낼 수 있어 가렸습니다.")
    if not cell.known:
        return _("셀 것이 없어 알 수 없습니다.")
    said = str(WORDS[code].says) % {"top": f"{cell.top:,}", "bottom": f"{cell.bottom or 0:,}"}
    if cell.unsure:
        said += " " + _("%(n)s건은 모릅니다.") % {"n": cell.unsure}
    return said


def whole(cell: Cell) -> str:
    """Numerator and denominator."""
    return "" if cell.hidden or cell.bottom is None else f"{cell.top:,} / {cell.bottom:,}"


def change(cell: Cell, before: Cell, whole_month: bool) -> str:
    """How it differs from the month before, in its own unit; empty where one of them cannot be said, or the month is
    not over: a part of a month says nothing beside a whole one."""
    if cell.value is None or before.value is None:
        return ""
    if not whole_month:
        return ""
    by = cell.value - before.value
    if abs(by) < 1e-9:
        return _("지난달과 같음")
    if cell.unit == "percent":
        size = _("%(n)s포인트") % {"n": f"{abs(by) * 100:,.1f}"}
    else:
        size = f"{abs(by):,.2f}" if cell.unit == "ratio" else f"{abs(by):,.0f}{unit(cell)}"
    return (
        _("지난달보다 %(size)s 늘어남") % {"size": size} if by > 0 else _("지난달보다 %(size)s 줄어듦") % {"size": size}
    )


def outside(yes: bool) -> str:
    """The end of an address for the version for readers outside."""
    return "?outside=1" if yes else ""


def columns(table: Table) -> list[Column]:
    """The columns of a paper's table for a page's table."""
    return [Column(heading, end=place in table.right) for place, heading in enumerate(table.columns)]


def rows(table: Table) -> list[tuple[str, list[tuple[str, str]]]]:
    """Its rows: the name, and the other cells with the heading of each."""
    return [(row[0], list(zip(row[1:], table.columns[1:], strict=True))) for row in table.rows]


def neighbours(month: Month, today: date) -> dict[str, object]:
    """The month before and the month after, as far as there is one."""
    after = month.plus(1)
    return {
        "before": (month_name(month.plus(-1)), address(month.plus(-1))),
        "after": (month_name(after), address(after)) if after.first <= today else None,
    }


def address(month: Month) -> str:
    """Where a month's report is."""
    return reverse("reports:month", args=[month.year, month.number])
