"""The product with one wall taken out, for the controls: each must do the damage that the wall prevents.

JOBVISIT_CHAOS_FAULT names it: `no_lock` (pages: hires without row lock and without the check behind it),
`worker_resends` (a worker that takes an unclear answer for "not handed over" and tries again), `forgets_letters` (a
worker that gives every letter a new address each time it begins).
"""

import os
import time
from typing import Any

FAULT = os.environ.get("JOBVISIT_CHAOS_FAULT", "")


def _no_lock() -> None:
    from django.db.models import F

    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.referrals.actions import hiring, rows
    from jobvisit.office.referrals.models import Referral
    from jobvisit.office.referrals.problems import CannotError, Problem

    def lock_order(order_id: int, by: Any = None) -> JobOrder:
        return JobOrder.objects.get(pk=order_id)

    def take_opening(order: JobOrder, *, by: Any, at: Any) -> bool:
        if order.openings is not None and order.filled >= order.openings:
            raise CannotError(Problem("order_full"))
        time.sleep(0.05)  # as long as a busy page takes between looking and writing
        JobOrder.objects.filter(pk=order.pk).update(filled=F("filled") + 1)
        return False

    rows.lock_order = lock_order
    rows.lock_many = lambda keys: list(Referral.objects.filter(pk__in=list(keys)))
    hiring.take_opening = take_opening


def _resend() -> None:
    from jobvisit.office.messaging import channels, sending
    from jobvisit.office.messaging.channels import Answer, Outcome

    hand_over = channels.send

    def send(channel: str, message: Any) -> Answer:
        answer = hand_over(channel, message)
        return Answer(Outcome.NOT_HANDED_OVER) if answer.outcome == Outcome.UNCLEAR else answer

    sending.channels.send = send


def _forget_letters() -> None:
    from jobvisit.flows import notices
    from jobvisit.office.outreach.models import Notice

    give = notices.letters.give_links

    def forget_and_give(*, notices: Any, **more: Any) -> None:
        Notice.objects.filter(pk__in=[one.pk for one in notices]).update(closed_token=None)
        give(notices=notices, **more)

    notices.letters.give_links = forget_and_give


if __name__ == "__main__":
    import django

    from jobvisit.config import worker

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobvisit.config.settings")
    django.setup()
    if FAULT == "worker_resends":
        _resend()
    elif FAULT == "forgets_letters":
        _forget_letters()
    worker.main()
else:
    from jobvisit.config.wsgi import application  # noqa: F401 - what the page server asks for

    if FAULT == "no_lock":
        _no_lock()
