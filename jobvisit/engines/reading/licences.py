"""Licences asked for: "요양보호사자격증 (필수)", "1종 보통운전면허 우대", "토목기사 등 우대", "운전면허증필수".

Only names the vocabulary knows are given. A job title that is itself a licensed profession ("간호조무사 구인") is no
demand in words and is left to the lint. A licence whose name is not known is handed back as unread.
"""

import re
from dataclasses import dataclass

from .scan import Page
from .types import Doubt, Read, Span, Vocabulary

MAX_TOKENS = 5
"""Words that may make up one name: "자동차 운전 면허 1종 보통"."""

# what a licence is called in general, right behind its name
_CUE = re.compile(
    r"면허\s?증?\s?\(?[12]\s?종(?:\s?(?:보통|대형|소형|특수))?|자\s?격\s?증|면허\s?증|면허|자격(?=\s?(?:소지|보유|취득|필수|증))|이수\s?(?:증|자|필수|하신)?"
)
# names that need no such word: "전기기능사 우대", "사회복지사 1급 필수"
_NAMED = re.compile(
    r"[12]\s?종\s?(?:보통|대형|소형)(?!\s?(?:자동차)?\s?운?전?면허)|[가-힣A-Za-z0-9·]{1,14}(?:기능사|산업기사|기사|기능장|기술사|조무사|보호사|복지사|조리사|상담사|관리사|지도사|교사|치료사|영양사|간호사)"
    r"(?:\s?[1-3]급)?(?=\s?(?:이상\s?)?(?:등\s?)?[)]?\s?(?:우대|필수|소지|보유|가산|必|자격|이상|등\s|,|및|또는|\)))"
)
_TOKEN = re.compile(r"[가-힣A-Za-z0-9.+#]+")
# the first word of weight behind a name decides: "자격증 필수, 운전면허 우대", "소지자 우대"
_WEIGHT_BEHIND = re.compile(
    r"^[^\n.;]{0,18}?(?:(?P<preferred>우대|가산|가점|있으면|선호|환영)"
    r"|(?P<required>필수|必|필요|있어야|에\s?한함|만\s?가능|(?:소지|보유|취득|가능)\s?(?:자|하신\s?분)?(?!\s?(?:자|하신)?\s?(?:및|는|은|시)?[^\n,.;]{0,10}우대)))"
)
_PART_OF_NAME = re.compile(r"자동차|운전\s?면|면허|자격|국가|[0-9]종")
_NO_DEMAND = re.compile(r"^\s?(?:증)?\s?(?:수당|사본|취득\s?(?:반|과정|지원)|무관|관계\s?없|불문|불필요|없어도|번호)")
_COPIES = re.compile(r"제출|서류|사본")


@dataclass(frozen=True, slots=True)
class LicenceFacts:
    """Licences demanded, licences preferred, and the words of those whose name is unknown."""

    required: Read[tuple[str, ...]] | None = None
    preferred: Read[tuple[str, ...]] | None = None
    unknown: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    span: Span
    preferred: bool
    doubt: Doubt


def find_licences(page: Page, vocabulary: Vocabulary, *, field: bool = False) -> LicenceFacts:
    """Licences on a page. `field`: the page is the field for them, so its names are demands as they stand."""
    found: list[_Found] = []
    unknown: list[Span] = []
    for start, end, cued in _candidates(page, field=field):
        named = len(page.folded[:start].rstrip()) - 1 if cued else start  # the last letter before a general word
        if not page.is_free(max(named, 0), end) or page.folded[end : end + 2].strip().startswith(":"):
            page.take(start, end)  # "요양보호사자격증", whose name was read before, or the label of a line
            continue
        section = page.section(start)
        after = page.after(end, 24)
        if section == "documents" or _NO_DEMAND.match(after) or _COPIES.search(after[:6]):
            continue
        known = _longest_name(page, end, vocabulary)
        if known is None:
            if cued and page.is_free(start, end) and not field:
                unknown.append(_words_before(page, start, end))
            continue
        name, begin = known
        page.take(begin, end)
        preferred, doubt = _weight(page, begin, after, section, field=field)
        found.append(_Found(name, page.span(begin, end), preferred, doubt))
    return LicenceFacts(_join(found, preferred=False), _join(found, preferred=True), tuple(unknown))


def _candidates(page: Page, *, field: bool) -> list[tuple[int, int, bool]]:
    """Where a licence's name may end: at a general word for it, or at a name that needs none."""
    places = [(match.start(), match.end(), True) for match in page.find(_CUE)]
    places += [(match.start(), match.end(), False) for match in page.find(_NAMED)]
    if field:
        places += [(match.start(), match.end(), False) for match in re.finditer(r"[^,/\n()]+", page.folded)]
    return sorted(set(places), key=lambda place: (place[1], place[0]))


def _words_before(page: Page, start: int, end: int) -> Span:
    """The general word with the two words before it: "위험물 운송자 자격증"."""
    tokens = list(_TOKEN.finditer(page.before(start, 24)))[-2:]
    return page.span(start - len(page.before(start, 24)) + tokens[0].start() if tokens else start, end)


def _longest_name(page: Page, end: int, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """The longest run of words up to `end` that names a licence, with or without its last general word."""
    left = page.before(end, 40)
    offset = end - len(left)
    tokens = list(_TOKEN.finditer(left))[-MAX_TOKENS:]
    for first in range(len(tokens)):
        begin = offset + tokens[first].start()
        name = _name_of(left[tokens[first].start() :], vocabulary) if page.is_free(begin, end) else None
        if name is None:
            continue
        for nearer in tokens[first + 1 :]:  # "운전기사 1종보통": the job before it is no part of the licence
            words = left[begin - offset :]
            if _PART_OF_NAME.match(words) or _name_of(left[nearer.start() :], vocabulary) != name:
                break
            begin = offset + nearer.start()
        return name, begin
    return None


def _name_of(words: str, vocabulary: Vocabulary) -> str | None:
    return vocabulary.licence(words) or vocabulary.licence(_CUE.sub("", words).strip())


def _weight(page: Page, start: int, after: str, section: str, *, field: bool) -> tuple[bool, Doubt]:
    """Whether a licence is only preferred, and what makes that doubtful."""
    told = _WEIGHT_BEHIND.match(after)
    if told and told["required"]:
        return False, ""
    before = re.split(r"[,.;/]", page.before(start, 14))[-1]
    if told or section == "preferred" or "우대" in before:
        return True, ""
    return False, "" if field or section == "required" or "필수" in before else "inferred"


def _join(found: list[_Found], *, preferred: bool) -> Read[tuple[str, ...]] | None:
    chosen = [one for one in found if one.preferred is preferred]
    if not chosen:
        return None
    names = tuple(dict.fromkeys(one.name for one in chosen))
    doubt: Doubt = next((one.doubt for one in chosen if one.doubt), "")
    return Read(names, tuple(one.span for one in chosen), doubt == "", doubt)
