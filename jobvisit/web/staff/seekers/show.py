"""What the pages of a resident's file show. Name and numbers are masked unless they were asked for."""

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jobvisit.office.audit.models import Event as AuditEvent
from jobvisit.office.reference import tables
from jobvisit.office.seekers.models import ConsentScope, Seeker
from jobvisit.office.seekers.states import SeekerState
from jobvisit.web.shared import formats
from jobvisit.web.shared.fields import WEEKDAYS
from jobvisit.web.shared.parts import Event, Fact
from jobvisit.web.staff.places import dong_name

STATES = {
    SeekerState.REGISTERED: (gettext_lazy("등록"), "info"),
    SeekerState.ACTIVE: (gettext_lazy("구직 중"), "success"),
    SeekerState.PAUSED: (gettext_lazy("잠시 멈춤"), "warning"),
    SeekerState.PLACED: (gettext_lazy("취업"), "primary"),
    SeekerState.WITHDRAWN: (gettext_lazy("구직 취소"), "neutral"),
    SeekerState.EXPIRED: (gettext_lazy("기간 만료"), "neutral"),
    SeekerState.ANONYMISED: (gettext_lazy("파기"), "neutral"),
}
_VERBS = {
    "seekers.register": gettext_lazy("구직 등록을 했습니다"),
    "seekers.change": gettext_lazy("내용을 고쳤습니다"),
    "seekers.renew": gettext_lazy("유효기간을 석 달 늘렸습니다"),
    "seekers.move": gettext_lazy("상태를 바꿨습니다"),
    "seekers.consent": gettext_lazy("동의를 기록했습니다"),
    "seekers.note": gettext_lazy("상담을 기록했습니다"),
    "seekers.paper": gettext_lazy("구직등록 확인증을 만들었습니다"),
    "seekers.reveal": gettext_lazy("연락처를 열어 보았습니다"),
    "seekers.reveal_signature": gettext_lazy("서명을 열어 보았습니다"),
    "seekers.reveal_sensitive": gettext_lazy("민감정보를 열어 보았습니다"),
    "seekers.store_sensitive": gettext_lazy("민감정보를 저장했습니다"),
}


def state(seeker: Seeker) -> tuple[str, str]:
    """The office word for a file's state, and its tone."""
    word, tone = STATES[SeekerState(seeker.state)]
    return str(word), tone


def wishes(seeker: Seeker) -> str:
    """The wished occupations by name."""
    found = [tables.occupations().get(code) for code in seeker.wishes]
    korean = (get_language() or "ko").startswith("ko")
    return ", ".join(one.name_ko if korean else one.name_en for one in found if one)


def list_row(seeker: Seeker) -> dict[str, Any]:
    """One line of the list."""
    word, tone = state(seeker)
    return {"seeker": seeker, "state": word, "tone": tone, "wishes": wishes(seeker), "dong": dong_name(seeker.dong)}


def facts(seeker: Seeker) -> list[Fact]:
    """Wishes and abilities; what was not said says so."""
    unknown = _("모름")
    span = " – ".join(formats.clock(at) for at in (seeker.earliest, seeker.latest) if at)
    hours = " – ".join(str(n) for n in (seeker.hours_min, seeker.hours_max) if n is not None)
    days = "".join(str(WEEKDAYS[day][1]) for day in seeker.days)
    licences = ", ".join(seeker.licences) or (_("없음") if seeker.licences_asked else _("아직 묻지 않음"))
    months = seeker.career_months
    career = (
        unknown if months is None else _("%(years)d년 %(months)d개월") % {"years": months // 12, "months": months % 12}
    )
    return [
        Fact(_("희망 직종"), wishes(seeker) or unknown),
        Fact(_("희망 시급"), formats.won(seeker.wage_wish) if seeker.wage_wish else unknown),
        Fact(_("요일"), days or unknown),
        Fact(_("시간"), span or unknown),
        Fact(_("주 근로시간"), hours or unknown),
        Fact(_("교대 근무"), {True: _("가능"), False: _("원하지 않음"), None: unknown}[seeker.shifts_ok]),
        Fact(_("다닐 수 있는 거리"), f"{seeker.reach_m / 1000:g}km" if seeker.reach_m else unknown),
        Fact(_("학력"), str(Seeker.Education(seeker.education).label) if seeker.education is not None else unknown),
        Fact(_("경력"), career, seeker.career_words),
        Fact(_("자격·면허"), licences),
        Fact(_("사는 동"), dong_name(seeker.dong) or unknown),
        Fact(
            _("신분증"),
            _("%s 확인") % formats.day(seeker.identity_seen_on) if seeker.identity_seen_on else _("보지 않음"),
        ),
        Fact(_("유효기간"), formats.day(seeker.valid_until)),
        Fact(_("담당 상담사"), seeker.owner.name),
    ]


def consents(given: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each consent text with the latest answer."""
    rows = []
    for scope in ConsentScope:
        consent = given.get(scope.value)
        if consent is None:
            rows.append((str(scope.label), _("묻지 않음"), "neutral"))
        else:
            word = _("동의") if consent.given else _("동의하지 않음")
            rows.append(
                (
                    str(scope.label),
                    f"{word} · {formats.day(localtime(consent.at))}",
                    "success" if consent.given else "neutral",
                )
            )
    return rows


def events(found: Any) -> list[Event]:
    """Who saw or changed the file."""
    return [_event(one) for one in found]


def _event(one: AuditEvent) -> Event:
    who = one.actor.name if one.actor else ""
    return Event(at=localtime(one.at), what=str(_VERBS.get(one.verb, one.verb)), who=who, note=one.reason)
