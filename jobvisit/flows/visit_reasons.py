"""Reasons to visit, gathered from the rooms as values: whom, how much a visit promises, when it could be, who is there.

What comes out is a problem in the JSON of `jobvisit.engines.planning`, so that it can be kept and planned again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from jobvisit.base.clock import seoul_day
from jobvisit.engines.planning import value as worth
from jobvisit.flows import travel_times
from jobvisit.flows.agreements import agreements_due
from jobvisit.office.companies import queries as companies
from jobvisit.office.orders import queries as orders
from jobvisit.office.outreach import queries
from jobvisit.office.outreach.states import CaseState, VisitState
from jobvisit.office.reference import queries as reference
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.staff import queries as staff

if TYPE_CHECKING:
    from jobvisit.office.companies.models import Branch, Company
    from jobvisit.office.outreach.models import Case, Visit, VisitPlan
    from jobvisit.office.staff.models import User

HOURS: Final = {"full": "09:30-17:30", "six": "10:00-17:00"}
"""A full shift, and six hours with an hour's lunch."""
GROUP: Final = 2
"""Digits of an occupation code that make a group."""
COMPARED: Final = 800
"""Firms that a plan compares, the most promising first (12 a counsellor-day are enough: routing study)."""
AGREES: Final = {CaseState.VISITED: 0.5, CaseState.OPEN_ORDER: 0.6, CaseState.CONTACTING: 0.4}
AGREES_ELSE: Final = 0.3
"""Chance that a call ends in a yes. Assumed, not measured; the visits' own record will replace it."""
CURIOSITY: Final = 0.03
"""Share of firms that count as better than we know, so that unknown kinds of firms are tried."""
PRESSING: Final = 1.5
"""How much more a firm of a running list with a purpose counts. Our choice: it goes before firms worth the same, not
before everything."""
SIZES: Final = ((300, "300+"), (100, "100+"), (50, "50+"), (10, "10+"))


@dataclass(frozen=True)
class Gathered:
    """A problem, and why each firm of it is worth what it is."""

    problem: dict[str, Any]
    because: dict[str, dict[str, float]]
    left_out: int
    """Firms that were not compared, because others promise more."""
    travel: dict[str, Any]
    """What check-ins have taught about ways, for a page to say; empty where there were none."""


def gather(plan: VisitPlan, *, by: User, at: datetime) -> Gathered:
    """Everything a plan needs to know. Reads only; a dozen statements however many firms there are."""
    days = working_days(plan.first_on, plan.last_on)
    cases = queries.known(by.district_id)
    visits = list(queries.visits_between(by, plan.first_on, plan.last_on))
    agreed = {one.case.company_id: one for one in visits if one.state != VisitState.PROPOSED}
    firms = [one for one in queries.can_be_visited(by.district_id) if _waits(cases.get(one.pk), plan.last_on)]
    known = {one.pk for one in firms}
    firms += [one.case.company for one in agreed.values() if one.case.company_id not in known]  # gone, yet promised
    targeted = queries.targeted(by.district_id, plan.last_on)
    worths = {
        name: replace(one, value=one.value * PRESSING) if int(name) in targeted else one
        for name, one in _worths(firms, cases, by, at, plan.seed).items()
    }
    if plan.trial:
        first = set(plan.trial["first"])
        worths = {name: one for name, one in worths.items() if name in first or int(name) in agreed}
    chosen = sorted(worths, key=lambda name: (-worths[name].value, name))[:COMPARED]
    kept = set(chosen) | {str(key) for key in agreed}
    shown = [one for one in firms if str(one.pk) in kept]
    heads = companies.heads_of(shown)
    keepers = _keepers(by, plan) if plan.in_zones else {}
    rows = [
        firm_json(one, heads.get(one.pk), worths.get(str(one.pk)), cases.get(one.pk), agreed.get(one.pk), days, keepers)
        for one in shown
    ]
    learnt = travel_times.learnt(by.district_id, at)
    problem = {
        "days": [day.isoformat() for day in days],
        "holidays": [],
        "effort": plan.effort,
        "counsellors": _counsellors(by, plan, days),
        "firms": rows,
        "travel": travel_times.as_json(learnt),
    }
    because = {name: {str(code): round(n, 4) for code, n in worths[name].because} for name in kept & set(worths)}
    for name in because.keys() & {str(key) for key in targeted}:
        because[name]["target"] = PRESSING
    return Gathered(problem, because, len(firms) - len(shown), travel_times.told(learnt))


def trial_of(plan: VisitPlan, *, by: User, at: datetime) -> dict[str, Any]:
    """Draw by lot, within industry and size, which firms are visited first; the others wait and are the control."""
    firms = {str(one.pk): "/".join(stratum(one)) for one in queries.can_be_visited(by.district_id)}
    drawn = worth.randomise(firms, share=plan.random_share, seed=plan.seed)
    return {
        "seed": drawn.seed,
        "share": plan.random_share,
        "at": at.isoformat(),
        "order": list(drawn.order),
        "first": sorted(drawn.first),
        "strata": dict(drawn.strata),
    }


def working_days(first: date, last: date) -> list[date]:
    """Monday to Friday between two days, without holidays."""
    off = reference.days_off(first, last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5 and day not in off]


def stratum(firm: Company) -> tuple[str, str]:
    """A firm's industry and size."""
    staff_ = firm.headcount or 0
    size = next((name for least, name in SIZES if staff_ >= least), "1+" if staff_ else "?")
    return firm.industry_name or "?", size


def firm_json(
    firm: Company,
    head: Branch | None,
    value: worth.Worth | None,
    case: Case | None,
    visit: Visit | None,
    days: Iterable[date],
    keepers: Mapping[str, list[str]],
) -> dict[str, Any]:
    """One firm as the engine's JSON has it. A visit agreed on for an hour is an appointment; for a day only, a slot."""
    branch = visit.branch if visit and visit.branch else head
    row: dict[str, Any] = {
        "id": str(firm.pk),
        "value": round(value.value, 6) if value else 0.0,
        "minutes": visit.minutes if visit else 45,
        "agrees": AGREES.get(CaseState(case.state), AGREES_ELSE) if case else AGREES_ELSE,
    }
    if firm.status == "closed":
        row["closed_down"] = True
    elif firm.status == "merged":
        row["duplicate_of"] = str(firm.merged_into_id)
    if branch and branch.lat is not None and branch.lon is not None:
        row["place"] = [branch.lat, branch.lon]
    if branch and branch.opens and branch.closes:
        row["hours"] = [f"{branch.opens:%H:%M}-{branch.closes:%H:%M}"]
    if branch and branch.closed_days:
        closed = {int(day) for day in branch.closed_days}
        row["closed_on"] = [day.isoformat() for day in days if day.weekday() in closed]
    if visit is None:
        if branch and keepers.get(branch.dong):
            row["counsellors"] = keepers[branch.dong]
        return row
    row |= {"agrees": 1.0, "counsellors": [str(visit.counsellor_id)]}
    if visit.companion_id:
        row |= {"crew": 2, "counsellors": [str(visit.counsellor_id), str(visit.companion_id)]}
    if visit.at:
        row["appointment"] = {"day": visit.on.isoformat(), "time": f"{visit.at:%H:%M}"}
    else:
        row["slots"] = [{"day": visit.on.isoformat(), "hours": (row.get("hours") or ["09:00-18:00"])[0]}]
        row["value"] = max(row["value"], 1.0)  # promised to the firm: before any call that may end in a no
    return row


def _waits(case: Case | None, last: date) -> bool:
    """Whether the firm may be called now: one that named a later day is left in peace until then."""
    if case is None or case.state not in {CaseState.NO_NEED, CaseState.DORMANT}:
        return True
    return case.next_on is None or case.next_on <= last


def _worths(
    firms: list[Company], cases: Mapping[int, Case], by: User, at: datetime, seed: int
) -> dict[str, worth.Worth]:
    today = seoul_day(at)
    asked = orders.asked_for(by.district_id)
    fitting = _fitting(asked, by.district_id)
    potential = worth.learn(_results(firms, asked, by.district_id))
    usual: dict[int, list[int]] = defaultdict(list)
    for company, _, _, openings, _ in asked:
        usual[company].append(openings)
    owed = agreements_due(by.district, today)
    found = []
    for firm in firms:
        industry, size = stratum(firm)
        case = cases.get(firm.pk)
        last = seoul_day(case.last_contact_at) if case and case.last_contact_at else None
        own = usual.get(firm.pk)
        one = worth.Firm(
            id=str(firm.pk), industry=industry, size=size, fitting=fitting.get(industry, fitting[""]),
            asked=sum(own) / len(own) if own else None, days_since_contact=(today - last).days if last else None,
            due=owed.get(firm.pk, (0.0, 0))[0], days_to_due=owed[firm.pk][1] if firm.pk in owed else None,
        )  # fmt: skip
        found.append(worth.value(one, potential))
    return {one.firm: one for one in worth.explore(found, share=CURIOSITY, seed=seed)}


def _fitting(asked: list[tuple[int, str, str, int, int]], district_id: int) -> dict[str, int]:
    """How many residents wish for what an industry's firms ask, by industry; under "" for any firm.

    Counted by occupation group, not resident by resident: a figure for choosing firms, not people.
    """
    wished = seekers.wished(district_id, GROUP)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for _, industry, occupation, openings, _ in asked:
        if occupation:
            groups[industry or "?"][occupation[:GROUP]] += openings
            groups[""][occupation[:GROUP]] += openings
    found = {
        industry: round(sum(wished.get(group, 0) * n for group, n in counts.items()) / max(counts.total(), 1))
        for industry, counts in groups.items()
    }
    return {"": round(sum(wished.values()) / max(len(wished), 1)), **found}


def _results(firms: list[Company], asked: list[tuple[int, str, str, int, int]], district_id: int) -> list[worth.Result]:
    """Each visit that took place as what it taught: whether an order came of it, and for how many."""
    strata = {firm.pk: stratum(firm) for firm in firms}
    openings: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for company, _, _, wanted, hired in asked:
        openings[company].append((wanted, hired))
    found = []
    for company, _, outcome in queries.visit_results(district_id):
        if company not in strata:
            continue
        got = outcome == "order_given"
        wanted, hired = (openings.get(company) or [(1, 0)])[-1] if got else (0, 0)
        found.append(worth.Result(str(company), strata[company], 0.25, int(got), wanted, hired))
    return found


def _keepers(by: User, plan: VisitPlan) -> dict[str, list[str]]:
    """Counsellors by dong, for firms that nobody has agreed with yet."""
    held: dict[str, set[str]] = defaultdict(set)
    for posting in staff.postings(by, plan.first_on, plan.last_on):
        if posting.zone:
            for dong in posting.zone.dongs:
                held[dong].add(str(posting.user_id))
    return {dong: sorted(people) for dong, people in held.items()}


def _counsellors(by: User, plan: VisitPlan, days: list[date]) -> list[dict[str, Any]]:
    """Whoever is posted on one of the days, from their post, without the days on which they are away or gone."""
    away: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for absence in staff.absences(by, plan.first_on, plan.last_on):
        row: dict[str, Any] = {"day": absence.starts_on.isoformat(), "until": absence.ends_on.isoformat()}
        if absence.begins and absence.ends:
            row = {"day": absence.starts_on.isoformat(), "hours": f"{absence.begins:%H:%M}-{absence.ends:%H:%M}"}
        away[absence.user_id].append(row)
    found: dict[int, dict[str, Any]] = {}
    for posting in staff.postings(by, plan.first_on, plan.last_on):
        user = posting.user
        held = [
            day.isoformat()
            for day in days
            if posting.starts_on <= day <= (posting.ends_on or day) and day <= (user.contract_until or day)
        ]
        known = found.setdefault(
            user.pk,
            {
                "id": str(user.pk), "start": [posting.post.lat, posting.post.lon], "hours": HOURS[plan.hours],
                "days": [], "absences": away[user.pk],
            },
        )  # fmt: skip
        known["days"] = sorted(set(known["days"]) | set(held))
    return [one for one in found.values() if one["days"]]
