"""Days of work: "주5일근무", "월~토", "주2일 휴무", "월요일은 쉽니다", "격주 토", "토요 격주 휴무".

`days_per_week` counts the days worked in every week; a second Saturday now and then is told apart (`biweekly`).
"""

import re
from dataclasses import dataclass
from typing import Literal

from . import weekdays
from .scan import Page
from .types import Doubt, Span

Basis = Literal["stated", "weekdays", "off"]
"""How a number of days was said: in so many words, by naming the weekdays, or by the days off."""


@dataclass(frozen=True, slots=True)
class FoundDays:
    """Days a week, by one statement. `most` is set where a range was offered ("주5~6일")."""

    days: int
    basis: Basis
    span: Span
    most: int | None = None
    sure: bool = True
    doubt: Doubt = ""


@dataclass(frozen=True, slots=True)
class DayFacts:
    """All that a page says about days."""

    stated: tuple[FoundDays, ...] = ()
    work: tuple[tuple[frozenset[int], Span], ...] = ()
    off: tuple[tuple[frozenset[int], Span], ...] = ()
    biweekly: Span | None = None


# "주5일근무", "주 6일", "주5회", "주5일제", "주5", "주 5~6일"; never "주2회 목욕" (see _CHORE), "격주", "2주 5일"
_PER_WEEK = re.compile(
    r"(?<![가-힣0-9])(?:매주|(?:일|1|한)\s?주일?에?|주)\s?:?\s?\(?\s?(?P<n>[1-7])\s?(?:~\s?(?P<most>[1-7])\s?)?\s?\)?\s?"
    r"(?:(?P<unit>일|회)|(?=\s|[)/,]|$))"
)
# "5일근무", "주말 포함 6일 근무", "월~일 중 5일", "주중 3일"
_BARE_DAYS = re.compile(
    r"(?<![가-힣0-9~\-/.,])(?P<n>[4-7])\s?일\s?(?:제|간)?\s?(?:근무|출근)(?!\s?(?:후|이내|시간))"
    r"|(?:[토일]|요일|주)\s?중\s?(?P<among>[1-7])\s?일"
)
_THEN_OFF = re.compile(r"^\s?[,/]?\s?(?:후|하고)?\s?(?P<n>[1-4])\s?일\s?(?:은|간)?\s?(?:휴|쉼|비번)")
_OFF_BEHIND = re.compile(r"^\s?(?:의|은|을|정도|간)?\s?(?:휴무|휴일|휴식|쉼|쉬)")
# "주2회 목욕", "주1회 샤워도움", "주 2회 병원동행", "주 1회 연장근무": how often a chore is done, not how many days
_CHORE = re.compile(
    r"^\s?\(?\s?(?:정도|이상|가량|씩)?\s?[가-힣]{0,6}\s?(?:목욕|샤워|병원|청소|빨래|세탁|산책|운동|투석|주말|토요|일요|야간|야근|당직|연장|잔업"
    r"|회의|교육|재택|출장|순환|로테|외래|반찬|배송|납품|미팅|진료|물리치료)"
)
# "주1회(수요일)", "주 2회 근무": days of work although so few
_OF_WORK = re.compile(r"^\s?(?:근무|출근|\(?[월화수목금토일](?:요일|[,·/~)]))")
_LIMIT = re.compile(r"^\s?(?:이내|미만|이하)")

_BIWEEKLY = re.compile(
    r"격주\s?(?:로|제)?\s?[(:]?\s?(?:휴무|근무)?\s?[(:]?\s?토(?:요일|요)?"  # 격주 토, 격주휴무(토요일
    r"|토(?:요일|요)?\s?(?:은|는|에|마다)?\s?[/,(]?\s?격주"  # 토요일/격주근무, 토요 격주 휴무
    r"|(?:한\s?달|월|매월|매달)\s?에?\s?(?:두\s?번|2\s?[회번])\s?(?:은|씩|정도)?\s?토(?:요일)?"  # 한달 두번 토요일
    r"|토(?:요일|요)?\s?(?:은|는)?\s?(?:한\s?달|월|매월|매달)\s?에?\s?(?:두\s?번|2\s?[회번])"
    r"|(?:1\s?[,·]\s?3|2\s?[,·]\s?4|첫째\s?[,·]?\s?셋째|둘째\s?[,·]?\s?넷째)\s?(?:째)?\s?주?\s?토(?:요일)?"  # 2,4주 토
    r"|토(?:요일|요)?\s?(?:은|는)?\s?(?:1\s?[,·]\s?3|2\s?[,·]\s?4)\s?(?:째)?\s?주"
)
# "토요일:09:00~12:00 격주근무", "토요일 09 ~ 12시  격주근무", "09:00~12:00(토요격주)"
_BIWEEKLY_HOURS = re.compile(r"토(?:요일|요)?\s?[:(]?\s?[0-9:;~\-시분 ]{3,18}\(?격주")
_BIWEEKLY_ALONE = re.compile(r"^\s*격주\s?(?:휴무|근무|주\s?5일)")
# "월요일은 쉽니다", "일요일 휴무", "휴무일: 일요일, 월요일", "토요일 근무없음"
_OFF_AFTER = re.compile(
    r"^\s?\)?\s?(?:은|는|이|에|에는|[,/및]{0,1}\s?공휴일)?\s?(?:은|는|,)?\s?[:(]?\s?(?:정기\s?)?(?:휴무|휴일|휴뮤|쉽니다|쉼|쉬[^\s]{0,3}|근무\s?없음?|off|OFF|안\s?함)"
)
_OFF_BEFORE = re.compile(r"(?:휴무|휴일|쉬는\s?날|휴무일|휴무요일)\s?[:=(]?\s?(?:매주)?\s?$")
# a weekday that is only for a time of its own, or only now and then: "토 근무시 수당", "토요일 로테이션"
_ASIDE = re.compile(
    r"^\s?(?:은|는)?\s?[:(]?\s?(?:격주|포함|중\s|[1-7]\s?일|도\s?가능|[0-9]{1,2}\s?시간\s?(?:잔업|연장)|근무\s?시|근무는|근무\s?가능|가능|특근|협의|당직|수당|로테|유동|잔업|선택|월\s?[1-4])"
)

_HOURS_AFTER = re.compile(r"^\s?(?:은|는)?\s?(?:근무)?\s?[:(]?\s?(?:\(?오[전후]|[0-9]{1,2}\s?[:;시~\-])")
_ASIDE_BEFORE = re.compile(
    r"(?:(?:월|한\s?달|매월|매달)\s?에?\s?(?:[1-4]|한|두|세)\s?[회번]|격주|격월|가끔)\s?(?:씩|정도|은|로)?\s?$"
)


def find_days(page: Page) -> DayFacts:
    """Everything the page says about days of work."""
    stated = list(_stated(page))
    biweekly = _biweekly(page)
    work: list[tuple[frozenset[int], Span]] = []
    off: list[tuple[frozenset[int], Span]] = []
    for group in weekdays.groups(page.folded):
        if not page.is_free(group.start, group.end):
            continue
        span = page.span(group.start, group.end)
        before, after = page.before(group.start, 14), page.after(group.end, 20)
        page.take(group.start, group.end)
        free = _OFF_AFTER.match(after)
        if free or _OFF_BEFORE.search(before):
            page.take(group.end, group.end + (free.end() if free else 0))
            off.append((group.days, span))
        elif len(group.days) == 1 and not _HOURS_AFTER.match(after):
            continue  # a lone weekday is a day of work only with its hours: "토 : 09:00~12:00"
        elif not _ASIDE.match(after) and not _ASIDE_BEFORE.search(before):
            work.append((group.days, span))
    return DayFacts(tuple(stated), tuple(work), tuple(off), biweekly)


def _stated(page: Page) -> list[FoundDays]:
    found = []
    for match in page.find(_PER_WEEK):
        after = page.after(match.end(), 20)
        seldom = match["unit"] == "회" and int(match["n"]) < 3 and not _OF_WORK.match(after)
        if seldom or _CHORE.match(after) or _LIMIT.match(after):
            continue
        page.take(*match.span())
        span = page.span(*match.span())
        days, most = int(match["n"]), int(match["most"]) if match["most"] else None
        if _OFF_BEHIND.match(after):
            found.append(FoundDays(7 - days, "off", span, sure=False, doubt="inferred"))
        elif most:
            found.append(FoundDays(min(days, most), "stated", span, max(days, most), False, "several_stated"))
        else:
            found.append(FoundDays(days, "stated", span))
    for match in page.find(_BARE_DAYS):
        free = _THEN_OFF.match(page.after(match.end(), 14))
        if free and int(match["n"] or 0) + int(free["n"]) != 7:
            continue  # "4일근무 2일휴무" goes round in six days
        page.take(*match.span())
        found.append(FoundDays(int(match["n"] or match["among"]), "stated", page.span(*match.span())))
    return found


def _biweekly(page: Page) -> Span | None:
    for pattern in (_BIWEEKLY, _BIWEEKLY_ALONE):
        for match in page.find(pattern):
            page.take(*match.span())
            return page.span(*match.span())
    with_hours = _BIWEEKLY_HOURS.search(page.folded)  # the hours between are already taken
    return page.span(*with_hours.span()) if with_hours else None


def worked(facts: DayFacts) -> tuple[frozenset[int], tuple[Span, ...]] | None:
    """The weekdays worked, from those named as worked, or else what the days off leave; None if neither is named."""
    if facts.work:
        days = frozenset[int]().union(*(group for group, _ in facts.work))
        if len(days) > 1:
            return days, tuple(span for _, span in facts.work)
    if facts.off:
        off = frozenset[int]().union(*(group for group, _ in facts.off))
        return weekdays.ALL - off, tuple(span for _, span in facts.off)
    return None
