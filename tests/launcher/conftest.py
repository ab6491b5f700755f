"""Real servers in folders of their own: `JOBVISIT_POSTGRES` chooses whose programs, as everywhere."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobvisit.config.postgres import Cluster, cluster

CHOICE = os.environ.get("JOBVISIT_POSTGRES") or None


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that any account can pass, with a name short enough for a socket."""
    path = Path(tempfile.mkdtemp(prefix="jobvisit-launcher-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def new_cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster of one test's own, not started yet; a throw-away one, to spare the disk."""
    made = cluster(folder / "pg", choice=CHOICE, durable=False)
    yield made
    made.stop()
    made.remove()


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    """A running durable cluster that the tests of a file share; the database `shop` in it is new for each."""
    path = Path(tempfile.mkdtemp(prefix="jobvisit-launcher-"))
    path.chmod(0o711)
    with cluster(path / "pg", choice=CHOICE) as running:
        yield running
    shutil.rmtree(path)


@pytest.fixture
def shop(server: Cluster) -> Iterator[Cluster]:
    """The shared cluster with an empty database `shop`."""
    server.create_database("shop")
    yield server
    server.drop_database("shop")
