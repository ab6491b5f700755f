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
        page.get_by_role("button", name="도착").click()
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
