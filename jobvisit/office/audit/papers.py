"""Papers that prove something (a hire, a signature): what they are is decided by their bytes, and they lie outside the
web root."""

import hashlib
import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

LARGEST = 10 * 1024 * 1024
"""Bytes. A scanned contract of ten pages is about three million."""

KINDS = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}


class BadPaperError(ValueError):
    """Not kept: `code` is empty, too_big, unknown_kind or broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def kind_of(content: bytes) -> str:
    """`pdf`, `png` or `jpeg`, from the first and last bytes; the name of the file says nothing. Or `BadPaperError`.

    A file that is a picture or a PDF and something else as well (a page behind a PNG's end, a PDF that begins late)
    is refused: what reads it another way must not find anything in it.
    """
    if not content:
        raise BadPaperError("empty")
    if len(content) > LARGEST:
        raise BadPaperError("too_big")
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-1024:]:
            raise BadPaperError("broken")
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        if content[12:16] != b"IHDR" or not content.endswith(b"IEND\xaeB`\x82"):
            raise BadPaperError("broken")
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        if not content.rstrip(b"\x00").endswith(b"\xff\xd9"):
            raise BadPaperError("broken")
        return "jpeg"
    raise BadPaperError("unknown_kind")


def digest(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def place_of(stored_as: UUID) -> Path:
    """Where a paper lies: a name that says nothing, in a folder that no address leads to."""
    return Path(settings.MEDIA_ROOT) / "evidence" / stored_as.hex[:2] / stored_as.hex


def keep(stored_as: UUID, content: bytes) -> None:
    """Write a paper to the disk, for this account only, whole or not at all."""
    place = place_of(stored_as)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_suffix(".part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)


def read(stored_as: UUID) -> bytes:
    """The bytes of a kept paper. Raises `FileNotFoundError`."""
    return place_of(stored_as).read_bytes()
