"""Field desks, and the pages of people who come to them."""

from datetime import time, timedelta
from typing import Any

from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import desk as flow
from jobvisit.flows import desk_booking as booking
from jobvisit.office.desks import actions
from jobvisit.office.desks.actions.history import PastDay, PastTicket, record_past
from jobvisit.office.desks.states import TicketState
from jobvisit.office.matches import store
from jobvisit.office.staff.models import Role, User
from tests.browser.pages import Sight
from tests.factories import desks, orders, seekers, staff

NOON = time(12)


def _home(someone: User) -> str:
    desks.series(someone)
    return reverse("desks:home")


def _queue(someone: User) -> str:
    session = desks.session(someone, desks.tomorrow())
    desks.booking(someone, session)
    session.on = clock.seoul_day(clock.now())
    session.save()
    actions.open_session(session=session, by=someone, at=clock.now())
    for name in ("", "박하늘", ""):
        desks.walk_in(someone, session, name=name)
    actions.call_next(session=session, by=someone, at=clock.now())
    ticket = actions.call_next(session=session, by=someone, at=clock.now())
    actions.move(ticket=ticket, to=TicketState.SERVED, by=someone, at=clock.now())
    return reverse("desks:session", args=[session.public_id])


def _empty_desk(someone: User) -> str:
    return reverse("desks:session", args=[desks.opened(someone).public_id])


def _full_desk(someone: User) -> str:
    session = desks.opened(someone, capacity=1)
    desks.walk_in(someone, session)
    return reverse("desks:session", args=[session.public_id])


def _planned(someone: User) -> str:
    return reverse("desks:session", args=[desks.session(someone).public_id])


def _of_planned(route: str) -> Any:
    return lambda someone: reverse(f"desks:{route}", args=[desks.session(someone).public_id])


def _series_new(someone: User) -> str:
    desks.place(someone)
    return reverse("desks:new_series")


def _series(someone: User) -> str:
    series = desks.series(staff.colleague_of(someone))
    desks.booking(someone, series.sessions.order_by("on").last())
    return reverse("desks:series", args=[series.public_id])


def _session_new(someone: User) -> str:
    desks.place(someone)
    return reverse("desks:new_session")


def _place(someone: User) -> str:
    place, day = desks.place(someone), desks.tomorrow()
    actions.shut(place=place, first=day, last=day, reason="휴관", by=someone, at=clock.now())
    return reverse("desks:place", args=[place.public_id])


def _place_new(someone: User) -> str:
    place = desks.place(someone)
    post = place.post
    post.pk, post.name = None, "양재도서관"
    post.save()
    return reverse("desks:new_place")


def _register(someone: User) -> str:
    store.forget()
    orders.order(someone)
    return reverse("desks:register", args=[desks.walk_in(someone).public_id])


def _recognise(someone: User) -> str:
    seekers.seeker(someone)
    return reverse("desks:recognise", args=[desks.walk_in(someone).public_id])


def _jobs(someone: User, **more: Any) -> str:
    store.forget()
    orders.order(someone)
    ticket = desks.walk_in(someone)
    flow.recognise(ticket=ticket, seeker=seekers.seeker(someone, **more), by=someone, at=clock.now())
    return reverse("desks:jobs", args=[ticket.public_id])


def _yield(someone: User) -> str:
    today, shared = clock.seoul_day(clock.now()), desks.terms(someone, seats=2)
    weeks, days = (2, 2, 3, 2, 3, 2, 3, 2, 2), []
    for gap in weeks:
        last = days[-1].on if days else today - timedelta(days=300)
        ends = [TicketState.SERVED] * (8 + gap) + [TicketState.LEFT, TicketState.NO_SHOW]
        days.append(PastDay(last + timedelta(weeks=gap), [PastTicket(end, 15 * n) for n, end in enumerate(ends)]))
    record_past(terms=shared, days=days, by=someone, at=clock.now())
    return reverse("desks:yield") + "?cost=15000"


def _coming(someone: User) -> str:
    desks.series(staff.colleague_of(someone))
    return reverse("public:coming", args=[someone.district.code])


def _nothing_comes(someone: User) -> str:
    return reverse("public:coming", args=[someone.district.code])


def _book(someone: User) -> str:
    return reverse("public:book", args=[desks.session(someone, desks.tomorrow()).public_id])


def _book_full(someone: User) -> str:
    session = desks.session(someone, desks.tomorrow(), capacity=1)
    desks.booking(someone, session)
    return reverse("public:book", args=[session.public_id])


def _booked(someone: User) -> str:
    session = desks.session(someone, desks.tomorrow())
    done = booking.book(
        session=session, slot=time(13), name="김순영", phone="01012345678", wait=False, by=None, at=clock.now()
    )
    return reverse("public:booked", args=[done.link.token])


def _board(someone: User) -> str:
    session = desks.opened(someone)
    desks.walk_in(someone, session)
    desks.walk_in(someone, session)
    actions.call_next(session=session, by=someone, at=clock.now())
    return reverse("public:board", args=[session.public_id])


def _send(page: Any) -> None:
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator("main form .btn-primary, main form .answer-next").first.click()
    page.locator("[data-error-summary]").wait_for()


def _close_no_reason(page: Any) -> None:
    page.evaluate("document.querySelectorAll('main form').forEach((form) => (form.noValidate = true))")
    page.locator("form[action$='/shut/'] button").click()
    page.locator("[data-error-summary]").wait_for()


def _settle(page: Any) -> None:
    page.wait_for_load_state("networkidle")


def _full(page: Any) -> None:
    page.locator("form[action$='/take/'] button").first.click()
    page.locator("input[name=over]").wait_for(state="attached")


def _preview(page: Any) -> None:
    page.locator("[name=title]").fill("상담소")
    page.locator("[name=place]").select_option(index=1)
    page.locator("#preview .desk-days").wait_for()


def _nobody(page: Any) -> None:
    page.locator("[name=words]").fill("없는이름")
    page.locator("main form .btn-primary").click()
    page.locator(".empty").wait_for()


def _somebody(page: Any) -> None:
    page.locator("[name=words]").fill("김순영")
    page.locator("main form .btn-primary").click()
    page.locator("button[name=seeker]").first.wait_for()


PAGES = [
    Sight("desks", "desks:home", _home),
    Sight("desks-none", "desks:home", lambda _: reverse("desks:home")),
    Sight("desks-past-none", "desks:home", lambda _: reverse("desks:home") + "?when=past", role=Role.DESK),
    Sight("desk-queue", "desks:session", _queue),
    Sight("desk-nobody-yet", "desks:session", _empty_desk),
    Sight("desk-planned", "desks:session", _planned),
    Sight("desk-full", "desks:session", _full_desk, then=_full, expect=("422",)),
    Sight("desk-cancel", "desks:cancel", _of_planned("cancel")),
    Sight("desk-cancel-wrong", "desks:cancel", _of_planned("cancel"), then=_send, expect=("422",)),
    Sight("desk-staff", "desks:seat", _of_planned("seat")),
    Sight("desk-series-new", "desks:new_series", _series_new, then=_preview),
    Sight("desk-series-wrong", "desks:new_series", _series_new, then=_send, expect=("422",)),
    Sight("desk-series-no-place", "desks:new_series", lambda _: reverse("desks:new_series")),
    Sight("desk-series", "desks:series", _series, then=_settle),
    Sight("desk-session-new", "desks:new_session", _session_new),
    Sight("desk-session-wrong", "desks:new_session", _session_new, then=_send, expect=("422",)),
    Sight("desk-place", "desks:place", _place),
    Sight("desk-place-wrong", "desks:place", _place, then=_close_no_reason, expect=("422",)),
    Sight("desk-place-new", "desks:new_place", _place_new),
    Sight("desk-place-none", "desks:new_place", lambda _: reverse("desks:new_place")),
    Sight("desk-register", "desks:register", _register, then=_settle),
    Sight("desk-register-wrong", "desks:register", _register, then=_send, expect=("422",)),
    Sight("desk-recognise", "desks:recognise", _recognise, then=_somebody),
    Sight("desk-recognise-nobody", "desks:recognise", _recognise, then=_nobody),
    Sight("desk-jobs", "desks:jobs", _jobs),
    Sight("desk-jobs-none", "desks:jobs", lambda someone: _jobs(someone, wishes=["022101"], wish_words="")),
    Sight("desk-yield", "desks:yield", _yield),
    Sight("desk-yield-none", "desks:yield", lambda _: reverse("desks:yield")),
    Sight("public-coming", "public:coming", _coming),
    Sight(
        "public-coming-none", "public:coming", lambda someone: reverse("public:coming", args=[someone.district.code])
    ),
    Sight("public-book", "public:book", _book),
    Sight("public-book-wrong", "public:book", _book, then=_send, expect=("422",)),
    Sight("public-book-full", "public:book", _book_full),
    Sight("public-booked", "public:booked", _booked),
    Sight("public-board", "public:board", _board),
]
