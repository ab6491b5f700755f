"""When a log-in is closed for a while: plain values, no Django.

Guessing a password must be hopeless, and shutting a colleague out from elsewhere must not be easy: an account closes
early for the address that fails, later for every address; an address closes after many failures on whatever accounts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=15)
"""Failures are counted this long, and a closed log-in opens again this long after the failure that closed it."""
HERE, ANYWHERE, ADDRESS = 5, 20, 50
"""Failures in the window that close: the account from one address, the account from everywhere, the address."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed log-in: when, whether on the account asked for, and whether from the address that asks."""

    at: datetime
    same_account: bool
    same_address: bool


def closed_until(failures: Sequence[Failure], now: datetime) -> datetime | None:
    """Until when no log-in is tried for this account from this address; None when one may be tried now."""
    recent = sorted((one for one in failures if now - WINDOW < one.at <= now), key=lambda one: one.at)
    until = None
    for limit, counted in (
        (HERE, [one for one in recent if one.same_account and one.same_address]),
        (ANYWHERE, [one for one in recent if one.same_account]),
        (ADDRESS, [one for one in recent if one.same_address]),
    ):
        if len(counted) >= limit:
            # The window slides: one may try again as soon as fewer than `limit` failures lie in it.
            opens = counted[-limit].at + WINDOW
            until = max(until or opens, opens)
    return until
