"""Contract, insurance, completeness, validity, contradictions, duplicates and grounds of refusal."""

from dataclasses import replace
from datetime import date, time

import pytest
from clean_order import CLEAN, findings, outcome

from jobvisit.office.orders.rules import Outcome, Remark, duplicates
from jobvisit.office.orders.rules.completeness import first_closing_day, last_closing_day
from jobvisit.office.orders.rules.refusal import GROUNDS, RefusalGround, explanation, grounds_to_consider
from jobvisit.office.orders.rules.terms import ALL_INSURANCES

TO_CONFIRM, NOTE = Outcome.TO_CONFIRM, Outcome.NOTE
PART_TIME = {"start": None, "end": None, "days_per_week": None}


@pytest.mark.parametrize(("months", "expected"), [(24, None), (25, TO_CONFIRM), (None, None)])
def test_a_fixed_term_of_more_than_two_years_is_looked_at(months: int | None, expected: Outcome | None) -> None:
    assert outcome("fixed_term_too_long", employment="fixed_term", contract_months=months) == expected


@pytest.mark.parametrize(
    ("employment", "occupation", "expected"),
    [("dispatch", "890001", TO_CONFIRM), ("permanent", "890001", None), ("dispatch", "029101", None)],
)
def test_dispatch_to_production_is_looked_at(employment: str, occupation: str, expected: Outcome | None) -> None:
    assert outcome("dispatch_in_production", employment=employment, occupation=occupation) == expected


@pytest.mark.parametrize(
    ("weekly", "insurances", "expected"),
    [
        (15, ALL_INSURANCES, None),
        (15, frozenset({"accident"}), TO_CONFIRM),
        (14, frozenset({"accident"}), None),
        (14, frozenset({"employment"}), TO_CONFIRM),
        (40, ALL_INSURANCES - {"employment"}, TO_CONFIRM),
        (40, None, None),
    ],
)
def test_insurance_is_due_from_fifteen_hours_and_accident_insurance_always(
    weekly: float, insurances: frozenset[str] | None, expected: Outcome | None
) -> None:
    assert outcome("insurance_missing", weekly_hours=weekly, insurances=insurances, **PART_TIME) == expected


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({}, TO_CONFIRM),
        ({"weekly_hours": 14}, None),
        ({"weekly_hours": 15}, TO_CONFIRM),
        ({"employment": "fixed_term", "contract_months": 11}, None),
        ({"employment": "fixed_term", "contract_months": 12}, TO_CONFIRM),
        ({"employment": "fixed_term"}, NOTE),
        ({"retirement": "pension"}, None),
    ],
)
def test_retirement_pay_is_due_after_a_year_of_fifteen_hours(
    terms: dict[str, object], expected: Outcome | None
) -> None:
    assert outcome("retirement_missing", **{"retirement": "none", **PART_TIME, **terms}) == expected


@pytest.mark.parametrize(
    ("field", "emptied"),
    [
        ("employer_name", {"employer_name": None}),
        ("occupation", {"occupation": None}),
        ("headcount", {"headcount": None}),
        ("weekly_hours", {"weekly_hours": None, "start": None, "end": None}),
        ("address", {"gu": None}),
    ],
)
def test_a_term_that_is_not_said_is_asked_for_unless_the_source_has_no_box(
    field: str, emptied: dict[str, object]
) -> None:
    (found,) = findings("missing_term", **emptied)
    assert (found.field, found.outcome) == (field, NOTE if field == "occupation" else TO_CONFIRM)
    assert findings("missing_term", **emptied, not_asked=frozenset({field})) == []


@pytest.mark.parametrize(
    ("closes", "expected"),
    [
        (date(2026, 3, 15), TO_CONFIRM),
        (date(2026, 3, 16), None),  # the fifteenth day, 2 March counted
        (date(2026, 5, 2), None),
        (date(2026, 5, 3), TO_CONFIRM),
        (None, None),
    ],
)
def test_an_order_stands_fifteen_days_to_two_months(closes: date | None, expected: Outcome | None) -> None:
    assert outcome("validity_out_of_range", closes_on=closes) == expected


@pytest.mark.parametrize(("closes", "expected"), [(date(2026, 5, 2), None), (date(2026, 5, 3), Outcome.TO_CONFIRM)])
def test_without_a_day_of_acceptance_the_day_of_the_check_bounds_the_validity(
    closes: date, expected: Outcome | None
) -> None:
    said = outcome("validity_out_of_range", accepted_on=None, checked_on=date(2026, 3, 2), closes_on=closes)
    assert said is expected


def test_two_months_from_the_end_of_the_year_end_on_the_last_day_of_february() -> None:
    assert last_closing_day(date(2026, 12, 31)) == date(2027, 2, 28)
    assert first_closing_day(date(2026, 12, 31)) == date(2027, 1, 14)


def test_a_business_number_is_remarked_on_only_where_it_is_known_to_be_wrong() -> None:
    assert outcome("business_number_invalid", business_number="1234567890", business_number_valid=False) is TO_CONFIRM
    assert outcome("business_number_invalid", business_number_valid=True) is None
    assert outcome("business_number_invalid", business_number_valid=None) is None


@pytest.mark.parametrize(
    ("code", "remark"),
    [
        ("career_contradiction", "career_differs"),
        ("education_contradiction", "education_differs"),
        ("hours_contradiction", "days_differ"),
        ("hours_unclear", "hours_unclear"),
    ],
)
def test_text_against_fields_is_to_be_confirmed(code: str, remark: str) -> None:
    said = Remark(code=remark, words="경력 필수", field="duties", span=(0, 5))  # type: ignore[arg-type]
    assert outcome(code, remarks=(said,)) is TO_CONFIRM


@pytest.mark.parametrize(
    ("employment", "text", "expected"),
    [
        ("fixed_term", "[정규직] 사원 모집", TO_CONFIRM),
        ("fixed_term", "1년 후 정규직 전환", None),
        ("fixed_term", "비정규직", None),
        ("permanent", "계약직 1년", TO_CONFIRM),
        ("permanent", "정규직", None),
        ("permanent", "계약직 아님", None),
        (None, "정규직", None),
    ],
)
def test_the_kind_of_employment_is_said_once(employment: str | None, text: str, expected: Outcome | None) -> None:
    assert outcome("employment_contradiction", employment=employment, texts={"title": text}) == expected


def test_the_same_order_twice_is_a_duplicate_and_another_one_is_not() -> None:
    moved = replace(CLEAN, pay_min=2_300_000)
    other_hours = replace(CLEAN, start=time(13), end=time(18), weekly_hours=25)
    other_firm = replace(CLEAN, employer_name="서초식당")
    found = duplicates(CLEAN, [other_firm, moved, other_hours, CLEAN])
    assert [(one.index, one.kind) for one in found] == [(3, "same"), (1, "likely")]


def test_a_missing_business_number_never_makes_two_firms_one() -> None:
    nameless = replace(CLEAN, employer_name=None, business_number=None)
    assert duplicates(nameless, [nameless]) == []
    numbered = replace(CLEAN, business_number="1112233334")
    assert duplicates(numbered, [replace(CLEAN, business_number="2223344445")]) == []
    assert len(duplicates(replace(CLEAN, employer_name="(주)방배식당"), [CLEAN])) == 1


def test_there_are_four_grounds_and_each_is_explained_with_a_reason() -> None:
    assert len(GROUNDS) == 4
    for ground in RefusalGround:
        assert "직업안정법 제8조" in explanation(ground, "시급이 최저임금보다 적습니다.")
        with pytest.raises(ValueError, match="사유"):
            explanation(ground, " ")


def test_wording_never_supports_a_refusal() -> None:
    worded = findings(texts={"duties": "남자만, 35세 이하, 용모단정, 내국인만"})
    assert len(worded) == 4
    assert grounds_to_consider(worded) == []
    assert grounds_to_consider(findings(pay_min=1_000_000)) == [RefusalGround.UNLAWFUL]
