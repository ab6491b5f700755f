"""The founding story in a browser, on telephones of 390 pixels: the counsellor's, hers, and the shop owner's.

`JOBVISIT_PICTURES` names a folder for the screenshots; none are taken without it. The same story through flows alone,
with every text counted, is `tests/flows/test_story.py`.
"""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from jobvisit.base import clock
from jobvisit.flows import nightly
from jobvisit.office.matches import store
from jobvisit.office.referrals.models import Interview, Placement, Referral
from tests.browser.conftest import PHONE
from tests.browser.hands import HERS, SHOPS, Hand, on, the_shop_hires
from tests.browser.test_order_story import ADVERT
from tests.factories import companies, seekers, staff, story
from tests.factories import messages as outbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hand(chromium, open_page, axe, overflow):
    return lambda path, **more: Hand(open_page(path, width=PHONE, **more), axe, overflow)


@pytest.fixture
def counsellor(now):
    store.forget()
    someone = staff.counsellor(contract_until=None)
    outbox.sender(someone.district)
    companies.company(someone.district, name="초록샘 건강식품", phone=SHOPS)
    for number in range(2):
        seekers.seeker(someone, name="박하늘", phone=f"0109000000{number}", applied_at=now.at)
    yield someone
    store.forget()


def test_from_the_desk_and_the_shop_to_a_job_kept(counsellor, now, log, hand):
    desk = hand("/seekers/new/", as_user=counsellor)
    she_registers(desk)
    desk.page.goto(on(desk, "/orders/new/"))
    the_order_is_saved(desk)
    three_are_asked(desk)
    her = hand(story.address_in(story.texts(log, HERS)[-1]), expect=("404",))
    she_agrees(her)
    referral = Referral.objects.get(seeker__name="김순영")
    times_are_written(desk, referral)
    her = hand(story.address_in(story.texts(log, HERS)[-1]))
    she_chooses(her)
    assert "11/26 14:00, 초록샘 매장" in story.texts(log, HERS)[-1]
    now.at = Interview.objects.get(referral=referral).at + timedelta(days=2)
    nightly.run(district=counsellor.district, on=clock.seoul_day(now.at))
    shop = hand(story.address_in(story.texts(log, SHOPS)[-1]))
    the_shop_hires(shop, referral.order.company.business_number[-5:])
    assert "채용을 축하드립니다" in story.texts(log, HERS)[-1]
    placement = Placement.objects.get(referral=referral)
    now.at = datetime(2026, 12, 2, 10, tzinfo=clock.SEOUL)
    it_is_proven(desk, placement)
    for month, day in ((1, 4), (3, 2), (6, 1)):
        now.at = datetime(2027, month, day, 10, tzinfo=clock.SEOUL)
        assert nightly.run(district=counsellor.district, on=now.at.date()).follow_ups_asked == 1
        she_still_works(hand(story.address_in(story.texts(log, HERS)[-1])), month)
    desk.page.reload()
    ladder = desk.page.locator(".timeline").first
    for word in ("사업주", "본인", "서류", "1개월", "3개월", "6개월"):
        expect(ladder).to_contain_text(word)
    desk.see("12-kept-for-six-months")
    desk.page.goto(on(desk, f"/referrals/{referral.number}/"))
    expect(desk.page.get_by_role("heading", name="보낸 글")).to_be_visible()
    desk.see("13-what-was-said")


def she_registers(desk: Hand) -> None:
    page = desk.page
    for name, value in {"이름": "김순영", "생년월일": "1970-04-11", "전화": "010-2345-6789"}.items():
        page.get_by_label(name, exact=False).first.fill(value)
    page.locator("[name=dong]").select_option("1165060000")
    page.locator("[name=wish_1_words]").fill("판매원")
    page.locator("[role=option]").filter(has_text="상점 판매원").first.click()
    for day in range(5):
        page.locator(f"[name=days][value='{day}']").check()
    page.locator("[name=earliest]").fill("09:00")
    page.locator("[name=latest]").fill("18:00")
    page.locator("[name=reach_m]").select_option("5000")
    for scope in ("collection", "follow_up"):
        page.locator(f"[name={scope}]").check()
    desk.see("01-library-desk")
    page.locator("main form .btn-primary").first.click()
    page.wait_for_url("**/seekers/*-*/")
    desk.see("02-her-file")


def the_order_is_saved(desk: Hand) -> None:
    page = desk.page
    page.get_by_role("searchbox").fill("ㅊㄹㅅ")
    page.get_by_role("link", name="초록샘 건강식품").click()
    page.get_by_label("받은 글 붙여 넣기").fill(ADVERT)
    page.get_by_role("button", name="읽어서 채우기").click()
    expect(page.get_by_label("시작 시각")).to_have_value("10:00")
    page.get_by_label("임금", exact=True).fill("180만")
    page.get_by_label("직무 내용").fill("건강식품과 전통 식재료를 판매합니다.")
    page.get_by_label("제목").fill("건강식품 매장 판매 직원")
    expect(page.locator("#look")).not_to_contain_text("남녀고용평등")
    page.get_by_label("사업주가 화면에서 내용을 확인했습니다").check()
    page.get_by_role("button", name="저장하고 구직자 찾기").click()
    expect(page.locator("#shortlist .candidate").nth(2)).to_be_visible()


def three_are_asked(desk: Hand) -> None:
    """Leave with three names: at most six taps, nothing typed."""
    desk.taps = desk.typed = 0
    for place in range(3):
        desk.tap(desk.page.locator("#shortlist .candidate label.choice").nth(place))
    desk.see("03-three-ticked")
    desk.tap(desk.page.get_by_role("button", name="고른 사람에게 알선 제안"))
    expect(desk.page.locator("#referrals li")).to_have_count(3)
    assert Referral.objects.filter(state="proposed").count() == 3
    assert (desk.taps, desk.typed) == (4, 0)
    assert desk.taps <= 6
    desk.see("04-three-asked")


def she_agrees(her: Hand) -> None:
    her.see("05-her-link")
    her.type(her.page.locator("#fact"), "0411")
    her.tap(her.page.locator(".answer-next"))
    her.page.check("#answer_1")
    her.see("06-interested")
    her.tap(her.page.locator(".answer-next"))
    expect(her.page.locator("main")).to_contain_text("초록샘 건강식품")
    her.page.check("#answer_1")
    her.see("07-consent-for-this-employer")
    her.tap(her.page.locator(".answer-next"))
    assert Referral.objects.get(seeker__name="김순영").state == "proposed", "nothing is sent before the check"
    her.tap(her.page.locator(".answer-next"))
    expect(her.page.locator(".answer-receipt")).to_be_visible()
    her.see("08-receipt")


def times_are_written(desk: Hand, referral: Referral) -> None:
    page = desk.page
    page.goto(on(desk, f"/orders/{referral.order.number}/"))
    page.get_by_text("사업주와 정한 것 적기").click()
    page.locator("[name=day]").fill("2026-11-26")
    page.locator("[name=hour]").fill("14:00")
    page.locator("[name=place]").fill("초록샘 매장")
    page.get_by_role("button", name="면접 시간 적기").click()
    page.wait_for_load_state("networkidle")
    page.goto(on(desk, f"/referrals/{referral.number}/"))
    desk.see("09-referral")


def she_chooses(her: Hand) -> None:
    her.type(her.page.locator("#fact"), "0411")
    her.tap(her.page.locator(".answer-next"))
    expect(her.page.locator("main")).to_contain_text("11/26 14:00")
    her.page.check("#answer_1")
    her.see("10-interview-slot")
    her.tap(her.page.locator(".answer-next"))
    her.tap(her.page.locator(".answer-next"))
    expect(her.page.locator(".answer-receipt")).to_be_visible()


def it_is_proven(desk: Hand, placement: Placement) -> None:
    page = desk.page
    for kind in ("resident", "started"):
        page.goto(on(desk, f"/referrals/placements/{placement.public_id}/"))
        page.locator(f"[name=kind][value={kind}]").check()
        page.locator("[name=source][value=spoken_phone]").check()
        desk.tap(page.get_by_role("button", name="확인 기록하기"))
    page.locator("[name=paper]").set_input_files(
        {"name": "근로계약서.pdf", "mimeType": "application/pdf", "buffer": story.small_pdf()}
    )
    desk.tap(page.get_by_role("button", name="증빙 올리기"))
    expect(page.locator(".timeline").first).to_contain_text("서류")


def she_still_works(her: Hand, month: int) -> None:
    her.type(her.page.locator("#fact"), "0411")
    her.tap(her.page.locator(".answer-next"))
    her.page.check("#answer_1")
    if month == 1:
        her.see("11b-follow-up")
    her.tap(her.page.locator(".answer-next"))
    her.tap(her.page.locator(".answer-next"))
    expect(her.page.locator(".answer-receipt")).to_be_visible()
