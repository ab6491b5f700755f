"""Firms."""

from django.urls import reverse

from jobvisit.office.staff.models import User
from tests.browser.pages import Sight
from tests.factories import companies, orders


def _list(someone: User) -> str:
    companies.company(someone.district)
    return reverse("companies:list")


def _firm(someone: User) -> str:
    order = orders.order(someone)
    return reverse("companies:detail", args=[order.company_id])


def _edit(someone: User) -> str:
    return reverse("companies:edit", args=[companies.company(someone.district).pk])


def _send(page) -> None:
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state("networkidle")


def _ask_for_the_file(page) -> None:
    page.get_by_role("link", name="엑셀로 받기").click()


def _empty_contact(page) -> None:
    page.locator("details summary", has_text="담당자 더하기").click()
    page.get_by_label("이메일" if page.get_by_label("이메일").count() else "전자우편").fill("글자")
    page.evaluate("document.querySelector('details form').noValidate = true")
    page.locator("details form button").last.click()
    page.wait_for_load_state("networkidle")


PAGES = [
    Sight("companies", "companies:list", _list),
    Sight("companies-none", "companies:list", lambda _: reverse("companies:list") + "?q=없는말"),
    Sight("companies-download", "companies:list", _list, then=_ask_for_the_file),
    Sight("download", "companies:download", lambda _: reverse("companies:download")),
    Sight("company", "companies:detail", _firm),
    Sight("company-contact-wrong", "companies:add_contact", _firm, then=_empty_contact, expect=("422",)),
    Sight("company-new", "companies:new", lambda _: reverse("companies:new")),
    Sight("company-new-wrong", "companies:new", lambda _: reverse("companies:new"), then=_send, expect=("422",)),
    Sight("company-edit", "companies:edit", _edit),
]
