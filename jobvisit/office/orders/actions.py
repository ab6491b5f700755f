"""Writing job orders. Saving, checking and noting an order is one transaction."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import cycle, repeat
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from jobvisit.base.clock import seoul_day
from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.audit.models import Event
from jobvisit.office.orders import queries
from jobvisit.office.orders.models import JobOrder, OrderDraft
from jobvisit.office.orders.rules import Finding, LawTables, OrderTerms, Outcome, check, hourly
from jobvisit.office.orders.rules.completeness import last_closing_day
from jobvisit.office.orders.states import ORDER, OrderState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Placed:
    """A saved order and what the checks said of it."""

    order: JobOrder
    findings: tuple[Finding, ...]
    event: Event | None = None
    """The order's first and only event, of an order just placed."""

    @property
    def lawful(self) -> bool:
        """Whether no finding says that the order breaks a law."""
        return all(finding.outcome != Outcome.UNLAWFUL for finding in self.findings)


class PlacedBeforeError(Exception):
    """This form was saved before, and what it says now is not what the order says."""

    def __init__(self, order: JobOrder) -> None:
        super().__init__(order.number)
        self.order = order


@transaction.atomic
def place(
    *, order: JobOrder, law: LawTables, confirmed: bool, by: User, at: datetime, draft_key: str | None = None
) -> Placed:
    """Save a new order, check it, note it.

    An order that breaks a law stays a draft until it is mended; one that does not is `checked`, and `open` where the
    employer has confirmed it on the spot. Nothing refuses an order but a person (`refuse`).

    The same `form_key` again is the same order: it is returned as it stands, nothing is written. Raises
    `PlacedBeforeError` where the form says something else by now.
    """
    policy.require(by, "orders.place")
    order.district_id, order.owner, order.accepted_at = by.district_id, by, at
    order.number = order.number or new_number(seoul_day(at))
    order.closes_on = order.closes_on or last_closing_day(seoul_day(at))
    placed = _checked(order, law, queries.terms_beside_text(order, seoul_day(at)))
    order.state = _state_after(placed, confirmed)
    try:
        with transaction.atomic():
            order.save(force_insert=True)
    except IntegrityError:
        first = queries.by_form(by, order.form_key) if order.form_key else None
        if first is None:
            raise
        return _placed_before(first, order)
    details = {"source": order.source, "state": order.state, "findings": len(placed.findings)}
    event = audit.note(by=by, at=at, verb="orders.place", subject=order, details=details)
    if draft_key is not None:
        OrderDraft.objects.filter(district_id=by.district_id, user=by, key=draft_key).delete()
    return replace(placed, event=event)


@transaction.atomic
def place_many(
    *,
    fields: Sequence[Mapping[str, Any]],
    law: LawTables,
    owners: Sequence[User],
    by: User,
    at: datetime,
    terms: Sequence[OrderTerms] | None = None,
) -> list[Placed]:
    """Save many orders that came from elsewhere, each checked; lawful ones are open, the others drafts.

    `terms` are what a reader made of their words, with its doubts, one an order; else the fields are checked.
    """
    policy.require(by, "orders.import")
    placed = []
    for values, owner, read in zip(fields, cycle(owners), terms or repeat(None), strict=False):
        order = JobOrder(district_id=by.district_id, owner=owner, **values)
        order.closes_on = order.closes_on or last_closing_day(seoul_day(order.accepted_at))
        one = _checked(order, law, read or queries.terms_of(order, seoul_day(order.accepted_at)))
        order.state = _state_after(one, confirmed=True)
        placed.append(one)
    JobOrder.objects.bulk_create([one.order for one in placed], batch_size=500)
    audit.note_many(by=by, at=at, verb="orders.place", subjects=[one.order for one in placed])
    return placed


@transaction.atomic
def move_many(*, orders: Sequence[JobOrder], to: OrderState, reason: str, by: User, at: datetime) -> None:
    """Change the state of many orders that stand alike."""
    for order in orders:
        ORDER.check(OrderState(order.state), to)
    JobOrder.objects.filter(pk__in=[order.pk for order in orders]).update(state=to, version=F("version") + 1)
    audit.note_many(by=by, at=at, verb="orders.move", subjects=orders, reason=reason)


@transaction.atomic
def amend(*, order: JobOrder, version: int, law: LawTables, confirmed: bool, by: User, at: datetime) -> Placed:
    """Save changes to an order read at `version`, check it again. Raises `OutOfDateError` if it was saved since."""
    policy.require(by, "orders.place")
    current = JobOrder.objects.select_for_update().get(pk=order.pk, district_id=by.district_id)
    if current.version != version:
        raise OutOfDateError
    placed = _checked(order, law, queries.terms_beside_text(order, seoul_day(at)))
    if OrderState(current.state) == OrderState.DRAFT and placed.lawful:
        current.state = OrderState.CHECKED
        current.save(update_fields=["state"])
    if OrderState(current.state) == OrderState.CHECKED and placed.lawful and confirmed:
        current.state = OrderState.OPEN
    order.state, order.version = current.state, version + 1
    order.save()
    audit.note(by=by, at=at, verb="orders.amend", subject=order, details={"findings": len(placed.findings)})
    return placed


def must_explain(order: JobOrder, to: OrderState) -> bool:
    """Whether somebody who changes the state by hand has to say why: closing and reopening do, and passing an order as
    checked that the checks still hold back. Flows close orders for reasons they keep themselves."""
    state = OrderState(order.state)
    if state == OrderState.DRAFT and to == OrderState.CHECKED:
        return any(one["outcome"] == Outcome.UNLAWFUL for one in order.findings)
    closed = {OrderState.PARTLY_FILLED, OrderState.WITHDRAWN, OrderState.EXPIRED}
    return to in closed or to in ORDER.reopens.get(state, ())


@transaction.atomic
def move(*, order: JobOrder, to: OrderState, reason: str, by: User | None, at: datetime) -> None:
    """Change the state of an order along its table."""
    current = JobOrder.objects.select_for_update().get(pk=order.pk)
    ORDER.check(OrderState(current.state), to)
    JobOrder.objects.filter(pk=order.pk).update(state=to, version=F("version") + 1)
    details = {"from": current.state, "to": to}
    order.state = to
    audit.note(by=by, at=at, verb="orders.move", subject=order, reason=reason, details=details)


@transaction.atomic
def tie(
    *, order: JobOrder, line: int | None, by: User | None, at: datetime, by_hand: bool = False, reason: str = ""
) -> None:
    """Say which line of an agreement (its key) an order belongs to. What a person said nothing recognises anew."""
    if by_hand and by is not None:
        policy.require(by, "agreements.tie")
    JobOrder.objects.filter(pk=order.pk).update(line=line, line_by_hand=by_hand, version=F("version") + 1)
    details = {"line": line, "before": order.line_id, "by_hand": by_hand}
    order.line_id, order.line_by_hand, order.version = line, by_hand, order.version + 1
    audit.note(by=by, at=at, verb="orders.tie", subject=order, reason=reason, details=details)


@transaction.atomic
def refuse(*, order: JobOrder, ground: str, reason: str, by: User, at: datetime) -> None:
    """Refuse an order on one of the four grounds of 직업안정법 제8조, explained to the employer (영 제5조④)."""
    policy.require(by, "orders.refuse")
    current = JobOrder.objects.select_for_update().get(pk=order.pk, district_id=by.district_id)
    ORDER.check(OrderState(current.state), OrderState.REFUSED)
    JobOrder.objects.filter(pk=order.pk).update(
        state=OrderState.REFUSED, refusal_ground=ground, version=F("version") + 1
    )
    order.state, order.refusal_ground = OrderState.REFUSED, ground
    audit.note(by=by, at=at, verb="orders.refuse", subject=order, reason=reason, details={"ground": ground})


@transaction.atomic
def hand_over(*, leaving: User, to: User, reason: str, by: User, at: datetime) -> int:
    """Give every order of somebody on which work is still to be done to a colleague. Returns how many."""
    policy.require(by, "staff.hand_over")
    mine = list(queries.open_of([leaving]).filter(district_id=by.district_id).select_for_update())
    JobOrder.objects.filter(pk__in=[order.pk for order in mine]).update(owner=to, version=F("version") + 1)
    audit.note_many(by=by, at=at, verb="orders.hand_over", subjects=mine, reason=reason)
    return len(mine)


def keep_draft(*, key: str, fields: Mapping[str, Any], by: User, at: datetime) -> None:
    """Keep what was typed so far. One statement, run while somebody types."""
    OrderDraft.objects.bulk_create(
        [OrderDraft(district_id=by.district_id, user=by, key=key, fields=dict(fields), saved_at=at)],
        update_conflicts=True,
        unique_fields=["district", "user", "key"],
        update_fields=["fields", "saved_at"],
    )


def new_number(day: date) -> str:
    """An order number that can be read out on the telephone: `2026-1123-K7Q2M`."""
    return f"{day:%Y-%m%d}-" + "".join(secrets.choice(_LETTERS) for _ in range(5))


_OURS = frozenset(
    {"id", "number", "owner", "district", "state", "refusal_ground", "filled", "accepted_at", "findings", "measure"}
)
_TYPED = tuple(one.attname for one in JobOrder._meta.concrete_fields if one.editable and one.name not in _OURS)
"""What comes from the form."""


def _placed_before(first: JobOrder, again: JobOrder) -> Placed:
    """The order that this form made, if it still says the same; a day of closing left empty was filled in by us."""
    differs = [name for name in _TYPED if getattr(first, name) != getattr(again, name)]
    if [name for name in differs if name != "closes_on" or again.closes_on]:
        raise PlacedBeforeError(first)
    return Placed(first, tuple(queries.findings(first)))


def _checked(order: JobOrder, law: LawTables, terms: OrderTerms) -> Placed:
    """Check an order and keep with it what follows from its terms: the findings and its pay an hour."""
    findings = tuple(check(terms, law))
    order.findings = [finding.as_dict() for finding in findings]
    order.hourly_min, order.hourly_max = hourly(terms)
    return Placed(order, findings)


def _state_after(placed: Placed, confirmed: bool) -> OrderState:
    if not placed.lawful:
        return OrderState.DRAFT
    return OrderState.OPEN if confirmed else OrderState.CHECKED
