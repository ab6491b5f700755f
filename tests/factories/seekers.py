"""Residents looking for work."""

from datetime import date, time, timedelta
from itertools import count
from typing import Any

from jobvisit.base import clock
from jobvisit.office.seekers.models import Channel, Consent, ConsentScope, Seeker
from jobvisit.office.staff.models import User
from tests.factories import staff

_numbers = count(1)


def unsaved(**more: Any) -> Seeker:
    """A file as the form builds it: a woman from Bangbae-dong who wants to sell food."""
    number = next(_numbers)
    values = {
        "name": "김순영",
        "birth_date": date(1970, 4, 11),
        "phone": f"0100000{number:04d}",
        "dong": "1165060000",
        "lat": 37.4955,
        "lon": 126.9875,
        "wishes": ["615110"],
        "wish_words": "건강식품 판매",
        "wage_wish": 10_800,
        "days": [0, 1, 2, 3, 4],
        "earliest": time(9),
        "latest": time(18),
        "reach_m": 5_000,
        "licences_asked": True,
    }
    return Seeker(**{**values, **more})


def seeker(owner: User | None = None, **more: Any) -> Seeker:
    """The same, registered three days ago, with consent to collection."""
    someone = owner or staff.counsellor()
    now = clock.now()
    today = clock.seoul_day(now)
    dates = {
        "applied_at": now - timedelta(days=3),
        "active_on": today - timedelta(days=3),
        "valid_until": today + timedelta(days=88),
    }
    file = unsaved(**{"state": "active", **dates, **more})
    file.owner, file.district = someone, someone.district
    file.save()
    Consent.objects.create(
        district=file.district,
        seeker=file,
        scope=ConsentScope.COLLECTION,
        given=True,
        text_version="2026-1",
        channel=Channel.PAPER,
        at=now,
    )
    return file
