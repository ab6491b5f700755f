"""Which grade serves where another is asked for. Reading never merges grades; this is a separate, legal question."""

from __future__ import annotations

import re

from jobvisit.office.reference.tables import Licence

# What each driving licence may drive besides (도로교통법 시행규칙 별표 18).
_DRIVES = {
    "1종 대형": ("1종 보통", "1종 보통(자동)", "2종 보통", "2종 보통(자동)", "2종 원동기장치자전거"),
    "1종 보통": ("1종 보통(자동)", "2종 보통", "2종 보통(자동)", "2종 원동기장치자전거"),
    "1종 보통(자동)": ("2종 보통(자동)", "2종 원동기장치자전거"),
    "1종 소형": ("2종 원동기장치자전거",),
    "1종 대형견인": ("2종 보통", "2종 보통(자동)", "2종 원동기장치자전거"),
    "1종 소형견인": ("2종 보통", "2종 보통(자동)", "2종 원동기장치자전거"),
    "1종 구난": ("2종 보통", "2종 보통(자동)", "2종 원동기장치자전거"),
    "2종 보통": ("2종 보통(자동)", "2종 원동기장치자전거"),
    "2종 소형": ("2종 원동기장치자전거",),
}


def suffices(held: Licence, wanted: Licence) -> bool | None:
    """Whether who holds `held` meets a demand for `wanted`; None where their words do not decide it (확인 필요).

    1급 serves for 2급, 1종 보통 for 2종 보통, 2단 for 1단, Expert for Core. A grade that is not said serves for none
    and is met by any. 기사 and 산업기사 are different licences: whether one serves is the employer's to say.
    """
    if held.name == wanted.name:
        return None if wanted.partial and wanted.grade else True
    if held.family != wanted.family:
        return False
    if not wanted.grade and wanted.partial:
        return True
    if not held.grade or not wanted.grade:
        return None
    if held.kind == "driving":
        return _drives(held, wanted)
    return _outranks(held.grade, wanted.grade)


def _drives(held: Licence, wanted: Licence) -> bool | None:
    covered = (held.grade, *_DRIVES.get(held.grade, ()))
    if wanted.partial:
        return any(grade.startswith(wanted.grade[:2]) for grade in covered)
    return None if held.partial else wanted.grade in covered


def _outranks(held: str, wanted: str) -> bool | None:
    for form, better in ((r"([1-9])급", "low"), (r"([1-9])단", "high"), (r"([ABC])등급", "low"), (r"N([1-5])", "low")):
        mine, asked = re.fullmatch(form, held), re.fullmatch(form, wanted)
        if mine and asked:
            return mine[1] <= asked[1] if better == "low" else mine[1] >= asked[1]
    if {held, wanted} == {"Core", "Expert"}:
        return held == "Expert"
    return None
