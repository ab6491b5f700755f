"""A round as a workbook: who is referred where, the load of each order, who got nothing and why, and the inputs."""

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

Sheet = tuple[str, Sequence[str], Iterable[Sequence[Any]]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """One .xlsx; texts are never read as formulas or links."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for name, columns, lines in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            widths = [len(column) for column in columns]
            sheet.write_row(0, 0, columns, head)
            last = 0
            for last, line in enumerate(lines, 1):
                sheet.write_row(last, 0, line)
                widths = [max(width, len(str(value))) for width, value in zip(widths, line, strict=True)]
            for at, width in enumerate(widths):
                sheet.set_column(at, at, min(60, 4 + 1.6 * width))
            sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    return out.getvalue()


def inputs(kept: dict[str, Any], summary: dict[str, Any]) -> Sheet:
    """What was asked and what was proven, so that the file explains itself."""
    lines = [(name, value if isinstance(value, int | float | str) else json.dumps(value, ensure_ascii=False))
             for found in (kept, summary) for name, value in found.items()]  # fmt: skip
    return _("입력과 증명"), (_("이름"), _("값")), lines
