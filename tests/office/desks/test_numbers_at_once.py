"""Fifty tablets take a ticket at the same moment: no number twice, none skipped.

The lock is taken away in the control, which must then collide. JOBVISIT_RACES sets the rounds; CI runs 100 and more.
"""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError

from jobvisit.base import clock
from jobvisit.office.desks import actions
from jobvisit.office.desks.actions import tickets
from jobvisit.office.desks.models import Session, Ticket
from jobvisit.office.desks.seats import FullError
from tests.factories import desks, races, staff

pytestmark = pytest.mark.django_db(transaction=True)
TABLETS = 50
ROUNDS = min(int(os.environ.get("JOBVISIT_RACES", "2")), 100)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with races.racers(TABLETS) as threads:
        yield threads


def race(pool: ThreadPoolExecutor, someone, session: Session) -> list[object]:
    """What each of the fifty got: its number, or the name of what went wrong."""
    start = threading.Barrier(TABLETS)

    def take(_: int) -> object:
        start.wait(timeout=60)
        try:
            return actions.walk_in(session=session, by=someone, at=clock.now()).number
        except (FullError, IntegrityError) as problem:
            return type(problem).__name__

    return list(pool.map(take, range(TABLETS)))


def test_fifty_tablets_at_once_get_the_numbers_from_one_to_fifty(pool):
    someone = staff.counsellor()
    place = desks.place(someone)
    for _ in range(ROUNDS):
        session = desks.opened(someone, place=place)
        assert sorted(race(pool, someone, session)) == list(range(1, TABLETS + 1))
        assert sorted(session.tickets.values_list("number", flat=True)) == list(range(1, TABLETS + 1))
        session.refresh_from_db()
        assert session.last_number == TABLETS
        actions.close_session(session=session, note="", by=someone, at=clock.now())


def test_of_fifty_at_once_thirty_fit_and_the_others_are_told(pool):
    someone = staff.counsellor()
    session = desks.opened(someone, capacity=30)
    said = race(pool, someone, session)
    assert sorted(one for one in said if isinstance(one, int)) == list(range(1, 31))
    assert Counter(one for one in said if not isinstance(one, int)) == {"FullError": 20}


def test_a_ticket_that_is_rolled_back_gives_its_number_back(monkeypatch):
    someone = staff.counsellor()
    session = desks.opened(someone)
    with monkeypatch.context() as broken:
        broken.setattr(tickets.audit, "note", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.walk_in(session=session, by=someone, at=clock.now())
    assert actions.walk_in(session=session, by=someone, at=clock.now()).number == 1


def test_without_the_lock_the_same_race_collides(pool, monkeypatch):
    """The control: it shows that the race is a race."""
    someone = staff.counsellor()
    session = desks.opened(someone)
    monkeypatch.setattr(tickets, "_lock", lambda session, by=None: Session.objects.get(pk=session.pk))
    said = race(pool, someone, session)
    assert "IntegrityError" in said
    assert Ticket.objects.filter(session=session).count() < TABLETS
