"""One counsellor's day on a phone: from "today" to the shortlist of the third visit; taps are counted."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import working
from jobvisit.office.matches import store
from jobvisit.office.outreach import visiting
from jobvisit.office.outreach.models import Attempt, Visit, Work
from jobvisit.office.staff import actions as staff_actions
from jobvisit.office.staff.models import Post, Role
from tests.browser.conftest import PHONE
from tests.factories import companies, outreach, seekers, staff
from tests.web.access.outreach import zoned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_today_to_the_third_visits_shortlist(chromium, open_page):
    store.forget()
    someone = staff.counsellor()
    today = clock.seoul_day(clock.now())
    for hour in (9, 11, 14):
        case = outreach.case(someone, companies.company(someone.district, headcount=60))
        visiting.agree(
            case=case, counsellor=someone, on=today, at=time(hour), branch=case.company.branches.get(), by=someone,
            now=clock.now(),
        )  # fmt: skip
    seekers.seeker(someone)
    page = open_page(reverse("today"), width=PHONE, as_user=someone)
    for number in range(3):
        page.get_by_role("link", name="이 방문 열기").click()
        page.get_by_role("button", name="도착", exact=True).click()
        taps = 0
        page.get_by_role("link", name="구인표 쓰기").first.click()
        taps += 1
        page.locator("[name=title]").wait_for()
        assert taps <= 2, "from arrived to the order form"
        if number < 2:
            page.go_back()
            page.get_by_label("지금은 필요 없음").check()
            page.get_by_role("button", name="보고 저장").click()
            page.wait_for_url("**/day/")
            page.goto(page.url.replace(reverse("outreach:day"), reverse("today")))
    page.locator("[name=title]").fill("매장 판매원")
    page.get_by_role("button", name="저장").first.click()
    page.get_by_role("link", name="방문으로 돌아가기").click()
    page.get_by_role("link", name="맞는 구직자 보기").click()
    page.get_by_role("heading", name="맞는 구직자").first.wait_for()
    assert Visit.objects.filter(state="done").count() == 2


def agreed_today(someone, *hours):
    today = clock.seoul_day(clock.now())
    made = []
    for number, hour in enumerate(hours):
        case = outreach.case(someone, companies.company(someone.district, headcount=60))
        branch = case.company.branches.get()
        case.company.branches.update(lat=37.49 + number / 200, lon=127.0 + number / 300)
        made.append(
            visiting.agree(
                case=case, counsellor=someone, on=today, at=time(hour), branch=branch, by=someone, now=clock.now()
            )
        )
    return made


def test_the_map_of_the_day_shows_numbered_stops_and_ones_own_place_only_after_a_press(chromium, open_page):
    someone = staff.counsellor()
    first, second = agreed_today(someone, 9, 11)
    page = open_page(reverse("outreach:day"), width=PHONE, as_user=someone)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 37.495, "longitude": 127.002, "accuracy": 40})
    page.locator(".stop", has_text="2").wait_for()
    assert page.locator(".stop").all_inner_texts() == ["1", "2"]
    page.locator("path.land").first.wait_for(state="attached")
    assert page.locator("path.land").count() == 18
    assert page.locator("path.here").count() == 0
    page.locator(".stop", has_text="2").click()
    assert second.case.company.name in page.evaluate("document.activeElement.textContent")
    page.get_by_role("button", name="내 위치 보기").click()
    page.get_by_text("위치를 찾았습니다. ±40 m").wait_for()
    assert page.locator("path.here").count() == 1
    assert page.locator("#route a").first.inner_text().count(first.case.company.name) == 1


def test_without_scripts_the_list_of_the_day_stands_alone(chromium, open_page):
    someone = staff.counsellor()
    agreed_today(someone, 9)
    page = open_page(reverse("outreach:day"), width=PHONE, as_user=someone, javascript=False)
    assert page.locator("#route li").count() == 1
    assert not page.locator(".map").is_visible()
    assert not page.get_by_role("button", name="내 위치 보기").is_visible()


@pytest.mark.parametrize("allowed", [True, False], ids=["allowed", "refused"])
def test_arriving_with_a_place_is_one_press_and_a_refusal_holds_nothing_up(chromium, open_page, allowed):
    someone = staff.counsellor()
    [made] = agreed_today(someone, 9)
    page = open_page(reverse("outreach:visit", args=[made.pk]), width=PHONE, as_user=someone)
    if allowed:
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"latitude": 37.491, "longitude": 127.0, "accuracy": 25})
    page.get_by_role("button", name="위치와 함께 도착").click()
    page.get_by_text("주소에서 111m (오차 25m)" if allowed else "위치는 받지 못해 남기지 않았습니다").first.wait_for()
    made.refresh_from_db()
    assert (made.state, made.arrived_lat) == ("under_way", 37.491 if allowed else None)


def test_a_missed_call_is_logged_with_one_tap(chromium, open_page):
    someone = staff.counsellor()
    case = outreach.case(someone)
    page = open_page(reverse("outreach:firm", args=[case.company_id]), width=PHONE, as_user=someone)
    page.get_by_role("button", name="받지 않음").click()
    page.get_by_text("기록했습니다").first.wait_for()
    assert Attempt.objects.get().outcome == "missed"


def test_the_managers_monday_from_nothing_to_everybodys_days(chromium, open_page):
    someone = staff.counsellor()
    manager = staff.colleague_of(someone, Role.MANAGER)
    place = someone.district
    post = Post.objects.create(district=place, name="센터", kind="centre", lat=37.49, lon=127.01)
    today = clock.seoul_day(clock.now())
    staff_actions.post_user(user=someone, post=post, zone=None, starts_on=today - timedelta(days=9))
    seekers.seeker(someone)
    for _ in range(3):
        companies.company(place, headcount=60)
    page = open_page(reverse("outreach:plans"), width=1440, as_user=manager)
    page.locator("[name=effort]").select_option("6000")
    page.get_by_role("button", name="방문 계획 짜기").click()
    page.wait_for_url("**/plans/*/")
    working.do(Work.objects.get().pk)  # what the worker does
    page.get_by_role("button", name="이 계획 받아들이기").click()
    page.get_by_text("방문 3건을 제안했습니다").first.wait_for()
    assert Visit.objects.filter(state="proposed", counsellor=someone).count() == 3


def test_the_manager_draws_zones_on_the_map_by_mouse_and_keyboard(chromium, open_page):
    someone = staff.counsellor()
    zoned(someone)
    manager = staff.colleague_of(someone, Role.MANAGER)
    page = open_page(reverse("outreach:zones"), width=1440, as_user=manager)
    page.locator("path[aria-label='방배1동: 반포권']").wait_for()
    page.get_by_label("2 양재권").check()
    page.locator("path[aria-label='방배1동: 반포권']").click()
    page.locator("path[aria-label='방배1동: 양재권']").wait_for()
    page.locator("path[aria-label='방배본동: 반포권']").focus()
    page.keyboard.press("Enter")
    page.locator("path[aria-label='방배본동: 양재권']").wait_for()
    page.get_by_role("button", name="이대로 재 보기").click()
    page.wait_for_load_state()
    chosen = page.locator("select[data-dong]").evaluate_all("all => all.filter(e => e.value === '양재권').length")
    assert chosen == 18 - 12 + 2


def test_the_manager_drags_a_visit_to_somebody_else_and_a_promised_day_asks_first(chromium, open_page):
    someone = staff.counsellor()
    other, manager = staff.colleague_of(someone), staff.colleague_of(someone, Role.MANAGER)
    post = Post.objects.create(district=someone.district, name="센터", kind="centre", lat=37.49, lon=127.01)
    today = clock.seoul_day(clock.now())
    for each in (someone, other):
        staff_actions.post_user(user=each, post=post, zone=None, starts_on=today - timedelta(days=9))
    [made] = agreed_today(someone, 9)
    page = open_page(reverse("outreach:week"), width=1440, as_user=manager)
    card = page.locator(".day-visit")
    day = today.isoformat()
    card.drag_to(page.locator(f"[data-day='{day}'][data-who='{other.pk}']"))
    page.get_by_text("옮겼습니다").first.wait_for()
    made.refresh_from_db()
    assert made.counsellor == other
    elsewhere = page.locator(f"[data-who='{other.pk}']:not([data-day='{day}'])").last
    page.locator(".day-visit").drag_to(elsewhere)
    assert page.get_by_label("다시 약속함").is_visible()
    made.refresh_from_db()
    assert made.on == today
