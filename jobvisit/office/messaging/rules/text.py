"""How long a text message is, and which letters a telephone cannot show.

Carriers count bytes of cp949: 90 for SMS, 2,000 for LMS (figures of Korean gateways' manuals). Letters that cp949
added to KS X 1001 (뷁, 햏) arrive broken through some gateways, and emoji through all: both are named to the writer.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

SMS_BYTES = 90
LMS_BYTES = 2000
_KSX1001_FROM = 0xA1
"""Both bytes of a letter of KS X 1001 are at least this; the letters that cp949 added have a smaller one."""

_LOOKALIKES = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "•": "·",
        "\u00a0": " ",
        "\u2009": " ",
        "\t": " ",
        "\u200b": "",
        "\ufeff": "",
        "₩": "원",
    }
)
"""What a writer gets who chooses to have strange letters replaced, where something looks the same."""


class Kind(StrEnum):
    """What a carrier calls the message, by its length."""

    SMS = "sms"
    LMS = "lms"


class OnStrange(StrEnum):
    """What to do about letters that may not arrive. The writer chooses; nothing is replaced unasked."""

    REFUSE = "refuse"
    REPLACE = "replace"


@dataclass(frozen=True)
class Strange:
    """A letter that may not arrive, where it first stands (from 0), and whether cp949 knows it at all."""

    letter: str
    at: int
    in_cp949: bool


@dataclass(frozen=True)
class Text:
    """A text ready to be sent: composed (NFC), with `\\n` line ends, and what was replaced in it."""

    text: str
    size: int
    """Bytes of cp949."""
    kind: Kind
    replaced: tuple[Strange, ...] = ()


class StrangeLettersError(ValueError):
    """The text holds letters that may not arrive."""

    def __init__(self, letters: tuple[Strange, ...]) -> None:
        super().__init__("".join(strange.letter for strange in letters))
        self.letters = letters


class TextTooLongError(ValueError):
    """The text is longer than a long message may be. Both figures in bytes of cp949."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"{size} > {limit}")
        self.size, self.limit = size, limit


def composed(text: str) -> str:
    """The text in the form in which it is counted and sent: whole syllables (NFC), `\\n` between lines."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def strange_letters(text: str) -> tuple[Strange, ...]:
    """Each letter outside ASCII and KS X 1001 once, in order of appearance. `text` is composed."""
    first: dict[str, int] = {}
    for place, letter in enumerate(text):
        if letter not in first and not _arrives(letter):
            first[letter] = place
    return tuple(Strange(letter, place, _bytes(letter) is not None) for letter, place in first.items())


def size(text: str) -> int:
    """Bytes of cp949 of the composed text. Raises `StrangeLettersError` for letters that cp949 does not know."""
    try:
        return len(composed(text).encode("cp949"))
    except UnicodeEncodeError:
        unknown = tuple(strange for strange in strange_letters(composed(text)) if not strange.in_cp949)
        raise StrangeLettersError(unknown) from None


def fit(text: str, *, on_strange: OnStrange = OnStrange.REFUSE, instead: str = "?") -> Text:
    """Measure a text and choose its kind: SMS if it fits, else LMS.

    Raises `StrangeLettersError` (unless they are to be replaced, by a lookalike or by `instead`),
    `TextTooLongError`, and `ValueError` for a text without anything to read.
    """
    whole = composed(text)
    strange = strange_letters(whole)
    if strange and on_strange == OnStrange.REFUSE:
        raise StrangeLettersError(strange)
    for one in strange:
        likeness = one.letter.translate(_LOOKALIKES)
        whole = whole.replace(one.letter, instead if likeness == one.letter else likeness)
    if not whole.strip():
        raise ValueError("empty text")
    length = size(whole)
    if length > LMS_BYTES:
        raise TextTooLongError(length, LMS_BYTES)
    return Text(whole, length, Kind.SMS if length <= SMS_BYTES else Kind.LMS, strange)


def _arrives(letter: str) -> bool:
    if letter == "\n" or " " <= letter <= "~":
        return True
    encoded = _bytes(letter)
    return encoded is not None and len(encoded) == 2 and min(encoded) >= _KSX1001_FROM


def _bytes(letter: str) -> bytes | None:
    try:
        return letter.encode("cp949")
    except UnicodeEncodeError:
        return None
