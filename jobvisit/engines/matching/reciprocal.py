"""Lists for both sides at once: who is shown to whom, where a match needs both to look and both to say yes.

**Model** (Tomita, Togashi, Hashizume, Ohsaka, RecSys 2023; Tomita and Yokoyama, RecSys 2024). Left i likes right j with
p[i, j] if they look at them, right j likes left i with q[i, j]; here both are arrays of left × right. Whoever stands at
rank r of a list is looked at with chance 1 / r. The expected number of matches is ::

    sum over i, j of  p[i, j] * q[i, j] * left[i, j] * right[i, j]          left, right: 1 / rank in i's, in j's list

**Envy**, as in the second paper: left i envies left k if i would have more expected matches (by over 1e-9) were i shown
to every right agent in k's places while keeping the own list; likewise on the right. Counted in ordered pairs for each
side; we also sum how much more it would be.

**Methods.** ``naive`` sorts by one's own liking, ``product`` by p * q, ``transferable`` by the mass of the TU matching
(Choo and Siow's model, solved by iterative proportional fitting, here in logarithms so that a small beta cannot
overflow). Ours, ``reciprocal``, rests on two observations. A pair counts as the product of its *two* ranks, so two
lists should put each other at the *same* rank: ``paired_ranks`` fills rank 1 of everyone with a best assignment, rank 2
with a best one among the remaining pairs, and so on. And with one side's lists fixed, sorting the other by
``p q × exposure`` is exactly optimal, so ``alternate`` sorts the sides in turn until hardly anything improves. Small
seeded disturbances leave local optima. Of all lists seen, those with the most matches are given *whose envy is on
neither side worse, in pairs and in amount, than that of the TU lists*; those are among them, so some there always are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from jobvisit.engines.matching.auction import Auction
from jobvisit.engines.matching.edges import F64, Rows

TOLERANCE: Final = 1e-9
GAIN: Final = 1e-5
"""Sorting goes on while it adds a larger share of the matches than this."""
NOISE: Final = (0.05, 0.1, 0.2, 0.4)
SHARP_BETA: Final = 0.05
LARGEST_DRIFT: Final = 30.0
TRIED_CELLS: Final = 1_200_000
"""By default about as many cells (left × right) are sorted anew in disturbed tries: 2,000 tries at 30 × 20."""


class Lists(NamedTuple):
    """The chance of being looked at, left × right: in each left agent's list, and in each right agent's."""

    left: F64
    right: F64


@dataclass(frozen=True, slots=True)
class Envy:
    """Ordered pairs in which the first envies the second, and by how many expected matches in all."""

    left_pairs: int
    right_pairs: int
    left_amount: float
    right_amount: float

    @property
    def pairs(self) -> int:
        return self.left_pairs + self.right_pairs

    def no_worse_than(self, other: Envy) -> bool:
        """On neither side more pairs or a larger amount."""
        pairs = self.left_pairs <= other.left_pairs and self.right_pairs <= other.right_pairs
        most = (other.left_amount + TOLERANCE, other.right_amount + TOLERANCE)
        return pairs and self.left_amount <= most[0] and self.right_amount <= most[1]


@dataclass(frozen=True, slots=True, eq=False)
class Mutual:
    """Lists for both sides and how they do beside the TU lists they were held to."""

    lists: Lists
    matches: float
    envy: Envy
    reference_matches: float
    reference_envy: Envy
    tries: int


def published_market(n: int, m: int, seed: int, popularity: float = 0.5) -> tuple[F64, F64]:
    """p and q (both left × right) of the papers' market family: a share of everyone's liking is common to all, falling
    evenly from the first agent to the last. Drawn with NumPy's old generator, as the papers' code does."""
    old = np.random.RandomState(seed)
    p, q = old.random_sample((n, m)), old.random_sample((m, n)).T
    p = (1 - popularity) * p + popularity * np.linspace(1, 0, m)
    q = (1 - popularity) * q + popularity * np.linspace(1, 0, n)[:, None]
    return np.clip(p, 0, 1), np.clip(q, 0, 1)


def exposure(scores: F64) -> F64:
    """1 / rank of every column in its row, best first, ties to the lower index."""
    order = np.argsort(-scores, axis=1, kind="stable")
    rank = np.empty(scores.shape)
    np.put_along_axis(rank, order, np.arange(1.0, scores.shape[1] + 1)[None, :], axis=1)
    return np.asarray(1.0 / rank)


def sorted_lists(left: F64, right: F64) -> Lists:
    """Lists sorted by these scores, both left × right."""
    return Lists(exposure(left), np.ascontiguousarray(exposure(right.T).T))


def expected_matches(worth: F64, lists: Lists) -> float:
    """For ``worth`` = p * q."""
    return float(np.einsum("ij,ij,ij->", worth, lists.left, lists.right))


def envy(worth: F64, lists: Lists) -> Envy:
    """For ``worth`` = p * q; two products of matrices."""
    left = _envied((worth * lists.left) @ lists.right.T)
    right = _envied((worth * lists.right).T @ lists.left)
    return Envy(left[0], right[0], left[1], right[1])


def _envied(if_shown_as: F64) -> tuple[int, float]:
    """Row i, column k: i's matches in k's places; the diagonal is what i has."""
    more = if_shown_as - np.diag(if_shown_as)[:, None]
    return int((more > TOLERANCE).sum()), float(np.maximum(more, 0.0).sum())


def naive(p: F64, q: F64) -> Lists:
    """Everyone's own liking."""
    return sorted_lists(p, q)


def product(p: F64, q: F64) -> Lists:
    """The chance that both like."""
    return sorted_lists(p * q, p * q)


def transferable(p: F64, q: F64, beta: float = 1.0) -> Lists:
    """The published TU policy: lists sorted by the mass of the TU matching at temperature ``beta``."""
    mass = log_mass(p, q, beta)
    return sorted_lists(mass, mass)


def log_mass(p: F64, q: F64, beta: float, *, most_rounds: int = 1000, tolerance: float = 1e-9) -> F64:
    """ln of the TU matching's mass, every agent having mass 1; any beta > 0, however small.

    With mu[i, j] = exp((p + q) / 2 beta) * A[i] * B[j] each side's A solves A² + A k = 1, k being what the other side
    offers. ln A and ln B are kept; the matrix is scaled by them and built anew only when they have drifted far. After
    each round A is raised and B lowered by one factor so that both sides count the same matched mass: that slow mode
    of the published iteration is then solved, not iterated (5 rounds for 3,000 at 1000 × 1000).
    """
    if not beta > 0:
        raise ValueError(f"beta: {beta!r} is not above 0")
    pull = (p + q) / (2.0 * beta)
    a, b = -pull.max(axis=1, initial=0.0), np.zeros(p.shape[1])
    scaled, a0, b0 = np.exp(pull + a[:, None] + b), a, b
    for _ in range(most_rounds):
        new_a = _share(scaled @ np.exp(b - b0), a0)
        new_b = _share(scaled.T @ np.exp(new_a - a0), b0)
        shift = _balance(new_a, new_b)
        new_a, new_b = new_a + shift, new_b - shift
        step = max(np.abs(new_a - a).max(initial=0.0), np.abs(new_b - b).max(initial=0.0))
        a, b = new_a, new_b
        if step < tolerance:
            break
        if max(np.abs(a - a0).max(initial=0.0), np.abs(b - b0).max(initial=0.0)) > LARGEST_DRIFT:
            scaled, a0, b0 = np.exp(np.minimum(pull + a[:, None] + b, 600.0)), a, b
    return np.asarray(pull + a[:, None] + b)


def _share(offered: F64, scale: F64) -> F64:
    """ln of the positive root of A² + A k = 1 where k = offered / exp(scale)."""
    with np.errstate(divide="ignore"):
        half = np.log(offered) - scale - np.log(2.0)
    return np.asarray(-np.logaddexp(0.5 * np.logaddexp(0.0, 2.0 * half), half))


def _balance(a: F64, b: F64) -> float:
    """The shift s with n - sum exp(2a + 2s) = m - sum exp(2b - 2s): as many matched left as right."""
    more = len(b) - len(a)
    if more == 0:
        return float(np.logaddexp.reduce(2 * b) - np.logaddexp.reduce(2 * a)) / 4 if len(a) else 0.0
    alone_a, alone_b = float(np.exp(2 * a).sum()), float(np.exp(2 * b).sum())
    root = np.sqrt(more * more + 4 * alone_a * alone_b)
    above, below = (2 * alone_b, more + root) if more > 0 else (root - more, 2 * alone_a)
    return float(np.log(above / below)) / 2 if above > 0 and below > 0 else 0.0


def alternate(worth: F64, lists: Lists, *, most_rounds: int = 50) -> Lists:
    """Sort one side optimally for the other's lists, then the other, until the matches stop rising."""
    best = expected_matches(worth, lists)
    for _ in range(most_rounds):
        left = exposure(worth * lists.right)
        right = np.ascontiguousarray(exposure((worth * left).T).T)
        value = expected_matches(worth, Lists(left, right))
        if value > best:
            lists = Lists(left, right)
        if value <= best * (1 + GAIN):
            break
        best = value
    return lists


def paired_ranks(worth: F64, layers: int = 5) -> Lists:
    """Partners at the same rank: one best assignment for each of the first ranks, the rest by worth."""
    n, m = worth.shape
    left = worth.copy()
    placed = np.zeros((n, m))
    start = np.arange(n + 1, dtype=np.int64) * m
    other = np.tile(np.arange(m, dtype=np.int32), n)
    for rank in range(min(layers, n, m)):
        rows = Rows(start, other, left.ravel())
        found = Auction(rows, np.ones(n, np.int64), np.ones(m, np.int64)).solve(1e-3)
        taken = found.held.reshape(n, m) == 1
        placed[taken] = 1.0 + layers - rank
        left[taken] = 0.0
    scores = placed + worth / (worth.max(initial=0.0) or 1.0)
    return sorted_lists(scores, scores)


class _Search:
    """The best lists so far among those whose envy is no worse than the reference's."""

    def __init__(self, worth: F64, reference: Lists) -> None:
        self.worth, self.best = worth, reference
        self.matches, self.envy = expected_matches(worth, reference), envy(worth, reference)
        self.limit, self.looked = self.envy, 0

    def look(self, start: Lists) -> None:
        """Improve ``start`` and keep it if it may be kept and is better."""
        self.looked += 1
        lists = alternate(self.worth, start)
        matches = expected_matches(self.worth, lists)
        if matches > self.matches:
            envied = envy(self.worth, lists)
            if envied.no_worse_than(self.limit):
                self.best, self.matches, self.envy = lists, matches, envied

    def disturb(self, r: np.random.Generator) -> None:
        """Start again from the best lists with their order shaken."""
        left, right = np.exp(r.choice(NOISE) * r.normal(size=(2, *self.worth.shape)))
        self.look(sorted_lists(self.worth * self.best.right * left, self.worth * self.best.left * right))


def reciprocal(p: F64, q: F64, *, beta: float = 1.0, tries: int | None = None, seed: int = 0) -> Mutual:
    """The lists with the most expected matches seen whose envy is no worse than that of the TU lists at ``beta``.

    ``p``, ``q``: left × right, 0 … 1. ``tries``: disturbed restarts, by default fewer for larger markets.
    """
    if p.shape != q.shape or p.ndim != 2 or not ((p >= 0) & (p <= 1) & (q >= 0) & (q <= 1)).all():
        raise ValueError(f"p and q must be chances of one shape, left × right; got {p.shape} and {q.shape}")
    worth = p * q
    reference = transferable(p, q, beta)
    search = _Search(worth, reference)
    first = search.matches
    for start in (paired_ranks(worth), reference, transferable(p, q, SHARP_BETA)):
        search.look(start)
    r = np.random.default_rng(seed)
    for _ in range(TRIED_CELLS // max(1, worth.size) if tries is None else tries):
        search.disturb(r)
    return Mutual(search.best, search.matches, search.envy, first, search.limit, search.looked)
