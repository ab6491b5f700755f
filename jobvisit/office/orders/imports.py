"""Taking orders in from other systems: known by their number there, placed once, amended when they changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from jobvisit.base import bizno
from jobvisit.base.clock import SEOUL, seoul_day
from jobvisit.base.text import firm_key
from jobvisit.engines.reading import Reading
from jobvisit.office.companies.models import Company
from jobvisit.office.orders import actions, queries
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.rules.from_reading import from_reading
from jobvisit.office.orders.states import OrderState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

_COLUMNS = frozenset(f.name for f in JobOrder._meta.concrete_fields)


@dataclass(frozen=True)
class Incoming:
    """One order as another system wrote it. `problem` tells why it cannot be taken in (Korean), if it cannot."""

    number: str
    firm: dict[str, str]
    fields: dict[str, Any]
    posted_on: date | None
    reading: Reading
    raw: dict[str, str]
    problem: str = ""


@dataclass
class Outcome:
    """What became of each order, in their order: an empty reason means it was taken in."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    drafts: int = 0
    reasons: list[str] = field(default_factory=list)


@transaction.atomic
def take_in(*, incoming: Sequence[Incoming], by: User, at: datetime, keep: bool = True) -> Outcome:
    """Take orders in: all, or none if the database refuses. Without `keep` it is a rehearsal that leaves no trace."""
    policy.require(by, "orders.import")
    outcome = Outcome()
    numbers = [one.number for one in incoming]
    known = {order.number: order for order in queries.visible_to(by).filter(number__in=numbers)}
    book = _Firms(by.district_id, at)
    new: dict[str, Incoming] = {}
    for one in incoming:
        outcome.reasons.append(_reason_against(one, new))
        if outcome.reasons[-1]:
            continue
        if one.number not in known:
            new[one.number] = one
            book.find_or_add(one)
        elif known[one.number].imported == one.raw:
            outcome.unchanged += 1
        else:
            _amend(known[one.number], one, by, at)
            outcome.updated += 1
    book.save_new()
    placed = _place(list(new.values()), book, by, at)
    outcome.created = len(placed)
    outcome.drafts = sum(order.state == OrderState.DRAFT for order in placed)
    if not keep:
        transaction.set_rollback(True)
    return outcome


def _reason_against(one: Incoming, new: dict[str, Incoming]) -> str:
    if one.number in new and new[one.number].raw != one.raw:
        return f"같은 파일에 구인 번호가 같고 내용이 다른 행이 있습니다: {one.number}"
    if one.number in new:
        return f"같은 파일에 같은 행이 있습니다: {one.number}"
    if len(one.number) > 30:
        return f"구인 번호가 30자를 넘습니다: {one.number[:30]}…"
    if len(one.fields["title"]) > 200 or len(one.firm["name"]) > 120:
        return "제목이 200자, 또는 업체명이 120자를 넘습니다."
    least, most = one.fields.get("pay_min"), one.fields.get("pay_max")
    if least is not None and most is not None and most < least:
        return f"최고 임금({most:,}원)이 최저 임금({least:,}원)보다 적습니다."
    return ""


def _place(incoming: list[Incoming], book: "_Firms", by: User, at: datetime) -> list[JobOrder]:
    placed = actions.place_many(
        fields=[{**_columns(one, at), "number": one.number, "company": book.find_or_add(one)} for one in incoming],
        terms=[_terms(one, at) for one in incoming],
        law=queries.law_tables(),
        owners=[by],
        by=by,
        at=at,
    )
    today = seoul_day(at)
    over = [one.order for one in placed if one.order.closes_on < today and one.order.state == OrderState.OPEN]
    actions.move_many(orders=over, to=OrderState.EXPIRED, reason="마감일이 지난 구인을 가져옴", by=by, at=at)
    return [one.order for one in placed]


def _amend(order: JobOrder, one: Incoming, by: User, at: datetime) -> None:
    for name, value in _columns(one, at).items():
        if name != "accepted_at":
            setattr(order, name, value)
    actions.amend(order=order, version=order.version, law=queries.law_tables(), confirmed=False, by=by, at=at)


def _columns(one: Incoming, at: datetime) -> dict[str, Any]:
    columns = {name: value for name, value in one.fields.items() if name in _COLUMNS and value is not None}
    accepted = datetime.combine(one.posted_on, time(9), SEOUL) if one.posted_on else at
    columns["address"] = columns.get("address", "")[:200]
    return {**columns, "accepted_at": min(accepted, at), "imported": one.raw}


def _terms(one: Incoming, at: datetime) -> Any:
    return from_reading(
        one.reading,
        checked_on=one.posted_on or seoul_day(at),
        employer_name=one.firm["name"],
        insurances=frozenset(one.fields["insurances"]) if one.fields.get("insurances") else None,
        retirement=one.fields.get("retirement") or None,
    )


class _Firms:
    """The firms of incoming orders. With a business number: by it. Without: only a firm without a number, of the same
    name and the same written place, is taken for the same; anything else is a firm of its own."""

    def __init__(self, district_id: int, at: datetime) -> None:
        self.district_id, self.at = district_id, at
        firms = list(Company.objects.filter(district_id=district_id).exclude(status=Company.Status.MERGED))
        self.by_number = {firm.business_number: firm for firm in firms if firm.business_number}
        self.nameless: dict[tuple[str, str], Company] = {}
        came = JobOrder.objects.filter(district_id=district_id, company__business_number="", imported__isnull=False)
        for order in came.select_related("company"):
            self.nameless.setdefault((order.company.name_key, order.address), order.company)
        self.new: list[Company] = []

    def find_or_add(self, one: Incoming) -> Company:
        """The firm of an order, new if it has to be."""
        number = bizno.digits(one.firm["business_number"])
        if bizno.is_valid(number):
            return self.by_number.get(number) or self._add(one, number)
        key = (firm_key(one.firm["name"]), str(one.fields.get("address", ""))[:200])
        if key not in self.nameless:
            self.nameless[key] = self._add(one, "")
        return self.nameless[key]

    def save_new(self) -> None:
        """Save the firms that were not known."""
        Company.objects.bulk_create(self.new, batch_size=1000)

    def _add(self, one: Incoming, number: str) -> Company:
        firm = Company(
            district_id=self.district_id,
            name=one.firm["name"],
            business_number=number,
            business=one.firm["business"],
            added_at=self.at,
        )
        firm.derive()
        self.new.append(firm)
        if number:
            self.by_number[number] = firm
        return firm
