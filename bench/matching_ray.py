"""The same batch on a loopback Ray cluster of three nodes, one killed midway: the answer must be the same.

    python bench/matching_ray.py [--people 50000] [--orders 4000] [--seed 0]

Needs ray (requirements/bench.in). One node is the head and runs no task; of the two that do, one is killed (SIGKILL to
its own processes) once a quarter of the blocks are done. Compared: residents, scores and unknowns of every list.
"""

import argparse
import logging
import os
import tempfile
import time
from pathlib import Path

import numpy as np

from jobvisit.engines.matching import Index, generate, kernels, match_all
from jobvisit.engines.matching.ray_batch import on_ray


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--orders", type=int, default=4_000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray
    from ray.cluster_utils import Cluster

    kernels.warm_up()
    index, orders = Index.build(generate.people(args.people, args.seed)), generate.orders(args.orders, args.seed)
    begun = time.perf_counter()
    here = match_all(index, orders)
    alone = time.perf_counter() - begun
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    workers = [cluster.add_node(num_cpus=1) for _ in range(2)]
    ray.init(address=cluster.address, logging_level=logging.ERROR, log_to_driver=False)
    nodes = sum(node["Alive"] for node in ray.nodes())
    killed: list[int] = []

    def progress(done: int, of: int) -> None:
        if done * 4 >= of and not killed:
            killed.append(done)
            cluster.remove_node(workers[0], allow_graceful=False)

    with tempfile.TemporaryDirectory(prefix="jobvisit-bench-") as folder:
        begun = time.perf_counter()
        there = match_all(index, orders, folder=Path(folder), map_blocks=on_ray(), progress=progress, size=100)
        took = time.perf_counter() - begun
        same = all(np.array_equal(a, b) for a, b in zip(here, there, strict=True))
    left = sum(node["Alive"] for node in ray.nodes())
    ray.shutdown()
    cluster.shutdown()
    print(f"{args.orders:,} lists of {args.people:,} residents; threads {alone:.2f} s, Ray {took:.1f} s")
    print(f"nodes {nodes}, one killed after {killed[0]:,} lists, {left} left; answers equal: {same}")
    raise SystemExit(0 if same and left < nodes else 1)


if __name__ == "__main__":
    main()
