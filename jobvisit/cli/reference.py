"""참고 자료를 가져옵니다 · load reference data.

  jobvisit reference boundaries FILE            행정동 경계 GeoJSON · borders of dong, GeoJSON in WGS 84
  jobvisit reference boundaries --forget        경계를 지우고 동의 중심으로 그림 · draw from the centres again

Shapes are matched with our dong by code and name; what matches none is named. The same file twice changes nothing.
Source and date are shown under every map.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

SUMMARY = "참고 자료 가져오기 · load reference data"
NAMED = 12
"""Names listed in full; the rest are counted (all of them with --json)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """boundaries, FILE, --source, --as-of, --forget, --dry-run, --json."""
    parser.add_argument("what", choices=("boundaries",))
    parser.add_argument("file", nargs="?", metavar="FILE", help="GeoJSON 파일 · a GeoJSON file")
    parser.add_argument("--source", metavar="TEXT", help="출처, 없으면 파일 이름 · source, else the file's name")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="기준일 2026, 2026-01, 2026-01-31 · their date")
    parser.add_argument("--forget", action="store_true", help="경계를 모두 지움 · take all borders away")
    parser.add_argument("--dry-run", action="store_true", help="예행: 아무것도 저장하지 않음 · change nothing")
    parser.add_argument("--json", action="store_true", help="JSON으로 출력 · print JSON")


def run(args: argparse.Namespace) -> int:
    """0 when every shape found its dong; 1 where some did not, or dong of ours have none; 2 for a bad file or call."""
    from jobvisit.office.reference import boundaries, tables

    if bool(args.file) == args.forget:
        return _refuse(args, "call", "파일 하나, 또는 --forget을 주세요 · give one file, or --forget")
    reading = None
    if args.file:
        try:
            reading = boundaries.read(_content(Path(args.file), boundaries.MOST_BYTES), tables.dongs())
        except OSError as problem:
            said = f"파일을 읽을 수 없습니다 · the file cannot be read: {problem.strerror} ({args.file})"
            return _refuse(args, "file", said)
        except boundaries.BadBoundariesError as problem:
            return _refuse(args, problem.code, str(problem))
    from jobvisit.config.local import database

    with database():
        import django

        django.setup()
        return _load(args, reading) if reading else _forget(args)


def _load(args: argparse.Namespace, reading: Any) -> int:
    from jobvisit.base import clock
    from jobvisit.office.reference import actions, tables
    from jobvisit.office.reference.boundaries import FAULTS
    from jobvisit.office.staff.queries import districts

    gus = {place.name for place in districts()}
    missing = [dong.name for dong in tables.dongs().values() if dong.gu in gus and dong.code not in reading.shapes]
    source, as_of = (args.source or Path(args.file).name)[:200], args.as_of or reading.as_of
    changed = 0
    if reading.shapes and not args.dry_run:
        changed = actions.load_boundaries(shapes=reading.shapes, source=source, as_of=as_of, at=clock.now())
    result = {
        "matched": len(reading.shapes), "changed": changed, "unmatched": list(reading.unmatched),
        "refused": [{"name": name, "reason": code} for name, code in reading.refused], "missing": missing,
        "swapped": reading.swapped, "source": source, "as_of": as_of, "dry_run": args.dry_run,
    }  # fmt: skip
    if args.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(f"맞은 동 · matched {len(reading.shapes)}, 달라진 것 · changed {changed} ({source}, {as_of or '?'})")
        if reading.swapped:
            print("좌표가 위도, 경도 차례여서 바로 읽었습니다 · latitude stood first; read the right way round")
        _list("우리 동이 아닌 것 · none of our dong", reading.unmatched)
        _list("쓰지 못한 것 · refused", [f"{name} ({' · '.join(FAULTS[code])})" for name, code in reading.refused])
        _list("경계가 없는 우리 동 · our dong without a border", missing)
    return 1 if reading.unmatched or reading.refused or missing else 0


def _forget(args: argparse.Namespace) -> int:
    from jobvisit.office.reference import actions

    gone = 0 if args.dry_run else actions.forget_boundaries()
    print(json.dumps({"forgotten": gone}) if args.json else f"지운 경계 · borders taken away: {gone}")
    return 0


def _content(path: Path, most: int) -> bytes:
    """One byte more than is allowed at most: the reader says that it is too large."""
    with path.open("rb") as file:
        return file.read(most + 1)


def _list(head: str, names: Any) -> None:
    if names:
        more = f" … +{len(names) - NAMED}" if len(names) > NAMED else ""
        print(f"{head}: {', '.join(list(names)[:NAMED])}{more}")


def _refuse(args: argparse.Namespace, code: str, sentence: str) -> int:
    if args.json:
        print(json.dumps({"error": code, "message": sentence}, ensure_ascii=False))
    print(sentence, file=sys.stderr)
    return 2


def _day(text: str) -> str:
    if re.fullmatch(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text):
        return text
    raise argparse.ArgumentTypeError(f"날짜가 아닙니다 · not a date: {text}")
