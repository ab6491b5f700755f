"""The demo's figures: a year of visits, residents who came and went, four months closed, of which one was set right.

Last month waits to be closed, and one closed month differs from a recount: the pages show what a manager does then.
"""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from jobvisit.base import clock
from jobvisit.demo.people import key_of, residents
from jobvisit.demo.referrals import applicants, hire_long_ago
from jobvisit.demo.stage import GU, World
from jobvisit.office.orders.states import OrderState
from jobvisit.office.outreach import queries as outreach
from jobvisit.office.outreach import visiting
from jobvisit.office.referrals import actions as referral_actions
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.referrals.codes import Source
from jobvisit.office.reports import actions
from jobvisit.office.reports import queries as reports
from jobvisit.office.reports.kpis import Month
from jobvisit.office.reports.kpis.counts import KEPT
from jobvisit.office.seekers import actions as seekers
from jobvisit.office.seekers.states import SeekerState

SEED = 36
VISITS_A_DAY = 2.2
EARLIER = 900
"""Residents whose files ended before the demo begins."""
LATELY = 12
"""Orders of the last weeks that were filled through us."""
CLOSED = (4, 3, 2)
"""Months back that are closed; the one before this month waits."""


def play(world: World) -> None:
    """What the year left behind, then the closings."""
    rng = Random(SEED)
    _visits(world, rng)
    _earlier(world, rng)
    _lately(world, rng)
    this = Month.of(clock.seoul_day(world.now))
    for back in CLOSED:
        month = this.plus(-back)
        morning = datetime.combine(month.after + timedelta(days=1), time(10), clock.SEOUL)
        actions.close_month(month=month, by=world.manager, at=morning)
    if _late_news(world, this.plus(-CLOSED[1])):
        reason = "연락이 닿지 않던 사람이 계속 다닌 것을 늦게 확인함"
        actions.revise(month=this.plus(-CLOSED[1]), reason=reason, by=world.manager, at=world.now)
    _late_news(world, this.plus(-CLOSED[2]))


def _visits(world: World, rng: Random) -> None:
    """Visits of the past year to firms with a case, by whoever answers for them; those of the last weeks exist."""
    cases = list(outreach.visible_to(world.manager).select_related("owner"))
    today = clock.seoul_day(world.now)
    days = [today - timedelta(days=back) for back in range(25, 360)]
    made: list[dict[str, Any]] = []
    for day in days:
        if day.weekday() < 5:
            for case in rng.sample(cases, int(VISITS_A_DAY + rng.random())):
                outcome = rng.choices(("order_given", "no_need", "call_back"), (5, 3, 2))[0]
                made.append({"case": case, "counsellor": case.owner, "on": day, "outcome": outcome})
    visiting.record_many(visits=made, by=world.manager, at=world.now)


def _earlier(world: World, rng: Random) -> None:
    """Residents of the months before: their files have ended since."""
    files = []
    for number, file in enumerate(residents(rng, GU, world.now)):
        if number > EARLIER:
            break
        if number:  # the first of any generation is the heroine
            applied = world.now - timedelta(days=rng.randint(100, 390), minutes=rng.randint(0, 480))
            files.append(
                {**file, "applied_at": applied, "active_on": applied.date(), "phone": f"0100003{number:04d}",
                 "public_id": key_of(f"year-{number}")}
            )  # fmt: skip
    made = seekers.register_many(
        files=files, channel="paper", text_version="2026-1", owners=world.counsellors, at=world.now
    )
    reason = "유효기간 3개월이 지남"
    seekers.move_many(seekers=made, to=SeekerState.EXPIRED, reason=reason, by=world.manager, at=world.now)


def _lately(world: World, rng: Random) -> None:
    """Some orders of the weeks before were filled through us."""
    today = clock.seoul_day(world.now)
    asked = {one.order_id for one in referrals.visible_to(world.manager)}
    old = [
        one
        for one in world.orders
        if one.state == OrderState.OPEN and one.openings == 1 and one.pk not in asked
        and (today - clock.seoul_day(one.accepted_at)).days >= 26
    ]  # fmt: skip
    for order, person in applicants(rng, rng.sample(old, min(LATELY, len(old))), world, first=500):
        hire_long_ago(rng, order, person, world.now)


def _late_news(world: World, month: Month) -> bool:
    """Somebody of whom nobody knew when the month was closed turns out to have stayed. Whether there was one."""
    book = reports.books(world.district.pk, [month], clock.seoul_day(world.now))[month]
    for months in KEPT:
        for key in book[f"unsure_{months}"].rows:
            hire = referrals.placements(world.manager).get(pk=key)
            referral_actions.climb(
                placement=hire, kind=f"retained_{months}", source=Source.SPOKEN_PHONE, by=world.manager, at=world.now
            )
            return True
    return False
