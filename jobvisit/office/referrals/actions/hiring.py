"""A hire takes one opening under a lock and parks what it makes obsolete; undoing it gives all of it back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.orders import actions as orders
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import MATCHABLE, ORDER, OrderState
from jobvisit.office.referrals import codes
from jobvisit.office.referrals.actions import answers, learning, rows
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.models import Placement, Referral, Rung
from jobvisit.office.referrals.problems import CannotError, Problem
from jobvisit.office.referrals.states import LIVE, PLACEMENT, REFERRAL, STANDING, PlacementState, ReferralState
from jobvisit.office.seekers import actions as seekers
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.seekers.states import SEEKER, SeekerState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

_S = ReferralState


@dataclass(frozen=True)
class Undone:
    """What an undone hire gave back: referrals revived, and those that could not be, for want of an opening."""

    revived: list[Referral]
    left: list[Referral]


@transaction.atomic
def hire(
    *,
    referral: Referral,
    start_on: date,
    version: int | None,
    source: Source,
    by: User | None,
    at: datetime,
    said_by: str = "",
) -> Placement:
    """Record that the employer hires this resident from a day on: the first rung of proof, `claimed`.

    `said_by` ("employer", "resident") adds the confirmation of whoever said so. Recording it twice changes nothing.
    Raises `CannotError` (order_full) where the last opening is taken, `OutOfDateError`, `IllegalTransitionError`.
    """
    if by is not None:
        policy.require(by, "referrals.record")
    order = rows.lock_order(referral.order_id, by)
    seeker = rows.lock_seeker(referral.seeker_id)
    others = Referral.objects.filter(Q(seeker=seeker) | Q(order=order), state__in=sorted(LIVE))
    locked = rows.lock_many({referral.pk, *others.values_list("pk", flat=True)})
    current = next(one for one in locked if one.pk == referral.pk)
    if current.state == _S.HIRED:
        return _hired_already(current, start_on)
    rows.check_version(current, version)
    REFERRAL.check(_S(current.state), _S.HIRED)
    full = take_opening(order, by=by, at=at)
    rows.shift(current, _S.HIRED, source=source, by=by, at=at)
    _park(current, locked, seeker, full, by=by, at=at)
    placement = _claim(current, order, start_on, source, said_by, by=by, at=at)
    if SeekerState.PLACED in SEEKER.next_steps(SeekerState(seeker.state)):
        seekers.move(seeker=seeker, to=SeekerState.PLACED, reason="", by=by, at=at)
    return placement


@transaction.atomic
def undo_hire(
    *, placement: Placement, reason: str, note: str, version: int | None, source: Source, by: User, at: datetime
) -> Undone:
    """Annul a hire: the opening is free again, the referral stands where it stood, parked referrals revive.

    Undoing twice changes nothing. `reason` is one of `codes.Annulled`.
    """
    policy.require(by, "referrals.reopen")
    if reason not in codes.Annulled.values:
        raise CannotError(Problem("wrong_reason"))
    order = rows.lock_order(placement.order_id, by)
    seeker = rows.lock_seeker(placement.seeker_id)
    parked = Referral.objects.filter(parked_by=placement.referral_id, state=_S.OBSOLETE)
    locked = rows.lock_many({placement.referral_id, *parked.values_list("pk", flat=True)})
    hired = next(one for one in locked if one.pk == placement.referral_id)
    current = Placement.objects.select_for_update().get(pk=placement.pk, district_id=by.district_id)
    if current.state == PlacementState.ANNULLED:
        return Undone([], [])
    if version is not None and current.version != version:
        raise OutOfDateError
    step_placement(current, PlacementState.ANNULLED, reason=reason, note=note, source=source, by=by, at=at)
    _give_back(order, by=by, at=at)
    if hired.state == _S.HIRED:
        answers.back(hired, source=source, by=by, at=at, why=note)
    standing = Placement.objects.filter(seeker=seeker, state__in=sorted(STANDING)).exists()
    if seeker.state == SeekerState.PLACED and not standing:
        seekers.move(seeker=seeker, to=SeekerState.ACTIVE, reason="", by=by, at=at)
    return _revive([one for one in locked if one.state == _S.OBSOLETE], standing, by=by, at=at)


def take_opening(order: JobOrder, *, by: User | None, at: datetime) -> bool:
    """Take one opening of a locked order. Returns whether it is full now. Raises `CannotError` if it was before.

    The lock is the first wall; the constraint `order_not_overfilled` is the second.
    """
    if order.openings is not None and order.filled >= order.openings:
        raise CannotError(Problem("order_full", limit=order.openings, now=order.filled))
    JobOrder.objects.filter(pk=order.pk).update(filled=F("filled") + 1, version=F("version") + 1)
    order.filled += 1
    full = order.openings is not None and order.filled >= order.openings
    state = OrderState(order.state)
    if full and OrderState.FILLED not in ORDER.next_steps(state):
        # News of a hire may come after the order was closed or before the employer had confirmed it in writing.
        orders.move(order=order, to=OrderState.OPEN, reason="채용 확인", by=by, at=at)
    if full:
        orders.move(order=order, to=OrderState.FILLED, reason="모집 인원이 다 참", by=by, at=at)
    return full


def step_placement(
    placement: Placement,
    to: PlacementState,
    *,
    source: Source,
    by: User | None,
    at: datetime,
    kind: str = "",
    reason: str = "",
    note: str = "",
    ended_on: date | None = None,
) -> None:
    """Move a locked placement along its table and add the rung that says so (`kind`, else the state's own)."""
    old = PlacementState(placement.state)
    PLACEMENT.check(old, to)
    ends = to not in STANDING
    placement.left_from = old if ends else ""
    placement.state, placement.ended_on, placement.version = to, ended_on, placement.version + 1
    placement.save(update_fields=["state", "left_from", "ended_on", "version"])
    Rung.objects.create(
        district_id=placement.district_id, placement=placement, kind=kind or to, source=source,
        reason=reason, note=note, at=at, by=by,
    )  # fmt: skip
    learning.note_placement(placement, to, by=by, at=at)
    details = {"from": old, "to": to, "source": source} | ({"code": reason} if reason else {})
    audit.note(by=by, at=at, verb="placements.move", subject=placement, person_id=placement.seeker_id, details=details)


def _hired_already(referral: Referral, start_on: date) -> Placement:
    found = Placement.objects.filter(referral=referral).exclude(state=PlacementState.ANNULLED).first()
    if found is None or found.start_on != start_on:
        raise OutOfDateError
    return found


def _park(
    hired: Referral, locked: list[Referral], seeker: Seeker, full: bool, *, by: User | None, at: datetime
) -> None:
    """The person's other referrals, and those of a full order, become obsolete; this hire is remembered as why."""
    for other in locked:
        if other.pk == hired.pk or other.state not in LIVE:
            continue
        theirs = other.seeker_id == seeker.pk
        if not theirs and not full:
            continue
        code = codes.Parked.HIRED_ELSEWHERE if theirs else codes.Parked.ORDER_FILLED
        rows.shift(other, _S.OBSOLETE, source=Source.SYSTEM, by=by, at=at, reason=code, parked_by=hired)


def _claim(
    referral: Referral,
    order: JobOrder,
    start_on: date,
    source: Source,
    said_by: str,
    *,
    by: User | None,
    at: datetime,
) -> Placement:
    """The placement of this person, employer and start: new, or the annulled one brought back."""
    key = {"district_id": referral.district_id, "seeker_id": referral.seeker_id, "company_id": order.company_id}
    placement = Placement.objects.select_for_update().filter(**key, start_on=start_on).first()
    if placement is None:
        placement = Placement.objects.create(
            **key, start_on=start_on, referral=referral, order=order, state=PlacementState.CLAIMED, claimed_at=at
        )
        _rung(placement, Rung.Kind.CLAIMED, source, by, at)
        audit.note(
            by=by, at=at, verb="placements.claim", subject=placement, person_id=referral.seeker_id,
            details={"source": source},
        )  # fmt: skip
    elif placement.state == PlacementState.ANNULLED:
        placement.referral, placement.order = referral, order
        placement.save(update_fields=["referral", "order"])
        step_placement(
            placement, PlacementState(placement.left_from or PlacementState.CLAIMED), kind=Rung.Kind.REOPENED,
            source=source, by=by, at=at,
        )  # fmt: skip
    else:
        raise CannotError(Problem("same_hire", referral.seeker_id))
    if said_by and not placement.rungs.filter(kind=said_by).exists():
        if placement.state == PlacementState.CLAIMED:
            step_placement(placement, PlacementState.CONFIRMED, kind=said_by, source=source, by=by, at=at)
        else:
            _rung(placement, said_by, source, by, at)
    return placement


def _rung(placement: Placement, kind: str, source: Source, by: User | None, at: datetime) -> None:
    Rung.objects.create(
        district_id=placement.district_id, placement=placement, kind=kind, source=source, at=at, by=by
    )  # fmt: skip


def _give_back(order: JobOrder, *, by: User, at: datetime) -> None:
    """The opening of an annulled hire is free again; an order that was full is open again."""
    JobOrder.objects.filter(pk=order.pk).update(filled=F("filled") - 1, version=F("version") + 1)
    order.filled -= 1
    if order.state == OrderState.FILLED:
        orders.move(order=order, to=OrderState.OPEN, reason="채용 취소", by=by, at=at)


def _revive(parked: list[Referral], standing: bool, *, by: User, at: datetime) -> Undone:
    """Bring back what the hire had parked, unless the order has no opening or the resident works elsewhere."""
    revived, left = [], []
    for one in parked:
        order, seeker = one.order, one.seeker
        free = order.openings is None or order.filled < order.openings
        going = OrderState(order.state) in MATCHABLE or order.state == OrderState.PAUSED
        working = standing if one.reason == codes.Parked.HIRED_ELSEWHERE else seeker.state == SeekerState.PLACED
        try:
            if not (free and going) or working:
                raise CannotError(Problem("order_full"))
            answers.back(one, source=Source.SYSTEM, by=by, at=at, why="")
        except CannotError:
            left.append(one)
        else:
            revived.append(one)
    return Undone(revived, left)
