"""The best assignment by two slow, plainly right ways: augmenting paths, and trying everything."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from jobvisit.engines.matching.assignment import Edges

Pair = tuple[int, int, float]


def best_total(pairs: list[Pair], quota: list[int], capacity: list[int]) -> float:
    """The largest total value, by successive longest augmenting paths (Bellman-Ford)."""
    n, m = len(quota), len(capacity)
    source, sink = n + m, n + m + 1
    arcs: list[list[list[float]]] = [[] for _ in range(n + m + 2)]

    def arc(a: int, b: int, room: int, worth: float) -> None:
        arcs[a].append([b, room, worth, len(arcs[b])])
        arcs[b].append([a, 0, -worth, len(arcs[a]) - 1])

    for i, room in enumerate(quota):
        arc(source, i, room, 0.0)
    for j, room in enumerate(capacity):
        arc(n + j, sink, room, 0.0)
    for i, j, value in pairs:
        arc(i, n + j, 1, value)
    total = 0.0
    while True:
        worth, came = _longest(arcs, source)
        if worth[sink] <= 1e-12:
            return total
        total += worth[sink]
        at = sink
        while at != source:
            before, k = came[at]
            arcs[before][k][1] -= 1
            arcs[at][int(arcs[before][k][3])][1] += 1
            at = before


def _longest(arcs: list[list[list[float]]], source: int) -> tuple[list[float], dict[int, tuple[int, int]]]:
    worth = [-np.inf] * len(arcs)
    worth[source] = 0.0
    came: dict[int, tuple[int, int]] = {}
    changed = True
    while changed:
        changed = False
        for a in range(len(arcs)):
            for k, (b, room, value, _) in enumerate(arcs[a]):
                if room > 0 and worth[a] + value > worth[int(b)] + 1e-12:
                    worth[int(b)] = worth[a] + value
                    came[int(b)] = (a, k)
                    changed = True
    return worth, came


def every_assignment(pairs: list[Pair], quota: list[int], capacity: list[int]) -> list[tuple[int, ...]]:
    """All allowed choices of pairs, as tuples of 0 and 1."""
    kept = []
    for choice in product((0, 1), repeat=len(pairs)):
        places, seats = list(quota), list(capacity)
        for taken, (i, j, _) in zip(choice, pairs, strict=True):
            places[i] -= taken
            seats[j] -= taken
        if min([*places, *seats], default=0) >= 0:
            kept.append(choice)
    return kept


def edges_of(pairs: list[Pair]) -> Edges:
    return Edges(
        np.array([p[0] for p in pairs], np.int64),
        np.array([p[1] for p in pairs], np.int64),
        np.array([p[2] for p in pairs], np.float64),
    )


VALUES = st.one_of(
    st.floats(0, 1, allow_nan=False),
    st.just(0.5),
    st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0]),
    st.floats(1e-6, 1e3),
)


@st.composite
def problems(draw, residents: int = 8, orders: int = 6, edges: int = 30):
    """A small market: pairs, quotas, capacities; zeros, ties and lonely ones included."""
    n, m = draw(st.integers(1, residents)), draw(st.integers(1, orders))
    chosen = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, m - 1)), max_size=edges))
    pairs = [(i, j, draw(VALUES)) for i, j in sorted(chosen)]
    quota = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    capacity = draw(st.lists(st.integers(0, 4), min_size=m, max_size=m))
    return pairs, quota, capacity
