"""714 letters of a round end to end: links given, typeset in batches kept as rows, bound, stored.

    python bench/notices.py [--firms 714]

Needs a database as the tests do (JOBVISIT_HOME or the demo's); prints CPU and wall seconds, size and peak memory.
"""

import argparse
import os
import resource
import time


def main() -> None:
    """Play one round in a transaction that is taken back at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--firms", type=int, default=714)
    wanted = parser.parse_args().firms
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobvisit.config.settings")
    from jobvisit.config.local import database

    with database():
        import django

        django.setup()
        _round(wanted)


def _round(wanted: int) -> None:
    from datetime import timedelta

    from django.db import transaction

    from jobvisit.base import clock
    from jobvisit.flows import notices, working
    from jobvisit.office.outreach import actions, queries
    from jobvisit.office.staff import queries as staff

    place = staff.districts()[0]
    manager = staff.importer(place)
    now = clock.now()
    with transaction.atomic():
        choice = queries.Choice(least_staff=1)
        campaign = actions.draft_campaign(
            name=f"bench {now:%FT%T}", channel="letter", choice=choice, by=manager, at=now,
            expires_on=clock.seoul_day(now) + timedelta(days=20),
        )  # fmt: skip
        queries.notices(campaign).filter(number__gt=wanted).delete()
        work = notices.ask_for_letters(campaign=campaign, by=manager, at=now)
        cpu, wall = time.process_time(), time.monotonic()
        working.do(work.pk)
        cpu, wall = time.process_time() - cpu, time.monotonic() - wall
        work.refresh_from_db()
        size = len(queries.result_of(work))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{work.total} letters, {work.state}: CPU {cpu:.1f} s, wall {wall:.1f} s, "
            f"{size / 1e6:.1f} MB, peak {peak:.0f} MB"
        )
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
