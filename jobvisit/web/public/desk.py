"""Booking a desk without an account and without JavaScript; the number board; a place's calendar.

Addresses hold random keys only. What is typed is posted, and shown again only to whoever typed it.
"""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.base.phone import can_text
from jobvisit.flows import calendars
from jobvisit.flows import desk_booking as flow
from jobvisit.office.desks import queries, seats
from jobvisit.office.desks.models import Kind, Session
from jobvisit.office.desks.seats import FullError, RefusedError
from jobvisit.office.desks.states import COMING, SessionState, TicketState
from jobvisit.office.links import queries as links
from jobvisit.web.public.misses import Misses
from jobvisit.web.public.passes import public
from jobvisit.web.shared.access import came_from
from jobvisit.web.shared.fields import PhoneField, offer

BOOKED = Misses(burst=8, per_minute=0.2)
"""Bookings by address: eight in a row, then twelve an hour. Caps per telephone stand in the room itself."""
WAIT = "wait"


class BookingForm(forms.Form):
    """A time, a name, a telephone, and the consent for this one appointment."""

    slot = forms.ChoiceField(
        label=gettext_lazy("시각"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("시각을 하나 골라 주세요.")},
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("이름"), max_length=40, min_length=2)
    phone = PhoneField(label=gettext_lazy("휴대전화"))
    agreed = forms.BooleanField(
        label=gettext_lazy("예약을 위해 이름과 전화번호를 쓰는 데 동의합니다"),
        error_messages={"required": gettext_lazy("동의하지 않으면 예약 없이 오시면 됩니다.")},
    )

    def __init__(self, *args: Any, times: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in (("name", "name"), ("phone", "tel")):
            self.fields[name].widget.attrs["autocomplete"] = hint
        if times:
            offer(self, "slot", times)
        else:
            del self.fields["slot"]

    def clean_phone(self) -> str:
        """A number that a text reaches: without one, nobody could be reminded or give the place back."""
        number: str = self.cleaned_data["phone"]
        if not can_text(number):
            raise forms.ValidationError(_("문자를 받을 수 있는 휴대전화 번호(010)를 적어 주세요."))
        return number


@public
def book(request: HttpRequest, key: UUID) -> HttpResponse:
    """One session: its free times, and booking one of them, or a place on the waiting list."""
    session = queries.public_session(key)
    if session is None:
        raise Http404
    now = clock.now()
    free, left = _free(session, now)
    times = _times(session, free, left)
    form = BookingForm(request.POST or None, times=times)
    status = 200
    if request.method == "POST":
        answer = _booked(request, session, form, now, full=left == 0)
        if answer is not None:
            return answer
        free, left = _free(session, now)
        status = 422
    context = {
        "session": session, "district": session.district, "form": form, "closed": _closed(session, now),
        "full": left == 0 or (session.kind == Kind.COUNSEL and not any(one.left for one in free)),
        "group": session.kind == Kind.GROUP,
    }  # fmt: skip
    return render(request, "public/book.html", context, status=status)


@require_safe
@public
def booked(request: HttpRequest, token: str) -> HttpResponse:
    """After booking: where and when, and the link by which it can be given back. Nothing says who booked."""
    link = links.find(token, clock.now())
    if link is None or link.purpose != flow.BOOKING_LINK:
        raise Http404
    ticket = queries.ticket_by_key(link.district, link.subject_id)
    context = {
        "district": link.district, "session": ticket.session, "slot": ticket.slot, "token": token,
        "listed": ticket.state == TicketState.LISTED,
    }  # fmt: skip
    return render(request, "public/booked.html", context)


@require_safe
@public
def board(request: HttpRequest, key: UUID) -> HttpResponse:
    """Numbers in large for a lobby: who is called now, how many wait. No name is anywhere on it."""
    session = queries.board_session(key)
    if session is None:
        raise Http404
    called, waiting = queries.on_board(session)
    context = {
        "session": session, "district": session.district, "is_open": session.state == SessionState.OPEN,
        "called": called,
        "waiting": waiting,
    }  # fmt: skip
    part = request.headers.get("HX-Request") == "true"
    return render(request, "public/_board.html" if part else "public/board.html", context)


@require_safe
@public
def place_calendar(request: HttpRequest, key: UUID) -> HttpResponse:
    """When a desk stands at a place, for calendar programs."""
    place = queries.public_place(key)
    if place is None:
        raise Http404
    feed = calendars.place_feed(place=place, at=clock.now())
    return HttpResponse(feed, content_type="text/calendar; charset=utf-8")


def _booked(
    request: HttpRequest, session: Session, form: BookingForm, now: datetime, *, full: bool
) -> HttpResponse | None:  # fmt: skip
    """Book what was typed and lead on; None where the form comes back with what is wrong."""
    if not form.is_valid():
        return None
    address = came_from(request) or ""
    if BOOKED.too_many(address):
        return render(request, "public/slow.html", {"district": session.district}, status=429)
    data = form.cleaned_data
    chosen = data.get("slot", "")
    wait = chosen == WAIT or (full and not chosen)
    slot = None if wait or not chosen else time.fromisoformat(chosen)
    field = "slot" if "slot" in form.fields else None
    try:
        done = flow.book(session=session, slot=slot, name=data["name"], phone=data["phone"], wait=wait, by=None, at=now)
    except FullError:
        form.add_error(field, _("방금 다른 분이 먼저 예약했습니다. 다른 시각이나 대기를 골라 주세요."))
        return None
    except RefusedError as problem:
        form.add_error("phone" if problem.code in {"twice", "too_often"} else field, _WORDS[problem.code])
        return None
    BOOKED.missed(address)
    return redirect("public:booked", token=done.link.token)


_WORDS = {
    "past": gettext_lazy("이미 끝난 상담소입니다. 다른 날을 골라 주세요."),
    "closed": gettext_lazy("이 상담소는 더 받지 않습니다. 다른 날을 골라 주세요."),
    "not_bookable": gettext_lazy("이 상담소는 예약 없이 오시면 됩니다."),
    "no_slot": gettext_lazy("고를 수 있는 시각이 아닙니다. 다른 시각을 골라 주세요."),
    "twice": gettext_lazy("이 전화번호로 이미 이 상담소를 예약하셨습니다. 문자로 보낸 링크에서 바꿀 수 있습니다."),
    "too_often": gettext_lazy("이 전화번호로는 지금 더 예약할 수 없습니다. 바꾸시려면 전화해 주세요."),
}


def _free(session: Session, now: datetime) -> tuple[list[seats.Free], int | None]:
    """The times of a session that lie ahead with what is left of each, and what is left of the whole."""
    taken = queries.taken_slots(session)
    left = max(0, session.capacity - len(taken)) if session.capacity is not None else None
    if session.kind == Kind.GROUP:
        return [], left
    every = seats.slots(session.begins, session.ends, session.slot_minutes)
    local = localtime(now, clock.SEOUL)
    if session.on <= local.date():
        every = [at for at in every if session.on == local.date() and at > local.time()]
    return seats.free_slots(every, session.seats, taken, left), left


def _times(session: Session, free: list[seats.Free], left: int | None) -> list[tuple[str, str]]:
    """What can be chosen; a group event that has room needs no choice."""
    choices = [(f"{one.at:%H:%M}", f"{one.at:%H:%M}") for one in free if one.left]
    if session.kind == Kind.GROUP:
        return [(WAIT, _("대기로 적기"))] if left == 0 else []
    return [*choices, (WAIT, _("자리가 나면 아무 때나 (대기)"))]


def _closed(session: Session, now: datetime) -> bool:
    today: date = clock.seoul_day(now)
    over = session.on < today or datetime.combine(session.on, session.ends, clock.SEOUL) <= now
    return session.state not in COMING or not session.bookable or over
