"""Lists of residents for an order, shown and remembered."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from jobvisit.base.clock import seoul_day
from jobvisit.engines import matching
from jobvisit.engines.matching.filters import check_all, first_failed
from jobvisit.engines.matching.results import requirements
from jobvisit.engines.matching.scores import terms
from jobvisit.office.matches import groups, passing, queries, record, store, translate
from jobvisit.office.matches.models import Measure, ShownList
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import User

LENGTH = 20
POOL = 2_000
"""Of how many of the best a lawful measure chooses anew."""
FIRST = 3
"""Residents asked at once: the price of a window is what these three would bring less."""


@dataclass(frozen=True)
class Shortlist:
    """A list as the engine made it, with its place in the log of lists shown."""

    ranking: matching.Ranking
    passed: matching.PassedOver
    shown: ShownList


def shortlist(*, order: JobOrder, by: User | None, at: datetime) -> Shortlist:
    """Rank the district's residents for a saved order and record what was shown and who was passed over, and why."""
    today = seoul_day(at)
    people = store.people(order.district_id, today)
    asked = translate.order(order, today)
    measure = queries.measure_at(order, at)
    ranking, favoured, cost = _ranked(people, asked, measure, today)
    passed = passing.passed_over(people, asked, ranking, favoured)
    assert ranking.counts is not None
    priced = people.prices is not None
    shown = ShownList.objects.create(
        district_id=order.district_id,
        order=order,
        at=at,
        by=by,
        model_version=ranking.params_version,
        seekers=ranking.ids.tolist(),
        scores=ranking.scores.tolist(),
        terms=ranking.terms.tolist(),
        unknown=ranking.unknown.tolist(),
        silent=ranking.not_stated,
        eligible=ranking.counts.eligible,
        to_confirm=ranking.counts.to_confirm,
        excluded={r.name.lower(): n for r, n in ranking.counts.excluded_by().items()},
        passed=record.pack(passed),
        passed_count=len(passed),
        round_id=people.round if priced else None,
        prices=people.prices.of(ranking.ids).tolist() if people.prices is not None else [],
        measure=measure,
        measure_price=cost,
        first=_first(ranking, favoured) if measure is not None and measure.until is not None else 0,
    )
    return Shortlist(ranking, passed, shown)


def current_list(*, order: JobOrder, by: User, at: datetime) -> ShownList | None:
    """The list last shown for an order; one made in a window that has ended since is made anew, at reading."""
    shown = queries.latest(by, order)
    if shown is None or shown.measure is None or shown.measure.until is None or at < shown.measure.until:
        return shown
    return shortlist(order=order, by=by, at=at).shown


def seekers_now(*, order: JobOrder, at: datetime) -> list[int]:
    """Who would stand on an order's list now, best first. Nothing is recorded."""
    today = seoul_day(at)
    people = store.people(order.district_id, today)
    ranking, _, _ = _ranked(people, translate.order(order, today), queries.measure_at(order, at), today)
    return [int(key) for key in ranking.ids]


@dataclass(frozen=True)
class Fit:
    """One open order seen from a resident: what failed, and the score it has or would have if that were waived."""

    order: int
    failed: tuple[matching.Requirement, ...]
    unknown: tuple[matching.Requirement, ...]
    gap: int
    """By how much the first failed requirement is missed, in its unit."""
    score: int


def all_orders_for(*, seeker: Seeker, today: date) -> list[Fit]:
    """Every open order: those that fit by score, then those missed by one requirement, by two …; none left out."""
    index = store.orders(seeker.district_id, today).index
    table, person = index.rows(), matching.People.of([_person(seeker)])
    checks = check_all(person, table, index.params)
    scores = terms(person, table, checks, index.curves).sum(1)
    first = first_failed(checks.failed)
    fits = [
        Fit(
            int(table.ids[row]),
            requirements(int(checks.failed[row])),
            requirements(int(checks.unknown[row])),
            int(checks.gaps[max(int(first[row]), 0), row]),
            int(scores[row]),
        )
        for row in range(len(table))
    ]
    return sorted(fits, key=lambda one: (len(one.failed), -one.score, one.order))


def what_if(*, order: JobOrder, by: User, today: date) -> matching.WhatIf:
    """How many residents an order reaches as it is typed, and what each single change would bring. Nothing is kept."""
    return matching.what_if(store.people(by.district_id, today).index, translate.order(order, today))


def jobs_for(*, seeker: Seeker, today: date, most: int = LENGTH) -> matching.Ranking:
    """The best open orders for one resident: the same engine the other way round, with the same scores."""
    openings = store.orders(seeker.district_id, today)
    return matching.rank_orders(openings.index, _person(seeker), most, openings.prices)


def explain(*, order: JobOrder, seeker: Seeker, today: date) -> matching.Verdict:
    """Why this resident is, or is not, in the order's list, and what would change it."""
    person = matching.People.of([_person(seeker)])
    index = store.people(order.district_id, today).index
    return matching.explain_pair(index, translate.order(order, today), person)


def _person(seeker: Seeker) -> matching.Person:
    return translate.person({name: getattr(seeker, name) for name in translate.PERSON_COLUMNS})


def _ranked(
    people: store.People, asked: matching.Order, measure: Measure | None, today: date
) -> tuple[matching.Ranking, passing.Favoured | None, int]:
    """The list; under a measure chosen anew from the best, with who is favoured and what it costs.

    The cost is the list's expected placements without the measure less those with it, in millionths.
    """
    if measure is None:
        return matching.rank(people.index, asked, LENGTH, people.prices), None, 0
    if measure.until is not None:
        return _in_window(people, asked, measure, measure.until, today)
    pool = matching.rank(people.index, asked, POOL, people.prices)
    members = groups.members(measure.district_id, measure.group, today, among=pool.ids.tolist())
    favoured = np.isin(pool.ids, sorted(members))
    weight = float(measure.weight)
    worth = pool.values * np.where(favoured & (pool.values > 0), 1 + weight, 1.0)
    chosen = np.argsort(-worth, kind="stable")[:LENGTH]
    chances = np.exp(pool.scores / 1000) * 1_000_000
    cost = round(float(chances[:LENGTH].sum() - chances[chosen].sum()))
    favoured_by = passing.Favoured(frozenset(members), record.FAVOURED, round(100 * weight))
    return passing.part(pool, chosen), favoured_by, cost


def _in_window(
    people: store.People, asked: matching.Order, measure: Measure, until: datetime, today: date
) -> tuple[matching.Ranking, passing.Favoured, int]:
    """The very people of the list without the window, those of the agreement's group first, else in its order.

    Nobody enters and nobody leaves, so that the list is the plain one again the minute the window ends. The cost is
    what the first three would bring without the window less what they bring with it, in millionths.
    """
    plain = matching.rank(people.index, asked, LENGTH, people.prices)
    members = groups.members(measure.district_id, measure.group, today, among=plain.ids.tolist())
    chosen = np.argsort(~np.isin(plain.ids, sorted(members)), kind="stable")
    chances = np.exp(plain.scores / 1000) * 1_000_000
    cost = round(float(chances[:FIRST].sum() - chances[chosen][:FIRST].sum()))
    minutes = round((until - measure.order.accepted_at).total_seconds() / 60)
    return passing.part(plain, chosen), passing.Favoured(frozenset(members), record.WINDOWED, minutes), cost


def _first(ranking: matching.Ranking, favoured: passing.Favoured | None) -> int:
    return int(np.isin(ranking.ids, sorted(favoured.members)).sum()) if favoured else 0
