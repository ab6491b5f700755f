"""Reduced pay during the trial months (수습; 최저임금법 제5조②, 시행령 제3조)."""

from collections.abc import Iterator
from fractions import Fraction

from .law import TRAINEE_WAGE, LawTables
from .remark import finding, won
from .shown import plausible, shown_pay
from .terms import Finding, OrderTerms, Outcome
from .trades import ELEMENTARY, is_in
from .wage import day_of_law, need

TRAINEE_SHARE = Fraction(9, 10)
LONGEST_TRIAL_MONTHS = 3
YEAR_MONTHS = 12


def trainee_pay(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """A reduced trial pay: at most 10 % off, three months, contracts of a year or more, no elementary work (제5조②)."""
    on, shown = day_of_law(terms), shown_pay(terms)
    floor = law.floor_on(on) if on else None
    lowest = need(terms, floor) if floor else None
    share = terms.trainee_pay_percent
    if share is None or share >= 100 or shown is None or lowest is None or terms.pay_kind in (None, "negotiable"):
        return
    paid = shown.at_most * Fraction(str(share)) / 100
    if paid >= lowest.most:
        return
    barred = _barred_from_reduction(terms)
    sure = not terms.pay_uncertain and not terms.hours_uncertain and plausible(terms)
    certainly = paid < lowest.least * TRAINEE_SHARE or (barred and paid < lowest.least)
    if paid >= lowest.most * TRAINEE_SHARE and barred is False:
        return
    yield finding(
        "trainee_pay",
        Outcome.UNLAWFUL if sure and certainly else Outcome.TO_CONFIRM,
        TRAINEE_WAGE,
        field="trainee_pay_percent",
        evidence=f"수습 {share:g}% → {won(paid)} < {won(lowest.most)}",
        message=(
            "수습이라도 최저임금의 90%보다 적게 줄 수 없습니다."
            if paid < lowest.most * TRAINEE_SHARE
            else "수습 감액은 1년 이상 계약한 사람에게 처음 3개월만, 단순노무가 아닐 때만 할 수 있습니다."
        ),
        fix=(
            f"수습 기간에도 {won(lowest.most)} 이상을 주거나, 계약 기간·수습 기간(3개월)·직종이 감액 "
            "조건에 맞는지 확인해 주세요."
        ),
    )


def _barred_from_reduction(terms: OrderTerms) -> bool | None:
    """True: no reduction allowed. False: allowed. None: a condition is not stated."""
    elementary = terms.elementary
    if elementary is None and terms.occupation is not None:
        elementary = is_in(terms.occupation, ELEMENTARY)
    permanent = terms.employment in ("permanent", "permanent_part_time")
    long_enough = True if permanent else None
    if terms.contract_months is not None:
        long_enough = terms.contract_months >= YEAR_MONTHS
    short_trial = None if terms.trainee_months is None else terms.trainee_months <= LONGEST_TRIAL_MONTHS
    if elementary or long_enough is False or short_trial is False:
        return True
    return None if None in (elementary, long_enough, short_trial) else False
