"""A text gateway that behaves as badly as real ones may: it loses answers, repeats its reports, is slow, is busy.

    GATEWAY_KEY=… python jobvisit/demo/gateway.py --port 8091 --report http://127.0.0.1:8000/api/v1/messages/

Everything is drawn from `--seed`, text by text, so a run can be repeated. What it truly "sent to a telephone" is one
line of JSON in `--log`, written before it answers; that file is what tests count. Its first page shows the telephones
of the demo. Nothing leaves this machine. Run by its path: it needs nothing but Python.
"""

import argparse
import hashlib
import hmac
import html
import http.server
import json
import os
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ADDRESS = re.compile(r"(https?://[^\s<]+)")


@dataclass
class Habits:
    """How badly it behaves; each share is between 0 and 1."""

    honours_keys: bool = True
    """Whether the same Idempotency-Key again is answered without sending again."""
    lose: float = 0.0
    """Share of texts that are sent, but whose answer is lost with the connection."""
    busy: float = 0.0
    """Share of calls that are turned away with 503, nothing sent."""
    delay: float = 0.0
    """Longest wait before an answer, in seconds."""
    fail: float = 0.0
    """Share of texts that never reach the telephone; reported later."""
    repeat: float = 0.0
    """Share of reports that are made twice."""
    forget: float = 0.0
    """Share of texts that it does not know when asked by reference, though it sent them."""
    seed: int = 2026


@dataclass
class Gateway:
    """The sent texts and the rules of the house. One lock: the log and the memory never disagree."""

    habits: Habits = field(default_factory=Habits)
    key: str = ""
    report_to: str = ""
    log: Path | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    sent: list[dict[str, str]] = field(default_factory=list)
    by_key: dict[str, dict[str, str]] = field(default_factory=dict)
    calls: int = 0

    def __post_init__(self) -> None:
        if self.log is not None and self.log.exists():
            for line in self.log.read_text(encoding="utf-8").splitlines():
                self._remember(json.loads(line))

    def take(self, text: dict[str, str], key: str) -> tuple[int, dict[str, str] | None]:
        """(status, answer) of one call; no answer means that the connection is cut after sending."""
        with self.lock:
            self.calls += 1
            luck = random.Random(f"{self.habits.seed}:{self.calls}")
            if luck.random() < self.habits.busy:
                return 503, {"code": "busy"}
            if problem := wrong_with(text):
                return 400, {"code": problem}
            known = self.by_key.get(key) if self.habits.honours_keys else None
            entry = known or self._send(text, key, luck)
        time.sleep(luck.random() * self.habits.delay)
        return 200, None if luck.random() < self.habits.lose else {"id": entry["id"]}

    def find(self, reference: str) -> dict[str, str] | None:
        """What it admits to know of a reference."""
        with self.lock:
            entry = next((one for one in reversed(self.sent) if one["reference"] == reference), None)
            if entry is None or random.Random(f"forget:{reference}").random() < self.habits.forget:
                return None
            return {"id": entry["id"], "status": entry["status"], "code": entry["code"]}

    def _send(self, text: dict[str, str], key: str, luck: random.Random) -> dict[str, str]:
        fails = luck.random() < self.habits.fail
        entry = {
            **{name: str(text.get(name, "")) for name in ("reference", "to", "from", "kind", "title", "text")},
            "id": f"G{len(self.sent) + 1:06d}",
            "key": key,
            "status": "failed" if fails else "delivered",
            "code": "no such telephone" if fails else "",
        }
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as file:
                file.write(json.dumps({**entry, "at": time.time()}, ensure_ascii=False) + "\n")
        self._remember(entry)
        if self.report_to:
            times = 2 if luck.random() < self.habits.repeat else 1
            wait = 0.05 + luck.random() * self.habits.delay
            threading.Thread(target=self._report, args=(entry, times, wait), daemon=True).start()
        return entry

    def _remember(self, entry: dict[str, str]) -> None:
        self.sent.append(entry)
        if entry["key"]:
            self.by_key[entry["key"]] = entry

    def _report(self, entry: dict[str, str], times: int, wait: float) -> None:
        events = [{name: entry[name] for name in ("id", "reference", "status", "code")}]
        for _ in range(times):
            time.sleep(wait)
            self.call_back("report/", {"events": events})

    def reply(self, text: dict[str, str]) -> int:
        """A telephone answers: hand the text to the office. Returns the office's status, 0 if it is away."""
        return self.call_back("inbound/", text)

    def call_back(self, path: str, body: dict[str, Any]) -> int:
        """Post a signed body to the office."""
        raw = json.dumps(body, ensure_ascii=False).encode()
        stamp = str(int(time.time()))
        mark = "v1=" + hmac.new(self.key.encode(), stamp.encode() + b"." + raw, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Gateway-Timestamp": stamp, "X-Gateway-Signature": mark}
        request = urllib.request.Request(self.report_to + path, raw, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            return 0


def wrong_with(text: dict[str, str]) -> str:
    """What a gateway refuses, as a code; empty for a text it takes."""
    if not re.fullmatch(r"01[016789]\d{7,8}", str(text.get("to", ""))):
        return "bad number"
    if not str(text.get("from", "")).isdigit():
        return "sender not registered"
    try:
        size = len(str(text.get("text", "")).encode("cp949"))
    except UnicodeEncodeError:
        return "bad letter"
    most = {"sms": 90, "lms": 2000}.get(str(text.get("kind")), 0)
    return "" if 0 < size <= most else "bad length"


class Handler(http.server.BaseHTTPRequestHandler):
    """The gateway's interface, and the page of telephones."""

    protocol_version = "HTTP/1.1"
    gateway: Gateway

    def do_POST(self) -> None:
        """Take a text, or (from the page) a telephone's answer."""
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/reply":
            return self._reply(raw)
        if self.headers.get("Authorization") != f"Bearer {self.gateway.key}":
            return self._answer(401, {"code": "key"})
        try:
            text = json.loads(raw)
        except ValueError:
            return self._answer(400, {"code": "not JSON"})
        status, answer = self.gateway.take(text, self.headers.get("Idempotency-Key") or "")
        if answer is None:
            self.close_connection = True
            self.connection.close()
            return None
        return self._answer(status, answer)

    def do_GET(self) -> None:
        """`/messages/{reference}`: what became of a text; `/`: the telephones."""
        if self.path.startswith("/messages/"):
            found = self.gateway.find(self.path.rpartition("/")[2])
            return self._answer(200, found) if found else self._answer(404, {"code": "unknown"})
        return self._page(telephones(self.gateway.sent))

    def _reply(self, raw: bytes) -> None:
        said = {name: values[-1] for name, values in urllib.parse.parse_qs(raw.decode()).items()}
        identity = f"R{int(time.time() * 1000)}"
        text = {"id": identity, "from": said.get("from", ""), "to": said.get("to", ""), "text": said.get("text", "")}
        self.gateway.reply(text)
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: int, said: dict[str, str]) -> None:
        self._send(status, "application/json", json.dumps(said, ensure_ascii=False).encode())

    def _page(self, page: str) -> None:
        self._send(200, "text/html; charset=utf-8", page.encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent: texts are personal."""

    def handle(self) -> None:
        """A caller that hangs up is no news here."""
        try:
            super().handle()
        except OSError:
            self.close_connection = True


def telephones(sent: list[dict[str, str]]) -> str:
    """The demo's page: the newest 100 texts as they arrive, each with a box to answer."""
    cards = []
    for one in reversed(sent[-100:]):
        text = ADDRESS.sub(r'<a href="\1">\1</a>', html.escape(one["text"])).replace("\n", "<br>")
        cards.append(
            f"<article><b>{html.escape(one['to'])}</b> <small>{one['kind']} · {one['status']}</small><p>{text}</p>"
            f'<form method="post" action="/reply"><input type="hidden" name="from" value="{html.escape(one["to"])}">'
            f'<input type="hidden" name="to" value="{html.escape(one["from"])}">'
            '<label>답장 <input name="text" required></label> <button>보내기</button></form></article>'
        )
    style = "body{font:16px/1.5 sans-serif;max-width:40rem;margin:1rem auto}article{border:1px solid #bbb;"
    style += "border-radius:.6rem;padding:.8rem;margin:.8rem 0}"
    head = '<!doctype html><html lang="ko"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head += f"<title>시범 전화</title><style>{style}</style><h1>시범 전화에 온 문자 ({len(sent)})</h1>"
    return head + ("".join(cards) or "<p>아직 온 문자가 없습니다.</p>")


def serve(gateway: Gateway, port: int) -> http.server.ThreadingHTTPServer:
    """A server on this machine, not yet running; port 0 takes a free one."""
    handler = type("Bound", (Handler,), {"gateway": gateway})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    return server


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--key-from", default="GATEWAY_KEY", help="variable with the secret that the office knows too")
    parser.add_argument("--report", default="", help="address of the office's interface for messages")
    parser.add_argument("--log", type=Path, help="what was truly sent, one JSON line each")
    parser.add_argument("--ignore-keys", action="store_true", help="send the same key again when asked to")
    usual = Habits()
    for name in ("lose", "busy", "delay", "fail", "repeat", "forget"):
        parser.add_argument(f"--{name}", type=float, default=getattr(usual, name))
    parser.add_argument("--seed", type=int, default=usual.seed)
    args = parser.parse_args()
    habits = Habits(
        not args.ignore_keys, args.lose, args.busy, args.delay, args.fail, args.repeat, args.forget, args.seed
    )
    serve(Gateway(habits, os.environ[args.key_from], args.report, args.log), args.port).serve_forever()


if __name__ == "__main__":
    main()
