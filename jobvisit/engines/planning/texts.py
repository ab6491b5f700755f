"""Errors in files, in Korean and English: codes here, numbers and names filled in."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "empty": ("파일이 비어 있습니다.", "The file is empty."),
    "unknown_format": (
        "알 수 없는 형식입니다. JSON, TOPTW(KU Leuven), PCVRPTW(VRPLIB)를 읽습니다.",
        "Unknown format; JSON, TOPTW (KU Leuven) and PCVRPTW (VRPLIB) can be read.",
    ),
    "json": ("JSON을 읽을 수 없습니다: {0}", "This is not JSON: {0}"),
    "type": ("{0}: {1}이어야 하는데 {2}입니다.", "{0}: expected {1}, found {2}."),
    "missing": ("{0}: ‘{1}’ 항목이 없습니다.", "{0}: “{1}” is missing."),
    "unknown_key": ("{0}: 모르는 항목 ‘{1}’입니다. 쓸 수 있는 항목: {2}", "{0}: unknown key “{1}”; known: {2}."),
    "value": ("{0}: 쓸 수 없는 값입니다: {1}. 형식: {2}", "{0}: {1} cannot be used; write {2}."),
    "twice": ("{0}: 같은 이름이 두 번 있습니다: {1}", "{0}: the name {1} is there twice."),
    "number": ("{0}: 0보다 큰 수여야 합니다: {1}", "{0} must be above 0, not {1}."),
    "unreadable": ("파일을 읽을 수 없습니다: {0}", "The file cannot be read: {0}"),
    "plan_format": ("{0}: 이 문제의 계획이 아닙니다.", "{0}: this is no plan for that problem."),
    "toptw_head": (
        "{0}행: TOPTW의 첫 행은 ‘종류 경로수 지점수 …’여야 합니다.",
        "Line {0}: a TOPTW file begins with “kind routes points …”.",
    ),
    "toptw_tourist": (
        "여행자(예산·종류 제한) 변형은 읽지 않습니다.",
        "The tourist variant (budgets, categories, windows by day) is not read.",
    ),
    "toptw_points": ("지점이 {0}개인데 첫 행에는 {1}개라고 적혀 있습니다.", "{0} points found, {1} announced."),
    "toptw_row": ("{0}행을 읽을 수 없습니다: {1}", "Line {0} cannot be read: {1}"),
    "vrplib_missing": ("VRPLIB 파일에 {0} 항목이 없습니다.", "The VRPLIB file lacks {0}."),
    "vrplib_value": ("VRPLIB 파일의 {0} 값을 읽을 수 없습니다.", "The value of {0} in the VRPLIB file cannot be read."),
    "vrplib_line": ("VRPLIB 파일에 알 수 없는 행이 있습니다: {0}", "Unknown line in the VRPLIB file: {0}"),
}


class FileError(ValueError):
    """The input cannot be used. ``code`` and ``facts`` for machines; the text is Korean, then English."""

    def __init__(self, code: str, *facts: str) -> None:
        self.code, self.facts = code, facts
        korean, english = (text.format(*facts) for text in TEXTS[code])
        super().__init__(f"{korean} · {english}")
