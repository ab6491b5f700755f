"""The composer: reasons from all rooms → a checked plan → people's days; a change as a difference; slots to offer."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from jobvisit.base import clock
from jobvisit.base.clock import seoul_day
from jobvisit.engines import planning
from jobvisit.engines.papers import CancelledError
from jobvisit.engines.planning import files
from jobvisit.flows import visit_reasons
from jobvisit.office.companies import queries as companies
from jobvisit.office.outreach import planning as plans
from jobvisit.office.outreach import queries, works
from jobvisit.office.outreach.states import PLAN, PlanState, VisitState
from jobvisit.office.staff import queries as staff

if TYPE_CHECKING:
    from jobvisit.office.companies.models import Company
    from jobvisit.office.outreach.models import Visit, VisitPlan, Work
    from jobvisit.office.staff.models import User

LIMIT: Final = planning.Limit(iterations=30_000, cpu_seconds=20.0)
AGAIN: Final = planning.Limit(iterations=10_000, cpu_seconds=5.0)
EFFORT: Final = 1200.0
"""Minutes of travel that one expected hire is worth, unless the manager says otherwise: twenty hours."""
MOST_DAYS: Final = 28
OFFERED: Final = 3
ON_THE_WAY: Final = 20 * 60
"""Seconds before an appointment in which nothing else ends."""
STEPS: Final = 3
"""Gathered, planned, checked."""


@dataclass(frozen=True)
class SlotOffer:
    """A time to offer while the firm is on the telephone."""

    on: date
    at: str
    """HH:MM"""
    counsellor: User
    minutes: int
    way: int
    """Minutes of travel that it adds."""


def ask(
    *, first: date, last: date, effort: float, hours: str, in_zones: bool, random_share: float, by: User, at: datetime
) -> VisitPlan:
    """Ask for a plan; a worker lays it out in the background."""
    plan = plans.ask(
        first_on=first, last_on=last, effort=effort, hours=hours, in_zones=in_zones, random_share=random_share,
        seed=secrets.randbelow(2**31), by=by, at=at,
    )  # fmt: skip
    works.ask(kind="plan", subject_id=plan.pk, total=STEPS, by=by, at=at)
    return plan


def ask_again(*, old: VisitPlan, by: User, at: datetime) -> VisitPlan:
    """Ask what has to change in an accepted plan, now that something has."""
    plan = plans.ask(
        first_on=old.first_on, last_on=old.last_on, effort=old.effort, hours=old.hours, in_zones=old.in_zones,
        random_share=old.random_share, seed=old.seed, trial=old.trial, based_on=old, by=by, at=at,
    )  # fmt: skip
    works.ask(kind="plan", subject_id=plan.pk, total=STEPS, by=by, at=at)
    return plan


def compose(work: Work, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
    """Lay a plan out. Whatever is kept has passed the independent checker here once more."""
    by, at = work.asked_by, clock.now()
    plan = queries.plan(by, work.subject_id)
    if plan.random_share and not plan.trial:
        plan.trial = visit_reasons.trial_of(plan, by=by, at=at)
    gathered = visit_reasons.gather(plan, by=by, at=at)
    versions = _agreed(by, plan)
    problem = _problem(gathered.problem, at)
    progress(1, STEPS)
    if cancelled():
        raise CancelledError
    change = None
    if plan.based_on:
        visits = list(queries.visits_between(by, plan.first_on, plan.last_on))
        old = _in_force(plan.based_on, visits)
        confirmed = {str(one.case.company_id) for one in visits if one.state != VisitState.PROPOSED}
        found = planning.replan(problem, old, confirmed=confirmed, seed=plan.seed, limit=AGAIN)
        made, change = found.plan, _change(found)
        wrong = planning.check(problem, made, frozen=found.frozen)
    else:
        made = planning.plan(problem, effort=plan.effort, seed=plan.seed, limit=LIMIT)
        wrong = planning.check(problem, made)
    progress(2, STEPS)
    if wrong:
        raise planning.UncheckedPlanError(wrong)
    answer = {**files.plan_to_dict(made), "left_out": gathered.left_out, "agreed": versions, "travel": gathered.travel}
    plans.lay_out(
        plan=plan, problem=gathered.problem, answer=answer, because=gathered.because, change=change, trial=plan.trial,
        at=at,
    )  # fmt: skip
    progress(STEPS, STEPS)


def accept(*, plan: VisitPlan, by: User, at: datetime) -> int:
    """Put a plan into everybody's days: visits proposed, firms to be called. The number of new visits.

    Raises `IllegalTransitionError`, `ChangedSinceError`.
    """
    PLAN.check(PlanState(plan.state), PlanState.ACCEPTED)
    minutes = {one["id"]: int(one["minutes"]) for one in plan.problem["firms"]}
    today = seoul_day(at)
    places = [
        plans.Place(
            int(stop["visit"]), int(route["counsellor"]), date.fromisoformat(route["day"]), number,
            minutes[stop["visit"]],
        )
        for route in plan.answer["routes"]
        if date.fromisoformat(route["day"]) >= today
        for number, stop in enumerate(route["stops"], 1)
    ]  # fmt: skip
    agreed = {int(firm): int(version) for firm, version in plan.answer["agreed"].items()}
    return plans.accept(plan=plan, places=places, agreed=agreed, by=by, at=at)


def offers(*, company: Company, by: User, at: datetime) -> list[SlotOffer]:
    """Up to three times to offer this firm now: the cheapest gaps in the plan in force; none where there is no plan."""
    on = seoul_day(at)
    plan = queries.plan_in_force(by, on)
    if plan is None:
        return []
    whole = queries.plan(by, plan.pk)
    visits = list(queries.visits_between(by, plan.first_on, plan.last_on))
    head = companies.head_branch(company)
    case = queries.of_company(by, company)
    days = visit_reasons.working_days(max(on, plan.first_on), plan.last_on)
    rows = {row["id"]: row for row in whole.problem["firms"]}
    for one in visits:
        if one.state != VisitState.PROPOSED:
            firm = one.case.company
            rows[str(firm.pk)] = visit_reasons.firm_json(firm, one.branch, None, one.case, one, days, {})
    key = str(company.pk)
    asked = rows.get(key) or visit_reasons.firm_json(company, head, None, case, None, days, {})
    rows[key] = {name: part for name, part in asked.items() if name not in {"counsellors", "appointment", "slots"}}
    problem = _problem({**whole.problem, "firms": list(rows.values())}, at)
    visit = next(one for one in problem.visits if one.id == key)
    confirmed = {str(one.case.company_id) for one in visits if one.state != VisitState.PROPOSED} - {key}
    found = planning.offer_slots(problem, _in_force(whole, visits), visit, confirmed=confirmed, count=2 * OFFERED)
    free = [one for one in found.offers if not _taken(one, visit.length, visits, company.pk)]
    people = {str(one.pk): one for one in staff.colleagues(by)}
    return [
        SlotOffer(one.day, files.clock(one.start), people[one.counsellors[0]], visit.length // 60, one.way // 60)
        for one in free[:OFFERED]
        if one.counsellors[0] in people
    ]


def _problem(rows: Mapping[str, Any], at: datetime) -> planning.Problem:
    """The problem of stored values, as it stands at this moment."""
    problem, _ = files.problem_from_json(json.dumps(rows))
    here = timezone.localtime(at)
    return replace(problem, now=(here.date(), here.hour * 3600 + here.minute * 60))


def _in_force(plan: VisitPlan, visits: Collection[Visit]) -> planning.Plan:
    """An accepted plan as the days stand now: without what was cancelled, with what was agreed on since."""
    told = {name: part for name, part in plan.answer.items() if name not in {"left_out", "agreed", "travel"}}
    made = files.plan_from_json(json.dumps(told))
    at = {(str(v.case.company_id), str(v.counsellor_id), v.on): v for v in visits}
    routes = []
    for route in made.routes:
        stops = {stop.visit: stop for stop in route.stops}
        kept = [stop for stop in route.stops if (stop.visit, route.counsellor, route.day) in at]
        for (firm, counsellor, on), visit in at.items():
            if (counsellor, on) == (route.counsellor, route.day) and firm not in stops and visit.at:
                start = visit.at.hour * 3600 + visit.at.minute * 60
                kept.append(planning.Stop(firm, start, start + visit.minutes * 60))
        agreed = {firm for (firm, who, on), v in at.items() if (who, on) == (route.counsellor, route.day) and v.at}
        routes.append(replace(route, stops=_given_way(kept, agreed)))
    return replace(made, routes=tuple(routes))


def _given_way(stops: Collection[planning.Stop], agreed: Collection[str]) -> tuple[planning.Stop, ...]:
    """The stops of a day in order, those only proposed put behind an agreed one that they would make late."""
    firm = [stop for stop in stops if stop.visit in agreed]
    moved = []
    for stop in stops:
        late = [one for one in firm if one.start - ON_THE_WAY < stop.end and stop.start < one.end]
        waits = stop.visit not in agreed and late
        moved.append(replace(stop, start=max(one.end for one in late)) if waits else stop)
    return tuple(sorted(moved, key=lambda stop: (stop.start, stop.visit)))


def _taken(offer: planning.Offer, length: int, visits: Collection[Visit], company: int) -> bool:
    """Whether somebody it needs has agreed to be elsewhere at that time."""
    for visit in visits:
        if visit.state == VisitState.PROPOSED or visit.at is None or visit.on != offer.day:
            continue
        people = {str(visit.counsellor_id), str(visit.companion_id)} & set(offer.counsellors)
        start = visit.at.hour * 3600 + visit.at.minute * 60
        overlap = offer.start < start + visit.minutes * 60 and start < offer.start + length
        if people and overlap and visit.case.company_id != company:
            return True
    return False


def _agreed(by: User, plan: VisitPlan) -> dict[str, int]:
    """The visits a plan rests on, by firm, with their versions."""
    visits = queries.visits_between(by, plan.first_on, plan.last_on)
    return {str(one.case.company_id): one.version for one in visits if one.state != VisitState.PROPOSED}


def _change(found: planning.Change) -> dict[str, Any]:
    def told(stand: tuple[str, date, int]) -> list[str]:
        return [stand[0], stand[1].isoformat(), files.clock(stand[2])]

    return {
        "moved": [
            {"visit": move.visit, "before": told(move.before), "after": told(move.after), "day": move.other_day}
            for move in found.moved
        ],
        "added": list(found.added),
        "dropped": list(found.dropped),
        "broken": list(found.broken),
        "gain": round(found.gain, 4),
    }


def next_week(today: date) -> tuple[date, date]:
    """Monday to Friday of the coming week; on a Monday, this one."""
    monday = today + timedelta(days=(7 - today.weekday()) % 7)
    return monday, monday + timedelta(days=4)
