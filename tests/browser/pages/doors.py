"""What is seen on the way in and where there is nothing to see: log-in, refusals, missing pages."""

from typing import Any

from django.urls import reverse

from jobvisit.office.staff.models import Role
from tests.browser.pages import Sight


def _wrong_password(page: Any) -> None:
    page.locator("[name=username]").fill("nobody")
    page.locator("[name=password]").fill("wrong")
    page.locator("main .btn-primary").click()
    page.locator("[data-error-summary]").wait_for()


def _log_out(page: Any) -> None:
    page.locator(".menu-user").click()
    page.locator(".menu-item[type=submit]").first.click()
    page.wait_for_url("**/login/**")


def _log_out_and_fail(page: Any) -> None:
    _log_out(page)
    _wrong_password(page)


PAGES = [
    Sight("login", "login", lambda _: reverse("today"), then=_log_out),
    Sight("login-wrong", "login", lambda _: reverse("today"), then=_log_out_and_fail, expect=("422",)),
    Sight("refused", "seekers:list", lambda _: reverse("seekers:list"), role=Role.ADMINISTRATOR, expect=("403",)),
    Sight("missing", "orders:detail", lambda _: "/orders/1999-0000-XXXXX/", expect=("404",)),
]
