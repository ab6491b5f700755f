"""Driving licences (도로교통법 제80조): written in more ways than all others together, so they have their own reader.

운전면허2종보통, 자동차 운전면허 (1종 보통), 1종보통면허, 운전면허 보통1종, 대형면허 …
The class alone (1종) stays a class alone: 보통 is never assumed.
"""

from __future__ import annotations

import re

from jobvisit.office.reference.licences.fold import key
from jobvisit.office.reference.tables import Licence, licences_by_name

FAMILY = "자동차운전면허"
INTERNATIONAL = "국제운전면허증"

_ABOUT = re.compile(
    r"운[전저]면허|운전면|자동차면허|(?:자동차|운전|면허|차량).*[12]종|^제?[12]종(?:자동)?(?:보통|대형|소형|특수|원동기)"
    r"|[12]종.*(?:면허|운전)|(?:보통|대형|소형|특수)[12]종|원동기(?:장치|자전거|면허)|^(?:자동차)?(?:대형|트레일러|레커|렉카"
    r"|대형견인|소형견인|구난|견인)(?:차)?면허"
)
_OTHER = re.compile(
    r"건설기계|중장비|지게차|굴[삭착]기|포크레인|포클레인|기중기|크레인|불도저|로더|덤프|택시|버스운전자격|화물운송|운송종사"
    r"|수상|요트|보트|선박|항공|비행|드론|기능사|강사|투자|외환|INTERNATIONALDRIVING"
)
_FOREIGN = re.compile(
    r"외국|해외|미국|중국|일본|캐나다|호주|독일|영국|필리핀|베트남|뉴질랜드|프랑스|러시아|몽골|대만|태국"
)
_KINDS = {
    "대형견인": "대형견인", "소형견인": "소형견인", "트레일러": "대형견인",
    "구난": "구난", "레커": "구난", "렉카": "구난", "특수": "특수",
    "대형": "대형", "보통": "보통", "소형": "소형", "원동기": "원동기장치자전거",
}  # fmt: skip
_KIND = "|".join(_KINDS)
_CLASS_THEN_KIND = re.compile(rf"([12])종((?:면허|차량|수동|오토|자동(?!차))*)({_KIND})?")
_KIND_THEN_CLASS = re.compile(rf"({_KIND})([12])종")
_KIND_ALONE = re.compile(r"(트레일러|레커|렉카|대형견인|소형견인|구난|특수|대형|원동기)")
_AUTOMATIC = re.compile(r"자동(?!차)|오토")


def read(text: str) -> tuple[Licence, ...] | None:
    """The driving licences one writing names; None where it is about something else, () for a foreign licence."""
    folded = key(text).replace("일종", "1종").replace("이종", "2종").replace("Ⅰ종", "1종")
    if "국제운전면허" in folded or "국제면허" in folded:
        return (licences_by_name()[INTERNATIONAL],)
    if not _ABOUT.search(folded) or _OTHER.search(folded):
        return None
    if _FOREIGN.search(folded):
        return ()
    names = [FAMILY + _grade(*pair, automatic=_is_automatic(folded)) for pair in _pairs(folded)] or [FAMILY]
    table = licences_by_name()
    if not all(name in table for name in names):
        return ()
    return tuple(table[name] for name in dict.fromkeys(names))


def _is_automatic(folded: str) -> bool:
    return bool(_AUTOMATIC.search(folded))


def _pairs(folded: str) -> list[tuple[str, str]]:
    """Classes and kinds as written; a kind that only one class has (대형, 원동기) brings its class along."""
    if turned := _KIND_THEN_CLASS.findall(folded):
        return [(number, kind) for kind, number in turned]
    if found := [(match[1], match[3] or "") for match in _CLASS_THEN_KIND.finditer(folded)]:
        return found
    return [("2" if kind == "원동기" else "1", kind) for kind in _KIND_ALONE.findall(folded)]


def _grade(number: str, kind: str, *, automatic: bool) -> str:
    """The grade as the table writes it; only 보통 exists for automatic gears, so 2종 자동 is 2종 보통(자동)."""
    named = _KINDS.get(kind, "")
    if automatic and named in ("", "보통"):
        return f" {number}종 보통(자동)"
    return f" {number}종 {named}".rstrip()
