"""The life of an agreement: drafted, negotiated, signed, reviewed, renewed, ended. Each act is one transaction."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from jobvisit.base.clock import seoul_day
from jobvisit.office.agreements import queries, rules
from jobvisit.office.agreements.actions import rows
from jobvisit.office.agreements.actions.lines import add_line, amend_line
from jobvisit.office.agreements.actions.parties import add_member, add_party
from jobvisit.office.agreements.models import Agreement, Ended, Line, Member, Party
from jobvisit.office.agreements.rules import CannotError, Problem
from jobvisit.office.agreements.states import WRITING, AgreementState
from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Company
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

_S = AgreementState


@transaction.atomic
def draft(
    *,
    title: str,
    owner: User,
    by: User,
    at: datetime,
    purpose: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    review_on: date | None = None,
    follows: Agreement | None = None,
    pick: rows.Pick = secrets.choice,
) -> Agreement:
    """Begin an agreement. Raises `CannotError` for days that contradict each other."""
    policy.require(by, "agreements.edit")
    _refuse(rules.date_problems(starts=starts_on, ends=ends_on, review=review_on))
    made = Agreement.objects.create(
        district_id=by.district_id, number=rows.new_number(seoul_day(at), pick), title=title, purpose=purpose,
        owner=owner, starts_on=starts_on, ends_on=ends_on, review_on=review_on, follows=follows, added_at=at,
    )  # fmt: skip
    audit.note(by=by, at=at, verb="agreements.draft", subject=made)
    return made


@transaction.atomic
def change(*, agreement: Agreement, changes: Mapping[str, Any], version: int, by: User, at: datetime) -> Agreement:
    """Change title, purpose, owner or days of an agreement read at `version`.

    Of a signed one the days of its beginning and its lines stay as they are. Raises `OutOfDateError`, `CannotError`.
    """
    policy.require(by, "agreements.edit")
    current = rows.lock(agreement, by, version)
    for name, value in changes.items():
        setattr(current, name, value)
    problems = rules.date_problems(starts=current.starts_on, ends=current.ends_on, review=current.review_on)
    if current.state not in WRITING:
        if changes.get("starts_on", agreement.starts_on) != agreement.starts_on:
            problems.append(Problem("starts_on", "signed_already"))
        if current.ends_on is None:
            problems.append(Problem("ends_on", "missing"))
    _refuse(problems)
    current.version += 1
    current.save(update_fields=[*changes, "version"])
    audit.note(by=by, at=at, verb="agreements.change", subject=current, details={"fields": sorted(changes)})
    return current


@transaction.atomic
def negotiate(*, agreement: Agreement, by: User, at: datetime) -> Agreement:
    """The other side has the draft, and one talks about it."""
    policy.require(by, "agreements.edit")
    current = rows.lock(agreement, by)
    rows.shift(current, _S.NEGOTIATING, by=by, at=at)
    return current


@transaction.atomic
def sign(*, agreement: Agreement, signed_on: date, version: int | None, by: User, at: datetime) -> Agreement:
    """Put an agreement in force from its first day. What it renews is renewed by that, and ends the day before.

    Raises `CannotError` with everything that is missing: days, a party, a line; and a firm that closed meanwhile.
    """
    policy.require(by, "agreements.sign")
    current = rows.lock(agreement, by, version)
    problems = [Problem(name, "missing") for name in ("starts_on", "ends_on") if getattr(current, name) is None]
    if signed_on > seoul_day(at):
        problems.append(Problem("signed_on", "not_yet", signed_on.isoformat()))
    if not Party.objects.filter(agreement=current).exists():
        problems.append(Problem("__all__", "no_party"))
    if not Line.objects.filter(agreement=current).exists():
        problems.append(Problem("__all__", "no_line"))
    firms = Member.objects.filter(party__agreement=current, left_on__isnull=True).select_related("company__merged_into")
    problems += [problem for one in firms for problem in rows.firm_problems(one.company)]
    _refuse(problems)
    rows.shift(current, _S.SIGNED, by=by, at=at, signed_on=signed_on)
    if current.follows_id:
        _make_way(current, by=by, at=at)
    return turn(agreement=current, on=seoul_day(at), at=at)


@transaction.atomic
def turn(*, agreement: Agreement, on: date, at: datetime) -> Agreement:
    """Give a signed agreement the state that the calendar says: active, review, expired."""
    current = rows.lock(agreement, None)
    while current.signed_on and current.starts_on and current.ends_on:
        state = AgreementState(current.state)
        dates: dict[str, Any] = {"starts": current.starts_on, "ends": current.ends_on, "review": current.review_on}
        after = rules.by_date(state, on=on, **dates)
        if after == state:
            break
        rows.shift(current, after, by=None, at=at)
    return current


@transaction.atomic
def reviewed(
    *, agreement: Agreement, review_on: date | None, reason: str, version: int | None, by: User, at: datetime
) -> Agreement:
    """A review is over: what was found, and when to look again (never, before the end, with None)."""
    policy.require(by, "agreements.edit")
    current = rows.lock(agreement, by, version)
    problems = rules.date_problems(starts=current.starts_on, ends=current.ends_on, review=review_on)
    if review_on and review_on <= seoul_day(at):
        problems.append(Problem("review_on", "review_past", review_on.isoformat()))
    _refuse(problems)
    rows.shift(current, _S.ACTIVE, by=by, at=at, reason=reason, review_on=review_on)
    return current


@transaction.atomic
def end(*, agreement: Agreement, because: str, reason: str, version: int | None, by: User, at: datetime) -> Agreement:
    """End an agreement today, with a coded reason and words. What was delivered stays."""
    policy.require(by, "agreements.sign")
    if because not in Ended.values:
        raise CannotError(Problem("because", "missing", because))
    current = rows.lock(agreement, by, version)
    rows.shift(
        current, _S.ENDED, by=by, at=at, reason=reason, stopped_on=seoul_day(at), ended_because=because
    )  # fmt: skip
    return current


@transaction.atomic
def reopen(*, agreement: Agreement, reason: str, version: int | None, by: User, at: datetime) -> Agreement:
    """Take back an end: a signed agreement is active again, one never signed is negotiated again."""
    policy.require(by, "agreements.sign")
    current = rows.lock(agreement, by, version)
    if Line.objects.filter(agreement=current, into__isnull=False).exists():
        raise CannotError(Problem("__all__", "went_into_another"))
    to = _S.ACTIVE if current.signed_on else _S.NEGOTIATING
    rows.shift(current, to, by=by, at=at, reason=reason, stopped_on=None, ended_because="")
    return turn(agreement=current, on=seoul_day(at), at=at)


@transaction.atomic
def renew(*, agreement: Agreement, by: User, at: datetime, pick: rows.Pick = secrets.choice) -> Agreement:
    """Draft the agreement that follows: same parties and members, same lines, the days moved on by its own length.

    Pressed twice, it is the same draft. The old one stays in force until the new one is signed.
    """
    policy.require(by, "agreements.edit")
    current = rows.lock(agreement, by)
    if before := queries.following(current):
        return before
    if current.ends_on is None or current.starts_on is None or current.signed_on is None:
        raise CannotError(Problem("__all__", "never_signed"))
    starts = current.ends_on + timedelta(days=1)
    length = current.ends_on - current.starts_on
    made = draft(
        title=current.title, purpose=current.purpose, owner=current.owner, starts_on=starts, ends_on=starts + length,
        follows=current, by=by, at=at, pick=pick,
    )  # fmt: skip
    parties = _copy_parties(current, made, by=by, at=at)
    for line in Line.objects.filter(agreement=current, into__isnull=True).prefetch_related("terms"):
        last = list(line.terms.all())[-1]
        add_line(
            agreement=made, party=parties.get(line.party_id or 0), jobs=line.jobs, occupations=line.occupations,
            promised=last.promised, from_on=starts, due_on=starts + length, group=last.group, basis=last.basis,
            window_minutes=last.window_minutes, decides=last.decides, by=by, at=at,
        )  # fmt: skip
    return made


@transaction.atomic
def combine(
    *, kept: Agreement, other: Agreement, pairs: Mapping[int, int], reason: str, by: User, at: datetime
) -> None:
    """Let `kept` go on in place of `other`: each line of `other` (`pairs`: its key → a line of `kept`) counts there
    with what it delivered and what it promised, members join, and `other` ends. Raises `CannotError`.
    """
    policy.require(by, "agreements.sign")
    first, second = sorted((kept, other), key=lambda one: one.pk)
    locked = {one.pk: rows.lock(one, by) for one in (first, second)}
    into = {line.pk: line for line in queries.lines_by_key(by, set(pairs.values())).values()}
    lines = list(Line.objects.filter(agreement=other, into__isnull=True).prefetch_related("terms"))
    if kept.pk == other.pk or not (kept.signed_on and other.signed_on):
        raise CannotError(Problem("__all__", "cannot_combine"))
    if {line.pk for line in lines} != set(pairs) or any(one.agreement_id != kept.pk for one in into.values()):
        raise CannotError(Problem("__all__", "lines_unpaired"))
    today = seoul_day(at)
    for line in lines:
        target, gives = into[pairs[line.pk]], queries.terms_at(line, today)
        holds = queries.terms_at(target, today)
        assert gives is not None
        assert holds is not None
        amend_line(
            line=target, from_on=max(today, list(target.terms.all())[-1].from_on),
            promised=holds.promised + gives.promised, due_on=max(holds.due_on, today), group=holds.group,
            basis=holds.basis, window_minutes=holds.window_minutes, decides=holds.decides, reason=reason, by=by, at=at,
        )  # fmt: skip
        into[target.pk] = queries.lines_by_key(by, [target.pk])[target.pk]
        Line.objects.filter(pk=line.pk).update(into=target)
        Line.objects.filter(into=line).update(into=target)
    _copy_parties(locked[other.pk], locked[kept.pk], by=by, at=at)
    rows.shift(
        locked[other.pk], _S.ENDED, by=by, at=at, reason=reason, stopped_on=today, ended_because=Ended.MERGED
    )  # fmt: skip


@transaction.atomic
def hand_over(*, leaving: User, to: User, reason: str, by: User, at: datetime) -> int:
    """Give every agreement of somebody that is not over to a colleague. Returns how many."""
    policy.require(by, "staff.hand_over")
    mine = list(queries.open_of([leaving]).filter(district_id=by.district_id).select_for_update())
    Agreement.objects.filter(pk__in=[one.pk for one in mine]).update(owner=to, version=F("version") + 1)
    audit.note_many(by=by, at=at, verb="agreements.hand_over", subjects=mine, reason=reason)
    return len(mine)


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise CannotError(*found)


def _make_way(new: Agreement, *, by: User, at: datetime) -> None:
    """The agreement that `new` renews ends before it begins; one that is over already stays as it was."""
    assert new.follows is not None
    assert new.starts_on is not None
    old = rows.lock(new.follows, by)
    if old.state not in {_S.ACTIVE, _S.REVIEW}:
        return
    assert old.ends_on is not None
    assert old.starts_on is not None
    last = min(old.ends_on, new.starts_on - timedelta(days=1))
    if last < old.starts_on:
        raise CannotError(Problem("starts_on", "before_the_old_one", old.starts_on.isoformat()))
    rows.shift(old, _S.RENEWED, by=by, at=at, reason=new.number, ends_on=last)


def _copy_parties(old: Agreement, new: Agreement, *, by: User, at: datetime) -> dict[int, Party]:
    """The parties of one agreement in another, with the members that are there and still in business."""
    made: dict[int, Party] = {}
    start = new.starts_on if new.state in WRITING else seoul_day(at)
    present = Member.objects.filter(left_on__isnull=True).select_related("company", "branch")
    for party in Party.objects.filter(agreement=old).select_related("company"):
        same = Party.objects.filter(agreement=new, name=party.name).first()
        copy = same or add_party(
            agreement=new, kind=party.kind, name=party.name, company=party.company,
            representative=party.representative, joins=False, by=by, at=at,
        )  # fmt: skip
        made[party.pk] = copy
        for member in present.filter(party=party):
            there = Member.objects.filter(party=copy, company=member.company, branch=member.branch, left_on=None)
            if member.company.status == Company.Status.OPEN and not there.exists():
                add_member(
                    party=copy, company=member.company, branch=member.branch, joined_on=start or seoul_day(at),
                    by=by, at=at,
                )  # fmt: skip
    return made
