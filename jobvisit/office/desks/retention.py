"""What is personal in tickets, how long it is kept, how it is erased.

A booking holds a name and a telephone, agreed to for this appointment only. Both go as soon as the visitor has a file
(`actions.attach`), and from every other ticket `KEEP` after its session. What stays is a number, times and states.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from jobvisit.base.clock import seoul_day
from jobvisit.office.audit import actions as audit
from jobvisit.office.desks.models import Ticket
from jobvisit.office.staff.models import District

KEEP: Final = timedelta(days=30)
"""What the booking page promises; long enough to answer somebody who comes on the wrong day."""
BATCH: Final = 500


@transaction.atomic
def forget_old(*, district: District, at: datetime) -> int:
    """Erase names and telephones of sessions longer than `KEEP` ago, `BATCH` at most. Returns how many."""
    old = Ticket.objects.filter(~Q(name="") | ~Q(phone=""), district=district, session__on__lt=seoul_day(at) - KEEP)
    rows = list(old.order_by("pk")[:BATCH])
    Ticket.objects.filter(pk__in=[one.pk for one in rows]).update(name="", phone="")
    audit.note_many(by=None, at=at, verb="desks.erase", subjects=rows)
    return len(rows)
