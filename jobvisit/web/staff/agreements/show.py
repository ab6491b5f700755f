"""What the pages of agreements show: words for states and warnings, bars, facts. Plain small values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from jobvisit.flows import tying
from jobvisit.flows.agreements import Bar, LineRow, Warning
from jobvisit.flows.tying import Unclear
from jobvisit.office.agreements.models import Agreement, Ended, Line, LineTerms, Member, Party
from jobvisit.office.agreements.rules import Meter
from jobvisit.office.agreements.states import AgreementState, Rung, Warn
from jobvisit.office.audit.models import Event as AuditEvent
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.reference import tables
from jobvisit.web.shared import formats
from jobvisit.web.shared.parts import Event, Fact, Task, Tone
from jobvisit.web.staff.agreements.words import COMMITMENTS, GRAVE, RUNGS, SHADES, STATES, VERBS
from jobvisit.web.staff.matches.phrases import group_name


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
            parts.append(Part(SHADES.get(rung, "retained"), round(at, 1), round(width, 1), str(RUNGS[rung]), n))
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
    return [*((shade, str(RUNGS[rung])) for rung, shade in SHADES.items()), *retained]


def of_order(order: JobOrder) -> dict[str, Any] | None:
    """An order's badge and where its line stands; or that a person has to choose one (`promised`: `orders.get`)."""
    if order.line_id is not None and order.line is not None:
        line = order.line
        address = reverse("agreements:line", args=[line.agreement.number, line.number])
        return {"badge": badge_of(line), "url": address, "by_hand": order.line_by_hand}
    if getattr(order, "promised", False) and tying.choice_of(order):
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
    return "danger" if one.code in GRAVE else "warning"


def warning_lines(found: Iterable[Warning]) -> list[dict[str, Any]]:
    """The warnings of an agreement by the line to mend; what concerns all of it stands last."""
    by_line: dict[Line | None, list[tuple[str, Tone]]] = {}
    for one in found:
        by_line.setdefault(one.line, []).append((warning_word(one), warning_tone(one)))
    rows = [{"line": line, "what": line_name(line) if line else "", "words": words} for line, words in by_line.items()]
    return sorted(rows, key=lambda row: row["line"] is None)


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
            what=str(VERBS.get(one.verb, one.verb)),
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
    """One a kind: people missing add up over the lines, of days the most count."""
    by_code: dict[Warn, Warning] = {}
    for one in found:
        before = by_code.get(one.code)
        if before:
            n = before.n + one.n if one.code in {Warn.BEHIND, Warn.PAST_DUE} else max(before.n, one.n)
            by_code[one.code] = replace(before, n=n)
        else:
            by_code[one.code] = one
    return [by_code[code] for code in Warn if code in by_code][:most]


def _lang() -> str:
    return "ko" if (get_language() or "ko").startswith("ko") else "en"
