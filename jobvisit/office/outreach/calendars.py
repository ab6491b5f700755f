"""Secret addresses of calendars: made, replaced, taken back."""

from datetime import datetime

from django.db import transaction

from jobvisit.office.audit import actions as audit
from jobvisit.office.links import rules
from jobvisit.office.outreach.models import CalendarKey
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


@transaction.atomic
def give_address(*, user: User, at: datetime) -> str:
    """A new secret for one's own calendar; an older one ends. It is nowhere else and cannot be had again."""
    policy.require(user, "outreach.work")
    take_back(user=user, at=at)
    token = rules.new_token()
    key = CalendarKey.objects.create(
        district_id=user.district_id, user=user, token_hash=rules.hashed(token), made_at=at
    )
    audit.note(by=user, at=at, verb="outreach.calendar_given", subject=key)
    return token


@transaction.atomic
def take_back(*, user: User, at: datetime) -> int:
    """End one's own address; how many there were."""
    keys = list(CalendarKey.objects.filter(user=user, revoked_at__isnull=True))
    CalendarKey.objects.filter(pk__in=[key.pk for key in keys]).update(revoked_at=at)
    audit.note_many(by=user, at=at, verb="outreach.calendar_taken_back", subjects=keys)
    return len(keys)
