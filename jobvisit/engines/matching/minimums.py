"""Minimum shares: an agreement's line gets at least so many residents of its group, if that can be done at all.

**What can be done** is a maximum flow over the pairs that count: line -> its orders (their seats) -> residents (their
places). Lines are served in the order they are given in; what the flow cannot reach is reported, never silently lost.

**At the least cost.** A line short of its minimum gets a subsidy ``mu >= 0`` on the value of every pair that counts for
it, and the market settles again; ``mu`` is the Lagrange multiplier of the minimum. For any subsidies

    bound(mu) = (dual bound of the subsidised market) - sum of mu[line] * minimum[line]

is an upper bound on what an assignment that keeps the minimums can be worth, so the gap stays proven. The subsidy is
doubled until the minimum is met and then bisected. Where no subsidies tried meet all minimums at once, the pairs of the
flow are fixed and the rest is assigned around them: the minimums hold, and the gap says what that may have cost.
"""

from __future__ import annotations

from collections import deque
from typing import Final, NamedTuple

import numpy as np

from jobvisit.engines.matching.auction import Auction, Solution
from jobvisit.engines.matching.edges import F64, I32, I64, U8, Rows, owners

MOST_TRIES: Final = 40
"""Settlings with changed subsidies."""

State = tuple[str, int]


class Settled(NamedTuple):
    """An assignment that keeps the reachable minimums. ``bound`` and ``gap`` are those of the constrained problem."""

    solution: Solution
    subsidy: F64
    reachable: I64
    fixed: bool
    """True where the pairs of the flow had to be fixed."""


class Lines(NamedTuple):
    """The line each edge counts for (-1: none), and how many each line asks for."""

    of_edge: I32
    asked: I64


def _search(line: int, state: _Flow) -> tuple[State | None, dict[State, State]]:
    """Breadth first from a line with a unit to place to a resident with a free place; the way back as parents."""
    first: State = ("line", line)
    came: dict[State, State] = {first: first}
    todo = deque([first])
    while todo:
        here = todo.popleft()
        for there in state.moves(here):
            if there not in came:
                came[there] = here
                if there[0] == "resident" and state.free(there[1]):
                    return there, came
                todo.append(there)
    return None, came


class _Flow:
    """The pairs placed so far; ``moves`` are the residual arcs of the flow network."""

    def __init__(self, edges: dict[int, list[int]], line_of: dict[int, int], quota: I64, capacity: I64) -> None:
        self.edges, self.line_of = edges, line_of
        self.quota, self.capacity = quota, capacity
        self.placed: dict[int, set[int]] = {}
        """Orders at which a resident is placed."""
        self.load = dict.fromkeys(edges, 0)
        self.orders_of: dict[int, list[int]] = {}
        for j, line in line_of.items():
            self.orders_of.setdefault(line, []).append(j)

    def free(self, i: int) -> bool:
        return len(self.placed.get(i, ())) < int(self.quota[i])

    def moves(self, here: State) -> list[State]:
        kind, at = here
        if kind == "line":
            return [("order", j) for j in self.orders_of.get(at, ()) if self.load[j] < self.capacity[j]]
        if kind == "order":
            new = [("resident", i) for i in self.edges[at] if at not in self.placed.get(i, ()) and self.quota[i] > 0]
            return [*new, ("line", self.line_of[at])]
        return [("order", j) for j in sorted(self.placed.get(at, ()))]

    def place(self, line: int) -> bool:
        """Place one more unit of ``line``, moving others if need be; False if that is impossible."""
        end, came = _search(line, self)
        if end is None:
            return False
        there = end
        while there != ("line", line):
            here = came[there]
            if there[0] == "resident":
                self.placed.setdefault(there[1], set()).add(here[1])
            elif here[0] == "resident":
                self.placed[here[1]].discard(there[1])
            elif here[0] == "line":
                self.load[there[1]] += 1
            else:
                self.load[here[1]] -= 1
            there = here
        return True


def reach(rows: Rows, lines: Lines, quota: I64, capacity: I64) -> tuple[I64, U8]:
    """How many each line can have, earlier lines first, and one way to do it as marked edges."""
    counts = np.flatnonzero(lines.of_edge >= 0)
    owner = owners(rows)[counts].tolist()
    order = rows.other[counts].tolist()
    edges: dict[int, list[int]] = {}
    line_of: dict[int, int] = {}
    for i, j, line in zip(owner, order, lines.of_edge[counts].tolist(), strict=True):
        edges.setdefault(j, []).append(i)
        line_of[j] = line
    flow = _Flow(edges, line_of, quota, capacity)
    reached = np.zeros(len(lines.asked), np.int64)
    for line, asked in enumerate(lines.asked):
        while reached[line] < asked and flow.place(line):
            reached[line] += 1
    marked = np.zeros(len(rows.other), np.uint8)
    placed = [j in flow.placed.get(i, ()) for i, j in zip(owner, order, strict=True)]
    marked[counts[placed]] = 1
    return reached, marked


def settle_with(rows: Rows, lines: Lines, quota: I64, capacity: I64, gap: float) -> Settled:
    """The best assignment that gives every line its reachable minimum. ``rows.value`` is left as it was."""
    least, witness = reach(rows, lines, quota, capacity)
    search = _Subsidies(rows, lines, least, quota, capacity, gap)
    found = search.run()
    if found is not None:
        return Settled(found, search.subsidy_of_best, least, fixed=False)
    return Settled(_fixed(rows, witness, quota, capacity, gap, search.bound), search.mu, least, fixed=True)


class _Subsidies:
    """The search for the multipliers of the minimums."""

    def __init__(self, rows: Rows, lines: Lines, least: I64, quota: I64, capacity: I64, gap: float) -> None:
        self.base, self.lines, self.least, self.gap = rows.value, lines, least, gap
        self.auction = Auction(rows._replace(value=rows.value.copy()), quota, capacity)
        self.mu, self.low = np.zeros(len(least)), np.zeros(len(least))
        self.high = np.full(len(least), np.inf)
        self.bound = np.inf
        self.best: Solution | None = None
        self.subsidy_of_best = self.mu

    def run(self) -> Solution | None:
        """The best assignment found that keeps every minimum, or None."""
        solution = self.auction.solve(self.gap)
        epsilon = self.auction.finest(self.gap)
        for _ in range(MOST_TRIES):
            counts = self._judge(solution)
            if self.best is not None and self.bound - self.best.objective <= self.gap * self.bound:
                break
            if not self._change(counts, epsilon):
                break
            self.auction.rows.value[:] = self.base + np.append(self.mu, 0.0)[self.lines.of_edge]
            self.auction.settle(epsilon)
            solution = self.auction.solution()
        if self.best is None:
            return None
        return self.best._replace(bound=max(self.bound, self.best.objective), bids=self.auction.bids)

    def _judge(self, solution: Solution) -> I64:
        """Book the bound, keep the answer if it is the best that meets all minimums; what each line got."""
        self.bound = min(self.bound, solution.bound - float(self.mu @ self.least))
        held = solution.held == 1
        counts = np.bincount(self.lines.of_edge[held] + 1, minlength=len(self.mu) + 1)[1:]
        objective = float(self.base[held].sum())
        if (counts >= self.least).all() and (self.best is None or objective > self.best.objective):
            self.best, self.subsidy_of_best = solution._replace(objective=objective), self.mu.copy()
        return counts

    def _change(self, counts: I64, epsilon: float) -> bool:
        """Raise what short lines get, lower the rest towards the least that was enough; False if all is settled."""
        before = self.mu.copy()
        short = counts < self.least
        self.low = np.where(short, np.maximum(self.low, self.mu), self.low)
        self.high = np.where(short, self.high, np.minimum(self.high, self.mu))
        stale = self.high - self.low <= epsilon
        self.high = np.where(short & stale, np.inf, self.high)
        self.low = np.where(~short & stale & (counts > self.least), 0.0, self.low)
        step = np.maximum(2 * self.low, self.low + float(self.base.max(initial=0.0)) / 16)
        middle = np.where(np.isinf(self.high), step, (self.low + self.high) / 2)
        settled = ~short & ((self.mu == 0) | (counts == self.least) | (self.high - self.low <= epsilon))
        self.mu = np.where(settled, self.mu, middle)
        return bool((self.mu != before).any())


def _fixed(rows: Rows, witness: U8, quota: I64, capacity: I64, gap: float, bound: float) -> Solution:
    """Fix the marked pairs and assign the rest around them; ``bound`` is that of the constrained problem."""
    marked, owner = witness == 1, owners(rows)
    left = Auction(
        rows._replace(value=np.where(marked, 0.0, rows.value)),
        quota - np.bincount(owner[marked], minlength=len(quota)),
        capacity - np.bincount(rows.other[marked], minlength=len(capacity)),
    )
    rest = left.solve(gap)
    held = np.maximum(rest.held, witness)
    objective = float(rows.value[held == 1].sum())
    return rest._replace(held=held, objective=objective, bound=max(bound, objective))
