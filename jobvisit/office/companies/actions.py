"""Writing employers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Branch, Company, Contact
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

Fields = Mapping[str, Any]


@transaction.atomic
def register(*, company: Company, branch: Branch | None, by: User, at: datetime) -> Company:
    """Save a new firm with its first place of work."""
    policy.require(by, "companies.edit")
    company.district_id = by.district_id
    company.added_at = at
    company.save()
    if branch is not None:
        branch.district_id, branch.company = by.district_id, company
        branch.save()
    audit.note(by=by, at=at, verb="companies.register", subject=company)
    return company


@transaction.atomic
def register_many(*, firms: Sequence[tuple[Fields, Fields, Fields]], by: User, at: datetime) -> list[Company]:
    """Save many new firms, each with its first place of work and one contact, in a few statements."""
    policy.require(by, "companies.edit")
    companies = [Company(district_id=by.district_id, added_at=at, **company) for company, _, _ in firms]
    for company in companies:
        company.derive()
    Company.objects.bulk_create(companies, batch_size=1000)
    branches = [
        Branch(district_id=by.district_id, company=company, **branch)
        for company, (_, branch, _) in zip(companies, firms, strict=True)
    ]
    Branch.objects.bulk_create(branches, batch_size=1000)
    Contact.objects.bulk_create(
        [
            Contact(district_id=by.district_id, company=branch.company, branch=branch, **contact)
            for branch, (_, _, contact) in zip(branches, firms, strict=True)
            if contact
        ],
        batch_size=1000,
    )
    audit.note_many(by=by, at=at, verb="companies.register", subjects=companies)
    return companies


@transaction.atomic
def change(*, company: Company, changes: Mapping[str, Any], version: int, by: User, at: datetime) -> None:
    """Change fields of a firm read at `version`. Raises `OutOfDateError` if it was saved since."""
    policy.require(by, "companies.edit")
    for name, value in changes.items():
        setattr(company, name, value)
    company.derive()
    derived = {"name_key": company.name_key, "name_initials": company.name_initials}
    found = Company.objects.filter(pk=company.pk, district_id=by.district_id, version=version)
    if not found.update(**changes, **derived, version=F("version") + 1):
        raise OutOfDateError
    company.version = version + 1
    audit.note(by=by, at=at, verb="companies.change", subject=company, details={"fields": sorted(changes)})


@transaction.atomic
def merge(*, kept: Company, other: Company, reason: str, by: User, at: datetime) -> None:
    """Say that `other` is the same firm as `kept`. Its branches and people move; its history stays findable."""
    policy.require(by, "companies.edit")
    taken = set(Branch.objects.filter(company=kept).values_list("name", flat=True))
    for branch in Branch.objects.filter(company=other):
        branch.company, branch.is_head = kept, False
        while branch.name in taken:
            branch.name = f"{branch.name} ({other.pk})"
        taken.add(branch.name)
        branch.save()
    Contact.objects.filter(company=other).update(company=kept)
    other.status, other.merged_into = Company.Status.MERGED, kept
    other.save()
    audit.note(by=by, at=at, verb="companies.merge", subject=kept, reason=reason, details={"other": other.pk})


@transaction.atomic
def add_contact(*, contact: Contact, by: User, at: datetime) -> Contact:
    """Remember a person one talks to at a firm."""
    policy.require(by, "companies.edit")
    contact.district_id = by.district_id
    contact.save()
    audit.note(by=by, at=at, verb="companies.add_contact", subject=contact.company)
    return contact


@transaction.atomic
def contact_left(*, contact: Contact, left_on: date, by: User, at: datetime) -> Contact:
    """Note that somebody no longer works at a firm. What they said and decided stays theirs."""
    policy.require(by, "companies.edit")
    current = Contact.objects.select_for_update().get(pk=contact.pk, district_id=by.district_id)
    if current.left_on is None:
        current.left_on = left_on
        current.save(update_fields=["left_on"])
        details = {"contact": current.pk, "on": left_on.isoformat()}
        audit.note(by=by, at=at, verb="companies.contact_left", subject=current.company, details=details)
    return current
