"""Reading the month's figures: as they are known now, and as they were frozen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet

from jobvisit.base.clock import seoul_day
from jobvisit.office.agreements.models import Line
from jobvisit.office.companies.models import Company
from jobvisit.office.desks.models import Session, Ticket
from jobvisit.office.orders import queries as orders
from jobvisit.office.outreach.models import Attempt, Visit, VisitPlan
from jobvisit.office.outreach.states import PlanState
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.reports import facts
from jobvisit.office.reports.kpis import Book, Month
from jobvisit.office.reports.kpis.document import Change, book_of, changes, document
from jobvisit.office.reports.kpis.effect import Drawn, Effect, effect
from jobvisit.office.reports.models import ClosedMonth
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.staff.models import User
from jobvisit.office.training.models import Enrolment

TRIAL: Final = timedelta(days=90)
"""For so long after a lottery the orders of its firms are counted."""


def visible_to(user: User) -> QuerySet[ClosedMonth]:
    """The closed months of the user's district, every revision."""
    return ClosedMonth.objects.filter(district_id=user.district_id)


def revisions(user: User, month: Month) -> QuerySet[ClosedMonth]:
    """What was frozen of a month, the latest first; without the documents."""
    return visible_to(user).filter(month=month.first).defer("document").select_related("by").order_by("-revision")


def frozen(district_id: int, month: Month) -> ClosedMonth | None:
    """The latest frozen version of a month; None while it is open."""
    return frozen_months(district_id, [month]).get(month)


def frozen_months(district_id: int, months: Sequence[Month]) -> dict[Month, ClosedMonth]:
    """The latest frozen version of each of these months that is closed. One statement."""
    found = ClosedMonth.objects.filter(district_id=district_id, month__in=[month.first for month in months])
    latest = found.order_by("month", "-revision").distinct("month").select_related("by")
    return {Month.of(one.month): one for one in latest}


def is_closed(district_id: int, month: Month) -> bool:
    """Whether a month has been closed."""
    return ClosedMonth.objects.filter(district_id=district_id, month=month.first).exists()


def recounted(district_id: int, month: Month, today: date) -> str:
    """The month's document as it would be frozen now."""
    return document(facts.of_month(district_id, month, today))


@dataclass(frozen=True)
class Standing:
    """A closed month held against a recount."""

    closed: ClosedMonth
    now: str
    changes: list[Change]

    @property
    def pending(self) -> bool:
        """Whether a count rests on other rows now: somebody has to record a revision."""
        return any(change.numbers for change in self.changes)


def standing(district_id: int, month: Month, today: date) -> Standing | None:
    """How a closed month stands against a recount; None while it is open."""
    closed = frozen(district_id, month)
    if closed is None:
        return None
    now = recounted(district_id, month, today)
    return Standing(closed, now, changes(closed.document, now))


def books(district_id: int, months: Sequence[Month], today: date) -> dict[Month, Book]:
    """The counts of several months: frozen ones as they were frozen, open ones as they are known now.

    Months that have not begun are left out.
    """
    begun = [month for month in months if month.first <= today]
    closed = frozen_months(district_id, begun)
    running = facts.of_months(district_id, [month for month in begun if month not in closed], today)
    return {month: book_of(closed[month].document) if month in closed else Book(running[month]) for month in begun}


@dataclass(frozen=True)
class Trial:
    """A lottery of who is visited first: the day it was drawn, the day up to which was looked, and what came of it."""

    drawn_on: date
    until: date
    early: int
    waiting: int
    effect: Effect | None
    """None where there is too little to say anything."""


def trial(district_id: int, day: date) -> Trial | None:
    """The latest lottery that was carried out by a day: orders of each firm in the 90 days since. Two statements."""
    plans = VisitPlan.objects.filter(district_id=district_id, trial__isnull=False, first_on__lte=day)
    plan = plans.filter(state__in=[PlanState.ACCEPTED, PlanState.REPLACED]).order_by("-made_at", "-id").first()
    if plan is None or plan.trial is None:
        return None
    drawn_on = seoul_day(datetime.fromisoformat(plan.trial["at"]))
    until = min(day, drawn_on + TRIAL)
    given = facts.orders_by_firm(district_id, drawn_on, until)
    first = set(plan.trial["first"])
    firms = [Drawn(stratum, firm in first, given.get(int(firm), 0)) for firm, stratum in plan.trial["strata"].items()]
    early = sum(one.early for one in firms)
    return Trial(drawn_on, until, early, len(firms) - early, effect(firms, seed=plan.seed))


def rows_of(user: User, of: str, keys: Iterable[int]) -> list[Any]:
    """The rows of a kind behind a count, as far as the person may see them and they are still there."""
    own = {"district_id": user.district_id}
    found: dict[str, QuerySet[Any]] = {
        "order": orders.visible_to(user).select_related("company"),
        "resident": seekers.visible_to(user).select_related("owner"),
        "referral": referrals.visible_to(user).select_related("seeker", "order__company"),
        "placement": referrals.placements(user).select_related("seeker", "company"),
        "visit": Visit.objects.filter(**own).select_related("case__company", "counsellor"),
        "attempt": Attempt.objects.filter(**own).select_related("case__company", "by"),
        "firm": Company.objects.filter(**own),
        "desk": Session.objects.filter(**own).select_related("place__post"),
        "ticket": Ticket.objects.filter(**own).select_related("session__place__post", "seeker"),
        "line": Line.objects.filter(**own).select_related("agreement"),
        "enrolment": Enrolment.objects.filter(**own).select_related("seeker", "cohort__course"),
    }
    return list(found[of].filter(pk__in=list(keys)).order_by("pk"))
