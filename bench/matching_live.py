"""Matching through HTTP: pages and lists, and how soon a committed change stands in the next list.

    .venv/bin/python bench/matching_live.py [--residents N] [--calls N] [--changes N]

Seeds the demo district into a throw-away database, adds residents in the database itself (copies of the invented ones,
moved and re-dated) until there are N, starts two server processes (granian) as `jobvisit up` does, and asks over
loopback HTTP with a logged-in session:

1. the order page, a new list (made, explained and recorded), what one change buys, the check of a typed order;
2. freshness: while 20 lists a second are read by others, a resident is paused or taken up again in a transaction of
   its own; the time from the commit until an HTTP answer shows it.

Prints medians, 95th and 99th percentiles. The machine's load stands beside them.
"""

import argparse
import contextlib
import http.client
import os
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path
from typing import Any

import throwaway

PORT = 8297
HTMX = {"HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded"}
MORE = """
INSERT INTO seekers_seeker ({columns})
SELECT {values} FROM seekers_seeker AS s, generate_series(1, %s) AS copy
WHERE s.district_id = %s AND s.id <= %s"""


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--residents", type=int, default=5_000)
    parser.add_argument("--calls", type=int, default=300)
    parser.add_argument("--changes", type=int, default=100)
    args = parser.parse_args()
    with throwaway.database(JOBVISIT_DEMO="1"):
        from django.core.management import call_command

        call_command("collectstatic", verbosity=0, interactive=False)
        _run(args)


def _run(args: argparse.Namespace) -> None:
    from jobvisit import demo
    from jobvisit.office.matches import ready

    demo.seed_if_empty()
    _more(args.residents)
    ready.compile_all()
    with _server():
        web = Web()
        began = time.perf_counter()
        web.until_quick()
        print(f"{args.residents:,} residents, first list of both processes after {time.perf_counter() - began:.1f} s")
        _latencies(web, args.calls)
        _freshness(web, args.changes)


def _more(residents: int) -> None:
    """Copies of the invented residents, moved some hundred metres and with wages, dates and days of their own."""
    from django.db import connection

    from jobvisit.office.seekers.models import Seeker

    have = Seeker.objects.count()
    if residents <= have:
        return
    moved = {
        "public_id": "gen_random_uuid()",
        "lat": "s.lat + (random() - 0.5) * 0.04",
        "lon": "s.lon + (random() - 0.5) * 0.05",
        "wage_wish": "s.wage_wish + (random() * 40)::int * 100",
        "applied_at": "s.applied_at - random() * interval '60 days'",
        "active_on": "s.active_on - (random() * 30)::int",
    }
    names = [f.column for f in Seeker._meta.concrete_fields if not f.primary_key]
    values = ", ".join(moved.get(name, f"s.{name}") for name in names)
    first = Seeker.objects.order_by("id").first()
    assert first is not None
    last = Seeker.objects.order_by("-id").values_list("pk", flat=True)[0]
    began = time.perf_counter()
    with connection.cursor() as cursor:
        copies = -(-(residents - have) // have)
        cursor.execute(MORE.format(columns=", ".join(names), values=values), [copies, first.district_id, last])
    print(f"{Seeker.objects.count():,} residents in the table, {time.perf_counter() - began:.0f} s")


@contextlib.contextmanager
def _server() -> Any:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT)]
    command += ["--workers", "2", "--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
    web = subprocess.Popen([*command, "jobvisit.config.wsgi:application"], cwd=Path(__file__).parents[1])
    try:
        yield
    finally:
        web.terminate()
        web.wait()


class Web:
    """A counsellor's browser, as far as requests go. One connection a thread."""

    def __init__(self) -> None:
        from django.test import Client

        from jobvisit.office.orders.models import JobOrder
        from jobvisit.office.staff.queries import districts, users_of

        self.user = users_of(districts().get()).get(login="counsellor1")
        client = Client()
        client.force_login(self.user)
        self.cookie = f"sessionid={client.cookies['sessionid'].value}; csrftoken={'a' * 32}"
        found = JobOrder.objects.filter(state="open").order_by("id")
        self.orders = list(found.values_list("number", flat=True)[:60])
        self.local = threading.local()

    def ask(self, path: str, form: dict[str, Any] | None = None) -> tuple[str, float]:
        """The answer's body, and seconds until it was read."""
        body = None if form is None else urllib.parse.urlencode({**form, "csrfmiddlewaretoken": "a" * 32}, True)
        headers = {"Cookie": self.cookie, "Referer": f"http://127.0.0.1:{PORT}/", **HTMX}
        if not hasattr(self.local, "line"):
            self.local.line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
        began = time.perf_counter()
        self.local.line.request("GET" if body is None else "POST", path, body, headers)
        answer = self.local.line.getresponse()
        text = answer.read().decode()
        assert answer.status == 200, (path, answer.status, text[:500])
        return text, time.perf_counter() - began

    def until_quick(self) -> None:
        """Until both processes hold the index and the compiled engine."""
        deadline, quick = time.monotonic() + 900, 0
        while quick < 30:
            try:
                took = self.ask(f"/orders/{self.orders[0]}/shortlist/", {})[1]
            except OSError:
                time.sleep(0.5)
                self.local = threading.local()
                took = 9.9
            quick = quick + 1 if took < 0.5 else 0
            assert time.monotonic() < deadline, "the server never became quick"


TYPED = {
    "company": "1", "title": "매장 판매 직원", "occupation": "615110", "openings": "1", "pay_kind": "month",
    "pay_min": "1,900,000", "days": ["0", "1", "2", "3", "4"], "start": "10:00", "end": "17:00",
    "break_minutes": "60", "weekly_hours": "30", "dong": "1165058100", "career_kind": "none_required",
}  # fmt: skip


def _latencies(web: Web, calls: int) -> None:
    print(f"through HTTP, {calls} calls each, ms{'':14}median      p95      p99   load {os.getloadavg()[0]:.1f}")
    for name, ask in {
        "the order page, whole": lambda n: web.ask(f"/orders/{n}/"),
        "a new list, as a partial": lambda n: web.ask(f"/orders/{n}/shortlist/", {}),
        "what one change buys": lambda n: web.ask(f"/matches/order/{n}/buys/"),
        "the check while typing": lambda n: web.ask("/orders/new/look/", TYPED),
    }.items():
        times = [ask(web.orders[call % len(web.orders)])[1] for call in range(calls)]
        _print(name, times)


def _print(name: str, times: list[float]) -> None:
    ordered = sorted(1000 * one for one in times)
    at = [ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95, 0.99)]
    print(f"  {name:42}" + "".join(f"{value:9.1f}" for value in at))


def _freshness(web: Web, changes: int) -> None:
    """From the commit of a change until an answer shows it, while 20 lists a second are read."""
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.seekers.models import Seeker

    number = web.orders[0]
    order = JobOrder.objects.get(number=number)
    key = web_first(order)
    page = f"/seekers/{Seeker.objects.get(pk=key).public_id}/"
    stop = threading.Event()
    read = [0]

    def reader() -> None:
        own = Web.__new__(Web)
        own.__dict__.update(web.__dict__, local=threading.local())
        due = time.monotonic()
        while not stop.is_set():
            own.ask(f"/orders/{own.orders[1 + read[0] % 50]}/shortlist/", {})
            read[0] += 1
            due += 0.1
            time.sleep(max(0.0, due - time.monotonic()))

    readers = [threading.Thread(target=reader) for _ in range(2)]
    for one in readers:
        one.start()
    began, times = time.monotonic(), []
    for change in range(changes):
        there = change % 2 == 1
        Seeker.objects.filter(pk=key).update(state="active" if there else "paused")
        committed = time.perf_counter()
        while (page in web.ask(f"/orders/{number}/shortlist/", {})[0]) != there:
            pass
        times.append(time.perf_counter() - committed)
        time.sleep(0.1)
    rate = read[0] / (time.monotonic() - began)
    stop.set()
    for one in readers:
        one.join()
    print(f"freshness, {changes} changes while {rate:.0f} lists a second are read, ms   load {os.getloadavg()[0]:.1f}")
    _print("from the commit until a list shows it", times)


def web_first(order: Any) -> int:
    """The resident at the head of an order's latest list."""
    from jobvisit.office.matches.models import ShownList

    return ShownList.objects.filter(order=order).latest("id").seekers[0]


if __name__ == "__main__":
    main()
