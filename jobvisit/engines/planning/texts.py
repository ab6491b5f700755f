"""Errors in files, in Korean and English: codes here, numbers and names filled in."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "empty": ("파일이 비어 있습니다.", "The file is empty."),
    "unknown_format": (
        "알 수 없는 형식입니다. JSON, TOPTW(KU Leuven), PCVRPTW(VRPLIB)를 읽습니다.",
        "Unknown format; JSON, TOPTW (KU Leuven) and PCVRPTW (VRPLIB) can be read.",
    ),
    "not_found": ("파일을 열 수 없습니다: {0}", "The file cannot be opened: {0}"),
    "encoding": (
        "UTF-8이 아닙니다({0}번째 바이트). UTF-8로 저장해 주세요.",
        "This is not UTF-8 (byte {0}); save the file as UTF-8.",
    ),
    "json": ("JSON이 아닙니다: {0}행 {1}열", "This is not JSON: line {0}, column {1}."),
    "json_value": ("JSON의 값을 읽을 수 없습니다(너무 깊거나 너무 긴 수).", "JSON too deep, or a number too long."),
    "json_twice": ("같은 항목이 한 곳에 두 번 있습니다: {0}", "A key stands twice in one object: {0}"),
    "option": ("{0}: 이 파일에는 쓸 수 없는 옵션입니다.", "{0} is no option for this kind of file."),
    "usage": ("명령을 이해하지 못했습니다: {0}", "The command was not understood: {0}"),
    "internal": (
        "프로그램의 잘못으로 계획을 내지 못했습니다. 파일과 함께 알려 주세요: {0}",
        "No plan, by a fault of this program; please report it with the file: {0}",
    ),
    "memory": ("메모리가 모자랍니다.", "There is not enough memory."),
    "range": ("{0}: {1}은(는) 범위를 벗어났습니다({2}).", "{0}: {1} is out of range ({2})."),
    "type": ("{0}: {1}이어야 하는데 {2}입니다.", "{0}: expected {1}, found {2}."),
    "missing": ("{0}: ‘{1}’ 항목이 없습니다.", "{0}: “{1}” is missing."),
    "unknown_key": ("{0}: 모르는 항목 ‘{1}’입니다. 쓸 수 있는 항목: {2}", "{0}: unknown key “{1}”; known: {2}."),
    "value": ("{0}: 쓸 수 없는 값입니다: {1}. 형식: {2}", "{0}: {1} cannot be used; write {2}."),
    "twice": ("{0}: 같은 이름이 두 번 있습니다: {1}", "{0}: the name {1} is there twice."),
    "number": ("{0}: 0보다 큰 수여야 합니다: {1}", "{0} must be above 0, not {1}."),
    "unreadable": ("파일을 읽을 수 없습니다: {0}", "The file cannot be read: {0}"),
    "plan_format": ("{0}: 이 문제의 계획이 아닙니다.", "{0}: this is no plan for that problem."),
    "toptw_head": (
        "{0}행: TOPTW는 ‘종류 경로수 지점수 …’ 한 행과 ‘시간 적재’ 한 행으로 시작합니다.",
        "Line {0}: a TOPTW file begins with “kind routes points …” and a line of two numbers.",
    ),
    "toptw_tourist": (
        "여행자(예산·종류 제한) 변형은 읽지 않습니다.",
        "The tourist variant (budgets, categories, windows by day) is not read.",
    ),
    "toptw_points": ("지점이 {0}개인데 첫 행에는 {1}개라고 적혀 있습니다.", "{0} points found, {1} announced."),
    "toptw_row": ("{0}행을 읽을 수 없습니다: {1}", "Line {0} cannot be read: {1}"),
    "vrplib_missing": ("VRPLIB 파일에 {0} 항목이 없습니다.", "The VRPLIB file lacks {0}."),
    "vrplib_value": ("VRPLIB 파일의 {0} 값을 쓸 수 없습니다: {1}", "{0} in the VRPLIB file cannot be used: {1}."),
    "vrplib_rows": (
        "VRPLIB 파일의 {0}에 {1}번이 없거나 두 번 있습니다.",
        "{0} in the VRPLIB file lacks number {1}, or has it twice.",
    ),
    "vrplib_unknown": (
        "VRPLIB 파일의 {0}은(는) 이 문제에서 읽지 않습니다.",
        "{0} in the VRPLIB file is not part of the problems read here.",
    ),
    "vrplib_line": ("VRPLIB 파일에 알 수 없는 행이 있습니다: {0}", "Unknown line in the VRPLIB file: {0}"),
}


class FileError(ValueError):
    """The input cannot be used. ``code`` and ``facts`` for machines; the text is Korean, then English."""

    def __init__(self, code: str, *facts: str) -> None:
        self.code, self.facts = code, facts
        korean, english = (text.format(*facts) for text in TEXTS[code])
        super().__init__(f"{korean} · {english}")
