"""One referral: what is next, what happened, and every step a person may take."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.base.text import mask_name
from jobvisit.flows import referral as flow
from jobvisit.office.audit import queries as audit
from jobvisit.office.referrals import queries
from jobvisit.office.referrals.actions import reopen as reopen_referral
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.models import InterviewSlot, Placement, Referral
from jobvisit.office.referrals.problems import CannotError
from jobvisit.office.referrals.states import LIVE, InterviewState, ReferralState
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.staff.messaging import told
from jobvisit.web.staff.referrals import show, steps
from jobvisit.web.staff.referrals.forms import BookForm, HireForm, WhyForm

S = ReferralState


@require_safe
@needs("referrals.view")
def detail(request: StaffRequest, number: str) -> HttpResponse:
    """One referral with its next steps, consents, interviews and timeline."""
    return render(request, "referrals/detail.html", _context(request, _referral(request, number)))


@require_POST
@needs("referrals.record")
def step(request: StaffRequest, number: str, to: str) -> HttpResponse:
    """Take one step along the table. Two tabs and double clicks are told, never guessed."""
    referral = _referral(request, number)
    try:
        target = S(to)
    except ValueError:
        raise Http404 from None
    form = steps.form_for(target, referral, clock.now(), request.POST)
    if target in steps.BY_ITSELF or not form.is_valid():
        return _again(request, referral, target, form)
    try:
        done = _take(request, referral, target, form)
    except OutOfDateError:
        form.add_error(None, str(show.OUT_OF_DATE))
    except IllegalTransitionError:
        form.add_error(None, _("지금 상태에서는 그렇게 할 수 없습니다."))
    except CannotError as problem:
        form.add_error(None, show.problems(problem, {referral.seeker_id: mask_name(referral.seeker.name)}))
    else:
        if isinstance(done, Placement):
            toasts.say(request, _("채용을 기록했습니다. 이 사람의 다른 알선은 멈췄습니다."))
            return redirect("referrals:placement", key=done.public_id)
        toasts.say(request, _("‘%(state)s’(으)로 기록했습니다.") % {"state": show.STATES[target][0]})
        return redirect("referrals:detail", number=number)
    return _again(request, _referral(request, number), target, form)


@require_POST
@needs("referrals.record")
def interview(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """Record what became of an interview: came, did not come, excused, revoked."""
    referral = _referral(request, number)
    found = queries.interviews(referral).filter(pk=pk).first()
    if found is None:
        raise Http404
    try:
        flow.settle(
            interview=found, to=InterviewState(request.POST.get("to", "")), version=None,
            source=Source.SPOKEN_PHONE, by=request.user, at=clock.now(),
        )  # fmt: skip
    except (ValueError, IllegalTransitionError):
        toasts.say(request, _("지금 상태에서는 그렇게 바꿀 수 없습니다."), level=40)
    else:
        toasts.say(request, _("면접 결과를 기록했습니다."))
    return redirect("referrals:detail", number=number)


@require_POST
@needs("referrals.reopen")
def reopen(request: StaffRequest, number: str) -> HttpResponse:
    """Take a referral that ended back to where it was left, for a reason."""
    referral = _referral(request, number)
    form = WhyForm(request.POST)
    if form.is_valid():
        try:
            reopen_referral(
                referral=referral, version=None, why=form.cleaned_data["why"], by=request.user, at=clock.now()
            )
        except CannotError as problem:
            form.add_error(None, show.problems(problem))
        else:
            toasts.say(request, _("다시 열었습니다."))
            return redirect("referrals:detail", number=number)
    return render(
        request, "referrals/detail.html", {**_context(request, referral), "why_form": form}, status=422
    )  # fmt: skip


@require_POST
@needs("referrals.record")
def withdraw_consent(request: StaffRequest, number: str) -> HttpResponse:
    """The resident takes the consent back: at once, without asking why."""
    referral = _referral(request, number)
    flow.take_back_consent(referral=referral, source=Source.SPOKEN_PHONE, by=request.user, at=clock.now())
    toasts.say(request, _("동의를 거두어들인 것으로 기록하고 알선을 끝냈습니다."))
    return redirect("referrals:detail", number=number)


def _take(request: StaffRequest, referral: Referral, to: ReferralState, form: Form) -> Any:
    data = form.cleaned_data
    common: dict[str, Any] = {"source": Source(data["source"]), "by": request.user, "at": clock.now()}
    version = data.get("version") or 0
    if isinstance(form, BookForm):
        slot = _slot(referral, data.get("slot") or "")
        companion = request.user if data["accompanied"] else None
        return flow.book(
            referral=referral, slot=slot, time=form.moment, place=data["place"], companion=companion, **common
        )
    if isinstance(form, HireForm):
        return flow.hire(
            referral=referral, start_on=data["start_on"], version=version, said_by=data["said_by"], **common
        )
    if to == S.CONSENTED:
        return flow.consent(referral=referral, version=version, **common)
    return flow.answer(
        referral=referral, to=to, version=version, reason=data.get("reason", ""), note=data.get("note", ""), **common
    )


def _slot(referral: Referral, key: str) -> InterviewSlot | None:
    if not key:
        return None
    return InterviewSlot.objects.filter(order=referral.order_id, pk=int(key)).first()


def _again(request: StaffRequest, referral: Referral, to: ReferralState, form: Form) -> HttpResponse:
    """The page with the form as it was filled in: nothing typed is lost."""
    context = _context(request, referral, (to, form))
    return render(request, "referrals/detail.html", context, status=422)


def _context(
    request: StaffRequest, referral: Referral, bound: tuple[ReferralState, Form] | None = None
) -> dict[str, Any]:
    now = clock.now()
    word, tone = show.state(referral)
    placement = queries.placement_of(referral)
    going = steps.of(referral, now, bound)
    if bound and bound[0] not in {one.to for one in going}:
        toasts.say(request, str(show.OUT_OF_DATE), level=40)
    return {
        "referral": referral,
        "name": mask_name(referral.seeker.name),
        "badges": [(word, tone)],
        "asks": show.ASKS.get(S(referral.state), ""),
        "steps": going,
        "failed": bound[1] if bound else None,
        "facts": show.facts(referral, queries.consents(referral)),
        "interviews": show.interview_rows(queries.interviews(referral), now),
        "placement": placement,
        "told": told.about_referral(request.user, referral),
        "events": show.events(audit.timeline(request.user, referral)),
        "may_reopen": may(request.user, "referrals.reopen") and referral.state not in {*LIVE, S.HIRED},
        "may_withdraw": referral.consent_id and referral.state in LIVE,
        "why_form": WhyForm(),
    }


def _referral(request: StaffRequest, number: str) -> Referral:
    return or_404(queries.get, request.user, number)
