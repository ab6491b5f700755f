"""The demo district's residents looking for work: invented people in real neighbourhoods."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from jobvisit.demo.city import jitter, person_name
from jobvisit.demo.stage import GU, World
from jobvisit.demo.trades import TRADES, Trade
from jobvisit.office.reference import tables
from jobvisit.office.seekers import actions as seekers

RESIDENTS = 5000
HEROINE = "김순영"
"""The woman in her fifties from Bangbae-dong, of the founding story."""

_WANTS = ("permanent", "four_insurances", "meals", "near_station", "weekends_off", "daytime", "severance_pay")


def play(world: World) -> None:
    """Register every resident, shared out among the counsellors."""
    world.seekers = seekers.register_many(
        files=list(residents(world.rng, GU, world.now)),
        channel="paper",
        text_version="2026-1",
        owners=world.counsellors,
        at=world.now,
    )


def residents(rng: Random, gu: str, now: datetime) -> Iterator[dict[str, Any]]:
    """All residents, the heroine first; the same seed and day give the same people.

    What somebody did not say stays empty, as in real files: one in four names no wage, one in five no hours.
    """
    dongs = [dong for dong in tables.dongs().values() if dong.gu == gu]
    yield _heroine(dongs, now)
    for number in range(1, RESIDENTS):
        yield _resident(rng, number, dongs, now)


def key_of(name: str) -> UUID:
    """The public key of an invented resident: the same in every demo."""
    return uuid5(NAMESPACE_URL, f"jobvisit-demo-resident-{name}")


def _resident(rng: Random, number: int, dongs: list[Any], now: datetime) -> dict[str, Any]:
    dong = rng.choice(dongs)
    lat, lon = jitter(rng, dong.lat, dong.lon)
    first = rng.choices(TRADES, [trade.wanted for trade in TRADES])[0]
    second = rng.choices(TRADES, [trade.wanted for trade in TRADES])[0]
    applied = now - timedelta(days=int(rng.triangular(0, 80, 8)), minutes=rng.randint(0, 480))
    age = int(rng.triangular(19, 79, 56))
    return {
        "public_id": key_of(f"{number}"),
        "name": person_name(rng),
        "birth_date": date(now.year - age, rng.randint(1, 12), rng.randint(1, 28)),
        "phone": f"0100001{number:04d}",
        "dong": dong.code,
        "lat": lat,
        "lon": lon,
        "address": f"서울 {dong.gu} {dong.name}",
        "applied_at": applied,
        "active_on": (applied + timedelta(days=rng.randint(0, max(0, (now - applied).days)))).date(),
        **_wishes(rng, first, second),
        **_abilities(rng, first),
    }


def _wishes(rng: Random, first: Trade, second: Trade) -> dict[str, Any]:
    begin, finish, weekly = rng.choice(first.turns)
    night = finish <= begin
    floor = tables.wage_floors()[-2].hourly
    says_hours = rng.random() < 0.8
    return {
        "wishes": [first.occupation]
        if rng.random() < 0.45 or first is second
        else [first.occupation, second.occupation],
        "wish_words": first.title,
        "wage_wish": None if rng.random() < 0.25 else floor + rng.randrange(0, max(1, first.above_floor[1]), 100),
        "days": list(first.days) if rng.random() < 0.7 else (list(range(7)) if rng.random() < 0.5 else []),
        "earliest": max(time(0), _shift(begin, -rng.choice((0, 30, 60, 120)))) if says_hours and not night else None,
        "latest": _shift(finish, rng.choice((0, 30, 60, 120))) if says_hours and not night else None,
        "hours_min": max(1, int(weekly) - 12) if rng.random() < 0.6 else None,
        "hours_max": min(52, int(weekly) + 12) if rng.random() < 0.6 else None,
        "shifts_ok": None if rng.random() < 0.3 else first.shift or rng.random() < 0.35,
        "wants": sorted(rng.sample(_WANTS, rng.choice((0, 0, 1, 2)))),
        "reach_m": rng.choice((None, 2000, 3000, 4000, 5000, 7000, 10000, 15000)),
    }


def _abilities(rng: Random, first: Trade) -> dict[str, Any]:
    asked = rng.random() < 0.85
    held = [first.licence] if first.licence and rng.random() < 0.8 else []
    if rng.random() < 0.25:
        held.append(
            rng.choice(("자동차운전면허 1종 보통", "자동차운전면허 2종 보통", "컴퓨터활용능력 2급", "요양보호사"))
        )
    return {
        "education": rng.choices((None, 1, 2, 3, 4, 5), (10, 12, 42, 14, 19, 3))[0],
        "career_months": None if rng.random() < 0.2 else int(rng.triangular(0, 180, 10)),
        "licences": sorted(set(held)) if asked else [],
        "licences_asked": asked,
    }


def _heroine(dongs: list[Any], now: datetime) -> dict[str, Any]:
    home = next(dong for dong in dongs if dong.name == "방배본동")
    applied = now - timedelta(days=3)
    return {
        "public_id": key_of("heroine"),
        "name": HEROINE,
        "birth_date": date(now.year - 56, 4, 11),
        "phone": "01000010000",
        "dong": home.code,
        "lat": home.lat,
        "lon": home.lon,
        "address": f"서울 {home.gu} {home.name}",
        "applied_at": applied,
        "active_on": applied.date(),
        "wishes": ["615105", "615110"],
        "wish_words": "매장 판매, 건강식품 판매",
        "wage_wish": 11000,
        "days": [0, 1, 2, 3, 4],
        "earliest": time(9),
        "latest": time(18),
        "hours_min": 20,
        "hours_max": 40,
        "shifts_ok": False,
        "wants": ["daytime"],
        "reach_m": 5000,
        "education": 2,
        "career_months": 38,
        "licences": [],
        "licences_asked": True,
    }


def _shift(at: time, minutes: int) -> time:
    moved = max(0, min(24 * 60 - 1, at.hour * 60 + at.minute + minutes))
    return time(moved // 60, moved % 60)
