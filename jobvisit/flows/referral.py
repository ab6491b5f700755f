"""Shortlist → proposal → consent → letter → interview → result → placement.

One call a deed. What people are told is queued in the same transaction (`telling`): told and done, or neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from jobvisit.base.clock import seoul_day
from jobvisit.flows import telling
from jobvisit.office.matches import actions as matches
from jobvisit.office.orders.states import OrderState
from jobvisit.office.reference import queries as reference
from jobvisit.office.referrals import actions, queries
from jobvisit.office.referrals.actions import Choice, Proposed, Undone
from jobvisit.office.referrals.codes import CHANNEL_OF, Channel, HowFilled, Source
from jobvisit.office.referrals.problems import CannotError
from jobvisit.office.referrals.states import InterviewState, ReferralState
from jobvisit.office.seekers import actions as seeker_actions
from jobvisit.office.seekers import queries as seekers

if TYPE_CHECKING:
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.referrals.models import Interview, InterviewSlot, Placement, Referral
    from jobvisit.office.seekers.models import Seeker
    from jobvisit.office.staff.models import User

CONSENT_TEXT = "알선동의-2026-1"
"""The version of the text by which a resident agrees to be named to one employer."""


@transaction.atomic
def propose(
    *,
    order: JobOrder,
    people: Sequence[str],
    skips: Mapping[int, str],
    by: User,
    at: datetime,
    special: str = "",
    agreed: bool = False,
) -> Proposed:
    """Propose an order to up to three residents (their public keys) and ask each of them, with a link.

    `agreed`: they are here and said yes to this employer after hearing the text, so that nothing is asked by text and
    the letter goes out at once. Raises `CannotError` with every problem; then nothing was changed and nobody was asked.
    """
    chosen = [seekers.get(by, key) for key in dict.fromkeys(people)]
    shown = matches.current_list(order=order, by=by, at=at)
    proposed = actions.propose(
        order=order,
        choices=[Choice(one.pk, special) for one in chosen],
        shown=shown,
        skips=skips,
        days_off=reference.days_off(seoul_day(at), seoul_day(at) + timedelta(days=60)),
        by=by,
        at=at,
    )
    for referral in proposed.made:
        if agreed:
            consent(referral=referral, version=None, source=Source.SPOKEN_DESK, by=by, at=at)
        else:
            telling.proposed(referral, by=by, at=at)
    return proposed


@transaction.atomic
def consent(
    *,
    referral: Referral,
    version: int | None,
    source: Source,
    by: User | None,
    at: datetime,
    channel: Channel | None = None,
) -> Referral:
    """Record the resident's yes to this employer. Where order and file stand, the letter goes out with it."""
    current = actions.answer(
        referral=referral,
        version=version,
        text_version=CONSENT_TEXT,
        channel=channel or CHANNEL_OF[source],
        source=source,
        by=by,
        at=at,
    )
    telling.answered(current, by=by, at=at)
    heard_of(seeker=current.seeker, by=by, at=at)
    if current.state != ReferralState.CONSENTED or current.order.state != OrderState.OPEN:
        return current
    try:
        with transaction.atomic():
            return send(referral=current, version=current.version, source=Source.SYSTEM, by=by, at=at)
    except CannotError:
        return current  # the counsellor's list of letters to send says what is in the way


@transaction.atomic
def heard_of(*, seeker: Seeker, by: User | None, at: datetime) -> None:
    """A resident who answers is still looking: the file is good for another three months (칙 §3)."""
    seeker_actions.renew(seeker=seeker, by=by, at=at)
    telling.file_renewed(seeker, by=by, at=at)


@transaction.atomic
def send(*, referral: Referral, version: int | None, source: Source, by: User | None, at: datetime) -> Referral:
    """Send the referral letter: the employer is told, with a link for the result."""
    current = actions.move(referral=referral, to=ReferralState.SENT, version=version, source=source, by=by, at=at)
    telling.introduced(current, by=by, at=at)
    if queries.free_slots(current.order, at).exists():
        telling.slots_offered(current, by=by, at=at)
    return current


@transaction.atomic
def offer_slots(
    *, order: JobOrder, times: Sequence[datetime], place: str, places: int, by: User, at: datetime
) -> list[InterviewSlot]:
    """Write down when the employer can see somebody, and let those who are introduced and have no interview choose.

    Whoever agrees later is asked when their letter goes out. Raises `CannotError` for a time that has passed.
    """
    slots = actions.offer_slots(order=order, times=times, place=place, places=places, by=by, at=at)
    for referral in queries.without_interview(order, at):
        telling.slots_offered(referral, by=by, at=at)
    return slots


@transaction.atomic
def answer(
    *,
    referral: Referral,
    to: ReferralState,
    version: int | None,
    source: Source,
    by: User | None,
    at: datetime,
    reason: str = "",
    note: str = "",
) -> Referral:
    """Record any other step: viewed, offered, declined, refused, no-show, withdrawn. Reminders stop at once."""
    if to == ReferralState.SENT:
        return send(referral=referral, version=version, source=source, by=by, at=at)
    current = actions.move(
        referral=referral, to=to, version=version, source=source, by=by, at=at, reason=reason, note=note
    )
    if to in {ReferralState.VIEWED, ReferralState.OFFERED}:
        telling.answered(current, by=by, at=at)
    else:
        telling.forgotten(current, by=by, at=at)
    return current


@transaction.atomic
def take_back_consent(*, referral: Referral, source: Source, by: User | None, at: datetime) -> Referral:
    """The resident takes the consent back; nothing about them goes to the employer any more."""
    current = actions.withdraw_consent(
        referral=referral, text_version=CONSENT_TEXT, channel=CHANNEL_OF[source], source=source, by=by, at=at
    )
    telling.forgotten(current, by=by, at=at)
    return current


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
    """Book an interview and tell the resident when and where."""
    interview = actions.book(
        referral=referral, slot=slot, time=time, place=place, companion=companion, source=source, by=by, at=at
    )
    telling.booked(interview, by=by, at=at)
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
    why: str = "",
) -> Interview:
    """Record what became of an interview."""
    return actions.settle(interview=interview, to=to, version=version, source=source, by=by, at=at, why=why)


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
    """Record a hire: opening, placement, parked referrals; the resident is told, and whoever was parked is not asked
    any more."""
    placement = actions.hire(
        referral=referral, start_on=start_on, version=version, source=source, by=by, at=at, said_by=said_by
    )
    telling.hired(placement, by=by, at=at)
    for parked in queries.parked_by(placement.referral):
        telling.forgotten(parked, by=by, at=at)
    return placement


@transaction.atomic
def close_order(
    *, order: JobOrder, how: HowFilled, source: Source, by: User | None, at: datetime, silent: bool = False
) -> OrderState:
    """Close an order, saying how it was filled; those who were being asked are not reminded any more."""
    state = actions.close_order(order=order, how=how, source=source, by=by, at=at, silent=silent)
    forget_ended(order=order, by=by, at=at)
    return state


def forget_ended(*, order: JobOrder, by: User | None, at: datetime) -> None:
    """Take back what was still to be said about referrals that ended with their order at this moment."""
    for referral in queries.ended_with(order, at):
        telling.forgotten(referral, by=by, at=at)


@transaction.atomic
def undo_hire(
    *, placement: Placement, reason: str, note: str, version: int | None, source: Source, by: User, at: datetime
) -> Undone:
    """Annul a hire and give back what it took; proposals that revive are asked again."""
    undone = actions.undo_hire(
        placement=placement, reason=reason, note=note, version=version, source=source, by=by, at=at
    )
    for referral in undone.revived:
        if referral.state == ReferralState.PROPOSED:
            telling.proposed(referral, by=by, at=at, again=f"again:{referral.version}")
    return undone
