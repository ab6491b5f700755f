"""Referrals as far as a test needs them: each step is taken by the product's own acts."""

from datetime import timedelta
from typing import Any

from jobvisit.base import clock
from jobvisit.office.matches import actions as matches
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals import actions
from jobvisit.office.referrals.codes import Channel, Source
from jobvisit.office.referrals.models import Placement, Referral
from jobvisit.office.referrals.states import ReferralState
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import User
from tests.factories import companies, orders, seekers, staff

S = ReferralState


def proposed(
    by: User | None = None, order: JobOrder | None = None, seeker: Seeker | None = None, **more: Any
) -> Referral:
    """An order proposed to one resident who stands on its list."""
    someone = by or (order.owner if order else staff.counsellor())
    file = seeker or seekers.seeker(someone)
    job = order or orders.order(someone, companies.company(someone.district))
    at = more.pop("at", clock.now())
    shown = matches.shortlist(order=job, by=someone, at=at).shown
    listed = file.pk in shown.seekers
    skips = {key: "unreachable" for key in shown.seekers if key != file.pk}
    choice = actions.Choice(file.pk, "" if listed else "resident_asked")
    made = actions.propose(
        order=job, choices=[choice], shown=shown, skips=skips, days_off=frozenset(), by=someone, at=at
    )
    return made.made[0]


def consented(by: User | None = None, **more: Any) -> Referral:
    """The resident agreed on the telephone."""
    referral = proposed(by, **more)
    return actions.answer(
        referral=referral, version=referral.version, text_version="2026-1", channel=Channel.PHONE,
        source=Source.SPOKEN_PHONE, by=referral.owner, at=more.get("at", clock.now()),
    )  # fmt: skip


def sent(by: User | None = None, **more: Any) -> Referral:
    """The letter is out."""
    return step(consented(by, **more), S.SENT, at=more.get("at"))


def offered(by: User | None = None, **more: Any) -> Referral:
    """The employer wants the resident."""
    return step(sent(by, **more), S.OFFERED, at=more.get("at"))


def step(referral: Referral, to: ReferralState, **more: Any) -> Referral:
    """One step further."""
    at = more.pop("at", None) or clock.now()
    return actions.move(
        referral=referral, to=to, version=referral.version, source=Source.SPOKEN_PHONE, by=referral.owner, at=at, **more
    )


def hired(by: User | None = None, *, start_in: int = 3, **more: Any) -> Placement:
    """The resident was hired and starts in some days."""
    referral = offered(by, **more)
    return hire(referral, start_in=start_in, at=more.get("at"))


def hire(referral: Referral, *, start_in: int = 3, at: Any = None, **more: Any) -> Placement:
    """This referral ends in a hire."""
    now = at or clock.now()
    return actions.hire(
        referral=referral, start_on=clock.seoul_day(now) + timedelta(days=start_in),
        version=more.pop("version", referral.version), source=Source.SPOKEN_PHONE, by=referral.owner, at=now, **more,
    )  # fmt: skip
