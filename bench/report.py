"""A month's report of the demo district: seconds to PDF, Excel and JSON, to the page, and to close a month.

    .venv/bin/python bench/report.py [RUNS]

Seeds the demo district into a throw-away database. Each run reads everything anew. Prints medians and the slowest run;
statements are those of the report alone.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable

import throwaway

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 9


def main() -> None:
    """Run and print."""
    with throwaway.database(JOBVISIT_DEMO="1"):
        throwaway.pages()
        _measure()


def _measure() -> None:
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from jobvisit import demo
    from jobvisit.base import clock
    from jobvisit.flows import report_files, reports
    from jobvisit.office.reports import actions
    from jobvisit.office.reports.kpis import Month
    from jobvisit.office.staff.queries import districts, users_of

    demo.seed_if_empty()
    district = districts().get()
    manager = users_of(district).get(login="manager")
    today = clock.seoul_day(clock.now())
    month = Month.of(today).plus(-1)
    client = Client()
    client.force_login(manager)

    def report() -> reports.Report:
        return reports.month_report(district=district, month=month, today=today, outside=True)

    def both() -> None:
        found = report()
        report_files.pdf(found, today)
        report_files.workbook(found, today)

    def close() -> None:
        with transaction.atomic():
            actions.close_month(month=month, by=manager, at=clock.now())
            transaction.set_rollback(True)

    with CaptureQueriesContext(connection) as seen:
        report()
    statements = len(seen)  # the log is emptied by the first page
    print(f"{'':34}{'median':>10}{'slowest':>10}")
    deeds: dict[str, Callable[[], object]] = {
        "figures of 13 months": report,
        "the same, as PDF and Excel": both,
        "JSON": lambda: report_files.as_json(report()),
        "page of the month": lambda: client.get(f"/reports/{month.year}-{month.number}/"),
        "closing the month": close,
    }
    for name, deed in deeds.items():
        deed()
        times = []
        for _ in range(RUNS):
            started = time.perf_counter()
            deed()
            times.append(time.perf_counter() - started)
        print(f"{name:34}{statistics.median(times):9.2f}s{max(times):9.2f}s")
    print(f"statements: {statements}; {RUNS} runs each; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
