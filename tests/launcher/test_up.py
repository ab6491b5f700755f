"""`jobvisit up`, as `make run` calls it: a real database, a real web server, a real Ctrl-C."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jobvisit.config.up import _port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0  # seconds for a step on a busy machine; a few are usual


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(port: int, path: str) -> int:
    """The status of a page, 0 if nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def wait_for(happened: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, f"not within {PATIENCE} s: {what}"
        time.sleep(0.1)


class Up:
    """One `jobvisit up` in its own folder, without the demo district."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.port = port
        self.log = home / "up.log"

    def start(self) -> "Up":
        surroundings = {**os.environ, "JOBVISIT_HOME": str(self.home), "JOBVISIT_DEMO": "0", "PORT": str(self.port)}
        surroundings.pop("DATABASE_URL", None)
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jobvisit", "up"],
                cwd=ROOT,
                env=surroundings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    def open(self) -> "Up":
        self.start()
        wait_for(lambda: "Open:" in self.said() or self.process.poll() is not None, "the page opens")
        assert self.process.poll() is None, self.said()
        return self

    def said(self) -> str:
        return self.log.read_text()

    def interrupt(self) -> int:
        """Ctrl-C: the terminal sends it to the whole group."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)

    def server_pid(self) -> int:
        return int((self.home / "postgres" / "data" / "postmaster.pid").read_text().split()[0])

    def server_runs(self) -> bool:
        return (self.home / "postgres" / "data" / "postmaster.pid").exists()


@pytest.fixture
def up() -> Iterator[Up]:
    home = Path(tempfile.mkdtemp(prefix="jobvisit-up-"))
    home.chmod(0o711)
    here = Up(home, free_port())
    yield here
    if here.process.poll() is None:
        here.interrupt()
    shutil.rmtree(home)


def test_it_opens_outlives_a_killed_database_and_a_killed_page_server_and_ends_with_ctrl_c(up: Up) -> None:
    """One story, because each opening of a new house costs seconds."""
    up.open()
    assert f"http://127.0.0.1:{up.port}/" in up.said()
    assert status(up.port, "/login/") == 200

    killed = up.server_pid()
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: " s\n" in up.said().partition("database again")[2], "the database is started again")
    assert up.server_pid() != killed
    assert status(up.port, "/login/") == 200

    taken = Up(up.home, up.port)
    taken.log = up.home / "taken.log"
    taken.start()
    assert taken.process.wait(PATIENCE) == 1
    assert f"Port {up.port} is taken. Choose another: make run PORT=" in taken.said()

    for pid in web_processes(up.process.pid):
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: " s\n" in up.said().partition("web server again")[2], "the pages are served again")
    assert status(up.port, "/login/") == 200

    if sys.platform == "linux":  # only Linux ends the children of a killed process
        os.kill(up.process.pid, signal.SIGKILL)
        up.process.wait()
        wait_for(lambda: status(up.port, "/") == 0, "the web server ends with its parent")
        left = up.server_pid()
        up.open()
        assert up.server_pid() == left, "the database that was left running is joined"

    assert up.interrupt() == 0
    assert status(up.port, "/") == 0
    assert not up.server_runs()


def web_processes(parent: int) -> list[int]:
    """The page server that `up` started."""
    found = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True, check=True
    )
    return [int(line.split()[0]) for line in found.stdout.splitlines() if "granian" in line]


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1", "８０００", ""])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(SystemExit) as refused:
        _port(port)
    assert f"PORT={port}: expected a number from 1 to 65535" in str(refused.value)
