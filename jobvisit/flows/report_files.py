"""A month's report as files: PDF/UA with charts, Excel with every denominator and formula, JSON for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobvisit.base.clock import SEOUL, seoul_day
from jobvisit.engines import papers
from jobvisit.engines.papers import types
from jobvisit.flows import report_charts
from jobvisit.flows.papers import Paper
from jobvisit.flows.report_charts import month_name, shown
from jobvisit.office.audit import actions as audit
from jobvisit.office.reports.words import DIMENSIONS, WORDS, count_name
from jobvisit.office.staff import policy

if TYPE_CHECKING:
    from jobvisit.flows.reports import Cell, Report
    from jobvisit.office.staff.models import User

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPLITS: Final = ("zone", "home", "counsellor", "channel", "group")
WIDE: Final = 640
"""Width of a chart on paper, in its own units."""


@transaction.atomic
def hand_out(*, report: Report, form: str, reason: str, by: User, at: datetime, came_from: str | None) -> Paper:
    """The report as `pdf` or `xlsx`; who took it, for whom and why is logged in the same transaction."""
    policy.require(by, "reports.download")
    audit.note_download(
        verb="reports.download", reason=reason, rows=len(report.now.figures), full=not report.outside, by=by, at=at,
        came_from=came_from,
    )  # fmt: skip
    name = f"{_('월간실적')}_{report.district.name}_{report.period.month}.{form}"
    if form == "pdf":
        return Paper(pdf(report, seoul_day(at)), name, "application/pdf")
    return Paper(workbook(report, seoul_day(at)), name, EXCEL)


def note_taken(report: Report, *, forms: Sequence[str], at: datetime) -> None:
    """Log that the report was taken at the command line, by nobody with an account."""
    audit.note(
        by=None, at=at, verb="reports.download", subject=report.district, district=report.district,
        details={"month": str(report.period.month), "forms": list(forms), "full": not report.outside},
    )  # fmt: skip


def pdf(report: Report, made_on: date) -> bytes:
    """The report as PDF/UA."""
    return papers.report(paper(report, made_on))


def paper(report: Report, made_on: date) -> types.Report:
    """What stands in the PDF: the figures, the charts with their tables, the break-downs, and how it was counted."""
    sections = [
        _figures(report), _hires(report), _market(report), *_board(report),
        types.Section(_("먼저 찾아간 효과"), report_charts.trial_words(report)),
        *(section for dimension in SPLITS if (section := _split(report, dimension))),
        _formulas(report),
    ]  # fmt: skip
    return types.Report(
        title=_("%(district)s %(month)s 실적")
        % {"district": report.district.name, "month": month_name(report.period.month)},
        period=standing_words(report),
        office=types.Office(report.district.name, report.district.centre_name, "", phone=report.district.centre_phone),
        made_on=made_on,
        sections=tuple(sections),
        notes=tuple(notes(report)),
        language="ko" if (get_language() or "ko").startswith("ko") else "en",
    )


def standing_words(report: Report) -> str:
    """Whether the month is closed, and as which revision."""
    closed = report.closed
    if closed is None:
        if report.period.whole:
            return _("마감 전")
        return _("%(day)s까지, 마감 전") % {"day": f"{report.period.last:%Y. %-m. %-d.}"}
    day = f"{closed.at.astimezone(SEOUL):%Y. %-m. %-d.}"
    if closed.revision:
        return _("%(day)s 확정, %(n)s번째 수정판") % {"day": day, "n": closed.revision}
    return _("%(day)s 확정") % {"day": day}


def notes(report: Report) -> list[str]:
    """What a reader must know about the numbers."""
    found = [
        _("사람과 건수는 따로 셉니다. 날은 한국 시각으로 나눕니다. 분모가 0인 비율은 0이 아니라 알 수 없음입니다."),
        _("증빙 단계는 그 달이 끝날 때까지 기록된 가장 높은 단계입니다."),
    ]
    if report.outside:
        found.append(_("5명 미만인 칸과, 그 칸을 셈해 낼 수 있는 칸은 가렸습니다. 가린 칸은 5명이 넘을 수도 있습니다."))
    if report.closed:
        found.append(_("확정본 지문(SHA-256): %(hash)s") % {"hash": report.closed.sha256})
        if report.closed.reason:
            found.append(_("수정 사유: %(reason)s") % {"reason": report.closed.reason})
    return found


def _figures(report: Report) -> types.Section:
    rows = []
    for code in report.now.figures:
        cell = report.now.cell(code)
        before, year = report.before.cell(code), report.year_before.cell(code)
        rows.append((str(WORDS[code].name), shown(cell), _whole(cell), shown(before), shown(year)))
    columns = (_("지표"), _("이 달"), _("분자 / 분모"), _("지난달"), _("지난해 같은 달"))
    return types.Section(_("이 달의 수치"), "", (), (types.Table("", columns, tuple(rows), (1, 2, 3, 4)),))


def _whole(cell: Cell) -> str:
    if cell.hidden or cell.bottom is None or cell.top is None:
        return ""
    unsure = f" ({_('모름')} {cell.unsure})" if cell.unsure else ""
    return f"{cell.top:,} / {cell.bottom:,}{unsure}"


def _hires(report: Report) -> types.Section:
    drawn = report_charts.hires_by_month(report, WIDE)
    ladder = [(report.labels.of("rung", rung), shown(cell)) for rung, cell in report.now.split("hires", "rung")]
    tables = (
        [types.Table(_("이 달의 취업을 증빙 단계로"), (_("증빙 단계"), _("취업 건수")), tuple(ladder), (1,))]
        if ladder
        else []
    )
    return types.Section(_("취업과 그 증빙"), drawn.words, (drawn.chart,), (drawn.table, *tables))


def _market(report: Report) -> types.Section:
    drawn = report_charts.market_by_month(report, WIDE)
    return types.Section(_("구인과 구직"), drawn.words, (drawn.chart,), (drawn.table,))


def _board(report: Report) -> list[types.Section]:
    drawn = report_charts.board(report, WIDE)
    if drawn is None:
        return [types.Section(_("1사 1구민"), _("정해 둔 사업체 명단이 없어 알 수 없습니다."))]
    return [types.Section(_("1사 1구민"), drawn.words, (drawn.chart,), (drawn.table,))]


def _split(report: Report, dimension: str) -> types.Section | None:
    codes = [code for code, figure in report.now.figures.items() if dimension in figure.dimensions]
    values = sorted({value for code in codes for value, _cell in report.now.split(code, dimension)})
    if not values:
        return None
    named = sorted((report.labels.of(dimension, value), value) for value in values)
    tables = []
    for start in range(0, len(codes), 5):
        some = codes[start : start + 5]
        rows = [(name, *(shown(report.now.cell(code, dimension, value)) for code in some)) for name, value in named]
        columns = (str(DIMENSIONS[dimension]), *(str(WORDS[code].name) for code in some))
        tables.append(types.Table("", columns, tuple(rows), tuple(range(1, len(columns)))))
    return types.Section(_("%(what)s별") % {"what": DIMENSIONS[dimension]}, "", (), tuple(tables))


def _formulas(report: Report) -> types.Section:
    rows = tuple(
        (str(WORDS[code].name), str(WORDS[code].formula), str(WORDS[code].source)) for code in report.now.figures
    )
    return types.Section(_("산식과 출처"), "", (), (types.Table("", (_("지표"), _("산식"), _("출처")), rows),))


def workbook(report: Report, made_on: date) -> bytes:
    """The report as Excel: a sheet a section; numbers are numbers, formulas are texts that say how they were made."""
    sheets = [_figure_sheet(report), _month_sheet(report)]
    for dimension in (*SPLITS, "rung", "agency"):
        if rows := _split_rows(report, dimension):
            columns = _columns(str(DIMENSIONS[dimension]), _("지표"), *_number_heads())
            sheets.append(papers.Sheet(_("%(what)s별") % {"what": DIMENSIONS[dimension]}, columns, rows))
    if report.stages:
        rows = [(count_name(code), n, report.list_firms) for code, n in report.stages]
        sheets.append(papers.Sheet(_("1사 1구민"), _columns(_("단계"), _("사업체"), _("명단의 사업체")), rows))
    told = [
        (_("달"), str(report.period.month)),
        (_("상태"), standing_words(report)),
        (_("만든 날"), made_on.isoformat()),
    ]
    told += [(_("알림"), note) for note in notes(report)]
    sheets.append(papers.Sheet(_("읽는 법"), [papers.Column(_("항목")), papers.Column(_("내용"), 90)], told))
    return papers.workbook(sheets)


def _number_heads() -> tuple[str, ...]:
    return (_("값"), _("단위"), _("분자"), _("분모"), _("모름"))


def _columns(*headings: str) -> list[papers.Column]:
    return [papers.Column(heading, 24 if place < 1 else 16) for place, heading in enumerate(headings)]


def _numbers(cell: Cell) -> tuple[Any, ...]:
    if cell.hidden:
        return (_("가림"), "", None, None, None)
    value: Any = (
        _("알 수 없음") if cell.value is None else round(cell.value * (100 if cell.unit == "percent" else 1), 3)
    )
    return (value, report_charts.unit(cell), cell.top, cell.bottom, cell.unsure or None)


def _figure_sheet(report: Report) -> papers.Sheet:
    columns = [
        *_columns(_("지표"), *_number_heads(), _("지난달"), _("지난해 같은 달")),
        papers.Column(_("산식"), 60), papers.Column(_("출처"), 40),
    ]  # fmt: skip
    rows = [
        (
            str(WORDS[code].name), *_numbers(report.now.cell(code)),
            _numbers(report.before.cell(code))[0], _numbers(report.year_before.cell(code))[0],
            str(WORDS[code].formula), str(WORDS[code].source),
        )
        for code in report.now.figures
    ]  # fmt: skip
    return papers.Sheet(_("이 달의 수치"), columns, rows)


def _month_sheet(report: Report) -> papers.Sheet:
    rows = [
        (str(month), str(WORDS[code].name), *_numbers(found.cell(code)))
        for month, found in report.months.items()
        for code in found.figures
    ]
    return papers.Sheet(_("달마다"), _columns(_("달"), _("지표"), *_number_heads()), rows)


def _split_rows(report: Report, dimension: str) -> list[Sequence[Any]]:
    return [
        (report.labels.of(dimension, value), str(WORDS[code].name), *_numbers(cell))
        for code, figure in report.now.figures.items()
        if dimension in figure.dimensions
        for value, cell in report.now.split(code, dimension)
    ]


def as_json(report: Report) -> dict[str, Any]:
    """The report for other programs: exact numerators and denominators, `null` for unknown, `masked` where hidden."""
    now = report.now
    return {
        "district": report.district.code,
        "month": str(report.period.month),
        "until": report.period.last.isoformat(),
        "outside": report.outside,
        "closed": report.closed and {
            "revision": report.closed.revision,
            "at": report.closed.at.isoformat(),
            "sha256": report.closed.sha256,
            "reason": report.closed.reason,
        },
        "figures": {code: _plain(now.cell(code)) for code in now.figures},
        "trial": _trial(report),
        "by": {
            code: {
                dimension: {value: _plain(cell) for value, cell in now.split(code, dimension)}
                for dimension in figure.dimensions
            }
            for code, figure in now.figures.items()
        },
        "labels": {
            dimension: {
                value: report.labels.of(dimension, value)
                for figure in now.figures.values()
                if dimension in figure.dimensions
                for value in figure.values(dimension)
            }
            for dimension in DIMENSIONS
        },
    }  # fmt: skip


def _trial(report: Report) -> dict[str, Any] | None:
    trial = report.trial
    if trial is None:
        return None
    effect = trial.effect and {
        name: round(getattr(trial.effect, name), 6) for name in ("difference", "low", "high", "p", "early", "late")
    }
    days = {"drawn_on": trial.drawn_on.isoformat(), "until": trial.until.isoformat()}
    return {**days, "early": trial.early, "waiting": trial.waiting, "effect": effect}


def _plain(cell: Cell) -> dict[str, Any]:
    if cell.hidden:
        return {"unit": cell.unit, "masked": True}
    return {
        "unit": cell.unit,
        "numerator": cell.top,
        "denominator": cell.bottom,
        "value": None if cell.value is None else round(cell.value, 6),
        **({"unsure": cell.unsure} if cell.unsure else {}),
    }
