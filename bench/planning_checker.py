"""10,000 random problems with everything that goes wrong in offices: every plan passes the independent verifier.

    python bench/planning_checker.py [--cases 10000] [--first 0] [--changes 1000]

Counts violations, exceptions, appointments that are neither kept nor named, and values above the bound; then changes
(a later hour, a counsellor gone, a firm gone) re-planned and verified with what is past and confirmed frozen.
"""

import argparse
import random
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from jobvisit.engines.planning import Limit, check, hostile, plan, replan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--changes", type=int, default=1_000)
    args = parser.parse_args()
    count, reasons, begun = Counter(), Counter(), time.process_time()
    for seed in range(args.first, args.first + args.cases):
        problem = hostile.problem(seed)
        try:
            made = plan(problem, seed=seed, limit=Limit(iterations=10))
        except Exception as error:
            count["exceptions"] += 1
            print(seed, type(error).__name__, error)
            continue
        count["violations"] += len(check(problem, made))
        count["above the bound"] += made.value > made.bound + 1e-6
        planned = {stop.visit for route in made.routes for stop in route.stops}
        named = {left.visit for left in made.unserved}
        count["not planned, not named"] += sum(visit.id not in planned | named for visit in problem.visits)
        count["planned visits"] += made.visits
        reasons.update(str(left.reason) for left in made.unserved)
    for seed in range(args.first, args.first + args.changes):
        rng = random.Random(seed)
        problem = replace(hostile.problem(seed), now=None)
        try:
            made = plan(problem, seed=seed, limit=Limit(iterations=10))
            now = (
                hostile.MONDAY + timedelta(days=rng.randint(0, 4)),
                rng.randint(8, 17) * 3600 + rng.choice((0, 1234)),
            )
            shifts = tuple(shift for shift in problem.shifts if rng.random() > 0.1)
            visits = tuple(visit for visit in problem.visits if rng.random() > 0.02)
            changed = replace(problem, now=now, shifts=shifts, visits=visits)
            change = replan(changed, made, seed=seed, limit=Limit(iterations=10))
        except Exception as error:
            count["exceptions"] += 1
            print("change", seed, type(error).__name__, error)
            continue
        count["violations"] += len(check(changed, change.plan, frozen=change.frozen))
        count["frozen stops"] += len(change.frozen)
    for name in ("exceptions", "violations", "not planned, not named", "above the bound"):
        print(f"{name}: {count[name]}")
    print(f"{args.cases} problems, {args.changes} changes, {count['planned visits']} visits, "
          f"{count['frozen stops']} frozen stops, {time.process_time() - begun:.0f} CPU s")  # fmt: skip
    print("reasons given:", dict(reasons.most_common()))


if __name__ == "__main__":
    main()
