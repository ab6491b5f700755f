"""Papers from the pages: a reason is asked, the deed is logged, the file is what it says."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import papers
from jobvisit.office.audit.models import Event
from jobvisit.office.companies.models import Contact
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff import policy
from tests.factories import companies, orders, referrals, seekers, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone():
    return staff.counsellor(phone="0200000001")


@pytest.fixture
def client(someone):
    client = Client()
    client.force_login(someone)
    return client


def test_without_a_reason_no_paper_leaves_and_nothing_is_logged(client, someone):
    where = reverse("orders:form", args=[orders.order(someone).number])
    before = Event.objects.count()
    assert client.get(where).status_code == 200
    refused = client.post(where, {"form": "pdf", "reason": ""})
    assert refused.status_code == 422
    assert refused["Content-Type"].startswith("text/html")
    assert Event.objects.count() == before


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-1.7"), ("hwpx", b"PK")])
def test_an_order_goes_out_as_a_paper_and_the_reason_is_kept(client, someone, form, begins):
    order = orders.order(someone)
    answer = client.post(reverse("orders:form", args=[order.number]), {"form": form, "reason": "사업주 서명"})
    assert answer.content.startswith(begins)
    assert answer["Content-Type"] == papers.CONTENT_TYPES[form]
    assert f"{order.number}.{form}" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    event = Event.objects.get(verb="orders.paper")
    assert (event.actor, event.reason, event.details) == (someone, "사업주 서명", {"form": form})
    assert event.came_from == "127.0.0.1"


def test_the_certificate_bears_the_number_of_its_event_and_names_the_person_in_the_log(client, someone):
    file = seekers.seeker(someone)
    where = reverse("seekers:certificate", args=[file.public_id])
    answer = client.post(where, {"form": "hwpx", "reason": "본인 요청", "purpose": "주민센터 제출"})
    event = Event.objects.get(verb="seekers.paper")
    assert (event.person_id, event.reason, event.details) == (file.pk, "본인 요청", {"form": "hwpx", "full": True})
    body = zipfile.ZipFile(io.BytesIO(answer.content)).read("Contents/section0.xml").decode()
    for text in (file.name, f"{event.at.year}-{event.pk:06d}", "주민센터 제출", "서초 취업정보은행", "1970. 4. 11."):
        assert text in body
    assert file.name not in answer["Content-Disposition"]


def test_the_terms_of_an_order_stand_on_its_form_in_korean_whatever_the_reader_speaks(someone):
    firm = companies.company(someone.district, representative="박정수")
    order = orders.order(
        someone, firm, benefits="명절 선물", offers=["meals"], trainee_months=3, trainee_pay_percent=90
    )
    values = papers.order_values(order, full=True)
    assert (values.openings, values.pay, values.hours) == ("1명", "월급 1,900,000원", "월화수목금 10:00–17:00")
    assert (values.employment, values.education) == ("상용직, 수습 3개월 (임금의 90%)", "무관")
    assert (values.insurances, values.retirement) == ("국민연금, 건강보험, 고용보험, 산재보험", "퇴직금")
    assert (values.benefits, values.breaks, values.weekly_hours) == ("식사 제공, 명절 선물", "60분", "30시간")
    assert (values.shift, values.starts_on, values.selection) == ("", None, "")
    assert values.office.head == "서초구청장"


def test_without_the_right_to_see_them_people_are_masked(someone):
    firm = companies.company(someone.district, representative="박정수")
    talker = Contact.objects.create(district=firm.district, company=firm, name="최민호", phone="01012345678")
    order = orders.order(someone, firm, contact=talker)
    masked = papers.order_values(order, full=False).employer
    assert (masked.representative, masked.contact) == ("박○수", "최○호 ***-****-5678")
    assert papers.order_values(order, full=True).employer.contact == "최민호 010-1234-5678"
    file = seekers.seeker(someone, address="방배로 1")
    paper = papers.certificate_values(file, number="1", purpose="", today=file.valid_until, full=False)
    assert (paper.person.name, paper.person.birth, paper.person.address) == ("김○영", "1970년", "방배1동")


def test_whoever_may_not_view_orders_gets_no_paper(someone):
    officer = staff.colleague_of(someone, staff.Role.PRIVACY_OFFICER)
    with pytest.raises(policy.NotAllowedError):
        papers.order_form(order=orders.order(someone), form="pdf", reason="…", by=officer, at=clock.now())


def test_a_resident_of_another_district_is_not_found(client):
    foreign = seekers.seeker(staff.stranger())
    assert isinstance(foreign, Seeker)
    assert (
        client.post(reverse("seekers:certificate", args=[foreign.public_id]), {"reason": "알아보기"}).status_code == 404
    )


def test_no_referral_paper_before_the_resident_agreed(client, someone):
    referral = referrals.proposed(someone)
    where = reverse("referrals:documents", args=[referral.number])
    assert client.post(where, {"kind": "letter", "reason": "면접"}).status_code == 302
    assert not Event.objects.filter(verb="referrals.paper").exists()
    with pytest.raises(papers.NotAgreedError):
        papers.referral_paper(referral=referral, kind="list", reason="면접", by=someone, at=clock.now())


@pytest.mark.parametrize("kind", ["letter", "list", "result"])
def test_after_consent_each_paper_of_a_referral_is_made_and_the_person_logged(client, someone, kind):
    referral = referrals.consented(someone)
    where = reverse("referrals:documents", args=[referral.number])
    assert client.get(where).status_code == 200
    answer = client.post(where, {"kind": kind, "reason": "면접 준비"})
    assert answer.content.startswith(b"%PDF-1.7")
    event = Event.objects.get(verb="referrals.paper")
    assert (event.person_id, event.reason, event.details) == (referral.seeker_id, "면접 준비", {"kind": kind})


def test_the_list_names_everyone_who_agreed_and_nobody_else(someone, monkeypatch):
    firm = companies.company(someone.district)
    order = orders.order(someone, firm, openings=3)
    agreed = [
        referrals.consented(someone, order=order, seeker=seekers.seeker(someone, name=n)) for n in ("가나다", "라마바")
    ]
    referrals.proposed(someone, order=order, seeker=seekers.seeker(someone, name="사아자"))
    seen = []
    monkeypatch.setattr(papers.papers, "referral_list", lambda values: seen.append(values) or b"")
    papers.referral_paper(referral=agreed[0], kind="list", reason="면접", by=someone, at=clock.now())
    assert [person.name for person in seen[0].people] == ["가나다", "라마바"]
    assert Event.objects.filter(verb="referrals.paper").count() == 2
