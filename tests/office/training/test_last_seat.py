"""Eight at once want the last seat of a class: exactly one gets it, the others wait in a line without gaps.

Both walls, the lock and the constraint, are taken away in the control, which must then overfill.
JOBVISIT_RACES sets the rounds; CI runs 200.
"""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import F

from jobvisit.base import clock
from jobvisit.config.postgres import OWNER
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.training import actions
from jobvisit.office.training.actions import rows, seats
from jobvisit.office.training.codes import Consented
from jobvisit.office.training.models import Cohort, Enrolment
from tests.factories import races, seekers, staff, training

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 8
ROUNDS = int(os.environ.get("JOBVISIT_RACES", "5"))


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with races.racers(RACERS) as threads:
        yield threads


def test_of_eight_at_once_one_gets_the_last_seat_and_the_others_wait_in_line(pool):
    by = staff.counsellor()
    people = [seekers.seeker(by) for _ in range(RACERS)]
    for _ in range(ROUNDS):
        cohort = training.selected(by, people=1)
        said = race(pool, cohort, people)
        assert sorted(said) == ["accepted"] + ["waiting"] * (RACERS - 1)
        places = Enrolment.objects.filter(cohort=cohort).order_by("place").values_list("place", flat=True)
        assert list(places) == list(range(1, RACERS + 2))
    assert not Cohort.objects.exclude(taken=2).exists()


def test_the_same_resident_nominated_by_eight_at_once_is_nominated_once(pool):
    by = staff.counsellor()
    cohort, one = training.selected(by, people=1), seekers.seeker(by)
    said = race(pool, cohort, [one] * RACERS)
    assert sorted(said) == ["accepted"] + ["told"] * (RACERS - 1)
    assert Cohort.objects.get(pk=cohort.pk).taken == 2


def test_without_lock_and_constraint_the_same_race_overfills(pool, monkeypatch, postgres):
    """The control: it shows that the race is a race."""
    by = staff.counsellor()
    people = [seekers.seeker(by) for _ in range(RACERS)]
    cohort = training.selected(by, people=1)
    with postgres.connect(OWNER, connection.settings_dict["NAME"]) as owner:
        owner.execute("ALTER TABLE training_cohort DROP CONSTRAINT cohort_not_overfilled")
    start = threading.Barrier(RACERS)

    def no_lock(pk, by):
        return Cohort.objects.select_related("course", "district").get(pk=pk)

    def no_wall(enrolment, cohort, *, by, at):
        free = cohort.taken < cohort.seats
        start.wait(timeout=5)  # everyone has looked before anyone writes
        if free:
            Cohort.objects.filter(pk=cohort.pk).update(taken=F("taken") + 1)
        return []

    monkeypatch.setattr(rows, "lock_cohort", no_lock)
    monkeypatch.setattr(seats, "_late", no_wall)
    race(pool, cohort, people)
    assert Cohort.objects.get(pk=cohort.pk).taken == 1 + RACERS


def race(pool: ThreadPoolExecutor, cohort: Cohort, people: list[Seeker]) -> list[str]:
    """Everyone is nominated at once, each on a connection of their own. Returns what became of each."""
    line = threading.Barrier(len(people))

    def run(person: Seeker) -> str:
        line.wait(timeout=20)
        try:
            enrolment, _ = actions.nominate(
                cohort=cohort, seeker=person, talk=None, why="", consent=Consented.PAPER, consent_text="1",
                by=cohort.owner, at=clock.now(),
            )  # fmt: skip
        except ValueError:
            return "told"
        return enrolment.state

    return list(pool.map(run, people))
