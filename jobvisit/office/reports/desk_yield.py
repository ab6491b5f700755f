"""What a field desk yields: seen, registered, referred and hired per desk hour, and whether to stand there weekly.

`desk_yield` is a pure function over plain rows; `gather` fetches them. Every rate comes with its 95 % interval: a desk
of two Thursdays a month is small, and a bare mean of small numbers says more than is known.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from django.db.models import Count
from django.utils.timezone import localtime

from jobvisit.base.clock import SEOUL
from jobvisit.office.desks import seats
from jobvisit.office.desks.models import Kind, Session, Ticket
from jobvisit.office.desks.states import SessionState, TicketState
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.referrals.states import PlacementState
from jobvisit.office.staff.models import User

COUNTS_FOR: Final = timedelta(days=90)
"""A referral or hire counts for the last desk that saw the resident, if that was no longer ago."""
EXACT: Final = 100
"""Up to so many events the interval is Garwood's exact one; beyond, Byar's approximation differs by less than 0.1 %."""
FEW: Final = 3
"""Days of one gap that are needed before they are compared."""
Z: Final = 1.959964
RUNGS: Final = ("claimed", "resident", "employer", "both", "documented")
"""Proof of a hire, the weakest first (`referrals.queries.proof`)."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One ticket: the hour of arrival (0–23, -1 unknown), how it ended, and what came of it."""

    hour: int
    end: str
    registered: bool = False
    referred: bool = False
    rung: str = ""
    """The strongest proof of a hire that counts for this visit; empty where there is none."""


@dataclass(frozen=True, slots=True)
class DeskDay:
    """One day on which a desk was held, as planned: place, hours, people who sat there, talks it had room for."""

    place: str
    on: date
    begins: time
    ends: time
    staff: int
    chairs: int
    slot_minutes: int
    visitors: tuple[Visitor, ...] = ()

    @property
    def hours(self) -> float:
        """Hours of the desk."""
        return (self.ends.hour - self.begins.hour) + (self.ends.minute - self.begins.minute) / 60


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per unit, with the 95 % interval of a Poisson count."""

    events: int
    units: float
    low: float
    mid: float
    high: float


@dataclass(frozen=True)
class Group:
    """What some desk days, or some hours of theirs, came to."""

    days: int
    hours: float
    staff_hours: float
    chairs: int
    empty: int
    empty_hours: float
    counts: dict[str, int]
    """seen, registered, referred, hired, left, no_show."""
    rungs: dict[str, int] = field(default_factory=dict)

    def per_hour(self, what: str) -> Rate:
        """Events of a kind per desk hour."""
        return rate(self.counts[what], self.hours)

    def per_day(self, what: str) -> Rate:
        """Events of a kind per desk day."""
        return rate(self.counts[what], self.days)


@dataclass(frozen=True, slots=True)
class Gap:
    """Desk days that came so many weeks after the one before at the same place, and how many people each saw."""

    weeks: int
    days: int
    seen: Rate


@dataclass(frozen=True, slots=True)
class Weekly:
    """Evidence for or against standing there every week.

    `pull`: how strongly people gather while no desk stands (0: a weekly desk sees as many each time, 1: it only spreads
    the same people), with its interval; None where the gaps never differed. `verdict`: for, against, unclear, unknown.
    `per_day`: people a weekly desk would see each time; `more`: how many more a month than now, lowest to highest.
    """

    verdict: str
    pull: tuple[float, float, float] | None = None
    per_day: tuple[float, float, float] | None = None
    more: tuple[float, float, float] | None = None
    from_weeks: int = 0
    to_weeks: int = 0


@dataclass(frozen=True)
class Yield:
    """The whole report."""

    total: Group
    by_place: dict[str, Group]
    by_hour: dict[int, Group]
    gaps: list[Gap]
    weekly: Weekly
    chair_hires: Rate
    """Hires for one person seen: what one chair that stays empty may cost."""

    def cost(self, hourly: int) -> int:
        """Won that empty chairs cost, at so many won an hour of staff; capped by the hours that were paid."""
        return round(min(self.total.empty_hours, self.total.staff_hours) * hourly)


def desk_yield(days: Iterable[DeskDay]) -> Yield:
    """The yield of these days. Nothing is read but what is given."""
    rows = sorted(days, key=lambda one: (one.on, one.place))
    places = sorted({one.place for one in rows})
    total = _group(rows)
    hours = sorted({hour for one in rows for hour in _hours(one)})
    found = gaps(rows)
    return Yield(
        total,
        {place: _group([one for one in rows if one.place == place]) for place in places},
        {hour: _at_hour(rows, hour) for hour in hours},
        found,
        weekly(rows, found),
        rate(total.counts["hired"], total.counts["seen"]),
    )


def rate(events: int, units: float) -> Rate:
    """Events per unit with the 95 % interval of Garwood (1936), of Byar beyond `EXACT`. No units: all unknown (NaN)."""
    if units <= 0:
        return Rate(events, units, math.nan, math.nan, math.nan)
    low, high = _interval(events)
    return Rate(events, units, low / units, events / units, high / units)


def gaps(rows: Sequence[DeskDay]) -> list[Gap]:
    """Days by the weeks since the desk before at the same place; the first day of a place has no gap."""
    seen: dict[int, list[int]] = defaultdict(list)
    last: dict[str, date] = {}
    for one in sorted(rows, key=lambda row: row.on):
        if one.place in last:
            weeks = round((one.on - last[one.place]).days / 7)
            if weeks >= 1:
                seen[weeks].append(_seen(one))
        last[one.place] = one.on
    return [Gap(weeks, len(found), rate(sum(found), len(found))) for weeks, found in sorted(seen.items())]


def weekly(rows: Sequence[DeskDay], found: Sequence[Gap]) -> Weekly:
    """Compare days after a short gap with days after a long one.

    If people gather while no desk stands, a day after three weeks sees more than one after two: seen ~ gap ** pull,
    from which a gap of one week follows. The interval widens with the days' own scatter (Pearson's chi-square over its
    degrees of freedom), never below Poisson's. "For" and "against" are said only where the whole interval of `pull`
    lies on one side of a half; at a half, weekly sees 1.4 times as many people as every other week.
    """
    enough = [one for one in found if one.days >= FEW and one.seen.events > 0]
    if len(enough) < 2:
        return Weekly("unknown")
    short, long = enough[0], max(enough[1:], key=lambda one: (one.days, one.weeks))
    scatter = _scatter(rows, {short.weeks: short.seen.mid, long.weeks: long.seen.mid})
    stretch = math.log(long.weeks / short.weeks)
    middle = math.log(long.seen.mid / short.seen.mid) / stretch
    half = Z * math.sqrt(scatter * (1 / long.seen.events + 1 / short.seen.events)) / stretch
    pull = (middle - half, middle, middle + half)
    verdict = "for" if pull[2] < 0.5 else "against" if pull[0] > 0.5 else "unclear"
    each = _each_week(short.seen, long.seen, short.weeks, stretch, scatter)
    now = sum(one.seen.events for one in found) / max(1, sum(one.days * one.weeks for one in found))
    low, mid, high = (52 / 12 * (one - now) for one in each)
    return Weekly(verdict, pull, each, (low, mid, high), short.weeks, long.weeks)


def _each_week(
    short: Rate, long: Rate, weeks: int, stretch: float, scatter: float
) -> tuple[float, float, float]:  # fmt: skip
    """People a desk would see after one week, with their interval, from both gaps; never more than after the short gap,
    never fewer than if the same people were only spread."""
    weight = math.log(weeks) / stretch
    middle = math.log(short.mid) * (1 + weight) - math.log(long.mid) * weight
    half = Z * math.sqrt(scatter * ((1 + weight) ** 2 / short.events + weight**2 / long.events))
    least, most = short.low / weeks, short.high
    low, mid, high = (min(max(math.exp(one), least), most) for one in (middle - half, middle, middle + half))
    return low, mid, high


def gather(user: User, first: date, last: date) -> list[DeskDay]:
    """The district's desks of single talks that were held and closed between two days. Five statements."""
    held = Session.objects.filter(
        district_id=user.district_id, on__range=(first, last), state=SessionState.CLOSED, kind=Kind.COUNSEL
    ).annotate(people=Count("seats_of", distinct=True))
    sessions = list(held.select_related("place__post").order_by("on", "id"))
    tickets = list(Ticket.objects.filter(session__in=[one.pk for one in sessions]).order_by("session_id", "id"))
    came = _came_of(user, sessions, tickets)
    by_session: dict[int, list[Visitor]] = defaultdict(list)
    for one in tickets:
        hour = localtime(one.arrived_at, SEOUL).hour if one.arrived_at else -1
        referred, rung = came.get(one.pk, (False, ""))
        by_session[one.session_id].append(Visitor(hour, one.state, one.registered, referred, rung))
    return [
        DeskDay(
            one.place.post.name, one.on, one.begins, one.ends, one.people,
            len(seats.slots(one.begins, one.ends, one.slot_minutes)) * max(1, min(one.seats, one.people or one.seats)),
            one.slot_minutes, tuple(by_session[one.pk]),
        )
        for one in sessions
    ]  # fmt: skip


def _came_of(user: User, sessions: Sequence[Session], tickets: list[Ticket]) -> dict[int, tuple[bool, str]]:
    """For each ticket whether its resident was referred, and the proof of a hire: each counts for one visit only."""
    on = {one.pk: one.on for one in sessions}
    visits: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for one in tickets:
        if one.seeker_id and one.state == TicketState.SERVED:
            visits[one.seeker_id].append((on[one.session_id], one.pk))
    for found in visits.values():
        found.sort()
    came: dict[int, tuple[bool, str]] = {}
    for seeker, day in referrals.proposed_days(user, visits):
        if ticket := _visit_before(visits[seeker], day):
            came[ticket] = (True, came.get(ticket, (False, ""))[1])
    counted = referrals.placements(user).filter(seeker__in=list(visits)).exclude(state=PlacementState.ANNULLED)
    for placement in counted.prefetch_related("rungs").order_by("claimed_at", "id"):
        ticket = _visit_before(visits[placement.seeker_id], localtime(placement.claimed_at, SEOUL).date())
        if ticket:
            proof = referrals.proof([rung.kind for rung in placement.rungs.all()])
            best = max(proof, came.get(ticket, (True, ""))[1], key=lambda one: RUNGS.index(one) if one else -1)
            came[ticket] = (True, best)
    return came


def _visit_before(visits: Sequence[tuple[date, int]], day: date) -> int | None:
    earlier = [ticket for on, ticket in visits if on <= day and day - on <= COUNTS_FOR]
    return earlier[-1] if earlier else None


def _seen(day: DeskDay) -> int:
    return sum(one.end == "served" for one in day.visitors)


def _hours(day: DeskDay) -> dict[int, float]:
    """The part of each clock hour during which the desk stood."""
    begin, end = day.begins.hour + day.begins.minute / 60, day.ends.hour + day.ends.minute / 60
    return {hour: min(end, hour + 1) - max(begin, hour) for hour in range(int(begin), math.ceil(end))}


def _counts(visitors: Sequence[Visitor]) -> tuple[dict[str, int], dict[str, int]]:
    seen = [one for one in visitors if one.end == "served"]
    rungs = Counter(one.rung for one in seen if one.rung)
    counts = {
        "seen": len(seen), "registered": sum(one.registered for one in seen),
        "referred": sum(one.referred for one in seen), "hired": sum(rungs.values()),
        "left": sum(one.end == "left" for one in visitors), "no_show": sum(one.end == "no_show" for one in visitors),
    }  # fmt: skip
    return counts, {rung: rungs[rung] for rung in RUNGS if rungs[rung]}


def _group(rows: Sequence[DeskDay]) -> Group:
    counts, rungs = _counts([visitor for one in rows for visitor in one.visitors])
    empty = [max(0, one.chairs - _seen(one)) for one in rows]
    return Group(
        days=len(rows),
        hours=sum(one.hours for one in rows),
        staff_hours=sum(one.hours * one.staff for one in rows),
        chairs=sum(one.chairs for one in rows),
        empty=sum(empty),
        empty_hours=sum(n * one.slot_minutes / 60 for n, one in zip(empty, rows, strict=True)),
        counts=counts,
        rungs=rungs,
    )


def _at_hour(rows: Sequence[DeskDay], hour: int) -> Group:
    """What one clock hour came to: visitors by their arrival; chairs are not told apart by hour."""
    standing = [one for one in rows if hour in _hours(one)]
    counts, rungs = _counts([visitor for one in standing for visitor in one.visitors if visitor.hour == hour])
    hours = sum(_hours(one)[hour] for one in standing)
    staffed = sum(_hours(one)[hour] * one.staff for one in standing)
    return Group(len(standing), hours, staffed, 0, 0, 0.0, counts, rungs)


def _scatter(rows: Sequence[DeskDay], means: dict[int, float]) -> float:
    """Pearson's chi-square over its degrees of freedom for the days of these gaps; at least 1."""
    last: dict[str, date] = {}
    terms = []
    for one in sorted(rows, key=lambda row: row.on):
        if one.place in last and (mean := means.get(round((one.on - last[one.place]).days / 7))):
            terms.append((_seen(one) - mean) ** 2 / mean)
        last[one.place] = one.on
    return max(1.0, sum(terms) / max(1, len(terms) - len(means)))


def _interval(events: int) -> tuple[float, float]:
    """The 95 % interval of the mean of a Poisson count."""
    if events > EXACT:
        up = events + 1
        low = events * (1 - 1 / (9 * events) - Z / (3 * math.sqrt(events))) ** 3
        return low, up * (1 - 1 / (9 * up) + Z / (3 * math.sqrt(up))) ** 3
    low = _solve(lambda mean: 1 - _at_most(events - 1, mean), 0.025) if events else 0.0
    return low, _solve(lambda mean: 1 - _at_most(events, mean), 0.975)


def _at_most(events: int, mean: float) -> float:
    term = total = math.exp(-mean)
    for n in range(1, events + 1):
        term *= mean / n
        total += term
    return total if events >= 0 else 0.0


def _solve(rising: Callable[[float], float], wanted: float) -> float:
    low, high = 0.0, 4.0 * EXACT
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return (low + high) / 2
