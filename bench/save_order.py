"""Saving an order in the demo district: SQL statements, and server time to the shortlist.

    .venv/bin/python bench/save_order.py [RUNS]

Seeds the demo district into a throw-away database, then posts the order form over Django's own request path (session,
form, checks, list, rendered part), RUNS times after three that are not counted. Prints medians and 95th percentiles.
"""

import os
import statistics
import sys
import time
from pathlib import Path

import throwaway

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 40


def main() -> None:
    """Run and print."""
    with throwaway.database(JOBVISIT_DEMO="1"):
        throwaway.pages()
        _measure()


def _measure() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from jobvisit import demo
    from jobvisit.office.staff.queries import districts, users_of

    demo.seed_if_empty()
    client = Client()
    client.force_login(users_of(districts().get()).get(login="counsellor1"))
    form = {
        "company": "1",
        "title": "매장 판매 직원",
        "occupation": "615110",
        "duties": "건강식품을 판매합니다.",
        "openings": "1",
        "pay_kind": "month",
        "pay_min": "1,900,000",
        "days": ["0", "1", "2", "3", "4"],
        "start": "10:00",
        "end": "17:00",
        "break_minutes": "60",
        "weekly_hours": "30",
        "dong": "1165058100",
        "career_kind": "none_required",
        "education": "any",
        "confirmed": "on",
    }
    times, statements = [], 0
    for run in range(RUNS + 3):
        with CaptureQueriesContext(connection) as seen:
            started = time.perf_counter()
            answer = client.post("/orders/new/", form, headers={"HX-Request": "true"})
            took = time.perf_counter() - started
        assert answer.status_code == 200, answer.content[:2000].decode()
        assert "candidate" in answer.content.decode()
        if run >= 3:
            times.append(took * 1000)
            brackets = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
            statements = sum(not query["sql"].startswith(brackets) for query in seen)
    ordered = sorted(times)
    print(f"save and shortlist, {RUNS} runs, {Path(__file__).name}, load {os.getloadavg()[0]:.1f}")
    print(f"  whole request, ms    median {statistics.median(times):6.1f}   p95 {ordered[int(0.95 * RUNS)]:6.1f}")
    print(f"  SQL statements       {statements} (transaction brackets not counted)")


if __name__ == "__main__":
    main()
