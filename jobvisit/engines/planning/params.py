"""Every number that was tuned, with where it was tuned. Nothing here is a fact of law or of a district."""

from __future__ import annotations

from dataclasses import dataclass, field

from .kernel import Tuning


@dataclass(frozen=True)
class SearchParams:
    """Our own search. Heats are shares of the median gain. The defaults suit benchmarks, started anew."""

    tuning: Tuning = field(default_factory=lambda: Tuning(10.0, 10.0, 0.01, 0.5, 0.8, 50))
    first_heat: float = 1.0
    last_heat: float = 0.05
    reheat: float = 0.3
    restarts: int = 5
    first_chunk: int = 50


WEEK = SearchParams(first_heat=1.0, last_heat=0.01, reheat=0.5, restarts=1)
"""A district's week, from the greedy plan: one slow cooling (tuned on sample weeks 2026 and 11, 4 CPU seconds)."""

CALM = SearchParams(last_heat=0.01, reheat=0.1, restarts=2)
"""A plan in force: little heat, for it is good already."""
