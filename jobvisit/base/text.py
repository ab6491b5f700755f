"""Korean text as people type it: one normal form, initials for searching, masks for showing."""

import re
import unicodedata

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST, _LAST, _PER_INITIAL = ord("가"), ord("힣"), 588
_FIRM_WORDS = re.compile(
    r"주식회사|유한회사|유한책임회사|사단법인|재단법인|사회복지법인|의료법인|\((?:주|유|사|재|의)\)|㈜"
)


def normal(text: str) -> str:
    """NFC, without control characters, blanks folded. What is stored is what was meant."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(ch for ch in composed if ch in "\n\t" or unicodedata.category(ch)[0] != "C")
    return re.sub(r"[ \t\u00a0\u3000]+", " ", visible).strip()


def initials(text: str) -> str:
    """The 초성 of every syllable, other letters in lower case, no blanks: `방배 Cafe` gives `ㅂㅂcafe`."""
    return "".join(_initial(ch) for ch in unicodedata.normalize("NFC", text) if not ch.isspace())


def is_initials(text: str) -> bool:
    """Whether a search text consists of 초성 only."""
    return bool(text) and all(ch in _INITIALS or ch.isspace() for ch in text)


def firm_key(name: str) -> str:
    """A firm's name without its legal form, blanks and punctuation: what makes two spellings look alike."""
    bare = _FIRM_WORDS.sub("", unicodedata.normalize("NFKC", name))
    return re.sub(r"[\W_]+", "", bare).lower()


def mask_name(name: str) -> str:
    """A person's name with the middle hidden: `홍길동` gives `홍○동`, `John Smith` gives `J○○○○○○○○h`."""
    if len(name) < 2:
        return "○" * len(name)
    if len(name) == 2:
        return name[0] + "○"
    return name[0] + "○" * (len(name) - 2) + name[-1]


def _initial(character: str) -> str:
    code = ord(character)
    if _FIRST <= code <= _LAST:
        return _INITIALS[(code - _FIRST) // _PER_INITIAL]
    return character.lower()
