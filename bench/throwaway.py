"""A throw-away database with the tables in it, for the benches that need the office; gone when the block ends."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Throwaway:
    """Where it is: the folder that holds everything, and the application's address of the database."""

    home: Path
    url: str


@contextmanager
def database(**settings: str) -> Iterator[Throwaway]:
    """Start it, with these settings besides; Django is set up, migrated, and connected as the application."""
    with tempfile.TemporaryDirectory(prefix="jobvisit-bench-") as home:
        os.environ.update(JOBVISIT_HOME=home, DJANGO_SETTINGS_MODULE="jobvisit.config.settings", **settings)
        os.environ.pop("DATABASE_URL", None)
        from jobvisit.config.local import DATABASE, local_cluster
        from jobvisit.config.postgres import APP, OWNER

        with local_cluster() as server:
            server.create_database(DATABASE)
            os.environ["DATABASE_URL"] = server.dsn(OWNER, DATABASE)
            import django

            django.setup()
            from django.core.management import call_command
            from django.db import connection

            from jobvisit.config.settings import database as settings_of

            call_command("migrate", verbosity=0)
            connection.close()
            url = os.environ["DATABASE_URL"] = server.dsn(APP, DATABASE)
            connection.settings_dict.update(settings_of(url))
            yield Throwaway(Path(home), url)


def pages() -> None:
    """Let Django's test client ask for pages without `collectstatic`."""
    from django.conf import settings

    from jobvisit.config.settings import PACKAGE

    settings.STATIC_ROOT = PACKAGE / "web" / "static"
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
