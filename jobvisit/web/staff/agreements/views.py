"""One agreement: its page, drafting and changing it, its parties and members."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.flows import agreements as flow
from jobvisit.office.agreements import actions, queries
from jobvisit.office.agreements.models import Agreement, Party
from jobvisit.office.agreements.rules import CannotError
from jobvisit.office.agreements.states import AGREEMENT, WRITING, AgreementState
from jobvisit.office.audit import queries as audit
from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Company
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.conflict import differences
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.agreements import forms, show
from jobvisit.web.staff.outreach import show as outreach_show


@require_safe
@needs("agreements.view")
def detail(request: StaffRequest, number: str) -> HttpResponse:
    """One agreement on one screen: what was promised, what was delivered, who is in it, what happened."""
    return render(request, "agreements/detail.html", context_of(request, number))


@require_safe
@needs("agreements.view")
def of_firm(request: StaffRequest, pk: int) -> HttpResponse:
    """Straight to the agreement of a firm that is not over, else to the wall: where a day's task about it leads."""
    firm = or_404(companies.get, request.user, pk)
    found = queries.of_firm(request.user, firm)
    writing = next((one for one in found if AgreementState(one.state) in WRITING), None)
    if first := writing or next(iter(found), None):
        return redirect("agreements:detail", number=first.number)
    return redirect("agreements:list")


@needs("agreements.edit")
def new(request: StaffRequest) -> HttpResponse:
    """Begin an agreement; with `?company=` the firm is its first party."""
    firm = _asked_firm(request)
    starting = {"title": _("%(firm)s 구민 우선 채용 협약") % {"firm": firm.name}} if firm else None
    form = forms.AgreementForm(request.POST or None, initial=starting)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            made = actions.draft(owner=request.user, by=request.user, at=now, **form.values())
            if firm:
                actions.add_party(
                    agreement=made, kind=Party.Kind.FIRM, name=firm.name, company=firm, by=request.user, at=now
                )
        except CannotError as problem:
            forms.refuse(form, problem)
        else:
            toasts.say(request, _("협약을 쓰기 시작했습니다. 이제 상대와 조항을 더하세요."))
            return redirect("agreements:detail", number=made.number)
    context = {"form": form, "firm": firm}
    return render(request, "agreements/form.html", context, status=422 if form.is_bound else 200)


@needs("agreements.edit")
def edit(request: StaffRequest, number: str) -> HttpResponse:
    """Change name, aim and days; someone else's change since is shown, never overwritten."""
    agreement = agreement_of(request, number)
    form = forms.AgreementForm(request.POST or None, initial=forms.AgreementForm.initial_of(agreement))
    conflict: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data.get("version") or 0
            actions.change(agreement=agreement, changes=form.values(), version=version, by=request.user, at=clock.now())
        except OutOfDateError:
            current = agreement_of(request, number)
            stored = forms.AgreementForm(initial=forms.AgreementForm.initial_of(current))
            conflict = differences(form, stored)
            typed = request.POST.copy()
            typed["version"] = str(current.version)
            form.data = typed
        except CannotError as problem:
            forms.refuse(form, problem)
        else:
            toasts.say(request, _("협약을 고쳤습니다."))
            return redirect("agreements:detail", number=number)
    context = {"form": form, "agreement": agreement, "conflict": conflict}
    status = 409 if conflict else 422 if form.is_bound else 200
    return render(request, "agreements/form.html", context, status=status)


@needs("agreements.edit")
def party(request: StaffRequest, number: str) -> HttpResponse:
    """Add a side of the agreement."""
    agreement = agreement_of(request, number)
    form = forms.PartyForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        firm = data["kind"] == Party.Kind.FIRM
        try:
            actions.add_party(
                agreement=agreement, kind=data["kind"], company=form.company, branch=form.branch,
                name=form.company.name if firm and form.company else data["name"],
                representative=data["representative"], by=request.user, at=clock.now(),
            )  # fmt: skip
        except CannotError as problem:
            forms.refuse(form, problem, {"company": "firm_words", "branch": "branch_words"})
        else:
            toasts.say(request, _("협약 상대를 더했습니다."))
            return redirect("agreements:detail", number=number)
    return form_page(request, agreement, form, _("협약 상대 더하기"), _("더하기"), suggest=True)


@needs("agreements.edit")
def member(request: StaffRequest, number: str) -> HttpResponse:
    """A firm joins an association or a group."""
    agreement = whole_of(request, number)
    parties = {str(one.pk): one for one in agreement.parties.all()}
    if not parties:
        return redirect("agreements:party", number=number)
    first = next((key for key, one in parties.items() if one.kind != Party.Kind.FIRM), next(iter(parties)))
    starting = {"joined_on": max(clock.seoul_day(clock.now()), agreement.starts_on or date.min), "party": first}
    form = forms.MemberForm(request.POST or None, user=request.user, parties=parties.values(), initial=starting)
    if request.method == "POST" and form.is_valid() and form.company:
        data = form.cleaned_data
        try:
            actions.add_member(
                party=parties[data["party"]], company=form.company, branch=form.branch, joined_on=data["joined_on"],
                by=request.user, at=clock.now(),
            )  # fmt: skip
        except CannotError as problem:
            forms.refuse(form, problem, {"company": "firm_words", "branch": "branch_words"})
        else:
            toasts.say(request, _("%(firm)s이(가) 들어왔습니다.") % {"firm": form.company.name})
            return redirect("agreements:detail", number=number)
    return form_page(request, agreement, form, _("회원사 더하기"), _("더하기"), suggest=True)


@needs("agreements.edit")
def leave(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """A member leaves."""
    agreement = agreement_of(request, number)
    found = or_404(queries.member, request.user, agreement, pk)
    form = forms.LeaveForm(request.POST or None, initial={"left_on": clock.seoul_day(clock.now())})
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave(member=found, by=request.user, at=clock.now(), **form.cleaned_data)
        except CannotError as problem:
            forms.refuse(form, problem)
        else:
            toasts.say(request, _("나간 것으로 적었습니다."))
            return redirect("agreements:detail", number=number)
    title = _("%(firm)s 나감") % {"firm": found.company.name}
    return form_page(request, agreement, form, title, _("나간 것으로 적기"))


def context_of(request: StaffRequest, number: str, **more: Any) -> dict[str, Any]:
    """What the page of an agreement shows; `more` are forms with errors."""
    agreement = whole_of(request, number)
    today = clock.seoul_day(clock.now())
    bar = flow.bars([agreement], district_id=agreement.district_id, on=today)[0]
    state = AgreementState(agreement.state)
    edits, signs = may(request.user, "agreements.edit"), may(request.user, "agreements.sign")
    talks = flow.negotiation(agreement, by=request.user)
    firms = [one.company for one in agreement.parties.all() if one.company is not None]
    following = queries.following(agreement)
    return {
        "agreement": agreement,
        "bar": bar,
        "strip": show.strip(bar.promised, bar.rungs, bar.expected),
        "badges": [show.state_badge(agreement)],
        "lines": [show.line_row(row, today) for row in bar.lines],
        "warnings": show.warning_lines(bar.warnings),
        "members": [show.member_row(one) for one in queries.members(agreement)],
        "member_columns": [Column(_("회원사")), Column(_("들어온 날")), Column(_("나간 날")), Column(_("변경"))],
        "facts": show.facts(agreement, following),
        "rungs": show.legend(),
        "papers": list(queries.papers(agreement)),
        "talks": [(one, outreach_show.case_row(one, today)) for one in talks],
        "talk_form": forms.TalkForm(firms=firms) if firms else None,
        "paper_form": forms.PaperForm(),
        "open_form": forms.WhyForm(prefix="open"),
        "writing": state in WRITING,
        "steps": AGREEMENT.next_steps(state),
        "may_edit": edits and state not in queries.OVER,
        "may_negotiate": edits and AgreementState.NEGOTIATING in AGREEMENT.next_steps(state),
        "may_sign": signs and AgreementState.SIGNED in AGREEMENT.next_steps(state),
        "may_end": signs and AgreementState.ENDED in AGREEMENT.next_steps(state),
        "may_review": edits and state == AgreementState.REVIEW,
        "may_renew": edits and agreement.signed_on is not None and following is None and not agreement.stopped_on,
        "may_reopen": signs and bool(AGREEMENT.reopens.get(state)),
        "may_combine": signs and state in {AgreementState.ACTIVE, AgreementState.REVIEW},
        "following": following,
        "events": show.events(audit.timeline(request.user, agreement)),
        **more,
    }


def agreement_of(request: StaffRequest, number: str) -> Agreement:
    """The agreement of the address, or 404."""
    return or_404(queries.get, request.user, number)


def whole_of(request: StaffRequest, number: str) -> Agreement:
    """The same with parties, members, lines and terms."""
    return or_404(queries.whole, request.user, number)


def form_page(
    request: StaffRequest, agreement: Agreement, form: Any, title: str, button: str, *, suggest: bool = False
) -> HttpResponse:
    """One form about an agreement on a page of its own."""
    context = {"agreement": agreement, "form": form, "title": title, "button_word": button, "suggest": suggest}
    return render(request, "agreements/step.html", context, status=422 if form.is_bound else 200)


def _asked_firm(request: StaffRequest) -> Company | None:
    key = request.POST.get("company") or request.GET.get("company") or ""
    if not key.isdigit():
        return None
    try:
        return companies.get(request.user, int(key))
    except Company.DoesNotExist:
        raise Http404 from None
