"""Every list of a nation: the best 20 of 5,000,000 residents for each of 500,000 orders, on this machine.

    python bench/matching_nation.py [--people 5000000] [--orders 500000] [--seed 0] [--workers 2]

The market is generated and laid out by one process, which writes a snapshot and ends; a second opens the snapshot,
mapped, and makes all lists. Memory is that second process's, all in: index, orders, lists, interpreter. A sample of
the lists is compared with single questions that count everyone. Claim in docs/engines/matching.md: < 15 s, < 1 GiB on
two idle cores.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from jobvisit.engines.matching import Index, Orders, generate, in_threads, kernels, match_all, snapshot
from jobvisit.engines.matching.rank import rank_row

PART = 500_000
"""Residents are generated so many at a time, to keep the generator's own memory small."""


def lay_out(args: argparse.Namespace) -> dict[str, float]:
    """Generate, build and save; seconds for each and the megabytes on disk."""
    begun = time.perf_counter()
    people = generate.people(min(PART, args.people), args.seed, "nation")
    for first in range(PART, args.people, PART):
        more = generate.people(min(PART, args.people - first), args.seed + first, "nation", first_id=first + 1)
        people = people.joined(more)
    np.savez(args.folder / "orders.npz", **generate.orders(args.orders, args.seed, "nation").columns())
    generated = time.perf_counter()
    index = Index.build(people)
    built = time.perf_counter()
    snapshot.save(index, args.folder / "index")
    saved = time.perf_counter()
    size = (args.folder / "index").stat().st_size / 2**20
    return {
        "generate_s": generated - begun,
        "build_s": built - generated,
        "save_s": saved - built,
        "snapshot_mib": size,
    }


def match(args: argparse.Namespace) -> dict[str, object]:
    """Open, warm up, make all lists, check a sample."""
    begun = time.perf_counter()
    index, _ = snapshot.load(args.folder / "index")
    opened = time.perf_counter() - begun
    kernels.warm_up()
    with np.load(args.folder / "orders.npz") as columns:
        begun, cpu = time.perf_counter(), time.process_time()
        lists = match_all(index, Orders(**columns), 20, map_blocks=in_threads(args.workers))
        wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with np.load(args.folder / "orders.npz") as columns:
        orders = Orders(**columns)
    sample = np.random.default_rng(args.seed).choice(len(orders), min(1_000, len(orders)), replace=False)
    asked = [(orders.take([j]), lists.of(int(orders.ids[j]))) for j in sample]
    taken, equal = [], True
    for row, given in asked:
        begun = time.perf_counter()
        ranking = rank_row(index, row, 20)
        taken.append((time.perf_counter() - begun) * 1e3)
        equal &= given == list(zip(ranking.ids.tolist(), ranking.scores.tolist(), strict=True))
    return {
        "open_s": opened,
        "all_lists_s": wall,
        "all_lists_cpu_s": cpu,
        "rss_mib": peak,
        "full_lists": float((lists.scores[:, -1] < 0).mean()),
        "one_list_ms_p50": float(np.percentile(taken, 50)),
        "one_list_ms_p95": float(np.percentile(taken, 95)),
        "sample_equal": bool(equal),
        "load": os.getloadavg()[0],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=5_000_000)
    parser.add_argument("--orders", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--step", choices=("lay-out", "match"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.step:
        print(json.dumps((lay_out if args.step == "lay-out" else match)(args)))
        return
    with tempfile.TemporaryDirectory() as folder:
        for step in ("lay-out", "match"):
            command = [sys.executable, __file__, *sys.argv[1:], "--step", step, "--folder", folder]
            found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            for name, value in found.items():
                print(f"{name:18}{value:12.2f}" if isinstance(value, float) else f"{name:18}{value!s:>12}", flush=True)


if __name__ == "__main__":
    main()
