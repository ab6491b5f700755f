"""What lies behind a number: the very rows, with the way to each. For people of the centre only; names masked."""

from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.base.clock import seoul_day
from jobvisit.base.text import mask_name
from jobvisit.flows import report_charts, reports
from jobvisit.office.reports import queries
from jobvisit.office.reports.words import count_name, sensitive_groups
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.listing import cut
from jobvisit.web.shared.parts import Column, Crumb
from jobvisit.web.staff.reports import show
from jobvisit.web.staff.reports.views import asked

Line = tuple[str, str, list[str]]
"""Address, name, and the other cells of one row."""


@require_safe
@needs("reports.inside")
def behind(request: StaffRequest, year: int, number: int, code: str) -> HttpResponse:
    """The rows of a figure's numerator, denominator or unknown ones; narrowed to one value of a break-down."""
    chosen, today = asked(year, number)
    report = reports.report_for(by=request.user, month=chosen, today=today)
    figure = report.now.figures.get(code)
    part = request.GET.get("part", "top")
    counts = {"top": figure.numerator, "bottom": figure.denominator, "unsure": figure.unsure} if figure else {}
    count = counts.get(part)
    by, value = request.GET.get("by", ""), request.GET.get("value", "")
    if figure is None or count is None or (by and by not in figure.dimensions):
        raise Http404
    if by == "group" and value in sensitive_groups():
        raise PermissionDenied("members of a sensitive group are counted, never listed")
    if by:
        count = count.part(by, value)
    columns, lines = _lines(request, count.of, count.rows)
    context = {
        "page": cut(request, lines),
        "columns": columns,
        "name": count_name(count.code),
        "narrowed": report.labels.of(by, value) if by else "",
        "total": count.total,
        "rows": len(count.rows),
        "frozen": report.closed is not None,
        "gone": len(count.rows) - len(lines),
        "crumbs": [
            Crumb(_("%(month)s 실적") % {"month": report_charts.month_name(chosen)}, show.address(chosen)),
            Crumb(count_name(code), f"{show.address(chosen)}{code}/"),
        ],
    }
    return render(request, "reports/rows.html", context)


def _lines(request: StaffRequest, of: str, keys: tuple[int, ...]) -> tuple[list[Column], list[Any]]:
    """Columns, and of each row its address, its name and the other cells with their headings."""
    headings, line = _KINDS[of]
    names = headings()
    found = [line(row) for row in queries.rows_of(request.user, of, keys)]
    lines = [(url, first, list(zip(cells, names[1:], strict=True))) for url, first, cells in found]
    return [Column(name) for name in names], lines


def _order(row: Any) -> Line:
    at = f"{seoul_day(row.accepted_at):%Y-%m-%d}"
    return reverse("orders:detail", args=[row.number]), row.title, [row.company.name, at, str(row.openings or "")]


def _resident(row: Any) -> Line:
    at = f"{seoul_day(row.applied_at):%Y-%m-%d}"
    return reverse("seekers:detail", args=[row.public_id]), mask_name(row.name), [at, row.owner.name]


def _referral(row: Any) -> Line:
    return (
        reverse("referrals:detail", args=[row.number]),
        mask_name(row.seeker.name),
        [row.order.company.name, row.order.title, f"{seoul_day(row.proposed_at):%Y-%m-%d}"],
    )


def _placement(row: Any) -> Line:
    return (
        reverse("referrals:placement", args=[row.public_id]),
        mask_name(row.seeker.name),
        [row.company.name, f"{row.start_on:%Y-%m-%d}", f"{row.ended_on:%Y-%m-%d}" if row.ended_on else ""],
    )


def _visit(row: Any) -> Line:
    return (
        reverse("outreach:visit", args=[row.pk]),
        row.case.company.name,
        [f"{row.on:%Y-%m-%d}", row.counsellor.name],
    )


def _attempt(row: Any) -> Line:
    at = f"{seoul_day(row.at):%Y-%m-%d}"
    return reverse("outreach:firm", args=[row.case.company_id]), row.case.company.name, [at, row.by.name]


def _firm(row: Any) -> Line:
    return reverse("outreach:firm", args=[row.pk]), row.name, [str(row.headcount or "")]


def _desk(row: Any) -> Line:
    hours = f"{row.begins:%H:%M}–{row.ends:%H:%M}"
    return reverse("desks:session", args=[row.public_id]), row.place.post.name, [f"{row.on:%Y-%m-%d}", hours]


def _ticket(row: Any) -> Line:
    name = mask_name(row.seeker.name) if row.seeker else _("이름을 모름")
    where = row.session.place.post.name
    return reverse("desks:session", args=[row.session.public_id]), name, [where, f"{row.session.on:%Y-%m-%d}"]


def _promise(row: Any) -> Line:
    return reverse("agreements:line", args=[row.agreement.number, row.number]), row.agreement.title, [row.jobs]


def _seat(row: Any) -> Line:
    course = row.cohort.course.name
    return (
        reverse("training:seat", args=[row.pk]),
        mask_name(row.seeker.name),
        [course, f"{row.cohort.ends_on:%Y-%m-%d}"],
    )


_KINDS: Final[dict[str, tuple[Callable[[], tuple[str, ...]], Callable[[Any], Line]]]] = {
    "order": (lambda: (_("구인"), _("업체명"), _("접수일"), _("모집 인원")), _order),
    "resident": (lambda: (_("구직자"), _("신청일"), _("담당 상담사")), _resident),
    "referral": (lambda: (_("구직자"), _("업체명"), _("구인"), _("제안일")), _referral),
    "placement": (lambda: (_("구직자"), _("업체명"), _("근무 시작일"), _("퇴사일")), _placement),
    "visit": (lambda: (_("업체명"), _("날짜"), _("상담사")), _visit),
    "attempt": (lambda: (_("업체명"), _("날짜"), _("직원")), _attempt),
    "firm": (lambda: (_("업체명"), _("근로자 수")), _firm),
    "desk": (lambda: (_("상담소"), _("날짜"), _("시간")), _desk),
    "ticket": (lambda: (_("온 사람"), _("상담소"), _("날짜")), _ticket),
    "line": (lambda: (_("협약"), _("직무")), _promise),
    "enrolment": (lambda: (_("구직자"), _("교육과정"), _("마지막 날")), _seat),
}
