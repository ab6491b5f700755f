"""Days of desk series, against python-dateutil's own reading of the same text."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from jobvisit.office.desks.closed_days import days_off
from jobvisit.office.desks.rules import Closure, Held, RuleError, Slot, change, dates, overlaps, parse
from jobvisit.office.reference import tables

TEN_YEARS = (date(2022, 1, 1), date(2031, 12, 31))
RULES = [
    "FREQ=MONTHLY;BYDAY=2TH,4TH",
    "FREQ=WEEKLY;BYDAY=TH",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,WE",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1,15",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO",
    "FREQ=YEARLY;BYDAY=20MO",
    "FREQ=DAILY;INTERVAL=10",
    "FREQ=DAILY;BYMONTH=2;BYDAY=MO",
    "FREQ=WEEKLY",
    "FREQ=MONTHLY",
    "FREQ=WEEKLY;BYDAY=TH;COUNT=30",
    "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260930",
]
_week = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True)
_numbered = st.tuples(st.sampled_from([-5, -2, -1, 1, 2, 3, 4, 5]), st.sampled_from(["MO", "TH", "FR", "SU"]))
_monthly = st.lists(_numbered.map(lambda pair: f"{pair[0]}{pair[1]}"), min_size=1, max_size=3, unique=True)


def expected(text: str, first: date, last: date) -> list[date]:
    """What python-dateutil makes of the text itself."""
    series = rrulestr(text, dtstart=datetime.combine(first, time()))
    return [moment.date() for moment in series.between(*(datetime.combine(d, time()) for d in (first, last)), inc=True)]


@pytest.mark.parametrize("text", RULES)
def test_ten_years_of_days_are_those_of_dateutil_less_the_holidays(text):
    off = days_off(*TEN_YEARS).names
    found = dates(parse(text), *TEN_YEARS, holidays=off)
    assert [one.date for one in found] == expected(text, *TEN_YEARS)
    assert [one.date for one in found if one.held] == [d for d in expected(text, *TEN_YEARS) if d not in off]
    assert all(one.reason == off[one.date] for one in found if not one.held)


@settings(max_examples=60, deadline=None)
@given(_week, _monthly, st.integers(1, 7), st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.booleans())
def test_any_weekly_or_monthly_rule_agrees_with_dateutil(week, month, interval, first, weekly):
    text = f"FREQ={'WEEKLY' if weekly else 'MONTHLY'};INTERVAL={interval};BYDAY={','.join(week if weekly else month)}"
    last = first + timedelta(days=900)
    assert [one.date for one in dates(parse(text), first, last, holidays={})] == expected(text, first, last)


def test_every_second_week_is_counted_from_the_start_of_the_series_not_of_the_range():
    rule = parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH")
    found = dates(rule, date(2026, 1, 8), date(2026, 1, 31), start=date(2026, 1, 1), holidays={})
    assert [one.date.day for one in found] == [15, 29]


def test_lower_case_blanks_and_the_prefix_of_a_calendar_are_understood():
    assert parse(" rrule: freq=monthly; byday=2th, 4th ;") == parse("FREQ=MONTHLY;BYDAY=2TH,4TH")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "FREQ"),
        ("BYDAY=TH", "FREQ"),
        ("FREQ=HOURLY", "FREQ"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY"),
        ("FREQ=WEEKLY;BYDAY=2TH", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=6TH", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=0TH", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=TH,", "BYDAY"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL"),
        ("FREQ=WEEKLY;INTERVAL=two", "INTERVAL"),
        ("FREQ=WEEKLY;COUNT=-1", "COUNT"),
        ("FREQ=WEEKLY;UNTIL=20260231", "UNTIL"),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20260228", "UNTIL"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS"),
        ("FREQ=WEEKLY;WKST=XX", "WKST"),
        ("FREQ=WEEKLY;FREQ=DAILY", "FREQ"),
        ("FREQ=WEEKLY;BYHOUR=9", "BYHOUR"),
        ("every Thursday", "EVERY THURSDAY"),
    ],
)
def test_what_is_not_understood_is_named_in_two_languages(text, part):
    with pytest.raises(RuleError) as problem:
        parse(text)
    assert problem.value.part == part
    assert problem.value.korean
    assert problem.value.english


def test_a_range_that_ends_before_it_begins_is_refused():
    with pytest.raises(RuleError):
        dates(parse("FREQ=WEEKLY"), date(2026, 2, 1), date(2026, 1, 1), holidays={})


def test_closures_and_exceptions_keep_the_desk_shut_and_say_why():
    works = [Closure(date(2026, 1, 5), date(2026, 1, 9), "도서관 공사")]
    rule, away = parse("FREQ=WEEKLY;BYDAY=TH"), {date(2026, 1, 15): "직원 교육"}
    found = dates(rule, date(2026, 1, 1), date(2026, 1, 31), holidays={}, closures=works, exceptions=away)
    assert {one.date.day: one.reason for one in found if not one.held} == {8: "도서관 공사", 15: "직원 교육"}


def test_every_holiday_of_our_table_shuts_a_daily_desk():
    first, last = date(2024, 1, 1), date(2028, 12, 31)
    found = dates(parse("FREQ=DAILY"), first, last, holidays=days_off(first, last).names)
    assert {one.date for one in found if not one.held} == {one.on for one in tables.holidays(first, last)}


def test_a_year_without_a_table_is_reckoned_and_says_so():
    off = days_off(date(2031, 1, 1), date(2031, 12, 31))
    assert "계산한 날" in off.names[date(2031, 10, 3)]
    assert not off.unknown_years


def test_a_year_beyond_all_reckoning_is_held_with_a_remark():
    off = days_off(date(2070, 1, 1), date(2070, 12, 31))
    (one,) = dates(
        parse("FREQ=YEARLY"), date(2070, 1, 1), date(2070, 2, 1), holidays=off.names, unknown_years=off.unknown_years
    )
    assert one.held
    assert "2070" in one.note


def held(*days: int) -> list[Held]:
    return [Held(date(2026, 9, day), True) for day in days]


def test_turning_a_series_weekly_keeps_what_is_booked_and_adds_the_rest():
    done = change(held(10, 24), held(3, 10, 17, 24), {date(2026, 9, 10): 4})
    assert [day.day for day in done.kept] == [10, 24]
    assert [day.day for day in done.added] == [3, 17]
    assert (done.dropped, done.clashes) == ((), ())


def test_booked_days_that_the_new_rule_does_not_hold_are_kept_and_named_as_clashes():
    new = [*held(11), Held(date(2026, 9, 24), False, "추석 연휴")]
    done = change(held(10, 17, 24), new, {date(2026, 9, 10): 2, date(2026, 9, 24): 1, date(2026, 9, 17): 0})
    assert [(clash.date.day, clash.booked) for clash in done.clashes] == [(10, 2), (24, 1)]
    assert done.clashes[1].reason == "추석 연휴"
    assert [day.day for day in done.kept] == [10, 24]
    assert [day.day for day in done.dropped] == [17]


@settings(max_examples=200, deadline=None)
@given(*[st.sets(st.integers(1, 30))] * 3)
def test_no_booked_day_is_ever_lost_by_a_change(old, new, booked):
    done = change(held(*old), held(*new), {date(2026, 9, day): 1 for day in booked})
    after = {day.day for day in (*done.kept, *done.added)}
    assert after == new | booked
    assert {day.day for day in done.dropped} == old - new - booked


def slot(name: str, place: str, staff: set[str], start: int, end: int) -> Slot:
    return Slot(name, place, frozenset(staff), date(2026, 9, 10), time(start), time(end))


def test_sessions_at_the_same_place_or_with_the_same_person_at_once_are_named():
    one = slot("반포", "반포도서관", {"이은주", "박민"}, 13, 17)
    other = slot("서초", "서초도서관", {"이은주"}, 16, 18)
    third = slot("학교", "반포도서관", {"최진"}, 14, 15)
    found = overlaps([one, other, third])
    assert {(o.first, o.second, o.place, o.staff) for o in found} == {
        ("반포", "학교", "반포도서관", ()),
        ("반포", "서초", "", ("이은주",)),
    }


def test_a_session_that_ends_as_the_next_begins_does_not_overlap():
    assert overlaps([slot("가", "곳", {"이은주"}, 9, 12), slot("나", "곳", {"이은주"}, 12, 15)]) == []
