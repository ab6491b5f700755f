"""The one knob, when nobody has turned it: how far to go for one expected hire, from what the days can bring."""

from __future__ import annotations

from collections.abc import Sequence

from .types import MINUTE, Shift, Visit, worth

ROAD = 0.6
"""What a minute on the road costs beside a minute of work: this share of what a working minute brings on average. At 1
the plan gives up firms to save kilometres, near 0 it drives for nothing (measured on sample weeks: docs)."""

WAY = 15 * MINUTE
"""A usual way to a visit, for the estimate alone."""

UNKNOWN = 60.0
"""Minutes for one hire where there is nothing to estimate from."""

LEAST, MOST = 1e-3, 1e5


def sensible_effort(shifts: Sequence[Shift], visits: Sequence[Visit]) -> float:
    """Minutes of travel one expected hire is worth, so that values in other units give the same plan.

    The hires that the days can hold are estimated as a fractional knapsack of visits and a usual way each.
    """
    room = sum(shift.span.length - sum(away.length for away in shift.away) for shift in shifts)
    room -= sum(max(0, _lunch(shift)) for shift in shifts)
    hires = spent = 0.0
    needs = [(worth(visit), float((visit.length + WAY) * visit.crew)) for visit in visits]
    for value, need in sorted(needs, key=lambda one: -one[0] / one[1]):
        part = min(1.0, max(0.0, room - spent) / need)
        hires += part * value
        spent += part * need
    if hires <= 0 or spent <= 0:
        return UNKNOWN
    minutes = min(MOST, max(LEAST, spent / MINUTE / hires / ROAD))
    return float(f"{minutes:.3g}")


def _lunch(shift: Shift) -> int:
    lunch = shift.lunch
    return 0 if lunch is None else min(lunch.end, shift.span.end) - max(lunch.start, shift.span.start)
