"""How long the proposals for classes take: the district's size, and larger ones, on a made-up market.

    python bench/class_proposals.py

Processor seconds of this process, the median of five, without the database: the index is in memory, as in a page.
"""

import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from jobvisit.engines.matching.generate import orders, people
from jobvisit.engines.matching.params import Params
from jobvisit.office.training.rules import Row, proposals

SIZES = ((5_000, 360), (20_000, 1_500), (100_000, 5_000))


def main() -> None:
    from django import setup

    setup()
    from jobvisit.office.matches.lacking import pairs

    print(f"{'residents':>10} {'orders':>7} {'pairs':>9} {'classes':>8} {'pairs s':>8} {'choosing s':>10}")
    for residents, openings in SIZES:
        everyone, table = people(residents, 1, "district"), orders(openings, 2, "district")
        finding, choosing, n, classes = [], [], 0, 0
        for _ in range(5):
            began = time.process_time()
            found, fits = pairs(everyone, table, Params(), 40)
            middle = time.process_time()
            rows = map(Row, found.seeker.tolist(), found.order.tolist(), found.licence.tolist())
            applied = dict(zip(found.seeker.tolist(), found.applied.tolist(), strict=True))
            made = proposals(rows, seats=20, places=dict.fromkeys(fits, 1), applied=applied)
            finding.append(middle - began)
            choosing.append(time.process_time() - middle)
            n, classes = len(found.seeker), len(made)
        print(f"{residents:>10} {openings:>7} {n:>9} {classes:>8} {median(finding):>8.2f} {median(choosing):>10.2f}")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobvisit.config.settings")
    main()
