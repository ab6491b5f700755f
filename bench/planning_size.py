"""Zones of about sixty units, and the cost of a plan as the problem grows.

    python bench/planning_size.py [--seeds 5]

CPU seconds of one thread. Zones: deviation from the mean load, connected or not, ways beside the nearest office.
Growth: seconds before the search begins (screening, travel tables, appointments, first greedy plan), i.e. with a
limit of 0 iterations; a city of 25 districts is 25 such plans, one after the other.
"""

import argparse
import resource
import time
from dataclasses import replace
from datetime import timedelta

from jobvisit.engines.planning import Limit, plan
from jobvisit.engines.planning.sample import OFFICES, POSTS, week
from jobvisit.engines.planning.travel import straight_lines
from jobvisit.engines.planning.zones import Home, make_units, zones


def zone_rows(seeds):
    for seed in range(1, seeds + 1):
        problem = week(seed)
        points = {visit.id: visit.place for visit in problem.visits}
        loads = {visit.id: visit.value for visit in problem.visits}
        units, _ = make_units(points, loads, count=60, seed=seed)
        homes = [Home(name, OFFICES[office]) for name, office in POSTS]
        begun = time.process_time()
        found = zones(units, homes)
        seconds = time.process_time() - begun
        far = straight_lines([*(u.place for u in units), *(h.place for h in homes)])[: len(units), len(units) :]
        near = sum(u.load * far[n].min() for n, u in enumerate(units)) / sum(u.load for u in units)
        print(f"zones {seed}: spread {100 * found.zoning.spread:.1f} %, connected {found.zoning.connected}, "
              f"way {found.zoning.metres / near:.3f} of nearest office, {seconds:.2f} CPU s", flush=True)  # fmt: skip


def growth_rows():
    for counsellors, firms, weeks in ((5, 714, 1), (5, 714, 4), (5, 10_000, 1), (10, 5_000, 1), (10, 5_000, 4)):
        problem = week(2026, firms=firms, appointments=firms // 10 if firms < 1000 else 142, weeks=weeks)
        if counsellors > 5:
            more = tuple(replace(shift, counsellor=shift.counsellor + "2") for shift in problem.shifts)
            problem = replace(problem, shifts=problem.shifts + more)
        begun = time.process_time()
        made = plan(problem, limit=Limit(iterations=0))
        seconds = time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        days = (max(s.day for s in problem.shifts) - min(s.day for s in problem.shifts)) // timedelta(days=7) + 1
        print(f"{counsellors} counsellors, {firms} firms, {days} week(s): first plan {seconds:.2f} CPU s, "
              f"{made.visits} visits, {memory} MiB", flush=True)  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    zone_rows(parser.parse_args().seeds)
    growth_rows()
