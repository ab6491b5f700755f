"""What a manager asks of a round of referrals: every input beside the chances of each pair, explicit and kept."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class WindowAsk:
    """While an agreement's window is open, its orders count (1 + `boost`) times, for its group if one is named."""

    agreement: str
    numbers: tuple[str, ...]
    boost: float
    opens: date
    closes: date
    group: str = ""


@dataclass(frozen=True)
class MinimumAsk:
    """At least `at_least` referrals of a group to these orders, because the agreement or measure `name` says so."""

    name: str
    numbers: tuple[str, ...]
    group: str
    at_least: int


@dataclass(frozen=True)
class Ask:
    """Everything a round weighs beside the chances of each pair. Nothing else is weighed."""

    per_opening: int = 3
    """Referrals an order takes for each opening."""
    quota: int = 1
    """Referrals a resident may hold."""
    measures: bool = True
    """Whether the lawful measures on the orders count."""
    windows: tuple[WindowAsk, ...] = ()
    minimums: tuple[MinimumAsk, ...] = ()
    curve_group: str = ""
    """Whose price of priority is drawn; nothing else follows from it."""

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the round."""
        kept = asdict(self)
        for window in kept["windows"]:
            window["opens"], window["closes"] = window["opens"].isoformat(), window["closes"].isoformat()
        return kept


class UnknownOrderError(ValueError):
    """A window or a minimum names an order that is not open here; `number` is what was written."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number
