"""PyVRP 0.14.1 behind our port: a second engine over the same `Core`.

Wouda, Lan and Kool (2024), doi 10.1287/ijoc.2023.0055. Its library has no vehicle–client compatibility, so each
distinct set of allowed tasks becomes a profile whose tables forbid the rest; every task gets a location of its own.
Everything is optional with a prize, because with required clients an impossible week would give no plan at all.
"""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from .core import DISTANCE, DURATION, FORBIDDEN, Core, Route, Routes, Task, tally
from .limits import Budget
from .search import Found

if TYPE_CHECKING:
    import pyvrp

Matrix: TypeAlias = "np.ndarray[int, np.dtype[Any]]"
"""What PyVRP's stubs call a table."""

VERSION = "0.14.1"
"""The interface changed in 0.12, 0.13 and 0.14; another version is not used."""

FAR = 10_000_000
"""Distance and time of a forbidden way: more than any prize is worth, small enough to be added up."""

MOST_CELLS = 40_000_000
"""Table cells we are ready to fill (eight bytes each, twice); beyond that the engine declines."""


class UnavailableError(RuntimeError):
    """PyVRP is missing, of another version, or the problem does not suit it; the message says which."""


def check_available() -> None:
    """Raises `UnavailableError` where PyVRP cannot be used."""
    if importlib.util.find_spec("pyvrp") is None:
        raise UnavailableError("PyVRP is not installed")
    from importlib.metadata import version

    found = version("pyvrp")
    if found != VERSION:
        raise UnavailableError(f"PyVRP {found} found, {VERSION} needed")


def solve(
    core: Core,
    *,
    seed: int,
    budget: Budget,
    warm: Sequence[Sequence[int]] | None = None,
) -> Found:
    """Best routes PyVRP finds; never worse than ``warm``. Gains that differ between routes count as their smallest."""
    check_available()
    model = _Model(core)
    start: Routes = [list(route) for route in warm] if warm is not None else [[] for _ in range(core.routes)]
    best = Found(start, tally(core, start).objective, 0)

    def on_best(solution: pyvrp.Solution) -> None:
        nonlocal best
        if solution.is_feasible():
            routes = model.routes_of(solution)
            objective = tally(core, routes).objective
            if objective > best.objective:
                best = Found(routes, objective, 0)

    iterations = _run(model, seed, budget, start, on_best)
    budget.take(iterations)
    return Found(best.routes, best.objective, iterations)


def _run(model: _Model, seed: int, budget: Budget, start: Routes, on_best: Callable[[Any], None]) -> int:
    import pyvrp

    class Watch(pyvrp.IteratedLocalSearchCallbacks):
        """Hands every new best to us: the last one may be infeasible where an earlier one was not."""

        def on_best(self, best: pyvrp.Solution) -> None:
            on_best(best)

    most = budget.iterations_left()
    done = 0

    def stop(best_cost: int) -> bool:
        nonlocal done
        done += 1
        return (most is not None and done > most) or (budget.limit.cpu_seconds is not None and budget.done())

    warm = model.solution_of(start) if any(start) else None
    params = pyvrp.SolveParams(ils=pyvrp.IteratedLocalSearchParams(callbacks=Watch()))
    result = pyvrp.solve(model.data, stop, seed=seed % 2**32, collect_stats=False, params=params, initial_solution=warm)
    on_best(result.best)
    return int(result.num_iterations)


class _Model:
    """PyVRP's data for a core."""

    def __init__(self, core: Core) -> None:
        import pyvrp

        self.core = core
        self._alike = _alike(core)
        columns = core.gain != FORBIDDEN
        keys = [(int(core.route[r, Route.MODE]), columns[:, r].tobytes()) for r in range(core.routes)]
        profiles = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        depots = sorted({int(place) for place in core.route[:, [Route.START, Route.END]].ravel()})
        self._depot = {place: number for number, place in enumerate(depots)}
        places = np.array([*depots, *core.task[:, Task.PLACE]], np.int64)
        if len(profiles) * len(places) ** 2 > MOST_CELLS:
            raise UnavailableError(f"{len(profiles)} × {len(places)}² table cells are too many for PyVRP")
        tables = [self._tables(mode, np.frombuffer(key, bool), places, len(depots)) for mode, key in profiles]
        self.data = pyvrp.ProblemData(
            [pyvrp.Location(float(number), 0.0) for number in range(len(places))],
            self._clients(len(depots)),
            [pyvrp.Depot(number) for number in range(len(depots))],
            [self._vehicle(alike[0], len(alike), profiles[keys[alike[0]]]) for alike in self._alike],
            [distance for distance, _ in tables],
            [duration for _, duration in tables],
            self._groups(),
        )

    def _tables(
        self, mode: int, allowed: npt.NDArray[np.bool_], places: npt.NDArray[np.int64], depots: int
    ) -> tuple[Matrix, Matrix]:
        square = self.core.travel[mode][np.ix_(places, places)].astype(np.int64)
        forbidden = depots + np.nonzero(~allowed)[0]
        square[forbidden, :, :] = FAR
        square[:, forbidden, :] = FAR
        distance, duration = square[:, :, DISTANCE].copy(), square[:, :, DURATION].copy()
        np.fill_diagonal(distance, 0)
        np.fill_diagonal(duration, 0)
        return cast("Matrix", distance), cast("Matrix", duration)

    def _clients(self, depots: int) -> list[pyvrp.Client]:
        import pyvrp

        core = self.core
        gain = np.where(core.gain == FORBIDDEN, np.iinfo(np.int64).max, core.gain).min(axis=1)
        ways = np.diff(core.first)
        numbers = {int(g): n for n, g in enumerate(np.nonzero(ways > 1)[0])}
        clients = []
        for task, (_, service, opens, closes, group, demand) in enumerate(core.task.tolist()):
            clients.append(
                pyvrp.Client(
                    depots + task,
                    delivery=[demand],
                    service_duration=service,
                    tw_early=max(opens, 0),
                    tw_late=max(closes, opens, 0),
                    prize=int(min(gain[task], 10**9)) if closes >= opens else 0,
                    required=False,
                    group=numbers.get(group),
                )
            )
        return clients

    def _groups(self) -> list[pyvrp.ClientGroup]:
        import pyvrp

        first = self.core.first.tolist()
        return [
            pyvrp.ClientGroup(list(range(low, high)), required=False)
            for low, high in itertools.pairwise(first)
            if high - low > 1
        ]

    def _vehicle(self, r: int, count: int, profile: int) -> pyvrp.VehicleType:
        import pyvrp

        start, end, early, late, _, capacity = self.core.route[r].tolist()
        return pyvrp.VehicleType(
            count,
            capacity=[capacity],
            start_depot=self._depot[start],
            end_depot=self._depot[end],
            tw_early=early,
            tw_late=max(early, late),
            profile=profile,
            name=str(r),
        )

    def routes_of(self, solution: pyvrp.Solution) -> Routes:
        """Tasks by route; a forbidden task (it costs `FAR`) is left out."""
        routes: Routes = [[] for _ in range(self.core.routes)]
        free = [list(alike) for alike in self._alike]
        for route in solution.routes():
            r = free[route.vehicle_type()].pop(0)
            tasks = [activity.idx for activity in route if activity.is_client()]
            routes[r] = [task for task in tasks if self.core.gain[task, r] != FORBIDDEN]
        return routes

    def solution_of(self, routes: Routes) -> pyvrp.Solution:
        """A starting point."""
        import pyvrp

        client = pyvrp.ActivityType.CLIENT
        kind = {r: number for number, alike in enumerate(self._alike) for r in alike}
        return pyvrp.Solution(
            self.data,
            [
                pyvrp.Route(self.data, [pyvrp.Activity(client, task) for task in route], kind[r])
                for r, route in enumerate(routes)
                if route
            ],
        )


def _alike(core: Core) -> list[list[int]]:
    """Routes that differ in nothing become vehicles of one type: a type each would cost PyVRP most of its speed."""
    kinds: dict[bytes, list[int]] = {}
    for r in range(core.routes):
        kinds.setdefault(core.route[r].tobytes() + core.gain[:, r].tobytes(), []).append(r)
    return list(kinds.values())
