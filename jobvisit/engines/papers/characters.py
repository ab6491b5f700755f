"""Which characters the vendored fonts can print, and what is printed in place of the others.

PDF/UA refuses a document with a character that no font shows. A name must still come out, so an unprintable character
appears by its code point (`[U+20BB7]`): seen by whoever reads the paper, and still telling which character was meant.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path
from struct import unpack_from

FONTS = Path(__file__).parent / "fonts"
_SPACES = re.compile("[\t\v\f\u2028\u2029\x85]")
_SILENT = frozenset("\ufeff\u200b\u2060\u00ad")
"""Characters that show nothing and mark nothing in a printed value."""
_JOINING = frozenset("\u200d\ufe0f\ufe0e")
"""Parts of an emoji sequence."""


def printable(text: str) -> str:
    """`text` in composed form (NFC), every character of it one that the fonts can print. Line breaks stay."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if composed.isascii() and composed.isprintable():
        return composed
    known = covered()
    return "".join(_printed(character, known) for character in _SPACES.sub(" ", composed))


@cache
def covered() -> frozenset[int]:
    """The code points that the vendored fonts have a picture for. Private-use code points mean nothing to a reader."""
    found = set().union(*(_cmap(path.read_bytes()) for path in sorted(FONTS.glob("*/*.[ot]tf"))))
    return frozenset(code for code in found if not 0xE000 <= code < 0xF900 and code < 0xF0000)


def _printed(character: str, known: frozenset[int]) -> str:
    if character == "\n" or character in _JOINING:
        return character
    if character in _SILENT or unicodedata.category(character) == "Cc":
        return ""
    return character if ord(character) in known else f"[U+{ord(character):04X}]"


def _cmap(font: bytes) -> set[int]:
    """The code points of an OpenType font's full Unicode table (cmap format 12)."""
    tables = {font[at : at + 4]: unpack_from(">L", font, at + 8)[0] for at in _records(font)}
    cmap = tables[b"cmap"]
    for number in range(unpack_from(">H", font, cmap + 2)[0]):
        at = cmap + unpack_from(">L", font, cmap + 4 + 8 * number + 4)[0]
        if unpack_from(">H", font, at)[0] == 12:
            groups = unpack_from(">L", font, at + 12)[0]
            spans = (unpack_from(">LL", font, at + 16 + 12 * group) for group in range(groups))
            return {code for first, last in spans for code in range(first, last + 1)}
    raise ValueError("a vendored font has no full Unicode table")


def _records(font: bytes) -> range:
    return range(12, 12 + 16 * unpack_from(">H", font, 4)[0], 16)
