"""Planning a series, turning it weekly, what stands in the way."""

from datetime import date, datetime, time, timedelta

import pytest

from jobvisit.base.clock import SEOUL
from jobvisit.base.db import OutOfDateError
from jobvisit.office.desks import actions, planning
from jobvisit.office.desks.models import Session
from jobvisit.office.desks.seats import PlanError
from jobvisit.office.desks.states import SessionState
from jobvisit.office.staff import actions as staff_actions
from tests.factories import desks, staff

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 3, 9, tzinfo=SEOUL)
WEEKLY = "FREQ=WEEKLY;BYDAY=TH"


@pytest.fixture
def someone(monkeypatch):
    monkeypatch.setattr("jobvisit.base.clock.now", lambda: NOW)
    return staff.counsellor()


def plan(someone, **more):
    return actions.plan_series(terms=desks.series_terms(someone, **more), by=someone, at=NOW)


def change(series, someone, **more):
    terms = planning.SeriesTerms(**{**vars(planning.terms_of(series)), **more})
    return actions.change_series(series=series, terms=terms, version=series.version, by=someone, at=NOW)


def standing(series):
    return {one.on: one.state for one in Session.objects.filter(series=series)}


def codes(problem):
    return {(one.code, one.on) for one in problem.value.problems}


def test_a_series_makes_three_months_of_sessions_without_the_holidays(someone):
    series = plan(someone)
    days = sorted(standing(series))
    assert days == [date(2026, 8, 13), date(2026, 8, 27), date(2026, 9, 10), date(2026, 10, 8), date(2026, 10, 22)]
    assert date(2026, 9, 24) not in days  # 추석 연휴
    assert {one.seats_of.get().user for one in Session.objects.filter(series=series)} == {someone}


def test_a_closure_and_a_day_left_out_are_skipped(someone):
    place = desks.place(someone)
    actions.shut(place=place, first=date(2026, 8, 10), last=date(2026, 8, 14), reason="공사", by=someone, at=NOW)
    series = plan(someone, place=place, leave_out={date(2026, 8, 27): "직원 교육"})
    assert min(standing(series)) == date(2026, 9, 10)


def test_turning_weekly_keeps_booked_days_and_adds_the_others(someone):
    series = plan(someone)
    held = Session.objects.get(series=series, on=date(2026, 8, 13))
    desks.booking(someone, held)
    done = change(series, someone, rule=WEEKLY, begins=time(10), ends=time(12))
    assert date(2026, 8, 13) in done.kept
    assert date(2026, 8, 6) in done.added
    assert (done.dropped, done.clashes) == ((), ())
    found = {one.on: one.begins for one in Session.objects.filter(series=series)}
    assert found[date(2026, 8, 13)] == time(13), "what people were told stays"
    assert found[date(2026, 8, 27)] == found[date(2026, 8, 6)] == time(10)


def test_a_booked_day_outside_the_new_rule_stays_and_is_named(someone):
    series = plan(someone)
    desks.booking(someone, Session.objects.get(series=series, on=date(2026, 8, 27)))
    done = change(series, someone, rule="FREQ=WEEKLY;BYDAY=FR")
    assert [(one.date, one.booked) for one in done.clashes] == [(date(2026, 8, 27), 1)]
    states = standing(series)
    assert states[date(2026, 8, 27)] == SessionState.PLANNED
    assert states[date(2026, 8, 13)] == SessionState.CANCELLED
    series.refresh_from_db()
    change(series, someone, rule=desks.SECOND_AND_FOURTH)
    assert standing(series)[date(2026, 8, 13)] == SessionState.PLANNED, "a day taken out by a rule comes back with it"


def test_a_change_on_an_old_version_overwrites_nothing(someone):
    series = plan(someone)
    terms = planning.SeriesTerms(**{**vars(planning.terms_of(series)), "rule": WEEKLY})
    actions.change_series(series=series, terms=terms, version=1, by=someone, at=NOW)
    with pytest.raises(OutOfDateError):
        actions.change_series(series=series, terms=terms, version=1, by=someone, at=NOW)


def test_two_desks_at_one_place_at_once_are_refused_with_their_days_also_far_ahead(someone):
    place, other = desks.place(someone), staff.colleague_of(someone)
    plan(someone, place=place)
    with pytest.raises(PlanError) as problem:
        plan(other, place=place, rule="FREQ=WEEKLY;BYDAY=TH", begins=time(16), ends=time(18))
    assert ("place", date(2026, 8, 13)) in codes(problem)
    assert ("place", date(2027, 5, 27)) in codes(problem), "days for which no session was made yet"
    plan(other, place=place, rule="FREQ=WEEKLY;BYDAY=TH", begins=time(17), ends=time(18))


def test_one_person_at_two_desks_at_once_is_named(someone):
    plan(someone, title="반포 상담소")
    with pytest.raises(PlanError) as problem:
        plan(someone)
    clash = problem.value.problems[0]
    assert (clash.code, clash.who, clash.what) == ("person", someone.name, "반포 상담소")


def away(user, day, **hours):
    hours = {"begins": None, "ends": None, **hours}
    return staff_actions.add_absence(user=user, starts_on=day, ends_on=day, **hours)


def test_an_absent_counsellor_is_named_unless_the_other_of_a_pair_is_there(someone):
    day = date(2026, 8, 13)
    away(someone, day)
    with pytest.raises(PlanError) as problem:
        plan(someone)
    assert codes(problem) == {("absent", day)}
    series = plan(someone, staff=(someone, staff.colleague_of(someone)))
    seated = {one.on: one.seats_of.count() for one in Session.objects.filter(series=series)}
    assert (seated[day], seated[date(2026, 8, 27)]) == (1, 2)


def test_an_absence_in_the_morning_is_no_problem_in_the_afternoon(someone):
    away(someone, date(2026, 8, 13), begins=time(9), ends=time(12))
    assert plan(someone)


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2026, 9, 25), "holiday"), (date(2026, 8, 1), "past"), (date(2026, 8, 20), "closed")],
)
def test_one_session_on_a_wrong_day_is_refused_with_the_reason(someone, day, code):
    place = desks.place(someone)
    actions.shut(place=None, first=date(2026, 8, 20), last=date(2026, 8, 20), reason="청사 소독", by=someone, at=NOW)
    with pytest.raises(PlanError) as problem:
        actions.plan_session(terms=desks.terms(someone, place=place), on=day, by=someone, at=NOW)
    assert (code, day) in codes(problem)
    assert not Session.objects.exists()


def test_nobody_sits_at_two_desks_by_a_change_of_staff(someone):
    other = staff.colleague_of(someone)
    one = desks.session(someone, date(2026, 8, 13))
    two = desks.session(other, date(2026, 8, 13))
    with pytest.raises(PlanError) as problem:
        actions.change_staff(session=two, people=[someone], by=someone, at=NOW)
    assert codes(problem) == {("person", date(2026, 8, 13))}
    away(other, one.on)
    with pytest.raises(PlanError) as problem:
        actions.change_staff(session=one, people=[other], by=someone, at=NOW)
    assert ("absent", one.on) in codes(problem)
    actions.change_staff(session=one, people=[someone, staff.colleague_of(someone)], by=someone, at=NOW)
    assert one.seats_of.count() == 2


def test_carrying_ahead_adds_what_is_new_and_twice_changes_nothing(someone):
    series = plan(someone)
    later = NOW + timedelta(days=30)
    made = actions.carry_ahead(series=series, by=None, at=later)
    assert [one.on for one in made] == [date(2026, 11, 12), date(2026, 11, 26)]
    assert actions.carry_ahead(series=series, by=None, at=later) == []
