"""Lists of residents for an order, shown and remembered."""

from dataclasses import dataclass
from datetime import date, datetime

from jobvisit.base.clock import seoul_day
from jobvisit.engines import matching
from jobvisit.office.matches import record, store, translate
from jobvisit.office.matches.models import ShownList
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import User

LENGTH = 20


@dataclass(frozen=True)
class Shortlist:
    """A list as the engine made it, with its place in the log of lists shown."""

    ranking: matching.Ranking
    passed: matching.PassedOver
    shown: ShownList


def shortlist(*, order: JobOrder, by: User, at: datetime) -> Shortlist:
    """Rank the district's residents for a saved order and record what was shown and who was passed over, and why."""
    index = store.people(order.district_id)
    asked = translate.order(order, seoul_day(at))
    ranking = matching.rank(index, asked, LENGTH)
    passed = matching.passed_over(index, asked, ranking)
    assert ranking.counts is not None
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
    )
    return Shortlist(ranking, passed, shown)


def what_if(*, order: JobOrder, by: User, today: date) -> matching.WhatIf:
    """How many residents an order reaches as it is typed, and what each single change would bring. Nothing is kept."""
    return matching.what_if(store.people(by.district_id), translate.order(order, today))


def jobs_for(*, seeker: Seeker, today: date, most: int = LENGTH) -> matching.Ranking:
    """The best open orders for one resident: the same engine the other way round, with the same scores."""
    row = {name: getattr(seeker, name) for name in translate.PERSON_COLUMNS}
    return matching.rank_orders(store.orders(seeker.district_id), translate.person(row), most)


def explain(*, order: JobOrder, seeker: Seeker, today: date) -> matching.Verdict:
    """Why this resident is, or is not, in the order's list, and what would change it."""
    row = {name: getattr(seeker, name) for name in translate.PERSON_COLUMNS}
    person = matching.People.of([translate.person(row)])
    return matching.explain_pair(store.people(order.district_id), translate.order(order, today), person)
