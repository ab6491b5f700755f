"""An employer's word about an order, its silence, and its end: how was it filled?"""

from datetime import datetime

from django.db import transaction

from jobvisit.base.states import IllegalTransitionError
from jobvisit.office.audit import actions as audit
from jobvisit.office.orders import actions as orders
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import ORDER, OrderState
from jobvisit.office.referrals import codes
from jobvisit.office.referrals.actions import rows
from jobvisit.office.referrals.codes import Heard, HowFilled, Silence, Source
from jobvisit.office.referrals.models import Closing, OrderWord, Referral, SilenceStep
from jobvisit.office.referrals.problems import CannotError, Problem
from jobvisit.office.referrals.states import ReferralState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

_ENDS_WITH_ORDER = (ReferralState.PROPOSED, ReferralState.CONSENTED, ReferralState.SENT, ReferralState.VIEWED)


@transaction.atomic
def heard(*, order: JobOrder, what: Heard, source: Source, by: User | None, at: datetime) -> OrderWord:
    """Write an employer's word down: the silence starts anew. An order that was paused for silence is open again."""
    if by is not None:
        policy.require(by, "referrals.record")
    current = rows.lock_order(order.pk, by)
    word = OrderWord.objects.create(
        district_id=current.district_id, order=current, what=what, source=source, at=at, by=by
    )
    audit.note(by=by, at=at, verb="orders.heard", subject=current, details={"what": what, "source": source})
    hushed = SilenceStep.objects.filter(order=current, step=Silence.PAUSE).exists()
    if what == Heard.STILL_LOOKING and current.state == OrderState.PAUSED and hushed:
        orders.move(order=current, to=OrderState.OPEN, reason="아직 구한다고 함", by=by, at=at)
    return word


@transaction.atomic
def close_order(
    *, order: JobOrder, how: HowFilled, source: Source, by: User | None, at: datetime, silent: bool = False
) -> OrderState:
    """Close an order and keep how it was filled. Its end state is computed from the hires counted, never typed.

    Full is filled, some is partly filled; with none it is withdrawn, or expired where it ends by itself (`silent`).
    Referrals that had not come to an interview end with it. An order that is closed already only learns how.
    """
    if by is not None:
        policy.require(by, "referrals.record")
    if how not in HowFilled.values:
        raise CannotError(Problem("wrong_reason"))
    current = rows.lock_order(order.pk, by)
    state = OrderState(current.state)
    if ORDER.next_steps(state):
        to = _end_of(current, silent)
        if to not in ORDER.next_steps(state):
            raise IllegalTransitionError(f"order: {state} → {to}")
        orders.move(order=current, to=to, reason=str(HowFilled(how).label), by=by, at=at)
        state = to
    latest = Closing.objects.filter(order=current).first()
    if latest is None or latest.how != how:
        Closing.objects.create(district_id=current.district_id, order=current, how=how, source=source, at=at, by=by)
        audit.note(by=by, at=at, verb="orders.how_filled", subject=current, details={"how": how, "source": source})
    live = Referral.objects.filter(order=current, state__in=[s.value for s in _ENDS_WITH_ORDER])
    for referral in rows.lock_many(live.values_list("pk", flat=True)):
        if referral.state in _ENDS_WITH_ORDER:
            code = codes.Expired.ORDER_CLOSED
            rows.shift(referral, ReferralState.EXPIRED, source=Source.SYSTEM, by=by, at=at, reason=code)
    return state


@transaction.atomic
def silence_step(*, order: JobOrder, step: Silence, since: datetime, at: datetime) -> bool:
    """Do one thing about an employer's silence, once: ask, pause, or close. Returns whether it was done now."""
    current = rows.lock_order(order.pk)
    if SilenceStep.objects.filter(order=current, step=step, since=since).exists():
        return False
    SilenceStep.objects.create(district_id=current.district_id, order=current, step=step, since=since, at=at)
    audit.note(by=None, at=at, verb="orders.silent", subject=current, details={"step": step})
    if step == Silence.PAUSE and current.state == OrderState.OPEN:
        orders.move(order=current, to=OrderState.PAUSED, reason="답이 없음", by=None, at=at)
    if step == Silence.CLOSE:
        close_order(order=current, how=HowFilled.UNKNOWN, source=Source.SYSTEM, by=None, at=at, silent=True)
    return True


def _end_of(order: JobOrder, silent: bool) -> OrderState:
    if order.openings is not None and order.filled >= order.openings:
        return OrderState.FILLED
    if order.filled:
        return OrderState.PARTLY_FILLED
    return OrderState.EXPIRED if silent else OrderState.WITHDRAWN
