"""Lists of firms: staged, rehearsed, taken in once, taken back."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from jobvisit.base.clock import SEOUL
from jobvisit.engines.sheets import BadFileError
from jobvisit.flows.importing import Imported, UndoRefusedError, import_firms, undo_firms
from jobvisit.office.companies.models import Branch, Company, Contact, ImportRow, ImportRun
from jobvisit.office.companies.rules import NoHeaderError
from tests.factories.files import SPOILED, spoiled, workbook
from tests.factories.staff import manager

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 10, tzinfo=SEOUL)
HEADER = "업체명,사업자등록번호,대표자,근로자수,전화번호,주소,담당자,담당자전화\n"
LIST = (
    HEADER
    + "초록샘,123-45-67891,김하늘,12,02-532-1234,서울 서초구 반포4동,이나래,010-2345-6789\n"
    + "방배떡집,,박,3,,서울 서초구 방배동,,\n"
)
HEAVY = {
    "ZIP bomb",
    "a million rows in Excel",
    "shared words in 90,000 cells",
    "a million rows",
    "31 MB",
    "a 10 MB cell",
}
"""Refused by the reader of tables; tests/engines/sheets holds them to their bounds."""


def stored() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Company, Branch, Contact, ImportRun, ImportRow)}


def take(by: Any, folder: Path, text: str | bytes, name: str = "list.csv", **more: Any) -> Imported:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_firms(path=path, by=by, at=AT, **more)


def test_a_second_run_of_the_same_list_changes_nothing(tmp_path: Path) -> None:
    by = manager()
    first = take(by, tmp_path, LIST)
    assert (first.read, first.created, first.rejected) == (2, 2, [])
    again = take(by, tmp_path, LIST)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert Company.objects.count() == 2


def test_a_rehearsal_tells_the_same_and_keeps_nothing(tmp_path: Path) -> None:
    by = manager()
    before = stored()
    rehearsed = take(by, tmp_path, LIST + ",111,,,,,,\n", dry_run=True)
    assert (rehearsed.created, len(rehearsed.rejected), stored()) == (2, 1, before)


def test_an_import_is_taken_back_whole_and_only_once(tmp_path: Path) -> None:
    by = manager()
    take(by, tmp_path, LIST)
    more = take(by, tmp_path, LIST.replace(",12,", ",15,") + "양재꽃집,,최,2,,서울 서초구 양재동,,\n")
    assert (more.created, more.updated) == (1, 1)
    undone = undo_firms(run=str(more.run), by=by, at=AT)
    assert (undone.removed, undone.updated, undone.rejected) == (1, 1, [])
    assert set(Company.objects.values_list("name", "headcount")) == {("초록샘", 12), ("방배떡집", 3)}
    with pytest.raises(UndoRefusedError, match="이미 되돌린"):
        undo_firms(run=str(more.run), by=by, at=AT)


def test_what_was_touched_since_stays_with_the_reason(tmp_path: Path) -> None:
    by = manager()
    run = take(by, tmp_path, LIST).run
    firm = Company.objects.get(name="초록샘")
    firm.version += 1
    firm.save()
    undone = undo_firms(run=str(run), by=by, at=AT)
    assert undone.removed == 1
    assert [("고친" in one["reason"]) for one in undone.rejected] == [True]


@pytest.mark.parametrize("number", ["999999", "0", "-1", "abc", "", "²", "9" * 40])
def test_a_number_of_no_import_is_refused_in_words(number: str) -> None:
    with pytest.raises(UndoRefusedError, match="없습니다"):
        undo_firms(run=number, by=manager(), at=AT)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,김,3,,서울,,", "업체명이 비어 있습니다."),
        ("가게,123-45-67890,김,3,,서울,,", "사업자등록번호가 맞지 않습니다"),
        ("가게,,김,세 명,,서울,,", "근로자 수를 읽을 수 없습니다"),
        ("가게,,김,3,전화주세요,서울,,", "전화번호이(가) 맞지 않습니다"),
        ("=HYPERLINK(1),,김,3,,서울,,", "수식으로 보이는 값"),
        ("가" * 130 + ",,김,3,,서울,,", "120자를 넘습니다"),
        ("가게,123-45-67891,김,3,,서울,,", "2행과 사업자등록번호가 같습니다"),
    ],
)
def test_a_row_is_refused_with_its_number_in_excel_and_the_reason(tmp_path: Path, row: str, reason: str) -> None:
    result = take(manager(), tmp_path, LIST + row + "\n")
    assert [(one["row"], reason in one["reason"]) for one in result.rejected] == [(4, True)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949", "utf-16"])
def test_the_encodings_of_offices_are_taken_in(tmp_path: Path, encoding: str) -> None:
    assert take(manager(), tmp_path, LIST.encode(encoding)).created == 2


def test_a_title_above_and_merged_header_cells_are_passed_over(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["2026년 서초구 사업체 명부", None, None],
        ["업체명", "연락처", None],
        [None, "주소", "전화번호"],
        ["초록샘", "서울 서초구 반포4동", "02-532-1234"],
    ]
    by = manager()
    assert take(by, tmp_path, workbook(rows, merged="B2:C2"), "list.xlsx").created == 1
    assert Company.objects.get().name == "초록샘"


@pytest.mark.parametrize("kind", sorted(SPOILED.keys() - HEAVY))
def test_a_bad_file_is_refused_and_leaves_nothing(tmp_path: Path, kind: str) -> None:
    by = manager()
    before = stored()
    with pytest.raises((BadFileError, NoHeaderError), match=r"[가-힣]"):
        import_firms(path=spoiled(kind, tmp_path, LIST), by=by, at=AT)
    assert stored() == before
