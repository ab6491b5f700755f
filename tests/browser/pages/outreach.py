"""Calls and visits."""

from datetime import time
from typing import Any

from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import notices
from jobvisit.office.outreach import letters, targets, visiting
from jobvisit.office.staff.models import Role, User
from tests.browser.pages import Sight
from tests.factories import companies, outreach, staff
from tests.web.access.outreach import campaign, plan, printed, target, visit, zoned


def _empty(name: str) -> Any:
    return lambda someone: reverse(f"outreach:{name}")


def _list(someone: User) -> str:
    outreach.case(someone)
    return reverse("outreach:list")


def _firm(someone: User) -> str:
    return reverse("outreach:firm", args=[visit(someone).case.company_id])


def _agree(someone: User) -> str:
    return reverse("outreach:agree", args=[companies.company(someone.district).pk])


def _day(someone: User) -> str:
    visit(someone, at=time(9, 30))
    visit(someone, at=time(11))
    return reverse("outreach:day")


def _at(name: str) -> Any:
    return lambda someone: reverse(f"outreach:{name}", args=[visit(someone).pk])


def _under_way(someone: User) -> str:
    begun = visit(someone)
    visiting.arrive(visit=begun, by=someone, at=clock.now())
    return reverse("outreach:visit", args=[begun.pk])


def _refuse_without_a_code(page: Any) -> None:
    page.locator("details.answer", has_text="방문 약속").locator("summary").click()
    page.locator("[name=when]").first.fill("2020-01-02")
    page.get_by_role("button", name="‘방문 약속’로 기록").click()


def _report_nothing(page: Any) -> None:
    page.get_by_role("button", name="보고 저장").click()


def _board(someone: User) -> str:
    manager = staff.colleague_of(someone, Role.MANAGER)
    firms = [companies.company(someone.district, headcount=60) for _ in range(3)]
    targets.make_target(
        name="명단", purpose="", companies=firms, starts_on=clock.seoul_day(clock.now()), is_board=True, by=manager,
        at=clock.now(),
    )  # fmt: skip
    return reverse("outreach:board")


def _campaign(name: str) -> Any:
    return lambda someone: reverse(f"outreach:{name}", args=[campaign(someone).pk])


def _printed(someone: User) -> str:
    return reverse("outreach:notice", args=[printed(someone).pk])


def _sent(someone: User) -> str:
    made = printed(someone)
    letters.post(campaign=made, by=made.made_by, at=clock.now())
    return reverse("outreach:notice", args=[made.pk])


def _working(someone: User) -> str:
    made = campaign(someone)
    notices.ask_for_letters(campaign=made, by=made.made_by, at=clock.now())
    return reverse("outreach:notice", args=[made.pk])


def _mark_nonsense(page: Any) -> None:
    page.locator("[name=numbers]").fill("1, abc, 99")
    page.get_by_role("button", name="적기", exact=True).click()


def _plan(laid_out: bool) -> Any:
    return lambda someone: reverse("outreach:plan", args=[plan(someone, laid_out=laid_out).pk])


def _zones(someone: User) -> str:
    zoned(someone)
    return f"{reverse('outreach:zones')}?propose=1"


def _target(name: str) -> Any:
    return lambda someone: reverse(f"outreach:{name}", args=[target(someone).pk])


def _targets(someone: User) -> str:
    target(someone)
    return reverse("outreach:targets")


def _make_nothing(page: Any) -> None:
    page.locator("[name=name]").fill("협력사")
    page.locator("[name=pasted]").fill("없는 회사")
    page.get_by_role("button", name="명단 만들기").click()
    page.locator("[data-error-summary]").wait_for()


def _add_nothing(page: Any) -> None:
    page.locator("[name=pasted]").fill(" ")
    page.get_by_role("button", name="더하기").click()
    page.locator("[data-error-summary]").wait_for()


def _week(someone: User) -> str:
    zoned(someone)
    visit(someone, at=time(9, 30))
    visit(someone)
    return reverse("outreach:week")


def _open_the_first_move(page: Any) -> None:
    page.locator(".day-visit details summary").first.click()


PAGES = [
    Sight("주간 방문판, 비었음", "outreach:week", lambda _: f"{reverse('outreach:week')}?from=2031-01-06"),
    Sight("주간 방문판", "outreach:week", _week, role=Role.MANAGER, then=_open_the_first_move),
    Sight("집중 방문, 없음", "outreach:targets", _empty("targets")),
    Sight("집중 방문", "outreach:targets", _targets, role=Role.MANAGER),
    Sight("새 명단", "outreach:new_target", _empty("new_target"), role=Role.MANAGER),
    Sight(
        "새 명단, 모르는 이름",
        "outreach:new_target",
        _empty("new_target"),
        role=Role.MANAGER,
        then=_make_nothing,
        expect=("422",),
    ),
    Sight("집중 방문 하나", "outreach:target", _target("target")),
    Sight(
        "집중 방문, 빈 줄", "outreach:target", _target("target"), role=Role.MANAGER, then=_add_nothing, expect=("422",)
    ),
    Sight("집중 방문 내려받기", "outreach:download_target", _target("download_target")),
    Sight("달력 구독", "outreach:calendar", _empty("calendar")),
    Sight("권역, 없음", "outreach:zones", _empty("zones"), role=Role.MANAGER),
    Sight("권역 제안", "outreach:zones", _zones, role=Role.MANAGER),
    Sight("배치와 부재", "outreach:team", _empty("team"), role=Role.MANAGER),
    Sight("방문 계획 목록", "outreach:plans", _empty("plans"), role=Role.MANAGER),
    Sight("방문 계획 짜는 중", "outreach:plan", _plan(False), role=Role.MANAGER),
    Sight("방문 계획", "outreach:plan", _plan(True), role=Role.MANAGER),
    Sight("안내문, 없음", "outreach:notices", _empty("notices"), role=Role.MANAGER),
    Sight("새 안내문", "outreach:new_notice", _empty("new_notice"), role=Role.MANAGER),
    Sight("안내문 초안", "outreach:notice", _campaign("notice"), role=Role.MANAGER),
    Sight("안내문 만드는 중", "outreach:notice", _working, role=Role.MANAGER),
    Sight("안내문 다 됨", "outreach:notice", _printed, role=Role.MANAGER),
    Sight("안내문 보냄, 틀린 번호", "outreach:notice", _sent, role=Role.MANAGER, then=_mark_nonsense, expect=("422",)),
    Sight("안내문 내려받기", "outreach:download_notice", _campaign("download_notice"), role=Role.MANAGER),
    Sight("1사 1구민, 명단 없음", "outreach:board", _empty("board")),
    Sight("1사 1구민", "outreach:board", _board),
    Sight("1사 1구민, 아무도", "outreach:board", lambda _: f"{reverse('outreach:board')}?stage=hired"),
    Sight("방문", "outreach:list", _list),
    Sight("방문, 비었음", "outreach:list", _empty("list")),
    Sight("사업체 연락", "outreach:firm", _firm),
    Sight("사업체 연락, 틀린 날", "outreach:firm", _firm, then=_refuse_without_a_code, expect=("422",)),
    Sight("1사 1구민 내려받기", "outreach:download_board", _empty("download_board")),
    Sight("방문 잡기", "outreach:agree", _agree),
    Sight("오늘 동선", "outreach:day", _day),
    Sight("오늘 동선, 비었음", "outreach:day", _empty("day")),
    Sight("방문 하나", "outreach:visit", _at("visit")),
    Sight("방문 중", "outreach:visit", _under_way),
    Sight("현장 문제", "outreach:incident", _at("incident")),
    Sight("방문 취소", "outreach:cancel", _at("cancel")),
]
