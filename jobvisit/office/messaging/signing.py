"""Signed bodies, outwards (webhooks) and inwards (what gateways call back)."""

import hashlib
import hmac
from typing import Final

FRESH: Final = 300
"""Seconds after which a signed body is too old to be believed."""


def signature(secret: str, stamp: str, body: bytes) -> str:
    """`v1=` and the hex HMAC-SHA256 of `{stamp}.{body}`."""
    return "v1=" + hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def genuine(secret: str, stamp: str, body: bytes, given: str, now: float) -> bool:
    """Whether `given` signs this body with our secret, not longer ago than `FRESH` seconds."""
    if not secret or not (stamp.isascii() and stamp.isdigit()) or len(stamp) > 12 or abs(now - int(stamp)) > FRESH:
        return False
    return hmac.compare_digest(signature(secret, stamp, body).encode(), given.encode())
