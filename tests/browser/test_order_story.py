"""The founding story, first half, in a real browser: the shop's advert becomes an order, the woman from Bangbae is on
its list. And every page of the main job at three widths."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jobvisit.office.matches import store
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.staff.models import Role, User
from tests.browser.conftest import PC, PHONE, WIDTHS
from tests.factories import companies, orders, seekers, staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADVERT = (
    "초록샘 건강식품 매장 판매 직원 1명 모집합니다. 주5일(월~금) 10:00~17:00 휴게 1시간, 월급 150만원, "
    "4대보험, 식사제공. 경력 무관, 초보 가능. 여자만, 반포4동, 채용시까지"
)
PICTURES = os.environ.get("JOBVISIT_PICTURES")
"""A folder to put the screenshots of the documentation into; none are taken without it."""


@pytest.fixture
def counsellor() -> User:
    """Five residents, one of whom is the woman of the story, and the shop."""
    store.forget()
    someone = staff.counsellor(contract_until=None)
    companies.company(someone.district, name="초록샘 건강식품")
    seekers.seeker(someone, name="김순영")
    for days in ([5, 6], [0, 1, 2, 3, 4]):
        seekers.seeker(someone, name="박하늘", wishes=["133301"], days=days)
        seekers.seeker(someone, name="이보람", wishes=["615110"], days=days, wage_wish=19_000)
    return someone


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def test_the_shops_advert_becomes_an_order_and_the_woman_from_bangbae_is_on_its_list(chromium, open_page, counsellor):
    page = open_page("/", width=PHONE, as_user=counsellor)
    page.get_by_role("link", name="구인표 쓰기").first.click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("searchbox").fill("ㅊㄹㅅ")
    page.get_by_role("link", name="초록샘 건강식품").click()
    page.get_by_label("받은 글 붙여 넣기").fill(ADVERT)
    page.get_by_role("button", name="읽어서 채우기").click()
    expect(page.get_by_label("임금", exact=True)).to_have_value("1,500,000")
    expect(page.get_by_label("시작 시각")).to_have_value("10:00")
    look = page.locator("#look")
    expect(look).to_contain_text("최저임금법")
    expect(look).to_contain_text("남녀고용평등")
    page.get_by_label("임금", exact=True).fill("180만")
    page.get_by_label("직무 내용").fill("건강식품과 전통 식재료를 판매합니다.")
    page.get_by_label("제목").fill("건강식품 매장 판매 직원")
    expect(look).not_to_contain_text("최저임금법")
    expect(look).not_to_contain_text("남녀고용평등")
    page.get_by_label("사업주가 화면에서 내용을 확인했습니다").check()
    page.get_by_role("button", name="저장하고 구직자 찾기").click()
    listed = page.locator("#shortlist")
    expect(listed.locator(".candidate").first).to_contain_text("김○영")
    expect(listed).to_contain_text("희망 직종과")
    expect(listed).to_contain_text("집에서")
    assert JobOrder.objects.get().state == "open"
    picture(page, f"order-{PHONE}")
    counts = page.get_by_text("한 가지를 바꾸면 몇 명이 느나")  # stands there until the counts have come
    expect(counts).to_have_count(0)
    before = page.locator("main").inner_text()
    page.reload()
    expect(counts).to_have_count(0)
    assert page.locator("main").inner_text() == before, "the patched page equals the reloaded page"


def test_wrong_input_keeps_what_was_typed_and_says_what_is_wrong_beside_the_field(chromium, open_page, counsellor):
    firm = companies.company(counsellor.district, name="다른 가게")
    page = open_page(f"/orders/new/?company={firm.pk}", width=PHONE, as_user=counsellor, expect=("422",))
    page.get_by_label("제목").fill("판매 직원")
    page.get_by_label("임금", exact=True).fill("많이")
    page.get_by_role("button", name="저장하고 구직자 찾기").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("금액으로 읽을 수 없습니다")
    expect(page.get_by_label("임금", exact=True)).to_have_value("많이")
    expect(page.get_by_label("제목")).to_have_value("판매 직원")


def test_what_was_typed_is_there_again_after_the_tab_was_closed(chromium, open_page, counsellor):
    firm = companies.company(counsellor.district, name="다른 가게")
    page = open_page(f"/orders/new/?company={firm.pk}", width=PHONE, as_user=counsellor)
    page.get_by_label("제목").fill("저장하지 않은 제목")
    expect(page.locator("[data-save-state]")).to_contain_text("저장됨", timeout=6_000)
    page.close()
    again = open_page(f"/orders/new/?company={firm.pk}", width=PHONE, as_user=counsellor)
    expect(again.get_by_label("제목")).to_have_value("저장하지 않은 제목")


def test_a_session_that_ends_while_somebody_types_loses_nothing(chromium, open_page, counsellor):
    counsellor.set_password("correct-horse-battery")
    counsellor.save()
    firm = companies.company(counsellor.district, name="다른 가게")
    page = open_page(f"/orders/new/?company={firm.pk}", as_user=counsellor, expect=("401", "403"))
    page.get_by_label("제목").fill("세션이 끝난 뒤의 제목")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="저장하고 구직자 찾기").click()
    expect(page.locator("#toasts")).to_contain_text("다시 로그인")
    expect(page.get_by_label("제목")).to_have_value("세션이 끝난 뒤의 제목")
    other = page.context.new_page()
    other.goto(address_on(page, "/login/"))
    other.locator("[name=username]").fill(counsellor.login)
    other.locator("[name=password]").fill("correct-horse-battery")
    other.locator("main .btn-primary").click()
    other.wait_for_url("**/")
    other.close()
    with page.expect_response("**/alive/"):
        page.evaluate("dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="저장하고 구직자 찾기").click()
    expect(page.locator("#shortlist")).to_be_visible()
    assert JobOrder.objects.get().title == "세션이 끝난 뒤의 제목"


def test_from_login_to_shortlist_with_the_keyboard_alone(chromium, open_page, counsellor):
    counsellor.set_password("correct-horse-battery")
    counsellor.save()
    page = open_page("/login/", width=PC)
    page.keyboard.press("Tab")
    focus_on(page, "[name=username]")
    page.keyboard.type(counsellor.login)
    focus_on(page, "[name=password]")
    page.keyboard.type("correct-horse-battery")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    focus_on(page, "a[href='/orders/new/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/orders/new/")
    page.keyboard.press("/")
    page.keyboard.type("초록샘")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="초록샘 건강식품")).to_be_visible()
    focus_on(page, "a[href*='company=']")
    page.keyboard.press("Enter")
    page.wait_for_url("**company=*")
    focus_on(page, "[name=title]")
    page.keyboard.type("매장 판매 직원")
    page.keyboard.press("Control+s")
    focus_on(page, "button.btn-primary[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("#shortlist .candidate").first).to_be_visible()


def focus_on(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does; give up after 150."""
    for _ in range(150):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard never reached {selector}")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_main_job_is_clean_to_axe_and_fits_its_window(
    chromium, open_page, axe, overflow, counsellor, width
):
    order = orders.order(counsellor)
    unlawful = orders.order(counsellor, pay_kind="hour", pay_min=9_000, confirmed=False)
    someone = seekers.seeker(counsellor)
    page = open_page(f"/orders/{order.number}/", width=width, as_user=counsellor)
    page.get_by_role("button", name="지금 다시 찾기").click()
    expect(page.locator(".candidate").first).to_be_visible()
    for name, address in {
        "today": "/",
        "companies": "/companies/",
        "company": f"/companies/{order.company_id}/",
        "company-new": "/companies/new/",
        "orders": "/orders/",
        "orders-empty": "/orders/?q=없는말",
        "order": f"/orders/{order.number}/",
        "order-unlawful": f"/orders/{unlawful.number}/",
        "order-new": f"/orders/new/?company={order.company_id}",
        "order-edit": f"/orders/{order.number}/edit/",
        "order-refuse": f"/orders/{unlawful.number}/refuse/",
        "passed": f"/orders/{order.number}/passed/",
        "why": f"/orders/{order.number}/why/{someone.public_id}/",
        "seekers": "/seekers/",
        "seeker": f"/seekers/{someone.public_id}/",
        "seeker-new": "/seekers/new/",
    }.items():
        page.goto(address_on(page, address))
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], (name, width)
        assert overflow(page) == 0, (name, width)
        picture(page, f"{name}-{width}")


def address_on(page: Page, path: str) -> str:
    """A path on the server that the page came from."""
    scheme, _, rest = page.url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}{path}"


def test_without_javascript_the_order_is_saved_and_its_list_shown(chromium, open_page, counsellor):
    firm = companies.company(counsellor.district, name="다른 가게")
    page = open_page(f"/orders/new/?company={firm.pk}", as_user=counsellor, javascript=False)
    page.get_by_label("받은 글 붙여 넣기").fill("건강식품 판매원 1명 주5일 10-17시 월 190 반포4동")
    page.get_by_role("button", name="읽어서 채우기").click()
    expect(page.get_by_label("임금", exact=True)).to_have_value("1,900,000")
    page.get_by_role("button", name="저장하고 구직자 찾기").click()
    expect(page.locator("#shortlist .candidate").first).to_contain_text("김○영")


def test_a_desk_clerk_sees_no_refusal_and_an_administrator_no_residents(chromium, open_page, counsellor):
    order = orders.order(counsellor, confirmed=False)
    clerk = staff.colleague_of(counsellor, Role.DESK)
    page = open_page(f"/orders/{order.number}/", as_user=clerk)
    expect(page.get_by_role("link", name="수리 거부")).to_have_count(0)
    chief = staff.colleague_of(counsellor, Role.ADMINISTRATOR)
    page = open_page("/seekers/", as_user=chief, expect=("403",))
    expect(page.get_by_role("heading", level=1)).to_contain_text("권한")
