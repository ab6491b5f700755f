"""The snapshot of a large district's index: one file, written by the first worker that filled an index, mapped by all.

It is a copy that can be made again at any time. It says which database it was read from and up to which transaction;
anything else, damaged or foreign, is refused by the engine or here, and the index is filled anew.
"""

import fcntl
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from jobvisit.engines import matching
from jobvisit.engines.matching.snapshot import SnapshotError

LARGE = 50_000
"""Residents from which a snapshot pays: below, reading the rows takes less than a second."""

log = logging.getLogger(__name__)


def exists(district_id: int) -> bool:
    """Whether there is a snapshot to try."""
    return _path(district_id).exists()


def load(district_id: int, params: matching.Params) -> tuple[matching.Index, int] | None:
    """The index and the transaction from which to ask for what is new; None where the file may not be read."""
    try:
        index, mark = matching.snapshot.load(_path(district_id), params)
        database, seen = json.loads(mark)
    except (SnapshotError, OSError, ValueError) as problem:
        log.warning("snapshot of district %s refused, filling anew: %s", district_id, problem)
        return None
    if database != _database():
        log.warning("snapshot of district %s is of another database, filling anew", district_id)
        return None
    return index, int(seen)


def keep(district_id: int, index: matching.Index, seen: int) -> None:
    """Write the snapshot if the district is large. A full disk costs only the next start its time."""
    if len(index) < LARGE:
        return
    path = _path(district_id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        matching.snapshot.save(index, path, mark=json.dumps([_database(), seen]))
    except OSError as problem:
        log.warning("snapshot of district %s not written: %s", district_id, problem)


@contextmanager
def alone(district_id: int) -> Iterator[None]:
    """While one worker fills an index, others that want the same wait, and then find its snapshot."""
    path = _path(district_id).with_suffix(".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _path(district_id: int) -> Path:
    return Path(settings.MATCHING_ROOT) / f"district-{district_id}.index"


def _database() -> str:
    """What names this database among all: its cluster and its own number there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid "
            "FROM pg_database WHERE datname = current_database()"
        )
        return str(cursor.fetchone()[0])
