"""What a visit is worth: expected hires, with the factors that make it up.

    worth = chance of an order × openings × chance to fill × staleness + agreements due

Hiring potential is a Gamma–Poisson model: a firm of a stratum (industry, size) posts orders at a yearly rate that is
itself Gamma-distributed over the stratum's firms. Strata are shrunk towards their industry and size, firms towards
their stratum; each visit's result moves the firm (conjugate update), and its stratum with it. The posterior mean rate
times the horizon gives the chance that a visit finds an order.
Nothing about a person enters: only how many residents fit what such firms ask.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

Stratum = tuple[str, str]
"""(industry, size class)."""


@dataclass(frozen=True, slots=True)
class Firm:
    """What is known of a firm. ``staff`` None is unknown; days are counted by the caller (no clock here).

    ``fitting`` are residents who fit what such firms ask; ``asked`` the openings they usually name (None: unknown).
    ``due`` is hires promised in an agreement and not yet delivered, a firm's share of them where several promised
    together; ``days_to_due`` until its date.
    """

    id: str
    industry: str
    size: str
    fitting: int = 0
    asked: float | None = None
    days_since_contact: int | None = None
    due: float = 0.0
    days_to_due: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of watching a firm: ``orders`` placed within ``years`` (a visit watches a short horizon), and the
    openings they named. ``hires`` counts filled openings."""

    firm: str
    stratum: Stratum
    years: float
    orders: int
    openings: int = 0
    hires: int = 0


@dataclass(frozen=True)
class Assumptions:
    """Numbers that are priors, not measurements; `learn` replaces the ones that visits teach."""

    rate: float = 0.6  # orders a year, an average firm of an unknown stratum
    spread: float = 1.0  # shape of the Gamma over firms: small means firms differ much
    prior_years: float = 8.0  # firm-years by which a stratum is held to industry and size, those to the average
    horizon: float = 0.25  # years a visit looks ahead (the order need not exist on the day)
    openings: float = 1.6
    openings_weight: float = 5.0
    fill: float = 0.35  # chance to fill an opening when enough residents fit
    fill_half: float = 3.0  # residents that fit at which the chance is half of that
    stale_floor: float = 0.4  # a firm seen yesterday
    stale_days: float = 90.0  # e-folding time back to full worth
    due_days: float = 60.0  # an agreement due sooner counts for more
    due_share: float = 0.3  # of promised hires a visit moves


class Factor(StrEnum):
    """Codes for the explanation; words are made above."""

    ORDER_CHANCE = "order_chance"
    OPENINGS = "openings"
    FILL_CHANCE = "fill_chance"
    STALENESS = "staleness"
    AGREEMENT = "agreement"
    RATE_STRATUM = "rate_stratum"
    RATE_FIRM = "rate_firm"
    YEARS_SEEN = "years_seen"
    ORDERS_SEEN = "orders_seen"
    EXPLORATION = "exploration"


@dataclass(frozen=True, slots=True)
class Worth:
    """``value`` is expected hires. ``because`` holds every factor; the first four multiply, agreement and exploration
    are added. ``low`` and ``high`` bound the rate of orders (80 %)."""

    firm: str
    value: float
    low: float
    high: float
    because: tuple[tuple[Factor, float], ...]

    def factor(self, code: Factor) -> float:
        """One of the numbers (0 where it is not there)."""
        return dict(self.because).get(code, 0.0)


@dataclass(frozen=True)
class Potential:
    """What has been learnt: Gamma(shape, years) for strata, and each firm's own record."""

    assumed: Assumptions = field(default_factory=Assumptions)
    strata: Mapping[Stratum, float] = field(default_factory=dict)
    """Mean orders a year of each stratum."""
    shape: float = 1.0
    firms: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    """(orders, years watched)."""
    openings: float = 1.6
    fill: float = 0.35

    def mean(self, stratum: Stratum) -> float:
        """Orders a year of a firm of this stratum that nobody has watched."""
        return self.strata.get(stratum, self.assumed.rate)

    def rate(self, firm: Firm) -> tuple[float, float]:
        """Posterior Gamma of the firm's yearly rate: (shape, years)."""
        mean = max(self.mean((firm.industry, firm.size)), 1e-6)
        orders, years = self.firms.get(firm.id, (0, 0.0))
        return self.shape + orders, self.shape / mean + years


def learn(results: Iterable[Result], assumed: Assumptions | None = None) -> Potential:
    """Everything from the results so far. Order does not matter; learning twice from the same is the caller's fault."""
    assumed = assumed or Assumptions()
    seen = list(results)
    by_stratum: dict[Stratum, list[float]] = defaultdict(lambda: [0.0, 0.0])
    firms: dict[str, tuple[int, float]] = {}
    for one in seen:
        by_stratum[one.stratum][0] += one.orders
        by_stratum[one.stratum][1] += one.years
        orders, years = firms.get(one.firm, (0, 0.0))
        firms[one.firm] = (orders + one.orders, years + one.years)
    strata = _strata(by_stratum, assumed)
    openings = sum(one.openings for one in seen)
    orders = sum(one.orders for one in seen)
    hires = sum(one.hires for one in seen)
    weight = assumed.openings_weight
    return Potential(
        assumed=assumed,
        strata=strata,
        shape=_shape(seen, firms, strata, assumed),
        firms=firms,
        openings=(openings + weight * assumed.openings) / (orders + weight),
        fill=(hires + 10 * assumed.fill) / (openings + 10),
    )


def _strata(totals: Mapping[Stratum, Sequence[float]], assumed: Assumptions) -> dict[Stratum, float]:
    """Multiplicative industry and size effects, then each stratum shrunk towards their product."""
    weight = assumed.prior_years
    orders, years = sum(t[0] for t in totals.values()), sum(t[1] for t in totals.values())
    overall = (orders + weight * assumed.rate) / (years + weight)
    industry = {s[0]: 1.0 for s in totals}
    size = {s[1]: 1.0 for s in totals}
    for _ in range(20):
        for effects, axis, other, other_axis in ((industry, 0, size, 1), (size, 1, industry, 0)):
            for name in effects:
                own = [(s, t) for s, t in totals.items() if s[axis] == name]
                expected = sum(overall * other[s[other_axis]] * t[1] for s, t in own)
                effects[name] = (sum(t[0] for _, t in own) + weight * overall) / (expected + weight * overall)
    found = {}
    for stratum, (got, watched) in totals.items():
        prior = overall * industry[stratum[0]] * size[stratum[1]]
        found[stratum] = (got + weight * prior) / (watched + weight)
    for one in industry:
        for other_size in size:
            found.setdefault((one, other_size), overall * industry[one] * size[other_size])
    return found


def _shape(
    seen: Sequence[Result],
    firms: Mapping[str, tuple[int, float]],
    strata: Mapping[Stratum, float],
    assumed: Assumptions,
) -> float:
    """Shape of the Gamma over firms by moments (variance beyond Poisson), held near the prior where data are few."""
    stratum = {one.firm: one.stratum for one in seen}
    excess = scale = 0.0
    for name, (orders, years) in firms.items():
        expected = strata[stratum[name]] * years
        excess += (orders - expected) ** 2 - expected
        scale += expected**2
    prior = 20.0  # pseudo-counts
    over = (max(excess, 0.0) + prior / assumed.spread) / (scale + prior)
    return min(20.0, max(0.2, 1.0 / max(over, 1e-6)))


def value(firm: Firm, potential: Potential) -> Worth:
    """Expected hires of visiting this firm now, with its reasons."""
    assumed = potential.assumed
    shape, years = potential.rate(firm)
    # Chance of at least one order within the horizon, the rate integrated out.
    chance = 1.0 - (years / (years + assumed.horizon)) ** shape
    openings = firm.asked if firm.asked is not None else potential.openings
    fill = potential.fill * 2 * firm.fitting / (firm.fitting + assumed.fill_half) if firm.fitting > 0 else 0.0
    fill = min(fill, 0.95)
    stale = 1.0
    if firm.days_since_contact is not None:
        gone = math.exp(-max(0, firm.days_since_contact) / assumed.stale_days)
        stale = 1.0 - (1.0 - assumed.stale_floor) * gone
    agreement = 0.0
    if firm.due > 0:
        soon = 1.0 if firm.days_to_due is None else math.exp(-max(0, firm.days_to_due) / assumed.due_days)
        agreement = assumed.due_share * firm.due * soon
    orders, watched = potential.firms.get(firm.id, (0, 0.0))
    low, high = _gamma_range(shape, years)
    because = (
        (Factor.ORDER_CHANCE, chance),
        (Factor.OPENINGS, openings),
        (Factor.FILL_CHANCE, fill),
        (Factor.STALENESS, stale),
        (Factor.AGREEMENT, agreement),
        (Factor.RATE_STRATUM, potential.mean((firm.industry, firm.size))),
        (Factor.RATE_FIRM, shape / years),
        (Factor.ORDERS_SEEN, float(orders)),
        (Factor.YEARS_SEEN, watched),
    )
    return Worth(firm.id, chance * openings * fill * stale + agreement, low, high, because)


def _gamma_range(shape: float, years: float) -> tuple[float, float]:
    """10 % and 90 % of a Gamma, by Wilson and Hilferty's cube-root normal."""
    spread = 1.2816 * math.sqrt(1 / (9 * shape))
    middle = 1 - 1 / (9 * shape)
    return tuple(shape / years * max(0.0, middle + sign * spread) ** 3 for sign in (-1, 1))  # type: ignore[return-value]


def explore(worths: Sequence[Worth], *, share: float, seed: int) -> list[Worth]:
    """A little curiosity, stated: a share of the firms, drawn by chance in proportion to how little is known of them,
    count as if their rate stood at its upper bound. The added value is the factor ``exploration``."""
    rng = random.Random(seed)
    count = min(len(worths), round(share * len(worths)))
    doubt = [(rng.random() ** (1.0 / max(w.high - w.low, 1e-9)), n) for n, w in enumerate(worths)]
    chosen = {n for _, n in sorted(doubt, reverse=True)[:count]}
    return [_curious(w) if n in chosen else w for n, w in enumerate(worths)]


def _curious(worth: Worth) -> Worth:
    rate = max(worth.factor(Factor.RATE_FIRM), 1e-9)
    base = worth.value - worth.factor(Factor.AGREEMENT)
    more = base * min(2.0, max(0.0, worth.high / rate - 1.0))
    return replace(worth, value=worth.value + more, because=(*worth.because, (Factor.EXPLORATION, more)))


@dataclass(frozen=True)
class Trial:
    """The log of a randomisation: who was drawn, from which stratum, with which seed. Keep it as it is."""

    seed: int
    strata: Mapping[str, str]
    """Stratum of each firm."""
    order: tuple[str, ...]
    """Within each stratum, the order in which its firms are visited is random."""
    first: frozenset[str]
    """Those to be visited first (the treated); the others of the stratum wait."""


def randomise(firms: Mapping[str, str], *, share: float, seed: int) -> Trial:
    """Random visit order within strata (firm → stratum), so that the effect of visits can be estimated later.

    In each stratum ``share`` of the firms come first, rounded at random so that the total is right on average.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share must lie between 0 and 1, got {share}")
    rng = random.Random(seed)
    by_stratum: dict[str, list[str]] = defaultdict(list)
    for name in sorted(firms):
        by_stratum[firms[name]].append(name)
    order: list[str] = []
    first: set[str] = set()
    for stratum in sorted(by_stratum):
        names = by_stratum[stratum]
        rng.shuffle(names)
        exact = share * len(names)
        count = math.floor(exact) + (rng.random() < exact - math.floor(exact))
        first.update(names[:count])
        order += names
    return Trial(seed, dict(firms), tuple(order), frozenset(first))
