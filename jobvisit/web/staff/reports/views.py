"""The month's figures: the report of a month, one figure of it, and taking it away."""

from datetime import date
from urllib.parse import quote

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.flows import report_charts, report_files, reports
from jobvisit.office.reports.kpis import KPIS, Month, MonthError
from jobvisit.office.reports.words import DIMENSIONS, count_name
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import papers
from jobvisit.web.shared.access import StaffRequest, came_from, needs
from jobvisit.web.shared.parts import Crumb
from jobvisit.web.staff.reports import show


@require_safe
@needs("reports.view")
def home(request: StaffRequest) -> HttpResponse:
    """The month that runs; in its first days, and until it is closed, the month before."""
    today = clock.seoul_day(clock.now())
    month = Month.of(today)
    due = reports.to_do(by=request.user, on=today, at=clock.now()).close
    return redirect(show.address(due if due and today.day <= 10 else month))


def asked(year: int, number: int) -> tuple[Month, date]:
    """The month of an address, and today. A month that is none, or has not begun, is not found."""
    today = clock.seoul_day(clock.now())
    try:
        month = Month(year, number)
    except MonthError as strange:
        raise Http404 from strange
    if month.first > today:
        raise Http404
    return month, today


def is_outside(request: StaffRequest) -> bool:
    """Whether somebody of the centre asks how the month looks from outside."""
    return request.GET.get("outside") == "1"


@require_safe
@needs("reports.view")
def month(request: StaffRequest, year: int, number: int) -> HttpResponse:
    """Everything about one month."""
    chosen, today = asked(year, number)
    report = reports.report_for(by=request.user, month=chosen, today=today, outside=is_outside(request))
    drawn = [report_charts.hires_by_month(report), report_charts.market_by_month(report), report_charts.board(report)]
    standing = reports.standing(by=request.user, month=chosen, today=today) if report.closed else None
    context = {
        "report": report,
        "title": _("%(month)s 실적") % {"month": report_charts.month_name(chosen)},
        "status": report_files.standing_words(report),
        "standing": standing,
        "big": show.big(report),
        "sets": show.sets(report),
        "charts": [(one, show.columns(one.table), show.rows(one.table)) for one in drawn if one],
        "no_board": not report.stages,
        "trial": report_charts.trial_words(report),
        "notes": report_files.notes(report),
        "turn": show.neighbours(chosen, today),
        "inside": reports.sees_inside(request.user),
        "may_close": may(request.user, "reports.close"),
        "may_download": may(request.user, "reports.download"),
        "args": (chosen.year, chosen.number),
        "month_text": str(chosen),
        "year_ago": show.address(chosen.plus(-12)),
    }
    return render(request, "reports/month.html", context)


@require_safe
@needs("reports.view")
def figure(request: StaffRequest, year: int, number: int, code: str) -> HttpResponse:
    """One figure: its sentence, its formula, its break-downs, and the way to its rows."""
    chosen, today = asked(year, number)
    if code not in KPIS:
        raise Http404
    report = reports.report_for(by=request.user, month=chosen, today=today, outside=is_outside(request))
    if code not in report.now.figures:
        raise Http404
    found = report.now.figures[code]
    splits = [
        (dimension, DIMENSIONS[dimension], one, show.columns(one.table), _linked(report, code, dimension, one))
        for dimension in found.dimensions
        if found.values(dimension)
        for one in [report_charts.split(report, code, dimension)]
    ]
    context = {
        "report": report,
        "shown": show.one(report, code),
        "months": [
            (report_charts.month_name(month), show.address(month) + f"{code}/" + show.outside(report.outside),
             report_charts.shown(one.cell(code)), show.whole(one.cell(code)))
            for month, one in reversed(report.months.items())
        ],
        "splits": splits,
        "parts": _parts(report, code),
        "inside": reports.sees_inside(request.user) and not report.outside,
        "crumbs": [
            Crumb(_("%(month)s 실적") % {"month": report_charts.month_name(chosen)},
                  show.address(chosen) + show.outside(report.outside))
        ],
    }  # fmt: skip
    return render(request, "reports/figure.html", context)


def _parts(report: reports.Report, code: str) -> list[tuple[str, str, int]]:
    """The counts of a figure with the address of their rows."""
    found = report.now.figures[code]
    base = reverse("reports:rows", args=[report.period.month.year, report.period.month.number, code])
    parts = (("top", found.numerator), ("bottom", found.denominator), ("unsure", found.unsure))
    return [(count_name(count.code), f"{base}?part={part}", count.total) for part, count in parts if count]


def _linked(
    report: reports.Report, code: str, dimension: str, drawn: report_charts.Drawn
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The rows of a break-down, each with the address of what lies behind it."""
    month = report.period.month
    base = reverse("reports:rows", args=[month.year, month.number, code])
    values = [value for value, _cell in report.now.split(code, dimension)]
    return [
        (f"{base}?part=top&by={dimension}&value={quote(value)}", name, cells)
        for value, (name, cells) in zip(values, show.rows(drawn.table), strict=True)
    ]


class TakeForm(papers.PaperForm):
    """Which file, for whom, and why."""

    form = forms.ChoiceField(
        label=gettext_lazy("파일"),
        choices=[("pdf", gettext_lazy("PDF (보고용)")), ("xlsx", gettext_lazy("엑셀 (분모와 산식까지)"))],
        initial="pdf",
        widget=forms.RadioSelect,
    )
    reader = forms.ChoiceField(
        label=gettext_lazy("누가 읽나요"),
        choices=[
            ("outside", gettext_lazy("센터 밖 (5명 미만은 가림)")),
            ("inside", gettext_lazy("센터 안에서만 (그대로)")),
        ],
        initial="outside",
        widget=forms.RadioSelect,
    )
    field_order = ("form", "reader", "reason")


@needs("reports.download")
def download(request: StaffRequest, year: int, number: int) -> HttpResponseBase:
    """Ask which file, for whom and why; then log it and hand it out."""
    chosen, today = asked(year, number)
    form = TakeForm(request.POST if request.method == "POST" else None)
    if not reports.sees_inside(request.user):
        del form.fields["reader"]
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "month": report_charts.month_name(chosen), "back": show.address(chosen)}
        return render(request, "reports/download.html", context, status=422 if form.is_bound else 200)
    outside = form.cleaned_data.get("reader", "outside") == "outside"
    report = reports.report_for(by=request.user, month=chosen, today=today, outside=outside)
    paper = report_files.hand_out(
        report=report, form=form.cleaned_data["form"], reason=form.cleaned_data["reason"], by=request.user,
        at=clock.now(), came_from=came_from(request),
    )  # fmt: skip
    return papers.made(paper)
