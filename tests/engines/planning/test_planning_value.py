"""What a visit is worth, learnt from results; zones; travel taught by check-ins."""

import random

import pytest
from planning_weeks import OFFICE

from jobvisit.engines.planning import Mode, Place, StraightLine
from jobvisit.engines.planning import value as worth
from jobvisit.engines.planning.travel import Barrier
from jobvisit.engines.planning.value import Factor, Firm, Result
from jobvisit.engines.planning.zones import Home, Unit, audit, judge, make_units, zones

CARE = ("care", "large")


def results(firm, count, orders, years=0.25):
    return [Result(firm, CARE, years, orders, openings=2 * orders, hires=orders)] * count


def test_the_factors_multiply_to_the_value_and_say_why():
    found = worth.value(Firm("A", *CARE, fitting=6, days_since_contact=30, due=2, days_to_due=10), worth.learn([]))
    product = 1.0
    for code in (Factor.ORDER_CHANCE, Factor.OPENINGS, Factor.FILL_CHANCE, Factor.STALENESS):
        product *= found.factor(code)
    assert found.value == pytest.approx(product + found.factor(Factor.AGREEMENT))
    assert found.factor(Factor.AGREEMENT) > 0
    assert found.low < found.factor(Factor.RATE_FIRM) < found.high


def test_results_move_the_firm_most_and_its_stratum_too():
    before = worth.learn([])
    after = worth.learn(results("A", 4, 2))
    same, other = Firm("B", *CARE, fitting=5), Firm("C", "metal", "small", fitting=5)
    chance = [worth.value(firm, after).factor(Factor.ORDER_CHANCE) for firm in (Firm("A", *CARE), same, other)]
    assert chance[0] > chance[1] > chance[2]
    assert chance[1] > worth.value(same, before).factor(Factor.ORDER_CHANCE)
    silent = worth.learn(results("A", 8, 0))
    assert worth.value(Firm("A", *CARE), silent).high < worth.value(Firm("A", *CARE), before).high


def test_nobody_who_fits_means_no_hire_and_a_fresh_contact_is_worth_less():
    potential = worth.learn([])
    assert worth.value(Firm("A", *CARE, fitting=0), potential).value == 0
    values = [worth.value(Firm("A", *CARE, fitting=5, days_since_contact=d), potential).value for d in (0, 30, 300)]
    assert values == sorted(values)
    assert values[2] < worth.value(Firm("A", *CARE, fitting=5), potential).value * 1.0001


def test_learning_ranks_a_simulated_district_better_than_not_learning():
    rng = random.Random(3)
    truth = {f"F{n}": (f"I{n % 6}", rng.gammavariate(2.0, 0.5) * (1 + n % 6) / 3) for n in range(200)}
    seen = []
    for name, (industry, rate) in truth.items():
        seen += [Result(name, (industry, "s"), 1.0, sum(rng.random() < rate / 50 for _ in range(50)))]
    pairs = [(a, b) for a in truth for b in truth if truth[a][1] > 1.5 * truth[b][1]]

    def right(potential):
        guess = {n: worth.value(Firm(n, i, "s", fitting=4), potential).value for n, (i, _) in truth.items()}
        return sum(guess[a] > guess[b] for a, b in pairs) / len(pairs)

    assert right(worth.learn(seen)) > 0.75
    assert right(worth.learn([])) == 0  # without results all firms look alike


def test_exploration_is_stated_and_repeatable():
    potential = worth.learn(results("A", 4, 1))
    all_ = [worth.value(Firm(f"F{n}", *CARE, fitting=5), potential) for n in range(20)]
    curious = worth.explore(all_, share=0.1, seed=1)
    lifted = [w for w in curious if w.factor(Factor.EXPLORATION) > 0]
    assert len(lifted) == 2
    assert curious == worth.explore(all_, share=0.1, seed=1)
    assert all(w.value > plain.value for w, plain in zip(curious, all_, strict=True) if w in lifted)


def test_a_trial_is_random_within_strata_logged_and_repeatable():
    firms = {f"F{n:03d}": "large" if n < 40 else "small" for n in range(100)}
    trial = worth.randomise(firms, share=0.5, seed=7)
    assert trial == worth.randomise(firms, share=0.5, seed=7)
    assert trial.first != worth.randomise(firms, share=0.5, seed=8).first
    assert sum(firms[name] == "large" for name in trial.first) == 20
    assert sorted(trial.order) == sorted(firms) == sorted(trial.strata)
    counts = [len(worth.randomise({"a": "x", "b": "y", "c": "z"}, share=0.5, seed=s).first) for s in range(400)]
    assert sum(counts) / 400 == pytest.approx(1.5, abs=0.15)
    with pytest.raises(ValueError, match="share"):
        worth.randomise(firms, share=1.5, seed=0)


def grid(size=8, load=lambda x, y: 1.0 + (x + y) % 3):
    return [
        Unit(
            f"{x}-{y}", Place(OFFICE.lat + 0.004 * x, OFFICE.lon + 0.005 * y), load(x, y), today="가" if x < 6 else "나"
        )
        for x in range(size)
        for y in range(size)
    ]


HOMES = [
    Home("가", OFFICE),
    Home("나", Place(OFFICE.lat + 0.028, OFFICE.lon)),
    Home("다", Place(OFFICE.lat + 0.028, OFFICE.lon + 0.035)),
    Home("라", Place(OFFICE.lat + 0.014, OFFICE.lon + 0.018)),
]


def test_zones_are_even_connected_and_compared_with_todays():
    units = grid()
    found = zones(units, HOMES, steps=6000)
    assert found.balanced
    assert found.zoning.connected
    assert found.zoning.spread <= 0.05
    assert sum(found.zoning.loads.values()) == pytest.approx(sum(unit.load for unit in units))
    assert found.today.spread > 0.5
    assert 0 < len(found.changed) < len(units)
    assert found == zones(units, HOMES, steps=6000)


def test_a_unit_too_heavy_for_balance_is_named():
    found = zones(grid(4, lambda x, y: 100.0 if x == y == 0 else 1.0), HOMES, steps=2000)
    assert not found.balanced
    assert found.heavy == ("0-0",)
    with pytest.raises(ValueError, match="units"):
        zones(grid(1), HOMES)


def test_a_zoning_in_pieces_is_seen():
    units = grid(4)
    zone_of = {unit.id: "가" for unit in units} | {"0-0": "나", "3-3": "나"}
    assert not judge(units, HOMES, zone_of).connected
    assert judge(units, HOMES, {unit.id: "가" for unit in units}).connected


def test_firms_become_units_and_keep_their_load():
    rng = random.Random(1)
    points = {f"F{n}": Place(37.48 + rng.random() / 30, 127 + rng.random() / 30) for n in range(300)}
    units, unit_of = make_units(points, dict.fromkeys(points, 0.5), count=60, seed=2)
    assert len(units) == 60
    assert sum(unit.load for unit in units) == pytest.approx(150)
    assert set(unit_of) == set(points)
    assert make_units({}, {}) == ([], {})


def test_the_audit_finds_the_uncovered_the_doubly_covered_and_zones_without_people():
    found = audit("ABCD", {"가": "AB", "나": "BC"}, {"가": ["kim"], "나": []})
    assert found.uncovered == ("C", "D")
    assert found.overlapping == {"B": ("가", "나")}
    assert found.unstaffed == ("나",)


def test_a_river_lengthens_the_ways_that_cross_it_only():
    river = Barrier(Place(37.485, 126.9), Place(37.485, 127.2), 2000)
    south, south2, north = Place(37.48, 127.03), Place(37.48, 127.04), Place(37.49, 127.03)
    plain, crossed = (source.tables([south, south2, north], Mode.CAR)[0] for source in (
        StraightLine(), StraightLine(barriers=(river,)),
    ))  # fmt: skip
    assert (crossed - plain).tolist() == [[0, 0, 2000], [0, 0, 2000], [2000, 2000, 0]]
