"""Lists of residents and of jobs as the page shows them, from what was recorded."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from jobvisit.base.text import mask_name
from jobvisit.engines.matching import Ranking, Requirement, Term
from jobvisit.engines.matching.results import requirements
from jobvisit.office.matches import queries
from jobvisit.office.matches.models import ShownList
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.seekers.models import Seeker
from jobvisit.web.shared.parts import CandidateRow
from jobvisit.web.staff.matches import phrases
from jobvisit.web.staff.places import dong_name


@dataclass(frozen=True)
class ShortlistView:
    """A recorded list, ready to be drawn."""

    shown: ShownList
    rows: list[CandidateRow]
    silent: list[str]
    excluded: list[tuple[str, int]]
    passed: int


def shortlist(shown: ShownList, order: JobOrder, people: dict[int, Seeker]) -> ShortlistView:
    """The list as it was recorded, with the files of those in it (`people`, by key)."""
    passed = {one.seeker: one for one in queries.passed_over(shown)}
    rows = []
    for place, key in enumerate(shown.seekers):
        if key not in people:
            continue
        reason = passed.get(key)
        rows.append(
            CandidateRow(
                name=mask_name(people[key].name),
                facts=facts_of(people[key], order),
                score=phrases.fit(shown.terms[place]),
                rank=place + 1,
                url=reverse("seekers:detail", args=[people[key].public_id]),
                pick=str(people[key].public_id),
                reasons=phrases.reasons(order, people[key], shown.unknown[place]),
                terms=phrases.terms(shown.terms[place]),
                passed_over=phrases.passed_over(reason.reason, reason.value, order) if reason else "",
            )
        )
    out = [(str(phrases.REQUIREMENTS[Requirement[name.upper()]]), n) for name, n in shown.excluded.items()]
    silent = [str(phrases.REQUIREMENTS[r]) for r in requirements(shown.silent)]
    return ShortlistView(shown, rows, silent, sorted(out, key=lambda row: -row[1]), shown.passed_count)


def jobs(ranking: Ranking, orders: dict[int, JobOrder], seeker: Seeker) -> list[CandidateRow]:
    """Orders for one resident, best first."""
    rows = []
    for candidate in ranking:
        order = orders.get(candidate.id)
        if order is None:
            continue
        points = [value for _, value in candidate.terms]
        unknown = sum(1 << r for r in candidate.unknown)
        rows.append(
            CandidateRow(
                name=order.title,
                facts=f"{order.company.name} · {dong_name(order.dong) or order.gu}",
                score=phrases.fit(points),
                rank=candidate.rank,
                url=reverse("orders:detail", args=[order.number]),
                reasons=phrases.reasons(order, seeker, unknown),
                terms=phrases.terms(points),
            )
        )
    return rows


def facts_of(seeker: Seeker, order: JobOrder) -> str:
    """Where a resident lives and how far it is, never how old or of which sex."""
    km = phrases.kilometres(order, seeker)
    parts = [dong_name(seeker.dong)] + ([f"{km:.1f}km"] if km is not None else [])
    return " · ".join(part for part in parts if part)


def passed_reasons(shown: ShownList) -> list[tuple[str, int]]:
    """How many earlier applicants were passed over for which reason, the commonest first."""
    counted: Counter[str] = Counter()
    for _seeker, code, _value in queries.passed_over(shown):
        kind = phrases.REQUIREMENTS.get(Requirement(code)) if code < len(Requirement) else None
        counted[str(kind or phrases.TERMS[Term(code - len(Requirement))])] += 1
    return counted.most_common()
