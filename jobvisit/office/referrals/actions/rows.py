"""Locked rows and the one way in which a referral changes its state.

Locks are always taken in the order firm, order, resident, referrals by key: two acts can wait for each other, never
in a circle.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals.actions import learning
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.models import Interview, InterviewSlot, Referral
from jobvisit.office.referrals.states import COMING, INTERVIEW, LIVE, REFERRAL, InterviewState, ReferralState
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import User


def lock_order(order_id: int, by: User | None = None) -> JobOrder:
    """The order, held until the transaction ends: openings are taken one after the other."""
    found = JobOrder.objects.select_for_update()
    return (found.filter(district_id=by.district_id) if by else found).get(pk=order_id)


def lock_seeker(seeker_id: int) -> Seeker:
    """The resident's file, held until the transaction ends."""
    return Seeker.objects.select_for_update().get(pk=seeker_id)


def lock_referral(referral: Referral, by: User | None) -> Referral:
    """The referral as it stands now, held until the transaction ends. Raises `DoesNotExist` in another district."""
    found = Referral.objects.select_for_update().filter(district_id=by.district_id if by else referral.district_id)
    return found.get(pk=referral.pk)


def check_version(row: Referral, version: int | None) -> None:
    """Raise `OutOfDateError` unless the row is as the person saw it; None says that it does not matter."""
    if version is not None and row.version != version:
        raise OutOfDateError


def shift(
    referral: Referral,
    to: ReferralState,
    *,
    source: Source,
    by: User | None,
    at: datetime,
    reason: str = "",
    note: str = "",
    why: str = "",
    parked_by: Referral | None = None,
) -> None:
    """Move a locked referral one step along its table, free what it held, and note it."""
    old = ReferralState(referral.state)
    REFERRAL.check(old, to)
    out = to not in LIVE
    referral.state, referral.reason, referral.reason_note = to, reason, note
    referral.left_from = old if out else ""
    referral.parked_by, referral.moved_at, referral.version = parked_by, at, referral.version + 1
    referral.save(
        update_fields=[
            "state", "reason", "reason_note", "left_from", "parked_by", "moved_at", "version", "consent", "answer_by",
        ]
    )  # fmt: skip
    learning.note_step(referral, old, to, by=by, at=at)
    if out and old in {ReferralState.INTERVIEW, ReferralState.OFFERED}:
        _let_go_interview(referral, to, by=by, at=at)
    details = {"from": old, "to": to, "source": source} | ({"code": reason} if reason else {})
    audit.note(
        by=by, at=at, verb="referrals.move", subject=referral, person_id=referral.seeker_id, reason=why, details=details
    )


def shift_interview(
    interview: Interview, to: InterviewState, *, source: Source, by: User | None, at: datetime, why: str = ""
) -> None:
    """Move a locked interview one step along its table; a place in a slot is taken or given back with it."""
    old = InterviewState(interview.state)
    INTERVIEW.check(old, to)
    held, holds = old in _HOLD, to in _HOLD
    if interview.slot_id and held != holds:
        change = 1 if holds else -1
        InterviewSlot.objects.filter(pk=interview.slot_id).update(taken=F("taken") + change)
    interview.state, interview.version = to, interview.version + 1
    interview.save(update_fields=["state", "version"])
    audit.note(
        by=by,
        at=at,
        verb="referrals.interview",
        subject=interview.referral,
        person_id=interview.referral.seeker_id,
        reason=why,
        details={"from": old, "to": to, "source": source, "interview": interview.pk},
    )


_HOLD = COMING | {InterviewState.ATTENDED, InterviewState.NO_SHOW}


def _let_go_interview(referral: Referral, to: ReferralState, *, by: User | None, at: datetime) -> None:
    """A referral that ends gives its coming interview back; one that led to a hire or a refusal is left as it was."""
    if to in {ReferralState.HIRED, ReferralState.REFUSED, ReferralState.NO_SHOW}:
        return
    for interview in Interview.objects.select_for_update().filter(referral=referral, state__in=sorted(COMING)):
        if interview.at > at:
            interview.referral = referral
            shift_interview(interview, InterviewState.REVOKED, source=Source.SYSTEM, by=by, at=at)


def lock_many(keys: Iterable[int]) -> list[Referral]:
    """Several referrals, locked in the order of their keys."""
    return list(Referral.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk"))
