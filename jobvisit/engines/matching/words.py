"""Free words as sets of character pairs, folded into 256 bits.

Korean compounds are written with and without blanks (주방보조, 주방 보조); pairs of neighbouring letters meet where
whole words do not. Folding costs a few chance collisions and buys a likeness of two texts in a handful of bit
operations.

Words that say sex, age, disability, family or origin are taken out of both texts first (``UNSAID``): the one
free field must not become the back door of what no column may hold (고용정책기본법 §7②). Work *with* such people loses
a word of its title by that (노인 요양 is compared as 요양), which costs far less than the other error.
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

UNSAID: Final = re.compile(
    r"남녀|남성|여성|남자|여자|남직원|여직원|주부|아줌마|아저씨|할머니|할아버지"
    r"|[1-9]\s*0\s*대|만?\s*\d{1,3}\s*살|만?\s*\d{2,3}\s*세|\d{2,4}\s*년\s*생|청소년|청년|중장년|중년|장년|노년|노인|고령자?|어르신|시니어|실버"
    r"|비장애인?|장애인?|휠체어|북한\s*이탈\s*주민|탈북민?|새터민|외국인|내국인|다문화|결혼\s*이민자?|이주민|조선족|교포|동포"
    r"|미혼모?|기혼|한부모|싱글맘|싱글대디|임산부|임신|출산|군필|미필"
    r"|\b(?:wom[ae]n|m[ae]n|male|female|girls?|boys?|seniors?|elderly|young|disabled|foreigners?|pregnant|married)\b"
)
"""What is left out of the comparison of words, wherever it stands."""

_SEPARATORS: Final = re.compile(r"[\W_]+")
_BLANK: Final = ord(" ")


def letters(text: str) -> npt.NDArray[np.uint32]:
    """Code points after Unicode composition and lower-casing, without ``UNSAID``, words apart by one blank, a blank at
    both ends."""
    clean = UNSAID.sub(" ", unicodedata.normalize("NFKC", text).lower())
    clean = _SEPARATORS.sub(" ", clean).strip()
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
