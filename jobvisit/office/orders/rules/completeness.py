"""What an order must say (직업안정법 제10조), for how long it may stand (칙 제3조①), and who places it."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from .law import IDENTITY, ORDER_VALIDITY, STATED_TERMS, LawTables
from .remark import finding
from .terms import Finding, OrderTerms, Outcome

SHORTEST_DAYS, LONGEST_MONTHS = 15, 2


def missing_terms(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """Terms a seeker must be told and the order does not say. Pay has a check of its own (`pay_unclear`).

    An occupation that only its code lacks, while a title or duties tell the work, is a note.
    """
    for field, name, stated in _must_be_said(terms):
        if not stated and field not in terms.not_asked:
            told = field == "occupation" and any(text.strip() for text in terms.texts.values())
            yield finding(
                "missing_term",
                Outcome.NOTE if told else Outcome.TO_CONFIRM,
                STATED_TERMS,
                field=field,
                evidence=f"{name} 없음",
                message=f"{name}{_subject(name)} 적혀 있지 않습니다. 구직자에게 알려야 하는 조건입니다.",
                fix=f"{name}{_object(name)} 확인해 적어 주세요.",
            )


def _must_be_said(terms: OrderTerms) -> Iterator[tuple[str, str, bool]]:
    hours_said = terms.weekly_hours or terms.daily_hours or terms.shift or (terms.start is not None)
    yield "employer_name", "구인업체 이름", bool(terms.employer_name)
    yield "occupation", "모집직종", bool(terms.occupation or terms.occupation_name)
    yield "headcount", "모집인원", bool(terms.headcount)
    yield "weekly_hours", "근로시간", bool(hours_said)
    yield "address", "근무할 곳", bool(terms.address or terms.gu or terms.dong)


def _subject(word: str) -> str:
    return "이" if _ends_in_consonant(word) else "가"


def _object(word: str) -> str:
    return "을" if _ends_in_consonant(word) else "를"


def _ends_in_consonant(word: str) -> bool:
    return (ord(word[-1]) - ord("가")) % 28 != 0


def first_closing_day(accepted_on: date) -> date:
    """The earliest closing day: fifteen days, the day of acceptance counted."""
    return accepted_on + timedelta(days=SHORTEST_DAYS - 1)


def last_closing_day(accepted_on: date) -> date:
    """The latest closing day: two months after the day of acceptance (the day itself not counted, 민법 제157·160조)."""
    month = accepted_on.month - 1 + LONGEST_MONTHS
    year, month = accepted_on.year + month // 12, month % 12 + 1
    return date(year, month, min(accepted_on.day, monthrange(year, month)[1]))


def validity(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """An order stands for 15 days to 2 months. "채용시까지" is lawful and simply ends after two months.

    Where the day of acceptance is unsaid, an order that ends beyond two months from the day of the check is too long.
    """
    if terms.closes_on is None:
        return
    if terms.accepted_on is None:
        if terms.checked_on is None or terms.closes_on <= last_closing_day(terms.checked_on):
            return
        terms = replace(terms, accepted_on=terms.checked_on)
    assert terms.accepted_on is not None
    assert terms.closes_on is not None
    first, last = first_closing_day(terms.accepted_on), last_closing_day(terms.accepted_on)
    if first <= terms.closes_on <= last:
        return
    short = terms.closes_on < first
    yield finding(
        "validity_out_of_range",
        Outcome.TO_CONFIRM,
        ORDER_VALIDITY,
        field="closes_on",
        evidence=f"{terms.accepted_on} 접수, {terms.closes_on} 마감",
        message=f"구인신청의 유효기간은 15일 이상 2개월 이내인데 {'짧습니다' if short else '깁니다'}.",
        fix=f"마감일을 {first}부터 {last} 사이로 정해 주세요.",
    )


def business_number(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """A business number whose check digit does not hold."""
    if terms.business_number_valid is False:
        yield finding(
            "business_number_invalid",
            Outcome.TO_CONFIRM,
            IDENTITY,
            field="business_number",
            evidence=terms.business_number or "사업자등록번호",
            message="사업자등록번호의 검증번호가 맞지 않습니다. 잘못 적었을 수 있습니다.",
            fix="사업자등록증을 보고 번호 10자리를 다시 확인해 주세요.",
        )


def headcount_open(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """ "0명", "00명": how many are sought is not said."""
    for remark in terms.remarks:
        if remark.code == "headcount_open":
            yield finding(
                "missing_term",
                Outcome.NOTE,
                STATED_TERMS,
                field=remark.field,
                span=remark.span,
                evidence=remark.words,
                message="모집인원이 숫자로 적혀 있지 않습니다.",
                fix="몇 명을 뽑는지 숫자로 적어 주세요.",
            )
