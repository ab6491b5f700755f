"""The compiled engine's door: whether it is ready, how to make it so, and how to ask it.

Numba is loaded by ``warm_up``, not before: who only needs the plain engine does not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple

import numpy as np

from jobvisit.engines.matching.asks import TALLY
from jobvisit.engines.matching.columns import I32, I64, U64
from jobvisit.engines.matching.index import Index, Part
from jobvisit.engines.matching.prices import Prices
from jobvisit.engines.matching.scores import PPM
from jobvisit.engines.matching.segment import frozen
from jobvisit.engines.matching.types import N_TERMS

ROOM = 4096
"""Postings read at once; shorter pieces could stop sooner, but a list of 20 seldom can, and each costs a call."""

_NO_PRICES = frozen(np.zeros(0, np.int32))
_warming = Lock()
_compiled: list[tuple[Callable[..., None], Callable[..., Any]]] = []
"""``rank_block`` and the tuple of its prices, once they are compiled."""


class Found(NamedTuple):
    """The answers for a block of orders, from one part. ``rows`` is -1 beyond the end of a list."""

    rows: I32
    unknown: I32
    scores: I32
    terms: I32
    tallies: I64


def ready() -> bool:
    """The kernels are compiled; until then the plain engine answers."""
    return bool(_compiled)


def warm_up() -> bool:
    """Compile the kernels, or read them from disk: ten seconds the first time, for a thread of its own or a build step.
    Returns whether the compiled engine is ready (it is not where Numba is missing)."""
    from jobvisit.engines.matching.jit import HAVE_NUMBA, alone, folder

    if not HAVE_NUMBA:
        return False
    with _warming:
        if not ready():
            with alone(folder()):
                _compiled.append(_compile())
    return True


def _compile() -> tuple[Callable[..., None], Callable[..., Any]]:
    """Ask the kernels something small, which makes Numba compile them for the kinds of arrays we have."""
    from jobvisit.engines.matching import asks, generate
    from jobvisit.engines.matching.kernel_rank import Priced, rank_block

    index = Index.build(generate.people(50))
    _find((rank_block, Priced), index, index.parts[0], *asks.asks(generate.orders(2)), k=3)
    return rank_block, Priced


def find(index: Index, part: Part, facts: I64, bits: U64, **how: Any) -> Found:
    """The best ``k`` of one part for the orders of ``asks.asks``; with ``k`` 0, only the counts. How: ``k``,
    ``counting`` (else reading stops when the list is safe), ``explaining`` (else no terms), ``prices``. Call after
    ``warm_up``."""
    return _find(_compiled[0], index, part, facts, bits, **how)


def _find(
    kernel: tuple[Callable[..., None], Callable[..., Any]],
    index: Index,
    part: Part,
    facts: I64,
    bits: U64,
    *,
    k: int,
    counting: bool = True,
    explaining: bool = True,
    prices: Prices | None = None,
) -> Found:
    rank_block, priced = kernel
    m, segment = len(facts), part.segment
    found = np.full((m, k, 3), -1, np.int32)
    terms = np.empty((m if explaining else 0, k, N_TERMS), np.int32)
    tallies = np.zeros((m, TALLY), np.int64)
    of_row, cheapest = (_NO_PRICES, 0) if prices is None or not len(segment) else prices.of_rows(segment)
    rank_block(
        0, m, k, counting or k == 0, ROOM, frozen(facts), frozen(bits),
        part.postings, segment.words, segment.cells, part.live, index.flat, priced(of_row, cheapest), PPM,
        found, terms, tallies,
    )  # fmt: skip
    return Found(found[:, :, 0], found[:, :, 1], found[:, :, 2], terms, tallies)
