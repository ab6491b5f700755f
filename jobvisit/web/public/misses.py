"""Who opens many links that do not exist is kept out for a while. Counted in memory: opening a page writes no row.

Each process counts by itself, so with two of them twice as many misses pass; against 144 bits either number is
nothing. A whole telephone company may share one address, therefore only misses count, never links that exist.
"""

import threading
import time
from typing import Final

BURST: Final = 30
"""Misses from one address before it must wait."""
PER_MINUTE: Final = 10
REMEMBERED: Final = 10_000


class Misses:
    """One bucket an address; a bucket fills with misses, `burst` at most, and drains with time."""

    def __init__(self, burst: int = BURST, per_minute: float = PER_MINUTE) -> None:
        self._burst, self._per_minute = burst, per_minute
        self._lock = threading.Lock()
        self._filled: dict[str, tuple[float, float]] = {}

    def too_many(self, address: str) -> bool:
        """Whether the address must wait."""
        return self._level(address) >= self._burst

    def missed(self, address: str) -> None:
        """Count one miss."""
        with self._lock:
            if len(self._filled) >= REMEMBERED:
                self._forget_the_calm()
            self._filled[address] = (self._level(address) + 1, time.monotonic())

    def clear(self) -> None:
        """Forget everybody; for tests."""
        with self._lock:
            self._filled.clear()

    def _level(self, address: str) -> float:
        level, at = self._filled.get(address, (0.0, 0.0))
        return max(0.0, level - (time.monotonic() - at) * self._per_minute / 60)

    def _forget_the_calm(self) -> None:
        self._filled = {one: it for one, it in self._filled.items() if self._level(one) >= 1}
        while len(self._filled) >= REMEMBERED:
            self._filled.pop(next(iter(self._filled)))


MISSES: Final = Misses()
