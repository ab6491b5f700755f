"""How much of a stranger's file is read, and how a refusal is said."""

from dataclasses import dataclass


class BadFileError(ValueError):
    """A file that is not read. `code` is stable English, `korean` and `english` are for the person who sent it."""

    def __init__(self, code: str, korean: str, english: str) -> None:
        super().__init__(f"{korean} ({english})")
        self.code, self.korean, self.english = code, korean, english


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. The defaults hold the largest list a district works with, ten times over."""

    file_bytes: int = 30_000_000
    unpacked_bytes: int = 150_000_000
    parts: int = 2_000
    """Files inside an Excel workbook."""
    rows: int = 50_000
    columns: int = 200
    cell_characters: int = 32_767
    """What Excel itself allows in a cell."""
    cells: int = 2_000_000
    """Cells of a table, elements of an XML document."""
    characters: int = 30_000_000
    """Text of a workbook once its shared words are written out in each cell."""
    seconds: int = 8
    """CPU time of the process that opens a workbook."""
    memory_bytes: int = 480_000_000


def too_many_rows(limits: Limits) -> BadFileError:
    """More rows than a list may have."""
    return BadFileError(
        "too_many_rows",
        f"행이 {limits.rows:,}개를 넘습니다. 파일을 나누어 올리세요.",
        f"more than {limits.rows:,} rows; split the file",
    )


def too_many_columns(limits: Limits) -> BadFileError:
    """More columns than a list may have."""
    return BadFileError(
        "too_many_columns",
        f"열이 {limits.columns}개를 넘습니다. 빈 열에 남은 값이 없는지 확인하세요.",
        f"more than {limits.columns} columns; look for stray values far to the right",
    )


def cell_too_long(limits: Limits) -> BadFileError:
    """A cell longer than Excel allows."""
    return BadFileError(
        "cell_too_long",
        f"한 칸의 글자가 {limits.cell_characters:,}자를 넘습니다.",
        f"a cell holds more than {limits.cell_characters:,} characters",
    )
