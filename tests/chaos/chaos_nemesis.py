"""Kills with -9, at random moments drawn from a seed."""

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress

from tests.chaos.chaos_house import House, children_of, kill_tree, wait_for
from tests.chaos.chaos_load import Ledger

KINDS = ("page process", "page server", "worker", "backend", "database")
WEIGHTS = (8, 4, 8, 5, 5)
AT_LEAST = 3
"""Writes acknowledged between two kills."""


class Nemesis:
    """Who kills, and how often it did."""

    def __init__(self, house: House, ledger: Ledger, seed: int) -> None:
        self.house, self.ledger = house, ledger
        self.random = random.Random(seed)
        self.kills: Counter[str] = Counter()

    def strike(self, kinds: tuple[str, ...] = KINDS) -> None:
        """Let some writes succeed, wait a random moment more, kill one thing, see to it that it runs again.

        Without the first a slow machine would only be killed while nothing works.
        """
        enough = self.ledger.acknowledged + AT_LEAST
        wait_for(lambda: self._goes_on(enough), "the house works between two kills")
        time.sleep(self.random.uniform(0.0, 0.8))
        weights = [WEIGHTS[KINDS.index(kind)] for kind in kinds]
        kind = self.random.choices(kinds, weights)[0]
        if self._kill(kind):
            self.kills[kind] += 1
        self.house.tend()

    def _goes_on(self, enough: int) -> bool:
        self.house.tend()
        return self.ledger.acknowledged >= enough

    def _kill(self, kind: str) -> bool:
        house = self.house
        assert house.web is not None
        if kind == "page process":
            return _kill_one(self.random, children_of(house.web.pid))
        if kind == "page server":
            with suppress(ProcessLookupError):
                os.killpg(house.web.pid, signal.SIGKILL)
                house.web.wait()
                return True
        if kind == "worker":
            return _kill_one(self.random, [one.pid for one in house.worker if one.poll() is None])
        if kind == "backend":
            return _kill_one(self.random, self._backends())
        if kind == "database":
            with suppress(OSError, ValueError, IndexError):
                kill_tree(self._postmaster())
                wait_for(lambda: not house.server.running(), "the killed database is gone")
                return True
        return False

    def _postmaster(self) -> int:
        return int((self.house.server.place.data / "postmaster.pid").read_text().split()[0])

    def _backends(self) -> list[int]:
        """Backends that serve our database: the death of one makes PostgreSQL end all and replay its log."""
        with suppress(OSError, ValueError, IndexError):
            return [pid for pid in children_of(self._postmaster()) if self.house.name in _title(pid)]
        return []


def _kill_one(luck: random.Random, pids: list[int]) -> bool:
    if not pids:
        return False
    with suppress(ProcessLookupError):
        os.kill(luck.choice(pids), signal.SIGKILL)
        return True
    return False


def _title(pid: int) -> str:
    with suppress(OSError), open(f"/proc/{pid}/cmdline") as file:
        return file.read()
    return ""
