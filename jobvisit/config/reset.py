"""Throw the local demo district away: its database and what was uploaded to it. Asks first."""

import argparse
import os
import shutil
import sys

from jobvisit.config import env
from jobvisit.config.local import local_cluster
from jobvisit.config.trouble import Trouble

SUMMARY = "시범 구의 자료를 버립니다 (throw the demo district's data away)"
WORD = "reset"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="묻지 않고 버립니다 (do not ask)")


def run(args: argparse.Namespace) -> int:
    """0 if the data are gone, 1 if they were kept."""
    if os.environ.get("DATABASE_URL"):
        print("DATABASE_URL이 있습니다. 남의 데이터베이스는 지우지 않습니다.", file=sys.stderr)
        print("DATABASE_URL is set: a database that is not ours is never deleted.", file=sys.stderr)
        return 1
    if not args.yes and not _agreed():
        print("그대로 두었습니다 · kept")
        return 1
    try:
        local_cluster().remove()
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    shutil.rmtree(env.home() / "uploads", ignore_errors=True)
    print("버렸습니다. 다음 make run이 새로 만듭니다 · gone; the next make run makes it anew")
    return 0


def _agreed() -> bool:
    print(f"{env.home()}의 데이터베이스와 올린 파일을 모두 지웁니다.")
    print(f"This deletes the database and the uploaded files in {env.home()}.")
    try:
        return input(f"계속하려면 {WORD} 를 입력하세요 · type {WORD} to go on: ").strip() == WORD
    except EOFError:
        return False
