"""The week changes: replan holds still what is past or confirmed; slots offered on the telephone can be kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from planning_weeks import MONDAY, agreed, at, firm, moved, problem, shift, starts

from jobvisit.engines.planning import Appointment, Limit, check, offer_slots, plan, replan
from jobvisit.engines.planning.sample import week

QUICK = Limit(iterations=60)
WEEK = week(7, firms=160, appointments=20)
OLD = plan(WEEK, effort=60, limit=Limit(iterations=400))
TUESDAY = MONDAY + timedelta(days=1)


def where(made):
    return {stop.visit: (route.counsellor, route.day, stop.start) for route in made.routes for stop in route.stops}


def checked(given, old=OLD, **options):
    change = replan(given, old, limit=QUICK, **options)
    assert check(given, change.plan, frozen=change.frozen) == []
    now = where(change.plan)
    assert all(now[name] == (who, day, start) for name, who, day, start in change.frozen)
    return change


def test_nothing_changed_changes_no_day():
    change = checked(WEEK)
    assert change.day_changes == 0
    assert not change.broken
    assert change.plan.value >= OLD.value - 1e-9


@pytest.mark.parametrize("hour", [8, 11, 12.4, 13.1, 16])
def test_at_any_hour_what_has_begun_stands(hour):
    change = checked(replace(WEEK, now=(TUESDAY, at(hour))))
    before, after = where(OLD), where(change.plan)
    gone = {name for name, (_, day, start) in before.items() if (day, start) <= (TUESDAY, at(hour))}
    assert gone
    assert all(after[name] == before[name] for name in gone)


def test_a_counsellor_who_falls_ill_leaves_appointments_to_colleagues():
    ill = [s for s in WEEK.shifts if not (s.counsellor == "다" and s.day >= TUESDAY)]
    given = replace(WEEK, shifts=tuple(ill), now=(TUESDAY, at(8)))
    theirs = {stop.visit for r in OLD.routes if r.counsellor == "다" and r.day >= TUESDAY for stop in r.stops}
    booked = {visit.id for visit in WEEK.visits if visit.appointment} & theirs
    change = checked(given)
    assert booked
    assert set(change.broken) == booked
    assert booked <= set(where(change.plan)) | {left.visit for left in change.plan.unkept}


def test_a_firm_that_cancels_leaves_and_is_named():
    name = next(visit.id for visit in WEEK.visits if visit.appointment and visit.appointment.day > TUESDAY)
    change = checked(moved(replace(WEEK, now=(TUESDAY, at(8))), name, closed_down=True))
    assert name in change.dropped
    assert {left.visit: left.reason for left in change.plan.unkept}[name] == "closed_down"


def test_confirmed_visits_stay_though_they_are_no_appointments():
    names = {call.visit for call in OLD.calls[:15]}
    change = checked(replace(WEEK, now=(TUESDAY, at(8))), confirmed=names)
    assert names <= {name for name, *_ in change.frozen}
    assert not names & {call.visit for call in change.plan.calls}


def test_a_kept_appointment_gives_way_to_a_new_one_only_by_changing_hands():
    given = problem([shift("가"), shift("나")], [agreed("A", 14)])
    old = plan(given, limit=QUICK)
    (holder,) = [route.counsellor for route in old.routes if route.stops]
    new = replace(given, visits=(*given.visits, agreed("B", 14, counsellors=frozenset([holder]))))
    change = checked(new, old)
    assert not change.plan.unkept
    assert [move.visit for move in change.moved] == ["A"]


@pytest.mark.parametrize("number", [0, 19])
def test_each_slot_offered_can_be_kept(number):
    name = [left.visit for left in OLD.unserved][number]
    visit = next(visit for visit in WEEK.visits if visit.id == name)
    offers = offer_slots(WEEK, OLD, visit).offers
    assert len({(offer.day, offer.morning) for offer in offers}) > 1
    for offer in offers[:2]:
        taken = moved(WEEK, name, appointment=Appointment(offer.day, offer.start, 0))
        assert name in where(checked(taken).plan)


def test_room_is_offered_before_anyone_has_to_give_way_and_a_full_house_gives_a_reason():
    given = problem([shift()], [firm("A", 500)])
    made = plan(given, limit=QUICK)
    offers = offer_slots(given, made, firm("N", 700)).offers
    assert offers[0].instead == ()
    assert starts(made)
    nobody = offer_slots(problem([], []), plan(problem([], []), limit=QUICK), firm("N"))
    assert (nobody.offers, nobody.reason) == ((), "no_shift")
    assert offer_slots(given, made, replace(firm("N"), place=None)).reason == "no_place"


def test_a_pair_is_offered_times_when_two_are_free():
    given = problem([shift("가"), shift("나"), shift("가", 1)], [agreed("A", 10), agreed("B", 15)])
    offers = offer_slots(given, plan(given, limit=QUICK), firm("P", crew=2)).offers
    assert offers
    assert all(len(set(offer.counsellors)) == 2 and offer.day == MONDAY for offer in offers)
