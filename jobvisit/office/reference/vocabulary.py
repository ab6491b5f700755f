"""What the reader of job-order text asks of the reference tables (`engines.reading.Vocabulary`)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from jobvisit.engines.reading.types import Occupation
from jobvisit.office.reference.licences import normalise_licence
from jobvisit.office.reference.tables import find_dongs, stations, towns
from jobvisit.office.reference.titles import suggest_occupations

LIKELY = 0.5
"""Chance from which an occupation that is only like the words is worth showing."""
_DONG = re.compile(r"[가-힣0-9.·]{1,12}(?:동|읍|면|가|로)")


class ReferenceVocabulary:
    """Occupations, licences, dong and stations from the packaged tables. Stateless; every look-up is quick."""

    def occupation(self, words: str) -> Occupation | None:
        """The WorkNet occupation the words name (sure) or most likely mean (not sure); None where neither."""
        best = next(iter(suggest_occupations(words, 1)), None)
        if best is None or best.score < LIKELY:
            return None
        return Occupation(best.code, best.name, best.sure)

    def licence(self, words: str) -> str | None:
        """The official name of the one licence the words name; None where it is not surely one."""
        found = normalise_licence(words)
        return found.name if found else None

    def gus_of_dong(self, name: str) -> tuple[str, ...]:
        """시군구 of the capital area with a 동, 읍 or 면 of this name, 법정동 or 행정동; () if none."""
        folded = re.sub(r"\s+", "", name)
        if not _DONG.fullmatch(folded):
            return ()
        in_seoul = [dong.gu for dong in find_dongs(folded)]
        return tuple(dict.fromkeys([*in_seoul, *_cities_of_towns().get(folded, ())]))

    def gus_of_station(self, name: str) -> tuple[str, ...] | None:
        """시군구 of a metro station, written with or without 역; () if its place is unknown; None: no station."""
        return _areas_of_stations().get(_station_key(name))


@cache
def vocabulary() -> ReferenceVocabulary:
    """The one vocabulary of the packaged tables."""
    return ReferenceVocabulary()


def _station_key(name: str) -> str:
    folded = re.sub(r"[\s.·]+", "", name)
    return folded.removesuffix("역") if len(folded) > 2 else folded


@cache
def _areas_of_stations() -> dict[str, tuple[str, ...]]:
    """By name and by the name in brackets (총신대입구, 이수); a name of its own goes before one in brackets."""
    found: dict[str, list[str]] = defaultdict(list)
    for station in stations():
        found[_station_key(station.name)] += station.areas
    named = set(found)
    for station in stations():
        for also in filter(None, [_station_key(station.also)]):
            if also not in named:
                found[also] += station.areas
    return {name: tuple(dict.fromkeys(areas)) for name, areas in found.items()}


@cache
def _cities_of_towns() -> dict[str, tuple[str, ...]]:
    """Cities and gu of Gyeonggi and Incheon by the dong, eup and myeon they have."""
    found: dict[str, list[str]] = defaultdict(list)
    for town in towns():
        if not town.name.endswith("구"):
            found[town.name].append(town.city)
    return {name: tuple(dict.fromkeys(cities)) for name, cities in found.items()}
