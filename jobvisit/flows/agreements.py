"""Agreements with what the rooms above and beside them know: the meter, warnings, negotiating, what visits owe.

The meter is computed from orders, referrals and placements whenever it is read; nothing of it is stored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from jobvisit.base.clock import seoul_day
from jobvisit.flows import tying
from jobvisit.office.agreements import actions, queries, rules
from jobvisit.office.agreements.rules import Hire, Meter, Order
from jobvisit.office.agreements.states import RUNNING, AgreementState, Commitment, Rung, Warn
from jobvisit.office.companies import queries as companies
from jobvisit.office.orders import queries as orders
from jobvisit.office.outreach import actions as outreach
from jobvisit.office.outreach import queries as cases
from jobvisit.office.outreach.rules import Answer, NextAction, Outcome, Step
from jobvisit.office.outreach.states import AT_REST, CaseState
from jobvisit.office.reference import queries as reference
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.referrals.states import PlacementState

if TYPE_CHECKING:
    from jobvisit.office.agreements.models import Agreement, Line, LineTerms
    from jobvisit.office.companies.models import Company
    from jobvisit.office.outreach.models import Case
    from jobvisit.office.staff.models import District, User

PURPOSE = "agreement"
"""The purpose of the outreach case by which an agreement is negotiated."""
RECALL = timedelta(days=180)
"""When a firm that would not sign is asked again."""


@dataclass(frozen=True)
class Warning:
    """Something to look at. `n` is its number: people behind or missing, days of silence, days to the end."""

    agreement: Agreement
    code: Warn
    line: Line | None = None
    n: int = 0
    name: str = ""
    """Whom it is about: the person who left, the firm that closed."""


@dataclass(frozen=True)
class LineRow:
    """One line with what it promises today and what it delivered."""

    line: Line
    terms: LineTerms | None
    meter: Meter


@dataclass(frozen=True)
class Bar:
    """One agreement: its lines, and all of them as one bar."""

    agreement: Agreement
    lines: list[LineRow]
    warnings: list[Warning]

    @property
    def promised(self) -> int:
        """Hires promised by all lines that count here."""
        return sum(one.meter.promised for one in self.lines)

    @property
    def ordered(self) -> int:
        """Openings asked for."""
        return sum(one.meter.ordered for one in self.lines)

    @property
    def referred(self) -> int:
        """Residents introduced, once a line."""
        return sum(one.meter.referred for one in self.lines)

    @property
    def hired(self) -> int:
        """Hires, whatever proves them."""
        return sum(one.meter.hired for one in self.lines)

    @property
    def expected(self) -> int:
        """Hires that an even pace would have brought by now."""
        return sum(one.meter.expected for one in self.lines)

    @property
    def rungs(self) -> dict[Rung, int]:
        """Hires by their strongest proof."""
        return {rung: sum(one.meter.rungs[rung] for one in self.lines) for rung in Rung}

    @property
    def failing(self) -> bool:
        """Whether a line is behind, past its day, or silent."""
        return any(one.code in {Warn.BEHIND, Warn.PAST_DUE, Warn.NO_ORDER} for one in self.warnings)


def bars(found: Sequence[Agreement], *, district_id: int, on: date) -> list[Bar]:
    """Agreements (as `queries.in_list` brings them) with their meters. Five statements however many there are."""
    lines = [line for one in found for line in one.lines.all()]
    measured = meters(lines, district_id=district_id, on=on)
    made = []
    for agreement in found:
        rows = [
            LineRow(line, queries.terms_at(line, on), measured[line.pk])
            for line in agreement.lines.all()
            if line.into_id is None
        ]
        made.append(Bar(agreement, rows, _warnings(agreement, rows, on)))
    return made


def meters(lines: Iterable[Line], *, district_id: int, on: date) -> dict[int, Meter]:
    """Promised against delivered for each line. What a line that went into another delivered counts there."""
    promises = [queries.promise(one) for one in lines]
    if not promises:
        return {}
    root = queries.roots(district_id)
    wanted = {one.line for one in promises}
    keys = wanted | {key for key, target in root.items() if target in wanted}
    asked = [
        Order(pk, root.get(line, line), openings, seoul_day(at))
        for pk, line, openings, at in orders.of_lines(district_id, keys).values_list(
            "pk", "line_id", "openings", "accepted_at"
        )
        if line is not None
    ]
    named = [(root.get(line, line), person) for line, person in referrals.named_under(district_id, keys)]
    hires = [
        Hire(
            key=one.pk,
            line=root.get(one.order.line_id or 0, one.order.line_id or 0),
            told_on=seoul_day(one.claimed_at),
            annulled=one.state == PlacementState.ANNULLED,
            ended=one.state == PlacementState.ENDED,
            kinds=frozenset(rung.kind for rung in one.rungs.all()),
        )
        for one in referrals.hires_under(district_id, keys)
    ]
    facts: dict[int, tuple[list[Order], list[tuple[int, int]], list[Hire]]] = defaultdict(lambda: ([], [], []))
    for order in asked:
        facts[order.line][0].append(order)
    for pair in named:
        facts[pair[0]][1].append(pair)
    for hire in hires:
        facts[hire.line][2].append(hire)
    return {
        one.line: rules.meter(
            one, orders=facts[one.line][0], referred=facts[one.line][1], hires=facts[one.line][2], on=on
        )
        for one in promises
    }


def keys_under(line: Line) -> set[int]:
    """The line and every line that went into it."""
    root = queries.roots(line.district_id)
    return {line.pk} | {key for key, target in root.items() if target == line.pk}


# What needs somebody


def due_for(*, by: User, on: date, everything: bool) -> tuple[list[Warning], list[tying.Unclear]]:
    """Warnings of the person's own agreements (of all with `everything`), and orders between several lines."""
    running = queries.running(by.district_id)
    if not running:
        return [], []
    own = [one for one in running if everything or one.owner_id == by.pk]
    warned = [warning for bar in bars(own, district_id=by.district_id, on=on) for warning in bar.warnings]
    order = list(Warn)
    unclear = tying.unclear(by.district_id, None if everything else by)
    return sorted(warned, key=lambda one: (order.index(one.code), -one.n)), unclear


def turn_by_date(*, district: District, on: date, at: datetime) -> int:
    """Give agreements the state that the calendar says. Returns how many changed."""
    changed = 0
    for agreement in queries.by_date(district):
        changed += actions.turn(agreement=agreement, on=on, at=at).state != agreement.state
    return changed


def warned(*, district: District, on: date) -> dict[str, int]:
    """How many warnings the district's agreements give on a day, by kind."""
    found = bars(queries.running(district.pk), district_id=district.pk, on=on)
    return dict(Counter(str(warning.code) for bar in found for warning in bar.warnings))


def agreements_due(district: District, on: date) -> dict[int, tuple[float, int]]:
    """Hires promised and not yet delivered, by firm: (share of the firm, days to the nearest due day, below 0 if past).

    What an association owes is shared evenly by its members, so that a promise of ten is ten however many they are.
    """
    found = queries.running(district.pk)
    merged = companies.merged(district.pk)
    owed: dict[int, tuple[float, int]] = {}
    for bar in bars(found, district_id=district.pk, on=on):
        for row in bar.lines:
            if row.meter.commitment == Commitment.PLANNED or row.terms is None or not row.meter.left:
                continue
            firms = _present(bar.agreement, row.line, on)
            for firm in firms:
                kept = rules.kept_firm(firm, merged)
                share, days = owed.get(kept, (0.0, 10**6))
                owed[kept] = (share + row.meter.left / len(firms), min(days, (row.terms.due_on - on).days))
    return owed


# Negotiating


def negotiation(agreement: Agreement, *, by: User) -> list[Case]:
    """The outreach cases by which an agreement is negotiated, one a party that has a record as a firm."""
    firms = [one.company for one in agreement.parties.all() if one.company is not None]
    found = (cases.of_company(by, firm, PURPOSE) for firm in firms)
    return [case for case in found if case is not None]


@transaction.atomic
def negotiate(*, agreement: Agreement, by: User, at: datetime) -> Agreement:
    """Begin to negotiate: each party that is a firm gets an outreach case with that purpose, owned by the agreement's
    owner, with its next action."""
    current = actions.negotiate(agreement=agreement, by=by, at=at)
    for party in current.parties.all():
        if party.company is not None:
            _begin(party.company, current.owner, by, at)
    return current


@transaction.atomic
def log_talk(
    *, agreement: Agreement, company: Company, outcome: Outcome, when: date | None, note: str, by: User, at: datetime
) -> None:
    """Log one attempt to reach a party about the agreement. Raises `BadAnswerError`, with nothing kept."""
    case = _begin(company, agreement.owner, by, at)
    today = seoul_day(at)
    outreach.log_attempt(
        case=case, outcome=outcome, answer=Answer.CALL_BACK if outcome == Outcome.TALKED else None, when=when,
        note=note, days_off=reference.days_off(today, today + timedelta(days=130)), by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def sign(*, agreement: Agreement, signed_on: date, version: int | None, by: User, at: datetime) -> Agreement:
    """Sign an agreement: the talk with each party is settled until the review, orders that came before are tied."""
    current = actions.sign(agreement=agreement, signed_on=signed_on, version=version, by=by, at=at)
    day = current.review_on or current.ends_on
    _settle(current, Step(CaseState.OPEN_ORDER, NextAction.FOLLOW_ORDER, day), "", by, at)
    tying.sweep(district=by.district, at=at)
    return current


@transaction.atomic
def end(*, agreement: Agreement, because: str, reason: str, version: int | None, by: User, at: datetime) -> Agreement:
    """End an agreement; the talks about it rest for half a year."""
    current = actions.end(agreement=agreement, because=because, reason=reason, version=version, by=by, at=at)
    _settle(current, Step(CaseState.NO_NEED, NextAction.RECALL, seoul_day(at) + RECALL), reason, by, at)
    return current


def _begin(company: Company, owner: User, by: User, at: datetime) -> Case:
    case = outreach.open_case(company=company, owner=owner, purpose=PURPOSE, by=by, at=at)
    if case.state in AT_REST or case.state in {CaseState.NO_NEED, CaseState.DORMANT}:
        again = Step(CaseState.TO_CONTACT, NextAction.CALL, seoul_day(at))
        outreach.move(case=case, step=again, reason="협약 협의", by=by, at=at)
    return case


def _settle(agreement: Agreement, step: Step, reason: str, by: User, at: datetime) -> None:
    for case in negotiation(agreement, by=by):
        if case.state not in AT_REST and case.state != step.state:
            outreach.move(case=case, step=step, reason=reason, by=by, at=at)


# Inside


def _warnings(agreement: Agreement, rows: Collection[LineRow], on: date) -> list[Warning]:
    if AgreementState(agreement.state) not in RUNNING:
        return []
    found = [
        Warning(agreement, Warn.PARTY_GONE, name=member.company.name)
        for party in agreement.parties.all()
        for member in party.members.all()
        if member.left_on is None and member.company.status == "closed"
    ]
    for row in rows:
        decides = row.terms.decides if row.terms else None
        gone = bool(decides and decides.left_on and decides.left_on <= on)
        told = rules.line_warnings(
            queries.promise(row.line), row.meter, decides=decides is not None, decider_left=gone, on=on
        )
        found += [
            Warning(agreement, code, row.line, n, decides.name if decides and code == Warn.DECIDER_GONE else "")
            for code, n in told
        ]
    if agreement.state == AgreementState.REVIEW or (agreement.review_on and agreement.review_on <= on):
        late = (on - agreement.review_on).days if agreement.review_on else 0
        found.append(Warning(agreement, Warn.REVIEW_DUE, n=late))
    if agreement.ends_on and 0 <= (agreement.ends_on - on).days <= rules.ENDS_SOON_DAYS:
        found.append(Warning(agreement, Warn.ENDS_SOON, n=(agreement.ends_on - on).days))
    return found


def _present(agreement: Agreement, line: Line, on: date) -> list[int]:
    """The firms that promise under a line on a day, each once."""
    parties = [one for one in agreement.parties.all() if line.party_id in {None, one.pk}]
    members = [member for party in parties for member in party.members.all()]
    return sorted(
        {
            one.company_id
            for one in members
            if one.joined_on <= on and (one.left_on is None or on < one.left_on) and one.company.status != "closed"
        }
    )
