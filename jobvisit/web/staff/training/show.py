"""The office words of the school: states, criteria, reasons, and what an act refused."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from jobvisit.base.text import mask_name
from jobvisit.flows.training import ComingClass
from jobvisit.office.audit.models import Event as AuditEvent
from jobvisit.office.reference import tables
from jobvisit.office.training import codes
from jobvisit.office.training.models import Cohort, Enrolment
from jobvisit.office.training.problems import CannotError
from jobvisit.office.training.states import CohortState, EnrolmentState
from jobvisit.web.shared import formats
from jobvisit.web.shared.fields import WEEKDAYS
from jobvisit.web.shared.parts import Event, Fact, Tab

C, E = CohortState, EnrolmentState
COHORTS = {
    C.PLANNED: (gettext_lazy("준비 중"), "neutral"),
    C.NOMINATING: (gettext_lazy("추천받는 중"), "info"),
    C.SELECTED: (gettext_lazy("선발 마침"), "primary"),
    C.RUNNING: (gettext_lazy("교육 중"), "success"),
    C.FINISHED: (pgettext_lazy("교육반", "마침"), "neutral"),
    C.CANCELLED: (gettext_lazy("열지 않음"), "danger"),
}
ENROLMENTS = {
    E.NOMINATED: (gettext_lazy("추천함"), "info"),
    E.ACCEPTED: (gettext_lazy("선발"), "success"),
    E.WAITING: (gettext_lazy("대기"), "warning"),
    E.NOT_ACCEPTED: (gettext_lazy("자리 없음"), "neutral"),
    E.ATTENDING: (gettext_lazy("교육 받는 중"), "primary"),
    E.CERTIFIED: (gettext_lazy("자격 취득"), "success"),
    E.DROPPED: (gettext_lazy("그만둠"), "danger"),
}
AFTERWARDS = {
    "referred": gettext_lazy("알선함"),
    "with_employer": gettext_lazy("사업체에 소개됨"),
    "hired": gettext_lazy("취업"),
}
CRITERIA = {
    "orders": (gettext_lazy("이 자격만 있으면 갈 수 있는 집 가까운 구인"), gettext_lazy("5건이면 만점")),
    "waited": (gettext_lazy("구직 신청 뒤 기다린 날"), gettext_lazy("90일이면 만점")),
    "tried": (gettext_lazy("지난 1년 소개받고 채용되지 않은 횟수"), gettext_lazy("3번이면 만점")),
    "time": (gettext_lazy("교육 요일과 시간에 올 수 있음(파일에 적힌 대로)"), gettext_lazy("되면 만점")),
    "first": (gettext_lazy("우리 교육이 처음임"), gettext_lazy("처음이면 만점")),
    "talk": (gettext_lazy("상담 의견"), gettext_lazy("5점이면 만점")),
}
BARRED = {"holds": gettext_lazy("자격증이 이미 있음"), "not_looking": gettext_lazy("구직 중이 아님")}
_PROBLEMS = {
    "too_few_seats": gettext_lazy("이미 %(n)s명이 자리를 얻었습니다. 정원을 그보다 줄일 수 없습니다."),
    "no_criteria": gettext_lazy("선발 기준과 비중을 먼저 정하세요. 추천을 받기 시작하면 바꿀 수 없습니다."),
    "wrong_criteria": gettext_lazy("선발 기준을 하나 이상 고르고 비중을 1에서 10 사이로 적으세요."),
    "criteria_fixed": gettext_lazy("추천을 받기 시작한 뒤에는 선발 기준을 바꿀 수 없습니다."),
    "nobody": gettext_lazy("추천된 사람이 없습니다."),
    "not_open": gettext_lazy("이 반은 지금 그렇게 할 수 있는 때가 아닙니다."),
    "holds": gettext_lazy("‘%(licence)s’ 자격이 이미 있습니다."),
    "not_looking": gettext_lazy("구직 중인 파일이 아닙니다. 먼저 파일을 다시 여세요."),
    "twice": gettext_lazy("이 반에 이미 추천했습니다."),
    "full": gettext_lazy("정원 %(n)s명이 모두 찼습니다."),
    "too_early": gettext_lazy("%(on)s부터 할 수 있습니다."),
    "before_birth": gettext_lazy("%(on)s은(는) 태어나기 전입니다. 발급일을 확인하세요."),
    "future": gettext_lazy("%(on)s은(는) 아직 오지 않은 날입니다."),
    "before_course": gettext_lazy("%(on)s은(는) 교육 첫날(%(began)s)보다 앞섭니다."),
    "not_a_day": gettext_lazy("%(on)s에는 이 반의 수업이 없습니다."),
    "not_here": gettext_lazy("이 반에 자리가 없는 사람입니다."),
    "has_begun": gettext_lazy("이미 시작한 반입니다. 약속은 시작하기 전에 받습니다."),
    "past": gettext_lazy("%(on)s은(는) 지난 날입니다."),
    "selected_before": gettext_lazy("한 번 선발한 반은 다시 준비할 수 없습니다. 새 반을 여세요."),
    "same_course": gettext_lazy("그 교육 기관에 같은 이름의 과정이 있습니다."),
    "licence_stands": gettext_lazy("선발한 반이 있는 과정의 자격은 바꿀 수 없습니다. 새 과정을 만드세요."),
    "firm_closed": gettext_lazy("‘%(name)s’은(는) 폐업했거나 다른 사업체로 합친 곳입니다."),
    "before_end": gettext_lazy("교육 마지막 날(%(on)s)보다 앞섭니다."),
    "pledged_twice": gettext_lazy("‘%(name)s’은(는) 이미 약속했습니다. 바꾸려면 그 약속을 거두고 다시 적으세요."),
    "reason": gettext_lazy("까닭을 적으세요."),
}
OUT_OF_DATE = gettext_lazy("그 사이에 다른 사람이 기록했습니다. 지금 상태를 확인하세요.")
_VERBS = {
    "training.open_cohort": gettext_lazy("반을 만들었습니다"),
    "training.change_cohort": gettext_lazy("반을 고쳤습니다"),
    "training.mark": gettext_lazy("출석을 적었습니다"),
    "training.pledge": gettext_lazy("면접 약속을 받았습니다"),
    "training.end_pledge": gettext_lazy("면접 약속을 거두었습니다"),
    "training.review": gettext_lazy("수료 뒤를 점검했습니다"),
    "training.selection_paper": gettext_lazy("선발 순위표를 만들었습니다"),
    "training.nominate": gettext_lazy("추천했습니다"),
}


def state(cohort: Cohort) -> tuple[str, str]:
    """The office word for a class's state, and its tone."""
    word, tone = COHORTS[C(cohort.state)]
    return str(word), tone


def seat_state(one: Enrolment) -> tuple[str, str]:
    """The office word for a resident's state in a class, and its tone."""
    word, tone = ENROLMENTS[E(one.state)]
    return str(word), tone


def reason(one: Enrolment) -> str:
    """Why somebody dropped, in words."""
    word = str(codes.Dropped(one.reason).label) if one.reason else ""
    return " · ".join(filter(None, (word, one.reason_note)))


def problem(error: CannotError) -> str:
    """What an act refused, as a sentence."""
    shown = {
        name: formats.day(value, lang()) if isinstance(value, date) else value for name, value in error.figures.items()
    }
    return str(_PROBLEMS[error.code]) % shown


def put(form: BaseForm, error: CannotError) -> None:
    """The refusal beside its field, or on top where the form has none of that name."""
    form.add_error(error.field if error.field in form.fields else None, problem(error))


def when(cohort: Cohort | ComingClass) -> str:
    """Days and hours of a class: `월·수·금 09:00–13:00`."""
    days = "·".join(str(WEEKDAYS[day][1]) for day in cohort.days)
    return f"{days} {formats.clock(cohort.begins)}–{formats.clock(cohort.ends)}"


def span(cohort: Cohort | ComingClass) -> str:
    """First and last day."""
    return f"{formats.short_day(cohort.starts_on, lang())} – {formats.day(cohort.ends_on, lang())}"


def licence_name(name: str) -> str:
    """A certificate in the reader's language."""
    found = tables.licences_by_name().get(name)
    return found.name_en if found and lang() == "en" and found.name_en else name


def facts(cohort: Cohort) -> list[Fact]:
    """What a class is."""
    course = cohort.course
    own = _("본인 부담 %(won)s") % {"won": formats.won(course.own_cost, lang())}
    return [
        Fact(_("따는 자격·면허"), licence_name(course.licence)),
        Fact(_("교육 기관"), course.school, course.place),
        Fact(_("기간"), span(cohort), when(cohort)),
        Fact(_("교육 시간"), _("%(n)s시간") % {"n": course.hours}),
        Fact(_("1인당 교육비"), formats.won(course.cost, lang()), own),
        Fact(_("정원"), _("%(seats)s명 (최소 %(minimum)s명)") % {"seats": cohort.seats, "minimum": cohort.minimum}),
        Fact(_("추천 마감"), formats.day(cohort.nominate_until, lang())),
        Fact(_("담당"), cohort.owner.name),
    ]


def criteria(weights: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """The stated criteria: what, what gives all points, the weight; the heaviest first."""
    found = [(str(CRITERIA[code][0]), str(CRITERIA[code][1]), weight) for code, weight in weights.items()]
    return sorted(found, key=lambda row: -row[2])


def tabs(cohort: Cohort, here: str) -> list[Tab]:
    """The pages of one class."""
    pages = [("cohort", _("반"), [cohort.pk])]
    if cohort.selected_at:
        pages.append(("selection", _("선발 순위"), [cohort.pk]))
    if cohort.state in {C.RUNNING, C.FINISHED}:
        pages += [("attendance", _("출석"), [cohort.pk]), ("certificates", _("자격증"), [cohort.pk])]
    if cohort.state == C.FINISHED:
        pages.append(("after", _("수료 뒤"), [cohort.pk, 3]))
    return [Tab(label, reverse(f"training:{name}", args=args), name == here) for name, label, args in pages]


def events(found: Iterable[AuditEvent]) -> list[Event]:
    """The timeline of a class or a seat."""
    return [_event(one) for one in found]


def _event(one: AuditEvent) -> Event:
    to = one.details.get("to", "")
    if one.verb == "training.move_cohort":
        what = str(COHORTS[C(to)][0])
    elif one.verb == "training.move":
        what = str(ENROLMENTS[E(to)][0])
    else:
        what = str(_VERBS.get(one.verb, one.verb))
    return Event(at=localtime(one.at), what=what, who=one.actor.name if one.actor else _("저절로"), note=one.reason)


def seat_row(one: Enrolment, afterwards: Mapping[int, str]) -> dict[str, Any]:
    """One line of the people of a class."""
    word, tone = seat_state(one)
    later = afterwards.get(one.pk, "")
    return {
        "one": one, "name": mask_name(one.seeker.name), "state": word, "tone": tone, "why": reason(one),
        "later": str(AFTERWARDS[later]) if later else "",
    }  # fmt: skip


def lang() -> str:
    """`ko` or `en`."""
    return "ko" if (get_language() or "ko").startswith("ko") else "en"
