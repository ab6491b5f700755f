"""Closing a month, and recording a later correction as a revision with its reason."""

from datetime import datetime

from django.db import connection, transaction

from jobvisit.base.clock import seoul_day
from jobvisit.office.audit import actions as audit
from jobvisit.office.reports import queries
from jobvisit.office.reports.kpis import Month
from jobvisit.office.reports.kpis.document import changes, digest
from jobvisit.office.reports.models import ClosedMonth
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


class CannotCloseError(ValueError):
    """The month cannot be closed or revised. `code`: running, closed, open, same, changed, no_reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def close_month(*, month: Month, by: User, at: datetime) -> ClosedMonth:
    """Freeze a month that is over, with the rows its figures rest on.

    Raises `CannotCloseError` for a month that still runs or was closed before.
    """
    policy.require(by, "reports.close")
    if month.after > seoul_day(at):
        raise CannotCloseError("running")
    _one_at_a_time(by, month)
    if queries.is_closed(by.district_id, month):
        raise CannotCloseError("closed")
    return _freeze(month, 0, "", queries.recounted(by.district_id, month, seoul_day(at)), "", by=by, at=at)


@transaction.atomic
def revise(*, month: Month, reason: str, seen: str = "", by: User, at: datetime) -> ClosedMonth:
    """Freeze a closed month anew, as it is known now, with the reason. What was frozen before stays.

    `seen` is the digest of the recount that the person looked at: if it has changed since, nothing is done. Raises
    `CannotCloseError`.
    """
    policy.require(by, "reports.close")
    if not reason.strip():
        raise CannotCloseError("no_reason")
    _one_at_a_time(by, month)
    last = queries.frozen(by.district_id, month)
    if last is None:
        raise CannotCloseError("open")
    now = queries.recounted(by.district_id, month, seoul_day(at))
    if not changes(last.document, now):
        raise CannotCloseError("same")
    if seen and digest(now) != seen:
        raise CannotCloseError("changed")
    return _freeze(month, last.revision + 1, reason.strip(), now, last.sha256, by=by, at=at)


def _one_at_a_time(by: User, month: Month) -> None:
    """Two who close the same month at once come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [by.district_id, month.year * 100 + month.number])


def _freeze(
    month: Month, revision: int, reason: str, document: str, previous: str, *, by: User, at: datetime
) -> ClosedMonth:
    made = ClosedMonth.objects.create(
        district_id=by.district_id, month=month.first, revision=revision, at=at, by=by, reason=reason,
        document=document, sha256=digest(document), previous=previous,
    )  # fmt: skip
    verb = "reports.revise" if revision else "reports.close"
    audit.note(
        by=by, at=at, verb=verb, subject=made, reason=reason, details={"month": str(month), "sha256": made.sha256}
    )
    return made
