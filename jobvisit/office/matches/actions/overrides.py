"""What people decide beside the engine: overruling a list, a lawful measure, what became of a resident and an order.

Each is a new row with its reason; nothing is changed or removed.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from jobvisit.base.clock import seoul_day
from jobvisit.office.audit import actions as audit
from jobvisit.office.matches import queries
from jobvisit.office.matches.actions.lists import explain
from jobvisit.office.matches.models import Measure, Override, Result
from jobvisit.office.matches.rules import protected_words
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


class BadReasonError(ValueError):
    """The reason given names what may never decide (sex, age, body, origin, family); `words` are the words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@transaction.atomic
def override(
    *,
    order: JobOrder,
    seeker: Seeker,
    kind: Override.Kind,
    why: Override.Why,
    by: User,
    at: datetime,
    place: int | None = None,
    note: str = "",
) -> Override:
    """Put a resident at a place of an order's list, take them off it, or lift that again. Raises `BadReasonError`."""
    policy.require(by, "matches.override")
    _refuse_protected(note)
    verdict = explain(order=order, seeker=seeker, today=seoul_day(at))
    shown = queries.latest(by, order)
    made = Override.objects.create(
        district_id=order.district_id,
        order=order,
        seeker=seeker,
        shown=shown,
        at=at,
        by=by,
        kind=kind,
        place=place if kind == Override.Kind.PLACED else None,
        why=why,
        note=note,
        terms=[points for _term, points in verdict.terms],
        unknown=sum(1 << r for r in verdict.unknown),
        model_version=shown.model_version if shown else "",
    )
    details = {"kind": kind, "place": made.place, "why": why}
    audit.note(by=by, at=at, verb="matches.override", subject=order, person_id=seeker.pk, details=details)
    return made


@transaction.atomic
def note_outcome(
    *, district_id: int, order_id: int, seeker_id: int, what: Result.What, by: User | None, at: datetime
) -> Result:
    """Note what became of a resident and an order; the latest note holds. Called by whoever sees it happen."""
    return Result.objects.create(
        district_id=district_id, order_id=order_id, seeker_id=seeker_id, what=Result.What(what), by=by, at=at
    )


@transaction.atomic
def set_measure(
    *, order: JobOrder, basis: str, group: str, weight: Decimal, reason: str, by: User, at: datetime
) -> Measure:
    """Let a group count (1 + `weight`) times at one order, because a law or an agreement, named, allows it."""
    policy.require(by, "matches.measure")
    made = Measure.objects.create(
        district_id=order.district_id,
        order=order,
        basis=basis,
        group=group,
        weight=weight,
        reason=reason,
        by=by,
        at=at,
    )
    held = Measure.objects.filter(order=order, until__gt=at).exists()
    order.measure = basis[:60] if weight else order.measure if held else ""
    JobOrder.objects.filter(pk=order.pk).update(measure=order.measure, version=F("version") + 1)
    details = {"basis": basis, "group": group, "weight": str(weight)}
    audit.note(by=by, at=at, verb="matches.measure", subject=order, reason=reason, details=details)
    return made


@transaction.atomic
def open_window(
    *, order: JobOrder, line: int, basis: str, group: str, until: datetime, by: User | None, at: datetime
) -> Measure:
    """Until a moment the group of an agreement's line (its key) stands first on an order's list.

    The agreement decided it when it was signed, so that nobody needs to be asked for each order.
    """
    return _window(order, line, basis, group, until, Decimal(1), by, at)


@transaction.atomic
def close_window(*, order: JobOrder, by: User | None, at: datetime) -> None:
    """End an order's open window at once, because it is no order of that line; without one nothing happens."""
    held = queries.measure_at(order, at)
    if held is not None and held.until is not None and held.line_id is not None:
        _window(order, held.line_id, held.basis, held.group, held.until, Decimal(0), by, at)


def end_measure(*, order: JobOrder, reason: str, by: User, at: datetime) -> None:
    """End the measure of an order, with the reason; without one nothing happens."""
    held = queries.measure_of(order)
    if held is not None:
        set_measure(order=order, basis=held.basis, group=held.group, weight=Decimal(0), reason=reason, by=by, at=at)


def _window(
    order: JobOrder, line: int, basis: str, group: str, until: datetime, weight: Decimal, by: User | None, at: datetime
) -> Measure:
    made = Measure.objects.create(
        district_id=order.district_id, order=order, basis=basis, group=group, weight=weight, reason=basis, at=at,
        by=by or order.owner, until=until, line_id=line,
    )  # fmt: skip
    if not order.measure:
        order.measure, order.version = basis[:60], order.version + 1
        JobOrder.objects.filter(pk=order.pk).update(measure=order.measure, version=F("version") + 1)
    details = {"group": group, "until": until.isoformat(), "line": line, "open": bool(weight)}
    audit.note(by=by, at=at, verb="matches.window", subject=order, details=details)
    return made


def _refuse_protected(note: str) -> None:
    words = protected_words(note)
    if words:
        raise BadReasonError(words)
