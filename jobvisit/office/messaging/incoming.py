"""Keeping what comes in. What it means is decided above, where the questions are known."""

from datetime import datetime

from django.db import IntegrityError, transaction

from jobvisit.base.text import normal
from jobvisit.office.audit import actions as audit
from jobvisit.office.messaging import admission, queries
from jobvisit.office.messaging.models import Inbound
from jobvisit.office.messaging.rules.replies import Outcome
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import District, User

MOST = 2000
"""Characters kept of one text; a long message has at most as many bytes."""


def keep(*, district: District, gateway_id: str, number: str, text: str, at: datetime) -> Inbound | None:
    """Keep an incoming text, once; None if this one was kept before. To be called in the transaction of its deed."""
    row = Inbound(district=district, gateway_id=gateway_id, at=at, outcome=Outcome.UNCLEAR)
    row.address_key = admission.address_key(number)
    row.closed_text = queries.keys().close(normal(text)[:MOST], queries.inbound_place(row))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return None
    return row


def decide(*, row: Inbound, outcome: Outcome, at: datetime, answered: str = "") -> None:
    """Say what became of it."""
    row.outcome, row.answered_key = outcome, answered
    row.save(update_fields=["outcome", "answered_key"])
    audit.note(by=None, at=at, verb="messaging.inbound", subject=row, details={"outcome": outcome})


@transaction.atomic
def handled(*, row: Inbound, by: User, at: datetime, reason: str = "") -> None:
    """A person has read it and done what was to be done. Twice is no mistake."""
    policy.require(by, "messages.decide")
    current = Inbound.objects.select_for_update().get(pk=row.pk, district_id=by.district_id)
    if current.handled_at is None:
        current.handled_by, current.handled_at = by, at
        current.save(update_fields=["handled_by", "handled_at"])
        audit.note(by=by, at=at, verb="messaging.inbound_handled", subject=current, reason=reason)
