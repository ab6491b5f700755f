"""Writing plans of visits: asked for, laid out, accepted into everybody's days, replaced, thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from jobvisit.base.clock import seoul_day
from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.outreach import visiting
from jobvisit.office.outreach.models import Case, Visit, VisitPlan
from jobvisit.office.outreach.rules import NextAction
from jobvisit.office.outreach.states import AT_REST, PLAN, PlanState, VisitState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


class ChangedSinceError(ValueError):
    """The days were changed by somebody since the plan was laid out; it has to be laid out anew."""


@dataclass(frozen=True)
class Place:
    """One stop of a plan: who is where in whose day."""

    company: int
    counsellor: int
    on: date
    order: int
    minutes: int


@transaction.atomic
def ask(*, by: User, at: datetime, **asked: Any) -> VisitPlan:
    """Note what is to be planned. A worker lays it out."""
    policy.require(by, "outreach.assign")
    plan = VisitPlan.objects.create(district_id=by.district_id, made_by=by, made_at=at, **asked)
    details = {"effort": plan.effort, "seed": plan.seed, "random_share": plan.random_share}
    audit.note(by=by, at=at, verb="outreach.plan_asked", subject=plan, details=details)
    return plan


@transaction.atomic
def lay_out(*, plan: VisitPlan, problem: Any, answer: Any, because: Any, change: Any, trial: Any, at: datetime) -> None:
    """Keep what the composer answered. A plan that was thrown away meanwhile stays thrown away."""
    current = VisitPlan.objects.select_for_update().get(pk=plan.pk)
    if current.state != PlanState.ASKED:
        return
    VisitPlan.objects.filter(pk=plan.pk).update(
        state=PlanState.READY, problem=problem, answer=answer, because=because, change=change, trial=trial
    )
    audit.note(by=None, at=at, verb="outreach.plan_ready", subject=plan)
    plan.refresh_from_db()


@transaction.atomic
def discard(*, plan: VisitPlan, by: User, at: datetime) -> None:
    """Throw a plan away that nobody accepted. Raises `IllegalTransitionError`."""
    policy.require(by, "outreach.assign")
    _move(plan, PlanState.DISCARDED, by, at)


@transaction.atomic
def accept(*, plan: VisitPlan, places: Sequence[Place], agreed: Mapping[int, int], by: User, at: datetime) -> int:
    """Put a plan into everybody's days. The number of visits that are newly proposed.

    `agreed` are the visits the plan rests on: firm → version. If one of them changed meanwhile, nothing is done
    (`ChangedSinceError`). Visits proposed by an earlier plan for these days stay where the firm stays, move, or go.
    """
    policy.require(by, "outreach.assign")
    _move(plan, PlanState.ACCEPTED, by, at)
    span = {"district_id": by.district_id, "on__range": (plan.first_on, plan.last_on)}
    live = list(
        Visit.objects.select_for_update(of=("self",))
        .filter(**span, state__in=[VisitState.PROPOSED, VisitState.CONFIRMED, VisitState.UNDER_WAY])
        .select_related("case")
    )
    fixed = {one.case.company_id: one for one in live if one.state != VisitState.PROPOSED}
    if {firm: one.version for firm, one in fixed.items()} != dict(agreed):
        raise ChangedSinceError
    for older in VisitPlan.objects.filter(district_id=by.district_id, state=PlanState.ACCEPTED).exclude(pk=plan.pk):
        if older.first_on <= plan.last_on and plan.first_on <= older.last_on:
            _move(older, PlanState.REPLACED, by, at)
    _withdraw([one for one in live if one.state == VisitState.PROPOSED], {p.company for p in places}, by, at)
    return _place_all([one for one in live if one.state == VisitState.PROPOSED], fixed, places, by, at)


def _withdraw(proposed: Sequence[Visit], staying: set[int], by: User, at: datetime) -> None:
    for visit in proposed:
        if visit.case.company_id not in staying:
            today = seoul_day(at)
            visiting.cancel(visit=visit, because="plan", by_firm=False, next_on=max(visit.on, today), by=by, at=at)


def _place_all(
    proposed: Sequence[Visit], fixed: Mapping[int, Visit], places: Sequence[Place], by: User, at: datetime
) -> int:
    was = {one.case.company_id: one for one in proposed}
    new = [one for one in places if one.company not in was and one.company not in fixed]
    cases = _cases(new, by, at)
    heads = Branch.objects.filter(company__in=[one.company for one in new]).order_by("company_id", "-is_head", "id")
    head = {branch.company_id: branch for branch in heads.distinct("company_id")}
    visiting.propose_many(
        visits=[
            {
                "case": cases[one.company], "counsellor_id": one.counsellor, "on": one.on, "place_in_day": one.order,
                "minutes": one.minutes, "branch": head.get(one.company),
            }
            for one in new
        ],
        by=by,
        at=at,
    )  # fmt: skip
    for one in places:
        if one.company in fixed and one.counsellor == fixed[one.company].counsellor_id:
            Visit.objects.filter(pk=fixed[one.company].pk).update(place_in_day=one.order)
        elif one.company in was:
            moved = {"on": one.on, "counsellor_id": one.counsellor, "place_in_day": one.order}
            Visit.objects.filter(pk=was[one.company].pk).update(**moved, version=F("version") + 1)
    audit.note_many(by=by, at=at, verb="outreach.visit_reordered", subjects=list(was.values()))
    _point({one.company: one for one in places if one.company not in fixed}, by, at)
    return len(new)


def _cases(places: Sequence[Place], by: User, at: datetime) -> dict[int, Case]:
    """The case of each firm, begun where there is none."""
    firms = {one.company: one for one in places}
    known = Case.objects.filter(district_id=by.district_id, purpose=Case.Purpose.HIRING, company__in=firms)
    found = {case.company_id: case for case in known}
    begun = [
        Case(
            district_id=by.district_id, company_id=key, owner_id=one.counsellor, next_action=NextAction.CALL,
            next_on=seoul_day(at), opened_at=at,
        )
        for key, one in firms.items()
        if key not in found
    ]  # fmt: skip
    Case.objects.bulk_create(begun, batch_size=500)
    audit.note_many(by=by, at=at, verb="outreach.open", subjects=begun)
    return found | {case.company_id: case for case in begun}


def _point(places: Mapping[int, Place], by: User, at: datetime) -> None:
    """Each firm of the plan is to be called before its day: the visit is only proposed."""
    today = seoul_day(at)
    for one in Case.objects.filter(district_id=by.district_id, purpose="hiring", company__in=places).exclude(
        state__in=AT_REST
    ):
        Case.objects.filter(pk=one.pk).update(
            next_action=NextAction.CALL, next_on=min(max(today, one.next_on or today), places[one.company_id].on),
            version=F("version") + 1,
        )  # fmt: skip


def _move(plan: VisitPlan, to: PlanState, by: User | None, at: datetime) -> None:
    current = VisitPlan.objects.select_for_update().get(pk=plan.pk)
    PLAN.check(PlanState(current.state), to)
    who = {"decided_by": by, "decided_at": at} if to != PlanState.REPLACED else {}
    VisitPlan.objects.filter(pk=plan.pk).update(state=to, **who)
    audit.note(by=by, at=at, verb=f"outreach.plan_{to}", subject=plan)
    plan.state = to


def names_of(district_id: int, keys: Sequence[int]) -> dict[int, Company]:
    """Firms by key, for what a plan names."""
    return Company.objects.filter(district_id=district_id).in_bulk(list(keys))
