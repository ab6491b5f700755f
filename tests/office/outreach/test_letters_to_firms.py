"""Letters to firms: one link each, refusals respected to the last moment, a call when nobody answers."""

import re
import shutil
import subprocess
from datetime import timedelta

import pytest

from jobvisit.base import clock
from jobvisit.engines import papers
from jobvisit.engines.papers import mailing
from jobvisit.flows import nightly, notices, working
from jobvisit.office.links.models import Link
from jobvisit.office.outreach import actions, letters, queries, works
from jobvisit.office.outreach.models import Case, Notice, Work, WorkPart
from jobvisit.office.outreach.rules import NextAction, NoticeAnswer, Outcome, Refusal, numbers_in
from jobvisit.office.outreach.states import CaseState, NoticeState, WorkState
from jobvisit.office.staff import actions as staff_actions
from jobvisit.office.staff.models import Post, Zone
from tests.factories import companies, outreach, staff

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.seoul_day(NOW)
LATER = TODAY + timedelta(days=20)


@pytest.fixture
def manager():
    return staff.manager()


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, as poppler reads it."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler (pdftotext) is not installed")
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return [re.sub(r"\s", "", page) for page in read.stdout.decode().split("\f") if page.strip()]


def draft(manager, firms=3, channel="letter"):
    for _ in range(firms):
        companies.company(manager.district, headcount=60, phone="0212345678")
    return actions.draft_campaign(
        name="안내", channel=channel, choice=queries.Choice(), expires_on=LATER, by=manager, at=NOW,
        title=notices.TITLE, body=notices.BODY,
    )  # fmt: skip


def printed(manager, campaign):
    work = notices.ask_for_letters(campaign=campaign, by=manager, at=NOW)
    working.do(work.pk)
    work.refresh_from_db()
    return work


def test_every_letter_has_its_number_its_firm_and_one_link(manager):
    campaign = draft(manager)
    work = printed(manager, campaign)
    assert (work.state, work.problem) == (WorkState.DONE, "")
    pages = pages_of(queries.result_of(work))
    rows = list(queries.notices(campaign))
    assert len(pages) == 3
    for page, row in zip(pages, rows, strict=True):
        assert row.company.name.replace(" ", "") in page
        assert f"{campaign.pk}-{row.number}" in page
        assert letters.address(row).partition("://")[2] in page
    assert Link.objects.filter(purpose=letters.LINK_PURPOSE).count() == 3


def test_a_second_run_gives_the_same_letters_and_no_second_link(manager):
    campaign = draft(manager)
    first = queries.result_of(printed(manager, campaign))
    second = queries.result_of(printed(manager, campaign))
    assert first == second
    assert Link.objects.count() == 3


def test_called_off_between_two_batches_it_goes_on_from_what_is_kept(manager, monkeypatch):
    monkeypatch.setattr(notices, "BATCH", 2)
    campaign = draft(manager, 5)
    work = notices.ask_for_letters(campaign=campaign, by=manager, at=NOW)
    done = []
    with pytest.raises(papers.CancelledError):
        notices.make_letters(
            works.Work.objects.select_related("asked_by__district").get(pk=work.pk),
            progress=lambda n, of: done.append(n), cancelled=lambda: len(done) == 1,
        )  # fmt: skip
    tokens = [letters.address(one) for one in queries.notices(campaign)]
    assert WorkPart.objects.count() == 1
    typeset = []
    monkeypatch.setattr(mailing, "typeset", _counting(mailing.typeset, typeset))
    working.do(work.pk)
    assert Work.objects.get().state == WorkState.DONE
    assert sum(typeset) == 3, "the first two letters came from the kept batch"
    assert [letters.address(one) for one in queries.notices(campaign)] == tokens


def _counting(real, seen):
    def typeset(name, values):
        seen.append(len(values["letters"]))
        return real(name, values)

    return typeset


def test_a_work_is_asked_for_once_and_can_be_called_off_and_taken_up(manager):
    campaign = draft(manager)
    work = notices.ask_for_letters(campaign=campaign, by=manager, at=NOW)
    assert notices.ask_for_letters(campaign=campaign, by=manager, at=NOW) == work
    works.stop(work=work, by=manager, at=NOW)
    assert work.state == WorkState.CANCELLED
    working.do(work.pk)
    assert not queries.result_of(work), "a work that was called off is not done by a late job"
    works.again(work=work, by=manager, at=NOW)
    working.do(work.pk)
    work.refresh_from_db()
    assert work.state == WorkState.DONE


def test_a_worker_that_died_is_followed_by_another(manager):
    work = notices.ask_for_letters(campaign=draft(manager), by=manager, at=NOW)
    works.begin(work=work, at=NOW)  # and killed
    assert works.rouse(NOW + timedelta(seconds=30)) == 0
    assert works.rouse(NOW + timedelta(seconds=90)) == 1
    working.do(work.pk)
    work.refresh_from_db()
    assert work.state == WorkState.DONE


def test_what_fails_says_so_and_keeps_the_draft(manager, monkeypatch):
    campaign = draft(manager)

    def broken(*_, **__):
        raise ValueError("no letters")

    monkeypatch.setattr(papers, "letters", broken)
    work = printed(manager, campaign)
    assert (work.state, work.problem) == (WorkState.FAILED, "ValueError: no letters")
    assert queries.notices(campaign).filter(state=NoticeState.DRAFTED).count() == 3


def test_no_more_letters_counts_at_the_draft_at_the_press_and_at_the_post(manager):
    campaign = draft(manager)
    first, second, third = (one.company for one in queries.notices(campaign))
    letters.no_letters(company=first, by=manager, at=NOW)
    work = printed(manager, campaign)
    assert len(pages_of(queries.result_of(work))) == 2
    case = outreach.case(staff.colleague_of(manager), second)
    actions.log_attempt(case=case, outcome=Outcome.REFUSED, refusal=Refusal.NO_CONTACT, by=case.owner, at=NOW)
    assert letters.post(campaign=campaign, by=manager, at=NOW) == (1, 2)
    sent = queries.notices(campaign).get(company=third)
    notices.answer(notice=sent, answer=NoticeAnswer.NO_LETTERS, by=None, at=NOW)
    third.refresh_from_db()
    assert third.no_letters
    assert not queries.chosen(manager, queries.Choice()).exists()
    nightly.run(district=manager.district, on=LATER + timedelta(days=1))
    assert not Case.objects.filter(company=first).exists(), "a letter that was never sent makes no call"


def test_silence_makes_a_call_for_the_counsellor_of_the_zone(manager):
    keeper = staff.colleague_of(manager)
    place = manager.district
    zone = Zone.objects.create(district=place, name="반포권", dongs=["1165058000"], valid_from=TODAY)
    post = Post.objects.create(district=place, name="센터", kind="centre", lat=37.48, lon=127.03)
    staff_actions.post_user(user=keeper, post=post, zone=zone, starts_on=TODAY)
    campaign = draft(manager)
    letters.post(campaign=campaign, by=manager, at=NOW)
    assert nightly.run(district=place, on=LATER).notices_expired == 0
    night = nightly.run(district=place, on=LATER + timedelta(days=1))
    assert (night.notices_expired, night.calls_made) == (3, 3)
    case = Case.objects.first()
    assert (case.owner, case.next_action, case.next_on) == (keeper, NextAction.CALL, LATER + timedelta(days=1))
    assert nightly.run(district=place, on=LATER + timedelta(days=1)).notices_expired == 0


def test_a_firm_that_answers_is_called_the_same_day_even_if_it_had_refused(manager):
    campaign = draft(manager, 1)
    letters.post(campaign=campaign, by=manager, at=NOW)
    notice = queries.notices(campaign).get()
    case = outreach.case(staff.colleague_of(manager), notice.company)
    actions.log_attempt(case=case, outcome=Outcome.REFUSED, refusal=Refusal.OWN_CHANNELS, by=case.owner, at=NOW)
    notices.answer(notice=notice, answer=NoticeAnswer.PEOPLE, by=None, at=NOW)
    case.refresh_from_db()
    assert (case.state, case.next_action, case.next_on) == (CaseState.TO_CONTACT, NextAction.CALL_BACK, TODAY)
    assert queries.attempts(case).first().channel == "letter"


def test_letters_come_back_by_number_by_range_and_by_scanner(manager):
    campaign = draft(manager, 6)
    printed(manager, campaign)
    letters.post(campaign=campaign, by=manager, at=NOW)
    code = letters.address(queries.notices(campaign).get(number=6))
    done = letters.mark(campaign=campaign, text=f"1, 3-4번\n{code}\n99 abc", to=NoticeState.FAILED, by=manager, at=NOW)
    assert done == letters.Marked(4, ["99", "abc"], [])
    assert set(queries.notices(campaign).filter(state="failed").values_list("number", flat=True)) == {1, 3, 4, 6}
    notices.answer(notice=queries.notices(campaign).get(number=2), answer=NoticeAnswer.CALL, by=None, at=NOW)
    assert letters.mark(campaign=campaign, text="2", to=NoticeState.FAILED, by=manager, at=NOW).cannot == [2]


@pytest.mark.parametrize(
    ("text", "numbers", "strange"),
    [
        ("1 2,3", [1, 2, 3], []), ("5-3", [], ["5-3"]), ("0", [], ["0"]), ("#7 7번", [7], []), ("", [], []),
        ("1-99999", [], ["1-99999"]),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, numbers, strange):
    assert numbers_in(text, 10) == (numbers, strange)


def test_texts_go_only_to_firms_that_agreed_and_only_once(manager):
    from jobvisit.office.messaging import actions as messages
    from jobvisit.office.messaging.models import Message

    campaign = draft(manager, 2, channel="sms")
    firm = queries.notices(campaign).get(number=1).company
    firm.phone = "01012345678"
    firm.save()
    messages.choose(
        district=manager.district,
        address=firm.phone,
        scope=notices.SCOPE,
        allowed=True,
        source="phone",
        by=manager,
        at=NOW,
    )
    printed(manager, campaign)
    states = dict(queries.notices(campaign).values_list("number", "state"))
    assert states == {1: NoticeState.SENT, 2: NoticeState.FAILED}
    assert Notice.objects.get(number=2, campaign=campaign).answer == "held"
    printed(manager, campaign)
    assert Message.objects.filter(template=notices.TEMPLATE).count() == 2
