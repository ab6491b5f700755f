"""The school's home, and the page of one class: who is in it, what is next."""

from datetime import date
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import training as flow
from jobvisit.flows import training_outcomes
from jobvisit.office.audit import queries as audit
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.staff.policy import NotAllowedError, may
from jobvisit.office.training import actions, queries
from jobvisit.office.training.codes import Cancelled
from jobvisit.office.training.models import Cohort
from jobvisit.office.training.problems import CannotError
from jobvisit.office.training.states import CohortState
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.parts import Column, Tab
from jobvisit.web.staff.training import offers, promised, reach, show
from jobvisit.web.staff.training.forms import CancelForm, PledgeForm, WhyForm

C = CohortState
_TABS: dict[str, tuple[str, ...]] = {
    "now": (C.PLANNED, C.NOMINATING, C.SELECTED, C.RUNNING),
    "over": (C.FINISHED, C.CANCELLED),
}
BEST = 3
"""Proposals on the home page."""


@require_safe
@needs("training.view")
def home(request: StaffRequest) -> HttpResponse:
    """What a class would buy, on top; the classes by state."""
    tab = request.GET.get("state", "now")
    words = {"now": _("준비·진행 중"), "over": _("끝난 반"), "all": _("전체")}
    found = list(queries.cohorts(request.user, _TABS.get(tab, ())))
    stands, pledged = queries.counts(found), queries.pledged(found)
    rows = []
    for one in found:
        word, tone = show.state(one)
        stand = stands.get(one.pk, {})
        rows.append({
            "one": one, "state": word, "tone": tone, "span": show.span(one), "nominated": sum(stand.values()),
            "certified": stand.get("certified", 0), "pledged": pledged.get(one.pk, 0),
        })  # fmt: skip
    columns = [
        Column(_("반")), Column(_("상태")), Column(_("기간")), Column(_("자리"), end=True), Column(_("추천"), end=True),
        Column(_("면접 약속"), end=True), Column(_("자격 취득"), end=True),
    ]  # fmt: skip
    context = {
        "rows": rows,
        "columns": columns,
        "tabs": [Tab(label, f"?state={key}", key == tab) for key, label in words.items()],
        "offers": offers.best(request, BEST) if may(request.user, "matches.view") else [],
        "may_edit": may(request.user, "training.edit"),
    }
    return render(request, "training/home.html", context)


@require_safe
@needs("training.view")
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One class."""
    return page(request, reach.cohort(request, pk))


def page(request: StaffRequest, cohort: Cohort, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of a class; `forms` are those that came back with errors."""
    user, people = request.user, list(queries.enrolments(cohort))
    later = training_outcomes.referred_now(people)
    state, edit = C(cohort.state), may(request.user, "training.edit")
    word, tone = show.state(cohort)
    context: dict[str, Any] = {
        "cohort": cohort,
        "badges": [(word, tone)],
        "tabs": show.tabs(cohort, "cohort"),
        "facts": show.facts(cohort),
        "criteria": show.criteria(cohort.criteria),
        "people": [show.seat_row(one, later) for one in people],
        "columns": [
            Column(_("이름")),
            Column(_("상태")),
            Column(_("신청")),
            Column(_("그 뒤")),
        ],
        "next": _next(cohort, user, people),
        "born_from": _born_from(request, cohort, {one.seeker_id for one in people}),
        "pledges": promised.rows(request, cohort),
        "may_pledge": edit and state in {C.PLANNED, C.NOMINATING, C.SELECTED},
        "pledge_form": forms.get("pledge") or PledgeForm(user=user, initial={"by_when": cohort.ends_on}),
        "may_edit": edit and state not in {C.FINISHED, C.CANCELLED},
        "may_cancel": may(user, "training.select") and state not in {C.FINISHED, C.CANCELLED},
        "cancel_form": forms.get("cancel") or CancelForm(prefix="cancel"),
        "may_reopen": may(user, "training.select")
        and (state == C.FINISHED or (state == C.CANCELLED and cohort.selected_at is None)),
        "why_form": forms.get("why") or WhyForm(prefix="reopen"),
        "events": show.events(
            [one for one in audit.timeline(user, cohort, most=300) if one.verb != "training.mark"][:30]
        ),
        "failed": next(iter(forms.values()), None),
    }
    return render(request, "training/cohort.html", context, status=status)


@require_POST
@needs("training.view")
def move(request: StaffRequest, pk: int, to: str) -> HttpResponse:
    """One step of a class along its table: open nominations, select, start, finish, cancel, or back."""
    cohort = reach.cohort(request, pk)
    if to not in _MOVES:
        raise Http404
    forms: dict[str, Form] = {}
    try:
        said = _MOVES[to](request, cohort, forms)
    except OutOfDateError:
        toasts.say(request, str(show.OUT_OF_DATE), level=40)
    except IllegalTransitionError:
        toasts.say(request, _("지금 상태에서는 그렇게 바꿀 수 없습니다."), level=40)
    except NotAllowedError:
        toasts.say(request, _("그 일은 팀장이 합니다."), level=40)
    except CannotError as error:
        if not forms:
            toasts.say(request, show.problem(error), level=40)
            return redirect("training:cohort", pk=pk)
        show.put(next(iter(forms.values())), error)
        return page(request, cohort, 422, **forms)
    else:
        if not said:
            return page(request, cohort, 422, **forms)
        toasts.say(request, said)
    return redirect("training:cohort", pk=pk)


def _open(request: StaffRequest, cohort: Cohort, forms: dict[str, Form]) -> str:
    actions.open_nominations(cohort=cohort, version=reach.version(request), by=request.user, at=clock.now())
    return _("추천을 받기 시작했습니다. 선발 기준은 이제 바뀌지 않습니다.")


def _select(request: StaffRequest, cohort: Cohort, forms: dict[str, Form]) -> str:
    told = flow.select(cohort=cohort, version=reach.version(request), by=request.user, at=clock.now())
    seats = sum(one.what == "accepted" for one in told)
    return _("%(n)s명에게 자리를 드렸습니다. 모두에게 문자로 알립니다.") % {"n": seats}


def _start(request: StaffRequest, cohort: Cohort, forms: dict[str, Form]) -> str:
    flow.start(cohort=cohort, version=reach.version(request), by=request.user, at=clock.now())
    return _("교육을 시작했습니다. 오늘 출석을 적으세요.")


def _finish(request: StaffRequest, cohort: Cohort, forms: dict[str, Form]) -> str:
    actions.finish(cohort=cohort, version=reach.version(request), by=request.user, at=clock.now())
    return _("교육을 마쳤습니다. 자격증이 나오는 대로 적으세요.")


def _cancel(request: StaffRequest, cohort: Cohort, forms: dict[str, Form]) -> str:
    form = forms["cancel"] = CancelForm(request.POST, prefix="cancel")
    if not form.is_valid():
        return ""
    reason = Cancelled(form.cleaned_data["reason"])
    flow.cancel(
        cohort=cohort, reason=reason, note=form.cleaned_data["note"], version=reach.version(request), by=request.user,
        at=clock.now(),
    )  # fmt: skip
    return _("반을 열지 않는 것으로 기록하고 모두에게 알립니다.")


def _back(request: StaffRequest, cohort: Cohort, forms: dict[str, Form]) -> str:
    form = forms["why"] = WhyForm(request.POST, prefix="reopen")
    if not form.is_valid():
        return ""
    again = actions.run_again if cohort.state == C.FINISHED else actions.plan_again
    again(cohort=cohort, reason=form.cleaned_data["why"], by=request.user, at=clock.now())
    return _("다시 열었습니다.")


_MOVES = {"open": _open, "select": _select, "start": _start, "finish": _finish, "cancel": _cancel, "back": _back}


def _next(cohort: Cohort, user: Any, people: list[Any]) -> dict[str, Any] | None:
    """What comes next for a class: the sentence, the button, whether its day has come."""
    today, state = clock.seoul_day(clock.now()), C(cohort.state)
    edit, n = may(user, "training.edit"), sum(one.state == "nominated" for one in people)
    steps = {
        C.PLANNED: (
            "open", _("추천 받기 시작"), _("선발 기준을 정한 뒤 상담사들이 주민을 추천하게 합니다."), edit, None,
        ),
        C.NOMINATING: (
            "select", _("기준대로 선발하기"),
            _("추천 %(n)s명 · 정원 %(seats)s명. 마감이 지나면 적어 둔 기준으로 순위를 매기고 그대로 보존합니다.")
            % {"n": n, "seats": cohort.seats},
            may(user, "training.select"), cohort.nominate_until,
        ),
        C.SELECTED: (
            "start", _("교육 시작"), _("첫날에 누릅니다. 그때까지 빈자리는 대기 순서대로 채워집니다."), edit,
            cohort.starts_on,
        ),
        C.RUNNING: ("finish", _("교육 마침"), _("마지막 날이 지나면 누릅니다."), edit, cohort.ends_on),
    }  # fmt: skip
    if state == C.FINISHED:
        return _afterwards(cohort, people)
    if state not in steps:
        return None
    to, label, text, allowed, on = steps[state]
    more = {
        C.NOMINATING: (reverse("seekers:list"), _("구직자 찾아 추천하기")),
        C.RUNNING: (reverse("training:attendance", args=[cohort.pk]), _("출석 적기")),
        C.PLANNED: (reverse("training:edit", args=[cohort.pk]), _("기준과 날짜 고치기")) if edit else None,
    }.get(state)
    due = on is None or on <= today
    return {
        "to": to,
        "label": label,
        "text": text,
        "may": allowed and due,
        "whose": "" if allowed or not due else _("팀장이 선발합니다.") if to == "select" else _("상담사가 누릅니다."),
        "wait": on if not due else None,
        "more": more,
    }


def _afterwards(cohort: Cohort, people: list[Any]) -> dict[str, Any]:
    """After the last day: certificates that are still to come, then the employers who promised, then the look back."""
    here = reverse("training:cohort", args=[cohort.pk])
    if n := sum(one.state == "attending" for one in people):
        text = _("자격증을 기다리는 사람이 %(n)s명 있습니다.") % {"n": n}
        more = (reverse("training:certificates", args=[cohort.pk]), _("자격증 적기"))
    elif queries.pledges(cohort).exists():
        text = _("약속한 사업체에 수료생을 소개하고, 3개월과 6개월 뒤를 봅니다.")
        more = (here + "#pledges", _("면접 약속 보기"))
    else:
        text = _("3개월과 6개월 뒤에 자리마다 어떻게 되었는지 봅니다.")
        more = (reverse("training:after", args=[cohort.pk, 3]), _("수료 뒤 보기"))
    return {"to": "", "label": "", "text": text, "may": True, "wait": None, "more": more}


def _born_from(request: StaffRequest, cohort: Cohort, there: set[int]) -> dict[str, Any] | None:
    """The proposal that a class grew out of, with those of it who are not nominated yet."""
    kept = cohort.born_from
    if not kept:
        return None
    left = [key for key in kept["chosen"] if key not in there] if cohort.state == C.NOMINATING else []
    people = seekers.named(request.user, left)
    on = date.fromisoformat(kept["on"])
    return {
        **kept,
        "on": on,
        "n_orders": len(kept["orders"]),
        "left": [people[key] for key in left if key in people][:20],
    }
