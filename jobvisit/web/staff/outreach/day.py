"""The day in the street: the route, one visit as a task list, check-in, report, incident, cancelling."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock, geo
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import outreach as flow
from jobvisit.office.companies import queries as companies
from jobvisit.office.orders import queries as orders
from jobvisit.office.outreach import calendars, queries, retention, visiting
from jobvisit.office.outreach.models import Visit
from jobvisit.office.outreach.rules import BadAnswerError, working_day
from jobvisit.office.outreach.states import VISIT, VisitState
from jobvisit.office.outreach.visiting import SharedPlace
from jobvisit.office.reference import queries as reference
from jobvisit.office.staff import queries as staff
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.parts import Task
from jobvisit.web.staff.outreach import show
from jobvisit.web.staff.outreach.forms import ReportForm, WhyForm
from jobvisit.web.staff.outreach.maps import map_context
from jobvisit.web.staff.outreach.views import BAD, day_of

OVER = {VisitState.DONE, VisitState.MISSED, VisitState.INCIDENT, VisitState.CANCELLED}


@require_safe
@needs("outreach.work")
def day(request: StaffRequest) -> HttpResponse:
    """A day's route, the list first; the next stop is the biggest thing."""
    now = clock.now()
    today = clock.seoul_day(now)
    on = day_of(request.GET.get("on", ""), today)
    visits = list(queries.day_of(request.user, on))
    ahead = [visit for visit in visits if VisitState(visit.state) not in OVER]
    heads = companies.heads_of([visit.case.company for visit in visits if visit.branch is None])
    stops = [
        show.stop(visit, number, visit.branch or heads.get(visit.case.company_id))
        for number, visit in enumerate(visits, 1)
    ]
    posting = staff.posting(request.user, on)
    context = {
        "on": on,
        "today": today,
        "next": ahead[0] if ahead else None,
        "next_place": show.place_of(ahead[0].branch) if ahead else "",
        "next_with": show.companion_of(ahead[0]) if ahead else "",
        "stops": stops,
        "start": posting.post if posting else None,
        "unplaced": ", ".join(f"{one.number}. {one.name}" for one in stops if not one.at),
        **map_context(request),
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
        "unsaid": list(queries.past_and_unknown(request.user, today)[:10]),
    }
    return render(request, "outreach/day.html", context)


@needs("outreach.work")
def calendar(request: StaffRequest) -> HttpResponse:
    """The address at which one's own calendar is read by the telephone: made, shown once, taken back."""
    address = ""
    if request.method == "POST":
        if request.POST.get("what") == "end":
            calendars.take_back(user=request.user, at=clock.now())
            toasts.say(request, _("달력 주소를 거두었습니다."))
            return redirect("outreach:calendar")
        token = calendars.give_address(user=request.user, at=clock.now())
        address = f"{settings.PUBLIC_URL.rstrip('/')}{reverse('public:calendar', args=[token])}"
    context = {"address": address, "has": queries.has_calendar(request.user)}
    return render(request, "outreach/calendar.html", context)


@require_safe
@needs("outreach.work")
def visit(request: StaffRequest, pk: int) -> HttpResponse:
    """One visit: arrive, write the order, leave with three names, agree on what is next."""
    return _visit_page(request, _visit(request, pk), ReportForm())


@require_POST
@needs("outreach.work")
def arrive(request: StaffRequest, pk: int) -> HttpResponse:
    """Check in: the time, and the place only where the counsellor shares it. The order form is the next page."""
    found = _visit(request, pk)
    place = shared_place(request.POST)
    try:
        visiting.arrive(visit=found, by=request.user, at=clock.now(), place=place)
    except IllegalTransitionError:
        toasts.say(request, _("이미 시작했거나 끝난 방문입니다."))
    else:
        if place is None and request.POST.get("place"):
            toasts.say(request, _("도착을 기록했습니다. 위치는 받지 못해 남기지 않았습니다."))
    return redirect("outreach:visit", pk=pk)


@require_POST
@needs("outreach.work")
def forget_place(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back the place that was shared at the door."""
    if visiting.forget_place(visit=_visit(request, pk), by=request.user, at=clock.now()):
        toasts.say(request, _("남긴 위치를 지웠습니다."))
    return redirect("outreach:visit", pk=pk)


@require_POST
@needs("outreach.work")
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what came of the visit."""
    found = _visit(request, pk)
    form = ReportForm(request.POST)
    if form.is_valid():
        try:
            flow.report_visit(visit=found, by=request.user, now=clock.now(), **form.values())
        except BadAnswerError as error:
            form.add_error(error.field if error.field in form.fields else None, BAD[error.code])
        except IllegalTransitionError:
            form.add_error(None, _("이미 끝난 방문입니다. 새로 열어 확인하세요."))
        else:
            toasts.say(request, _("방문 보고를 저장했습니다."))
            return redirect("outreach:day")
    return _visit_page(request, found, form, status=422)


@needs("outreach.work")
def not_held(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """A visit that did not take place: an incident on the spot, or a cancellation with who asked for it."""
    found = _visit(request, pk)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        today = clock.seoul_day(now)
        again = working_day(today, 1, reference.days_off(today, today + timedelta(days=30)))
        because = form.cleaned_data["because"]
        try:
            if kind == "incident":
                visiting.incident(visit=found, because=because, next_on=again, by=request.user, at=now)
            else:
                by_firm = form.cleaned_data["by_firm"]
                visiting.cancel(visit=found, because=because, by_firm=by_firm, next_on=again, by=request.user, at=now)
        except IllegalTransitionError:
            form.add_error(None, _("이미 끝난 방문입니다. 새로 열어 확인하세요."))
        else:
            toasts.say(request, _("기록했습니다. 사업체에 다시 전화할 일을 만들었습니다."))
            return redirect("outreach:day")
    status = 422 if form.is_bound else 200
    return render(request, "outreach/not_held.html", {"visit": found, "form": form, "kind": kind}, status=status)


def _visit_page(request: StaffRequest, visit: Visit, form: ReportForm, status: int = 200) -> HttpResponse:
    company = visit.case.company
    today = clock.seoul_day(clock.now())
    word, tone = show.VISITS[VisitState(visit.state)]
    taken = list(orders.of_company(request.user, company).filter(accepted_at__date__gte=visit.on)[:3])
    steps = VISIT.next_steps(VisitState(visit.state))
    context = {
        "visit": visit,
        "company": company,
        "place": show.place_of(visit.branch),
        "with": show.companion_of(visit),
        "state": [(str(word), tone)],
        "card": show.card(request.user, company, today),
        "form": form,
        "may_arrive": VisitState.UNDER_WAY in steps,
        "may_report": VisitState.DONE in steps,
        "may_cancel": VisitState.CANCELLED in steps,
        "tasks": _tasks(visit, taken),
        "arrival": _arrival(visit),
        "place_fields": ("place", "lat", "lon", "accuracy"),
        "keep_place": retention.KEEP.days,
        "may_forget": visit.arrived_lat is not None and request.user.pk in {visit.counsellor_id, visit.companion_id},
    }
    return render(request, "outreach/visit.html", context, status=status)


def _tasks(visit: Visit, taken: list) -> list[Task]:
    """The steps of a visit: the firm, its order, the residents for it, what comes next."""
    here = visit.state == VisitState.UNDER_WAY
    firm = reverse("outreach:firm", args=[visit.case.company_id])
    write = f"{reverse('orders:new')}?company={visit.case.company_id}&visit={visit.pk}"
    order = taken[0] if taken else None
    return [
        Task(_("사업체 확인"), firm, _("약속, 만난 사람, 지난 연락"), "done" if here or order else "todo"),
        Task(_("구인표 쓰기"), write, order.title if order else "", "done" if order else "current" if here else "todo"),
        Task(
            _("맞는 구직자 보기"), reverse("orders:detail", args=[order.number]) if order else "",
            "" if order else _("구인표를 저장하면 열립니다"), "current" if here and order else "todo",
        ),
        Task(_("다음 약속과 보고"), "#report", "", "done" if visit.state == VisitState.DONE else "todo"),
    ]  # fmt: skip


def _visit(request: StaffRequest, pk: int) -> Visit:
    return or_404(queries.visit, request.user, pk)


def _arrival(visit: Visit) -> str:
    """When somebody arrived and, where the place was shared, how far that is from the address."""
    if visit.arrived_at is None:
        return ""
    said = _("%(time)s 도착") % {"time": show.clock_of(visit.arrived_at)}
    if visit.arrived_lat is None or visit.arrived_lon is None:
        return said
    within = _("오차 %(n)sm") % {"n": visit.arrived_within} if visit.arrived_within is not None else _("오차 모름")
    branch = visit.branch
    if branch is None or branch.lat is None or branch.lon is None:
        return f"{said} · {_('위치 남김')} ({within})"
    far = geo.distance(geo.to_metres(visit.arrived_lat, visit.arrived_lon), geo.to_metres(branch.lat, branch.lon))
    return f"{said} · {_('주소에서 %(n)sm') % {'n': round(far)}} ({within})"


def shared_place(posted: Mapping[str, str]) -> SharedPlace | None:
    """A place as a browser gives it, or none: outside Korea or no number means not shared."""
    try:
        lat, lon = float(posted.get("lat", "")), float(posted.get("lon", ""))
    except ValueError:
        return None
    if not (33 <= lat <= 39 and 124 <= lon <= 132):
        return None
    try:
        within = min(max(round(float(posted.get("accuracy", ""))), 0), 1_000_000)
    except (ValueError, OverflowError):
        within = None
    return SharedPlace(round(lat, 5), round(lon, 5), within)
