"""Links: a token is a locator, opening one never acts, and every dead one answers alike."""

import secrets
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobvisit.office.audit.models import Event
from jobvisit.office.links import actions, queries, rules
from jobvisit.office.links.models import Attempt, Link
from tests.factories import staff
from tests.factories.messages import NOON

pytestmark = pytest.mark.django_db


def issued(by=None, *, fact: str | None = "birth:0411", days: int = 7):
    someone = by or staff.counsellor()
    return actions.issue(
        district=someone.district,
        purpose="test.question",
        subject=someone,
        expires_at=NOON + timedelta(days=days),
        second_fact=fact,
        by=someone,
        at=NOON,
    )


def check(link, answer, came_from="203.0.113.7", at=NOON):
    return actions.check_second_fact(link=link, answer=answer, came_from=came_from, at=at)


def test_a_token_has_at_least_128_bits_and_is_stored_nowhere():
    one = issued()
    assert rules.TOKEN_BYTES * 8 >= 128
    assert rules.well_formed(one.token)
    with connection.cursor() as cursor:
        cursor.execute("SELECT l::text FROM links_link l UNION ALL SELECT e::text FROM audit_event e")
        assert not [row for (row,) in cursor.fetchall() if one.token in row or "0411" in row]


def test_a_live_link_is_found_by_its_token_and_finding_it_writes_nothing():
    one = issued()
    with CaptureQueriesContext(connection) as seen:
        assert queries.find(one.token, NOON) == one.link
    assert all(query["sql"].startswith("SELECT") for query in seen)


def test_used_expired_revoked_locked_foreign_and_unknown_links_are_all_simply_not_found():
    used, expired, revoked, locked = issued(), issued(days=1), issued(), issued()
    actions.use(link=used.link, at=NOON)
    actions.revoke(link=revoked.link, reason="…", by=None, at=NOON)
    for number in range(5):
        check(locked.link, f"12{number:02d}", came_from=f"198.51.100.{number}")
    later = NOON + timedelta(days=2)
    for token in (used.token, expired.token, revoked.token, locked.token, secrets.token_urlsafe(18), "", "x" * 5000):
        assert queries.find(token, later) is None
    for token in (used.token[:-1] + "!", "../admin", "가" * 24, "\0" * 24):
        assert queries.find(token, NOON) is None


def test_ten_thousand_guesses_open_nothing():
    for _ in range(20):
        issued()
    guesses = [rules.new_token() for _ in range(10_000)]
    assert not any(queries.find(guess, NOON) for guess in guesses[:500])
    # The look-up is by this hash and nothing else; ten thousand of them in one statement, for the clock's sake.
    assert not Link.objects.filter(token_hash__in=map(rules.hashed, guesses)).exists()


def test_a_token_with_one_letter_changed_opens_nothing():
    token = issued().token
    for place in range(len(token)):
        for letter in "Ab0_":
            forged = token[:place] + letter + token[place + 1 :]
            assert forged == token or queries.find(forged, NOON) is None


def test_the_second_fact_is_right_however_it_is_typed():
    one = issued()
    for answer in ("0411", "04-11", " 04 11 ", "0４11", "1970-04-11"):
        assert check(one.link, answer) == "right"
    assert check(one.link, "") == "wrong"
    assert check(one.link, "4월 11일") == "wrong"


def test_the_second_facts_of_people_and_firms():
    assert rules.birth(date(1970, 4, 11)) == "birth:0411"
    assert rules.phone("010-1234-5678") == "phone:5678"
    assert rules.business("123-45-67890") == "business:67890"
    for wrong in ("0411", "birth:", "birth:04111", "shoe:0411", "phone:12a4"):
        with pytest.raises(ValueError, match="second fact"):
            issued(fact=wrong)


def test_five_wrong_answers_end_a_link_whatever_address_they_come_from():
    one = issued()
    answers = [check(one.link, f"010{number}", came_from=f"198.51.100.{number}") for number in range(5)]
    assert answers == ["wrong"] * 4 + ["dead"]
    assert check(one.link, "0411") == "dead"
    assert Event.objects.filter(verb="links.lock", subject_id=one.link.pk).exists()


def test_one_address_may_be_wrong_twenty_times_an_hour_over_all_links():
    for number in range(20):
        assert check(issued().link, "9999") == "wrong", number
    fresh = issued()
    assert check(fresh.link, "0411") == "too_many"
    assert check(fresh.link, "0411", came_from="198.51.100.9") == "right", "others are not kept out"
    assert check(fresh.link, "0411", at=NOON + timedelta(hours=1, seconds=1)) == "right"


def test_the_address_somebody_comes_from_is_not_kept():
    check(issued().link, "0000")
    assert "203.0.113.7" not in Attempt.objects.get().address_key


def test_a_link_without_a_second_fact_opens_at_once():
    assert check(issued(fact=None).link, "") == "right"


def test_a_link_is_used_once_and_the_second_try_is_told():
    one = issued()
    actions.use(link=one.link, at=NOON, receipt="R1")
    with pytest.raises(actions.DeadLinkError):
        actions.use(link=Link.objects.get(pk=one.link.pk), at=NOON)
    assert Link.objects.get(pk=one.link.pk).receipt == "R1"


def test_an_answer_that_may_still_be_changed_leaves_the_link_open():
    one = issued()
    actions.keep_draft(link=one.link, answers={"answer": "yes"}, at=NOON)
    actions.use(link=one.link, at=NOON, receipt="R2", final=False)
    found = queries.find(one.token, NOON)
    assert (found.receipt, found.draft) == ("R2", {})


def test_a_revoked_link_takes_no_draft_and_revoking_twice_is_no_mistake():
    one = issued()
    assert actions.revoke_about(subject=one.link.issued_by, reason="…", by=None, at=NOON) == 1
    actions.revoke(link=one.link, reason="…", by=None, at=NOON)
    with pytest.raises(actions.DeadLinkError):
        actions.keep_draft(link=one.link, answers={}, at=NOON)
    assert Event.objects.filter(verb="links.revoke").count() == 1


def test_a_link_that_is_born_dead_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="expire"):
        issued(days=0)
