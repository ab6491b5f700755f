"""Many at once: no cap is passed, and nobody waits for anybody until the deadlock detector speaks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from jobvisit.office.messaging.models import Message, Tally
from tests.factories import messages, staff

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(work, count: int, at_once: int) -> list:
    def one(number: int):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(one, range(count)))


def test_two_hundred_at_once_never_pass_a_cap():
    district = staff.district()
    messages.limits(district, person_per_day=3, campaign=50, district_per_day=70)
    people = [messages.recipient() for _ in range(40)]
    in_threads(
        lambda n: messages.queued(district, to=people[n % 40], campaign="notice" if n % 2 else ""), 200, at_once=12
    )
    states = list(Message.objects.values_list("state", "reason", "campaign", "address_key"))
    assert len(states) == 200
    accepted = [row for row in states if row[0] in {"queued", "waiting_approval"}]
    assert len(accepted) == 70, "the cap of the day is reached, and not passed"
    assert sum(row[2] == "notice" for row in accepted) <= 50
    assert max(sum(row[3] == key for row in accepted) for key in {row[3] for row in accepted}) <= 3
    assert {row[1] for row in states if row[0] == "held"} <= {"person_per_day", "campaign", "district_per_day"}
    assert Tally.objects.get(scope="day").counted == 70


def test_the_same_key_from_many_at_once_is_one_message():
    district = staff.district()
    to = messages.recipient()
    found = in_threads(lambda _: messages.queued(district, key="referral:1:invite:v1", to=to).pk, 24, at_once=8)
    assert len(set(found)) == 1
    assert Message.objects.count() == 1


def test_deeds_that_write_to_the_same_people_in_different_order_do_not_block_each_other():
    district = staff.district()
    messages.limits(district, valid_from=date(2026, 1, 1), person_per_day=1000)
    people = [messages.recipient() for _ in range(3)]

    def deed(number: int) -> None:
        with transaction.atomic():
            for person in people if number % 2 else reversed(people):
                messages.queued(district, to=person)

    in_threads(deed, 24, at_once=8)
    assert Message.objects.filter(state="queued").count() == 72
    assert set(Tally.objects.filter(scope="person").values_list("counted", flat=True)) == {24}
