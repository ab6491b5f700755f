"""What a link is made of, as plain values: tokens, second facts, and how often somebody may try."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

TOKEN_BYTES: Final = 18
"""144 bits, 24 letters: at a thousand million guesses a second nobody meets one of a million links in 10^27 years."""
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{24}")
BIRTH: Final = "birth"
PHONE: Final = "phone"
BUSINESS: Final = "business"
LENGTHS: Final = {BIRTH: 4, PHONE: 4, BUSINESS: 5}


@dataclass(frozen=True)
class Tries:
    """How often a second fact may be wrong: for one link ever, from one address within `window`."""

    per_link: int = 5
    per_address: int = 20
    window: timedelta = timedelta(hours=1)


def new_token() -> str:
    """A token nobody can guess; it says where something is, never what, and proves nobody's identity."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> str:
    """What is stored of a token. The look-up compares hashes, so its time says nothing about any token."""
    return hashlib.sha256(b"jobvisit link\0" + token.encode("utf-8", "replace")).hexdigest()


def well_formed(token: str) -> bool:
    """Whether it can be a token at all."""
    return TOKEN.fullmatch(token) is not None


def birth(day: date) -> str:
    """The second fact of a resident: month and day of birth (MMDD)."""
    return f"{BIRTH}:{day:%m%d}"


def phone(number: str) -> str:
    """The second fact of somebody whose telephone we know: its last four digits."""
    return f"{PHONE}:{_last(number, 4)}"


def business(number: str) -> str:
    """The second fact of a firm: the last five digits of its business number."""
    return f"{BUSINESS}:{_last(number, 5)}"


def kind_of(second_fact: str) -> str:
    """Which fact it is. Raises `ValueError` for one that is not of the form `kind:digits`."""
    kind, _, digits = second_fact.partition(":")
    if LENGTHS.get(kind) != len(digits) or not (digits.isascii() and digits.isdigit()):
        raise ValueError("a second fact is kind:digits, from birth(), phone() or business()")
    return kind


def typed(kind: str, answer: str) -> str:
    """What a person typed, as a second fact: digits of any script and any punctuation, the last ones that count."""
    digits = "".join(str(int(letter)) for letter in answer if letter.isdecimal())
    return f"{kind}:{digits[-LENGTHS[kind] :]}"


def same(one: str, other: str) -> bool:
    """Equality in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def _last(number: str, count: int) -> str:
    return "".join(letter for letter in number if letter.isdecimal())[-count:]
