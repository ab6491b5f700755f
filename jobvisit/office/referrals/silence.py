"""Reading employers' silence: since when nothing was heard of an order, what was done about it, how it was filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet

from jobvisit.base.clock import SEOUL
from jobvisit.office.audit.models import Event
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import OrderState
from jobvisit.office.referrals import rules
from jobvisit.office.referrals.models import Closing, OrderWord, Referral, SilenceStep
from jobvisit.office.referrals.states import ReferralState
from jobvisit.office.staff.models import User


@dataclass(frozen=True)
class Silent:
    """An open or paused order, when its employer was last heard of, and what that calls for."""

    order: JobOrder
    since: datetime
    days: int
    calls_for: str


def silent_orders(district_id: int, on: date, owner: User | None = None) -> list[Silent]:
    """Orders whose employer has said nothing for 30 days and more, the longest silence first."""
    states = [OrderState.OPEN, OrderState.PAUSED]
    before = datetime.combine(on - timedelta(days=rules.ASK_DAYS - 1), datetime.min.time(), SEOUL)
    found = JobOrder.objects.filter(district_id=district_id, state__in=states, accepted_at__lt=before)
    if owner:
        found = found.filter(owner=owner)
    orders = list(found.select_related("company", "contact", "owner", "district"))
    heard = last_heard([one.pk for one in orders])
    silent = []
    for order in orders:
        since = max(order.accepted_at, heard.get(order.pk, order.accepted_at))
        days = (on - since.astimezone(SEOUL).date()).days
        if step := rules.silence(days):
            silent.append(Silent(order, since, days, step))
    return sorted(silent, key=lambda one: (-one.days, one.order.pk))


def past_orders(district_id: int, on: date) -> QuerySet[JobOrder]:
    """Open or paused orders whose closing day lies behind (칙 §3: at most two months), the longest past first."""
    found = JobOrder.objects.filter(
        district_id=district_id, closes_on__lt=on, state__in=[OrderState.OPEN, OrderState.PAUSED]
    )
    return found.select_related("company", "contact", "district").order_by("closes_on", "id")


def last_heard(orders: Sequence[int]) -> dict[int, datetime]:
    """When the employer of each order last gave a sign: a word, an amended order, a result of a referral."""
    words = dict(OrderWord.objects.filter(order__in=orders).values_list("order").annotate(at=Max("at")))
    amended = Event.objects.filter(subject_kind="joborder", subject_id__in=orders, verb="orders.amend")
    signs = [words, dict(amended.values_list("subject_id").annotate(at=Max("at")))]
    spoken = [ReferralState.VIEWED, ReferralState.INTERVIEW, ReferralState.OFFERED, ReferralState.HIRED]
    results = Referral.objects.filter(order__in=orders, state__in=[*spoken, ReferralState.REFUSED])
    signs.append(dict(results.values_list("order").annotate(at=Max("moved_at"))))
    latest: dict[int, datetime] = {}
    for sign in signs:
        for key, at in sign.items():
            latest[key] = max(at, latest.get(key, at))
    return latest


def silence_steps(orders: Sequence[int]) -> dict[tuple[int, str, datetime], SilenceStep]:
    """What was done about these orders already, by order, step and the word since which it was silent."""
    found = SilenceStep.objects.filter(order__in=orders)
    return {(one.order_id, one.step, one.since): one for one in found}


def closing(order: JobOrder) -> Closing | None:
    """How an order that closed was filled, as far as anybody said."""
    return Closing.objects.filter(order=order).first()
