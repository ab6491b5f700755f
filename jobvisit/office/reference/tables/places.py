"""Places of the capital area: dong with centres and neighbours, stations, and the names of cities and gu."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import cos, hypot, radians

from jobvisit.office.reference.tables._read import table

KM_PER_DEGREE = 111.2
"""Length of a degree of latitude; Seoul is small enough to be treated as flat."""
FAR_NEIGHBOUR_KM = 4.0
"""Beyond this, two inner points are never called neighbours."""


@dataclass(frozen=True, slots=True)
class Dong:
    """An administrative dong (행정동). `code` has ten digits; lat and lon (WGS84) lie inside it."""

    code: str
    gu: str
    name: str
    name_en: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class DongName:
    """A name people write for one or several dong. `basis`: law, name, or nearest (approximate)."""

    gu: str
    alias: str
    dongs: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Station:
    """A metro station on one line; `name` is without 역, `also` is the name in brackets.

    `areas` are its 시군구, the first being where it stands, any other within 200 m; () where unsure.
    """

    name: str
    also: str
    line: str
    areas: tuple[str, ...]
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Area:
    """A province, city, county or gu. `sido` is the short name (서울, 경기); `city` is set for a gu below a city."""

    code: str
    sido: str
    name: str
    city: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Town:
    """A dong, eup, myeon or gu of Gyeonggi or Incheon, with a point inside it."""

    sido: str
    city: str
    name: str
    lat: float
    lon: float


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Straight distance in km, on a plane through the first point: within 0.1 % inside the capital area."""
    return KM_PER_DEGREE * hypot(lat - other_lat, (lon - other_lon) * cos(radians(lat)))


@cache
def dongs() -> dict[str, Dong]:
    """Every dong of Seoul by its ten-digit code, in the order of the codes; 426 of them."""
    return {
        row["code"]: Dong(row["code"], row["gu"], row["name"], row["name_en"], float(row["lat"]), float(row["lon"]))
        for row in table("dongs").rows
    }


@cache
def dong_names() -> tuple[DongName, ...]:
    """Legal dong and other names written for a dong (방배동 → 방배본동, 방배1–4동)."""
    return tuple(
        DongName(row["gu"], row["alias"], tuple(row["dongs"].split()), row["basis"])
        for row in table("dong_aliases").rows
    )


def plain_dong(name: str) -> str:
    """A dong name as we store it: no blanks, 방배제2동 → 방배2동, middle dots as full stops."""
    joined = re.sub(r"\s+", "", name).replace("·", ".").replace(",", ".")
    return re.sub(r"(?<=[가-힣])제(?=\d[\d.]*가?동$)", "", joined)


@cache
def _dongs_by_name() -> dict[str, tuple[Dong, ...]]:
    found: dict[str, list[Dong]] = defaultdict(list)
    for one in dongs().values():
        found[one.name].append(one)
    for name in dong_names():
        known = {one.gu for one in found[name.alias]}
        if name.basis == "law" or name.gu not in known:
            found[name.alias] = [one for one in found[name.alias] if one.gu != name.gu]
            found[name.alias] += [dongs()[code] for code in name.dongs]
    return {name: tuple(places) for name, places in found.items()}


def find_dongs(name: str, gu: str | None = None) -> tuple[Dong, ...]:
    """The dong that `name` may mean, () for an unknown name.

    홍제1동 and 홍제제1동, 방배동 (five dong) and 우면동 (양재1동) are all understood. Without `gu` a name that
    exists in several gu (신사동) gives them all: the caller must not choose silently.
    """
    by_name = _dongs_by_name()
    places = by_name.get(re.sub(r"\s+", "", name)) or by_name.get(plain_dong(name), ())
    return tuple(one for one in places if gu is None or one.gu == gu)


@cache
def _neighbours() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {code: set() for code in dongs()}
    mapped = {row["dong"] for row in table("dong_neighbours").rows}
    for row in table("dong_neighbours").rows:
        found[row["dong"]].add(row["neighbour"])
    for one, other in _gabriel_pairs(list(dongs().values())):
        if not (one in mapped and other in mapped):
            found[one].add(other)
            found[other].add(one)
    return {code: tuple(sorted(others)) for code, others in found.items()}


def _gabriel_pairs(places: list[Dong]) -> list[tuple[str, str]]:
    """Pairs with nobody inside the circle between them (Gabriel and Sokal 1969): a stand-in for a shared border.

    Against the 76 dong whose borders are known, 94 % of these pairs are real and 79 % of neighbours are found.
    """
    points = [(one.lat * KM_PER_DEGREE, one.lon * KM_PER_DEGREE * cos(radians(37.55))) for one in places]
    pairs = []
    for i, (y, x) in enumerate(points):
        close = [j for j, (v, u) in enumerate(points) if j != i and hypot(v - y, u - x) <= FAR_NEIGHBOUR_KM]
        for j in close:
            v, u = points[j]
            radius = hypot(v - y, u - x) / 2
            middle_y, middle_x = (y + v) / 2, (x + u) / 2
            others = (points[k] for k in close if k != j)
            if i < j and all(hypot(p - middle_y, q - middle_x) >= radius for p, q in others):
                pairs.append((places[i].code, places[j].code))
    return pairs


def neighbours(code: str) -> tuple[str, ...]:
    """Codes of the dong around `code`. Raises KeyError for an unknown code.

    In 서초구, 강남구, 관악구 and 동작구: those that share a border. Elsewhere an approximation from the inner points.
    """
    return _neighbours()[code]


@cache
def stations() -> tuple[Station, ...]:
    """Every station of the capital area, one for each line that stops there; 782 of them."""
    return tuple(
        Station(
            row["name"],
            row["also"],
            row["line"],
            tuple(filter(None, row["areas"].split("/"))),
            float(row["lat"]),
            float(row["lon"]),
        )
        for row in table("stations").rows
    )


@cache
def towns() -> tuple[Town, ...]:
    """Dong, eup, myeon and gu of Gyeonggi and Incheon, for reading addresses beyond Seoul."""
    return tuple(
        Town(row["sido"], row["city"], row["name"], float(row["lat"]), float(row["lon"])) for row in table("towns").rows
    )


@cache
def areas() -> tuple[Area, ...]:
    """Provinces; the gu of Seoul; the cities, counties and gu of Gyeonggi and Incheon."""
    return tuple(
        Area(row["code"], row["sido"], row["name"], row["city"], row["name_en"]) for row in table("areas").rows
    )
