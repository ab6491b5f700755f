"""Lists of residents and of jobs as the page shows them, from what was recorded."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from jobvisit.base.text import mask_name
from jobvisit.engines.matching import Ranking, Requirement
from jobvisit.engines.matching.results import requirements
from jobvisit.office.matches import queries
from jobvisit.office.matches.actions import Fit
from jobvisit.office.matches.models import Override, ShownList
from jobvisit.office.matches.record import Passed
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.seekers.models import Seeker
from jobvisit.web.shared.parts import CandidateRow
from jobvisit.web.staff.matches import phrases
from jobvisit.web.staff.places import dong_name


@dataclass(frozen=True)
class ShortlistView:
    """A recorded list, ready to be drawn, as it stands after people overruled it."""

    shown: ShownList
    rows: list[CandidateRow]
    removed: list[CandidateRow]
    silent: list[str]
    excluded: list[tuple[str, int]]
    passed: int
    measure: str
    """The lawful measure that was weighed, with its price; empty where there was none."""


def shortlist(
    shown: ShownList, order: JobOrder, people: Mapping[int, Seeker], held: Mapping[int, Override] | None = None
) -> ShortlistView:
    """The list as it was recorded (`people`: the files of those in it, by key) and as people changed it (`held`)."""
    passed = queries.passed_among(shown, people)
    lines, removed = queries.arranged(shown, held or {})

    def drawn(found: list[queries.Line], *, ranked: bool) -> list[CandidateRow]:
        there = [line for line in found if line.seeker in people]
        return [
            _row(shown, order, people[line.seeker], line, place + 1 if ranked else 0, passed.get(line.seeker))
            for place, line in enumerate(there)
        ]

    out = [(str(phrases.REQUIREMENTS[Requirement[name.upper()]]), n) for name, n in shown.excluded.items()]
    silent = [str(phrases.REQUIREMENTS[r]) for r in requirements(shown.silent)]
    rows = drawn(lines, ranked=True)
    out.sort(key=lambda row: -row[1])
    return ShortlistView(
        shown, rows, drawn(removed, ranked=False), silent, out, shown.passed_count, phrases.measure(shown)
    )


def _row(
    shown: ShownList, order: JobOrder, person: Seeker, line: queries.Line, rank: int, passed: Passed | None
) -> CandidateRow:
    at = line.listed
    points = shown.terms[at] if at is not None else line.override.terms if line.override else []
    unknown = shown.unknown[at] if at is not None else line.override.unknown if line.override else 0
    price = shown.prices[at] if at is not None and shown.prices else 0
    return CandidateRow(
        name=mask_name(person.name),
        facts=facts_of(person, order),
        score=phrases.fit(points),
        rank=rank,
        url=reverse("seekers:detail", args=[person.public_id]),
        pick=str(person.public_id) if rank else "",
        reasons=phrases.reasons(order, person, unknown),
        terms=[*phrases.terms(points), *phrases.price(price)],
        passed_over=phrases.passed_over(passed.reason, passed.value, order) if passed else "",
        note=phrases.overruled(line.override)
        if line.override
        else phrases.came_first(shown, at)
        if at is not None
        else "",
        change_url=reverse("matches:override", args=[order.number, person.public_id]),
        why_url=reverse("orders:why", args=[order.number, person.public_id]),
    )


def fit_line(fit: Fit, order: JobOrder, person: Seeker) -> dict[str, Any]:
    """One open order seen from a resident."""
    return {
        "order": order,
        "fits": not fit.failed,
        "confirm": [str(phrases.REQUIREMENTS[one]) for one in fit.unknown] if not fit.failed else [],
        "why": phrases.excluded(fit.failed[0], fit.gap, order) if fit.failed else "",
        "more": [str(phrases.REQUIREMENTS[one]) for one in fit.failed[1:]],
        "score": phrases.fit_of(fit.score),
        "url": reverse("orders:why", args=[order.number, person.public_id]),
    }


def jobs(
    ranking: Ranking, orders: dict[int, JobOrder], seeker: Seeker, asked: Mapping[int, tuple[str, str]] | None = None
) -> list[CandidateRow]:
    """Orders for one resident, best first. `asked`: the word for, and the page of, each order proposed to them already;
    None where this person may not propose."""
    rows = []
    for candidate in ranking:
        order = orders.get(candidate.id)
        if order is None:
            continue
        points = [value for _, value in candidate.terms]
        word, page = (asked or {}).get(order.pk, ("", ""))
        ask = reverse("referrals:ask", args=[order.number, seeker.public_id])
        unknown = sum(1 << r for r in candidate.unknown)
        rows.append(
            CandidateRow(
                name=order.title,
                facts=f"{order.company.name} · {dong_name(order.dong) or order.gu}",
                score=phrases.fit(points),
                rank=candidate.rank,
                url=reverse("orders:detail", args=[order.number]),
                asked=word,
                asked_url=page,
                refer_url=ask if asked is not None and not word else "",
                reasons=phrases.reasons(order, seeker, unknown),
                terms=phrases.terms(points),
                why_url=reverse("orders:why", args=[order.number, seeker.public_id]),
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
        counted[phrases.kind_of(code)] += 1
    return counted.most_common()
