"""What the pages of referrals and placements show, as plain small values. The only place that gives codes words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jobvisit.base.text import mask_name
from jobvisit.office.audit.models import Event as AuditEvent
from jobvisit.office.companies.models import Company
from jobvisit.office.referrals import codes, queries
from jobvisit.office.referrals.models import Interview, Placement, Referral, ReferralConsent, Rung
from jobvisit.office.referrals.problems import CannotError, Problem
from jobvisit.office.referrals.states import InterviewState, PlacementState, ReferralState
from jobvisit.office.staff.models import User
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import formats
from jobvisit.web.shared.parts import Event, Fact

S, P, I = ReferralState, PlacementState, InterviewState  # noqa: E741
STATES = {
    S.PROPOSED: (gettext_lazy("답 기다림"), "warning"),
    S.CONSENTED: (gettext_lazy("동의함"), "info"),
    S.SENT: (gettext_lazy("알선장 보냄"), "info"),
    S.VIEWED: (gettext_lazy("사업주가 봄"), "info"),
    S.INTERVIEW: (gettext_lazy("면접"), "info"),
    S.OFFERED: (gettext_lazy("채용하기로 함"), "success"),
    S.HIRED: (gettext_lazy("채용"), "primary"),
    S.DECLINED: (gettext_lazy("본인이 거절"), "neutral"),
    S.REFUSED: (gettext_lazy("불채용"), "neutral"),
    S.NO_SHOW: (gettext_lazy("면접에 오지 않음"), "danger"),
    S.WITHDRAWN: (gettext_lazy("알선 취소"), "neutral"),
    S.OBSOLETE: (gettext_lazy("필요 없어짐"), "neutral"),
    S.EXPIRED: (gettext_lazy("기한 지남"), "neutral"),
}
STEPS = {
    S.CONSENTED: gettext_lazy("동의함 — 알선장 보내기"),
    S.SENT: gettext_lazy("알선장 보내기"),
    S.VIEWED: gettext_lazy("사업주가 봄"),
    S.INTERVIEW: gettext_lazy("면접 잡기"),
    S.OFFERED: gettext_lazy("채용하기로 함"),
    S.HIRED: gettext_lazy("채용 확정"),
    S.DECLINED: gettext_lazy("구직자가 거절함"),
    S.REFUSED: gettext_lazy("사업주가 거절함"),
    S.NO_SHOW: gettext_lazy("면접에 오지 않음"),
    S.WITHDRAWN: gettext_lazy("알선 취소하기"),
}
ASKS = {
    S.PROPOSED: gettext_lazy("이 업체에 소개해도 되는지 본인에게 물었습니까?"),
    S.CONSENTED: gettext_lazy("본인이 동의했습니다. 사업주에게 알선장을 보내세요."),
    S.SENT: gettext_lazy("사업주와 면접 시간을 잡았습니까?"),
    S.VIEWED: gettext_lazy("사업주와 면접 시간을 잡았습니까?"),
    S.INTERVIEW: gettext_lazy("면접 결과를 들었습니까?"),
    S.OFFERED: gettext_lazy("언제부터 일합니까?"),
}
INTERVIEWS = {
    I.OFFERED: (gettext_lazy("제안함"), "warning"),
    I.BOOKED: (gettext_lazy("예약됨"), "info"),
    I.ATTENDED: (gettext_lazy("다녀옴"), "success"),
    I.NO_SHOW: (gettext_lazy("오지 않음"), "danger"),
    I.EXCUSED: (gettext_lazy("미리 알리고 미룸"), "neutral"),
    I.REVOKED: (gettext_lazy("취소됨"), "neutral"),
}
PLACEMENTS = {
    P.CLAIMED: (gettext_lazy("채용 들음"), "warning"),
    P.CONFIRMED: (gettext_lazy("확인됨"), "info"),
    P.DOCUMENTED: (gettext_lazy("서류로 확인됨"), "info"),
    P.STARTED: (gettext_lazy("근무 중"), "success"),
    P.RETAINED: (gettext_lazy("계속 근무"), "primary"),
    P.ENDED: (gettext_lazy("퇴사"), "neutral"),
    P.ANNULLED: (gettext_lazy("취업 취소"), "neutral"),
}
PROOFS = {
    "claimed": gettext_lazy("들음"),
    "employer": gettext_lazy("사업주 확인"),
    "resident": gettext_lazy("본인 확인"),
    "both": gettext_lazy("양쪽 확인"),
    "documented": gettext_lazy("서류 확인"),
}
_VERBS = {
    "referrals.propose": gettext_lazy("알선을 제안했습니다"),
    "referrals.paper": gettext_lazy("알선 문서를 만들었습니다"),
    "referrals.hand_over": gettext_lazy("담당자를 바꿨습니다"),
    "referrals.book": gettext_lazy("면접을 잡았습니다"),
    "placements.claim": gettext_lazy("채용을 기록했습니다"),
    "placements.attach": gettext_lazy("증빙을 더했습니다"),
    "placements.counted": gettext_lazy("함께 세는 기관을 적었습니다"),
    "placements.checked": gettext_lazy("표본으로 다시 확인했습니다"),
    "placements.evidence": gettext_lazy("증빙을 열어 보았습니다"),
}
_PROBLEMS = {
    "order_not_open": gettext_lazy("이 구인은 지금 알선할 수 있는 상태가 아닙니다."),
    "order_past": gettext_lazy("이 구인의 유효기간이 지났습니다. 사업주에게 확인하고 마감일을 고치세요."),
    "order_full": gettext_lazy("모집 인원이 이미 다 찼습니다. 먼저 채용된 사람이 있습니다."),
    "too_many": gettext_lazy("한 번에 %(limit)s명까지 제안할 수 있습니다. %(now)s명을 골랐습니다."),
    "nobody": gettext_lazy("제안할 구직자를 고르세요."),
    "not_looking": gettext_lazy("%(name)s님은 지금 구직 중이 아닙니다."),
    "file_past": gettext_lazy("%(name)s님의 구직 유효기간이 지났습니다. 연락해서 다시 살리세요."),
    "decided_before": gettext_lazy("%(name)s님에게는 이 구인을 이미 물었습니다. 다시 열려면 그 알선에서 여세요."),
    "resident": gettext_lazy("%(name)s님은 진행 중인 알선이 이미 %(now)s건입니다(최대 %(limit)s건)."),
    "firm": gettext_lazy("이 업체에 진행 중인 알선이 %(now)s건이라 더 제안할 수 없습니다(최대 %(limit)s건)."),
    "not_listed": gettext_lazy("%(name)s님은 추천 명단에 없습니다. 특별한 사유를 고르세요."),
    "skip_reason": gettext_lazy("%(name)s님이 먼저 신청했습니다. 묻지 않는 까닭을 고르세요."),
    "wrong_reason": gettext_lazy("까닭을 목록에서 고르세요."),
    "slot_full": gettext_lazy("그 시간은 이미 찼습니다. 다른 시간을 고르세요."),
    "slot_past": gettext_lazy("면접 시간은 지금보다 뒤여야 합니다."),
    "has_live": gettext_lazy("같은 구인으로 진행 중인 다른 알선이 있습니다."),
    "undo_hire": gettext_lazy("채용은 취업 기록에서 취소합니다."),
    "same_hire": gettext_lazy("같은 사람이 같은 업체에서 같은 날 시작한 취업이 이미 있습니다."),
    "hire_over": gettext_lazy("이미 끝난 취업입니다."),
    "end_before_start": gettext_lazy("퇴사일이 근무 시작일보다 앞섭니다."),
    "no_hires": gettext_lazy("그 기간에 시작한 취업이 없습니다."),
}
OUT_OF_DATE = gettext_lazy("그 사이에 다른 사람이 기록했습니다. 지금 상태를 확인하세요.")
REASONS: dict[str, type[TextChoices]] = {
    S.DECLINED: codes.Declined,
    S.REFUSED: codes.Refused,
    S.WITHDRAWN: codes.Withdrawn,
    S.EXPIRED: codes.Expired,
    S.OBSOLETE: codes.Parked,
    S.NO_SHOW: codes.Missed,
    P.ENDED: codes.Ended,
    P.ANNULLED: codes.Annulled,
}


def state(referral: Referral) -> tuple[str, str]:
    """The office word for a referral's state, and its tone."""
    word, tone = STATES[S(referral.state)]
    return str(word), tone


def placement_state(placement: Placement) -> tuple[str, str]:
    """The office word for a placement's state, and its tone."""
    word, tone = PLACEMENTS[P(placement.state)]
    return str(word), tone


def reason(of: str, code: str) -> str:
    """The words of a coded reason."""
    choices = REASONS.get(of)
    return str(choices(code).label) if choices and code in choices.values else ""


def list_row(referral: Referral) -> dict[str, Any]:
    """One line of the list."""
    word, tone = state(referral)
    why = reason(referral.state, referral.reason)
    return {"one": referral, "name": mask_name(referral.seeker.name), "state": word, "tone": tone, "why": why}


def placement_row(placement: Placement) -> dict[str, Any]:
    """One line of the list of placements."""
    word, tone = placement_state(placement)
    kinds = [rung.kind for rung in placement.rungs.all()]
    months = queries.months_retained(kinds)
    return {
        "one": placement,
        "name": mask_name(placement.seeker.name),
        "state": word,
        "tone": tone,
        "proof": str(PROOFS[queries.proof(kinds)]),
        "months": _("%(n)s개월") % {"n": months[-1]} if months else "",
    }


def hires(user: User, company: Company) -> list[dict[str, Any]]:
    """A firm's hires as lines with their proof, the latest first."""
    return [placement_row(one) for one in queries.of_firm(user, company)[:10]] if may(user, "referrals.view") else []


def facts(referral: Referral, consents: Iterable[ReferralConsent]) -> list[Fact]:
    """Where a referral comes from: who proposed it, from which list, with which consent."""
    if referral.shown:
        listed = _("%(day)s 명단 %(rank)s위") % {
            "day": formats.short_day(localtime(referral.shown.at), _lang()), "rank": referral.rank or "–",
        }  # fmt: skip
    else:
        listed = _("명단 없음")
    special = str(codes.Special(referral.special).label) if referral.special else ""
    rows = [
        Fact(_("알선 번호"), referral.number),
        Fact(_("제안"), formats.moment(localtime(referral.proposed_at), _lang()), referral.proposed_by.name),
        Fact(_("고른 명단"), listed if not special else _("명단 밖"), special),
        Fact(_("담당 상담사"), referral.owner.name),
    ]
    for consent in consents:
        said = _("동의") if consent.given else _("동의를 거두어들임")
        where = (
            f"{codes.Channel(consent.channel).label} · {codes.Source(consent.source).label} · {consent.text_version}"
        )
        who = consent.taken_by.name if consent.taken_by else _("본인")
        when = formats.moment(localtime(consent.at), _lang())
        rows.append(Fact(_("이 업체에 대한 동의"), f"{said} · {when}", f"{where} · {who}"))
    if referral.reason:
        note = referral.reason_note
        rows.append(Fact(_("사유"), reason(referral.state, referral.reason), note))
    return rows


def interview_rows(found: Iterable[Interview], now: datetime) -> list[dict[str, Any]]:
    """The interviews of a referral with what can be recorded of each."""
    rows = []
    for one in found:
        word, tone = INTERVIEWS[I(one.state)]
        coming = one.state in {I.OFFERED, I.BOOKED}
        rows.append({
            "one": one, "state": str(word), "tone": tone, "open": coming, "unknown": coming and one.at < now,
            "past": one.at < now,
        })  # fmt: skip
    return rows


def events(found: Iterable[AuditEvent]) -> list[Event]:
    """The timeline of a referral or a placement."""
    return [_event(one) for one in found]


def _event(one: AuditEvent) -> Event:
    details = one.details
    source = details.get("source", "")
    heard = str(codes.Source(source).label) if source in codes.Source.values and source != "system" else ""
    what, tone = str(_VERBS.get(one.verb, one.verb)), "neutral"
    if one.verb == "referrals.move":
        what, tone = str(STATES[S(details["to"])][0]), STATES[S(details["to"])][1]
    elif one.verb == "referrals.interview":
        what = _("면접: %(state)s") % {"state": INTERVIEWS[I(details["to"])][0]}
    elif one.verb == "placements.move":
        what, tone = str(PLACEMENTS[P(details["to"])][0]), PLACEMENTS[P(details["to"])][1]
    elif one.verb == "placements.rung":
        what, tone = str(Rung.Kind(details["rung"]).label), "success"
    coded = reason(details.get("to", ""), details.get("code", ""))
    who = one.actor.name if one.actor else _("저절로")
    note = " · ".join(filter(None, (coded, heard, one.reason)))
    return Event(at=localtime(one.at), what=what, who=who, note=note, tone=tone)  # type: ignore[arg-type]


def problem(one: Problem, names: dict[int, str]) -> str:
    """One reason why something cannot be done, as a sentence."""
    words = {"name": names.get(one.seeker or 0, ""), "limit": one.limit, "now": one.now}
    return str(_PROBLEMS[one.code]) % words


def problems(error: CannotError, names: dict[int, str] | None = None) -> str:
    """All of them, for a message."""
    return " ".join(dict.fromkeys(problem(one, names or {}) for one in error.problems))


def rung_rows(found: Iterable[Rung]) -> list[dict[str, Any]]:
    """The ladder: every rung that stands, who said so and how."""
    rows = []
    for one in found:
        coded = reason(one.kind, one.reason)
        heard = str(codes.Source(one.source).label)
        rows.append({
            "one": one, "what": str(Rung.Kind(one.kind).label),
            "note": " · ".join(filter(None, (coded, heard, one.note))),
            "who": one.by.name if one.by else _("본인·사업주"),
        })  # fmt: skip
    return rows


def of_thing(found: Iterable[Referral], *, person: bool) -> list[dict[str, Any]]:
    """A resident's or an order's referrals for the page of that thing; `person`: name the resident, else the job."""
    rows = []
    for one in found:
        word, tone = state(one)
        name = mask_name(one.seeker.name) if person else f"{one.order.title} · {one.order.company.name}"
        rows.append({
            "name": name, "url": reverse("referrals:detail", args=[one.number]), "state": word, "tone": tone,
            "why": reason(one.state, one.reason), "at": one.moved_at,
        })  # fmt: skip
    return rows


def _lang() -> str:
    return "ko" if (get_language() or "ko").startswith("ko") else "en"
