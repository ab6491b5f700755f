"""Writing lists of firms with a purpose (집중 방문): made, added to, handed over. Their calls are the cases' part."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Company
from jobvisit.office.outreach.models import Target, TargetFirm
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


@transaction.atomic
def make_target(
    *,
    name: str,
    purpose: str,
    companies: Sequence[Company],
    starts_on: date,
    by: User,
    at: datetime,
    owner: User | None = None,
    ends_on: date | None = None,
    left_over: Sequence[Mapping[str, str]] = (),
    is_board: bool = False,
) -> Target:
    """Name a list of firms and its purpose. `is_board`: it is the denominator of the coverage board from that day."""
    policy.require(by, "outreach.assign")
    target = Target.objects.create(
        district_id=by.district_id, name=name, purpose=purpose, starts_on=starts_on, ends_on=ends_on, is_board=is_board,
        owner=None if is_board else owner or by, left_over=[dict(one) for one in left_over], made_by=by,
    )  # fmt: skip
    _put_in(target, companies)
    audit.note(by=by, at=at, verb="outreach.target", subject=target, details={"firms": len(companies)})
    return target


@transaction.atomic
def add_firms(
    *, target: Target, companies: Sequence[Company], left_over: Sequence[Mapping[str, str]], by: User, at: datetime
) -> int:
    """Put more firms into a list, and keep what was not found instead of what was left before. How many are new.

    Raises `ValueError` for the board's list: its denominator is fixed.
    """
    policy.require(by, "outreach.assign")
    if target.is_board:
        raise ValueError("the board's list is fixed")
    had = set(TargetFirm.objects.filter(target=target).values_list("company_id", flat=True))
    new = [firm for firm in companies if firm.pk not in had]
    _put_in(target, new)
    target.left_over = [dict(one) for one in left_over]
    target.save(update_fields=["left_over"])
    audit.note(by=by, at=at, verb="outreach.target_firms", subject=target, details={"added": len(new)})
    return len(new)


@transaction.atomic
def take_out(*, target: Target, company: Company, by: User, at: datetime) -> bool:
    """Take a firm out of a list; its case and its memory stay. Whether it was in it."""
    policy.require(by, "outreach.assign")
    if target.is_board:
        raise ValueError("the board's list is fixed")
    gone, _ = TargetFirm.objects.filter(target=target, company=company).delete()
    if gone:
        audit.note(by=by, at=at, verb="outreach.target_out", subject=target, details={"company": company.pk})
    return bool(gone)


@transaction.atomic
def change(*, target: Target, by: User, at: datetime, **values: Any) -> None:
    """Give a list another purpose, owner or last day."""
    policy.require(by, "outreach.assign")
    Target.objects.filter(pk=target.pk, district_id=by.district_id).update(**values)
    audit.note(by=by, at=at, verb="outreach.target_changed", subject=target, details={"fields": sorted(values)})


def hand_over(*, leaving: User, to: User, by: User, at: datetime, reason: str) -> int:
    """Give the lists of somebody who leaves to somebody else; how many."""
    theirs = list(Target.objects.filter(district_id=by.district_id, owner=leaving))
    Target.objects.filter(pk__in=[one.pk for one in theirs]).update(owner=to)
    audit.note_many(by=by, at=at, verb="outreach.target_handed_over", subjects=theirs, reason=reason)
    return len(theirs)


def _put_in(target: Target, companies: Iterable[Company]) -> None:
    rows = [TargetFirm(district_id=target.district_id, target=target, company=company) for company in companies]
    TargetFirm.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
