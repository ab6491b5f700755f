"""Pay: "시급 / 10320원 ", "최소연봉 / 3000만원 - 면접 후 협의가능", "월 220~250", "회사 내규에 따름".

An amount counts as pay when a word of pay stands before it, or when the field is one of pay. A bare number takes the
unit that its kind of pay makes plausible ("월 220" is 만원) and is then marked. Amounts no such pay can have, and
digits that are no number ("13,00원"), give no value but a note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .amounts import Amount, hangul_amounts, read_amount
from .scan import Page
from .types import Doubt, PayKind, PayStatement, Span

Where = Literal["pay", "prose", "note"]
"""What the page is: a field of pay; duties and titles, where only marked amounts count; a note typed in haste."""


@dataclass(frozen=True, slots=True)
class FoundPay:
    """A statement of pay and how far it can be trusted. `unclear`: an amount is written, but it cannot be read."""

    statement: PayStatement
    sure: bool = True
    doubt: Doubt = ""
    unclear: bool = False
    unit: int = 1


# the last of these before an amount says what the amount is paid for; bare 월, 연, 일 only right before it
_KIND = re.compile(
    # 시급, 시간급, "시      급"
    r"(?P<hour>시간\s?급|시간제\s?급여|시간\s?당|(?:포괄|총|기본|최저)?\s?시\s{0,8}급(?!여))"
    r"|(?P<day>일\s?급(?!여)|일\s?당|일일\s?급여|일\s?급여)"
    r"|(?P<week>주\s?급(?!여))"
    r"|(?P<month>월\s?급여|월\s?급|월\s?보수|월\s?임금|월\s?수입|월\s?봉|월\s?지급액?|월\s?평균|매월|매달|한\s?달)"
    r"|(?P<year>(?:최소|최저|신입|기준)?\s?연\s{0,4}봉|초\s?봉|년\s?봉|연\s?급여|연간)"
)
_BARE_KIND = re.compile(
    r"(?:^|[^가-힣0-9]|[^0-9]\s)(?:(?P<month>월)|(?P<year>연)|(?P<day>일))\s?[)\]]?\s?[:/=]?\s?(?:약|최소|최대)?\s?$"
)
_PAY_WORD = re.compile(r"급\s{0,4}여|임\s{0,4}금|보\s{0,4}수(?!교육)|페이|급료|pay|PAY|기본급|세[전후]|실\s?수령액?")
_ALLOWANCE = re.compile(
    r"(?:수당|식대|식비|중식대?|교통비|상여금?|보너스|인센티브|지원금?|장려금|성과급|가산금?|축하금|처우개선비|휴가비|포상금?|진료비"
    r"|보험료|회비|매출|자본금|유류비|차량유지비|통신비|귀향비|근속|식사)"
    r"[^가-힣0-9]{0,4}(?:별도|지급|약|월|일|일일|매월|1일|1회|각|최대|시)?[^가-힣0-9]{0,4}(?:1일|월|일)?\s?$"
)
_INCLUDES_LEFT = re.compile(r"(?<!미)포함|포괄|총\s?시급|합계?\s?[:=]?\s?$|=\s?(?:총|시급)?\s?$|총\s?$")
# "13,200원 (기본시급+기타수당 포함)", but not "10,320원(수당 포함 시 13,200원)", which speaks of the next amount
_INCLUDES_RIGHT = re.compile(
    r"^\s?(?:\([^()\n]{0,44}?|[^()0-9\n]{0,28}?)(?<!미)(?<!불)포함(?!\s?(?:시|하여|하면|해서)?\s?[:=]?\s?[0-9])"
    # (시급+기타수당)
    r"|^\s?\(\s?(?:기본|최저)?\s?(?:시급|급여|기본급)[^()\n]{0,10}\+[^()\n=]{0,24}수당[^()\n=]{0,10}\)"
)
_BEYOND = re.compile(r"별도|제외|미포함|불포함|추가|^\s?\(?\s?\+")
# "13,000원/시간", "250만원(월)", "13,000원 시급": the kind stands behind
_KIND_BEHIND = re.compile(
    r"^\s?(?:[/(]\s?(?:(?P<hour>시간?)|(?P<day>일)|(?P<month>월)|(?P<year>년|연))(?![가-힣0-9])|(?P<h2>시급))"
)
_TO = re.compile(r"\s?(?:정도)?\s?(?:~|-|에서|부터)\s?(?:약|최대|월급?|연봉?|시급|일급)?\s?(?=[0-9])")
_OPEN = re.compile(r"^\s?(?:\(?세[전후]\)?)?\s?(?:이상|부터|초과|\+\s?(?:α|알파|@)|~(?!\s?[0-9]))")
_UPTO = re.compile(r"^\s?(?:이하|까지|미만|한도|이내)")
# a bare number is no money when it counts something else: "월 24회", "월 6회", "연 15일", "9월 10일"
_COUNTS = re.compile(
    r"^(?:시|일|분|명|년|개|회|호|층|세|%|:|주|차|번|등|동|인|점|톤|월|살|급|kg|km|평|대|종|건|H|h|교대|조|/)"
    r"|^\s(?:시간|시(?![가-힣])|분(?![가-힣])|명|개월|회(?![가-힣])|층|%|세(?![가-힣])|km|평|톤|교대)"
)
_AMOUNT_START = re.compile(r"(?<![0-9.,A-Za-z])(?<![0-9][:/])[0-9]")
# "10,320원(주휴수당 포함 13,100원)": nobody says 시급, but such amounts beside allowances are pay by the hour
_HOURLY_TALK = re.compile(r"주휴|수당|연차")

_NEGOTIABLE = re.compile(
    r"(?:면접|상담|입사|추후)?\s?(?:후|시)?\s?(?:재)?(?:협의|협상|절충)\s?(?:가능|후\s?결정|결정|함|요망)?"
    r"|(?:회사|사내|당사|법인|센터|기관|내부)?\s?(?:내규|규정|급여\s?체계|급여\s?규정|기준)\s?에?\s?(?:따름|따라|의함|의거|준함)"
    r"|면접\s?(?:후|시)?\s?(?:결정|조정|확정|통보|안내)|추후\s?(?:결정|통보|안내)|경력에\s?따라|조정\s?가능|조율\s?가능"
)
# "급여 및 근무시간 협의", whose end speaks of hours too
_PAY_AND_HOURS = re.compile(
    r"(?:급\s?여|임\s?금|시급|보수)\s?(?:[,·/]|및|와|과)\s?(?:근무|근로)?\s?(?:시간|요일|조건)(?:은|는)?\s?$"
)
_MINIMUM_WAGE = re.compile(r"최저\s?(?:시급|임금|급여|연봉)|법정\s?최저")
_AFTER_TAX = re.compile(r"세후|실\s?수령|실\s?지급|넷\s?급여")

_KINDS: tuple[PayKind, ...] = ("hour", "day", "week", "month", "year")
# won beyond which an amount is no pay of its kind at all, and beyond which a person should look
_POSSIBLE: dict[PayKind, tuple[int, int]] = {
    "hour": (1_000, 500_000),
    "day": (10_000, 3_000_000),
    "week": (30_000, 10_000_000),
    "month": (50_000, 50_000_000),
    "year": (1_000_000, 1_000_000_000),
}
_USUAL: dict[PayKind, tuple[int, int]] = {
    "hour": (4_500, 60_000),
    "day": (30_000, 600_000),
    "week": (100_000, 3_000_000),
    "month": (300_000, 12_000_000),
    "year": (10_000_000, 150_000_000),
}
# bare numbers that can only be meant in 만원: "일당 15", "월 220", "연봉 3500"
_IN_MYRIADS: dict[PayKind, tuple[int, int]] = {
    "day": (5, 60),
    "week": (20, 200),
    "month": (30, 999),
    "year": (1_200, 15_000),
}


def find_pay(page: Page, where: Where, kind: PayKind | None = None) -> list[FoundPay]:
    """Every statement of pay on the page, in order. `kind`: what another field says the pay is for."""
    found: list[FoundPay] = []
    position = 0
    for amount in _amounts(page):
        if amount.start < position:
            continue
        here = _statement(page, amount, where, kind, found, position)
        if here is None:
            counts = not amount.has_unit and (amount.value or 0) < 1_000
            position = position if counts else amount.end  # what stands before "1일" still speaks of "(1일 6,000원)"
            continue
        found.append(here)
        position = here.statement.span.end
        page.take(here.statement.span.start, position)
    return found


def find_negotiable(page: Page, where: Where) -> Span | None:
    """Where the pay is said to be open: anywhere in a field of pay, elsewhere only close behind a word of pay."""
    for match in _NEGOTIABLE.finditer(page.folded):
        left = page.before(match.start(), 24)
        if not page.is_free(*match.span()) and not _PAY_AND_HOURS.search(left):
            continue
        if where == "pay" or _KIND.search(left) or _PAY_WORD.search(left):
            page.take(*match.span())
            return page.span(*match.span())
    return None


def find_minimum_wage(page: Page) -> Span | None:
    """ "최저시급" without a figure: the amount must come from the wage table of the day the work starts."""
    for match in page.find(_MINIMUM_WAGE):
        if not re.match(r"\s{0,2}[:(/]?\s{0,2}[0-9]", page.after(match.end(), 8)):
            page.take(*match.span())
            return page.span(*match.span())
    return None


def find_after_tax(page: Page) -> Span | None:
    """ "세후 250": what is paid out, not what the law looks at."""
    match = _AFTER_TAX.search(page.folded)  # the words may already be part of a statement: "세후 250"
    if match is None:
        return None
    page.take(*match.span())
    return page.span(*match.span())


def kind_of(words: str) -> PayKind | None:
    """The kind of pay a short field names: "월급", "시급 /", "H", "최소연봉"."""
    letter: dict[str, PayKind] = {"H": "hour", "D": "day", "M": "month", "Y": "year"}
    if words.strip() in letter:
        return letter[words.strip()]
    match = _KIND.search(words)
    return _which(match) if match else None


def _amounts(page: Page) -> Iterator[Amount]:
    spelled = [a for a in hangul_amounts(page.folded) if page.is_free(a.start, a.end)]
    for match in page.find(_AMOUNT_START):
        while spelled and spelled[0].start < match.start():
            yield spelled.pop(0)
        amount = read_amount(page.folded, match.start())
        if amount and page.is_free(amount.start, amount.end):
            yield amount
    yield from spelled


def _statement(
    page: Page, amount: Amount, where: Where, kind: PayKind | None, found: list[FoundPay], position: int
) -> FoundPay | None:
    """The statement of pay an amount makes, or None where it is no pay."""
    left = page.before(amount.start, min(44, amount.start - position))
    right = page.after(amount.end, 56)
    if not amount.has_unit and (_COUNTS.match(right) or amount.value is None):
        return None
    here, said_at = _kind_before(left, page.before(amount.start, 12))
    here = here or _kind_behind(right) or _kind_behind_range(page, amount)
    pay_word = _last(_PAY_WORD, left)
    includes = bool(
        _INCLUDES_LEFT.search(left[-14:]) or (_INCLUDES_RIGHT.match(right) and not _BEYOND.search(right[:6]))
    )
    if _ALLOWANCE.search(left) and not includes:
        page.take(amount.start, amount.end)  # understood, and no pay
        return None
    inferred = False
    if here is None and (includes or pay_word):
        here = _kind_beside(page, amount, found)
    if here is None and kind is None and _is_hourly_talk(amount, left + right):
        here, inferred = "hour", True
    if here is None and where != "pay" and not pay_word and not (where == "note" and amount.unit >= 10_000):
        return None
    here = here or kind
    if said_at is None and pay_word:
        said_at = pay_word.start()
    start = amount.start - len(left) + said_at if said_at is not None else amount.start
    return _with_range(page, amount, here, includes, start, inferred or here is None)


def _kind_beside(page: Page, amount: Amount, found: list[FoundPay]) -> PayKind | None:
    """The kind of the statement just before on the same line: "시급 10,320원 (주휴수당 포함 13,100원)"."""
    if not found or amount.start - found[-1].statement.span.end > 60:
        return None
    between = page.folded[found[-1].statement.span.end : amount.start]
    return None if "\n" in between else found[-1].statement.kind


def _is_hourly_talk(amount: Amount, around: str) -> bool:
    return amount.value is not None and 8_000 <= amount.value <= 30_000 and bool(_HOURLY_TALK.search(around))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    return matches[-1] if matches else None


def _kind_before(left: str, line: str) -> tuple[PayKind | None, int | None]:
    """What the words before an amount say it is paid for, and where in `left` they say it.

    `line` reaches back beyond an earlier amount: the 일 of "주5일 9" is no pay by the day.
    """
    bare = _BARE_KIND.search(line)
    if bare:
        return _which(bare), max(0, bare.start(bare.lastgroup or 0) - len(line) + len(left))
    named = _last(_KIND, left)
    return (_which(named), named.start()) if named else (None, None)


def _kind_behind(right: str) -> PayKind | None:
    match = _KIND_BEHIND.match(right)
    if not match:
        return None
    return "hour" if match.group("h2") else _which(match)


def _kind_behind_range(page: Page, amount: Amount) -> PayKind | None:
    """The kind behind the upper end: "2,156,880원~2,400,000원(월)"."""
    between = _TO.match(page.folded, amount.end)
    upper = read_amount(page.folded, between.end()) if between else None
    return _kind_behind(page.after(upper.end, 16)) if upper else None


def _which(match: re.Match[str]) -> PayKind | None:
    return next((kind for kind in _KINDS if match.groupdict().get(kind)), None)


def _with_range(
    page: Page, amount: Amount, kind: PayKind | None, includes: bool, start: int, inferred: bool
) -> FoundPay | None:
    """Join "220~250만원", read 이상 and 이하 behind, and weigh the result."""
    end, upper = amount.end, None
    between = _TO.match(page.folded, end)
    if between and (second := read_amount(page.folded, between.end())) and second.value is not None:
        counts = _COUNTS.match(page.after(second.end, 8)) if not second.has_unit else None
        if counts and not amount.has_unit:
            return None  # "월 1~2회"
        if not counts and (second.has_unit or not amount.has_unit or amount.unit >= 10_000):
            upper, end = second, second.end
    right = page.after(end, 16)
    least, most, assumed, kind = _won(amount, upper, kind)
    limit = _UPTO.match(right)
    opened = _OPEN.match(right)
    if limit and upper is None:
        least, most = None, least
    tail = limit or opened
    end += tail.end() if tail else 0
    span = page.span(start, end)
    statement = PayStatement(kind, least, most, includes, span)
    if amount.value is None or not _possible(kind, least, most):
        if kind is None or (not amount.has_unit and (amount.value or 0) < 1_000):
            return None
        return FoundPay(PayStatement(kind, None, None, includes, span), False, "odd_writing", unclear=True)
    return _weighed(statement, amount, upper, assumed, inferred)


def _won(
    amount: Amount, upper: Amount | None, kind: PayKind | None
) -> tuple[int | None, int | None, bool, PayKind | None]:
    """Lower and upper end in won, whether a unit had to be assumed, and the kind (found by size if nobody says it)."""
    low, high = amount.value, upper.value if upper else None
    if low is None:
        return None, None, False, kind
    if upper and high is not None and upper.unit >= 10_000 and not amount.has_unit and low < 100_000:
        low *= upper.unit  # "2,700~3,200만원"
    if upper and high is not None and amount.unit >= 10_000 and not upper.has_unit and high < 100_000:
        high *= amount.unit  # "240만~250"
    assumed = False
    bounds = _IN_MYRIADS.get(kind) if kind else None
    if bounds and not amount.has_unit and bounds[0] <= low <= bounds[1]:
        low, assumed = low * 10_000, True
        high = high * 10_000 if high is not None and high <= bounds[1] else high
    if kind is None and not amount.has_unit and 100 <= low <= 999:  # "급여 250", "세후 300"
        kind, low, assumed = "month", low * 10_000, True
        high = high * 10_000 if high is not None and high <= 999 else high
    if kind is None:
        kind = _kind_by_size(low)
    return round(low), round(high) if high is not None else None, assumed, kind


def _kind_by_size(won: float) -> PayKind | None:
    if 1_000_000 <= won <= 12_000_000:
        return "month"
    if 20_000_000 <= won <= 150_000_000:
        return "year"
    return "hour" if 8_000 <= won <= 30_000 else None


def _possible(kind: PayKind | None, least: int | None, most: int | None) -> bool:
    if kind is None or kind not in _POSSIBLE:
        return False
    low, high = _POSSIBLE[kind]
    return all(low <= value <= high for value in (least, most) if value is not None)


def _weighed(statement: PayStatement, amount: Amount, upper: Amount | None, assumed: bool, inferred: bool) -> FoundPay:
    kind, least, most = statement.kind, statement.least, statement.most
    unit = upper.unit if upper else amount.unit
    unit = 10_000 if assumed else unit
    if least is not None and most is not None and least > most:
        return FoundPay(statement._replace(least=None, most=None), False, "odd_writing", unclear=True)
    if assumed:
        return FoundPay(statement, False, "unit_assumed", unit=unit)
    low, high = _USUAL[kind] if kind and kind in _USUAL else (0, 0)
    usual = all(low <= value <= high for value in (least, most) if value is not None)
    if amount.slip or not usual:
        return FoundPay(statement, False, "odd_writing", unit=unit)
    if inferred:
        return FoundPay(statement, False, "inferred", unit=unit)
    return FoundPay(statement, unit=unit)
