"""The process in which a workbook is opened: bounded memory, bounded CPU time, rows as JSON on standard output."""

import datetime
import io
import json
import resource
import sys

TOO_MUCH = 3
"""Exit code: the rows hold more text or need more memory than is allowed."""


def main() -> int:
    """Bytes of a workbook on standard input; the rows of its first filled sheet on standard output."""
    memory, seconds, characters = (int(bound) for bound in sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        rows = _rows()
    except MemoryError:
        return TOO_MUCH
    if sum(len(cell) for row in rows for cell in row) > characters:
        return TOO_MUCH
    json.dump(rows, sys.stdout, ensure_ascii=False)
    return 0


def _rows() -> list[list[str]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    rows: list[list[str]] = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        start = sheet.start[0] if sheet.start else 0
        rows = [[] for _ in range(start)] + [[_text(cell) for cell in row] for row in sheet.to_python()]
        if any(cell for row in rows for cell in row):
            break
    return rows


def _text(cell: object) -> str:
    """A cell as a person sees it: whole numbers without `.0`, dates in ISO form."""
    if isinstance(cell, bool):
        return "예" if cell else "아니요"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell).strip() if cell is not None else ""


if __name__ == "__main__":
    sys.exit(main())
