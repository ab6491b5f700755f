"""Matching in a real browser: what a change buys while an order is typed; the manager's pages at three widths."""

import pytest
from playwright.sync_api import expect

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.flows import matching as flow
from jobvisit.office.matches import actions, store
from jobvisit.office.matches.asked import Ask
from jobvisit.office.matches.models import Override
from tests.browser.conftest import PHONE, WIDTHS
from tests.factories import companies, orders, seekers, staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def manager():
    """Six residents, half of whom begin at nine only; a firm."""
    store.forget()
    someone = staff.manager(contract_until=None)
    companies.company(someone.district, name="초록샘 건강식품")
    for hour in (8, 9):
        for _ in range(3):
            seekers.seeker(someone, earliest=clock.now().time().replace(hour=hour, minute=0, second=0, microsecond=0))
    return someone


def test_on_a_phone_the_line_above_the_thumb_says_what_a_later_start_buys_and_leads_to_the_field(
    chromium, open_page, manager
):
    firm = companies.company(manager.district, name="다른 가게")
    page = open_page(f"/orders/new/?company={firm.pk}", width=PHONE, as_user=manager)
    page.get_by_label("받은 글 붙여 넣기").fill("건강식품 판매원 1명 주5일 월~금 08:00~17:00 월 300 반포4동")
    page.get_by_role("button", name="읽어서 채우기").click()
    line = page.locator("#live-line")
    expect(line).to_contain_text("적합 구직자")
    expect(line).to_contain_text("시작 09:00 +3")
    expect(page.locator("#buys-hours")).to_contain_text("시작 09:00")
    page.locator("#look").get_by_role("link", name="시작 09:00").click()
    page.get_by_label("시작 시각").fill("09:00")
    expect(line).not_to_contain_text("시작 09:00")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_matching_is_clean_to_axe_and_fits_its_window(chromium, open_page, axe, overflow, manager, width):
    order = orders.order(manager)
    person, off = seekers.seeker(manager), seekers.seeker(manager)
    intake.refresh_shortlist(order=order, by=manager, at=clock.now())
    actions.override(
        order=order, seeker=off, kind=Override.Kind.REMOVED, why=Override.Why.TIMING, by=manager, at=clock.now()
    )
    made = flow.propose_round(ask=Ask(curve_group="middle_aged"), by=manager, at=clock.now())
    page = open_page("/matches/", width=width, as_user=manager)
    base = page.url.partition("/matches/")[0]
    for address in (
        "/matches/rounds/",
        f"/matches/rounds/{made.pk}/",
        "/matches/never/",
        "/matches/versions/",
        "/matches/versions/judge/",
        "/matches/audit/",
        f"/matches/order/{order.number}/buys/",
        f"/matches/order/{order.number}/measure/",
        f"/matches/order/{order.number}/override/{person.public_id}/",
        f"/matches/seeker/{person.public_id}/",
        f"/orders/{order.number}/",
    ):
        page.goto(base + address)
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], (address, width)
        assert overflow(page) == 0, (address, width)


def test_without_javascript_a_round_is_made_and_accepted_and_the_form_counts_when_asked(chromium, open_page, manager):
    orders.order(manager)
    page = open_page("/matches/rounds/", as_user=manager, javascript=False)
    page.get_by_role("button", name="배정안 만들기").click()
    page.get_by_role("button", name="받아들이기").click()
    expect(page.locator("main")).to_contain_text("까지 추천 명단이 이 배정의 가격을 따릅니다")
    firm = companies.company(manager.district, name="다른 가게")
    page = open_page(f"/orders/new/?company={firm.pk}", as_user=manager, javascript=False)
    page.get_by_label("제목").fill("판매 직원")
    page.get_by_role("button", name="지금 점검하고 세어 보기").click()
    expect(page.get_by_label("제목")).to_have_value("판매 직원")
    expect(page.locator("#look")).to_contain_text("조건에 맞는 구직자")
