"""The record of those passed over, packed: one entry a resident, compressed.

An entry is (resident's key, reason code, value), little-endian, 13 bytes: what `engines.matching.PassedOver` says.
"""

import zlib
from typing import NamedTuple

import numpy as np

from jobvisit.engines.matching import PassedOver

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


def unpack(kept: bytes) -> list[Passed]:
    """What was packed, in the same order."""
    return [Passed(*entry) for entry in np.frombuffer(zlib.decompress(kept), _ENTRY).tolist()]
