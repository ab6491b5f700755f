"""Start everything on this machine: database, tables, demo district, pages. Ctrl-C stops it all and keeps the data."""

import argparse
import errno
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from jobvisit.config.beside import Beside
from jobvisit.config.children import Children, end_what_is_left
from jobvisit.config.local import DATABASE, local_cluster
from jobvisit.config.postgres import APP, OWNER, Cluster
from jobvisit.config.trouble import Trouble

SUMMARY = "이 컴퓨터에서 모두 시작합니다 (start everything on this machine)"
HOST = "127.0.0.1"
SOURCES = {"system": "시스템 · system", "wheel": "묶음 · bundled", "setting": "JOBVISIT_POSTGRES"}
T = TypeVar("T")
FIRST_ANSWER_WITHIN = 60.0  # seconds
MOST_ENDS, ENDS_COUNT_FOR = 3, 60.0  # so often in so many seconds the pages may end before we give up


class Stopped(Exception):  # noqa: N818 - not an error: a person asked for it
    """Ctrl-C, or a polite end from outside."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="포트 (default: PORT, else 8000)")
    parser.add_argument("--workers", type=int, default=2, help="웹 프로세스 수 (web processes, default 2)")


def run(args: argparse.Namespace) -> int:
    """Start, serve until told to stop, stop. 0 after a Ctrl-C, 1 with the reason if something is in the way."""
    house = House(_port(args.port), args.workers)
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, lambda *_: house.stopping.set())
    try:
        house.open()
        house.watch()
    except Stopped:
        pass
    except Trouble as trouble:
        if not house.stopping.is_set():  # else the trouble is only that we are being stopped
            say(f"\n{trouble}", sys.stderr)
            return 1
    finally:
        house.close()
    return 0


class House:
    """The running parts, and the order in which they start and stop."""

    def __init__(self, port: int, workers: int) -> None:
        self.port = port
        self.workers = workers
        self.stopping = threading.Event()
        self.children = Children()
        self.cluster: Cluster | None = None
        self.web: subprocess.Popen[str] | None = None
        self.beside: Beside | None = None
        self.settings: dict[str, str] = {}

    def open(self) -> None:
        """Start everything and say where it is. Raises `Trouble`, or `Stopped` if that was asked for meanwhile."""
        begun = time.monotonic()
        check_port(self.port)
        settings = self.settings
        gathering = self.children.start(["-m", "jobvisit.config.prepare", "static"], settings)
        if not os.environ.get("DATABASE_URL"):
            settings |= self._step("데이터베이스 · database", self._start_database)
        logins = self._step("표와 시범 구 · tables and demo district", lambda: self._prepare(settings))
        self._finish(gathering, "정적 파일 · static files")
        self.beside = Beside(self.children, settings, self.port)
        self.beside.begin()
        self._step("웹 서버 · web server", self._start_web)
        self._welcome(logins, time.monotonic() - begun)

    def watch(self) -> None:
        """Return only by `Stopped` or `Trouble`. A server that was killed is started again; one that dies over and over
        is not."""
        assert self.web
        assert self.beside
        ends: list[float] = []
        while not self.stopping.wait(0.5):
            if self.web.poll() is not None:
                ends = [at for at in ends if time.monotonic() - at < ENDS_COUNT_FOR] + [time.monotonic()]
                if len(ends) > MOST_ENDS:
                    raise Trouble(
                        f"웹 서버가 거듭 멈춥니다 (코드 {self.web.returncode}). 위의 기록을 보세요.",
                        f"The web server keeps ending (code {self.web.returncode}). See what it said above.",
                    )
                end_what_is_left(self.web)
                self._step("웹 서버를 다시 켬 · web server again", self._start_web)
            if self.cluster and not self.cluster.running():
                self._step("데이터베이스를 다시 켬 · database again", self.cluster.start)
            self.beside.watch()
        raise Stopped

    def close(self) -> None:
        """Stop what was started, the pages before the database."""
        self.stopping.set()
        self.children.stop()
        if self.cluster:
            self.cluster.stop()

    def _start_database(self) -> dict[str, str]:
        self.cluster = local_cluster()
        self.cluster.start()
        self.cluster.create_database(DATABASE)
        if self.cluster.binaries:
            found = self.cluster.binaries
            say(f" PostgreSQL {found.version} ({SOURCES[found.source]})", end="")
        return {
            "DATABASE_URL": self.cluster.dsn(APP, DATABASE),
            "DATABASE_OWNER_URL": self.cluster.dsn(OWNER, DATABASE),
            "JOBVISIT_DEMO": os.environ.get("JOBVISIT_DEMO", "1"),
        }

    def _prepare(self, settings: dict[str, str]) -> list[list[str]]:
        preparing = self.children.start(["-m", "jobvisit.config.prepare", "database"], settings, answer=True)
        self._finish(preparing, "표와 시범 구 · tables and demo district")
        assert preparing.stdout
        logins: list[list[str]] = json.load(preparing.stdout)["logins"]
        return logins

    def _start_web(self) -> None:
        assert self.beside
        command = ["-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(self.port)]
        command += ["--workers", str(self.workers), "--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
        command += ["--respawn-failed-workers"]  # a worker that was killed
        command += ["--workers-kill-timeout", "5"]  # a worker told to end while it still begins would never hear it
        self.web = self.children.start([*command, "jobvisit.config.wsgi:application"], self.beside.settings)
        deadline = time.monotonic() + FIRST_ANSWER_WITHIN
        while not 0 < (status := page_status(self.port)) < 500:
            if status == 500 or self.web.poll() is not None or time.monotonic() > deadline:
                raise Trouble(
                    f"웹 서버가 {HOST}:{self.port}에서 제대로 답하지 않습니다. 위의 기록을 보세요.",
                    f"The web server does not answer well on {HOST}:{self.port}. See what it said above.",
                )
            self._rest()

    def _finish(self, child: subprocess.Popen[str], what: str) -> None:
        """Wait for a child to end well."""
        while child.poll() is None:
            self._rest()
        if child.returncode != 0:
            raise Trouble(
                f"'{what}' 단계가 실패했습니다. 위의 기록을 보세요.",
                f"The step '{what}' failed. See what it said above.",
            )

    def _rest(self) -> None:
        if self.stopping.wait(0.05):
            raise Stopped

    def _step(self, name: str, work: Callable[[], T]) -> T:
        """Do one step and say how long it took."""
        if self.stopping.is_set():
            raise Stopped
        say(f"  {name} …", end="")
        begun = time.monotonic()
        done = work()
        say(f" {time.monotonic() - begun:.1f} s")
        return done

    def _welcome(self, logins: list[list[str]], seconds: float) -> None:
        say(f"\n  열렸습니다 · Open:  http://{HOST}:{self.port}/   ({seconds:.0f} s)\n")
        if logins:
            say("  시범 로그인 · demo log-ins")
            for name, password, purpose in logins:
                say(f"    {name:<14} {password:<16} {purpose}")
        if self.beside and self.beside.telephones:
            say(f"\n  시범 전화에 오는 문자 · texts of the demo:  {self.beside.telephones}/")
        say("\n  멈추려면 Ctrl-C, 자료는 남습니다 · Ctrl-C stops everything and keeps the data\n")


def check_port(port: int) -> None:
    """Raise `Trouble` if nobody can listen on `port` now."""
    problem = _listening_problem(port)
    if problem == errno.EADDRINUSE:
        free = next((other for other in range(port + 1, min(port + 50, 65536)) if not _listening_problem(other)), None)
        hint = f" PORT={free}" if free else " PORT=…"
        raise Trouble(
            f"포트 {port}는 이미 쓰이고 있습니다. 다른 포트로 실행하세요: make run{hint}",
            f"Port {port} is taken. Choose another: make run{hint}",
        )
    if problem:
        raise Trouble(
            f"포트 {port}를 열 수 없습니다 ({os.strerror(problem)}). 다른 포트로 실행하세요: make run PORT=8000",
            f"Port {port} cannot be opened ({os.strerror(problem)}). Choose another: make run PORT=8000",
        )


def page_status(port: int) -> int:
    """The status with which the first page comes back, 0 if none does."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def say(words: str, stream: object = None, *, end: str = "\n") -> None:
    """Print at once; a terminal that has gone away must not keep us from stopping in order."""
    with suppress(OSError):
        print(words, end=end, file=stream or sys.stdout, flush=True)  # type: ignore[arg-type]


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise SystemExit(f"PORT={text}: 1에서 65535 사이의 수여야 합니다.\nPORT={text}: expected a number from 1 to 65535.")


def _listening_problem(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            return problem.errno or errno.EIO
    return 0
