"""What the pages of outreach show, as plain small values: office words, tones, the card of one firm."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Branch, Company, Contact
from jobvisit.office.outreach import queries
from jobvisit.office.outreach.models import Attempt, Case, Notice, Visit
from jobvisit.office.outreach.rules import Answer, NextAction, Outcome, Refusal
from jobvisit.office.outreach.states import CaseState, NoticeState, VisitState
from jobvisit.office.staff.models import User
from jobvisit.web.shared import formats
from jobvisit.web.shared.parts import Event, Task, Tone
from jobvisit.web.staff.places import dong_name

CASES: dict[CaseState, tuple[Any, Tone]] = {
    CaseState.TO_CONTACT: (gettext_lazy("연락할 곳"), "warning"),
    CaseState.CONTACTING: (gettext_lazy("연락 중"), "info"),
    CaseState.VISIT_AGREED: (gettext_lazy("방문 약속"), "primary"),
    CaseState.VISITED: (gettext_lazy("방문함"), "primary"),
    CaseState.OPEN_ORDER: (gettext_lazy("구인 받음"), "success"),
    CaseState.NO_NEED: (gettext_lazy("지금은 필요 없음"), "neutral"),
    CaseState.REFUSED: (gettext_lazy("거절"), "danger"),
    CaseState.DORMANT: (gettext_lazy("쉬는 중"), "neutral"),
    CaseState.CLOSED: (gettext_lazy("종결"), "neutral"),
}
VISITS: dict[VisitState, tuple[Any, Tone]] = {
    VisitState.PROPOSED: (gettext_lazy("제안"), "neutral"),
    VisitState.CONFIRMED: (gettext_lazy("약속됨"), "primary"),
    VisitState.UNDER_WAY: (gettext_lazy("방문 중"), "info"),
    VisitState.DONE: (gettext_lazy("마침"), "success"),
    VisitState.MISSED: (gettext_lazy("못 감"), "warning"),
    VisitState.INCIDENT: (gettext_lazy("현장 문제"), "danger"),
    VisitState.CANCELLED: (gettext_lazy("취소"), "neutral"),
}
NOTICES: dict[NoticeState, tuple[Any, Tone]] = {
    NoticeState.DRAFTED: (gettext_lazy("만듦"), "neutral"),
    NoticeState.SENT: (gettext_lazy("보냄"), "info"),
    NoticeState.DELIVERED: (gettext_lazy("도착"), "info"),
    NoticeState.FAILED: (gettext_lazy("반송"), "warning"),
    NoticeState.ANSWERED: (gettext_lazy("답함"), "success"),
    NoticeState.EXPIRED: (gettext_lazy("답 없음"), "neutral"),
}
ACTIONS = {
    NextAction.CALL: gettext_lazy("전화하기"),
    NextAction.CALL_BACK: gettext_lazy("다시 전화하기"),
    NextAction.FIND_NUMBER: gettext_lazy("전화번호 찾기"),
    NextAction.VISIT: gettext_lazy("방문하기"),
    NextAction.REPORT: gettext_lazy("방문 보고 쓰기"),
    NextAction.FOLLOW_ORDER: gettext_lazy("구인 진행 묻기"),
    NextAction.RECALL: gettext_lazy("그날 다시 연락하기"),
}
OUTCOMES = {
    Outcome.TALKED: gettext_lazy("통화함"),
    Outcome.LEFT_MESSAGE: gettext_lazy("메모 남김"),
    Outcome.MISSED: gettext_lazy("받지 않음"),
    Outcome.WRONG_NUMBER: gettext_lazy("번호 틀림"),
    Outcome.REFUSED: gettext_lazy("거절"),
}
ANSWERS = {
    Answer.VISIT_AGREED: gettext_lazy("방문 약속"),
    Answer.CALL_BACK: gettext_lazy("다시 전화 달라고 함"),
    Answer.ORDER_GIVEN: gettext_lazy("구인을 줌"),
    Answer.NO_NEED: gettext_lazy("지금은 필요 없음"),
    Answer.REFUSED: gettext_lazy("거절"),
    Answer.CLOSED_DOWN: gettext_lazy("폐업"),
}
REFUSALS = {
    Refusal.NO_CONTACT: gettext_lazy("연락을 원하지 않음"),
    Refusal.OWN_CHANNELS: gettext_lazy("다른 경로로 채용함"),
    Refusal.HEADQUARTERS_HIRES: gettext_lazy("본사가 채용함"),
    Refusal.BAD_EXPERIENCE: gettext_lazy("지난 소개가 좋지 않았음"),
    Refusal.CLOSING: gettext_lazy("문을 닫을 예정"),
    Refusal.OTHER: gettext_lazy("그 밖의 사유"),
}


@dataclass(frozen=True)
class Card:
    """One firm on one screen: whom to call, what comes next, what was promised, the last three contacts."""

    company: Company
    case: Case | None
    state: str
    tone: Tone
    next_line: str
    overdue: bool
    phone: str
    person: Contact | None
    people: list[Contact]
    promises: list[str]
    targets: list[str]
    last: list[Event]
    visits: list[Visit]
    letters: list[tuple[Notice, str, Tone]]


def card(user: User, company: Company, on: date) -> Card:
    """What the software remembers of a firm, ready to be shown."""
    case = queries.of_company(user, company)
    attempts = list(queries.attempts(case)[:20]) if case else []
    people = list(companies.contacts(company)[:5])
    with_phone = next((one for one in people if one.phone), None)
    before: tuple[Any, Tone] = (_("아직 연락 전"), "neutral")
    state, tone = CASES[CaseState(case.state)] if case else before
    return Card(
        company=company,
        case=case,
        state=str(state),
        tone=tone,
        next_line=next_line(case) if case else "",
        overdue=bool(case and case.next_on and case.next_on < on),
        phone=with_phone.phone if with_phone else company.phone,
        person=with_phone,
        people=people,
        targets=[one.name for one in queries.targets_of(company, on)],
        promises=[one.promise for one in attempts if one.promise][:3],
        last=[attempt_event(one) for one in attempts[:3]],
        visits=list(queries.visits_of(case)[:5]) if case else [],
        letters=[
            (one, *(str(NOTICES[NoticeState(one.state)][0]), NOTICES[NoticeState(one.state)][1]))
            for one in queries.notices_to(company)[:3]
        ],
    )


@dataclass(frozen=True)
class Street:
    """Somebody's way today: the next stop, how many are left, and what is owed to firms."""

    next: Visit | None
    place: str
    left: int
    tasks: list[Task]


def street(user: User, now: datetime) -> Street:
    """The visits of today that are still to be made, past ones nobody has told of, firms to be called by today."""
    today = localtime(now).date()
    over = {VisitState.DONE, VisitState.MISSED, VisitState.INCIDENT, VisitState.CANCELLED}
    ahead = [one for one in queries.day_of(user, today) if VisitState(one.state) not in over]
    tasks = [
        Task(
            name=one.case.company.name, url=reverse("outreach:visit", args=[one.pk]),
            note=formats.short_day(one.on, get_language() or "ko"), badge=_("결과를 적지 않은 방문"), tone="danger",
        )
        for one in queries.past_and_unknown(user, today)[:5]
    ]  # fmt: skip
    visited_today = {one.case_id for one in ahead}
    for case in queries.due(user, today)[:8]:
        if case.pk not in visited_today:
            word = str(ACTIONS[NextAction(case.next_action)])
            late = case_row(case, today)["late"]
            about = "agreements:of_firm" if case.purpose == case.Purpose.AGREEMENT else "outreach:firm"
            url = reverse(about, args=[case.company_id])
            tone: Tone = "warning" if late else "info"
            tasks.append(Task(name=case.company.name, url=url, note=late, badge=word, tone=tone))
    return Street(ahead[0] if ahead else None, place_of(ahead[0].branch) if ahead else "", len(ahead), tasks)


def next_line(case: Case) -> str:
    """What is to be done next and when, in one line; empty where the firm is owed nothing."""
    if not case.next_action or case.next_on is None:
        return ""
    return f"{formats.short_day(case.next_on, get_language() or 'ko')} {ACTIONS[NextAction(case.next_action)]}"


def attempt_event(attempt: Attempt) -> Event:
    """One attempt as an entry of the timeline."""
    what = str(OUTCOMES[Outcome(attempt.outcome)])
    if attempt.answer:
        what = f"{what} · {ANSWERS[Answer(attempt.answer)]}"
    note = " · ".join(part for part in (attempt.promise, attempt.note) if part)
    tones: dict[str, Tone] = {Outcome.TALKED: "success", Outcome.REFUSED: "danger"}
    return Event(at=attempt.at, what=what, who=attempt.by.name, note=note, tone=tones.get(attempt.outcome, "neutral"))


def case_row(case: Case, on: date) -> dict[str, Any]:
    """One line of the list of cases."""
    state, tone = CASES[CaseState(case.state)]
    late = (on - case.next_on).days if case.next_on else 0
    return {
        "case": case,
        "state": str(state),
        "tone": tone,
        "next": next_line(case),
        "late": ngettext("%(n)d일 늦음", "%(n)d일 늦음", late) % {"n": late} if late > 0 else "",
    }


def stop(visit: Visit, number: int, branch: Branch | None) -> Task:
    """One stop of the day's route, with its number and place on the map."""
    word, tone = VISITS[VisitState(visit.state)]
    over = visit.state in {VisitState.DONE, VisitState.MISSED, VisitState.INCIDENT}
    time = formats.clock(visit.at) if visit.at else ""
    where = place_of(branch)
    return Task(
        name=visit.case.company.name,
        url=reverse("outreach:visit", args=[visit.pk]),
        note=" · ".join(part for part in (time if over else "", where, companion_of(visit)) if part),
        time="" if over else time,
        badge=str(word),
        tone=tone,
        state="done" if over else "current" if visit.state == VisitState.UNDER_WAY else "todo",
        number=number,
        at=point(branch),
    )


def point(branch: Branch | None) -> str:
    """Where the map draws it; nothing where nobody knows."""
    return f"{branch.lat:.5f},{branch.lon:.5f}" if branch and branch.lat is not None and branch.lon is not None else ""


def place_of(branch: Branch | None) -> str:
    """Where a visit goes: 동 and address."""
    if branch is None:
        return ""
    return branch.address or dong_name(branch.dong)


def companion_of(visit: Visit) -> str:
    """With whom, if it is a pair."""
    return _("%(name)s와 함께") % {"name": visit.companion.name} if visit.companion else ""


def clock_of(at: datetime | None) -> str:
    """A time of day in Seoul."""
    return formats.clock(localtime(at)) if at else ""
