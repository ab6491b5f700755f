"""One block of orders: what every worker of a batch does, wherever it runs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from jobvisit.engines.matching import kernels, snapshot
from jobvisit.engines.matching.asks import asks
from jobvisit.engines.matching.columns import I32, I64, Orders
from jobvisit.engines.matching.filters import U16
from jobvisit.engines.matching.index import Index
from jobvisit.engines.matching.params import Params
from jobvisit.engines.matching.rank import rank_row

NOBODY: Final = -(2**63)
"""The id beyond the end of a list."""

Block = tuple[int, int]
"""The first order of a block and the one after its last."""


class Answer(NamedTuple):
    """The lists of one block."""

    ids: I64
    scores: I32
    unknown: U16


@dataclass(frozen=True)
class Opened:
    """An index and the orders to ask it, in this process's memory."""

    index: Index
    orders: Orders
    k: int

    @classmethod
    def of(cls, index: Index, orders: Orders, k: int) -> Opened:
        """Lays the index out in one part where it is not, for the blocks to read."""
        whole = index if len(index.parts) == 1 else Index.build(index.rows(), index.params)
        return cls(whole, orders, k)

    def lists(self, block: Block) -> Answer:
        """The lists of one block of orders: compiled where that is ready, else plain."""
        first, last = block
        if not kernels.ready():
            return self._plain(first, last)
        part = self.index.parts[0]
        facts, bits = asks(self.orders.take(slice(first, last)))
        found = kernels.find(self.index, part, facts, bits, k=self.k, counting=False, explaining=False)
        there = found.rows >= 0
        people = part.segment.people.ids
        ids = people[np.maximum(found.rows, 0)] if len(people) else np.zeros(found.rows.shape, np.int64)
        return Answer(
            np.where(there, ids, NOBODY),
            np.where(there, found.scores, 0),
            np.where(there, found.unknown, 0).astype(np.uint16),
        )

    def _plain(self, first: int, last: int) -> Answer:
        answer = Answer(*(np.zeros((last - first, self.k), dtype) for dtype in (np.int64, np.int32, np.uint16)))
        answer.ids[:] = NOBODY
        for j in range(first, last):
            ranking = rank_row(self.index, self.orders.take(slice(j, j + 1)), self.k, engine="plain")
            at, n = j - first, len(ranking)
            answer.ids[at, :n], answer.scores[at, :n] = ranking.ids, ranking.scores
            answer.unknown[at, :n] = ranking.unknown
        return answer


@dataclass(frozen=True)
class Work:
    """The same as files, for other processes and machines to open: a snapshot and a folder with the orders."""

    snapshot: str
    orders: str
    k: int
    params: str

    def open(self) -> Opened:
        """Opened once in each process, and kept."""
        return _open(self)


@lru_cache(maxsize=1)
def _open(work: Work) -> Opened:
    index, _ = snapshot.load(work.snapshot, Params.from_json(work.params))
    with np.load(work.orders) as columns:
        orders = Orders(**columns)
    kernels.warm_up()
    return Opened.of(index, orders, work.k)


def run(work: Work, block: Block) -> Answer:
    """What every worker does."""
    return work.open().lists(block)
