"""One round of referrals with its proof, beside OR-Tools' min-cost flow; and what rounds place that lists do not.

    python bench/matching_assign.py [--sizes 10000x1000,100000x10000] [--seed 0] [--runs 5] [--no-peer] [--play]

The market is `simulate.market` (at most 50 edges a resident, capacity = 3 × seats); both solve the same problem, ours
to a proven gap of at most 0.02 %, min-cost flow to the optimum of values rounded to millionths. With `--play`: expected
placements of "everyone's top k" against k rounds with a cap of 3 referrals a seat, in a Monte-Carlo whose model is the
docstring of `simulate`; and the price of priority for the fifth with the least chances. Needs ortools
(requirements/bench.in).
"""

import argparse
import os
import time

import numpy as np

from jobvisit.engines.matching.assign import assign
from jobvisit.engines.matching.congestion import price_of_priority, refer
from jobvisit.engines.matching.simulate import Market, market, placements, top

MILLION = 1_000_000


def flow(edges, capacity: np.ndarray, residents: int) -> tuple[float, float]:
    """Seconds of OR-Tools' SimpleMinCostFlow (building included, as for ours) and the value it reaches."""
    from ortools.graph.python import min_cost_flow

    begun = time.perf_counter()
    solver = min_cost_flow.SimpleMinCostFlow()
    m, source, sink = len(capacity), residents + len(capacity), residents + len(capacity) + 1
    people, orders = np.arange(residents, dtype=np.int32), np.arange(m, dtype=np.int32) + residents
    one = np.ones(residents, np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(np.full(residents, source, np.int32), people, one, one * 0)
    cost = -np.rint(edges.value * MILLION).astype(np.int64)
    tail, head = edges.resident.astype(np.int32), edges.order.astype(np.int32) + residents
    solver.add_arcs_with_capacity_and_unit_cost(tail, head, np.ones(len(cost), np.int64), cost)
    solver.add_arcs_with_capacity_and_unit_cost(
        orders, np.full(m, sink, np.int32), capacity.astype(np.int64), capacity * 0
    )
    solver.add_arcs_with_capacity_and_unit_cost(  # whoever gets nothing goes past
        np.array([source], np.int32), np.array([sink], np.int32), np.array([residents]), np.array([0])
    )
    solver.set_nodes_supplies(np.array([source, sink], np.int32), np.array([residents, -residents]))
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("min-cost flow found no optimum")
    return time.perf_counter() - begun, -solver.optimal_cost() / MILLION


def solve(town: Market, runs: int, *, peer: bool) -> None:
    capacity = town.seats * 3
    taken, spent = [], []
    for _ in range(runs):
        begun, cpu = time.perf_counter(), time.process_time()
        found = assign(town.edges, capacity, residents=town.residents)
        taken.append(time.perf_counter() - begun)
        spent.append(time.process_time() - cpu)
    print(
        f"{town.residents:>9,} × {len(capacity):>7,}  {len(town.edges):>11,} edges  ours {np.median(taken):8.3f} s "
        f"(cpu {np.median(spent):.3f})  gap {found.gap:.5%}  load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    if peer:
        wall, value = zip(*(flow(town.edges, capacity, town.residents) for _ in range(min(runs, 3))), strict=True)
        short = (value[0] - found.objective) / value[0]
        ratio = np.median(wall) / np.median(taken)
        print(f"{'':24}OR-Tools min-cost flow {np.median(wall):8.3f} s   ratio {ratio:.1f}   ours {short:.5%} below it")


def play(town: Market, runs: int = 200) -> None:
    for k in (5, 3):
        crowd, plan = top(town.edges, k), refer(town.edges, town.seats, rounds=k, residents=town.residents)
        before, after = (placements(e, town.seats, runs=runs) for e in (crowd, plan.referrals))
        error = 2 * (before.error + after.error) / before.mean
        load = [int(np.bincount(e.order, minlength=len(town.seats)).max()) for e in (crowd, plan.referrals)]
        print(f"everyone's top {k}: {len(crowd):7,} referrals, most at one order {load[0]:4}, hires {before.mean:8.1f}")
        change, fewer = after.mean / before.mean - 1, len(plan) / len(crowd) - 1
        print(
            f"{k} rounds:         {len(plan):7,} ({fewer:+.1%}), most at one order {load[1]:4}, hires {after.mean:8.1f}"
        )
        print(f"{'':17}{change:+.1%} ± {error:.1%} hires")
    worth = np.zeros(town.residents)
    np.maximum.at(worth, town.edges.resident, town.edges.value)
    weak = np.argsort(worth)[: town.residents // 5]
    print("price of priority, for the fifth with the least chances:")
    for point in price_of_priority(town.edges, town.seats, weak, "a measure, named"):
        print(
            f"  weight {point.weight:4.2f}: theirs {point.priority:7.1f}, all {point.total:8.1f} ({point.change:+.2%})"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10000x1000,100000x10000")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--play", action="store_true")
    args = parser.parse_args()
    solve_small = market(200, 20, 1)
    assign(solve_small.edges, solve_small.seats, residents=200)  # compiled before anything is timed
    for size in args.sizes.split(","):
        residents, orders = map(int, size.split("x"))
        town = market(residents, orders, args.seed)
        solve(town, args.runs, peer=not args.no_peer)
        if args.play:
            play(town)


if __name__ == "__main__":
    main()
