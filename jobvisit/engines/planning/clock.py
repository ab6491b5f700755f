"""The lunch clock: lunch is cut out of time, the plan is made on the shorter clock, then mapped back.

Whoever drives a route that is possible on the short clock keeps a whole lunch on the wall clock: it begins when lunch
time comes, or as soon as the visit or the way then under way is over, wherever the counsellor is. No visit is
interrupted. A visit may begin neither within lunch time nor in the gap the lunch moves into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .types import Shift, Span


@dataclass(frozen=True, slots=True)
class LunchClock:
    """``cut`` is taken out; None leaves time as it is."""

    cut: Span | None

    @classmethod
    def of(cls, shift: Shift) -> LunchClock:
        """The part of lunch inside the shift; a shift that misses lunch time has none."""
        if shift.lunch is None:
            return cls(None)
        start, end = max(shift.lunch.start, shift.span.start), min(shift.lunch.end, shift.span.end)
        return cls(Span(start, end) if start < end else None)

    def tick(self, wall: int) -> int:
        """Short clock; the whole of lunch is one tick."""
        if self.cut is None or wall <= self.cut.start:
            return wall
        return max(self.cut.start, wall - self.cut.length)

    def window(self, span: Span) -> Span | None:
        """Starts of a visit that lie in ``span`` on the wall clock; None where all of it falls into lunch."""
        if self.cut is None:
            return span if span.start <= span.end else None
        before = span.start <= min(span.end, self.cut.start)
        after = max(span.start, self.cut.end) <= span.end
        if not before and not after:
            return None
        start = span.start if before else self.tick(max(span.start, self.cut.end))
        end = self.tick(span.end) if after else min(span.end, self.cut.start)
        return Span(start, end)

    def wall(self, tick: int, span: Span) -> int:
        """Wall clock of a start at ``tick`` whose allowed starts are ``span`` (which decides at the seam)."""
        if self.cut is None or tick < self.cut.start:
            return tick
        if tick == self.cut.start and span.end < self.cut.end:
            return tick
        return tick + self.cut.length


@dataclass(frozen=True, slots=True)
class Timeline:
    """A day on the wall clock."""

    starts: tuple[int, ...]
    leave: int
    back: int
    lunch: Span | None


def unfold(
    clock: LunchClock,
    ticks: Sequence[int],
    spans: Sequence[Span],
    service: Sequence[int],
    ways: Sequence[int],
    early: int,
) -> Timeline:
    """From starts on the short clock to the wall clock.

    ``ways`` are travel seconds to each stop and, last, home; ``early`` is the beginning of the day on the wall clock.
    The counsellor leaves as late as the first start allows.
    """
    starts = [clock.wall(tick, span) for tick, span in zip(ticks, spans, strict=True)]
    leave_tick = max(clock.tick(early), ticks[0] - ways[0])
    leave = leave_tick if clock.cut is None or leave_tick < clock.cut.start else leave_tick + clock.cut.length
    ends = [leave] + [start + length for start, length in zip(starts, service, strict=True)]
    if clock.cut is None:
        return Timeline(tuple(starts), leave, ends[-1] + ways[-1], None)
    if leave >= clock.cut.end:
        return Timeline(tuple(starts), leave, ends[-1] + ways[-1], clock.cut)
    for number, way in enumerate(ways):
        begin = max(clock.cut.start, ends[number] if ends[number] >= clock.cut.start else ends[number] + way)
        lunch = Span(begin, begin + clock.cut.length)
        if number == len(starts):
            eats_before = ends[number] >= clock.cut.start
            back = (lunch.end if eats_before else ends[number]) + way
            return Timeline(tuple(starts), leave, back, lunch if back > clock.cut.start else None)
        remaining = way if ends[number] >= clock.cut.start else 0
        if starts[number] >= max(clock.cut.end, lunch.end + remaining):
            return Timeline(tuple(starts), leave, ends[-1] + ways[-1], lunch)
    raise AssertionError("unreachable: the last way home always returns")
