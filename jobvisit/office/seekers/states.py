"""The life of a resident's file (구직자 파일)."""

from enum import StrEnum

from jobvisit.base.states import Machine


class SeekerState(StrEnum):
    """Where a file stands. *Stalled* is computed, never stored."""

    REGISTERED = "registered"
    ACTIVE = "active"
    PAUSED = "paused"
    PLACED = "placed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    ANONYMISED = "anonymised"


_S = SeekerState

SEEKER = Machine(
    name="seeker",
    born=frozenset({_S.REGISTERED, _S.ACTIVE}),
    steps={
        _S.REGISTERED: (_S.ACTIVE, _S.WITHDRAWN, _S.EXPIRED),
        _S.ACTIVE: (_S.PAUSED, _S.PLACED, _S.WITHDRAWN, _S.EXPIRED),
        _S.PAUSED: (_S.ACTIVE, _S.PLACED, _S.WITHDRAWN, _S.EXPIRED),
        _S.PLACED: (_S.ACTIVE, _S.ANONYMISED),
        _S.WITHDRAWN: (_S.ANONYMISED,),
        _S.EXPIRED: (_S.ANONYMISED,),
    },
    reopens={_S.WITHDRAWN: (_S.ACTIVE,), _S.EXPIRED: (_S.ACTIVE,)},
)
"""registered → active ⇄ paused → placed / withdrawn / expired → anonymised (제품 설명의 상태표)."""
