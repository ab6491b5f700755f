"""Residents looking for work."""

from typing import Any

from django.urls import reverse

from jobvisit.office.matches import store
from jobvisit.office.staff.models import Role, User
from tests.browser.pages import Sight
from tests.factories import orders, seekers


def _list(someone: User) -> str:
    seekers.seeker(someone)
    return reverse("seekers:list")


def _file(someone: User) -> str:
    store.forget()
    orders.order(someone)
    return reverse("seekers:detail", args=[seekers.seeker(someone).public_id])


def _file_without_jobs(someone: User) -> str:
    store.forget()
    return reverse("seekers:detail", args=[seekers.seeker(someone, wishes=[], licences_asked=False).public_id])


def _download(_: User) -> str:
    return reverse("seekers:download")


def _edit(someone: User) -> str:
    return reverse("seekers:edit", args=[seekers.seeker(someone).public_id])


def _certificate(someone: User) -> str:
    return reverse("seekers:certificate", args=[seekers.seeker(someone).public_id])


def _send(page: Any) -> None:
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator("main form .btn-primary").click()
    page.locator("[data-error-summary]").wait_for()


def _look_for_nobody(page: Any) -> None:
    page.get_by_role("searchbox").fill("없는이름")
    page.locator(".empty").wait_for()


def _reveal(page: Any) -> None:
    page.locator("summary", has_text="전체 보기").click()
    page.locator("form[action$='/reveal/'] input[name=reason]").fill("면접 안내")
    page.locator("form[action$='/reveal/'] button").click()
    page.locator("a[href^='tel:']").first.wait_for()


PAGES = [
    Sight("seekers", "seekers:list", _list),
    Sight("seekers-none", "seekers:list", _list, then=_look_for_nobody),
    Sight("seekers-download", "seekers:download", _download),
    Sight("seekers-download-full", "seekers:download", _download, role=Role.MANAGER),
    Sight("seeker", "seekers:detail", _file),
    Sight("seeker-revealed", "seekers:detail", _file, then=_reveal),
    Sight("seeker-no-jobs", "seekers:detail", _file_without_jobs),
    Sight("seeker-new", "seekers:new", lambda _: reverse("seekers:new")),
    Sight("seeker-new-wrong", "seekers:new", lambda _: reverse("seekers:new"), then=_send, expect=("422",)),
    Sight("seeker-edit", "seekers:edit", _edit),
    Sight("seeker-certificate", "seekers:certificate", _certificate),
    Sight("seeker-certificate-wrong", "seekers:certificate", _certificate, then=_send, expect=("422",)),
]
