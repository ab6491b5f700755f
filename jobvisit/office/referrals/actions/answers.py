"""What residents and employers answer, and the steps that follow. A spoken answer carries its source."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import TextChoices

from jobvisit.base.clock import seoul_day
from jobvisit.base.db import OutOfDateError
from jobvisit.office.orders.states import OrderState
from jobvisit.office.referrals import codes, rules
from jobvisit.office.referrals.actions import rows
from jobvisit.office.referrals.codes import Channel, Source
from jobvisit.office.referrals.models import Interview, Referral, ReferralConsent
from jobvisit.office.referrals.problems import CannotError, Problem
from jobvisit.office.referrals.states import LIVE, REFERRAL, InterviewState, ReferralState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

_S = ReferralState
REASONS: dict[ReferralState, type[TextChoices]] = {
    _S.DECLINED: codes.Declined,
    _S.REFUSED: codes.Refused,
    _S.WITHDRAWN: codes.Withdrawn,
    _S.EXPIRED: codes.Expired,
    _S.NO_SHOW: codes.Missed,
}
"""The codes that a way out asks for."""

APART = frozenset({_S.CONSENTED, _S.INTERVIEW, _S.HIRED, _S.OBSOLETE})
"""Steps with an act of their own: `answer`, `book`, `hire`, and what a hire does to the others."""


@transaction.atomic
def answer(
    *,
    referral: Referral,
    version: int | None,
    text_version: str,
    channel: Channel,
    source: Source,
    by: User | None,
    at: datetime,
) -> Referral:
    """Record the resident's consent to being named to this employer. Answering twice changes nothing.

    Raises `OutOfDateError` if the referral moved on otherwise since it was read at `version`.
    """
    current = _opened(referral, by, version, _S.CONSENTED)
    if current.state == _S.CONSENTED:
        return current
    rows.check_version(current, version)
    consent = _consent(current, True, text_version, channel, source, by, at)
    current.consent = consent
    rows.shift(current, _S.CONSENTED, source=source, by=by, at=at)
    return current


@transaction.atomic
def withdraw_consent(
    *,
    referral: Referral,
    text_version: str,
    channel: Channel,
    source: Source,
    by: User | None,
    at: datetime,
) -> Referral:
    """Record that the resident takes the consent back: possible at any time, and the referral ends with it."""
    current = _opened(referral, by, None, _S.DECLINED)
    if current.state not in LIVE:
        return current
    _consent(current, False, text_version, channel, source, by, at)
    rows.shift(current, _S.DECLINED, source=source, by=by, at=at, reason=codes.Declined.NO_CONSENT)
    return current


@transaction.atomic
def move(
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
    """Take a referral one step along its table: sent, viewed, offered, or one of the ways out with its code.

    Moving again to where it stands changes nothing (double click). Raises `IllegalTransitionError`, `OutOfDateError`,
    or `CannotError` where a code is missing or the order or the file no longer stands (칙 §5②).
    """
    if to in APART:
        raise ValueError(f"{to} has an act of its own")
    current = _opened(referral, by, version, to)
    if current.state == to and (not reason or current.reason == reason):
        return current
    rows.check_version(current, version)
    if current.state == to:
        raise OutOfDateError
    if (reason in REASONS[to].values) if to in REASONS else not reason:
        if to == _S.SENT:
            _check_standing(current, at)
        rows.shift(current, to, source=source, by=by, at=at, reason=reason, note=note)
        return current
    raise CannotError(Problem("wrong_reason"))


@transaction.atomic
def reopen(*, referral: Referral, version: int | None, why: str, by: User, at: datetime) -> Referral:
    """Take a referral that ended back to where it was left. A hire is undone by `undo_hire` instead."""
    policy.require(by, "referrals.reopen")
    order = rows.lock_order(referral.order_id, by)
    current = rows.lock_referral(referral, by)
    if current.state in LIVE:
        return current
    rows.check_version(current, version)
    if current.state == _S.HIRED:
        raise CannotError(Problem("undo_hire"))
    if order.openings is not None and order.filled >= order.openings:
        raise CannotError(Problem("order_full"))
    back(current, source=Source.OFFICE, by=by, at=at, why=why)
    return current


def back(referral: Referral, *, source: Source, by: User | None, at: datetime, why: str) -> None:
    """Lead a locked referral back to where it was left; its interview too, if that lies ahead and has its place."""
    to = ReferralState(referral.left_from or REFERRAL.reopens[ReferralState(referral.state)][0])
    if to == _S.PROPOSED:
        referral.answer_by = rules.working_days_after(seoul_day(at), rules.ANSWER_DAYS, frozenset())
    try:
        with transaction.atomic():
            rows.shift(referral, to, source=source, by=by, at=at, why=why)
    except IntegrityError:
        raise CannotError(Problem("has_live", referral.seeker_id)) from None
    if to in {_S.INTERVIEW, _S.OFFERED}:
        _rebook(referral, by=by, at=at)


def _rebook(referral: Referral, *, by: User | None, at: datetime) -> None:
    revoked = Interview.objects.select_for_update().filter(referral=referral, state=InterviewState.REVOKED, at__gt=at)
    interview = revoked.order_by("-at").first()
    if interview is None:
        return
    interview.referral = referral
    try:
        with transaction.atomic():
            rows.shift_interview(interview, InterviewState.BOOKED, source=Source.SYSTEM, by=by, at=at)
    except IntegrityError:
        return  # the place was given to somebody else meanwhile: the counsellor books anew


def _opened(referral: Referral, by: User | None, version: int | None, to: ReferralState) -> Referral:
    """The locked referral, after asking whether this person may record answers."""
    if by is not None:
        policy.require(by, "referrals.record")
    return rows.lock_referral(referral, by)


def _check_standing(referral: Referral, at: datetime) -> None:
    """A letter goes out only while order and file are valid."""
    today = seoul_day(at)
    problems = []
    if referral.order.state != OrderState.OPEN:
        problems.append(Problem("order_not_open"))
    if referral.order.closes_on < today:
        problems.append(Problem("order_past"))
    if referral.seeker.valid_until < today:
        problems.append(Problem("file_past", referral.seeker_id))
    if problems:
        raise CannotError(*problems)


def _consent(
    referral: Referral,
    given: bool,
    text_version: str,
    channel: Channel,
    source: Source,
    by: User | None,
    at: datetime,
) -> ReferralConsent:
    return ReferralConsent.objects.create(
        district_id=referral.district_id,
        referral=referral,
        company_id=referral.order.company_id,
        given=given,
        text_version=text_version,
        channel=channel,
        source=source,
        at=at,
        taken_by=by,
    )
