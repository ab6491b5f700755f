"""The staff's pages of messages: what waits comes first, people are masked, and each decision is one click."""

import pytest
from django.test import Client
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.office.messaging import actions, incoming, queries, sending
from jobvisit.office.messaging.models import ContactChoice, Limits, Message, SenderNumber
from jobvisit.office.staff.models import Role
from tests.factories import messages, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone():
    return staff.counsellor()


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def unknown(someone, **more) -> Message:
    message = messages.queued(someone.district, **more)
    Message.objects.filter(pk=message.pk).update(state="sending")
    Message.objects.filter(pk=message.pk).update(state="unknown", reason="no_answer")
    return message


def page_of(client: Client, message: Message) -> str:
    return client.get(reverse("messaging:detail", args=[message.reference])).content.decode()


def decide(client: Client, message: Message, **words: str):
    return client.post(reverse("messaging:decide", args=[message.reference]), words, follow=True)


def test_what_waits_for_a_person_comes_first_and_nobody_is_named(someone):
    unknown(someone)
    messages.queued(someone.district, to=messages.recipient(phone=""))
    messages.queued(someone.district)
    page = logged_in(someone).get(reverse("messaging:list")).content.decode()
    assert "갔는지 모름" in page
    assert "보낼 번호나 주소가 없습니다" in page
    assert "보낼 차례를 기다림" not in page
    assert "김순영" not in page


def test_the_words_are_shown_without_the_name_and_without_a_link_that_works(someone):
    message = messages.queued(someone.district)
    page = page_of(logged_in(someone), message)
    assert "김○영님" in page
    assert "AAAAAAAAAAAA" not in page
    assert message.address not in page


def test_an_unknown_message_is_decided_by_a_click_and_the_decision_is_kept(someone):
    client, message = logged_in(someone), unknown(someone)
    assert "저절로 다시 보내지 않습니다" in page_of(client, message)
    assert decide(client, message, what="arrived").status_code == 422, "a reason is needed"
    page = decide(client, message, what="arrived", reason="전화로 확인").content.decode()
    assert "도착함" in page
    assert "전화로 확인" in page
    late = decide(client, message, what="anew").content.decode()
    assert "그 사이에 상태가 바뀌었습니다" in late
    assert Message.objects.count() == 1


def test_two_clicks_on_writing_anew_write_one(someone):
    client, message = logged_in(someone), unknown(someone)
    for _ in range(2):
        decide(client, message, what="anew")
    assert Message.objects.filter(again_of=message).count() == 1


def test_a_large_campaign_is_approved_by_somebody_else_on_the_page(someone):
    messages.limits(someone.district, approval_above=0)
    manager = staff.colleague_of(someone, Role.MANAGER)
    own = messages.queued(someone.district, campaign="notice", by=manager)
    message = messages.queued(someone.district, campaign="notice", by=someone)
    client = logged_in(manager)
    assert "승인하고 보내기" not in page_of(client, own)
    client.post(reverse("messaging:approve", args=[own.reference]))
    client.post(reverse("messaging:approve", args=[message.reference]))
    assert [Message.objects.get(pk=one.pk).state for one in (own, message)] == ["waiting_approval", "queued"]


def test_a_whole_campaign_is_approved_by_somebody_else_with_one_button(someone):
    messages.limits(someone.district, approval_above=1)
    opener, second = (staff.colleague_of(someone, Role.MANAGER) for _ in range(2))
    words = {"code": "notice", "name": "가을 안내", "expected": 3}
    campaign = actions.open_campaign(district=someone.district, by=opener, at=clock.now(), **words)
    for _ in range(3):
        messages.queued(someone.district, campaign="notice", by=opener)
    where, page = reverse("messaging:approve_campaign", args=[campaign.pk]), reverse("messaging:rules")
    for person in (someone, opener):
        assert where not in logged_in(person).get(page).content.decode()
    logged_in(opener).post(where)
    assert set(Message.objects.values_list("state", flat=True)) == {"waiting_approval"}
    client = logged_in(second)
    shown = client.get(page).content.decode()
    assert where in shown
    assert "3건이 승인을 기다림" in shown
    client.post(where)
    assert set(Message.objects.values_list("state", flat=True)) == {"queued"}
    assert where not in client.get(page).content.decode()


def test_a_held_message_is_released_with_a_reason(someone):
    messages.limits(someone.district, person_per_day=0)
    message = messages.queued(someone.district)
    client = logged_in(staff.colleague_of(someone, Role.MANAGER))
    where = reverse("messaging:release", args=[message.reference])
    assert client.post(where, {"reason": ""}).status_code == 422
    client.post(where, {"reason": "면접이 내일"})
    assert Message.objects.get(pk=message.pk).state == "queued"


def test_a_reply_that_nobody_could_read_is_read_and_dealt_with(someone):
    now = clock.now()
    row = incoming.keep(district=someone.district, gateway_id="R1", number="01020001234", text="<b>네</b>", at=now)
    client = logged_in(someone)
    assert "사람이 읽어야 할 답장 1건" in client.get(reverse("messaging:list")).content.decode()
    assert "&lt;b&gt;네&lt;/b&gt;" in client.get(reverse("messaging:inbound")).content.decode()
    client.post(reverse("messaging:handled", args=[row.pk]))
    assert not queries.open_inbound(someone).exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("뷁 안녕", "뷁"),
        ("안녕 😀", "😀"),
        ("가" * 1001, "2002바이트"),
        ("가" * 10_000, "20000바이트"),
        ("  ", "field-error"),
    ],
)
def test_a_text_is_measured_and_what_is_wrong_with_it_is_said_beside_the_field(someone, text, said):
    answer = logged_in(someone).post(reverse("messaging:templates"), {"text": text})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert text in answer.content.decode()


def test_a_good_text_says_its_bytes(someone):
    page = logged_in(someone).post(reverse("messaging:templates"), {"text": "가" * 45}).content.decode()
    assert "90바이트, SMS" in page


def test_limits_and_sender_numbers_are_set_by_a_manager_and_a_wrong_number_is_told(someone):
    client = logged_in(staff.colleague_of(someone, Role.MANAGER))
    today = clock.seoul_day(clock.now()).isoformat()
    limits = {
        "valid_from": today,
        "quiet_starts": "20:00",
        "quiet_ends": "09:00",
        "person_per_day": "2",
        "campaign": "100",
        "district_per_day": "200",
        "approval_above": "10",
    }
    assert client.post(reverse("messaging:limits"), {**limits, "valid_from": "2020-01-01"}).status_code == 422
    client.post(reverse("messaging:limits"), limits)
    assert Limits.objects.get().person_per_day == 2
    number = {"number": "02-2155-8888", "label": "센터", "valid_from": today}
    wrong = client.post(reverse("messaging:sender"), {**number, "number": "123"})
    assert wrong.status_code == 422
    assert "전화번호가 아닙니다: 123" in wrong.content.decode()
    client.post(reverse("messaging:sender"), number)
    assert SenderNumber.objects.get().number == "0221558888"


def test_a_refusal_taken_down_by_hand_stops_what_waits(someone, settings):
    settings.SMS_GATEWAY = ""
    messages.sender(someone.district)
    message = messages.queued(someone.district)
    said = {"address": message.address, "scope": "service", "allowed": "no", "source": "phone"}
    logged_in(someone).post(reverse("messaging:choice"), said)
    assert ContactChoice.objects.get().allowed is False
    assert sending.send_due() == 0
    assert Message.objects.get(pk=message.pk).reason == "refuses_contact"
