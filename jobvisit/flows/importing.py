"""Files from elsewhere → orders and firms. Every row is taken in or refused with its reason; a second run changes
nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobvisit.base.clock import seoul_day
from jobvisit.base.text import normal
from jobvisit.engines.reading import Reading, read_row, read_work24
from jobvisit.engines.sheets import read_rows
from jobvisit.office.companies import imports as firms
from jobvisit.office.companies.rules import find_header, firm_rows
from jobvisit.office.orders import drafting
from jobvisit.office.orders import imports as orders
from jobvisit.office.reference.vocabulary import vocabulary

if TYPE_CHECKING:
    from jobvisit.office.staff.models import User

Record = Mapping[str, str]
INSURANCES = {"국민연금": "pension", "건강보험": "health", "고용보험": "employment", "산재보험": "accident"}
RETIREMENT = {"퇴직금": "lump_sum", "퇴직연금": "pension", "해당없음": "none"}


@dataclass
class Imported:
    """What became of a file of orders. Rows count from 1."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    drafts: int = 0
    """Of those created: held back because a check found them unlawful."""
    removed: int = 0
    """Firms that an undoing took out again."""
    rejected: list[dict[str, Any]] = field(default_factory=list)
    run: int | None = None
    """The number by which an import of firms can be taken back."""


def import_seoul(*, records: Sequence[Record], by: User, at: datetime, dry_run: bool = False) -> Imported:
    """Orders in the column names of Seoul's GetJobInfo."""
    words = vocabulary()
    today = seoul_day(at)
    rows = (_seoul_row(record, read_row(record, words, on=today)) for record in records)
    return _import(rows, by=by, at=at, dry_run=dry_run)


def import_work24(*, records: Sequence[Record], by: User, at: datetime, dry_run: bool = False) -> Imported:
    """Orders in the element names of 고용24, list or detail."""
    words = vocabulary()
    today = seoul_day(at)
    rows = (_work24_row(record, read_work24(record, words, on=today)) for record in records)
    return _import(rows, by=by, at=at, dry_run=dry_run)


def import_firms(*, path: Path, by: User, at: datetime, dry_run: bool = False) -> Imported:
    """A list of firms from CSV or Excel. With `dry_run` nothing stays. Raises `BadFileError` or `NoHeaderError`."""
    rows = read_rows(path)
    staged = list(firm_rows(rows, find_header(rows)))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    run, lines = firms.take_in(rows=staged, file_name=path.name, sha256=digest, by=by, at=at, keep=not dry_run)
    return Imported(
        read=len(staged),
        created=run.created,
        updated=run.updated,
        unchanged=run.unchanged,
        rejected=[{"row": one.number, "reason": one.reason} for one in lines if one.outcome == "rejected"],
        run=None if dry_run else run.pk,
    )


class UndoRefusedError(ValueError):
    """There is nothing to take back."""


def undo_firms(*, run: str, by: User, at: datetime) -> Imported:
    """Take an import of firms back, by its number. Rows that were touched since stay, each with the reason."""
    found = firms.find_run(by, run)
    if found is None:
        raise UndoRefusedError(f"가져오기 번호 {run}이(가) 없습니다 (no such import)")
    try:
        undone = firms.undo(run=found, by=by, at=at)
    except firms.AlreadyUndoneError:
        raise UndoRefusedError("이미 되돌린 가져오기입니다 (already taken back)") from None
    kept = [{"row": number, "reason": reason} for number, reason in undone.kept]
    return Imported(read=found.created + found.updated, updated=undone.restored, removed=undone.removed, rejected=kept)


def _import(rows: Iterable[orders.Incoming], *, by: User, at: datetime, dry_run: bool) -> Imported:
    result = Imported()
    ready = []
    for number, row in enumerate(rows, 1):
        result.read += 1
        if row.problem:
            result.rejected.append({"row": number, "reason": row.problem})
        else:
            ready.append((number, row))
    outcome = orders.take_in(incoming=[row for _, row in ready], by=by, at=at, keep=not dry_run)
    for (number, _), reason in zip(ready, outcome.reasons, strict=True):
        if reason:
            result.rejected.append({"row": number, "reason": reason})
    result.created, result.updated, result.unchanged = outcome.created, outcome.updated, outcome.unchanged
    result.drafts = outcome.drafts
    result.rejected.sort(key=lambda refused: refused["row"])
    return result


def _seoul_row(record: Record, reading: Reading) -> orders.Incoming:
    said = {name.upper(): normal(value or "") for name, value in record.items() if name}
    insured = [code for word, code in INSURANCES.items() if word in said.get("JO_FEINSR_SBSCRB_NM", "")]
    more = {
        "duties": said.get("DTY_CN", ""),
        "address": said.get("WORK_PARAR_BASS_ADRES_CN", ""),
        "insurances": insured or None,
        "retirement": RETIREMENT.get(said.get("RET_GRANTS_NM", ""), ""),
        "source": "seoul",
    }
    number = said.get("JO_REGIST_NO") or said.get("JO_REQST_NO", "")
    firm = {"name": said.get("CMPNY_NM", ""), "business": said.get("BSNS_SUMRY_CN", ""), "business_number": ""}
    return _incoming(number, said.get("JO_SJ", ""), firm, more, reading, record)


def _work24_row(record: Record, reading: Reading) -> orders.Incoming:
    said = {name: normal(value or "") for name, value in record.items() if name}
    insured = [code for word, code in INSURANCES.items() if word in said.get("fourIns", "")]
    more = {
        "duties": said.get("jobCont", ""),
        "address": said.get("workRegion") or said.get("region") or said.get("basicAddr", ""),
        "insurances": insured or None,
        "retirement": next((code for word, code in RETIREMENT.items() if word in said.get("retirepay", "")), ""),
        "source": "work24",
    }
    firm = {
        "name": said.get("company") or said.get("corpNm", ""),
        "business": said.get("busiCont", ""),
        "business_number": said.get("busino", ""),
    }
    title = said.get("title") or said.get("wantedTitle", "")
    return _incoming(said.get("wantedAuthNo", ""), title, firm, more, reading, record)


def _incoming(
    number: str, title: str, firm: dict[str, str], more: dict[str, Any], reading: Reading, record: Record
) -> orders.Incoming:
    missing = [what for what, value in (("구인 번호", number), ("업체명", firm["name"]), ("제목", title)) if not value]
    return orders.Incoming(
        number=number,
        firm=firm,
        fields={"title": title, **drafting.values(drafting.fields_of(reading)), **more},
        posted_on=reading.posted_on.value if reading.posted_on else None,
        reading=reading,
        raw=dict(record),
        problem=f"{', '.join(missing)}이(가) 없습니다." if missing else "",
    )
