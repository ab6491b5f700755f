"""The database for commands run by hand: the given one, or the local cluster, started for as long as it is needed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from jobvisit.config import env
from jobvisit.config.postgres import APP, Cluster, cluster

DATABASE = "jobvisit"


def local_cluster() -> Cluster:
    """The cluster that `make run` uses; JOBVISIT_POSTGRES chooses the programs."""
    return cluster(env.home() / "postgres", choice=os.environ.get("JOBVISIT_POSTGRES") or None)


@contextmanager
def database() -> Iterator[None]:
    """Make sure that DATABASE_URL leads to a running database. Enter before Django's settings are read.

    A given DATABASE_URL is left alone. Otherwise the local cluster is started, or joined if `make run` has it running.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with local_cluster() as server:
        server.create_database(DATABASE)
        os.environ["DATABASE_URL"] = server.dsn(APP, DATABASE)
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]
