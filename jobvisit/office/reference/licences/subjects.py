"""Tests that are taken subject by subject: MOS, ITQ, GTQ, E-TEST, ACA; teachers; Hanja; Japanese and Chinese.

Each reader looks at one clean writing and answers None (not about this), or the licences it names, () for a writing
that names none we can be sure of. Versions (MOS 2003, 2010) are folded; levels (Core, Expert, Master) never are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jobvisit.office.reference.licences.fold import key, take_grade
from jobvisit.office.reference.tables import Licence, licences_by_name

Found = tuple[Licence, ...] | None

_OFFICE = {
    "Excel": re.compile(r"EXCEL|엑셀"),
    "Word": re.compile(r"WORD(?!PRO)|워드(?!프로)"),
    "PowerPoint": re.compile(r"POWER ?POIN[TR]|파워 ?포인트|PPT"),
    "Access": re.compile(r"ACCESS|EXCESS|[엑액][세서]스"),
    "Outlook": re.compile(r"OUTLOOK|아웃룩"),
}
_MOS = re.compile(
    r"^\W*(?:MOU?S(?=[^A-Z]|$|MASTER|EXCEL|WORD|POWER|ACCESS)|MCAS|모스(?=마스터|자격|엑셀|파워|워드| |$))"
    r"|OFFICE (?:USER )?SPECIALIST|^\W*(?:MS|MICROSOFT|마이크로 ?소프트)[ -]?(?:OFFICE|오피스)"
)
_MOS_SURE = re.compile(r"MOU?S|MCAS|모스|SPECIALIST|MASTER|마스터|EXPERT|CORE")
_ITQ_SUBJECTS = (
    ("한글파워포인트", re.compile(r"(?:한글)?(?:파워포인트|POWERPOINT|PPT)")),
    ("한글엑셀", re.compile(r"(?:한글)?(?:엑셀|EXCEL)")),
    ("한글액세스", re.compile(r"(?:한글)?(?:[액엑][세서]스|ACCESS)")),
    ("MS워드", re.compile(r"MS워드|MSWORD")),
    ("아래한글", re.compile(r"아래아?한글|한글|HWP|훈글")),
    ("인터넷", re.compile(r"인터넷|INTERNET")),
    ("한셀", re.compile(r"한셀")),
    ("한쇼", re.compile(r"한쇼")),
)
_LETTER = re.compile(r"([ABC])(?:등급|급)?$|([ABC])(?:등급|급)")


def _named(*names: str) -> tuple[Licence, ...]:
    """These licences; () where the table lacks one: a level that a test does not have."""
    table = licences_by_name()
    return tuple(table[name] for name in names) if all(name in table for name in names) else ()


def microsoft_office(text: str) -> Found:
    """MOS and its earlier names MOUS and MCAS. "MS OFFICE 파워포인트" alone is a skill, not a licence."""
    if not _MOS.search(text):
        return None
    if not _MOS_SURE.search(text):
        return ()
    if re.search(r"MASTER|마스터", text):
        return _named("MOS Master")
    bare = re.sub(r"MICROSOFT OFFICE SPECIALIST|MICROSOFT OFFICE USER SPECIALIST", "", text)
    subjects = [name for name, pattern in _OFFICE.items() if pattern.search(bare)]
    level = " Expert" if "EXPERT" in bare else " Core" if "CORE" in bare else ""
    if not subjects:
        return _named("MOS")
    return _named(*(f"MOS {subject}{level}" for subject in subjects))


def information_technology(text: str) -> Found:
    """ITQ (정보기술자격) and its subjects; 한글엑셀 is the name of one subject, not two."""
    folded = key(text)
    if not re.match(r"(?:국가공인)?(?:ITQ|정보기술자격)", folded):
        return None
    rest = re.sub(r"ITQ|정보기술자격|인증시험|국가공인|자격증|자격|시험|인증|필수", "", folded)
    if "MASTER" in rest or "마스터" in rest:
        return _named("ITQ OA MASTER")
    subjects = []
    for name, pattern in _ITQ_SUBJECTS:
        if pattern.search(rest):
            subjects.append(name)
            rest = pattern.sub("", rest)
    letter = _LETTER.search(rest)
    grade = f" {letter[1] or letter[2]}등급" if letter else ""
    leftover = _LETTER.sub("", rest)
    if not subjects:
        return _named("ITQ") if not leftover else ()
    return () if leftover else _named(*(f"ITQ {subject}{grade}" for subject in subjects))


def graphics(text: str) -> Found:
    """GTQ for pictures (포토샵), GTQi for illustration (일러스트): two tests, each with grades."""
    folded = key(text)
    if not re.search(r"GTQ|그래픽기술자격", folded):
        return None
    family = "GTQid" if "GTQID" in folded else "GTQi" if re.search(r"GTQI|일러스트", folded) else "GTQ"
    rest = re.sub(r"GTQ(?:ID?)?|그래픽기술자격|포토샵|일러스트(?:레이터)?|자격증|국가공인|시험", "", folded)
    found = re.fullmatch(r"([1-3])?급?", rest)
    if not found:
        return ()
    return _named(f"{family} {found[1]}급" if found[1] else family)


def adobe(text: str) -> Found:
    """ACA, ACE and ACS by Adobe."""
    folded = key(text)
    kind = re.match(r"AC[AES]\b", text)
    if kind is None and "VISUALCOMMUNICATION" not in folded:
        return None
    level = kind[0] if kind else "ACA"
    rest = re.sub(r"VISUALCOMMUNICATIONUSING|ADOBECERTIFIED(?:ASSOCIATE|EXPERT|SPECIALIST)", "", folded)
    for product, pattern in (
        ("Photoshop", "PHOTOSHOP|포토샵"),
        ("Illustrator", "ILLUSTRATOR|일러스트"),
        ("Dreamweaver", "DREAMWEAVER|드림위버"),
    ):
        if re.search(pattern, rest):
            return _named(f"{level} {product}")
    return _named(level) if rest == level else ()


def e_test(text: str) -> Found:
    """E-TEST Professionals, by subject and grade."""
    folded = key(text)
    if not re.match(r"E(?:TEST|테스트)", folded):
        return None
    subject = next((s for s in ("엑셀", "워드", "파워포인트") if s in folded), "")
    grade = take_grade(text)[1]
    return _named(" ".join(filter(None, ("E-TEST Professionals", subject, grade))))


def teacher(text: str) -> Found:
    """Teaching certificates by school and grade; the subject taught is not part of the name."""
    folded = key(text)
    if re.search(r"한국어|훈련|문화예술|보육|전문상담|보건|영양|사서|요가|강사", folded):
        return None
    if "실기" in folded and re.search(r"교사|교원", folded):
        return _named("실기교사")
    school = next((full for short, full in _SCHOOLS if short in folded), None)
    if "정교사" in folded or (school and re.search(r"(?:교사|교원)", folded) and "초중등" not in folded):
        grades = re.findall(r"([12])급", folded)
        if len(set(grades)) > 1:
            return ()
        family = f"{school} 정교사" if school else "정교사"
        return _named(f"{family} {grades[0]}급" if grades else family)
    if re.search(r"교원자격|교사자격", folded):
        return _named("교원자격증")
    return None


_SCHOOLS = (
    ("초중등", None),
    ("중등", "중등학교"),
    ("중고등", "중등학교"),
    ("초등", "초등학교"),
    ("유치원", "유치원"),
    ("특수학교", "특수학교"),
    ("특수교육", "특수학교"),
)


def hanja(text: str) -> Found:
    """Hanja grades. Four bodies test them; where the writing does not tell which, the grade stands alone."""
    folded = key(text)
    if "한자" not in folded or "한자리" in folded:
        return None
    stem, grade = take_grade(text)
    family = next((name for pattern, name in _HANJA if re.search(pattern, stem)), "한자")
    return _named(f"{family} {grade}" if grade else family)


_HANJA = (
    (r"상공회의소|대한상의", "한자(대한상공회의소)"),
    (r"능력검정|검정능력|어문회", "한자능력검정시험"),
    (r"급수자격검정", "한자급수자격검정"),
    (r"한자실력", "한자실력급수"),
    (r"한자자격시험", "한자자격시험"),
)


def languages(text: str) -> Found:
    """JLPT by N-level or the grades before 2010; OPIc levels; scores of TOEIC and the like are folded away."""
    folded = key(text)
    if re.search(r"JLPT|일본어능력(?:시험|평가)|^일본어(?:능력)?[1-4]급", folded):
        levels = set(re.findall(r"N([1-5])", folded)) or set(re.findall(r"(?<![0-9])([1-4])급", folded))
        if len(levels) > 1:
            return ()
        prefix = "N" if re.search(r"N[1-5]", folded) else ""
        return _named(f"JLPT {prefix}{levels.pop()}{'' if prefix else '급'}" if levels else "JLPT")
    if re.match(r"OPIC|오픽", folded):
        rest = re.sub(r"^(?:OPIC|오픽)|자격증|이상|등급", "", folded)
        rest = rest.replace("INTERMEDIATEMID", "IM").replace("INTERMEDIATEHIGH", "IH").replace("ADVANCEDLOW", "AL")
        return _named(f"OPIc {rest}" if rest else "OPIc")
    if score := re.match(r"(TOEIC|토익|TOEFL|토플|TEPS|텝스|JPT)(?:IBT)?[0-9]{2,3}점?(?:이상)?$", folded):
        return _named(_SCORED[score[1]])
    return None


_SCORED = {
    "TOEIC": "TOEIC", "토익": "TOEIC", "TOEFL": "TOEFL", "토플": "TOEFL", "TEPS": "TEPS", "텝스": "TEPS", "JPT": "JPT",
}  # fmt: skip


def sports_instructor(text: str) -> Found:
    """생활체육지도자 and its successors; the sport is not part of the name."""
    stem, grade = take_grade(text)
    family = next((name for name in _INSTRUCTORS if name in stem), None)
    if family is None:
        return None
    return _named(f"{family} {grade}" if grade else family)


_INSTRUCTORS = ("생활체육지도자", "생활스포츠지도사", "전문스포츠지도사", "노인스포츠지도사", "유소년스포츠지도사")


def digital_ability(text: str) -> Found:
    """DIAT (디지털정보활용능력); its subjects are not part of the name."""
    folded = key(text)
    if not re.match(r"DIAT|디지털정보활용능력", folded):
        return None
    level = next((level for level in ("고급", "중급", "초급") if level in folded), "")
    return _named(f"DIAT {level}".rstrip())


READERS: tuple[Callable[[str], Found], ...] = (
    microsoft_office,
    information_technology,
    graphics,
    adobe,
    e_test,
    teacher,
    hanja,
    languages,
    sports_instructor,
    digital_ability,
)
