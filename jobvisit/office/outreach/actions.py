"""Writing outreach. Every deed keeps the promise that an open case has one owner, one next action and a day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from jobvisit.base.clock import seoul_day
from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Company, Contact
from jobvisit.office.outreach import queries, rules
from jobvisit.office.outreach.models import Attempt, Campaign, Case, Notice
from jobvisit.office.outreach.rules import Answer, NextAction, Outcome, Refusal, Step
from jobvisit.office.outreach.states import AT_REST, CASE, NOTICE, CaseState, NoticeState
from jobvisit.office.staff import policy
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.models import User, Zone


@transaction.atomic
def open_case(
    *, company: Company, owner: User, by: User, at: datetime, purpose: str = Case.Purpose.HIRING, on: date | None = None
) -> Case:
    """Begin to talk with a firm, or find the talk that has begun: one case a firm and purpose."""
    policy.require(by, "outreach.work")
    case, new = Case.objects.get_or_create(
        district_id=by.district_id,
        company=company,
        purpose=purpose,
        defaults={
            "owner": owner,
            "next_action": NextAction.CALL,
            "next_on": on or seoul_day(at),
            "opened_at": at,
        },
    )
    if new:
        audit.note(by=by, at=at, verb="outreach.open", subject=case, details={"company": company.pk})
    return case


@transaction.atomic
def open_many(*, rows: Iterable[Mapping[str, Any]], by: User, at: datetime) -> list[Case]:
    """Begin many cases at once: `company`, `owner`, `next_on` each. Firms that have one are left as they are."""
    policy.require(by, "outreach.assign")
    wanted = list(rows)
    firms = [row["company"].pk for row in wanted]
    had = set(queries.visible_to(by).filter(company__in=firms, purpose="hiring").values_list("company_id", flat=True))
    begun = [
        Case(district_id=by.district_id, next_action=NextAction.CALL, opened_at=at, **row)
        for row in wanted
        if row["company"].pk not in had
    ]
    Case.objects.bulk_create(begun, batch_size=500)
    audit.note_many(by=by, at=at, verb="outreach.open", subjects=begun)
    return begun


@transaction.atomic
def log_attempt(
    *,
    case: Case,
    outcome: Outcome,
    by: User,
    at: datetime,
    answer: Answer | None = None,
    when: date | None = None,
    refusal: Refusal | None = None,
    channel: str = Attempt.Channel.CALL,
    contact: Contact | None = None,
    promise: str = "",
    note: str = "",
    days_off: Collection[date] = (),
) -> Step:
    """Add one attempt and move the case to what follows from it. Raises `rules.BadAnswerError`.

    A firm that refused says so with a code; `refused` without one is a bad answer.
    """
    policy.require(by, "outreach.work")
    current = Case.objects.select_for_update().get(pk=case.pk, district_id=by.district_id)
    on = seoul_day(at)
    misses = current.misses + 1 if outcome == Outcome.MISSED else 0
    state = CaseState(current.state)
    step = rules.after(outcome, answer=answer, when=when, misses=misses, state=state, on=on, days_off=days_off)
    if step.state == CaseState.REFUSED and refusal is None:
        raise rules.BadAnswerError("refusal", "missing")
    Attempt.objects.create(
        district_id=case.district_id, case=current, at=at, by=by, channel=channel, outcome=outcome,
        answer=answer or "", contact=contact, promise=promise, note=note,
    )  # fmt: skip
    closed = "closed_down" if step.state == CaseState.CLOSED else ""
    if step.state == CaseState.CLOSED:
        Company.objects.filter(pk=current.company_id).update(status=Company.Status.CLOSED, version=F("version") + 1)
    _move(
        current, step, by=by, at=at, verb="outreach.attempt", misses=misses, last_contact_at=at,
        refusal=refusal or current.refusal, closed_because=closed or current.closed_because,
        details={"outcome": outcome, "answer": answer or ""},
    )  # fmt: skip
    case.refresh_from_db()
    return step


@transaction.atomic
def set_next(*, case: Case, action: NextAction, on: date, version: int, by: User, at: datetime) -> None:
    """Change what is to be done next, and when. Raises `OutOfDateError` if the case was changed since `version`."""
    policy.require(by, "outreach.work")
    found = Case.objects.filter(pk=case.pk, district_id=by.district_id, version=version).exclude(state__in=AT_REST)
    if not found.update(next_action=action, next_on=on, version=F("version") + 1):
        raise OutOfDateError
    audit.note(by=by, at=at, verb="outreach.next", subject=case, details={"action": action, "on": on.isoformat()})
    case.refresh_from_db()


@transaction.atomic
def move(*, case: Case, step: Step, reason: str, by: User | None, at: datetime, **more: Any) -> None:
    """Move a case along its table to a state with its next action, or reopen one that rests, with a reason."""
    current = Case.objects.select_for_update().get(pk=case.pk)
    _move(current, step, by=by, at=at, verb="outreach.move", reason=reason, **more)
    case.refresh_from_db()


@transaction.atomic
def hand_over(*, cases: Sequence[Case], to: User, reason: str, by: User, at: datetime) -> int:
    """Give cases to somebody else; the number given. What rests goes along, so that its memory has a keeper."""
    policy.require(by, "outreach.assign")
    if to.district_id != by.district_id or not to.is_active:
        raise ValueError("the new owner must be an active colleague")
    keys = [case.pk for case in cases]
    moved = Case.objects.filter(pk__in=keys, district_id=by.district_id)
    count = moved.update(owner=to, version=F("version") + 1)
    audit.note_many(by=by, at=at, verb="outreach.hand_over", subjects=cases, reason=reason)
    return count


@transaction.atomic
def recall(*, district_id: int, on: date, at: datetime, most: int) -> int:
    """Bring back cases whose day has come: they are to be called today. The number brought back."""
    back = list(queries.recallable(district_id, on).select_for_update(skip_locked=True)[:most])
    for case in back:
        CASE.check(CaseState(case.state), CaseState.TO_CONTACT)
    Case.objects.filter(pk__in=[case.pk for case in back]).update(
        state=CaseState.TO_CONTACT, next_action=NextAction.CALL, next_on=on, misses=0, version=F("version") + 1
    )
    audit.note_many(by=None, at=at, verb="outreach.recall", subjects=back)
    return len(back)


@transaction.atomic
def draft_campaign(
    *,
    name: str,
    channel: str,
    choice: queries.Choice,
    expires_on: date,
    by: User,
    at: datetime,
    title: str = "",
    body: str = "",
) -> Campaign:
    """Fix the list of firms that a letter goes to, numbered; nothing is sent yet."""
    policy.require(by, "outreach.notify")
    campaign = Campaign.objects.create(
        district_id=by.district_id, name=name, channel=channel, chosen=asdict(choice), fixed_on=seoul_day(at),
        expires_on=expires_on, made_by=by, made_at=at, title=title, body=body,
    )  # fmt: skip
    zones = _zone_of_dong(by)
    firms = queries.chosen(by, choice).prefetch_related("branches")
    Notice.objects.bulk_create(
        [
            Notice(district_id=by.district_id, campaign=campaign, company=firm, number=number, zone=_zone(firm, zones))
            for number, firm in enumerate(firms, 1)
        ],
        batch_size=500,
    )
    audit.note(by=by, at=at, verb="outreach.campaign", subject=campaign)
    return campaign


@transaction.atomic
def move_notices(*, notices: Sequence[Notice], to: NoticeState, by: User | None, at: datetime, answer: str = "") -> int:
    """Change the state of letters along their table; those that already stand there are left. The number changed."""
    keys = [notice.pk for notice in notices]
    current = [one for one in Notice.objects.select_for_update().filter(pk__in=keys) if one.state != to]
    for notice in current:
        NOTICE.check(NoticeState(notice.state), to)
    stamp: dict[str, Any] = {"sent_at": at} if to == NoticeState.SENT else {}
    if to in {NoticeState.ANSWERED, NoticeState.EXPIRED}:
        stamp = {"settled_at": at, "answer": answer}
    Notice.objects.filter(pk__in=[one.pk for one in current]).update(state=to, **stamp)
    audit.note_many(by=by, at=at, verb=f"outreach.notice_{to}", subjects=current)
    return len(current)


def write(case: Case, step: Step, **columns: Any) -> None:
    """Give a locked case its new standing along its table. The deed that led to it is what is noted."""
    if step.state != case.state:
        CASE.check(CaseState(case.state), step.state)
    columns |= {"state": step.state, "next_action": step.action, "next_on": step.day, "version": case.version + 1}
    Case.objects.filter(pk=case.pk).update(**columns)
    for name, value in columns.items():
        setattr(case, name, value)


def _move(case: Case, step: Step, *, by: User | None, at: datetime, verb: str, **more: Any) -> None:
    """Write a case's new standing and note it. `more` holds columns, beside `details` and `reason` for the log."""
    details = {"from": case.state, "to": step.state, **more.pop("details", {})}
    reason = more.pop("reason", "")
    write(case, step, **more)
    audit.note(by=by, at=at, verb=verb, subject=case, reason=reason, details=details)


def _zone_of_dong(user: User) -> dict[str, Zone]:
    return {dong: zone for zone in staff.zones(user) for dong in zone.dongs}


def _zone(firm: Company, zones: Mapping[str, Zone]) -> Zone | None:
    branch = min(firm.branches.all(), key=lambda one: (not one.is_head, one.pk), default=None)
    return zones.get(branch.dong) if branch else None
