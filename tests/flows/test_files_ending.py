"""A resident's file is good for three months: told a week before, kept by a tap, ended by itself (시행규칙 제3조)."""

from datetime import timedelta

import pytest

from jobvisit.base import clock
from jobvisit.flows import nightly, questions, replies, telling
from jobvisit.flows import referral as flow
from jobvisit.office.audit.models import Event
from jobvisit.office.links.models import Link
from jobvisit.office.messaging.models import Message
from jobvisit.office.referrals import rules
from jobvisit.office.referrals.codes import Source
from jobvisit.office.seekers.models import Seeker
from tests.factories import messages, referrals, seekers, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    """A file whose last day is the tenth from today, of somebody with a mobile telephone."""
    by = staff.counsellor()
    return seekers.seeker(by, phone="01020001234", valid_until=today() + timedelta(days=10))


def today():
    return clock.seoul_day(clock.now())


def run(file: Seeker, days: int) -> tuple[int, int]:
    night = nightly.run(district=file.district, on=today() + timedelta(days=days))
    return night.files_ending, night.files_expired


def answer(word: str, days: int):
    link = Link.objects.filter(purpose="resident.renewal").latest("pk")
    at = clock.now() + timedelta(days=days)
    return replies.answer(link=link, answers={"looking": word}, source=replies.Source(replies.How.LINK), at=at)


def test_it_is_told_a_week_before_and_ends_by_itself_the_day_after_its_last(file):
    nights = [run(file, days) for days in (2, 3, 3, 4, 10, 11, 11, 12)]
    assert nights == [(0, 0), (1, 0), (0, 0), (0, 0), (0, 0), (0, 1), (0, 0), (0, 0)]
    file.refresh_from_db()
    assert file.state == "expired"
    assert [one.template for one in Message.objects.all()] == ["seeker.ending"]
    assert Event.objects.get(verb="seekers.move").person_id == file.pk


def test_a_run_that_comes_late_ends_it_all_the_same_and_tells_so(file):
    assert run(file, 15) == (1, 1)
    assert Message.objects.get().template == "seeker.ended"
    answer("yes", 16)
    file.refresh_from_db()
    assert (file.state, file.valid_until) == ("active", today() + timedelta(days=16 + 91))


def test_a_tap_keeps_it_for_three_more_months_and_no_tap_is_needed_after_a_consent(file):
    run(file, 3)
    answer("yes", 4)
    file.refresh_from_db()
    assert (file.state, file.valid_until) == ("active", today() + timedelta(days=4 + 91))
    assert run(file, 11) == (0, 0)
    other = referrals.proposed(file.owner, seeker=seekers.seeker(file.owner, valid_until=today() + timedelta(days=2)))
    telling.file_ending(other.seeker, at=clock.now())
    flow.consent(referral=other, version=1, source=Source.SPOKEN_PHONE, by=other.owner, at=clock.now())
    assert Seeker.objects.get(pk=other.seeker_id).valid_until > today() + timedelta(days=2)
    assert Message.objects.get(template="seeker.ending", subject_id=other.seeker_id).state in {"cancelled", "held"}


def test_whoever_no_longer_looks_says_so_and_is_not_asked_again(file):
    run(file, 3)
    answer("no", 4)
    file.refresh_from_db()
    assert file.state == "withdrawn"
    assert run(file, 11) == (0, 0)


def test_somebody_who_refused_texts_is_not_written_to_and_the_file_ends_all_the_same(file):
    messages.actions.choose(
        district=file.district, address=file.phone, scope="service", allowed=False, source="text", by=None,
        at=clock.now(),
    )  # fmt: skip
    run(file, 3)
    assert Message.objects.get().state == "held"
    assert run(file, 11) == (0, 1)


def test_placed_and_paused_files(file):
    placed = seekers.seeker(file.owner, state="active", valid_until=today() - timedelta(days=1))
    Seeker.objects.filter(pk=placed.pk).update(state="placed")
    paused = seekers.seeker(file.owner, state="active", valid_until=today() - timedelta(days=1))
    Seeker.objects.filter(pk=paused.pk).update(state="paused")
    assert run(file, 0) == (1, 1)
    assert Seeker.objects.get(pk=placed.pk).state == "placed"


def test_files_count_among_the_two_hundred_changes_of_a_night(file, monkeypatch):
    for _ in range(3):
        seekers.seeker(file.owner, valid_until=today() - timedelta(days=1))
    monkeypatch.setattr(rules, "AT_MOST", 2)
    night = nightly.run(district=file.district, on=today())
    assert (night.files_expired, night.left) == (2, 1)


def test_a_follow_up_is_answered_by_text_with_1_and_a_2_waits_for_a_person(file):
    assert questions.FollowUp.purpose in replies._QUESTIONS
    messages.sender(file.district)
    placement = referrals.hired(file.owner, seeker=file, start_in=0)
    telling.follow_up(placement, 1, at=clock.now())
    said = {"sender": file.phone, "to": "0221558888", "at": clock.now()}
    assert replies.by_text(text="2", gateway_id="R1", **said).outcome == "unclear"
    assert replies.by_text(text="1", gateway_id="R2", **said).outcome == "answered"
    assert placement.rungs.filter(kind="started").exists()
