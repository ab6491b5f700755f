"""The programme measures itself: what being visited early does, where the order of visits was drawn by lot.

Within strata (industry and size) chance decided who came first; those who wait are the control. The effect is the
difference of mean outcomes within strata, weighted by the strata's sizes; its interval is Neyman's (1923), which does
not assume that the effect is the same for every firm and errs on the wide side. The p-value is that of the same
difference under a thousand and more draws of the same lottery. Firms count as they were drawn, visited or not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random
from statistics import fmean, variance
from typing import Final

Z: Final = 1.959964
LEAST: Final = 20
"""Firms in each arm, in strata that hold at least two of both, below which nothing is said."""
DRAWS: Final = 2000


@dataclass(frozen=True, slots=True)
class Drawn:
    """One firm of the lottery: its stratum, whether it came first, and its outcome since (orders given)."""

    stratum: str
    early: bool
    outcome: float


@dataclass(frozen=True, slots=True)
class Effect:
    """Outcomes more an early firm than a waiting one, with the 95 % interval and the lottery's p-value.

    `early` and `late` are the firms compared, `left_out` those in strata too small to compare.
    """

    difference: float
    low: float
    high: float
    p: float
    early: int
    late: int
    left_out: int
    mean_late: float


def effect(firms: Sequence[Drawn], *, seed: int = 0, draws: int = DRAWS) -> Effect | None:
    """The effect, or None where there is too little to say anything."""
    strata: dict[str, tuple[list[float], list[float]]] = {}
    for firm in firms:
        strata.setdefault(firm.stratum, ([], []))[0 if firm.early else 1].append(firm.outcome)
    kept = {name: arms for name, arms in strata.items() if min(map(len, arms)) >= 2}
    early, late = (sum(len(arms[arm]) for arms in kept.values()) for arm in (0, 1))
    if min(early, late) < LEAST:
        return None
    size = early + late
    spread = sum(
        ((len(one) + len(other)) / size) ** 2 * (variance(one) / len(one) + variance(other) / len(other))
        for one, other in kept.values()
    )
    found = _difference(kept, size)
    half = Z * sqrt(spread)
    waiting = sum((len(one) + len(other)) / size * fmean(other) for one, other in kept.values())
    return Effect(
        found, found - half, found + half, _p(kept, size, found, seed, draws), early, late, len(firms) - size, waiting
    )


def _difference(strata: Mapping[str, tuple[list[float], list[float]]], size: int) -> float:
    return sum((len(one) + len(other)) / size * (fmean(one) - fmean(other)) for one, other in strata.values())


def _p(
    strata: Mapping[str, tuple[list[float], list[float]]], size: int, found: float, seed: int, draws: int
) -> float:  # fmt: skip
    """How often the lottery alone gives a difference at least as large; the draw that was made counts as one."""
    rng = Random(seed)
    pooled = {name: ([*one, *other], len(one)) for name, (one, other) in strata.items()}
    hits = 1
    for _ in range(draws):
        again = {}
        for name, (values, first) in pooled.items():
            rng.shuffle(values)
            again[name] = (values[:first], values[first:])
        hits += abs(_difference(again, size)) >= abs(found) - 1e-12
    return hits / (draws + 1)
