"""The steps of an agreement: negotiate, sign, review, end, reopen, renew, combine; and talks about it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import agreements as flow
from jobvisit.office.agreements import actions, queries
from jobvisit.office.agreements.models import Agreement
from jobvisit.office.agreements.rules import CannotError
from jobvisit.office.outreach.rules import BadAnswerError, Outcome
from jobvisit.web.shared import papers, toasts
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.staff.agreements import forms, words
from jobvisit.web.staff.agreements.views import agreement_of, context_of, form_page


@require_POST
@needs("agreements.edit")
def negotiate(request: StaffRequest, number: str) -> HttpResponse:
    """Begin to negotiate; the parties come into the day's calls."""
    agreement = agreement_of(request, number)
    try:
        flow.negotiate(agreement=agreement, by=request.user, at=clock.now())
    except IllegalTransitionError:
        toasts.say(request, _("지금 상태에서는 그렇게 바꿀 수 없습니다."), level=40)
    else:
        toasts.say(request, _("협의를 시작했습니다. 상대에게 연락할 일이 담당자의 오늘 할 일에 나타납니다."))
    return redirect("agreements:detail", number=number)


@require_POST
@needs("agreements.edit")
def talk(request: StaffRequest, number: str) -> HttpResponse:
    """Log one attempt to reach a party."""
    agreement = agreement_of(request, number)
    firms = [one.company for one in agreement.parties.select_related("company") if one.company]
    form = forms.TalkForm(request.POST, firms=firms)
    if form.is_valid():
        data = form.cleaned_data
        try:
            flow.log_talk(
                agreement=agreement, company=form.firms[data["company"]], outcome=Outcome(data["outcome"]),
                when=data["when"], note=data["note"], by=request.user, at=clock.now(),
            )  # fmt: skip
        except BadAnswerError as problem:
            words = {"past": _("이미 지난 날입니다."), "too_far": _("1년 안의 날을 적으세요.")}
            form.add_error("when", words.get(problem.code, _("적어야 합니다.")))
        except IllegalTransitionError:
            form.add_error(None, _("지금 상태에서는 그렇게 바꿀 수 없습니다."))
        else:
            toasts.say(request, _("연락을 기록했습니다."))
            return redirect("agreements:detail", number=number)
    return render(request, "agreements/detail.html", context_of(request, number, talk_form=form), status=422)


@needs("agreements.sign")
def sign(request: StaffRequest, number: str) -> HttpResponse:
    """Sign, with the paper if it is at hand."""
    agreement = agreement_of(request, number)
    starting = {"signed_on": clock.seoul_day(clock.now()), "version": agreement.version}
    form = forms.SignForm(request.POST or None, request.FILES or None, initial=starting)

    def act(data: dict[str, Any]) -> str:
        content = papers.read(form, "paper")
        if form.errors:
            return ""
        flow.sign(
            agreement=agreement, signed_on=data["signed_on"], version=data["version"], by=request.user, at=clock.now()
        )
        if content:
            actions.attach(agreement=agreement, content=content, by=request.user, at=clock.now())
        return _("체결을 기록했습니다.")

    return _step(request, agreement, form, act, _("체결"), _("체결한 것으로 적기"))


@needs("agreements.edit")
def review(request: StaffRequest, number: str) -> HttpResponse:
    """What the review found."""
    agreement = agreement_of(request, number)
    form = forms.ReviewForm(request.POST or None, initial={"version": agreement.version})

    def act(data: dict[str, Any]) -> str:
        actions.reviewed(agreement=agreement, by=request.user, at=clock.now(), **data)
        return _("점검을 기록했습니다.")

    return _step(request, agreement, form, act, _("점검"), _("점검을 마침"))


@needs("agreements.sign")
def end(request: StaffRequest, number: str) -> HttpResponse:
    """End before its day, with the reason."""
    agreement = agreement_of(request, number)
    form = forms.EndForm(request.POST or None, initial={"version": agreement.version})

    def act(data: dict[str, Any]) -> str:
        flow.end(agreement=agreement, by=request.user, at=clock.now(), **data)
        return _("협약을 끝냈습니다. 그동안의 기록은 남습니다.")

    return _step(request, agreement, form, act, _("그만두기"), _("협약 끝내기"))


@needs("agreements.sign")
def reopen(request: StaffRequest, number: str) -> HttpResponse:
    """Take back an end."""
    agreement = agreement_of(request, number)
    form = forms.WhyForm(request.POST or None, initial={"version": agreement.version})

    def act(data: dict[str, Any]) -> str:
        actions.reopen(agreement=agreement, by=request.user, at=clock.now(), **data)
        return _("협약을 다시 열었습니다.")

    return _step(request, agreement, form, act, _("다시 열기"), _("다시 열기"))


@require_POST
@needs("agreements.edit")
def renew(request: StaffRequest, number: str) -> HttpResponse:
    """Draft the agreement that follows."""
    agreement = agreement_of(request, number)
    try:
        made = actions.renew(agreement=agreement, by=request.user, at=clock.now())
    except CannotError as problem:
        toasts.say(request, " ".join(words.problem(one) for one in problem.problems), level=40)
        return redirect("agreements:detail", number=number)
    toasts.say(request, _("이어질 협약의 초안입니다. 날짜와 조항을 고치고 체결하세요."))
    return redirect("agreements:detail", number=made.number)


@needs("agreements.sign")
def combine(request: StaffRequest, number: str) -> HttpResponse:
    """Let this agreement go on in place of another one."""
    agreement = agreement_of(request, number)
    others = [one for one in queries.running(request.user.district_id) if one.pk != agreement.pk]
    form = forms.CombineForm(request.POST or None, others=others, lines=agreement.lines.filter(into=None))

    def act(data: dict[str, Any]) -> str:
        other = form.others[data["other"]]
        target = int(data["line"])
        pairs = {line.pk: target for line in other.lines.all() if line.into_id is None}
        actions.combine(
            kept=agreement, other=other, pairs=pairs, reason=data["reason"], by=request.user, at=clock.now()
        )
        return _("두 협약을 합쳤습니다.")

    return _step(request, agreement, form, act, _("다른 협약을 여기에 합치기"), _("합치기"))


def _step(
    request: StaffRequest,
    agreement: Agreement,
    form: Any,
    act: Callable[[dict[str, Any]], str],
    title: str,
    button: str,
) -> HttpResponse:
    """Ask, do, say; or say beside the field why not."""
    if request.method == "POST" and form.is_valid():
        try:
            said = act(form.cleaned_data)
        except CannotError as problem:
            forms.refuse(form, problem)
        except IllegalTransitionError:
            form.add_error(None, _("지금 상태에서는 그렇게 바꿀 수 없습니다."))
        except OutOfDateError:
            form.add_error(None, _("그 사이에 다른 사람이 고쳤습니다. 지금 상태를 확인하고 다시 누르세요."))
            typed = request.POST.copy()
            typed["version"] = str(agreement_of(request, agreement.number).version)
            form.data = typed
        else:
            if not form.errors:
                toasts.say(request, said)
                return redirect("agreements:detail", number=agreement.number)
    return form_page(request, agreement, form, title, button)
