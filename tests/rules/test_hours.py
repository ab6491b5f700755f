"""Hours, breaks, rest and timetables, on both sides of every threshold."""

from datetime import time

import pytest
from clean_order import outcome

from jobvisit.office.orders.rules import Outcome, Remark

UNLAWFUL, TO_CONFIRM, NOTE = Outcome.UNLAWFUL, Outcome.TO_CONFIRM, Outcome.NOTE
LONG = "hours_over_limit"
UNTIMED = {"start": None, "end": None, "break_minutes": None, "pay_min": 9_000_000}


@pytest.mark.parametrize(
    ("weekly", "firm", "expected"),
    [
        (40, 10, None),
        (40.5, 10, TO_CONFIRM),
        (52, 10, TO_CONFIRM),
        (52.5, 10, UNLAWFUL),
        (52.5, 5, UNLAWFUL),
        (52.5, 4, None),
        (52.5, None, TO_CONFIRM),
        (45, None, TO_CONFIRM),
        (45, 4, None),
    ],
)
def test_forty_hours_then_twelve_of_overtime_in_firms_of_five(
    weekly: float, firm: int | None, expected: Outcome | None
) -> None:
    assert outcome(LONG, weekly_hours=weekly, firm_headcount=firm, **UNTIMED) == expected


def test_guards_may_have_an_approval_to_work_longer() -> None:
    assert outcome(LONG, weekly_hours=60, firm_headcount=50, occupation="542001", **UNTIMED) is TO_CONFIRM


def test_a_timetable_over_forty_hours_is_seen_where_no_hours_are_stated() -> None:
    six_days = {"days_per_week": 6, "weekly_hours": None, "pay_min": 9_000_000}
    assert outcome(LONG, **six_days) is TO_CONFIRM
    assert outcome(LONG, weekly_hours=None) is None


def test_a_day_over_eight_hours_is_overtime() -> None:
    three_days = {"days_per_week": 3, "weekly_hours": None, "break_minutes": 60, "pay_min": 9_000_000}
    assert outcome(LONG, **three_days, end=time(18)) is None
    assert outcome(LONG, **three_days, end=time(18, 30)) is TO_CONFIRM


@pytest.mark.parametrize(
    ("weekly", "expected"),
    [(35, None), (35.5, TO_CONFIRM), (40, TO_CONFIRM), (40.5, UNLAWFUL)],
)
def test_minors_work_thirty_five_hours_and_five_more_by_agreement(weekly: float, expected: Outcome | None) -> None:
    assert outcome(LONG, minor_worker=True, weekly_hours=weekly, **UNTIMED) == expected


@pytest.mark.parametrize(("end", "expected"), [(time(17), None), (time(17, 30), TO_CONFIRM), (time(18, 30), UNLAWFUL)])
def test_minors_work_seven_hours_a_day_and_one_more_by_agreement(end: time, expected: Outcome | None) -> None:
    assert outcome(LONG, minor_worker=True, weekly_hours=None, days_per_week=4, end=end) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (time(16), time(22), None),
        (time(16), time(22, 1), TO_CONFIRM),
        (time(6), time(12), None),
        (time(5, 59), time(12), TO_CONFIRM),
        (time(20), time(2), TO_CONFIRM),
    ],
)
def test_minors_do_not_work_at_night(start: time, end: time, expected: Outcome | None) -> None:
    times = {"start": start, "end": end, "weekly_hours": None, "break_minutes": 60}
    assert outcome("minor_night_work", minor_worker=True, **times) == expected
    assert outcome("minor_night_work", **times) is None


@pytest.mark.parametrize(
    ("end", "pause", "expected"),
    [
        (time(12, 59), 0, None),  # 3:59 of work
        (time(13), 0, UNLAWFUL),  # 4:00
        (time(13, 30), 30, None),
        (time(13, 30), 29, UNLAWFUL),
        (time(17, 29), 30, None),  # 7:59
        (time(17, 30), 30, UNLAWFUL),  # 8:00
        (time(18), 59, UNLAWFUL),
        (time(18), 60, None),
    ],
)
def test_breaks_of_half_an_hour_from_four_hours_and_an_hour_from_eight(
    end: time, pause: int, expected: Outcome | None
) -> None:
    assert outcome("breaks", end=end, break_minutes=pause, weekly_hours=None) == expected


def test_a_break_only_inferred_is_a_note() -> None:
    assert outcome("breaks", break_minutes=None, weekly_hours=45) is NOTE
    assert outcome("breaks", break_minutes=None, weekly_hours=40) is None
    assert outcome("breaks", break_minutes=30, weekly_hours=42.5, hours_uncertain=True) is TO_CONFIRM


@pytest.mark.parametrize(
    ("days", "weekly", "expected"), [(7, 21, UNLAWFUL), (6, 24, None), (7, 14, None), (7, 15, UNLAWFUL)]
)
def test_seven_days_leave_no_paid_day_of_rest_from_fifteen_hours(
    days: int, weekly: float, expected: Outcome | None
) -> None:
    assert outcome("weekly_holiday", days_per_week=days, weekly_hours=weekly, **UNTIMED) == expected


def test_seven_days_of_unknown_hours_are_to_be_confirmed() -> None:
    assert outcome("weekly_holiday", days_per_week=7, weekly_hours=None, **UNTIMED) is TO_CONFIRM


@pytest.mark.parametrize(
    ("weekly", "days", "pause", "expected"),
    [
        (40, 5, 60, None),
        (41, 5, 60, None),
        (41.5, 5, 60, TO_CONFIRM),
        (39, 5, 60, None),
        (38.5, 5, 60, TO_CONFIRM),
        (40, 6, 60, TO_CONFIRM),
        (40, 5, None, None),
        (35, 5, None, None),
        (33, 5, None, TO_CONFIRM),
    ],
)
def test_stated_hours_must_agree_with_days_and_times(
    weekly: float, days: int, pause: int | None, expected: Outcome | None
) -> None:
    terms = {"weekly_hours": weekly, "days_per_week": days, "break_minutes": pause}
    assert outcome("hours_contradiction", **terms) == expected


def test_alternating_turns_are_not_multiplied_out() -> None:
    assert outcome("hours_contradiction", days_per_week=6, shift=True) is None


def test_every_second_saturday_counts_half() -> None:
    saturdays = {"alternate_saturdays": True, "weekly_hours": 44}
    assert outcome("hours_contradiction", **saturdays) is None
    assert outcome("hours_contradiction", weekly_hours=44) is TO_CONFIRM


def test_words_that_say_other_days_than_the_fields_are_to_be_confirmed() -> None:
    remark = Remark(code="days_differ", words="주2일", field="duties", span=(3, 6))
    assert outcome("hours_contradiction", remarks=(remark,)) is TO_CONFIRM


def test_hours_of_one_round_a_day_do_not_contradict_two_rounds() -> None:
    rounds = {"daily_hours": 3, "start": time(11), "end": time(17), "break_minutes": None}
    assert outcome("hours_contradiction", weekly_hours=30, **rounds) is None
    assert outcome("hours_contradiction", weekly_hours=15, **rounds) is None
    assert outcome("hours_contradiction", weekly_hours=9, **rounds) is TO_CONFIRM


def test_what_the_reader_noticed_is_reported_once() -> None:
    noticed = Remark(code="hours_differ", words="40", field="weekly_hours", span=(0, 2))
    assert outcome("hours_contradiction", remarks=(noticed,)) is TO_CONFIRM
    assert outcome("hours_contradiction", weekly_hours=20, remarks=(noticed,)) is TO_CONFIRM
