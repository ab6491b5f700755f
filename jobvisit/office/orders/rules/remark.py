"""Making a finding from an article, and writing figures the way an office does."""

from fractions import Fraction
from math import ceil

from .law import Law
from .terms import Finding, Outcome, PayKind, Span

PAY_NAMES: dict[PayKind, str] = {
    "hour": "시급",
    "day": "일급",
    "week": "주급",
    "month": "월급",
    "year": "연봉",
    "negotiable": "협의",
}


def finding(
    code: str,
    outcome: Outcome,
    law: Law,
    *,
    field: str,
    evidence: str,
    message: str,
    fix: str,
    span: Span | None = None,
) -> Finding:
    """A finding that cites `law`; the penalty is named only where something may be wrong."""
    return Finding(
        code=code,
        outcome=outcome,
        article=law.article,
        evidence=evidence,
        fix=fix,
        field=field,
        message=message,
        span=span,
        penalty=None if outcome is Outcome.NOTE else law.penalty,
    )


def won(amount: Fraction | int) -> str:
    """1614343 as "1,614,343원"; fractions are rounded up, as a lowest lawful pay must be."""
    return f"{ceil(amount):,}원"


def hours(value: Fraction | float) -> str:
    """32.5 as "32.5시간", 40 as "40시간"; at most two decimals."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".") + "시간"
