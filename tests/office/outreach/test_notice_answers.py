"""The code of a letter: opened it does nothing; answered it makes a call, or ends the letters."""

from datetime import timedelta

import pytest
from django.test import Client

from jobvisit.base import clock
from jobvisit.flows import notice_answers, replies
from jobvisit.flows.replies import How, Source
from jobvisit.office.links import queries as links
from jobvisit.office.outreach import actions, letters, queries
from jobvisit.office.outreach.models import Attempt, Case
from tests.factories import companies, staff

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.seoul_day(NOW)


@pytest.fixture
def letter():
    manager = staff.manager()
    companies.company(manager.district, headcount=60)
    campaign = actions.draft_campaign(
        name="안내", channel="letter", choice=queries.Choice(), expires_on=TODAY + timedelta(9), by=manager, at=NOW
    )
    found = list(queries.notices(campaign))
    letters.give_links(notices=found, expires_on=campaign.expires_on, by=manager, at=NOW)
    letters.post(campaign=campaign, by=manager, at=NOW)
    return found[0]


def token_of(letter):
    return letters.address(letter).rstrip("/").rpartition("/")[2]


def test_opening_the_code_writes_nothing_and_asks_one_question(letter):
    answer = Client().get(f"/p/{token_of(letter)}/", follow=True)
    assert answer.status_code == 200
    assert "무엇을 도와드릴까요?" in answer.content.decode()
    assert not Case.objects.exists()
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_a_firm_that_needs_people_is_called_and_its_words_are_kept(letter):
    link = links.find(token_of(letter), NOW)
    question = notice_answers.NoticeQuestion()
    answers = {"need": "people", "words": "총무팀, 주방 보조 2명"}
    assert [step.name for step in question.steps(link, answers, NOW)] == ["need", "words"]
    question.act(link, answers, Source(How.LINK), NOW)
    assert Attempt.objects.get().note == "총무팀, 주방 보조 2명"
    assert Case.objects.get().next_on == TODAY
    letter.refresh_from_db()
    assert (letter.state, letter.answer) == ("answered", "people")


def test_no_more_letters_is_kept_at_once_and_can_be_changed_into_a_call(letter):
    link = links.find(token_of(letter), NOW)
    question = notice_answers.NoticeQuestion()
    assert [step.name for step in question.steps(link, {"need": "no_letters"}, NOW)] == ["need"]
    question.act(link, {"need": "no_letters"}, Source(How.LINK), NOW)
    letter.company.refresh_from_db()
    assert letter.company.no_letters
    assert not Case.objects.exists()
    question.act(link, {"need": "call"}, Source(How.LINK), NOW)
    assert Case.objects.exists()
    assert replies._QUESTIONS[letters.LINK_PURPOSE]
