"""Re-planning after one change, and slots offered on the telephone, at the district's size.

    python bench/planning_change.py [--repeats 3] [--seconds 1.0] [--long 10] [--offers 100]

Changes on Tuesday morning or at 13:10: an appointment moves, a firm cancels, a counsellor is ill on Wednesday. Gap to
the best of longer runs without a price on moving (other seeds). CPU seconds of one thread; offers in wall time.
"""

import argparse
import random
import statistics
import time
from dataclasses import replace
from datetime import timedelta

from jobvisit.engines.planning import Appointment, Limit, check, offer_slots, plan, replan
from jobvisit.engines.planning.sample import STARTS, week


def changed(problem, kind, rng, hour):
    monday = problem.shifts[0].day
    now = replace(problem, now=(monday + timedelta(days=1), hour))
    late = [v for v in now.visits if v.appointment and v.appointment.day >= monday + timedelta(days=2)]
    one = rng.choice(late)
    if kind == "appointment moves":
        days = [monday + timedelta(days=n) for n in (2, 3, 4)]
        day = rng.choice([day for day in days if day != one.appointment.day])
        new = replace(one, appointment=Appointment(day, rng.choice(STARTS) * 60, 1800))
    elif kind == "firm cancels":
        new = replace(one, closed_down=True)
    else:
        ill, day = rng.choice("가나다라마"), monday + timedelta(days=2)
        return replace(now, shifts=tuple(s for s in now.shifts if (s.counsellor, s.day) != (ill, day)))
    return replace(now, visits=tuple(new if v.id == one.id else v for v in now.visits))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--long", type=float, default=10)
    parser.add_argument("--offers", type=int, default=100)
    args = parser.parse_args()
    rng = random.Random(5)
    base = week(2026)
    old = plan(base, limit=Limit(cpu_seconds=args.long))
    gaps, moves, seconds, frozen = [], [], [], 0
    for kind in ("appointment moves", "firm cancels", "counsellor ill"):
        for repeat in range(args.repeats):
            problem = changed(base, kind, rng, (8 * 3600, 13 * 3600 + 600)[repeat % 2])
            begun = time.process_time()
            change = replan(problem, old, limit=Limit(cpu_seconds=args.seconds))
            seconds.append(time.process_time() - begun)
            frozen += len(check(problem, change.plan, frozen=change.frozen))
            long = Limit(cpu_seconds=args.long)
            long = Limit(cpu_seconds=args.long)
            more = [replan(problem, old, limit=long, price=0, seed=seed).plan.value for seed in (1, 2)]
            gaps.append(100 * (1 - change.plan.value / max(*more, change.plan.value)))
            moves.append(change.day_changes)
            print(f"{kind:18} gap {gaps[-1]:.2f} %  day changes {moves[-1]}  {seconds[-1]:.2f} CPU s", flush=True)
    print(f"median gap {statistics.median(gaps):.2f} %, largest {max(gaps):.2f} %; day changes median "
          f"{statistics.median(moves)}; {max(seconds):.2f} CPU s at most; frozen moved {frozen}")  # fmt: skip
    left = [one.visit for one in old.unserved]
    visits = {visit.id: visit for visit in base.visits}
    times, counts = [], []
    for name in rng.sample(left, min(args.offers, len(left))):
        begun = time.perf_counter()
        counts.append(len(offer_slots(base, old, visits[name]).offers))
        times.append(1000 * (time.perf_counter() - begun))
    times.sort()
    print(f"offers: median {statistics.median(times):.0f} ms, p95 {times[int(0.95 * len(times))]:.0f} ms, "
          f"{statistics.median(counts)} offers")  # fmt: skip


if __name__ == "__main__":
    main()
