"""The pages of matching: what one change buys, overruling with a reason, a round as Excel, the price on the list."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.flows import matching as flow
from jobvisit.office.audit.models import Event
from jobvisit.office.matches import store
from jobvisit.office.matches.asked import Ask
from jobvisit.office.matches.models import Override, Round
from tests.factories import companies, orders, seekers, staff

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def place():
    store.forget()
    someone = staff.manager()
    order = orders.order(someone, companies.company(someone.district))
    file = seekers.seeker(someone)
    intake.refresh_shortlist(order=order, by=someone, at=clock.now())
    client = Client()
    client.force_login(someone)
    return client, someone, order, file


TYPED = {
    "title": "판매원", "occupation": "615110", "pay_kind": "month", "pay_min": "3,000,000", "weekly_hours": "40",
    "days": ["0", "1", "2", "3", "4"], "start": "08:00", "end": "17:00", "dong": "1165058000", "openings": "1",
}  # fmt: skip


def test_while_an_order_is_typed_each_part_of_the_form_says_what_a_change_there_buys(place):
    client, _, order, _ = place
    answer = client.post(reverse("orders:look"), {**TYPED, "company": order.company_id}, headers=HTMX).content.decode()
    assert "시작 09:00" in answer
    assert 'id="buys-hours" hx-swap-oob="true"' in answer
    assert 'class="live-buys">시작 09:00 +1' in answer
    assert 'href="#id_start"' in answer


def test_without_javascript_a_button_brings_the_whole_page_with_the_answer_and_all_that_was_typed(place):
    client, _, order, _ = place
    page = client.post(reverse("orders:look"), {**TYPED, "company": order.company_id}).content.decode()
    assert "<html" in page
    assert "시작 09:00" in page
    assert 'value="3,000,000"' in page
    assert "hx-swap-oob" not in page


def test_looking_at_a_saved_order_that_is_being_changed_stays_with_that_order(place):
    client, _, order, _ = place
    where = f"{reverse('orders:look')}?order={order.number}"
    page = client.post(where, {**TYPED, "company": order.company_id}).content.decode()
    assert reverse("orders:edit", args=[order.number]) in page
    stranger = Client()
    stranger.force_login(staff.stranger())
    assert stranger.post(where, {**TYPED, "company": order.company_id}).status_code == 404


def test_the_page_of_an_order_leads_from_each_change_to_its_field(place):
    client, _, order, _ = place
    order.start = order.start.replace(hour=7)
    order.save()
    part = client.get(reverse("matches:buys", args=[order.number]), headers=HTMX).content.decode()
    assert f'href="{reverse("orders:edit", args=[order.number])}#id_start"' in part


def test_overruling_without_a_reason_is_refused_beside_the_field_and_keeps_what_was_chosen(place):
    client, _, order, file = place
    where = reverse("matches:override", args=[order.number, file.public_id])
    answer = client.post(where, {"kind": "placed", "place": "", "why": "other", "note": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "몇째 자리에 둘지" in page
    assert "설명을 적어야 합니다" in page
    answer = client.post(where, {"kind": "removed", "why": "other", "note": "여자라서"})
    assert answer.status_code == 422
    assert "사유가 될 수 없습니다" in answer.content.decode()
    assert not Override.objects.exists()


def test_who_was_taken_off_is_shown_apart_with_the_reason_and_who_decided(place):
    client, someone, order, file = place
    where = reverse("matches:override", args=[order.number, file.public_id])
    assert client.post(where, {"kind": "removed", "why": "timing", "note": "다음 달부터"}).status_code == 302
    page = client.get(reverse("orders:detail", args=[order.number])).content.decode()
    assert "사람이 뺀 1명" in page
    assert f"지금은 시작할 수 없음: 다음 달부터 · {someone.name}" in page


def test_a_round_is_proposed_accepted_and_then_named_on_the_list(place):
    client, _, order, _ = place
    form = {
        "per_opening": "3", "quota": "1", "measures": "on", "curve_group": "senior",
        **{f"{name}-{key}": n for name in ("windows", "minimums") for key, n in
           (("TOTAL_FORMS", "2"), ("INITIAL_FORMS", "0"))},
    }  # fmt: skip
    answer = client.post(reverse("matches:rounds"), form)
    made = Round.objects.get()
    assert answer["Location"] == reverse("matches:round", args=[made.pk])
    assert "증명된 격차" in client.get(answer["Location"]).content.decode()
    client.post(reverse("matches:decide", args=[made.pk]), {"to": "accept"})
    shown = client.post(reverse("orders:shortlist", args=[order.number]), headers=HTMX).content.decode()
    assert "배정의 가격을 반영해" in shown


def test_a_half_filled_window_and_an_unknown_order_number_are_said(place):
    client, _, order, _ = place
    form = {
        "per_opening": "3", "quota": "1",
        **{f"{name}-{key}": n for name in ("windows", "minimums") for key, n in
           (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))},
        "minimums-0-name": "협약", "minimums-0-at_least": "2",
    }  # fmt: skip
    answer = client.post(reverse("matches:rounds"), form)
    assert answer.status_code == 422
    assert "‘대상 집단’을(를) 적으세요" in answer.content.decode()
    full = {**form, "minimums-0-group": "senior", "minimums-0-numbers": f"{order.number}, 2020-1"}
    answer = client.post(reverse("matches:rounds"), full)
    assert "구인 번호 ‘2020-1’" in answer.content.decode()
    assert not Round.objects.exists()


def test_a_round_leaves_as_excel_only_with_a_reason_which_is_kept(place):
    client, someone, order, file = place
    made = flow.propose_round(ask=Ask(), by=someone, at=clock.now())
    where = reverse("matches:excel", args=[made.pk])
    assert client.post(where, {"reason": ""}).status_code == 422
    book = openpyxl.load_workbook(io.BytesIO(client.post(where, {"reason": "주간 회의"}).content))
    rows = list(book.worksheets[0].values)
    assert rows[1][:4] == (order.number, order.title, order.company.name, file.name)
    assert len(book.worksheets) == 4
    assert Event.objects.get(verb="matches.round_download").reason == "주간 회의"


def test_a_measure_is_set_by_a_manager_and_stands_on_the_list_with_its_price(place):
    client, _, order, _ = place
    form = {"basis": "고령자고용촉진법 제11조", "group": "senior", "weight": "0.5", "reason": "지원 사업"}
    assert client.post(reverse("matches:measure", args=[order.number]), form).status_code == 302
    page = client.get(reverse("orders:detail", args=[order.number])).content.decode()
    assert "고령자고용촉진법 제11조 · 고령자 · 가중 0.50 · 명단의 기대 취업 −0.00명" in page


def test_a_residents_page_of_all_orders_says_for_each_what_stands_in_the_way(place):
    client, someone, order, file = place
    orders.order(someone, order.company, occupation="133301", title="개발자 모집")
    page = client.get(reverse("matches:for_seeker", args=[file.public_id])).content.decode()
    assert "희망 직종이 다름" in page
    assert file.name not in page
