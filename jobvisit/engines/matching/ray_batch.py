"""The port on Ray: the same kernel on several machines. Ray is an extra (``pip install ray``), needed by nothing else.

Every node must see the folder given to ``match_all`` under the same path (a shared disk). Blocks are Ray tasks: one
lost with its node is run again elsewhere, and as a block's lists depend on nothing but the files, the answer is the
same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from jobvisit.engines.matching.batch import Done, MapBlocks
from jobvisit.engines.matching.work import Block, Opened, Work, run

RETRIES = 5
"""How often a block may lose its node."""


def on_ray(address: str | None = None, *, ahead: int | None = None, **options: Any) -> MapBlocks:
    """On the cluster at ``address`` (or the one already joined). ``ahead``: blocks under way at once, by default
    twice the cluster's processors. ``options`` go to ``ray.init``."""
    ray: Any = import_module("ray")

    def map_blocks(opened: Opened, work: Work | None, blocks: Iterable[Block]) -> Iterator[Done]:
        if work is None:
            raise ValueError("nodes share their work through files: a folder is needed")
        if not ray.is_initialized():
            ray.init(address=address, **options)
        task = ray.remote(num_cpus=1, max_retries=RETRIES)(run)
        most = ahead or max(2, 2 * int(ray.cluster_resources().get("CPU", 1)))
        waiting = iter(blocks)
        under_way: dict[Any, Block] = {}
        while True:
            under_way.update({task.remote(work, block): block for block in islice(waiting, most - len(under_way))})
            if not under_way:
                return
            finished, _ = ray.wait(list(under_way), num_returns=1)
            for reference in finished:
                yield under_way.pop(reference), ray.get(reference)

    return map_blocks
