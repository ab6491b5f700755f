"""Weekdays as they are written: "월~금", "월,수,금", "월수금", "화요일~토요일", "평일", "토", "(토)(일)"."""

import re
from typing import NamedTuple

NAMES = "월화수목금토일"
WORKWEEK = frozenset(range(5))
WEEKEND = frozenset({5, 6})
ALL = frozenset(range(7))

_DAY = r"\(?[월화수목금토일](?:요일)?\)?"
# a single letter is a weekday only where no other Hangul touches it: never "수" of "수금" or "일" of "일일".
# In this order: 월~금 · 월,수,금 and 월 수 금 and (토)(일) · 월수금 · 월수요일 · 토요일 · "토 : 09:00" · 평일
GROUP = re.compile(
    rf"(?<![가-힣0-9])(?:매주\s?)?(?:"
    # 월~금, 화요일-토요일
    rf"(?P<from>[월화수목금토일])(?:요일)?\s?[~\-]\s?(?P<to>[월화수목금토일])(?:요일)?(?![가-힣])"
    rf"|(?P<list>{_DAY}(?:(?:\s?[,./·&]\s?{_DAY}){{1,6}}|(?:\s{_DAY}){{2,6}})(?![가-힣])|[월화수목금토일]요일(?:\s[월화수목금토일]요일){{1,6}}|\([토일]\)\s?\([토일]\))"
    rf"|(?P<run>[월화수목금토일]{{3,7}})(?:요일)?(?=\s|$|[^가-힣]|근무|오전|오후)"  # 월수금, 화수목금토
    rf"|(?P<pair>[월화수목금토일]{{2}})(?=요일)요일"  # 월수요일
    rf"|(?P<one>[월화수목금토일])요일|(?P<letter>[토일])(?=\s?[:(]|\s(?:[0-9]{{1,2}}\s?[:;~\-시](?!간)|오[전후])|\s?격주)"
    rf"|(?P<word>평일|주중|주말|매일)(?![가-힣]?당))"
)


class Group(NamedTuple):
    """Weekdays named together, at `start`–`end` of the text."""

    start: int
    end: int
    days: frozenset[int]


def groups(text: str) -> list[Group]:
    """Every group of weekdays in the text, in order."""
    found = []
    for match in GROUP.finditer(text):
        days = _days(match)
        if days:
            found.append(Group(match.start(), match.end(), days))
    return found


def _days(match: re.Match[str]) -> frozenset[int]:
    if match["from"]:
        first, last = NAMES.index(match["from"]), NAMES.index(match["to"])
        return frozenset(range(first, last + 1)) if first <= last else ALL - frozenset(range(last + 1, first))
    if match["word"]:
        return {"평일": WORKWEEK, "주중": WORKWEEK, "주말": WEEKEND, "매일": ALL}[match["word"]]
    letters = match["list"] or match["run"] or match["pair"] or match["one"] or match["letter"]
    letters = letters.replace("요일", "")
    days = [NAMES.index(letter) for letter in letters if letter in NAMES]
    if match["run"] and days != sorted(set(days)):
        return frozenset()  # 월수금 names each day once and in order; "일일일" is another word
    return frozenset(days)
