"""What the pages of agreements show: words for states and warnings, bars, facts. Plain small values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from jobvisit.flows import tying
from jobvisit.flows.agreements import Bar, LineRow, Warning
from jobvisit.flows.tying import Unclear
from jobvisit.office.agreements.models import Agreement, Ended, Line, LineTerms, Member, Party
from jobvisit.office.agreements.rules import Meter, Problem
from jobvisit.office.agreements.states import AgreementState, Commitment, Rung, Warn
from jobvisit.office.audit.models import Event as AuditEvent
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.reference import tables
from jobvisit.web.shared import formats
from jobvisit.web.shared.parts import Event, Fact, Task, Tone
from jobvisit.web.staff.matches.phrases import group_name

STATES: Final[dict[AgreementState, tuple[Any, Tone]]] = {
    AgreementState.DRAFT: (gettext_lazy("쓰는 중"), "neutral"),
    AgreementState.NEGOTIATING: (gettext_lazy("협의 중"), "info"),
    AgreementState.SIGNED: (gettext_lazy("체결함"), "info"),
    AgreementState.ACTIVE: (gettext_lazy("이행 중"), "success"),
    AgreementState.REVIEW: (gettext_lazy("점검할 때"), "warning"),
    AgreementState.RENEWED: (gettext_lazy("갱신됨"), "primary"),
    AgreementState.EXPIRED: (gettext_lazy("기간이 끝남"), "neutral"),
    AgreementState.ENDED: (gettext_lazy("그만둠"), "danger"),
}
COMMITMENTS: Final[dict[Commitment, tuple[Any, Tone]]] = {
    Commitment.PLANNED: (gettext_lazy("시작 전"), "neutral"),
    Commitment.DUE: (gettext_lazy("지킬 때"), "info"),
    Commitment.MET: (gettext_lazy("지킴"), "success"),
    Commitment.PART: (gettext_lazy("일부 지킴"), "warning"),
    Commitment.MISSED: (gettext_lazy("못 지킴"), "danger"),
}
RUNGS: Final[dict[Rung, Any]] = {
    Rung.CLAIMED: gettext_lazy("채용을 들음"),
    Rung.CONFIRMED: gettext_lazy("한쪽이 확인"),
    Rung.DOCUMENTED: gettext_lazy("서류로 확인"),
    Rung.STARTED: gettext_lazy("출근 확인"),
    Rung.RETAINED_1: gettext_lazy("1개월 근속"),
    Rung.RETAINED_3: gettext_lazy("3개월 근속"),
    Rung.RETAINED_6: gettext_lazy("6개월 근속"),
    Rung.RETAINED_12: gettext_lazy("12개월 근속"),
}
_SHADES: Final[dict[Rung, str]] = {
    Rung.CLAIMED: "claimed",
    Rung.CONFIRMED: "confirmed",
    Rung.DOCUMENTED: "documented",
    Rung.STARTED: "started",
}
_GRAVE: Final = {Warn.PARTY_GONE, Warn.DECIDER_GONE, Warn.PAST_DUE}
_VERBS: Final = {
    "agreements.draft": gettext_lazy("협약을 쓰기 시작했습니다"),
    "agreements.change": gettext_lazy("협약을 고쳤습니다"),
    "agreements.move": gettext_lazy("상태가 바뀌었습니다"),
    "agreements.add_party": gettext_lazy("협약 상대를 더했습니다"),
    "agreements.join": gettext_lazy("회원사가 들어왔습니다"),
    "agreements.leave": gettext_lazy("회원사가 나갔습니다"),
    "agreements.add_line": gettext_lazy("조항을 더했습니다"),
    "agreements.amend_line": gettext_lazy("조항을 고쳤습니다"),
    "agreements.attach": gettext_lazy("체결한 협약서를 올렸습니다"),
    "agreements.open_paper": gettext_lazy("체결한 협약서를 열었습니다"),
    "agreements.paper": gettext_lazy("협약서 초안을 문서로 받았습니다"),
    "agreements.hand_over": gettext_lazy("담당자가 바뀌었습니다"),
}
_PROBLEMS: Final = {
    "not_positive": gettext_lazy("‘%(value)s’명은 약속이 될 수 없습니다. 1에서 9,999 사이의 수로 적으세요."),
    "due_past": gettext_lazy("기한 %(value)s은(는) 이미 지났습니다."),
    "due_before_start": gettext_lazy("기한 %(value)s이(가) 협약의 시작일보다 빠릅니다."),
    "due_after_end": gettext_lazy("기한 %(value)s이(가) 협약이 끝난 뒤입니다."),
    "before_last_change": gettext_lazy("이 조항은 %(value)s부터의 내용이 이미 있습니다. 그날이나 그 뒤를 적으세요."),
    "no_basis": gettext_lazy("‘%(value)s’을(를) 먼저 소개하려면 법적 근거를 적어야 합니다(고용정책 기본법 제7조)."),
    "window_for_nobody": gettext_lazy("우선 시간을 두려면 먼저 소개할 집단을 고르세요."),
    "window_too_long": gettext_lazy("우선 시간은 14일을 넘을 수 없습니다."),
    "no_such_occupation": gettext_lazy("‘%(value)s’(으)로 시작하는 직종이 없습니다."),
    "no_such_group": gettext_lazy("‘%(value)s’은(는) 그날의 법에 있는 집단이 아닙니다."),
    "ends_before_start": gettext_lazy("끝나는 날 %(value)s이(가) 시작일보다 빠릅니다."),
    "review_outside": gettext_lazy("점검하는 날 %(value)s이(가) 협약 기간 밖입니다."),
    "review_past": gettext_lazy("다음에 점검할 날 %(value)s이(가) 이미 왔습니다."),
    "signed_already": gettext_lazy("체결한 협약의 시작일은 바꿀 수 없습니다."),
    "missing": gettext_lazy("적어야 합니다."),
    "not_yet": gettext_lazy("체결일 %(value)s이(가) 아직 오지 않았습니다."),
    "no_party": gettext_lazy("협약 상대가 없습니다. 먼저 상대를 더하세요."),
    "no_line": gettext_lazy("약속한 조항이 없습니다. 먼저 조항을 더하세요."),
    "firm_closed": gettext_lazy("‘%(value)s’은(는) 폐업한 사업체입니다."),
    "firm_merged": gettext_lazy("다른 사업체로 합쳐졌습니다. ‘%(value)s’을(를) 고르세요."),
    "branch_elsewhere": gettext_lazy("‘%(value)s’은(는) 이 사업체의 사업장이 아닙니다."),
    "party_twice": gettext_lazy("‘%(value)s’은(는) 이미 이 협약에 있습니다."),
    "member_already": gettext_lazy("‘%(value)s’은(는) 이미 회원사입니다."),
    "joins_after_end": gettext_lazy("들어온 날 %(value)s이(가) 협약이 끝난 뒤입니다."),
    "left_already": gettext_lazy("%(value)s에 이미 나간 것으로 적혀 있습니다."),
    "left_before_joining": gettext_lazy("나간 날이 들어온 날 %(value)s보다 빠릅니다."),
    "over": gettext_lazy("끝난 협약은 고칠 수 없습니다. 다시 열거나 갱신하세요."),
    "never_signed": gettext_lazy("체결하지 않은 협약은 갱신할 수 없습니다."),
    "went_into_another": gettext_lazy("다른 협약에 합친 협약은 다시 열 수 없습니다."),
    "before_the_old_one": gettext_lazy("앞선 협약이 %(value)s에 시작했습니다. 그보다 뒤에 시작해야 합니다."),
    "cannot_combine": gettext_lazy("체결한 두 협약만 합칠 수 있습니다."),
    "lines_unpaired": gettext_lazy("조항마다 이어 갈 조항을 고르세요."),
    "no_such_line": gettext_lazy("고를 수 없는 조항입니다."),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a bar, in thousandths of its length."""

    shade: str
    at: float
    width: float
    word: str
    n: int


@dataclass(frozen=True, slots=True)
class Strip:
    """Promised and delivered as one bar. `pace` is where an even pace would be; `label` says all of it in words."""

    parts: list[Part]
    promised_at: float
    pace: float
    label: str


def state_badge(agreement: Agreement) -> tuple[str, Tone]:
    """The office word for the state and its tone."""
    word, tone = STATES[AgreementState(agreement.state)]
    return str(word), tone


def problem(one: Problem) -> str:
    """Why something cannot be, in words, with the value."""
    text = str(_PROBLEMS.get(one.code, one.code))
    return text % {"value": one.value} if "%(" in text else text


def strip(promised: int, rungs: Mapping[Rung, int], expected: int) -> Strip:
    """A bar whose length is what was promised, or what was delivered if that is more."""
    hired = sum(rungs.values())
    whole = max(promised, hired, 1)
    parts: list[Part] = []
    at = 0.0
    for rung in reversed(Rung):
        n = rungs[rung]
        if n:
            width = 1000 * n / whole
            parts.append(Part(_SHADES.get(rung, "retained"), round(at, 1), round(width, 1), str(RUNGS[rung]), n))
            at += width
    said = ", ".join(f"{part.word} {part.n}" for part in parts)
    label = _("%(promised)d명 약속, %(hired)d명 채용") % {"promised": promised, "hired": hired}
    return Strip(
        parts, round(1000 * promised / whole, 1), round(1000 * min(expected, whole) / whole, 1),
        f"{label} ({said})" if said else label,
    )  # fmt: skip


def wall(bar: Bar, on: date) -> dict[str, Any]:
    """One agreement of the wall."""
    agreement = bar.agreement
    state, tone = state_badge(agreement)
    return {
        "agreement": agreement,
        "bar": bar,
        "strip": strip(bar.promised, bar.rungs, bar.expected),
        "state": state,
        "tone": tone,
        "parties": ", ".join(party_name(one) for one in agreement.parties.all()),
        "warnings": [(warning_word(one), warning_tone(one)) for one in _gravest(bar.warnings)],
        "percent": round(100 * bar.hired / bar.promised) if bar.promised else 0,
    }


def line_row(row: LineRow, on: date) -> dict[str, Any]:
    """One line of the page of an agreement."""
    word, tone = COMMITMENTS[row.meter.commitment]
    return {
        "line": row.line,
        "terms": row.terms,
        "meter": row.meter,
        "strip": strip(row.meter.promised, row.meter.rungs, row.meter.expected),
        "state": str(word),
        "tone": tone,
        "group": group_name(row.terms.group, on) if row.terms and row.terms.group else "",
        "window": window_words(row.terms.window_minutes) if row.terms else "",
    }


def line_name(line: Line) -> str:
    """`3조 청소`."""
    return _("%(number)d조 %(jobs)s") % {"number": line.number, "jobs": line.jobs}


def badge_of(line: Line) -> str:
    """An order's badge: `협약 마을버스조합 3조`."""
    return _("협약 %(title)s %(number)d조") % {"title": line.agreement.title, "number": line.number}


def member_row(one: Member) -> dict[str, Any]:
    """One firm that is or was in it; a firm merged meanwhile is shown under its name of today."""
    firm = one.company
    kept = firm.merged_into if firm.status == "merged" and firm.merged_into else firm
    return {
        "member": one,
        "firm": kept,
        "was": firm.name if kept.pk != firm.pk else "",
        "branch": one.branch.name if one.branch else "",
        "party": one.party.name if one.party.kind != Party.Kind.FIRM else "",
        "closed": firm.status == "closed",
    }


def legend() -> list[tuple[str, str]]:
    """What the shades of a bar mean: the weakest proof first."""
    retained = [("retained", _("1개월 이상 근속"))]
    return [*((shade, str(RUNGS[rung])) for rung, shade in _SHADES.items()), *retained]


def of_order(order: JobOrder, *, ask: bool) -> dict[str, Any] | None:
    """An order's badge and where its line stands; or that a person has to choose one. Not `ask`: it was just saved."""
    if order.line_id is not None and order.line is not None:
        line = order.line
        address = reverse("agreements:line", args=[line.agreement.number, line.number])
        return {"badge": badge_of(line), "url": address, "by_hand": order.line_by_hand}
    if ask and tying.choice_of(order):
        return {"badge": _("협약 조항을 골라야 함"), "url": "", "by_hand": False}
    return None


def firm_rows(bars: Iterable[Bar]) -> list[dict[str, Any]]:
    """The agreements of a firm, for its card."""
    return [
        {
            "agreement": one.agreement,
            "badge": state_badge(one.agreement),
            "strip": strip(one.promised, one.rungs, one.expected),
            "bar": one,
        }
        for one in bars
    ]


def party_name(party: Party) -> str:
    """Of an association with how many firms."""
    there = sum(member.left_on is None for member in party.members.all())
    if party.kind == Party.Kind.FIRM or not there:
        return party.name
    return _("%(name)s(%(n)d곳)") % {"name": party.name, "n": there}


def window_words(minutes: int) -> str:
    """`2시간 30분`; empty without a window."""
    hours, rest = divmod(minutes, 60)
    words = [_("%(n)d시간") % {"n": hours}] if hours else []
    return " ".join([*words, *([_("%(n)d분") % {"n": rest}] if rest else [])])


def occupation_names(codes: Iterable[str]) -> str:
    """The families of work a line names; any work where it names none."""
    known, korean = tables.occupations(), _lang() == "ko"
    named = [(known[code].name_ko if korean else known[code].name_en) if code in known else code for code in codes]
    return ", ".join(named) or _("모든 직종")


def warning_word(one: Warning) -> str:
    """What is wrong, with its number."""
    words = {
        Warn.PARTY_GONE: _("‘%(name)s’ 폐업"),
        Warn.DECIDER_GONE: _("정하는 사람 %(name)s 떠남"),
        Warn.NOBODY_DECIDES: _("현장에서 정하는 사람이 없음"),
        Warn.PAST_DUE: ngettext("기한이 지나고 %(n)d명 모자람", "기한이 지나고 %(n)d명 모자람", one.n),
        Warn.BEHIND: ngettext("%(n)d명 뒤처짐", "%(n)d명 뒤처짐", one.n),
        Warn.NO_ORDER: ngettext("%(n)d일째 구인 없음", "%(n)d일째 구인 없음", one.n),
        Warn.REVIEW_DUE: _("점검할 날이 됨"),
        Warn.ENDS_SOON: _("%(n)d일 뒤 끝남") if one.n else _("오늘 끝남"),
    }
    return words[one.code] % {"n": one.n, "name": one.name}


def warning_tone(one: Warning) -> Tone:
    """Red where something is lost, amber where it can be."""
    return "danger" if one.code in _GRAVE else "warning"


def warning_line(one: Warning) -> dict[str, Any]:
    """One warning of the page of an agreement, with where to mend it."""
    return {
        "word": warning_word(one),
        "tone": warning_tone(one),
        "line": one.line,
        "what": line_name(one.line) if one.line else "",
    }


def tasks(warned: Iterable[Warning], unclear: Iterable[Unclear]) -> list[Task]:
    """What agreements ask of somebody today."""
    found = [
        Task(
            name=one.order.title,
            url=reverse("agreements:tie", args=[one.order.number]),
            note=one.order.company.name,
            badge=_("어느 조항의 구인인지 고르기"),
            tone="info",
        )
        for one in unclear
    ]
    return [
        *(
            Task(
                name=one.agreement.title,
                url=reverse("agreements:detail", args=[one.agreement.number]),
                note=line_name(one.line) if one.line else _("협약"),
                badge=warning_word(one),
                tone=warning_tone(one),
            )
            for one in warned
        ),
        *found,
    ]


def facts(agreement: Agreement, following: Agreement | None) -> list[Fact]:
    """Days, owner, what came before and after."""
    unknown, lang = _("정하지 않음"), _lang()
    rows = [
        (_("기간"), period(agreement) or unknown),
        (_("체결일"), formats.day(agreement.signed_on, lang) if agreement.signed_on else _("아직 체결하지 않음")),
        (_("점검하는 날"), formats.day(agreement.review_on, lang) if agreement.review_on else unknown),
        (_("담당"), agreement.owner.name),
        (_("협약 번호"), agreement.number),
    ]
    if agreement.ended_because:
        rows.append((_("끝난 사유"), str(Ended(agreement.ended_because).label)))
    if agreement.follows:
        rows.append((_("앞선 협약"), agreement.follows.number))
    if following:
        rows.append((_("이어지는 협약"), following.number))
    return [Fact(name, value) for name, value in rows]


def period(agreement: Agreement) -> str:
    """From when until when, as far as it is agreed on."""
    days = (agreement.starts_on, agreement.ends_on)
    return " – ".join(formats.day(one, _lang()) for one in days if one) if any(days) else ""


def terms_facts(terms: LineTerms, meter: Meter, on: date) -> list[Fact]:
    """What a line promises today, and how far it is."""
    none = _("없음")
    decides, window = terms.decides, window_words(terms.window_minutes)
    late = _("기한 뒤 %(n)d명") % {"n": meter.late} if meter.late else ""
    rows = [
        (_("약속 인원"), _("%(n)d명") % {"n": terms.promised}, ""),
        (_("기한"), formats.day(terms.due_on, _lang()), ""),
        (_("먼저 소개할 집단"), group_name(terms.group, on) if terms.group else none, terms.basis),
        (_("우선 시간"), window or none, _("접수한 때부터") if window else ""),
        (
            _("현장에서 정하는 사람"),
            f"{decides.name} {decides.title}".strip() if decides else none,
            decides.company.name if decides else "",
        ),
        (_("기한 안에 채용"), _("%(n)d명") % {"n": meter.in_time}, late),
        (_("그만둔 사람"), _("%(n)d명") % {"n": meter.ended}, ""),
    ]  # fmt: skip
    return [Fact(name, value, note) for name, value, note in rows]


def events(found: Iterable[AuditEvent]) -> list[Event]:
    """The timeline of an agreement."""
    return [
        Event(
            at=localtime(one.at),
            what=str(_VERBS.get(one.verb, one.verb)),
            who=one.actor.name if one.actor else _("자동"),
            note=" · ".join(filter(None, (_moved(one.details), one.reason))),
        )
        for one in found
    ]


def _moved(details: Mapping[str, Any]) -> str:
    known = {state.value for state in AgreementState}
    if details.get("from") not in known or details.get("to") not in known:
        return ""
    return f"{STATES[AgreementState(details['from'])][0]} → {STATES[AgreementState(details['to'])][0]}"


def _gravest(found: Iterable[Warning], most: int = 3) -> list[Warning]:
    order = list(Warn)
    return sorted(found, key=lambda one: (order.index(one.code), -one.n))[:most]


def _lang() -> str:
    return "ko" if (get_language() or "ko").startswith("ko") else "en"
