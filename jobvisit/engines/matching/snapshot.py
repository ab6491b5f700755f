"""An index on disk, mapped into memory by every worker that opens it: read once by the machine, shared by all.

One file: a magic line, a JSON header (format, engine layout, parameters, what arrays lie where, a checksum of each),
then the arrays, each on a page of its own. A snapshot is a copy that can be made again at any time. Anything
unexpected — another format, another layout, other parameters, a byte that does not fit its checksum, a length that
does not add up — raises
``SnapshotError``, and the caller builds anew. It is written beside its place and moved there, so a reader finds the old
one or the new one.
"""

from __future__ import annotations

import json
import mmap
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np

from jobvisit.engines.matching.columns import AnyArray, People
from jobvisit.engines.matching.index import Index, Part
from jobvisit.engines.matching.params import Params
from jobvisit.engines.matching.segment import BLOCK, CELL, Segment

MAGIC: Final = b"jobvisit matching index\n"
FORMAT: Final = 2
"""Raised whenever the same people would be laid out, or their words folded, otherwise than before."""
PAGE: Final = 4096
_LENGTH: Final = 12
"""Digits of the header's length, which follow the magic."""
_LONGEST_HEADER: Final = 1 << 20
_CHUNK: Final = 1 << 24


class SnapshotError(ValueError):
    """The file is not a snapshot that this engine, with these parameters, may read; the message says why."""


def _layout() -> dict[str, Any]:
    """What must agree between the writer and the reader."""
    columns = {name: [np.dtype(spec.dtype).str, spec.width] for name, spec in People.COLUMNS.items()}
    return {"format": FORMAT, "block": BLOCK, "cell": CELL, "columns": columns}


def save(index: Index, path: Path | str, *, mark: str = "") -> None:
    """Write the index, merged. ``mark`` is the caller's own note of what it holds (as up to which change), given back
    by
    ``load``. Raises ``OSError`` where it cannot be written; the place then keeps what it had."""
    parts = index.parts
    segment = parts[0].segment
    if len(parts) > 1 or parts[0].gone is not None:
        segment = Segment.build(index.rows(), index.params)
    arrays = segment.arrays()
    header, at = {"layout": _layout(), "params": json.loads(index.params.to_json()), "mark": mark}, 0
    places = {}
    for name, array in arrays.items():
        data = np.ascontiguousarray(array)
        places[name] = [data.dtype.str, list(data.shape), at, zlib.crc32(_bytes(data))]
        at += -(-data.nbytes // PAGE) * PAGE
    text = json.dumps({**header, "arrays": places, "bytes": at}).encode()
    head = MAGIC + b"%0*d" % (_LENGTH, len(text)) + b"%08x" % zlib.crc32(text) + text
    _write(Path(path), head + bytes(-len(head) % PAGE), arrays)


def _bytes(array: AnyArray) -> memoryview:
    return array.reshape(-1).view(np.uint8).data


def _write(path: Path, head: bytes, arrays: dict[str, AnyArray]) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(head)
            for array in arrays.values():
                data = _bytes(np.ascontiguousarray(array))
                file.write(data)
                file.write(bytes(-len(data) % PAGE))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def load(path: Path | str, params: Params | None = None) -> tuple[Index, str]:
    """The index and the mark it was saved with. The arrays stay in the file and are mapped, not copied.

    Raises ``SnapshotError`` unless the file is whole and was written by this layout with exactly these parameters;
    ``FileNotFoundError`` and other ``OSError`` as they come.
    """
    params = params or Params()
    with Path(path).open("rb") as file:
        header, start = _header(file.read(len(MAGIC) + _LENGTH + 8 + _LONGEST_HEADER))
        _agree(header, params)
        size = os.fstat(file.fileno()).st_size
        if size != start + header["bytes"]:
            raise SnapshotError(f"{size} bytes where {start + header['bytes']} are needed")
        for name, (dtype, shape, at, checksum) in header["arrays"].items():
            file.seek(start + at)
            if _checksum(file, _size(dtype, shape)) != checksum:
                raise SnapshotError(f"{name}: the checksum does not fit")
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    try:
        arrays = {name: _array(mapped[start:], *place[:3]) for name, place in header["arrays"].items()}
        _fit_together(arrays)
        segment = Segment.from_arrays(arrays)
    except (KeyError, TypeError, ValueError) as error:
        raise SnapshotError(f"arrays: {error}") from error
    return Index(Part.whole(segment), params), str(header["mark"])


def _header(head: bytes) -> tuple[dict[str, Any], int]:
    """The header and where the arrays begin."""
    if not head.startswith(MAGIC):
        raise SnapshotError("not a snapshot of a matching index")
    at = len(MAGIC) + _LENGTH + 8
    try:
        length, checksum = int(head[len(MAGIC) : len(MAGIC) + _LENGTH]), int(head[at - 8 : at], 16)
        text = head[at : at + length]
        if not 0 < length <= _LONGEST_HEADER or len(text) != length or zlib.crc32(text) != checksum:
            raise SnapshotError("the header is damaged")
        header = json.loads(text)
    except ValueError as error:
        raise SnapshotError(f"the header is damaged: {error}") from error
    return header, -(-(at + length) // PAGE) * PAGE


def _agree(header: dict[str, Any], params: Params) -> None:
    if header.get("layout") != _layout():
        raise SnapshotError("written by another version of the engine")
    if header.get("params") != json.loads(params.to_json()):
        raise SnapshotError("written with other parameters")


def _fit_together(arrays: dict[str, AnyArray]) -> None:
    """Names, types (with their byte order), dimensions and lengths are those of a segment. Raises ``SnapshotError``."""
    nobody = Segment.build(People.from_columns({"ids": np.zeros(0, np.int64)}), Params()).arrays()
    if set(arrays) != set(nobody):
        raise SnapshotError(f"arrays: {sorted(set(arrays) ^ set(nobody))}")
    people, postings = len(arrays["people.ids"]), len(arrays["postings.flags"])
    lengths = {"postings.flags": postings, "postings.near": postings}
    for name, array in arrays.items():
        part = name.split(".")[0]
        length = people if part in ("people", "ids") else lengths.get(name, postings // BLOCK)
        fits = part == "cells" or len(array) == length
        if array.dtype.str != nobody[name].dtype.str or array.ndim != nobody[name].ndim or not fits:
            raise SnapshotError(f"{name}: {array.dtype.str} {array.shape} does not belong there")


def _size(dtype: str, shape: list[int]) -> int:
    return int(np.prod(shape, dtype=np.int64)) * np.dtype(dtype).itemsize


def _checksum(file: BinaryIO, size: int) -> int:
    """Of the next bytes, read in pieces: the file is then warm in the machine's memory but not counted as this
    process's."""
    found = 0
    while size > 0:
        piece = file.read(min(size, _CHUNK))
        if not piece:
            return -1
        found, size = zlib.crc32(piece, found), size - len(piece)
    return found


def _array(data: memoryview, dtype: str, shape: list[int], at: int) -> AnyArray:
    """One array in place."""
    return np.frombuffer(data[at : at + _size(dtype, shape)], np.dtype(dtype)).reshape(shape)


def load_or_build(
    path: Path | str, people: Callable[[], People], params: Params | None = None, *, mark: str = ""
) -> tuple[Index, str, str]:
    """The snapshot if it may be read, else an index built from ``people()`` and saved there.

    Returns the index, its mark, and why the snapshot was refused ("" where it was read). Where the new one cannot be
    saved the reason says so too, and the index is as good without it.
    """
    try:
        index, found = load(path, params)
    except (SnapshotError, FileNotFoundError) as error:
        index, reason = Index.build(people(), params), str(error) or type(error).__name__
        try:
            save(index, path, mark=mark)
        except OSError as unsaved:
            reason += f"; not saved: {unsaved}"
        return index, mark, reason
    return index, found, ""
