"""Career, education and the number of openings.

Columns of a portal use a closed set of words and are read whole; in a text the same words count only where they state a
condition: "경력 3년 이상" does, "1년 이상 경력자 우대" does not.
"""

import re
from dataclasses import dataclass

from .scan import Page
from .types import CareerKind, Doubt, Education, Read, Span

_PREFERRED = re.compile(r"^[^.\n]{0,14}?(?:우대|가산|환영|선호|유리)")


@dataclass(frozen=True, slots=True)
class CareerFacts:
    """What a page says of experience: the kind, the least years, and whether it is a must said outside the field."""

    kind: Read[CareerKind] | None = None
    years: Read[float] | None = None


_YEARS = r"(?P<years>[0-9]{1,2}(?:\.[0-9])?)\s?년(?:\s?(?P<months>[0-9]{1,2})\s?개월)?|(?P<only>[0-9]{1,3})\s?개월"
# "경력 2년 이상", "경력1년", "경력(최소 24개월)", "경력 : 3년 이상"
_CAREER_YEARS = re.compile(
    r"경\s{0,4}력\s?(?:사항|조건)?\s?[:(/]?\s?(?:자)?\s?(?:최소|총|만)?\s?(?:"
    + _YEARS
    + r")(?:차(?:\s?이상)?)?(?P<to>\s?[~\-]\s?[0-9])?"
)
# "3년 이상 경력자", "실무경력", "2년 이상의 경험자"
_YEARS_CAREER = re.compile(
    r"(?:" + _YEARS + r")\s?(?:차\s?이상|(?:이상\s?의?\s?[가-힣A-Za-z/· ]{0,18}?|(?:의)?\s?[가-힣 ]{0,8}?)"
    r"(?:경력|경험)\s?(?:자|필수|보유)?)"
)
_ANY_CAREER = re.compile(
    r"경\s{0,5}[력험]\s?(?:은|이|자|:)?\s?"
    r"(?:무관|관계\s?없|상관\s?없|불문|없어도|없으[셔신]도|안\s?[봄봐봅]|불필요|필요\s?없)|무경[력험]"
    r"|초보\s?(?:자)?\s?(?:분)?\s?(?:도|지원)?\s?(?:가능|환영|도|OK|ok|Ok|괜찮|누구나|모집)"
    r"|처음\s?(?:하시는|이신|하는|하셔|오시는)\s?(?:분)?도"
    r"|(?:신입|초보)\s?[,/·&및와]{1,2}\s?경력|경력\s?[,/·]\s?신입|신입\s?가능"
)
_ENTRY = re.compile(r"신\s?입(?!\s?(?:기준|연봉|초봉))")
_MUST = re.compile(
    r"경력\s?(?:자|직|사원)?\s?(?:필수|에\s?한함|만|필요|모집|채용|구함|구인|구합|모십)|경력자(?=\s?(?:[0-9]{1,2}\s?명|[,.)\n]|$))|경험자?\s?(?:필수|에\s?한함|만|필요)|유경험자\s?(?:필수|만)|(?<!무)경력직"
)

_KINDS_OF_CAREER: tuple[tuple[re.Pattern[str], CareerKind], ...] = (
    (_ANY_CAREER, "none_required"),
    (_MUST, "experienced"),
    (_ENTRY, "entry"),
)


def read_career_field(page: Page) -> CareerFacts:
    """The field of experience: 무관, 신입, 경력, "경력 2년 이상", "신입·경력", "경력무관", "관계없음"."""
    text = page.folded.strip()
    if not text or text == "-":
        return CareerFacts()
    spans = (page.span(0, len(page.text)),)
    years = _least_years(page)
    if re.search(r"무관|관계\s?없|불문|제한\s?없", text) or (_ENTRY.search(text) and "경력" in text):
        page.take(0, len(page.text))
        return CareerFacts(Read("none_required", spans))
    if "경력" in text or years:
        page.take(0, len(page.text))
        return CareerFacts(Read("experienced", spans), years)
    if _ENTRY.search(text):
        page.take(0, len(page.text))
        return CareerFacts(Read("entry", spans))
    return CareerFacts()


def find_career(page: Page) -> CareerFacts:
    """What a text says of experience as a condition; preferences are passed over."""
    years = _least_years(page)
    if years:
        return CareerFacts(Read("experienced", years.spans), years)
    for pattern, kind in _KINDS_OF_CAREER:
        for match in page.find(pattern):
            if _is_wish(page, match):
                continue
            page.take(*match.span())
            return CareerFacts(Read(kind, (page.span(*match.span()),)))
    return CareerFacts()


def _least_years(page: Page) -> Read[float] | None:
    for pattern in (_CAREER_YEARS, _YEARS_CAREER):
        for match in page.find(pattern):
            if _is_wish(page, match):
                continue
            years = (
                float(match["only"]) / 12 if match["only"] else float(match["years"]) + float(match["months"] or 0) / 12
            )
            if not 0 < years <= 30:
                continue
            page.take(*match.span())
            return Read(round(years, 2), (page.span(*match.span()),))
    return None


def _is_wish(page: Page, match: re.Match[str]) -> bool:
    return bool(_PREFERRED.match(page.after(match.end(), 24))) or page.section(match.start()) == "preferred"


# (value, words, doubt); the first that fits wins, so 전문대학 stands before 대학 and 무관 before all
_EDUCATION: tuple[tuple[Education, str, Doubt], ...] = (
    ("any", r"무관|관계\s?없|불문|제한\s?없", ""),
    ("any", r"초등|초졸|중학교|중졸", "nearest_allowed"),
    ("high", r"고등학교|고졸|고교|검정고시", ""),
    ("college2", r"전문\s?대|초대졸|전문\s?학사|2\s?년제|2\s?[~,\-]\s?3\s?년|2년제", ""),
    ("master", r"박사", "nearest_allowed"),
    ("master", r"석사|대학원", ""),
    ("bachelor", r"대학_대학교|대학교|4\s?년제?|대졸|학사|대학", ""),
)
_EDUCATION_COMPILED = tuple((value, re.compile(words), doubt) for value, words, doubt in _EDUCATION)
# "학력무관", "학력·경력 무관", "학력 경력 무관"
_NO_EDUCATION = re.compile(
    r"학\s{0,4}력\s?(?:은|:)?\s?(?:(?:[·,/]|및|과)?\s?(?:경력|나이|연령|성별)\s?){0,3}\s?(?P<what>무관|불문|관계\s?없[음이]|상관\s?없[음이]|제한\s?없[음이])"
)
_EDUCATION_LINE = re.compile(r"학\s{0,4}력\s?(?:사항|조건|요건)?\s?(?:은|:|\-|\()?\s?(?P<what>[^\n,/]{2,16})")
_DEGREE = re.compile(
    r"(?P<what>(?:대학교?\s?졸업|고등학교\s?졸업|고졸|초대졸|전문대\s?졸?업?|대졸|4년제\s?(?:대학교?)?\s?(?:졸업)?|석사|학사|전문학사)(?:\s?\([^()\n]{1,10}\))?)\s?(?:학위)?\s?(?:자|소지자)?\s?(?:이상|학력)"
)


def read_education_field(page: Page) -> Read[Education] | None:
    """The field of education; of "고졸 ~ 대졸(4년)" the least."""
    least = re.split(r"~(?![^()]{0,20}\))", page.folded)[0]  # never inside brackets: "대졸(2~3년)"
    found = _education(least, page.span(0, len(page.text)))
    if found:
        page.take(0, len(page.text))
    return found


def find_education(page: Page) -> Read[Education] | None:
    """Education as a text demands it: "학력 : 무관", "고졸 이상"."""
    for pattern in (_NO_EDUCATION, _EDUCATION_LINE, _DEGREE):
        for match in pattern.finditer(page.folded):
            free = match.span("what") if pattern is _NO_EDUCATION else match.span()
            if not page.is_free(match.start(), match.start() + 1) or not (
                page.is_free(*free) or pattern is _NO_EDUCATION
            ):
                continue
            if _is_wish(page, match):
                continue
            found = _education(match["what"], page.span(*match.span()))
            if found:
                page.take(*match.span())
                return found
    return None


def _education(words: str, span: Span) -> Read[Education] | None:
    for value, pattern, doubt in _EDUCATION_COMPILED:
        if pattern.search(words):
            return Read(value, (span,), doubt == "", doubt)
    return None


# "1명", "2 명", "0명", "00명", "○명"
_PERSONS = re.compile(
    r"(?<![0-9~,.])(?P<each>각\s?)?(?P<n>[0-9]{1,3}|[○oO]{1,3}|한|두|세)\s?"
    r"(?P<unit>명|인(?=\s|$|[),.])|분(?=\s?(?:을|만|을\s?더)?\s?(?:모[집십실]|구합|구함|구해|채용|찾)))(?!\s?이상\s?사업장)"
)
_SEATS_LEFT = re.compile(
    r"(?:모\s{0,3}집|채용|구인|충원|선발|인\s{0,4}원|명수)[가-힣]{0,4}\s{0,3}[:(\-]?\s?[^\n0-9]{0,16}$"
)
_SEATS_HEADING = re.compile(r"(?:모집|채용)\s?인원\s?[\])>】:]?\s{0,3}\n\W{0,6}$")  # a line of its own above
_SEATS_RIGHT = re.compile(
    r"^\s?[)\]]?\s?(?:을|를|만)?\s?(?:더|대량|신규|추가|긴급|공개)?\s?(?:모집|채용|구인|구함|구합|구해|충원|급구|선발|모십|모심|모셔|찾)"
)
_HIRED = re.compile(r"(?:기간제|공무직|계약직|일용직?|단기|시간제|대체)\s?(?:근로자|직원|교사)\s?:?\s?$")
_JOB_LINE = re.compile(r"^\s{0,6}[-*·ㆍ○●■▶◆\[(]{0,3}\s?[가-힣A-Za-z][가-힣A-Za-z ()/,·]{1,24}\s?[:(]?\s?$")
_SEATS_END = re.compile(r"^\s?[)\]]?\s*(?:$|[,(/])")
_NO_SEATS = re.compile(
    r"(?:(?<![가-힣])(?:전\s?체?\s?|총\s?|현재?\s?)?직원|사원수|아이들?|영?유아|아동|노인|어르신|환자|원생|대상자|이용자|정원|입소|입주|근로자|총원|인원수|상시|그룹|학생|팀원|회원|가족|세대|매일|구성|교사|세무사"
    r"|(?:급식|식수|식사|이용|수용|입소|학급|총|현재?|재직|재원|관리|상근|참여|방문)\s?인\s?원)\s?[:(은는이]?\s?(?:약|총)?\s?$"
)
_NO_SEATS_RIGHT = re.compile(
    r"^\s?(?:이상|이하|미만|정도|규모|시설|근무|씩|조|실|기준|내외|의\s?(?:어르신|환자|아이|직원|이용)|이|으로|과|와|에게|당|그룹|분)"
)
_HANGUL_NUMBERS = {"한": 1, "두": 2, "세": 3}


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """Openings: a number, or the words that leave it open ("00명", "각 1명")."""

    headcount: Read[int] | None = None
    open: Span | None = None


def read_headcount_field(page: Page) -> SeatFacts:
    """The field of openings: "1", "3명", "00명"."""
    match = re.search(r"[0-9]{1,4}|[○oO]{1,3}", page.folded)
    if not match:
        return SeatFacts()
    page.take(*match.span())
    page.take(0, len(page.text))
    return _seats([match.group()], page.span(*match.span()))


def find_headcount(page: Page, *, loose: bool) -> SeatFacts:
    """Openings told in a text. `loose`: in a title or a note a bare "2명" is the number of openings."""
    numbers: list[str] = []
    where: Span | None = None
    for match in page.find(_PERSONS):
        left, right = page.before(match.start(), 30), page.after(match.end(), 14)
        heading = page.folded[max(0, match.start() - 24) : match.start()]
        wanted = _SEATS_RIGHT.match(right)
        alone = match["n"] in ("1", "한") and left.rstrip().endswith("직원")  # no firm tells that it has one
        others = _NO_SEATS.search(left) and not (wanted or alone or _HIRED.search(left))
        if not match["each"] and (others or _NO_SEATS_RIGHT.match(right)):
            continue
        told = _SEATS_LEFT.search(left) or _SEATS_HEADING.search(heading) or wanted
        if not (told or loose or (_JOB_LINE.match(left) and _SEATS_END.match(right))):
            continue
        page.take(*match.span())
        where = where or page.span(*match.span())
        numbers.append("각" if match["each"] else match["n"])
    return _seats(numbers, where) if where else SeatFacts()


def _seats(numbers: list[str], span: Span) -> SeatFacts:
    values = {str(_HANGUL_NUMBERS.get(number, number)) for number in numbers}
    if len(values) != 1:
        return SeatFacts(open=span)
    value = values.pop()
    if not value.isdigit() or int(value) == 0:
        return SeatFacts(open=span)
    return SeatFacts(Read(int(value), (span,)))
