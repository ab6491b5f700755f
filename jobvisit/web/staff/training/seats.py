"""One resident in one class: nominating, leaving, coming back, the certificate."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.base.text import mask_name
from jobvisit.flows import training as flow
from jobvisit.flows import training_outcomes
from jobvisit.office.audit import queries as audit
from jobvisit.office.staff.policy import NotAllowedError, may
from jobvisit.office.training import queries
from jobvisit.office.training.codes import Consented, Dropped, Presence
from jobvisit.office.training.models import Enrolment
from jobvisit.office.training.problems import CannotError
from jobvisit.office.training.states import ENROLMENT, CohortState, EnrolmentState
from jobvisit.web.shared import formats, toasts
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.parts import Fact
from jobvisit.web.staff.training import reach, show
from jobvisit.web.staff.training.forms import CertifyForm, DropForm, NominateForm, WhyForm

E = EnrolmentState


@needs("training.nominate")
def nominate(request: StaffRequest, key: UUID) -> HttpResponse:
    """Put a resident up for a class that still takes nominations."""
    seeker = reach.seeker(request, key)
    today = clock.seoul_day(clock.now())
    found = {str(one.pk): one for one in queries.open_to_nominate(request.user, today)}
    named = [(pk, f"{one.course.name} · {show.span(one)} · {show.when(one)}") for pk, one in found.items()]
    wanted = request.GET.get("cohort", "")
    initial = {"cohort": wanted if wanted in found else next(iter(found), "")}
    posted = request.POST if request.method == "POST" else None
    form = NominateForm(posted, cohorts=named, initial=initial)
    if posted is not None and form.is_valid():
        data = form.cleaned_data
        try:
            made = flow.nominate(
                cohort=found[data["cohort"]], seeker=seeker, talk=data["talk"], why=data["why"],
                consent=Consented(data["consent"]), by=request.user, at=clock.now(),
            )  # fmt: skip
        except CannotError as error:
            form.add_error("cohort", show.problem(error))
        else:
            toasts.say(request, _("추천했습니다: %(state)s") % {"state": show.seat_state(made)[0]})
            return redirect("training:cohort", pk=made.cohort_id)
    context = {"form": form, "name": mask_name(seeker.name), "seeker": seeker, "any": bool(found)}
    return render(request, "training/nominate.html", context, status=422 if posted is not None else 200)


@require_safe
@needs("training.view")
def seat(request: StaffRequest, pk: int) -> HttpResponse:
    """One resident in one class."""
    return _page(request, reach.enrolment(request, pk))


@require_POST
@needs("training.nominate")
def step(request: StaffRequest, pk: int, what: str) -> HttpResponse:
    """Certify, drop or bring back; what was wrong comes back beside its field."""
    one = reach.enrolment(request, pk)
    if what not in _STEPS:
        raise Http404
    form_class, act = _STEPS[what]
    form = form_class(request.POST, prefix=what)
    if not form.is_valid():
        return _page(request, one, 422, **{what: form})
    try:
        toasts.say(request, act(request, one, form.cleaned_data))
    except OutOfDateError:
        toasts.say(request, str(show.OUT_OF_DATE), level=40)
    except IllegalTransitionError:
        toasts.say(request, _("지금 상태에서는 그렇게 바꿀 수 없습니다."), level=40)
    except NotAllowedError:
        toasts.say(request, _("그 일을 할 권한이 없습니다."), level=40)
    except CannotError as error:
        show.put(form, error)
        return _page(request, one, 422, **{what: form})
    return redirect("training:seat", pk=pk)


def said_of_orders(more: int) -> str:
    """After a certificate: what it opened at once."""
    text = ngettext(
        "자격증을 적었습니다. 지금 구인 %(n)s건에 더 맞습니다.",
        "자격증을 적었습니다. 지금 구인 %(n)s건에 더 맞습니다.",
        more,
    )
    return text % {"n": more}


def _certify(request: StaffRequest, one: Enrolment, data: dict[str, Any]) -> str:
    more = flow.certify(
        enrolment=one, issued_on=data["issued_on"], version=reach.version(request), by=request.user, at=clock.now()
    )
    return said_of_orders(more)


def _drop(request: StaffRequest, one: Enrolment, data: dict[str, Any]) -> str:
    told = flow.drop(
        enrolment=one, reason=Dropped(data["reason"]), note=data["note"], version=reach.version(request),
        by=request.user, at=clock.now(),
    )  # fmt: skip
    if told:
        return _("그만둠으로 기록했습니다. 대기하던 %(n)s명이 올라왔고 문자로 알립니다.") % {"n": len(told)}
    return _("그만둠으로 기록했습니다.")


def _reopen(request: StaffRequest, one: Enrolment, data: dict[str, Any]) -> str:
    flow.reopen(enrolment=one, reason=data["why"], by=request.user, at=clock.now())
    return _("다시 넣었습니다.")


_STEPS: dict[str, tuple[Any, Any]] = {
    "certify": (CertifyForm, _certify),
    "drop": (DropForm, _drop),
    "reopen": (WhyForm, _reopen),
}


def _page(request: StaffRequest, one: Enrolment, status: int = 200, **forms: Form) -> HttpResponse:
    state, user = E(one.state), request.user
    word, tone = show.seat_state(one)
    running = one.cohort.state in {CohortState.RUNNING, CohortState.FINISHED}
    later = training_outcomes.referred_now([one]).get(one.pk, "")
    context = {
        "one": one,
        "name": mask_name(one.seeker.name),
        "badges": [(word, tone)],
        "facts": _facts(one, later),
        "certify": (forms.get("certify") or CertifyForm(prefix="certify"))
        if state == E.ATTENDING and running and may(user, "training.certify")
        else None,
        "drop": (forms.get("drop") or DropForm(prefix="drop"))
        if E.DROPPED in ENROLMENT.next_steps(state) and may(user, "training.nominate")
        else None,
        "reopen": (forms.get("reopen") or WhyForm(prefix="reopen"))
        if state in {E.DROPPED, E.NOT_ACCEPTED} and may(user, "training.edit")
        else None,
        "opened": {name for name, form in forms.items() if form.is_bound},
        "failed": next(iter(forms.values()), None),
        "certificate": queries.certificates_of(one.cohort).get(one.pk),
        "events": show.events(audit.timeline(user, one)),
    }
    return render(request, "training/seat.html", context, status=status)


def _facts(one: Enrolment, later: str) -> list[Fact]:
    days = queries.attended(one.cohort).get(one.pk, {})
    shown = " · ".join(f"{Presence(kind).label} {n}" for kind, n in sorted(days.items()))
    talk = _("상담 의견 %(n)s점") % {"n": one.talk} if one.talk is not None else _("상담 의견 모름")
    rows = [
        Fact(_("추천"), formats.moment(localtime(one.nominated_at), show.lang()), one.nominated_by.name),
        Fact(_("추천 의견"), one.why or _("없음"), talk),
        Fact(_("교육 기관 제공 동의"), str(Consented(one.consent).label), one.consent_text),
        Fact(_("순위"), _("%(n)s위") % {"n": one.place} if one.place else _("아직 없음")),
        Fact(_("출석"), shown or _("적은 것이 없음")),
    ]
    if one.reason:
        rows.append(Fact(_("사유"), show.reason(one)))
    if later:
        rows.append(Fact(_("그 뒤"), str(show.AFTERWARDS[later])))
    return rows
