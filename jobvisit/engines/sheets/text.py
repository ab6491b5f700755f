"""Bytes to text: UTF-8, the UTF-16 that Excel saves as 'Unicode text', and the CP949 of Korean Windows."""

from pathlib import Path

from jobvisit.engines.sheets.limits import BadFileError, Limits

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The file's bytes, if there are any and not too many."""
    try:
        size = path.stat().st_size
    except OSError as problem:
        raise BadFileError("unreadable", f"열 수 없습니다: {path.name}", "the file cannot be opened") from problem
    if not path.is_file():
        raise BadFileError("unreadable", f"파일이 아닙니다: {path.name}", "this is not a file")
    if size == 0:
        raise BadFileError("empty", "빈 파일입니다.", "the file is empty")
    if size > limits.file_bytes:
        raise BadFileError(
            "too_large",
            f"파일이 {limits.file_bytes // 1_000_000}MB보다 큽니다.",
            f"the file is larger than {limits.file_bytes // 1_000_000} MB",
        )
    return path.read_bytes()


def decode(data: bytes) -> str:
    """Text of a file in one of the three encodings Korean offices use. Raises `BadFileError` for anything else."""
    if data.startswith(_UTF16_MARKS):
        return _decoded(data, "utf-16")
    if b"\x00" in data[:4096]:
        raise BadFileError("not_text", "글자 파일이 아닙니다. CSV로 저장해 올리세요.", "this is not a text file")
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _without_nul(text)
    raise BadFileError(
        "encoding",
        "글자 코드를 알 수 없습니다. UTF-8 또는 CP949로 저장해 올리세요.",
        "unknown character encoding; save as UTF-8 or CP949",
    )


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return _without_nul(data.decode(encoding))
    except UnicodeDecodeError as problem:
        raise BadFileError("encoding", "글자 코드가 깨져 있습니다.", "broken character encoding") from problem


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise BadFileError("not_text", "글자 파일이 아닙니다.", "this is not a text file")
    return text
