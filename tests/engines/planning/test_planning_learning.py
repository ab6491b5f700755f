"""Check-ins teach travel: robustly, slowly at first, and only where they tell of a way."""

import random
from dataclasses import replace

import pytest
from planning_weeks import MONDAY, OFFICE, firm, problem, shift

from jobvisit.engines.planning import Limit, Mode, Place, Stay, StraightLine, Trip, learn, plan, trips

LINES = StraightLine()


def test_many_slow_ways_make_a_factor_and_few_hardly_any():
    slow = [Trip(600, 780, Mode.CAR)] * 200
    assert learn(slow).modes[Mode.CAR] == pytest.approx(1.3, abs=0.04)
    assert learn(slow[:1]).modes[Mode.CAR] < 1.02
    assert learn(slow).ways == {Mode.CAR: 200}
    assert learn([]).applied(LINES) == LINES


def test_wild_times_are_no_ways_and_strange_ones_pull_no_harder_than_others():
    rng = random.Random(1)
    honest = [Trip(600, 600 * 1.2 * rng.lognormvariate(0, 0.15), Mode.BUS) for _ in range(150)]
    plain = learn(honest).modes[Mode.BUS]
    spoilt = learn([*honest, *[Trip(600, 1700, Mode.BUS)] * 15, *[Trip(600, 30_000, Mode.BUS)] * 30])
    assert spoilt.left_out == 30
    assert plain == pytest.approx(1.17, abs=0.03)
    assert spoilt.modes[Mode.BUS] == pytest.approx(plain, abs=0.05)
    mean = sum(trip.taken / trip.planned for trip in [*honest, *[Trip(600, 1700)] * 15]) / 165
    assert abs(spoilt.modes[Mode.BUS] - 1.2) < abs(mean - 1.2)


def test_ways_are_the_times_between_the_stays_of_one_day_without_lunch():
    def stay(who, day, north, arrived, left):
        return Stay(
            who, day, Place(OFFICE.lat + north / 111_195, OFFICE.lon), round(arrived * 3600), round(left * 3600)
        )

    stays = [
        stay("나", MONDAY, 900, 9.8, 10.5),
        stay("가", MONDAY, 0, 9.5, 10.2),
        stay("가", MONDAY, 1000, 10.5, 11.5),
        stay("가", MONDAY, 0, 13.1, 14.0),  # lunch lies between
        stay("가", MONDAY, 1000, 17.0, 17.4),  # three hours for a kilometre
        stay("가", MONDAY.replace(day=29), 0, 9.0, 9.5),
    ]
    found, left_out = trips(stays, LINES)
    assert [(trip.taken, left_out) for trip in found] == [(1080, 2)]
    assert found[0].planned == LINES.tables([stays[1].place, stays[2].place], Mode.BUS)[1][0, 1]


def test_a_zone_has_its_own_factor_on_top_of_its_mode_and_plans_follow():
    ways = [Trip(600, 600, Mode.CAR, "quick")] * 300 + [Trip(600, 900, Mode.CAR, "slow")] * 300
    learnt = learn(ways)
    both = {zone: learnt.modes[Mode.CAR] * learnt.zones[zone] for zone in ("quick", "slow")}
    assert both["quick"] == pytest.approx(1.0, abs=0.05)
    assert both["slow"] == pytest.approx(1.5, abs=0.08)
    given = problem([shift()], [firm(f"F{n}", 700 * n) for n in range(1, 12)])
    crawling = replace(given, travel=learn([Trip(600, 1500, Mode.CAR)] * 400).applied(LINES))
    limit = Limit(iterations=50)
    assert plan(crawling, effort=500, limit=limit).visits < plan(given, effort=500, limit=limit).visits
