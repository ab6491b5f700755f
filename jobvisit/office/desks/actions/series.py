"""Writing series: planned, changed from today on, carried ahead."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import F

from jobvisit.base.clock import seoul_day
from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.desks import planning, queries, rules
from jobvisit.office.desks.models import Exclusion, Series, SeriesStaff, Session, SessionStaff
from jobvisit.office.desks.planning import SeriesTerms, Terms
from jobvisit.office.desks.seats import PlanError
from jobvisit.office.desks.states import SESSION, SessionState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

CHANGED = "일정 변경"


@transaction.atomic
def plan_series(*, terms: SeriesTerms, by: User, at: datetime) -> Series:
    """Plan a series and make its sessions of the coming three months.

    Raises `RuleError`, and `PlanError` with every day on which a desk stands in the way or nobody is there.
    """
    policy.require(by, "desks.plan")
    hold_plans(by.district_id)
    seen = planning.preview(terms, today=seoul_day(at))
    if seen.problems:
        raise PlanError(*seen.problems)
    series = Series.objects.create(
        district_id=by.district_id, rule=terms.rule, valid_from=terms.valid_from, valid_until=terms.valid_until,
        **terms.columns(),
    )  # fmt: skip
    _seat_series(series, terms)
    _leave_out(series, terms.leave_out)
    audit.note(by=by, at=at, verb="desks.plan_series", subject=series, details={"rule": terms.rule})
    carry_ahead(series=series, by=by, at=at)
    return series


@transaction.atomic
def change_series(*, series: Series, terms: SeriesTerms, version: int, by: User, at: datetime) -> rules.Change:
    """Give a series other terms from today on. Days with bookings are kept as they are, whatever the new rule says.

    Days that fall away and have no booking are cancelled; new ones are made. Raises like `plan_series`, and
    `OutOfDateError`. Returns what became of which day, clashes named.
    """
    policy.require(by, "desks.plan")
    hold_plans(by.district_id)
    current = Series.objects.select_for_update().get(pk=series.pk, district_id=by.district_id)
    if current.version != version:
        raise OutOfDateError
    today = seoul_day(at)
    seen = planning.preview(terms, today=today, changing=current)
    if seen.problems:
        raise PlanError(*seen.problems)
    assert seen.change is not None
    details = {"from": current.rule, "to": terms.rule, "clashes": [str(one.date) for one in seen.change.clashes]}
    Series.objects.filter(pk=series.pk).update(
        rule=terms.rule, valid_from=terms.valid_from, valid_until=terms.valid_until, version=F("version") + 1,
        **terms.columns(),
    )  # fmt: skip
    series.refresh_from_db()
    _seat_series(series, terms)
    _leave_out(series, terms.leave_out)
    audit.note(by=by, at=at, verb="desks.change_series", subject=series, details=details)
    _follow(series, terms, seen.change, by, at)
    carry_ahead(series=series, by=by, at=at)
    return seen.change


@transaction.atomic
def carry_ahead(*, series: Series, by: User | None, at: datetime) -> list[Session]:
    """Make the sessions of a series that are due within three months and not there yet. Returns the new ones.

    Whoever is away that day is not seated; a session at which nobody sits is shown as such.
    """
    today = seoul_day(at)
    terms = planning.terms_of(series)
    last = today + planning.AHEAD
    there = set(series.sessions.filter(on__gte=today).values_list("on", flat=True))
    held = [one.date for one in planning.days(terms, today, last) if one.held and one.date not in there]
    made = Session.objects.bulk_create(
        [Session(district_id=series.district_id, series=series, on=day, **terms.columns()) for day in held]
    )
    seat(terms, made)
    audit.note_many(by=by, at=at, verb="desks.plan", subjects=made)
    return made


def hold_plans(district_id: int) -> None:
    """One plan of a district at a time: two that are looked at together would both find the place free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('desks.plan'), %s)", [district_id % 2**31])


def seat(terms: Terms, sessions: list[Session]) -> None:
    """Seat the people of the plan at new sessions, those who are away left out."""
    if not sessions:
        return
    days = [one.on for one in sessions]
    gone = planning.away(terms.place.district_id, terms.staff, min(days), max(days))
    SessionStaff.objects.bulk_create(
        [
            SessionStaff(district_id=one.district_id, session=one, user=user)
            for one in sessions
            for user in planning.seated(terms, one.on, gone)
        ]
    )


def _follow(series: Series, terms: SeriesTerms, change: rules.Change, by: User, at: datetime) -> None:
    """Bring the sessions made so far in line with the change; those with bookings stay as people know them."""
    rows = list(queries.sessions_of(series, seoul_day(at)))
    dropped, added = set(change.dropped), set(change.added)
    for one in rows:
        if one.state == SessionState.PLANNED and one.on in dropped:
            _move(one, SessionState.CANCELLED, because=CHANGED, by_rule=True, by=by, at=at)
        elif one.state == SessionState.CANCELLED and one.by_rule and one.on in added:
            _move(one, SessionState.PLANNED, because="", by_rule=False, by=by, at=at)
            _fit(one, terms)
        elif one.state == SessionState.PLANNED and not one.people:
            _fit(one, terms)


def _fit(session: Session, terms: SeriesTerms) -> None:
    Session.objects.filter(pk=session.pk).update(version=F("version") + 1, **terms.columns())
    SessionStaff.objects.filter(session=session).delete()
    seat(terms, [session])


def _move(
    session: Session, to: SessionState, *, because: str, by_rule: bool, by: User, at: datetime
) -> None:  # fmt: skip
    SESSION.check(SessionState(session.state), to)
    Session.objects.filter(pk=session.pk).update(
        state=to, because=because, by_rule=by_rule, version=F("version") + 1
    )  # fmt: skip
    audit.note(by=by, at=at, verb=f"desks.{to}", subject=session, reason=because, details={"from": session.state})


def _seat_series(series: Series, terms: SeriesTerms) -> None:
    _only(SeriesStaff.objects.filter(series=series).exclude(user__in=terms.staff))
    SeriesStaff.objects.bulk_create(
        [SeriesStaff(district_id=series.district_id, series=series, user=one) for one in terms.staff],
        ignore_conflicts=True,
    )


def _leave_out(series: Series, days: Mapping[date, str]) -> None:
    _only(Exclusion.objects.filter(series=series).exclude(on__in=list(days)))
    rows = [Exclusion(district_id=series.district_id, series=series, on=on, reason=why) for on, why in days.items()]
    Exclusion.objects.bulk_create(rows, ignore_conflicts=True)


def _only(rest: Iterable[object]) -> None:
    rest.delete()  # type: ignore[attr-defined]
