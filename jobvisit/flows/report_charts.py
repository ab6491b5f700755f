"""The charts of a month's report with the sentence that says what they show and the table under each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobvisit.engines.papers import charts, types
from jobvisit.office.reports.kpis import Month
from jobvisit.office.reports.words import DIMENSIONS, UNITS, WORDS, count_name

if TYPE_CHECKING:
    from jobvisit.flows.reports import Cell, MonthFigures, Report

NARROW: Final = 420
"""Width of a chart on a page, in its own units: still readable at 390 pixels."""
PROOF: Final = {
    "claimed": ("claimed",),
    "confirmed": ("employer", "resident"),
    "documented": ("documented",),
    "working": ("started", "retained_1", "retained_3", "retained_6", "retained_12"),
}
"""The ladder in four steps, for a chart of months."""


@dataclass(frozen=True)
class Drawn:
    """A chart, its sentence and its table."""

    title: str
    words: str
    chart: types.Chart
    table: types.Table

    @property
    def svg(self) -> SafeString:
        """The drawing for a page. `charts` has escaped every text in it."""
        return mark_safe(self.chart.svg.decode())


def shown(cell: Cell) -> str:
    """A number as a person reads it: `0.36`, `52.4%`, `1,234`, `알 수 없음`, `가림`."""
    if cell.hidden:
        return _("가림")
    if cell.value is None:
        return _("알 수 없음")
    if cell.unit == "percent":
        small = 0 < cell.value < 0.01  # what happened once is not nought
        return f"{cell.value * 100:.2f}%" if small else f"{cell.value * 100:,.1f}%"
    return f"{cell.value:,.2f}" if cell.unit == "ratio" else f"{cell.value:,.0f}"


def unit(cell: Cell) -> str:
    """What is counted: `명`, `건`, `곳`, `%`."""
    return str(UNITS[cell.unit])


def month_name(month: Month) -> str:
    """`2026년 10월`, `October 2026`."""
    if (get_language() or "ko").startswith("ko"):
        return f"{month.year}년 {month.number}월"
    return f"{month.first:%B %Y}"


def _short_name(month: Month, first: bool) -> str:
    return f"{month.year % 100}.{month.number}" if first or month.number == 1 else str(month.number)


def _names(report: Report) -> list[str]:
    return [_short_name(month, not place) for place, month in enumerate(report.months)]


def hires_by_month(report: Report, width: int = NARROW) -> Drawn:
    """Hires of each month by how well they are proven."""
    words = {
        "claimed": _("들은 것"), "confirmed": _("사업주나 본인이 확인"), "documented": _("서류로 확인"),
        "working": _("출근·근속 확인"),
    }  # fmt: skip
    steps = {name: [_proven(found, rungs) for found in report.months.values()] for name, rungs in PROOF.items()}
    now = report.now.cell("hires")
    name = month_name(report.period.month)
    patterns = _("막대의 무늬는 그 달 말까지의 증빙 단계입니다.")
    if now.hidden:
        said = _("%(month)s에 시작한 취업은 5명이 안 되어 가렸습니다.") % {"month": name} + " " + patterns
    else:
        said = _("%(month)s에 시작한 취업은 %(n)s건입니다.") % {"month": name, "n": shown(now)} + " " + patterns
    drawing = charts.columns(
        title=_("달마다 시작한 취업"), words=said, groups=_names(report), stacked=True, width=width,
        unknown=_("가림"),
        series=[charts.Series(words[name], values) for name, values in steps.items()],
    )  # fmt: skip
    rows = tuple(
        (month_name(month), shown(found.cell("hires")), *(_number(values[place]) for values in steps.values()))
        for place, (month, found) in enumerate(report.months.items())
    )
    table = types.Table("", (_("달"), _("취업 건수"), *words.values()), rows, (1, 2, 3, 4, 5))
    return Drawn(_("달마다 시작한 취업"), said, types.Chart(drawing, said), table)


def _proven(found: MonthFigures, rungs: tuple[str, ...]) -> float | None:
    """Hires on these rungs; None where one of the cells is hidden."""
    cells = [found.cell("hires", "rung", rung) for rung in rungs]
    if found.cell("hires").hidden or any(cell.hidden for cell in cells):
        return None
    return sum(cell.top or 0 for cell in cells)


def _number(value: float | None) -> str:
    return _("가림") if value is None else f"{value:,.0f}"


def market_by_month(report: Report, width: int = NARROW) -> Drawn:
    """Openings beside residents who applied."""
    codes = ("openings", "seekers")
    cells = {code: [found.cell(code) for found in report.months.values()] for code in codes}
    now = report.now.cell("openings_per_seeker")
    said = _("%(month)s의 구인배수는 %(n)s입니다. 1보다 작으면 일자리가 사람보다 적습니다.") % {
        "month": month_name(report.period.month), "n": shown(now),
    }  # fmt: skip
    drawing = charts.columns(
        title=_("달마다 구인인원과 구직자"), words=said, groups=_names(report), width=width, unknown=_("가림"),
        series=[charts.Series(str(WORDS[code].name), [cell.value for cell in cells[code]]) for code in codes],
    )  # fmt: skip
    rows = tuple(
        (month_name(month), *(shown(cells[code][place]) for code in codes), shown(found.cell("openings_per_seeker")))
        for place, (month, found) in enumerate(report.months.items())
    )
    columns = (_("달"), *(str(WORDS[code].name) for code in (*codes, "openings_per_seeker")))
    return Drawn(_("구인과 구직"), said, types.Chart(drawing, said), types.Table("", columns, rows, (1, 2, 3)))


def board(report: Report, width: int = NARROW) -> Drawn | None:
    """The stages of the fixed list; None where no list was fixed."""
    if not report.stages:
        return None
    size = report.list_firms
    rows = tuple(
        (count_name(code), f"{n:,}", f"{100 * n / size:,.1f}%" if size else _("알 수 없음"))
        for code, n in report.stages
    )
    said = _("정해 둔 사업체 %(size)s곳 가운데 %(n)s곳이 주민을 채용했습니다.") % {
        "size": f"{size:,}",
        "n": rows[-1][1],
    }
    drawing = charts.bars(
        title=_("1사 1구민: 단계마다 사업체"), words=said, high=size or None, width=width,
        rows=[
            (name, n, f"{count} · {share}")
            for (name, count, share), (_code, n) in zip(rows, report.stages, strict=True)
        ],
    )  # fmt: skip
    table = types.Table("", (_("단계"), _("사업체"), _("비율")), rows, (1, 2))
    return Drawn(_("1사 1구민"), said, types.Chart(drawing, said), table)


def trial_words(report: Report) -> str:
    """What being visited early does, with its interval; or why that cannot be said."""
    trial = report.trial
    if trial is None:
        return _("누구를 먼저 찾아갈지 추첨한 방문 계획이 없어 알 수 없습니다.")
    drawn = _(
        "%(day)s에 추첨한 방문 계획: 먼저 찾아갈 %(early)s곳, 기다릴 %(waiting)s곳. %(until)s까지 받은 구인표를 셉니다."
    ) % {
        "day": f"{trial.drawn_on:%Y. %-m. %-d.}", "early": trial.early, "waiting": trial.waiting,
        "until": f"{trial.until:%Y. %-m. %-d.}",
    }  # fmt: skip
    found = trial.effect
    if found is None:
        return drawn + " " + _("아직 적어서 효과를 말할 수 없습니다.")
    told = _(
        "업종과 규모가 같은 사업체끼리 견주면, 먼저 찾아간 곳이 한 곳에 %(by)s건 더 주었습니다"
        " (95퍼센트 구간 %(low)s ~ %(high)s). 추첨만으로 이만큼 다를 확률은 %(p)s입니다."
    ) % {
        "by": f"{found.difference:+.2f}", "low": f"{found.low:+.2f}", "high": f"{found.high:+.2f}",
        "p": f"{found.p:.3f}",
    }  # fmt: skip
    return drawn + " " + told


def split(report: Report, code: str, dimension: str, width: int = NARROW) -> Drawn:
    """One figure by one dimension."""
    cells = report.now.split(code, dimension)
    name, by = str(WORDS[code].name), str(DIMENSIONS[dimension])
    said = _("%(month)s의 %(name)s, %(by)s별.") % {"month": month_name(report.period.month), "name": name, "by": by}
    labels = [report.labels.of(dimension, value) for value, _cell in cells]
    drawing = charts.bars(
        title=f"{name} · {by}", words=said, width=width,
        rows=[(label, cell.value, shown(cell)) for label, (_value, cell) in zip(labels, cells, strict=True)],
    )  # fmt: skip
    rows = tuple(
        (
            label,
            shown(cell),
            "" if cell.top is None else f"{cell.top:,}",
            "" if cell.bottom is None else f"{cell.bottom:,}",
        )
        for label, (_value, cell) in zip(labels, cells, strict=True)
    )
    table = types.Table("", (by, name, _("분자"), _("분모")), rows, (1, 2, 3))
    return Drawn(f"{name} · {by}", said, types.Chart(drawing, said), table)
