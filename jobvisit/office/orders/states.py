"""The life of a job order (구인표)."""

from enum import StrEnum

from jobvisit.base.states import Machine


class OrderState(StrEnum):
    """Where an order stands."""

    DRAFT = "draft"
    CHECKED = "checked"
    CONFIRMED = "confirmed_by_employer"
    OPEN = "open"
    PAUSED = "paused"
    FILLED = "filled"
    PARTLY_FILLED = "partly_filled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REFUSED = "refused"


_S = OrderState

ORDER = Machine(
    name="order",
    born=frozenset({_S.DRAFT, _S.CHECKED, _S.OPEN}),
    steps={
        _S.DRAFT: (_S.CHECKED, _S.WITHDRAWN, _S.REFUSED),
        _S.CHECKED: (_S.CONFIRMED, _S.OPEN, _S.WITHDRAWN, _S.REFUSED),
        _S.CONFIRMED: (_S.OPEN, _S.WITHDRAWN, _S.REFUSED),
        _S.OPEN: (_S.PAUSED, _S.FILLED, _S.PARTLY_FILLED, _S.WITHDRAWN, _S.EXPIRED),
        _S.PAUSED: (_S.OPEN, _S.FILLED, _S.PARTLY_FILLED, _S.WITHDRAWN, _S.EXPIRED),
    },
    reopens={
        _S.FILLED: (_S.OPEN,),
        _S.PARTLY_FILLED: (_S.OPEN,),
        _S.WITHDRAWN: (_S.OPEN,),
        _S.EXPIRED: (_S.OPEN,),
        _S.REFUSED: (_S.DRAFT,),
    },
)
"""draft → checked → confirmed_by_employer → open ⇄ paused → filled / partly_filled / withdrawn / expired;
refused(ground) before it opens; end states reopen with a reason."""

CLOSED = frozenset({_S.FILLED, _S.PARTLY_FILLED, _S.WITHDRAWN, _S.EXPIRED})
"""How an order that was open ends. The page for closing asks how it was filled; the state follows from the hires."""

MATCHABLE = frozenset({_S.CHECKED, _S.CONFIRMED, _S.OPEN})
"""States in which residents are shown the order."""
