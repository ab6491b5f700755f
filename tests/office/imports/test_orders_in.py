"""Orders from other systems: taken in or refused with a reason, once, and never half."""

from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from jobvisit.base.clock import SEOUL
from jobvisit.engines.sheets import read_records
from jobvisit.flows.importing import Imported, import_seoul, import_work24
from jobvisit.office.audit.models import Event
from jobvisit.office.companies.models import Company
from jobvisit.office.orders.models import JobOrder
from tests.factories.staff import manager

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 10, tzinfo=SEOUL)
ROW = {
    "JO_REQST_NO": "H1",
    "CMPNY_NM": "초록샘",
    "JO_SJ": "판매 직원 모집",
    "JOBCODE_NM": "일반상점 판매원",
    "CAREER_CND_NM": "무관",
    "ACDMCR_NM": "관계없음",
    "EMPLYM_STLE_CMMN_MM": "상용직",
    "HOPE_WAGE": "월급 / 230만원 ",
    "WORK_PARAR_BASS_ADRES_CN": "서울 서초구",
    "WORK_TIME_NM": "(근무시간) (오전) 9시 00분 ~ (오후) 6시 00분",
    "HOLIDAY_NM": "주5일근무",
    "WEEK_WORK_HR": "40",
    "RCEPT_CLOS_NM": "마감일 (2026-12-26)",
    "RCRIT_NMPR_CO": "1",
    "DTY_CN": "건강식품 판매",
    "JO_REG_DT": "2026-11-20",
    "BSNS_SUMRY_CN": "건강식품 소매",
}
ELEMENT = {
    "wantedAuthNo": "K1",
    "company": "초록샘",
    "title": "판매 직원",
    "salTpNm": "월급",
    "minSal": "2300000",
    "maxSal": "2500000",
    "weekHours": "40",
    "closeDt": "2026-12-26",
    "regDt": "2026-11-20",
    "busino": "123-45-67890",
    "jobsCd": "615105",
    "collectPsncnt": "2",
    "region": "서울 서초구",
}
HOSTILE = (
    *("0", "-1", "99999999999999999999", "1e9", "NaN", "Infinity", "0.04", "12.345", "40000명", "주 84.25시간"),
    *("마감일 (9999-12-31)", "마감일 (0001-01-01)", "0000-00-00", "1970-01-01", "2026-02-30", "25:99~99:99"),
    *("월급 / 99999999만원", "월급 / 300만원 ~ 200만원", "주9일", "경력 99년", "계약기간 999개월", "수습 99개월 500%"),
    *(
        "가" * 30_000,
        "🍣" * 300,
        "\u202e\u200d\ufeff",
        "'; DROP TABLE orders_joborder; --",
        "<b>x</b>",
        "=1+1",
        "{}",
        "\n",
    ),
)
"""Values that no column expects and somebody sends."""


def stored() -> dict[str, int]:
    """How much of everything there is."""
    return {model.__name__: model.objects.count() for model in (JobOrder, Company, Event)}


def seoul(by: Any, *rows: dict[str, str], **more: Any) -> Imported:
    return import_seoul(records=rows, by=by, at=AT, **more)


def test_a_second_run_of_the_same_file_changes_nothing() -> None:
    by = manager()
    rows = [{**ROW, "JO_REQST_NO": f"H{n}", "CMPNY_NM": f"가게 {n % 3}"} for n in range(9)]
    first = seoul(by, *rows)
    assert (first.read, first.created, first.rejected) == (9, 9, [])
    before = stored()
    again = seoul(by, *rows)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 9)
    assert stored() == before
    assert Company.objects.count() == 3


def test_a_row_that_changed_amends_its_order_and_makes_no_second_one() -> None:
    by = manager()
    seoul(by, ROW)
    changed = seoul(by, {**ROW, "HOPE_WAGE": "월급 / 250만원 "})
    assert (changed.created, changed.updated) == (0, 1)
    assert JobOrder.objects.get(number="H1").pay_min == 2_500_000


def test_a_rehearsal_leaves_no_trace() -> None:
    by = manager()
    before = stored()
    rehearsed = seoul(by, ROW, {**ROW, "JO_REQST_NO": "H2"}, dry_run=True)
    assert (rehearsed.created, stored()) == (2, before)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([{**ROW, "JO_REQST_NO": ""}], "구인 번호이(가) 없습니다."),
        ([{**ROW, "CMPNY_NM": " ", "JO_SJ": ""}], "업체명, 제목이(가) 없습니다."),
        ([{**ROW, "JO_SJ": "가" * 201}], "제목이 200자"),
        ([{**ROW, "JO_REQST_NO": "9" * 31}], "30자를 넘습니다"),
        ([ROW, ROW], "같은 파일에 같은 행이 있습니다"),
        ([ROW, {**ROW, "JO_SJ": "다른 제목"}], "내용이 다른 행"),
        ([{"이름": "값"}], "구인 번호, 업체명, 제목이(가) 없습니다."),
    ],
)
def test_a_row_that_cannot_be_taken_in_is_refused_with_its_place_and_reason(rows: Any, reason: str) -> None:
    result = seoul(manager(), *rows, {**ROW, "JO_REQST_NO": "H9"})
    assert result.created == len(rows)
    assert [(one["row"], reason in one["reason"]) for one in result.rejected] == [(len(rows), True)]


def spoilt(honest: dict[str, str], number: str, firm: str, title: str) -> list[dict[str, str]]:
    """Rows in which every column holds every hostile value once, every other column at a time."""
    naming = (number, firm, title)
    rest = [column for column in honest if column not in naming]
    rows = []
    for shift in range(len(HOSTILE)):
        values = {column: HOSTILE[(place + shift) % len(HOSTILE)] for place, column in enumerate(rest)}
        rows += [{**honest, **{column: values[column] for column in half}} for half in (rest[::2], rest[1::2])]
    rows = [{**row, number: f"N{place}", firm: f"가게 {place}"} for place, row in enumerate(rows)]
    rows += [{**honest, number: f"M{place}", firm: value, title: value} for place, value in enumerate(HOSTILE)]
    return [*rows, *({**honest, number: value} for value in HOSTILE)]


def test_whatever_a_column_holds_the_file_is_taken_in_or_refused_row_by_row() -> None:
    rows = spoilt(ROW, "JO_REQST_NO", "CMPNY_NM", "JO_SJ")
    result = seoul(manager(), *rows)
    assert result.created + len(result.rejected) == len(rows)
    assert all(any("가" <= letter <= "힣" for letter in one["reason"]) for one in result.rejected)


def test_whatever_an_element_of_work24_holds_it_is_taken_in_or_refused() -> None:
    rows = spoilt(ELEMENT, "wantedAuthNo", "company", "title")
    result = import_work24(records=rows, by=manager(), at=AT)
    assert result.created + len(result.rejected) == len(rows)


def test_an_order_of_work24_in_xml_is_the_order_its_words_say(tmp_path: Any) -> None:
    path = tmp_path / "list.xml"
    leaves = "".join(f"<{name}>{value}</{name}>" for name, value in ELEMENT.items())
    path.write_text(f"<wantedRoot><total>1</total><wanted>{leaves}</wanted></wantedRoot>", encoding="utf-8")
    by = manager()
    assert import_work24(records=read_records(path), by=by, at=AT).created == 1
    order = JobOrder.objects.get(number="K1")
    assert (order.pay_kind, order.pay_min, order.pay_max, order.openings) == ("month", 2_300_000, 2_500_000, 2)
    assert (order.source, order.gu, str(order.closes_on)) == ("work24", "서초구", "2026-12-26")
    again = import_work24(records=read_records(path), by=by, at=AT)
    assert (again.created, again.unchanged) == (0, 1)


def test_a_refusal_of_the_database_leaves_nothing_of_the_file() -> None:
    by = manager()
    before = stored()
    with pytest.raises(DatabaseError), transaction.atomic():
        seoul(by, ROW, {**ROW, "JO_REQST_NO": "H2", "WORK_PARAR_BASS_ADRES_CN": "\x00"})
    assert stored() == before
