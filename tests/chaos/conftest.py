"""One durable cluster and one migrated template for all runs of this folder.

These tests run where JOBVISIT_KILLS says how many kills: `make chaos KILLS=500`; `.ci/run` asks for 30.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jobvisit.config.postgres import APP, OWNER, Cluster, cluster
from tests.chaos.chaos_house import ROOT, House, new_name

KILLS = int(os.environ.get("JOBVISIT_KILLS") or 0)
TEMPLATE = "chaos_template"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("chaos") and not KILLS:
            item.add_marker(pytest.mark.skip(reason="kills processes for minutes: make chaos KILLS=30"))


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """A folder of the runs' own, with a name short enough for a socket."""
    path = Path(tempfile.mkdtemp(prefix="jobvisit-chaos-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[Cluster]:
    """A cluster with the settings of the product: what is committed is on the disk."""
    with cluster(home / "pg", choice=os.environ.get("JOBVISIT_POSTGRES") or None, durable=True) as running:
        running.create_database(TEMPLATE)
        surroundings = {
            **os.environ,
            "DATABASE_URL": running.dsn(APP, TEMPLATE),
            "DATABASE_OWNER_URL": running.dsn(OWNER, TEMPLATE),
            "JOBVISIT_HOME": str(home),
            "JOBVISIT_DEMO": "0",
        }
        for step in ("database", "static"):
            command = [sys.executable, "-m", "jobvisit.config.prepare", step]
            subprocess.run(command, cwd=ROOT, env=surroundings, check=True, stdout=subprocess.DEVNULL)
        yield running
    running.remove()


@pytest.fixture
def new_house(server: Cluster, home: Path) -> Iterator[Callable[..., House]]:
    """A house with a database of its own."""
    made: list[House] = []

    def build(**more: object) -> House:
        name = new_name()
        server.create_database(name, TEMPLATE)
        made.append(House(server, name, home, **more))  # type: ignore[arg-type]
        return made[-1]

    yield build
    for house in made:
        house.close()
    server.start()
    for house in made:
        server.drop_database(house.name)
