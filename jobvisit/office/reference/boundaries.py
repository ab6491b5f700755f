"""Borders of dong: read from an official GeoJSON file (RFC 7946) by strangers' rules, or drawn from their centres.

Nothing here knows the database. A file is refused as a whole (`BadBoundariesError`) or taken dong by dong; what is none
of our dong, or cannot be drawn, is named. A shape is a list of polygons, each a list of rings, each a list of
(latitude, longitude) in degrees, WGS 84, five decimals (a metre).
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from jobvisit.base.geo import distance, to_metres
from jobvisit.office.reference.tables import Dong

Point = tuple[float, float]
Shape = list[list[list[Point]]]

MOST_BYTES: Final = 64 * 1024 * 1024
NORTH: Final = (33.0, 39.5)
EAST: Final = (124.0, 132.0)
"""Where a point of South Korea can lie."""
BESIDE: Final = 0.012
"""Degrees (about a kilometre) by which a dong's centre may lie outside the box of its shape."""
FINE: Final = 150
"""Points of a ring up to which it is kept as it is."""
TOLERANCE: Final = 6.0
"""Metres by which a finer ring may be smoothed: nothing a phone could show."""
CODES: Final = ("adm_cd2", "adm_cd", "adm_dr_cd", "code", "행정동코드", "행정기관코드", "emd_cd")
NAMES: Final = ("adm_nm", "adm_dr_nm", "name", "행정동명", "행정동", "emd_kor_nm", "emd_nm")
DATES: Final = ("base_date", "base_year", "기준일", "base_ymd")

WORDS: Final = {
    "size": ("파일이 {most}MB를 넘습니다. 우리 구만 남겨 다시 주세요.",
             "the file is larger than {most} MB: cut it down to the district"),
    "text": ("GeoJSON 글이 아닙니다 ({why}). 압축 파일이나 Shapefile이면 GeoJSON으로 바꾸세요.",
             "this is not GeoJSON text ({why}): convert archives and shapefiles first"),
    "topology": ("TopoJSON입니다. GeoJSON으로 바꾸세요.", "this is TopoJSON: convert it to GeoJSON"),
    "type": ("FeatureCollection이 아니라 {type}입니다.", "a FeatureCollection is needed, this is {type}"),
    "empty": ("경계가 하나도 없습니다.", "there is no feature in it"),
    "projected": (
        "좌표가 도(度)가 아니라 미터입니다 ({example}{crs}). 좌표계를 WGS 84(EPSG:4326)로 바꾸세요. "
        "예: ogr2ogr -t_srs EPSG:4326 새파일.geojson 파일.geojson",
        "coordinates are metres of a Korean TM grid ({example}{crs}), not degrees: convert them to WGS 84, "
        "for example ogr2ogr -t_srs EPSG:4326 new.geojson file.geojson",
    ),
    "outside": ("좌표가 우리나라 밖입니다: {example}", "coordinates lie outside Korea: {example}"),
    "nobody": (
        "우리 동과 맞는 경계가 하나도 없습니다. 파일에 든 이름: {names}. "
        "행정동 경계 파일인지 확인하세요(법정동, 시군구는 안 됩니다).",
        "not one shape is one of our dong. Names in the file: {names}. It must hold administrative dong (행정동)",
    ),
}  # fmt: skip
FAULTS: Final = {
    "geometry": ("도형이 없거나 면이 아님", "no polygon"),
    "ring": ("점이 모자라거나 수가 아닌 좌표", "too few points, or something that is no number"),
    "outside": ("좌표가 우리나라 밖", "coordinates outside Korea"),
    "far": ("이 동의 중심에서 멀리 떨어져 있음", "far from the centre of this dong"),
    "twice": ("같은 동이 두 번 나옴", "the same dong a second time"),
}


class BadBoundariesError(ValueError):
    """A file that cannot be used at all. `ko` and `en` say why, with the value."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.ko, self.en = (text.format(**values) for text in WORDS[code])
        super().__init__(f"{self.ko} · {self.en}")


@dataclass(frozen=True)
class Reading:
    """What a file holds for us."""

    shapes: dict[str, Shape]
    """By dong code."""
    unmatched: tuple[str, ...]
    """Names of shapes that are none of our dong."""
    refused: tuple[tuple[str, str], ...]
    """Name and a key of `FAULTS`."""
    swapped: bool
    """Latitude stood before longitude; read the right way round."""
    as_of: str
    """The day or year that the file itself names; empty where it names none."""


@dataclass
class _File:
    features: list[Any]
    swapped: bool = False
    unmatched: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def read(content: bytes, dongs: Mapping[str, Dong]) -> Reading:
    """Match a file's shapes with our dong, by code and name together, by name and place otherwise.

    A code alone is not believed: the statistics office numbers dong differently (1123080 is 개포2동 there, while ours
    beginning 11230 lie in 동대문구). Raises `BadBoundariesError`.
    """
    file = _File(_features(content))
    _find_order(file, content)
    shapes: dict[str, Shape] = {}
    for feature in file.features:
        named = _properties(feature)
        name = _first(named, NAMES) or _first(named, CODES) or "?"
        try:
            shape = _shape(feature, swapped=file.swapped)
        except _FaultError as fault:
            file.refused.append((name, fault.args[0]))
            continue
        found = _match(named, shape, dongs)
        if found is None:
            file.unmatched.append(name)
        elif not _near(shape, found):
            file.refused.append((name, "far"))
        elif found.code in shapes:
            file.refused.append((name, "twice"))
        else:
            shapes[found.code] = shape
    if not shapes and not file.refused:
        raise BadBoundariesError("nobody", names=", ".join(file.unmatched[:8]))
    dates = {_first(_properties(one), DATES) for one in file.features} - {""}
    as_of = dates.pop()[:10] if len(dates) == 1 else ""
    return Reading(shapes, tuple(file.unmatched), tuple(file.refused), file.swapped, as_of)


class _FaultError(Exception):
    """A key of `FAULTS`."""


def _features(content: bytes) -> list[Any]:
    if len(content) > MOST_BYTES:
        raise BadBoundariesError("size", most=MOST_BYTES // 1024**2)
    try:
        found = json.loads(_text(content), parse_constant=_no_number)
    except RecursionError:
        raise BadBoundariesError("text", why="nesting") from None
    except ValueError as problem:
        raise BadBoundariesError("text", why=str(problem)[:80]) from None
    kind = found.get("type") if isinstance(found, dict) else type(found).__name__
    if kind == "Topology":
        raise BadBoundariesError("topology")
    features = found.get("features") if kind == "FeatureCollection" else [found] if kind == "Feature" else None
    if not isinstance(features, list):
        raise BadBoundariesError("type", type=str(kind)[:40])
    if not features:
        raise BadBoundariesError("empty")
    return features


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp949")


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no coordinate")


def _find_order(file: _File, content: bytes) -> None:
    """Whether the file's points are longitude first, latitude first, metres or elsewhere: the first point tells."""
    first = next((point for one in file.features for ring in _rings(one) for point in ring), None)
    if first is None:
        return
    if _in_korea(first[1], first[0]):
        return
    if _in_korea(first[0], first[1]):
        file.swapped = True
        return
    example = f"{first[0]:g}, {first[1]:g}"
    if max(abs(first[0]), abs(first[1])) > 1000:
        named = re.search(rb"EPSG:+(\d{4,5})", content[:4000])
        raise BadBoundariesError("projected", example=example, crs=f", EPSG:{named[1].decode()}" if named else "")
    raise BadBoundariesError("outside", example=example)


def _in_korea(lat: float, lon: float) -> bool:
    return NORTH[0] <= lat <= NORTH[1] and EAST[0] <= lon <= EAST[1]


def _rings(feature: Any) -> Iterable[list[Point]]:
    """The rings of a feature that can be read, for a first look."""
    try:
        for polygon in _polygons(feature):
            for ring in polygon:
                yield [_point(one) for one in ring]
    except _FaultError:
        return


def _polygons(feature: Any) -> list[Any]:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    held = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"} or not isinstance(held, list) or not held:
        raise _FaultError("geometry")
    polygons = [held] if kind == "Polygon" else held
    if not all(isinstance(one, list) and one and all(isinstance(ring, list) for ring in one) for one in polygons):
        raise _FaultError("geometry")
    return polygons


def _point(found: Any) -> Point:
    """Two numbers, none beyond any grid; a third one (height) is left out."""
    if isinstance(found, list) and len(found) >= 2:
        x, y = found[:2]
        numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in (x, y))
        if numbers and abs(x) < 1e9 and abs(y) < 1e9:
            return float(x), float(y)
    raise _FaultError("ring")


def _shape(feature: Any, *, swapped: bool) -> Shape:
    return [[_ring(ring, swapped=swapped) for ring in polygon] for polygon in _polygons(feature)]


def _ring(found: list[Any], *, swapped: bool) -> list[Point]:
    points = []
    for one in found:
        x, y = _point(one)
        lat, lon = (x, y) if swapped else (y, x)
        if not _in_korea(lat, lon):
            raise _FaultError("outside")
        points.append((round(lat, 5), round(lon, 5)))
    if points and points[0] == points[-1]:
        points.pop()
    if len(set(points)) < 3:
        raise _FaultError("ring")
    return smooth(points) if len(points) > FINE else points


def smooth(ring: list[Point], tolerance: float = TOLERANCE) -> list[Point]:
    """A ring with fewer points, nowhere further than `tolerance` metres from the old one (Douglas, Peucker 1973)."""
    flat = [to_metres(*point) for point in ring]
    half = max(range(len(flat)), key=lambda n: distance(flat[0], flat[n]))
    kept = {0, half}
    waiting = [(0, half), (half, len(flat))]
    flat.append(flat[0])
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        n = max(range(first + 1, last), key=lambda n: _away(flat[n], flat[first], flat[last]))
        if _away(flat[n], flat[first], flat[last]) > tolerance:
            kept.add(n)
            waiting += [(first, n), (n, last)]
    return [ring[n] for n in sorted(kept)] if len(kept) > 2 else ring


def _away(point: tuple[int, int], start: tuple[int, int], end: tuple[int, int]) -> float:
    """Metres from a point to a stretch."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return math.hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def _properties(feature: Any) -> dict[str, str]:
    held = feature.get("properties") if isinstance(feature, dict) else None
    named = held.items() if isinstance(held, dict) else ()
    return {key.lower(): str(value).strip() for key, value in named if isinstance(value, str | int | float) and value}


def _first(named: Mapping[str, str], keys: Iterable[str]) -> str:
    return next((named[key] for key in keys if key in named), "")


def _match(named: Mapping[str, str], shape: Shape, dongs: Mapping[str, Dong]) -> Dong | None:
    """The dong that a feature names; where a name stands for several, the one whose centre lies in the shape."""
    words = _first(named, NAMES).split()
    spelt = _spellings(words[-1]) if words else set()
    for key in CODES:
        code = named.get(key, "").removesuffix(".0")
        one = dongs.get(code if len(code) == 10 else f"{code}00" if len(code) == 8 else "")
        if one and (not spelt or spelt & _spellings(one.name)):
            return one
    alike = [one for one in dongs.values() if spelt & _spellings(one.name)]
    if gus := {word for word in words[:-1] if word.endswith(("구", "군"))}:
        alike = [one for one in alike if one.gu in gus]
    return next((one for one in alike if _near(shape, one)), alike[0] if len(alike) == 1 else None)


def _spellings(name: str) -> set[str]:
    """Without blanks and points, with and without the 제 before a number: 상일제1동, 상일1동; 홍제제1동, 홍제1동."""
    plain = re.sub(r"[\s·.,ㆍ]", "", unicodedata.normalize("NFC", name))
    return {plain, re.sub(r"제(?=\d)", "", plain, count=1)}


def _near(shape: Shape, dong: Dong) -> bool:
    points = [point for polygon in shape for ring in polygon for point in ring]
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    return min(lats) - BESIDE <= dong.lat <= max(lats) + BESIDE and min(lons) - BESIDE <= dong.lon <= max(lons) + BESIDE
