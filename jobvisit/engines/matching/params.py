"""The parameters of the score, with their priors, as one frozen value.

**The scale.** A score estimates P(resident accepts) × P(employer hires) as a product of factors between 0 and 1, one
for each term. We store the logarithm of each factor in whole *points*, 1000 points to one unit of ln, so the terms
**add up exactly** to the score and the score's probability is ``exp(score / 1000)``. Every term is 0 ("costs nothing")
or less: -105 points is ×0.90, -223 ×0.80, -693 ×0.50. Whole numbers make the fast and the plain engine equal to the
last digit.

**Curves** are knots ``(x, points)`` joined by straight lines and flat beyond the ends; ``x`` is in the unit named.

**Where the priors come from.** Per referral 19 % were hired in Seodaemun 2024 (7,751 referrals, 1,464 hires) and 22 %
at Seoul Job Plus 2009 (29,405 and 6,413). The two bases multiply to .34 for a perfect match, and the usual losses
bring a typical referred pair to about .2. The shapes are judgement, monotone by construction, and stay in force only
until outcomes have been logged and fitted.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from typing import Any, Final

from jobvisit.engines.matching.types import N_REQUIREMENTS

Curve = tuple[tuple[int, int], ...]

LOWEST_TERM: Final = -4000
"""No single term may say less than ×0.018: one bad fact never hides all the others."""

RISING: Final = ("words", "pay", "career_held")
FALLING: Final = ("commute", "licences_missing", "career_short", "education_short", "wants_missing", "freshness")


class ParamsError(ValueError):
    """A parameter breaks its promise; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """All numbers of the model. Every instance is valid: construction checks signs, lengths and monotone curves."""

    version: str = "prior-2026-11"

    accept_base: int = -350
    """ln P(resident accepts a perfect referral): ×0.70."""
    hire_base: int = -730
    """ln P(employer hires a perfectly fitting resident): ×0.48."""

    occupation: tuple[int, int, int, int] = (0, -80, -220, -500)
    """Nearest wish has the same six digits, the same four (세분류), three (소분류), two (중분류)."""
    wish_rank: tuple[int, int, int] = (0, -60, -120)
    """First, second, third wish."""
    words: Curve = ((0, -250), (10, -180), (30, -80), (60, 0))
    """Percent of likeness of the two texts' character pairs."""
    words_absent: int = -170
    """One side has no words: what the average pair loses."""
    commute: Curve = ((0, 0), (1000, -20), (3000, -110), (6000, -270), (10000, -480), (20000, -900), (40000, -1600))
    """Metres as the crow flies."""
    commute_assumed: int = 8000
    """Metres assumed for the points of someone whose home is not known."""
    reach_assumed: int = 20000
    """Metres within which someone who did not say how far they would go is asked."""
    pay: Curve = ((-20, -900), (-10, -450), (0, -120), (10, -50), (30, 0))
    """Percent by which the offered pay (middle of the range) is above the wished one."""
    pay_slack: int = 5
    """Percent below the wish at which a resident is still asked; a typed wish is a round number, not a refusal."""
    wants_missing: Curve = ((0, 0), (1, -90), (3, -300), (6, -500))
    """Stated preferences that the order does not offer."""
    freshness: Curve = ((0, 0), (14, -40), (30, -110), (90, -420), (180, -900), (365, -1600))
    """Days since the person last said they are looking; a file is valid for three months (칙 §3)."""
    freshness_unknown: int = -300

    licences_missing: Curve = ((0, 0), (1, -150), (3, -300))
    """Preferred licences not held."""
    career_short: Curve = ((0, 0), (6, -80), (24, -260), (60, -420))
    """Months short of the preferred career."""
    career_held: Curve = ((0, -220), (6, -150), (24, -70), (60, -20), (120, 0))
    """Months of career in the field, wanted or not."""
    education_short: Curve = ((0, 0), (1, -80), (3, -200))
    """Levels short of the preferred education; more than asked for earns nothing."""

    unknown: tuple[int, ...] = (-700, -250, -150, -200, -200, -200, -150, -350, -500, -300, -150)
    """ln P(met) where a requirement is to be confirmed, in the order of ``Requirement``."""

    def __post_init__(self) -> None:
        _check(self)

    def to_json(self) -> str:
        """One JSON object with every parameter; ``from_json`` of it gives an equal value."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Params:
        """Raises ``ParamsError`` for anything but a complete, valid set of known parameters."""
        try:
            data = json.loads(text)
        except ValueError as error:
            raise ParamsError(f"not JSON: {error}") from error
        names = {f.name for f in fields(cls)}
        if not isinstance(data, dict) or set(data) != names:
            raise ParamsError(f"expected exactly the parameters {sorted(names)}")
        return cls(**{name: _tuples(value) for name, value in data.items()})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _points(name: str, value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not LOWEST_TERM <= value <= 0:
        raise ParamsError(f"{name}: {value!r} is not a whole number of points in {LOWEST_TERM}..0")


def _check_curve(name: str, curve: Any) -> None:
    if not isinstance(curve, tuple) or not curve or not all(isinstance(k, tuple) and len(k) == 2 for k in curve):
        raise ParamsError(f"{name}: a curve is a tuple of (x, points) knots")
    for x, points in curve:
        if not isinstance(x, int) or abs(x) > 100_000:
            raise ParamsError(f"{name}: knot at {x!r}; a whole number within ±100,000 is needed")
        _points(name, points)
    xs, ys = [k[0] for k in curve], [k[1] for k in curve]
    if any(b <= a for a, b in pairwise(xs)):
        raise ParamsError(f"{name}: knots must rise in x")
    if ys != sorted(ys, reverse=name in FALLING):
        raise ParamsError(f"{name}: must be monotone ({'falling' if name in FALLING else 'rising'})")


def _check(params: Params) -> None:
    if not isinstance(params.version, str) or not params.version:
        raise ParamsError("version: a name is needed")
    for name in ("accept_base", "hire_base", "words_absent", "freshness_unknown"):
        _points(name, getattr(params, name))
    for name, length in (("occupation", 4), ("wish_rank", 3), ("unknown", N_REQUIREMENTS)):
        values = getattr(params, name)
        if not isinstance(values, tuple) or len(values) != length:
            raise ParamsError(f"{name}: {length} values are needed")
        for value in values:
            _points(name, value)
        if name != "unknown" and list(values) != sorted(values, reverse=True):
            raise ParamsError(f"{name}: must not rise")
    for name in RISING + FALLING:
        _check_curve(name, getattr(params, name))
    for name, low, high in (("commute_assumed", 0, 60000), ("reach_assumed", 1, 60000), ("pay_slack", 0, 50)):
        value = getattr(params, name)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ParamsError(f"{name}: {value!r} is not a whole number in {low}..{high}")
