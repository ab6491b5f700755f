"""Times the employer offers, interviews booked into them, and what became of them (동행면접 included)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals import codes
from jobvisit.office.referrals.actions import learning, rows
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.models import Interview, InterviewSlot, Referral
from jobvisit.office.referrals.problems import CannotError, Problem
from jobvisit.office.referrals.states import COMING, InterviewState, ReferralState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


@transaction.atomic
def offer_slots(
    *, order: JobOrder, times: Sequence[datetime], place: str, places: int, by: User, at: datetime
) -> list[InterviewSlot]:
    """Write down when the employer can see somebody. A time written twice stands once."""
    policy.require(by, "referrals.record")
    if any(time <= at for time in times):
        raise CannotError(Problem("slot_past"))
    InterviewSlot.objects.bulk_create(
        [
            InterviewSlot(district_id=by.district_id, order=order, at=time, place=place, places=places)
            for time in dict.fromkeys(times)
        ],
        ignore_conflicts=True,
    )
    audit.note(by=by, at=at, verb="referrals.slots", subject=order, details={"times": len(times)})
    return list(InterviewSlot.objects.filter(order=order, at__in=list(times)).order_by("at"))


@transaction.atomic
def book(
    *,
    referral: Referral,
    slot: InterviewSlot | None,
    time: datetime | None,
    place: str,
    companion: User | None,
    source: Source,
    by: User | None,
    at: datetime,
) -> Interview:
    """Book an interview into a slot, or at a time agreed otherwise. Booking the same again changes nothing.

    An interview booked before is excused: a referral has one coming interview at most. Raises `CannotError` where the
    slot is full or past, or `IllegalTransitionError` where the employer does not know the resident yet.
    """
    if by is not None:
        policy.require(by, "referrals.record")
    current = rows.lock_referral(referral, by)
    coming = Interview.objects.select_for_update().filter(referral=current, state__in=sorted(COMING)).first()
    held = _lock_slots(current, slot, coming)
    when, where = (held.at, held.place) if held else (time, place)
    if when is None or when <= at:
        raise CannotError(Problem("slot_past"))
    if coming and coming.at == when:
        return coming
    if held and held.taken >= held.places:
        raise CannotError(Problem("slot_full"))
    if coming:
        coming.referral = current
        rows.shift_interview(coming, InterviewState.EXCUSED, source=source, by=by, at=at)
    if current.state != ReferralState.INTERVIEW:
        rows.shift(current, ReferralState.INTERVIEW, source=source, by=by, at=at)
    interview = Interview(
        district_id=current.district_id,
        referral=current,
        slot=held,
        at=when,
        place=where,
        state=InterviewState.BOOKED,
        accompanied=companion is not None,
        companion=companion,
    )
    try:
        with transaction.atomic():
            if held:
                InterviewSlot.objects.filter(pk=held.pk).update(taken=F("taken") + 1)
            interview.save(force_insert=True)
    except IntegrityError:
        raise CannotError(Problem("slot_full")) from None
    details = {"interview": interview.pk, "accompanied": interview.accompanied, "source": source}
    audit.note(by=by, at=at, verb="referrals.book", subject=current, person_id=current.seeker_id, details=details)
    return interview


@transaction.atomic
def settle(
    *,
    interview: Interview,
    to: InterviewState,
    version: int | None,
    source: Source,
    by: User | None,
    at: datetime,
    missed: str = codes.Missed.UNKNOWN,
    why: str = "",
) -> Interview:
    """Record what became of an interview. Whoever did not come is a no-show of the referral too, with its code."""
    if by is not None:
        policy.require(by, "referrals.record")
    referral = rows.lock_referral(interview.referral, by)
    current = Interview.objects.select_for_update().get(pk=interview.pk, district_id=referral.district_id)
    if current.state == to:
        return current
    if version is not None and current.version != version:
        raise OutOfDateError
    current.referral = referral
    rows.shift_interview(current, to, source=source, by=by, at=at, why=why)
    if to == InterviewState.ATTENDED:
        learning.note_interview(referral, by=by, at=at)
    if to == InterviewState.NO_SHOW and referral.state == ReferralState.INTERVIEW:
        rows.shift(referral, ReferralState.NO_SHOW, source=source, by=by, at=at, reason=missed)
    return current


def _lock_slots(referral: Referral, slot: InterviewSlot | None, coming: Interview | None) -> InterviewSlot | None:
    """Lock the slot wanted and the one to be given back, in the order of their keys: swaps never wait in a circle."""
    keys = {one for one in (slot and slot.pk, coming and coming.slot_id) if one}
    locked = InterviewSlot.objects.select_for_update().filter(order=referral.order_id, pk__in=keys).order_by("pk")
    found = {one.pk: one for one in locked}
    if slot and slot.pk not in found:
        raise InterviewSlot.DoesNotExist
    return found[slot.pk] if slot else None
