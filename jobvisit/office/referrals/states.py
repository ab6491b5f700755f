"""The lives of a referral (알선), an interview (면접) and a placement (취업)."""

from enum import StrEnum

from jobvisit.base.states import Machine


class ReferralState(StrEnum):
    """Where a referral stands, in the order of the work."""

    PROPOSED = "proposed"
    CONSENTED = "consented"
    SENT = "sent"
    VIEWED = "viewed"
    INTERVIEW = "interview"
    OFFERED = "offered"
    HIRED = "hired"
    DECLINED = "declined_by_resident"
    REFUSED = "refused_by_employer"
    NO_SHOW = "no_show"
    WITHDRAWN = "withdrawn"
    OBSOLETE = "obsolete"
    EXPIRED = "expired"


_R = ReferralState
_OUT = (_R.DECLINED, _R.WITHDRAWN, _R.OBSOLETE, _R.EXPIRED)

REFERRAL = Machine(
    name="referral",
    born=frozenset({_R.PROPOSED}),
    steps={
        _R.PROPOSED: (_R.CONSENTED, *_OUT),
        _R.CONSENTED: (_R.SENT, *_OUT),
        _R.SENT: (_R.VIEWED, _R.INTERVIEW, _R.OFFERED, _R.HIRED, _R.REFUSED, *_OUT),
        _R.VIEWED: (_R.INTERVIEW, _R.OFFERED, _R.HIRED, _R.REFUSED, *_OUT),
        _R.INTERVIEW: (_R.OFFERED, _R.HIRED, _R.REFUSED, _R.NO_SHOW, *_OUT),
        _R.OFFERED: (_R.HIRED, _R.REFUSED, *_OUT),
    },
    reopens={
        _R.HIRED: (_R.SENT, _R.VIEWED, _R.INTERVIEW, _R.OFFERED),
        _R.DECLINED: (_R.PROPOSED, _R.CONSENTED, _R.SENT, _R.VIEWED, _R.INTERVIEW, _R.OFFERED),
        _R.REFUSED: (_R.SENT, _R.VIEWED, _R.INTERVIEW, _R.OFFERED),
        _R.NO_SHOW: (_R.INTERVIEW,),
        _R.WITHDRAWN: (_R.PROPOSED, _R.CONSENTED, _R.SENT, _R.VIEWED, _R.INTERVIEW, _R.OFFERED),
        _R.OBSOLETE: (_R.PROPOSED, _R.CONSENTED, _R.SENT, _R.VIEWED, _R.INTERVIEW, _R.OFFERED),
        _R.EXPIRED: (_R.PROPOSED, _R.CONSENTED, _R.SENT, _R.VIEWED, _R.INTERVIEW, _R.OFFERED),
    },
)
"""proposed → consented → sent → viewed → interview → offered → hired, with every way out. A way out leads back to
where it was left, with a reason; a hire undone does too, and so do the referrals that it parked as obsolete."""

LIVE = frozenset({_R.PROPOSED, _R.CONSENTED, _R.SENT, _R.VIEWED, _R.INTERVIEW, _R.OFFERED})
"""Somebody's answer is still awaited. One live referral at most for a resident and an order."""

WITH_EMPLOYER = frozenset({_R.SENT, _R.VIEWED, _R.INTERVIEW, _R.OFFERED})
"""The employer has the resident's name: never without the resident's consent for this very employer."""


class InterviewState(StrEnum):
    """Where an interview stands. In the past and still offered or booked: somebody has to ask."""

    OFFERED = "offered"
    BOOKED = "booked"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    EXCUSED = "excused"
    REVOKED = "revoked"


_I = InterviewState

INTERVIEW = Machine(
    name="interview",
    born=frozenset({_I.OFFERED, _I.BOOKED}),
    steps={
        _I.OFFERED: (_I.BOOKED, _I.EXCUSED, _I.REVOKED),
        _I.BOOKED: (_I.ATTENDED, _I.NO_SHOW, _I.EXCUSED, _I.REVOKED),
    },
    reopens={
        _I.ATTENDED: (_I.NO_SHOW, _I.BOOKED),
        _I.NO_SHOW: (_I.ATTENDED, _I.EXCUSED, _I.BOOKED),
        _I.EXCUSED: (_I.BOOKED,),
        _I.REVOKED: (_I.BOOKED,),
    },
)
"""offered → booked → attended / no_show / excused / revoked. What was recorded wrongly is set right with a reason."""

COMING = frozenset({_I.OFFERED, _I.BOOKED})
"""Interviews that still hold their place."""


class PlacementState(StrEnum):
    """Where a hire stands. What proves it are its rungs, which are only ever added."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    DOCUMENTED = "documented"
    STARTED = "started"
    RETAINED = "retained"
    ENDED = "ended"
    ANNULLED = "annulled"


_P = PlacementState

PLACEMENT = Machine(
    name="placement",
    born=frozenset({_P.CLAIMED}),
    steps={
        _P.CLAIMED: (_P.CONFIRMED, _P.DOCUMENTED, _P.STARTED, _P.ENDED, _P.ANNULLED),
        _P.CONFIRMED: (_P.DOCUMENTED, _P.STARTED, _P.ENDED, _P.ANNULLED),
        _P.DOCUMENTED: (_P.STARTED, _P.ENDED, _P.ANNULLED),
        _P.STARTED: (_P.RETAINED, _P.ENDED, _P.ANNULLED),
        _P.RETAINED: (_P.ENDED, _P.ANNULLED),
    },
    reopens={
        _P.ENDED: (_P.CLAIMED, _P.CONFIRMED, _P.DOCUMENTED, _P.STARTED, _P.RETAINED),
        _P.ANNULLED: (_P.CLAIMED, _P.CONFIRMED, _P.DOCUMENTED, _P.STARTED, _P.RETAINED),
    },
)
"""claimed → confirmed → documented → started → retained / ended / annulled. A paper that arrives after the first
working day adds its rung and moves nothing back. An end recorded wrongly leads back to where it was."""

STANDING = frozenset({_P.CLAIMED, _P.CONFIRMED, _P.DOCUMENTED, _P.STARTED, _P.RETAINED})
"""The hire counts: it holds its opening, and the resident is placed. A job that ended once counted and still holds."""
