"""Firms."""

from itertools import count

from django.urls import reverse

from jobvisit.office.staff.models import Role, User
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


_numbers = count(1)
LIST = """업체명,사업자 번호,상시 근로자수,전화,소재지,비고
초록샘 {number}호점,,6,02-537-1234,서울 서초구 반포4동 27-3,
가람정밀,123-45-67890,70,02-555-0000,서울 서초구 양재1동,번호 틀림
,,3,,,이름 없음
=cmd,,3,,,수식
"""


def _send_a_list(page) -> None:
    file = {"name": "50인 이상 명단.csv", "mimeType": "text/csv", "buffer": LIST.format(number=next(_numbers)).encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main .btn-primary").click()
    page.wait_for_url("**/staged/**")


def _take_a_list_in(page) -> None:
    _send_a_list(page)
    page.locator("button[name=take]").click()
    page.locator(".btn", has_text="되돌리기").first.wait_for()


def _send_nonsense(page) -> None:
    file = {"name": "사진.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG" + bytes(100)}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main .btn-primary").click()
    page.locator("[data-error-summary]").wait_for()


def _imports(_: User) -> str:
    return reverse("companies:imports")


def _refused(page) -> None:
    _take_a_list_in(page)
    page.locator("a[href$='/refused/']").click()
    page.wait_for_url("**/refused/")


PAGES = [
    Sight("imports", "companies:imports", _imports, role=Role.MANAGER),
    Sight("imports-wrong", "companies:imports", _imports, role=Role.MANAGER, then=_send_nonsense, expect=("422",)),
    Sight("import-staged", "companies:staged", _imports, role=Role.MANAGER, then=_send_a_list),
    Sight("import", "companies:import", _imports, role=Role.MANAGER, then=_take_a_list_in),
    Sight("import-refused", "companies:refused_rows", _imports, role=Role.MANAGER, then=_refused),
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
