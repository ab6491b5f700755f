"""Shift work: "3교대", "주야 2교대", "24시간 격일제", "퐁당퐁당", "24시간 맞교대", "3-3근무", "야간전담".

A pattern without a name of its own (당비휴, 3-3, 스케줄) is `rotation`. Words that only deny or offer a turn
("교대 없음", "야간 : 희망자 협의") are no shift.
"""

import re

from .scan import Page
from .types import Doubt, Read, Shift, Span

_DENIED = re.compile(r"^\s?(?:근무)?\s?(?:은|는|이)?\s?[:(]?\s?(?:없음|없습|없는|없이|아님|아닙|안\s?함|X|x|불가)")
_OPTIONAL = re.compile(r"^\s?(?:근무)?\s?(?:도)?\s?[:(]?\s?(?:희망|가능|협의|선택|우대|경험|경력|무관)")

# (the value, words, doubt), most telling first; what stands earlier in this list wins
_SHIFTS: tuple[tuple[Shift, str, Doubt], ...] = (
    ("three_shift", r"(?:[3-5]\s?조\s?)?(?:3|삼)\s?교대", ""),  # 3교대, 4조 3교대
    ("alternate_day", r"격일\s?(?:제|근무|교대|로|근로)?|퐁당\s?퐁?당\s?당?", ""),  # 격일제, 24시간 격일, 퐁당퐁당
    (
        "alternate_day",
        r"하루\s?(?:근무|일)\s?(?:하시고|하고|후)?\s?(?:하루|이틀)\s?(?:휴무|쉼|쉬)",
        "",
    ),  # 하루 근무 하시고 이틀 휴무
    ("24h", r"24\s?시간?\s?(?:씩)?\s?(?:2\s?교대|맞\s?교대|교대)", ""),  # 24시간 맞교대
    ("two_shift", r"(?:12\s?시간|주\s?[,/·]?\s?야(?:간)?)\s?맞\s?교대", ""),  # 주야 맞교대
    ("24h", r"맞\s?교대", "inferred"),
    (
        "two_shift",
        r"(?:[2-4]\s?조\s?)?(?:주\s?[,/·]?\s?야(?:간)?\s?)?(?:2|이|맞)\s?교대",
        "",
    ),  # 2교대, 3조2교대, 주야 2교대
    ("two_shift", r"주\s?[,/·]?\s?야(?:간)?\s?(?:교대|교번|순환)", ""),  # 주야교대
    ("two_shift", r"주{2,5}\s?야{2,5}\s?(?:비|휴){1,4}", ""),  # 주주야야비비
    (
        "rotation",
        r"당\s?[-,/]?\s?비\s?[-,/]?\s?(?:휴|비)|주\s?[-,/]?\s?(?:당|야)\s?[-,/]?\s?(?:당\s?)?비\s?(?:휴)?",
        "inferred",
    ),
    (
        "rotation",
        r"(?!5\s?일.{0,9}2\s?일|6\s?일.{0,9}1\s?일)[2-6]\s?일\s?(?:근무|일)\s?[,/]?\s?(?:후|하고)?\s?[1-4]\s?일\s?(?:휴무|휴식|쉼|쉬)",
        "inferred",
    ),  # 4일근무 2일휴무
    ("rotation", r"[3-6]\s?[-/]\s?[1-4]\s?(?:제\s?)?근무(?:제도?)?", ""),  # 3-3근무제
    (
        "rotation",
        r"로테이션(?!\s?(?:됨|없))|순환\s?근무|교대\s?근무|교대\s?제|스케(?:줄|쥴)\s?(?:제|근무|휴무)|시프트\s?근무|탄력\s?근무",
        "inferred",
    ),
    ("24h", r"24\s?시간\s?(?:상주|입주|숙식|근무)(?!\s?(?:후|명령))", "inferred"),  # 입주 24시간 근무
    (
        "night",
        r"야간\s?(?:전담|전용|고정|근무자|전문|근무만|직)|야간\s?근무(?=\s?\()|심야\s?(?:근무|전담)|나이트\s?(?:전담|킵|근무)",
        "",
    ),
)
_COMPILED = tuple((value, re.compile(pattern), doubt) for value, pattern, doubt in _SHIFTS)
_TURN_LEFT = re.compile(r"월\s?[1-9]\s?회\s?$|[0-9]개월\s?(?:단위|마다)로?\s?\S{0,4}\s?$")


def find_shift(page: Page) -> Read[Shift] | None:
    """The pattern of turns the page tells of, or None."""
    for value, pattern, doubt in _COMPILED:
        for match in page.find(pattern):
            after = page.after(match.end(), 14)
            if _DENIED.match(after) or page.section(match.start()) == "preferred":
                page.take(*match.span())
                continue
            if _TURN_LEFT.search(page.before(match.start(), 16)):
                continue
            page.take(*match.span())
            offered = bool(_OPTIONAL.match(after))
            why: Doubt = "conditional" if offered else doubt
            return Read(value, (page.span(*match.span()),), why == "", why)
    return None


# "6시교대", "06:00 교대": when the guard changes
_CHANGEOVER = re.compile(
    r"(?<![0-9:])(?P<half>오전|오후)?\s?(?P<hour>[0-9]{1,2})\s?(?:시|:(?P<minute>[0-5]0))\s?(?:에)?\s?교대"
)
# "시간협의가능", "시간 조정 가능", "근무시간 조율가능"
_FLEXIBLE = re.compile(
    r"시간\s?(?:은|대)?\s?(?:협의|조정|조율|변경)\s?가?능?|(?:앞뒤|전후)\s?[0-9]{1,2}분\s?(?:조율|조정)"
)


def find_changeover(page: Page) -> tuple[int, Span] | None:
    """The minute of the day at which turns change, and its words."""
    match = next(page.find(_CHANGEOVER), None)
    if match is None or int(match["hour"]) > 24:
        return None
    page.take(*match.span())
    hour = int(match["hour"]) % 24
    hour += 12 if match["half"] == "오후" and hour < 12 else 0
    return hour * 60 + int(match["minute"] or 0), page.span(*match.span())


def find_flexible(page: Page) -> Span | None:
    """Where the hours are said to be open to talk."""
    match = next(page.find(_FLEXIBLE), None)
    if match is None:
        return None
    page.take(*match.span())
    return page.span(*match.span())
