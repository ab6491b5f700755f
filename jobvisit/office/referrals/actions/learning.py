"""What the model of matching learns: each step that says something of a pair is noted in the room below, once."""

from datetime import datetime

from jobvisit.office.matches import actions as matches
from jobvisit.office.matches.models import Result
from jobvisit.office.referrals.models import Placement, Referral
from jobvisit.office.referrals.states import PlacementState, ReferralState
from jobvisit.office.staff.models import User

_W = Result.What
_R = ReferralState

_SAYS: dict[ReferralState, Result.What] = {
    _R.PROPOSED: _W.ASKED,
    _R.CONSENTED: _W.ACCEPTED,
    _R.SENT: _W.ACCEPTED,
    _R.VIEWED: _W.ACCEPTED,
    _R.INTERVIEW: _W.ACCEPTED,
    _R.OFFERED: _W.INTERVIEWED,
    _R.HIRED: _W.HIRED,
    _R.DECLINED: _W.DECLINED,
    _R.REFUSED: _W.REFUSED,
}
"""A referral that was withdrawn, overtaken or ran out says nothing of the pair."""
_KEPT = {PlacementState.RETAINED: _W.RETAINED, PlacementState.ENDED: _W.LEFT}


def note_step(
    referral: Referral, old: ReferralState | None, to: ReferralState, *, by: User | None, at: datetime
) -> None:
    """Note what a step from `old` (None: just proposed) to `to` says; a step back notes what holds again."""
    says = _SAYS.get(to)
    if says is not None and says != (_SAYS.get(old) if old else None):
        _note(referral, says, by, at)


def note_interview(referral: Referral, *, by: User | None, at: datetime) -> None:
    """Note that the resident was there."""
    _note(referral, _W.INTERVIEWED, by, at)


def note_placement(placement: Placement, to: PlacementState, *, by: User | None, at: datetime) -> None:
    """Note that somebody hired is still there, or left."""
    if to in _KEPT:
        _note(placement, _KEPT[to], by, at)


def _note(pair: Referral | Placement, what: Result.What, by: User | None, at: datetime) -> None:
    matches.note_outcome(
        district_id=pair.district_id, order_id=pair.order_id, seeker_id=pair.seeker_id, what=what, by=by, at=at
    )
