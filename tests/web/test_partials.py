"""Page or part, and what a part's request meets when the session has ended."""

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from jobvisit.web.shared import display, searching, toasts
from jobvisit.web.shared.partials import LoginForParts, page_or_part, wants_part


def asked(path="/", **headers):
    request = RequestFactory().get(path, headers=headers)
    request.htmx = HtmxDetails(request)
    request._messages = CookieStorage(request)
    return request


HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.mark.parametrize(
    ("headers", "part"),
    [
        ({}, False),
        (HTMX, True),
        ({**HTMX, "HX-Boosted": "true"}, False),
        ({**HTMX, "HX-History-Restore-Request": "true"}, False),
        ({**HTMX, "HX-Request-Type": "full"}, False),
    ],
    ids=["browser", "part", "boosted link", "history", "whole body"],
)
def test_only_a_request_for_a_piece_gets_a_piece(headers, part):
    assert wants_part(asked(**headers)) is part


def test_page_and_part_are_told_apart_by_caches():
    answer = page_or_part(asked(**HTMX), "500.html", "components/_badge.html", {"text": "모집 중", "tone": "success"})
    assert answer["Vary"] == "HX-Request"
    assert answer.content.decode().startswith('<span class="badge')


def test_a_part_brings_the_waiting_messages_along():
    request = asked(**HTMX)
    toasts.say(request, "저장했습니다", undo="/undo/")
    page = page_or_part(
        request, "500.html", "components/_badge.html", {"text": "x", "messages": messages.get_messages(request)}
    )
    text = page.content.decode()
    assert 'hx-target="#toasts"' in text
    assert "저장했습니다" in text
    assert 'action="/undo/"' in text


def test_an_ended_session_sends_the_whole_page_to_the_login():
    guard = LoginForParts(lambda _: HttpResponseRedirect("/login/?next=/orders/look/"))
    answer = guard(asked("/orders/look/", **HTMX, **{"HX-Current-URL": "http://testserver/orders/new/"}))
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/login/?next=%2Forders%2Fnew%2F"


def test_an_ended_session_leaves_the_page_alone_when_something_was_sent():
    guard = LoginForParts(lambda _: HttpResponseRedirect("/login/?next=/orders/look/"))
    request = asked("/orders/look/", **HTMX)
    request.method = "POST"
    answer = guard(request)
    assert answer.status_code == 401
    assert "HX-Redirect" not in answer


def test_after_the_login_nobody_is_sent_to_another_site():
    guard = LoginForParts(lambda _: HttpResponseRedirect("/login/"))
    for bad in ("http://evil.example/", "http://testserver//evil.example/"):
        assert guard(asked("/", **HTMX, **{"HX-Current-URL": bad}))["HX-Redirect"] == "/login/"


def test_other_answers_pass_untouched():
    for answer in (HttpResponse("x"), HttpResponseRedirect("/orders/")):
        assert LoginForParts(lambda _, a=answer: a)(asked(**HTMX)) is answer
    to_login = HttpResponseRedirect("/login/")
    assert LoginForParts(lambda _: to_login)(asked()) is to_login


def test_the_way_of_showing_goes_back_only_to_pages_of_ours():
    factory = RequestFactory()
    for back, lands in (("/orders/", "/orders/"), ("https://evil.example/", "/"), ("//evil.example", "/")):
        request = factory.post("/display/", {"mode": "high-contrast", "next": back})
        answer = display.choose(request)
        assert answer["Location"] == lands
        assert answer.cookies["display"].value == "high-contrast"


def test_words_of_a_private_search_stay_in_the_session_of_that_list():
    request = RequestFactory().post("/seekers/", {"q": " 홍길동 "})
    request.session = {}
    assert searching.private_words(request) == "홍길동"
    later = RequestFactory().get("/seekers/?page=2")
    later.session = request.session
    assert searching.private_words(later) == "홍길동"
    elsewhere = RequestFactory().get("/orders/")
    elsewhere.session = request.session
    assert searching.private_words(elsewhere) == ""
