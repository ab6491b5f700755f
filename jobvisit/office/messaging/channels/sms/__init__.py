"""Texts through a gateway (문자 중계사), spoken to over HTTP in a form of our own that a small adapter can translate.

    POST {gateway}/messages              {"reference", "to", "from", "kind": "sms"|"lms", "title", "text"}
         Idempotency-Key: reference      → 200 {"id"} · 4xx {"code"} · 429, 503: busy, not taken
    GET  {gateway}/messages/{reference}  → 200 {"id", "status": "sent"|"delivered"|"failed", "code"} · 404

Whether Korean gateways honour the key is not known; nothing here relies on it.
"""

import httpx
from django.conf import settings

from jobvisit.office.messaging.channels import Answer, Fate, Found, Outcome, Outgoing

TIMEOUT = httpx.Timeout(10.0, connect=3.0)
BUSY = {429, 503}
_clients: dict[str, httpx.Client] = {}


def send(message: Outgoing) -> Answer:
    """Hand a text to the gateway."""
    if not settings.SMS_GATEWAY:
        return Answer(Outcome.NOT_HANDED_OVER, code="no gateway is set")
    body = {
        "reference": message.reference,
        "to": message.address,
        "from": message.sender,
        "kind": message.kind,
        "title": message.title,
        "text": message.text,
    }
    try:
        answer = _client().post("/messages", json=body, headers={"Idempotency-Key": message.reference})
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as problem:
        return Answer(Outcome.NOT_HANDED_OVER, code=type(problem).__name__)
    except httpx.HTTPError as problem:
        return Answer(Outcome.UNCLEAR, code=type(problem).__name__)
    return _read(answer)


def ask(message: Outgoing) -> Found:
    """Ask by our reference."""
    if not settings.SMS_GATEWAY:
        return Found(Fate.NO_WORD)
    try:
        answer = _client().get(f"/messages/{message.reference}")
    except httpx.HTTPError as problem:
        return Found(Fate.NO_WORD, code=type(problem).__name__)
    if answer.status_code == 404:
        return Found(Fate.NOT_KNOWN, code="404")
    said = _said(answer)
    status = said.get("status", "")
    if answer.status_code != 200 or status not in {Fate.SENT, Fate.DELIVERED, Fate.FAILED}:
        return Found(Fate.NO_WORD, code=str(answer.status_code))
    return Found(Fate(status), said.get("id", ""), said.get("code", ""))


def _read(answer: httpx.Response) -> Answer:
    said = _said(answer)
    if answer.status_code == 200 and said.get("id"):
        return Answer(Outcome.TAKEN, said["id"])
    if answer.status_code in BUSY:
        return Answer(Outcome.NOT_HANDED_OVER, code=str(answer.status_code))
    if 400 <= answer.status_code < 500:
        return Answer(Outcome.REFUSED, code=said.get("code") or str(answer.status_code))
    return Answer(Outcome.UNCLEAR, code=str(answer.status_code))


def _said(answer: httpx.Response) -> dict[str, str]:
    """The answer's JSON as texts; empty for anything else, which a stranger may send."""
    try:
        said = answer.json()
    except ValueError:
        return {}
    return {str(name): str(value)[:80] for name, value in said.items()} if isinstance(said, dict) else {}


def _client() -> httpx.Client:
    """One connection pool a gateway and process; texts of a morning need no handshake each."""
    base = settings.SMS_GATEWAY.rstrip("/")
    if base not in _clients:
        headers = {"Authorization": f"Bearer {settings.SMS_GATEWAY_KEY}"}
        _clients[base] = httpx.Client(base_url=base, timeout=TIMEOUT, headers=headers, trust_env=False)
    return _clients[base]
