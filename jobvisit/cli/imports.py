"""파일에서 구인과 사업체를 가져옵니다 · take orders and firms in from files.

  jobvisit import seoul FILE        서울 일자리포털 GetJobInfo: JSON or CSV
  jobvisit import work24 FILE       고용24 list and detail: XML (or JSON)
  jobvisit import companies FILE    a list of firms: Excel or CSV
  jobvisit import undo RUN          take an import of firms back

Every row is taken in or refused with its reason; a second run of the same file changes nothing.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jobvisit.engines.sheets import BadFileError, read_records

SUMMARY = "파일에서 가져오기 · import orders or firms from a file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """WHAT, FILE, --district, --json, --dry-run."""
    parser.add_argument("what", choices=("seoul", "work24", "companies", "undo"))
    parser.add_argument("file", metavar="FILE", help="파일, undo는 가져오기 번호 · a file; for undo the run's number")
    parser.add_argument("--district", metavar="CODE", help="구 코드 다섯 자리 · five-digit code, if there are several")
    parser.add_argument("--json", action="store_true", help="JSON으로 출력 · print JSON")
    parser.add_argument("--dry-run", action="store_true", help="예행: 아무것도 저장하지 않음 · change nothing")


def run(args: argparse.Namespace) -> int:
    """Import one file. Returns 0; 1 when rows were refused; 2 when the file or the call cannot be used."""
    try:
        records = read_records(Path(args.file)) if args.what in {"seoul", "work24"} else []
    except BadFileError as problem:
        return _refuse(args, problem.code, str(problem))
    from jobvisit.config.local import database

    with database():
        import django

        django.setup()
        return _import(args, records)


def _import(args: argparse.Namespace, records: list[dict[str, str]]) -> int:
    from django.db import DatabaseError

    from jobvisit.base import clock
    from jobvisit.flows import importing
    from jobvisit.office.companies.rules import NoHeaderError

    by = _importer(args.district)
    if isinstance(by, str):
        return _refuse(args, "no_district", by)
    at = clock.now()
    try:
        if args.what == "companies":
            result = importing.import_firms(path=Path(args.file), by=by, at=at, dry_run=args.dry_run)
        elif args.what == "undo":
            result = importing.undo_firms(run=args.file, by=by, at=at)
        elif args.what == "seoul":
            result = importing.import_seoul(records=records, by=by, at=at, dry_run=args.dry_run)
        else:
            result = importing.import_work24(records=records, by=by, at=at, dry_run=args.dry_run)
    except BadFileError as problem:
        return _refuse(args, problem.code, str(problem))
    except NoHeaderError as problem:
        return _refuse(args, "no_header", str(problem))
    except importing.UndoRefusedError as problem:
        return _refuse(args, "undo", str(problem))
    except DatabaseError as problem:
        said = str(problem).partition("\n")[0]
        words = "데이터베이스가 값을 받지 않아 하나도 저장하지 않았습니다"
        return _refuse(args, "database", f"{words} (the database refused a value; nothing was stored): {said}")
    _print(args, {**asdict(result), "dry_run": args.dry_run})
    return 1 if result.rejected else 0


def _importer(code: str | None) -> Any:
    """The account on whose behalf the import runs, or a sentence that says why there is none."""
    from jobvisit.office.staff import queries as staff

    districts = list(staff.districts())
    wanted = [one for one in districts if code in (None, one.code)]
    if len(wanted) != 1:
        known = ", ".join(f"{one.code} {one.name}" for one in districts) or "없음"
        return f"--district 로 구를 하나 고르세요. 있는 구: {known} (choose one district)"
    by = staff.importer(wanted[0])
    return by or "가져오기를 할 수 있는 사람(팀장, 관리자)이 없습니다 (no manager or administrator)"


def _refuse(args: argparse.Namespace, code: str, sentence: str) -> int:
    if args.json:
        print(json.dumps({"error": code, "message": sentence}, ensure_ascii=False))
    print(sentence, file=sys.stderr)
    return 2


def _print(args: argparse.Namespace, result: dict[str, Any]) -> None:
    if args.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    names = {"read": "읽음", "created": "새로", "updated": "고침", "unchanged": "그대로", "drafts": "보완 필요"}
    print(" · ".join(f"{word} {result[name]}" for name, word in names.items() if name in result))
    for refused in result["rejected"]:
        print(f"  {refused['row']}행: {refused['reason']}")
    if result.get("run"):
        print(f"  가져오기 번호 {result['run']} (jobvisit import undo {result['run']})")
