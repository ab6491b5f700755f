"""The composer's pages: ask for a plan, watch it, read it, accept it, and what has to change when something does."""

from collections import defaultdict
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import visits as flow
from jobvisit.office.outreach import planning, queries, works
from jobvisit.office.outreach.models import Visit, VisitPlan
from jobvisit.office.outreach.states import PlanState, VisitState, WorkState
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import formats, toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.outreach.forms import DATE
from jobvisit.web.staff.outreach.work import work_context

STATES: dict[PlanState, tuple[Any, str]] = {
    PlanState.ASKED: (gettext_lazy("짜는 중"), "info"),
    PlanState.READY: (gettext_lazy("받아들이기 전"), "warning"),
    PlanState.ACCEPTED: (gettext_lazy("쓰는 계획"), "success"),
    PlanState.REPLACED: (gettext_lazy("새 계획으로 바뀜"), "neutral"),
    PlanState.DISCARDED: (gettext_lazy("버림"), "neutral"),
}
EFFORTS = (
    ("300", gettext_lazy("5시간: 가까운 곳 위주")), ("600", gettext_lazy("10시간")),
    ("1200", gettext_lazy("20시간: 보통")), ("2400", gettext_lazy("40시간")),
    ("6000", gettext_lazy("100시간: 멀어도 간다")),
)  # fmt: skip


class PlanForm(forms.Form):
    """What is to be planned."""

    first = forms.DateField(label=gettext_lazy("첫날"), widget=DATE)
    last = forms.DateField(label=gettext_lazy("마지막 날"), widget=DATE)
    effort = forms.ChoiceField(
        label=gettext_lazy("한 명 취업을 위해 얼마나 더 갈까요?"), choices=EFFORTS, initial="1200",
        help_text=gettext_lazy("기대 채용 한 명과 맞바꿀 이동 시간입니다. 클수록 먼 곳도 갑니다."),
    )  # fmt: skip
    hours = forms.ChoiceField(
        label=gettext_lazy("근무 시간"),
        choices=[("full", gettext_lazy("하루 9:30–17:30")), ("six", gettext_lazy("여섯 시간 10:00–17:00"))],
    )
    in_zones = forms.BooleanField(label=gettext_lazy("자기 권역 안에서만"), required=False, initial=True)
    random_share = forms.ChoiceField(
        label=gettext_lazy("방문 순서"), required=False,
        choices=[
            ("0", gettext_lazy("기대 채용이 큰 곳부터")),
            ("0.5", gettext_lazy("업종·규모 안에서 제비로 절반 먼저 (효과를 재려고)")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """One to four weeks, not in the past."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if last and last < self.today:
            self.add_error("last", _("%(on)s은(는) 지난 날입니다.") % {"on": last.isoformat()})
        if first and last and last < first:
            self.add_error("last", _("끝 날이 첫날보다 앞섭니다."))
        if first and last and (last - first).days >= flow.MOST_DAYS:
            self.add_error("last", _("한 번에 4주까지 짤 수 있습니다."))
        return data

    def values(self) -> dict[str, Any]:
        """As `flows.visits.ask` takes them."""
        data = self.cleaned_data
        return {**data, "effort": float(data["effort"]), "random_share": float(data["random_share"] or 0)}


@needs("outreach.assign")
def plans(request: StaffRequest) -> HttpResponse:
    """Ask for a plan; the plans so far."""
    today = clock.seoul_day(clock.now())
    first, last = flow.next_week(today)
    form = PlanForm(request.POST or None, today=today, initial={"first": first, "last": last})
    if request.method == "POST" and form.is_valid():
        plan = flow.ask(by=request.user, at=clock.now(), **form.values())
        return redirect("outreach:plan", pk=plan.pk)
    rows = [(one, *STATES[PlanState(one.state)]) for one in queries.plans(request.user)[:30]]
    columns = [Column(_("기간")), Column(_("상태")), Column(_("만든 사람")), Column(_("만든 때"))]
    context = {"form": form, "rows": rows, "columns": columns}
    return render(request, "outreach/plans.html", context, status=422 if form.is_bound else 200)


@require_safe
@needs("outreach.view")
def plan(request: StaffRequest, pk: int) -> HttpResponse:
    """A plan: what cannot be kept first, then the week by counsellor, the calls, and why each firm."""
    found = _plan(request, pk)
    word, tone = STATES[PlanState(found.state)]
    context: dict[str, Any] = {"plan": found, "state": [(str(word), tone)], **work_context(request, "plan", pk)}
    context["may_decide"] = may(request.user, "outreach.assign")
    if found.answer:
        context |= _shown(request, found)
    return render(request, "outreach/plan.html", context)


@require_safe
@needs("outreach.view")
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """How far the composer is; at its end htmx is sent to the page itself."""
    found = _plan(request, pk)
    context = {"plan": found, **work_context(request, "plan", pk)}
    if not request.htmx or not context["work_live"]:
        whole = redirect("outreach:plan", pk=pk)
        return HttpResponse(headers={"HX-Redirect": whole["Location"]}) if request.htmx else whole
    return render(request, "outreach/_plan_work.html", context)


@require_POST
@needs("outreach.assign")
def accept(request: StaffRequest, pk: int) -> HttpResponse:
    """Put it into everybody's days."""
    try:
        new = flow.accept(plan=_plan(request, pk), by=request.user, at=clock.now())
    except planning.ChangedSinceError:
        toasts.say(request, _("그 사이에 약속이 바뀌었습니다. 다시 짜서 확인하세요."))
    except IllegalTransitionError:
        toasts.say(request, _("이미 정했거나 아직 다 짜지 않은 계획입니다."))
    else:
        toasts.say(request, _("방문 %(n)d건을 제안했습니다. 상담사마다 전화할 일이 생겼습니다.") % {"n": new})
    return redirect("outreach:plan", pk=pk)


@require_POST
@needs("outreach.assign")
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw a plan away, stop it, take it up again, or ask what has to change in an accepted one."""
    found = _plan(request, pk)
    now = clock.now()
    what = request.POST.get("what", "")
    work = queries.latest_work(request.user, "plan", pk)
    try:
        if what == "discard":
            planning.discard(plan=found, by=request.user, at=now)
            return redirect("outreach:plans")
        if what == "again" and found.state == PlanState.ACCEPTED:
            return redirect("outreach:plan", pk=flow.ask_again(old=found, by=request.user, at=now).pk)
        if what == "stop" and work:
            works.stop(work=work, by=request.user, at=now)
        if what == "resume" and work and work.state in {WorkState.CANCELLED, WorkState.FAILED}:
            works.again(work=work, by=request.user, at=now)
    except IllegalTransitionError:
        toasts.say(request, _("이미 정한 계획입니다."))
    return redirect("outreach:plan", pk=pk)


def _shown(request: StaffRequest, found: VisitPlan) -> dict[str, Any]:
    answer, language = found.answer, (get_language() or "ko")[:2]
    people = {str(one.pk): one.name for one in staff.colleagues(request.user)}
    keys = {int(one["id"]) for one in found.problem["firms"] if one["id"].isdigit()}
    firms = planning.names_of(found.district_id, sorted(keys))
    name = {str(key): firm.name for key, firm in firms.items()}
    minutes = {one["id"]: one for one in found.problem["firms"]}
    grid: dict[str, dict[str, Any]] = defaultdict(dict)
    for route in answer["routes"]:
        worth = sum(minutes[s["visit"]]["value"] * minutes[s["visit"]].get("agrees", 1) for s in route["stops"])
        stops = [
            {**s, "name": name.get(s["visit"], "?"), "why": _why(found.because.get(s["visit"], {})), "firm": s["visit"]}
            for s in route["stops"]
        ]
        grid[route["counsellor"]][route["day"]] = {
            "stops": stops, "km": round(route["metres"] / 1000, 1), "value": round(worth, 2),
        }  # fmt: skip
    days = [date.fromisoformat(day) for day in found.problem["days"]]
    rows = [
        {"name": people.get(key, _("떠난 사람")), "cells": [grid[key].get(day.isoformat()) for day in days]}
        for key in sorted(grid, key=lambda key: people.get(key, ""))
    ]
    lost = [one for one in answer["unserved"] if one["appointment"]]
    beside = _beside(request, found, {one["visit"] for one in lost})
    left: dict[str, int] = defaultdict(int)
    for one in answer["unserved"]:
        if not one["appointment"]:
            left[_reason(one, language)] += 1
    total = sum(route["metres"] for route in answer["routes"]) / 1000
    return {
        "days": days,
        "columns": [Column(_("상담사")), *(Column(formats.short_day(day, language)) for day in days)],
        "grid": rows if answer["visits"] else [],
        "lost": [(name.get(one["visit"], "?"), one["visit"], one["text"][language]) for one in lost] + beside,
        "left": sorted(left.items(), key=lambda item: -item[1]),
        "notices": [one["text"][language] for one in answer["notices"]],
        "calls": [_call(one, name, people) for one in answer["calls"][:60]],
        "call_columns": [Column(_("업체명")), Column(_("제안할 때")), Column(_("상담사")), Column(_("안 된다면"))],
        "sum": {"visits": answer["visits"], "value": round(answer["value"], 1), "km": round(total, 1)},
        "per": round(total / answer["visits"], 1) if answer["visits"] else 0,
        "change": _change(found.change, name, people) if found.change else None,
    }


def _beside(request: StaffRequest, found: VisitPlan, lost: set[str]) -> list[tuple[str, int, str]]:
    """Promises of these days that the plan neither keeps nor names: a second one to a firm, or one made since."""
    kept = {(stop["visit"], route["day"]) for route in found.answer["routes"] for stop in route["stops"]}
    if found.state not in {PlanState.READY, PlanState.ACCEPTED}:
        return []
    return [
        (one.case.company.name, one.case.company_id, _("이 계획에 없는 약속: %(visit)s") % {"visit": _promise(one)})
        for one in queries.visits_between(request.user, found.first_on, found.last_on)
        if one.state != VisitState.PROPOSED
        and (key := str(one.case.company_id)) not in lost
        and (key, one.on.isoformat()) not in kept
    ]


def _promise(visit: Visit) -> str:
    day = formats.short_day(visit.on, get_language() or "ko")
    return " ".join(part for part in (day, formats.clock(visit.at) if visit.at else "", visit.counsellor.name) if part)


def _reason(one: dict[str, Any], language: str) -> str:
    """The reason without the facts of the single firm, so that firms of one reason count together."""
    text: str = one["text"][language]
    return text.partition(":")[0].partition("(")[0].rstrip(".")


def _why(because: dict[str, float]) -> str:
    """Why a firm is worth a visit, in words."""
    if not because:
        return _("약속한 방문")
    said = _("구인 가능성 %(chance)s%% × %(openings)s명 × 채울 가능성 %(fill)s%%") % {
        "chance": round(100 * because.get("order_chance", 0)),
        "openings": round(because.get("openings", 0), 1),
        "fill": round(100 * because.get("fill_chance", 0)),
    }
    if because.get("staleness", 1) < 0.95:
        said += " · " + _("최근에 연락함 ×%(n)s") % {"n": round(because["staleness"], 2)}
    if because.get("target"):
        said += " · " + _("집중 방문 ×%(n)s") % {"n": because["target"]}
    if because.get("exploration"):
        said += " · " + _("잘 모르는 업종이라 더함")
    return said


def _call(one: dict[str, Any], name: dict[str, str], people: dict[str, str]) -> dict[str, Any]:
    day = formats.short_day(date.fromisoformat(one["day"]), get_language() or "ko")
    half = _("오전") if one["half"] == "morning" else _("오후")
    return {
        "firm": one["visit"],
        "name": name.get(one["visit"], "?"),
        "when": f"{day} {half}",
        "who": people.get(one["counsellor"], ""),
        "instead": [name.get(other, "?") for other in one["instead"][:2]],
    }


def _change(change: dict[str, Any], name: dict[str, str], people: dict[str, str]) -> dict[str, Any]:
    def stand(where: list[str]) -> str:
        day = formats.short_day(date.fromisoformat(where[1]), get_language() or "ko")
        return f"{day} {where[2]} {people.get(where[0], '')}"

    return {
        "moved": [
            (name.get(one["visit"], "?"), stand(one["before"]), stand(one["after"]))
            for one in change["moved"]
            if one["day"]
        ],
        "shifted": sum(not one["day"] for one in change["moved"]),
        "added": [name.get(one, "?") for one in change["added"]],
        "dropped": [name.get(one, "?") for one in change["dropped"]],
        "broken": [name.get(one, "?") for one in change["broken"]],
        "gain": round(change["gain"], 2),
    }


def _plan(request: StaffRequest, pk: int) -> VisitPlan:
    return or_404(queries.plan, request.user, pk)
