"""The pages and files of the month's figures, and the `jobvisit report` door."""

import io
import json
from datetime import datetime, time, timedelta

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from jobvisit.base import clock
from jobvisit.cli import main
from jobvisit.cli import report as door
from jobvisit.engines import papers
from jobvisit.flows import report_files, reports
from jobvisit.office.audit.models import Event
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.reports import actions
from jobvisit.office.reports.kpis import KPIS, Book, Count, Entry, Month
from jobvisit.office.reports.kpis.formulas import Figure
from jobvisit.office.reports.words import DIMENSIONS, WORDS, count_name
from jobvisit.office.seekers.models import GroupClaim, Seeker
from jobvisit.office.staff.models import Role, User
from jobvisit.web.staff.reports import show
from tests.factories import companies, orders, referrals, seekers, staff

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.seoul_day(NOW)
LAST = Month.of(TODAY).plus(-1)
AT = datetime.combine(LAST.first + timedelta(days=4), time(10), clock.SEOUL)


@pytest.fixture
def centre() -> User:
    """A counsellor with three hires of last month, and six more residents who applied in it."""
    someone = staff.counsellor()
    for _ in range(3):
        referral = referrals.offered(someone, order=orders.order(someone, companies.company(someone.district)), at=AT)
        referrals.hire(referral, at=AT + timedelta(days=1))
    for _ in range(6):
        seekers.seeker(someone)
    JobOrder.objects.filter(district=someone.district).update(accepted_at=AT)
    Seeker.objects.filter(district=someone.district).update(applied_at=AT)
    return someone


def page(who: User, name: str = "month", *more: object, ask: str = "", **posted: str):
    client = Client()
    client.force_login(who)
    where = reverse(f"reports:{name}", args=[LAST.year, LAST.number, *more]) + ask
    return client.post(where, posted) if posted else client.get(where)


def test_every_figure_has_its_formula_and_source_in_code_and_on_the_page(centre):
    assert set(WORDS) == set(KPIS)
    for code, make in KPIS.items():
        assert "Formula: " in (make.__doc__ or ""), code
        assert "Source: " in (make.__doc__ or ""), code
    report = reports.report_for(by=centre, month=LAST, today=TODAY)
    for code in KPIS:
        shown = show.one(report, code)
        assert (shown.formula, shown.source) == (str(WORDS[code].formula), str(WORDS[code].source))
    for code in ("employment_rate", "desk_hires_per_hour"):
        told = page(centre, "figure", code).text
        assert str(WORDS[code].formula) in told
        assert str(WORDS[code].source) in told


def test_every_count_and_dimension_has_a_name(centre):
    report = reports.report_for(by=centre, month=LAST, today=TODAY)
    for figure in report.now.figures.values():
        for count in filter(None, (figure.numerator, figure.denominator, figure.unsure)):
            assert count_name(count.code)
        assert set(figure.dimensions) <= set(DIMENSIONS)


def test_the_month_stands_beside_the_one_before_and_closing_is_one_press_for_a_manager(centre):
    manager = staff.colleague_of(centre, Role.MANAGER)
    shown = page(manager)
    assert "이 달 마감하기" in shown.text
    assert "이 달 마감하기" not in page(centre).text
    assert page(manager, "close", x="1").status_code == 302
    assert f"{TODAY:%Y. %-m. %-d.} 확정" in page(centre).text
    assert "이 달 마감하기" not in page(manager).text


def test_a_closed_month_shows_what_was_frozen_and_says_that_a_revision_is_due(centre):
    manager = staff.colleague_of(centre, Role.MANAGER)
    actions.close_month(month=LAST, by=manager, at=NOW)
    JobOrder.objects.filter(district=centre.district).update(openings=4)
    shown = page(manager)
    assert "수정 대기" in shown.text
    assert '<p class="stat-figure">3<small>명</small>' in shown.text, "openings as frozen, not 12"
    told = page(manager, "revisions")
    assert "openings" in told.text
    seen = told.context["seen"]
    assert page(manager, "revisions", seen=seen, reason="").status_code == 422
    assert page(manager, "revisions", seen="0" * 64, reason="다시 셈").status_code == 422
    assert page(manager, "revisions", seen=seen, reason="모집 인원을 고침").status_code == 302
    assert "수정 대기" not in page(manager).text
    assert "모집 인원을 고침" in page(centre, "revisions").text


def test_a_counsellor_cannot_revise(centre):
    actions.close_month(month=LAST, by=staff.colleague_of(centre, Role.MANAGER), at=NOW)
    assert page(centre, "revisions", seen="x", reason="고침").status_code == 403


def test_rows_behind_a_number_are_masked_linked_and_of_ones_own_district(centre):
    stranger = referrals.hired(at=AT)
    shown = page(centre, "rows", "hires")
    assert shown.text.count("김○영") == 3
    assert "김순영" not in shown.text
    assert str(stranger.public_id) not in shown.text
    assert page(centre, "rows", "employment_rate", ask="?part=bottom").text.count("김○영") == 9
    for ask in ("?part=nothing", "?by=nothing&value=1"):
        assert page(centre, "rows", "hires", ask=ask).status_code == 404
    assert page(centre, "rows", "no_such_figure").status_code == 404


def test_members_of_a_sensitive_group_are_counted_but_never_listed(centre):
    for one in Seeker.objects.filter(district=centre.district):
        GroupClaim.objects.create(district=centre.district, seeker=one, group="disabled", valid_from=LAST.first)
    assert page(centre, "rows", "seekers", ask="?by=group&value=disabled").status_code == 403
    assert "장애인" in page(centre, "figure", "seekers").text
    assert "장애인" not in page(staff.colleague_of(centre, Role.DESK), "figure", "seekers").text


def test_people_outside_the_centre_see_no_small_cells_and_no_rows(centre):
    outsider = staff.colleague_of(centre, Role.PRIVACY_OFFICER)
    shown = page(outsider, "figure", "hires")
    assert "가림" in shown.text
    assert "이 달에 시작한 취업 3건" not in shown.text
    assert page(outsider, "rows", "hires").status_code == 403
    assert "이 달에 시작한 취업 3건" in page(centre, "figure", "hires").text
    assert "이 달에 시작한 취업 3건" not in page(centre, "figure", "hires", ask="?outside=1").text


def test_a_coming_month_and_one_that_is_none_are_not_found(centre):
    client = Client()
    client.force_login(centre)
    coming = Month.of(TODAY).plus(1)
    for year, number in ((coming.year, coming.number), (2026, 13), (1, 1)):
        assert client.get(f"/reports/{year}-{number}/").status_code == 404


def test_a_file_leaves_with_a_reason_masked_unless_it_stays_inside(centre):
    manager = staff.colleague_of(centre, Role.MANAGER)
    assert page(manager, "download", form="pdf", reader="outside", reason="").status_code == 422
    for reader, full in (("outside", False), ("inside", True)):
        sent = page(manager, "download", form="xlsx", reader=reader, reason="월간 보고")
        book = openpyxl.load_workbook(io.BytesIO(sent.content))
        rows = {row[0]: row for row in book["이 달의 수치"].iter_rows(min_row=2, values_only=True)}
        assert (rows["취업 건수"][1] == 3) == full
        assert rows["구직자"][1] == 9
        noted = Event.objects.filter(verb="reports.download").latest("id")
        assert (noted.reason, noted.details["full"]) == ("월간 보고", full)
    sent = page(manager, "download", form="pdf", reader="inside", reason="월간 보고")
    assert sent.content.startswith(b"%PDF")
    outsider = staff.colleague_of(centre, Role.PRIVACY_OFFICER)
    sent = page(outsider, "download", form="xlsx", reader="inside", reason="점검")
    book = openpyxl.load_workbook(io.BytesIO(sent.content))
    assert "가림" in {row[1] for row in book["이 달의 수치"].iter_rows(values_only=True)}


def test_formulas_in_the_workbook_are_texts_and_denominators_stand_beside_their_values(centre):
    report = reports.report_for(by=centre, month=LAST, today=TODAY)
    book = openpyxl.load_workbook(io.BytesIO(report_files.workbook(report, TODAY)))
    sheet = book["이 달의 수치"]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        assert all(cell.data_type != "f" for cell in row)
    rate = next(row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == "취업률")
    assert rate[heads.index("분자")] == 3
    assert rate[heads.index("분모")] == 9
    assert rate[heads.index("값")] == pytest.approx(33.333)


def test_json_of_the_door_says_the_same_as_the_page_and_masks_on_request(centre, capsys):
    for outside in (False, True):
        args = _asked(month=str(LAST), district=centre.district.code, json=True, outside=outside)
        assert door.report(args, LAST) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["month"] == str(LAST)
        assert told["figures"]["seekers"]["numerator"] == 9
        assert ("masked" in told["figures"]["hires"]) == outside
    assert told["by"]["hires"]["zone"] == {"": {"unit": "events", "masked": True}}


def test_the_door_writes_files_whole_and_says_what_it_does_not_understand(centre, tmp_path, capsys):
    code = centre.district.code
    args = _asked(district=code, xlsx=tmp_path / "m.xlsx", pdf=tmp_path / "m.pdf")
    assert door.report(args, LAST) == 0
    assert (tmp_path / "m.pdf").read_bytes().startswith(b"%PDF")
    assert openpyxl.load_workbook(tmp_path / "m.xlsx").sheetnames[0] == "이 달의 수치"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.pdf", "m.xlsx"]
    staff.district()
    for given, month, answer, words in (
        ({"district": None}, LAST, 2, "which district"),
        ({"district": "99999"}, LAST, 2, "unknown district"),
        ({"district": code}, Month.of(TODAY).plus(1), 2, "in the future"),
        ({"district": code, "pdf": tmp_path / "nowhere" / "m.pdf"}, LAST, 1, "cannot be written"),
        ({"district": code, "pdf": tmp_path}, LAST, 1, "cannot be written"),
    ):
        assert door.report(_asked(json=True, **given), month) == answer
        assert words in capsys.readouterr().err
    for words in (["--month", "2026-13", "--json"], ["--month", "gestern", "--json"], ["--month", "2026-01"]):
        assert main.main(["report", *words]) == 2


def _asked(**given):
    from argparse import Namespace

    return Namespace(**{"json": False, "xlsx": None, "pdf": None, "district": None, "outside": False, **given})


def test_a_rate_without_a_denominator_is_unknown_never_nought():
    nobody = Figure("employment_rate", "percent", Count("hired", "placement", ()), Count("seekers", "resident", ()))
    assert nobody.value is None
    none = KPIS["employment_rate"](
        Book(frozen={"hired": Count("hired", "placement", ()), "seekers": Count("seekers", "resident", (Entry(1, 1),))})
    )
    assert none.value == 0


def test_a_report_in_english_is_english_throughout(centre):
    with translation.override("en"):
        report = reports.report_for(by=centre, month=LAST, today=TODAY)
        made = report_files.paper(report, TODAY)
        papers.report(made)
    assert made.language == "en"
    assert "Hires" in {row[0] for row in made.sections[0].tables[0].rows}


def test_a_page_of_a_month_takes_few_statements(centre, django_assert_max_num_queries):
    client = Client()
    client.force_login(centre)
    with django_assert_max_num_queries(40):
        client.get(reverse("reports:month", args=[LAST.year, LAST.number]))
