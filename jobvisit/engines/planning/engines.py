"""Which engine improves a set of routes: our search, PyVRP, or nothing beyond the greedy planner.

Our search is better on a district's week and on few routes, PyVRP on a thousand stops (measured: docs). Where a
package is missing the next one takes its place; the greedy planner needs none.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from . import pyvrp_engine
from .core import Core, tally
from .jit import HAVE_NUMBA
from .limits import Budget
from .params import SearchParams
from .pyvrp_engine import UnavailableError
from .search import Found, search

LARGE = 600
"""Groups from which PyVRP goes first."""


class Engine(StrEnum):
    """``auto`` chooses; the others are for comparisons and for machines without a package."""

    AUTO = "auto"
    OWN = "own"
    PYVRP = "pyvrp"
    GREEDY = "greedy"


def usable(engine: Engine) -> bool:
    """Is what this engine needs installed?"""
    if engine is Engine.OWN:
        return HAVE_NUMBA
    if engine is Engine.PYVRP:
        try:
            pyvrp_engine.check_available()
        except UnavailableError:
            return False
    return True


def choose(core: Core, engine: Engine = Engine.AUTO) -> Engine:
    """The engine that will be used; a wanted one that is missing falls back to the next best."""
    order = [Engine.PYVRP, Engine.OWN] if core.groups >= LARGE else [Engine.OWN, Engine.PYVRP]
    wanted = order if engine is Engine.AUTO else [engine, *order]
    return next((one for one in wanted if usable(one)), Engine.GREEDY)


def improve(
    core: Core,
    routes: Sequence[Sequence[int]],
    *,
    seed: int,
    budget: Budget,
    engine: Engine = Engine.AUTO,
    params: SearchParams | None = None,
    fresh: bool = False,
) -> Found:
    """Better routes within the budget; never worse than ``routes``. ``fresh``: see `search`."""
    start = Found([list(route) for route in routes], tally(core, routes).objective, 0)
    chosen = choose(core, engine)
    if chosen is Engine.GREEDY or core.groups == 0 or core.routes == 0 or budget.done():
        return start
    if chosen is Engine.PYVRP:
        try:
            return pyvrp_engine.solve(core, seed=seed, budget=budget, warm=routes)
        except UnavailableError:
            if not HAVE_NUMBA:
                return start
    return search(core, seed=seed, budget=budget, params=params or SearchParams(), warm=routes, fresh=fresh)
