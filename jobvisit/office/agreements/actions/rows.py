"""What every act does with rows: lock an agreement, change its state along the table, note it."""

import secrets
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from jobvisit.base.db import OutOfDateError
from jobvisit.office.agreements.models import Agreement
from jobvisit.office.agreements.queries import OVER
from jobvisit.office.agreements.rules import CannotError, Problem
from jobvisit.office.agreements.states import AGREEMENT, AgreementState
from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.staff.models import User

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
Pick = Callable[[str], str]
"""Draws one of some letters."""


def new_number(day: date, pick: Pick = secrets.choice) -> str:
    """A number that can be read out on the telephone: `M2026-K7Q2`."""
    return f"M{day.year}-" + "".join(pick(_LETTERS) for _ in range(4))


def lock(agreement: Agreement, by: User | None, version: int | None = None) -> Agreement:
    """The row as it is now, locked. Raises `OutOfDateError` if it was changed since `version`."""
    current = Agreement.objects.select_for_update().get(
        pk=agreement.pk, district_id=by.district_id if by else agreement.district_id
    )
    if version is not None and current.version != version:
        raise OutOfDateError
    return current


def lock_open(agreement: Agreement, by: User) -> Agreement:
    """The same, of an agreement that is not over."""
    current = lock(agreement, by)
    if AgreementState(current.state) in OVER:
        raise CannotError(Problem("__all__", "over"))
    return current


def shift(
    agreement: Agreement, to: AgreementState, *, by: User | None, at: datetime, reason: str = "", **more: Any
) -> None:
    """Move a locked agreement along its table, with fields that change with it."""
    old = AgreementState(agreement.state)
    AGREEMENT.check(old, to)
    agreement.state, agreement.version = to, agreement.version + 1
    for name, value in more.items():
        setattr(agreement, name, value)
    agreement.save(update_fields=["state", "version", *more])
    details = {"from": old, "to": to} | ({"because": more["ended_because"]} if more.get("ended_because") else {})
    audit.note(by=by, at=at, verb="agreements.move", subject=agreement, reason=reason, details=details)


def firm_problems(company: Company, branch: Branch | None = None) -> list[Problem]:
    """Why a firm cannot promise anything: it closed, or it is another firm by now."""
    if company.status == Company.Status.CLOSED:
        return [Problem("company", "firm_closed", company.name)]
    if company.status == Company.Status.MERGED:
        kept = company.merged_into
        return [Problem("company", "firm_merged", kept.name if kept else company.name)]
    if branch is not None and branch.company_id != company.pk:
        return [Problem("branch", "branch_elsewhere", branch.name)]
    return []
