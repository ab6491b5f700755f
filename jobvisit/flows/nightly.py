"""What falls due by itself: reminders, expiries, silent orders, follow-ups, and nothing open without an owner.

Running it twice on one day changes nothing the second time. Everything it does leaves a notice and an event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from jobvisit.base.clock import SEOUL
from jobvisit.flows import agreements, desk_booking, erasure, handover, notices, telling, training, tying
from jobvisit.flows import referral as referral_flow
from jobvisit.office.outreach import actions as outreach_actions
from jobvisit.office.reference import queries as reference
from jobvisit.office.referrals import actions, queries, rules, silence
from jobvisit.office.referrals.codes import Expired, HowFilled, Silence, Source
from jobvisit.office.referrals.states import ReferralState
from jobvisit.office.seekers import actions as seeker_actions
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.seekers.states import SeekerState
from jobvisit.office.staff import queries as staff
from jobvisit.office.training import queries as training_queries

if TYPE_CHECKING:
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.referrals.models import Referral
    from jobvisit.office.seekers.models import Seeker
    from jobvisit.office.staff.models import District

MORNING = time(9)
"""When a nightly run without an hour of its own is thought to happen: what it writes goes out from then on."""

MOST_CALLS = 1000
"""Firms brought back in one night; the rest come the next night. They wait for a person, so nothing runs away."""


@dataclass
class Night:
    """What one run did in one district. `left` waits for the next run: 200 changes are the limit."""

    district: str
    on: date
    reminded: int = 0
    results_asked: int = 0
    expired_referrals: int = 0
    asked: int = 0
    paused: int = 0
    closed: int = 0
    orders_past: int = 0
    follow_ups_asked: int = 0
    files_ending: int = 0
    """Residents told that their file ends within the week, or has ended."""
    files_expired: int = 0
    recalled: int = 0
    """Firms whose day to be called again has come."""
    notices_expired: int = 0
    calls_made: int = 0
    """Calls that follow from letters nobody answered."""
    notices_settled: int = 0
    classes_reminded: int = 0
    """Residents told that their class begins within three days."""
    classes_due: int = 0
    """Classes on which somebody has to do something: too few people, a selection, a look back after 3 and 6 months."""
    desks_made: int = 0
    """Desk sessions made ahead by their series."""
    desk_reminders: int = 0
    desk_no_shows: int = 0
    desks_unclosed: int = 0
    """Desk sessions of earlier days that nobody closed: tasks for whoever sat there."""
    agreements_turned: int = 0
    """Agreements that began, came up for review or ran out by the calendar."""
    orders_tied: int = 0
    """Orders found to belong to a line of an agreement."""
    left: int = 0
    forgotten: dict[str, int] = field(default_factory=dict)
    """Rows emptied because their term was over, by kind."""
    ownerless: dict[str, int] = field(default_factory=dict)
    """What is open in the hands of somebody who is gone, by kind. It must be handed over by a person."""
    warned: dict[str, int] = field(default_factory=dict)
    """What agreements warn of, by kind. It stands on the pages of those who answer for them until it is mended."""

    @property
    def changes(self) -> int:
        """Rows changed by themselves: what the limit counts."""
        changed = self.expired_referrals + self.asked + self.paused + self.closed + self.orders_past
        return changed + self.files_expired


def run(*, district: District, on: date) -> Night:
    """Everything that is due in a district on a day."""
    at = datetime.combine(on, MORNING, SEOUL)
    night = Night(district.code, on)
    off = reference.days_off(on - timedelta(days=40), on + timedelta(days=40))
    for deed in _deeds(district, on, at, off, night):
        if night.changes < rules.AT_MOST:
            deed()
        else:
            night.left += 1
    _ask(district, on, at, off, night)
    _go_out(district, on, at, night)
    night.forgotten = erasure.forget_old(district=district, at=at)
    desks = desk_booking.night(district=district, on=on, at=at)
    night.desks_made, night.desk_reminders = desks.made, desks.reminded
    night.desk_no_shows, night.desks_unclosed = desks.missed, desks.unclosed
    _agreements(district, on, at, night)
    night.ownerless = ownerless(district, on)
    return night


def run_everywhere(*, on: date) -> list[Night]:
    """The same for every district of this deployment, each in its own transactions."""
    return [run(district=one, on=on) for one in staff.districts()]


def ownerless(district: District, on: date) -> dict[str, int]:
    """How much is open in the hands of people whose contract has ended or whose account is closed."""
    return handover.open_work(staff.gone(district, on))


@transaction.atomic
def _go_out(district: District, on: date, at: datetime, night: Night) -> None:
    """Firms to be called: those whose day has come, and those that let a letter lie."""
    night.notices_settled = notices.settle_messages(district_id=district.pk, at=at)
    night.recalled = outreach_actions.recall(district_id=district.pk, on=on, at=at, most=MOST_CALLS)
    night.notices_expired, night.calls_made = notices.expire(district_id=district.pk, on=on, at=at, most=MOST_CALLS)


@transaction.atomic
def _agreements(district: District, on: date, at: datetime, night: Night) -> None:
    """Agreements by the calendar, orders of parties that nobody tied, and what is to be warned of."""
    night.agreements_turned = agreements.turn_by_date(district=district, on=on, at=at)
    night.orders_tied = tying.sweep(district=district, at=at)
    night.warned = agreements.warned(district=district, on=on)


def _deeds(
    district: District, on: date, at: datetime, off: frozenset[date], night: Night
) -> Iterator[Callable[[], None]]:
    """Changes that come by themselves, the longest overdue first; each is its own transaction."""
    for silent in silence.silent_orders(district.pk, on):
        yield lambda one=silent: _hush(one, at, night)  # type: ignore[misc]
    for order in silence.past_orders(district.pk, on):
        yield lambda one=order: _end_order(one, at, night)  # type: ignore[misc]
    for referral in queries.run_out(district.pk, on, off):
        yield lambda one=referral: _run_out(one, at, night)  # type: ignore[misc]
    for seeker in seekers.ended(district.pk, on):
        yield lambda one=seeker: _end_file(one, at, night)  # type: ignore[misc]


@transaction.atomic
def _hush(silent: silence.Silent, at: datetime, night: Night) -> None:
    step = Silence(silent.calls_for)
    if not actions.silence_step(order=silent.order, step=step, since=silent.since, at=at):
        return
    referral_flow.forget_ended(order=silent.order, by=None, at=at)
    telling.silence(silent.order, step, since=silent.since, at=at)
    name = {"ask": "asked", "pause": "paused", "close": "closed"}[step]
    setattr(night, name, getattr(night, name) + 1)


@transaction.atomic
def _end_order(order: JobOrder, at: datetime, night: Night) -> None:
    referral_flow.close_order(order=order, how=HowFilled.UNKNOWN, source=Source.SYSTEM, by=None, at=at, silent=True)
    telling.silence(order, "close", since=order.accepted_at, at=at)
    night.orders_past += 1


@transaction.atomic
def _run_out(referral: Referral, at: datetime, night: Night) -> None:
    unanswered = referral.state == ReferralState.PROPOSED
    actions.move(
        referral=referral,
        to=ReferralState.EXPIRED,
        version=referral.version,
        source=Source.SYSTEM,
        by=None,
        at=at,
        reason=Expired.NO_ANSWER if unanswered else Expired.NO_RESULT,
    )
    telling.forgotten(referral, by=None, at=at)
    night.expired_referrals += 1


@transaction.atomic
def _end_file(seeker: Seeker, at: datetime, night: Night) -> None:
    night.files_ending += telling.file_ending(seeker, at=at)
    seeker_actions.move(seeker=seeker, to=SeekerState.EXPIRED, reason="유효기간 3개월이 지남", by=None, at=at)
    night.files_expired += 1


@transaction.atomic
def _ask(district: District, on: date, at: datetime, off: frozenset[date], night: Night) -> None:
    """Reminders and questions. They change nothing but the outbox, which never says the same twice."""
    for referral in queries.unanswered(district.pk, on):
        night.reminded += telling.reminded(referral, at=at)
    for referral in queries.result_unknown(district.pk, at):
        night.results_asked += telling.result_asked(referral, at=at)
    for due in queries.follow_ups(district.pk, on, off):
        if queries.follow_up_agreed(due.placement):
            night.follow_ups_asked += telling.follow_up(due.placement, due.months, at=at)
    night.classes_reminded = training.remind(district=district, on=on, at=at)
    night.classes_due = len(training_queries.due(district.pk, on))
    for seeker in seekers.ending(district.pk, on, rules.FILE_ENDS_DAYS)[: rules.AT_MOST]:
        night.files_ending += telling.file_ending(seeker, at=at)
