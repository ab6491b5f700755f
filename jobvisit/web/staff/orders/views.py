"""Job orders: the form at the employer's table, the order with its shortlist."""

from typing import Any
from uuid import uuid4

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import intake
from jobvisit.office.agreements import queries as agreements
from jobvisit.office.audit import queries as audit
from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.matches import actions as matches
from jobvisit.office.matches import queries as match_queries
from jobvisit.office.orders import actions, queries
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import CLOSED, ORDER, OrderState
from jobvisit.office.outreach import queries as outreach
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.conflict import differences
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.agreements import show as agreement_show
from jobvisit.web.staff.matches import phrases, rows
from jobvisit.web.staff.messaging import told
from jobvisit.web.staff.orders import show
from jobvisit.web.staff.orders.forms import OrderForm, RefuseForm
from jobvisit.web.staff.referrals import picks

NEXT = {
    OrderState.CHECKED: OrderState.CONFIRMED,
    OrderState.CONFIRMED: OrderState.OPEN,
    OrderState.PAUSED: OrderState.OPEN,
}
"""The one step that an order waits for, where a person only has to say so."""

RUNNING = {OrderState.OPEN, OrderState.PAUSED}


@needs("orders.place")
def new(request: StaffRequest) -> HttpResponse:
    """The order form. Without a firm chosen, choosing one comes first."""
    chosen = _company(request)
    if chosen is None:
        return _choose_company(request)
    company, branch = chosen
    now = clock.now()
    today = clock.seoul_day(now)
    key = f"new:{company.pk}"
    if request.method == "POST":
        form = OrderForm(request.POST, user=request.user, company=company, branch=branch, today=today)
        if form.is_valid():
            try:
                taken = intake.take_order(
                    order=form.filled(),
                    confirmed=form.cleaned_data["confirmed"],
                    by=request.user,
                    at=now,
                    draft_key=key,
                )
            except actions.PlacedBeforeError as before:
                return _form_page(request, _another(request, form, before.order), company, status=409)
            toasts.say(request, _("구인표를 저장했습니다. 맞는 구직자를 찾았습니다."))
            return _saved(request, taken)
        return _form_page(request, form, company, status=422)
    draft = queries.draft(request.user, key)
    form = OrderForm(
        initial={**show.defaults(branch), "form_key": str(uuid4()), **(show.kept(draft.fields) if draft else {})},
        user=request.user,
        company=company,
        branch=branch,
        today=today,
    )
    return _form_page(request, form, company, draft=draft)


@needs("orders.place")
def edit(request: StaffRequest, number: str) -> HttpResponse:
    """Change an order. Someone else's change since it was opened is shown, never overwritten."""
    order = _order(request, number)
    now = clock.now()
    today = clock.seoul_day(now)
    firm: dict[str, Any] = {"company": order.company, "branch": order.branch}
    if request.method == "POST":
        form = OrderForm(request.POST, instance=order, user=request.user, today=today, **firm)
        if form.is_valid():
            try:
                version = int(request.POST.get("version", "0"))
                confirmed = form.cleaned_data["confirmed"]
                taken = intake.amend_order(
                    order=form.filled(), version=version, confirmed=confirmed, by=request.user, at=now
                )
            except OutOfDateError:
                current = _order(request, number)
                stored = OrderForm(instance=current, user=request.user, today=today, **firm)
                conflict, order.version = differences(form, stored), current.version
                return _form_page(request, form, order.company, order=order, conflict=conflict, status=409)
            else:
                toasts.say(request, _("구인표를 고쳤습니다."))
                return _saved(request, taken)
        return _form_page(request, form, order.company, order=order, status=422)
    form = OrderForm(instance=order, user=request.user, today=today, **firm)
    return _form_page(request, form, order.company, order=order)


@require_safe
@needs("orders.view")
def detail(request: StaffRequest, number: str) -> HttpResponse:
    """One order: its terms, what the checks said, who fits, what happened."""
    order = _order(request, number)
    return page_or_part(request, "orders/detail.html", "orders/_detail.html", _detail_context(request, order))


@require_POST
@needs("orders.place")
def move(request: StaffRequest, number: str) -> HttpResponse:
    """Change the state of an order along its table."""
    order = _order(request, number)
    reason = request.POST.get("reason", "").strip()
    try:
        to = OrderState(request.POST.get("to", ""))
        if to == OrderState.REFUSED:
            return redirect("orders:refuse", number=number)
        if to in CLOSED and order.state in RUNNING:
            return redirect("referrals:close", number=number)
        if not reason and actions.must_explain(order, to):
            missing = _("‘%(step)s’에는 까닭을 적어야 합니다.") % {"step": show.step_name(to)}
            context = {**_detail_context(request, order), "reason_missing": missing}
            return render(request, "orders/detail.html", context, status=422)
        actions.move(order=order, to=to, reason=reason, by=request.user, at=clock.now())
    except (ValueError, IllegalTransitionError):
        toasts.say(request, _("지금 상태에서는 그렇게 바꿀 수 없습니다."), level=40)
    else:
        toasts.say(request, _("상태를 ‘%(state)s’(으)로 바꿨습니다.") % {"state": show.state_name(to)})
    return redirect("orders:detail", number=number)


@needs("orders.refuse")
def refuse(request: StaffRequest, number: str) -> HttpResponse:
    """Refuse an order, on one of the four grounds, with the explanation given to the employer."""
    order = _order(request, number)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse(order=order, by=request.user, at=clock.now(), **form.cleaned_data)
        except IllegalTransitionError:
            form.add_error(None, _("이미 게시된 구인은 거부할 수 없습니다. 철회하세요."))
        else:
            return redirect("orders:detail", number=number)
    status = 422 if form.is_bound else 200
    return render(request, "orders/refuse.html", {"order": order, "form": form}, status=status)


@require_POST
@needs("matches.view")
def shortlist(request: StaffRequest, number: str) -> HttpResponse:
    """Make a new list for the order as it stands now."""
    order = _order(request, number)
    intake.refresh_shortlist(order=order, by=request.user, at=clock.now())
    if request.htmx:
        return page_or_part(request, "orders/detail.html", "orders/_shortlist.html", _detail_context(request, order))
    return redirect(reverse("orders:detail", args=[number]) + "#shortlist")


@require_safe
@needs("matches.view")
def passed(request: StaffRequest, number: str) -> HttpResponse:
    """Everyone who applied earlier than someone listed and stands lower or was left out, with the recorded reason."""
    order = _order(request, number)
    shown = matches.current_list(order=order, by=request.user, at=clock.now())
    if shown is None:
        raise Http404
    page = Paginator(match_queries.passed_over(shown), 50).get_page(request.GET.get("page"))
    people = seekers.named(request.user, [key for key, _code, _value in page])
    lines = [(people[key], phrases.passed_over(code, value, order)) for key, code, value in page if key in people]
    context = {
        "order": order, "shown": shown, "page": page, "lines": lines, "by_reason": rows.passed_reasons(shown),
        "columns": [Column(_("구직자")), Column(_("신청일")), Column(_("기록된 사유"))],
    }  # fmt: skip
    return page_or_part(request, "matches/passed.html", "matches/_passed.html", context)


@require_safe
@needs("matches.view")
def why(request: StaffRequest, number: str, seeker: Any) -> HttpResponse:
    """Why this resident is, or is not, in the order's list, and what would change it."""
    order = _order(request, number)
    person = or_404(seekers.get, request.user, seeker)
    verdict = matches.explain(order=order, seeker=person, today=clock.seoul_day(clock.now()))
    context = {"order": order, "person": person, "why": show.verdict(verdict, order)}
    return page_or_part(request, "matches/why.html", "matches/_why.html", context)


def _detail_context(request: StaffRequest, order: JobOrder, fresh: intake.Taken | None = None) -> dict[str, Any]:
    """What the page of an order shows; of an order just saved (`fresh`) the list need not be read again."""
    shown = fresh.shortlist.shown if fresh else matches.current_list(order=order, by=request.user, at=clock.now())
    first = [fresh.placed.event] if fresh and fresh.placed.event else None
    held = {} if fresh and fresh.placed.event else match_queries.overrides(order)
    people = fresh.people if fresh and not held else {}
    if shown and not people:
        people = seekers.named(request.user, {*shown.seekers, *held})
    state = OrderState(order.state)
    listed = rows.shortlist(shown, order, people, held) if shown else None
    found = picks.of_order(request, order, listed, new=bool(first))
    return {
        "order": order,
        "visit": _visit(request, order.company, carried=fresh is not None),
        "facts": show.facts(order),
        "findings": show.findings(queries.findings(order)),
        "state": [(show.state_name(state), show.state_tone(state))],
        "steps": [
            (step, show.step_name(step))
            for step in ORDER.next_steps(state)
            if step != OrderState.REFUSED and not (state in RUNNING and step in CLOSED)
        ],
        "next_step": (step, show.step_name(step)) if (step := NEXT.get(state)) else None,
        "mend": state == OrderState.DRAFT,
        "reopens": ORDER.reopens.get(state, ()),
        "may_refuse": may(request.user, "orders.refuse") and OrderState.REFUSED in ORDER.next_steps(state),
        **found,
        "agreement": agreement_show.of_order(order),
        "may_tie": may(request.user, "agreements.tie"),
        "may_measure": may(request.user, "matches.measure"),
        "told": told.about_order(request.user, order, found["found"]) if not fresh else [],
        "events": show.events(first or audit.timeline(request.user, order)),
    }


def _visit(request: StaffRequest, company: Company, *, carried: bool) -> int | None:
    """The visit on which an order is taken, to go back to. The form carries it, so that saving asks nothing more."""
    if carried:
        key = request.POST.get("visit", "")
        return int(key) if key.isascii() and key.isdigit() else None
    found = outreach.under_way(request.user, company)
    return found.pk if found else None


def _saved(request: StaffRequest, taken: intake.Taken) -> HttpResponse:
    order = taken.placed.order
    address = reverse("orders:detail", args=[order.number])
    if not request.htmx:
        return redirect(address + "#shortlist")
    context = _detail_context(request, order, taken)
    answer = page_or_part(request, "orders/detail.html", "orders/_detail.html", context)
    answer["HX-Push-Url"] = address
    return answer


def _another(request: StaffRequest, form: OrderForm, saved: JobOrder) -> OrderForm:
    """The form of a saved order, changed since: what is typed stays, and saving it again makes another order."""
    words = _(
        "이 양식은 이미 구인 %(number)s(으)로 저장되었고, 그 뒤에 내용이 달라졌습니다. "
        "고치려던 것이면 그 구인을 열어 고치세요. 새 구인이면 한 번 더 저장하세요."
    )
    form.add_error(None, words % {"number": saved.number})
    typed = request.POST.copy()
    typed["form_key"] = str(uuid4())
    form.data = typed
    return form


def _form_page(
    request: StaffRequest, form: OrderForm, company: Company, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "company": company,
        "visit": _visit(request, company, carried=request.method == "POST"),
        **more,
    }
    return page_or_part(request, "orders/form.html", "orders/_form.html", context, status=status)


def _choose_company(request: StaffRequest) -> HttpResponse:
    words = request.GET.get("q", "")
    found = companies.found_by(request.user, words)[:20] if words.strip() else ()
    context = {"found": found, "words": words}
    return page_or_part(request, "orders/choose_company.html", "orders/_choose_company.html", context)


def _company(request: StaffRequest) -> tuple[Company, Branch | None] | None:
    key = request.POST.get("company") or request.GET.get("company") or ""
    if not key.isdigit():
        return None
    try:
        return agreements.firm_with_head(request.user, int(key))
    except Company.DoesNotExist:
        raise Http404 from None


def _order(request: StaffRequest, number: str) -> JobOrder:
    return or_404(queries.get, request.user, number)
