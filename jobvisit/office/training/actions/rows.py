"""Locked rows, and the one way in which a class and an enrolment change their state.

Locks are taken in the order class, then enrolments by key: two acts can wait for each other, never in a circle.
"""

from datetime import datetime

from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.seekers.queries import LAPSES
from jobvisit.office.staff.models import User
from jobvisit.office.training.models import Cohort, Enrolment
from jobvisit.office.training.states import COHORT, ENROLMENT, SEATED, CohortState, EnrolmentState


def lock_cohort(pk: int, by: User) -> Cohort:
    """The class, held until the transaction ends: seats are given one after the other."""
    found = Cohort.objects.select_for_update(of=("self",)).select_related("course", "district")
    return found.get(pk=pk, district_id=by.district_id)


def lock_enrolment(enrolment: Enrolment, by: User) -> tuple[Cohort, Enrolment]:
    """The class, then the enrolment as it stands now."""
    cohort = lock_cohort(enrolment.cohort_id, by)
    found = Enrolment.objects.select_for_update(of=("self",)).select_related("seeker", "seeker__district")
    current = found.get(pk=enrolment.pk, district_id=by.district_id)
    current.cohort = cohort
    return cohort, current


def check_version(row: Cohort | Enrolment, version: int | None) -> None:
    """Raise `OutOfDateError` unless the row is as the person saw it; None says that it does not matter."""
    if version is not None and row.version != version:
        raise OutOfDateError


def move_cohort(cohort: Cohort, to: CohortState, *, by: User, at: datetime, why: str = "", **details: object) -> None:
    """Move a locked class one step along its table, save it and note it."""
    old = CohortState(cohort.state)
    COHORT.check(old, to)
    cohort.state, cohort.version = to, cohort.version + 1
    cohort.save()
    note = {"from": old, "to": to, **details}
    audit.note(by=by, at=at, verb="training.move_cohort", subject=cohort, reason=why, details=note)


def move(
    enrolment: Enrolment,
    to: EnrolmentState,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    note: str = "",
    why: str = "",
) -> None:
    """Move a locked enrolment one step along its table; the class's count of seats moves with it, unsaved."""
    old = EnrolmentState(enrolment.state)
    ENROLMENT.check(old, to)
    enrolment.state, enrolment.reason, enrolment.reason_note = to, reason, note
    enrolment.left_from = old if to == EnrolmentState.DROPPED else ""
    enrolment.moved_at, enrolment.version = at, enrolment.version + 1
    enrolment.save(update_fields=["state", "reason", "reason_note", "left_from", "moved_at", "version", "place"])
    enrolment.cohort.taken += (to in SEATED) - (old in SEATED)
    details = {"from": old, "to": to, "cohort": enrolment.cohort_id} | ({"code": reason} if reason else {})
    audit.note(
        by=by,
        at=at,
        verb="training.move",
        subject=enrolment,
        person_id=enrolment.seeker_id,
        reason=why,
        details=details,
    )


def save_taken(cohort: Cohort) -> None:
    """Keep the count of seats. The database refuses more than there are."""
    cohort.save(update_fields=["taken"])


def barred(seeker: Seeker, licence: str) -> str:
    """Why this resident can have no seat: `holds`, `not_looking`, or nothing."""
    if licence in seeker.licences:
        return "holds"
    return "" if seeker.state in LAPSES else "not_looking"
