"""Taking a list of firms in, and taking it back.

A firm is known by its business number. A row without one never joins an existing firm, with one exception that keeps a
second run of the same list from doubling it: a firm without a number, of the same written name and address, that an
earlier import made.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Branch, Company, Contact, ImportRow, ImportRun, StagedFile
from jobvisit.office.companies.rules import FirmRow
from jobvisit.office.reference import tables
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

CREATED, UPDATED = ImportRow.Outcome.CREATED, ImportRow.Outcome.UPDATED
UNCHANGED, REJECTED = ImportRow.Outcome.UNCHANGED, ImportRow.Outcome.REJECTED


@dataclass(frozen=True)
class Undone:
    """What an undoing did, and the rows it left as they are, with the reason."""

    restored: int
    removed: int
    kept: tuple[tuple[int, str], ...]


class AlreadyUndoneError(ValueError):
    """The import was taken back before."""


@transaction.atomic
def take_in(
    *, rows: Sequence[FirmRow], file_name: str, sha256: str, by: User, at: datetime, keep: bool = True
) -> tuple[ImportRun, list[ImportRow]]:
    """Take rows in: all of them or, if the database refuses, none. Every row keeps its raw text and its outcome.

    Without `keep` it is a rehearsal: the run and its rows are returned with their outcomes and nothing is stored.
    """
    policy.require(by, "companies.import")
    run = ImportRun.objects.create(district_id=by.district_id, at=at, by=by, file_name=file_name[:200], sha256=sha256)
    book = _Book(by.district_id)
    outcomes = [_take(row, run, book, at) for row in rows]
    book.save_new()
    ImportRow.objects.bulk_create(outcomes, batch_size=1000)
    for outcome in ImportRow.Outcome:
        setattr(run, outcome.value, sum(one.outcome == outcome for one in outcomes))
    run.save()
    details = {outcome.value: getattr(run, outcome.value) for outcome in ImportRow.Outcome}
    audit.note(by=by, at=at, verb="companies.import", subject=run, details=details)
    if not keep:
        transaction.set_rollback(True)
    return run, outcomes


@transaction.atomic
def undo(*, run: ImportRun, by: User, at: datetime) -> Undone:
    """Take an import back: firms it made go, firms it changed get their old values, unless touched since."""
    policy.require(by, "companies.import")
    run = ImportRun.objects.select_for_update().get(pk=run.pk, district_id=by.district_id)
    if run.undone_at is not None:
        raise AlreadyUndoneError
    restored, removed, kept = 0, 0, []
    for row in ImportRow.objects.filter(run=run, outcome__in=[CREATED, UPDATED]).select_related("company"):
        if row.company is None:
            continue
        problem = _remove(row) if row.outcome == CREATED else _restore(row)
        if problem:
            kept.append((row.number, problem))
        elif row.outcome == CREATED:
            removed += 1
        else:
            restored += 1
    run.undone_at = at
    run.save(update_fields=["undone_at"])
    audit.note(by=by, at=at, verb="companies.undo_import", subject=run, details={"kept": len(kept)})
    return Undone(restored, removed, tuple(kept))


STAGED_FOR = timedelta(days=1)


def stage(*, file_name: str, content: bytes, by: User, at: datetime) -> StagedFile:
    """Keep a file until it is taken in or dropped; what others left for longer than a day goes."""
    policy.require(by, "companies.import")
    StagedFile.objects.filter(district_id=by.district_id, at__lt=at - STAGED_FOR).delete()
    return StagedFile.objects.create(
        district_id=by.district_id, by=by, at=at, file_name=file_name[:200], content=content
    )


def find_staged(by: User, pk: int) -> StagedFile:
    """A file that this person sent in. Raises `StagedFile.DoesNotExist` for anybody else's."""
    return StagedFile.objects.get(district_id=by.district_id, by=by, pk=pk)


def drop(*, staged: StagedFile) -> None:
    """Forget a file that was sent in."""
    staged.delete()


def runs(by: User, most: int = 50) -> QuerySet[ImportRun]:
    """The imports of the person's district, the newest first."""
    return ImportRun.objects.filter(district_id=by.district_id).select_related("by")[:most]


def rows_of(run: ImportRun, outcome: str = "") -> QuerySet[ImportRow]:
    """The rows of an import, all or those of one outcome."""
    found = ImportRow.objects.filter(run=run).select_related("company")
    return found.filter(outcome=outcome) if outcome else found


def find_run(by: User, number: str) -> ImportRun | None:
    """An import of the person's district by its number."""
    if not re.fullmatch(r"[0-9]{1,18}", number):
        return None
    return ImportRun.objects.filter(district_id=by.district_id, pk=int(number)).first()


class _Book:
    """The district's firms as an import looks them up: read once, kept up while it runs."""

    def __init__(self, district_id: int) -> None:
        self.district_id = district_id
        firms = Company.objects.filter(district_id=district_id).exclude(status=Company.Status.MERGED)
        addresses = dict(Branch.objects.filter(district_id=district_id, is_head=True).values_list("company", "address"))
        self.by_number = {firm.business_number: firm for firm in firms if firm.business_number}
        self.new: list[tuple[Company, Branch, Contact | None]] = []
        self.nameless = {(firm.name, addresses.get(firm.pk, "")): firm for firm in firms if not firm.business_number}

    def find(self, row: FirmRow) -> Company | None:
        number = str(row.fields["business_number"])
        return self.by_number.get(number) if number else self.nameless.get((str(row.fields["name"]), row.address))

    def add(self, firm: Company, branch: Branch, contact: Contact | None) -> None:
        self.new.append((firm, branch, contact))
        if firm.business_number:
            self.by_number[firm.business_number] = firm
        else:
            self.nameless[firm.name, branch.address] = firm

    def save_new(self) -> None:
        """Save every new firm with what belongs to it, in three statements a thousand."""
        Company.objects.bulk_create([firm for firm, _, _ in self.new], batch_size=1000)
        Branch.objects.bulk_create([branch for _, branch, _ in self.new], batch_size=1000)
        Contact.objects.bulk_create([contact for _, _, contact in self.new if contact], batch_size=1000)


def _take(row: FirmRow, run: ImportRun, book: _Book, at: datetime) -> ImportRow:
    line = ImportRow(district_id=run.district_id, run=run, number=row.number, raw=list(row.raw), outcome=REJECTED)
    if row.reasons:
        line.reason = " ".join(row.reasons)[:300]
        return line
    firm = book.find(row)
    if firm is None:
        line.company, line.outcome = _new_firm(row, book, at), CREATED
        return line
    line.company = firm
    said = {name: value for name, value in row.fields.items() if value not in ("", None)}
    changes = {name: value for name, value in said.items() if value != getattr(firm, name)}
    if not changes:
        line.outcome = UNCHANGED
        return line
    if firm.pk is None:
        line.company = None
        line.reason = "같은 파일의 앞 행과 이름과 주소가 같고 내용이 다릅니다."
        return line
    line.outcome = UPDATED
    line.before = {**{name: getattr(firm, name) for name in changes}, "version": firm.version + 1}
    for name, value in changes.items():
        setattr(firm, name, value)
    firm.version += 1
    firm.save()
    return line


def _new_firm(row: FirmRow, book: "_Book", at: datetime) -> Company:
    """A firm with its place of work and contact, saved with all others at the end (`_Book.save_new`)."""
    firm = Company(district_id=book.district_id, added_at=at, **dict(row.fields))
    firm.derive()
    dong = _dong(row.address)
    branch = Branch(
        district_id=book.district_id,
        company=firm,
        name="본사",
        is_head=True,
        address=row.address,
        dong=dong.code if dong else "",
        lat=dong.lat if dong else None,
        lon=dong.lon if dong else None,
    )
    contact = Contact(district_id=book.district_id, company=firm, **row.contact) if row.contact else None
    book.add(firm, branch, contact)
    return firm


def _dong(address: str) -> tables.Dong | None:
    """The one neighbourhood that an address names; None where it names none or may mean several."""
    gu = next((word for word in address.split() if word.endswith("구")), None)
    for word in address.replace("(", " ").replace(")", " ").replace(",", " ").split():
        found = tables.find_dongs(word, gu) if word.endswith(("동", "가")) else ()
        if len(found) == 1:
            return found[0]
    return None


def _remove(row: ImportRow) -> str:
    firm = row.company
    assert firm is not None
    if firm.version != 1:
        return "가져온 뒤에 고친 사업체라 남겨 두었습니다."
    row.company = None
    row.save(update_fields=["company"])
    try:
        with transaction.atomic():
            Contact.objects.filter(company=firm).delete()
            Branch.objects.filter(company=firm).delete()
            firm.delete()
    except ProtectedError:
        row.company = firm
        row.save(update_fields=["company"])
        return "구인이나 다른 기록이 붙어 있어 남겨 두었습니다."
    return ""


def _restore(row: ImportRow) -> str:
    firm = row.company
    assert firm is not None
    assert row.before is not None
    before = dict(row.before)
    if firm.version != before.pop("version"):
        return "가져온 뒤에 다시 고친 사업체라 남겨 두었습니다."
    for name, value in before.items():
        setattr(firm, name, value)
    firm.version += 1
    firm.save()
    return ""
