"""Copy the third-party files that the pages use into the repository, and write down what they are.

Run it only to refresh them (`cd tools/vendor && npm ci && python vendor.py`). The result is committed, so that running
and testing need no Node. Every copied file is listed in a `VENDORED.json` with its package, version, licence and
SHA-256; `tests/web/test_static.py` checks the sums.
"""

import hashlib
import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MODULES = HERE / "node_modules"
SHIPPED = ROOT / "jobvisit" / "web" / "static" / "vendor"
TEST_ONLY = ROOT / "tests" / "browser" / "vendor"
PRINTED = ROOT / "jobvisit" / "engines" / "papers" / "fonts"

KRDS_ICONS = [
    "all",
    "calendar",
    "call",
    "checkbox_checked",
    "close",
    "download",
    "ellipsis",
    "email",
    "error_fill",
    "file",
    "filter",
    "global",
    "information_fill",
    "logout",
    "my",
    "plus",
    "print",
    "reset",
    "sch",
    "setting",
    "share",
    "success_fill",
    "upload",
    "view_mode",
    "warning_fill",
]

KRDS_NOTICE = """\
KRDS (대한민국 디지털 정부 디자인 시스템, Korea Design System), npm package krds-uiux {version}

The package's own statement of licence, as published:
  package.json  "license": "ISC", "author": "krds"
  README.md     "본 패키지는 대한민국 디지털 정부 디자인 시스템(KRDS)의 이용약관을 따름."
                (This package follows the terms of use of KRDS.)

Copied here: the design tokens (resources/css/token/krds_tokens.css) and the icons in icons/, unchanged but for
source-map comments. The pages name KRDS in their footer.
"""


@dataclass(frozen=True)
class Source:
    """One npm package: where its files go, which of them, and the text of its licence."""

    package: str
    licence: str
    licence_file: str | None
    folder: str
    files: dict[str, str]  # path in the package -> path in our folder


def sources() -> list[Source]:
    """Everything the served pages use."""
    krds = "resources/img/component/icon"
    font = "dist/web/variable"
    parts = sorted((MODULES / "pretendard-gov" / font / "woff2-dynamic-subset").glob("*.woff2"))
    return [
        Source(
            "krds-uiux",
            "ISC; KRDS terms of use",
            None,
            "krds",
            {"resources/css/token/krds_tokens.css": "krds_tokens.css"}
            | {f"{krds}/ico_{name}.svg": f"icons/{name}.svg" for name in KRDS_ICONS},
        ),
        Source(
            "pretendard-gov",
            "OFL-1.1",
            "dist/LICENSE.txt",
            "pretendard-gov",
            {f"{font}/pretendardvariable-gov-dynamic-subset.css": "pretendard-gov.css"}
            | {f"{font}/woff2-dynamic-subset/{part.name}": f"woff2-dynamic-subset/{part.name}" for part in parts},
        ),
        Source("htmx.org", "0BSD", "LICENSE", "htmx", {"dist/htmx.min.js": "htmx.min.js"}),
        Source(
            "leaflet",
            "BSD-2-Clause",
            "LICENSE",
            "leaflet",
            {"dist/leaflet.js": "leaflet.js", "dist/leaflet.css": "leaflet.css"}
            | {f"dist/images/{name}.png": f"images/{name}.png" for name in ("layers", "layers-2x", "marker-icon")},
        ),
    ]


def test_sources() -> list[Source]:
    """What only the browser tests use."""
    return [Source("axe-core", "MPL-2.0", "LICENSE", "axe-core", {"axe.min.js": "axe.min.js"})]


def printed_sources() -> list[Source]:
    """The fonts of printed papers: Typst reads whole static fonts, not the split ones of the pages."""
    static = "dist/public/static"
    return [
        Source(
            "pretendard-gov",
            "OFL-1.1",
            "dist/LICENSE.txt",
            "pretendard-gov",
            {f"{static}/PretendardGOV-{weight}.otf": f"PretendardGOV-{weight}.otf" for weight in ("Regular", "Bold")},
        ),
        Source(
            "@expo-google-fonts/noto-emoji",
            "OFL-1.1",
            "LICENSE_FONT",
            "noto-emoji",
            {"400Regular/NotoEmoji_400Regular.ttf": "NotoEmoji-Regular.ttf"},
        ),
    ]


def cleaned(name: str, content: bytes) -> bytes:
    """A file without its source-map comment: the map is not shipped, and the hashed manifest would look for it."""
    if not name.endswith((".js", ".css")):
        return content
    text = content.decode("utf-8")
    text = re.sub(r"\n?/\*# sourceMappingURL=[^*]*\*/", "", text)
    text = re.sub(r"\n?//# sourceMappingURL=\S*", "", text)
    return (text.rstrip() + "\n").encode("utf-8")


def copy(source: Source, target: Path) -> list[dict[str, str]]:
    """Copy one package's files under `target` and return their lines for the list."""
    home = MODULES / source.package
    version = json.loads((home / "package.json").read_text())["version"]
    if source.licence_file:
        contents = {"LICENSE.txt": (home / source.licence_file).read_bytes()}
    else:
        contents = {"LICENSE.txt": KRDS_NOTICE.format(version=version).encode()}
    contents |= {ours: cleaned(ours, (home / theirs).read_bytes()) for theirs, ours in source.files.items()}
    lines = []
    for name, content in contents.items():
        path = target / source.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        lines.append(
            {
                "file": f"{source.folder}/{name}",
                "package": source.package,
                "version": version,
                "licence": source.licence,
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        )
    return lines


def refresh(target: Path, chosen: list[Source]) -> int:
    """Replace everything under `target`. Returns how many files were written."""
    shutil.rmtree(target, ignore_errors=True)
    lines = [line for source in chosen for line in copy(source, target)]
    (target / "VENDORED.json").write_text(json.dumps(lines, indent=1, ensure_ascii=False) + "\n")
    return len(lines)


def main() -> int:
    """Refresh every folder. The sprite is drawn from the icons afterwards, by `tools/sprite.py`."""
    if not MODULES.is_dir():
        print("run `npm ci` in tools/vendor first", file=sys.stderr)
        return 2
    shipped, printed = refresh(SHIPPED, sources()), refresh(PRINTED, printed_sources())
    print(f"{shipped} files shipped, {printed} for print, {refresh(TEST_ONLY, test_sources())} for tests")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
