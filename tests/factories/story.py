"""What both tellings of the founding story need: a clock to move, a gateway in a process of its own, a paper."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jobvisit.base import clock
from jobvisit.demo import gateway
from jobvisit.engines import papers
from jobvisit.engines.papers.types import Office, Person, RegistrationCertificate
from jobvisit.office.messaging import sending
from jobvisit.office.messaging.channels import sms

BEGIN = datetime(2026, 11, 24, 10, tzinfo=clock.SEOUL)
KEY = "story-key"


class Time:
    """The clock of the story."""

    def __init__(self, at: datetime = BEGIN) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def on(self, **later: int) -> None:
        """Some days, hours or minutes later."""
        self.at += timedelta(**later)


@contextmanager
def telephones(log: Path, settings: Any) -> Iterator[Path]:
    """A gateway in a process of its own; gives the file in which it writes what reached a telephone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, gateway.__file__, "--port", str(port), "--log", str(log)]
    process = subprocess.Popen(command, env={**os.environ, "GATEWAY_KEY": KEY})
    settings.SMS_GATEWAY, settings.SMS_GATEWAY_KEY = f"http://127.0.0.1:{port}", KEY
    try:
        _wait_for(port)
        yield log
    finally:
        for client in sms._clients.values():
            client.close()
        sms._clients.clear()
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the gateway did not start")


def sent(log: Path) -> list[dict[str, str]]:
    """Everything that ever reached a telephone."""
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []


def texts(log: Path, to: str) -> list[str]:
    """Send what is due; then everything that ever reached this telephone, in order."""
    sending.send_due()
    return [one["text"] for one in sent(log) if one["to"] == to]


def address_in(text: str) -> str:
    """The path of the link in a text."""
    return "/p/" + text.split("/p/")[1].split("/")[0] + "/"


def small_pdf() -> bytes:
    """A real PDF/UA, as an employer might send one."""
    office, person = Office("서초구", "서초 취업정보은행", "서초구청장"), Person("김순영", "1970. 4. 11.")
    day = BEGIN.date()
    values = RegistrationCertificate("2026-1", day, office, person, day, valid_until=day + timedelta(days=91))
    return papers.registration_certificate(values)
