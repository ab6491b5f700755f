"""Pay must be said, once, in figures that can be."""

from datetime import date

import pytest
from clean_order import findings, outcome

from jobvisit.office.orders.rules import Outcome, Remark

UNCLEAR = "pay_unclear"


@pytest.mark.parametrize(
    "terms",
    [
        {"pay_kind": None, "pay_min": None},
        {"pay_kind": "negotiable", "pay_min": None},
        {"pay_kind": None, "pay_min": None, "pay_negotiable": True},
        {"pay_kind": "hour", "pay_min": None, "pay_is_minimum_wage": True},
        {"pay_kind": None, "pay_min": 2_500_000},
        {"pay_min": 2_500_000, "pay_max": 2_400_000},
        {"pay_min": 2_500_000, "pay_after_tax": True},
        {"pay_kind": "month", "pay_min": 10_500},
        {"pay_kind": "hour", "pay_min": 2_500_000},
        {"pay_kind": "year", "pay_min": 2_500_000},
        {"pay_min": None, "remarks": (Remark(code="pay_unclear", words="시급13,00원", field="duties", span=(0, 7)),)},
        {"remarks": (Remark(code="pay_differs", words="시급 13,400원", field="duties", span=(0, 9)),)},
    ],
)
def test_pay_left_open_is_to_be_confirmed(terms: dict[str, object]) -> None:
    assert outcome(UNCLEAR, **terms) is Outcome.TO_CONFIRM


@pytest.mark.parametrize(
    "terms",
    [
        {},
        {"pay_min": 2_500_000, "pay_max": 2_500_000},
        {"pay_min": 2_500_000, "pay_negotiable": True},
        {"pay_kind": None, "pay_min": None, "not_asked": frozenset({"pay"})},
    ],
)
def test_pay_said_in_figures_is_clear(terms: dict[str, object]) -> None:
    assert outcome(UNCLEAR, **terms) is None


def test_a_remark_keeps_the_words_and_their_place() -> None:
    remark = Remark(code="pay_unclear", words="시급13,00원", field="duties", span=(4, 11))
    (found,) = findings(UNCLEAR, remarks=(remark,))
    assert (found.field, found.span, found.evidence) == ("duties", (4, 11), "시급13,00원")


def test_missing_pay_with_unreadable_words_is_one_finding() -> None:
    remark = Remark(code="pay_unclear", words="시급13,00원", field="pay")
    assert len(findings(UNCLEAR, pay_kind=None, pay_min=None, remarks=(remark,), accepted_on=date(2026, 3, 2))) == 1
