"""Folding: what is the same in two writings of one licence, and what must never be folded away.

Blanks, marks, capitals and words such as 자격증 or 소지자 are folded. Grades are taken out and kept beside the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 200
"""Characters of one writing that are read; a longer text is not the name of a licence."""

# Words that say the licence is not held, or not yet: 필기 합격, 과정 수료, 취득 예정, 미소지, 무관.
_NOT_HELD = re.compile(
    r"필기|수료|[12]차|과정(?!\s*평가)|아카데미|예정|준비|응시|불합격|미취득|미소지|미보유|없음|무관|불필요|불문|학원|예비|면제"
)
# Certificates of attendance are the licence itself in these two.
_ATTENDED = re.compile(r"응급처치|심폐소생술|신임\s*교육|안전\s*(?:보건\s*)?교육")

# What stands around a name and says nothing about which licence it is. One word at a time is taken away, the shorter
# first, so that 미용사면허증 is tried as 미용사면허 before 미용사.
_AFTER = (
    "증", "자격", "면허", "시험", "검정", "급수", "인증", "이수", "취득", "소지", "보유", "소지자", "취득자", "보유자",
    "이수자", "합격자", "합격", "이상", "필수", "우대", "필요", "필", "실기", "최종합격", "단증",
    "서", "등급", "국가공인", "공인", "국제공인", "국가", "민간", "협회", "기술",
)  # fmt: skip
_BEFORE = (
    "국가공인", "국가기술자격증", "국가기술자격", "국가기술", "국가자격증", "국가자격", "공인", "민간자격", "자격증",
    "자격", "면허", "제",
)  # fmt: skip
# Issuers and remarks in brackets.
_REMARKS = re.compile(
    r"[(\[{](?:국가\s*공인|공인|국가\s*기술\s*자격|대한상공회의소|상공회의소|한국산업인력공단|산업인력공단|한국세무사회"
    r"|한국생산성본부|정비사|자가\s*차량|소지자|필수|우대|자격증|면허증|취득|보유|국제공인|엑셀|단일\s*등급|구|舊|세무사회"
    r"|한국공인회계사회|보건복지부|고용노동부|실기)[)\]}]"
)
_GRADE = re.compile(r"(?<![0-9])(?P<grade>준?[1-9]급(?:II)?|특급|[1-9]단|[ABC](?:등급|급)|대?사범|[2-4][+-]급|S급)")
_BRACKETED_LETTER = re.compile(r"[(\[]\s*([ABC])\s*(?:등급|급)?\s*[)\]]")
_NUMBER_WORDS = {"일급": "1급", "이급": "2급", "삼급": "3급", "III급": "3급", "II급": "2급"}
# Two licences written as one, and what is meant: 정보처리(산업)기사, 1,2종 보통, 제과제빵기능사.
_SPELT_OUT = (
    (re.compile(r"([가-힣]+)\((산업|공사)\)\s?기사"), r"\1기사, \1\2기사"),
    (re.compile(r"([가-힣]+)기사\s?\(산업기사\)"), r"\1기사, \1산업기사"),
    (re.compile(r"주택관리사\s?\(보\)"), "주택관리사, 주택관리사보"),
    (re.compile(r"제과\s?[,·/]?\s?제빵(?:\s?기능사)?"), "제과기능사, 제빵기능사"),
    (re.compile(r"\(?\s?([12])\s?[,·/~]\s?([12])종\s?(대형|보통|소형|특수)"), r" \1종\3, \2종\3"),
    (re.compile(r"\(?\s?([12])종\s?[,·/~]\s?([12])종\s?(대형|보통|소형|특수)"), r" 운전면허 \1종, 운전면허 \2종\3"),
)
_MOST_STEMS = 40
"""A name has a handful of words around it; beyond this the text is not a name."""


def clean(text: str) -> str:
    """One writing in one form: full-width to plain, Roman numerals spelt in letters, capitals, single blanks."""
    plain = unicodedata.normalize("NFKC", text.strip()[:LONGEST]).upper()
    return re.sub(r"\s+", " ", plain)


def spelt_out(text: str) -> str:
    """The text with licences that share their letters written one by one."""
    for short, long in _SPELT_OUT:
        text = short.sub(long, text)
    return text


def key(text: str) -> str:
    """Only what tells names apart: digits, capitals, Hangul syllables, a plus sign."""
    return re.sub(r"[^0-9A-Z가-힣+]", "", clean(text))


def not_held(text: str) -> bool:
    """Whether the words say that there is no such licence (yet): 필기 only, a course, 취득 예정, 무관."""
    return bool(_NOT_HELD.search(text)) and not (_ATTENDED.search(text) and "예정" not in text)


def without_remarks(text: str) -> str:
    """The text without brackets that name an issuer or say 소지자."""
    return _REMARKS.sub(" ", text)


def take_grade(text: str) -> tuple[str, str]:
    """The key of `text` without its grade, and the grade ("" where none or more than one is written).

    "1급 사회복지사" gives ("사회복지사", "1급"); a number without 급 behind a name ("컴활2") counts as a grade too.
    """
    for word, digit in _NUMBER_WORDS.items():
        text = text.replace(word, digit)
    folded = key(_BRACKETED_LETTER.sub(r" \1등급 ", text))
    found = list(_GRADE.finditer(folded))
    if len({match["grade"] for match in found}) == 1:
        return _GRADE.sub("", folded), _official(found[0]["grade"])
    if not found and (bare := re.fullmatch(r"(.*[^0-9])([1-9])", folded)):
        return bare[1], f"{bare[2]}급"
    return folded, ""


def _official(grade: str) -> str:
    if grade[0] in "ABC":
        return f"{grade[0]}등급"
    return grade.replace("급II", "급Ⅱ")


def stems(folded: str) -> Iterator[str]:
    """`folded` itself, then with the words around a name taken away, one after the other."""
    seen = {folded}
    queue = [folded]
    while queue and len(seen) <= _MOST_STEMS:
        stem = queue.pop(0)
        yield stem
        shorter = [stem[: -len(word)] for word in _AFTER if stem.endswith(word)]
        shorter += [stem[len(word) :] for word in _BEFORE if stem.startswith(word)]
        for one in shorter:
            if len(one) > 1 and one not in seen:
                seen.add(one)
                queue.append(one)
