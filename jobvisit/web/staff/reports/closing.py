"""Closing a month, what was frozen when, what a recount finds different, and recording a revision with its reason."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jobvisit.base import clock
from jobvisit.flows import report_charts, reports
from jobvisit.office.reports import actions, queries
from jobvisit.office.reports.kpis.document import Change, RowChange, digest, row_changes
from jobvisit.office.reports.queries import Standing
from jobvisit.office.reports.words import count_name
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.parts import Column, Crumb
from jobvisit.web.staff.reports import show
from jobvisit.web.staff.reports.views import asked

MOST = 60
"""Rows of a difference that a page shows; their number is always said."""


class RevisionForm(forms.Form):
    """Why the figures differ from what was frozen."""

    reason = forms.CharField(
        label=gettext_lazy("수정 사유"),
        min_length=2,
        max_length=400,
        help_text=gettext_lazy("예: 11월에 확인된 10월 취업 2건을 넣음. 확정본은 남고, 수정판이 그 위에 쌓입니다."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _refused(code: str) -> str:
    return {
        "running": _("아직 끝나지 않은 달은 마감할 수 없습니다."),
        "closed": _("이미 마감한 달입니다."),
        "open": _("아직 마감하지 않은 달입니다."),
        "same": _("달라진 것이 없어 수정판을 만들지 않았습니다."),
        "changed": _("보시는 동안 수치가 또 달라졌습니다. 다시 보고 저장하세요."),
        "no_reason": _("수정 사유를 적어 주세요."),
    }[code]


@require_POST
@needs("reports.close")
def close(request: StaffRequest, year: int, number: int) -> HttpResponse:
    """Freeze the month."""
    month, _today = asked(year, number)
    try:
        actions.close_month(month=month, by=request.user, at=clock.now())
    except actions.CannotCloseError as refused:
        toasts.say(request, _refused(refused.code))
    else:
        toasts.say(request, _("%(month)s을 마감했습니다.") % {"month": report_charts.month_name(month)})
    return redirect(show.address(month))


@needs("reports.view")
def revisions(request: StaffRequest, year: int, number: int) -> HttpResponse:
    """What was frozen of a month; held against a recount; and, for a manager, the form that records a revision."""
    month, today = asked(year, number)
    if request.method == "POST" and not may(request.user, "reports.close"):
        raise PermissionDenied("reports.close")
    form = RevisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.revise(
                month=month, reason=form.cleaned_data["reason"], seen=request.POST.get("seen", "-"), by=request.user,
                at=clock.now(),
            )  # fmt: skip
        except actions.CannotCloseError as refused:
            form.add_error("reason", _refused(refused.code))
        else:
            toasts.say(request, _("수정판을 남겼습니다."))
            return redirect(reverse("reports:revisions", args=[year, number]))
    standing = reports.standing(by=request.user, month=month, today=today)
    inside = reports.sees_inside(request.user)
    context = {
        "month": report_charts.month_name(month),
        "back": show.address(month),
        "crumbs": [Crumb(_("%(month)s 실적") % {"month": report_charts.month_name(month)}, show.address(month))],
        "versions": list(queries.revisions(request.user, month)),
        "standing": standing,
        "seen": digest(standing.now) if standing else "",
        "changes": [_line(change) for change in standing.changes] if standing and inside else [],
        "rows": _rows(standing) if standing and inside else [],
        "columns": [
            Column(_("무엇")),
            Column(_("확정"), end=True),
            Column(_("지금"), end=True),
            Column(_("다른 까닭")),
        ],
        "row_columns": [Column(_("행")), Column(_("항목")), Column(_("확정")), Column(_("지금"))],
        "form": form,
        "may_revise": may(request.user, "reports.close"),
        "inside": inside,
    }
    return render(request, "reports/revisions.html", context, status=422 if form.is_bound else 200)


@dataclass(frozen=True, slots=True)
class Line:
    """One count that differs."""

    name: str
    before: str
    now: str
    why: str
    numbers: bool


def _line(change: Change) -> Line:
    parts = [
        (_("들어온 행 %(n)s"), change.added), (_("빠진 행 %(n)s"), change.gone),
        (_("수가 달라진 행 %(n)s"), change.weighed), (_("나눈 곳만 달라진 행 %(n)s"), change.moved),
    ]  # fmt: skip
    why = ", ".join(words % {"n": len(rows)} for words, rows in parts if rows)
    return Line(count_name(change.code), f"{change.before:,}", f"{change.now:,}", why, change.numbers)


def _rows(standing: Standing) -> list[tuple[str, str, str, str]]:
    """The rows that differ, field by field, those behind a changed count first."""
    touched = {(change.of, row) for change in standing.changes for row in change.touched}
    found: list[RowChange] = row_changes(standing.closed.document, standing.now)
    found = [one for one in found if (one.of, one.row) in touched]
    lines = [
        (f"{_kind(one.of)} {one.row}", name, _said(before), _said(now))
        for one in found
        for name, (before, now) in one.fields.items()
    ]
    return lines[:MOST]


def _kind(of: str) -> str:
    return {
        "order": _("구인"), "resident": _("구직자"), "referral": _("알선"), "placement": _("취업"), "visit": _("방문"),
        "attempt": _("연락"), "firm": _("사업체"), "desk": _("상담소"), "ticket": _("상담 번호표"), "line": _("조항"),
        "enrolment": _("수강"),
    }[of]  # fmt: skip


def _said(value: object) -> str:
    return "–" if value is None or value == "" else str(value)
