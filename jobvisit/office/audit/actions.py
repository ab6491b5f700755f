"""Writing to the event log, always inside the transaction of the deed itself."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from jobvisit.office.audit.models import Event
from jobvisit.office.staff.models import District, User


def note(
    *,
    by: User | None,
    at: datetime,
    verb: str,
    subject: Any,
    person_id: int | None = None,
    reason: str = "",
    details: dict[str, Any] | None = None,
    district: District | None = None,
    came_from: str | None = None,
) -> Event:
    """Add one event about `subject`, a saved row. Personal values do not belong into `details`."""
    return Event.objects.create(
        district_id=_district_id(by, subject, district),
        at=at,
        actor=by,
        verb=verb,
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        person_id=person_id,
        reason=reason,
        details=details or {},
        came_from=came_from,
    )


def note_many(*, by: User | None, at: datetime, verb: str, subjects: Iterable[Any], reason: str = "") -> None:
    """One event a subject, in one statement."""
    Event.objects.bulk_create(
        [
            Event(
                district_id=_district_id(by, subject, None),
                at=at,
                actor=by,
                verb=verb,
                subject_kind=subject._meta.model_name,
                subject_id=subject.pk,
                reason=reason,
            )
            for subject in subjects
        ],
        batch_size=2000,
    )


@transaction.atomic
def note_download(
    *,
    by: User,
    at: datetime,
    verb: str,
    reason: str,
    rows: int,
    full: bool,
    people: Sequence[int] = (),
    came_from: str | None,
) -> Event:
    """A list taken away as a file: one event for the list, and one for each person whose data it shows in full.

    안전성 확보조치 기준 제8조: a download of personal data is logged with its reason and whose data it was.
    """
    taken = note(
        by=by,
        at=at,
        verb=verb,
        subject=by.district,
        reason=reason,
        details={"rows": rows, "full": full},
        came_from=came_from,
    )
    Event.objects.bulk_create(
        [
            Event(
                district_id=by.district_id,
                at=at,
                actor=by,
                verb=verb,
                subject_kind="event",
                subject_id=taken.pk,
                person_id=person,
                reason=reason,
                came_from=came_from,
            )
            for person in people
        ],
        batch_size=2000,
    )
    return taken


def _district_id(by: User | None, subject: Any, district: District | None) -> int:
    if district is not None:
        return district.pk
    return int(getattr(subject, "district_id", None) or (by.district_id if by else 0))
