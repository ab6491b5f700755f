"""A list of firms from an office's Excel: sent in, looked at, taken in, taken back.

The web's way of `importing.import_firms`: between the rehearsal and the taking in a person looks at the result.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.db import transaction

from jobvisit.engines.sheets import read_rows
from jobvisit.office.companies import imports as firms
from jobvisit.office.companies.rules import HEADINGS, FirmRow, find_header, firm_rows

if TYPE_CHECKING:
    from jobvisit.office.companies.models import ImportRow, ImportRun, StagedFile
    from jobvisit.office.staff.models import User

_ENDINGS: Final = (".xlsx", ".xlsm", ".xls", ".csv", ".txt", ".tsv")


@dataclass(frozen=True)
class Rehearsal:
    """What taking a file in would do. Nothing is stored."""

    run: ImportRun
    lines: list[ImportRow]
    rows: list[FirmRow]
    understood: list[tuple[str, str]]
    """Our name of a column and the file's own heading."""
    ignored: list[str]
    """Headings that are not read."""


def rehearse(*, staged: StagedFile, by: User, at: datetime) -> Rehearsal:
    """Read a file that was sent in and say what would become of each row. Raises `BadFileError`, `NoHeaderError`."""
    table = _table(staged)
    sheet = find_header(table)
    rows = list(firm_rows(table, sheet))
    run, lines = _take(rows, staged, by=by, at=at, keep=False)
    heads = table[sheet.first - 1]
    taken = set(sheet.columns.values())
    understood = [
        (HEADINGS[name][0], heads[place] if place < len(heads) else "") for name, place in sheet.columns.items()
    ]
    ignored = [head for place, head in enumerate(heads) if head and place not in taken]
    return Rehearsal(run, lines, rows, understood, ignored)


@transaction.atomic
def take_in(*, staged: StagedFile, by: User, at: datetime) -> ImportRun:
    """Take the file in and forget it. Raises `BadFileError`, `NoHeaderError`."""
    table = _table(staged)
    rows = list(firm_rows(table, find_header(table)))
    run, _lines = _take(rows, staged, by=by, at=at, keep=True)
    firms.drop(staged=staged)
    return run


def _take(
    rows: list[FirmRow], staged: StagedFile, *, by: User, at: datetime, keep: bool
) -> tuple[ImportRun, list[ImportRow]]:
    digest = hashlib.sha256(bytes(staged.content)).hexdigest()
    return firms.take_in(rows=rows, file_name=staged.file_name, sha256=digest, by=by, at=at, keep=keep)


def _table(staged: StagedFile) -> list[list[str]]:
    """The file's rows, read from a private place: readers of strangers' files take a path."""
    ending = Path(staged.file_name).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="jobvisit-list-") as private:
        path = Path(private) / f"list{ending if ending in _ENDINGS else ''}"
        path.write_bytes(bytes(staged.content))
        return [list(row) for row in read_rows(path)]
