"""Rounds of referrals: a proposal for the whole district with its proof, accepted or set aside by a person."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import transaction

from jobvisit.base.clock import seoul_day
from jobvisit.engines.matching.assign import assign
from jobvisit.engines.matching.assignment import Assignment, Edges, Left, Minimum, Priority, Window
from jobvisit.engines.matching.congestion import price_of_priority
from jobvisit.office.audit import actions as audit
from jobvisit.office.matches import groups, queries, record
from jobvisit.office.matches.asked import Ask, UnknownOrderError
from jobvisit.office.matches.market import I64, Market, market
from jobvisit.office.matches.models import Measure, Round
from jobvisit.office.matches.states import ROUND, RoundState
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

PRICES_HOLD = timedelta(days=7)
"""How long the prices of an accepted round steer instant lists."""


def propose(*, ask: Ask, by: User, at: datetime) -> Round:
    """Make and keep a proposal. Raises `UnknownOrderError`, or `AssignError` where the inputs contradict each other."""
    policy.require(by, "matches.rounds")
    started, today = perf_counter(), seoul_day(at)
    found = market(by.district_id, today)
    edges = _edges(found)
    weighed = _Weighed.of(ask, found, by, today)
    capacity = found.openings * ask.per_opening
    sides: dict[str, Any] = {"quotas": ask.quota, "residents": len(found.people)}
    result = assign(
        edges,
        capacity,
        priorities=weighed.priorities,
        windows=weighed.windows,
        minimums=weighed.minimums,
        today=today,
        **sides,
    )
    plain = assign(edges, capacity, **sides) if weighed else result
    summary = {
        "residents": len(found.people),
        "orders": len(found.orders),
        "pairs": len(edges),
        "seats": int(found.openings.sum()),
        "capacity": int(capacity.sum()),
        "referrals": len(result),
        "expected": result.total,
        "expected_plain": plain.total,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "left": {Left(code).name.lower(): int((result.left_out.reason == code).sum()) for code in Left},
        "minimums": [
            {**asdict(one), "unreachable": one.unreachable} for one in result.minimums
        ],
        "windows": list(result.open_windows),
        "measures": [
            {"order": one.order.number, "basis": one.basis, "group": one.group, "weight": float(one.weight),
             "cost": _cost(one, edges, capacity, sides, weighed, result, today)}
            for one in weighed.measures
        ],
        "curve": _curve(ask, found, edges, capacity, by.district_id, today),
        "seconds": round(perf_counter() - started, 3),
    }  # fmt: skip
    return _keep(ask, found, result, summary, by, at)


@transaction.atomic
def accept(*, round: Round, by: User, at: datetime) -> None:
    """Let a proposal hold: its prices steer the lists for a week, and the round before is replaced."""
    policy.require(by, "matches.rounds")
    for before in Round.objects.select_for_update().filter(district_id=by.district_id, state=RoundState.ACCEPTED):
        _move(before, RoundState.REPLACED, by, at)
    _move(round, RoundState.ACCEPTED, by, at, prices_until=seoul_day(at) + PRICES_HOLD)


@transaction.atomic
def discard(*, round: Round, by: User, at: datetime) -> None:
    """Set a proposal aside; an accepted round ends, and its prices with it."""
    policy.require(by, "matches.rounds")
    to = RoundState.REPLACED if round.state == RoundState.ACCEPTED else RoundState.DISCARDED
    _move(round, to, by, at)


def note_download(*, round: Round, reason: str, by: User, at: datetime) -> None:
    """Note that the round was taken out as a file, and why."""
    policy.require(by, "matches.rounds")
    audit.note(by=by, at=at, verb="matches.round_download", subject=round, reason=reason)


def _move(round: Round, to: RoundState, by: User, at: datetime, **more: Any) -> None:
    current = Round.objects.select_for_update().defer("found").get(pk=round.pk, district_id=by.district_id)
    ROUND.check(RoundState(current.state), to)
    values = {"state": to, "decided_at": at, "decided_by": by, **more}
    Round.objects.filter(pk=round.pk).update(**values)
    for name, value in values.items():
        setattr(round, name, value)
    audit.note(by=by, at=at, verb="matches.round", subject=round, details={"from": current.state, "to": to})


@dataclass(frozen=True)
class _Weighed:
    """The explicit inputs as the engine takes them."""

    measures: list[Measure]
    priorities: tuple[Priority, ...]
    windows: tuple[Window, ...]
    minimums: tuple[Minimum, ...]

    def __bool__(self) -> bool:
        return bool(self.priorities or self.windows or self.minimums)

    @classmethod
    def of(cls, ask: Ask, found: Market, by: User, today: date) -> "_Weighed":
        whom = _Whom(by.district_id, found, today)
        measures = queries.measures(by.district_id, found.orders.tolist()) if ask.measures else []
        windows = [
            Window(
                one.agreement,
                whom.orders(one.numbers),
                one.boost,
                one.opens,
                one.closes,
                whom.residents(one.group) if one.group else None,
            )
            for one in ask.windows
        ]
        minimums = [
            Minimum(one.name, whom.orders(one.numbers), whom.residents(one.group), one.at_least) for one in ask.minimums
        ]
        return cls(measures, tuple(whom.priority(one) for one in measures), tuple(windows), tuple(minimums))


class _Whom:
    """From groups and order numbers to the market's indices."""

    def __init__(self, district_id: int, found: Market, today: date) -> None:
        self._district_id, self._found, self._today = district_id, found, today

    def residents(self, group: str) -> I64:
        keys = groups.members(self._district_id, group, self._today)
        return np.flatnonzero(np.isin(self._found.people, sorted(keys)))

    def orders(self, numbers: Sequence[str]) -> I64:
        known = dict(
            JobOrder.objects.filter(district_id=self._district_id, number__in=numbers).values_list("number", "pk")
        )
        places = {int(key): at for at, key in enumerate(self._found.orders)}
        for number in numbers:
            if known.get(number) not in places:
                raise UnknownOrderError(number)
        return np.array([places[known[number]] for number in numbers], np.int64)

    def priority(self, measure: Measure) -> Priority:
        place = np.flatnonzero(self._found.orders == measure.order_id)
        return Priority(measure.basis, self.residents(measure.group), float(measure.weight), place)


def _edges(found: Market) -> Edges:
    best = found.best_of_each()
    return Edges(found.resident[best], found.order[best], found.value[best])


def _cost(
    measure: Measure,
    edges: Edges,
    capacity: I64,
    sides: dict[str, Any],
    weighed: _Weighed,
    result: Assignment,
    today: date,
) -> float:
    """Expected placements that this one measure costs everyone: the round without it, less the round."""
    others = tuple(
        priority for priority, one in zip(weighed.priorities, weighed.measures, strict=True) if one.pk != measure.pk
    )
    without = assign(
        edges,
        capacity,
        priorities=others,
        windows=weighed.windows,
        minimums=weighed.minimums,
        today=today,
        **sides,
    )
    return without.total - result.total


def _curve(
    ask: Ask, found: Market, edges: Edges, capacity: I64, district_id: int, today: date
) -> list[dict[str, float]]:
    if not ask.curve_group or not len(edges):
        return []
    keys = groups.members(district_id, ask.curve_group, today)
    favoured = np.flatnonzero(np.isin(found.people, sorted(keys)))
    if not len(favoured):
        return []
    quotas = np.full(len(found.people), ask.quota)
    points = price_of_priority(edges, capacity, favoured, ask.curve_group, quotas=quotas)
    return [asdict(point) for point in points]


def _keep(ask: Ask, found: Market, result: Assignment, summary: dict[str, Any], by: User, at: datetime) -> Round:
    left = result.left_out
    left_order = np.where(left.order >= 0, found.orders[np.maximum(left.order, 0)] if len(found.orders) else 0, 0)
    arrays: dict[str, npt.NDArray[Any]] = {
        "people_ids": found.people,
        "people_gain": result.gain_millionths,
        "order_ids": found.orders,
        "order_openings": found.openings,
        "order_capacity": result.capacity,
        "order_load": result.load,
        "order_price": result.price_millionths,
        "seeker": found.people[result.resident],
        "order": found.orders[result.order],
        "value": np.rint(result.value * 1_000_000).astype(np.int32),
        "left_seeker": found.people[left.resident],
        "left_reason": left.reason,
        "left_order": left_order,
        "left_value": np.rint(left.value * 1_000_000).astype(np.int32),
        "left_price": np.rint(left.price * 1_000_000).astype(np.int32),
    }
    with transaction.atomic():
        made = Round.objects.create(
            district_id=by.district_id,
            at=at,
            by=by,
            state=RoundState.PROPOSED,
            model_version=found.version,
            inputs=ask.as_json(),
            summary=summary,
            found=record.pack_arrays(arrays),
        )
        details = {"referrals": summary["referrals"], "measures": len(summary["measures"])}
        audit.note(by=by, at=at, verb="matches.propose", subject=made, details=details)
    return made
