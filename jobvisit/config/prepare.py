"""What must be done before the pages can be served, as children of `jobvisit up`: they need Django, it does not.

    python -m jobvisit.config.prepare database   tables up to date; the demo district seeded if wanted and empty
    python -m jobvisit.config.prepare static     style sheets, fonts and pictures gathered, if they changed

The first prints one JSON object: `{"logins": [[name, password, what for], …]}`.
"""

import hashlib
import json
import os
import sys
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from jobvisit.config import env
from jobvisit.config.settings import database as database_settings

OWNER_SETTING = "DATABASE_OWNER_URL"


def database() -> dict[str, object]:
    """Bring the tables up to date as their owner, then seed as the application."""
    owner = os.environ.get(OWNER_SETTING)
    if owner:
        _connect_as(owner)
        call_command("migrate", verbosity=0, interactive=False)
        _connect_as(env.text("DATABASE_URL"))
    else:
        _refuse_pending_migrations()
    if not settings.DEMO:
        return {"logins": []}
    demo = import_module("jobvisit.demo")
    demo.seed_if_empty()
    return {"logins": [list(each) for each in demo.LOGINS]}


def static() -> None:
    """Gather the static files unless those gathered last are the same."""
    stamp = Path(settings.STATIC_ROOT) / ".gathered-from"
    fingerprint = _fingerprint([Path(folder) for folder in settings.STATICFILES_DIRS])
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(fingerprint)


def _connect_as(url: str) -> None:
    connection.close()
    connection.settings_dict.update(database_settings(url))


def _refuse_pending_migrations() -> None:
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        raise SystemExit(
            f"데이터베이스의 표가 이 버전과 맞지 않습니다. 표 주인의 주소를 {OWNER_SETTING}로 주고 다시 실행하세요.\n"
            f"The tables do not fit this version. Give the address of their owner as {OWNER_SETTING} and run again."
        ) from None


def _fingerprint(folders: list[Path]) -> str:
    """What the files are, without reading them all: names, sizes and times."""
    digest = hashlib.sha256(django.__version__.encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                found = path.stat()
                digest.update(f"{path.relative_to(folder)}|{found.st_size}|{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobvisit.config.settings")
    django.setup()
    if sys.argv[1] == "static":
        static()
    else:
        print(json.dumps(database(), ensure_ascii=False))
