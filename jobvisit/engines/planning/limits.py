"""When to stop: a number of iterations (repeatable to the byte) or CPU seconds of this process (not overrun much)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

Clock = Callable[[], float]


@dataclass(frozen=True)
class Limit:
    """At least one limit must be given; with both, the first one reached ends the search."""

    iterations: int | None = None
    cpu_seconds: float | None = None

    def __post_init__(self) -> None:
        if self.iterations is None and self.cpu_seconds is None:
            raise ValueError("a limit needs iterations or cpu_seconds")
        if self.iterations is not None and self.iterations < 0:
            raise ValueError(f"iterations must not be negative: {self.iterations}")
        if self.cpu_seconds is not None and not 0 <= self.cpu_seconds < float("inf"):
            raise ValueError(f"cpu_seconds must be a number of seconds: {self.cpu_seconds}")


@dataclass
class Budget:
    """a running limit. ``clock`` counts CPU seconds; it is only read where seconds were asked for.

    ``started`` lets the caller count what was spent before (reading the file, importing).
    """

    limit: Limit
    clock: Clock = time.process_time
    started: float | None = None
    spent: int = 0
    _begin: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        if self.limit.cpu_seconds is not None:
            self._begin = self.clock() if self.started is None else self.started

    def seconds_left(self) -> float | None:
        """None where no seconds were asked for."""
        if self.limit.cpu_seconds is None:
            return None
        return max(0.0, self.limit.cpu_seconds - (self.clock() - self._begin))

    def iterations_left(self) -> int | None:
        """None where no iterations were asked for."""
        return None if self.limit.iterations is None else max(0, self.limit.iterations - self.spent)

    def fraction(self) -> float:
        """How much is used up, 0 to 1: the larger of both shares."""
        parts = [0.0]
        if self.limit.iterations is not None:
            parts.append(self.spent / self.limit.iterations if self.limit.iterations else 1.0)
        if self.limit.cpu_seconds is not None:
            parts.append((self.clock() - self._begin) / max(self.limit.cpu_seconds, 1e-9))
        return min(1.0, max(parts))

    def done(self) -> bool:
        """Nothing is left."""
        return self.fraction() >= 1.0

    def share(self, part: float, at_least: int = 0) -> Budget:
        """A budget over ``part`` of what is left (``at_least`` so many iterations, where so many are left); what it
        spends must be added with `take`."""
        left, seconds = self.iterations_left(), self.seconds_left()
        limit = Limit(
            None if left is None else min(left, max(at_least, int(left * part))),
            None if seconds is None else seconds * part,
        )
        return Budget(limit, self.clock)

    def take(self, iterations: int) -> None:
        """Count iterations as spent."""
        self.spent += iterations
