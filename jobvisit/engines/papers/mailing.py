"""Letters of a campaign, hundreds in one PDF: typeset batch by batch, each batch kept, so that a killed run goes on.

A batch is known by its content: the same letters under the same notice give the same key and the same bytes, so a batch
that is kept is never typeset again, and a changed letter is never taken from an old one.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from jobvisit.engines.papers.binding import bind
from jobvisit.engines.papers.qr import qr
from jobvisit.engines.papers.types import Letter, Notice
from jobvisit.engines.papers.typesetting import TEMPLATES, plain, typeset

BATCH = 120
"""Letters a batch: a tenth of a second of typesetting is lost by a kill, 80 MB of memory are used."""


class CancelledError(Exception):
    """The run was called off between two batches. What was typeset is kept."""


class Kept(Protocol):
    """Where finished batches are kept between runs."""

    def get(self, key: str) -> bytes | None:
        """The batch of this key, whole, or None."""

    def put(self, key: str, pdf: bytes) -> None:
        """Keep a batch; a kill in the middle leaves none."""


class Folder:
    """Batches as files of one folder, each written aside and then moved into place."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, key: str) -> bytes | None:
        """The batch of this key, whole, or None."""
        try:
            return (self.path / f"{key}.pdf").read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, pdf: bytes) -> None:
        """Keep a batch; a kill in the middle leaves none."""
        self.path.mkdir(parents=True, exist_ok=True)
        aside = self.path / f"{key}.{os.getpid()}.part"
        with aside.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.path / f"{key}.pdf")


def letters(
    notice: Notice,
    recipients: Sequence[Letter],
    *,
    kept: Kept | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    size: int = BATCH,
) -> bytes:
    """One tagged PDF, each letter beginning on a page of its own, in the order given.

    `progress(done, total)` is called after each batch. Raises `CancelledError`, and `ValueError` without recipients.
    """
    if not recipients:
        raise ValueError("no letters")
    parts = []
    for done, batch in _batches(recipients, size):
        if cancelled and cancelled():
            raise CancelledError
        parts.append(_typeset_once(notice, batch, kept))
        if progress:
            progress(done, len(recipients))
    return bind(parts)


def _batches(recipients: Sequence[Letter], size: int) -> Iterator[tuple[int, Sequence[Letter]]]:
    for start in range(0, len(recipients), size):
        batch = recipients[start : start + size]
        yield start + len(batch), batch


def _typeset_once(notice: Notice, batch: Sequence[Letter], kept: Kept | None) -> bytes:
    values = {"notice": plain(notice), "letters": [plain(letter) for letter in batch]}
    key = hashlib.sha256((_edition() + json.dumps(values, sort_keys=True)).encode()).hexdigest()
    if kept and (pdf := kept.get(key)):
        return pdf
    # One mask for all: choosing the best of eight takes nearly half of the whole run, and every reader knows all eight.
    pdf = typeset("letters", values | {"letters": [_with_code(letter) for letter in values["letters"]]})
    if kept:
        kept.put(key, pdf)
    return pdf


def _with_code(letter: dict[str, Any]) -> dict[str, Any]:
    return letter | {"link": letter["link"] | {"svg": qr(letter["link"]["url"], mask=2)}}


@cache
def _edition() -> str:
    """What else decides over the bytes: the templates and the typesetter."""
    files = (TEMPLATES / name for name in ("common.typ", "letters.typ"))
    return version("typst") + "".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)
