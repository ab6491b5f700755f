"""A seeded market to try the engine on: any number of residents and orders, no disk, no real person.

Occupations have the shape of KECO 2018 (35 divisions, their numbers of units) with Zipf demand; homes lie in a
district, a city the size of Seoul, or 160 towns of a nation. A stated share of every fact is left unknown, as in real
files. Nothing here is calibrated against outcomes: densities and shares are assumptions, and timings depend on them.
"""

from __future__ import annotations

from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.columns import Orders, People
from jobvisit.engines.matching.types import NOWHERE
from jobvisit.engines.matching.words import signatures

Spread = Literal["district", "city", "nation"]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DIVISIONS: Final = (
    *(1, 2, 3, 11, 12, 13, 14, 15, 21, 22, 23, 24, 25, 30, 41, 42, 51, 52, 53, 54, 55, 56),
    *(61, 62, 70, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90),
)
UNITS_OF: Final = (
    *(24, 32, 14, 2, 5, 14, 7, 26, 15, 6, 9, 3, 4, 23, 29, 5, 11, 7, 13, 5, 2, 11),
    *(19, 15, 24, 21, 19, 11, 6, 9, 16, 12, 15, 1, 13),
)
BOX: Final[dict[Spread, tuple[int, int]]] = {"district": (9_000, 7_000), "city": (35_000, 30_000), "nation": (0, 0)}
NATION_BOX: Final = (330_000, 420_000)
TOWNS: Final = 160
LICENCES: Final = 64
TODAY: Final = 20_000
"""The day number of the market's present."""
WEEKDAYS, SIX_DAYS, WEEK, WEEKEND = 0b0011111, 0b0111111, 0b1111111, 0b1100000
REACH: Final = {3_000: 0.1, 5_000: 0.2, 8_000: 0.3, 12_000: 0.25, 20_000: 0.12, 30_000: 0.03}
DAYS: Final = {WEEKDAYS: 0.5, SIX_DAYS: 0.2, WEEK: 0.2, WEEKEND: 0.05, 0b10101: 0.05}
EARLIEST: Final = {0: 0.15, 360: 0.1, 480: 0.25, 540: 0.35, 600: 0.1, 840: 0.05}
LATEST: Final = {900: 0.08, 1020: 0.07, 1080: 0.4, 1200: 0.2, 1440: 0.15, 2160: 0.1}
EDUCATION: Final = {0: 0.05, 1: 0.05, 2: 0.4, 3: 0.2, 4: 0.25, 5: 0.05}
STARTS: Final = {360: 0.1, 480: 0.2, 540: 0.5, 600: 0.1, 840: 0.05, 1320: 0.05}
LENGTHS: Final = {240: 0.1, 360: 0.1, 540: 0.8}


def _codes() -> Ints:
    """About 1,000 six-digit codes: each unit of each division with one to four names under it."""
    names = np.random.default_rng(1)
    codes = []
    for division, units in zip(DIVISIONS, UNITS_OF, strict=True):
        for unit in range(units):
            base = division * 10_000 + (unit // 4 + 1) * 1_000 + (unit % 4 + 1) * 100
            codes += [base + extra for extra in range(int(names.integers(1, 5)))]
    return np.array(codes, np.int64)


CODES: Final = _codes()
_SYLLABLES: Final = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후"


def _demand() -> Floats:
    weights = 1.0 / (np.arange(len(CODES)) + 20.0) ** 0.9
    weights = np.random.default_rng(2).permutation(weights)
    return np.asarray(weights / weights.sum())


def _morphemes() -> npt.NDArray[np.uint64]:
    """Signatures of 700 invented two- and three-letter words."""
    r = np.random.default_rng(3)
    return signatures("".join(r.choice(list(_SYLLABLES), 2 + i % 2)) for i in range(700))


_DEMAND: Final = _demand()
_MORPHEMES: Final = _morphemes()


def _words(r: np.random.Generator, occupation: Ints, n_own: int, n_other: int) -> npt.NDArray[np.uint64]:
    """Some of the six words that belong to the occupation's unit and some from anywhere, as one signature a row."""
    unit = occupation // 100
    out = np.zeros((len(occupation), _MORPHEMES.shape[1]), np.uint64)
    for _ in range(n_own):
        out |= _MORPHEMES[(unit * 7 + r.integers(0, 6, len(unit))) % len(_MORPHEMES)]
    for _ in range(n_other):
        out |= _MORPHEMES[r.integers(0, len(_MORPHEMES), len(unit))]
    return out


def _places(r: np.random.Generator, n: int, spread: Spread) -> tuple[Ints, Ints]:
    if spread != "nation":
        width, height = BOX[spread]
        return r.integers(0, width, n), r.integers(0, height, n)
    towns = np.random.default_rng(7)
    centres = towns.uniform((0, 0), NATION_BOX, (TOWNS, 2))
    weights = 1.0 / (np.arange(TOWNS) + 2.0)
    weights /= weights.sum()
    town = r.choice(TOWNS, n, p=weights)
    scale = 4_000 + 60_000 * weights[town] ** 0.5
    x, y = (centres[town, axis] + r.normal(0, 1, n) * scale for axis in (0, 1))
    return x.astype(np.int64), y.astype(np.int64)


def _hidden(r: np.random.Generator, values: Any, share: float, unknown: int) -> Any:
    """``values`` with a share of them made unknown."""
    return np.where(r.random(len(values)) < share, unknown, values)


def _pick(r: np.random.Generator, n: int, shares: dict[int, float], hidden: float = 0.0, unknown: int = -1) -> Any:
    """``n`` draws from values with their shares, some of them then made unknown."""
    return _hidden(r, r.choice(list(shares), n, p=list(shares.values())), hidden, unknown)


def _licence_sets(r: np.random.Generator, n: int, common: float, rare: float) -> npt.NDArray[np.uint64]:
    """Bits of a few common licences and many rare ones; drawn sparsely, so millions are quick."""
    chances = np.r_[common * np.array([1, 0.3, 0.2, 0.15, 0.1]), np.full(LICENCES - 5, rare)]
    bits = np.zeros((n, 1), np.uint64)
    for licence, chance in enumerate(chances):
        holders = r.integers(0, max(n, 1), r.binomial(n, chance))
        bits[holders, 0] |= np.uint64(1 << licence)
    return bits


def people(n: int, seed: int = 0, spread: Spread = "city", first_id: int = 1) -> People:
    """``n`` residents with ids from ``first_id``; the same for the same arguments, everywhere."""
    r = np.random.default_rng([seed, n, 11])
    first = r.choice(len(CODES), n, p=_DEMAND)
    near = np.clip(first + r.integers(-4, 5, n), 0, len(CODES) - 1)
    far = r.choice(len(CODES), n, p=_DEMAND)
    wishes = np.column_stack([CODES[first], _hidden(r, CODES[near], 0.4, -1), _hidden(r, CODES[far], 0.7, -1)])
    wishes[r.random(n) < 0.02] = -1
    x, y = _places(r, n, spread)
    lost = r.random(n) < 0.01
    career = np.minimum(r.exponential(60, n), 480)
    wage = 10_300 + np.maximum(0, r.normal(1_200, 1_800, n)) + 12 * career
    part_time = r.random(n) < 0.25
    return People.from_columns({
        "ids": np.arange(first_id, first_id + n),
        "wishes": wishes,
        "x": np.where(lost, NOWHERE, x),
        "y": np.where(lost, NOWHERE, y),
        "reach": _pick(r, n, REACH, 0.08),
        "wage": _hidden(r, wage // 10 * 10, 0.15, 0),
        "days": _pick(r, n, DAYS, 0.1, 0),
        "earliest": _pick(r, n, EARLIEST, 0.15),
        "latest": _pick(r, n, LATEST, 0.15),
        "weekly_min": np.where(part_time, -1, _hidden(r, np.full(n, 1800), 0.5, -1)),
        "weekly_max": np.where(part_time, 1500, _hidden(r, r.choice([2400, 2640, 3120], n), 0.3, -1)),
        "shifts": _hidden(r, r.random(n) < 0.3, 0.3, -1),
        "licences": _licence_sets(r, n, 0.5, 0.01),
        "licences_known": r.random(n) < 0.7,
        "career": _hidden(r, career, 0.1, -1),
        "education": _pick(r, n, EDUCATION, 0.05),
        "wants": (1 << r.integers(0, 14, n)) | np.where(r.random(n) < 0.5, 1 << r.integers(0, 14, n), 0),
        "words": _words(r, wishes[:, 0], 3, 1) * (r.random(n) > 0.05)[:, None].astype(np.uint64),
        "applied_on": _hidden(r, TODAY - r.integers(0, 92, n), 0.01, -1),
        "active_on": _hidden(r, TODAY - np.minimum(r.exponential(25, n), 92), 0.02, -1),
    })  # fmt: skip


def orders(n: int, seed: int = 0, spread: Spread = "city", first_id: int = 1) -> Orders:
    """``n`` job orders with ids from ``first_id``, asked on ``TODAY``."""
    r = np.random.default_rng([seed, n, 23])
    occupation = CODES[r.choice(len(CODES), n, p=_DEMAND)]
    x, y = _places(r, n, spread)
    wage = (10_320 + np.maximum(0, r.normal(1_500, 1_800, n))) // 10 * 10
    start = _pick(r, n, STARTS)
    length = _pick(r, n, LENGTHS)
    counted, rotating = r.random(n) < 0.25, r.random(n) < 0.08
    return Orders.from_columns({
        "ids": np.arange(first_id, first_id + n),
        "occupation": occupation,
        "x": x,
        "y": y,
        "wage_min": _hidden(r, wage, 0.1, 0),
        "wage_max": np.where(r.random(n) < 0.3, wage * 1.1, 0),
        "days": np.where(counted, 0, r.choice([WEEKDAYS, SIX_DAYS, WEEKEND], n, p=[0.8, 0.12, 0.08])),
        "days_per_week": np.where(counted, r.choice([5, 6, 3], n, p=[0.8, 0.1, 0.1]), -1),
        "start": np.where(rotating, -1, start),
        "end": np.where(rotating, -1, start + length),
        "weekly": np.where(length == 540, 2400, 5 * length),
        "shift": _hidden(r, rotating, 0.3, -1),
        "licences_all": _licence_sets(r, n, 0.1, 0.001),
        "licences_any": _licence_sets(r, n, 0.02, 0.0),
        "licences_preferred": _licence_sets(r, n, 0.15, 0.002),
        "career_min": np.where(r.random(n) < 0.75, 0, r.choice([6, 12, 24, 36], n)),
        "career_preferred": np.where(r.random(n) < 0.8, 0, r.choice([12, 36, 60], n)),
        "education_min": np.where(r.random(n) < 0.8, 0, r.choice([2, 3, 4], n)),
        "education_preferred": np.where(r.random(n) < 0.9, 0, 3),
        "offers": r.integers(0, 2**14, n),
        "words": _words(r, occupation, 4, 2),
        "asked_on": np.full(n, TODAY),
    })  # fmt: skip
