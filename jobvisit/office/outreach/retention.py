"""What is personal in outreach, how long it is kept, how it is erased.

| where | personal | kept |
|---|---|---|
| visit | where a counsellor was at the door, if shared | `KEEP` after the check-in, or until taken back |

The term is our own choice, no law states one (위치정보법 §23: no longer than the purpose needs); the privacy officer
sets it. That and when somebody arrived stays: it is the record of the visit, not of a person's way.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from jobvisit.office.audit import actions as audit
from jobvisit.office.outreach.models import Visit
from jobvisit.office.staff.models import District

KEEP: Final = timedelta(days=90)
BATCH: Final = 500


@transaction.atomic
def forget_old(*, district: District, at: datetime) -> int:
    """Erase shared places past their term, `BATCH` at most. How many."""
    old = Visit.objects.filter(district=district, arrived_lat__isnull=False, arrived_at__lt=at - KEEP)
    rows = list(old.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    Visit.objects.filter(pk__in=[row.pk for row in rows]).update(
        arrived_lat=None, arrived_lon=None, arrived_within=None
    )
    audit.note_many(by=None, at=at, verb="outreach.place_erased", subjects=rows)
    return len(rows)
