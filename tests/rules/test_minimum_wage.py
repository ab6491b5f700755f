"""Pay against the minimum wage, to the won, on both sides of every threshold."""

from dataclasses import replace
from datetime import date, time

import pytest
from clean_order import CLEAN, LAW, findings, outcome

from jobvisit.office.orders.rules import Outcome, StatedPay, check, hourly
from jobvisit.office.orders.rules.standing import standing_law
from jobvisit.office.orders.rules.wage import paid_holiday, paid_month
from jobvisit.office.orders.rules.week import exact_hours

UNLAWFUL, TO_CONFIRM, NOTE = Outcome.UNLAWFUL, Outcome.TO_CONFIRM, Outcome.NOTE
WAGE = "below_minimum_wage"


def stated(least: int, *, kind: str | None = "hour", includes: bool = False, words: str = "") -> StatedPay:
    return StatedPay(
        kind=kind,
        least=least,
        most=None,
        includes=includes,
        words=f"{least}원",
        line=words or f"{least}원",
        field="duties",
    )  # type: ignore[arg-type]


def test_the_clean_order_gives_no_finding() -> None:
    assert check(CLEAN, LAW) == []


@pytest.mark.parametrize(
    ("kind", "amount", "expected"),
    [
        ("hour", 10_320, None),
        ("hour", 10_319, UNLAWFUL),
        ("day", 82_560, None),
        ("day", 82_559, UNLAWFUL),
        ("week", 495_360, None),
        ("week", 495_359, UNLAWFUL),
        ("month", 2_156_880, None),
        ("month", 2_156_879, UNLAWFUL),
        ("year", 25_882_560, None),
        ("year", 25_882_559, UNLAWFUL),
    ],
)
def test_pay_is_judged_to_the_won(kind: str, amount: int, expected: Outcome | None) -> None:
    assert outcome(WAGE, pay_kind=kind, pay_min=amount) == expected


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        (date(2026, 12, 31), 10_320, None),
        (date(2027, 1, 1), 10_320, UNLAWFUL),
        (date(2027, 1, 1), 10_699, UNLAWFUL),
        (date(2027, 1, 1), 10_700, None),
        (date(2025, 12, 31), 10_030, None),
        (date(2026, 1, 1), 10_030, UNLAWFUL),
    ],
)
def test_the_floor_is_that_of_the_first_day_of_work(start: date, amount: int, expected: Outcome | None) -> None:
    assert outcome(WAGE, pay_kind="hour", pay_min=amount, starts_on=start) == expected


def test_without_a_start_the_day_of_the_check_counts_before_the_day_of_acceptance() -> None:
    assert outcome(WAGE, pay_kind="hour", pay_min=10_500, checked_on=date(2027, 1, 4)) is UNLAWFUL
    assert outcome(WAGE, pay_kind="hour", pay_min=10_500, checked_on=date(2026, 12, 4)) is None


def test_a_second_hand_floor_says_so() -> None:
    (found,) = findings(WAGE, pay_kind="hour", pay_min=10_320, starts_on=date(2027, 3, 2))
    assert "고시" in found.message


def test_a_year_without_a_known_floor_is_to_be_confirmed() -> None:
    assert outcome("wage_floor_unknown", starts_on=date(2031, 1, 1)) is TO_CONFIRM
    assert outcome(WAGE, starts_on=date(2031, 1, 1), pay_min=1) is None


@pytest.mark.parametrize(("weekly", "holiday"), [(14.9, 0), (15, 3), (20, 4), (32.5, 6.5), (40, 8), (45, 8)])
def test_the_weekly_holiday_is_paid_from_fifteen_hours_in_proportion(weekly: float, holiday: float) -> None:
    assert paid_holiday(exact_hours(weekly)) == exact_hours(holiday)


def test_forty_hours_a_week_are_two_hundred_and_nine_a_month() -> None:
    assert paid_month(exact_hours(40)) == 209


@pytest.mark.parametrize(
    ("weekly", "amount", "expected"),
    [
        (30, 1_614_343, None),  # 36 paid hours × 365/84 × 10,320 = 1,614,342.9
        (30, 1_614_342, UNLAWFUL),
        (20, 1_076_229, None),
        (20, 1_076_228, UNLAWFUL),
        (14, 627_800, None),  # no weekly holiday under 15 hours
        (14, 627_799, UNLAWFUL),
        (15, 807_172, None),
        (15, 807_171, UNLAWFUL),
    ],
)
def test_monthly_pay_of_part_timers_is_judged_to_the_won(weekly: float, amount: int, expected: Outcome | None) -> None:
    part_time = {"start": None, "end": None, "weekly_hours": weekly}
    assert outcome(WAGE, pay_min=amount, **part_time) == expected


def test_pay_shown_in_ten_thousands_may_stand_for_the_lawful_amount() -> None:
    assert outcome(WAGE, pay_min=2_150_000, pay_rounded_to=10_000) is TO_CONFIRM
    assert outcome(WAGE, pay_min=2_160_000, pay_rounded_to=10_000) is None
    assert outcome(WAGE, pay_min=2_140_000, pay_rounded_to=10_000) is UNLAWFUL
    assert outcome(WAGE, pay_min=2_150_000) is UNLAWFUL


def test_an_exact_figure_in_the_text_replaces_the_rounded_one() -> None:
    rounded = {"pay_min": 2_150_000, "pay_rounded_to": 10_000}
    assert outcome(WAGE, **rounded, pay_statements=(stated(2_156_880, kind="month"),)) is None
    assert outcome(WAGE, **rounded, pay_statements=(stated(2_150_001, kind=None),)) is UNLAWFUL


def test_an_hourly_or_daily_figure_is_never_taken_for_a_rounded_one() -> None:
    assert outcome(WAGE, pay_kind="hour", pay_min=10_000, pay_rounded_to=10_000) is UNLAWFUL


def test_unknown_hours_never_make_a_month_unlawful() -> None:
    unknown = {"weekly_hours": None, "start": None, "end": None}
    assert outcome(WAGE, pay_min=1_000_000, **unknown) is TO_CONFIRM
    assert outcome(WAGE, pay_min=2_156_880, **unknown) is None


def test_hours_from_the_timetable_count_where_none_are_stated() -> None:
    from_times = {"weekly_hours": None, "break_minutes": 60}
    assert outcome(WAGE, pay_min=2_156_879, **from_times) is UNLAWFUL
    assert outcome(WAGE, pay_min=2_156_880, **from_times) is None


def test_an_unstated_break_is_taken_as_the_lawful_one_but_leaves_doubt() -> None:
    no_break = {"weekly_hours": None, "break_minutes": None}
    assert outcome(WAGE, pay_min=2_156_880, **no_break) is None
    assert outcome(WAGE, pay_min=2_100_000, **no_break) is TO_CONFIRM
    assert outcome(WAGE, pay_min=1_500_000, **no_break) is UNLAWFUL


def test_contradicting_hours_leave_monthly_pay_to_be_confirmed() -> None:
    contradicting = {"weekly_hours": 20, "start": time(9), "end": time(18), "break_minutes": 60}
    assert outcome(WAGE, pay_min=1_500_000, **contradicting) is TO_CONFIRM
    assert outcome(WAGE, pay_min=1_000_000, **contradicting) is UNLAWFUL


def test_pay_that_may_include_overtime_is_to_be_confirmed() -> None:
    long = {"weekly_hours": 45, "start": None, "end": None}
    assert outcome(WAGE, pay_min=2_156_879, **long) is UNLAWFUL
    assert outcome(WAGE, pay_min=2_200_000, **long) is TO_CONFIRM
    assert outcome(WAGE, pay_min=2_493_210, **long) is None  # 209 h + 5 h × 1.5 × 365/84


def test_a_long_day_is_lawful_only_with_its_overtime() -> None:
    twelve = {"pay_kind": "day", "start": time(8), "end": time(21), "break_minutes": 60, "weekly_hours": None}
    assert outcome(WAGE, pay_min=82_559, **twelve) is UNLAWFUL
    assert outcome(WAGE, pay_min=144_479, **twelve) is TO_CONFIRM
    assert outcome(WAGE, pay_min=144_480, **twelve) is None


def test_hourly_pay_with_the_weekly_holiday_inside_must_be_a_fifth_higher() -> None:
    inside = {"pay_kind": "hour", "pay_includes_weekly_holiday": True}
    assert outcome(WAGE, pay_min=12_383, **inside) is UNLAWFUL
    assert outcome(WAGE, pay_min=12_384, **inside) is None
    short = {"weekly_hours": 14, "start": None, "end": None, "break_minutes": None}
    assert outcome(WAGE, pay_min=10_320, **inside, **short) is None
    assert outcome(WAGE, pay_min=10_320, **inside, **{**short, "weekly_hours": None}) is TO_CONFIRM


def test_guards_without_a_paid_weekly_holiday_are_to_be_confirmed() -> None:
    assert outcome(WAGE, occupation="542001", pay_min=2_000_000) is TO_CONFIRM
    assert outcome(WAGE, occupation="542001", pay_min=1_700_000) is UNLAWFUL


def test_a_doubtful_reading_is_never_called_unlawful() -> None:
    assert outcome(WAGE, pay_kind="hour", pay_min=9_000, pay_uncertain=True) is TO_CONFIRM
    assert outcome(WAGE, pay_min=1_900_000, hours_uncertain=True) is TO_CONFIRM
    assert outcome(WAGE, pay_kind="hour", pay_min=9_000, hours_uncertain=True) is UNLAWFUL


def test_pay_of_an_impossible_size_is_never_called_unlawful() -> None:
    assert outcome(WAGE, pay_kind="month", pay_min=10_320) is TO_CONFIRM


def test_yearly_pay_that_names_a_bonus_is_looked_at_near_the_floor() -> None:
    bonus = {"pay_kind": "year", "texts": {"duties": "연봉에 상여금 포함"}}
    assert outcome(WAGE, pay_min=26_000_000, **bonus) is TO_CONFIRM
    assert outcome(WAGE, pay_min=30_000_000, **bonus) is None
    assert outcome(WAGE, pay_kind="year", pay_min=26_000_000) is None


def test_the_lower_end_of_a_range_is_judged_and_the_upper_where_it_stands_alone() -> None:
    assert outcome(WAGE, pay_kind="hour", pay_min=10_000, pay_max=12_000) is UNLAWFUL
    assert outcome(WAGE, pay_kind="hour", pay_min=None, pay_max=10_000) is UNLAWFUL
    assert outcome(WAGE, pay_kind="hour", pay_min=None, pay_max=10_320) is None


def test_a_lower_hourly_pay_in_the_text_is_to_be_confirmed() -> None:
    in_hours = {"pay_kind": "hour", "pay_min": 10_320}
    assert outcome(WAGE, **in_hours, pay_statements=(stated(10_030),)) is TO_CONFIRM
    assert outcome(WAGE, **in_hours, pay_statements=(stated(10_320),)) is None
    assert outcome(WAGE, **in_hours, pay_statements=(stated(9_288, words="수습 3개월 9,288원"),)) is None
    assert outcome(WAGE, **in_hours, pay_statements=(stated(9_287, words="수습 3개월 9,287원"),)) is TO_CONFIRM


def test_hourly_pay_in_the_text_that_includes_the_weekly_holiday_is_reckoned_without_it() -> None:
    in_hours = {"pay_kind": "hour", "pay_min": 10_320}
    below = stated(12_383, includes=True, words="시급 12,383원(주휴수당 포함)")
    enough = stated(12_384, includes=True, words="시급 12,384원(주휴수당 포함)")
    assert outcome(WAGE, **in_hours, pay_statements=(below,)) is TO_CONFIRM
    assert outcome(WAGE, **in_hours, pay_statements=(enough,)) is None
    short = {"weekly_hours": 10, "start": None, "end": None}
    assert outcome(WAGE, **in_hours, **short, pay_statements=(below,)) is None


def test_an_order_open_into_the_new_year_is_told_of_the_new_floor() -> None:
    autumn = {"pay_kind": "hour", "accepted_on": date(2026, 11, 23)}
    new_year = "below_next_wage_floor"
    assert outcome(new_year, **autumn, pay_min=10_320, closes_on=date(2027, 1, 1)) is NOTE
    assert outcome(new_year, **autumn, pay_min=10_320, closes_on=date(2026, 12, 31)) is None
    assert outcome(new_year, **autumn, pay_min=10_700, closes_on=date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"trainee_pay_percent": 90, "trainee_months": 3, "contract_months": 12, "occupation": "026101"}, None),
        ({"trainee_pay_percent": 89, "trainee_months": 3, "contract_months": 12, "occupation": "026101"}, UNLAWFUL),
        ({"trainee_pay_percent": 90, "trainee_months": 4, "contract_months": 12, "occupation": "026101"}, UNLAWFUL),
        ({"trainee_pay_percent": 90, "trainee_months": 3, "contract_months": 11, "occupation": "026101"}, UNLAWFUL),
        ({"trainee_pay_percent": 90, "trainee_months": 3, "contract_months": 12, "occupation": "561101"}, UNLAWFUL),
        ({"trainee_pay_percent": 90, "trainee_months": 3, "elementary": False, "occupation": "561101"}, None),
        ({"trainee_pay_percent": 90, "occupation": "026101"}, TO_CONFIRM),
        ({"trainee_pay_percent": 90, "trainee_months": 3, "employment": "fixed_term", "elementary": False}, TO_CONFIRM),
        ({"trainee_pay_percent": 100, "trainee_months": 3}, None),
        ({"trainee_pay_percent": 90, "trainee_months": 6, "pay_min": 2_396_534}, None),
        ({"trainee_pay_percent": 90, "trainee_months": 6, "pay_min": 2_396_533}, UNLAWFUL),
    ],
)
def test_a_trial_reduction_needs_a_year_three_months_and_skilled_work(
    terms: dict[str, object], expected: Outcome | None
) -> None:
    assert outcome("trainee_pay", **terms) == expected


def test_hourly_pay_for_the_index_follows_the_same_conversion() -> None:
    assert hourly(CLEAN) == (10_320, None)


def test_a_higher_pay_in_the_text_leaves_the_field_to_be_confirmed_unless_both_are_too_low() -> None:
    field = {"pay_kind": "hour", "pay_min": 9_000}
    assert outcome(WAGE, **field, pay_statements=(stated(10_320),)) is TO_CONFIRM
    assert [one.outcome for one in findings(WAGE, **field, pay_statements=(stated(9_500),))] == [UNLAWFUL, TO_CONFIRM]
    with_allowances = stated(13_000, includes=True, words="시급 13,000원(수당 포함)")
    assert outcome(WAGE, **field, pay_statements=(with_allowances,)) is UNLAWFUL


def test_the_field_s_own_pay_repeated_in_the_text_is_not_remarked_on_twice() -> None:
    assert len(findings(WAGE, pay_kind="hour", pay_min=10_000, pay_statements=(stated(10_000),))) == 1


@pytest.mark.parametrize(("amount", "expected"), [(82_560, None), (82_559, UNLAWFUL)])
def test_the_agreed_week_decides_how_long_a_day_is_where_no_break_is_stated(
    amount: int, expected: Outcome | None
) -> None:
    assert outcome(WAGE, pay_kind="day", pay_min=amount, break_minutes=None) is expected


@pytest.mark.parametrize(("after_tax", "expected"), [(True, TO_CONFIRM), (None, UNLAWFUL)])
def test_pay_after_tax_below_the_floor_is_asked_about(after_tax: bool | None, expected: Outcome) -> None:
    assert outcome(WAGE, pay_min=1_900_000, pay_after_tax=after_tax) is expected


FLOORS = {2013: 4_860, 2014: 5_210, 2015: 5_580, 2016: 6_030, 2017: 6_470, 2018: 7_530, 2019: 8_350, 2020: 8_590}
FLOORS |= {2021: 8_720, 2022: 9_160, 2023: 9_620, 2024: 9_860, 2025: 10_030, 2026: 10_320, 2027: 10_700}


@pytest.mark.parametrize(("year", "floor"), FLOORS.items())
def test_the_floor_of_the_day_work_starts_decides_in_every_year(year: int, floor: int) -> None:
    for day in (date(year, 1, 1), date(year, 12, 31)):
        for amount, expected in ((floor, []), (floor - 1, [UNLAWFUL])):
            terms = replace(CLEAN, pay_kind="hour", pay_min=amount, starts_on=day)
            found = [one.outcome for one in check(terms, standing_law()) if one.code == WAGE]
            assert found == expected, (day, amount)
