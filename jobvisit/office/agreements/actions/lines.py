"""What an agreement promises: lines, and how they were amended."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from jobvisit.base.clock import seoul_day
from jobvisit.office.agreements import rules
from jobvisit.office.agreements.actions import rows
from jobvisit.office.agreements.models import Agreement, Line, LineTerms, Party
from jobvisit.office.agreements.rules import CannotError, Problem, Terms
from jobvisit.office.agreements.states import WRITING
from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Contact
from jobvisit.office.reference import tables
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


@transaction.atomic
def add_line(
    *,
    agreement: Agreement,
    jobs: str,
    occupations: Sequence[str],
    promised: int,
    due_on: date,
    by: User,
    at: datetime,
    party: Party | None = None,
    from_on: date | None = None,
    group: str = "",
    basis: str = "",
    window_minutes: int = 0,
    decides: Contact | None = None,
) -> Line:
    """Add a promise, from the first day of the agreement (of a running one: today). Raises `CannotError`."""
    policy.require(by, "agreements.edit")
    current = rows.lock_open(agreement, by)
    today = seoul_day(at)
    begins = from_on or (current.starts_on if current.state in WRITING and current.starts_on else today)
    terms = Terms(begins, promised, due_on, group, basis, window_minutes)
    problems = _problems(current, terms, occupations, before=None, today=today)
    if problems:
        raise CannotError(*problems)
    last = Line.objects.filter(agreement=current).aggregate(last=Max("number"))["last"] or 0
    line = Line.objects.create(
        district_id=by.district_id, agreement=current, number=last + 1, party=party, jobs=jobs,
        occupations=list(occupations),
    )  # fmt: skip
    _keep(line, terms, decides, "", by, at)
    audit.note(by=by, at=at, verb="agreements.add_line", subject=current, details={"line": line.number})
    return line


@transaction.atomic
def amend_line(
    *,
    line: Line,
    promised: int,
    due_on: date,
    from_on: date,
    reason: str,
    by: User,
    at: datetime,
    group: str = "",
    basis: str = "",
    window_minutes: int = 0,
    decides: Contact | None = None,
) -> LineTerms:
    """Promise something else from a day on; what was promised before stays readable. Raises `CannotError`."""
    policy.require(by, "agreements.edit")
    current = rows.lock_open(line.agreement, by)
    before = LineTerms.objects.filter(line=line).order_by("-id").first()
    terms = Terms(from_on, promised, due_on, group, basis, window_minutes)
    held = Terms(before.from_on, before.promised, before.due_on) if before else None
    problems = _problems(current, terms, line.occupations, before=held, today=seoul_day(at))
    if not reason.strip():
        problems.append(Problem("reason", "missing"))
    if problems:
        raise CannotError(*problems)
    made = _keep(line, terms, decides, reason, by, at)
    details = {"line": line.number, "from": held.promised if held else 0, "to": promised}
    audit.note(by=by, at=at, verb="agreements.amend_line", subject=current, reason=reason, details=details)
    return made


def _problems(
    agreement: Agreement, terms: Terms, occupations: Sequence[str], *, before: Terms | None, today: date
) -> list[Problem]:
    found = rules.terms_problems(terms, before=before, starts=agreement.starts_on, ends=agreement.ends_on)
    late = terms.due_on < today and (before is None or terms.due_on != before.due_on)
    if late and agreement.signed_on is None and not any(one.field == "due_on" for one in found):
        found.append(Problem("due_on", "due_past", terms.due_on.isoformat()))
    known = tables.occupations()
    for code in occupations:
        if code not in known:
            found.append(Problem("occupations", "no_such_occupation", code))
    if terms.group and terms.group not in {one.code for one in tables.groups(max(terms.from_on, today))}:
        found.append(Problem("group", "no_such_group", terms.group))
    return found


def _keep(line: Line, terms: Terms, decides: Contact | None, reason: str, by: User, at: datetime) -> LineTerms:
    return LineTerms.objects.create(
        district_id=line.district_id, line=line, from_on=terms.from_on, promised=terms.promised, due_on=terms.due_on,
        group=terms.group, basis=terms.basis, window_minutes=terms.window, decides=decides, reason=reason, at=at, by=by,
    )  # fmt: skip
