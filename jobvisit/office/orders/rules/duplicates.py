"""Is this order already there? Compared on plain values, in time linear in the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from re import sub
from typing import Literal

from jobvisit.base.text import firm_key

from .law import DUPLICATE
from .remark import finding
from .terms import Finding, OrderTerms, Outcome

ALIKE = 0.8
"""Share of common letter pairs from which two titles count as one."""


@dataclass(frozen=True)
class Duplicate:
    """`index` into the others. `same`: every term compared agrees; `likely`: same firm and work, terms changed."""

    index: int
    kind: Literal["same", "likely"]
    agree_on: tuple[str, ...]


def duplicates(terms: OrderTerms, others: Sequence[OrderTerms]) -> list[Duplicate]:
    """Orders among `others` by the same firm for the same work at the same place; surest first."""
    found = [one for index, other in enumerate(others) if (one := _compare(index, terms, other))]
    return sorted(found, key=lambda one: (one.kind != "same", -len(one.agree_on), one.index))


def already_there(duplicate: Duplicate, where: str) -> Finding:
    """The remark that an order stands already; `where` names the other one ("3행", an order number)."""
    same = duplicate.kind == "same"
    return finding(
        "duplicate",
        Outcome.TO_CONFIRM if same else Outcome.NOTE,
        DUPLICATE,
        field="title",
        evidence=where,
        message=f"{where}과 {'같은' if same else '조건만 조금 다른'} 구인입니다.",
        fix="같은 자리이면 하나만 남기고, 다른 자리이면 제목이나 직무에 차이를 적어 주세요.",
    )


def same_firm(one: OrderTerms, other: OrderTerms) -> bool:
    """By business number where both have one, else by name. A missing number never makes two firms one."""
    if one.business_number and other.business_number:
        return one.business_number == other.business_number
    if not one.employer_name or not other.employer_name:
        return False
    return firm_key(one.employer_name) == firm_key(other.employer_name) != ""


def _compare(index: int, one: OrderTerms, other: OrderTerms) -> Duplicate | None:
    if not same_firm(one, other) or not _same_work(one, other) or _differ(_place(one), _place(other)):
        return None
    pairs = {
        "pay": ((one.pay_kind, one.pay_min, one.pay_max), (other.pay_kind, other.pay_min, other.pay_max)),
        "times": ((one.start, one.end), (other.start, other.end)),
        "days": (one.days_per_week, other.days_per_week),
        "weekly_hours": (one.weekly_hours, other.weekly_hours),
        "headcount": (one.headcount, other.headcount),
        "closes_on": (one.closes_on, other.closes_on),
    }
    agree = tuple(name for name, (mine, theirs) in pairs.items() if mine == theirs)
    if "times" not in agree and "weekly_hours" not in agree:
        return None
    return Duplicate(index, "same" if len(agree) == len(pairs) else "likely", agree)


def _same_work(one: OrderTerms, other: OrderTerms) -> bool:
    if _differ(one.occupation, other.occupation):
        return False
    return _likeness(one.title or "", other.title or "") >= ALIKE


def _place(terms: OrderTerms) -> str | None:
    place = terms.address or terms.dong or terms.gu
    return sub(r"\W", "", place) if place else None


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _likeness(one: str, other: str) -> float:
    """Dice's share of common letter pairs, blanks and punctuation aside; 1 where both are empty."""
    pairs, others = _pairs(one), _pairs(other)
    if not pairs and not others:
        return 1.0
    return 2 * len(pairs & others) / (len(pairs) + len(others))


def _pairs(title: str) -> set[str]:
    letters = sub(r"\W", "", title[:200]).lower()
    return {letters[at : at + 2] for at in range(max(1, len(letters) - 1))} - {""}
