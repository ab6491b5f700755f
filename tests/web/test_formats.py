"""How values are written on a screen."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobvisit.web.shared import formats

MONDAY = date(2026, 11, 23)


def test_a_day_is_written_as_the_public_service_writes_it():
    assert formats.day(MONDAY) == "2026. 11. 23.(월)"
    assert formats.day(date(2026, 3, 1)) == "2026. 3. 1.(일)"
    assert formats.day(MONDAY, "en") == "Mon 23 Nov 2026"
    assert formats.short_day(MONDAY) == "11. 23.(월)"


def test_a_moment_shows_day_and_time_in_two_digits():
    assert formats.moment(datetime(2026, 11, 23, 9, 5, tzinfo=UTC)) == "2026. 11. 23.(월) 09:05"
    assert formats.clock(time(0, 0)) == "00:00"


@pytest.mark.parametrize(
    ("until", "korean", "english"),
    [
        (date(2026, 11, 28), "D-5", "D-5"),
        (MONDAY, "오늘", "today"),
        (date(2026, 11, 20), "3일 지남", "3 days ago"),
        (date(2026, 11, 22), "1일 지남", "1 day ago"),
    ],
)
def test_days_left_count_down_to_today_and_then_say_how_long_ago(until, korean, english):
    assert formats.days_left(until, MONDAY) == korean
    assert formats.days_left(until, MONDAY, "en") == english


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (2_200_000, "220만원"),
        (27_000_000, "2,700만원"),
        (120_000_000, "1억 2,000만원"),
        (100_000_000, "1억원"),
        (2_155_000, "215.5만원"),
        (2_156_880, "2,156,880원"),
        (10_320, "10,320원"),
        (13_000, "13,000원"),
        (0, "0원"),
    ],
)
def test_an_amount_is_said_in_manwon_only_where_nothing_is_rounded(amount, written):
    assert formats.manwon(amount) == written


@given(st.integers(0, 10**11))
def test_an_amount_in_manwon_is_the_amount(amount):
    text = formats.manwon(amount).removesuffix("원").replace(",", "")
    eok, _, rest = text.rpartition("억")
    tenths = round(float(rest.strip().removesuffix("만") or 0) * 10)
    units = tenths * 1_000 if "만" in text or "억" in text else tenths // 10
    assert int(eok or 0) * 100_000_000 + units == amount


@pytest.mark.parametrize(
    ("kind", "least", "most", "korean", "english"),
    [
        ("month", 2_200_000, 2_400_000, "월 220만원~240만원", "₩2,200,000–₩2,400,000 a month"),
        ("month", 2_200_000, 2_200_000, "월 220만원", "₩2,200,000 a month"),
        ("hour", 10_320, None, "시급 10,320원", "₩10,320 an hour"),
        ("year", None, 30_000_000, "연 ~3,000만원", "up to ₩30,000,000 a year"),
        ("negotiable", None, None, "", ""),
        ("", 2_200_000, None, "", ""),
        ("month", None, None, "", ""),
    ],
)
def test_pay_names_its_unit_and_says_nothing_that_was_not_stated(kind, least, most, korean, english):
    assert formats.pay(kind, least, most) == korean
    assert formats.pay(kind, least, most, "en") == english
