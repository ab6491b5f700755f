"""Draw the one icon sprite from the KRDS icons and our own.

Running it writes `static/icons/sprite.svg`; `tests/web/test_static.py` fails when it is stale. Icons are
outlines on a 24-unit grid and take the colour of the text around them. An own icon of the same name wins.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "jobvisit" / "web" / "static"
OURS = ROOT / "tools" / "icons"
KRDS = STATIC / "vendor" / "krds" / "icons"
SPRITE = STATIC / "icons" / "sprite.svg"

# KRDS names that our pages call by a plainer word.
PLAINER = {"sch": "search", "my": "person", "reset": "refresh", "view_mode": "contrast", "checkbox_checked": "tick"}
INHERITED = ("viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")


def symbol(path: Path) -> str:
    """One icon file as a `<symbol>` in the text's colour."""
    source = path.read_text(encoding="utf-8")
    opening, inner = re.fullmatch(r"\s*<svg([^>]*)>(.*)</svg>\s*", source, re.DOTALL).groups()
    kept = " ".join(
        f'{name}="{value}"' for name, value in re.findall(r'([\w-]+)="([^"]*)"', opening) if name in INHERITED
    )
    inner = re.sub(r"<mask.*?</mask>", "", inner, flags=re.DOTALL)  # KRDS masks cover the whole square: no effect
    inner = re.sub(r' mask="[^"]*"', "", inner)
    inner = re.sub(r'(fill|stroke)="(?:#[0-9A-Fa-f]+)"', r'\1="currentColor"', inner)
    inner = re.sub(r'fill="white"', 'fill="var(--icon-inner, white)"', inner)
    inner = re.sub(r">\s+<", "><", inner.strip())
    name = PLAINER.get(path.stem, path.stem.replace("_", "-"))
    return f'<symbol id="{name}" {kept}>{inner}</symbol>'


def sprite() -> str:
    """The whole sprite; symbols in the order of their names."""
    files = {path.stem: path for folder in (KRDS, OURS) for path in sorted(folder.glob("*.svg"))}
    symbols = sorted(symbol(path) for path in files.values())
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


if __name__ == "__main__":
    SPRITE.parent.mkdir(parents=True, exist_ok=True)
    SPRITE.write_text(sprite(), encoding="utf-8")
