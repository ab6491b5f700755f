"""The price of priority as a small drawing: plain numbers for an SVG, no library, no style."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 260, 72, 24, 24, 48


@dataclass(frozen=True, slots=True)
class Mark:
    """One point with its label on the weight axis."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the drawing, with its scale: what the top and the bottom stand for."""

    path: str
    marks: list[Mark]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Two lines over the same weights: everyone's expected placements, and those of the group."""

    total: Line
    group: Line
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - BOTTOM
    top: int = TOP + 8
    left: int = LEFT
    right: int = WIDTH - RIGHT


def price_curve(points: Sequence[dict[str, float]]) -> Chart | None:
    """The drawing of `congestion.PricePoint`s as kept; None where there are fewer than two."""
    if len(points) < 2:
        return None
    weights = [point["weight"] for point in points]
    top = max(max(point["total"] for point in points), 1e-9)
    return Chart(
        total=_line(weights, [point["total"] for point in points], 0.0, top),
        group=_line(weights, [point["priority"] for point in points], 0.0, top),
    )


def _line(weights: Sequence[float], values: Sequence[float], low: float, high: float) -> Line:
    """Weights stand evenly: the curve is read at the weights that can be chosen, not between them."""
    step = (WIDTH - LEFT - RIGHT) / (len(weights) - 1)
    marks = [
        Mark(round(LEFT + at * step, 1), round(_height(value, low, high), 1), f"{weight:g}")
        for at, (weight, value) in enumerate(zip(weights, values, strict=True))
    ]
    path = "M" + " L".join(f"{mark.x} {mark.y}" for mark in marks)
    return Line(path, marks, low, high)


def _height(value: float, low: float, high: float) -> float:
    return HEIGHT - BOTTOM - (value - low) / max(high - low, 1e-9) * (HEIGHT - TOP - BOTTOM)
