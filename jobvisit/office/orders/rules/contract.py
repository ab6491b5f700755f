"""The form of the contract: fixed term, dispatch, social insurance, retirement pay."""

from collections.abc import Iterator

from .law import DISPATCH, FIXED_TERM, INSURANCE, RETIREMENT, LawTables
from .remark import finding
from .terms import ALL_INSURANCES, Finding, Insurance, OrderTerms, Outcome
from .trades import DIRECT_PRODUCTION, is_in
from .week import HOLIDAY_FROM, week

LONGEST_FIXED_TERM_MONTHS = 24
YEAR_MONTHS = 12
_INSURANCE_NAMES: dict[Insurance, str] = {
    "pension": "국민연금",
    "health": "건강보험",
    "employment": "고용보험",
    "accident": "산재보험",
}


def fixed_term_too_long(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """A fixed term of more than two years (기간제법 제4조); the article has exceptions, so: to be confirmed."""
    if terms.contract_months is None or terms.contract_months <= LONGEST_FIXED_TERM_MONTHS:
        return
    yield finding(
        "fixed_term_too_long",
        Outcome.TO_CONFIRM,
        FIXED_TERM,
        field="contract_months",
        evidence=f"계약 {terms.contract_months}개월 > {LONGEST_FIXED_TERM_MONTHS}개월",
        message="2년을 넘는 기간제 계약은 법이 정한 예외(55세 이상, 사업 완료 기간 등)가 아니면 정규직으로 봅니다.",
        fix="2년 안으로 줄이거나 상용직으로 바꾸고, 예외에 해당하면 그 사유를 적어 주세요.",
    )


def dispatch_in_production(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """Dispatch to production or building sites (파견법 제5조); gaps may be filled for a time, so: to be confirmed."""
    if terms.employment != "dispatch" or not is_in(terms.occupation, DIRECT_PRODUCTION):
        return
    yield finding(
        "dispatch_in_production",
        Outcome.TO_CONFIRM,
        DISPATCH,
        field="employment",
        evidence=f"파견 · {terms.occupation_name or terms.occupation}",
        message="제조업의 직접 생산 업무와 건설 현장에는 파견할 수 없습니다. 결원이 생긴 때의 일시 파견만 예외입니다.",
        fix="직접 고용으로 바꾸거나, 일시적인 결원인지와 파견 허가·계약서를 확인해 주세요.",
    )


def insurance_missing(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """Social insurance that the hours call for but the order does not offer; under 15 hours only accident insurance."""
    if terms.insurances is None:
        return
    weekly = week(terms)
    short = weekly is not None and weekly.most < HOLIDAY_FROM
    due: frozenset[Insurance] = frozenset({"accident"}) if short else ALL_INSURANCES
    missing = [name for kind, name in _INSURANCE_NAMES.items() if kind in due - terms.insurances]
    if not missing:
        return
    yield finding(
        "insurance_missing",
        Outcome.TO_CONFIRM,
        INSURANCE,
        field="insurances",
        evidence="빠진 보험: " + ", ".join(missing),
        message="월 60시간(주 15시간) 이상 일하면 4대 보험에 모두 들어야 합니다(산재보험은 시간과 관계없이)."
        if not short
        else "산재보험은 근로시간과 관계없이 모든 근로자에게 적용됩니다.",
        fix=f"{', '.join(missing)} 가입 여부를 확인해 주세요. 나이 등으로 예외이면 그 까닭을 적어 주세요.",
    )


def retirement_missing(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """No retirement pay for work of 15 hours a week and a year or more (근로자퇴직급여 보장법 제4조①)."""
    weekly = week(terms)
    short_hours = weekly is not None and weekly.most < HOLIDAY_FROM
    short_term = terms.contract_months is not None and terms.contract_months < YEAR_MONTHS
    if terms.retirement != "none" or short_hours or short_term:
        return
    permanent = terms.employment in ("permanent", "permanent_part_time")
    known = weekly is not None and (permanent or terms.contract_months is not None)
    yield finding(
        "retirement_missing",
        Outcome.TO_CONFIRM if known else Outcome.NOTE,
        RETIREMENT,
        field="retirement",
        evidence="퇴직급여 해당없음",
        message="주 15시간 이상으로 1년 이상 일하면 퇴직급여를 주어야 합니다.",
        fix="계약 기간을 확인하고, 1년 이상이면 퇴직금이나 퇴직연금을 적어 주세요.",
    )
