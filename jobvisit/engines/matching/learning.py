"""Learning from outcomes: the parameters that explain them best, held near the documented priors.

**Model.** As in ``params``: ln P(accepts) = base + the sum of the acceptance terms, ln P(hires) = base + the sum of the
hiring terms, every term 0 or less. Learnt are, for each side, a shift of the base, one *factor* for each term (by which
its whole curve is stretched) and a shift for each office::

    ln p = (base + shift + office) + sum over terms of factor[t] * points[t] / 1000

A factor is never negative, so every curve stays as monotone as it was: a longer commute can never come to help. With
outcomes y the likelihood of this log-link model, sum of y ln p + (1 - y) ln(1 - p), is concave; so is the prior:

    shift ~ N(0, 0.5²)        factor ~ N(1, 0.35²) within 0.1 … 2.5        office ~ N(0, 0.2²)

The answer is the one maximum of their sum (MAP), found by Newton's method on the free coordinates. Few outcomes hardly
move anything, none move nothing, an office with few leans on all others. Rows are weighted as in ``outcomes``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, NamedTuple

import numpy as np

from jobvisit.engines.matching.edges import F64, I64
from jobvisit.engines.matching.outcomes import Log, LogError, Mask, weights
from jobvisit.engines.matching.params import LOWEST_TERM, Params
from jobvisit.engines.matching.types import FIRST_HIRE_TERM, N_REQUIREMENTS, N_TERMS, TERM_OF, Requirement, Term

SHIFT_SPREAD: Final = 0.5
FACTOR_SPREAD: Final = 0.35
OFFICE_SPREAD: Final = 0.2
FACTOR_LOW, FACTOR_HIGH = 0.1, 2.5
"""No term is ever switched off or trusted beyond this, whatever the data say."""
MOST_SHIFT: Final = 3.0
HIGHEST: Final = -0.01
"""The largest ln p allowed: p is below 0.99."""

BASES: Final = (Term.ACCEPT_BASE, Term.HIRE_BASE)
FIELDS_OF: Final[Mapping[Term, tuple[str, ...]]] = {
    Term.OCCUPATION: ("occupation", "wish_rank"),
    Term.WORDS: ("words", "words_absent"),
    Term.COMMUTE: ("commute",),
    Term.PAY: ("pay",),
    Term.WANTS: ("wants_missing",),
    Term.FRESHNESS: ("freshness", "freshness_unknown"),
    Term.LICENCES: ("licences_missing",),
    Term.CAREER: ("career_short", "career_held"),
    Term.EDUCATION: ("education_short",),
}
"""The parameters each term's points come from, beside its entry of ``Params.unknown``."""
ONES: Final = (1.0,) * N_TERMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One version of the parameters, immutable: what it came from, what it was fitted on, what it says."""

    version: str
    parent: str | None = None
    params: Params = field(default_factory=Params)
    factors: tuple[float, ...] = ONES
    """By which each term of the *prior* is stretched; 1 for the bases."""
    shifts: tuple[float, float] = (0.0, 0.0)
    """Added to the prior's bases: accepts, hires (natural logarithm)."""
    offices: tuple[tuple[int, float, float], ...] = ()
    """(office, accepts, hires): added for that office only. Ranks stay as they are; the stated chances move."""
    answers: int = 0
    decisions: int = 0
    """Rows it was fitted on: residents' answers and employers' decisions."""

    def to_json(self) -> str:
        data = asdict(self)
        data["params"] = json.loads(self.params.to_json())
        return json.dumps(data, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Model:
        """Raises ``ParamsError`` for parameters that are not valid, ``ValueError`` for anything else that is not."""
        data = json.loads(text)
        data["params"] = Params.from_json(json.dumps(data["params"]))
        data["offices"] = tuple(tuple(row) for row in data["offices"])
        return cls(**{**data, "factors": tuple(data["factors"]), "shifts": tuple(data["shifts"])})

    def office_shift(self, office: I64, side: int) -> F64:
        """What each office's own experience adds, 0 for an office not seen. ``side``: 0 accepts, 1 hires."""
        known = {row[0]: row[1 + side] for row in self.offices}
        return np.array([known.get(key, 0.0) for key in office.tolist()], np.float64)


class Side(NamedTuple):
    """One of the two questions: may the resident accept, may the employer hire."""

    number: int
    terms: tuple[Term, ...]

    @property
    def columns(self) -> list[int]:
        return [int(term) for term in self.terms]

    def base(self, params: Params) -> float:
        """ln p of a perfect pair."""
        return (params.accept_base, params.hire_base)[self.number] / 1000.0


ACCEPT: Final = Side(0, tuple(t for t in Term if t < FIRST_HIRE_TERM and t not in BASES))
HIRE: Final = Side(1, tuple(t for t in Term if t >= FIRST_HIRE_TERM and t not in BASES))


def first_model(params: Params | None = None) -> Model:
    """The documented priors as version one."""
    params = params or Params()
    return Model(version=params.version, params=params)


def prior_points(log: Log, models: Iterable[Model]) -> F64:
    """The log's terms as the prior would have given them, in units of ln; ``models`` are all versions in the log."""
    factors = {model.version: model.factors for model in models}
    unknown = sorted(set(log.version) - set(factors))
    if unknown:
        raise LogError(f"version: {unknown[0]!r} is not among the models given")
    scale = np.array([factors[version] for version in log.version], np.float64).reshape(len(log), N_TERMS)
    return np.asarray(log.terms / scale / 1000.0)


def log_chance(model: Model, prior: Params, points: F64, office: I64, side: Side) -> F64:
    """ln p under ``model`` of rows whose prior points are given."""
    base = side.base(prior) + model.shifts[side.number]
    stretched = points[:, side.columns] @ np.array([model.factors[t] for t in side.terms])
    return np.asarray(np.minimum(base + stretched + model.office_shift(office, side.number), HIGHEST))


def fit(
    log: Log, prior: Model, *, version: str, models: Iterable[Model] = (), parent: str = "", retained: bool = False
) -> Model:
    """The MAP model of ``log`` around ``prior`` (``first_model``), as a new version.

    ``models``: the versions that made the lists in the log, beside the prior. ``parent``: the live version, if another.
    With ``retained`` success means hired *and* stayed. A side without outcomes keeps the prior's numbers exactly.
    """
    points = prior_points(log, [prior, *models])
    weight = weights(log)
    answered, decided = log.answered, log.decided(retained=retained)
    accept = _fit_side(log, points, weight, answered, log.accepted, prior, ACCEPT)
    hire = _fit_side(log, points, weight, decided, log.succeeded(retained=retained), prior, HIRE)
    factors = list(ONES)
    for side, found in ((ACCEPT, accept), (HIRE, hire)):
        for term, factor in zip(side.terms, found.factors.tolist(), strict=True):
            factors[term] = factor
    offices = sorted(accept.offices.keys() | hire.offices.keys())
    shifts = (accept.shift, hire.shift)
    return Model(
        version=version,
        parent=parent or prior.version,
        params=stretched(prior.params, factors, shifts, version),
        factors=tuple(factors),
        shifts=shifts,
        offices=tuple((o, accept.offices.get(o, 0.0), hire.offices.get(o, 0.0)) for o in offices),
        answers=int(answered.sum()),
        decisions=int(decided.sum()),
    )


def stretched(prior: Params, factors: Iterable[float], shifts: tuple[float, float], version: str) -> Params:
    """``prior`` with every term's curve stretched and both bases shifted, in whole points; unchanged at 1 and 0."""
    by_term = dict(zip(Term, factors, strict=True))
    new: dict[str, Any] = {"version": version}
    for term, names in FIELDS_OF.items():
        new |= {name: _stretch(getattr(prior, name), by_term[term]) for name in names}
    new["unknown"] = tuple(_stretch(prior.unknown[r], by_term[TERM_OF[Requirement(r)]]) for r in range(N_REQUIREMENTS))
    for name, shift in zip(("accept_base", "hire_base"), shifts, strict=True):
        new[name] = int(np.clip(round(getattr(prior, name) + 1000 * shift), LOWEST_TERM, round(1000 * HIGHEST)))
    return replace(prior, **new)


def _stretch(value: Any, factor: float) -> Any:
    """Points, levels of points, or a curve's knots (x stays)."""
    if isinstance(value, int):
        return max(LOWEST_TERM, round(value * factor))
    if value and isinstance(value[0], tuple):
        return tuple((x, _stretch(points, factor)) for x, points in value)
    return tuple(_stretch(points, factor) for points in value)


class _Found(NamedTuple):
    shift: float
    factors: F64
    offices: dict[int, float]


def _fit_side(log: Log, points: F64, weight: F64, rows: Mask, success: Mask, prior: Model, side: Side) -> _Found:
    """The MAP shift, factors and office shifts of one side from the rows marked."""
    if not rows.any():
        return _Found(0.0, np.ones(len(side.terms)), {})
    offices, place = np.unique(log.office[rows], return_inverse=True)
    x = np.hstack([np.ones((int(rows.sum()), 1)), points[rows][:, side.columns], np.eye(len(offices))[place]])
    kinds = (1, len(side.terms), len(offices))
    start = np.repeat([0.0, 1.0, 0.0], kinds)
    spread = np.repeat([SHIFT_SPREAD, FACTOR_SPREAD, OFFICE_SPREAD], kinds)
    low = np.repeat([-MOST_SHIFT, FACTOR_LOW, -MOST_SHIFT], kinds)
    high = np.repeat([MOST_SHIFT, FACTOR_HIGH, MOST_SHIFT], kinds)
    offset = np.full(len(x), side.base(prior.params))
    found = maximum(Likelihood(x, success[rows].astype(np.float64), weight[rows], offset), start, spread, low, high)
    shifts = found[1 + len(side.terms) :]
    return _Found(
        float(found[0]), found[1 : 1 + len(side.terms)], dict(zip(offices.tolist(), shifts.tolist(), strict=True))
    )


class Likelihood(NamedTuple):
    """Rows of a log-link model: ln p = offset + x @ beta, outcome y in 0 … 1, weight."""

    x: F64
    y: F64
    weight: F64
    offset: F64

    def value(self, beta: F64) -> float:
        """Weighted log-likelihood; minus infinity where some p reaches its limit."""
        eta = self.offset + self.x @ beta
        if eta.max(initial=-np.inf) > HIGHEST:
            return float("-inf")
        return float(self.weight @ (self.y * eta + (1 - self.y) * np.log1p(-np.exp(eta))))

    def slopes(self, beta: F64) -> tuple[F64, F64]:
        """Gradient and (negative definite) Hessian."""
        p = np.exp(self.offset + self.x @ beta)
        first = self.weight * (self.y - (1 - self.y) * p / (1 - p))
        second = self.weight * (1 - self.y) * p / (1 - p) ** 2
        return np.asarray(self.x.T @ first), np.asarray(-(self.x.T * second) @ self.x)


def maximum(rows: Likelihood, start: F64, spread: F64, low: F64, high: F64, *, most_steps: int = 100) -> F64:
    """The beta within low … high of largest likelihood × N(start, spread²): projected Newton with step halving."""
    precision = 1.0 / spread**2

    def worth(beta: F64) -> float:
        return rows.value(beta) - float(precision @ (beta - start) ** 2) / 2

    beta = _inside(rows, start)
    now = worth(beta)
    for _ in range(most_steps):
        gradient, curve = rows.slopes(beta)
        gradient = gradient - precision * (beta - start)
        free = ~(((beta <= low) & (gradient < 0)) | ((beta >= high) & (gradient > 0)))
        if not free.any() or np.abs(gradient[free]).max() < 1e-9:
            break
        step = np.zeros_like(beta)
        step[free] = np.linalg.solve((np.diag(precision) - curve)[np.ix_(free, free)], gradient[free])
        length = 1.0
        while length > 1e-9 and worth(np.clip(beta + length * step, low, high)) <= now:
            length /= 2
        if length <= 1e-9:
            break
        beta = np.clip(beta + length * step, low, high)
        now = worth(beta)
    return beta


def _inside(rows: Likelihood, start: F64) -> F64:
    """``start`` with its first coordinate, the shift of all rows, lowered until every p is allowed."""
    above = float((rows.offset + rows.x @ start).max(initial=-np.inf)) - HIGHEST
    beta = start.copy()
    if above > -1e-6:
        beta[0] -= above + 1e-3
    return beta
