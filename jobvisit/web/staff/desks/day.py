"""A session's desk page: who is next, one tap a step; opening, closing with a note, cancelling."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import desk_booking as booking
from jobvisit.office.desks import actions, queries
from jobvisit.office.desks.models import Session, Ticket
from jobvisit.office.desks.seats import FullError, PlanError, RefusedError
from jobvisit.office.desks.states import SessionState, TicketState
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.models import User
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.staff.desks import show
from jobvisit.web.staff.desks.forms import CloseForm, ReasonForm, StaffForm

ERROR = 40


@require_safe
@needs("desks.view")
def session(request: StaffRequest, key: Any) -> HttpResponse:
    """The desk: the next number is the biggest thing. The queue refreshes itself."""
    return page_or_part(request, "desks/session.html", "desks/_queue.html", _context(request, find(request, key)))


@require_POST
@needs("desks.work")
def open_desk(request: StaffRequest, key: Any) -> HttpResponse:
    """Open the desk of today."""
    one = find(request, key)
    try:
        actions.open_session(session=one, by=request.user, at=clock.now())
    except RefusedError as problem:
        toasts.say(request, show.refused(problem), level=ERROR)
    except IllegalTransitionError:
        toasts.say(request, _("이미 열었거나 마친 상담소입니다."), level=ERROR)
    return redirect("desks:session", key=key)


@require_POST
@needs("desks.work")
def take(request: StaffRequest, key: Any) -> HttpResponse:
    """One tap: the next number for whoever walked in. When the desk is full, a second tap takes them all the same."""
    one = find(request, key)
    try:
        ticket = actions.walk_in(session=one, by=request.user, at=clock.now(), over=bool(request.POST.get("over")))
    except (FullError, RefusedError) as problem:
        full = problem if isinstance(problem, FullError) else None
        context = _context(request, one) | {"full": full, "refusal": show.refused(problem)}
        return render(request, "desks/session.html", context, status=422)
    toasts.say(request, _("번호표 %(n)d번을 드렸습니다.") % {"n": ticket.number})
    return redirect("desks:session", key=key)


@require_POST
@needs("desks.work")
def call(request: StaffRequest, key: Any) -> HttpResponse:
    """Call whoever is next."""
    one = find(request, key)
    try:
        ticket = actions.call_next(session=one, by=request.user, at=clock.now())
    except RefusedError as problem:
        toasts.say(request, show.refused(problem), level=ERROR)
        return redirect("desks:session", key=key)
    said = _("%(n)d번을 불렀습니다.") % {"n": ticket.number} if ticket else _("기다리는 사람이 없습니다.")
    toasts.say(request, said)
    return redirect("desks:session", key=key)


@require_POST
@needs("desks.work")
def step(request: StaffRequest, key: Any, to: str) -> HttpResponse:
    """One step of one ticket: arrived, called, served, left, back; or a booking given back."""
    ticket = find_ticket(request, key)
    try:
        state = TicketState(to)
        if state == TicketState.CANCELLED:
            booking.cancel(ticket=ticket, by=request.user, at=clock.now())
        else:
            actions.move(ticket=ticket, to=state, by=request.user, at=clock.now())
    except RefusedError as problem:
        toasts.say(request, show.refused(problem), level=ERROR)
    except (ValueError, IllegalTransitionError):
        toasts.say(request, _("다른 사람이 먼저 바꾸었습니다. 지금 상태를 보세요."), level=ERROR)
    return redirect("desks:session", key=ticket.session.public_id)


@require_POST
@needs("desks.work")
def close(request: StaffRequest, key: Any) -> HttpResponse:
    """Close the desk with a note for whoever sits there next."""
    one = find(request, key)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return render(request, "desks/session.html", _context(request, one) | {"close_form": form}, status=422)
    try:
        done = actions.close_session(session=one, note=form.cleaned_data["note"], by=request.user, at=clock.now())
    except IllegalTransitionError:
        toasts.say(request, _("열려 있는 상담소만 마칠 수 있습니다."), level=ERROR)
    else:
        said = _("상담소를 마쳤습니다. 돌아간 사람 %(left)d명, 오지 않은 예약 %(missed)d명.")
        toasts.say(request, said % {"left": done.left, "missed": done.no_show})
    return redirect("desks:session", key=key)


@needs("desks.plan")
def cancel(request: StaffRequest, key: Any) -> HttpResponse:
    """Take a session out, with the reason that people who booked are told; or take that back."""
    one = find(request, key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["reason"]
        try:
            if one.state in {SessionState.CANCELLED, SessionState.CLOSED}:
                actions.reopen_session(session=one, reason=why, by=request.user, at=clock.now())
                toasts.say(request, _("되돌렸습니다."))
            else:
                told = booking.cancel_session(session=one, reason=why, by=request.user, at=clock.now())
                toasts.say(request, _("열지 않기로 했습니다. 예약한 %(n)d명에게 알립니다.") % {"n": told})
            return redirect("desks:session", key=key)
        except (IllegalTransitionError, RefusedError):
            form.add_error(None, _("지금 상태에서는 그렇게 바꿀 수 없습니다."))
    context = {"session": one, "form": form, "back": one.state in {SessionState.CANCELLED, SessionState.CLOSED}}
    return render(request, "desks/cancel.html", context, status=422 if form.is_bound else 200)


@needs("desks.plan")
def seat(request: StaffRequest, key: Any) -> HttpResponse:
    """Who sits at a session."""
    one = find(request, key)
    now = [user.pk for user in queries.people([one]).get(one.pk, [])]
    form = StaffForm(request.POST or None, initial={"staff": now}, colleagues=can_sit(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_staff(session=one, people=form.people(), by=request.user, at=clock.now())
        except PlanError as problem:
            for text in show.problems(problem):
                form.add_error("staff", text)
        else:
            toasts.say(request, _("자리에 앉을 사람을 바꿨습니다."))
            return redirect("desks:session", key=key)
    context = {"session": one, "form": form}
    return render(request, "desks/seat.html", context, status=422 if form.is_bound else 200)


def can_sit(user: User) -> list[User]:
    """Colleagues whose role works at a desk."""
    return [one for one in staff.colleagues(user) if may(one, "desks.work")]


def find(request: StaffRequest, key: Any) -> Session:
    """The session of an address, or "not found"."""
    return or_404(queries.get, request.user, key)


def find_ticket(request: StaffRequest, key: Any) -> Ticket:
    """The ticket of an address, or "not found"."""
    return or_404(queries.ticket, request.user, key)


def _context(request: StaffRequest, one: Session) -> dict[str, Any]:
    now = clock.now()
    today = clock.seoul_day(now)
    people = queries.people([one]).get(one.pk, [])
    return {
        "session": one,
        "badges": [show.state(one)],
        "people": ", ".join(user.name for user in people),
        "queue": show.queue(one, queries.tickets(one), now),
        "before": queries.before(one) if one.state in {SessionState.PLANNED, SessionState.OPEN} else None,
        "is_open": one.state == SessionState.OPEN,
        "may_open": one.state == SessionState.PLANNED and one.on <= today,
        "late": one.on < today,
        "may_plan": may(request.user, "desks.plan"),
        "close_form": CloseForm(),
    }
