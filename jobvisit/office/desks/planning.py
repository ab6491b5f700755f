"""On which days a series stands, and what is in its way: holidays, closures, other desks, absences.

Read only. `preview` is what the planning page shows and what the action asks again before it writes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from django.db.models import Q

from jobvisit.office.desks import queries, rules
from jobvisit.office.desks.closed_days import DaysOff, days_off
from jobvisit.office.desks.models import Exclusion, Kind, Place, Series, Session, SessionStaff
from jobvisit.office.desks.seats import Away, Problem
from jobvisit.office.desks.states import SessionState
from jobvisit.office.reference import queries as reference
from jobvisit.office.staff.models import Absence, District, User

AHEAD: Final = timedelta(days=92)
"""So far ahead sessions are made and can be booked."""
LOOK: Final = timedelta(days=366)
"""So far ahead clashes are looked for."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a series, or a single session, is to be."""

    place: Place
    title: str
    begins: time
    ends: time
    staff: tuple[User, ...]
    kind: str = Kind.COUNSEL
    seats: int = 1
    slot_minutes: int = 30
    capacity: int | None = None
    bookable: bool = True

    def columns(self) -> dict[str, object]:
        """The columns that series and sessions share."""
        names = ("place", "title", "kind", "begins", "ends", "seats", "slot_minutes", "capacity", "bookable")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, kw_only=True)
class SeriesTerms(Terms):
    """What a series is to be. `leave_out`: days that a person takes out, and why."""

    rule: str
    valid_from: date
    valid_until: date | None = None
    leave_out: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Preview:
    """What a plan would do: its days with reasons, what is in the way, and for a change what becomes of which day."""

    days: list[rules.Held]
    problems: list[Problem]
    change: rules.Change | None = None

    @property
    def held(self) -> list[date]:
        """The days on which the desk would stand."""
        return [one.date for one in self.days if one.held]


def off(district: District, first: date, last: date) -> DaysOff:
    """Days off work: the computed and tabled ones, and what an administrator entered since (임시공휴일, 구 휴무)."""
    found = days_off(first, last)
    names = dict(found.names)
    for year in range(first.year, last.year + 1):
        try:
            entered = reference.holidays(date(year, 1, 1), date(year, 12, 31), area=district.code)
        except ValueError:  # nobody has entered the year; `days_off` says what it reckons
            continue
        for one in entered:
            names.setdefault(one.on, f"공휴일: {one.name_ko} · holiday: {one.name_en}")
    return DaysOff(names, found.unknown_years)


def days(terms: SeriesTerms, first: date, last: date) -> list[rules.Held]:
    """Every day that the rule names between two days, held or not and why. Raises `RuleError`."""
    until = min(last, terms.valid_until) if terms.valid_until else last
    start = max(first, terms.valid_from)
    if until < start:
        return []
    holidays = off(terms.place.district, start, until)
    shut = [rules.Closure(one.first, one.last, one.reason) for one in queries.closures(terms.place, start, until)]
    return rules.dates(
        rules.parse(terms.rule), start, until, start=terms.valid_from, holidays=holidays.names,
        unknown_years=holidays.unknown_years, closures=shut, exceptions=terms.leave_out,
    )  # fmt: skip


def terms_of(series: Series) -> SeriesTerms:
    """A series as it was saved."""
    return SeriesTerms(
        place=series.place, title=series.title, begins=series.begins, ends=series.ends, kind=series.kind,
        seats=series.seats, slot_minutes=series.slot_minutes, capacity=series.capacity, bookable=series.bookable,
        staff=tuple(series.staff.order_by("pk")), rule=series.rule, valid_from=series.valid_from,
        valid_until=series.valid_until, leave_out=dict(series.exclusions.values_list("on", "reason")),
    )  # fmt: skip


def preview(terms: SeriesTerms, *, today: date, changing: Series | None = None) -> Preview:
    """What a new series would be, or what changing one would do from today on. Raises `RuleError`; writes nothing."""
    found = days(terms, today, max(today, terms.valid_from) + LOOK)
    held = [one.date for one in found if one.held]
    problems = [*_of_terms(terms), *in_the_way(terms, held, series=changing)]
    if changing is None:
        return Preview(found, problems)
    standing = list(queries.sessions_of(changing, today))
    old = [rules.Held(one.on, held=True) for one in standing if one.state == SessionState.PLANNED]
    booked = {one.on: one.people for one in standing if one.state == SessionState.PLANNED}
    soon = [one for one in found if one.date <= today + AHEAD]
    return Preview(found, problems, rules.change(old, soon, booked))


def of_session(terms: Terms, on: date, *, session: Session | None = None) -> list[Problem]:
    """What is in the way of one session on one day."""
    problems = _of_terms(terms)
    if name := off(terms.place.district, on, on).names.get(on):
        problems.append(Problem("holiday", on, name))
    problems += [Problem("closed", on, one.reason) for one in queries.closures(terms.place, on, on)]
    return [*problems, *in_the_way(terms, [on], session=session)]


def in_the_way(
    terms: Terms, held: Sequence[date], *, series: Series | None = None, session: Session | None = None
) -> list[Problem]:
    """Other desks at the place or with the same people at the same hours, and days on which nobody is left to sit.

    Somebody of a pair who is away is no problem: the other one sits. `series` and `session` are what is replanned.
    """
    if not held:
        return []
    others = _others(terms, held, series, session)
    ours = [
        rules.Slot(
            "", str(terms.place.pk), frozenset(str(one.pk) for one in terms.staff), day, terms.begins, terms.ends
        )
        for day in held
    ]
    titles = {str(number): title for number, (title, _) in enumerate(others)}
    theirs = [
        rules.Slot(str(number), slot.place, slot.staff, slot.date, slot.start, slot.end)
        for number, (_, slot) in enumerate(others)
    ]
    names = {str(one.pk): one.name for one in terms.staff}
    problems = []
    for clash in rules.overlaps([*ours, *theirs]):
        if "" not in (clash.first, clash.second):
            continue
        title = titles[clash.second or clash.first]
        if clash.place:
            problems.append(Problem("place", clash.date, title))
        problems += [Problem("person", clash.date, title, names[key]) for key in clash.staff]
    return sorted([*problems, *_absent(terms, held)], key=lambda one: (one.on or date.min, one.code))


def seated(terms: Terms, on: date, absences: Sequence[Away]) -> list[User]:
    """Who of the plan is there on a day."""
    gone = {one.user for one in absences if one.meets(on, terms.begins, terms.ends)}
    return [one for one in terms.staff if one.pk not in gone]


def away(district_id: int, people: Iterable[User], first: date, last: date) -> list[Away]:
    """Absences of these people between two days."""
    rows = Absence.objects.filter(
        district_id=district_id, user__in=[one.pk for one in people], starts_on__lte=last, ends_on__gte=first
    )
    return [
        Away(one.user_id, one.user.name, one.starts_on, one.ends_on, one.begins, one.ends)
        for one in rows.select_related("user")
    ]


def _of_terms(terms: Terms) -> list[Problem]:
    found = []
    if terms.ends <= terms.begins:
        found.append(Problem("hours"))
    if not terms.staff:
        found.append(Problem("nobody"))
    return found


def _absent(terms: Terms, held: Sequence[date]) -> list[Problem]:
    gone = away(terms.place.district_id, terms.staff, min(held), max(held))
    found = []
    for day in held:
        if terms.staff and not seated(terms, day, gone):
            names = ", ".join(one.name for one in terms.staff)
            found.append(Problem("absent", day, who=names))
    return found


def _others(
    terms: Terms, held: Sequence[date], series: Series | None, session: Session | None
) -> list[tuple[str, rules.Slot]]:
    """Title and slot of every other desk of the district on these days: sessions made, and days of series to come."""
    made = Session.objects.filter(district_id=terms.place.district_id, on__in=list(held))
    made = made.exclude(state=SessionState.CANCELLED)
    made = made.exclude(series=series) if series else made
    made = made.exclude(pk=session.pk) if session else made
    rows = list(made)
    staff: dict[int, set[str]] = {}
    for seat in SessionStaff.objects.filter(session__in=rows):
        staff.setdefault(seat.session_id, set()).add(str(seat.user_id))
    found = [
        (one.title, rules.Slot("", str(one.place_id), frozenset(staff.get(one.pk, ())), one.on, one.begins, one.ends))
        for one in rows
    ]
    there = {(one.series_id, one.on) for one in rows}
    return [*found, *_later(terms, held, series, there)]


def _later(
    terms: Terms, held: Sequence[date], series: Series | None, there: set[tuple[int | None, date]]
) -> list[tuple[str, rules.Slot]]:
    """Days of other series for which no session was made yet, where they share the place or a person."""
    wanted, found = set(held), []
    near = queries.running(terms.place.district_id, min(held)).filter(begins__lt=terms.ends, ends__gt=terms.begins)
    near = near.filter(Q(place=terms.place) | Q(staff__in=[one.pk for one in terms.staff])).distinct()
    for other in near.exclude(pk=series.pk) if series else near:
        known = terms_of(other)
        done = set(Exclusion.objects.filter(series=other).values_list("on", flat=True))
        last_made = other.sessions.order_by("-on").values_list("on", flat=True).first() or date.min
        people = frozenset(str(one.pk) for one in known.staff)
        for day in days(known, max(min(held), last_made), max(held)):
            if day.held and day.date in wanted and day.date not in done and (other.pk, day.date) not in there:
                slot = rules.Slot("", str(other.place_id), people, day.date, other.begins, other.ends)
                found.append((other.title, slot))
    return found
