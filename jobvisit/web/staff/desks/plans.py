"""Planning: a series with its days before it is saved, turning it weekly, one session on one day."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.office.desks import actions, planning, queries, rules
from jobvisit.office.desks.models import Series
from jobvisit.office.desks.seats import PlanError
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.partials import wants_part
from jobvisit.web.staff.desks import show
from jobvisit.web.staff.desks.day import can_sit
from jobvisit.web.staff.desks.forms import SeriesForm, SessionForm, initial_of

SHOWN = 60
"""Days of a preview on the page; a year of a daily desk would be a wall."""


@needs("desks.plan")
def new_series(request: StaffRequest) -> HttpResponse:
    """Plan a series. Its days are shown before anything is saved."""
    return _series_page(request, None)


@needs("desks.plan")
def series(request: StaffRequest, key: Any) -> HttpResponse:
    """Change a series from today on; what is booked stays, what clashes is named first."""
    try:
        return _series_page(request, queries.one_series(request.user, key))
    except Series.DoesNotExist:
        raise Http404 from None


@needs("desks.plan")
def new_session(request: StaffRequest) -> HttpResponse:
    """One session on one day."""
    tomorrow = clock.seoul_day(clock.now()) + timedelta(days=1)
    form = SessionForm(
        request.POST or None, places=_places(request), colleagues=can_sit(request.user),
        initial={"on": tomorrow, "staff": [request.user.pk], "begins": "13:00", "ends": "17:00"},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_session(
                terms=form.terms(), on=form.cleaned_data["on"], by=request.user, at=clock.now()
            )  # fmt: skip
        except PlanError as problem:
            for text in show.problems(problem):
                form.add_error("on", text)
        else:
            toasts.say(request, _("상담소를 잡았습니다."))
            return redirect("desks:session", key=made.public_id)
    context = {"form": form, "places": _places(request)}
    return render(request, "desks/session_new.html", context, status=422 if form.is_bound else 200)


def _series_page(request: StaffRequest, one: Series | None) -> HttpResponse:
    """GET shows the form; a POST with `save` saves, any other one shows what it would do."""
    today = clock.seoul_day(clock.now())
    known = planning.terms_of(one) if one else None
    left_out = dict(known.leave_out) if known else {}
    initial: dict[str, Any] = {"valid_from": today, "staff": [request.user.pk], "begins": "13:00", "ends": "17:00"}
    if one and known:
        initial = initial_of(one, [user.pk for user in known.staff], left_out)
    form = SeriesForm(
        request.POST or None, places=_places(request), colleagues=can_sit(request.user), left_out=left_out,
        why=_("쉬는 날"), initial=initial,
    )  # fmt: skip
    context: dict[str, Any] = {"form": form, "series": one, "places": form.places}
    if not form.is_bound:
        if known:
            context |= _seen(planning.preview(known, today=today, changing=one), left_out)
        return render(request, "desks/series.html", context)
    if not form.is_valid():
        page = "desks/_preview.html" if wants_part(request) else "desks/series.html"
        return render(request, page, context, status=200 if wants_part(request) else 422)
    terms = form.terms()
    if "save" not in request.POST:
        context |= _seen(planning.preview(terms, today=today, changing=one), terms.leave_out)
        return render(request, "desks/_preview.html" if wants_part(request) else "desks/series.html", context)
    try:
        done = _save(request, one, terms)
    except PlanError as problem:
        form.add_error(None, _("아래 날들을 먼저 풀어야 합니다."))
        context |= _seen(planning.preview(terms, today=today, changing=one), terms.leave_out)
        context["problems"] = show.problems(problem)
    except OutOfDateError:
        form.add_error(None, _("다른 사람이 먼저 바꾸었습니다. 이 화면을 새로 열어 다시 바꾸세요."))
    else:
        toasts.say(request, done)
        return redirect("desks:home")
    return render(request, "desks/series.html", context, status=422)


def _save(request: StaffRequest, one: Series | None, terms: planning.SeriesTerms) -> str:
    now = clock.now()
    if one is None:
        made = actions.plan_series(terms=terms, by=request.user, at=now)
        return _("정기 상담소를 계획했습니다. 앞으로 석 달의 상담소 %(n)d번이 잡혔습니다.") % {
            "n": made.sessions.count()
        }
    version = request.POST.get("version", "")
    change = actions.change_series(
        series=one, terms=terms, version=int(version) if version.isdigit() else 0, by=request.user, at=now
    )
    return _("일정을 바꿨습니다. 그대로 %(kept)d번, 더해짐 %(added)d번, 없어짐 %(dropped)d번.") % {
        "kept": len(change.kept), "added": len(change.added), "dropped": len(change.dropped),
    }  # fmt: skip


def _seen(found: planning.Preview, left_out: Any) -> dict[str, Any]:
    """A preview as the page shows it: days, obstacles with a box to leave the day out, what changes."""
    clashes = found.change.clashes if found.change else ()
    changed: dict[str, list[date]] = {}
    if found.change:
        changed = {name: list(getattr(found.change, name)) for name in ("kept", "added", "dropped")}
    blocked: dict[date, list[str]] = {}
    for one in found.problems:
        if one.on:
            blocked.setdefault(one.on, []).append(show.problem(one))
    return {
        "days": show.held_rows(found.days[:SHOWN]),
        "more": max(0, len(found.days) - SHOWN),
        "held": len(found.held),
        "blocked": sorted(blocked.items()),
        "left_out": sorted(left_out),
        "plain_problems": [show.problem(one) for one in found.problems if one.on is None],
        "clashes": [{"on": one.date, "n": one.booked, "why": _why(one)} for one in clashes],
        "changed": changed,
    }


def _why(one: rules.Clash) -> str:
    return show.in_language(one.reason)


def _places(request: StaffRequest) -> list[Any]:
    return list(queries.places(request.user).filter(in_use=True))
