"""A list as an Excel file: with a reason, masked by role, logged, and holding what the page showed."""

import io
from types import SimpleNamespace

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from jobvisit.office.audit.models import Event
from jobvisit.office.staff.models import Role
from jobvisit.web.shared.downloads import Cell, Listing, workbook
from tests.factories import companies, orders, seekers, staff

REASON = {"reason": "월간 보고"}


def opened(answer) -> list[list[object]]:
    """The cells of the first sheet."""
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


@pytest.fixture
def counsellor(db):
    return staff.counsellor()


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_file_holds_the_rows_that_the_page_shows_filtered_and_sorted_alike(counsellor):
    for name, size in (("나중 가게", 70), ("먼저 가게", 60), ("작은 가게", 3)):
        companies.company(counsellor.district, name=name, headcount=size)
    where = reverse("companies:download") + "?size=50&sort=-staff"
    rows = opened(logged_in(counsellor).post(where, REASON))
    assert [row[0] for row in rows] == ["업체명", "나중 가게", "먼저 가게"]
    assert rows[1][4] == 70


def test_without_a_reason_nothing_is_sent_and_nothing_logged(counsellor):
    companies.company(counsellor.district)
    client = logged_in(counsellor)
    asked = client.get(reverse("companies:download"))
    assert (asked.status_code, "내려받는 까닭" in asked.content.decode()) == (200, True)
    refused = client.post(reverse("companies:download"), {"reason": " "})
    assert refused.status_code == 422
    assert "attachment" not in refused.get("Content-Disposition", "")
    assert not Event.objects.filter(verb="companies.download").exists()


def test_a_download_is_logged_with_who_why_how_many_and_from_where(counsellor):
    orders.order(counsellor)
    opened(logged_in(counsellor).post(reverse("orders:download"), REASON))
    event = Event.objects.get(verb="orders.download")
    assert (event.actor, event.reason, event.came_from) == (counsellor, "월간 보고", "127.0.0.1")
    assert event.details == {"rows": 1, "full": False}


def test_residents_are_masked_and_a_counsellor_cannot_ask_for_more(counsellor):
    file = seekers.seeker(counsellor, name="홍길동")
    rows = opened(logged_in(counsellor).post(reverse("seekers:download"), {**REASON, "full": "on"}))
    assert rows[1][:2] == ["홍○동", f"***-****-{file.phone[-4:]}"]


def test_a_manager_may_have_them_in_full_and_each_person_is_logged(counsellor):
    file = seekers.seeker(counsellor, name="홍길동")
    manager = staff.colleague_of(counsellor, Role.MANAGER)
    assert opened(logged_in(manager).post(reverse("seekers:download"), REASON))[1][0] == "홍○동"
    assert not Event.objects.filter(verb="seekers.download", person_id=file.pk).exists()
    assert opened(logged_in(manager).post(reverse("seekers:download"), {**REASON, "full": "on"}))[1][0] == "홍길동"
    event = Event.objects.get(verb="seekers.download", person_id=file.pk)
    assert (event.actor, event.reason) == (manager, "월간 보고")


def test_words_that_were_searched_for_narrow_the_file_and_stand_neither_in_address_nor_file(counsellor):
    seekers.seeker(counsellor, name="홍길동")
    seekers.seeker(counsellor, name="김영희")
    client = logged_in(counsellor)
    client.post(reverse("seekers:list"), {"q": "홍길동"})
    answer = client.post(reverse("seekers:download"), REASON)
    content = b"".join(answer.streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.worksheets[0].max_row == 2
    told = [cell.value for row in book.worksheets[1].iter_rows() for cell in row]
    assert "구직 중, 찾은 말 있음" in told
    assert not any("홍길동" in str(value) for value in told)


def test_no_other_districts_rows_are_in_a_file(counsellor):
    companies.company(counsellor.district, name="우리 가게")
    companies.company(staff.district(), name="남의 가게")
    rows = opened(logged_in(counsellor).post(reverse("companies:download"), REASON))
    assert [row[0] for row in rows[1:]] == ["우리 가게"]


@pytest.mark.parametrize("text", ["=1+1", "+82-2", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://x.kr/a", "\t=1"])
def test_no_text_becomes_a_formula_or_a_link(text):
    listing = Listing(
        title="시험 [가/나]*?", verb="x", cells=[Cell("값", lambda row: row.value)], rows=(), count=1, back="/"
    )
    cell = openpyxl.load_workbook(workbook(listing, [SimpleNamespace(value=text)], [])).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_list_that_is_too_long_is_refused_with_what_to_do(counsellor, monkeypatch):
    companies.company(counsellor.district)
    monkeypatch.setattr("jobvisit.web.shared.downloads.MOST_ROWS", 0)
    answer = logged_in(counsellor).post(reverse("companies:download"), REASON)
    assert answer.status_code == 422
    assert "좁힌 뒤" in answer.content.decode()
