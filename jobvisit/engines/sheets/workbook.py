"""Excel workbooks, weighed before they are opened and opened in a process of their own.

A workbook is a ZIP of XML. Before anything parses it we unpack each part once, counting: a bomb is found by its real
size, a forbidden document type by its first bytes, too many rows or cells by counting them, and a lone cell at
XFD1048576, which makes readers lay out a billion empty cells, by the addresses that the sheet states. Only then
python-calamine reads it, in a child process whose memory and CPU time are bounded.
"""

import io
import json
import re
import signal
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

from jobvisit.engines.sheets.child import TOO_MUCH
from jobvisit.engines.sheets.limits import (
    BadFileError,
    Limits,
    cell_too_long,
    too_many_columns,
    too_many_rows,
)

_ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ELEMENT = re.compile(rb"<(?:\w{1,20}:)?(row|c)[\s/>]")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CHUNK = 1 << 20
_PATIENCE = 120
"""Seconds by the clock that the child is waited for. It ends by itself after `Limits.seconds` of CPU time; on a machine
that does other things a working child may need many times as long."""
_BOUND_HIT = {TOO_MUCH, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT}
"""How the child ends at a bound; without memory the reader, which is written in Rust, aborts."""


def read(path: Path, data: bytes, limits: Limits) -> list[list[str]]:
    """Rows of the first sheet that holds anything. Raises `BadFileError`."""
    _weigh(data, limits)
    rows = _open_apart(path, limits)
    if not any(cell for row in rows for cell in row):
        raise BadFileError("empty", "값이 들어 있는 시트가 없습니다.", "no sheet holds any value")
    for row in rows:
        if any(len(cell) > limits.cell_characters for cell in row):
            raise cell_too_long(limits)
    return rows


def _weigh(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > limits.parts:
                raise _bomb()
            if not any(part.filename.endswith((".xml", ".bin")) and "sheet" in part.filename for part in parts):
                raise BadFileError("not_excel", "Excel 파일이 아닙니다.", "this is not an Excel workbook")
            left = limits.unpacked_bytes
            for part in parts:
                if part.flag_bits & 1:
                    raise BadFileError("password", "암호가 걸린 파일입니다.", "the file is password-protected")
                left = _weigh_part(archive, part, left, limits)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as problem:
        if isinstance(problem, BadFileError):
            raise
        raise BadFileError("broken", "파일이 깨져 있습니다. 다시 저장해 올리세요.", "the file is broken") from problem
    except RuntimeError as problem:
        raise BadFileError("password", "암호가 걸린 파일입니다.", "the file is password-protected") from problem


def _weigh_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    is_sheet = "worksheets/" in part.filename
    tail = b""
    seen = Counter[bytes]()
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _bomb()
            window = tail + chunk
            if part.filename.endswith((".xml", ".rels")) and _DOCTYPE.search(window):
                raise BadFileError(
                    "entities", "문서 형식 선언이 든 파일은 읽지 않습니다.", "files with a document type are not read"
                )
            if is_sheet:
                _check_addresses(window, limits)
                seen.update(found[1] for found in _ELEMENT.finditer(window) if found.end() > len(tail))
                if seen[b"row"] > limits.rows or seen[b"c"] > limits.cells:
                    raise too_many_rows(limits)
            tail = window[-64:]
    return left


def _check_addresses(window: bytes, limits: Limits) -> None:
    for found in _ADDRESS.finditer(window):
        if int(found[2]) > limits.rows:
            raise too_many_rows(limits)
        if _column(found[1]) > limits.columns:
            raise too_many_columns(limits)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open_apart(path: Path, limits: Limits) -> list[list[str]]:
    bounds = [str(bound) for bound in (limits.memory_bytes, limits.seconds, limits.characters)]
    command = [sys.executable, "-m", "jobvisit.engines.sheets.child", *bounds]
    try:
        with path.open("rb") as source:
            done = subprocess.run(command, stdin=source, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as problem:  # no fault of the file: its CPU time is bounded in the child
        raise BadFileError(
            "busy",
            "컴퓨터가 바빠 읽지 못했습니다. 잠시 뒤에 다시 올리세요.",
            "the machine is too busy; try again later",
        ) from problem
    if done.returncode in _BOUND_HIT:
        raise _bomb()
    if done.returncode != 0:
        raise BadFileError("broken", "읽을 수 없습니다. 다시 저장해 올리세요.", "the workbook cannot be read")
    rows: list[list[str]] = json.loads(done.stdout)
    return rows


def _bomb() -> BadFileError:
    return BadFileError(
        "bomb", "풀면 지나치게 커지는 파일이라 읽지 않습니다.", "the file unpacks to far more than a list can be"
    )
