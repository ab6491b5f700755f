"""Benchmarks of the literature: gap to proven optima (TOPTW, one route) and best known costs (PCVRPTW).

    python bench/planning_routes.py toptw [--seconds 15] [--seeds 0] [--engine auto]
    python bench/planning_routes.py pcvrptw [--seconds 60]
    python bench/planning_routes.py toptw --routes 4     # several routes: beside our own best of the study

CPU seconds of one thread (reading included); instances and reference values from ../shared/data/routes. With --peer,
OR-Tools beside it (--peer-only: alone) from the same tables, for as many CPU seconds: parallel cheapest insertion,
then guided local search, each client a disjunction whose penalty is its prize, idle vehicles free.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

from jobvisit.engines.planning import Engine, Limit
from jobvisit.engines.planning.benchmarks import read_instance, solve_instance

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "routes"


def peer(instance, seconds):
    """OR-Tools routing, guided local search, from the same tables: its objective, or None where it finds no plan."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    core = instance.core
    size = core.travel.shape[1]
    depot = int(core.route[0, 0])
    manager = pywrapcp.RoutingIndexManager(size, core.routes, depot)
    model = pywrapcp.RoutingModel(manager)
    service = [0] * size
    for place, length, *_ in core.task.tolist():
        service[place] = length
    distance = core.travel[0, :, :, 0]
    time_table = (core.travel[0, :, :, 1] + [[length] for length in service]).tolist()
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(distance.tolist()))
    late = int(core.route[0, 3])
    model.AddDimension(model.RegisterTransitMatrix(time_table), late, late, False, "time")
    clock = model.GetDimensionOrDie("time")
    demand = [0] * size
    for task, row in enumerate(core.task.tolist()):
        place, _, opens, closes, _, wanted = row
        index = manager.NodeToIndex(place)
        clock.CumulVar(index).SetRange(opens, closes)
        model.AddDisjunction([index], int(core.gain[task, 0]))
        demand[place] = wanted
    model.AddDimension(model.RegisterUnaryTransitVector(demand), 0, int(core.route[0, 5]), True, "load")
    options = pywrapcp.DefaultRoutingSearchParameters()
    options.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    options.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    options.time_limit.FromSeconds(3600)
    begun = time.process_time()
    model.AddSearchMonitor(model.solver().CustomLimit(lambda: time.process_time() - begun > seconds))
    found = model.SolveWithParameters(options)
    return None if found is None else found.ObjectiveValue()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["toptw", "pcvrptw"])
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--routes", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--peer-only", action="store_true")
    args = parser.parse_args()
    known = json.loads((DATA / "best_known.json").read_text("utf-8"))
    if args.kind == "pcvrptw":
        reference, seconds, routes = known["pcvrptw"], args.seconds or 60, None
    elif args.routes == 1:
        reference, seconds, routes = known["toptw_m1_proven"], args.seconds or 15, 1
    else:
        found = known["toptw_best_found_here"]
        reference = {name: one["score"] for name, one in found.items() if one["m"] == args.routes}
        seconds, routes = args.seconds or 15, args.routes
    gaps = []
    for name, best in reference.items():
        if args.only and name not in args.only.split(","):
            continue
        path = next(path for path in (DATA / args.kind).iterdir() if path.stem == name and path.suffix != ".sol")
        if args.peer or args.peer_only:
            text = path.read_text("utf-8")
            begun = time.process_time()
            got = peer(read_instance(text, name, routes), seconds)
            cpu = time.process_time() - begun
            told = "no plan" if got is None else f"{got}, gap {100 * (got / best - 1):.2f} %"
            print(f"{name:10} OR-Tools  {told}  {cpu:.1f} CPU s", flush=True)
        for seed in [] if args.peer_only else args.seeds.split(","):
            begun = time.process_time()
            instance = read_instance(path.read_text("utf-8"), name, routes)
            limit = Limit(cpu_seconds=seconds - (time.process_time() - begun))
            answer = solve_instance(instance, seed=int(seed), limit=limit, engine=Engine(args.engine))
            cpu = time.process_time() - begun
            got = answer.cost if args.kind == "pcvrptw" else answer.value
            gap = 100 * (got / best - 1) if args.kind == "pcvrptw" else 100 * (1 - got / best)
            gaps.append(gap)
            line = f"{name:10} seed {seed}  {got:g} of {best}  gap {gap:.2f} %  {cpu:.1f} CPU s  {answer.engine}"
            print(line, flush=True)
    if gaps:
        print(f"mean gap {statistics.mean(gaps):.3f} %, largest {max(gaps):.2f} %, {len(gaps)} runs")


if __name__ == "__main__":
    main()
