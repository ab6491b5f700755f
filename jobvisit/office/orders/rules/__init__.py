"""The legal and quality checks of a job order (구인표), on plain values.

One door: `check(terms, law)` gives the findings of every check, gravest first. `duplicates` compares an order with
others; `refusal` holds the grounds on which a person may refuse one. No database, no clock, no Django.
"""

from collections.abc import Callable, Iterator

from . import completeness, contract, contradictions, minimum_wage, over_hours, pay, rest, trainee
from .duplicates import Duplicate, duplicates
from .law import LawTables, WageFloor
from .terms import Finding, OrderTerms, Outcome, Remark, StatedPay
from .wage import hourly
from .wording import wording

__all__ = [
    "CHECKS",
    "Duplicate",
    "Finding",
    "LawTables",
    "OrderTerms",
    "Outcome",
    "Remark",
    "StatedPay",
    "WageFloor",
    "check",
    "duplicates",
    "hourly",
]

Check = Callable[[OrderTerms, LawTables], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    minimum_wage.below_minimum_wage,
    minimum_wage.stated_pay_below,
    minimum_wage.below_next_wage_floor,
    trainee.trainee_pay,
    pay.pay_unclear,
    over_hours.hours_over_limit,
    rest.breaks,
    rest.weekly_holiday,
    contradictions.hours_contradiction,
    contradictions.hours_unclear,
    contradictions.career_contradiction,
    contradictions.education_contradiction,
    contradictions.employment_contradiction,
    contract.fixed_term_too_long,
    contract.dispatch_in_production,
    contract.insurance_missing,
    contract.retirement_missing,
    completeness.missing_terms,
    completeness.headcount_open,
    completeness.validity,
    completeness.business_number,
)

_GRAVITY = {Outcome.UNLAWFUL: 0, Outcome.TO_CONFIRM: 1, Outcome.NOTE: 2}


def check(terms: OrderTerms, law: LawTables) -> list[Finding]:
    """Every finding on an order, gravest first. An empty list means: nothing to remark on."""
    findings = [finding for one in CHECKS for finding in one(terms, law)] + wording(terms)
    return sorted(findings, key=lambda finding: _GRAVITY[finding.outcome])
