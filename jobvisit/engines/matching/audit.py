"""Do the lists treat groups alike? Group labels come from outside, only here, and never near the index.

**Exposure against eligibility.** A line at place k has exposure 1 / log2(1 + k). Had an order's list been drawn
blindly from those eligible for it, a group would expect the list's exposure times its share of the eligible. Summed
over orders,

    ratio = exposure the group had / exposure it would expect

Comparing within each order means that a group that looks for other work than the rest is not called under-exposed. The
95 % interval treats orders as independent (ratio estimator). A ratio below 1 is a question, not a verdict: lists are
ranked by fit, and fit may differ for reasons the law accepts. ``low`` marks those surely below four fifths.

**Flip test.** A protected attribute is changed in the records handed to the engine, everything else kept; any answer
that changes is a leak.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.edges import F64, I64
from jobvisit.engines.matching.judging import Interval
from jobvisit.engines.matching.outcomes import Mask

FEWEST_PEOPLE: Final = 5
"""Groups smaller than this are named without figures, which could be traced to a person."""
FOUR_FIFTHS: Final = 0.8

Labels = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """What was shown: order, resident and place (from 1) of each line."""

    order: npt.NDArray[np.integer]
    resident: npt.NDArray[np.integer]
    position: npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Eligible:
    """Who failed no requirement of which order, whether shown or not; a pair stands once."""

    order: npt.NDArray[np.integer]
    resident: npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class GroupExposure:
    """One group. ``ratio`` is None where the group is too small to show or was expected nowhere."""

    group: str
    people: int
    """Residents of the group eligible for at least one order."""
    never_shown: int
    """Of these, who stood on no list at all."""
    expected: float
    had: float
    ratio: Interval | None

    @property
    def low(self) -> bool:
        """Surely below four fifths of what eligibility would give."""
        return self.ratio is not None and self.ratio.high < FOUR_FIFTHS

    @property
    def too_few(self) -> bool:
        return self.people < FEWEST_PEOPLE


def exposure_of(position: npt.NDArray[np.integer]) -> F64:
    """1 / log2(1 + place)."""
    return np.asarray(1.0 / np.log2(1.0 + position.astype(np.float64)))


def exposure_by_group(lines: Lines, eligible: Eligible, groups: npt.ArrayLike) -> tuple[GroupExposure, ...]:
    """Each group's exposure against its eligibility. ``groups[i]`` is resident i's label; "" is counted nowhere.

    Orders without an eligible resident are left out. Raises ``ValueError`` for a place below 1, a resident without a
    label, or a line of someone not eligible.
    """
    labels = np.asarray(groups).astype(str)
    _check(lines, eligible, labels)
    orders, place = np.unique(np.r_[eligible.order, lines.order], return_inverse=True)
    of_pair, of_line = place[: len(eligible.order)], place[len(eligible.order) :]
    exposure = exposure_of(lines.position)
    frame = _Frame(of_pair, of_line, exposure, _sums(of_pair, len(orders)), _sums(of_line, len(orders), exposure))
    names = sorted(set(labels.tolist()) - {""})
    return tuple(_of_group(name, labels == name, lines, eligible, frame) for name in names)


class _Frame(NamedTuple):
    """The order's number of each eligible pair and each line; each line's exposure; both summed for each order."""

    of_pair: I64
    of_line: I64
    exposure: F64
    pool: F64
    whole: F64


def _sums(place: I64, size: int, amount: F64 | None = None) -> F64:
    return np.bincount(place, amount, size).astype(np.float64)


def _check(lines: Lines, eligible: Eligible, labels: Labels) -> None:
    if len(lines.position) and lines.position.min() < 1:
        raise ValueError(f"position: {lines.position.min()} is below 1")
    most = int(max(np.max(lines.resident, initial=-1), np.max(eligible.resident, initial=-1)))
    if most >= len(labels):
        raise ValueError(f"resident {most} has no label; {len(labels)} were given")
    pairs, shown = (side.order.astype(np.int64) * (most + 1) + side.resident for side in (eligible, lines))
    stray = np.flatnonzero(~np.isin(shown, pairs))
    if len(stray):
        order, resident = lines.order[stray[0]], lines.resident[stray[0]]
        raise ValueError(f"resident {resident} stands on the list of order {order} without being eligible")


def _of_group(name: str, member: Mask, lines: Lines, eligible: Eligible, frame: _Frame) -> GroupExposure:
    theirs, shown = member[eligible.resident], member[lines.resident]
    size = len(frame.pool)
    share = _sums(frame.of_pair[theirs], size) / np.maximum(frame.pool, 1)
    had, expected = _sums(frame.of_line[shown], size, frame.exposure[shown]), share * frame.whole
    people = np.unique(eligible.resident[theirs])
    unseen = len(np.setdiff1d(people, lines.resident[shown]))
    ratio = _ratio(had, expected) if len(people) >= FEWEST_PEOPLE else None
    return GroupExposure(name, len(people), unseen, float(expected.sum()), float(had.sum()), ratio)


def _ratio(had: F64, expected: F64) -> Interval | None:
    """sum(had) / sum(expected) with the standard error of a ratio estimator; infinite for a single order."""
    total = float(expected.sum())
    if total <= 0:
        return None
    ratio = float(had.sum()) / total
    seen = int((expected > 0).sum())
    if seen < 2:
        return Interval(ratio, float("-inf"), float("inf"))
    squares = float(((had - ratio * expected) ** 2).sum())
    return Interval.around(ratio, float(np.sqrt(squares * seen / (seen - 1))) / total)


@dataclass(frozen=True, slots=True)
class Flip:
    """One attribute set to one value in every record: how many answers were compared and how many changed."""

    attribute: str
    value: object
    compared: int
    changed: int


Record = Mapping[str, object]


def flip_test(
    answer: Callable[[Sequence[Record]], Sequence[object]],
    records: Sequence[Record],
    flips: Mapping[str, Sequence[object]],
) -> tuple[Flip, ...]:
    """Ask ``answer`` again with each attribute of ``flips`` set to each of its values in all records.

    ``answer`` gives one comparable value for each record (a score, a place, a tuple of terms). Any ``changed`` above 0
    is a leak. Raises ``ValueError`` where the number of answers is not that of the records.
    """
    before = _answers(answer, records)
    found = []
    for attribute, values in flips.items():
        for value in values:
            after = _answers(answer, [{**record, attribute: value} for record in records])
            changed = sum(a != b for a, b in zip(before, after, strict=True))
            found.append(Flip(attribute, value, len(before), changed))
    return tuple(found)


def _answers(answer: Callable[[Sequence[Record]], Sequence[object]], records: Sequence[Record]) -> list[object]:
    given = list(answer(records))
    if len(given) != len(records):
        raise ValueError(f"{len(given)} answers for {len(records)} records")
    return given
