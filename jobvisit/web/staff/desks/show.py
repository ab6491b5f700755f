"""What the desk pages show: office words for states and obstacles, rows of a queue. Names are masked."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from jobvisit.base import phone
from jobvisit.base.clock import SEOUL
from jobvisit.base.text import mask_name
from jobvisit.office.desks import queries, rules, seats
from jobvisit.office.desks.models import Session, Ticket
from jobvisit.office.desks.seats import FullError, PlanError, Problem, RefusedError
from jobvisit.office.desks.states import SessionState, TicketState
from jobvisit.web.shared import formats

_T = TicketState
STATES = {
    SessionState.PLANNED: (gettext_lazy("예정"), "info"),
    SessionState.OPEN: (gettext_lazy("운영 중"), "success"),
    SessionState.CLOSED: (gettext_lazy("마침"), "neutral"),
    SessionState.CANCELLED: (gettext_lazy("열지 않음"), "danger"),
}
TICKETS = {
    _T.LISTED: (gettext_lazy("대기 명단"), "warning"),
    _T.BOOKED: (gettext_lazy("예약"), "info"),
    _T.WAITING: (gettext_lazy("기다림"), "warning"),
    _T.CALLED: (gettext_lazy("상담 중"), "primary"),
    _T.SERVED: (gettext_lazy("상담 마침"), "success"),
    _T.LEFT: (gettext_lazy("돌아감"), "neutral"),
    _T.NO_SHOW: (gettext_lazy("오지 않음"), "danger"),
    _T.CANCELLED: (gettext_lazy("취소"), "neutral"),
}
_PROBLEMS = {
    "holiday": gettext_lazy("%(on)s: 쉬는 날입니다 (%(what)s)"),
    "closed": gettext_lazy("%(on)s: 이 장소가 문을 닫습니다 (%(what)s)"),
    "place": gettext_lazy("%(on)s 같은 시간에 이 장소에서 ‘%(what)s’ 상담소를 엽니다."),
    "person": gettext_lazy("%(on)s 같은 시간에 %(who)s 님은 ‘%(what)s’ 상담소에 있습니다."),
    "absent": gettext_lazy("%(on)s에는 %(who)s 님이 자리에 없습니다."),
    "past": gettext_lazy("%(on)s: 이미 지난 날입니다."),
    "hours": gettext_lazy("끝 시각이 시작 시각보다 늦어야 합니다."),
    "nobody": gettext_lazy("상담소에 앉을 사람을 한 명 이상 고르세요."),
}
_REFUSED = {
    "past": gettext_lazy("이미 끝난 상담소입니다. 다른 날을 골라 주세요."),
    "closed": gettext_lazy("이 상담소는 더 받지 않습니다. 다른 날을 골라 주세요."),
    "not_open": gettext_lazy("상담소를 먼저 여세요."),
    "not_bookable": gettext_lazy("이 상담소는 예약 없이 오시면 됩니다."),
    "no_slot": gettext_lazy("고를 수 있는 시각이 아닙니다. 다른 시각을 골라 주세요."),
    "twice": gettext_lazy("이 전화번호로 이미 이 상담소를 예약하셨습니다. 문자로 보낸 링크에서 바꿀 수 있습니다."),
    "too_often": gettext_lazy("이 전화번호로는 지금 더 예약할 수 없습니다. 바꾸시려면 전화해 주세요."),
    "not_today": gettext_lazy("상담소는 그날부터 열 수 있습니다."),
}


def state(session: Session) -> tuple[str, str]:
    """The office word for a session's state, and its tone."""
    word, tone = STATES[SessionState(session.state)]
    return str(word), tone


def _language() -> str:
    return (get_language() or "ko").partition("-")[0]


def problem(one: Problem) -> str:
    """One thing in the way of a plan, as a sentence."""
    on = formats.short_day(one.on, _language()) if one.on else ""
    return str(_PROBLEMS[one.code]) % {"on": on, "what": in_language(one.what), "who": one.who}


def problems(error: PlanError, most: int = 6) -> list[str]:
    """What is in the way, the first few by name and the rest counted."""
    found = [problem(one) for one in error.problems]
    rest = len(found) - most
    if rest > 0:
        found = [*found[:most], ngettext("그 밖에 %(n)d건", "그 밖에 %(n)d건", rest) % {"n": rest}]
    return found


def refused(error: RefusedError | FullError) -> str:
    """Why a ticket is not given, as a sentence."""
    if isinstance(error, FullError):
        return _("정원 %(most)d명이 찼습니다.") % {"most": error.most}
    return str(_REFUSED[error.code])


def in_language(text: str) -> str:
    """Of a remark that the rules write in both languages, the reader's half."""
    korean, mark, english = text.partition(" · ")
    return (korean if _language() == "ko" else english) if mark else text


def session_row(one: Any, people: dict[int, list[Any]]) -> dict[str, Any]:
    """One line of the list of sessions."""
    word, tone = state(one)
    names = ", ".join(user.name for user in people.get(one.pk, []))
    return {"one": one, "state": word, "tone": tone, "people": names, "full": is_full(one)}


def is_full(one: Any) -> bool:
    """Whether a counted session takes nobody more."""
    return one.capacity is not None and one.taken >= one.capacity


def queue(session: Session, found: list[Ticket], now: datetime) -> dict[str, Any]:
    """Everybody of a session by where they stand: who is next, who is at the desk, who waits, who may come."""
    local = localtime(now, SEOUL)
    by_key = {one.pk: one for one in found}
    order = [by_key[one.key] for one in seats.in_order(queries.waiting(found), local.time())]
    rows = {state: [one for one in found if one.state == state] for state in _T}
    done = [*rows[_T.SERVED], *rows[_T.LEFT], *rows[_T.NO_SHOW]]
    return {
        "next": order[0] if order else None,
        "waiting": [ticket_row(one, now) for one in order],
        "called": [ticket_row(one, now) for one in rows[_T.CALLED]],
        "booked": [ticket_row(one, now) for one in sorted(rows[_T.BOOKED], key=lambda one: str(one.slot or ""))],
        "listed": len(rows[_T.LISTED]),
        "done": [ticket_row(one, now) for one in sorted(done, key=lambda one: one.number or 0)],
        "served": len(rows[_T.SERVED]),
        "registered": sum(one.registered for one in found),
        "last": session.last_number,
    }


def ticket_row(one: Ticket, now: datetime) -> dict[str, Any]:
    """One ticket as the desk sees it."""
    word, tone = TICKETS[TicketState(one.state)]
    name = mask_name(one.seeker.name) if one.seeker else mask_name(one.name)
    waited = (now - one.arrived_at) // timedelta(minutes=1) if one.arrived_at else 0
    number = phone.mask(one.phone) if one.phone else ""
    return {"one": one, "state": str(word), "tone": tone, "name": name, "waited": waited, "phone": number}


def held_rows(days: Iterable[rules.Held]) -> list[dict[str, Any]]:
    """Days of a plan with the reason where the desk does not stand."""
    return [
        {"on": one.date, "held": one.held, "why": in_language(one.reason or one.note)} for one in days
    ]  # fmt: skip
