"""The demo district's library desk: two years of 2nd and 4th Thursdays, a series to come, bookings for the next day.

The days of the past are taken in as a centre would take in its old lists; of the last year some twenty hires follow.
"""

from collections import defaultdict
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

from jobvisit.base import clock
from jobvisit.demo.people import key_of, residents
from jobvisit.demo.referrals import hire_long_ago
from jobvisit.demo.stage import GU, World
from jobvisit.office.desks import actions, planning, queries
from jobvisit.office.desks.actions.history import PastDay, PastTicket, record_past
from jobvisit.office.desks.seats import PlanError
from jobvisit.office.desks.states import TicketState
from jobvisit.office.orders import queries as orders
from jobvisit.office.orders.states import OrderState
from jobvisit.office.seekers import actions as seekers

SEED = 2027
RULE = "FREQ=MONTHLY;BYDAY=2TH,4TH"
TWO_YEARS = timedelta(days=730)
HIRES = 24
NOTES = ("복사기 종이가 떨어졌습니다.", "3시쯤 가장 붐빕니다.", "", "", "안내판을 정문 쪽에 세우면 더 잘 보입니다.")


def play(world: World) -> None:
    """The place, its past, its series, and who has booked."""
    rng = Random(SEED)
    by, pair = world.manager, (world.counsellors[1], world.counsellors[2])
    place = actions.set_up(
        post=world.posts[4], address="서울 서초구 고무래로 34", directions="1층 로비 안내대 옆", by=by, at=world.now
    )
    shared: dict[str, Any] = {
        "place": place, "title": "현장 속 취업정보은행", "begins": time(13), "ends": time(17), "staff": pair,
        "seats": 2, "slot_minutes": 30, "capacity": 20,
    }  # fmt: skip
    today = clock.seoul_day(world.now)
    series = planning.SeriesTerms(**shared, rule=RULE, valid_from=today - TWO_YEARS)
    held = [one.date for one in planning.days(series, today - TWO_YEARS, today - timedelta(days=1)) if one.held]
    _past(rng, world, planning.Terms(**shared), held)
    planned = actions.plan_series(terms=series, by=by, at=world.now)
    _coming(rng, world, list(queries.sessions_of(planned, today)), planning.Terms(**shared), today)


def _past(rng: Random, world: World, terms: planning.Terms, held: list[date]) -> None:
    """Who came on each day; of the last year some were hired by orders that were given in the weeks after."""
    hired = _orders_after(rng, world, held)
    files = [
        (day, dict(next(islice(residents(rng, GU, _moment(day, n)), 1, None)), phone=f"0100003{number:04d}"))
        for number, (day, n) in enumerate((day, n) for day in held for n in range(rng.randint(2, 5)))
    ]
    for number, (_, file) in enumerate(files):
        file["public_id"] = key_of(f"desk-{number}")
    made = seekers.register_many(
        files=[_since(file, day) for day, file in files], channel="tablet", text_version="2026-1",
        owners=list(terms.staff), at=world.now,
    )  # fmt: skip
    by_day: dict[date, list[Any]] = defaultdict(list)
    for (day, _), person in zip(files, made, strict=True):
        by_day[day].append(person)
    gaps = [(day - before).days for before, day in zip([held[0], *held], held, strict=False)]
    days = [_visitors(rng, day, by_day[day], gap) for day, gap in zip(held, gaps, strict=True)]
    record_past(terms=terms, days=days, by=world.manager, at=world.now)
    for day, order in hired:
        if by_day[day]:
            hire_long_ago(rng, order, by_day[day].pop(), world.now)


def _visitors(rng: Random, day: date, people: list[Any], gap: int) -> PastDay:
    """Some ten visitors, a few more after three weeks; most are served, some leave, some who booked never come."""
    served = max(len(people), round(rng.gauss(9 + gap / 14, 2.6)))
    ends = [TicketState.SERVED] * served + [TicketState.LEFT] * rng.choice((0, 0, 1, 1, 2))
    ends += [TicketState.NO_SHOW] * rng.choice((0, 1, 1, 2))
    minutes = sorted(int(rng.triangular(0, 235, 110)) for _ in ends)
    rng.shuffle(ends)
    files = iter(people)
    tickets = []
    for end, minute in zip(ends, minutes, strict=True):
        person = next(files, None) if end == TicketState.SERVED else None
        tickets.append(PastTicket(end, minute, rng.random() < 0.3, person, person is not None))
    return PastDay(day, tickets, rng.choice(NOTES))


def _orders_after(rng: Random, world: World, held: list[date]) -> list[tuple[date, Any]]:
    """Orders of the past year that were filled and by whom is not known yet, each with the desk day before it."""
    ended = [one for one in world.orders if one.state == OrderState.FILLED and one.openings == 1]
    free = {pk for pk, one in orders.named(world.manager, [one.pk for one in ended]).items() if not one.filled}
    found = []
    for order in rng.sample(ended, len(ended)):
        accepted = clock.seoul_day(order.accepted_at)
        before = [day for day in held if timedelta() <= accepted - day <= timedelta(days=20)]
        if order.pk in free and before:
            found.append((before[-1], order))
    return sorted(found[:HIRES], key=lambda pair: (pair[0], pair[1].pk))


def _coming(rng: Random, world: World, sessions: list[Any], terms: planning.Terms, today: date) -> None:
    """Somebody has booked the next days; where none is today, one is added, so that there is a desk to open."""
    if not any(one.on == today for one in sessions):
        with suppress(PlanError):  # a holiday: nothing stands today
            sessions.insert(0, actions.plan_session(terms=terms, on=today, by=world.manager, at=world.now))
    number = 0
    for session in sessions[:3]:
        for slot in rng.sample((time(13), time(13, 30), time(14), time(14, 30), time(15)), 4):
            person = world.seekers[100 + number]
            number += 1
            actions.book(
                session=session, slot=slot, name=person.name, phone=f"0100004{number:04d}",
                consent_version="상담예약-2026-1", wait=False, by=None, at=world.now,
            )  # fmt: skip


def _moment(day: date, n: int) -> datetime:
    return datetime.combine(day, time(13, 10 * n), clock.SEOUL)


def _since(file: dict[str, Any], day: date) -> dict[str, Any]:
    """The file as it was opened on that day at the desk."""
    return {**file, "applied_at": _moment(day, 0), "active_on": day, "identity_seen_on": day}
