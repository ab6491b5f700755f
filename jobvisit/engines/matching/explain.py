"""Why, and why not: one person looked at closely, and the record of everyone passed over."""

from __future__ import annotations

import numpy as np

from jobvisit.engines.matching.columns import I64, Orders, People
from jobvisit.engines.matching.filters import check_all, first_failed, not_stated
from jobvisit.engines.matching.index import Index
from jobvisit.engines.matching.results import LOWER_SCORE, Change, Check, PassedOver, Ranking, Unit, Verdict
from jobvisit.engines.matching.scores import terms
from jobvisit.engines.matching.types import Order, Requirement, State, Term

UNITS = {
    Requirement.OCCUPATION: Unit.NONE,
    Requirement.COMMUTE: Unit.METRES,
    Requirement.PAY: Unit.WON_AN_HOUR,
    Requirement.DAYS: Unit.WEEKDAYS,
    Requirement.START: Unit.MINUTES,
    Requirement.END: Unit.MINUTES,
    Requirement.WEEKLY: Unit.MINUTES_A_WEEK,
    Requirement.SHIFT: Unit.NONE,
    Requirement.LICENCES: Unit.LICENCES,
    Requirement.CAREER: Unit.MONTHS,
    Requirement.EDUCATION: Unit.LEVELS,
}
NOT_BY_ORDER = (Requirement.OCCUPATION, Requirement.COMMUTE)
"""An order cannot change what it is or where it stands."""

FULL_TIME_WEEK, HOLIDAY_FROM = 40 * 60, 15 * 60


def monthly_hours(weekly: int) -> float:
    """Paid hours a month for so many minutes a week, with the weekly paid holiday from 15 hours on (근기법 §18③, §55;
    최저임금법 영 §5: × 365 ÷ 7 ÷ 12): 40 hours make 208.6. A full week where the order does not say."""
    week = weekly if weekly > 0 else FULL_TIME_WEEK
    holiday = min(week, FULL_TIME_WEEK) / 5 if week >= HOLIDAY_FROM else 0.0
    return (week + holiday) / 60 * 365 / 7 / 12


def explain(index: Index, order: Order, person_id: int) -> Verdict:
    """Every requirement, every term and what would admit this resident. Raises ``KeyError`` for an id not in the
    index."""
    return explain_pair(index, order, index.person(person_id))


def explain_pair(index: Index, order: Order, person: People) -> Verdict:
    """The same for a one-row table, in the index or not."""
    orders = Orders.of([order])
    found = check_all(person, orders, index.params)
    silent = int(not_stated(orders)[0])
    points = terms(person, orders, found, index.curves)[0]
    checks = []
    for r in Requirement:
        says_nothing = bool(silent >> r & 1)
        state = State.UNKNOWN if says_nothing else State(found.states[r, 0])
        lacking = _lacking(person, order) if r == Requirement.LICENCES and state != State.MET else ()
        checks.append(Check(r, state, int(found.gaps[r, 0]), _unit(r, order), says_nothing, lacking))
    changes = tuple(_change(c, orders, person) for c in checks if c.state == State.FAILED)
    return Verdict(
        id=int(person.ids[0]),
        checks=tuple(checks),
        changes=changes,
        score=int(points.sum()),
        terms=tuple(zip(Term, points.tolist(), strict=True)),
    )


def _unit(requirement: Requirement, order: Order) -> Unit:
    if requirement == Requirement.DAYS and order.days <= 0:
        return Unit.DAYS_A_WEEK
    return UNITS[requirement]


def _lacking(person: People, order: Order) -> tuple[int, ...]:
    """The demanded licences that are not held; where one of several would do and none is held, all of those."""
    held = {64 * w + b for w, word in enumerate(person.licences[0].tolist()) for b in range(64) if word >> b & 1}
    missing = set(order.licences_all) - held
    if order.licences_any and not set(order.licences_any) & held:
        missing |= set(order.licences_any)
    return tuple(sorted(missing))


def _change(check: Check, orders: Orders, person: People) -> Change:
    amount = -check.gap if check.requirement == Requirement.WEEKLY else abs(check.gap)
    monthly = 0
    if check.requirement == Requirement.PAY:
        monthly = -(-round(amount * monthly_hours(int(orders.weekly[0]))) // 10_000) * 10_000
    by_order = check.requirement not in NOT_BY_ORDER and _leaves_a_job(check, amount, orders, person)
    return Change(check.requirement, amount, check.unit, by_order, monthly)


def _leaves_a_job(check: Check, amount: int, orders: Orders, person: People) -> bool:
    """Whether the order is still one after the change: with working time, with a day, with a week they want."""
    if check.requirement in (Requirement.START, Requirement.END) and orders.start[0] >= 0 and orders.end[0] >= 0:
        return amount < int(orders.end[0]) - int(orders.start[0])
    if check.requirement == Requirement.DAYS and check.unit == Unit.WEEKDAYS:
        return amount != int(orders.days[0])
    if check.requirement == Requirement.WEEKLY:
        low, high = int(person.weekly_min[0]), int(person.weekly_max[0])
        return low < 0 or high < 0 or low <= high
    return True


def passed_over(index: Index, order: Order, ranking: Ranking) -> PassedOver:
    """The record for the law: a row for everyone who applied earlier than someone ranked above them, with the reason.

    ``ranking`` is ``rank(index, order, k)``; someone unlisted stands below everyone listed. Undated applications were
    made after all others, and same-day ones in the order of their ids.
    """
    people, orders = index.rows(), Orders.of([order])
    applied = _application_order(people)
    place = {int(id_): i for i, id_ in enumerate(ranking.ids)}
    rows_of_ids = {int(people.ids[r]): r for r in np.flatnonzero(np.isin(people.ids, ranking.ids))}
    listed = np.array([rows_of_ids[int(i)] for i in ranking.ids], np.int64)
    own = np.full(len(people), len(listed), np.int64)
    own[listed] = [place[int(i)] for i in ranking.ids]
    ahead = _lowest_later(applied, listed, own)
    rows = np.flatnonzero(ahead >= 0)
    subset = people.take(rows)
    checks = check_all(subset, orders, index.params)
    points = terms(subset, orders, checks, index.curves)
    lost = ranking.terms[ahead[rows]] - points
    worst = lost.argmax(1)
    first = first_failed(checks.failed)
    out, every = first >= 0, np.arange(len(rows))
    return PassedOver(
        ids=subset.ids,
        reason=np.where(out, first, LOWER_SCORE + worst).astype(np.uint8),
        value=np.where(out, checks.gaps[np.maximum(first, 0), every], lost[every, worst]).astype(np.int32),
        score=points.sum(1, dtype=np.int32),
        ahead=ranking.ids[ahead[rows]],
        rank=np.where(own[rows] < len(listed), own[rows] + 1, 0).astype(np.int32),
        unknown=checks.unknown,
    )


def _application_order(people: People) -> I64:
    """Each row's place in the order of application."""
    dated = np.where(people.applied_on < 0, np.int64(2**31), people.applied_on)
    places = np.empty(len(people), np.int64)
    places[np.lexsort((people.ids, dated))] = np.arange(len(people))
    return places


def _lowest_later(applied: I64, listed: I64, own: I64) -> I64:
    """For each row the lowest place in the list, above its own, held by someone who applied later; -1 where none is."""
    ahead = np.full(len(applied), -1, np.int64)
    for position, row in enumerate(listed):
        ahead[(applied < applied[row]) & (own > position)] = position
    return ahead
