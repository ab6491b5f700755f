"""The proof ladder: rungs are added, never overwritten."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.audit import papers
from jobvisit.office.referrals import codes, rules
from jobvisit.office.referrals.actions.hiring import step_placement
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.models import Evidence, Placement, Rung
from jobvisit.office.referrals.problems import CannotError, Problem
from jobvisit.office.referrals.states import PLACEMENT, PlacementState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

_P = PlacementState
_K = Rung.Kind
LEADS_TO: dict[str, PlacementState] = {
    _K.EMPLOYER: _P.CONFIRMED,
    _K.RESIDENT: _P.CONFIRMED,
    _K.DOCUMENTED: _P.DOCUMENTED,
    _K.STARTED: _P.STARTED,
    **{f"retained_{months}": _P.RETAINED for months in rules.FOLLOW_UPS},
}
"""The state that a rung proves at least."""


@transaction.atomic
def climb(
    *, placement: Placement, kind: str, source: Source, by: User | None, at: datetime, note: str = ""
) -> Placement:
    """Add a rung: a confirmation, the first working day, or a follow-up. A rung that stands already stays as it is.

    A month of work entails the first working day: where that was never recorded, it is added with the same source.
    Of a job that ended, what was true before may still be proven. Raises `CannotError` (hire_over) for what would lie
    after the end, and for an annulled hire.
    """
    if kind not in LEADS_TO or kind == _K.DOCUMENTED:
        raise ValueError(kind)
    current = _locked(placement, by)
    if current.rungs.filter(kind=kind).exists():
        return current
    if kind.startswith("retained_") and not current.rungs.filter(kind=_K.STARTED).exists():
        _add(current, _K.STARTED, source=source, by=by, at=at)
    _add(current, kind, source=source, by=by, at=at, note=note)
    return current


@transaction.atomic
def attach(*, placement: Placement, content: bytes, source: Source, by: User, at: datetime, note: str = "") -> Evidence:
    """Keep a paper that proves the hire, outside the web root, and add the rung `documented`.

    Raises `papers.BadPaperError` for what is no PDF, PNG or JPEG, is empty or too big. The same paper twice stays one.
    """
    policy.require(by, "placements.evidence")
    kind = papers.kind_of(content)
    digest = papers.digest(content)
    current = _locked(placement, by)
    known = Evidence.objects.filter(district_id=by.district_id, placement=current, sha256=digest).first()
    if known:
        return known
    evidence = Evidence(
        district_id=by.district_id, placement=current, kind=kind, size=len(content), sha256=digest, at=at, by=by
    )
    papers.keep(evidence.stored_as, content)
    evidence.save(force_insert=True)
    if not current.rungs.filter(kind=_K.DOCUMENTED).exists():
        _add(current, _K.DOCUMENTED, source=source, by=by, at=at, note=note, evidence=evidence)
    else:
        audit.note(
            by=by, at=at, verb="placements.attach", subject=current, person_id=current.seeker_id,
            details={"evidence": evidence.pk},
        )  # fmt: skip
    return evidence


@transaction.atomic
def end(
    *,
    placement: Placement,
    on: date,
    reason: str,
    note: str,
    version: int | None,
    source: Source,
    by: User | None,
    at: datetime,
) -> Placement:
    """Record that the job ended on a day, with its coded reason. The hire still happened and keeps its rungs."""
    if reason not in codes.Ended.values:
        raise CannotError(Problem("wrong_reason"))
    current = _locked(placement, by)
    if current.state == _P.ENDED and current.ended_on == on:
        return current
    if version is not None and current.version != version:
        raise OutOfDateError
    if on < current.start_on:
        raise CannotError(Problem("end_before_start"))
    step_placement(current, _P.ENDED, reason=reason, note=note, ended_on=on, source=source, by=by, at=at)
    return current


@transaction.atomic
def reopen_end(*, placement: Placement, why: str, by: User, at: datetime) -> Placement:
    """Take back an end that was recorded wrongly."""
    policy.require(by, "referrals.reopen")
    current = _locked(placement, by)
    if current.state != _P.ENDED:
        return current
    back = PlacementState(current.left_from or _P.CLAIMED)
    step_placement(current, back, kind=_K.REOPENED, note=why, source=Source.OFFICE, by=by, at=at)
    return current


@transaction.atomic
def mark_counted(*, placement: Placement, agencies: Sequence[str], by: User, at: datetime) -> Placement:
    """Mark which other agencies count the same hire, so that no report adds it up twice."""
    policy.require(by, "referrals.record")
    current = _locked(placement, by)
    wanted = sorted(set(agencies) & set(codes.Agency.values))
    if wanted == current.also_counted_by:
        return current
    current.also_counted_by = wanted
    current.version += 1
    current.save(update_fields=["also_counted_by", "version"])
    audit.note(
        by=by, at=at, verb="placements.counted", subject=current, person_id=current.seeker_id,
        details={"agencies": wanted},
    )  # fmt: skip
    return current


def _locked(placement: Placement, by: User | None) -> Placement:
    if by is not None:
        policy.require(by, "referrals.record")
    district = by.district_id if by else placement.district_id
    return Placement.objects.select_for_update().get(pk=placement.pk, district_id=district)


def _add(
    placement: Placement,
    kind: str,
    *,
    source: Source,
    by: User | None,
    at: datetime,
    note: str = "",
    evidence: Evidence | None = None,
) -> None:
    """Add a rung, and move the state up to what it proves; never down, and never out of an end."""
    old, to = _P(placement.state), LEADS_TO[kind]
    if old == _P.ANNULLED or (old == _P.ENDED and _after_end(placement, kind)):
        raise CannotError(Problem("hire_over"))
    if old != _P.ENDED and to in PLACEMENT.next_steps(old):
        placement.state = to
    placement.version += 1
    placement.save(update_fields=["state", "version"])
    Rung.objects.create(
        district_id=placement.district_id, placement=placement, kind=kind, source=source, note=note,
        evidence=evidence, at=at, by=by,
    )  # fmt: skip
    details = {"from": old, "to": placement.state, "rung": kind, "source": source}
    audit.note(by=by, at=at, verb="placements.rung", subject=placement, person_id=placement.seeker_id, details=details)


def _after_end(placement: Placement, kind: str) -> bool:
    """Whether a follow-up speaks of a day on which the job had ended already."""
    months = int(kind.removeprefix("retained_")) if kind.startswith("retained_") else 0
    return placement.ended_on is not None and rules.add_months(placement.start_on, months) > placement.ended_on
