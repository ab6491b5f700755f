"""The manager's side of matching: rounds of referrals, versions of the model, the audit, every list of a district.

Numba is loaded by the first call that needs it, not by whoever opens another page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobvisit.base.clock import seoul_day
from jobvisit.office.matches import actions as matches
from jobvisit.office.matches import queries as shown
from jobvisit.office.matches import refresh
from jobvisit.office.orders import queries as orders
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.seekers import queries as seekers

if TYPE_CHECKING:
    from jobvisit.engines.matching.audit import Flip
    from jobvisit.engines.matching.judging import Comparison
    from jobvisit.engines.matching.versions import History
    from jobvisit.office.matches.asked import Ask
    from jobvisit.office.matches.audits import Exposure
    from jobvisit.office.matches.models import ModelVersion, Round
    from jobvisit.office.seekers.models import Seeker
    from jobvisit.office.staff.models import District, User

LOOK_BACK = timedelta(days=92)
"""A resident's file is valid for three months (칙 제3조): who stood on no list in that time was never listed."""


@dataclass(frozen=True)
class NeverListed:
    """A resident whom no list named and nobody referred, with what excludes them from open orders, commonest first."""

    seeker: Seeker
    fitting: int
    """Open orders they fit."""
    excluded: list[tuple[Any, int]]
    """(requirement, at how many open orders it is the first that fails)."""


def propose_round(*, ask: Ask, by: User, at: datetime) -> Round:
    """Make and keep a proposal. Raises `UnknownOrderError`, or `ValueError` where the inputs contradict each other."""
    from jobvisit.office.matches.actions import rounds

    return rounds.propose(ask=ask, by=by, at=at)


def decide_round(*, round: Round, accept: bool, by: User, at: datetime) -> None:
    """Let a round hold, or set it aside. Raises `IllegalTransitionError`."""
    from jobvisit.office.matches.actions import rounds

    (rounds.accept if accept else rounds.discard)(round=round, by=by, at=at)


def note_download(*, round: Round, reason: str, by: User, at: datetime) -> None:
    """Note that a round left as a file, and why."""
    from jobvisit.office.matches.actions import rounds

    rounds.note_download(round=round, reason=reason, by=by, at=at)


def never_listed(*, by: User, at: datetime, most: int) -> tuple[int, list[NeverListed]]:
    """The alarm: how many residents looking for work nobody ever listed or referred, and the first `most` of them."""
    since = at - LOOK_BACK
    keys = shown.never_listed(by, since=since, referred=referrals.referred_since(by, since))
    files = seekers.named(by, keys[:most])
    return len(keys), [_never(files[key], at) for key in keys[:most] if key in files]


def _never(seeker: Seeker, at: datetime) -> NeverListed:
    counts = matches.jobs_for(seeker=seeker, today=seoul_day(at), most=0).counts
    assert counts is not None
    return NeverListed(seeker, counts.eligible, sorted(counts.excluded_by().items(), key=lambda one: -one[1]))


def versions(*, by: User) -> History:
    """The district's versions and which was live when."""
    from jobvisit.office.matches.actions import versions

    return versions.history(by.district_id)


def learnt(*, by: User) -> tuple[int, int, int, dict[str, int]]:
    """What there is to learn from: lines, answers of residents, decisions of employers, reasons for overruling."""
    from jobvisit.engines.matching.outcomes import overrides
    from jobvisit.office.matches.actions import versions

    log = versions.learnt(by.district_id).log
    return len(log), int(log.answered.sum()), int(log.decided().sum()), overrides(log)


def fit_version(*, by: User, at: datetime) -> ModelVersion:
    """Fit a new version; nothing goes live."""
    from jobvisit.office.matches.actions import versions

    return versions.fit_version(by=by, at=at)


def judge(*, version: str, by: User, at: datetime) -> Comparison:
    """A version against the live one, on orders neither was fitted on."""
    from jobvisit.office.matches.actions import versions

    return versions.judge(version=version, by=by, at=at)


def change_version(*, version: str, back: bool, reason: str, by: User, at: datetime) -> None:
    """Put a version live, or go back to one that was. Raises `ValueError` (`VersionError`) with the reason."""
    from jobvisit.office.matches.actions import versions

    if back:
        versions.roll_back(to=version, reason=reason, by=by, at=at)
    else:
        versions.go_live(version=version, reason=reason, by=by, at=at)


def audit(*, by: User, at: datetime) -> tuple[Exposure, tuple[Flip, ...]]:
    """Exposure of the district's target groups, and the flip tests, as of now."""
    from jobvisit.office.matches import audits

    today = seoul_day(at)
    return audits.exposure(by.district_id, today, since=at - LOOK_BACK), audits.flips(by.district_id, today)


def refresh_lists(
    *,
    district: District,
    folder: Path,
    at: datetime,
    workers: int | None = None,
    ray: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Iterator[refresh.Done]:
    """Every list of a district anew; those that changed are recorded as shown. Resumable: see `matches.refresh`."""
    return refresh.lists(
        district=district,
        folder=folder,
        at=at,
        orders=orders.matchable_of(district),
        workers=workers,
        ray=ray,
        progress=progress,
    )
