"""Zones of about sixty units: our local search beside an exact model by CP-SAT (OR-Tools, from requirements/bench.in).

    python bench/planning_zones.py [--seeds 8] [--units 60] [--tolerance 0.05] [--limit 60]

The model: each unit in one zone, each office's nearest unit in its zone, loads within the tolerance, least load × way;
connection by cuts added where a zone falls apart, until none does. One worker, proven best unless the limit (CPU
seconds) ends it. Both work on the same neighbours, loads and ways. CPU seconds of one thread.
"""

import argparse
import statistics
import time

from jobvisit.engines.planning.sample import OFFICES, POSTS, week
from jobvisit.engines.planning.zones import Home, _Map, judge, make_units, zones

SCALE = 1000


def pieces(members, neighbours):
    left, found = set(members), []
    while left:
        stack = [left.pop()]
        piece = set(stack)
        while stack:
            near = neighbours[stack.pop()] & left
            left -= near
            piece |= near
            stack += near
        found.append(piece)
    return found


def exact(units, homes, tolerance, limit):
    """(zone of each unit or None, proven)."""
    from ortools.sat.python import cp_model

    board = _Map(units, homes)
    count = range(len(units))
    model = cp_model.CpModel()
    x = [[model.new_bool_var("") for _ in homes] for _ in count]
    load = [round(SCALE * unit.load) for unit in units]
    for u in count:
        model.add_exactly_one(x[u])
    for z in range(len(homes)):
        model.add(x[board.seat[z]][z] == 1)
        held = sum(load[u] * x[u][z] for u in count)
        model.add(held >= round(SCALE * board.mean * (1 - tolerance)) + 1)
        model.add(held <= round(SCALE * board.mean * (1 + tolerance)) - 1)
    model.minimize(sum(round(SCALE * board.cost(u, z)) * x[u][z] for u in count for z in range(len(homes))))
    begun, proven = time.process_time(), True
    while True:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = max(0.1, limit - (time.process_time() - begun))
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, False
        proven &= status == cp_model.OPTIMAL
        label = [next(z for z in range(len(homes)) if solver.value(x[u][z])) for u in count]
        cuts = 0
        for z in range(len(homes)):
            for piece in pieces([u for u in count if label[u] == z], board.neighbours):
                if board.seat[z] not in piece:
                    edge = set().union(*(board.neighbours[u] for u in piece)) - piece
                    model.add(sum(x[u][z] for u in piece) <= len(piece) - 1 + sum(x[n][z] for n in edge))
                    cuts += 1
        if not cuts:
            return {units[u].id: homes[label[u]].zone for u in count}, proven
        if time.process_time() - begun > limit:
            return None, False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--units", type=int, default=60)
    parser.add_argument("--tolerance", type=float, default=0.05)
    parser.add_argument("--limit", type=float, default=60)
    args = parser.parse_args()
    longer, slower = [], []
    for seed in range(1, args.seeds + 1):
        problem = week(seed)
        points = {visit.id: visit.place for visit in problem.visits}
        units, _ = make_units(points, {v.id: v.value for v in problem.visits}, count=args.units, seed=seed)
        homes = [Home(name, OFFICES[office]) for name, office in POSTS]
        begun = time.process_time()
        ours = zones(units, homes, tolerance=args.tolerance).zoning
        own = time.process_time() - begun
        begun = time.process_time()
        labels, proven = exact(units, homes, args.tolerance, args.limit)
        peer = time.process_time() - begun
        line = f"{seed}: ours spread {100 * ours.spread:.1f} %, connected {ours.connected}, {ours.metres:.0f} m"
        line += f", {own:.2f} s"
        if labels is None:
            print(line + f" | CP-SAT no connected zones in {peer:.1f} s", flush=True)
            continue
        other = judge(units, homes, labels)
        longer.append(100 * (ours.metres / other.metres - 1))
        slower.append(peer / own)
        print(f"{line} | CP-SAT spread {100 * other.spread:.1f} %, connected {other.connected}, {other.metres:.0f} m, "
              f"{peer:.2f} s{' (proven)' if proven else ''} | ours {longer[-1]:+.2f} %", flush=True)  # fmt: skip
    if longer:
        print(f"our ways beside the best: median {statistics.median(longer):+.2f} %, largest {max(longer):+.2f} %; "
              f"CP-SAT takes {statistics.median(slower):.1f} times as long (median)")  # fmt: skip


if __name__ == "__main__":
    main()
