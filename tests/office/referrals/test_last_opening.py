"""Eight counsellors record a hire for the last opening at the same moment: exactly one of them succeeds.

Both walls, the row lock and the constraint, are taken away in the control, which must then overfill.
JOBVISIT_RACES sets the rounds; CI runs 200.
"""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.db.models import F

from jobvisit.base import clock
from jobvisit.base.states import IllegalTransitionError
from jobvisit.config.postgres import OWNER
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals import actions
from jobvisit.office.referrals.actions import hiring, rows
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.models import Placement, Referral, ReferralConsent
from jobvisit.office.referrals.problems import CannotError
from jobvisit.office.referrals.states import ReferralState
from jobvisit.office.seekers.models import Seeker
from tests.factories import companies, orders, races, seekers, staff

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 8
ROUNDS = int(os.environ.get("JOBVISIT_RACES", "25"))


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with races.racers(RACERS) as threads:
        yield threads


def test_of_eight_at_once_exactly_one_gets_the_last_opening_and_the_others_are_told(pool):
    rounds = field(ROUNDS)
    for number, order in enumerate(rounds):
        said = race(pool, order)
        assert sorted(said.values()).count("hired") == 1, (number, said)
        assert set(said.values()) == {"hired", "told"}
    assert set(JobOrder.objects.values_list("filled", "state")) == {(1, "filled")}
    assert Placement.objects.count() == ROUNDS
    states = Referral.objects.values_list("order", "state")
    assert sum(state == ReferralState.HIRED for _, state in states) == ROUNDS
    assert sum(state == ReferralState.OBSOLETE for _, state in states) == ROUNDS * (RACERS - 1)


def test_the_same_referral_hired_by_eight_at_once_is_one_hire(pool):
    (order,) = field(1)
    one = Referral.objects.filter(order=order).first()
    said = race(pool, order, [one] * RACERS)
    assert set(said.values()) == {"hired"}  # everyone learns of the same hire
    assert Placement.objects.count() == 1
    assert JobOrder.objects.get().filled == 1


def test_without_lock_and_constraint_the_same_race_overfills(pool, monkeypatch, postgres):
    """The control: it shows that the race is a race."""
    rounds = field(6)
    with postgres.connect(OWNER, connection.settings_dict["NAME"]) as owner:
        owner.execute("ALTER TABLE orders_joborder DROP CONSTRAINT order_not_overfilled")

    def no_lock(order_id, by=None):
        return JobOrder.objects.get(pk=order_id)

    def no_wall(order, *, by, at):
        if order.filled >= order.openings:
            raise CannotError
        start.wait(timeout=5)  # everyone has looked before anyone writes
        JobOrder.objects.filter(pk=order.pk).update(filled=F("filled") + 1)
        return False

    monkeypatch.setattr(rows, "lock_order", no_lock)
    monkeypatch.setattr(rows, "lock_many", lambda keys: list(Referral.objects.filter(pk__in=list(keys))))
    monkeypatch.setattr(hiring, "take_opening", no_wall)
    for order in rounds:
        start = threading.Barrier(RACERS)
        race(pool, order)
    assert JobOrder.objects.filter(filled__gt=F("openings")).count() == len(rounds)


def field(rounds: int) -> list[JobOrder]:
    """Orders with one opening each and eight residents whom the employer wants, walked there along legal steps."""
    by = staff.counsellor()
    firm, now = companies.company(by.district), clock.now()
    placed = [orders.order(by, firm, openings=1) for _ in range(rounds)]
    files = [
        seekers.unsaved(
            state="active", applied_at=now, active_on=now.date(), valid_until=date(2100, 1, 1), owner=by,
            district=by.district,
        )
        for _ in range(rounds * RACERS)
    ]  # fmt: skip
    for file in files:
        file.derive()
    Seeker.objects.bulk_create(files)
    made = Referral.objects.bulk_create(
        [
            Referral(
                district=by.district, number=f"R{number}", order=placed[number // RACERS], seeker=file, owner=by,
                state="proposed", proposed_at=now, proposed_by=by, special="counsellor", moved_at=now,
                answer_by=now.date(),
            )
            for number, file in enumerate(files)
        ]
    )  # fmt: skip
    consents = ReferralConsent.objects.bulk_create(
        [
            ReferralConsent(
                district=by.district, referral=one, company=firm, given=True, text_version="1", channel="paper",
                source="paper", at=now,
            )
            for one in made
        ]
    )  # fmt: skip
    for one, consent in zip(made, consents, strict=True):
        one.consent = consent
    Referral.objects.bulk_update(made, ["consent"])
    for state in ("consented", "sent", "offered"):
        Referral.objects.update(state=state)
    return placed


def race(pool: ThreadPoolExecutor, order: JobOrder, runners: list[Referral] | None = None) -> dict[int, str]:
    """Everyone hires at once, each on a connection of their own. Returns what each was told."""
    runners = runners or list(Referral.objects.filter(order=order).select_related("owner"))
    line = threading.Barrier(len(runners))

    def run(referral: Referral) -> str:
        line.wait(timeout=20)
        try:
            actions.hire(
                referral=referral, start_on=date(2027, 1, 4), version=None, source=Source.SPOKEN_PHONE,
                by=referral.owner, at=clock.now(),
            )  # fmt: skip
        except (CannotError, IllegalTransitionError):
            return "told"
        return "hired"

    return dict(enumerate(pool.map(run, runners)))
