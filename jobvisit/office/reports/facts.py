"""From the rooms' tables to the plain rows of `kpis.facts`: some twenty statements for any number of months.

Everything is read with the district in hand; instants become days of Seoul here and nowhere else. Result, hire and
proof are read as they are known now; the functions of `kpis` decide what had happened by a month's end.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Func, Q, QuerySet
from django.db.models.functions import TruncMonth

from jobvisit.base.clock import SEOUL, seoul_day
from jobvisit.office.audit.models import Event
from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Branch
from jobvisit.office.matches.models import ShownList
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.outreach.models import Attempt, Visit
from jobvisit.office.outreach.states import VisitState
from jobvisit.office.reference import tables
from jobvisit.office.referrals.codes import Ended
from jobvisit.office.referrals.models import Placement, Referral, Rung
from jobvisit.office.referrals.rules import add_months
from jobvisit.office.referrals.states import LIVE, PlacementState, ReferralState
from jobvisit.office.reports import more_facts
from jobvisit.office.reports.boards import UNREAL, Boards
from jobvisit.office.reports.kpis.counts import GRACE, KEPT, VALID_MONTHS, WINDOW
from jobvisit.office.reports.kpis.facts import (
    AttemptRow,
    Facts,
    HireRow,
    OrderRow,
    ReferralRow,
    ResidentRow,
    VisitRow,
)
from jobvisit.office.reports.kpis.period import Month, Period
from jobvisit.office.seekers.models import GroupClaim, Seeker
from jobvisit.office.staff.models import Zone

_RESULTS: Final = {ReferralState.HIRED, ReferralState.REFUSED, ReferralState.NO_SHOW, ReferralState.DECLINED}
"""Ends of a referral that somebody said; running out of time is none."""
_MOOT: Final = {ReferralState.WITHDRAWN, ReferralState.OBSOLETE}


def of_month(district_id: int, month: Month, today: date) -> Facts:
    """The facts of one month as they are known now. Raises `MonthError` for a month that has not begun."""
    return of_months(district_id, [month], today)[month]


def of_months(district_id: int, months: Sequence[Month], today: date) -> dict[Month, Facts]:
    """The same for several months, read once."""
    periods = {month: Period.seen_from(month, today) for month in months}
    if not periods:
        return {}
    span = _Span(district_id, min(periods), max(one.cut for one in periods.values()))
    return span.facts(periods)


def orders_by_firm(district_id: int, first: date, last: date) -> dict[int, int]:
    """How many orders each firm gave between two days, both included; a merged firm has those of its heir."""
    heirs = companies.successors(district_id)
    rows = JobOrder.objects.filter(
        district_id=district_id, accepted_at__gte=_midnight(first), accepted_at__lt=_midnight(last + timedelta(days=1))
    ).exclude(state__in=UNREAL)
    found: dict[int, int] = {}
    for firm in rows.values_list("company_id", flat=True):
        heir = heirs.get(firm, firm)
        found[heir] = found.get(heir, 0) + 1
    return found | {firm: found[heir] for firm, heir in heirs.items() if heir in found}


@dataclass(frozen=True)
class _Span:
    """What is read for some months at once."""

    district_id: int
    first_month: Month
    cut: date

    def facts(self, periods: Mapping[Month, Period]) -> dict[Month, Facts]:
        heirs, heads = companies.successors(self.district_id), self._heads()
        hires = tuple(self._hires(heirs, heads))
        referrals = tuple(self._referrals(heirs, heads))
        listed = self._listed()
        known = {one.resident for one in hires} | {one.resident for one in referrals}
        births: dict[int, date] = {}
        residents = {one.id: one for one in self._residents(known, births)}
        shared = Facts(
            period=next(iter(periods.values())),
            orders=tuple(self._orders(heirs, heads)),
            residents=residents,
            referrals=referrals,
            hires=hires,
            visits=tuple(self._visits(heirs, heads)),
            attempts=tuple(self._attempts(heirs, heads)),
            **more_facts.of(self.district_id, self.first_month, self.cut, {one.resident for one in hires}),
        )
        zones = list(Zone.objects.filter(district_id=self.district_id).order_by("valid_from", "id"))
        claims = self._claims()
        boards = Boards(self.district_id, heirs, heads)
        return {
            month: replace(
                shared,
                period=period,
                firms=boards.at(period.last),
                listed=listed.get(month, frozenset()),
                zones=_zones_on(zones, period.last),
                groups=_Groups(births, claims, period.last),
            )
            for month, period in periods.items()
        }

    def _between(self, first: date, cut: date | None = None) -> tuple[datetime, datetime]:
        return _midnight(first), _midnight(cut or self.cut)

    def _heads(self) -> dict[int, str]:
        """The 동 of each firm's headquarters."""
        rows = Branch.objects.filter(district_id=self.district_id).order_by("company_id", "-is_head", "id")
        return dict(rows.distinct("company_id").values_list("company_id", "dong"))

    def _orders(self, heirs: Mapping[int, int], heads: Mapping[int, str]) -> Iterable[OrderRow]:
        first, cut = self._between(self.first_month.first)
        rows = JobOrder.objects.filter(district_id=self.district_id, accepted_at__gte=first, accepted_at__lt=cut)
        names = ("id", "company_id", "dong", "owner_id", "source", "accepted_at", "openings")
        for key, firm, dong, owner, source, at, openings in rows.exclude(state__in=UNREAL).values_list(*names):
            place = dong or heads.get(firm, "")
            yield OrderRow(key, heirs.get(firm, firm), place, owner, source, seoul_day(at), openings)

    def _residents(self, known: set[int], births: dict[int, date]) -> Iterable[ResidentRow]:
        """Whoever applied in these months or shortly before, and whoever else is spoken of. Fills `births`."""
        first = add_months(self.first_month.first, -VALID_MONTHS)
        since, cut = self._between(first)
        wanted = Q(applied_at__gte=since, applied_at__lt=cut) | Q(pk__in=known)
        rows = Seeker.objects.filter(wanted, district_id=self.district_id)
        for key, dong, owner, at, born in rows.values_list("id", "dong", "owner_id", "applied_at", "birth_date"):
            births[key] = born
            yield ResidentRow(key, dong, owner, seoul_day(at))

    def _claims(self) -> list[tuple[int, str, date, date | None]]:
        names = ("seeker_id", "group", "valid_from", "valid_until")
        return list(GroupClaim.objects.filter(district_id=self.district_id).values_list(*names))

    def _referrals(self, heirs: Mapping[int, int], heads: Mapping[int, str]) -> Iterable[ReferralRow]:
        first, cut = self._between(self.first_month.first - timedelta(days=GRACE))
        moves = Event.objects.filter(district_id=self.district_id, subject_kind="referral", verb="referrals.move")
        sent = moves.filter(details__to=ReferralState.SENT, at__gte=first, at__lt=cut).values("subject_id")
        paths: dict[int, list[tuple[datetime, str]]] = {}
        steps = moves.filter(subject_id__in=sent).order_by("at", "id")
        for key, at, to in steps.values_list("subject_id", "at", "details__to"):
            paths.setdefault(key, []).append((at, to))
        rows = Referral.objects.filter(district_id=self.district_id, pk__in=paths)
        names = ("id", "order_id", "seeker_id", "order__company_id", "order__dong", "proposed_by_id", "order__source")
        for key, order, resident, firm, dong, by, source in rows.values_list(*names):
            place = dong or heads.get(firm, "")
            yield ReferralRow(key, order, resident, heirs.get(firm, firm), place, by, source, *_path(paths[key]))

    def _hires(self, heirs: Mapping[int, int], heads: Mapping[int, str]) -> Iterable[HireRow]:
        first = min(
            self.first_month.plus(1 - WINDOW).first,
            add_months(self.first_month.first - timedelta(days=GRACE), -max(KEPT)) - timedelta(days=3),
        )
        found = Placement.objects.filter(district_id=self.district_id, start_on__gte=first, start_on__lt=self.cut)
        rungs, gone = self._rungs(found)
        names = (
            "id", "order_id", "seeker_id", "company_id", "order__dong", "referral__proposed_by_id", "order__source",
            "referral__proposed_at", "start_on", "ended_on", "state", "claimed_at", "also_counted_by",
        )  # fmt: skip
        for (
            key,
            order,
            resident,
            firm,
            dong,
            by,
            source,
            proposed,
            start,
            ended,
            state,
            told,
            also,
        ) in found.values_list(*names):
            void = "annulled" if state == PlacementState.ANNULLED else ""
            if state == PlacementState.ENDED and gone.get(key) == Ended.NEVER_STARTED:
                void = "never_started"
            yield HireRow(
                key, order, resident, heirs.get(firm, firm), dong or heads.get(firm, ""), by, source,
                seoul_day(proposed), start, ended, void, tuple(rungs.get(key, ())), seoul_day(told),
                tuple(sorted(also)),
            )  # fmt: skip

    def _rungs(self, hires: QuerySet[Placement]) -> tuple[dict[int, list[tuple[str, date]]], dict[int, str]]:
        """What was recorded of each hire, and the reason with which it ended last."""
        found: dict[int, list[tuple[str, date]]] = {}
        gone: dict[int, str] = {}
        rows = Rung.objects.filter(district_id=self.district_id, placement__in=hires.values("pk")).order_by("at", "id")
        for key, kind, reason, at in rows.values_list("placement_id", "kind", "reason", "at"):
            found.setdefault(key, []).append((kind, seoul_day(at)))
            if kind == Rung.Kind.ENDED:
                gone[key] = reason
        return found, gone

    def _visits(self, heirs: Mapping[int, int], heads: Mapping[int, str]) -> Iterable[VisitRow]:
        first = self.first_month.plus(1 - WINDOW).first
        rows = Visit.objects.filter(district_id=self.district_id, state=VisitState.DONE, on__gte=first, on__lt=self.cut)
        names = ("id", "case__company_id", "branch__dong", "counsellor_id", "on")
        for key, firm, dong, counsellor, on in rows.values_list(*names):
            yield VisitRow(key, heirs.get(firm, firm), dong or heads.get(firm, ""), counsellor, on)

    def _attempts(self, heirs: Mapping[int, int], heads: Mapping[int, str]) -> Iterable[AttemptRow]:
        first, cut = self._between(self.first_month.first)
        rows = Attempt.objects.filter(district_id=self.district_id, at__gte=first, at__lt=cut)
        for key, firm, by, at in rows.values_list("id", "case__company_id", "by_id", "at"):
            yield AttemptRow(key, heirs.get(firm, firm), heads.get(firm, ""), by, seoul_day(at))

    def _listed(self) -> dict[Month, frozenset[int]]:
        first, cut = self._between(self.first_month.first)
        lists = ShownList.objects.filter(district_id=self.district_id, at__gte=first, at__lt=cut)
        rows = lists.order_by().values_list(TruncMonth("at", tzinfo=SEOUL), Func("seekers", function="unnest"))
        found: dict[Month, set[int]] = {}
        for at, resident in rows.distinct():
            found.setdefault(Month.of(at.date()), set()).add(resident)
        return {month: frozenset(people) for month, people in found.items()}


def _path(steps: Sequence[tuple[datetime, str]]) -> tuple[date, date | None, date | None]:
    """When the letter first went out, and when the result, or the end of any need for one, was last learnt.

    A step back into work takes back what was known.
    """
    sent = next(at for at, to in steps if to == ReferralState.SENT)
    result: datetime | None = None
    moot: datetime | None = None
    for at, to in steps:
        if to in LIVE:
            result = moot = None
        elif to in _RESULTS:
            result = at
        elif to in _MOOT:
            moot = at
    return seoul_day(sent), result and seoul_day(result), moot and seoul_day(moot)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SEOUL)


def _zones_on(zones: Iterable[Zone], day: date) -> dict[str, str]:
    """Dong → zone; of two zones with one dong the later adopted."""
    held = [one for one in zones if one.valid_from <= day and (one.valid_until is None or day <= one.valid_until)]
    return {dong: str(zone.pk) for zone in held for dong in zone.dongs}


class _Groups(Mapping[int, tuple[str, ...]]):
    """Each resident's target groups on a day: by birth date where the law says so, else by a claim with proof.

    Worked out for those who are asked for: most residents of a year belong to no count of the month.
    """

    def __init__(
        self, births: Mapping[int, date], claims: Iterable[tuple[int, str, date, date | None]], day: date
    ) -> None:
        known = tables.groups(day)
        claimable = {one.code for one in known if not one.by_birth_date}
        self._births, self._day = births, day
        self._bands = [(one.code, one.min_age or 0, one.max_age or 999) for one in known if one.by_birth_date]
        self._claimed: dict[int, set[str]] = {}
        for key, group, begins, ends in claims:
            if group in claimable and begins <= day and (ends is None or day <= ends):
                self._claimed.setdefault(key, set()).add(group)

    def __getitem__(self, key: int) -> tuple[str, ...]:
        age = tables.age_on(self._births[key], self._day)
        return tuple(sorted({*self._claimed.get(key, ()), *(code for code, lo, hi in self._bands if lo <= age <= hi)}))

    def __iter__(self) -> Iterator[int]:
        return iter(self._births)

    def __len__(self) -> int:
        return len(self._births)
