"""The demo district's referrals: some 190, of which about 55 led to a hire, in every state.

Everything goes through the acts that the pages use, at the hour at which it would have happened. Texts are left out, so
that a fresh demo does not begin by sending.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from jobvisit.base import clock
from jobvisit.demo.people import key_of, residents
from jobvisit.demo.stage import GU, World
from jobvisit.office.orders import actions as orders
from jobvisit.office.orders.states import OrderState
from jobvisit.office.referrals import actions
from jobvisit.office.referrals.codes import (
    CHANNEL_OF,
    Agency,
    Declined,
    Ended,
    Missed,
    Refused,
    Source,
    Withdrawn,
)
from jobvisit.office.referrals.problems import CannotError
from jobvisit.office.referrals.states import InterviewState, ReferralState
from jobvisit.office.seekers import actions as seekers

SEED = 511
RUNNING, FILLED = 60, 42
"""Orders of today with two or three residents asked; orders of the past year that were filled through us."""
TEXT = "알선동의-2026-1"
S = ReferralState
_PATH = (S.CONSENTED, S.SENT, S.VIEWED, S.INTERVIEW, S.OFFERED, S.HIRED)
_FATES = {
    S.PROPOSED: 26, S.CONSENTED: 4, S.SENT: 14, S.VIEWED: 6, S.INTERVIEW: 14, S.OFFERED: 5, S.HIRED: 9,
    S.DECLINED: 11, S.REFUSED: 8, S.NO_SHOW: 3, S.WITHDRAWN: 2,
}  # fmt: skip
_LEAVES = {S.DECLINED: S.PROPOSED, S.REFUSED: S.VIEWED, S.NO_SHOW: S.INTERVIEW, S.WITHDRAWN: S.CONSENTED}
_CODES: dict[ReferralState, list[str]] = {
    S.DECLINED: Declined.values[:6], S.REFUSED: Refused.values[:5], S.NO_SHOW: Missed.values,
    S.WITHDRAWN: [Withdrawn.MISTAKE],
}  # fmt: skip
_HEARD = (Source.SPOKEN_PHONE, Source.SPOKEN_VISIT, Source.SPOKEN_DESK)


def play(world: World) -> None:
    """Fill some orders of the past, then refer residents to orders of today as far as each got."""
    rng = Random(SEED)
    past = [order for order in world.orders if order.state == OrderState.FILLED and order.openings == 1]
    for order, person in applicants(rng, rng.sample(past, min(FILLED, len(past))), world):
        hire_long_ago(rng, order, person, world.now)
    today = clock.seoul_day(world.now)
    running = [order for order in world.orders if order.state == OrderState.OPEN and order.closes_on > today]
    looking: dict[str, list[Any]] = defaultdict(list)
    for person in world.seekers[1:]:
        for code in person.wishes:
            looking[code].append(person)
    for order in rng.sample(running, min(RUNNING, len(running))):
        near = sorted(
            looking[order.occupation], key=lambda one: (one.lat - order.lat) ** 2 + (one.lon - order.lon) ** 2
        )
        _refer(rng, order, near[:12], world.now)


def _refer(rng: Random, order: Any, near: list[Any], now: datetime) -> None:
    """Two or three residents who want this work and live near, each as far as they got.

    No list was drawn for them: within the one transaction of the seeding, each list would read every file anew.
    """
    at = now - timedelta(days=rng.randint(1, 12), hours=rng.randint(0, 8))
    chosen = rng.sample(near, min(len(near), rng.choice((2, 3, 3))))
    try:
        done = actions.propose(
            order=order, choices=[actions.Choice(one.pk, "counsellor") for one in chosen], shown=None, skips={},
            days_off=frozenset(), by=order.owner, at=at, pick=rng.choice,
        )  # fmt: skip
    except CannotError:
        return  # one of them has enough offers already
    for referral in done.made:
        fate = rng.choices(list(_FATES), list(_FATES.values()))[0]
        referral.refresh_from_db()
        if referral.state != S.PROPOSED:
            continue  # the one before was hired for the last opening
        _walk(rng, referral, fate, at, now)


def _walk(
    rng: Random, referral: Any, fate: ReferralState, at: datetime, now: datetime, start: date | None = None
) -> Any:
    """Take a referral along its table to its fate, a step every other day and never beyond `now`."""
    last = _LEAVES.get(fate, fate)
    source = rng.choice(_HEARD)
    for step in _PATH[: _PATH.index(last) + 1] if last != S.PROPOSED else ():
        at = min(at + timedelta(hours=rng.randint(5, 40)), now - timedelta(minutes=rng.randint(1, 90)))
        common: dict[str, Any] = {"version": referral.version, "source": source, "by": referral.owner, "at": at}
        if step == S.CONSENTED:
            referral = actions.answer(referral=referral, text_version=TEXT, channel=CHANNEL_OF[source], **common)
        elif step == S.INTERVIEW:
            _interview(rng, referral, source, at, now, over=last != S.INTERVIEW or fate == S.NO_SHOW)
            referral.refresh_from_db()
        elif step == S.HIRED:
            day = start or clock.seoul_day(at) + timedelta(days=rng.randint(-2, 6))
            try:
                return actions.hire(referral=referral, start_on=day, said_by=rng.choice(("employer", "")), **common)
            except CannotError:
                return None  # somebody else had the last opening
        elif not (step == S.VIEWED and rng.random() < 0.3):
            referral = actions.move(referral=referral, to=step, **common)
        if referral.state not in {step, S.SENT}:
            return None  # obsolete meanwhile
    if fate in _LEAVES and fate != S.NO_SHOW:
        actions.move(
            referral=referral, to=fate, version=referral.version, source=source, by=referral.owner, at=at,
            reason=rng.choice(_CODES[fate]),
        )  # fmt: skip
    return None


def _interview(rng: Random, referral: Any, source: Source, at: datetime, now: datetime, *, over: bool) -> None:
    """An interview, some with a counsellor beside the resident; those that are over have their result, most of them."""
    soon = timedelta(hours=rng.randint(2, 30))
    when = min(at + soon, now - timedelta(hours=1)) if over else now + timedelta(days=rng.randint(-1, 5), hours=2)
    companion = referral.owner if rng.random() < 0.25 else None
    interview = actions.book(
        referral=referral, slot=None, time=max(when, at + timedelta(minutes=5)), place="사업장", companion=companion,
        source=source, by=referral.owner, at=at,
    )  # fmt: skip
    if over:
        to = InterviewState.NO_SHOW if rng.random() < 0.05 else InterviewState.ATTENDED
        actions.settle(interview=interview, to=to, version=None, source=source, by=referral.owner, at=interview.at)


def applicants(rng: Random, past: list[Any], world: World, first: int = 0) -> Iterator[tuple[Any, Any]]:
    """For each order of the past a resident who had applied at that time, numbered from `first`."""
    files = [
        {
            **next(islice(residents(rng, GU, order.accepted_at.astimezone(clock.SEOUL)), 1, None)),
            "phone": f"0100002{n:04d}",
            "public_id": key_of(f"earlier-{n}"),
        }
        for n, order in enumerate(past, first)
    ]
    made = seekers.register_many(
        files=files, channel="paper", text_version="2026-1", owners=world.counsellors, at=world.now
    )
    world.seekers += made
    return zip(past, made, strict=True)


def hire_long_ago(rng: Random, order: Any, person: Any, now: datetime) -> None:
    """A hire of months ago, with what has been proven since."""
    at = order.accepted_at + timedelta(days=3)
    if order.state != OrderState.OPEN:
        orders.move(order=order, to=OrderState.OPEN, reason="시범 자료", by=order.owner, at=at)
    done = actions.propose(
        order=order, choices=[actions.Choice(person.pk, "counsellor")], shown=None, skips={}, days_off=frozenset(),
        by=order.owner, at=at, pick=rng.choice,
    )  # fmt: skip
    start = clock.seoul_day(at) + timedelta(days=14)
    placement = _walk(rng, done.made[0], S.HIRED, at, at + timedelta(days=13), start)
    if placement is not None:
        _prove(rng, placement, start, clock.seoul_day(now))
        order.state = OrderState.FILLED


def _prove(rng: Random, placement: Any, start: date, today: date) -> None:
    """Rungs as they come in real work: most hires are confirmed, many are followed up, some end."""
    by = placement.referral.owner

    def on(day: date) -> dict[str, Any]:
        at = datetime.combine(min(day, today), datetime.min.time(), clock.SEOUL) + timedelta(hours=8)
        return {"placement": placement, "source": Source.SPOKEN_PHONE, "by": by, "at": at}

    if rng.random() < 0.9:
        actions.climb(kind="resident", **on(start))
        actions.climb(kind="started", **on(start + timedelta(days=1)))
    for months in (1, 3, 6):
        day = start + timedelta(days=31 * months)
        if day > today or rng.random() < 0.15:
            break
        if rng.random() < 0.12:
            actions.end(on=day, reason=rng.choice(Ended.values[:4]), note="", version=None, **on(day))
            break
        actions.climb(kind=f"retained_{months}", **on(day))
    if rng.random() < 0.15:
        actions.mark_counted(placement=placement, agencies=[rng.choice(Agency.values[:3])], by=by, at=on(start)["at"])
