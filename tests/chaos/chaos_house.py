"""The house under attack: PostgreSQL, web server, workers and a gateway as real processes, started again when killed.

Nothing here knows what is written or counted; see `chaos_load` (clients), `chaos_nemesis` (kills), `chaos_checks`.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx

from jobvisit.config.children import Children, end_what_is_left
from jobvisit.config.postgres import APP, OWNER, Cluster

ROOT = Path(__file__).resolve().parents[2]
WORKER_FAULTS = {"worker_resends", "forgets_letters"}
PATIENCE = 120.0
"""Seconds for one step on a busy machine; a few are usual."""


class House:
    """One database of the shared cluster with everything that works on it."""

    def __init__(
        self, server: Cluster, name: str, home: Path, *, web_workers: int = 2, workers: int = 1, fault: str = ""
    ) -> None:
        self.server, self.name, self.home = server, name, home
        self.web_workers, self.workers = web_workers, workers
        self.port, self.gateway_port = _free_port(), _free_port()
        self.sent_log = home / f"{name}.sent.jsonl"
        self.children = Children()
        self.web: subprocess.Popen[str] | None = None
        self.worker: list[subprocess.Popen[str]] = []
        self.gateway: subprocess.Popen[str] | None = None
        self.settings = {
            "DATABASE_URL": server.dsn(APP, name),
            "DJANGO_SETTINGS_MODULE": "jobvisit.config.settings",
            "JOBVISIT_HOME": str(home),
            "JOBVISIT_PLAIN_ENGINE": "1",
            "JOBVISIT_SMS_GATEWAY": f"http://127.0.0.1:{self.gateway_port}",
            "JOBVISIT_SMS_GATEWAY_KEY": "chaos",
            "JOBVISIT_PUBLIC_URL": self.address,
            "JOBVISIT_CHAOS_FAULT": fault,
        }
        self.fault = fault

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.port}"

    def open(self, *, lose: float, keys: bool, workers: bool = True) -> None:
        """Start everything and wait until the log-in page opens."""
        self.start_gateway(lose=lose, keys=keys)
        self.start_web()
        if workers:
            self.worker = [self._start_worker() for _ in range(self.workers)]

    def close(self) -> None:
        """End all of it; the cluster stays."""
        self.children.stop()

    def start_gateway(self, *, lose: float, keys: bool) -> None:
        """A gateway that keeps `lose` of its answers to itself; without `keys` the same key is sent again."""
        if self.gateway is not None:
            self.gateway.kill()
            self.gateway.wait()
        command = ["jobvisit/demo/gateway.py", "--port", str(self.gateway_port), "--key-from", "GATEWAY_KEY"]
        command += ["--log", str(self.sent_log), "--lose", str(lose), "--busy", "0.02", "--repeat", "0.1"]
        command += ["--report", f"{self.address}/api/v1/messages/"] + ([] if keys else ["--ignore-keys"])
        self.gateway = self.children.start(command, {"GATEWAY_KEY": "chaos"})

    def start_web(self) -> None:
        """The page server, as `jobvisit up` starts it."""
        target = "tests.chaos.chaos_faults:application" if self.fault else "jobvisit.config.wsgi:application"
        command = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--workers", str(self.web_workers), "--blocking-threads", "1", "--no-ws", "--log-level", "error"]
        command += ["--respawn-failed-workers", "--workers-kill-timeout", "5", target]
        self.web = self._child(command)
        wait_for(self.answers, "the pages open")

    def answers(self) -> bool:
        """Whether the log-in page opens."""
        with suppress(httpx.HTTPError):
            return httpx.get(f"{self.address}/login/", timeout=10, trust_env=False).status_code == 200
        return False

    def tend(self) -> None:
        """Start again what ended."""
        if not self.server.running():
            self.server.start()
        if self.web is not None and self.web.poll() is not None:
            end_what_is_left(self.web)
            self.start_web()
        for place, one in enumerate(self.worker):
            if one.poll() is not None:
                self.worker[place] = self._start_worker()

    def settle(self) -> None:
        """Everything runs and answers again."""

        def well() -> bool:
            self.tend()
            return self.server.answers() and self.answers()

        wait_for(well, "everything answers again")

    def run(self, *words: str) -> str:
        """One short command of the product, with what it said."""
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env={**os.environ, **self.settings}, capture_output=True, text=True,
            check=False, timeout=600,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def as_owner(self, statement: str) -> None:
        """Change a table, as its owner."""
        with self.server.connect(OWNER, self.name) as connection:
            connection.execute(statement)

    def _start_worker(self) -> subprocess.Popen[str]:
        module = "tests.chaos.chaos_faults" if self.fault in WORKER_FAULTS else "jobvisit.config.worker"
        return self._child(["-m", module])

    def _child(self, command: list[str]) -> subprocess.Popen[str]:
        return self.children.start(command, self.settings)


def kill_tree(pid: int) -> None:
    """`kill -9` for a process and its children, the parent first."""
    for each in [pid, *children_of(pid)]:
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


def children_of(pid: int) -> list[int]:
    """The children of a process, in the order of their numbers."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return sorted(int(line) for line in found.stdout.split())


def wait_for(happened: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait until it happened, or say what did not."""
    deadline = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < deadline, f"not within {patience:.0f} s: {what}"
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_name() -> str:
    """A database of one run."""
    return f"chaos_{secrets.token_hex(4)}"
