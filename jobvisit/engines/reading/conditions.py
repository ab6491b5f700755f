"""Kind of employment, length of contract, trial months, benefits, social insurance, retirement pay."""

import re
from dataclasses import dataclass

from .scan import Page
from .types import Benefit, Employment, Insurance, Probation, Read, Retirement, Span

_EMPLOYMENT: tuple[tuple[Employment, str], ...] = (
    ("dispatch", r"파견\s?(?:근로|직|사원|계약)"),
    ("permanent", r"기간의?\s?정함이?\s?없는|상용직|정규직(?!\s?전환)|무기\s?계약|정직원"),
    ("fixed_term", r"기간의?\s?정함이?\s?있는|계약직|기간제|촉탁직?|대체\s?인력|휴직\s?대체"),
    ("daily", r"일용직?|일일\s?근로"),
    ("intern", r"인턴"),
)
_EMPLOYMENT_COMPILED = tuple((value, re.compile(words)) for value, words in _EMPLOYMENT)
_PART_TIME = re.compile(
    r"시간\s?\(?선택\)?\s?제|시간제(?!\s?급여)|(?<![가-힣])파트(?:\s?타임)?(?!너|장)|아르바이트|알바|단시간"
)
_MONTHS = re.compile(
    r"(?<!수습)(?<!수습\s)(?<!시용)(?:계약\s?(?:기간)?|근무\s?기간|기간|근로계약)\s?[:·(,]?\s?(?:은)?\s?(?:약)?\s?(?:(?P<months>[0-9]{1,2})\s?개월|(?P<years>[1-5])\s?년)(?!\s?(?:이상|월|단위))"
)
_BARE_MONTHS = re.compile(r"(?<![0-9])(?P<months>[0-9]{1,2})\s?개월")


@dataclass(frozen=True, slots=True)
class EmploymentFacts:
    """Kind of employment, whether part-time, and the months of a fixed term."""

    kind: Read[Employment] | None = None
    part_time: Read[bool] | None = None
    months: Read[int] | None = None


def find_employment(page: Page, *, field: bool) -> EmploymentFacts:
    """Employment on a page. `field`: the page is the field for it, so "· 10개월" needs no word for the contract."""
    kind: Read[Employment] | None = None
    for value, pattern in _EMPLOYMENT_COMPILED:
        match = next(page.find(pattern), None)
        if match:
            page.take(*match.span())
            kind = Read(value, (page.span(*match.span()),))
            break
    part = next(page.find(_PART_TIME), None)
    if part:
        page.take(*part.span())
    patterns = (_MONTHS, _BARE_MONTHS) if field else (_MONTHS,)
    months = next((match for pattern in patterns for match in page.find(pattern)), None)
    length: Read[int] | None = None
    if months:
        page.take(*months.span())
        years = months.groupdict().get("years")
        length = Read(int(years) * 12 if years else int(months["months"]), (page.span(*months.span()),))
    return EmploymentFacts(kind, Read(True, (page.span(*part.span()),)) if part else None, length)


_TRIAL = re.compile(
    r"(?:수습|시용)\s?(?:기간)?\s?[:(은]?\s?(?:(?P<a>[0-9]{1,2})\s?개월)?|(?P<b>[0-9]{1,2})\s?개월\s?(?:간)?\s?(?:의)?\s?(?:수습|시용)\s?(?:기간)?"
)
_TRIAL_PERCENT = re.compile(r"(?P<percent>[0-9]{2,3})\s?%")


def find_probation(page: Page) -> Read[Probation] | None:
    """Trial months and their pay: "수습 3개월 90%", "3개월 수습기간"."""
    for match in page.find(_TRIAL):
        right = page.after(match.end(), 30)
        if re.match(r"\s?(?:없|무\b)", right):
            page.take(*match.span())
            return None
        months = match["a"] or match["b"]
        late = re.match(r"\s{0,2}[:(]?\s?([0-9]{1,2})\s?개월", right)
        months = months or (late.group(1) if late else None)
        percent = _TRIAL_PERCENT.search(right)
        end = match.end() + (percent.end() if percent else late.end() if late else 0)
        page.take(match.start(), end)
        value = Probation(int(months) if months else None, int(percent["percent"]) if percent else None)
        return Read(value, (page.span(match.start(), end),), months is not None, "" if months else "inferred")
    return None


_BENEFITS: tuple[tuple[Benefit, str], ...] = (
    (
        "meals",
        r"(?:식사|중식|석식|조식|점심|식대|식비|급식|중식비)\s?(?:및\s?간식)?\s?(?:비)?\s?(?:무료|별도|포함)?\s?(?:제공|지원|지급)|식대\s?별도|구내\s?식당|중식\s?포함|숙식\s?제공",
    ),
    ("dormitory", r"기숙사(?!\s?없)|숙소\s?제공|숙식\s?제공|사택"),
    ("shuttle", r"통근\s?(?:버스|차량)|셔틀|출퇴근\s?(?:버스|차량)"),
    (
        "transport_pay",
        r"교통비\s?(?:별도)?\s?(?:지급|지원)|유류비\s?(?:별도)?\s?(?:지급|지원)|통근비\s?지원|차량\s?유지비",
    ),
    ("parking", r"주차\s?(?:가능|지원|제공|비\s?지원)"),
    ("tuition", r"학자금|교육비\s?(?:지원|제공)"),
    ("housing", r"주택\s?자금|주거\s?지원|월세\s?지원"),
)
_BENEFITS_COMPILED = tuple((value, re.compile(words)) for value, words in _BENEFITS)

_INSURANCES: tuple[tuple[Insurance, str], ...] = (
    ("pension", r"국민\s?연금"),
    ("health", r"건강\s?보험"),
    ("employment", r"고용\s?보험"),
    ("accident", r"산재\s?보험|산업\s?재해"),
)
_INSURANCES_COMPILED = tuple((value, re.compile(words)) for value, words in _INSURANCES)
_ALL_FOUR = re.compile(r"(?:4|사)\s?대\s?(?:보험|사회)")
_RETIREMENT: tuple[tuple[Retirement, str], ...] = (
    ("none", r"해당\s?없음|없음|미적용"),
    ("pension", r"퇴직\s?연금"),
    ("lump_sum", r"퇴직\s?(?:금|급여)"),
)


def find_benefits(page: Page) -> Read[tuple[Benefit, ...]] | None:
    """What comes with the job: "식사제공", "기숙사", "통근버스"; "중식 미제공" is none."""
    found: list[Benefit] = []
    spans: list[Span] = []
    for value, pattern in _BENEFITS_COMPILED:
        match = next(page.find(pattern), None)
        if match:
            found.append(value)
            spans.append(page.span(*match.span()))
    for span in spans:
        page.take(span.start, span.end)
    return Read(tuple(found), tuple(spans)) if found else None


def find_insurances(page: Page) -> Read[tuple[Insurance, ...]] | None:
    """Social insurances named, or all of them ("4대보험")."""
    for match in page.find(_ALL_FOUR):
        page.take(*match.span())
        return Read(tuple(value for value, _ in _INSURANCES), (page.span(*match.span()),))
    named = [(value, next(page.find(pattern), None)) for value, pattern in _INSURANCES_COMPILED]
    spans = tuple(page.span(*where.span()) for _, where in named if where)
    for span in spans:
        page.take(span.start, span.end)
    return Read(tuple(value for value, where in named if where), spans) if spans else None


def find_retirement(page: Page, *, field: bool) -> Read[Retirement] | None:
    """퇴직금 or 퇴직연금; "해당없음" only in its own field."""
    for value, words in _RETIREMENT[0 if field else 1 :]:
        match = next(page.find(re.compile(words)), None)
        if match:
            page.take(*match.span())
            return Read(value, (page.span(*match.span()),))
    return None
