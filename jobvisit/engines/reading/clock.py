"""Clock times: "(오전) 6시 00분 ~ (오후) 2시 00분", "(정오) 12시", "9-18시", "09시부터 18시까지", "15:000~18:00".

Only pairs are read: a time alone says little. Each pair is put down for what its neighbours make it: working hours of
the ordinary day, of a Saturday or a night turn, a break, overtime, or the time of an interview. Where 오전 or 오후 is
missing the pair is completed to a day a person would work, and marked.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from . import weekdays
from .scan import Page
from .types import Doubt, Span

Use = Literal["work", "break", "overtime", "event"]
When = Literal["", "saturday", "sunday", "holiday", "night"]

DAY = 24 * 60
LONGEST_USUAL = 13 * 60
"""Beyond this (and short of a full day) a pair of times is more often a slip than a working day."""
SHORTEST_WORK = 60
LONGEST_BREAK = 150
LONGEST_NIGHT_BREAK = 5 * 60
"""A break of a night turn: "휴게시간 : 12:30~13:30 / 01:00~05:00"."""


@dataclass(frozen=True, slots=True)
class FoundHours:
    """A pair of times in minutes of the day; `end` may be 1440 for "24:00". An end not after the start: next day."""

    start: int
    end: int
    use: Use
    when: When
    span: Span
    sure: bool = True
    doubt: Doubt = ""

    @property
    def minutes(self) -> int:
        return (self.end - self.start) % DAY or DAY


class _Time(NamedTuple):
    half: str
    hour: int
    minute: int
    settled: bool  # written so that 오전 and 오후 cannot be confused
    odd: bool


_HALF = r"(?:\(?\s?(?P<{0}half>오전|오후|새벽|아침|저녁|밤|낮|정오|자정|AM|PM|am|pm)\s?\)?\s{{0,3}})?"
_ENGLISH = {"am": "오전", "pm": "오후"}
_TIME = _HALF + (
    # 9시, 9시 30분, 9시반
    r"(?:(?P<{0}hour>[0-9]{{1,2}})\s?시(?!간)\s?(?:(?P<{0}minute>[0-9]{{1,2}})\s?분|(?P<{0}thirty>반)"
    r"|(?P<{0}short>[0-5][05])(?=\s{{0,2}}(?:[~\-)]|$)))?"
    r"|(?P<{0}hh>[0-9]{{1,2}})\s?[:;]\s?(?P<{0}mm>[0-5][0-9]0?|0)\s?(?:시|분)?"  # 09:00, 8:30시, 09;00, 15:000
    r"|(?P<{0}hp>[0-9]{{1,2}})\.(?P<{0}mp>00|15|30|45)(?![0-9])"  # 09.00
    r"|(?P<{0}four>(?:[01][0-9]|2[0-4])[0-5][0-9])(?![0-9])"  # 0900
    # 9 of "9-18시"
    r"|(?P<{0}bare>[0-9]{{1,2}})(?![0-9.,:%]|\s?(?:명|일|개|월|년|만|세|인|분|주|회|호|층|시간|H|h|kg))"
    r"|(?P<{0}word>정오|자정))"
    r"(?:\s?(?P<{0}behind>[AaPp]\.?[Mm])(?![A-Za-z])\.?)?"  # 9:00AM
)
_TO = r"\s{0,3}(?:(?:~|-|→|>|부터|에서|to(?![A-Za-z]))\s{0,3}){1,2}(?:\(?(?P<next>익일|다음\s?날|명일)\)?\s?|당일\s?)?"
_PAIR = re.compile(
    r"(?<![0-9])(?<![0-9][.,:\-])" + _TIME.format("a") + r"(?:\s?출근)?" + _TO + _TIME.format("b") + r"(?:\s?까지)?"
)
# "09:00 출근 / 18:00 퇴근"
_LEAVING = re.compile(_TIME.format("a") + r"\s?출근\s?[,/]?\s?(?P<next>익일\s?)?" + _TIME.format("b") + r"\s?퇴근")
# "출근 9시, 퇴근 6시"
_COMING = re.compile(
    r"출근\s?(?:시간)?\s?:?\s?"
    + _TIME.format("a")
    + r"\s?[,/]?\s?퇴근\s?(?:시간)?\s?:?\s?(?P<next>익일\s?)?"
    + _TIME.format("b")
)
# two bare numbers are times only right behind this: "상세 근무시간 9~18"; never the 3-3 of "3-3근무"
_LABEL = re.compile(r"(?:근무|근로|업무|상세)\s?시\s{0,4}간\s{0,3}[:(]?\s{0,2}$")

# "휴게시간 : ", "(휴게 ", "휴게시간2시간:"; not "(휴게시간 1시간 포함) / 토 : ", which is done before the times begin
_BREAK = re.compile(
    r"(?:휴\s?게|휴\s?식|점심|중식|석식|조식|식사\s?시간|브레이크|쉬는)\s?(?:시간|타임)?[^0-9)\]\n]{0,10}"
    r"(?:[0-9]{1,2}\s?(?:시간|분)\s?[:(]?\s?)?$"
    r"|(?:휴\s?게|휴\s?식|점심|중식)\s?(?:시간|타임)?\s?[)\]]\s{0,2}:?\s{0,2}$"  # "(휴게시간) (오후) 2시"
)
# "10:00~10:15, 12:00~13:00 (휴게시간)": the label behind; not "09:00~18:00 (휴게 1시간)", which has its own length
_BREAK_BEHIND = re.compile(r"^\s?[(\[]?\s?(?:휴게|휴식|점심|중식|브레이크)\s?(?:시간|타임)?\s?[)\]]?\s?(?:$|[,/)\]])")
_OVERTIME = re.compile(r"(?:연장|잔업|특근|추가|시간\s?외|야근|비급여)\s?(?:근로|근무)?\s?(?:시|가능)?\s?[:(]?\s?$")
_EVENT = re.compile(
    r"(?:면접|접수|문의|통화|전화|연락|상담|방문|교육|운영|영업)\s?(?:일시|일자|시간|가능)?\s?(?:시간)?\s{0,2}[:(]?\s{0,2}$"
    r"|(?:박람회|설명회|행사|만남의\s?날)[^0-9,/.!\n]{0,10}$"
)
_NIGHT = re.compile(r"(?:야간|심야|야근|나이트|야)\s?(?:조|반|근무|시|:|\(|\s)*$")
_SATURDAY = re.compile(r"(?<![가-힣~\-])토\s?(?:격주|근무|\s?[:(]?\s{0,2}$)|격주\s?토|토요")
_DATE_LEFT = re.compile(r"[0-9]{1,2}\s?[월/.]\s?[0-9]{1,2}\s?일?\s?(?:\([월화수목금토일]\))?\s?,?\s?$")
_ONLY_BETWEEN = re.compile(r"^[\s,/·&)(]*(?:및|과|와|또는)?[\s,/·&)(]*$")


def find_hours(page: Page) -> tuple[list[FoundHours], list[Span]]:
    """Every pair of times on the page, in order, and the words that look like one but cannot be."""
    found: list[FoundHours] = []
    unclear: list[Span] = []
    matches = (match for pattern in (_PAIR, _LEAVING, _COMING) for match in page.find(pattern))
    for match in matches:
        first, second = _time(match, "a"), _time(match, "b")
        left = page.before(match.start(), 30)
        if not _is_pair(match, left):
            continue
        page.take(*match.span())
        span = page.span(*match.span())
        pair = _resolve(first, second, bool(match["next"]))
        if pair is None:
            unclear.append(span)
            continue
        start, end, doubt = pair
        right = page.after(match.end(), 16)
        use, when = _use(page, match.start(), left, right, (end - start) % DAY or DAY, found)
        found.append(_checked(FoundHours(start, end, use, when, span, doubt == "", doubt)))
    return _with_contained_breaks(sorted(found, key=lambda hours: hours.span.start)), unclear


def text_of(minutes: int) -> str:
    """ "HH:MM" of a minute of the day; 1440 is "24:00"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _is_pair(match: re.Match[str], left: str) -> bool:
    """Two bare numbers are times only behind a label ("상세 근무시간 9~18"); one bare number needs 시 on the other."""
    bare = [side for side in "ab" if match[f"{side}bare"] and not match[f"{side}half"]]
    if not bare:
        return True
    if len(bare) == 2:
        return bool(_LABEL.search(left)) and int(match["abare"]) < 24 >= int(match["bbare"]) != int(match["abare"])
    other = "b" if bare == ["a"] else "a"
    return bool(match[f"{other}hour"] or match[f"{other}word"] or match[f"{other}hh"] or match[f"{other}half"])


def _time(match: re.Match[str], side: str) -> _Time:
    """The time on one side of a match."""

    def group(name: str) -> str:
        return str(match.group(side + name) or "")

    half = _ENGLISH.get((group("half") or group("behind")).replace(".", "").lower(), group("half"))
    if word := group("word"):
        return _Time(word, 12, 0, True, False)
    if four := group("four"):
        return _Time(half, int(four[:2]), int(four[2:]), True, False)
    digits = group("hour") or group("hh") or group("hp") or group("bare")
    minute = group("minute") or group("short") or group("mm") or group("mp") or ("30" if group("thirty") else "0")
    hour = int(digits)
    settled = bool(half) or hour >= 13 or digits.startswith("0")
    return _Time(half, hour, int(minute[:2]), settled, len(minute) == 3 or group("mm") == "0")


def _minutes(time: _Time, half: str) -> int | None:
    """Minutes of the day, reading the hour in the given half of it; None for "25시" or "9시 70분"."""
    hour, minute = time.hour, time.minute
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if half == "자정":
        return minute
    if half in ("오후", "저녁", "낮", "밤"):
        if half == "밤" and (hour == 12 or hour < 6):
            hour = hour % 12
        elif hour < 12 and not (half == "낮" and hour >= 10):
            hour += 12
    elif half in ("오전", "새벽") and hour == 12:
        hour = 0
    return hour * 60 + minute


def _resolve(first: _Time, second: _Time, next_day: bool) -> tuple[int, int, Doubt] | None:
    """Start and end in minutes, and what had to be assumed. None where they are no times."""
    start, end = _minutes(first, first.half), _minutes(second, second.half)
    if start is None or end is None:
        return None
    doubt: Doubt = "odd_writing" if first.odd or second.odd or _contradicts(first) or _contradicts(second) else ""
    if not first.settled and not second.settled and first.hour <= 5 and start < end:
        return start + DAY // 2, end + DAY // 2, "half_day_assumed"  # "1시~4시": nobody means the night
    if not first.settled and second.half in ("오후", "저녁") and 1 <= first.hour <= 6 and start + DAY // 2 < end:
        return start + DAY // 2, end, "half_day_assumed"  # "1시~오후 5시"
    if not second.settled and not next_day:
        if second.hour == 12 and start >= DAY // 2 and first.hour <= 12:
            end = DAY  # "오후 6시~12시"
        elif first.half in ("오후", "저녁", "낮") and end < DAY // 2:
            end = end + DAY // 2 if end + DAY // 2 > start else end  # "오후 2:30 ~ 5:30", but "오후 10시~6시"
        elif end <= start and start < end + DAY // 2 < DAY and not (first.hour >= 13 and second.hour >= 10):
            end += DAY // 2  # "9시~6시"; said plainly by "오전 9시~6시"
            doubt = doubt or ("" if first.half else "half_day_assumed")
    return start % DAY, end, doubt


def _contradicts(time: _Time) -> bool:
    """ "오전 14시", and "오전 12시", which some write for noon."""
    return time.half in ("오전", "새벽", "아침") and time.hour >= 12


def _use(page: Page, start: int, left: str, right: str, minutes: int, found: list[FoundHours]) -> tuple[Use, When]:
    """What a pair of times is for, from the words around it since the pair before."""
    previous = found[-1] if found else None
    if previous and start - previous.span.end < len(left):
        left = page.folded[previous.span.end : start]
        goes_on = previous.use == "break" and minutes <= LONGEST_NIGHT_BREAK
        if _ONLY_BETWEEN.match(left) and (goes_on or previous.use == "event"):
            return previous.use, previous.when
        left = left[left.rfind("\n") + 1 :]
    if _BREAK_BEHIND.match(right) or _BREAK.search(left):
        return "break", ""
    if _OVERTIME.search(left):
        return "overtime", ""
    if _EVENT.search(left) or _DATE_LEFT.search(left):
        return "event", ""
    if _NIGHT.search(left):
        return "work", "night"
    return "work", _when(left)


def _when(left: str) -> When:
    named = weekdays.groups(left)
    if not named:
        return "saturday" if _SATURDAY.search(left) else ""
    days = named[-1].days
    if days == {6}:
        return "sunday"
    if days <= weekdays.WEEKEND:
        return "saturday"
    return "holiday" if re.search(r"공휴일\s?:?\s?$", left) else ""


def _checked(hours: FoundHours) -> FoundHours:
    long = hours.use == "work" and LONGEST_USUAL < hours.minutes < DAY
    return replace(hours, sure=False, doubt=hours.doubt or "odd_writing") if long else hours


def _with_contained_breaks(found: list[FoundHours]) -> list[FoundHours]:
    """A short stretch inside the working hours named before is a break: "08:30~18:00 … 12:00~13:00"."""
    result: list[FoundHours] = []
    main: FoundHours | None = None
    for hours in found:
        if hours.use != "work" or hours.when:
            result.append(hours)
            continue
        inside = main is not None and main.start < hours.start and hours.end < main.end
        if main is None or not inside or hours.minutes > LONGEST_BREAK:
            main = main or hours
            use: Use = "event" if hours.minutes < SHORTEST_WORK else "work"
            result.append(replace(hours, use=use))
        else:
            result.append(replace(hours, use="break"))
    return result
