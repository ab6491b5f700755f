"""One line: what it promises, how that changed, its orders and the hires under them. Adding and amending lines."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.base.text import mask_name
from jobvisit.flows import agreements as flow
from jobvisit.office.agreements import actions, queries
from jobvisit.office.agreements.models import Agreement, Line
from jobvisit.office.agreements.rules import CannotError, rung
from jobvisit.office.agreements.states import RUNNING
from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Contact
from jobvisit.office.orders import queries as orders
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.referrals.models import Placement
from jobvisit.office.referrals.states import PlacementState
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.listing import page_of
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.agreements import forms, show, words
from jobvisit.web.staff.agreements.views import whole_of
from jobvisit.web.staff.orders import show as order_show


@require_safe
@needs("agreements.view")
def detail(request: StaffRequest, number: str, line: int) -> HttpResponse:
    """One line, down to the orders and the hires that it counts."""
    agreement = whole_of(request, number)
    found = _line(request, agreement, line)
    today = clock.seoul_day(clock.now())
    meter = flow.meters([found], district_id=agreement.district_id, on=today)[found.pk]
    terms = queries.terms_at(found, today)
    keys = flow.keys_under(found)
    page = page_of(request, orders.of_lines(agreement.district_id, keys).select_related("company"))
    hires: dict[int, list[dict[str, Any]]] = {}
    for one in referrals.hires_under(agreement.district_id, keys):
        hires.setdefault(one.order_id, []).append(_hire(one))
    context = {
        "agreement": agreement,
        "line": found,
        "terms": terms,
        "facts": show.terms_facts(terms, meter, today) if terms else [],
        "jobs": show.occupation_names(found.occupations),
        "row": show.line_row(flow.LineRow(found, terms, meter), today),
        "rungs": show.legend(),
        "page": page,
        "orders": [(order_show.list_row(one), hires.get(one.pk, [])) for one in page],
        "order_columns": [
            Column(_("구인")), Column(_("사업체")), Column(_("접수일")), Column(_("채용/모집"), end=True),
            Column(_("채용된 사람")),
        ],
        "history": list(reversed(found.terms.all())),
        "may_amend": may(request.user, "agreements.edit") and agreement.state not in queries.OVER and not found.into_id,
        "running": agreement.state in RUNNING,
    }  # fmt: skip
    return render(request, "agreements/line.html", context)


@needs("agreements.edit")
def new(request: StaffRequest, number: str) -> HttpResponse:
    """Add a promise."""
    agreement = whole_of(request, number)
    today = clock.seoul_day(clock.now())
    form = forms.LineForm(
        request.POST or None, today=today, contacts=_contacts(agreement), parties=agreement.parties.all(),
        initial={"due_on": agreement.ends_on},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_line(
                agreement=agreement, jobs=form.cleaned_data["jobs"], occupations=form.occupations(),
                party=form.parties.get(form.cleaned_data["party"]), by=request.user, at=clock.now(), **form.terms(),
            )  # fmt: skip
        except CannotError as problem:
            forms.refuse(form, problem, form.NAMES)
        else:
            toasts.say(request, _("조항을 더했습니다."))
            return redirect("agreements:detail", number=number)
    context = {"agreement": agreement, "form": form, "line": None}
    return render(request, "agreements/line_form.html", context, status=422 if form.is_bound else 200)


@needs("agreements.edit")
def amend(request: StaffRequest, number: str, line: int) -> HttpResponse:
    """Promise something else from a day on; the page keeps what was promised before."""
    agreement = whole_of(request, number)
    found = _line(request, agreement, line)
    today = clock.seoul_day(clock.now())
    held = queries.terms_at(found, today)
    starting = {"from_on": max(today, held.from_on) if held else today}
    starting |= forms.TermsForm.initial_of(held) if held else {}
    form = forms.AmendForm(request.POST or None, today=today, contacts=_contacts(agreement), initial=starting)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.amend_line(
                line=found, from_on=data["from_on"], reason=data["reason"], by=request.user, at=clock.now(),
                **form.terms(),
            )  # fmt: skip
        except CannotError as problem:
            forms.refuse(form, problem, form.NAMES)
        else:
            toasts.say(request, _("조항을 고쳤습니다. 전의 내용도 남아 있습니다."))
            return redirect("agreements:line", number=number, line=line)
    context = {"agreement": agreement, "form": form, "line": found}
    return render(request, "agreements/line_form.html", context, status=422 if form.is_bound else 200)


def _hire(one: Placement) -> dict[str, Any]:
    """One hire under an order: masked, with its proof."""
    annulled = one.state == PlacementState.ANNULLED
    strongest = rung([item.kind for item in one.rungs.all()])
    return {
        "key": one.public_id,
        "name": mask_name(one.seeker.name),
        "proof": _("취업 취소") if annulled else str(words.RUNGS[strongest]),
        "tone": "neutral" if annulled else "success",
        "ended": one.state == PlacementState.ENDED,
    }


def _contacts(agreement: Agreement) -> list[Contact]:
    """People of the parties and of the members present, those who decide first."""
    firms = {one.company_id for one in agreement.parties.all() if one.company_id}
    firms |= {
        member.company_id for one in agreement.parties.all() for member in one.members.all() if not member.left_on
    }
    return list(companies.contacts_of(firms))


def _line(request: StaffRequest, agreement: Agreement, number: int) -> Line:
    return or_404(queries.line, request.user, agreement, number)
