"""The life of a round of referrals (알선 배정안)."""

from enum import StrEnum

from jobvisit.base.states import Machine


class RoundState(StrEnum):
    """Where a round stands. Only one of a district is accepted at a time."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"
    REPLACED = "replaced"


_S = RoundState

ROUND = Machine(
    name="round",
    born=frozenset({_S.PROPOSED}),
    steps={_S.PROPOSED: (_S.ACCEPTED, _S.DISCARDED), _S.ACCEPTED: (_S.REPLACED,)},
    reopens={},
)
"""proposed → accepted / discarded; the next round accepted, or a manager's word, replaces the one in force."""
