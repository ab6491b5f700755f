"""Outreach: the list of cases, the card of a firm, the log of a call in two taps, agreeing on a visit."""

from datetime import date, time, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import outreach as flow
from jobvisit.flows import visits
from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Company
from jobvisit.office.orders import queries as orders
from jobvisit.office.outreach import queries
from jobvisit.office.outreach.models import Target
from jobvisit.office.outreach.rules import BadAnswerError
from jobvisit.office.outreach.states import AT_REST, CaseState
from jobvisit.office.outreach.visiting import SlotTakenError
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.listing import page_of, sorted_by
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Column, Tab
from jobvisit.web.staff.companies.consents import consent_context
from jobvisit.web.staff.orders import show as order_show
from jobvisit.web.staff.outreach import show
from jobvisit.web.staff.outreach.forms import AttemptForm, VisitForm, answer_forms
from jobvisit.web.staff.referrals.show import hires

SORTS = {"name": "company__name", "next": "next_on", "owner": "owner__name"}
BAD = {
    "missing": gettext_lazy("빠졌습니다. 골라 주세요."),
    "past": gettext_lazy("지난 날입니다."),
    "too_far": gettext_lazy("1년이 넘는 날입니다."),
}


@require_safe
@needs("outreach.view")
def case_list(request: StaffRequest) -> HttpResponse:
    """Whom to contact: mine and due, all of mine, everyone's, those that refused."""
    today = clock.seoul_day(clock.now())
    kind = request.GET.get("kind", "due")
    target = _chosen_list(request)
    cases = {
        "target": lambda: queries.in_list(request.user, target=target).exclude(state__in=AT_REST),
        "due": lambda: queries.due(request.user, today),
        "mine": lambda: queries.in_list(request.user, owner=request.user),
        "refused": lambda: queries.in_list(request.user, states=[CaseState.REFUSED]),
    }.get(kind, lambda: queries.in_list(request.user))()
    page = page_of(request, sorted_by(request, cases, SORTS))
    names = [("due", _("오늘 연락할 곳")), ("mine", _("내 담당")), ("all", _("모두")), ("refused", _("거절한 곳"))]
    if target:
        names.append(("target", target.name))
    more = f"&target={target.pk}" if target else ""
    context = {
        "page": page,
        "rooms": _rooms(request),
        "rows": [show.case_row(case, today) for case in page],
        "tabs": [Tab(name, f"?kind={key}{more}", key == kind) for key, name in names],
        "columns": [
            Column(_("업체명"), "name"), Column(_("상태")), Column(_("다음 할 일"), "next"),
            Column(_("담당"), "owner"), Column(_("전화")),
        ],
    }  # fmt: skip
    return page_or_part(request, "outreach/list.html", "outreach/_rows.html", context)


@require_safe
@needs("outreach.view")
def firm(request: StaffRequest, pk: int) -> HttpResponse:
    """One firm's memory on one screen, and the buttons to call and to log."""
    return _firm_page(request, _company(request, pk), AttemptForm())


@require_POST
@needs("outreach.work")
def log(request: StaffRequest, pk: int) -> HttpResponse:
    """Add one attempt; what follows is decided by the rules and said at once."""
    company = _company(request, pk)
    form = AttemptForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            case = flow.log_attempt(company=company, by=request.user, now=clock.now(), **data)
        except BadAnswerError as error:
            form.add_error(error.field if error.field in form.fields else None, BAD[error.code])
        except SlotTakenError:
            form.add_error("at", _("그 시각에는 다른 방문 약속이 있습니다."))
        except IllegalTransitionError:
            form.add_error(None, _("거절했거나 종결된 사업체입니다. 먼저 다시 여세요."))
        else:
            following = show.next_line(case)
            toasts.say(
                request, _("기록했습니다. 다음: %(next)s") % {"next": following} if following else _("기록했습니다.")
            )
            return redirect("outreach:firm", pk=pk)
    return _firm_page(request, company, form, status=422)


@needs("outreach.work")
def agree(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a visit into somebody's day."""
    company = _company(request, pk)
    today = clock.seoul_day(clock.now())
    first = {"on": request.GET.get("on") or today + timedelta(days=1), "counsellor": str(request.user.pk)}
    form = VisitForm(request.POST or None, user=request.user, company=company, today=today, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            visit = flow.agree_on_visit(company=company, by=request.user, now=clock.now(), **form.values())
        except SlotTakenError:
            form.add_error("at", _("그 시각에는 다른 방문 약속이 있습니다."))
        except IllegalTransitionError:
            form.add_error(None, _("거절했거나 종결된 사업체입니다. 먼저 다시 여세요."))
        else:
            toasts.say(request, _("방문을 잡았습니다."))
            return redirect("outreach:visit", pk=visit.pk)
    status = 422 if form.is_bound else 200
    return render(request, "outreach/agree.html", {"company": company, "form": form}, status=status)


@require_POST
@needs("outreach.work")
def take_slot(request: StaffRequest, pk: int) -> HttpResponse:
    """The firm said yes to a time that was offered: one tap logs the call and puts the visit into the day."""
    company = _company(request, pk)
    found = {f"{one.on}/{one.at}/{one.counsellor.pk}": one for one in visits.offers(
        company=company, by=request.user, at=clock.now()
    )}  # fmt: skip
    slot = found.get(request.POST.get("slot", ""))
    if slot is None:
        toasts.say(request, _("그 시간은 방금 찼습니다. 새로 나온 시간에서 고르세요."))
        return redirect("outreach:firm", pk=pk)
    try:
        visit = flow.take_slot(
            company=company, counsellor=slot.counsellor, on=slot.on, at=time.fromisoformat(slot.at),
            minutes=slot.minutes, by=request.user, now=clock.now(),
        )  # fmt: skip
    except (SlotTakenError, IllegalTransitionError):
        toasts.say(request, _("이 시간으로는 잡을 수 없습니다. 사업체의 상태와 그날의 약속을 확인하세요."))
        return redirect("outreach:firm", pk=pk)
    toasts.say(request, _("방문을 잡고 통화를 기록했습니다."))
    return redirect("outreach:visit", pk=visit.pk)


def _chosen_list(request: StaffRequest) -> Target | None:
    """The list with a purpose that the address names."""
    key = request.GET.get("target", "")
    return queries.targets(request.user).filter(pk=key).first() if key.isdigit() else None


def _rooms(request: StaffRequest) -> list[tuple[str, str, str]]:
    """The manager's pages of outreach: word, address, icon."""
    places = (
        ("outreach.view", _("주간 방문판"), "outreach:week", "calendar"),
        ("outreach.assign", _("방문 계획"), "outreach:plans", "calendar"),
        ("outreach.view", _("집중 방문"), "outreach:targets", "company"),
        ("outreach.assign", _("권역"), "outreach:zones", "all"),
        ("outreach.notify", _("안내문"), "outreach:notices", "email"),
    )
    return [(word, reverse(route), sign) for verb, word, route, sign in places if may(request.user, verb)]


def _firm_page(request: StaffRequest, company: Company, form: AttemptForm, status: int = 200) -> HttpResponse:
    today = clock.seoul_day(clock.now())
    context = {
        "card": show.card(request.user, company, today),
        "known_orders": [order_show.list_row(order) for order in orders.of_company(request.user, company)[:5]],
        "hires": hires(request.user, company),
        **consent_context(request.user, company),
        "form": form,
        "outcomes": [(one.value, word) for one, word in list(show.OUTCOMES.items())[1:4]],
        "offers": visits.offers(company=company, by=request.user, at=clock.now()),
        "answers": answer_forms(flow.suggested_days(today), form),
    }
    return page_or_part(request, "outreach/firm.html", "outreach/_talk.html", context, status=status)


def _company(request: StaffRequest, pk: int) -> Company:
    return or_404(companies.get, request.user, pk)


def day_of(text: str, fallback: date) -> date:
    """A day from an address, `2026-11-24`; what is no day is the fallback."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return fallback
