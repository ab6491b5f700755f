"""What the pages of an order show, as plain small values."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jobvisit.engines.matching import State, Verdict
from jobvisit.office.audit.models import Event as AuditEvent
from jobvisit.office.companies.models import Branch
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.rules import Finding
from jobvisit.office.orders.states import OrderState
from jobvisit.office.reference import tables
from jobvisit.web.shared import formats
from jobvisit.web.shared.parts import Event, Evidence, Fact, FindingCard, Reason
from jobvisit.web.staff.matches import phrases
from jobvisit.web.staff.places import dong_name

STATES = {
    OrderState.DRAFT: (gettext_lazy("보완 필요"), "warning"),
    OrderState.CHECKED: (gettext_lazy("점검 마침"), "info"),
    OrderState.CONFIRMED: (gettext_lazy("사업주 확인"), "info"),
    OrderState.OPEN: (gettext_lazy("진행 중"), "success"),
    OrderState.PAUSED: (gettext_lazy("잠시 멈춤"), "warning"),
    OrderState.FILLED: (gettext_lazy("충원 완료"), "primary"),
    OrderState.PARTLY_FILLED: (gettext_lazy("일부 충원"), "primary"),
    OrderState.WITHDRAWN: (gettext_lazy("구인 취소"), "neutral"),
    OrderState.EXPIRED: (gettext_lazy("기간 만료"), "neutral"),
    OrderState.REFUSED: (gettext_lazy("수리 거부"), "danger"),
}
STEPS = {
    OrderState.CHECKED: gettext_lazy("점검 마침으로"),
    OrderState.CONFIRMED: gettext_lazy("사업주가 확인함"),
    OrderState.OPEN: gettext_lazy("게시하기"),
    OrderState.PAUSED: gettext_lazy("잠시 멈추기"),
    OrderState.FILLED: gettext_lazy("충원 완료"),
    OrderState.PARTLY_FILLED: gettext_lazy("일부 충원하고 닫기"),
    OrderState.WITHDRAWN: gettext_lazy("구인 취소"),
    OrderState.EXPIRED: gettext_lazy("기간 만료로 닫기"),
    OrderState.DRAFT: gettext_lazy("다시 검토하기"),
}
DOUBTS = {
    "sources_disagree": gettext_lazy("두 곳의 내용이 서로 다름"),
    "several_stated": gettext_lazy("여러 가지 중 첫째"),
    "odd_writing": gettext_lazy("오타로 보여 고쳐 읽음"),
    "unit_assumed": gettext_lazy("단위를 만원으로 봄"),
    "half_day_assumed": gettext_lazy("오전·오후를 짐작함"),
    "year_assumed": gettext_lazy("연도를 짐작함"),
    "nearest_allowed": gettext_lazy("가장 가까운 값"),
    "inferred": gettext_lazy("다른 말에서 미루어 봄"),
    "unknown_name": gettext_lazy("표에 없는 이름"),
    "conditional": gettext_lazy("조건에 따라 다름"),
}
_VERBS = {
    "orders.place": gettext_lazy("구인을 접수했습니다"),
    "orders.amend": gettext_lazy("구인표를 고쳤습니다"),
    "orders.move": gettext_lazy("상태를 바꿨습니다"),
    "orders.refuse": gettext_lazy("수리를 거부했습니다"),
    "orders.paper": gettext_lazy("구인표를 문서로 받았습니다"),
    "orders.tie": gettext_lazy("협약 조항이 정해졌습니다"),
    "matches.window": gettext_lazy("협약의 우선 시간이 정해졌습니다"),
    "matches.measure": gettext_lazy("우선 소개 근거를 적었습니다"),
}
FIELD_IDS = {"headcount": "openings", "career_years_min": "career_years", "gu": "dong", "place": "dong"}


def state_name(state: OrderState) -> str:
    """The office word for a state."""
    return str(STATES[state][0])


def state_tone(state: OrderState) -> str:
    """The tone that repeats it in colour."""
    return STATES[state][1]


def step_name(state: OrderState) -> str:
    """The label of the button that leads there."""
    return str(STEPS[state])


def list_row(order: JobOrder) -> dict[str, Any]:
    """One line of the list."""
    state = OrderState(order.state)
    return {"order": order, "state": state_name(state), "tone": state_tone(state), "hours": hours(order)}


def hours(order: JobOrder) -> str:
    """`월–금 09:00–18:00`, as far as it is known."""
    days = _days(order.days)
    if not days and order.days_per_week:
        days = _("주 %(n)s일") % {"n": f"{float(order.days_per_week):g}"}
    span = f"{formats.clock(order.start)}–{formats.clock(order.end)}" if order.start and order.end else ""
    return f"{days} {span}".strip()


def _days(days: list[int]) -> str:
    """`월–금` for days in a row, `월수금` otherwise."""
    names = [str(formats.WEEKDAYS[_lang()][day]) for day in days]
    in_a_row = len(days) > 2 and days == list(range(days[0], days[0] + len(days)))
    return f"{names[0]}–{names[-1]}" if in_a_row else "".join(names)


def facts(order: JobOrder) -> list[Fact]:
    """The terms of an order as names and values; what is not known says so."""
    occupation = tables.occupations().get(order.occupation)
    unknown = _("모름")
    weekly = f"{float(order.weekly_hours):g}" if order.weekly_hours is not None else unknown
    rows = [
        (
            _("모집 직종"),
            (occupation.name_ko if _lang() == "ko" else occupation.name_en) if occupation else unknown,
            "",
        ),
        (_("모집 인원"), f"{order.openings}" if order.openings else unknown, ""),
        (_("임금"), formats.pay(order.pay_kind, order.pay_min, order.pay_max, _lang()) or unknown, _hourly(order)),
        (_("근무 시간"), hours(order) or unknown, _("주 %(hours)s시간") % {"hours": weekly}),
        (_("고용 형태"), order.get_employment_display() or unknown, ""),
        (_("경력"), _career(order) or unknown, ""),
        (_("학력"), order.get_education_display() or unknown, ""),
        (_("필수 자격"), ", ".join(order.licences_required) or _("없음"), ""),
        (_("근무지"), place(order) or unknown, ""),
        (_("마감"), formats.day(order.closes_on, _lang()), _("채용 시까지") if order.until_filled else ""),
        (_("담당 상담사"), order.owner.name, ""),
        (_("구인 번호"), order.number, ""),
    ]
    return [Fact(name, value, note) for name, value, note in rows]


def place(order: JobOrder) -> str:
    """Where the work is; the neighbourhood only once."""
    dong = dong_name(order.dong) or order.gu
    return order.address if dong in order.address else f"{dong} {order.address}".strip()


def findings(found: Iterable[Finding], field_ids: bool = False) -> list[FindingCard]:
    """What the checks said, the gravest first. With `field_ids` each leads to its field of the form."""
    rank = {"unlawful": 0, "to_confirm": 1, "note": 2}
    return [
        FindingCard(
            outcome=one.outcome.value,
            title=one.message,
            article=one.article,
            rests_on=one.evidence,
            fix=one.fix,
            field=f"id_{FIELD_IDS.get(one.field, one.field)}" if field_ids else "",
            penalty=one.penalty or "",
        )
        for one in sorted(found, key=lambda one: rank[one.outcome.value])
    ]


def evidence(drafted: Mapping[str, Any]) -> dict[str, Evidence]:
    """For each filled field the words it came from; uncertain ones say why."""
    return {
        field: Evidence(one.words, one.sure, str(DOUBTS.get(one.doubt, "")))
        for field, one in drafted.items()
        if one.words
    }


def events(found: Iterable[AuditEvent]) -> list[Event]:
    """The timeline of an order."""
    return [
        Event(
            at=localtime(one.at),
            what=str(_VERBS.get(one.verb, one.verb)),
            who=one.actor.name if one.actor else "",
            note=one.reason or _moved(one.details),
        )
        for one in found
    ]


def verdict(found: Verdict, order: JobOrder) -> dict[str, Any]:
    """Why a resident fits or not: each requirement, and what would change it."""
    states = {State.MET: "met", State.FAILED: "missing", State.UNKNOWN: "unknown"}
    lines = []
    for check in found.checks:
        name = phrases.REQUIREMENTS[check.requirement]
        text = phrases.excluded(check.requirement, check.gap, order) if check.state == State.FAILED else str(name)
        if check.order_silent:
            text = _("%(what)s: 구인표에 적혀 있지 않음") % {"what": name}
        lines.append(Reason(text, states[check.state]))  # type: ignore[arg-type]
    points = [value for _term, value in found.terms]
    return {
        "eligible": found.eligible,
        "lines": lines,
        "changes": [phrases.change(one) for one in found.changes],
        "score": phrases.fit(points),
        "terms": phrases.terms(points),
    }


def defaults(branch: Branch | None) -> dict[str, Any]:
    """What a new order of a firm with this place of work starts with."""
    return {"dong": branch.dong if branch else "", "address": branch.address if branch else "", "openings": 1}


def kept(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A kept draft (lists of what was sent) as starting values of the form."""
    several = {"days", "insurances", "offers"}
    return {name: value if name in several else value[-1] for name, value in fields.items() if value}


def _moved(details: Mapping[str, Any]) -> str:
    if "from" not in details:
        return ""
    return f"{state_name(OrderState(details['from']))} → {state_name(OrderState(details['to']))}"


def _hourly(order: JobOrder) -> str:
    if not order.hourly_min or order.pay_kind == "hour":
        return ""
    return _("시간당 약 %(won)s") % {"won": formats.won(order.hourly_min, _lang())}


def _career(order: JobOrder) -> str:
    name = order.get_career_kind_display()
    if order.career_months_min:
        return _("%(kind)s %(years)s년 이상") % {"kind": name, "years": f"{order.career_months_min / 12:g}"}
    return str(name)


def _lang() -> str:
    return "ko" if (get_language() or "ko").startswith("ko") else "en"
