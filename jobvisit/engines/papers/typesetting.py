"""One document: a template, values, bytes. Typst compiles to PDF/UA-1 and refuses a picture without alternative text.

Every value reaches the template as a string from JSON, never as markup: `#`, `$`, `~` and "2026. 12. 1." stay as they
are. Nothing of the machine is used: no system fonts, no network, no clock (the document's date is left out, so the same
values give the same bytes).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from jobvisit.engines.papers.characters import FONTS, printable

TEMPLATES = Path(__file__).parent / "templates"
STANDARD: Final = "ua-1"
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
    """Values as the Typst templates take them: like `dated`, every string one that the fonts can print."""
    return _with_strings(dated(value), printable)


def dated(value: Any) -> Any:
    """Values as a template takes them: strings, dates in office form, whole numbers of ours, lists, mappings.

    `None` becomes the empty string: the field stays blank, to be filled by hand. `bytes` is an SVG picture. Raises
    `TypeError` for anything else.
    """
    if value is None:
        return ""
    if isinstance(value, str | int):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, datetime):
        return f"{dated(value.date())} {dated(value.time())}"
    if isinstance(value, date):
        return f"{value.year}. {value.month}. {value.day}."
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, Mapping):
        return {str(key): dated(item) for key, item in value.items()}
    if is_dataclass(value):
        return {field.name: dated(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Sequence):
        return [dated(item) for item in value]
    raise TypeError(f"a paper holds no {type(value).__name__}")


def _with_strings(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _with_strings(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_strings(item, change) for item in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
