"""One document: a template, values, bytes. Typst compiles to PDF/UA-1 and refuses a picture without alternative text.

Every value reaches the template as a string from JSON, never as markup: `#`, `$`, `~` and "2026. 12. 1." stay as they
are. Nothing of the machine is used: no system fonts, no network, no clock (the document's date is left out, so the same
values give the same bytes).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from jobvisit.engines.papers.characters import FONTS, printable

TEMPLATES = Path(__file__).parent / "templates"
STANDARD = "ua-1"
_EPOCH = 0


class PaperError(ValueError):
    """The typesetter refused the document. A fault of ours or of a picture handed in, never of a value."""


def typeset(template: str, values: Mapping[str, Any], *, created: datetime | None = None) -> bytes:
    """The PDF of `templates/<template>.typ` with these values. Raises `PaperError`."""
    data = json.dumps(plain(values), ensure_ascii=False)
    compiler = typst.Compiler(str(TEMPLATES / f"{template}.typ"), root=str(TEMPLATES), font_paths=_fonts())
    try:
        made = compiler.compile(
            format="pdf", pdf_standards=[STANDARD], sys_inputs={"values": data}, timestamp=created or _EPOCH
        )
    except typst.TypstError as error:
        raise PaperError(f"{template}: {error.message}") from error
    assert isinstance(made, bytes)
    return made


def plain(value: Any) -> Any:
    """Values as the templates take them: strings (printable, dates in office form), numbers of ours, lists, mappings.

    `None` becomes the empty string: the field stays blank, to be filled by hand. `bytes` is an SVG picture.
    """
    if isinstance(value, str):
        return printable(value)
    if value is None:
        return ""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, datetime):
        return f"{plain(value.date())} {plain(value.time())}"
    if isinstance(value, date):
        return f"{value.year}. {value.month}. {value.day}."
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    raise TypeError(f"a paper holds no {type(value).__name__}")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
