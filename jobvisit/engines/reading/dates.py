"""Dates: "마감일 (2026-09-26)", "채용시까지 25-06-24", "2026.4.16.", "~12/31", "12월 31일까지", "20260926", "상시모집".

A date without its year is taken as the next such day from `on` (today), or the last one where it lies less than two
months back, and marked.
"""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from .scan import Page
from .types import Read, Span

RECENT = timedelta(days=60)

_DATE = re.compile(
    r"(?<![0-9])(?<![0-9][.\-/])"
    # 2026-09-26
    r"(?:(?P<y>20[0-9]{2})\s?[.\-/년]\s{0,2}(?P<m>[01]?[0-9])\s?[.\-/월]\s{0,2}(?P<d>[0-3]?[0-9])(?:\s?일|\.)?"
    # 25-06-24, '26.9.26
    r"|'?(?P<yy>2[0-9])\s?[.\-/년]\s?(?P<mm>[01]?[0-9])\s?[.\-/월]\s?(?P<dd>[0-3]?[0-9])(?:\s?일|\.)?"
    r"|(?P<cy>20[0-9]{2})(?P<cm>[01][0-9])(?P<cd>[0-3][0-9])"  # 20260926
    r"|(?P<md>1?[0-9])\s?월\s?(?P<dm>[0-3]?[0-9])\s?일"  # 9월 26일
    r"|(?P<sm>1?[0-9])/(?P<sd>[0-3]?[0-9])(?=\s?(?:일|까지|부터|마감|[(~,.)]|$|\s))"  # 12/31
    # 12.1까지, 12.5(금) 마감
    r"|(?P<pm>1?[0-9])\.\s?(?P<pd>[0-3]?[0-9])\.?(?=\s?(?:\([월화수목금토일]\))?\s?(?:까지|마감))"
    r")(?![0-9:])"
)
_UNTIL_FILLED = re.compile(
    r"(?:채용|충원|모집|구인|인원)\s?(?:완료|인원\s?마감|마감)?\s?시?\s?(?:까지|마감)|(?:채용|모집)\s?(?:시|완료)\s?(?:시)?\s?(?:까지|마감|종료)"
    r"|채용\s?시까지|구할\s?때까지|상시\s?(?:모집|채용|접수)?|수시\s?(?:모집|채용|접수)|조기\s?마감"
)
_OPEN_ENDED = re.compile(r"상시|수시")
_CLOSING_BEFORE = re.compile(r"마감|접수\s?기[간한]|모집\s?기간|지원\s?기간|공고\s?기간|기\s{0,4}간\s?:|까지|~\s?$")
_CLOSING_AFTER = re.compile(r"^\s?(?:\([월화수목금토일]\))?\s?(?:[0-9]{1,2}\s?[:시]\s?(?:[0-9]{2})?\s?)?(?:까지|마감)")
_STARTING_BEFORE = re.compile(
    r"(?:근무\s?시작|입사|출근|근무\s?개시|업무\s?시작|채용\s?예정)\s?(?:예정)?\s?일?\s?(?:은|:)?\s?$|근무\s?기간\s?[:(]?\s?$"
)
_STARTING_AFTER = re.compile(
    r"^\s?(?:\([월화수목금토일]\))?\s?(?:부터|부)\s?(?:근무|출근|시작|일\s?하실|가능)|^\s?(?:입사|출근|근무\s?시작|부터\s?근무)"
)
_FROM = re.compile(r"^\s?(?:\([월화수목금토일]\))?\s?부터")
_RANGE_LEFT = re.compile(r"[~\-]\s?$|부터\s?$")


class FoundDate(NamedTuple):
    """A date on a page; `certain` is False where its year was assumed."""

    value: date
    span: Span
    certain: bool


class DateFacts(NamedTuple):
    """The dates of a page by what they are for; `others` are dates of anything else."""

    closes: Read[date] | None
    until_filled: Read[bool] | None
    starts: Read[date] | None
    others: tuple[FoundDate, ...]
    unclear: tuple[Span, ...]


def find_dates(page: Page, on: date, *, closing: bool = False) -> DateFacts:
    """The dates of a page. `closing`: the page is the field of the closing day, so a plain date in it is that day."""
    found, unclear = _dates(page, on)
    closes: list[FoundDate] = []
    starts: list[FoundDate] = []
    others: list[FoundDate] = []
    for one in found:
        before, after = page.before(one.span.start, 22), page.after(one.span.end, 16)
        if starts and one.span.start - starts[-1].span.end <= 4:
            others.append(one)  # "근무기간: 2026.12.1 ~ 2027.11.30": the end of the contract
        elif _STARTING_AFTER.match(after) or _STARTING_BEFORE.search(before):
            starts.append(one)
        elif _FROM.match(after):
            others.append(one)  # "모집기간 7월 14일부터 채용시까지"
        elif closing or _CLOSING_AFTER.match(after) or _CLOSING_BEFORE.search(before):
            closes.append(one)
        else:
            others.append(one)
    filled = next(page.find(_UNTIL_FILLED), None) or (next(page.find(_OPEN_ENDED), None) if closing else None)
    if filled:
        page.take(*filled.span())
    return DateFacts(
        _last(closes, page),
        Read(True, (page.span(*filled.span()),)) if filled else None,
        _read(starts[0]) if starts else None,
        tuple(others),
        tuple(unclear),
    )


def read_day(words: str, field: str, on: date) -> Read[date] | None:
    """The one date of a short field such as JO_REG_DT ("2026-07-27", "2026.03.18 00:00:00"); None if there is none."""
    found, _ = _dates(Page(field, words), on)
    return _read(found[0]) if found else None


def _dates(page: Page, on: date) -> tuple[list[FoundDate], list[Span]]:
    found: list[FoundDate] = []
    unclear: list[Span] = []
    for match in page.find(_DATE):
        span = page.span(*match.span())
        year = match["y"] or match["cy"] or (f"20{match['yy']}" if match["yy"] else None)
        month = int(match["m"] or match["mm"] or match["cm"] or match["md"] or match["sm"] or match["pm"])
        day = int(match["d"] or match["dd"] or match["cd"] or match["dm"] or match["sd"] or match["pd"])
        last = found[-1] if found else None
        try:
            if not year and last and last.certain and _RANGE_LEFT.search(page.folded[last.span.end : match.start()]):
                # "2026년 7월 3일 ~ 7월 22일": the second day is in the year of the first, or the next
                year = str(last.value.year + (month < last.value.month))
            value = date(int(year), month, day) if year else _nearest(month, day, on)
        except ValueError:
            unclear.append(span)
            continue
        page.take(*match.span())
        found.append(FoundDate(value, span, year is not None))
    return found, unclear


def _nearest(month: int, day: int, on: date) -> date:
    """The coming day of this month and day, or the one just past. ValueError where the calendar has none."""
    this_year = date(on.year, month, day)
    if this_year >= on - RECENT:
        return this_year
    return date(on.year + 1, month, day)


def _read(one: FoundDate) -> Read[date]:
    return Read(one.value, (one.span,), one.certain, "" if one.certain else "year_assumed")


def _last(closes: list[FoundDate], page: Page) -> Read[date] | None:
    """The closing day: of "7월 3일 ~ 7월 22일" the later one; of several unrelated ones the first, marked."""
    if not closes:
        return None
    chosen = closes[0]
    for earlier, later in pairwise(closes):
        if later.span.start - earlier.span.end > 12 or not _RANGE_LEFT.search(page.before(later.span.start, 6)):
            break
        chosen = later
    alone = chosen is closes[-1]
    read = _read(chosen)
    return read if alone else Read(read.value, read.spans, False, "several_stated")
