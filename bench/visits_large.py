"""A district of 10,000 firms through the composer in the office: gathered, planned, checked, nobody silently left out.

    python bench/visits_large.py [--firms 10000]

Needs the demo's database; everything happens in a transaction that is taken back. One firm in fifty has no coordinates,
one in a hundred lies in the wrong place, one in a hundred has closed. Prints CPU seconds of each step and fails if a
firm that was compared is neither visited nor named with a reason.
"""

import argparse
import os
import random
import time


def main() -> None:
    """Play it once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--firms", type=int, default=10_000)
    wanted = parser.parse_args().firms
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobvisit.config.settings")
    from jobvisit.config.local import database

    with database():
        import django

        django.setup()
        _run(wanted)


def _run(wanted: int) -> None:
    from django.db import transaction

    from jobvisit.base import clock
    from jobvisit.flows import territory, visit_reasons, visits, working
    from jobvisit.office.outreach import queries
    from jobvisit.office.staff import queries as staff

    place = staff.districts()[0]
    manager = staff.importer(place)
    now = clock.now()
    with transaction.atomic():
        _sow(place, wanted, manager, now)
        first, last = visits.next_week(clock.seoul_day(now))
        plan = visits.ask(
            first=first, last=last, effort=visits.EFFORT, hours="full", in_zones=True, random_share=0.0, by=manager,
            at=now,
        )  # fmt: skip
        gathered = _timed("gather", lambda: visit_reasons.gather(plan, by=manager, at=now))
        _timed("zones page", lambda: territory.lie_of_the_land(by=manager, on=clock.seoul_day(now)))
        work = queries.latest_work(manager, "plan", plan.pk)
        _timed("compose, whole", lambda: working.do(work.pk))
        plan.refresh_from_db()
        work.refresh_from_db()
        answer = plan.answer
        compared = len(gathered.problem["firms"])
        reasons: dict[str, int] = {}
        for one in answer["unserved"]:
            reasons[one["reason"]] = reasons.get(one["reason"], 0) + 1
        open_ = queries.can_be_visited(place.pk).count()
        rest = open_ - compared - answer["left_out"]
        print(f"{open_:,} open firms: {compared} compared, {answer['left_out']:,} promise less, {rest} rest")
        print(f"{answer['visits']} visits; not visited: {reasons}; work {work.state} {work.problem}")
        transaction.set_rollback(True)
    assert answer["visits"] + len(answer["unserved"]) == compared, "a firm is neither visited nor named"


def _sow(place: object, wanted: int, manager: object, now: object) -> None:
    from jobvisit.office.companies import actions
    from jobvisit.office.reference import tables

    rng = random.Random(10_000)
    dongs = [dong for dong in tables.dongs().values() if dong.gu == place.name]  # type: ignore[attr-defined]
    firms = []
    for number in range(wanted):
        dong = rng.choice(dongs)
        lat, lon = dong.lat + rng.gauss(0, 0.006), dong.lon + rng.gauss(0, 0.006)
        branch = {"name": "본점", "is_head": True, "dong": dong.code, "lat": lat, "lon": lon}
        if number % 50 == 0:
            branch |= {"lat": None, "lon": None}
        elif number % 100 == 1:
            branch |= {"lat": 35.16, "lon": 129.06}
        company = {
            "name": f"새 업체 {number}", "headcount": rng.randint(1, 300),
            "industry_name": rng.choice(["소매업", "음식점업", "사업시설 관리업"]),
            "status": "closed" if number % 100 == 2 else "open",
        }  # fmt: skip
        firms.append((company, branch, {}))
    actions.register_many(firms=firms, by=manager, at=now)  # type: ignore[arg-type]


def _timed(name: str, deed: object) -> object:
    cpu, wall = time.process_time(), time.monotonic()
    found = deed()  # type: ignore[operator]
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    print(f"{name}: CPU {cpu:.1f} s, wall {wall:.1f} s; load {os.getloadavg()[0]:.1f}")
    return found


if __name__ == "__main__":
    main()
