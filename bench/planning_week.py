"""The district's week: 714 firms, 25 counsellor-days, 71 appointments; invented firms at real dong centres.

    python bench/planning_week.py [--seeds 2026,11,12,13] [--long 120] [--seconds 2,5,20]

Value as a share of a long run of the same planner; beside it the greedy planner (which needs no package), PyVRP, and
two weeks made by hand: each counsellor's zone (nearest office), appointments kept, then always the nearest firm that
fits - any firm, or only the zone's most valuable (as many as fit the week). CPU seconds of one thread.
"""

import argparse
import math
import statistics
import time

from jobvisit.engines.planning import Engine, Limit, check, plan
from jobvisit.engines.planning.build import Wanted, build
from jobvisit.engines.planning.core import FORBIDDEN, starts, tally
from jobvisit.engines.planning.sample import POSTS, week


def by_hand(problem, valuable):
    """Routes, and the core they stand in: what a careful person does with a map and a list."""
    built = build(problem, problem.shifts, [Wanted(visit, 1) for visit in problem.visits])
    core, shifts, visits = built.core, problem.shifts, problem.visits
    offices = {shift.counsellor: shift.start for shift in shifts}
    zone = {name: [] for name, _ in POSTS}
    for number, visit in enumerate(visits):
        near = sorted(offices, key=lambda name: math.dist(_at(visit.place), _at(offices[name])))
        same = [name for name in near if offices[name] == offices[near[0]]]
        zone[same[number % len(same)]].append(number)
    routes, done = [[] for _ in shifts], set()

    def fit(route, group, position):
        for task in range(core.first[group], core.first[group + 1]):
            changed = [*routes[route][:position], task, *routes[route][position:]]
            if core.gain[task, route] != FORBIDDEN and starts(core, route, changed) is not None:
                return changed
        return None

    booked = [n for n, visit in enumerate(visits) if visit.appointment]
    booked.sort(key=lambda n: visits[n].appointment.start)
    for group in booked:
        day = [r for r, shift in enumerate(shifts) if shift.day == visits[group].appointment.day]
        day.sort(key=lambda r: group not in zone[shifts[r].counsellor])
        for route in day:
            changed = next(
                (c for k in range(len(routes[route]), -1, -1) if (c := fit(route, group, k)) is not None), None
            )
            if changed is not None:
                routes[route] = changed
                done.add(group)
                break
    days = sorted({shift.day for shift in shifts})
    for route, shift in enumerate(shifts):
        pool = [n for n in zone[shift.counsellor] if n not in done and not visits[n].appointment]
        if valuable:
            pool.sort(key=lambda n: -visits[n].value)
            pool = pool[: 8 * (len(days) - days.index(shift.day)) + 4]
        position = 0
        while True:
            here = core.task[routes[route][position - 1], 0] if position else core.route[route, 0]
            row = built.metres[0, here]
            near = sorted((n for n in pool if n not in done), key=lambda n: row[core.task[core.first[n], 0]])
            hit = next(((n, c) for n in near[:25] if (c := fit(route, n, position)) is not None), None)
            if hit is not None:
                done.add(hit[0])
                routes[route] = hit[1]
            elif position >= len(routes[route]):
                break
            position += 1
    value = sum(visits[n].value for n in done)
    metres = 0
    for route in range(len(shifts)):
        if routes[route]:
            places = [core.route[route, 0], *core.task[routes[route], 0], core.route[route, 1]]
            metres += int(built.metres[0, places[:-1], places[1:]].sum())
    assert tally(core, routes).stops == len(done)
    return value, len(done), metres / 1000, len(booked) - sum(n in done for n in booked)


def _at(place):
    return place.lat, place.lon * math.cos(math.radians(37.48))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="2026,11,12,13")
    parser.add_argument("--seconds", default="2,5,20")
    parser.add_argument("--long", type=float, default=120)
    parser.add_argument("--effort", type=float, help="the knob (default: as the planner sets it)")
    parser.add_argument("--no-pyvrp", action="store_true")
    args = parser.parse_args()
    seconds = [float(one) for one in args.seconds.split(",")]
    plan(week(1, firms=60, appointments=5), limit=Limit(iterations=20))  # compiled code is loaded once
    shares = {}
    for seed in (int(one) for one in args.seeds.split(",")):
        problem = week(seed)
        runs = {"greedy": (Limit(iterations=0), Engine.GREEDY)}
        runs |= {f"{one:g} s": (Limit(cpu_seconds=one), Engine.AUTO) for one in seconds}
        if not args.no_pyvrp:
            runs |= {f"PyVRP {seconds[-1]:g} s": (Limit(cpu_seconds=seconds[-1]), Engine.PYVRP)}
        runs |= {"long": (Limit(cpu_seconds=args.long), Engine.AUTO)}
        rows = {}
        for name, (limit, engine) in runs.items():
            begun = time.process_time()
            made = plan(problem, effort=args.effort, limit=limit, engine=engine, started=begun)
            rows[name] = (made.value, made.visits, made.metres / 1000, len(made.unkept), time.process_time() - begun)
            assert check(problem, made) == []
        for name, valuable in (("by hand, nearest", False), ("by hand, valuable", True)):
            begun = time.process_time()
            rows[name] = (*by_hand(problem, valuable), time.process_time() - begun)
        best, hand = rows["long"][0], rows["by hand, valuable"]
        for name, (value, visits, km, lost, cpu) in rows.items():
            share = 100 * value / best
            gain, way = 100 * (value / hand[0] - 1), 100 * (km / visits) / (hand[2] / hand[1])
            shares.setdefault(name, []).append((share, km / visits, gain, way))
            print(
                f"{seed} {name:18} {share:6.2f} %  {visits} visits  {km / visits:.2f} km/visit  "
                f"beside by hand {gain:+.1f} % value, {way:.0f} % km/visit  appointments lost {lost}  {cpu:.2f} CPU s",
                flush=True,
            )
    print("median over the seeds:")
    for name, found in shares.items():
        share, way, gain, beside = (statistics.median(column) for column in zip(*found, strict=True))
        worst = min(one[0] for one in found), min(one[2] for one in found), max(one[3] for one in found)
        print(f"  {name:18} {share:6.2f} % (worst {worst[0]:.2f})  {way:.2f} km/visit  beside by hand {gain:+.1f} % "
              f"(worst {worst[1]:+.1f}) value, {beside:.0f} % (worst {worst[2]:.0f}) km/visit")  # fmt: skip


if __name__ == "__main__":
    main()
