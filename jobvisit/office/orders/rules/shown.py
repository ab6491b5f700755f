"""Pay as an order shows it: rounding undone where the text gives the exact figure, and sizes that cannot be."""

from dataclasses import dataclass

from .terms import OrderTerms

PLAUSIBLE = {
    "hour": (3_000, 300_000),
    "day": (20_000, 2_000_000),
    "week": (50_000, 10_000_000),
    "month": (100_000, 30_000_000),
    "year": (3_000_000, 400_000_000),
}
"""Won. Outside of this the unit is more likely wrong than the pay."""


@dataclass(frozen=True)
class Shown:
    """Pay as shown, and the most it may stand for once rounding is undone (215만원 may be 2,156,880원)."""

    amount: int
    at_most: int


def shown_pay(terms: OrderTerms) -> Shown | None:
    """The lowest pay of the order. An exact figure in the text replaces a rounded one that it agrees with.

    Where the text states other pay of the same kind, the higher one is what the order may mean at most.
    """
    amount = terms.pay_min if terms.pay_min is not None else terms.pay_max
    if amount is None:
        return None
    unit = terms.pay_rounded_to if terms.pay_kind in ("month", "year") else 1
    exact = [
        said.least
        for said in terms.pay_statements
        if said.kind in (terms.pay_kind, None) and said.least and said.least % unit and abs(said.least - amount) < unit
    ]
    if exact:
        return Shown(exact[0], exact[0])
    others = [
        said.least for said in terms.pay_statements if said.kind == terms.pay_kind and said.least and not said.includes
    ]
    return Shown(amount, max([amount + unit - 1, *others]))


def plausible(terms: OrderTerms) -> bool:
    """Is the pay of a size that its unit of time can have?"""
    if terms.pay_kind is None or terms.pay_kind == "negotiable":
        return True
    low, high = PLAUSIBLE[terms.pay_kind]
    return all(low <= amount <= high for amount in (terms.pay_min, terms.pay_max) if amount is not None)
