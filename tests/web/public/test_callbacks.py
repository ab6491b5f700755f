"""What the gateway calls back: signed, the same twice changes nothing, and a text is never guessed at."""

import json
import time

import pytest
from django.test import Client

from jobvisit.base import clock
from jobvisit.office.audit.models import Event
from jobvisit.office.messaging import actions, incoming, queries, sending
from jobvisit.office.messaging.models import ContactChoice, Inbound, Message, Scope
from jobvisit.office.messaging.rules.replies import read
from jobvisit.office.messaging.signing import signature
from tests.factories import messages, questions, staff

pytestmark = pytest.mark.django_db

PHONE, OURS = "01020001234", "0221558888"
WORDS = {"1": "관심 있음", "2": "아니요"}


@pytest.fixture(autouse=True)
def secret(settings):
    settings.SMS_GATEWAY_KEY = "gateway-key"


@pytest.fixture
def someone():
    who = staff.counsellor()
    messages.sender(who.district, OURS)
    return who


def call(path: str, said, *, key: str = "gateway-key", age: int = 0, raw: bytes | None = None):
    body = json.dumps(said).encode() if raw is None else raw
    stamp = str(int(time.time()) - age)
    headers = {"X-Gateway-Timestamp": stamp, "X-Gateway-Signature": signature(key, stamp, body)}
    return Client(enforce_csrf_checks=True).post(
        f"/api/v1/messages/{path}/", body, content_type="application/json", headers=headers
    )


def text(words: str, identity: str = "R1", sender: str = PHONE):
    assert call("inbound", {"id": identity, "from": sender, "to": OURS, "text": words}).status_code == 200
    return Inbound.objects.filter(gateway_id=identity).first()


def test_a_report_moves_the_message_once(someone):
    message = messages.queued(someone.district)
    sending.lease(at=clock.now(), most=1)
    event = {"reference": str(message.reference), "id": "G1", "status": "delivered", "code": ""}
    for _ in range(3):
        assert call("report", {"events": [event, event]}).json() == {"known": 2}
    message.refresh_from_db()
    assert (message.state, message.gateway_id) == ("delivered", "G1")
    moves = Event.objects.filter(verb="messaging.move", subject_kind="message", details__to="delivered")
    assert moves.count() == 1


def test_without_the_signature_nothing_is_read(someone):
    event = {"reference": "…"}
    assert call("report", {"events": [event]}, key="guess").status_code == 401
    assert call("report", {"events": []}, age=301).status_code == 401
    assert Client().post("/api/v1/messages/report/", {}, content_type="application/json").status_code == 401
    assert Client().get("/api/v1/messages/report/").status_code == 405


@pytest.mark.parametrize(
    "said",
    [[], {}, {"events": {}}, {"events": [1]}, {"events": [{"reference": "x", "status": "sent"}]},
     {"events": [{"reference": "3f0c9d0e-5f3e-4c53-9b4e-2b7d4b1a0f11", "status": "eaten"}]},
     {"events": [{"reference": "3f0c9d0e-5f3e-4c53-9b4e-2b7d4b1a0f11", "status": ["sent"]}]},
     {"events": [{"reference": "3f0c9d0e-5f3e-4c53-9b4e-2b7d4b1a0f11", "status": "sent", "id": 7}]},
     {"events": [{}] * 501}],
)  # fmt: skip
def test_a_body_of_another_form_is_told_so_and_never_breaks_us(said):
    assert call("report", said).status_code == 400


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"id": "\\ud800"}'])
def test_a_body_that_is_no_json_is_told_so(raw):
    assert call("inbound", None, raw=raw).status_code == 400


@pytest.mark.parametrize("words", ["1", " 1 ", "1번", "１", "①", "1.", "1 관심있음", "1. 관심 있음!", "관심 있음"])
def test_a_clear_code_is_read(words):
    assert read(words, WORDS).code == "1"


@pytest.mark.parametrize(
    "words",
    ["", "1시에 전화 주세요", "1 아니요", "12", "1 2", "3", "네", "1이 뭐예요?", "😀", "가" * 10_000, "-1", "1" * 500],
)
def test_an_unclear_text_is_no_code(words):
    assert read(words, WORDS).code == ""


def test_a_code_answers_the_one_question_that_is_open_at_that_telephone(asked, someone):
    link = questions.ask(someone, phone="010-2000-1234").link
    row = text("1 관심있음")
    link.refresh_from_db()
    assert (row.outcome, row.answered_key) == ("answered", link.receipt)
    [(answers, source)] = asked.told
    assert answers == {"answer": "yes", "consent": "yes", "note": ""}
    assert source.how == "text"
    assert not queries.open_inbound(someone)


def test_the_same_text_reported_twice_is_one_and_a_second_text_answers_nothing_more(asked, someone):
    questions.ask(someone, phone=PHONE)
    text("1")
    text("1")
    assert Inbound.objects.count() == 1
    assert text("2", "R2").outcome == "no_question"
    assert len(asked.told) == 1


@pytest.mark.parametrize(
    ("links", "words", "outcome"),
    [(2, "1", "ambiguous"), (0, "1", "no_question"), (1, "내일 전화 주세요", "unclear"), (1, "7", "unclear")],
)
def test_what_is_not_certain_becomes_a_counsellors_task_and_is_never_guessed(asked, someone, links, words, outcome):
    for _ in range(links):
        questions.ask(someone, phone=PHONE)
    row = text(words)
    assert row.outcome == outcome
    assert not asked.told
    assert list(queries.open_inbound(someone)) == [row]
    assert queries.inbound_text(row) == words
    if len(words) > 3:  # a single letter may stand in any cipher by chance
        assert words.encode() not in bytes(row.closed_text)
    assert not queries.open_inbound(staff.stranger())
    incoming.handled(row=row, by=someone, at=clock.now())
    assert not queries.open_inbound(someone)


def test_a_clear_code_for_a_place_that_is_gone_is_a_task_too(asked, someone):
    asked.late = "채워졌습니다"
    link = questions.ask(someone, phone=PHONE).link
    assert text("1").outcome == "not_taken"
    link.refresh_from_db()
    assert link.receipt == ""


def test_whoever_answers_stop_is_not_written_to_again(asked, someone):
    to = messages.recipient(phone=PHONE)
    waiting = messages.queued(someone.district, to=to, at=clock.now())
    assert text("수신거부").outcome == "refused_contact"
    assert Message.objects.get(pk=waiting.pk).state == "held"
    assert ContactChoice.objects.filter(allowed=False).count() == len(Scope)
    assert messages.queued(someone.district, to=to).reason == "refuses_contact"


def test_a_text_to_a_number_that_is_none_of_ours_is_not_taken(someone):
    said = {"id": "R9", "from": PHONE, "to": "15880000", "text": "1"}
    assert call("inbound", said).json() == {"taken": False}
    assert not Inbound.objects.exists()


def test_an_answer_by_mouth_is_kept_with_who_took_it_down_and_how(asked, someone):
    from jobvisit.flows import replies

    issued = questions.ask(someone)
    given = {"answer": "no", "why": "far"}
    receipt = replies.spoken(link=issued.link, answers=given, words="전화, 오후 두 시", by=someone, at=clock.now())
    event = Event.objects.get(verb="replies.answer")
    assert (event.actor, event.reason) == (someone, "전화, 오후 두 시")
    assert event.details == {"how": "spoken", "purpose": "test.proposal", "receipt": receipt.number}


def test_a_refusal_by_mouth_is_kept_as_well(someone):
    to = messages.recipient(phone=PHONE)
    actions.choose(
        district=someone.district, address=PHONE, scope="service", allowed=False, source="phone", by=someone,
        at=clock.now(), recipient=to,
    )  # fmt: skip
    assert messages.queued(someone.district, to=to).reason == "refuses_contact"
