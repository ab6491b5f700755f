"""Where the lists of a batch are kept: in memory, or in a folder that survives the process."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from jobvisit.engines.matching import snapshot
from jobvisit.engines.matching.columns import I32, I64
from jobvisit.engines.matching.filters import U16
from jobvisit.engines.matching.work import NOBODY, Answer, Block, Opened, Work

TYPES: Final[dict[str, np.dtype[Any]]] = {"ids": np.dtype("<i8"), "scores": np.dtype("<i4"), "unknown": np.dtype("<u2")}


class Lists(NamedTuple):
    """The best of each order, one row an order; ``NOBODY`` beyond the end of a list."""

    order_ids: I64
    ids: I64
    scores: I32
    unknown: U16

    def of(self, order_id: int) -> list[tuple[int, int]]:
        """(resident, score) for one order, best first. Raises ``KeyError`` for an order that was not asked."""
        rows = np.flatnonzero(self.order_ids == order_id)
        if not len(rows):
            raise KeyError(order_id)
        ids, scores = self.ids[rows[0]].tolist(), self.scores[rows[0]].tolist()
        return [(id_, score) for id_, score in zip(ids, scores, strict=True) if id_ != NOBODY]


class InMemory:
    """Lists in arrays."""

    work: Work | None = None

    def __init__(self, opened: Opened) -> None:
        m, k = len(opened.orders), opened.k
        self._lists = Lists(opened.orders.ids, *(np.zeros((m, k), dtype) for dtype in TYPES.values()))

    def has(self, block: Block) -> bool:
        """Whether this block is done already."""
        return False

    def put(self, block: Block, answer: Answer) -> None:
        """Keep a block."""
        rows = slice(*block)
        self._lists.ids[rows], self._lists.scores[rows] = answer.ids, answer.scores
        self._lists.unknown[rows] = answer.unknown

    def lists(self) -> Lists:
        """All of them, once every block is there."""
        return self._lists


class InFolder:
    """Lists in files, one column each, with a byte for each block that is done. A block counts as done only after its
    lists are on the disk. A folder of other work (people, orders, parameters, length, block size) is begun anew."""

    def __init__(self, opened: Opened, folder: Path, size: int) -> None:
        self._folder, self._opened, self._size = folder, opened, size
        folder.mkdir(parents=True, exist_ok=True)
        params = opened.index.params
        self.work = Work(str(folder / "index"), str(folder / "orders.npz"), opened.k, params.to_json())
        job = {"size": size, "k": opened.k, "orders": len(opened.orders), "mark": _mark(opened)}
        if _read(folder / "job.json") != job:
            self._begin(job)
        self._files = {name: os.open(folder / name, os.O_RDWR) for name in (*TYPES, "done")}

    def _begin(self, job: dict[str, Any]) -> None:
        folder, opened = self._folder, self._opened
        (folder / "job.json").unlink(missing_ok=True)
        snapshot.save(opened.index, folder / "index")
        np.savez(folder / "orders.npz", allow_pickle=False, **opened.orders.columns())
        m, k = len(opened.orders), opened.k
        for name, dtype in TYPES.items():
            _blank(folder / name, m * k * dtype.itemsize)
        _blank(folder / "done", -(-m // self._size))
        (folder / "job.json").write_text(json.dumps(job))

    def has(self, block: Block) -> bool:
        """Whether this block is done already."""
        return os.pread(self._files["done"], 1, block[0] // self._size) == b"\x01"

    def put(self, block: Block, answer: Answer) -> None:
        """Keep a block: its lists, then that it is done."""
        for (name, dtype), values in zip(TYPES.items(), answer, strict=True):
            file = self._files[name]
            os.pwrite(file, np.ascontiguousarray(values, dtype).tobytes(), block[0] * self._opened.k * dtype.itemsize)
            os.fdatasync(file)
        os.pwrite(self._files["done"], b"\x01", block[0] // self._size)

    def lists(self) -> Lists:
        """All of them, mapped from the folder."""
        for file in self._files.values():
            os.close(file)
        return read(self._folder)


def read(folder: Path | str) -> Lists:
    """The lists kept in a folder. Raises ``FileNotFoundError`` where there are none, ``ValueError`` where some are
    missing."""
    folder = Path(folder)
    job = json.loads((folder / "job.json").read_text())
    if set((folder / "done").read_bytes()) - {1}:
        raise ValueError(f"{folder}: the batch is not finished")
    shape = (job["orders"], job["k"])
    with np.load(folder / "orders.npz") as orders:
        order_ids = orders["ids"]
    if 0 in shape:
        return Lists(order_ids, *(np.zeros(shape, dtype) for dtype in TYPES.values()))
    return Lists(order_ids, *(np.memmap(folder / name, dtype, "r", shape=shape) for name, dtype in TYPES.items()))


def _blank(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return None


def _mark(opened: Opened) -> int:
    """A checksum of everything the lists depend on."""
    found = zlib.crc32(opened.index.params.to_json().encode())
    part = opened.index.parts[0]
    arrays = [part.postings.flags, *part.segment.arrays().values(), *opened.orders.columns().values()]
    for array in arrays:
        found = zlib.crc32(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data, found)
    return found
