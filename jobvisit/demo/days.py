"""The demo district's job orders: some 1,200 over the past year, of which a part is open today."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from math import ceil
from random import Random
from typing import Any

from jobvisit.demo.city import Firm, trade_of
from jobvisit.demo.stage import World
from jobvisit.office.orders import actions as order_actions
from jobvisit.office.orders.queries import law_tables
from jobvisit.office.orders.states import OrderState
from jobvisit.office.reference import tables

ORDERS = 1200
OPEN_TODAY = 0.3
ADVERT = (
    "초록샘 건강식품 매장 판매 직원 1명 모집합니다. 주5일(월~금) 10:00~17:00 휴게 1시간, 월급 170만원, "
    "4대보험, 식사제공. 경력 무관, 초보 가능. 20~40대 여성 우대. 반포4동, 채용시까지"
)
"""What the shop's owner wrote for the story: the pay is lawful, the wording is not."""


def play(world: World) -> None:
    """Place every order and end those that ended."""
    planned = list(orders(world.rng, world.firms, world.now))
    placed = order_actions.place_many(
        fields=[{**fields, "company": world.companies[place]} for place, fields, _ in planned],
        law=law_tables(),
        owners=world.counsellors,
        by=world.manager,
        at=world.now,
    )
    world.orders = [one.order for one in placed]
    for end in (OrderState.FILLED, OrderState.EXPIRED, OrderState.WITHDRAWN):
        ended = [
            order
            for order, (_, _, state) in zip(world.orders, planned, strict=True)
            if state == end and order.state == OrderState.OPEN
        ]
        order_actions.move_many(orders=ended, to=end, reason="시범 자료", by=world.manager, at=world.now)
        for order in ended:
            order.state = end


def orders(rng: Random, firms: list[Firm], now: datetime) -> Iterator[tuple[int, dict[str, Any], str]]:
    """(place of the firm in `firms`, fields of the order, the state it ended in); all lawful when they were written."""
    weights = [3.0 if firm.company["headcount"] >= 50 else 1.0 for firm in firms[1:]]
    for number in range(ORDERS):
        place = rng.choices(range(1, len(firms)), weights)[0]
        open_now = rng.random() < OPEN_TODAY
        accepted = now - timedelta(
            days=rng.randint(0, 40) if open_now else rng.randint(70, 360), minutes=rng.randint(0, 480)
        )
        state = "open" if open_now else rng.choices(("filled", "expired", "withdrawn"), (45, 43, 12))[0]
        yield place, _order(rng, number, firms[place], accepted), state


def _order(rng: Random, number: int, firm: Firm, accepted: datetime) -> dict[str, Any]:
    trade = trade_of(rng.choices(firm.hires, [trade_of(code).share for code in firm.hires])[0])
    begin, finish, _usual = rng.choice(trade.turns)
    weekly = _week(trade.days, begin, finish)["weekly_hours"]
    floor = tables.wage_floor(accepted.date())
    hourly = (floor.hourly if floor else 0) + rng.randrange(trade.above_floor[0], trade.above_floor[1], 10)
    part_time = weekly < 35
    return {
        "number": f"{accepted:%Y-%m%d}-D{number:04d}",
        "source": rng.choices(("visit", "phone", "counter"), (6, 3, 1))[0],
        "title": f"{trade.title} {rng.choice(('모집', '구인', '채용'))}",
        "occupation": trade.occupation,
        "duties": trade.duties,
        "openings": rng.choices((1, 2, 3, 5), (70, 18, 8, 4))[0],
        **_pay(hourly, weekly, part_time),
        **_week(trade.days, begin, finish),
        "shift": trade.shift,
        "employment": "permanent_part_time" if part_time else rng.choice(("permanent", "permanent", "fixed_term")),
        "contract_months": None,
        "career_kind": rng.choices(("none_required", "experienced"), (78, 22))[0],
        "education": rng.choices(("any", "high"), (85, 15))[0],
        "licences_required": [trade.licence] if trade.licence else [],
        "insurances": ["pension", "health", "employment", "accident"],
        "retirement": "lump_sum",
        "offers": ["meals"] if rng.random() < 0.3 else [],
        "gu": tables.dongs()[firm.branch["dong"]].gu,
        "dong": firm.branch["dong"],
        "address": firm.branch["address"],
        "lat": firm.branch["lat"],
        "lon": firm.branch["lon"],
        "accepted_at": accepted,
        "closes_on": accepted.date() + timedelta(days=rng.randint(30, 58)),
        "until_filled": rng.random() < 0.3,
    }


def _week(days: tuple[int, ...], begin: time, finish: time) -> dict[str, Any]:
    """Days, times, breaks and weekly hours that add up and stay within 40 hours."""
    span = (finish.hour - begin.hour) % 24 or 24
    rest = 0 if span < 4 else (30 if span < 8 else 60)
    if span >= 12:
        rest = 120 if span < 24 else 480
    daily = span - rest / 60
    worked = days[: max(1, min(len(days), int(40 // daily)))]
    return {
        "days": list(worked),
        "days_per_week": len(worked),
        "weekly_hours": round(daily * len(worked), 1),
        "start": begin,
        "end": finish,
        "break_minutes": rest,
    }


def _pay(hourly: int, weekly: float, part_time: bool) -> dict[str, Any]:
    if part_time:
        return {"pay_kind": "hour", "pay_min": hourly, "pay_max": None}
    paid_weekly = weekly + min(weekly, 40) / 40 * 8
    monthly = hourly * paid_weekly * 365 / 7 / 12
    return {"pay_kind": "month", "pay_min": ceil(monthly / 10000) * 10000, "pay_max": None}
