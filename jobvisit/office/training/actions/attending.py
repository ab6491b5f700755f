"""Attendance day by day, and certificates: out of a class, or shown at the desk."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from jobvisit.base.clock import seoul_day
from jobvisit.office.audit import actions as audit
from jobvisit.office.seekers import actions as seekers
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User
from jobvisit.office.training import queries, rules
from jobvisit.office.training.actions import rows
from jobvisit.office.training.codes import Presence
from jobvisit.office.training.models import Attendance, Certificate, Cohort, Enrolment
from jobvisit.office.training.problems import CannotError
from jobvisit.office.training.states import SEATED, CohortState, EnrolmentState


@transaction.atomic
def mark(*, cohort: Cohort, on: date, presences: Mapping[int, Presence], by: User, at: datetime) -> int:
    """Write the attendance of a day, by enrolment. Writing again corrects. Returns how many were written.

    Raises `CannotError`: not_open (the class does not run), not_a_day (none is held then), future, not_here (somebody
    who has no seat).
    """
    policy.require(by, "training.attend")
    current = rows.lock_cohort(cohort.pk, by)
    if current.state not in {CohortState.RUNNING, CohortState.FINISHED}:
        raise CannotError("not_open")
    if on > seoul_day(at):
        raise CannotError("future", on=on)
    if on not in queries.class_days(current):
        raise CannotError("not_a_day", on=on)
    here = set(Enrolment.objects.filter(cohort=current, state__in=sorted(SEATED)).values_list("pk", flat=True))
    left = Enrolment.objects.filter(cohort=current, state="dropped", left_from="attending")
    if set(presences) - here - set(left.values_list("pk", flat=True)):
        raise CannotError("not_here")
    Attendance.objects.bulk_create(
        [
            Attendance(district_id=by.district_id, enrolment_id=key, on=on, presence=presence, at=at, by=by)
            for key, presence in presences.items()
        ],
        update_conflicts=True,
        unique_fields=["district", "enrolment", "on"],
        update_fields=["presence", "at", "by"],
    )
    absent = sum(one == Presence.ABSENT for one in presences.values())
    details = {"on": on.isoformat(), "people": len(presences), "absent": absent}
    audit.note(by=by, at=at, verb="training.mark", subject=current, details=details)
    return len(presences)


@transaction.atomic
def certify(*, enrolment: Enrolment, issued_on: date, version: int | None, by: User, at: datetime) -> Certificate:
    """Somebody of the class holds the certificate: it stands on their file, and in their lists, from now on.

    Raises `CannotError` beside `issued_on`: before_birth, future, before_course.
    """
    policy.require(by, "training.certify")
    cohort, current = rows.lock_enrolment(enrolment, by)
    rows.check_version(current, version)
    rows.move(current, EnrolmentState.CERTIFIED, by=by, at=at)
    rows.save_taken(cohort)
    return _enter(current.seeker, cohort.course.licence, issued_on, cohort.starts_on, current, by=by, at=at)


@transaction.atomic
def enter_certificate(*, seeker: Seeker, licence: str, issued_on: date, by: User, at: datetime) -> Certificate:
    """A certificate shown at the desk, with its day. Raises `CannotError`: holds, before_birth, future."""
    policy.require(by, "training.certify")
    return _enter(seeker, licence, issued_on, None, None, by=by, at=at)


@transaction.atomic
def take_back(*, certificate: Certificate, reason: str, by: User, at: datetime) -> None:
    """A certificate was entered by mistake: it leaves the file, and its holder attends again if the class gave it."""
    policy.require(by, "training.certify")
    if not reason.strip():
        raise CannotError("reason", "why")
    if certificate.enrolment is not None:
        cohort, current = rows.lock_enrolment(certificate.enrolment, by)
        rows.move(current, EnrolmentState.ATTENDING, by=by, at=at, why=reason)
        rows.save_taken(cohort)
    found = Certificate.objects.select_for_update().get(pk=certificate.pk, district_id=by.district_id, taken_back=None)
    found.taken_back = at
    found.save(update_fields=["taken_back"])
    if found.added:
        seekers.take_licence(seeker=found.seeker, licence=found.licence, by=by, at=at)
    audit.note(by=by, at=at, verb="training.take_back", subject=found, person_id=found.seeker_id, reason=reason)


def _enter(
    seeker: Seeker,
    licence: str,
    issued_on: date,
    began: date | None,
    enrolment: Enrolment | None,
    *,
    by: User,
    at: datetime,
) -> Certificate:
    person = Seeker.objects.select_for_update().get(pk=seeker.pk, district_id=by.district_id)
    problem = rules.certificate_problem(issued_on, born=person.birth_date, today=seoul_day(at), began=began)
    if problem:
        raise CannotError(problem, "issued_on", on=issued_on, began=began)
    if queries.certificates(by, person).filter(licence=licence).exists():
        raise CannotError("holds", "licence", licence=licence)
    added = seekers.add_licence(seeker=person, licence=licence, by=by, at=at)
    made = Certificate.objects.create(
        district_id=by.district_id, seeker=person, enrolment=enrolment, licence=licence, issued_on=issued_on, by=by,
        at=at, added=added,
    )  # fmt: skip
    audit.note(
        by=by, at=at, verb="training.certificate", subject=made, person_id=person.pk,
        details={"licence": licence, "issued_on": issued_on.isoformat()},
    )  # fmt: skip
    return made
