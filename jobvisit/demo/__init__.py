"""The demo district: Seocho-gu's real neighbourhoods with invented firms, residents and job orders.

Played through the same actions that the pages use; the same day gives the same district, row by row.
"""

from datetime import datetime, time
from random import Random

from django.db import connection, transaction

from jobvisit.base import clock
from jobvisit.demo import (
    agreements,
    city,
    days,
    desks,
    messages,
    months,
    office,
    people,
    referrals,
    stage,
    training,
    visits,
)
from jobvisit.office.staff import queries as staff_queries

SEED = 2026

CHAPTERS = (
    office,
    messages,
    city,
    people,
    days,
    visits,
    referrals,
    desks,
    agreements,
    training,
    months,
)
"""Modules with a `play(world)`, in the order in which they happen; later ones find what earlier ones left."""

LOGINS = office.LOGINS
"""(log-in, password, what for) of every account of the demo, for the line that `make run` prints."""


def seed_if_empty() -> bool:
    """Seed the demo into a database without a district. Returns whether it did.

    Two processes that start together seed once: the second waits for the first at a database lock.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(20261123)")
        if staff_queries.districts().exists():
            return False
        seed(clock.now())
        return True


@transaction.atomic
def seed(now: datetime) -> None:
    """Make the whole district as it stands at `now`."""
    morning = datetime.combine(clock.seoul_day(now), time(8), clock.SEOUL)
    world = stage.World(rng=Random(SEED), now=morning)
    for chapter in CHAPTERS:
        chapter.play(world)
