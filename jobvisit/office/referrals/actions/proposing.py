"""Proposing an order to residents: up to three at once, within the caps, in the order of the law."""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from jobvisit.base.clock import seoul_day
from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Company
from jobvisit.office.matches.models import ShownList
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import MATCHABLE, OrderState
from jobvisit.office.referrals import codes, queries, rules
from jobvisit.office.referrals.actions import learning, rows
from jobvisit.office.referrals.models import Referral, SkippedApplicant
from jobvisit.office.referrals.problems import CannotError, Problem
from jobvisit.office.referrals.states import LIVE, ReferralState
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.seekers.queries import MATCHABLE as LOOKING
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
Pick = Callable[[str], str]
"""Draws one of some letters."""


@dataclass(frozen=True)
class Choice:
    """A resident chosen; `special` says why, where the list does not name them (`codes.Special`)."""

    seeker: int
    special: str = ""


@dataclass(frozen=True)
class Proposed:
    """What came of a proposal: new referrals, and those that were under way already (a second click)."""

    made: list[Referral]
    already: list[Referral]


@transaction.atomic
def propose(
    *,
    order: JobOrder,
    choices: Sequence[Choice],
    shown: ShownList | None,
    skips: Mapping[int, str],
    days_off: Collection[date],
    by: User,
    at: datetime,
    pick: Pick = secrets.choice,
) -> Proposed:
    """Propose an order to residents chosen from a list that was shown, or beside it for a special reason.

    `skips` holds the coded reason for each resident who stands higher, applied earlier and is not asked. All or
    nothing: raises `CannotError` with every problem. Proposing again to somebody under way changes nothing. `pick`
    draws the letters of the numbers; the demo draws the same ones every time.
    """
    policy.require(by, "referrals.propose")
    Company.objects.select_for_update().get(pk=order.company_id, district_id=by.district_id)
    current = rows.lock_order(order.pk, by)
    seekers = list(
        Seeker.objects.select_for_update()
        .filter(district_id=by.district_id, pk__in=[choice.seeker for choice in choices])
        .order_by("pk")
    )
    before = {one.seeker_id: one for one in Referral.objects.filter(order=current, seeker__in=seekers).order_by("pk")}
    already = [one for one in before.values() if one.state in LIVE]
    under_way = {one.seeker_id for one in already}
    fresh = [one for one in seekers if one.pk not in under_way]
    wanted = {choice.seeker: choice for choice in choices}
    problems = _problems(current, fresh, len(wanted), before, at) if fresh or not already else []
    listed = queries.standing_list(shown) if shown else []
    problems += _list_problems(current, fresh, wanted, listed, skips)
    if problems:
        raise CannotError(*problems)
    made = [_born(current, one, wanted[one.pk], shown, listed, days_off, by, at, pick) for one in fresh]
    Referral.objects.bulk_create(made)
    for referral in made:
        audit.note(
            by=by, at=at, verb="referrals.propose", subject=referral, person_id=referral.seeker_id,
            details={"rank": referral.rank, "special": referral.special},
        )  # fmt: skip
        learning.note_step(referral, None, ReferralState.PROPOSED, by=by, at=at)
    if made and shown:
        _note_skipped(current, shown, skips, by, at)
    return Proposed(made, already)


@transaction.atomic
def hand_over(*, leaving: User, to: User, reason: str, by: User, at: datetime) -> int:
    """Give every live referral of somebody who leaves to a colleague. Returns how many."""
    policy.require(by, "staff.hand_over")
    mine = rows.lock_many(queries.open_of([leaving]).filter(district_id=by.district_id).values_list("pk", flat=True))
    Referral.objects.filter(pk__in=[one.pk for one in mine]).update(owner=to, version=F("version") + 1)
    audit.note_many(by=by, at=at, verb="referrals.hand_over", subjects=mine, reason=reason)
    return len(mine)


def new_number(day: date, pick: Pick = secrets.choice) -> str:
    """A referral number that can be read out on the telephone: `R-2026-1124-K7Q2M`."""
    return f"R-{day:%Y-%m%d}-" + "".join(pick(_LETTERS) for _ in range(5))


def _problems(
    order: JobOrder, fresh: Sequence[Seeker], chosen: int, before: Mapping[int, Referral], at: datetime
) -> list[Problem]:
    """What stands against proposing this order to these residents today (칙 §5②: both must still be valid)."""
    today = seoul_day(at)
    found = []
    if not chosen or not fresh:
        found.append(Problem("nobody"))
    if chosen > rules.AT_ONCE:
        found.append(Problem("too_many", limit=rules.AT_ONCE, now=chosen))
    if OrderState(order.state) not in MATCHABLE:
        found.append(Problem("order_not_open"))
    if order.closes_on < today:
        found.append(Problem("order_past"))
    if order.openings is not None and order.filled >= order.openings:
        found.append(Problem("order_full"))
    live = queries.live_by_seeker([one.pk for one in fresh])
    for seeker in fresh:
        if seeker.state not in LOOKING:
            found.append(Problem("not_looking", seeker.pk))
        elif seeker.valid_until < today:
            found.append(Problem("file_past", seeker.pk))
        if seeker.pk in before and before[seeker.pk].state != ReferralState.EXPIRED:
            found.append(Problem("decided_before", seeker.pk))
        if cap := rules.resident_cap(live.get(seeker.pk, 0)):
            found.append(Problem("resident", seeker.pk, cap.limit, cap.now))
    if cap := rules.firm_cap(*queries.firm_load(order.company_id), more=len(fresh)):
        found.append(Problem("firm", None, cap.limit, cap.now))
    return found


def _list_problems(
    order: JobOrder,
    people: Sequence[Seeker],
    wanted: Mapping[int, Choice],
    listed: Sequence[int],
    skips: Mapping[int, str],
) -> list[Problem]:
    found = [
        Problem("not_listed", one.pk)
        for one in people
        if one.pk not in listed and wanted[one.pk].special not in codes.Special.values
    ]
    asked = [one.pk for one in people if one.pk in listed]
    if asked:
        found += [
            Problem("skip_reason", one.pk)
            for one in queries.skipped_by_choice(order, listed, asked)
            if skips.get(one.pk) not in codes.Skip.values
        ]
    return found


def _born(
    order: JobOrder,
    seeker: Seeker,
    choice: Choice,
    shown: ShownList | None,
    listed: Sequence[int],
    days_off: Collection[date],
    by: User,
    at: datetime,
    pick: Pick,
) -> Referral:
    today = seoul_day(at)
    on_it = seeker.pk in listed
    return Referral(
        district_id=order.district_id,
        number=new_number(today, pick),
        order=order,
        seeker=seeker,
        owner=by,
        state=ReferralState.PROPOSED,
        proposed_at=at,
        proposed_by=by,
        shown=shown,
        rank=listed.index(seeker.pk) + 1 if on_it else None,
        special="" if on_it else choice.special,
        moved_at=at,
        answer_by=rules.working_days_after(today, rules.ANSWER_DAYS, days_off),
    )


def _note_skipped(order: JobOrder, shown: ShownList, skips: Mapping[int, str], by: User, at: datetime) -> None:
    listed = set(shown.seekers)
    SkippedApplicant.objects.bulk_create(
        [
            SkippedApplicant(
                district_id=order.district_id, order=order, seeker_id=key, shown=shown, code=code, at=at, by=by
            )
            for key, code in sorted(skips.items())
            if key in listed
        ]
    )
