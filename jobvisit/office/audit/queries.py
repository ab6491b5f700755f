"""Reading the event log."""

from typing import Any

from django.db.models import QuerySet

from jobvisit.office.audit.models import Event
from jobvisit.office.staff.models import User


def timeline(user: User, subject: Any, most: int = 50) -> QuerySet[Event]:
    """What happened to one thing, newest first."""
    return Event.objects.filter(
        district_id=user.district_id, subject_kind=subject._meta.model_name, subject_id=subject.pk
    ).select_related("actor")[:most]


def about_person(user: User, person_id: int, most: int = 200) -> QuerySet[Event]:
    """Who saw or changed one resident's data (접속기록), newest first."""
    return Event.objects.filter(district_id=user.district_id, person_id=person_id).select_related("actor")[:most]
