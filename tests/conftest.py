"""What the tests share. Nothing here starts a database or a browser until a test asks for one.

One throw-away PostgreSQL serves a whole run. The first test that needs it migrates a template database; every worker
clones that (0.1 s) and works in its clone as the application role, so a test may do what the product may do, no more.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase

from jobvisit.config.postgres import ADMIN, APP, OWNER, Cluster, cluster
from jobvisit.config.settings import PACKAGE
from jobvisit.config.settings import database as database_settings

HOME = pytest.StashKey[Path]()
PREFIX = "jobvisit-test-"
TEMPLATE = "jobvisit_template"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def pytest_configure(config: pytest.Config) -> None:
    given = getattr(config, "workerinput", {}).get("jobvisit_home")
    config.stash[HOME] = Path(given or Path(tempfile.gettempdir()) / f"{PREFIX}{os.getpid()}")
    # Pages are tested without `collectstatic`: static files under their plain names, from where they are written.
    settings.STATIC_ROOT = PACKAGE / "web" / "static"
    # Every test client is a new page server; it need not list the static files each time (half the time of a page).
    settings.WHITENOISE_AUTOREFRESH = True
    settings.MEDIA_ROOT = config.stash[HOME] / "uploads"
    # Hashing a password is meant to be slow; `test_login.py` checks that the product's own hasher is.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell each worker where the run's database lives."""
    node.workerinput["jobvisit_home"] = str(node.config.stash[HOME])


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and HOME in config.stash:
        _test_cluster(config.stash[HOME]).remove()


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """The run's server, started by whoever needs it first and stopped by the last."""
    _remove_what_killed_runs_left()
    with _test_cluster(request.config.stash[HOME]) as server:
        yield server


@pytest.fixture(scope="session")
def django_db_setup(postgres: Cluster, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Give this worker a clone of the migrated template, and a fresh clone after each test that commits."""
    name = f"jobvisit_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"

    def clone(_: object = None) -> None:
        connections.close_all()
        postgres.drop_database(name)
        postgres.create_database(name, TEMPLATE)

    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    with django_db_blocker.unblock():
        with (postgres.asked / "template.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _make_template(postgres)
        clone()
        _connect_to(postgres.dsn(APP, name))
        # Django would TRUNCATE, which the application role may not, and would lose what migrations put in.
        TransactionTestCase._fixture_teardown = clone  # type: ignore[attr-defined]
        yield
        TransactionTestCase._fixture_teardown = flush  # type: ignore[attr-defined]
        connections.close_all()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a real Chromium. In CI its absence fails; elsewhere the test is skipped, visibly."""
    path = os.environ.get("JOBVISIT_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        message = "no Chromium here: install chromium, or name it in JOBVISIT_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and "chromium" not in getattr(item, "fixturenames", ()):
        pytest.fail("a browser test must ask for the fixture `chromium`")


def _test_cluster(home: Path) -> Cluster:
    return cluster(home, choice=os.environ.get("JOBVISIT_POSTGRES") or None, durable=False)


def _make_template(server: Cluster) -> None:
    """Migrate the template once a run; under another name first, so that a failure leaves no half-made template."""
    with server.connect(ADMIN, "postgres") as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
            return
    draft = f"{TEMPLATE}_draft"
    server.drop_database(draft)
    server.create_database(draft)
    _connect_to(server.dsn(OWNER, draft))
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()
    with server.connect(ADMIN, "postgres") as connection:
        connection.execute(f"ALTER DATABASE {draft} RENAME TO {TEMPLATE}")


def _connect_to(url: str) -> None:
    connections.close_all()
    connections["default"].settings_dict.update(database_settings(url))


def _remove_what_killed_runs_left() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = folder.name.removeprefix(PREFIX)
        if pid.isdigit() and folder.stat().st_uid == os.geteuid() and not _lives(int(pid)):
            _test_cluster(folder).remove()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
