"""The life of an agreement (협약), and where a line of it stands."""

from enum import StrEnum

from jobvisit.base.states import Machine


class AgreementState(StrEnum):
    """Where an agreement stands."""

    DRAFT = "draft"
    NEGOTIATING = "negotiating"
    SIGNED = "signed"
    ACTIVE = "active"
    REVIEW = "review"
    RENEWED = "renewed"
    EXPIRED = "expired"
    ENDED = "ended"


_A = AgreementState

AGREEMENT = Machine(
    name="agreement",
    born=frozenset({_A.DRAFT}),
    steps={
        _A.DRAFT: (_A.NEGOTIATING, _A.SIGNED, _A.ENDED),
        _A.NEGOTIATING: (_A.SIGNED, _A.ENDED),
        _A.SIGNED: (_A.ACTIVE, _A.ENDED),
        _A.ACTIVE: (_A.REVIEW, _A.RENEWED, _A.EXPIRED, _A.ENDED),
        _A.REVIEW: (_A.ACTIVE, _A.RENEWED, _A.EXPIRED, _A.ENDED),
    },
    reopens={
        _A.RENEWED: (_A.ACTIVE,),
        _A.EXPIRED: (_A.ACTIVE,),
        _A.ENDED: (_A.NEGOTIATING, _A.ACTIVE),
    },
)
"""draft → negotiating → signed → active → review → renewed / expired / ended(reason). People negotiate, sign, renew and
end; `active`, `review` and `expired` follow from the dates (`rules.by_date`). End states reopen with a reason."""

WRITING = frozenset({_A.DRAFT, _A.NEGOTIATING})
"""Nothing is promised yet: lines and parties can still be taken out."""

RUNNING = frozenset({_A.SIGNED, _A.ACTIVE, _A.REVIEW})
"""Signed and neither over nor replaced."""


class Commitment(StrEnum):
    """Where one line stands. Never stored: it follows from the terms, the hires and the day (`rules.commitment`)."""

    PLANNED = "planned"
    DUE = "due"
    MET = "met"
    PART = "part"
    MISSED = "missed"


class Rung(StrEnum):
    """How well a hire is proven, the strongest last (the proof ladder of placements)."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    DOCUMENTED = "documented"
    STARTED = "started"
    RETAINED_1 = "retained_1"
    RETAINED_3 = "retained_3"
    RETAINED_6 = "retained_6"
    RETAINED_12 = "retained_12"


class Warn(StrEnum):
    """What somebody should look at, the gravest first."""

    PARTY_GONE = "party_gone"
    DECIDER_GONE = "decider_gone"
    NOBODY_DECIDES = "nobody_decides"
    PAST_DUE = "past_due"
    BEHIND = "behind"
    NO_ORDER = "no_order"
    REVIEW_DUE = "review_due"
    ENDS_SOON = "ends_soon"
