"""Quiet hours and caps."""

from datetime import UTC, date, datetime, time

import pytest

from jobvisit.office.messaging.rules import Cap, Caps, Counts, QuietHours, allowed_from, first_reached
from jobvisit.office.messaging.rules.quiet import SEOUL


def seoul(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        (seoul(23, 20, 59), seoul(23, 20, 59)),
        (seoul(23, 21), seoul(24, 8)),
        (seoul(24, 0), seoul(24, 8)),
        (seoul(24, 7, 59), seoul(24, 8)),
        (seoul(24, 8), seoul(24, 8)),
    ],
)
def test_nobody_is_written_to_from_nine_in_the_evening_until_eight(asked, allowed):
    assert allowed_from(asked, ()) == allowed


def test_a_moment_in_utc_is_judged_by_the_clock_in_seoul():
    moment = allowed_from(datetime(2026, 11, 23, 12, 30, tzinfo=UTC), ())
    assert moment == seoul(24, 8)
    assert moment.tzinfo == UTC


def test_hours_change_on_the_day_from_which_they_are_valid():
    rows = [QuietHours(date(2026, 11, 24), time(18), time(10))]
    assert allowed_from(seoul(23, 19), rows) == seoul(23, 19)
    assert allowed_from(seoul(23, 22), rows) == seoul(24, 10)
    assert allowed_from(seoul(24, 18), rows) == seoul(25, 10)


def test_quiet_hours_within_a_day_end_the_same_day():
    rows = [QuietHours(date(2026, 1, 1), time(12), time(13))]
    assert allowed_from(seoul(23, 12, 30), rows) == seoul(23, 13)


def test_equal_ends_mean_no_quiet_hours():
    rows = [QuietHours(date(2026, 1, 1), time(9), time(9))]
    assert allowed_from(seoul(23, 3), rows) == seoul(23, 3)


def test_sundays_and_holidays_are_quiet_where_the_district_says_so():
    rows = [QuietHours(date(2026, 1, 1), time(21), time(8), frozenset({6}))]
    assert allowed_from(seoul(22, 10), rows, {date(2026, 11, 23)}) == seoul(24, 8)


def test_a_calendar_without_any_hour_is_told_instead_of_searched_for_ever():
    rows = [QuietHours(date(2026, 1, 1), time(21), time(8), frozenset(range(7)))]
    with pytest.raises(ValueError, match="no hour"):
        allowed_from(seoul(23, 10), rows)


@pytest.mark.parametrize(
    ("counts", "reached"),
    [
        (Counts(3, 9, 19), None),
        (Counts(4, 0, 0), Cap.PERSON),
        (Counts(0, 10, 0), Cap.CAMPAIGN),
        (Counts(0, 0, 20), Cap.DAY),
    ],
)
def test_one_more_message_is_refused_when_a_cap_is_reached(counts, reached):
    assert first_reached(Caps(4, 10, 20), counts, in_campaign=True) == reached


def test_a_message_outside_a_campaign_is_not_held_by_the_campaigns_cap():
    assert first_reached(Caps(4, 10, 20), Counts(0, 10, 0), in_campaign=False) is None
