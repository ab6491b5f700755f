"""What employers promise before a class opens."""

from datetime import date, datetime

from django.db import transaction

from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Company
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User
from jobvisit.office.training import queries
from jobvisit.office.training.actions import rows
from jobvisit.office.training.models import Cohort, Pledge
from jobvisit.office.training.problems import CannotError
from jobvisit.office.training.states import COMING


@transaction.atomic
def pledge(
    *, cohort: Cohort, company: Company, interviews: int, by_when: date, contact: str, by: User, at: datetime
) -> Pledge:
    """An employer promises to see graduates. Raises `CannotError`: has_begun, firm_closed, twice, before_end."""
    policy.require(by, "training.edit")
    current = rows.lock_cohort(cohort.pk, by)
    if current.state not in COMING:
        raise CannotError("has_begun", "company")
    if company.status != Company.Status.OPEN:
        raise CannotError("firm_closed", "company", name=company.name)
    if by_when < current.ends_on:
        raise CannotError("before_end", "by_when", on=current.ends_on)
    if queries.pledges(current).filter(company=company).exists():
        raise CannotError("pledged_twice", "company", name=company.name)
    made = Pledge.objects.create(
        district_id=by.district_id, cohort=current, company=company, interviews=interviews, by_when=by_when,
        contact=contact, by=by, at=at,
    )  # fmt: skip
    details = {"company": company.pk, "interviews": interviews, "by_when": by_when.isoformat()}
    audit.note(by=by, at=at, verb="training.pledge", subject=current, details=details)
    return made


@transaction.atomic
def end_pledge(*, pledge: Pledge, why: str, by: User, at: datetime) -> None:
    """The employer takes the promise back, or it was written wrongly. It stays in the record, with the reason."""
    policy.require(by, "training.edit")
    if not why.strip():
        raise CannotError("reason", "why")
    current = Pledge.objects.select_for_update().get(pk=pledge.pk, district_id=by.district_id, ended_at=None)
    current.ended_at, current.ended_why = at, why
    current.save(update_fields=["ended_at", "ended_why"])
    details = {"company": current.company_id}
    audit.note(by=by, at=at, verb="training.end_pledge", subject=current.cohort, reason=why, details=details)
