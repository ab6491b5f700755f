"""A call, a visit, a report → the firm's case, the day's route, the next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from jobvisit.base.clock import seoul_day
from jobvisit.office.outreach import actions, visiting
from jobvisit.office.outreach.rules import Answer, BadAnswerError, Outcome, Refusal, after, working_day
from jobvisit.office.reference import queries as reference

if TYPE_CHECKING:
    from jobvisit.office.companies.models import Company
    from jobvisit.office.outreach.models import Case, Visit
    from jobvisit.office.staff.models import User


@dataclass(frozen=True)
class Suggested:
    """Days that the page fills in, so that a tap is enough."""

    visit: date
    call_back: date
    recall: date


def suggested_days(today: date) -> Suggested:
    """The next working days for a visit, a call back and a recall."""
    off = reference.days_off(today, today + timedelta(days=130))
    return Suggested(
        working_day(today, 1, off), working_day(today, 2, off), working_day(today + timedelta(days=90), 0, off)
    )


def log_attempt(
    *,
    company: Company,
    outcome: Outcome,
    by: User,
    now: datetime,
    answer: Answer | None = None,
    when: date | None = None,
    at: time | None = None,
    refusal: Refusal | None = None,
    promise: str = "",
    note: str = "",
) -> Case:
    """Add one attempt to reach a firm, opening its case if there is none; an agreed visit enters the day at once.

    Raises `BadAnswerError`, `IllegalTransitionError`, `SlotTakenError`; then nothing of it is kept.
    """
    off = reference.days_off(seoul_day(now), seoul_day(now) + timedelta(days=130))
    return visiting.log_call(
        company=company, outcome=outcome, answer=answer, when=when, time_of_visit=at, days_off=off, by=by, at=now,
        refusal=refusal, promise=promise, note=note,
    )  # fmt: skip


def agree_on_visit(*, company: Company, by: User, now: datetime, **values: Any) -> Visit:
    """Put a visit into somebody's day. Raises `SlotTakenError`."""
    case = actions.open_case(company=company, owner=values["counsellor"], by=by, at=now)
    return visiting.agree(case=case, by=by, now=now, **values)


def take_slot(
    *, company: Company, counsellor: User, on: date, at: time, minutes: int, by: User, now: datetime
) -> Visit:
    """The firm agreed on the telephone to a time that was offered: the call is logged, the visit stands in the day.

    Raises `SlotTakenError`, `IllegalTransitionError`, with nothing kept.
    """
    return visiting.agree_on_call(
        company=company, counsellor=counsellor, on=on, time_of_visit=at, minutes=minutes, by=by, at=now
    )


def report_visit(
    *,
    visit: Visit,
    answer: Answer,
    by: User,
    now: datetime,
    when: date | None = None,
    refusal: Refusal | None = None,
    promise: str = "",
    report: str = "",
) -> None:
    """Say what came of a visit: the report, the memory of the firm, and what follows. Raises `BadAnswerError`."""
    today = seoul_day(now)
    if answer == Answer.REFUSED and refusal is None:
        raise BadAnswerError("refusal", "missing")
    off = reference.days_off(today, today + timedelta(days=130))
    step = after(Outcome.TALKED, answer=answer, when=when, on=today, days_off=off)
    visiting.report(
        visit=visit, step=step, outcome=answer, report=report, promise=promise, refusal=refusal, by=by, at=now
    )
