"""Counts of the desk in the library, of the agreements' promises and of the school's seats."""

from datetime import date, timedelta

from jobvisit.office.referrals.rules import add_months
from jobvisit.office.reports.kpis.counted import Count, Entry, Marks, counter
from jobvisit.office.reports.kpis.counts import CLASS_MONTHS, DESK_DAYS, begun
from jobvisit.office.reports.kpis.facts import Facts, PromiseRow, SeatRow, TicketRow


def _at(f: Facts, dong: str) -> Marks:
    return (("zone", f.zones.get(dong, "")),)


def _person(one: TicketRow) -> int:
    """Whoever came is a person, registered or not."""
    return one.resident or -one.id


@counter
def desk_minutes(f: Facts) -> Count:
    """Minutes of the desks held in the month."""
    rows = (Entry(one.id, one.id, one.minutes, marks=_at(f, one.dong)) for one in f.desks if f.period.holds(one.on))
    return Count("desk_minutes", "desk", tuple(sorted(rows)), ("zone",))


def _served(f: Facts, registered: bool = False) -> tuple[Entry, ...]:
    return tuple(
        sorted(
            Entry(one.id, one.id, 1, _person(one), _at(f, one.dong))
            for one in f.tickets
            if f.period.holds(one.on) and (one.registered or not registered)
        )
    )


@counter
def desk_seen(f: Facts) -> Count:
    """Visitors who were served at a desk of the month."""
    return Count("desk_seen", "ticket", _served(f), ("zone",), "desk")


@counter
def desk_registered(f: Facts) -> Count:
    """Those of them who were registered there."""
    return Count("desk_registered", "ticket", _served(f, registered=True), ("zone",), "desk")


@counter
def desk_hires(f: Facts) -> Count:
    """Hires of the month of residents whom a desk had served in the ninety days before the hire was told."""
    seen: dict[int, list[TicketRow]] = {}
    for ticket in f.tickets:
        if ticket.resident:
            seen.setdefault(ticket.resident, []).append(ticket)
    rows = []
    for hire in begun(f):
        since = hire.claimed_on - timedelta(days=DESK_DAYS)
        before = [one for one in seen.get(hire.resident, ()) if since <= one.on <= hire.claimed_on]
        if before:
            last = max(before, key=lambda one: (one.on, one.id))
            rows.append(Entry(hire.id, hire.id, 1, hire.resident, _at(f, last.dong)))
    return Count("desk_hires", "placement", tuple(sorted(rows)), ("zone",), "desk")


def _in_force(f: Facts) -> dict[int, tuple[PromiseRow, int]]:
    """Lines that hold on the month's last day, or ended in the month, with what they promise by then."""
    found = {}
    for one in f.promises:
        terms = [promised for from_on, promised in one.history if from_on <= f.period.last]
        if one.starts_on <= f.period.last and one.last_on >= f.period.first and terms:
            found[one.id] = (one, terms[-1])
    return found


@counter
def promised(f: Facts) -> Count:
    """People whom the lines of agreements in force promise to hire."""
    rows = (Entry(key, key, number) for key, (_one, number) in _in_force(f).items())
    return Count("promised", "line", tuple(sorted(rows)))


@counter
def delivered(f: Facts) -> Count:
    """Hires under those lines told by the month's end, as the meter counts them."""
    lines = _in_force(f)
    rows = (
        Entry(one.id, one.id, 1, one.resident) for one in f.kept if one.line in lines and f.period.before_cut(one.on)
    )
    return Count("delivered", "placement", tuple(sorted(rows)), (), "agreement")


def _of_classes(f: Facts) -> list[SeatRow]:
    return [one for one in f.seats if f.period.holds(add_months(one.ends, CLASS_MONTHS))]


@counter
def class_seats(f: Facts) -> Count:
    """Seats of classes that ended three months before: in the month those three months are over."""
    rows = (Entry(one.id, one.id, 1, one.resident) for one in _of_classes(f))
    return Count("class_seats", "enrolment", tuple(sorted(rows)), (), "class")


@counter
def class_certified(f: Facts) -> Count:
    """Those of them that led to a certificate."""
    rows = (Entry(one.id, one.id, 1, one.resident) for one in _of_classes(f) if one.certified)
    return Count("class_certified", "enrolment", tuple(sorted(rows)), (), "class")


@counter
def class_hired(f: Facts) -> Count:
    """Those of them whose resident began a hire within the three months after the last day."""
    starts: dict[int, list[date]] = {}
    for hire in f.hires:
        if not hire.void:
            starts.setdefault(hire.resident, []).append(hire.start_on)
    rows = (
        Entry(one.id, one.id, 1, one.resident)
        for one in _of_classes(f)
        if any(one.ends <= day <= add_months(one.ends, CLASS_MONTHS) for day in starts.get(one.resident, ()))
    )
    return Count("class_hired", "enrolment", tuple(sorted(rows)), (), "class")
