"""Child processes that end with us: started in sessions of their own, stopped in the reverse order of starting."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

PR_SET_PDEATHSIG = 1
PATIENCE = 10.0  # seconds between asking a child to end and ending it


class Children:
    """The processes we have started and must stop."""

    def __init__(self) -> None:
        self._running: list[subprocess.Popen[str]] = []

    def start(
        self, command: Sequence[str], settings: Mapping[str, str], *, answer: bool = False
    ) -> subprocess.Popen[str]:
        """Start a Python command (`-m module …`) with these settings; `answer` keeps what it prints for us to read.

        A session of its own keeps a Ctrl-C in the terminal from reaching it before we stop it in order.
        """
        child = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if answer else None,
            text=True,
            env={**os.environ, **settings},
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
        self._running.append(child)
        return child

    def stop(self) -> None:
        """Stop all that still run, the last started first."""
        while self._running:
            _stop(self._running.pop())


def end_what_is_left(child: subprocess.Popen[str]) -> None:
    """End what a killed child leaves behind in its session, such as workers that still hold the port."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _stop(child: subprocess.Popen[str]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    elif child.returncode < 0:
        end_what_is_left(child)
    if child.stdout:
        child.stdout.close()


def _end_with_parent() -> None:
    """Ask Linux to stop this child should we be killed without a chance to stop it."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
