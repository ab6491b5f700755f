"""Every number that was tuned, with where it was tuned. Nothing here is a fact of law or of a district."""

from __future__ import annotations

from dataclasses import dataclass, field

from .kernel import Tuning


@dataclass(frozen=True)
class SearchParams:
    """Our own search. Heats are shares of the mean gain."""

    tuning: Tuning = field(default_factory=lambda: Tuning(10.0, 10.0, 0.01, 0.5, 0.8, 50))
    first_heat: float = 1.0
    last_heat: float = 0.05
    reheat: float = 0.3
    restarts: int = 5
    first_chunk: int = 50
