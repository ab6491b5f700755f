"""A form's fields against its own free text, and a pasted advert as terms."""

from datetime import date, time

import pytest
from clean_order import CLEAN, LAW

from jobvisit.engines.reading import PlainVocabulary, read_text
from jobvisit.office.orders.rules import check
from jobvisit.office.orders.rules.beside import beside
from jobvisit.office.orders.rules.from_reading import from_reading

ON = date(2026, 3, 2)
WORDS = PlainVocabulary()


def remarks(duties: str) -> list[str]:
    terms = beside(CLEAN, read_text(duties, WORDS, on=ON), "duties")
    return [one.code for one in check(terms, LAW)]


@pytest.mark.parametrize(
    ("duties", "code"),
    [
        ("월급 2,300,000원", "pay_unclear"),
        ("시급13,00원", "pay_unclear"),
        ("주6일 근무", "hours_contradiction"),
        ("10:00~19:00 근무", "hours_contradiction"),
        ("경력 2년 이상 필수", "career_contradiction"),
        ("고졸 이상", "education_contradiction"),
        ("기본시급 10,000원", "below_minimum_wage"),
    ],
)
def test_a_text_that_says_otherwise_is_remarked_on(duties: str, code: str) -> None:
    assert remarks(duties) == [code]


@pytest.mark.parametrize(
    "duties",
    [
        "월급 2,156,880원",
        "월급 2,500,000원 (연장수당 포함)",
        "주5일 09:00~18:00",
        "경력무관, 학력무관",
        "재료 손질과 설거지",
        "",
    ],
)
def test_a_text_that_agrees_or_says_nothing_is_left_alone(duties: str) -> None:
    assert remarks(duties) == []


def test_a_remark_points_into_the_field_it_was_read_in() -> None:
    terms = beside(CLEAN, read_text("식사 제공, 주6일 근무", WORDS, on=ON), "duties")
    (remark,) = terms.remarks
    assert (remark.field, "식사 제공, 주6일 근무"[slice(*remark.span)]) == ("duties", remark.words)  # type: ignore[misc]


def pasted(text: str) -> dict[str, str]:
    terms = from_reading(read_text(text, WORDS, on=ON), checked_on=ON, not_asked=frozenset({"employer_name"}))
    return {one.code: one.outcome.value for one in check(terms, LAW)}


def test_a_pasted_advert_becomes_terms() -> None:
    text = "주방보조 1명 주5일 9-18시 월 220 식사제공 방배동"
    terms = from_reading(read_text(text, WORDS, on=ON), checked_on=ON)
    assert (terms.pay_kind, terms.pay_min, terms.days_per_week) == ("month", 2_200_000, 5)
    assert (terms.start, terms.end, terms.headcount, terms.pay_uncertain) == (time(9), time(18), 1, True)


def test_pay_whose_unit_was_assumed_is_never_called_unlawful() -> None:
    assert pasted("주방보조 1명 주5일 9-18시 월 190 방배동")["below_minimum_wage"] == "to_confirm"
    assert pasted("주방보조 1명 주40시간 월급 190만원 방배동")["below_minimum_wage"] == "unlawful"


def test_an_hourly_pay_with_the_weekly_holiday_inside_is_reckoned_without_it() -> None:
    assert pasted("주40시간 시급 12,000원(주휴수당 포함)")["below_minimum_wage"] == "unlawful"
    assert "below_minimum_wage" not in pasted("주40시간 시급 12,384원(주휴수당 포함)")
    assert "below_minimum_wage" not in pasted("주40시간 시급 10,320원(주휴수당 포함 13,100원)")
    assert "below_minimum_wage" not in pasted("주10시간 시급 10,320원(주휴수당 포함)")
