"""Amounts of money as they are written: "10,320원", "2,700 만원", "3천5백만원", "이백오십만원", "13,00원"."""

import re
from typing import NamedTuple

_NUMBER = re.compile(r"[0-9][0-9,.]{0,14}")
# 천, 백, 십 right after a number, when more of an amount follows (never "천" of "천안", "백" of "백화점")
_SMALL = re.compile(r"(천|백|십)(?=\s?[0-9만원])")
_SMALL_UNITS = {"천": 1_000, "백": 100, "십": 10}
# 만, 억 (never "만" of "만근")
_MYRIAD = re.compile(r"\s?(?:(억)|(만)(?![가-힣])|(만)(?=\s?원|\s?[0-9]))")
_WON = re.compile(r"\s{0,2}원(?!\S{0,6}(?:거리))")
_ANY_UNIT = re.compile(r"\s?만?\s{0,2}원|\s?만(?![가-힣])")  # behind digits that are no number
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")  # 2,156,880
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")  # 13.100원 (a slip for 13,100)
_DECIMAL = re.compile(r"[0-9]{1,6}\.[0-9]{1,2}")  # 2.5백만, 216.5만
# "이백오십만원": Hangul numerals count only when 만원 follows, for 이천, 오산, 구리 are places
_HANGUL = re.compile(r"(?<![가-힣])([일이삼사오육칠팔구십백천]{1,7})만\s?원")
_HANGUL_DIGITS = {c: i for i, c in enumerate("일이삼사오육칠팔구", start=1)}
_HANGUL_UNITS = {"십": 10, "백": 100, "천": 1_000}

MAX_GROUPS = 3
"""Groups of one amount that are added up: "1억 2천3백만 5천원" has three."""


class Amount(NamedTuple):
    """An amount at `start`–`end` of the folded text.

    `value` is None where the digits cannot be a number ("13,00"). `unit` is the smallest unit written (1 for plain
    digits), `won` whether 원 was written, `slip` whether the writing had to be mended.
    """

    start: int
    end: int
    value: float | None
    unit: int
    won: bool
    slip: bool

    @property
    def has_unit(self) -> bool:
        return self.won or self.unit > 1


def read_amount(folded: str, start: int) -> Amount | None:
    """The amount that begins at `start`, or None if no digit stands there."""
    total, position, unit, slip = 0.0, start, 1, False
    for _ in range(MAX_GROUPS):
        group = _read_group(folded, position)
        if group is None or (position > start and not group.has_unit):
            break
        if group.value is None:
            return group if position == start else None
        total, slip = total + group.value, slip or group.slip
        position, unit = group.end, group.unit
        if group.won:
            return Amount(start, position, total, unit, True, slip)
        if unit < 10_000:
            break
        position += folded[position : position + 1] == " "
    if position == start:
        return None
    end = position - (folded[position - 1] == " ")
    won = _WON.match(folded, end)
    return Amount(start, won.end() if won else end, total, unit, won is not None, slip)


def _read_group(folded: str, start: int) -> Amount | None:
    """One group: digits with 천, 백, 십 between them, closed by 만 or 억 or 원: "3천5백만", "2.5백만", "5천원"."""
    held, position, unit, slip = 0.0, start, 1, False
    for _ in range(MAX_GROUPS):
        match = _NUMBER.match(folded, position)
        if not match:
            break
        digits = match.group().rstrip(",.")
        end = match.start() + len(digits)
        small = _SMALL.match(folded, end)
        myriad = _MYRIAD.match(folded, small.end() if small else end)
        value, mended = _number(digits, has_unit=bool(small or myriad))
        if value is None:
            won = _ANY_UNIT.match(folded, end)
            return Amount(start, won.end() if won else end, None, 1, won is not None, False)
        unit = _SMALL_UNITS[small.group(1)] if small else 1
        held, slip, position = held + value * unit, slip or mended, small.end() if small else end
        if myriad:
            unit = 100_000_000 if myriad.group(1) else 10_000
            return Amount(start, myriad.end(), held * unit, unit, False, slip)
        if not small:
            break
    if position == start:
        return None
    won = _WON.match(folded, position)
    return Amount(start, won.end() if won else position, held, unit, won is not None, slip)


def _number(digits: str, *, has_unit: bool) -> tuple[float | None, bool]:
    """The number the digits stand for, and whether they were mended. None where commas or points make no sense."""
    if digits.isdigit():
        return float(digits), False
    if _GROUPED.fullmatch(digits):
        return float(digits.replace(",", "")), False
    if has_unit and _DECIMAL.fullmatch(digits):
        return float(digits), False
    if not has_unit and _DOTTED.fullmatch(digits):
        return float(digits.replace(".", "")), True
    return None, False


# 만이천원, 일만 오천원, 이만삼천오백원, 구천원
_HANGUL_SMALL = re.compile(
    r"(?<![가-힣0-9])(?P<man>(?P<myriads>십?[일이삼사오육칠팔구]?)만\s?)?(?P<thousands>[일이삼사오육칠팔구]?)천"
    r"(?:(?P<hundreds>[일이삼사오육칠팔구])백)?\s?원"
)


def hangul_amounts(folded: str) -> list[Amount]:
    """Amounts in Hangul numerals: "이백오십만원" is 2,500,000 won."""
    found = []
    for match in _HANGUL.finditer(folded):
        total, digit = 0, 0
        for letter in match.group(1):
            if letter in _HANGUL_DIGITS:
                digit = _HANGUL_DIGITS[letter]
            else:
                total += (digit or 1) * _HANGUL_UNITS[letter]
                digit = 0
        found.append(Amount(match.start(), match.end(), (total + digit) * 10_000, 10_000, True, False))
    for match in _HANGUL_SMALL.finditer(folded):
        tens = sum((_HANGUL_DIGITS.get(letter, 0) or 10) for letter in match["myriads"] or "일") if match["man"] else 0
        value = tens * 10_000 + (_HANGUL_DIGITS.get(match["thousands"], 1) * 1_000)
        found.append(
            Amount(
                match.start(), match.end(), value + _HANGUL_DIGITS.get(match["hundreds"] or "", 0) * 100, 1, True, False
            )
        )
    return sorted(found, key=lambda amount: amount.start)
