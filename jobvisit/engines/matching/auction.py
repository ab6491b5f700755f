"""The assignment auction: sparse many-to-many b-matching with a proof of how good its answer is.

**Problem.** Maximise the sum of values over pairs (resident i, order j), each pair at most once, resident i in at most
``quota[i]`` pairs and order j in at most ``capacity[j]``. Its linear programme has whole-number solutions, and for
*any* prices ``p >= 0`` weak duality gives an upper bound on what any assignment can reach::

    bound(p) = sum_j capacity[j] * p[j]  +  sum_i (sum of the quota[i] largest positive value[i, j] - p[j])

The reported gap is computed from that formula and the assignment found, so it holds whatever path led there.

**Method.** Bertsekas' auction (1988; with similar objects, Bertsekas and Castañón 1989): a resident with a free place
bids on the order of largest margin ``value - price``, by so much that the second best becomes equally good, plus
``epsilon``. A full order drops its lowest bid; its price is the lowest bid it keeps. Bidders stand in one *queue*: on
district graphs that needs a quarter of the bids of a stack, and hardly more for a finer epsilon. On ending, no one can
gain more than epsilon by changing, so the gap is at most epsilon times the number of pairs.

**Price wars.** Many equal values make prices climb by epsilon only. When a run has used its allowance of bids, epsilon
is multiplied by ``COARSER``; afterwards it is made finer again from where the prices stand (epsilon scaling): residents
who would gain by moving bid again, then orders left with free seats *and* a positive price bid for residents in
exactly the same way with the roles exchanged (the reverse auction), until no such order remains.

Deterministic: no random number, ties go to the lower index.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from jobvisit.engines.matching.edges import F64, I32, I64, U8, Rows, starts, transposed
from jobvisit.engines.matching.jit import jit

COARSER: Final = 32.0
FINER: Final = 6.0
BIDS_EACH: Final = 10
"""Bids a run may make for each resident and seat before epsilon is made coarser; ordinary graphs need about 3."""
MOST_STEPS: Final = 12
"""Settlings of one problem; after that the best answer so far is returned with its own gap."""


class Seats(NamedTuple):
    """Who holds what, seen from the side that is bid for: seats start[j] … start[j]+taken[j] are a min-heap by bid."""

    start: I64
    taken: I64
    bid: F64
    edge: I64
    owner: I32
    price: F64


class Queue(NamedTuple):
    """Tickets in a ring, one for each free place of a bidder; ``ends`` holds the head's place and how many wait."""

    ring: I32
    ends: I64


class Solution(NamedTuple):
    """What was found. ``held[e]`` is 1 for each chosen edge of the rows that were given."""

    held: U8
    price: F64
    objective: float
    bound: float
    epsilon: float
    bids: int
    steps: int

    @property
    def gap(self) -> float:
        """(bound - objective) / bound: no assignment exceeds this one by a larger share of the bound."""
        return max(0.0, self.bound - self.objective) / self.bound if self.bound > 0 else 0.0


@jit
def _best_two(start: I64, other: I32, value: F64, held: U8, price: F64, i: int) -> tuple[int, float, float]:
    """Row i's free edge of largest positive margin (-1: none), that margin, and the second (0: staying out)."""
    edge, best, second = -1, 0.0, 0.0
    for e in range(start[i], start[i + 1]):
        margin = value[e] - price[other[e]]
        if margin > second and held[e] == 0:
            if margin > best:
                edge, best, second = e, margin, best
            else:
                second = margin
    return edge, best, second


@jit
def _sink(bid: F64, edge: I64, owner: I32, first: int, size: int, offer: float) -> int:
    """Open the place in a full heap where ``offer`` belongs after its lowest bid has left."""
    at = 0
    while 2 * at + 1 < size:
        low = 2 * at + 1
        if low + 1 < size and bid[first + low + 1] < bid[first + low]:
            low += 1
        if bid[first + low] >= offer:
            break
        a, b = first + at, first + low
        bid[a], edge[a], owner[a] = bid[b], edge[b], owner[b]
        at = low
    return at


@jit
def _rise(bid: F64, edge: I64, owner: I32, first: int, taken: int, offer: float) -> int:
    """Open the place in a heap of ``taken`` bids where ``offer`` belongs."""
    at = taken
    while at > 0 and bid[first + (at - 1) // 2] > offer:
        a, b = first + at, first + (at - 1) // 2
        bid[a], edge[a], owner[a] = bid[b], edge[b], owner[b]
        at = (at - 1) // 2
    return at


@jit
def _bid(rows: Rows, held: U8, seats: Seats, queue: Queue, epsilon: float, allowance: int) -> int:
    """Serve the tickets waiting, first come first served, until none waits or the allowance is used; returns the bids.

    ``held``, ``seats`` and ``queue`` are changed in place. The tuples are taken apart and the seat given in this one
    loop because handing arrays to an inner function costs a third of a bid.
    """
    start, other, value = rows
    first, taken, bid, seated, owner, price = seats
    ring = queue.ring
    head, waiting = queue.ends
    bids = 0
    while waiting > 0 and bids < allowance:
        i = ring[head]
        head, waiting = (head + 1) % len(ring), waiting - 1
        edge, best, second = _best_two(start, other, value, held, price, i)
        if edge < 0:
            continue
        bids += 1
        j = other[edge]
        offer = price[j] + (best - second) + epsilon
        low, size = first[j], first[j + 1] - first[j]
        if taken[j] < size:
            at = low + _rise(bid, seated, owner, low, taken[j], offer)
            taken[j] += 1
        else:
            held[seated[low]] = 0
            ring[(head + waiting) % len(ring)] = owner[low]
            waiting += 1
            at = low + _sink(bid, seated, owner, low, size, offer)
        bid[at], seated[at], owner[at], held[edge] = offer, edge, i, 1
        if taken[j] == size:
            price[j] = max(price[j], bid[low])
    queue.ends[0], queue.ends[1] = head, waiting
    return bids


@jit
def _release(rows: Rows, held: U8, price: F64, quota: I64, queue: Queue, epsilon: float) -> None:
    """Residents give up places more than epsilon worse than a free one or than none; a ticket for each free place."""
    for i in range(len(quota)):
        _, best, _ = _best_two(rows.start, rows.other, rows.value, held, price, i)
        places = quota[i]
        for e in range(rows.start[i], rows.start[i + 1]):
            if held[e] == 1 and rows.value[e] - price[rows.other[e]] >= best - epsilon:
                places -= 1
            else:
                held[e] = 0
        if best > 0:
            for _ in range(places):
                queue.ring[queue.ends[1]] = i
                queue.ends[1] += 1


@jit
def _reseat(rows: Rows, held: U8, seats: Seats) -> None:
    """Fill ``seats`` from ``held``, every bid at its price."""
    seats.taken[:] = 0
    for i in range(len(rows.start) - 1):
        for e in range(rows.start[i], rows.start[i + 1]):
            if held[e] == 1:
                j = rows.other[e]
                at = seats.start[j] + seats.taken[j]
                seats.bid[at], seats.edge[at], seats.owner[at] = seats.price[j], e, i
                seats.taken[j] += 1


@jit
def _least(rows: Rows, held: U8, price: F64, quota: I64) -> F64:
    """What each row's owner gains at the margin: the least held ``value - price`` if no place is free, else 0.

    Infinite for an owner without any place: nothing is worth a bid there.
    """
    least = np.zeros(len(quota))
    for i in range(len(quota)):
        places, worst = quota[i], np.inf
        for e in range(rows.start[i], rows.start[i + 1]):
            if held[e] == 1:
                places -= 1
                worst = min(worst, rows.value[e] - price[rows.other[e]])
        if places <= 0:
            least[i] = max(0.0, worst)
    return least


@jit
def _totals(rows: Rows, held: U8, price: F64, quota: I64) -> tuple[float, float]:
    """The objective, and the residents' part of the dual bound: their ``quota`` largest positive margins."""
    objective, profit = 0.0, 0.0
    most = 1
    for q in quota:
        most = max(most, q)
    top = np.zeros(most)
    for i in range(len(quota)):
        n, floor = 0, 0.0
        for e in range(rows.start[i], rows.start[i + 1]):
            if held[e] == 1:
                objective += rows.value[e]
            margin = rows.value[e] - price[rows.other[e]]
            if margin <= floor or quota[i] == 0:
                continue
            at = n if n < quota[i] else n - 1
            n = at + 1
            while at > 0 and top[at - 1] < margin:
                top[at] = top[at - 1]
                at -= 1
            top[at] = margin
            if n == quota[i]:
                floor = top[n - 1]
        profit += top[:n].sum()
    return objective, profit


def _seats(capacity: I64, price: F64) -> Seats:
    start = np.zeros(len(capacity) + 1, np.int64)
    np.cumsum(capacity, out=start[1:])
    total = int(start[-1])
    taken = np.zeros(len(capacity), np.int64)
    return Seats(start, taken, np.zeros(total), np.zeros(total, np.int64), np.zeros(total, np.int32), price)


def _queue(places: int) -> Queue:
    return Queue(np.zeros(max(1, places), np.int32), np.zeros(2, np.int64))


class Auction:
    """One market, its prices and who holds what; it settles again from there after ``rows.value`` was changed."""

    def __init__(self, rows: Rows, quota: I64, capacity: I64) -> None:
        """``quota`` one for each row, ``capacity`` one for each order; ``rows.value`` finite and >= 0."""
        degree = np.diff(starts(len(capacity), rows.other))
        self.rows, self.quota, self.capacity = rows, np.minimum(quota, np.diff(rows.start)), capacity
        self.held = np.zeros(len(rows.other), np.uint8)
        self.seats = _seats(np.minimum(capacity, degree), np.zeros(len(capacity)))
        self.bids = self.steps = 0
        self.epsilon = 0.0
        self._reverse: tuple[Rows, I64] | None = None

    def settle(self, epsilon: float) -> None:
        """Reach a state in which no one gains more than ``self.epsilon`` by changing (larger only in a price war)."""
        self.epsilon = epsilon
        self._close_empty()
        queue = _queue(int(self.quota.sum()))
        if self.steps == 0:
            tickets = np.repeat(np.arange(len(self.quota)), self.quota)
            queue.ring[: len(tickets)] = tickets
            queue.ends[1] = len(tickets)
        else:
            _release(self.rows, self.held, self.seats.price, self.quota, queue, epsilon)
            _reseat(self.rows, self.held, self.seats)
        self.steps += 1
        self._bid_out(self.rows, self.held, self.seats, queue)
        self._fill_priced_seats()

    def _close_empty(self) -> None:
        """Orders without a seat are priced above every value, so that no one bids for them."""
        closed = self.capacity == 0
        if closed.any():
            self.seats.price[closed] = self.rows.value.max(initial=0.0)

    def _bid_out(self, rows: Rows, held: U8, seats: Seats, queue: Queue) -> None:
        allowance = BIDS_EACH * (len(queue.ring) + len(seats.bid)) + 1000
        while queue.ends[1] > 0:
            self.bids += _bid(rows, held, seats, queue, self.epsilon, allowance)
            if queue.ends[1] > 0:
                self.epsilon *= COARSER

    def _fill_priced_seats(self) -> None:
        """The reverse auction: an order with free seats and a positive price bids for residents, or its price falls."""
        size = np.diff(self.seats.start)
        idle = np.flatnonzero((self.seats.taken < size) & (self.seats.price > 0))
        if len(idle):
            columns, place = self._columns()
            gain = _least(self.rows, self.held, self.seats.price, self.quota)
            held = self.held[place]
            residents = _seats(self.quota, gain)
            _reseat(columns, held, residents)
            queue = _queue(int(size.sum()))
            tickets = np.repeat(idle, (size - self.seats.taken)[idle])
            queue.ring[: len(tickets)] = tickets
            queue.ends[1] = len(tickets)
            self._bid_out(columns, held, residents, queue)
            self.held[place] = held
            self.seats.price[:] = _least(columns, held, residents.price, self.capacity)
            _reseat(self.rows, self.held, self.seats)
            self._close_empty()
        self.seats.price[(self.capacity > size) & (size > 0)] = 0.0

    def _columns(self) -> tuple[Rows, I64]:
        """The rows seen from the orders, with each edge's place in ``self.rows``; values as they are now."""
        if self._reverse is None:
            self._reverse = transposed(self.rows, len(self.capacity))
        columns, place = self._reverse
        columns.value[:] = self.rows.value[place]
        return columns, place

    def solution(self) -> Solution:
        """The state as it is, with its bound."""
        objective, profit = _totals(self.rows, self.held, self.seats.price, self.quota)
        bound = float(profit + self.capacity @ self.seats.price)
        price = self.seats.price.copy()
        return Solution(self.held.copy(), price, objective, bound, self.epsilon, self.bids, self.steps)

    def solve(self, gap: float) -> Solution:
        """Settle ever finer until the gap is proven or ``MOST_STEPS`` are used; gives the best answer seen."""
        finest = self.finest(gap)
        if finest == 0.0:
            return self.solution()
        self.settle(finest)
        best = self.solution()
        while best.gap > gap and self.steps < MOST_STEPS:
            self.settle(self.epsilon / FINER)
            now = self.solution()
            best = now if now.gap < best.gap else best
        return best._replace(bids=self.bids, steps=self.steps)

    def finest(self, gap: float) -> float:
        """An epsilon that should prove ``gap``: a quarter of it, on the scale of one placement here. 0: no value."""
        if self.rows.value.max(initial=0.0) == 0.0:
            return 0.0
        busy = self.rows.start[:-1][np.diff(self.rows.start) > 0]
        scale = float(np.maximum.reduceat(self.rows.value, busy).mean())
        return max(gap * scale / 4, float(np.finfo(float).tiny))
