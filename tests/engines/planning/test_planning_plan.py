"""The one door: appointments first, then value, then calls; every visit planned or named."""

from dataclasses import replace
from datetime import timedelta

import pytest
from planning_weeks import MONDAY, OFFICE, agreed, at, firm, problem, reasons, shift, starts

from jobvisit.engines.planning import Area, Engine, Limit, Mode, NoticeCode, Place, Slot, Span, check, hostile, plan
from jobvisit.engines.planning.sample import week

SHORT = Limit(iterations=60)


def made(given, **options):
    plan_ = plan(given, limit=options.pop("limit", SHORT), **options)
    assert check(given, plan_) == []
    return plan_


@pytest.mark.parametrize("part", range(3))
def test_three_hundred_hostile_problems_give_checked_plans_within_their_bound(part):
    for seed in range(100 * part, 100 * part + 100):
        given = hostile.problem(seed)
        found = plan(given, limit=Limit(iterations=10), seed=seed)
        assert check(given, found) == [], seed
        assert found.value <= found.bound + 1e-6, seed


def test_the_same_seed_and_iterations_give_the_same_plan():
    given = week(3, firms=90, appointments=12)
    assert plan(given, limit=Limit(iterations=300), seed=4) == plan(given, limit=Limit(iterations=300), seed=4)


def test_an_appointment_is_kept_however_little_it_is_worth():
    rich = [firm(f"R{n}", 300 + n, value=5.0) for n in range(20)]
    found = made(problem([shift()], [*rich, agreed("A", 14, value=0.0, north=9000)]))
    assert starts(found)["A"] == at(14)


def test_of_two_appointments_at_once_the_more_valuable_is_kept_and_the_other_named():
    found = made(problem([shift()], [agreed("A", 14, value=0.1), agreed("B", 14, value=0.9)]))
    assert starts(found) == {"B": at(14)}
    (left,) = found.unkept
    assert (left.visit, left.reason, left.facts[1:]) == ("A", "overlap", ("B",))


def test_a_third_counsellor_makes_room_for_the_third_appointment():
    visits = [agreed(name, 14) for name in "ABC"]
    assert len(made(problem([shift("가"), shift("나")], visits)).unkept) == 1
    assert not made(problem([shift("가"), shift("나"), shift("다")], visits)).unkept


@pytest.mark.parametrize(
    ("visit", "reason"),
    [
        (agreed("A", 14, day=-7), "past"),
        (agreed("A", 14, day=3), "holiday"),
        (agreed("A", 14, day=2), "no_shift"),
        (agreed("A", 12.25), "lunch"),
        (agreed("A", 17), "outside_shift"),
        (agreed("A", 14, counsellors=frozenset("하")), "counsellor_away"),
        (agreed("A", 14, crew=2), "pair"),
        (agreed("A", 14, closed_on=frozenset([MONDAY])), "closed_day"),
        (replace(agreed("A", 14), place=None), "no_place"),
        (replace(firm("A"), place=Place(127.03, 37.48)), "swapped_place"),
        (replace(firm("A"), place=Place(33.5, 126.5)), "too_far"),
        (firm("A", 8000), "out_of_area"),
        (firm("A", closed_down=True), "closed_down"),
        (firm("A", duplicate_of="B"), "duplicate"),
        (firm("A", value=float("nan")), "bad_value"),
        (firm("A", hours=(Span(at(20), at(22)),)), "unreachable"),
        (firm("A", 400, value=0.001), "not_worth_the_way"),
        (firm("A", slots=(Slot(MONDAY + timedelta(days=5), Span(at(10), at(12))),)), "unreachable"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_cannot_be_planned_is_named_with_its_reason(visit, reason):
    given = problem(
        [shift(), shift(day=3)],
        [visit],
        now=(MONDAY, at(8)),
        holidays=frozenset([MONDAY + timedelta(days=3)]),
        area=Area(37.40, 126.9, 37.55, 127.2) if reason == "out_of_area" else None,
    )
    assert reasons(made(given, effort=60)) == {"A": reason}


def test_no_firms_and_no_shifts_are_said_not_raised():
    assert [notice.code for notice in made(problem([shift()], [])).notices] == [NoticeCode.NO_VISITS]
    empty = made(problem([], [firm("A"), agreed("B", 14)]))
    assert [notice.code for notice in empty.notices] == [NoticeCode.NO_SHIFTS]
    assert reasons(empty) == {"A": "no_shift", "B": "no_shift"}


def test_two_go_together_at_one_time_and_the_value_counts_once():
    found = made(problem([shift("가"), shift("나")], [firm("P", crew=2, value=2.0), firm("S", 900)]))
    both = [(route.counsellor, stop.start) for route in found.routes for stop in route.stops if stop.visit == "P"]
    assert len(both) == 2
    assert both[0][1] == both[1][1]
    assert found.value == pytest.approx(2.3)


def test_lunch_is_whole_and_a_firm_closed_at_noon_is_visited_before_or_after():
    noon = (Span(at(9), at(12)), Span(at(13), at(18)))
    found = made(problem([shift()], [firm(f"F{n}", 300 * n, hours=noon) for n in range(1, 12)]))
    (route,) = found.routes
    assert route.lunch.length == at(1)
    assert all(stop.end <= at(12) or stop.start >= at(13) for stop in route.stops)


def test_hours_away_are_kept_and_spent_at_the_office():
    found = made(problem([shift(away=(Span(at(14), at(16)),))], [firm(f"F{n}", 300 * n) for n in range(1, 12)]))
    assert all(stop.end <= at(14) or stop.start >= at(16) for stop in found.routes[0].stops)


def test_the_knob_decides_how_far_one_goes():
    near, far = firm("N", 400, value=0.2), firm("F", 9000, value=0.2)
    given = problem([shift()], [near, far])
    assert set(starts(made(given, effort=90))) == {"N"}
    assert set(starts(made(given, effort=600))) == {"N", "F"}


def test_calls_name_the_half_day_and_runners_up_that_fit_the_same_hour():
    given = problem([shift()], [firm(f"F{n:02d}", 200 + 10 * n, value=1 - n / 100) for n in range(14)])
    found = made(given)
    planned = starts(found)
    assert [call.visit for call in found.calls] == sorted(planned)
    assert all(call.morning == (planned[call.visit] < at(12)) for call in found.calls)
    spare = {name for call in found.calls for name in call.instead}
    assert spare
    assert not spare & set(planned)


def test_a_missing_engine_falls_back_and_says_so(monkeypatch):
    from jobvisit.engines.planning import engines

    given = week(5, firms=60, appointments=6)
    monkeypatch.setattr(engines, "HAVE_NUMBA", False)
    with_pyvrp = made(given, limit=Limit(iterations=5))
    assert with_pyvrp.engine == "pyvrp"
    monkeypatch.setattr(engines, "usable", lambda engine: engine is Engine.GREEDY)
    greedy = made(given, engine=Engine.PYVRP)
    assert greedy.engine == "greedy"
    assert greedy.notices[-1].code == NoticeCode.ENGINE_MISSING


def test_a_routing_service_that_fails_is_replaced_by_straight_lines_and_named():
    class Broken:
        def tables(self, places, mode):
            raise OSError("no route to host")

    given = replace(problem([shift()], [firm("A")]), travel=Broken())
    found = plan(given, limit=SHORT)
    assert [notice.code for notice in found.notices] == [NoticeCode.TRAVEL_FAILED]
    assert set(starts(found)) == {"A"}


def test_feet_bus_and_car_reach_different_firms():
    far = problem([shift(mode=Mode.FOOT)], [firm("F", 9000, value=9.0)])
    assert not made(far, effort=30).visits
    assert made(replace(far, shifts=(shift(mode=Mode.CAR),)), effort=30).visits == 1


def test_places_are_told_from_depots_and_shifts_may_end_elsewhere():
    home = Place(OFFICE.lat + 0.02, OFFICE.lon)
    found = made(problem([shift(end=home)], [firm("A", 1500, 3.0), firm("B", 600, 3.0)]))
    assert list(starts(found)) == ["B", "A"]


def test_a_knob_nobody_turned_is_stated_and_does_not_depend_on_the_unit_of_value():
    given = week(3, firms=120, appointments=10)
    tenfold = replace(given, visits=tuple(replace(v, value=10 * v.value) for v in given.visits))
    one, other = made(given), made(tenfold)
    assert other.effort == pytest.approx(one.effort / 10, rel=0.01)
    assert abs(other.value / one.value - 10) < 0.2


def test_firms_beyond_a_days_reach_keep_nobody_off_the_short_list():
    far = [firm(f"far{n}", 28_000 + n, value=9.0) for n in range(40)]
    near = [firm(f"near{n}", 300 + n, value=0.1) for n in range(3)]
    found = made(problem([shift(mode=Mode.FOOT)], [*far, *near]))
    assert set(starts(found)) == {"near0", "near1", "near2"}
    assert {reason for name, reason in reasons(found).items()} == {"unreachable"}
