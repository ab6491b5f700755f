"""The record that learning reads: every list that was shown, and what became of each line of it.

One row is one resident on one list. ``order``, ``resident`` and ``office`` are opaque keys; nothing here says who a
resident is. ``terms`` are the points the line was shown with (columns are ``types.Term``) under the model ``version``.

**Where a row may be used.** Acceptance is learnt from those who were asked and answered, hiring from those who accepted
and were decided on. Who was asked depends on the place in the list, so rows are weighted by the inverse of the chance
of having been asked there (``weights``), which is itself estimated from the log. ``propensity`` is the chance with
which the list put this resident in this place: 1 for a plain list, less in a randomised slot, NaN where a counsellor
moved the line by hand, whose outcome is kept but not weighted up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.edges import F64, I64
from jobvisit.engines.matching.types import N_TERMS

Mask = npt.NDArray[np.bool_]
LARGEST_WEIGHT: Final = 10.0
"""Weights are cut here: one row found at the foot of a list must not outweigh a whole day."""
PRIOR_ASKED: Final = 20.0
"""How many rows the prior of the chance of being asked is worth at each place."""


class LogError(ValueError):
    """A record breaks its promise; the message names the row and the value."""


class Outcome(IntEnum):
    """The farthest a line has come. Those still open count for no failure."""

    SHOWN = 0
    ASKED = 1
    """No answer yet."""
    DECLINED = 2
    """By the resident."""
    ACCEPTED = 3
    """The employer has not decided."""
    INTERVIEWED = 4
    REFUSED = 5
    """By the employer."""
    HIRED = 6
    """Whether they stayed is not known yet."""
    LEFT = 7
    """Hired, and gone within the follow-up."""
    RETAINED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line of one list."""

    order: int
    resident: int
    office: int = 0
    position: int
    """From 1."""
    terms: tuple[int, ...]
    version: str
    propensity: float = 1.0
    outcome: Outcome = Outcome.SHOWN
    override: str = ""
    """The code of the reason for which a counsellor moved, added or struck the line; empty where none did."""


@dataclass(frozen=True, slots=True, eq=False)
class Log:
    """Rows as columns."""

    order: I64
    resident: I64
    office: I64
    position: I64
    terms: I64
    """``(rows, N_TERMS)`` points, 0 or less."""
    version: tuple[str, ...]
    propensity: F64
    outcome: I64
    override: tuple[str, ...]

    def __post_init__(self) -> None:
        _check(self)

    def __len__(self) -> int:
        return len(self.order)

    @classmethod
    def of(cls, rows: Iterable[Shown]) -> Log:
        """Raises ``LogError``."""
        rows = list(rows)
        numbers = {
            name: np.array([getattr(row, name) for row in rows], np.int64)
            for name in ("order", "resident", "office", "position", "outcome")
        }
        widths = {len(row.terms) for row in rows}
        if widths - {N_TERMS}:
            raise LogError(f"terms: {N_TERMS} points a row are needed, got {sorted(widths)}")
        return cls(
            **numbers,
            terms=np.array([row.terms for row in rows], np.int64).reshape(len(rows), N_TERMS),
            version=tuple(row.version for row in rows),
            propensity=np.array([row.propensity for row in rows], np.float64),
            override=tuple(row.override for row in rows),
        )

    def where(self, mask: Mask) -> Log:
        """The rows marked."""
        chosen = np.flatnonzero(mask)
        columns = {
            name: getattr(self, name)[chosen]
            for name in ("order", "resident", "office", "position", "terms", "propensity", "outcome")
        }
        version, override = (tuple(column[k] for k in chosen) for column in (self.version, self.override))
        return Log(**columns, version=version, override=override)

    @property
    def asked(self) -> Mask:
        return self.outcome >= Outcome.ASKED

    @property
    def answered(self) -> Mask:
        """The resident said yes or no."""
        return self.outcome >= Outcome.DECLINED

    @property
    def accepted(self) -> Mask:
        return self.outcome >= Outcome.ACCEPTED

    def decided(self, *, retained: bool = False) -> Mask:
        """The employer's answer is known; with ``retained``, for the hired also whether they stayed."""
        final = [Outcome.REFUSED, Outcome.LEFT, Outcome.RETAINED]
        return np.isin(self.outcome, final if retained else [*final, Outcome.HIRED])

    def succeeded(self, *, retained: bool = False) -> Mask:
        """Hired; with ``retained``, and stayed."""
        return self.outcome == Outcome.RETAINED if retained else self.outcome >= Outcome.HIRED


def _check(log: Log) -> None:
    rows = len(log.order)
    lengths = {len(column) for column in (log.resident, log.office, log.position, log.terms, log.version)}
    if lengths | {len(log.propensity), len(log.outcome), len(log.override)} != {rows}:
        raise LogError("a log's columns must have one length")
    if log.terms.shape != (rows, N_TERMS):
        raise LogError(f"terms: {N_TERMS} points a row are needed, got shape {log.terms.shape}")
    rules: dict[str, tuple[Mask, Sequence[object] | npt.NDArray[np.generic]]] = {
        "position": (log.position >= 1, log.position),
        "propensity": (np.isnan(log.propensity) | ((log.propensity > 0) & (log.propensity <= 1)), log.propensity),
        "outcome": (np.isin(log.outcome, list(Outcome)), log.outcome),
        "terms": (np.asarray((log.terms <= 0).all(axis=1)), log.terms),
    }
    for name, (right, values) in rules.items():
        wrong = np.flatnonzero(~right)
        if len(wrong):
            raise LogError(f"{name}[{wrong[0]}]: {values[wrong[0]]} is not allowed ({len(wrong)} such)")


def asked_by_position(log: Log) -> F64:
    """P(asked | place in the list) for places 1, 2, …: shrunk towards 1 / sqrt(place), never rising.

    Pooled by adjacent violators; each place carries ``PRIOR_ASKED`` rows of the prior beside its own.
    """
    deepest = int(log.position.max(initial=1))
    rows = np.bincount(log.position - 1, minlength=deepest) + PRIOR_ASKED
    asked = np.bincount((log.position - 1)[log.asked], minlength=deepest)
    rate = (asked + PRIOR_ASKED / np.sqrt(np.arange(1, deepest + 1))) / rows
    return never_rising(np.asarray(rate, np.float64), np.asarray(rows, np.float64))


def never_rising(values: F64, weights: F64) -> F64:
    """The weighted least-squares fit that never rises (pool adjacent violators)."""
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        block = (value, weight, 1)
        while blocks and blocks[-1][0] < block[0]:
            before = blocks.pop()
            weight_of_both = before[1] + block[1]
            mean = (before[0] * before[1] + block[0] * block[1]) / weight_of_both
            block = (mean, weight_of_both, before[2] + block[2])
        blocks.append(block)
    return np.repeat([b[0] for b in blocks], [b[2] for b in blocks]).astype(np.float64)


def weights(log: Log) -> F64:
    """Inverse-propensity weights of the rows, for those who were asked.

    1 / (propensity × P(asked | place)), cut at ``LARGEST_WEIGHT``, 1 where a counsellor moved the line; then scaled so
    that the asked rows add up to their effective number (Kish), lest weighting pretend to more evidence than there is.
    """
    raw = 1.0 / (np.where(np.isnan(log.propensity), 1.0, log.propensity) * asked_by_position(log)[log.position - 1])
    raw = np.minimum(np.where(np.isnan(log.propensity), 1.0, raw), LARGEST_WEIGHT)
    asked = raw[log.asked]
    return np.asarray(raw * (asked.sum() / (asked**2).sum()) if len(asked) else raw)


def overrides(log: Log) -> dict[str, int]:
    """How often each reason for overruling the list was given, most frequent first."""
    return dict(Counter(reason for reason in log.override if reason).most_common())
