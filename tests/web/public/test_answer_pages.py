"""Answering without an account: opening never acts, a second fact comes first, and every dead link answers alike."""

import re
import secrets
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from jobvisit.base import clock
from jobvisit.office.audit.models import Event
from jobvisit.office.links import actions as links
from jobvisit.office.links import queries, rules
from jobvisit.office.links.models import Link
from jobvisit.office.messaging.models import Message
from jobvisit.web.public.misses import BURST, MISSES
from tests.factories import messages, questions, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone():
    return staff.counsellor()


def let_in(client: Client, issued, fact: str = "0411"):
    return client.post(f"/p/{issued.token}/", {"fact": fact}, follow=True)


def say(client: Client, issued, name: str, answer):
    return client.post(f"/p/{issued.token}/q/{name}/", {"answer": answer}, follow=True)


def send(client: Client, page, issued):
    words = page.content.decode()
    fields = {name: words.split(f'name="{name}" value="')[1].split('"')[0] for name in ("mark", "receipt")}
    return client.post(f"/p/{issued.token}/check/", fields, follow=True)


def agree(client: Client, issued):
    let_in(client, issued)
    say(client, issued, "answer", "yes")
    say(client, issued, "consent", "yes")
    return say(client, issued, "note", "")


def every_row() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.managed}


def test_the_address_that_goes_out_is_the_address_of_the_page(someone, settings):
    settings.PUBLIC_URL = "https://jobs.example/"
    assert questions.ask(someone).url.startswith("https://jobs.example/p/")
    assert questions.ask(someone).url.endswith("/")


def test_before_the_second_fact_nothing_is_told_of_whom_or_what_it_is_about(asked, someone):
    issued = questions.ask(someone)
    for page in ("", "q/answer/", "check/", "done/"):
        words = Client().get(f"/p/{issued.token}/{page}", follow=True).content.decode()
        assert "초록샘 판매" not in words
        assert "190만원" not in words


def test_a_resident_answers_one_question_a_page_checks_sends_and_gets_a_receipt(asked, someone):
    issued, client = questions.ask(someone), Client()
    page = let_in(client, issued)
    assert "이 일자리에 관심이 있으신가요?" in page.content.decode()
    assert questions.CONSENT not in page.content.decode()
    page = say(client, issued, "answer", "yes")
    assert questions.CONSENT in page.content.decode()
    assert "2026-1" in page.content.decode()
    page = say(client, issued, "consent", "yes")
    assert "더 하실 말씀이 있나요?" in page.content.decode()
    page = say(client, issued, "note", "")
    assert "이렇게 보낼까요?" in page.content.decode()
    assert not asked.told
    page = send(client, page, issued)
    receipt = Link.objects.get(pk=issued.link.pk).receipt
    assert len(receipt) == 8
    assert receipt in page.content.decode()
    [(answers, source)] = asked.told
    assert answers == {"answer": "yes", "consent": "yes", "note": ""}
    assert source.how == "link"
    assert Event.objects.filter(verb="replies.answer", details__receipt=receipt).count() == 1


def test_reminders_about_it_stop_with_the_answer(asked, someone):
    reminder = messages.queued(someone.district, key=f"test:{someone.pk}:reminder", at=clock.now())
    issued, client = questions.ask(someone), Client()
    send(client, agree(client, issued), issued)
    assert Message.objects.get(pk=reminder.pk).state == "cancelled"


def test_opening_every_link_and_every_page_behind_it_changes_no_row(asked, someone):
    issued, client = [questions.ask(someone) for _ in range(4)], Client()
    let_in(client, issued[0])
    agree(client, issued[1])
    send(client, agree(client, issued[2]), issued[2])
    rows, stamps = every_row(), list(Link.objects.order_by("pk").values())
    for one in issued:
        for page in ("", "q/answer/", "q/consent/", "q/note/", "q/nothing/", "check/", "again/", "done/"):
            assert client.get(f"/p/{one.token}/{page}").status_code < 500
        for method in (Client().get, Client().head, Client().options):
            assert method(f"/p/{one.token}/").status_code < 500
    assert every_row() == rows
    assert list(Link.objects.order_by("pk").values()) == stamps
    assert len(asked.told) == 1


def dead_links(asked, someone) -> list[str]:
    used, revoked, locked, foreign = (questions.ask(someone) for _ in range(4))
    client = Client()
    send(client, agree(client, used), used)
    links.revoke(link=revoked.link, reason="…", by=someone, at=clock.now())
    for number in range(5):
        Client().post(f"/p/{locked.token}/", {"fact": f"999{number}"})
    Link.objects.filter(pk=foreign.link.pk).update(purpose="of.another.deployment")
    forged = foreign.token[:-1] + ("A" if foreign.token[-1] != "A" else "B")
    expired = questions.ask(someone, days=1)
    Link.objects.filter(pk=expired.link.pk).update(expires_at=clock.now())
    unknown = [rules.new_token(), "x", "가" * 24, secrets.token_urlsafe(400), "%00" * 8, forged]
    return [one.token for one in (used, revoked, locked, foreign, expired)] + unknown


def test_every_dead_link_gives_the_same_plain_answer_letter_by_letter(asked, someone):
    answers = set()
    for token in dead_links(asked, someone):
        MISSES.clear()
        for method in (Client().get, Client().post):
            answer = method(f"/p/{token}/")
            answers.add((answer.status_code, answer.content, answer["Referrer-Policy"], answer["Cache-Control"]))
    assert len(answers) == 1
    [(status, words, referrer, cache)] = answers
    assert (status, referrer, cache) == (404, "no-referrer", "no-store")
    assert "쓸 수 없습니다" in words.decode()


def test_a_link_that_was_opened_before_answers_as_if_it_had_not(asked, someone):
    opened, fresh = questions.ask(someone), questions.ask(someone)
    Client().get(f"/p/{opened.token}/")
    pages = [Client().get(f"/p/{one.token}/").content.decode() for one in (opened, fresh)]
    assert len({_without_tokens(page, one.token) for page, one in zip(pages, (opened, fresh), strict=True)}) == 1


def _without_tokens(page: str, token: str) -> str:
    plain = re.sub(r'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"', "", page)
    return plain.replace(token, "TOKEN")


def test_hundreds_of_guesses_open_nothing_and_are_soon_kept_waiting_while_others_are_not(asked, someone):
    issued = questions.ask(someone)
    statuses = [Client(REMOTE_ADDR="203.0.113.9").get(f"/p/{rules.new_token()}/").status_code for _ in range(200)]
    assert statuses.count(404) <= BURST + 5
    assert set(statuses) == {404, 429}
    assert Client(REMOTE_ADDR="203.0.113.9").get(f"/p/{issued.token}/").status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.10").get(f"/p/{issued.token}/").status_code == 200


def test_a_wrong_second_fact_is_said_beside_the_field_and_kept(asked, someone):
    issued = questions.ask(someone)
    answer = Client().post(f"/p/{issued.token}/", {"fact": "<b>04</b>12"})
    assert answer.status_code == 422
    assert "저희가 아는 것과 다릅니다" in answer.content.decode()
    assert "&lt;b&gt;04&lt;/b&gt;12" in answer.content.decode()


def test_the_pass_of_one_link_opens_no_other_and_ends_after_half_an_hour(asked, someone):
    mine, other, client = questions.ask(someone), questions.ask(someone), Client()
    with time_machine.travel(clock.now(), tick=False) as traveller:
        let_in(client, mine)
        assert "관심이 있으신가요" in client.get(f"/p/{mine.token}/", follow=True).content.decode()
        assert "관심이 있으신가요" not in client.get(f"/p/{other.token}/", follow=True).content.decode()
        cookie = client.cookies[f"answer_{mine.link.pk}"]
        client.cookies[f"answer_{other.link.pk}"] = cookie.value
        assert "관심이 있으신가요" not in client.get(f"/p/{other.token}/", follow=True).content.decode()
        traveller.shift(timedelta(minutes=31))
        assert "관심이 있으신가요" not in client.get(f"/p/{mine.token}/", follow=True).content.decode()


def test_a_double_click_acts_once_and_shows_the_same_receipt_twice(asked, someone):
    issued, client = questions.ask(someone), Client()
    page = agree(client, issued)
    first, second = send(client, page, issued), send(client, page, issued)
    assert len(asked.told) == 1
    receipt = Link.objects.get(pk=issued.link.pk).receipt
    assert receipt in first.content.decode()
    assert receipt in second.content.decode()


def test_after_the_back_button_nothing_is_lost_and_the_last_word_counts(asked, someone):
    issued, client = questions.ask(someone), Client()
    agree(client, issued)
    page = client.get(f"/p/{issued.token}/q/answer/").content.decode()
    assert 'value="yes" checked' in page
    say(client, issued, "answer", "no")
    page = say(client, issued, "why", ["pay", "far"])
    assert "급여가 맞지 않아요, 너무 멀어요" in page.content.decode()
    send(client, page, issued)
    assert asked.told[0][0] == {"answer": "no", "why": "pay,far", "note": ""}


def test_what_another_tab_changed_is_shown_before_it_is_sent(asked, someone):
    issued, client = questions.ask(someone), Client()
    old = agree(client, issued)
    say(client, issued, "note", "다른 창에서 적음")
    refused = send(client, old, issued)
    assert refused.status_code == 409
    assert "다른 창에서 적음" in refused.content.decode()
    assert not asked.told
    send(client, refused, issued)
    assert asked.told[0][0]["note"] == "다른 창에서 적음"


def test_an_old_tab_cannot_send_again_what_was_sent(someone, asked):
    asked.final = False
    issued, client = questions.ask(someone), Client()
    old = agree(client, issued)
    send(client, old, issued)
    agree(client, issued)
    send(client, old, issued)
    assert len(asked.told) == 1


def test_an_answer_may_be_changed_until_somebody_acts_on_it(someone, asked):
    asked.final = False
    issued, client = questions.ask(someone), Client()
    first = send(client, agree(client, issued), issued)
    assert "답 바꾸기" in first.content.decode()
    client.get(f"/p/{issued.token}/again/", follow=True)
    say(client, issued, "answer", "no")
    asked.final = True
    say(client, issued, "why", "far")
    last = send(client, say(client, issued, "note", ""), issued)
    assert "답 바꾸기" not in last.content.decode()
    assert [told[0]["answer"] for told in asked.told] == ["yes", "no"]
    assert Client().get(f"/p/{issued.token}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "answer"), [("answer", ""), ("answer", "maybe"), ("answer", ["yes", "no"]), ("note", "가" * 10_000)]
)
def test_an_answer_that_does_not_fit_is_refused_beside_the_field_and_what_was_typed_stays(asked, someone, name, answer):
    issued, client = questions.ask(someone), Client()
    let_in(client, issued)
    page = client.post(f"/p/{issued.token}/q/{name}/", {"answer": answer})
    assert page.status_code == 422
    assert "field-error" in page.content.decode()
    if name == "note":
        assert answer in page.content.decode()
        assert "10000" in page.content.decode()


def test_strange_letters_in_a_note_are_kept_and_shown_as_text(asked, someone):
    issued, client = questions.ask(someone), Client()
    agree(client, issued)
    page = say(client, issued, "note", "뷁 😀 <script>alert(1)</script>\0")
    assert "&lt;script&gt;" in page.content.decode()
    send(client, page, issued)
    assert asked.told[0][0]["note"] == "뷁 😀 <script>alert(1)</script>"


def test_what_cannot_be_taken_any_more_is_said_and_the_answers_stay(asked, someone):
    issued, client = questions.ask(someone), Client()
    page = agree(client, issued)
    asked.late = "그 자리는 채워졌습니다."
    late = send(client, page, issued)
    assert late.status_code == 409
    assert "그 자리는 채워졌습니다." in late.content.decode()
    link = Link.objects.get(pk=issued.link.pk)
    assert (link.receipt, link.draft["consent"]) == ("", "yes")
    assert queries.is_live(link, clock.now())


def test_a_step_that_these_answers_do_not_call_for_cannot_be_reached(asked, someone):
    issued, client = questions.ask(someone), Client()
    let_in(client, issued)
    client.post(f"/p/{issued.token}/q/why/", {"answer": "pay"})
    assert Link.objects.get(pk=issued.link.pk).draft == {}


def test_a_form_without_its_token_is_refused_and_one_from_a_page_without_referrer_is_not(asked, someone):
    issued = questions.ask(someone)
    client = Client(enforce_csrf_checks=True)
    where = f"/p/{issued.token}/"
    assert client.post(where, {"fact": "0411"}).status_code == 403
    page = client.get(where).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    fields = {"fact": "0411", "csrfmiddlewaretoken": token}
    assert client.post(where, fields, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post(where, fields, headers={"origin": "null"}).status_code == 302


def test_no_page_of_a_link_is_kept_or_told_to_other_sites(asked, someone):
    issued, client = questions.ask(someone), Client()
    for page in (client.get(f"/p/{issued.token}/"), let_in(client, issued), agree(client, issued)):
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["Cache-Control"] == "no-store"
        assert "noindex" in page["X-Robots-Tag"]


def test_no_token_and_no_personal_value_reaches_the_event_log(asked, someone):
    issued, client = questions.ask(someone), Client()
    agree(client, issued)
    send(client, say(client, issued, "note", "카나리아 010-9876-5432"), issued)
    told = str(list(Event.objects.values("verb", "reason", "details")))
    assert issued.token not in told
    assert "카나리아" not in told
