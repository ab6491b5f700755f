"""Reading an answer that came as a text. Only what is certain counts; everything else is a person's to read."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_REFUSAL = {"수신거부", "무료수신거부", "거부", "문자그만", "그만", "stop", "unsubscribe"}
_LEADING = re.compile(r"^([0-9])(?:번|[.)\]])?(.*)$", re.DOTALL)


class Outcome(StrEnum):
    """What became of an incoming text."""

    ANSWERED = "answered"
    REFUSED_CONTACT = "refused_contact"
    UNCLEAR = "unclear"
    AMBIGUOUS = "ambiguous"
    """More than one question is open at this telephone."""
    NO_QUESTION = "no_question"
    NOT_TAKEN = "not_taken"
    """The code was clear, but the answer could not be acted on any more."""


FOR_A_PERSON = frozenset({Outcome.UNCLEAR, Outcome.AMBIGUOUS, Outcome.NO_QUESTION, Outcome.NOT_TAKEN})
"""Outcomes that become a task of a counsellor."""


@dataclass(frozen=True)
class Read:
    """The code that was meant, a refusal of all contact, or neither."""

    code: str = ""
    refuses: bool = False


def read(text: str, words: Mapping[str, str]) -> Read:
    """Which of the offered codes a text is. `words` gives each code its words ("1" → "관심 있음").

    "1", "1번", "①", "1. 관심있음" and "관심 있음" are clear; "1시에 전화 주세요", "1 아니요" or "1 2" are not.
    """
    said = _plain(text)
    if said in _REFUSAL:
        return Read(refuses=True)
    plain = {code: _plain(word) for code, word in words.items()}
    named = [code for code, word in plain.items() if word and said == word]
    if len(named) == 1:
        return Read(named[0])
    match = _LEADING.match(said)
    if match is None or match[1] not in plain:
        return Read()
    code, rest = match[1], match[2]
    return Read(code) if rest in {"", plain[code]} else Read()


def _plain(text: str) -> str:
    """Letters and digits only matter: ① is 1, blanks and end marks are nothing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s.!~,·\u3000]+(?!$)|[\s.!~,·]+$", "", folded).strip()
