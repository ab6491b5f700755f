"""What people can show: licences and qualifications, education; and the forms of employment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jobvisit.office.reference.tables._read import table


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence, qualification or test, at one grade. `name` is unique: the family, a blank, the grade.

    `partial` marks what says less than a licence does: a family whose grade is not told (컴퓨터활용능력), or a driving
    class without its kind (자동차운전면허 1종). It never stands for a grade.
    """

    name: str
    family: str
    grade: str
    kind: str
    issuer: str
    name_en: str
    partial: bool


@dataclass(frozen=True, slots=True)
class EducationLevel:
    """A level of education; `rank` orders them, "any" is 0. Codes of the portals are "" where none was seen."""

    code: str
    rank: int
    name_ko: str
    name_en: str
    work24: str
    seoul: str


@dataclass(frozen=True, slots=True)
class EmploymentType:
    """A form of employment. Codes of the portals are "" where none was seen."""

    code: str
    name_ko: str
    name_en: str
    part_time: bool
    work24: str
    seoul: str


def _english(grade: str) -> str:
    """A grade in English: 1급 is grade 1, 2단 is dan 2, 1종 보통 is class 1 ordinary."""
    for korean, english in _GRADES:
        grade = re.sub(korean, english, grade)
    return grade.strip()


_GRADES = (
    (r"준([1-9])급", r"grade \1 (semi)"),
    (r"([0-9]+)급", r"grade \1"),
    (r"([1-9])단", r"dan \1"),
    (r"([A-D])(?:등급|급)", r"grade \1"),
    (r"([1-4])종", r"class \1"),
    ("보통\\(자동\\)", "ordinary (automatic)"),
    ("보통", "ordinary"),
    ("대형견인", "heavy trailer"),
    ("소형견인", "light trailer"),
    ("대형", "large"),
    ("소형", "small"),
    ("특수", "special"),
    ("구난", "wrecker"),
    ("원동기장치자전거", "moped"),
    (r"([0-9])톤 미만", r"under \1 t"),
    ("지게차", "forklift"),
    ("굴착기", "excavator"),
    ("타워크레인", "tower crane"),
    ("기중기", "crane"),
    ("불도저", "bulldozer"),
    ("로더", "loader"),
    ("롤러", "roller"),
    ("천공기", "drill"),
    ("덤프트럭", "dump truck"),
    ("아스팔트피니셔", "asphalt paver"),
    ("이동식 콘크리트펌프", "mobile concrete pump"),
    ("콘크리트펌프", "concrete pump"),
    ("쇄석기", "crusher"),
    ("공기압축기", "air compressor"),
    ("준설선", "dredger"),
    ("특급", "special grade"),
    ("정사서", "librarian"),
    ("준사서", "associate librarian"),
    ("대사범", "grand master"),
    ("사범", "master"),
    ("고급", "advanced"),
    ("중급", "intermediate"),
    ("초급", "elementary"),
    ("요트", "yacht"),
    ("전문가", "expert"),
)


def _grades_of(row: dict[str, str]) -> Iterator[Licence]:
    """The family itself, then each of its grades."""
    family, grades = row["family"], row["grades"].split()

    def at(grade: str, *, partial: bool) -> Licence:
        name = f"{family} {grade}" if grade else family
        english = f"{row['name_en']}, {_english(grade)}" if grade else row["name_en"]
        return Licence(name, family, grade, row["kind"], row["issuer"], english if row["name_en"] else name, partial)

    yield at("", partial=bool(grades) and "*" not in grades)
    for grade in grades:
        if grade != "*":
            yield at(grade.rstrip("?").replace("_", " "), partial=grade.endswith("?"))


@cache
def licences() -> tuple[Licence, ...]:
    """Every licence we know by name, families before their grades."""
    return tuple(licence for row in table("licences").rows for licence in _grades_of(row))


@cache
def licences_by_name() -> dict[str, Licence]:
    """Every licence by its full name."""
    return {licence.name: licence for licence in licences()}


@cache
def licence_aliases() -> dict[str, str]:
    """Other writings, folded to capitals without blanks and marks, and the name each stands for."""
    return {row["alias"]: row["name"] for row in table("licence_aliases").rows}


@cache
def bare_aliases() -> frozenset[str]:
    """Those writings that are plain words (조리, 버스운전): a licence only beside 자격, 면허, 증 or a grade."""
    return frozenset(row["alias"] for row in table("licence_aliases").rows if row["basis"] == "bare")


@cache
def education_levels() -> tuple[EducationLevel, ...]:
    """The levels of education, lowest first, beginning with "any"."""
    return tuple(
        EducationLevel(row["code"], int(row["rank"]), row["name_ko"], row["name_en"], row["work24"], row["seoul"])
        for row in table("education").rows
    )


@cache
def employment_types() -> tuple[EmploymentType, ...]:
    """The forms of employment."""
    return tuple(
        EmploymentType(
            row["code"], row["name_ko"], row["name_en"], row["part_time"] == "yes", row["work24"], row["seoul"]
        )
        for row in table("employment").rows
    )
