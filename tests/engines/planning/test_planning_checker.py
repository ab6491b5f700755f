"""The verifier sees each kind of fault: plans are broken on purpose, one way at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from planning_weeks import MONDAY, agreed, at, firm, problem, shift

from jobvisit.engines.planning import Limit, Span, Stop, check, plan

GIVEN = problem(
    [shift("가"), shift("나")],
    [
        firm("A", 1500, hours=(Span(at(10), at(16)),)),
        firm("B", 900),
        agreed("C", 14, north=2500),
        firm("P", 700, value=1.0, crew=2),
        firm("Z", closed_down=True),
    ],
)
PLAN = plan(GIVEN, limit=Limit(iterations=20))


def codes(given, made, **options):
    return {violation.code for violation in check(given, made, **options)}


def route_with(name):
    return next(n for n, route in enumerate(PLAN.routes) if any(stop.visit == name for stop in route.stops))


def altered(name, **changes):
    """The plan with one stop changed."""
    number = route_with(name)
    route = PLAN.routes[number]
    stops = tuple(replace(stop, **changes) if stop.visit == name else stop for stop in route.stops)
    return with_route(number, stops=stops)


def with_route(number, **changes):
    routes = list(PLAN.routes)
    routes[number] = replace(routes[number], **changes)
    return replace(PLAN, routes=tuple(routes))


def test_a_sound_plan_passes():
    assert codes(GIVEN, PLAN) == set()


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (altered("C", start=at(15), end=at(15.75)), "appointment"),
        (altered("A", start=at(16), end=at(16.75)), "hours"),
        (altered("B", start=at(14.1), end=at(14.85)), "too_fast"),
        (altered("B", end=at(17)), "length"),
        (altered("B", visit="nobody"), "unknown_visit"),
        (altered("B", visit="Z"), "must_not_be_visited"),
        (altered("P", start=at(15.9), end=at(16.65)), "crew"),
        (with_route(0, back=at(19)), "outside_shift"),
        (with_route(0, leave=at(8)), "outside_shift"),
        (with_route(0, day=MONDAY + timedelta(days=1)), "no_such_shift"),
        (with_route(route_with("C"), lunch=None), "lunch_missing"),
        (with_route(route_with("C"), lunch=Span(at(14), at(15))), "lunch_cut"),
        (with_route(route_with("C"), lunch=Span(at(15.5), at(16.5))), "lunch_late"),
        (with_route(0, metres=1), "metres"),
        (replace(PLAN, value=99.0), "value"),
        (replace(PLAN, unserved=()), "lost"),
        (replace(PLAN, routes=(*PLAN.routes, PLAN.routes[0])), "two_routes"),
        (replace(PLAN, unserved=PLAN.unserved * 2), "twice"),
        (replace(PLAN, unserved=tuple(replace(u, appointment=True) for u in PLAN.unserved)), "appointment_not_named"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_each_fault_is_seen(broken, code):
    assert code in codes(GIVEN, broken)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (replace(GIVEN, holidays=frozenset([MONDAY])), "holiday"),
        (replace(GIVEN, now=(MONDAY, at(17))), "past"),
        (replace(GIVEN, visits=tuple(replace(v, closed_on=frozenset([MONDAY])) for v in GIVEN.visits)), "closed_day"),
        (replace(GIVEN, visits=tuple(replace(v, counsellors=frozenset("하")) for v in GIVEN.visits)), "counsellor"),
        (replace(GIVEN, visits=tuple(replace(v, place=None) for v in GIVEN.visits)), "no_place"),
        (replace(GIVEN, shifts=tuple(replace(s, away=(Span(at(13.5), at(15)),)) for s in GIVEN.shifts)), "too_fast"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_plan_is_judged_by_the_problem_as_it_is(given, code):
    assert code in codes(given, PLAN)


def test_a_frozen_stop_that_moved_is_seen():
    route = PLAN.routes[route_with("C")]
    stop = next(stop for stop in route.stops if stop.visit == "C")
    assert isinstance(stop, Stop)
    stands = ("C", route.counsellor, route.day, stop.start)
    assert codes(GIVEN, PLAN, frozen=[stands]) == set()
    assert codes(GIVEN, PLAN, frozen=[(*stands[:3], stop.start + 60)]) == {"frozen_moved"}


def test_the_verifier_shares_no_code_with_the_planner():
    import ast
    from pathlib import Path

    from jobvisit.engines.planning import checker

    tree = ast.parse(Path(checker.__file__).read_text("utf-8"))
    used = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level}
    assert used == {"types"}
