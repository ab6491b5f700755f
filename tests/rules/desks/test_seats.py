"""Slots, free places and whom to call, on plain values."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobvisit.office.desks.seats import Away, Waiting, free_slots, in_order, next_of, slots

_times = st.integers(13 * 4, 17 * 4).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


def test_a_talk_ends_within_the_session():
    assert slots(time(13), time(14, 45), 30) == [time(13), time(13, 30), time(14)]
    assert slots(time(13), time(13, 20), 30) == []
    assert slots(time(13), time(14), 0) == []


def test_a_time_shows_what_is_left_of_it_and_of_the_whole_session():
    free = free_slots([time(13), time(14)], 2, [time(13), None, None], 1)
    assert [(one.at.hour, one.left) for one in free] == [(13, 1), (14, 1)]
    assert [one.left for one in free_slots([time(13)], 2, [time(13)] * 3, None)] == [0]


def test_whoever_booked_is_called_from_ten_minutes_before_the_time_and_nobody_else_loses_a_place():
    early, walked = Waiting(1, 5, time(14)), Waiting(2, 3, None)
    assert next_of([early, walked], time(13, 49)) == walked
    assert next_of([early, walked], time(13, 50)) == early
    assert next_of([], time(13)) is None


@given(st.lists(st.tuples(st.none() | _times), max_size=12), _times)
def test_everybody_who_waits_is_called_once(people, now):
    waiting = [Waiting(key, key + 1, slot) for key, (slot,) in enumerate(people)]
    called = in_order(waiting, now)
    assert sorted(one.key for one in called) == [one.key for one in waiting]
    walked = [one.number for one in called if one.slot is None]
    assert walked == sorted(walked)


@pytest.mark.parametrize(("begins", "ends", "meets"), [(9, 13, False), (12, 14, True), (17, 18, False), (8, 20, True)])
def test_an_absence_of_hours_takes_only_these_hours(begins, ends, meets):
    day = date(2026, 11, 26)
    assert Away(1, "이은주", day, day, time(begins), time(ends)).meets(day, time(13), time(17)) is meets
    assert Away(1, "이은주", day, day).meets(day, time(13), time(17))
    assert not Away(1, "이은주", day, day).meets(date(2026, 11, 27), time(13), time(17))
