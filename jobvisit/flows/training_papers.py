"""The order of a selection on paper: criteria, weights, everybody's points, as they were kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.timezone import localtime

from jobvisit.base.clock import seoul_day
from jobvisit.base.text import mask_name
from jobvisit.engines import papers
from jobvisit.engines.papers.types import Report, Section, Table
from jobvisit.flows.papers import CONTENT_TYPES, Paper, office
from jobvisit.office.audit import actions as audit
from jobvisit.office.staff import policy
from jobvisit.office.training import queries

if TYPE_CHECKING:
    from jobvisit.office.staff.models import User
    from jobvisit.office.training.models import Cohort, SelectionLine

WORDS: Final = {
    "orders": ("가까운 구인", "이 자격만 있으면 갈 수 있는 집 가까운 구인. 5건이면 100점"),
    "waited": ("기다린 날", "구직 신청 뒤 지난 날. 90일이면 100점"),
    "tried": ("소개 횟수", "지난 1년 소개받고 채용되지 않은 횟수. 3번이면 100점"),
    "time": ("시간", "교육 요일과 시간에 올 수 있음(파일에 적힌 대로). 되면 100점"),
    "first": ("첫 교육", "우리 교육이 처음임. 처음이면 100점"),
    "talk": ("상담 의견", "상담사의 의견 0~5. 5점이면 100점"),
}
_BARRED: Final = {"holds": "자격증이 이미 있음", "not_looking": "구직 중이 아님"}


@transaction.atomic
def selection(*, cohort: Cohort, reason: str, by: User, at: datetime, came_from: str | None = None) -> Paper:
    """선발 순위표 as PDF/UA. Names are masked unless the role may take the class's list in full."""
    policy.require(by, "training.view")
    full = policy.may(by, "training.download_full")
    audit.note(
        by=by, at=at, verb="training.selection_paper", subject=cohort, reason=reason, details={"full": full},
        came_from=came_from,
    )  # fmt: skip
    course, codes = cohort.course, list(cohort.criteria)
    lines = list(queries.selection(cohort))
    weights = Table(
        "선발 기준과 비중",
        ("기준", "무엇을 보는가", "비중"),
        tuple((WORDS[code][0], WORDS[code][1], str(weight)) for code, weight in cohort.criteria.items()),
        right=(2,),
        note="점수 = 비중 × 항목 점수(0~100)의 합. 모르는 항목은 50점. 점수가 같으면 먼저 신청한 사람이 앞섭니다. "
        "성별, 나이, 장애, 출신, 가족은 어느 항목에도 없습니다(고용정책기본법 제7조②).",
    )
    order = Table(
        "순위",
        ("순위", "이름", *(WORDS[code][0] for code in codes), "점수", "신청"),
        tuple(_line(one, codes, full=full) for one in lines),
        right=(0, *range(2, 3 + len(codes))),
    )
    when = localtime(cohort.selected_at) if cohort.selected_at else None
    made = papers.report(
        Report(
            title=f"{course.name} 선발 순위표",
            period=f"{cohort.starts_on:%Y. %m. %d.} – {cohort.ends_on:%Y. %m. %d.} · 정원 {cohort.seats}명",
            office=office(by),
            made_on=seoul_day(at),
            sections=(Section("기준", tables=(weights,)), Section("순위", tables=(order,))),
            notes=(f"선발 {when:%Y. %m. %d. %H:%M}, {cohort.selected_by.name}",) if when and cohort.selected_by else (),
        )
    )
    return Paper(made, f"선발순위표_{cohort.pk}.pdf", CONTENT_TYPES["pdf"])


def _line(one: SelectionLine, codes: list[str], *, full: bool) -> tuple[str, ...]:
    name = one.enrolment.seeker.name if full else mask_name(one.enrolment.seeker.name)
    if one.barred:
        return ("–", f"{name} ({_BARRED[one.barred]})", *("–" for _ in codes), "–", _when(one))
    if one.late:
        return (str(one.place), f"{name} (선발 뒤 신청)", *("–" for _ in codes), "–", _when(one))
    points = (f"{one.points[code]}{'' if one.facts[code] is not None else ' (모름)'}" for code in codes)
    return (str(one.place), name, *points, f"{one.total:,}", _when(one))


def _when(one: SelectionLine) -> str:
    return f"{localtime(one.applied_at):%Y. %m. %d. %H:%M}"
