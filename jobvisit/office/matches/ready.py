"""Making the compiled engine ready while the plain one already answers.

    python -m jobvisit.office.matches.ready     compile everything into the cache, and end

Compiling takes ten seconds of a processor the first time. A child process does it at low priority, so that no page
waits for the interpreter's lock; then the server reads the compiled code from the cache, which takes a second.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Thread

import numpy as np

from jobvisit.engines import matching

log = logging.getLogger(__name__)
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def in_background() -> None:
    """Start making the engine ready, once a server process, and return at once."""
    if os.environ.get("JOBVISIT_PLAIN_ENGINE") != "1":
        Thread(target=_prepare, name="matching-kernels", daemon=True).start()


def compile_all() -> None:
    """Compile the kernels of lists and of rounds, or read them from the cache."""
    if matching.warm_up():
        from jobvisit.engines.matching.assign import assign
        from jobvisit.engines.matching.assignment import Edges, Minimum

        few = Edges(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([0.5, 0.4, 0.3]))
        assign(few, [1, 1])
        assign(few, [1, 1], minimums=[Minimum("-", [0], [0], 1)])


def _prepare() -> None:
    try:
        subprocess.run([sys.executable, "-m", "jobvisit.office.matches.ready"], check=True, stdin=subprocess.DEVNULL)
        compile_all()
    except (OSError, subprocess.CalledProcessError) as problem:
        log.warning("the compiled matching engine is not ready, the plain one goes on: %s", problem)


if __name__ == "__main__":
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
        os.nice(10)
    compile_all()
