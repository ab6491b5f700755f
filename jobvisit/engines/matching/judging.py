"""Is a new version better, and does it mean what it says? The gate before a person's click.

``compare`` judges two models on outcomes neither was fitted on. *Better*: the mean logarithmic loss is lower, and its
95 % interval (rows of one list move together, so the interval is by list) leaves out 0. *Calibrated*: of those given
30 % about 30 % happen. That is asked overall (observed against expected), of the slope (are large differences in ln p
as large in the outcomes?), of each tenth of the predictions, and of each group the caller wants watched. What chance
alone explains is no fault; a fault is beyond its interval *and* too large to matter little (``TOLERATED``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.edges import F64, I64
from jobvisit.engines.matching.learning import ACCEPT, HIRE, Likelihood, Model, Side, log_chance, maximum, prior_points
from jobvisit.engines.matching.outcomes import Log, LogError, Mask, weights

Z: Final = 1.959964
TOLERATED: Final = 0.10
"""Expected may miss observed by this share before it is called wrong, even where the data could show less."""
SLOPE_TOLERATED: Final = 0.25
FEWEST: Final = 100
"""Rows of a side below which nothing is said about it."""
FEWEST_EACH: Final = 15
"""Successes, and failures, likewise."""
BINS: Final = 10


class Fault(IntEnum):
    """Why a version may not go live."""

    TOO_FEW = 0
    """Neither side has enough outcomes to judge."""
    NOT_BETTER = 1
    WORSE = 2
    """One side is surely worse, though the other may be better."""
    OVERALL = 3
    """Expected and observed disagree overall."""
    SLOPE = 4
    """Large predictions are too large, or too small, against small ones."""
    GROUP = 5
    """Some group's expected and observed disagree."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float

    @classmethod
    def around(cls, value: float, error: float) -> Interval:
        return cls(float(value), float(value - Z * error), float(value + Z * error))

    def leaves_out(self, point: float) -> bool:
        return self.low > point or self.high < point


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows of similar prediction, or of one group: how often it happened, and was expected to."""

    name: str
    rows: int
    expected: float
    observed: Interval

    def wrong(self, among: int = 1) -> bool:
        """Beyond chance and beyond ``TOLERATED``, with rows enough to say so.

        ``among`` so many groups looked at together, chance must explain the worst of them (Bonferroni).
        """
        off = abs(self.observed.value - self.expected)
        half = self.observed.high - self.observed.value
        wide = half / Z * NormalDist().inv_cdf(1 - 0.025 / max(1, among))
        return self.rows >= FEWEST_EACH and off > max(wide, TOLERATED * self.expected)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of one side under one model."""

    overall: Bin
    slope: Interval
    """1 is right; below 1 the predictions are too far apart."""
    bins: tuple[Bin, ...]
    groups: tuple[Bin, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        found = [Fault.OVERALL] if self.overall.wrong() else []
        if self.slope.leaves_out(1.0) and abs(self.slope.value - 1) > SLOPE_TOLERATED:
            found.append(Fault.SLOPE)
        if any(group.wrong(len(self.groups)) for group in self.groups):
            found.append(Fault.GROUP)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SideJudged:
    """One question (accepts, hires): losses per row, their difference, calibration of the new model."""

    rows: int
    successes: int
    old_loss: float
    new_loss: float
    change: Interval
    """New less old: below 0 is better."""
    old_order: float
    new_order: float
    """The share of pairs of one list, one success and one failure, that the model puts in the right order."""
    calibration: Calibration

    @property
    def enough(self) -> bool:
        return self.rows >= FEWEST and FEWEST_EACH <= self.successes <= self.rows - FEWEST_EACH


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict with its numbers, for a person to decide on."""

    old: str
    new: str
    accept: SideJudged
    hire: SideJudged

    @property
    def judged(self) -> tuple[SideJudged, ...]:
        return tuple(side for side in (self.accept, self.hire) if side.enough)

    @property
    def better(self) -> bool:
        """Some side surely better, none surely worse."""
        return any(s.change.high < 0 for s in self.judged) and not any(s.change.low > 0 for s in self.judged)

    @property
    def calibrated(self) -> bool:
        return bool(self.judged) and not any(s.calibration.faults for s in self.judged)

    @property
    def faults(self) -> tuple[Fault, ...]:
        if not self.judged:
            return (Fault.TOO_FEW,)
        found = {fault for side in self.judged for fault in side.calibration.faults}
        if any(side.change.low > 0 for side in self.judged):
            found.add(Fault.WORSE)
        elif not self.better:
            found.add(Fault.NOT_BETTER)
        return tuple(sorted(found))

    @property
    def may_go_live(self) -> bool:
        return not self.faults


def compare(
    old: Model,
    new: Model,
    holdout: Log,
    prior: Model,
    *,
    models: tuple[Model, ...] = (),
    groups: npt.ArrayLike | None = None,
    retained: bool = False,
) -> Comparison:
    """Judge ``new`` against ``old`` on rows neither has seen.

    ``prior`` is the root of both; ``models`` made the lists in ``holdout``. ``groups``: one label a row, from outside
    and only for this check, "" for none; by default the office. Raises ``LogError``.
    """
    labels = np.asarray(holdout.office if groups is None else groups).astype(str)
    if labels.shape != (len(holdout),):
        raise LogError(f"groups: {len(holdout)} labels are needed, got shape {labels.shape}")
    points = prior_points(holdout, {m.version: m for m in (prior, old, new, *models)}.values())

    def judge(side: Side, rows: Mask, success: Mask) -> SideJudged:
        before, after = (log_chance(m, prior.params, points[rows], holdout.office[rows], side) for m in (old, new))
        y, w = success[rows].astype(np.float64), weights(holdout)[rows]
        return _judged(before, after, y, w, holdout.order[rows], labels[rows])

    return Comparison(
        old.version,
        new.version,
        judge(ACCEPT, holdout.answered, holdout.accepted),
        judge(HIRE, holdout.decided(retained=retained), holdout.succeeded(retained=retained)),
    )


def _loss(log_p: F64, y: F64) -> F64:
    return -(y * log_p + (1 - y) * np.log1p(-np.exp(log_p)))


def _judged(old: F64, new: F64, y: F64, w: F64, lists: I64, labels: npt.NDArray[np.str_]) -> SideJudged:
    total = max(float(w.sum()), 1e-300)
    before, after = _loss(old, y), _loss(new, y)
    change = Interval.around(*_clustered(after - before, w, lists))
    calibration = calibrate(new, y, w, lists, labels)
    return SideJudged(
        rows=len(y),
        successes=int(y.sum()),
        old_loss=float(w @ before) / total,
        new_loss=float(w @ after) / total,
        change=change,
        old_order=_right_order(old, y, lists),
        new_order=_right_order(new, y, lists),
        calibration=calibration,
    )


def _clustered(values: F64, w: F64, lists: I64) -> tuple[float, float]:
    """The weighted mean and its standard error, rows of one list moving together."""
    if not len(values):
        return 0.0, float("inf")
    total = float(w.sum())
    mean = float(w @ values) / total
    _, place = np.unique(lists, return_inverse=True)
    sums = np.bincount(place, w * (values - mean))
    if len(sums) < 2:
        return mean, float("inf")
    return mean, float(np.sqrt((sums**2).sum() * len(sums) / (len(sums) - 1)) / total)


def _right_order(log_p: F64, y: F64, lists: I64) -> float:
    """Pairs of a success and a failure of one list: the share with the success ahead, ties half; NaN if none."""
    right = pairs = 0.0
    by = np.argsort(lists, kind="stable")
    for rows in np.split(by, np.flatnonzero(np.diff(lists[by])) + 1):
        good, bad = log_p[rows][y[rows] == 1], log_p[rows][y[rows] == 0]
        right += float((good[:, None] > bad).sum() + 0.5 * (good[:, None] == bad).sum())
        pairs += len(good) * len(bad)
    return right / pairs if pairs else float("nan")


def calibrate(log_p: F64, y: F64, w: F64, lists: I64, labels: npt.NDArray[np.str_]) -> Calibration:
    """Observed against expected: overall, in tenths of the predictions, and for each label but the empty one."""

    def bin_of(name: str, rows: Mask) -> Bin:
        weight = w[rows]
        expected = float(weight @ np.exp(log_p[rows]) / weight.sum()) if weight.sum() > 0 else 0.0
        return Bin(name, int(rows.sum()), expected, Interval.around(*_clustered(y[rows], weight, lists[rows])))

    tenth = np.argsort(np.argsort(log_p, kind="stable"), kind="stable") * BINS // max(1, len(log_p))
    names = sorted(set(labels.tolist()) - {""})
    return Calibration(
        bin_of("", np.ones(len(y), bool)),
        _slope(log_p, y, w),
        tuple(bin_of(str(k + 1), tenth == k) for k in range(BINS) if (tenth == k).any()),
        tuple(bin_of(name, labels == name) for name in names),
    )


def _slope(log_p: F64, y: F64, w: F64) -> Interval:
    """b of ln p' = a + b ln p, fitted to the outcomes, with its standard error from the curvature."""
    if not len(y):
        return Interval(1.0, float("-inf"), float("inf"))
    x = np.column_stack([np.ones(len(y)), log_p])
    rows = Likelihood(x, y, w, np.zeros(len(y)))
    flat, start = np.array([10.0, 10.0]), np.array([0.0, 1.0])
    found = maximum(rows, start, flat, np.array([-10.0, 0.0]), np.array([10.0, 10.0]))
    curve = np.diag(1 / flat**2) - rows.slopes(found)[1]
    return Interval.around(float(found[1]), float(np.sqrt(np.linalg.inv(curve)[1, 1])))
