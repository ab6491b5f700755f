"""Lengths of time: "주 40시간", "주5일20시간", "일 3시간", "휴게 1시간", "주 소정근로시간 : 40시간".

Hours a week are taken only where they are said; computing them from the clock is left to `settle`, which marks it.
"""

import re
from typing import NamedTuple

from .clock import FoundHours
from .scan import Page
from .types import Span

_HOURS = r"(?P<{0}>[0-9]{{1,2}}(?:\.[0-9]{{1,2}})?)\s?(?:시간|[hH](?![a-z])|Hr)"
_BEYOND = r"(?!\s?(?:의\s?)?(?:시간\s?외|연장|초과|잔업|이상\s?초과|추가))"
# "주 40시간", "주 소정근로시간 : 40시간", "주당 15시간", "(주40시간)"
_PER_WEEK = re.compile(
    r"(?<![가-힣0-9])(?:매주|주당|1?주)\s?(?:평균|총)?\s?(?:소정)?\s?(?:근로|근무)?\s?(?:시간)?\s{0,3}[:(]?\s?"
    + _HOURS.format("hours")
    + _BEYOND
    + r"(?!\s?(?:이내|미만|한도|까지))"
)
# "주5일20시간", "주 6일 48시간", "주5일/40시간", "주6일 (12:00~15:00) 18시간": too many hours to be those of a day
_AFTER_DAYS = re.compile(
    r"(?<![가-힣0-9])주\s?[1-7]\s?일\s?(?:제|근무)?\s?(?:\([^()\n]{1,20}\))?\s?[,/(]?\s?(?:총)?\s?"
    + _HOURS.format("hours")
    + _BEYOND
)
# "주6일 하루 4시간", "일 3시간", "1일 8시간", "일일 4시간", "일/2시간씩", "1일소정근로시간 8시간"
_PER_DAY = re.compile(
    r"(?:(?<![가-힣0-9])(?:1\s?일|일일|일|하루)|매일)\s?(?:소정)?\s?(?:평균|총)?\s?(?:근로|근무)?\s?(?:시간)?\s?[:/(]?\s?"
    + _HOURS.format("hours")
    + _BEYOND
)
# "(8시간)", "(3시간 근무)", "6H근무": beside a pair of times
_BESIDE = re.compile(
    r"(?:\(\s?(?:총)?\s?"
    + _HOURS.format("a")
    + r"\s?(?:근무|근로)?\s?[,)]|"
    + _HOURS.format("b")
    + r"\s?(?:근무|근로)(?!\s?(?:시|후)))"
)
# said to be typed for a form's sake: "워크넷 전산 입력을 위해 주 소정시간 40시간으로 입력"
_FOR_THE_FORM = re.compile(r"(?:워크넷|고용24|전산|시스템)[^\n]{0,24}(?:입력|표기|등록|기재)")

_BREAK = r"(?:휴\s?게|휴\s?식|점심|중식|식사|브레이크\s?타임)\s?(?:시간|시)?"
_LENGTH = (
    r"(?:(?P<{0}h>[0-9]{{1,2}}(?:\.[0-9])?)\s?(?:시간|[hH])(?:\s?(?P<{0}m>[0-9]{{1,2}})\s?분)?"
    r"|(?P<{0}min>[0-9]{{1,3}})\s?분)"
)
# "휴게 1시간", "휴게시간: 60분", "휴게시간 3시간 20분", "점심시간 별도(60분)", "휴게시간 한시간"
_BREAK_FIRST = re.compile(
    _BREAK
    + r"\s?(?:은|:|-|\(|=)?\s?(?:총|주간|별도|매일)?\s?[(:]?\s?(?:"
    + _LENGTH.format("a")
    + r"|(?P<one>한\s?시간))"
)
# "1시간 휴게", "30분 휴게시간", "(60분 휴게)"
_PARTS = re.compile(r"(?:오[전후]|주간|야간|각)\s?(?:[0-9]{1,2}\s?분)?\s?,?\s?$")  # "오전15분, 점심시간1시간, 오후15분"
# "휴게시간 없음"; not "휴게시간 없이 돌아가며", nor "휴게 공간 없음"
_NO_BREAK = re.compile(r"(?:휴게|휴식|쉬는)\s?(?:시간)?\s?(?:은|이|:|-)?\s?(?:별도로?\s?)?(?:없음|없습니다|無)")
_EACH_HOUR = re.compile(r"시간\s?(?:별|당|마다)|매\s?시간")
_MORE = re.compile(r"^\s?[,/]\s?(?:오[전후]|야간)\s?[0-9]")
_BREAK_LAST = re.compile(_LENGTH.format("a") + r"\s?(?:의|은|간)?\s?(?:휴게|휴식|점심)")


LEAST_BREAK, MOST_PAUSES = 30, 120
"""Minutes of break by the clock that are believed as they stand: less leaves out the meal, more may be a choice."""


class Length(NamedTuple):
    """A length and where it is said; `certain` is False where two places give different ones."""

    value: float
    span: Span
    certain: bool = True


def find_weekly_hours(page: Page) -> Length | None:
    """Hours a week as said on the page; None if none are."""
    found = [
        Length(float(match["hours"]), page.span(*match.span()))
        for match in page.find(_PER_WEEK)
        if 0 < float(match["hours"]) <= 84
    ]
    found += [
        Length(float(match["hours"]), page.span(*match.span()))
        for match in _AFTER_DAYS.finditer(page.folded)
        if 12 < float(match["hours"]) <= 84
    ]
    return _one(page, found)


def find_daily_hours(page: Page) -> Length | None:
    """Hours a day as said on the page; None if none are."""
    found = [
        Length(float(match["hours"]), page.span(*match.span()))
        for match in page.find(_PER_DAY)
        if 0 < float(match["hours"]) <= 24
    ]
    found += [
        Length(float(match["hours"]), page.span(*match.span()))
        for match in _AFTER_DAYS.finditer(page.folded)
        if 0 < float(match["hours"]) <= 12
    ]
    found += [
        Length(float(match["a"] or match["b"]), page.span(*match.span()))
        for match in page.find(_BESIDE)
        if 0 < float(match["a"] or match["b"]) <= 24
    ]
    return _one(page, found)


def find_break(page: Page, hours: list[FoundHours]) -> Length | None:
    """Minutes of break: as said in minutes, else the sum of the breaks given by the clock; None if none are."""
    said = []
    none = next(page.find(_NO_BREAK), None)
    if none and not any(h.use == "break" for h in hours):
        page.take(*none.span())
        return Length(0, page.span(*none.span()))
    for pattern in (_BREAK_FIRST, _BREAK_LAST):
        for match in page.find(pattern):
            minutes = _minutes(match)
            if 5 <= minutes <= 12 * 60 and not _EACH_HOUR.search(page.before(match.start(), 20)):
                page.take(*match.span())
                parts = _PARTS.search(page.before(match.start(), 12)) or _MORE.match(page.after(match.end(), 12))
                said.append(Length(minutes, page.span(*match.span()), parts is None))
    clocked = {(h.start, h.end): h for h in hours if h.use == "break"}
    total = sum(h.minutes for h in clocked.values())
    if not said and not clocked:
        return None
    if not said:
        first = next(iter(clocked.values()))
        return Length(
            total, first.span, LEAST_BREAK <= total <= MOST_PAUSES or (len(clocked) == 1 and total > MOST_PAUSES)
        )
    alike = said[0].certain and len({length.value for length in said}) == 1 and (not clocked or total == said[0].value)
    return Length(said[0].value, said[0].span, alike)


def is_for_the_form(page: Page) -> Span | None:
    """Where the text admits that its hours were typed to satisfy a form."""
    match = _FOR_THE_FORM.search(page.folded)
    return page.span(*match.span()) if match else None


def _minutes(match: re.Match[str]) -> float:
    if match.groupdict().get("one"):
        return 60
    if match["amin"]:
        return float(match["amin"])
    return float(match["ah"]) * 60 + float(match["am"] or 0)


def _one(page: Page, found: list[Length]) -> Length | None:
    """The first of several lengths, uncertain where they differ."""
    for length in found:
        page.take(length.span.start, length.span.end)
    if not found:
        return None
    return found[0]._replace(certain=len({length.value for length in found}) == 1)
