"""모든 구인의 추천 명단을 다시 만듭니다 · make every list of a district anew.

Lists that changed are recorded as shown, with the reason for everyone passed over. The work is kept in a folder block
by block: killed at any moment and started again, it goes on where it stopped. It does not end with the terminal.
"""

import argparse
import fcntl
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jobvisit.config import env
from jobvisit.config.local import database

SUMMARY = "모든 추천 명단을 다시 만듦 · make every list of a district anew"
WIDTH = 30
_STEPS = {"match": "명단 · lists", "record": "기록 · records"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--all, --district, --workers, --ray, --json."""
    parser.add_argument("--all", action="store_true", required=True, help="모든 구인 · every order")
    parser.add_argument("--district", metavar="CODE", help="구 코드, 없으면 모든 구 · without: every one")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--workers", type=_workers, metavar="N", help="프로세스 N개로 · with N processes")
    how.add_argument("--ray", action="store_true", help="Ray 클러스터에서 · on the Ray cluster (RAY_ADDRESS)")
    parser.add_argument("--json", action="store_true", help="결과를 JSON 한 줄로 · one JSON object a district")


def run(args: argparse.Namespace) -> int:
    """0 when every list is made; 1 where a district is unknown or already being worked on; 2 without Ray."""
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if args.ray and not _have_ray():
        print("Ray가 없습니다: pip install ray · Ray is not installed", file=sys.stderr)
        return 2
    with database():
        import django

        django.setup()
        return _run(args)


def _run(args: argparse.Namespace) -> int:
    from jobvisit.engines import matching
    from jobvisit.office.staff.queries import districts

    found = [one for one in districts() if args.district in (None, one.code)]
    if not found:
        print(f"구 {args.district}이(가) 없습니다 · no such district", file=sys.stderr)
        return 1
    matching.warm_up()
    busy = 0
    for district in found:
        with _alone(env.home() / "match" / district.code) as folder:
            if folder is None:
                print(f"{district.code}: 이미 만들고 있습니다 · already being worked on", file=sys.stderr)
                busy += 1
                continue
            _say(_one(district, folder, args), as_json=args.json)
    return 1 if busy else 0


def _one(district: Any, folder: Path, args: argparse.Namespace) -> dict[str, Any]:
    from jobvisit.base import clock
    from jobvisit.flows.matching import refresh_lists

    started, total = time.perf_counter(), {"orders": 0, "changed": 0, "empty": 0}
    bar = Bar(district.code)
    for done in refresh_lists(
        district=district, folder=folder, at=clock.now(), workers=args.workers, ray=args.ray, progress=bar.show
    ):
        for name in total:
            total[name] += getattr(done, name)
    bar.end()
    return {"district": district.code, **total, "seconds": round(time.perf_counter() - started, 2)}


def _say(result: dict[str, Any], *, as_json: bool) -> None:
    text = "{district}: 구인 {orders}건, 바뀐 명단 {changed}개, 맞는 사람이 없는 구인 {empty}건 ({seconds}초)"
    with suppress(OSError):  # the terminal may have gone
        print(json.dumps(result, ensure_ascii=False) if as_json else text.format(**result), flush=True)


class Bar:
    """A progress bar on standard error; on anything but a terminal a line at each tenth."""

    def __init__(self, name: str) -> None:
        self._name, self._tenth, self._live = name, ("", -1), sys.stderr.isatty()

    def show(self, step: str, done: int, all_: int) -> None:
        """Tell that `done` of `all_` orders are through this step."""
        share = done / all_ if all_ else 1.0
        tenth = (step, int(10 * share))
        if not self._live and tenth == self._tenth:
            return
        self._tenth = tenth
        filled = round(WIDTH * share)
        line = f"{self._name} {_STEPS[step]} [{'#' * filled}{'.' * (WIDTH - filled)}] {done:,}/{all_:,}"
        with suppress(OSError):
            print(f"\r{line}" if self._live else line, end="" if self._live else "\n", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the bar as it stands."""
        with suppress(OSError):
            print("\n" if self._live else "", end="", file=sys.stderr, flush=True)


@contextmanager
def _alone(folder: Path) -> Iterator[Path | None]:
    """The folder, for one process at a time; None where another holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield None
            return
        yield folder


def _workers(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 4 * (os.cpu_count() or 1):
        return int(text)
    raise argparse.ArgumentTypeError(
        f"1에서 {4 * (os.cpu_count() or 1)} 사이의 수 · a whole number in that range: {text}"
    )


def _have_ray() -> bool:
    from importlib.util import find_spec

    return find_spec("ray") is not None
