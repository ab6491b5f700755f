"""Who fails an open order by one certificate only: what a class could change. Read from the lists' own index."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.columns import U64, Bool, Orders, People
from jobvisit.engines.matching.filters import DIVISION, check_all, distances, occupation
from jobvisit.engines.matching.params import Params
from jobvisit.engines.matching.types import Requirement, State
from jobvisit.engines.planning.travel import PACES
from jobvisit.engines.planning.types import Mode
from jobvisit.office.matches import store
from jobvisit.office.matches.market import I64, free_places

_ONLY = np.uint16(1 << Requirement.LICENCES)
_WAYS = (PACES[Mode.FOOT], PACES[Mode.BUS])


@dataclass(frozen=True, eq=False)
class Lacking:
    """Pairs that one certificate would turn into a fit: parallel arrays, one place a pair and certificate.

    A pair is here when the resident fails the order in nothing but certificates, lacks exactly one (or one of several
    that would do, each of which has its row), is known to lack it, and both places are known and so near.
    """

    seeker: I64
    order: I64
    licence: I64
    minutes: npt.NDArray[np.int32]
    """One way from home, by foot or bus, whichever is shorter; rounded up."""
    to_confirm: Bool
    """Something else is still to be confirmed with this resident."""
    fits: dict[int, int]
    """Of every order that demands a certificate: how many residents fit it today."""
    places: dict[int, int]
    """Of the same orders: how many are still wanted; 1 where nobody said."""
    applied: dict[int, int]
    """Of every resident here: when they applied for work, in minutes; the undated last."""


class Pairs(NamedTuple):
    """The columns of `Lacking`, and when each pair's resident applied for work."""

    seeker: I64
    order: I64
    licence: I64
    minutes: npt.NDArray[np.int32]
    to_confirm: Bool
    applied: I64


def lacking(district_id: int, today: date, minutes: int) -> Lacking:
    """The pairs of a district, at most `minutes` apart, as of the last commit. Three statements."""
    index = store.people(district_id, today).index
    found, fits = pairs(index.rows(), store.orders(district_id, today).index.rows(), index.params, minutes)
    applied = dict(zip(found.seeker.tolist(), found.applied.tolist(), strict=True))
    return Lacking(*found[:5], fits, free_places(list(fits)), applied)


def pairs(people: People, table: Orders, params: Params, minutes: int) -> tuple[Pairs, dict[int, int]]:
    """The pairs among these residents and orders; and how many fit each order that demands a certificate."""
    demanding = np.flatnonzero(table.licences_all.any(1) | table.licences_any.any(1))
    fits: dict[int, int] = {}
    found: list[tuple[Any, ...]] = [_nothing()]
    wishing: dict[int, People] = {}
    for row in demanding.tolist():
        one = table.take(slice(row, row + 1))
        division = int(one.occupation[0]) // DIVISION
        if division not in wishing:  # who is out by the wish is out for every order of the division
            states, _ = occupation(people, one, params)
            wishing[division] = people.take(np.flatnonzero(states != State.FAILED))
        fits[int(one.ids[0])] = _pairs(wishing[division], one, params, minutes, found)
    return Pairs(*(np.concatenate(column) for column in zip(*found, strict=True))), fits


def _pairs(people: People, one: Orders, params: Params, minutes: int, found: list[tuple[Any, ...]]) -> int:
    """Add the pairs of one order to `found`; returns how many residents fit it as it is."""
    checks = check_all(people, one, params)
    metres, known = distances(people, one)
    way = minutes_of(metres)
    near = (checks.failed == _ONLY) & (checks.gaps[Requirement.LICENCES] == 1) & known & (way <= minutes)
    rows = np.flatnonzero(near)
    held = people.widened(one.licence_words).licences[rows]
    missing = one.widened(held.shape[1]).licences_all & ~held
    all_held = (missing == 0).all(1, keepdims=True)
    wanted = np.where(all_held, one.widened(held.shape[1]).licences_any, missing)
    place, licence = _named(wanted, one)
    at = rows[place]
    applied, unknown = people.applied_on[at].astype(np.int64), checks.unknown[at]
    found.append((
        people.ids[at], np.full(len(at), one.ids[0], np.int64), licence, way[at],
        unknown.astype(np.bool_), np.where(applied < 0, 2**31, applied),
    ))  # fmt: skip
    return int((checks.failed == 0).sum())


def _named(wanted: U64, one: Orders) -> tuple[I64, I64]:
    """Rows and numbers of the bits that are set, looked for among the order's own demands only."""
    demanded = (one.licences_all | one.licences_any)[0]
    bits = np.unpackbits(np.ascontiguousarray(demanded).view(np.uint8), bitorder="little")
    places, numbers = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for number in np.flatnonzero(bits).tolist():
        there = np.flatnonzero(wanted[:, number // 64] >> np.uint64(number % 64) & np.uint64(1))
        places.append(there)
        numbers.append(np.full(len(there), number, np.int64))
    return np.concatenate(places), np.concatenate(numbers)


def minutes_of(metres: Any) -> npt.NDArray[np.int32]:
    """Minutes one way for metres as the crow flies, by the planning engine's paces on foot and by bus, rounded up."""
    straight = np.asarray(metres, np.float64)
    ways = [straight * one.detour / one.kmh * 3.6 + one.fixed for one in _WAYS]
    return np.ceil(np.minimum(*ways) / 60).astype(np.int32)


def _nothing() -> tuple[Any, ...]:
    empty = np.zeros(0, np.int64)
    return empty, empty, empty, np.zeros(0, np.int32), np.zeros(0, np.bool_), empty
