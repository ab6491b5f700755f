"""Job orders and their shortlists."""

from typing import Any

from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.office.matches import store
from jobvisit.office.staff.models import User
from tests.browser.pages import Sight
from tests.factories import companies, orders, seekers

UNLAWFUL = {"pay_kind": "hour", "pay_min": 9_000, "confirmed": False}


def _list(someone: User) -> str:
    orders.order(someone)
    return reverse("orders:list")


def _form(someone: User) -> str:
    return f"{reverse('orders:new')}?company={companies.company(someone.district, name='초록샘 건강식품').pk}"


def _listed(someone: User) -> Any:
    store.forget()
    seekers.seeker(someone)
    seekers.seeker(someone, name="박하늘", wishes=["133301"], days=[5, 6])
    order = orders.order(someone)
    intake.refresh_shortlist(order=order, by=someone, at=clock.now())
    return order


def _why(someone: User) -> str:
    file = seekers.seeker(someone)
    return reverse("orders:why", args=[_listed(someone).number, file.public_id])


def _read_an_advert(page: Any) -> None:
    page.get_by_label("받은 글 붙여 넣기").fill("판매 1명 주5일 10-17시 월 150 여자만 용모단정 방배동 급구")
    page.get_by_role("button", name="읽어서 채우기").click()
    page.locator(".evidence").first.wait_for()
    page.wait_for_load_state("networkidle")


def _save_nonsense(page: Any) -> None:
    page.get_by_label("임금", exact=True).fill("많이")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="저장하고 구직자 찾기").click()
    page.locator("[data-error-summary]").wait_for()
    page.wait_for_load_state("networkidle")


def _refuse_without_words(page: Any) -> None:
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="거부하고 기록하기").click()
    page.locator("[data-error-summary]").wait_for()


def _at(route: str, **more: Any) -> Any:
    return lambda someone: reverse(route, args=[orders.order(someone, **more).number])


def _ask_without_reason(page: Any) -> None:
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator("main form .btn-primary").click()
    page.locator("[data-error-summary]").wait_for()


PAGES = [
    Sight("orders", "orders:list", _list),
    Sight("orders-none", "orders:list", lambda _: reverse("orders:list") + "?q=없는말"),
    Sight("orders-download", "orders:download", lambda _: reverse("orders:download")),
    Sight("order-firm", "orders:new", lambda _: reverse("orders:new")),
    Sight("order-firm-none", "orders:new", lambda _: reverse("orders:new") + "?q=없는말"),
    Sight("order-new", "orders:new", _form),
    Sight("form", "orders:new", _form, then=_read_an_advert),
    Sight("order-new-wrong", "orders:new", _form, then=_save_nonsense, expect=("422",)),
    Sight("order", "orders:detail", lambda someone: reverse("orders:detail", args=[_listed(someone).number])),
    Sight("order-no-list", "orders:detail", _at("orders:detail")),
    Sight("order-unlawful", "orders:detail", _at("orders:detail", **UNLAWFUL)),
    Sight("order-edit", "orders:edit", _at("orders:edit")),
    Sight("order-form", "orders:form", _at("orders:form")),
    Sight("order-form-wrong", "orders:form", _at("orders:form"), then=_ask_without_reason, expect=("422",)),
    Sight("order-refuse", "orders:refuse", _at("orders:refuse", **UNLAWFUL)),
    Sight(
        "order-refuse-wrong",
        "orders:refuse",
        _at("orders:refuse", **UNLAWFUL),
        then=_refuse_without_words,
        expect=("422",),
    ),
    Sight("passed", "orders:passed", lambda someone: reverse("orders:passed", args=[_listed(someone).number])),
    Sight("why", "orders:why", _why),
]
