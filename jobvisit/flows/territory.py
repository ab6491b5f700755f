"""Zones and posts: how even they are, borders proposed and drawn by hand, adopted from a day on; who covers nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from jobvisit.engines.planning import Place, zones
from jobvisit.office.audit import actions as audit
from jobvisit.office.companies import queries as companies
from jobvisit.office.outreach import queries as outreach
from jobvisit.office.outreach.states import AT_REST
from jobvisit.office.reference import tables
from jobvisit.office.staff import actions as staff_actions
from jobvisit.office.staff import policy
from jobvisit.office.staff import queries as staff

if TYPE_CHECKING:
    from jobvisit.office.staff.models import Absence, Post, Posting, User, Zone


@dataclass(frozen=True)
class Ward:
    """One dong: how many firms and large ones lie in it, how many of them are talked with, and its zone today."""

    code: str
    name: str
    place: Place
    firms: int
    large: int
    cases: int
    today: str


@dataclass(frozen=True)
class Drawn:
    """Borders and how good they are: dong → zone name, load by zone, largest deviation, whether all hang together."""

    zone_of: dict[str, str]
    loads: dict[str, float]
    spread: float
    connected: bool
    metres: float


@dataclass(frozen=True)
class Territory:
    """The district as it lies today."""

    wards: list[Ward]
    zones: list[Zone]
    posted: dict[str, list[str]]
    """Counsellors by zone name."""
    today: Drawn | None
    uncovered: int
    overlapping: int
    unstaffed: list[str]
    placeless: int
    """Firms of no known dong of the district."""


def lie_of_the_land(*, by: User, on: date) -> Territory:
    """Dong, zones, who is posted, and an audit of whom nobody covers. Six statements."""
    held = list(staff.zones(by, on))
    zone_of = {dong: zone.name for zone in held for dong in zone.dongs}
    firms = list(companies.visible_to(by).filter(status="open"))
    dong_of = companies.dong_of(firms)
    cases = outreach.known(by.district_id)
    own = [dong for dong in tables.dongs().values() if dong.gu == by.district.name]
    count: dict[str, list[int]] = {dong.code: [0, 0, 0] for dong in own}
    placeless = 0
    for firm in firms:
        code = dong_of.get(firm.pk, "")
        if code not in count:
            placeless += 1
            continue
        count[code][0] += 1
        count[code][1] += (firm.headcount or 0) >= outreach.LARGE
        case = cases.get(firm.pk)
        count[code][2] += case is not None and case.state not in AT_REST
    wards = [
        Ward(dong.code, dong.name, Place(dong.lat, dong.lon), *_three(count[dong.code]), zone_of.get(dong.code, ""))
        for dong in own
    ]
    keepers = staff.keepers(by.district_id, on)
    posted = {zone.name: [one.name for one in keepers.get(zone.pk, [])] for zone in held}
    members = {zone.name: [str(f.pk) for f in firms if dong_of.get(f.pk, "") in set(zone.dongs)] for zone in held}
    checked = zones.audit([str(firm.pk) for firm in firms], members, posted)
    today = judge(wards, {ward.code: ward.today for ward in wards}, _homes(by, on)) if held and wards else None
    return Territory(
        wards, held, posted, today, len(checked.uncovered), len(checked.overlapping), list(checked.unstaffed), placeless
    )


def propose(*, by: User, on: date, land: Territory) -> Drawn:
    """Borders along the dong, each zone whole, the large firms shared as evenly as dong allow, ways short.

    Raises `ValueError` where there are fewer dong than zones, or no zone at all.
    """
    homes = _homes(by, on)
    found = zones.zones(_units(land.wards), homes, seed=1, steps=40_000)
    return judge(land.wards, found.zoning.zone_of, homes)


def judge(wards: list[Ward], zone_of: Mapping[str, str], homes: list[zones.Home]) -> Drawn:
    """How good borders are, whoever drew them."""
    found = zones.judge(_units(wards), homes, zone_of)
    return Drawn(dict(zone_of), dict(found.loads), found.spread, found.connected, found.metres)


def drawn_by_hand(*, by: User, on: date, land: Territory, zone_of: Mapping[str, str]) -> Drawn:
    """The same for a choice of the page. Raises `ValueError` for a zone that is none or a dong that is missing."""
    names = {zone.name for zone in land.zones}
    if set(zone_of.values()) - names or {ward.code for ward in land.wards} - set(zone_of):
        raise ValueError("every dong needs one of the zones")
    return judge(land.wards, zone_of, _homes(by, on))


@transaction.atomic
def adopt(*, zone_of: Mapping[str, str], on: date, by: User, at: datetime) -> None:
    """New borders from a day on. Raises `ValueError` (a zone without dong, borders adopted already for later)."""
    policy.require(by, "outreach.assign")
    dongs: dict[str, list[str]] = {zone.name: [] for zone in staff.zones(by)}
    for dong, name in zone_of.items():
        dongs[name].append(dong)
    if not all(dongs.values()):
        raise ValueError("a zone without dong")
    for zone in staff_actions.adopt_zones(place=by.district, dongs=dongs, on=on):
        audit.note(by=by, at=at, verb="staff.zone_adopted", subject=zone, details={"from": on.isoformat()})


@transaction.atomic
def post(
    *, user: User, post: Post, zone: Zone | None, starts_on: date, ends_on: date | None, by: User, at: datetime
) -> Posting:
    """Post somebody from a day on."""
    policy.require(by, "outreach.assign")
    made = staff_actions.repost(user=user, post=post, zone=zone, starts_on=starts_on, ends_on=ends_on)
    audit.note(by=by, at=at, verb="staff.posted", subject=made, details={"user": user.pk, "post": post.pk})
    return made


@transaction.atomic
def away(
    *, user: User, starts_on: date, ends_on: date, begins: time | None, ends: time | None, by: User, at: datetime
) -> Absence:
    """Note that somebody is away."""
    policy.require(by, "outreach.assign")
    made = staff_actions.add_absence(user=user, starts_on=starts_on, ends_on=ends_on, begins=begins, ends=ends)
    audit.note(by=by, at=at, verb="staff.away", subject=made, details={"user": user.pk})
    return made


@transaction.atomic
def back(*, key: int, by: User, at: datetime) -> int:
    """Take an absence back; how many there were."""
    policy.require(by, "outreach.assign")
    found = staff_actions.remove_absence(place=by.district, key=key)
    if found:
        audit.note(by=by, at=at, verb="staff.not_away", subject=by.district, details={"absence": key})
    return found


def _three(counted: list[int]) -> tuple[int, int, int]:
    firms, large, cases = counted
    return firms, large, cases


def _units(wards: list[Ward]) -> list[zones.Unit]:
    """Load: the large firms of a dong, and a tenth of the others, so that no dong weighs nothing."""
    return [zones.Unit(w.code, w.place, 1 + w.large + (w.firms - w.large) / 10, w.today) for w in wards]


def _homes(by: User, on: date) -> list[zones.Home]:
    """Where each zone is worked from: its counsellor's post, else the middle of its dong, else the centre."""
    at: dict[int, Place] = {}
    for posting in staff.postings(by, on, on):
        if posting.zone_id:
            at.setdefault(posting.zone_id, Place(posting.post.lat, posting.post.lon))
    known = tables.dongs()
    found = []
    for zone in staff.zones(by, on):
        middle = [known[dong] for dong in zone.dongs if dong in known]
        place = Place(by.district.lat, by.district.lon)
        if middle:
            place = Place(sum(d.lat for d in middle) / len(middle), sum(d.lon for d in middle) / len(middle))
        found.append(zones.Home(zone.name, at.get(zone.pk, place)))
    return found
