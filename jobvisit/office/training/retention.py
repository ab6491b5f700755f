"""What is personal in the school, how long it is kept, how it is erased.

| where | personal | kept |
|---|---|---|
| enrolment | the counsellor's words, the words beside a reason | until `KEEP` after the class ended |
| selection line, attendance, certificate | only through the file they point to | as long as the class |

What stays says who sat where only through the file; when the file is made anonymous, nobody can be read from it. The
term is our own choice: complaints about a selection, and audits of the money spent, come within three years.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from jobvisit.base.clock import seoul_day
from jobvisit.office.staff.models import District
from jobvisit.office.training.models import Enrolment

KEEP: Final = timedelta(days=1095)
BATCH: Final = 200
EMPTIED: Final = "–"
"""Stands where words stood: a reason named "other" must have some."""


@transaction.atomic
def forget_old(*, district: District, at: datetime) -> int:
    """Erase words past their term, `BATCH` rows at most. Returns how many rows were emptied."""
    old = Enrolment.objects.filter(district=district, cohort__ends_on__lt=seoul_day(at - KEEP))
    old = old.exclude(Q(why="") & Q(reason_note__in=["", EMPTIED]))
    rows = list(old.select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:BATCH])
    keys = [row.pk for row in rows]
    Enrolment.objects.filter(pk__in=keys).exclude(reason_note="").update(reason_note=EMPTIED)
    Enrolment.objects.filter(pk__in=keys).update(why="")
    return len(rows)
