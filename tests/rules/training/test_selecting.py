"""Who gets a seat: points that add up, ties by order of application, nothing about who somebody is."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from jobvisit.office.training import rules

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def applicant(key, minutes=0, barred="", **facts):
    return rules.Applicant(key, NOON + timedelta(minutes=minutes), facts, barred)


def test_a_total_is_the_sum_of_weight_times_points_and_the_highest_comes_first():
    lines = rules.in_order([applicant(1, waited=45, talk=5), applicant(2, waited=90, talk=2)], {"waited": 2, "talk": 3})
    assert [(one.key, one.place, one.total, one.points) for one in lines] == [
        (1, 1, 2 * 50 + 3 * 100, {"waited": 50, "talk": 100}),
        (2, 2, 2 * 100 + 3 * 40, {"waited": 100, "talk": 40}),
    ]


def test_equal_totals_go_by_the_time_of_application_then_by_key():
    same = [applicant(5, 3, talk=2), applicant(4, 1, talk=2), applicant(9, 1, talk=2)]
    assert [one.key for one in rules.in_order(same, {"talk": 1})] == [4, 9, 5]


def test_what_is_not_known_counts_half_and_is_written_as_not_known():
    (line,) = rules.in_order([applicant(1)], {"talk": 4})
    assert (line.total, line.points, line.facts) == (200, {"talk": 50}, {"talk": None})


def test_more_than_the_full_value_gives_no_more_and_less_than_nothing_none():
    assert [rules.CRITERIA["waited"].points(n) for n in (-5, 0, 1, 89, 90, 4000)] == [0, 0, 1, 98, 100, 100]


def test_who_can_have_no_seat_stands_last_without_a_place():
    lines = rules.in_order([applicant(1, barred="holds", talk=5), applicant(2, talk=0)], {"talk": 1})
    assert [(one.key, one.place, one.barred) for one in lines] == [(2, 1, ""), (1, 0, "holds")]


@pytest.mark.parametrize(
    ("weights", "problem"),
    [({}, "none"), ({"age": 3}, "unknown"), ({"talk": 0}, "weight"), ({"talk": 11}, "weight"), ({"talk": 10}, "")],
)
def test_criteria_are_of_the_list_and_weigh_one_to_ten(weights, problem):
    assert rules.criteria_problem(weights) == problem


def test_no_criterion_speaks_of_sex_age_disability_origin_or_family():
    assert set(rules.CRITERIA) == {"orders", "waited", "tried", "time", "first", "talk"}


@pytest.mark.parametrize(
    ("can", "earliest", "latest", "free"),
    [
        ([0, 1, 2], time(9), time(13), 1),
        ([0, 1], time(9), time(13), 0),
        ([], time(9), time(13), None),
        ([0, 1, 2], time(10), None, 0),
        ([0, 1, 2], None, time(14), None),
        ([0, 1, 2], time(8), time(12), 0),
    ],
)
def test_being_free_is_yes_no_or_not_known(can, earliest, latest, free):
    assert rules.free_for([0, 1, 2], time(9), time(13), can, earliest, latest) == free


BORN, TODAY = date(1970, 4, 11), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("issued", "began", "problem"),
    [
        (date(1970, 4, 11), None, "before_birth"),
        (date(1969, 1, 1), date(2026, 9, 1), "before_birth"),
        (date(2026, 11, 26), None, "future"),
        (date(2026, 8, 31), date(2026, 9, 1), "before_course"),
        (date(2026, 9, 1), date(2026, 9, 1), ""),
        (date(2003, 2, 2), None, ""),
    ],
)
def test_a_certificate_has_a_day_on_which_it_can_have_been_given(issued, began, problem):
    assert rules.certificate_problem(issued, born=BORN, today=TODAY, began=began) == problem


def test_class_days_are_the_weekdays_between_first_and_last_without_days_off():
    days = rules.class_days(date(2026, 12, 21), date(2026, 12, 31), [1, 4], {date(2026, 12, 25)})
    assert days == [date(2026, 12, 22), date(2026, 12, 29)]


def person(key, wish=550104, home=(0, 0), applied=0):
    return rules.Person(key, (wish,), home, applied)


def test_the_nearest_wishes_the_same_work_then_lives_near_then_applied_at_that_time():
    pool = [person(1, 550103), person(2, home=(9_000, 0)), person(3, home=(2_000, 0)), person(4, home=None)]
    assert rules.nearest([person(100)], pool) == {100: 3}
    assert rules.nearest([person(100)], [pool[0], person(9, 561101)]) == {100: 1}
    assert rules.nearest([person(100, applied=400)], [person(1, applied=10), person(2, applied=390)]) == {100: 2}


def test_everybody_is_compared_once_and_who_finds_nobody_is_left_out():
    found = rules.nearest([person(100), person(101), person(102, 26_000)], [person(1), person(2), person(3)])
    assert found == {100: 1, 101: 2}


@pytest.mark.parametrize(("n", "outside"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_outside_the_centre_no_cell_of_one_to_four_is_shown(n, outside):
    assert rules.masked(n, inside=True) == n
    assert rules.masked(n, inside=False) == outside
