"""Referrals, placements, samples, handover."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import intake, telling
from jobvisit.flows import referral as flow
from jobvisit.office.matches import store
from jobvisit.office.referrals import actions
from jobvisit.office.referrals.codes import Source
from jobvisit.office.staff.models import Role, User
from tests.browser.pages import Sight
from tests.factories import orders, referrals, seekers, staff


def _detail(referral: Any) -> str:
    return reverse("referrals:detail", args=[referral.number])


def _list(someone: User) -> str:
    referrals.sent(someone)
    return reverse("referrals:list")


def _interview(someone: User) -> str:
    referral = referrals.sent(someone)
    at = clock.now()
    actions.book(
        referral=referral, slot=None, time=at + timedelta(days=1), place="본점 2층", companion=someone,
        source=Source.SPOKEN_PHONE, by=someone, at=at,
    )  # fmt: skip
    return _detail(referral)


def _slots(someone: User) -> str:
    referral = referrals.sent(someone)
    at = clock.now()
    times = [at + timedelta(days=n) for n in (1, 2)]
    actions.offer_slots(order=referral.order, times=times, place="본점", places=2, by=someone, at=at)
    return _detail(referral)


def _ended(someone: User) -> str:
    return _detail(referrals.step(referrals.sent(someone), referrals.S.REFUSED, reason="skill"))


def _placements(someone: User) -> str:
    referrals.hired(someone)
    return reverse("referrals:placements")


def _placement(someone: User) -> str:
    placement = referrals.hired(someone, start_in=0)
    actions.climb(placement=placement, kind="employer", source=Source.SPOKEN_PHONE, by=someone, at=clock.now())
    return reverse("referrals:placement", args=[placement.public_id])


def _sample(someone: User) -> str:
    placement = referrals.hired(someone)
    boss = staff.colleague_of(someone, Role.MANAGER)
    day = placement.start_on
    drawn = actions.draw_sample(since=day, until=day, size=1, seed=1, by=boss, at=clock.now())
    return reverse("referrals:sample", args=[drawn.pk])


def _close(someone: User) -> str:
    return reverse("referrals:close", args=[orders.order(someone).number])


def _order(someone: User) -> str:
    store.forget()
    seekers.seeker(someone)
    order = orders.order(someone)
    intake.refresh_shortlist(order=order, by=someone, at=clock.now())
    referrals.sent(someone, order=order)
    return reverse("orders:detail", args=[order.number])


def _ask(someone: User) -> str:
    store.forget()
    return reverse("referrals:ask", args=[orders.order(someone).number, seekers.seeker(someone).public_id])


def _order_told(someone: User) -> str:
    """An order with referrals of which residents and employer were told."""
    store.forget()
    referral = referrals.proposed(someone)
    telling.proposed(referral, by=someone, at=clock.now())
    flow.consent(referral=referral, version=None, source=Source.SPOKEN_VISIT, by=someone, at=clock.now())
    return reverse("orders:detail", args=[referral.order.number])


def _resident_asked(someone: User) -> str:
    store.forget()
    file = seekers.seeker(someone)
    telling.proposed(referrals.proposed(someone, seeker=file), by=someone, at=clock.now())
    orders.order(someone)
    return reverse("seekers:detail", args=[file.public_id])


def _decline_without_reason(page: Any) -> None:
    page.get_by_text("구직자가 거절함").first.click()
    page.evaluate("document.querySelectorAll('form').forEach(one => { one.noValidate = true })")
    page.get_by_role("button", name="구직자가 거절함").click()
    page.locator("[data-error-summary]").first.wait_for()


PAGES = [
    Sight("referrals", "referrals:list", _list),
    Sight("referrals-none", "referrals:list", lambda _: reverse("referrals:list")),
    Sight("referrals-download", "referrals:download", lambda _: reverse("referrals:download")),
    Sight("referral-asked", "referrals:detail", lambda someone: _detail(referrals.proposed(someone))),
    Sight("referral-slots", "referrals:detail", _slots),
    Sight("referral-interview", "referrals:detail", _interview),
    Sight("referral-offered", "referrals:detail", lambda someone: _detail(referrals.offered(someone))),
    Sight("referral-ended", "referrals:detail", _ended),
    Sight(
        "referral-wrong",
        "referrals:detail",
        lambda someone: _detail(referrals.proposed(someone)),
        then=_decline_without_reason,
        expect=("422",),
    ),
    Sight(
        "referral-documents",
        "referrals:documents",
        lambda someone: reverse("referrals:documents", args=[referrals.sent(someone).number]),
    ),
    Sight("referral-ask", "referrals:ask", _ask),
    Sight("order-told", "orders:detail", _order_told),
    Sight("seeker-asked", "seekers:detail", _resident_asked),
    Sight("order-referred", "orders:detail", _order),
    Sight("order-close", "referrals:close", _close),
    Sight("placements", "referrals:placements", _placements),
    Sight("placements-none", "referrals:placements", lambda _: reverse("referrals:placements")),
    Sight("placements-download", "referrals:placement_download", lambda _: reverse("referrals:placement_download")),
    Sight("placement", "referrals:placement", _placement),
    Sight("samples", "referrals:samples", lambda _: reverse("referrals:samples"), role=Role.MANAGER),
    Sight("sample", "referrals:sample", _sample, role=Role.MANAGER),
    Sight("handover", "referrals:handover", lambda _: reverse("referrals:handover"), role=Role.MANAGER),
]
