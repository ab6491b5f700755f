"""Ticket → resident → jobs nearby → referral, on one screen at a desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from jobvisit.base.clock import seoul_day
from jobvisit.engines.planning.travel import StraightLine
from jobvisit.engines.planning.types import Mode, Place
from jobvisit.flows import referral as referral_flow
from jobvisit.office.desks import actions as desks
from jobvisit.office.matches import actions as matches
from jobvisit.office.orders import queries as orders
from jobvisit.office.seekers import actions as seekers

if TYPE_CHECKING:
    from jobvisit.engines.matching import Ranking
    from jobvisit.office.desks.models import Session, Ticket
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.seekers.models import Channel, ConsentScope, Seeker
    from jobvisit.office.staff.models import User

NEAR: Final = 30
"""Minutes that count as near: what a resident without a car takes for granted."""
LOOKED_AT: Final = 400
"""Of how many of the best orders the near ones are chosen."""


def jobs_for(*, seeker: Seeker, by: User, at: datetime) -> tuple[Ranking, dict[int, JobOrder]]:
    """The best open orders for a resident, and those orders by key."""
    ranking = matches.jobs_for(seeker=seeker, today=seoul_day(at))
    return ranking, orders.named(by, ranking.ids.tolist())


@dataclass(frozen=True)
class Nearby:
    """The orders that fit a resident, best first, with the minutes to each from the desk and from home."""

    ranking: Ranking
    orders: dict[int, JobOrder]
    """Those within `NEAR` minutes of where it was counted from, by key, in the order of the ranking."""
    from_desk: dict[int, int]
    from_home: dict[int, int]
    fitting: int


def jobs_near(*, seeker: Seeker, session: Session, start: str, by: User, at: datetime, most: int = 10) -> Nearby:
    """The best open orders within 30 minutes of the desk (`start="desk"`), of home (`"home"`), or anywhere (`"any"`).

    The engine's order is kept: how near a job is already counts in its score. An order whose place is not known, and a
    home that is not known, is near to nothing and shown under "anywhere" only.
    """
    ranking = matches.jobs_for(seeker=seeker, today=seoul_day(at), most=LOOKED_AT)
    found = orders.named(by, ranking.ids.tolist())
    rows = [found[key] for key in ranking.ids.tolist() if key in found]
    post = session.place.post
    from_desk = minutes_to((post.lat, post.lon), rows)
    from_home = minutes_to((seeker.lat, seeker.lon), rows)
    counted = {"desk": from_desk, "home": from_home}.get(start)
    near = [one for one in rows if counted is None or counted.get(one.pk, NEAR + 1) <= NEAR]
    kept = {one.pk: one for one in near[:most]}
    return Nearby(ranking, kept, from_desk, from_home, len(near))


def minutes_to(start: tuple[float | None, float | None], rows: Iterable[JobOrder]) -> dict[int, int]:
    """Minutes from a point to each order, on foot or by bus, whichever is less. Unknown places are left out."""
    lat, lon = start
    if lat is None or lon is None:
        return {}
    known = [(one.pk, Place(one.lat, one.lon)) for one in rows if one.lat is not None and one.lon is not None]
    points = [Place(lat, lon), *(there for _, there in known)]
    on_foot, by_bus = (StraightLine().tables(points, mode)[1][0, 1:] for mode in (Mode.FOOT, Mode.BUS))
    return {key: int(-(-min(walk, ride) // 60)) for (key, _), walk, ride in zip(known, on_foot, by_bus, strict=True)}


def offered_taps(*, session: Session, by: User, most: int = 12) -> tuple[list[str], list[str]]:
    """What a resident at this desk can tap instead of typing: the occupations of open orders within 30 minutes, then
    of the district, the commonest first; and the licences that open orders ask for."""
    rows = list(orders.matchable(by).only("pk", "occupation", "lat", "lon", "licences_required"))
    post = session.place.post
    near = {key for key, minutes in minutes_to((post.lat, post.lon), rows).items() if minutes <= NEAR}
    nearby = Counter(one.occupation for one in rows if one.occupation and one.pk in near)
    everywhere = Counter(one.occupation for one in rows if one.occupation)
    codes = [code for code, _ in (*_commonest(nearby), *_commonest(everywhere))]
    licences = Counter(name for one in rows for name in one.licences_required)
    return list(dict.fromkeys(codes))[:most], [name for name, _ in _commonest(licences)][:6]


def _commonest(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


@transaction.atomic
def register(
    *,
    ticket: Ticket,
    seeker: Seeker,
    consents: Iterable[tuple[ConsentScope, bool]],
    channel: Channel,
    text_version: str,
    signature: bytes,
    by: User,
    at: datetime,
) -> Seeker:
    """Open the file of somebody at the desk: identity seen, consents signed on the glass, or on paper without one.

    Raises `ConsentMissingError`, `BadSignatureError`, and `RefusedError` where the ticket has a file already (the same
    form sent twice); then nothing was kept.
    """
    seeker.post, seeker.identity_seen_on = ticket.session.place.post, seoul_day(at)
    made = seekers.register(
        seeker=seeker, consents=consents, channel=channel, text_version=text_version, signature=signature, by=by, at=at,
    )  # fmt: skip
    desks.attach(ticket=ticket, seeker=made, registered=True, by=by, at=at)
    return made


@transaction.atomic
def recognise(*, ticket: Ticket, seeker: Seeker, by: User, at: datetime) -> None:
    """Somebody who has a file came to the desk: the ticket points to it, and the file is good for three more months."""
    desks.attach(ticket=ticket, seeker=seeker, registered=False, by=by, at=at)
    referral_flow.heard_of(seeker=seeker, by=by, at=at)
