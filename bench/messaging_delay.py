"""From the commit of a deed to the healthy gateway: how long texts wait.

    .venv/bin/python bench/messaging_delay.py [TEXTS] [IN_ONE_DEED]

A throw-away PostgreSQL, one worker process, our own gateway as a process that keeps no answer back. TEXTS texts (1,000)
are queued in deeds of IN_ONE_DEED (20) as fast as one process can, at noon by the worker's clock whatever the hour is
(the district keeps no quiet hours). The delay of a text runs from the commit of its deed to the line that the gateway
wrote before it answered. Goal: 95 % within 10 s (GOV.UK Notify's figure). Prints the distribution and who sent twice.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

import throwaway

TEXTS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
IN_ONE_DEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20
ROOT = Path(__file__).resolve().parents[1]
GOAL = 10.0
PATIENCE = 300.0


def main() -> None:
    """Run and print."""
    port = _free_port()
    gateway = {"JOBVISIT_SMS_GATEWAY": f"http://127.0.0.1:{port}", "JOBVISIT_SMS_GATEWAY_KEY": "bench"}
    with throwaway.database(**gateway) as place:
        _measure(port, place.home / "sent.jsonl")


def _measure(port: int, log: Path) -> None:
    gateway = [sys.executable, "jobvisit/demo/gateway.py", "--port", str(port), "--log", str(log)]
    worker = [sys.executable, "-m", "jobvisit.config.worker"]
    running = [
        subprocess.Popen([*gateway, "--key-from", "JOBVISIT_SMS_GATEWAY_KEY"], cwd=ROOT),
        subprocess.Popen(worker, cwd=ROOT),
    ]
    try:
        time.sleep(6)  # both are up; starting is not what is measured
        committed = _queue_all()
        arrived = _wait(log)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)
    _print(committed, arrived)


def _queue_all() -> dict[str, float]:
    """Commit time of each text, by our reference."""
    from django.db import transaction

    from jobvisit.base import clock
    from jobvisit.office.messaging import actions
    from jobvisit.office.messaging.people import Recipient
    from tests.factories import messages, staff

    district = staff.district()
    messages.sender(district)
    messages.limits(district, quiet_starts="00:00", quiet_ends="00:00")
    committed: dict[str, float] = {}
    begun = time.time()
    for first in range(0, TEXTS, IN_ONE_DEED):
        written = []
        with transaction.atomic():
            for number in range(first, min(first + IN_ONE_DEED, TEXTS)):
                to = Recipient("seeker", number, "김순영", f"0103{number:07d}")
                more = {"purpose": "bench", "template": "referral.proposal", "values": messages.VALUES}
                key = f"bench:{number}"
                written.append(
                    actions.queue(district=district, key=key, to=to, subject=None, by=None, at=clock.now(), **more)
                )
        committed |= {str(message.reference): time.time() for message in written}
    print(f"queued {TEXTS} texts in deeds of {IN_ONE_DEED} in {time.time() - begun:.1f} s", flush=True)
    return committed


def _wait(log: Path) -> dict[str, list[float]]:
    """When the gateway wrote each text down."""
    arrived: dict[str, list[float]] = {}
    deadline = time.monotonic() + PATIENCE
    read = 0
    while len(arrived) < TEXTS and time.monotonic() < deadline:
        time.sleep(0.02)
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        for line in lines[read:]:
            said = json.loads(line)
            arrived.setdefault(said["reference"], []).append(said["at"])
        read = len(lines)
    return arrived


def _print(committed: dict[str, float], arrived: dict[str, list[float]]) -> None:
    delays = sorted(max(0.0, times[0] - committed[key]) for key, times in arrived.items())
    twice = sum(len(times) > 1 for times in arrived.values())
    load = os.getloadavg()[0]
    print(f"arrived {len(delays)} of {TEXTS}; sent twice {twice}; load average {load:.1f} on {os.cpu_count()} cores")
    if delays:
        share = sum(delay <= GOAL for delay in delays) / TEXTS
        p95 = delays[int(0.95 * len(delays)) - 1]
        print(f"median {statistics.median(delays):.2f} s, 95 % within {p95:.2f} s, longest {delays[-1]:.2f} s")
        print(f"within {GOAL:.0f} s: {share:.1%}  (goal 95 %: {'reached' if share >= 0.95 else 'MISSED'})")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
