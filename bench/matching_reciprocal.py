"""The published reciprocal market family (Tomita et al., RecSys 2023 and 2024): matches and envy of five policies.

    python bench/matching_reciprocal.py [--sizes 30x20,1000x1000] [--seeds 5]

Markets: `reciprocal.published_market`. Published for 30 × 20, seed 0: naive 6.10, product 13.21, TU 15.45, the best
(a welfare maximiser) 16.51. Ours is held to lists whose envy is, on either side, no worse than that of the TU lists.
"""

import argparse
import time

import numpy as np

from jobvisit.engines.matching import reciprocal as r


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="30x20,1000x1000")
    parser.add_argument("--seeds", type=int, default=5)
    args = parser.parse_args()
    r.reciprocal(*r.published_market(5, 5, 0))  # compiled before anything is timed
    for size in args.sizes.split(","):
        n, m = map(int, size.split("x"))
        rows = []
        for seed in range(args.seeds):
            p, q = r.published_market(n, m, seed)
            begun = time.perf_counter()
            ours = r.reciprocal(p, q)
            took = time.perf_counter() - begun
            others = [r.expected_matches(p * q, policy(p, q)) for policy in (r.naive, r.product, r.transferable)]
            sharp = r.expected_matches(p * q, r.transferable(p, q, r.SHARP_BETA))
            calm = ours.envy.no_worse_than(ours.reference_envy)
            rows.append((*others, sharp, ours.matches, ours.envy.pairs, ours.reference_envy.pairs, calm, took))
        print(f"{n} × {m}, seeds 0…{args.seeds - 1}")
        names = ("naive", "product", "TU, beta 1", f"TU, beta {r.SHARP_BETA}", "ours", "pairs that envy, ours", "…, TU")
        for at, name in enumerate(names):
            column = [row[at] for row in rows]
            print(f"  {name:24} seed 0 {column[0]:10.2f}   mean {np.mean(column):10.2f}")
        gains = [row[4] / row[2] - 1 for row in rows]
        print(
            f"  over TU {np.mean(gains):+.1%} (least {min(gains):+.1%}); envy no worse: {all(row[7] for row in rows)}"
        )
        print(f"  seconds: median {np.median([row[8] for row in rows]):.2f}")


if __name__ == "__main__":
    main()
