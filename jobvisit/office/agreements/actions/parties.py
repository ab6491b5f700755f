"""Who is in an agreement: parties, and firms that join and leave."""

from datetime import date, datetime

from django.db import transaction

from jobvisit.base.clock import seoul_day
from jobvisit.office.agreements.actions import rows
from jobvisit.office.agreements.models import Agreement, Member, Party
from jobvisit.office.agreements.rules import CannotError, Problem
from jobvisit.office.agreements.states import WRITING
from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


@transaction.atomic
def add_party(
    *,
    agreement: Agreement,
    kind: str,
    name: str,
    by: User,
    at: datetime,
    company: Company | None = None,
    branch: Branch | None = None,
    representative: str = "",
    joins: bool = True,
) -> Party:
    """Add a side. A firm is its own member from the first day (not with `joins` False). Raises `CannotError`."""
    policy.require(by, "agreements.edit")
    current = rows.lock_open(agreement, by)
    problems = rows.firm_problems(company, branch) if company else []
    if kind == Party.Kind.FIRM and company is None:
        problems.append(Problem("company", "missing"))
    if Party.objects.filter(agreement=current, name=name).exists():
        problems.append(Problem("name", "party_twice", name))
    if problems:
        raise CannotError(*problems)
    party = Party.objects.create(
        district_id=by.district_id, agreement=current, kind=kind, name=name, company=company,
        representative=representative or (company.representative if company else ""),
    )  # fmt: skip
    audit.note(by=by, at=at, verb="agreements.add_party", subject=current, details={"party": party.pk})
    if kind == Party.Kind.FIRM and company and joins:
        add_member(party=party, company=company, branch=branch, joined_on=_first_day(current, at), by=by, at=at)
    return party


@transaction.atomic
def add_member(
    *, party: Party, company: Company, joined_on: date, by: User, at: datetime, branch: Branch | None = None
) -> Member:
    """A firm, or one branch of it, joins. Raises `CannotError` for one that closed, was merged, or is in already."""
    policy.require(by, "agreements.edit")
    current = rows.lock_open(party.agreement, by)
    problems = rows.firm_problems(company, branch)
    present = Member.objects.filter(party=party, company=company, branch=branch, left_on__isnull=True)
    if present.exists():
        problems.append(Problem("company", "member_already", company.name))
    if current.ends_on and joined_on > current.ends_on:
        problems.append(Problem("joined_on", "joins_after_end", joined_on.isoformat()))
    if problems:
        raise CannotError(*problems)
    member = Member.objects.create(
        district_id=by.district_id, party=party, company=company, branch=branch, joined_on=joined_on
    )
    audit.note(by=by, at=at, verb="agreements.join", subject=current, details={"company": company.pk})
    return member


@transaction.atomic
def leave(*, member: Member, left_on: date, reason: str, by: User, at: datetime) -> Member:
    """A member leaves: from that day its orders are its own. What it delivered stays. Raises `CannotError`.

    Before anything is signed, leaving means that it never was in it.
    """
    policy.require(by, "agreements.edit")
    agreement = rows.lock_open(member.party.agreement, by)
    current = Member.objects.select_for_update().get(pk=member.pk, district_id=by.district_id)
    if current.left_on is not None:
        raise CannotError(Problem("left_on", "left_already", current.left_on.isoformat()))
    if agreement.state in WRITING:
        left_on = current.joined_on
    elif left_on < current.joined_on:
        raise CannotError(Problem("left_on", "left_before_joining", current.joined_on.isoformat()))
    current.left_on = left_on
    current.save(update_fields=["left_on"])
    details = {"company": current.company_id, "on": left_on.isoformat()}
    audit.note(by=by, at=at, verb="agreements.leave", subject=agreement, reason=reason, details=details)
    return current


def _first_day(agreement: Agreement, at: datetime) -> date:
    return agreement.starts_on or seoul_day(at)
