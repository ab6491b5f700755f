"""Agreements: the wall, one agreement, one line, the forms with their errors, an order's badge."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import agreements as flow
from jobvisit.flows import intake
from jobvisit.office.agreements import actions
from jobvisit.office.companies import actions as company_actions
from jobvisit.office.matches import store
from jobvisit.office.staff.models import Role, User
from tests.browser.pages import Sight
from tests.factories import agreements, companies, orders, referrals, seekers
from tests.factories.agreements import today

PDF = b"%PDF-1.7\ntrailer<<>>\n%%EOF\n"


def _at(agreement: Any, route: str = "agreements:detail", *more: Any) -> str:
    return reverse(route, args=[agreement.number, *more])


def _living(someone: User) -> Any:
    """In force, with a hire, a member, a paper and warnings."""
    store.forget()
    firm = companies.company(someone.district)
    gone = agreements.contact(firm)
    agreement = agreements.signed(
        someone, firm, since=-200, decides=gone, group="senior", basis=agreements.LAW, window_minutes=180
    )
    company_actions.contact_left(contact=gone, left_on=today(), by=someone, at=clock.now())
    order = intake.take_order(order=orders.unsaved(firm), confirmed=True, by=someone, at=clock.now()).placed.order
    referrals.hired(someone, order=order)
    actions.attach(agreement=agreement, content=PDF, by=someone, at=clock.now())
    actions.amend_line(
        line=agreement.lines.get(), promised=8, due_on=agreement.ends_on, from_on=today(), reason="두 명 줄임",
        by=someone, at=clock.now(),
    )  # fmt: skip
    return agreement


def _drafted(someone: User) -> Any:
    agreement = agreements.draft(someone)
    agreements.party(agreement)
    return agreement


def _negotiated(someone: User) -> str:
    agreement = _drafted(someone)
    agreements.line(agreement)
    flow.negotiate(agreement=agreement, by=someone, at=clock.now())
    return _at(agreement)


def _wall(someone: User) -> str:
    _living(someone)
    agreements.signed(someone, lines=2, since=-5)
    return reverse("agreements:list")


def _in_window(someone: User) -> str:
    store.forget()
    firm = companies.company(someone.district)
    agreements.windowed(someone, firm)
    seekers.seeker(someone)
    seekers.seeker(someone, birth_date=today() - timedelta(days=60 * 366), lat=37.49)
    taken = intake.take_order(order=orders.unsaved(firm), confirmed=True, by=someone, at=clock.now())
    return reverse("orders:detail", args=[taken.placed.order.number])


def _unclear(someone: User) -> str:
    firm = companies.company(someone.district)
    agreements.signed(someone, firm, lines=2)
    return reverse("agreements:tie", args=[orders.order(someone, firm).number])


def _firm(someone: User) -> str:
    return reverse("companies:detail", args=[_living(someone).parties.get().company_id])


def _send(page: Any, button: str) -> None:
    page.evaluate("document.querySelectorAll('form').forEach(one => { one.noValidate = true })")
    page.get_by_role("button", name=button).click()
    page.locator("[data-error-summary]").first.wait_for()


def _zero(page: Any) -> None:
    page.locator("[name=jobs]").fill("건물 청소")
    page.locator("[name=promised]").fill("0")
    page.locator("[name=due_on]").fill("2020-01-01")
    _send(page, "저장")


def _step(route: str) -> Any:
    return lambda someone: _at(agreements.signed(someone, review_on=today()), route)


PAGES = [
    Sight("agreements", "agreements:list", _wall),
    Sight("agreements-none", "agreements:list", lambda _: reverse("agreements:list")),
    Sight("agreements-download", "agreements:download", lambda _: reverse("agreements:download")),
    Sight("agreement-new", "agreements:new", lambda _: reverse("agreements:new")),
    Sight(
        "agreement-new-wrong", "agreements:new", lambda _: reverse("agreements:new"),
        then=lambda page: _send(page, "저장"), expect=("422",),
    ),
    Sight("agreement", "agreements:detail", lambda someone: _at(_living(someone))),
    Sight("agreement-manager", "agreements:detail", lambda someone: _at(_living(someone)), role=Role.MANAGER),
    Sight("agreement-empty", "agreements:detail", lambda someone: _at(agreements.draft(someone))),
    Sight("agreement-negotiated", "agreements:detail", _negotiated),
    Sight("agreement-edit", "agreements:edit", lambda someone: _at(_drafted(someone), "agreements:edit")),
    Sight("agreement-party", "agreements:party", lambda someone: _at(_drafted(someone), "agreements:party")),
    Sight(
        "agreement-party-wrong", "agreements:party", lambda someone: _at(_drafted(someone), "agreements:party"),
        then=lambda page: _send(page, "더하기"), expect=("422",),
    ),
    Sight("agreement-member", "agreements:member", lambda someone: _at(_drafted(someone), "agreements:member")),
    Sight(
        "agreement-leave", "agreements:leave",
        lambda someone: _at(one := _drafted(someone), "agreements:leave", one.parties.get().members.get().pk),
    ),
    Sight("agreement-line", "agreements:line", lambda someone: _at(_living(someone), "agreements:line", 1)),
    Sight(
        "agreement-line-empty", "agreements:line",
        lambda someone: _at(agreements.signed(someone), "agreements:line", 1),
    ),
    Sight("agreement-line-new", "agreements:new_line", lambda someone: _at(_drafted(someone), "agreements:new_line")),
    Sight(
        "agreement-line-zero", "agreements:new_line", lambda someone: _at(_drafted(someone), "agreements:new_line"),
        then=_zero, expect=("422",),
    ),
    Sight(
        "agreement-amend", "agreements:amend_line",
        lambda someone: _at(_living(someone), "agreements:amend_line", 1),
    ),
    Sight("agreement-document", "agreements:document", lambda someone: _at(_drafted(someone), "agreements:document")),
    Sight("agreement-sign", "agreements:sign", _step("agreements:sign"), role=Role.MANAGER),
    Sight("agreement-review", "agreements:review", _step("agreements:review")),
    Sight("agreement-end", "agreements:end", _step("agreements:end"), role=Role.MANAGER),
    Sight("agreement-reopen", "agreements:reopen", _step("agreements:reopen"), role=Role.MANAGER),
    Sight("agreement-combine", "agreements:combine", _step("agreements:combine"), role=Role.MANAGER),
    Sight("agreement-tie", "agreements:tie", _unclear),
    Sight("order-in-window", "orders:detail", _in_window),
    Sight("firm-agreed", "companies:detail", _firm),
]  # fmt: skip
