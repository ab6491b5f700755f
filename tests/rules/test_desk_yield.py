"""Desk yield on plain rows: against a recount, with exact intervals, and honest about weekly desks."""

import math
from datetime import date, time, timedelta
from random import Random

import pytest

from jobvisit.office.reports.desk_yield import DeskDay, Visitor, desk_yield, rate

START = date(2025, 1, 9)


def day(on, seen, *, place="반포", left=0, hired=0, rung="both", staff=2, chairs=16):
    visitors = [Visitor(13 + n % 4, "served", n % 3 == 0, n < hired, rung if n < hired else "") for n in range(seen)]
    visitors += [Visitor(14, "left")] * left
    return DeskDay(place, on, time(13), time(17), staff, chairs, 30, tuple(visitors))


def series(weeks, seen):
    """Days after these gaps, each seeing what `seen(gap)` says."""
    on, days = START, [day(START, 10)]
    for gap in weeks:
        on += timedelta(weeks=gap)
        days.append(day(on, seen(gap)))
    return days


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904), (50, 37.1110, 65.9188), (100, 81.3639, 121.6267)],
)
def test_the_interval_of_a_count_is_the_exact_one_of_the_tables(events, low, high):
    found = rate(events, 1)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))


def test_where_the_approximation_takes_over_nothing_jumps():
    exact, byar = rate(100, 1), rate(101, 1)
    assert byar.low - exact.low == pytest.approx(1, abs=0.1)
    assert byar.high - exact.high == pytest.approx(1, abs=0.1)


def test_of_no_hours_nothing_is_known():
    assert math.isnan(rate(0, 0).mid)
    empty = desk_yield([])
    assert (empty.total.days, empty.weekly.verdict) == (0, "unknown")


def test_every_figure_equals_a_recount_on_random_desks():
    rng = Random(7)
    for _ in range(50):
        days = [
            day(
                START + timedelta(weeks=rng.randint(0, 60)), rng.randint(0, 20), place=rng.choice("가나"),
                left=rng.randint(0, 3), hired=rng.randint(0, 3), rung=rng.choice(("claimed", "documented")),
            )
            for _ in range(rng.randint(1, 12))
        ]  # fmt: skip
        found = desk_yield(days)
        people = [one for each in days for one in each.visitors]
        assert found.total.counts["seen"] == sum(one.end == "served" for one in people)
        assert found.total.counts["hired"] == sum(bool(one.rung) for one in people) == sum(found.total.rungs.values())
        assert found.total.hours == 4 * len(days)
        assert found.total.staff_hours == 8 * len(days)
        assert found.total.empty == sum(max(0, 16 - sum(v.end == "served" for v in one.visitors)) for one in days)
        for what in ("seen", "registered", "referred", "hired", "left"):
            assert sum(one.counts[what] for one in found.by_place.values()) == found.total.counts[what]
            assert sum(one.counts[what] for one in found.by_hour.values()) == found.total.counts[what]
        assert sum(one.hours for one in found.by_hour.values()) == found.total.hours


def test_an_empty_chair_costs_staff_time_and_never_more_than_was_paid():
    found = desk_yield([day(START, 6, staff=1)])
    assert found.total.empty_hours == 5.0
    assert found.cost(10_000) == 40_000


def test_people_who_do_not_gather_speak_for_weekly():
    weekly = desk_yield(series([2, 3] * 30, lambda gap: 12)).weekly
    assert weekly.verdict == "for"
    assert weekly.pull[1] == pytest.approx(0, abs=0.01)
    assert weekly.per_day[1] == pytest.approx(12, abs=0.1)
    assert weekly.more[0] > 0


def test_the_same_people_in_smaller_groups_speak_against_weekly():
    weekly = desk_yield(series([2, 4] * 40, lambda gap: 6 * gap)).weekly
    assert weekly.verdict == "against"
    assert weekly.pull[1] == pytest.approx(1, abs=0.01)
    assert weekly.more[1] == pytest.approx(0, abs=1)


def test_few_days_decide_nothing_and_gaps_that_never_differ_say_nothing():
    assert desk_yield(series([2, 3] * 4, lambda gap: 9 + gap)).weekly.verdict == "unclear"
    assert desk_yield(series([2] * 40, lambda gap: 9)).weekly.verdict == "unknown"


def test_days_that_scatter_widen_the_interval():
    calm = desk_yield(series([2, 3] * 20, lambda gap: 12)).weekly.pull
    rng = Random(3)
    wild = desk_yield(series([2, 3] * 20, lambda gap: rng.choice((2, 22)))).weekly.pull
    assert wild[2] - wild[0] > 2 * (calm[2] - calm[0])


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    """A hundred simulated desks with a true pull of 0.4: the interval must hold it in some 95 of 100."""
    rng, held = Random(11), 0
    for _ in range(100):
        weekly = desk_yield(series([2, 2, 3, 2] * 6, lambda gap: poisson(rng, 8 * gap**0.4))).weekly
        held += weekly.pull[0] <= 0.4 <= weekly.pull[2]
    assert held >= 90


def poisson(rng, mean):
    limit, product, n = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        n += 1
    return n
