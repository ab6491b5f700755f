"""The founding story from its true beginning: she walks up to the library desk, and days later she is told.

The counsellor's tablet is 820 pixels wide, her telephone and the shop's 390. Everything she is asked is typed and
tapped for real; taps are counted, and the seconds a practised person needs are reckoned by the keystroke-level model
(Card, Moran, Newell 1980) with the time to read the consents aloud. `JOBVISIT_PICTURES` names a folder for screenshots.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from jobvisit.base import clock
from jobvisit.flows import desk_booking, intake, nightly
from jobvisit.office.desks.models import Session, Ticket
from jobvisit.office.matches import store
from jobvisit.office.orders import actions as order_actions
from jobvisit.office.orders.states import OrderState
from jobvisit.office.referrals.models import Placement, Referral
from jobvisit.office.seekers.models import Consent, Seeker
from tests.browser.conftest import PHONE, TABLET
from tests.browser.hands import HERS, SHOPS, Hand, on, the_shop_hires
from tests.factories import companies, desks, orders, staff, story
from tests.factories import messages as outbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY, POINT, THINK = 0.28, 1.1, 1.35
"""Seconds for a key, for reaching and touching, for deciding what comes next (an average typist's values)."""
SYLLABLES = 5
"""Read aloud in a second."""


class Tablet(Hand):
    """A hand on the counsellor's tablet that types letter by letter, and knows how long a person takes."""

    aloud = 0

    def type(self, what: Locator, words: str) -> None:
        what.click()
        self.taps += 1
        what.press_sequentially(words)
        self.typed += len(words)

    def tick(self, what: Locator) -> None:
        """One touch that leads nowhere else."""
        what.click()
        self.taps += 1

    def read_aloud(self, what: Locator) -> None:
        self.aloud += sum(len(text.replace(" ", "")) for text in what.all_inner_texts())

    @property
    def seconds(self) -> float:
        return self.taps * (POINT + THINK) + self.typed * KEY + self.aloud / SYLLABLES


@pytest.fixture
def hand(chromium, open_page, axe, overflow):
    def of(kind, path, width, **more):
        return kind(open_page(path, width=width, **more), axe, overflow)

    return of


@pytest.fixture
def counsellor(now):
    """A few days before, a colleague visited the shop nearby and registered its opening; the desk is planned."""
    store.forget()
    someone = staff.counsellor(contract_until=None)
    outbox.sender(someone.district)
    shop = companies.company(someone.district, name="초록샘 건강식품", phone=SHOPS)
    order = orders.order(staff.colleague_of(someone), shop, title="건강식품 매장 판매 직원")
    if order.state != OrderState.OPEN:
        order_actions.move(order=order, to=OrderState.OPEN, reason="확인", by=order.owner, at=now.at)
    intake.refresh_shortlist(order=order, by=order.owner, at=now.at)
    desks.session(someone, place=desks.place(someone, name="반포도서관"), title="현장 속 취업정보은행")
    yield someone
    store.forget()


def test_from_walking_up_to_the_desk_to_being_told(counsellor, now, log, hand):
    desk = hand(Tablet, "/", TABLET, as_user=counsellor)
    the_desk_is_opened(desk)
    board = hand(Hand, f"/p/desks/{Session.objects.get().public_id}/board/", PHONE)
    she_takes_a_ticket_and_is_called(desk, board)
    she_is_registered(desk)
    she_sees_the_shops_opening_and_is_referred(desk)
    print(f"desk: {desk.taps} taps, {desk.typed} keys, {desk.aloud} syllables aloud, {desk.seconds:.0f} seconds")
    assert desk.taps < 60
    assert desk.seconds < 300
    referral = Referral.objects.get()
    assert (referral.state, referral.seeker.name) == ("sent", "김순영")
    assert story.texts(log, HERS) == [], "she said yes at the desk: nothing is asked by text"
    desk.tap(desk.page.get_by_role("button", name="상담 마침"))
    assert Ticket.objects.get().state == "served"
    now.on(days=2)
    shop = hand(Hand, story.address_in(story.texts(log, SHOPS)[-1]), PHONE)
    the_shop_hires(shop, referral.order.company.business_number[-5:])
    assert Placement.objects.get().seeker.name == "김순영"
    assert "채용을 축하드립니다" in story.texts(log, HERS)[-1], "hired on one day, told on the same"


def test_she_books_by_telephone_without_javascript_and_is_reminded(counsellor, now, log, hand):
    session = Session.objects.get()
    session.on = clock.seoul_day(now.at) + timedelta(days=1)
    session.save()
    her = hand(Hand, f"/p/coming/{counsellor.district.code}/", PHONE, javascript=False)
    her.tap(her.page.get_by_role("link", name="예약하기"))
    her.page.get_by_label("13:30", exact=True).check()
    her.type(her.page.locator("[name=name]"), "김순영")
    her.type(her.page.locator("[name=phone]"), "010-2345-6789")
    her.page.locator("[name=agreed]").check()
    her.tap(her.page.get_by_role("button", name="예약하기"))
    expect(her.page.get_by_role("heading", name="예약했습니다")).to_be_visible()
    assert "김순영" not in her.page.url
    assert "13:30 반포도서관" in story.texts(log, HERS)[-1]
    assert nightly.run(district=counsellor.district, on=clock.seoul_day(now.at)).desk_reminders == 1
    ticket = Ticket.objects.get()
    assert desk_booking.when(session, ticket.slot).endswith("13:30")
    her.page.goto(on(her, story.address_in(story.texts(log, HERS)[-1])))
    her.type(her.page.locator("#fact"), "6789")
    her.tap(her.page.locator(".answer-next"))
    her.page.get_by_label("취소합니다").check()
    her.tap(her.page.locator(".answer-next"))
    her.tap(her.page.locator(".answer-next"))
    expect(her.page.locator(".answer-receipt")).to_be_visible()
    ticket.refresh_from_db()
    assert ticket.state == "cancelled"


def the_desk_is_opened(desk: Tablet) -> None:
    desk.see("b1-today")
    desk.tap(desk.page.get_by_role("link", name="이 상담소로 가기"))
    desk.tap(desk.page.get_by_role("button", name="상담소 열기"))
    desk.taps = 0  # once a day, before anybody comes


def she_takes_a_ticket_and_is_called(desk: Tablet, board: Hand) -> None:
    desk.tap(desk.page.get_by_role("button", name="번호표 주기"))
    desk.tap(desk.page.get_by_role("button", name="1번 부르기"))
    expect(desk.page.locator(".desk-called .desk-number")).to_have_text("1")
    desk.see("b2-called")
    board.page.reload()
    expect(board.page.locator(".board-numbers")).to_have_text("1")
    board.see("b3-board")


def she_is_registered(desk: Tablet) -> None:
    page = desk.page
    desk.tap(page.locator(".desk-called a", has_text="구직 등록"))
    desk.read_aloud(page.locator("fieldset").first.locator(".field-hint"))
    for scope in ("collection", "follow_up"):
        desk.tick(page.locator(f"label[for=id_{scope}]"))
    she_signs(desk)
    desk.tick(page.locator("label[for=id_id_seen]"))
    desk.type(page.locator("[name=name]"), "김순영")
    page.locator("[name=birth_date]").fill("1970-04-11")
    desk.taps, desk.typed = desk.taps + 1, desk.typed + 8
    desk.type(page.locator("[name=phone]"), "01023456789")
    page.locator("[name=dong]").select_option("1165060000")
    desk.taps += 2
    desk.tick(page.locator("#id_wishes label", has_text="판매"))
    for name in ("낮 9–18시", "월–금", "5km"):
        desk.tick(page.get_by_text(name, exact=True))
    desk.tick(page.locator("#id_held label", has_text="없음"))
    expect(page.locator("#near")).to_contain_text("건강식품 매장 판매 직원")
    desk.see("b4-registering")
    desk.tap(page.get_by_role("button", name="등록하고 일자리 보기"))
    person = Seeker.objects.get(name="김순영")
    assert Consent.objects.filter(seeker=person, channel="tablet", signature__isnull=False).count() == 5


def she_signs(desk: Tablet) -> None:
    glass = desk.page.locator("jv-sign canvas")
    glass.scroll_into_view_if_needed()
    box = glass.bounding_box()
    assert box
    mouse = desk.page.mouse
    mouse.move(box["x"] + 40, box["y"] + 40)
    mouse.down()
    for step in range(1, 8):
        mouse.move(box["x"] + 40 + 25 * step, box["y"] + 40 + 30 * (step % 2))
    mouse.up()
    desk.taps += 3  # three syllables of a name


def she_sees_the_shops_opening_and_is_referred(desk: Tablet) -> None:
    first = desk.page.locator(".candidate").first
    expect(first).to_contain_text("건강식품 매장 판매 직원")
    expect(first).to_contain_text("여기서")
    desk.see("b5-near-jobs")
    desk.tap(first.get_by_role("link", name="알선하기"))
    desk.read_aloud(desk.page.locator("fieldset p"))
    desk.tick(desk.page.locator("label[for=agreed]"))
    desk.see("b6-consent-on-the-spot")
    desk.tap(desk.page.locator(".action-bar .btn-primary"))
    expect(desk.page.locator("#referrals-title")).to_be_visible()
    desk.see("b7-referred")
