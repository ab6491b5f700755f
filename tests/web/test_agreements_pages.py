"""Pages of agreements: what is typed is kept, errors stand beside their field, papers and lists leave logged."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.office.agreements import actions
from jobvisit.office.agreements.models import Agreement, Line, Member, SignedPaper
from jobvisit.office.audit.models import Event
from jobvisit.office.companies.models import Company, Contact
from jobvisit.office.matches import store
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.staff.models import Role
from tests.factories import agreements, companies, orders, referrals, staff
from tests.factories.agreements import today

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def client():
    store.forget()
    client = Client()
    client.person = staff.counsellor()
    client.boss = staff.colleague_of(client.person, Role.MANAGER)
    client.firm = companies.company(client.person.district, name="(주)한빛 시설관리")
    client.force_login(client.person)
    return client


def at(agreement, route="detail", *more):
    return reverse(f"agreements:{route}", args=[agreement.number, *more])


def text(answer):
    return answer.content.decode()


def test_an_agreement_is_drafted_negotiated_signed_and_seen_on_the_firm_and_the_order(client):
    address = reverse("agreements:new")
    days = {"starts_on": today().isoformat(), "ends_on": (today() + timedelta(days=364)).isoformat()}
    client.post(f"{address}?company={client.firm.pk}", {"title": "한빛 청소 협약", **days, "company": client.firm.pk})
    agreement = Agreement.objects.get()
    assert Member.objects.get().company == client.firm
    typed = {"jobs": "매장 판매", "occupation_words": "건강식품 판매원", "occupation": "615110", "breadth": "2",
             "promised": "3", "due_on": days["ends_on"], "group": "senior", "basis": "고령자고용법 제11조",
             "window_hours": "2", "window_minutes": "30"}  # fmt: skip
    assert client.post(at(agreement, "new_line"), typed).status_code == 302
    assert Line.objects.get().occupations == ["61"]
    assert Line.objects.get().terms.get().window_minutes == 150
    client.post(at(agreement, "negotiate"))
    assert client.get(at(agreement, "sign")).status_code == 403
    client.force_login(client.boss)
    client.post(at(agreement, "sign"), {"signed_on": today().isoformat(), "version": "2"})
    assert Agreement.objects.get().state == "active"
    order = intake.take_order(order=orders.unsaved(client.firm), confirmed=True, by=client.person, at=clock.now())
    assert "협약 한빛 청소 협약 1조" in text(client.get(reverse("orders:detail", args=[order.placed.order.number])))
    assert "한빛 청소 협약" in text(client.get(reverse("companies:detail", args=[client.firm.pk])))
    assert order.placed.order.number in text(client.get(at(agreement, "line", 1)))


def test_a_line_of_zero_and_a_day_past_are_told_beside_the_field_and_nothing_typed_is_lost(client):
    agreement = agreements.draft(client.person)
    typed = {
        "jobs": "건물 청소",
        "breadth": "3",
        "promised": "0",
        "due_on": "2020-01-01",
        "group": "senior",
        "basis": "",
    }
    answer = client.post(at(agreement, "new_line"), typed)
    page = text(answer)
    assert answer.status_code == 422
    for word in (
        "‘0’명은 약속이 될 수 없습니다",
        "2020-01-01은(는) 이미 지났습니다",
        "법적 근거를 적어야 합니다",
        'value="건물 청소"',
    ):
        assert word in page, word
    answer = client.post(at(agreement, "new_line"), {**typed, "promised": "많이"})
    assert answer.status_code == 422
    assert 'value="많이"' in text(answer)
    assert not Line.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("없는 회사", "찾은 사업체가 없습니다"), ("샘물", "여러 곳이 있습니다"), ("문 닫은 곳", "폐업한 사업체입니다"),
    ],
)  # fmt: skip
def test_a_member_by_words_that_name_none_several_or_a_closed_firm_is_told_why(client, words, said):
    agreement = agreements.draft(client.person)
    agreements.party(agreement)
    place = client.person.district
    companies.company(place, name="샘물 하나")
    companies.company(place, name="샘물 둘")
    companies.company(place, name="문 닫은 곳", status="closed")
    party = agreement.parties.get().pk
    answer = client.post(
        at(agreement, "member"), {"firm_words": words, "party": party, "joined_on": today().isoformat()}
    )
    assert answer.status_code == 422
    assert said in text(answer)
    assert words in text(answer)


def test_without_javascript_a_firm_named_alone_is_found_and_joins(client):
    agreement = agreements.draft(client.person)
    party = agreements.party(agreement, kind="association", name="마을버스조합", company=None)
    typed = {"firm_words": "한빛", "party": party.pk, "joined_on": today().isoformat()}
    assert client.post(at(agreement, "member"), typed).status_code == 302
    assert Member.objects.get().company == client.firm
    answer = client.post(at(agreement, "member"), {**typed, "branch_words": "9호점"})
    assert "있는 것: 본점" in text(answer)


def test_an_upload_that_lies_about_its_type_is_refused_and_the_signature_with_it(client):
    agreement = agreements.draft(client.person)
    agreements.party(agreement)
    agreements.line(agreement)
    client.force_login(client.boss)
    lie = SimpleUploadedFile("협약서.pdf", b"MZ\x90 a program", content_type="application/pdf")
    answer = client.post(at(agreement, "sign"), {"signed_on": today().isoformat(), "paper": lie})
    assert answer.status_code == 422
    assert "PDF, PNG, JPEG 파일만" in text(answer)
    assert Agreement.objects.get().state == "draft"
    paper = SimpleUploadedFile("x.exe", PDF)
    assert client.post(at(agreement, "sign"), {"signed_on": today().isoformat(), "paper": paper}).status_code == 302
    answer = client.post(at(agreement, "attach"), {"paper": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\nbroken")})
    assert answer.status_code == 422
    kept = SignedPaper.objects.get()
    assert client.post(at(agreement, "paper", kept.pk), {"open-reason": ""}).status_code == 422
    sent = client.post(at(agreement, "paper", kept.pk), {"open-reason": "보고서 확인"})
    assert b"".join(sent.streaming_content) == PDF
    assert Event.objects.get(verb="agreements.open_paper").reason == "보고서 확인"


def test_signing_something_empty_says_what_is_missing(client):
    client.force_login(client.boss)
    agreement = agreements.draft(client.person)
    answer = client.post(at(agreement, "sign"), {"signed_on": (today() + timedelta(days=2)).isoformat()})
    assert answer.status_code == 422
    for word in ("협약 상대가 없습니다", "약속한 조항이 없습니다", "아직 오지 않았습니다"):
        assert word in text(answer)


def test_a_second_hand_on_an_old_page_is_told_and_the_next_press_counts(client):
    client.force_login(client.boss)
    agreement = agreements.signed(client.person)
    typed = {"because": "firm_withdrew", "reason": "본사 방침", "version": str(agreement.version - 1)}
    answer = client.post(at(agreement, "end"), typed)
    assert answer.status_code == 422
    assert "다른 사람이 고쳤습니다" in text(answer)
    assert "본사 방침" in text(answer)
    again = {**typed, "version": answer.context["form"]["version"].value()}
    assert client.post(at(agreement, "end"), again).status_code == 302
    assert Agreement.objects.get().state == "ended"


def test_two_who_edit_see_the_difference(client):
    agreement = agreements.draft(client.person)
    days = {"starts_on": agreement.starts_on.isoformat(), "ends_on": agreement.ends_on.isoformat()}
    assert client.post(at(agreement, "edit"), {"title": "새 이름", "version": "1", **days}).status_code == 302
    answer = client.post(at(agreement, "edit"), {"title": "다른 이름", "version": "1", **days})
    assert answer.status_code == 409
    assert "새 이름" in text(answer)
    assert 'value="다른 이름"' in text(answer)


def test_the_wall_shows_promised_and_delivered_and_the_ones_that_fail_first(client):
    good = agreements.signed(client.person, client.firm, since=-5)
    bad = agreements.signed(client.person, since=-200)
    page = text(client.get(reverse("agreements:list")))
    assert page.index(bad.number) < page.index(good.number)
    assert "10명 약속, 0명 채용" in page
    only = text(client.get(reverse("agreements:list"), {"state": "running", "failing": "1"}))
    assert bad.number in only
    assert good.number not in only
    assert good.number in text(client.get(reverse("agreements:list"), {"q": "한빛"}))
    assert bad.number not in text(client.get(reverse("agreements:list"), {"q": "한빛"}))


def test_the_list_leaves_as_excel_line_by_line_with_the_reason_logged(client):
    agreement = agreements.signed(client.person, client.firm, lines=2)
    order = intake.take_order(order=orders.unsaved(client.firm), confirmed=True, by=client.person, at=clock.now())
    JobOrder.objects.filter(pk=order.placed.order.pk).update(line=agreement.lines.first())
    referrals.hired(client.person, order=JobOrder.objects.get())
    sent = client.post(reverse("agreements:download"), {"reason": "월간 보고"})
    rows = list(load_workbook(BytesIO(b"".join(sent.streaming_content))).worksheets[0].values)
    head = list(rows[0])
    assert [row[head.index("채용 인원")] for row in rows[1:3]] == [1, 0]
    assert [row[head.index("채용을 들음")] for row in rows[1:3]] == [1, 0]
    assert Event.objects.get(verb="agreements.download").reason == "월간 보고"


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("hwpx", b"PK")])
def test_the_draft_leaves_as_pdf_and_as_hangul_file(client, form, begins):
    agreement = agreements.signed(client.person, client.firm, group="senior", basis=agreements.LAW, window_minutes=90)
    assert client.post(at(agreement, "document"), {"form": form, "reason": ""}).status_code == 422
    sent = client.post(at(agreement, "document"), {"form": form, "reason": "상대에게 보냄"})
    assert sent.content.startswith(begins)
    assert Event.objects.get(verb="agreements.paper").details == {"form": form}


def test_a_talk_is_logged_from_the_page_and_a_past_day_is_told(client):
    agreement = agreements.draft(client.person)
    agreements.party(agreement, client.firm)
    client.post(at(agreement, "negotiate"))
    typed = {"company": client.firm.pk, "outcome": "talked", "when": "2020-01-01", "note": "초안을 검토한다고 함"}
    answer = client.post(at(agreement, "talk"), typed)
    assert answer.status_code == 422
    assert "이미 지난 날" in text(answer)
    assert "초안을 검토한다고 함" in text(answer)
    assert client.post(at(agreement, "talk"), {**typed, "when": ""}).status_code == 302


def test_the_task_of_a_negotiation_leads_from_today_to_the_agreement(client):
    agreement = agreements.draft(client.person)
    agreements.party(agreement, client.firm)
    client.post(at(agreement, "negotiate"))
    there = reverse("agreements:of_firm", args=[client.firm.pk])
    assert there in text(client.get(reverse("today")))
    assert client.get(there)["Location"] == at(agreement)


def test_an_order_between_two_lines_is_chosen_from_todays_page(client):
    agreements.signed(client.person, client.firm, lines=2, since=-5)
    intake.take_order(order=orders.unsaved(client.firm), confirmed=True, by=client.person, at=clock.now())
    order = JobOrder.objects.get()
    address = reverse("agreements:tie", args=[order.number])
    assert address in text(client.get(reverse("today")))
    assert "협약 조항을 골라야 함" in text(client.get(reverse("orders:detail", args=[order.number])))
    second = Line.objects.get(number=2)
    assert client.post(address, {"line": second.pk, "reason": ""}).status_code == 422
    assert client.post(address, {"line": second.pk, "reason": "2조 매장"}).status_code == 302
    page = text(client.get(reverse("orders:detail", args=[order.number])))
    assert "2조" in page
    assert "사람이 정함" in page
    assert client.post(address, {"line": "none", "reason": "본사 구인"}).status_code == 302
    assert JobOrder.objects.get().line is None


def test_renewing_combining_reviewing_and_leaving_work_from_the_page(client):
    kept = agreements.signed(client.person, client.firm, review_on=today())
    other = agreements.signed(client.person)
    assert client.post(at(kept, "review"), {"reason": "잘 지킴", "review_on": ""}).status_code == 302
    assert client.post(at(kept, "renew")).status_code == 302
    assert Agreement.objects.filter(follows=kept).count() == 1
    member = kept.parties.get().members.get()
    left = {"left_on": today().isoformat(), "reason": "이전"}
    assert client.post(at(kept, "leave", member.pk), left).status_code == 302
    client.force_login(client.boss)
    typed = {"other": other.pk, "line": kept.lines.get().pk, "reason": "한 회사가 됨"}
    assert client.post(at(kept, "combine"), typed).status_code == 302
    assert Agreement.objects.get(pk=other.pk).ended_because == "merged"
    assert client.post(at(other, "reopen"), {"reason": "다시"}).status_code == 422


def test_a_contact_who_left_is_noted_and_asked_no_more(client):
    person = agreements.contact(client.firm)
    client.post(reverse("companies:contact_left", args=[client.firm.pk, person.pk]), follow=True)
    assert Contact.objects.get().left_on == today()
    assert "박현장" not in text(client.get(reverse("companies:detail", args=[client.firm.pk])))
    assert Event.objects.get(verb="companies.contact_left")
    assert Company.objects.get(pk=client.firm.pk).status == "open"


def test_amending_keeps_the_history_on_the_page(client):
    agreement = agreements.signed(client.person, client.firm)
    typed = {"from_on": today().isoformat(), "promised": "6", "due_on": agreement.ends_on.isoformat(), "reason": "줄임"}
    assert client.post(at(agreement, "amend_line", 1), typed).status_code == 302
    page = text(client.get(at(agreement, "line", 1)))
    assert "부터 6명" in page
    assert "부터 10명" in page
    early = {**typed, "from_on": (today() - timedelta(days=400)).isoformat()}
    answer = client.post(at(agreement, "amend_line", 1), early)
    assert answer.status_code == 422
    assert "그날이나 그 뒤를 적으세요" in text(answer)
    actions.leave(member=Member.objects.get(), left_on=today(), reason="x", by=client.person, at=clock.now())
