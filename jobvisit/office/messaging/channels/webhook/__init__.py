"""News to another system over HTTPS: only to hosts we were told of, at an address looked up once, signed.

The receiver checks `X-Jobvisit-Signature: v1=<hex>`: HMAC-SHA256 of `{timestamp}.{body}` with the shared secret, and
that `X-Jobvisit-Timestamp` (seconds) is not older than five minutes.
"""

import json
import time

import httpx
from django.conf import settings

from jobvisit.office.messaging.channels import Answer, Fate, Found, Outcome, Outgoing
from jobvisit.office.messaging.channels.webhook.target import BlockedError, Target, target
from jobvisit.office.messaging.signing import signature

TIMEOUT = httpx.Timeout(10.0, connect=3.0)


def send(message: Outgoing) -> Answer:
    """Post `{"reference", "title", "text"}` to the address."""
    try:
        where = target(message.address)
    except BlockedError as problem:
        return Answer(Outcome.REFUSED, code=str(problem))
    said = {"reference": message.reference, "title": message.title, "text": message.text}
    body = json.dumps(said, ensure_ascii=False).encode()
    try:
        answer = _post(where, body, message.reference)
    except (httpx.ConnectError, httpx.ConnectTimeout) as problem:
        return Answer(Outcome.NOT_HANDED_OVER, code=type(problem).__name__)
    except httpx.HTTPError as problem:
        return Answer(Outcome.UNCLEAR, code=type(problem).__name__)
    return _read(answer.status_code)


def ask(message: Outgoing) -> Found:
    """A receiver of news cannot be asked."""
    return Found(Fate.NO_WORD)


def _post(where: Target, body: bytes, reference: str) -> httpx.Response:
    stamp = str(int(time.time()))
    headers = {
        "Host": where.host_header,
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": reference,
        "X-Jobvisit-Timestamp": stamp,
        "X-Jobvisit-Signature": signature(settings.WEBHOOK_SECRET, stamp, body),
    }
    with httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client:
        # The name is used for TLS, the address that was judged for the connection: no second look-up in between.
        return client.post(where.pinned_url, content=body, headers=headers, extensions={"sni_hostname": where.host})


def _read(status: int) -> Answer:
    if 200 <= status < 300:
        return Answer(Outcome.TAKEN)
    if status in {429, 503}:
        return Answer(Outcome.NOT_HANDED_OVER, code=str(status))
    return Answer(Outcome.REFUSED if status < 500 else Outcome.UNCLEAR, code=str(status))
