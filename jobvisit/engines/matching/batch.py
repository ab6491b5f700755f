"""Every list at once: orders in blocks, through one small port, in this process, in several, or on several machines.

``map_blocks`` is the port: a function that takes a ``Work`` and blocks of orders and yields each block with its
lists, in any order. ``in_threads`` needs nothing (the kernels release the interpreter's lock), ``in_processes`` and
``ray_batch.on_ray`` open the same snapshot file, mapped, in every worker; all run the same kernel. Given a folder,
``match_all`` keeps each block as soon as it is there: interrupted and started again it goes on where it stopped, and
the result can be opened by anyone afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np

from jobvisit.engines.matching.columns import I64, Orders
from jobvisit.engines.matching.filters import DIVISION
from jobvisit.engines.matching.index import Index
from jobvisit.engines.matching.kept import InFolder, InMemory, Lists
from jobvisit.engines.matching.segment import CELL
from jobvisit.engines.matching.work import Answer, Block, Opened, Work, run

BLOCK_OF_ORDERS: Final = 2_000

Done = tuple[Block, Answer]
MapBlocks = Callable[[Opened, "Work | None", Iterable[Block]], Iterator[Done]]
"""The port. The files are there only where ``match_all`` was given a folder."""


def in_threads(workers: int | None = None) -> MapBlocks:
    """In this process, as many at once as there are processors."""
    count = workers or os.cpu_count() or 1

    def map_blocks(opened: Opened, work: Work | None, blocks: Iterable[Block]) -> Iterator[Done]:
        with ThreadPoolExecutor(count) as pool:
            yield from _as_done(lambda block: pool.submit(opened.lists, block), blocks, 2 * count)

    return map_blocks


def in_processes(workers: int | None = None) -> MapBlocks:
    """In processes of their own, all mapping one snapshot. Needs the folder."""
    count = workers or os.cpu_count() or 1

    def map_blocks(opened: Opened, work: Work | None, blocks: Iterable[Block]) -> Iterator[Done]:
        if work is None:
            raise ValueError("processes share their work through files: a folder is needed")
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            yield from _as_done(lambda block: pool.submit(run, work, block), blocks, 2 * count)

    return map_blocks


def _as_done(submit: Callable[[Block], Future[Answer]], blocks: Iterable[Block], ahead: int) -> Iterator[Done]:
    """Keep ``ahead`` blocks under way and yield each as it is done."""
    waiting = iter(blocks)
    under_way: dict[Future[Answer], Block] = {}
    while True:
        under_way.update({submit(block): block for block in islice(waiting, ahead - len(under_way))})
        if not under_way:
            return
        finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in finished:
            yield under_way.pop(future), future.result()


def match_all(
    index: Index,
    orders: Orders,
    k: int = 20,
    *,
    folder: Path | str | None = None,
    map_blocks: MapBlocks | None = None,
    progress: Callable[[int, int], None] | None = None,
    size: int = BLOCK_OF_ORDERS,
) -> Lists:
    """The best ``k`` of the index for every order, each as ``rank`` gives it.

    ``folder``: where each block is kept when it is done; called again with the same people, orders and parameters, only
    the blocks still missing are worked on. ``progress`` is told (orders done, orders in all) after each block.
    """
    orders = orders.take(_neighbours_together(orders))
    opened = Opened.of(index, orders, k)
    blocks = [(first, min(first + size, len(orders))) for first in range(0, len(orders), size)]
    kept = InMemory(opened) if folder is None else InFolder(opened, Path(folder), size)
    missing = [block for block in blocks if not kept.has(block)]
    done = len(orders) - sum(last - first for first, last in missing)
    for block, answer in (map_blocks or in_threads())(opened, kept.work, missing):
        kept.put(block, answer)
        done += block[1] - block[0]
        if progress:
            progress(done, len(orders))
    return kept.lists()


def _neighbours_together(orders: Orders) -> I64:
    """Orders that read the same cells one after the other, while those are in the processor's cache."""
    return np.lexsort((orders.ids, orders.x // CELL, orders.y // (4 * CELL), orders.occupation // DIVISION))
