"""A list of firms from Excel on the page: looked at first, saved on a person's word, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jobvisit.office.companies.models import Company, ImportRun, StagedFile
from jobvisit.office.staff.models import Role
from tests.factories import companies, files, staff

pytestmark = pytest.mark.django_db

HEAD = ["상호", "사업자번호", "종업원수", "비고"]
ROWS = [["2026년 사업체 명단"], HEAD, ["가람정밀", "", 70, ""], ["", "", 3, "이름 없음"]]


@pytest.fixture
def manager():
    client = Client()
    client.person = staff.manager()
    client.force_login(client.person)
    return client


def sent(client: Client, content: bytes, name: str = "명단.xlsx"):
    return client.post(reverse("companies:imports"), {"file": SimpleUploadedFile(name, content)})


def test_a_list_is_shown_row_by_row_before_anything_is_stored(manager):
    answer = sent(manager, files.workbook(ROWS))
    assert answer.status_code == 302
    page = manager.get(answer["Location"]).content.decode()
    assert "가람정밀" in page
    assert "업체명이 비어 있습니다" in page
    assert "비고" in page, "a column that is not read is named"
    assert (Company.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_saved_it_says_what_became_of_it_and_the_file_is_gone(manager):
    where = sent(manager, files.workbook(ROWS))["Location"]
    answer = manager.post(where + "decide/", {"take": "1"})
    run = ImportRun.objects.get()
    assert answer["Location"] == reverse("companies:import", args=[run.pk])
    assert (run.created, run.rejected, run.file_name) == (1, 1, "명단.xlsx")
    assert StagedFile.objects.count() == 0
    assert Company.objects.get().headcount == 70


def test_dropped_nothing_has_changed_and_the_file_is_gone(manager):
    where = sent(manager, files.workbook(ROWS))["Location"]
    manager.post(where + "decide/", {"drop": "1"})
    assert (Company.objects.count(), ImportRun.objects.count(), StagedFile.objects.count()) == (0, 0, 0)


def test_an_import_is_taken_back_but_a_firm_that_was_touched_since_stays(manager):
    rows = [HEAD, ["가람정밀", "", 70, ""], ["나래상사", "", 5, ""]]
    manager.post(sent(manager, files.workbook(rows))["Location"] + "decide/", {"take": "1"})
    Company.objects.filter(name="나래상사").update(version=2)
    run = ImportRun.objects.get()
    manager.post(reverse("companies:undo_import", args=[run.pk]))
    assert [firm.name for firm in Company.objects.all()] == ["나래상사"]
    page = manager.get(reverse("companies:import", args=[run.pk])).content.decode()
    assert "1곳은 그대로 두었습니다" in page
    again = manager.post(reverse("companies:undo_import", args=[run.pk]), follow=True).content.decode()
    assert "이미 되돌린" in again


@pytest.mark.parametrize("kind", ["empty", "no header", "an image", "old Excel", "half a workbook", "HTML error page"])
def test_a_broken_file_is_refused_beside_the_field_and_not_kept(manager, tmp_path, kind):
    path = files.spoiled(kind, tmp_path, "업체명,주소\n가게,반포동\n")
    answer = sent(manager, path.read_bytes(), path.name)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_file_error"' in page
    assert StagedFile.objects.count() == 0


def test_nobody_else_opens_a_file_that_was_sent_in(manager):
    where = sent(manager, files.workbook(ROWS))["Location"]
    colleague = Client()
    colleague.force_login(staff.colleague_of(manager.person, Role.MANAGER))
    assert colleague.get(where).status_code == 404
    assert colleague.post(where + "decide/", {"take": "1"}).status_code == 404


def test_a_name_of_any_length_and_kind_is_only_a_name(manager):
    assert sent(manager, files.workbook(ROWS), "../../" + "가" * 90 + "?.XLSX").status_code == 302


def test_the_refused_rows_go_out_as_excel_with_their_reasons(manager):
    from tests.web.test_downloads import opened

    manager.post(sent(manager, files.workbook(ROWS))["Location"] + "decide/", {"take": "1"})
    where = reverse("companies:refused_rows", args=[ImportRun.objects.get().pk])
    rows = opened(manager.post(where, {"reason": "다시 올리려고"}))
    assert rows[1][:2] == [4, "업체명이 비어 있습니다."]
    assert "이름 없음" in rows[1]


def test_a_firm_that_is_there_already_is_not_doubled(manager):
    firm = companies.company(manager.person.district, name="가람정밀", headcount=70)
    rows = [HEAD, ["가람정밀", firm.business_number, 71, ""]]
    manager.post(sent(manager, files.workbook(rows))["Location"] + "decide/", {"take": "1"})
    assert Company.objects.get().headcount == 71
