"""The look, in a real browser: every component at three widths, with the keyboard, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from jobvisit.office.staff.models import District, Role, User
from tests.browser.conftest import PC, PHONE, WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCENES = ("pieces", "order", "list", "detail", "today")


@pytest.fixture
def counsellor(settings):
    settings.DEMO = True
    district = District.objects.create(
        code="11999", name="가람구", name_en="Garam-gu", centre_name="가람구 취업정보은행", lat=37.5, lon=127.0
    )
    return User.objects.create(login="counsellor", name="김상담", role=Role.COUNSELLOR, district=district)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_scene_is_clean_to_axe_and_fits_its_window(chromium, open_page, axe, overflow, counsellor, width):
    for scene in SCENES:
        page = open_page(f"/gallery/?scene={scene}", width=width, as_user=counsellor)
        assert overflow(page) == 0, scene
        assert axe(page) == [], scene


def test_high_contrast_is_clean_to_axe_and_kept(chromium, open_page, axe, counsellor):
    page = open_page("/gallery/?scene=order", as_user=counsellor)
    page.get_by_role("button", name="고대비 화면").click()
    expect(page.locator("html")).to_have_attribute("data-krds-mode", "high-contrast")
    assert axe(page) == []
    page.reload()
    page.get_by_role("button", name="기본 화면").click()
    expect(page.locator("html")).not_to_have_attribute("data-krds-mode", "high-contrast")


def test_open_overlays_are_clean_to_axe(chromium, open_page, axe, counsellor):
    page = open_page("/gallery/?scene=pieces&toast=1", width=PHONE, as_user=counsellor)
    page.locator(".menu-user").click()
    assert axe(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("link", name="지우기").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("dialog").get_by_role("button", name="취소").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_that_is_pressed_is_at_least_44_pixels_high(chromium, open_page, counsellor, width):
    for scene in SCENES:
        page = open_page(f"/gallery/?scene={scene}", width=width, as_user=counsellor)
        small = page.evaluate(
            """() => [...document.querySelectorAll('a, button, summary, input, select, textarea, label.choice')]
              .filter(e => e.checkVisibility({visibilityProperty: true}))
              .filter(e => !e.matches('.skip, .choice input, p a, li > a[href^="#id"]'))
              .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
              .filter(([, box]) => box.height > 1 && box.height < 43.5)
              .map(([html, box]) => `${box.height} ${html}`)"""
        )
        assert small == [], scene


@pytest.mark.parametrize("width", WIDTHS)
def test_what_has_the_focus_is_never_hidden_under_a_bar(chromium, open_page, counsellor, width):
    page = open_page("/gallery/?scene=order", width=width, as_user=counsellor)
    for _ in range(70):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (!e || e === document.body || e.closest('.top, .nav, .action-bar, .skip')) return '';
              const box = e.getBoundingClientRect(), x = box.left + Math.min(box.width / 2, 30);
              const points = [box.top + 3, box.bottom - 3].map(y => document.elementFromPoint(x, y));
              const hit = points.find(p => !p || p.closest('.top, .nav, .action-bar'));
              return points.includes(null) || hit ? e.outerHTML.slice(0, 120) : '';
            }"""
        )
        assert covered == ""


def test_a_firm_is_found_by_its_initials_with_the_keyboard_alone(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=order", as_user=counsellor)
    field = page.get_by_role("combobox", name=re.compile("^사업체"))
    field.fill("ㅂㅍ")
    expect(page.locator(".suggest-list").get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "suggest-1")
    field.press("Enter")
    expect(field).to_have_value("반포베이커리")
    expect(page.locator("#id_firm")).to_have_value("1068200031")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_typing_half_a_syllable_asks_for_nothing(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=order", as_user=counsellor)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#id_firm_name").evaluate(
        """e => { e.value = '바';
                  e.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true})); }"""
    )
    page.wait_for_timeout(1000)
    assert asked == []


def test_what_is_typed_is_saved_after_two_seconds_and_leaving_warns_only_before(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=order", as_user=counsellor)
    state = page.locator("[data-save-state]")
    field = page.get_by_label("모집 직종")
    field.press_sequentially("과")
    expect(state).to_have_text("저장 안 됨")
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert warned == ["beforeunload"]
    expect(state).to_have_text(re.compile(r"^저장됨 \d\d:\d\d$"), timeout=5000)
    page.reload()
    assert warned == ["beforeunload"]


def test_control_s_saves_at_once(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=order", as_user=counsellor)
    page.get_by_label("모집 직종").press_sequentially("과")
    with page.expect_request("**/gallery/draft/", timeout=1500):
        page.keyboard.press("Control+s")
    expect(page.locator("[data-save-state]")).to_have_text(re.compile(r"^저장됨 \d\d:\d\d$"), timeout=1500)


def test_a_lost_connection_is_told_and_the_draft_is_sent_when_it_returns(chromium, open_page, counsellor):
    page = open_page(
        "/gallery/?scene=order", as_user=counsellor, expect=("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    )
    page.context.set_offline(True)
    page.get_by_label("모집 직종").press_sequentially("과")
    page.keyboard.press("Control+s")
    state = page.locator("[data-save-state]")
    expect(state).to_have_text("연결 끊김 · 다시 시도 중")
    page.context.set_offline(False)
    expect(state).to_have_text(re.compile(r"^저장됨 \d\d:\d\d$"))


def test_the_live_panel_follows_the_typing(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=order", width=PHONE, as_user=counsellor)
    expect(page.locator("#live-line")).to_contain_text("23명")
    page.get_by_label("모집 직종").press_sequentially("사원")
    expect(page.locator("#live .count")).not_to_contain_text("23명")
    expect(page.locator("#live-line")).not_to_contain_text("23명")


def test_numbers_are_tidied_when_the_field_is_left(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=order", as_user=counsellor)
    for typed, tidy in (("01012345678", "010-1234-5678"), ("02 5550134", "02-555-0134"), ("15771234", "1577-1234")):
        page.get_by_label("담당자 전화").fill(typed)
        page.keyboard.press("Tab")
        expect(page.get_by_label("담당자 전화")).to_have_value(tidy)
    page.get_by_label(re.compile("^임금 필수")).fill("2236300")
    page.keyboard.press("Tab")
    expect(page.get_by_label(re.compile("^임금 필수"))).to_have_value("2,236,300")


def test_the_error_summary_has_the_focus_and_leads_to_the_field(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=pieces", as_user=counsellor)
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_role("link", name=re.compile("^임금:")).click()
    expect(page.locator("#id_pay")).to_be_focused()


def test_slash_jumps_to_the_search_and_the_list_follows_the_typing(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=list", as_user=counsellor)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    with page.expect_request(re.compile(r"q=abc")):
        page.keyboard.type("abc")
    expect(page).to_have_url(re.compile("q=abc"))
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_turning_a_page_patches_the_list_and_moves_the_focus_there(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=list", as_user=counsellor)
    page.get_by_role("link", name="2", exact=True).click()
    expect(page.locator(".pages [aria-current]")).to_have_text("2")
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator("#orders")).to_be_focused()
    page.go_back()
    expect(page.locator(".pages [aria-current]")).to_have_text("1")
    expect(page.locator(".shell")).to_have_count(1)


def test_a_failed_part_is_told_and_nothing_is_swapped(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=list", as_user=counsellor, expect=("500",))
    page.route("**/gallery/?*", lambda route: route.fulfill(status=500, body="broken"))
    page.get_by_role("link", name="2", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("처리하지 못했습니다")
    expect(page.locator("#orders")).not_to_contain_text("broken")


def test_on_a_phone_each_row_is_a_card_whose_values_have_names(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=list", width=PHONE, as_user=counsellor)
    cell = page.locator("td[data-label='사업체']").first
    assert cell.evaluate("e => getComputedStyle(e, '::before').content") == '"사업체"'
    assert cell.evaluate("e => getComputedStyle(e).display") == "flex"


def test_without_javascript_everything_that_was_written_can_be_read(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=order", width=PHONE, as_user=counsellor, javascript=False)
    assert page.locator("button[name=find]").is_visible()
    assert page.locator("#live .count").is_visible()
    page.locator("details.why").first.locator("summary").click()
    assert page.locator("ul.terms").first.is_visible()


def test_the_language_changes_and_is_declared(chromium, open_page, counsellor):
    page = open_page("/gallery/?scene=list", width=PC, as_user=counsellor)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Job seekers")).to_be_visible()
