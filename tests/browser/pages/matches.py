"""Matching: what a change buys, overruling, measures, rounds, versions, the audit, people never listed."""

from collections.abc import Callable

from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.flows import matching as flow
from jobvisit.office.matches import store
from jobvisit.office.matches.asked import Ask
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.staff.models import Role, User
from tests.browser.pages import Sight
from tests.factories import orders, seekers, staff


def _listed(someone: User) -> JobOrder:
    store.forget()
    for _ in range(3):
        seekers.seeker(someone)
    order = orders.order(someone)
    intake.refresh_shortlist(order=order, by=someone, at=clock.now())
    return order


def _at(route: str) -> Callable[[User], str]:
    def reach(someone: User) -> str:
        _listed(someone)
        return reverse(route)

    return reach


def _of_order(route: str) -> Callable[[User], str]:
    return lambda someone: reverse(route, args=[_listed(someone).number])


def _round(someone: User) -> str:
    _listed(someone)
    by = staff.colleague_of(someone, Role.MANAGER)
    made = flow.propose_round(ask=Ask(curve_group="middle_aged"), by=by, at=clock.now())
    return reverse("matches:round", args=[made.pk])


def _override(someone: User) -> str:
    return reverse("matches:override", args=[_listed(someone).number, seekers.seeker(someone).public_id])


def _for_seeker(someone: User) -> str:
    _listed(someone)
    return reverse("matches:for_seeker", args=[seekers.seeker(someone).public_id])


PAGES = [
    Sight("rounds", "matches:rounds", _at("matches:rounds"), role=Role.MANAGER),
    Sight("round", "matches:round", _round, role=Role.MANAGER),
    Sight("never", "matches:never", lambda _: reverse("matches:never"), role=Role.MANAGER),
    Sight("versions", "matches:versions", _at("matches:versions"), role=Role.MANAGER),
    Sight("judge", "matches:judge", _at("matches:judge"), role=Role.MANAGER),
    Sight("audit", "matches:audit", _at("matches:audit"), role=Role.PRIVACY_OFFICER),
    Sight("buys", "matches:buys", _of_order("matches:buys")),
    Sight("measure", "matches:measure", _of_order("matches:measure"), role=Role.MANAGER),
    Sight("override", "matches:override", _override),
    Sight("for-seeker", "matches:for_seeker", _for_seeker),
]
