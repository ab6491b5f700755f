"""Who sits when: slots of a session, free places, whom to call next, and what stands in the way of a plan.

Plain values, no Django. Times are of one day in Seoul.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

_DAY: Final = date(2000, 1, 1)
EARLY: Final = timedelta(minutes=10)
"""Somebody who booked and is here is called from so long before their time on."""


class PlanError(ValueError):
    """A plan that cannot stand. `problems` names each; nothing was changed."""

    def __init__(self, *problems: "Problem") -> None:
        super().__init__(", ".join(f"{one.code} {one.on or ''}".strip() for one in problems))
        self.problems: Sequence[Problem] = problems


class FullError(ValueError):
    """No place is left in the session, or at this time. `taken` of `most`."""

    def __init__(self, taken: int, most: int) -> None:
        super().__init__(f"{taken} of {most}")
        self.taken, self.most = taken, most


class RefusedError(ValueError):
    """What a desk does not do. `code`: past, closed, not_open, not_bookable, no_slot, twice, too_often, not_today,
    known."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in the way. Codes: holiday, closed, place, person, absent, past, hours, nobody, same_day.

    `what` is the holiday's name, the closure's reason, or the title of the other session; `who` the person's name.
    """

    code: str
    on: date | None = None
    what: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody's absence: days, or hours of one day."""

    user: int
    name: str
    first: date
    last: date
    begins: time | None = None
    ends: time | None = None

    def meets(self, on: date, begins: time, ends: time) -> bool:
        """Whether it takes any of these hours."""
        if not self.first <= on <= self.last:
            return False
        return self.begins is None or self.ends is None or (self.begins < ends and begins < self.ends)


def slots(begins: time, ends: time, minutes: int) -> list[time]:
    """When a talk may begin so that it ends within the session."""
    found = []
    at, last = datetime.combine(_DAY, begins), datetime.combine(_DAY, ends)
    while minutes > 0 and at + timedelta(minutes=minutes) <= last:
        found.append(at.time())
        at += timedelta(minutes=minutes)
    return found


@dataclass(frozen=True, slots=True)
class Free:
    """A time with the places left at it."""

    at: time
    left: int


def free_slots(every: Sequence[time], seats: int, taken: Iterable[time | None], left: int | None) -> list[Free]:
    """The times of a session with what is left of them; `left` is what the whole session can still take."""
    counted = Counter(taken)
    most = seats if left is None else min(seats, max(left, 0))
    return [Free(at, max(0, min(most, seats - counted[at]))) for at in every]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who is here: key, number, and the time they booked, if they did."""

    key: int
    number: int
    slot: time | None


def next_of(waiting: Iterable[Waiting], now: time) -> Waiting | None:
    """Whom to call: those who booked from ten minutes before their time on, by time; else the lowest number."""
    people = sorted(waiting, key=lambda one: one.number)
    soon = (datetime.combine(_DAY, now) + EARLY).time() if now < time(23, 50) else time.max
    due = [one for one in people if one.slot is not None and one.slot <= soon]
    return min(due, key=lambda one: (one.slot, one.number)) if due else next(iter(people), None)


def in_order(waiting: Iterable[Waiting], now: time) -> list[Waiting]:
    """Everybody who waits, in the order in which `next_of` would call them if all were called now."""
    left, found = list(waiting), []
    while left:
        following = next_of(left, now)
        assert following is not None
        found.append(following)
        left.remove(following)
    return found
