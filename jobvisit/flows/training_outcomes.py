"""What became of each seat, beside similar residents without one; and what became of employers' promises.

A comparison to look at, not the effect of the class: who applies, and who is chosen, differ from others in more than
the class. Every count is of people, with its n.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from jobvisit.base.clock import SEOUL, seoul_day
from jobvisit.base.geo import to_metres
from jobvisit.office.orders import queries as orders
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.referrals.states import WITH_EMPLOYER, PlacementState, ReferralState
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.training import queries, rules
from jobvisit.office.training.states import SEATED, EnrolmentState

if TYPE_CHECKING:
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.referrals.models import Placement
    from jobvisit.office.seekers.models import Seeker
    from jobvisit.office.staff.models import User
    from jobvisit.office.training.models import Cohort, Enrolment, Pledge

NEAR_IN_TIME = timedelta(days=183)
"""Similar residents applied for work at most so long before or after somebody with a seat."""


@dataclass(frozen=True)
class Seat:
    """One seat and what became of it by a day. `proof`: how well the hire is proven; `stayed`: still there then."""

    enrolment: Enrolment
    certified: bool
    referred: int
    hired: Placement | None
    proof: str
    stayed: bool
    in_trade: bool
    """The job asked for the certificate of this class."""


@dataclass(frozen=True)
class Group:
    """Some people, and of them how many were hired in the time, still there at its end, by how the hire is proven."""

    people: int
    hired: int
    stayed: int
    proofs: dict[str, int] = field(default_factory=dict)

    def shown(self, *, inside: bool) -> dict[str, int | None]:
        """The counts as they may leave: outside the centre none between 1 and 4."""
        counts = {"people": self.people, "hired": self.hired, "stayed": self.stayed}
        return {name: rules.masked(n, inside=inside) for name, n in counts.items()}


@dataclass(frozen=True)
class Outcome:
    """What became of a class's seats from its last day until `until`, beside two groups without a seat."""

    months: int
    first: date
    until: date
    seats: list[Seat]
    seated: Group
    applied: Group
    """Those who were nominated for this class and got no seat."""
    similar: Group
    """For each seat the most similar resident who was never nominated for any class (`rules.nearest`)."""

    def figures(self) -> dict[str, Any]:
        """As a review keeps them."""
        groups = {"seated": self.seated, "applied": self.applied, "similar": self.similar}
        return {
            name: {"people": one.people, "hired": one.hired, "stayed": one.stayed, "proofs": one.proofs}
            for name, one in groups.items()
        }


def outcome(*, cohort: Cohort, months: int) -> Outcome:
    """What is known today of the time from the end of the class to `months` after it."""
    first, until = cohort.ends_on, rules.months_after(cohort.ends_on, months)
    everyone = list(queries.enrolments(cohort))
    sat = [one for one in everyone if _sat(one)]
    without = [one.seeker_id for one in everyone if not _sat(one) and one.reason != "mistake"]
    alike = _similar(cohort, [one.seeker for one in sat])
    keys = [one.seeker_id for one in sat]
    hires = _first_hires([*keys, *without, *alike], first, until)
    met: dict[int, int] = {}
    for referral in referrals.after(keys, _midnight(first)):
        if seoul_day(referral.proposed_at) <= until:
            met[referral.seeker_id] = met.get(referral.seeker_id, 0) + 1
    seats = [_seat(one, hires.get(one.seeker_id), met.get(one.seeker_id, 0), cohort, until) for one in sat]
    return Outcome(
        months,
        first,
        until,
        seats,
        _group(keys, hires, until),
        _group(without, hires, until),
        _group(alike, hires, until),
    )


@dataclass(frozen=True)
class Kept:
    """A promise and what has come of it: interviews and hires of this class's graduates at the firm."""

    pledge: Pledge
    referred: int
    interviewed: int
    hired: int
    orders: list[JobOrder]
    """The firm's open orders, to which graduates can be proposed."""

    @property
    def left(self) -> int:
        """Interviews still owed."""
        return max(0, self.pledge.interviews - self.interviewed)


def promises(*, cohort: Cohort, by: User) -> list[Kept]:
    """What employers promised for a class, and what has come of it."""
    graduates = [one.seeker_id for one in queries.enrolments(cohort) if one.state == EnrolmentState.CERTIFIED]
    found = list(referrals.after(graduates, _midnight(cohort.starts_on))) if graduates else []
    held = referrals.interviewed([one.pk for one in found])
    made = []
    for pledge in queries.pledges(cohort):
        here = [one for one in found if one.order.company_id == pledge.company_id]
        interviewed = {one.seeker_id for one in here if one.pk in held}
        hired = {one.seeker_id for one in here if one.state == ReferralState.HIRED}
        open_orders = orders.matchable(by).filter(company=pledge.company_id).select_related("company")
        made.append(
            Kept(pledge, len({one.seeker_id for one in here}), len(interviewed | hired), len(hired), list(open_orders))
        )
    return made


def promised(*, by: User) -> list[Cohort]:
    """A person's classes with interviews still owed by an employer and a graduate who still looks for work."""
    return [
        one
        for one in queries.certified_with_pledges(by.district_id, by)
        if _looking(one) and any(kept.left for kept in promises(cohort=one, by=by))
    ]


def to_introduce(*, cohort: Cohort, order: JobOrder) -> list[Enrolment]:
    """Graduates who look for work and were not asked about this order: whom one can propose to it."""
    asked = referrals.asked_already(order)
    return [
        one
        for one in queries.enrolments(cohort)
        if one.state == EnrolmentState.CERTIFIED
        and one.seeker.state in seekers.MATCHABLE
        and one.seeker_id not in asked
    ]


def referred_now(enrolments: Iterable[Enrolment]) -> dict[int, str]:
    """How far each certified resident of these has come since: `hired`, `with_employer`, `referred`, by enrolment."""
    certified = [one for one in enrolments if one.state == EnrolmentState.CERTIFIED]
    found: dict[int, str] = {}
    rank = {"referred": 0, "with_employer": 1, "hired": 2}
    for one in referrals.after([each.seeker_id for each in certified], _since(certified)):
        word = "hired" if one.state == ReferralState.HIRED else "with_employer" if one.state in WITH_EMPLOYER else ""
        word = word or "referred"
        for each in certified:
            if each.seeker_id == one.seeker_id and one.proposed_at >= each.moved_at:
                found[each.pk] = max(found.get(each.pk, "referred"), word, key=rank.__getitem__)
    return found


def _looking(cohort: Cohort) -> bool:
    certified = queries.enrolments(cohort).filter(state=EnrolmentState.CERTIFIED)
    return certified.filter(seeker__state__in=seekers.MATCHABLE).exists()


def _since(certified: Sequence[Enrolment]) -> datetime:
    return min((one.moved_at for one in certified), default=datetime.max.replace(tzinfo=SEOUL))


def _sat(one: Enrolment) -> bool:
    return one.state in SEATED or (one.state == EnrolmentState.DROPPED and one.left_from == EnrolmentState.ATTENDING)


def _seat(one: Enrolment, hire: Placement | None, met: int, cohort: Cohort, until: date) -> Seat:
    return Seat(
        enrolment=one,
        certified=one.state == EnrolmentState.CERTIFIED,
        referred=met,
        hired=hire,
        proof=_proof(hire) if hire else "",
        stayed=bool(hire) and _stayed(hire, until),
        in_trade=bool(hire and cohort.course.licence in hire.order.licences_required),
    )


def _group(keys: Sequence[int], hires: Mapping[int, Placement], until: date) -> Group:
    hired = [hires[key] for key in keys if key in hires]
    proofs: dict[str, int] = {}
    for one in hired:
        proofs[_proof(one)] = proofs.get(_proof(one), 0) + 1
    return Group(len(keys), len(hired), sum(_stayed(one, until) for one in hired), proofs)


def _first_hires(keys: Iterable[int], first: date, until: date) -> dict[int, Placement]:
    found: dict[int, Placement] = {}
    for one in referrals.hires(keys, first, until):
        found.setdefault(one.seeker_id, one)
    return found


def _stayed(hire: Placement | None, until: date) -> bool:
    """No end is known by then. Of a job that nobody asked about since, this says only that."""
    return bool(hire) and (hire.state != PlacementState.ENDED or (hire.ended_on or until) > until)  # type: ignore[union-attr]


def _proof(hire: Placement) -> str:
    return str(referrals.proof([str(rung.kind) for rung in hire.rungs.all()]))


def _similar(cohort: Cohort, sat: Sequence[Seeker]) -> list[int]:
    if not sat:
        return []
    times = [one.applied_at for one in sat]
    pool = seekers.applied_between(cohort.district_id, min(times) - NEAR_IN_TIME, max(times) + NEAR_IN_TIME)
    pool = pool.filter(applied_at__lt=_midnight(cohort.starts_on)).exclude(licences__contains=[cohort.course.licence])
    never = queries.ever_enrolled(cohort.district_id)
    columns = ("id", "wishes", "lat", "lon", "applied_at")
    others = [_person(*row) for row in pool.values_list(*columns).order_by("id") if row[0] not in never]
    mine = [_person(*(getattr(one, name) for name in columns)) for one in sat]
    return list(rules.nearest(mine, others).values())


def _person(pk: int, wishes: Sequence[str], lat: float | None, lon: float | None, applied: datetime) -> rules.Person:
    home = None if lat is None or lon is None else to_metres(lat, lon)
    return rules.Person(pk, tuple(int(code) for code in wishes), home, seoul_day(applied).toordinal())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, SEOUL)
