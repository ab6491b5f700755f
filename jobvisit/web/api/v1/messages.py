"""What the text gateway calls back: reports of delivery, and texts that people send to us.

Both are signed (`X-Gateway-Timestamp`, `X-Gateway-Signature`, see `messaging.signing`) with the gateway's secret, and
the same call twice changes nothing.
"""

import json
import re
import time
import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from jobvisit.base import clock
from jobvisit.base.text import normal
from jobvisit.flows import replies
from jobvisit.office.messaging import sending
from jobvisit.office.messaging.channels import Fate
from jobvisit.office.messaging.signing import genuine

Said = dict[str, Any]
MOST_EVENTS = 500
_FATES = {str(fate): fate for fate in (Fate.SENT, Fate.DELIVERED, Fate.FAILED)}


class BadCallError(ValueError):
    """The body is not of the agreed form; the message says where."""


def signed(view: Callable[[Said, datetime], Said]) -> Callable[[HttpRequest], JsonResponse]:
    """Open a view to the gateway alone: 401 without its signature, 400 for a body that it should not send."""

    @csrf_exempt
    @login_not_required
    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest) -> JsonResponse:
        stamp, mark = (request.headers.get(f"X-Gateway-{name}", "") for name in ("Timestamp", "Signature"))
        if not genuine(settings.SMS_GATEWAY_KEY, stamp, request.body, mark, time.time()):
            return JsonResponse({"error": "signature"}, status=401)
        try:
            said = json.loads(request.body)
            if not isinstance(said, dict):
                raise BadCallError("an object is expected")
            return JsonResponse(view(said, clock.now()))
        except (BadCallError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as problem:
            return JsonResponse({"error": str(problem)[:200]}, status=400)

    return guarded


@signed
def report(said: Said, at: datetime) -> Said:
    """`{"events": [{"reference", "id", "status", "code"}]}` → how many are ours."""
    events = said.get("events")
    if not isinstance(events, list) or len(events) > MOST_EVENTS:
        raise BadCallError(f"events: a list of at most {MOST_EVENTS}")
    known = 0
    for event in [_event(one) for one in events]:
        known += sending.report(**event, at=at)
    return {"known": known}


@signed
def inbound(said: Said, at: datetime) -> Said:
    """`{"id", "from", "to", "text"}` → whether it was taken (a text for a number of ours, not seen before)."""
    identity, sender, to = _word(said, "id", 80), _word(said, "from", 20), _word(said, "to", 20)
    text = said.get("text")
    if not isinstance(text, str):
        raise BadCallError("text")
    row = replies.by_text(sender=_digits(sender), to=_digits(to), text=text, gateway_id=identity, at=at)
    return {"taken": row is not None}


def _event(said: object) -> Said:
    if not isinstance(said, dict):
        raise BadCallError("events: objects")
    try:
        reference = str(uuid.UUID(_word(said, "reference", 40)))
    except ValueError:
        raise BadCallError("reference") from None
    status = said.get("status")
    if not isinstance(status, str) or status not in _FATES:
        raise BadCallError("status: sent, delivered or failed")
    texts = {ours: _optional(said, theirs) for ours, theirs in (("gateway_id", "id"), ("code", "code"))}
    return {"reference": reference, "fate": _FATES[status], **texts}


def _word(said: Said, name: str, most: int) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= most or not (value.isascii() and value.isprintable()):
        raise BadCallError(name)
    return value


def _optional(said: Said, name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise BadCallError(name)
    return normal(value)[:80]


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
