"""A signature drawn on the glass: checked as a picture, kept closed, opened with a reason that is logged."""

import base64
import binascii
import struct
import zlib
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from jobvisit.base.crypto import Keyring
from jobvisit.office.audit import actions as audit
from jobvisit.office.seekers.models import Seeker, Signature
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

LARGEST: Final = 200_000
"""Bytes. A signature of 1,200 × 400 points takes some 10,000."""
WIDEST: Final = 2_400
_HEAD: Final = b"\x89PNG\r\n\x1a\n"
_ADDRESS: Final = "data:image/png;base64,"


class BadSignatureError(ValueError):
    """Not kept. `code`: no_picture, too_big, broken, blank."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def from_address(text: str) -> bytes:
    """The picture of a `data:` address, as a canvas gives it. Raises `BadSignatureError`."""
    if len(text) > 2 * LARGEST:
        raise BadSignatureError("too_big")
    if not text.startswith(_ADDRESS):
        raise BadSignatureError("no_picture")
    try:
        picture = base64.b64decode(text.removeprefix(_ADDRESS), validate=True)
    except binascii.Error as problem:
        raise BadSignatureError("broken") from problem
    check(picture)
    return picture


def check(picture: bytes) -> None:
    """Raise `BadSignatureError` unless it is one whole PNG of a modest size, and not one even colour."""
    if len(picture) > LARGEST:
        raise BadSignatureError("too_big")
    if not picture.startswith(_HEAD) or picture[12:16] != b"IHDR":
        raise BadSignatureError("no_picture")
    parts = _parts(picture)
    wide, high = struct.unpack(">II", parts[0][1][:8])
    if not 0 < wide <= WIDEST or not 0 < high <= WIDEST:
        raise BadSignatureError("too_big")
    try:
        unpacker = zlib.decompressobj()
        points = unpacker.decompress(b"".join(body for name, body in parts if name == b"IDAT"), high * (wide * 8 + 1))
    except zlib.error as problem:
        raise BadSignatureError("broken") from problem
    line = len(points) // high
    if not line or len(set(points[start + 1 : start + line] for start in range(0, line * high, line))) < 2:  # noqa: C401
        raise BadSignatureError("blank")


@transaction.atomic
def keep(*, seeker: Seeker, picture: bytes, by: User, at: datetime) -> Signature:
    """Keep a signature of a saved file. Raises `BadSignatureError`."""
    check(picture)
    drawn = Signature(district_id=seeker.district_id, seeker=seeker, at=at, taken_by=by)
    drawn.closed = keyring().close(base64.b64encode(picture).decode(), _place(drawn))
    drawn.save(force_insert=True)
    return drawn


@transaction.atomic
def reveal(
    *, seeker: Seeker, key: UUID, reason: str, by: User, at: datetime, came_from: str | None
) -> bytes:  # fmt: skip
    """The picture of a signature. Who looked, when, where and why is recorded. Raises `Signature.DoesNotExist`."""
    policy.require(by, "seekers.view_signature")
    drawn = Signature.objects.get(district_id=by.district_id, seeker=seeker, public_id=key)
    audit.note(
        by=by, at=at, verb="seekers.reveal_signature", subject=seeker, person_id=seeker.pk, reason=reason,
        came_from=came_from,
    )  # fmt: skip
    return base64.b64decode(keyring().open(bytes(drawn.closed), _place(drawn)))


def keyring() -> Keyring:
    """The field keys of this installation."""
    return Keyring.from_secrets(*settings.FIELD_KEYS)


def _place(drawn: Signature) -> str:
    return f"seekers_signature.closed:{drawn.public_id}"


def _parts(picture: bytes) -> list[tuple[bytes, bytes]]:
    """Names and bodies of a PNG's chunks, each with a right checksum, IEND the last and nothing after it."""
    found, at = [], len(_HEAD)
    while at + 12 <= len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        name, body = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        if picture[at + 8 + length : at + 12 + length] != struct.pack(">I", zlib.crc32(name + body)):
            raise BadSignatureError("broken")
        found.append((name, body))
        at += 12 + length
        if name == b"IEND":
            break
    if not found or found[-1][0] != b"IEND" or at != len(picture) or len(found[0][1]) != 13:
        raise BadSignatureError("broken")
    return found
