"""Gather every text that a person reads, and keep the English catalogue complete.

The msgid is Korean. `python tools/messages.py` reads the marked texts of templates and Python files, updates
`jobvisit/web/locale/en/LC_MESSAGES/django.po` (translations are kept, vanished texts dropped) and compiles the `.mo`
beside it. `--check` changes nothing and fails when the catalogue is stale or a translation is missing. No GNU gettext
is needed. Marks: `_()`, `gettext()`, `gettext_lazy()`, `ngettext()`, `pgettext()` and their kin; `{% translate %}`,
`{% blocktranslate %}` and `_("…")` inside tags.
"""

import argparse
import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = ROOT / "jobvisit"
CATALOGUE: Final = PACKAGE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER: Final = (
    "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)
# Function name -> positions of context, singular, plural among its arguments.
MARKS: Final[dict[str, tuple[int | None, int, int | None]]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
_STRING: Final = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_MARKED: Final = re.compile(
    rf"(?<!\w)(_|n?p?gettext)\(\s*{_STRING}(?:\s*,\s*{_STRING})?(?:\s*,\s*{_STRING})?", re.DOTALL
)


@dataclass(frozen=True)
class Key:
    """What a catalogue entry is found by."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass
class Entry:
    """One text, its English and where it occurs."""

    english: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether every form is translated."""
        return bool(self.english) and all(self.english)


def in_python(source: str) -> Iterator[Key]:
    """The marked texts of a Python file."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", "")).removesuffix("_lazy")
        if name in MARKS:
            yield from _key(name, [a.value if isinstance(a, ast.Constant) else None for a in node.args])


def in_template(source: str) -> Iterator[Key]:
    """The marked texts of a template."""
    for match in _MARKED.finditer(templatize(source)):
        yield from _key(match[1], [ast.literal_eval(found) if found else None for found in match.groups()[1:]])


def _key(name: str, arguments: list[object]) -> Iterator[Key]:
    context, singular, plural = MARKS[name]

    def text(position: int | None) -> str:
        found = arguments[position] if position is not None and position < len(arguments) else ""
        return found if isinstance(found, str) else ""

    if text(singular):
        yield Key(text(singular), text(plural), text(context))


def gathered() -> dict[Key, list[str]]:
    """Every marked text of the package and the files it occurs in, in the order of the files."""
    found: dict[Key, list[str]] = {}
    for path in sorted(
        [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.txt")]
    ):
        keys = in_python if path.suffix == ".py" else in_template
        for key in keys(path.read_text(encoding="utf-8")):
            places = found.setdefault(key, [])
            if (place := path.relative_to(ROOT).as_posix()) not in places:
                places.append(place)
    return found


def read(po: str) -> dict[Key, Entry]:
    """The entries of a catalogue; its header is left out."""
    entries: dict[Key, Entry] = {}
    for block in re.split(r"\n\s*\n", po):
        parts: dict[str, str] = {}
        keyword = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            head, quote, rest = line.partition('"')
            keyword = head.strip() or keyword
            parts[keyword] = parts.get(keyword, "") + ast.literal_eval(quote + rest)
        if parts.get("msgid"):
            key = Key(parts["msgid"], parts.get("msgid_plural", ""), parts.get("msgctxt", ""))
            forms = ["msgstr[0]", "msgstr[1]"] if key.plural else ["msgstr"]
            entries[key] = Entry([parts.get(form, "") for form in forms])
    return entries


def merged(old: dict[Key, Entry], found: dict[Key, list[str]]) -> dict[Key, Entry]:
    """The texts that occur, with the English they already have."""
    blank = {True: ["", ""], False: [""]}
    return {
        key: Entry(old[key].english if key in old else blank[bool(key.plural)], places) for key, places in found.items()
    }


def written(entries: dict[Key, Entry]) -> str:
    """A catalogue as text; the same entries always give the same text."""
    blocks = [
        "# English. The msgid is the Korean text on the screen. Kept by tools/messages.py.\n" + _lines("msgid", "")
    ]
    blocks[0] += _lines("msgstr", HEADER)
    for key, entry in entries.items():
        block = "".join(f"#: {place}\n" for place in entry.places)
        block += _lines("msgctxt", key.context) if key.context else ""
        block += _lines("msgid", key.text)
        block += _lines("msgid_plural", key.plural) if key.plural else ""
        names = ["msgstr[0]", "msgstr[1]"] if key.plural else ["msgstr"]
        block += "".join(_lines(name, english) for name, english in zip(names, entry.english, strict=True))
        blocks.append(block)
    return "\n".join(blocks)


def _lines(keyword: str, text: str) -> str:
    pieces = text.splitlines(keepends=True) or [""]
    quoted = [
        '"' + p.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
        for p in pieces
    ]
    return f"{keyword} " + ("" if len(quoted) == 1 else '""\n') + "\n".join(quoted) + "\n"


def compiled(entries: dict[Key, Entry]) -> bytes:
    """The catalogue in the binary form that gettext reads (GNU MO, little endian, sorted, no hash table)."""
    pairs = {b"": HEADER.encode()}
    for key, entry in entries.items():
        if entry.complete:
            name = "\0".join(filter(None, (key.text, key.plural)))
            pairs[(f"{key.context}\4{name}" if key.context else name).encode()] = "\0".join(entry.english).encode()
    names = sorted(pairs)
    start, ids, texts, blob = 28 + 16 * len(names), b"", b"", b""
    for name in names:
        ids += struct.pack("<2I", len(name), start + len(blob))
        blob += name + b"\0"
    for name in names:
        texts += struct.pack("<2I", len(pairs[name]), start + len(blob))
        blob += pairs[name] + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, len(names), 28, 28 + 8 * len(names), 0, start) + ids + texts + blob


def problems() -> list[str]:
    """What is wrong with the committed catalogue; empty when all is well."""
    po = CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.exists() else ""
    entries = merged(read(po), gathered())
    found = [f"no English: {key.text!r} ({entry.places[0]})" for key, entry in entries.items() if not entry.complete]
    if written(entries) != po:
        found.append("django.po is stale: run tools/messages.py")
    mo = CATALOGUE.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(entries):
        found.append("django.mo is stale: run tools/messages.py")
    return found


def main() -> int:
    """Update the catalogue, or with `--check` only look at it. Exit code 1 when something is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail when stale or incomplete")
    if not parser.parse_args().check:
        old = read(CATALOGUE.read_text(encoding="utf-8")) if CATALOGUE.exists() else {}
        entries = merged(old, gathered())
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        CATALOGUE.write_text(written(entries), encoding="utf-8")
        CATALOGUE.with_suffix(".mo").write_bytes(compiled(entries))
        print(f"{len(entries)} texts, {sum(not e.complete for e in entries.values())} without English")
    found = problems()
    print("\n".join(found), file=sys.stderr)
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
