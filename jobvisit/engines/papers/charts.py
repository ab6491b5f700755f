"""Charts as SVG: plain shapes with presentation attributes, no style and no script, so that one drawing serves the page
(strict content policy), the printer and the PDF. Series differ by pattern as well as by colour; every chart carries
its title and says in words what it shows; the table under it is the caller's.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from typing import Final

FONT: Final = "Pretendard GOV, sans-serif"
INK, SOFT, LINE = "#1e2124", "#464c53", "#b1b8be"
COLOURS: Final = ("#256ef4", "#063a74", "#c78500", "#228738", "#6d7882")
"""Each at least 3 : 1 on white, and apart in lightness too."""
_PATTERNS: Final = (
    "",
    '<path d="M-2 2 2 -2M0 8 8 0M6 10 10 6" stroke="#fff" stroke-width="2"/>',
    '<circle cx="2" cy="2" r="1.4" fill="#fff"/><circle cx="6" cy="6" r="1.4" fill="#fff"/>',
    '<path d="M0 4H8" stroke="#fff" stroke-width="2"/>',
    '<path d="M4 0V8M0 4H8" stroke="#fff" stroke-width="1.4"/>',
)


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: its name and a value a group; None is unknown and leaves a gap that says so."""

    name: str
    values: Sequence[float | None]


def columns(
    *,
    title: str,
    words: str,
    groups: Sequence[str],
    series: Sequence[Series],
    stacked: bool = False,
    unknown: str = "–",
    width: int = 420,
) -> bytes:
    """Upright columns by group, beside one another or on top. Raises `ValueError` for a series of another length."""
    if any(len(one.values) != len(groups) for one in series):
        raise ValueError("a series has not one value a group")
    draw = _Drawing(title, words, width, 220 + 18 * len(series), len(series))
    left, top, right, floor_y = 34, 16, width - 4, 190
    totals = [
        [sum(value or 0 for value in values)] if stacked else [value for value in values if value is not None]
        for values in zip(*(one.values for one in series), strict=True)
    ]
    high = _nice(max((value for values in totals for value in values), default=0))
    for part in range(5):
        value, y = high * part / 4, floor_y - (floor_y - top) * part / 4
        draw.line(left, y, right, y, LINE if part else INK)
        draw.text(left - 4, y + 4, _short(value), "end", 11)
    step = (right - left) / max(len(groups), 1)
    for place, name in enumerate(groups):
        x = left + step * place
        draw.text(x + step / 2, floor_y + 16, name, "middle", 11)
        _column(draw, x, step, [one.values[place] for one in series], stacked, high, top, floor_y, unknown)
    for place, one in enumerate(series):
        y = floor_y + 40 + 18 * place
        draw.box(left, y - 10, 14, 12, place)
        draw.text(left + 20, y, one.name, "start", 12)
    return draw.done()


def _column(
    draw: "_Drawing",
    x: float,
    step: float,
    values: Sequence[float | None],
    stacked: bool,
    high: float,
    top: float,
    floor_y: float,
    unknown: str,
) -> None:
    inner = step * 0.72
    wide = inner if stacked else inner / max(len(values), 1)
    base = floor_y
    for place, value in enumerate(values):
        at = x + (step - inner) / 2 + (0 if stacked else wide * place)
        tall = (floor_y - top) * (value or 0) / high
        y = (base if stacked else floor_y) - tall
        if value:
            draw.box(at, y, wide, tall, place)
        if stacked:
            base = y
        elif value is None:
            draw.text(at + wide / 2, floor_y - 4, unknown, "middle", 11)
    if stacked and None in values:
        draw.text(x + step / 2, base - 4, unknown, "middle", 11)
    elif stacked and any(values):
        draw.text(x + step / 2, base - 4, _short(sum(value or 0 for value in values)), "middle", 11, INK)


def bars(
    *,
    title: str,
    words: str,
    rows: Sequence[tuple[str, float | None, str]],
    high: float | None = None,
    width: int = 420,
) -> bytes:
    """Lying bars: label, value and the text behind the bar (`37곳 · 5.2 %`). A value of None draws no bar."""
    draw = _Drawing(title, words, width, 12 + 40 * len(rows), 1)
    top = high or max((value for _, value, _ in rows if value is not None), default=0) or 1
    room = width - 8
    for place, (label, value, text) in enumerate(rows):
        y = 8 + 40 * place
        draw.text(0, y + 12, label, "start", 12.5, INK)
        draw.text(room, y + 12, text, "end", 12.5, INK)
        draw.rect(0, y + 18, room, 12, "#f4f5f6")
        if value:
            draw.box(0, y + 18, max(room * min(value / top, 1), 1.5), 12, 0)
    return draw.done()


class _Drawing:
    def __init__(self, title: str, words: str, width: float, height: float, kinds: int) -> None:
        key = hashlib.sha256(f"{title}{words}{width}".encode()).hexdigest()[:8]
        self._fill = [f"url(#p{key}{n})" if n else COLOURS[0] for n in range(len(COLOURS))]
        self._parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
            f'aria-labelledby="t{key} d{key}" font-family="{FONT}">',
            f'<title id="t{key}">{escape(title)}</title><desc id="d{key}">{escape(words)}</desc>',
        ]
        if kinds > 1:
            patterns = (
                f'<pattern id="p{key}{n}" width="8" height="8" patternUnits="userSpaceOnUse">'
                f'<rect width="8" height="8" fill="{COLOURS[n]}"/>{_PATTERNS[n]}</pattern>'
                for n in range(1, kinds)
            )
            self._parts.append(f"<defs>{''.join(patterns)}</defs>")

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str) -> None:
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="0.7"/>'
        )

    def rect(self, x: float, y: float, wide: float, tall: float, colour: str) -> None:
        self._parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="{colour}"/>')

    def box(self, x: float, y: float, wide: float, tall: float, kind: int) -> None:
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="{self._fill[kind]}" '
            f'stroke="{COLOURS[kind]}" stroke-width="0.8"/>'
        )

    def text(self, x: float, y: float, words: str, anchor: str, size: float, colour: str = SOFT) -> None:
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size:g}" fill="{colour}">'
            f"{escape(words)}</text>"
        )

    def done(self) -> bytes:
        return "".join((*self._parts, "</svg>")).encode()


def _nice(value: float) -> float:
    """A round number at or above the highest value, of which a quarter is round too."""
    if value <= 4:
        return 4
    size = float(10 ** floor(log10(value)))
    return next(size * step for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if size * step >= ceil(value))


def _short(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"
