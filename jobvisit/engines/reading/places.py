"""Places: "경기 안산시시흥스마트허브 4다 605-3", "서울 영등포구5호선 여의도역 근처", "은평구 갈현로16길", "[옥정동] …".

Seoul's portal glues what follows to the name of the 구, so names are matched against the list of 시군구, never cut at
the next blank. A 동, 로 or 길 is given only where a real name stands: one the vocabulary knows, or a road with its
building number in an address. "가동", "101동", "1층" are parts of a building.
"""

import re
from dataclasses import dataclass

from .regions import Region, region_at
from .scan import Page
from .types import Doubt, Read, Vocabulary

_ADDRESS_LABEL = re.compile(
    r"(?:근\s?무\s?(?:예정)?\s?(?:지역|지|장소|처|주소|위치)|위\s{0,6}치|소\s?재\s?지|주\s{0,4}소|(?<![가-힣])장\s{0,6}소)\s{0,3}[:;\-)\]>】]\s{0,3}"
)
_ROAD = re.compile(
    r"(?P<road>[가-힣][가-힣0-9]{0,9}?(?:대로|로)(?:\s?[0-9]{1,4}(?:번)?\s?[가나다라]?길|[0-9]{1,4}번?안길)?|[가-힣][가-힣0-9]{0,8}[가-힣]길)"
    r"(?P<number>\s?(?:지하\s?)?[0-9]{1,4}(?:-[0-9*]{1,4})?"
    r"(?![0-9]|[:.,][0-9]|[년월시분개층호명일회차급등세인만원%]|번길|\s(?:시간|개월|만\s?원|[명층호년분회원](?![가-힣])))(?:번지)?)?"
)
_NUMBERED_ROAD = re.compile(r"(?:로|길)[0-9]{1,4}(?:번)?[가나다라]?길$|.대로$")
# words that end like a road but are none, whatever number follows
_NO_ROAD = re.compile(
    r"으로$|^(?:그|이|저|제|마음|규정|기준|예정)?대로$|(?:기준|별도|위주|자유|수시|상호|전화|하루|추가|정도|단위|순서|차례|별|최대|최소)로$"
    r"|^.{0,3}(?:바로|따로|앞으로|실제로|주로|진로|통로|경로|새로|스스로|제로|근로|종일로)$"
)
_TOWN = re.compile(
    r"(?<![가-힣0-9])(?P<name>[가-힣]{1,5}(?:제?[0-9]{1,2}(?:[·.,][0-9])?)?(?:동|읍|면|리)|[가-힣]{1,4}(?:동|로)?[1-9]가)"
)
# "포천시감암리147", "음성군대소면 오산리", "제주시노형동"
_GLUED_UNKNOWN = re.compile(
    r"[가-힣]{1,4}(?:[읍면](?=\s|$|[0-9,])|리(?=\s?[0-9]))|(?!.{0,2}(?:공장|연구|사무|생산|관리|본관|별관|신관|상가|숙사|병원|교육|행정|물류)동)"
    r"[가-힣]{2,4}동(?=\s|$|[0-9,])"
)
_TOWN_END = re.compile(r"^(?:$|[^가-힣]|에서|에\s|의\s|인근|소재|주민|역|근처|쪽|지역)")
_BUILDING = re.compile(r"^[가나다라마바사아자차카타파하]동$|^[가-힣]?[0-9]+동$")
_BEHIND_GU = re.compile(r"[가-힣][시군구]\s{1,2}$")
_IN_BRACKETS = re.compile(r"^[(\[/][가-힣]{2}[)\]/ ]")
# "양천구 일자리 박람회", "동작구 인근지역 거주자 우대": not where the work is
_NOT_HERE = re.compile(
    r"^[^\n]{0,8}?(?:박람회|일자리|거주|주민|주최|고용\s?(?:복지\s?)?(?:플러스\s?)?센터|만남의|취업)"
)
_STATION = re.compile(r"(?P<name>[가-힣]{1,8}[0-9]?[가-힣]{0,4})역(?![가-힣])")
_STATION_GLUED = re.compile(r"(?P<name>[가-힣]{1,8}[0-9]?[가-힣]{0,4})역(?=인근|근처|에서|부근|앞|도보|주변|세권)")
_LINE = re.compile(r"(?:[1-9]|신분당|경의중앙|분당|수인분당|공항철도|우이신설|신림|김포)\s?(?:호선|선)\s?$")
_WAY = re.compile(r"\s?\(?(?:[0-9]{1,2}\s?번?\s?출구)?\s?(?:에서)?\s?(?:도보\s?(?:로)?\s?[0-9]{1,2}\s?분)?\)?")
_EXIT = re.compile(r"^역\s?(?:\(?[1-9]\s?호선\)?)?\s?(?:[0-9]{1,2}\s?번?\s?출구|도보|근처|인근|부근|[0-9]{1,2}\s?분)")


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What a page says of a place."""

    gu: Read[str] | None = None
    road_or_dong: Read[str] | None = None
    station: Read[str] | None = None


def find_in_address(page: Page, vocabulary: Vocabulary) -> PlaceFacts:
    """The place of a field that holds one address, perhaps with its parts glued together."""
    return _address(page, 0, len(page.folded), vocabulary)


def find_in_prose(page: Page, vocabulary: Vocabulary, gu: str | None) -> PlaceFacts:
    """The place told in a text: behind a label, in brackets at the start, or by a name of 구, 동 or station.

    `gu` is what the address field gave; a 동 told elsewhere must lie there to be sure.
    """
    facts = _labelled(page, vocabulary)
    here = facts.gu or _gu_anywhere(page)
    where = gu or (here.value if here else None)
    road = _road_anywhere(page)
    town = _town_anywhere(page, vocabulary, where) or _town_behind_gu(page, vocabulary, facts.gu or here)
    return PlaceFacts(here, facts.road_or_dong or road or town, facts.station or find_station(page, vocabulary))


def find_station(page: Page, vocabulary: Vocabulary) -> Read[str] | None:
    """The metro station named on the page, as "여의도역"."""
    for pattern in (_STATION, _STATION_GLUED):
        for match in page.find(pattern):
            name, start = _known_station(match["name"], vocabulary)
            start += match.start()
            if name:
                way = _WAY.match(page.folded, match.end())
                page.take(start, way.end() if way else match.end())
                return Read(f"{name}역", (page.span(start, match.end()),))
            if _LINE.search(page.before(match.start(), 10)) or _EXIT.match(page.after(match.end() - 1, 16)):
                page.take(*match.span())
                return Read(f"{match['name']}역", (page.span(*match.span()),), False, "unknown_name")
    return None


def _known_station(words: str, vocabulary: Vocabulary) -> tuple[str, int]:
    """The longest station name at the end of the words ("호선여의도" → "여의도"), and where it starts."""
    for start in range(len(words)):
        if vocabulary.gus_of_station(words[start:]) is not None and (start == 0 or len(words) - start >= 2):
            return words[start:], start
    return "", 0


def gu_of(place: Read[str], vocabulary: Vocabulary) -> Read[str] | None:
    """The 구 in which a 동 or a station lies, where there is only one such: inferred, so never sure."""
    name = place.value
    gus = vocabulary.gus_of_station(name[:-1]) if name.endswith("역") else vocabulary.gus_of_dong(name)
    if not gus or len(set(gus)) > 1:
        return None
    return Read(gus[0], place.spans, False, "inferred")


def _address(page: Page, start: int, stop: int, vocabulary: Vocabulary) -> PlaceFacts:
    first = re.compile(r"[가-힣]").search(page.folded, start, stop)
    region = region_at(page.folded, first.start()) if first else None
    begin = region.end if region else (first.start() if first else start)
    gu = _gu_read(page, first.start() if first else start, region)
    road = _road(page, begin, stop, in_address=True)
    town = _town(page, begin, stop, vocabulary, region)
    return PlaceFacts(gu, road or town, find_station(page, vocabulary))


def _gu_read(page: Page, start: int, region: Region | None) -> Read[str] | None:
    if region:
        page.take(start, region.end)
        return Read(region.sigungu, (page.span(start, region.end),))
    return None


def _labelled(page: Page, vocabulary: Vocabulary) -> PlaceFacts:
    """The address behind "근무지 :", to the end of its line."""
    for match in page.find(_ADDRESS_LABEL):
        line = page.after(match.end(), 60)
        facts = _address(page, match.end(), match.end() + len(line), vocabulary)
        if facts.gu or facts.road_or_dong:
            page.take(match.start(), match.end() + len(line))  # floor and building belong to it
            return facts
    return PlaceFacts()


def _gu_anywhere(page: Page) -> Read[str] | None:
    """A name of 시군구 that stands alone as a word: "서초구 방배동", "[이천시]"."""
    for match in re.finditer(r"(?<![가-힣])(?=[가-힣])", page.folded):
        region = region_at(page.folded, match.start())
        if region is None or not page.is_free(match.start(), region.end):
            continue
        if _TOWN_END.match(page.folded[region.end : region.end + 3]) and not _NOT_HERE.match(
            page.after(region.end, 16)
        ):
            page.take(match.start(), region.end)
            return Read(region.sigungu, (page.span(match.start(), region.end),))
    return None


def _road(page: Page, start: int, stop: int, *, in_address: bool) -> Read[str] | None:
    for match in _ROAD.finditer(page.folded, start, stop):
        road = re.sub(r"\s", "", match["road"])
        sure = bool(match["number"]) or bool(_NUMBERED_ROAD.search(road))
        if _NO_ROAD.search(road) or len(road) < 3 or not (sure or in_address):
            continue
        if re.match(r"[1-9]가(?![가-힣])", page.folded[match.end("road") : match.end("road") + 3]):
            continue  # 을지로4가 is a 동
        if not sure and not re.match(r"^(?:$|[\s,(])", page.folded[match.end() : match.end() + 1]):
            continue
        if not page.is_free(*match.span("road")):
            continue
        page.take(*match.span())
        doubt: Doubt = "" if sure else "unknown_name"
        return Read(road, (page.span(*match.span("road")),), sure, doubt)
    return None


def _town(page: Page, start: int, stop: int, vocabulary: Vocabulary, region: Region | None) -> Read[str] | None:
    """A 동 inside an address: at once behind the 구, in brackets, or as a word of its own."""
    glued = _glued_town(page, start, vocabulary, region)
    if glued:
        return glued
    for match in _TOWN.finditer(page.folded, start, stop):
        name, end = match["name"], match.end()
        if _BUILDING.match(name) and not vocabulary.gus_of_dong(name):
            continue
        if not _TOWN_END.match(page.folded[end : end + 3]) or not page.is_free(match.start(), end):
            continue
        known = _lies_in(vocabulary.gus_of_dong(name), region.sigungu if region else None)
        if known is None and _BUILDING.match(name):
            continue
        bracketed = page.folded[match.start() - 1 : match.start()] in ("(", ",") or region is not None
        if not known and not (bracketed and len(name) >= 3):
            continue
        page.take(match.start(), end)
        span = page.span(match.start(), end)
        return Read(name, (span,)) if known else Read(name, (span,), False, "unknown_name")
    return None


def _glued_town(page: Page, start: int, vocabulary: Vocabulary, region: Region | None) -> Read[str] | None:
    """ "관악구남현동", "성동구성수동성당 인근": a 동 the vocabulary knows in this 구, right behind its name."""
    if region is None:
        return None
    start += len(page.folded[start : start + 3]) - len(page.folded[start : start + 3].lstrip(" ,."))
    rest = page.folded[start : start + 8]
    for length in range(2, len(rest) + 1):
        name = rest[:length]
        if rest[length:].startswith("역"):
            continue  # "종로3가역"
        if name[-1] in "동읍면리가" and _lies_in(vocabulary.gus_of_dong(name), region.sigungu):
            span = page.span(start, start + length)
            page.take(start, start + length)
            alone = bool(_TOWN_END.match(rest[length:] or ""))
            return Read(name, (span,)) if alone else Read(name, (span,), False, "inferred")
    unknown = _GLUED_UNKNOWN.match(rest)  # "포천시감암리147"
    if unknown is None:
        return None
    page.take(start, start + unknown.end())
    return Read(unknown.group(), (page.span(start, start + unknown.end()),), False, "unknown_name")


def _lies_in(gus: tuple[str, ...], sigungu: str | None) -> bool | None:
    """Whether a place known in `gus` lies in `sigungu`; None where the place is not known at all."""
    if not gus:
        return None
    return sigungu is None or any(gu == sigungu or gu.split()[0] == sigungu.split()[0] for gu in gus)


def _town_anywhere(page: Page, vocabulary: Vocabulary, gu: str | None) -> Read[str] | None:
    """A 동 of the vocabulary, written as a word of its own; sure where it lies in the 구 known otherwise."""
    for match in page.find(_TOWN):
        name, end = match["name"], match.end()
        gus = vocabulary.gus_of_dong(name)
        if not gus or not _TOWN_END.match(page.folded[end : end + 3]):
            continue
        behind_gu = _BEHIND_GU.search(page.folded[max(0, match.start() - 6) : match.start()])
        if len(name) == 2 and not (behind_gu or _IN_BRACKETS.match(page.folded[max(0, match.start() - 1) : end + 1])):
            continue  # 이동, 상동, 중동 are words as well
        inside = _lies_in(gus, gu)
        if gu and not inside:
            continue
        page.take(match.start(), end)
        span = page.span(match.start(), end)
        return Read(name, (span,)) if gu or len(set(gus)) == 1 else Read(name, (span,), False, "several_stated")
    return None


def _town_behind_gu(page: Page, vocabulary: Vocabulary, gu: Read[str] | None) -> Read[str] | None:
    """ "성남시 분당구 삼평동": a 동 no table has, right behind the 구 the page names; never sure."""
    if gu is None or gu.spans[0].field != page.field:
        return None
    match = _TOWN.match(page.folded, gu.spans[0].end + 1)
    if (
        match is None
        or not page.is_free(*match.span())
        or not _TOWN_END.match(page.folded[match.end() : match.end() + 3])
    ):
        return None
    name = match["name"]
    if len(name) < 3 or _BUILDING.match(name) or vocabulary.gus_of_dong(name):
        return None
    page.take(*match.span())
    return Read(name, (page.span(*match.span()),), False, "unknown_name")


def _road_anywhere(page: Page) -> Read[str] | None:
    """A road with its building number, in a text that names its 시군구 or 동 shortly before."""
    for match in page.find(_ROAD):
        if match["number"] and re.search(r"[가-힣][시군구동읍면]\s{1,2}$", page.before(match.start(), 8)):
            return _road(page, match.start(), match.end(), in_address=False)
    return None
