"""The school through its pages: unfilled orders, a class, a seat, a certificate; what is wrong stands beside it."""

import pytest
from django.test import Client
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.office.matches import store, translate
from jobvisit.office.staff.models import Role
from jobvisit.office.training import actions, queries
from jobvisit.office.training.models import Certificate, Cohort, Course, Enrolment, Pledge, Review
from tests.factories import companies, orders, seekers, staff, training

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    store.forget()
    return staff.user(Role.MANAGER)


@pytest.fixture
def client(boss):
    found = Client()
    found.force_login(boss)
    return found


def carers(someone, people=3, openings=2):
    """Residents who lack only the certificate of an order."""
    files = [seekers.seeker(someone, wishes=["550104"], wage_wish=None, name=f"홍길{n}") for n in "가나다"[:people]]
    order = orders.order(
        someone, companies.company(someone.district), occupation="550104", licences_required=[training.LICENCE],
        openings=openings,
    )  # fmt: skip
    return files, order


def test_the_home_page_says_what_a_class_would_buy_and_the_page_behind_it_whom(boss, client):
    files, order = carers(boss)
    page = client.get(reverse("training:home")).content.decode()
    assert "20명 반을 열면 3명이 집에서 40분 안의 구인 1건에 더 맞게 됩니다" in page
    assert "<strong>2자리</strong>" in page
    (number,) = translate.licence_numbers([training.LICENCE])
    behind = client.get(reverse("training:offer", args=[number]) + "?minutes=40&seats=1").content.decode()
    assert all(file.name not in behind and f"{file.name[0]}○{file.name[2]}" in behind for file in files)
    assert order.title in behind
    assert behind.count(">이 반<") == 1  # one seat, one resident meant


def test_a_class_opened_from_a_proposal_keeps_what_it_grew_out_of_and_is_opened_once(boss, client):
    files, order = carers(boss)
    url = reverse("training:open") + f"?licence={training.LICENCE}&minutes=40&seats=2"
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data |= {f"course-{name}": value for name, value in COURSE.items()}
    data |= {"form_key": "7f1b2c34-0000-4000-8000-00000000000a", "course": ""}
    for _ in range(2):
        answer = client.post(url, data)
        assert answer.status_code == 302, answer.context["form"].errors
    cohort = Cohort.objects.get()
    assert (cohort.course.licence, cohort.seats, cohort.state) == (training.LICENCE, 2, "planned")
    kept = cohort.born_from
    assert (kept["pool"], kept["placeable"], kept["orders"]) == (3, 2, [order.pk])
    assert kept["chosen"] == [file.pk for file in files[:2]]  # who applied for work first
    assert cohort.criteria == {"orders": 4, "waited": 2, "time": 2, "talk": 2}


COURSE = {
    "name": "요양보호사 취득반", "licence": "요양보호사 자격증", "school": "서초직업전문학교", "place": "3층",
    "hours": "240", "cost": "60만", "own_cost": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("course-licence", "마법사", "‘마법사’은(는) 자격·면허 이름이 아닙니다"),
        ("course-own_cost", "70만", "본인 부담이 교육비보다 많습니다"),
        ("ends_on", "2026-01-01", "마지막 날이 첫날보다 앞섭니다"),
        ("starts_on", "2020-01-01", "2020-01-01은(는) 지난 날입니다"),
        ("nominate_until", "2031-01-01", "추천 마감이 첫날보다 뒤입니다"),
        ("minimum", "99", "최소 인원이 정원보다 많습니다"),
        ("ends", "01:00", "끝 시각이 시작 시각보다 뒤여야 합니다"),
        ("weigh_talk", "11", "10 이하의 값을"),
        ("minutes", "3", "5분에서 120분 사이로"),
        ("seats", "0", "1 이상의 값을"),
    ],
)
def test_what_is_wrong_with_a_class_stands_beside_its_field_and_nothing_typed_is_lost(client, field, value, words):
    url = reverse("training:open")
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data |= {f"course-{name}": value for name, value in COURSE.items()} | {"course": "", field: value}
    answer = client.post(url, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert COURSE["school"] in page
    assert not Cohort.objects.exists()
    assert not Course.objects.exists()


def test_a_class_without_a_school_day_is_refused(client):
    url = reverse("training:open")
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields} | {f"course-{n}": v for n, v in COURSE.items()}
    first = form["starts_on"].value()
    data |= {"course": "", "ends_on": first, "days": [(first.weekday() + 1) % 7]}
    answer = client.post(url, data)
    assert "수업일이 하루도 없습니다" in answer.content.decode()


def test_somebody_elses_change_is_shown_and_not_overwritten(boss, client):
    cohort = training.cohort(boss)
    url = reverse("training:edit", args=[cohort.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields} | {"version": cohort.version, "seats": 9}
    actions.change_cohort(cohort=cohort, changes={"seats": 5}, version=None, by=boss, at=clock.now())
    answer = client.post(url, data)
    assert answer.status_code == 409
    assert Cohort.objects.get().seats == 5
    answer = client.post(url, data | {"version": answer.context["cohort"].version})
    assert answer.status_code == 302
    assert Cohort.objects.get().seats == 9


def test_a_resident_is_nominated_from_their_page_only_with_consent_to_tell_the_school(boss, client):
    cohort, file = training.nominating(boss), seekers.seeker(boss)
    assert "교육에 추천" in client.get(reverse("seekers:detail", args=[file.public_id])).content.decode()
    url = reverse("training:nominate", args=[file.public_id])
    data = {"cohort": cohort.pk, "talk": "4", "why": "성실함", "consent": "phone"}
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert "개인정보 보호법 제17조" in refused.content.decode()
    assert client.post(url, data | {"agreed": "on"}).status_code == 302
    one = Enrolment.objects.get()
    assert (one.talk, one.consent, one.consent_text) == (4, "phone", "교육기관제공-2026-1")
    assert "이 반에 이미 추천했습니다" in client.post(url, data | {"agreed": "on"}).content.decode()
    assert "추천함" in client.get(reverse("seekers:detail", args=[file.public_id])).content.decode()


def test_the_manager_selects_a_counsellor_does_not_and_the_order_is_printed_with_its_reasons(boss, client):
    cohort = training.nominating(boss)
    training.nominated(cohort, talk=None)
    training.nominated(cohort, talk=5)
    move = reverse("training:move", args=[cohort.pk, "select"])
    other = Client()
    other.force_login(staff.colleague_of(boss))
    other.post(move)
    assert Cohort.objects.get().state == "nominating"
    client.post(move)
    assert Cohort.objects.get().state == "selected"
    page = client.get(reverse("training:selection", args=[cohort.pk])).content.decode()
    assert page.index("100") < page.index("모름")
    paper = client.post(reverse("training:selection_paper", args=[cohort.pk]), {"reason": "게시"})
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_attendance_is_written_in_one_form_and_corrected_in_the_same(boss, client):
    cohort = training.running(boss, people=2, days=list(range(7)))
    one, other = queries.enrolments(cohort)
    url = reverse("training:attendance", args=[cohort.pk]) + f"?on={training.day().isoformat()}"
    client.post(url, {f"at_{one.pk}": "present", f"at_{other.pk}": "absent"})
    client.post(url, {f"at_{other.pk}": "late"})
    assert queries.attendance(cohort, training.day()) == {one.pk: "present", other.pk: "late"}
    assert client.post(url, {f"at_{one.pk}": "somewhere"}).status_code == 422


def test_certificates_of_a_class_are_entered_together_or_not_at_all(boss, client):
    cohort = training.running(boss, people=2)
    one, other = queries.enrolments(cohort)
    url, yesterday = reverse("training:certificates", args=[cohort.pk]), training.day(-1).isoformat()
    wrong = {f"at_{one.pk}-issued_on": yesterday, f"at_{other.pk}-issued_on": "1969-12-31"}
    answer = client.post(url, wrong)
    assert answer.status_code == 422
    assert "태어나기 전입니다" in answer.content.decode()
    assert not Certificate.objects.exists()
    assert client.post(url, wrong | {f"at_{other.pk}-issued_on": ""}).status_code == 302
    assert [row.enrolment_id for row in Certificate.objects.all()] == [one.pk]


@pytest.mark.parametrize(
    ("issued_on", "words"),
    [("1960-01-01", "태어나기 전입니다"), ("2100-01-01", "아직 오지 않은 날입니다"), ("2026-13-01", "올바른 날짜")],
)
def test_a_certificate_at_the_desk_needs_a_day_that_can_be(boss, client, issued_on, words):
    file = seekers.seeker(boss)
    url = reverse("training:enter_certificate", args=[file.public_id])
    answer = client.post(url, {"licence": "요양보호사", "issued_on": issued_on})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_certificate_entered_says_how_many_orders_it_opened_and_can_be_taken_back(boss, client):
    files, _order = carers(boss, people=1)
    url = reverse("training:enter_certificate", args=[files[0].public_id])
    said = client.post(url, {"licence": "요양보호사", "issued_on": training.day(-3)}, follow=True).content.decode()
    assert "지금 구인 1건에 더 맞습니다" in said
    (row,) = Certificate.objects.all()
    client.post(reverse("training:take_back", args=[row.pk]), {f"c{row.pk}-why": "다른 사람 것"})
    files[0].refresh_from_db()
    assert files[0].licences == []


def test_a_pledge_is_written_for_one_firm_and_wrong_ones_are_told(boss, client):
    cohort = training.cohort(boss)
    firm = companies.company(boss.district, name="반포 요양원")
    url = reverse("training:pledge", args=[cohort.pk])
    data = {"company": "반포 요양원", "interviews": "5", "by_when": cohort.ends_on.isoformat(), "contact": "김 원장"}
    for field, value, words in (
        ("company", "없는 곳", "찾지 못했습니다"),
        ("interviews", "0", "1 이상의 값을"),
        ("by_when", cohort.starts_on.isoformat(), "마지막 날"),
    ):
        answer = client.post(url, data | {field: value})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert client.post(url, data).status_code == 302
    assert Pledge.objects.get().company == firm


def test_what_is_due_about_classes_stands_on_the_page_of_the_day(boss, client):
    few = training.nominating(boss, starts_on=training.day(6), ends_on=training.day(30), minimum=2)
    training.nominated(few)
    training.running(boss)
    training.finished(boss)
    page = client.get(reverse("today")).content.decode()
    assert all(words in page for words in ("인원이 모자람", "선발하기", "출석 적기", "수료 뒤 점검"))


def test_a_manager_sees_what_is_due_of_every_class_and_a_counsellor_who_selects(boss, client):
    cohort = training.nominating(staff.colleague_of(boss))
    training.nominated(cohort)
    assert "선발하기" in client.get(reverse("today")).content.decode()
    own = Client()
    own.force_login(cohort.owner)
    assert "팀장이 선발합니다." in own.get(reverse("training:cohort", args=[cohort.pk])).content.decode()


def test_what_became_of_the_seats_is_kept_once_and_leaves_the_centre_without_small_cells(boss, client):
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    cohort = training.finished(boss)
    url = reverse("training:after", args=[cohort.pk, 3])
    page = client.get(url).content.decode()
    assert "견주어 보는 것이지 교육의 효과가 아닙니다" in page
    for note in ("처음 봄", "두 번째"):
        client.post(url, {"note": note})
    assert [(row.months, row.note, row.figures["seated"]["people"]) for row in Review.objects.all()] == [
        (3, "처음 봄", 2)
    ]
    sent = client.post(reverse("training:after_download", args=[cohort.pk, 3]), {"reason": "보고"})
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(sent.streaming_content))).get_sheet_by_index(0).to_python()
    assert "5명 미만" in {cell for row in rows for cell in row}
    assert client.get(reverse("training:after", args=[cohort.pk, 4])).status_code == 404


def test_anybody_reads_of_classes_that_take_nominations_and_of_nobody_in_them(boss):
    cohort = training.nominating(boss, nominate_until=training.day(5))
    one = training.nominated(cohort)
    training.cohort(boss)
    stranger = Client()
    answer = stranger.get(reverse("public:classes", args=[boss.district.code]))
    assert answer.status_code == 302
    page = stranger.get(answer["Location"]).content.decode()
    assert page.count("요양보호사 취득 과정") == 1
    assert "본인 부담 60,000원" in page
    assert one.seeker.name not in page
