"""Seats beside similar residents without one: a comparison to look at, not the effect of the class."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5
"""Cells with fewer people are not shown outside the centre."""
_SAME_DIVISION: Final = 4
"""What a wish in another occupation of the same division weighs, in steps."""
_KM: Final = 1000
_MONTH: Final = 30


@dataclass(frozen=True)
class Person:
    """A resident as far as likeness goes: wishes (six digits), home in metres (None: not known), day of application."""

    key: int
    wishes: tuple[int, ...]
    home: tuple[int, int] | None
    applied: int


def nearest(seated: Sequence[Person], pool: Sequence[Person]) -> dict[int, int]:
    """For each seated resident, in their order, the most similar one of the pool that is not taken yet.

    Likeness is by occupation wished first (the same six digits, else the same division; no shared division, no pair),
    then by how far homes lie apart (whole kilometres; not known counts as ten) plus how many months lie between the
    applications; ties by key. Who finds nobody is left out: n is what is in the answer.
    """
    free = {one.key: one for one in pool}
    found = {}
    for one in seated:
        costs = [(cost, other.key) for other in free.values() if (cost := _apart(one, other)) is not None]
        if costs:
            found[one.key] = min(costs)[1]
            del free[found[one.key]]
    return found


def _apart(one: Person, other: Person) -> int | None:
    if set(one.wishes) & set(other.wishes):
        cost = 0
    elif {wish // 10_000 for wish in one.wishes} & {wish // 10_000 for wish in other.wishes}:
        cost = _SAME_DIVISION * 100
    else:
        return None
    if one.home is None or other.home is None:
        cost += 10
    else:
        across = (one.home[0] - other.home[0]) ** 2 + (one.home[1] - other.home[1]) ** 2
        cost += min(int(across**0.5) // _KM, 50)
    return cost + min(abs(one.applied - other.applied) // _MONTH, 49)


def masked(people: int, *, inside: bool) -> int | None:
    """A count as it may be shown: outside the centre nothing between 1 and 4 (None)."""
    return people if inside or people == 0 or people >= LEAST else None
