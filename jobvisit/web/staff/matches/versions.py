"""Versions of the model for the manager: what there is to learn from, a new one, its comparison, going live, back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.flows import matching
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.matches import version_show
from jobvisit.web.staff.matches.forms import ReasonForm
from jobvisit.web.staff.matches.tabs import tabs


@require_safe
@needs("matches.versions")
def version_list(request: StaffRequest) -> HttpResponse:
    """Every version, which is live, and what there is to learn from."""
    return render(request, "matches/versions.html", _context(request, ReasonForm()))


@require_POST
@needs("matches.versions")
def fit(request: StaffRequest) -> HttpResponse:
    """Fit a new version from the outcomes; it is only compared, nothing goes live."""
    made = matching.fit_version(by=request.user, at=clock.now())
    toasts.say(request, _("새 판 %(version)s을(를) 만들었습니다. 아직 쓰이지 않습니다.") % {"version": made.version})
    return redirect(version_show.judge_url(made.version))


@require_safe
@needs("matches.versions")
def judge(request: StaffRequest) -> HttpResponse:
    """A version against the live one."""
    return render(request, "matches/judge.html", _judged(request, ReasonForm()))


@require_POST
@needs("matches.versions")
def change(request: StaffRequest) -> HttpResponse:
    """Put a version live, or go back to one that was, with the reason."""
    version, back = request.POST.get("version", ""), bool(request.POST.get("back"))
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            matching.change_version(version=version, back=back, reason=reason, by=request.user, at=clock.now())
        except ValueError:
            form.add_error(None, _("지금은 이 판을 쓸 수 없습니다. 비교 결과를 다시 보세요."))
        else:
            toasts.say(request, _("이제 %(version)s 판을 씁니다. 다음 명단부터 따릅니다.") % {"version": version})
            return redirect("matches:versions")
    return render(request, "matches/versions.html", _context(request, form), status=422)


def _context(request: StaffRequest, form: ReasonForm) -> dict[str, Any]:
    history = matching.versions(by=request.user)
    lines, answers, decisions, overruled = matching.learnt(by=request.user)
    return {
        "tabs": tabs(request, "versions"),
        "form": form,
        "live": history.live,
        "rows": version_show.rows(history),
        "earlier": version_show.earlier(history),
        "lines": lines,
        "answers": answers,
        "decisions": decisions,
        "overruled": version_show.reasons(overruled),
        "columns": [
            Column(_("판")), Column(_("밑바탕")), Column(_("답"), end=True), Column(_("결정"), end=True),
            Column(_("상태")), Column(_("쓰기 시작한 때")),
        ],
    }  # fmt: skip


def _judged(request: StaffRequest, form: ReasonForm) -> dict[str, Any]:
    history = matching.versions(by=request.user)
    version = request.GET.get("version") or history.models[-1].version
    if version not in {model.version for model in history.models}:
        raise Http404
    verdict = matching.judge(version=version, by=request.user, at=clock.now())
    return {
        "tabs": tabs(request, "versions"),
        "form": form,
        "verdict": verdict,
        "sides": version_show.sides(verdict),
        "faults": version_show.faults(verdict),
        "factors": version_show.factors(history.get(version), history.live),
        "columns": [
            Column(_("물음")), Column(_("결과"), end=True), Column(_("지금 판의 손실"), end=True),
            Column(_("새 판의 손실"), end=True), Column(_("차이(95% 구간)"), end=True),
            Column(_("순서가 맞는 짝"), end=True),
        ],
        "factor_columns": [Column(_("항목")), Column(_("지금"), end=True), Column(_("새 판"), end=True)],
        "bin_columns": [
            Column(_("구간")), Column(_("명"), end=True), Column(_("예상"), end=True),
            Column(_("실제(95% 구간)"), end=True),
        ],
    }  # fmt: skip
