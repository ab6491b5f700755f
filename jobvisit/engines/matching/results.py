"""What the doors hand back: codes and values, no language. The web layer phrases them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.columns import I32, I64
from jobvisit.engines.matching.filters import U16
from jobvisit.engines.matching.scores import probability, sides
from jobvisit.engines.matching.types import N_REQUIREMENTS, Requirement, State, Term


def requirements(bits: int) -> tuple[Requirement, ...]:
    """The requirements whose bits are set, in their order."""
    return tuple(r for r in Requirement if bits >> r & 1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of a list. ``id`` is a resident's, or an order's in a list of jobs for one resident."""

    rank: int
    id: int
    score: int
    """Points, the sum of ``terms``."""
    value: int
    """Millionths by which the list is ordered: the probability, less the price where prices were given."""
    terms: tuple[tuple[Term, int], ...]
    """Every term with its points; all are 0 or less."""
    unknown: tuple[Requirement, ...]
    """To be confirmed with this person."""

    @property
    def probability(self) -> float:
        """P(resident accepts) × P(employer hires)."""
        return probability(self.score)

    @property
    def to_confirm(self) -> bool:
        return bool(self.unknown)

    def strongest(self, n: int = 3) -> tuple[tuple[Term, int], ...]:
        """The ``n`` terms that cost most, worst first: why this one is not ranked higher."""
        return tuple(sorted((t for t in self.terms if t[1] < 0), key=lambda t: (t[1], t[0]))[:n])


@dataclass(frozen=True, slots=True)
class Counts:
    """Everyone is in exactly one of ``clear``, ``to_confirm`` and ``excluded``."""

    total: int
    eligible: int
    """Failing nothing: ``clear + to_confirm``."""
    to_confirm: int
    excluded: tuple[int, ...]
    """How many are out by each ``Requirement``, counted at the first that failed."""

    @property
    def clear(self) -> int:
        return self.eligible - self.to_confirm

    def excluded_by(self) -> dict[Requirement, int]:
        """Only the requirements that excluded someone."""
        return {r: self.excluded[r] for r in Requirement if self.excluded[r]}


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The best ``k`` for one question, best first, as arrays; ``candidates`` makes readable lines of them."""

    ids: I64
    scores: I32
    values: I32
    terms: I32
    """``(k, N_TERMS)``; each row sums to its score."""
    unknown: U16
    """Bits of what is to be confirmed with each."""
    counts: Counts | None
    """None where counting was not asked for."""
    not_stated: int
    """Bits of the facts the order does not state (0 in a list of orders, where each differs)."""
    params_version: str

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Candidate]:
        return (self.candidate(i) for i in range(len(self)))

    def candidate(self, i: int) -> Candidate:
        """The line at place ``i`` (from 0)."""
        return Candidate(
            rank=i + 1,
            id=int(self.ids[i]),
            score=int(self.scores[i]),
            value=int(self.values[i]),
            terms=tuple(zip(Term, self.terms[i].tolist(), strict=True)),
            unknown=requirements(int(self.unknown[i])),
        )

    @property
    def candidates(self) -> list[Candidate]:
        return list(self)

    @property
    def order_unknown(self) -> tuple[Requirement, ...]:
        """What the order itself leaves open, said once for the whole list."""
        return requirements(self.not_stated)

    def same_as(self, other: Ranking) -> bool:
        """Equal in people, order, scores, terms, unknowns and counts."""
        pairs = ((self.ids, other.ids), (self.scores, other.scores), (self.values, other.values))
        more = ((self.terms, other.terms), (self.unknown, other.unknown))
        arrays = all(np.array_equal(a, b) for a, b in pairs + more)
        return arrays and self.counts == other.counts and self.not_stated == other.not_stated


class Unit(IntEnum):
    """What a gap or a change is measured in."""

    NONE = 0
    METRES = 1
    WON_AN_HOUR = 2
    WEEKDAYS = 3
    """A bit set, Monday 1 … Sunday 64."""
    DAYS_A_WEEK = 4
    MINUTES = 5
    MINUTES_A_WEEK = 6
    LICENCES = 7
    MONTHS = 8
    LEVELS = 9


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement looked at for one person and one order."""

    requirement: Requirement
    state: State
    gap: int
    """By how much a failed one is missed, in ``unit``; 0 otherwise."""
    unit: Unit
    order_silent: bool = False
    """Unknown because the order does not state the fact."""
    missing_licences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change of the *order* that would meet one failed requirement, all else as it is.

    PAY: raise by ``amount`` won an hour (``monthly`` won a month). START: begin that many minutes later. END: finish
    that many earlier. WEEKLY: so many minutes more (> 0) or fewer (< 0). DAYS: drop these days (bits) or so many of
    them. COMMUTE: so many metres too far, which no order can mend. LICENCES, CAREER, EDUCATION: demand so many fewer.
    """

    requirement: Requirement
    amount: int
    unit: Unit
    by_order: bool
    """False where only the resident's own limit could give way: occupation and place; times that would leave no working
    time between them; days that would leave none; a week that the resident wants both longer and shorter."""
    monthly: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why someone is, or is not, in an order's list."""

    id: int
    checks: tuple[Check, ...]
    """All requirements, in order."""
    changes: tuple[Change, ...]
    """One for each failed requirement; all of them together would admit the person."""
    score: int
    """Points they have, or would have if the failed requirements were waived."""
    terms: tuple[tuple[Term, int], ...]

    @property
    def eligible(self) -> bool:
        return not self.failed

    @property
    def failed(self) -> tuple[Requirement, ...]:
        return tuple(c.requirement for c in self.checks if c.state == State.FAILED)

    @property
    def first_failed(self) -> Requirement | None:
        return self.failed[0] if self.failed else None

    @property
    def unknown(self) -> tuple[Requirement, ...]:
        """To be confirmed with the person; what the order leaves open is not their matter."""
        return tuple(c.requirement for c in self.checks if c.state == State.UNKNOWN and not c.order_silent)

    @property
    def probability(self) -> float:
        return probability(self.score)

    @property
    def p_accept(self) -> float:
        return probability(self._sides()[0])

    @property
    def p_hire(self) -> float:
        return probability(self._sides()[1])

    def _sides(self) -> tuple[int, int]:
        return sides(np.array([points for _, points in self.terms], np.int32))


LOWER_SCORE = N_REQUIREMENTS
"""Reason codes of ``PassedOver`` below this are failed requirements; from here on, minus this, they are terms."""


@dataclass(frozen=True, slots=True, eq=False)
class PassedOver:
    """The record of 칙 §5④: everyone who applied earlier than someone listed above them, and why. One row each.

    ``reason``: below ``LOWER_SCORE`` the first failed requirement, with its gap as ``value``; otherwise ``LOWER_SCORE``
    plus the term that lost most against the one who went ahead, with the points lost on it as ``value``.
    """

    ids: I64
    reason: npt.NDArray[np.uint8]
    value: I32
    score: I32
    """Their own score (waiving what failed)."""
    ahead: I64
    """Of those listed above who applied later, the one with the lowest rank."""
    rank: I32
    """Their own place in the list, 0 where not listed."""
    unknown: U16

    def __len__(self) -> int:
        return len(self.ids)

    def reasons(self, i: int) -> Requirement | Term:
        """Row ``i``'s reason as the requirement that failed or the term that lost."""
        code = int(self.reason[i])
        return Requirement(code) if code < LOWER_SCORE else Term(code - LOWER_SCORE)

    @property
    def excluded(self) -> npt.NDArray[np.bool_]:
        """Rows whose reason is a failed requirement."""
        return self.reason < LOWER_SCORE
