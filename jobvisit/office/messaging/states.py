"""The life of one message (발송), from the deed that caused it to the hand it reached."""

from enum import StrEnum

from jobvisit.base.states import Machine


class MessageState(StrEnum):
    """Where a message stands. Whatever keeps it from going out is a state with a reason, never an exception."""

    QUEUED = "queued"
    """In the outbox: goes out at `send_after`."""
    WAITING_APPROVAL = "waiting_approval"
    """One of many: a second person must agree first."""
    HELD = "held"
    """Not sent, for a coded reason (no consent, a cap, no address …); a person may release it."""
    DRY_RUN = "dry_run"
    """Written to be looked at, never sent."""
    SENDING = "sending"
    """Leased by a worker that may have handed it over already."""
    SENT = "sent"
    """The gateway said that it took it."""
    DELIVERED = "delivered"
    FAILED = "failed"
    """The gateway, or the far end, said no."""
    UNKNOWN = "unknown"
    """Handed over, and the answer was lost: it may have arrived. Never sent again by itself."""
    CANCELLED = "cancelled"
    """Not needed any more before it went out."""
    SETTLED = "settled"
    """Was unknown; a person wrote it anew or let it be."""


_S = MessageState

MESSAGE = Machine(
    name="message",
    born=frozenset({_S.QUEUED, _S.WAITING_APPROVAL, _S.HELD, _S.DRY_RUN}),
    steps={
        _S.QUEUED: (_S.SENDING, _S.WAITING_APPROVAL, _S.HELD, _S.CANCELLED),
        _S.WAITING_APPROVAL: (_S.QUEUED, _S.HELD, _S.CANCELLED),
        _S.HELD: (_S.QUEUED, _S.CANCELLED),
        _S.SENDING: (_S.SENT, _S.DELIVERED, _S.FAILED, _S.UNKNOWN, _S.QUEUED),
        _S.SENT: (_S.DELIVERED, _S.FAILED),
        _S.UNKNOWN: (_S.SENT, _S.DELIVERED, _S.FAILED, _S.SETTLED),
    },
    reopens={_S.SETTLED: (_S.DELIVERED, _S.FAILED), _S.FAILED: (_S.DELIVERED,)},
)
"""queued → sending → sent → delivered / failed; a lost answer is `unknown` until the gateway or a person says.

`sending` goes back to `queued` only where the gateway certainly never saw it (no connection, or "too busy"). There is
no way from `unknown` to `queued`: neither code nor hand can send the same message twice. Late word from a gateway
reopens `settled` and `failed`."""

WAITING = frozenset({_S.QUEUED, _S.WAITING_APPROVAL, _S.HELD})
"""States in which a message has certainly not gone out and may still be cancelled."""

TROUBLE = frozenset({_S.HELD, _S.FAILED, _S.UNKNOWN})
"""States that wait for a person."""


class Reason(StrEnum):
    """Why a message is held, failed, cancelled or unknown."""

    NO_ADDRESS = "no_address"
    CANNOT_TEXT = "cannot_text"
    NO_SENDER = "no_sender"
    REFUSES = "refuses_contact"
    NO_CONSENT = "no_consent"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    PERSON_CAP = "person_per_day"
    CAMPAIGN_CAP = "campaign"
    DAY_CAP = "district_per_day"
    NO_HOUR = "no_hour"
    ANSWERED = "answered"
    NOT_NEEDED = "not_needed"
    REJECTED = "rejected"
    UNREACHABLE = "unreachable"
    BOUNCED = "bounced"
    NO_ANSWER = "no_answer"
    WORKER_LOST = "worker_lost"
    NOT_KNOWN_THERE = "not_known_there"
    BLOCKED_HOST = "blocked_host"
