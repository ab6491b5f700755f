"""A week of visits as the manager sees it: counsellor by day, how full each day is, who is away or not posted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from jobvisit.office.outreach import queries
from jobvisit.office.outreach.states import VisitState
from jobvisit.office.reference import queries as reference
from jobvisit.office.staff import queries as staff

if TYPE_CHECKING:
    from jobvisit.office.outreach.models import Visit
    from jobvisit.office.staff.models import Absence, User

DAYS: Final = 5
WAY: Final = 20
"""Minutes that a way between two visits takes, for a first look at how full a day is. Assumed; a plan knows better."""
SHIFT: Final = 6 * 60
"""Minutes at visits and on the way from which a day counts as full: our shorter shift without its lunch hour."""


@dataclass
class Cell:
    """One counsellor's day. Not `open`: nobody is posted, or they are away the whole day."""

    day: date
    visits: list[Visit] = field(default_factory=list)
    posted: bool = False
    away: bool = False
    """The whole day; hours away are `partly`."""
    partly: str = ""

    @property
    def minutes(self) -> int:
        """At visits and on the way, as far as that can be said without a plan."""
        return sum(one.minutes for one in self.visits) + WAY * (len(self.visits) + bool(self.visits))

    @property
    def full(self) -> bool:
        """More than fits into a shift."""
        return self.minutes > SHIFT

    @property
    def wrong(self) -> bool:
        """Visits of somebody who will not be there."""
        live = [one for one in self.visits if VisitState(one.state) in {VisitState.PROPOSED, VisitState.CONFIRMED}]
        return bool(live) and (self.away or not self.posted)


@dataclass(frozen=True)
class Week:
    """Monday to Friday; further days only where a visit stands on them."""

    monday: date
    days: list[date]
    off: frozenset[date]
    rows: list[tuple[User, list[Cell]]]


def week(monday: date, *, by: User) -> Week:
    """Five statements. Everybody who is posted, or has a visit, in that week."""
    last = monday + timedelta(days=6)
    visits = list(queries.week_of(by, monday, last))
    days = [monday + timedelta(days=n) for n in range(7)]
    days = [day for n, day in enumerate(days) if n < DAYS or any(one.on == day for one in visits)]
    people = {one.counsellor_id: one.counsellor for one in visits}
    posted: dict[int, set[date]] = defaultdict(set)
    for posting in staff.postings(by, monday, last):
        people[posting.user_id] = posting.user
        ends = min(posting.ends_on or last, posting.user.contract_until or last)
        posted[posting.user_id] |= {day for day in days if posting.starts_on <= day <= ends}
    away: dict[int, list[Absence]] = defaultdict(list)
    for absence in staff.absences(by, monday, last):
        away[absence.user_id].append(absence)
    rows = []
    for user in sorted(people.values(), key=lambda one: (one.name, one.pk)):
        cells = [_cell(user, day, visits, posted[user.pk], away[user.pk]) for day in days]
        rows.append((user, cells))
    return Week(monday, days, reference.days_off(monday, last), rows)


def _cell(user: User, day: date, visits: list[Visit], posted: set[date], absences: list[Absence]) -> Cell:
    cell = Cell(day, [one for one in visits if one.counsellor_id == user.pk and one.on == day], day in posted)
    for absence in absences:
        if absence.starts_on <= day <= absence.ends_on:
            if absence.begins and absence.ends:
                cell.partly = f"{absence.begins:%H:%M}–{absence.ends:%H:%M}"
            else:
                cell.away = True
    return cell
