"""Many at once: threads that each hold a database connection of their own, and leave it together."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection

PATIENCE = 60


@contextmanager
def racers(number: int) -> Iterator[ThreadPoolExecutor]:
    """So many threads, each with one connection for the whole test; the next test may drop the database."""
    with ThreadPoolExecutor(number) as threads:
        yield threads
        everyone = threading.Barrier(number)

        def leave(_: int) -> None:
            everyone.wait(timeout=PATIENCE)
            connection.close()

        list(threads.map(leave, range(number)))
