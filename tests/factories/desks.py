"""Desks: a place in a library, a session of today, tickets. Everything goes through the room's own acts."""

import base64
import struct
import zlib
from datetime import date, time, timedelta
from itertools import count
from typing import Any

from jobvisit.base import clock
from jobvisit.office.desks import actions
from jobvisit.office.desks.models import Place, Series, Session, Ticket
from jobvisit.office.desks.planning import SeriesTerms, Terms
from jobvisit.office.staff.models import Post, User

_numbers = count(1)
SECOND_AND_FOURTH = "FREQ=MONTHLY;BYDAY=2TH,4TH"


def place(someone: User, **more: Any) -> Place:
    """The library in Banpo, with a post of its own."""
    spot = {"dong": "1165058000", "lat": 37.4967, "lon": 127.0057}
    name = more.pop("name", f"반포도서관 {next(_numbers)}")
    post = Post.objects.create(district=someone.district, name=name, kind=Post.Kind.FIELD, **spot)
    values = {"address": "반포4동 27-3", "directions": "1층 로비", **more}
    return actions.set_up(post=post, by=someone, at=clock.now(), **values)


def terms(someone: User, **more: Any) -> Terms:
    """An afternoon of single talks, half an hour each."""
    values = {
        "place": more.pop("place", None) or place(someone), "title": "도서관 상담소", "begins": time(13),
        "ends": time(17), "staff": (someone,), "capacity": None,
    }  # fmt: skip
    return Terms(**{**values, **more})


def series_terms(someone: User, **more: Any) -> SeriesTerms:
    """The same on the 2nd and 4th Thursday, from today on."""
    begun = more.pop("valid_from", clock.seoul_day(clock.now()))
    rule = more.pop("rule", SECOND_AND_FOURTH)
    left_out = more.pop("leave_out", {})
    until = more.pop("valid_until", None)
    shared = terms(someone, **more)
    return SeriesTerms(**vars(shared), rule=rule, valid_from=begun, valid_until=until, leave_out=left_out)


def series(someone: User, **more: Any) -> Series:
    """A planned series with its sessions."""
    return actions.plan_series(terms=series_terms(someone, **more), by=someone, at=clock.now())


def session(someone: User, on: date | None = None, **more: Any) -> Session:
    """A planned session, of today unless said, holiday or not."""
    day = on or clock.seoul_day(clock.now())
    shared = terms(someone, **more)
    made = Session.objects.create(district=someone.district, on=day, **shared.columns())
    for one in shared.staff:
        made.seats_of.create(district=someone.district, user=one)
    return made


def tomorrow() -> date:
    """The day after today, in Seoul."""
    return clock.seoul_day(clock.now()) + timedelta(days=1)


def opened(someone: User, **more: Any) -> Session:
    """A session of today that is open."""
    return actions.open_session(session=session(someone, **more), by=someone, at=clock.now())


def walk_in(someone: User, at_desk: Session | None = None, **more: Any) -> Ticket:
    """Somebody who walked in and waits."""
    return actions.walk_in(session=at_desk or opened(someone), by=someone, at=clock.now(), **more)


def booking(someone: User, at_desk: Session | None = None, slot: time | None = time(13), **more: Any) -> Ticket:
    """Somebody who booked tomorrow's session."""
    values = {"name": "김순영", "phone": f"0101000{next(_numbers):04d}", "consent_version": "2026-1", "wait": False}
    desk = at_desk or session(someone, tomorrow())
    return actions.book(session=desk, slot=slot, by=None, at=clock.now(), **{**values, **more})


def _part(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def drawing(wide: int = 60, high: int = 20, *, blank: bool = False) -> bytes:
    """A PNG as a canvas gives it, with a slanting stroke, or nothing on it."""
    lines = b"".join(
        b"\0" + b"".join(bytes([0, 0, 0, 255 if x // 3 == y and not blank else 0]) for x in range(wide))
        for y in range(high)
    )
    head = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    parts = _part(b"IHDR", head) + _part(b"IDAT", zlib.compress(lines)) + _part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


SIGNATURE = drawing()
"""What somebody drew on the glass."""


def on_glass(picture: bytes = SIGNATURE) -> str:
    """The picture as the form sends it."""
    return "data:image/png;base64," + base64.b64encode(picture).decode()
