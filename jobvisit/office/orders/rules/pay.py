"""Is the pay said clearly (직업안정법 제10조)?"""

from collections.abc import Iterator

from .law import PLAIN_PAY, LawTables
from .remark import PAY_NAMES, finding, won
from .shown import plausible
from .terms import Finding, OrderTerms, Outcome


def pay_unclear(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """Pay that is missing, left to talks, impossible, or stated in two ways."""
    for evidence, message, fix in _unclear_pay(terms):
        yield finding(
            "pay_unclear",
            Outcome.TO_CONFIRM,
            PLAIN_PAY,
            field="pay_min",
            evidence=evidence,
            message=message,
            fix=fix,
        )
    for remark in terms.remarks:
        if remark.code in ("pay_unclear", "pay_differs"):
            differs = remark.code == "pay_differs"
            yield finding(
                "pay_unclear",
                Outcome.TO_CONFIRM,
                PLAIN_PAY,
                field=remark.field,
                span=remark.span,
                evidence=remark.words,
                message="임금 칸과 글에 적힌 임금이 다릅니다." if differs else "금액으로 읽을 수 없게 적혀 있습니다.",
                fix="어느 금액이 맞는지 확인하고, 기본급과 수당을 나눠 한 가지로 적어 주세요."
                if differs
                else "금액을 ‘시급 10,500원’처럼 숫자로 정확히 적어 주세요.",
            )


def _unclear_pay(terms: OrderTerms) -> Iterator[tuple[str, str, str]]:
    """Evidence, message and fix of every way in which the pay fields leave the pay open."""
    amounts = [amount for amount in (terms.pay_min, terms.pay_max) if amount is not None]
    figures = " ~ ".join(won(amount) for amount in amounts)
    write_it = "임금을 시급·월급 등의 단위와 금액으로 적어 주세요."
    if not amounts and terms.pay_is_minimum_wage:
        yield (
            "최저임금",
            "금액 없이 ‘최저임금’이라고만 적혀 있습니다.",
            "그해 최저임금 이상의 금액을 숫자로 적어 주세요.",
        )
    elif not amounts and (terms.pay_kind == "negotiable" or terms.pay_negotiable):
        yield "협의", "임금을 정하지 않고 협의한다고만 적혀 있습니다.", "적어도 얼마부터인지 최저 금액을 적어 주세요."
    elif not amounts and "pay" not in terms.not_asked and not _has_pay_remark(terms):
        yield "임금 없음", "임금이 적혀 있지 않습니다.", write_it
    if amounts and terms.pay_kind in (None, "negotiable"):
        yield figures, "시급인지 월급인지 적혀 있지 않습니다.", write_it
    if terms.pay_min is not None and terms.pay_max is not None and terms.pay_max < terms.pay_min:
        yield figures, "임금의 위 끝이 아래 끝보다 적습니다.", "낮은 금액부터 높은 금액 순서로 고쳐 주세요."
    if amounts and not plausible(terms) and terms.pay_kind:
        unit = PAY_NAMES[terms.pay_kind]
        yield (
            f"{unit} {figures}",
            f"{unit}으로 보기에는 금액의 크기가 맞지 않습니다.",
            "금액과 단위(시급·월급·연봉)를 확인해 주세요.",
        )
    if amounts and terms.pay_after_tax:
        yield f"세후 {figures}", "세금을 뗀 금액으로 적혀 있습니다.", "세금을 떼기 전(세전) 금액으로 적어 주세요."


def _has_pay_remark(terms: OrderTerms) -> bool:
    return any(remark.code == "pay_unclear" for remark in terms.remarks)
