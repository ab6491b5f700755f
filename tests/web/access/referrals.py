"""Referrals, placements, samples, handover."""

from datetime import timedelta
from typing import Any

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.office.matches import store
from jobvisit.office.referrals import actions
from jobvisit.office.referrals.codes import Source
from jobvisit.office.staff.models import Role, User
from tests.factories import orders, referrals, seekers, staff
from tests.web.access import Door

PDF = b"%PDF-1.7\ntrailer<<>>\n%%EOF\n"


def _order(someone: User) -> list[Any]:
    store.forget()
    seekers.seeker(someone)
    order = orders.order(someone)
    intake.refresh_shortlist(order=order, by=someone, at=clock.now())
    return [order.number]


def _order_and_resident(someone: User) -> list[Any]:
    return [*_order(someone), seekers.seeker(someone).public_id]


def _referral(someone: User) -> list[Any]:
    return [referrals.sent(someone).number]


def _step(someone: User) -> list[Any]:
    return [*_referral(someone), "offered"]


def _interview(someone: User) -> list[Any]:
    referral = referrals.sent(someone)
    interview = actions.book(
        referral=referral, slot=None, time=clock.now() + timedelta(days=1), place="", companion=None,
        source=Source.SPOKEN_PHONE, by=someone, at=clock.now(),
    )  # fmt: skip
    return [referral.number, interview.pk]


def _ended(someone: User) -> list[Any]:
    return [referrals.step(referrals.sent(someone), referrals.S.DECLINED, reason="pay").number]


def _placement(someone: User) -> list[Any]:
    return [referrals.hired(someone).public_id]


def _paper(someone: User) -> list[Any]:
    placement = referrals.hired(someone)
    paper = actions.attach(placement=placement, content=PDF, source=Source.PAPER, by=someone, at=clock.now())
    return [placement.public_id, paper.pk]


def _sample(someone: User) -> Any:
    placement = referrals.hired(someone)
    boss = staff.colleague_of(someone, Role.MANAGER)
    return actions.draw_sample(
        since=placement.start_on, until=placement.start_on, size=1, seed=1, by=boss, at=clock.now()
    )


def _drawn(someone: User) -> list[Any]:
    return [_sample(someone).pk]


def _item(someone: User) -> list[Any]:
    return [_sample(someone).items.get().pk]


DOORS = [
    Door("referrals:list"),
    Door("referrals:download"),
    Door("referrals:propose", _order),
    Door("referrals:ask", _order_and_resident),
    Door("referrals:slots", _order),
    Door("referrals:still_looking", _order),
    Door("referrals:close", _order),
    Door("referrals:placements"),
    Door("referrals:placement_download"),
    Door("referrals:placement", _placement),
    Door("referrals:rung", _placement),
    Door("referrals:attach", _placement),
    Door("referrals:paper", _paper, post=lambda _: {"why": "보고서 확인"}),
    Door("referrals:end", _placement),
    Door("referrals:undo", _placement),
    Door("referrals:reopen_end", _placement),
    Door("referrals:counted", _placement),
    Door("referrals:samples"),
    Door("referrals:sample", _drawn),
    Door("referrals:check", _item),
    Door("referrals:handover"),
    Door("referrals:detail", _referral),
    Door("referrals:documents", _referral),
    Door("referrals:step", _step),
    Door("referrals:interview", _interview),
    Door("referrals:reopen", _ended),
    Door("referrals:withdraw_consent", _referral),
]
