"""Letters: the PDF and its address go into the day's folder for the printing house (or our own printer).

`{JOBVISIT_HOME}/letters/{day}/{reference}.pdf` and `{reference}.json` with the address. A file is written under
another name first and then moved, so a killed worker leaves no half letter, and the same letter twice is one file.
"""

import json
import os
from pathlib import Path

from django.conf import settings

from jobvisit.base import clock
from jobvisit.office.messaging.channels import Answer, Fate, Found, Outcome, Outgoing


def send(message: Outgoing) -> Answer:
    """Lay a letter into today's folder."""
    if not message.papers:
        return Answer(Outcome.REFUSED, code="no paper")
    if _existing(message.reference):
        return Answer(Outcome.TAKEN, message.reference)
    folder = Path(settings.LETTERS_ROOT) / f"{clock.seoul_day(clock.now()):%Y-%m-%d}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        address = {"to": message.title, "address": message.address}
        _write(folder / f"{message.reference}.json", json.dumps(address, ensure_ascii=False).encode())
        _write(folder / f"{message.reference}.pdf", message.papers[0][1])
    except OSError as problem:
        return Answer(Outcome.NOT_HANDED_OVER, code=type(problem).__name__)
    return Answer(Outcome.TAKEN, message.reference)


def ask(message: Outgoing) -> Found:
    """Whether the letter lies in some day's folder."""
    return Found(Fate.SENT if _existing(message.reference) else Fate.NOT_KNOWN, message.reference)


def _existing(reference: str) -> bool:
    return any(Path(settings.LETTERS_ROOT).glob(f"*/{reference}.pdf"))


def _write(path: Path, content: bytes) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as file:
        os.chmod(draft, 0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
