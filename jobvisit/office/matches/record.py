"""The record of those passed over, packed: one entry a resident, compressed.

An entry is (resident's key, reason code, value), little-endian, 13 bytes: what `engines.matching.PassedOver` says.
"""

import io
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching import PassedOver

PRICED: Final = 200
"""The reason code beyond those of the engine: not worse at this order, but more needed at others (a round's price);
the value is that price in millionths."""
FAVOURED: Final = 201
"""The reason code of giving way to the group of a lawful measure; the value is the measure's weight in percent."""
WINDOWED: Final = 202
"""The reason code of giving way while an agreement's window is open; the value is the window's length in minutes."""

_ENTRY = np.dtype([("seeker", "<i8"), ("reason", "u1"), ("value", "<i4")])


class Passed(NamedTuple):
    """One resident passed over, with the engine's reason code and its value."""

    seeker: int
    reason: int
    value: int


def pack(passed: PassedOver) -> bytes:
    """The record as it is kept."""
    entries = np.empty(len(passed), _ENTRY)
    entries["seeker"], entries["reason"], entries["value"] = passed.ids, passed.reason, passed.value
    return zlib.compress(entries.tobytes(), 1)


def find(kept: bytes, seekers: Iterable[int]) -> dict[int, Passed]:
    """The entries of some residents, by key."""
    entries = np.frombuffer(zlib.decompress(kept), _ENTRY)
    wanted = entries[np.isin(entries["seeker"], list(seekers))]
    return {entry[0]: Passed(*entry) for entry in wanted.tolist()}


def unpack(kept: bytes) -> list[Passed]:
    """What was packed, in the same order."""
    return [Passed(*entry) for entry in np.frombuffer(zlib.decompress(kept), _ENTRY).tolist()]


def pack_arrays(arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """Named columns as they are kept."""
    kept = io.BytesIO()
    np.savez_compressed(kept, allow_pickle=False, **arrays)
    return kept.getvalue()


def unpack_arrays(kept: bytes) -> dict[str, npt.NDArray[Any]]:
    """What was packed."""
    with np.load(io.BytesIO(kept), allow_pickle=False) as found:
        return {name: found[name] for name in found.files}
