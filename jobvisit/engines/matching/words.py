"""Free words as sets of character pairs, folded into 256 bits.

Korean compounds are written with and without blanks (주방보조, 주방 보조); pairs of neighbouring letters meet where
whole words do not. Folding costs a few chance collisions and buys a likeness of two texts in a handful of bit
operations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

WORDS_WIDTH: Final = 4
"""A signature is this many 64-bit words."""
SLOTS: Final = 64 * WORDS_WIDTH
FLOOR: Final = 4
"""A text of fewer pairs counts as if it had this many, so that one chance pair is not full likeness."""

_SEPARATORS: Final = re.compile(r"[\W_]+")
_BLANK: Final = ord(" ")


def letters(text: str) -> npt.NDArray[np.uint32]:
    """Code points after Unicode composition and lower-casing, words apart by one blank, a blank at both ends."""
    clean = _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()
    return np.frombuffer(f" {clean} ".encode("utf-32-le"), np.uint32)


@lru_cache(maxsize=8192)
def signature(text: str) -> npt.NDArray[np.uint64]:
    """``WORDS_WIDTH`` 64-bit words with a bit for each character pair; a word of one letter counts as that letter and a
    blank. All zero for a text without letters. The same on every machine and in every process, unlike ``hash``."""
    points = letters(text)
    first, second = points[:-1], points[1:]
    alone = (np.append(_BLANK, first[:-1]) == _BLANK) & (second == _BLANK)
    counted = (first != _BLANK) & ((second != _BLANK) | alone)
    mixed = first[counted] * np.uint32(0x9E3779B1) + second[counted] * np.uint32(0x85EBCA77)
    mixed = (mixed ^ (mixed >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
    present = np.zeros(SLOTS, np.bool_)
    present[mixed >> np.uint32(24)] = True
    packed = np.packbits(present, bitorder="little").view("<u8").astype(np.uint64)
    packed.setflags(write=False)
    return packed


def signatures(texts: Iterable[str]) -> npt.NDArray[np.uint64]:
    """One row a text, ``(n, WORDS_WIDTH)``."""
    return np.array([signature(text) for text in texts], np.uint64).reshape(-1, WORDS_WIDTH)


def likeness(a: npt.NDArray[np.uint64], b: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
    """Cosine of two signatures in whole percent, 0…100; -1 where a side has no words.

    ``a`` and ``b`` are ``(n, WORDS_WIDTH)`` and broadcast against each other.
    """
    both, of_a, of_b = (np.bitwise_count(bits).sum(-1, dtype=np.int32) for bits in (a & b, a, b))
    sizes = np.maximum(of_a, FLOOR).astype(np.float64) * np.maximum(of_b, FLOOR)
    percent = (100.0 * both / np.sqrt(sizes)).astype(np.int32)
    return np.where((of_a > 0) & (of_b > 0), percent, np.int32(-1))
