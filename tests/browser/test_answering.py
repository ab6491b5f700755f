"""Somebody without an account, on a telephone, without scripts: five taps from the link to the receipt."""

import pytest

from jobvisit.flows import replies
from jobvisit.web.public.misses import MISSES
from tests.browser.conftest import PC, PHONE, TABLET
from tests.factories import questions, staff
from tests.factories.questions import Asked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked():
    question, kept = Asked(), dict(replies._QUESTIONS)
    replies.register(question)
    MISSES.clear()
    yield question
    replies._QUESTIONS.clear()
    replies._QUESTIONS.update(kept)


@pytest.mark.parametrize(("width", "javascript"), [(PHONE, False), (TABLET, True), (PC, True)])
def test_from_the_link_to_the_receipt(asked, open_page, axe, overflow, chromium, width, javascript):
    token = questions.ask(staff.counsellor()).token
    page = open_page(f"/p/{token}/", width=width, javascript=javascript, expect=("404",))

    def look() -> None:
        assert not javascript or overflow(page) <= 0
        assert not javascript or axe(page) == []

    look()
    page.fill("#fact", "0411")
    page.click(".answer-next")
    page.locator("text=이 일자리에 관심이 있으신가요?").wait_for()
    look()
    page.check("#answer_1")
    page.click(".answer-next")
    page.locator("text=동의서 2026-1판").wait_for()
    look()
    page.check("#answer_1")
    page.click(".answer-next")
    page.locator("#answer").wait_for()
    look()
    page.click(".answer-next")
    page.locator("text=이렇게 보낼까요?").wait_for()
    look()
    page.click(".answer-next")
    page.locator(".answer-receipt").wait_for()
    look()
    assert [answers["consent"] for answers, _ in asked.told] == ["yes"]
    page.go_back()
    page.reload()
    assert len(asked.told) == 1
