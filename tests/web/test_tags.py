"""The tags of `jv`, rendered: what they promise a reader, sighted or not."""

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from jobvisit.web.shared import toasts
from jobvisit.web.shared.parts import CandidateRow, Column, Evidence, FindingCard, Reason, Task, Term


def drawn(template: str, path: str = "/", **context) -> str:
    request = RequestFactory().get(path)
    return Template("{% load i18n jv %}" + template).render(Context({"request": request, **context}))


class PayForm(forms.Form):
    pay = forms.CharField(label="임금", help_text="원 단위로 적습니다.")
    days = forms.MultipleChoiceField(label="요일", choices=[("1", "월")], widget=forms.CheckboxSelectMultiple)
    meals = forms.BooleanField(label="식사", required=False)


def test_a_date_is_written_in_seoul_time_whatever_the_database_holds():
    late = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
    assert drawn("{{ at|moment }}", at=late) == "2026. 11. 24.(화) 00:30"
    assert drawn("{{ at|day }}", at=date(2026, 11, 23)) == "2026. 11. 23.(월)"


def test_nothing_known_is_written_as_nothing():
    empty = "{{ x|day }}{{ x|moment }}{{ x|clock }}{{ x|won }}{{ x|manwon }}{{ x|days_left }}{{ x|phone }}{{ x|bizno }}"
    assert drawn(empty + "{{ x|mask_name }}{{ x|mask_phone }}{% pay x x x %}", x=None) == ""


def test_an_amount_said_in_manwon_keeps_its_full_value_for_every_reader():
    html = drawn("{{ n|manwon }}", n=2_200_000)
    assert 'title="2,200,000원"' in html
    assert '<span class="visually-hidden">2,200,000원</span>' in html


def test_people_are_masked():
    assert drawn("{{ n|mask_name }} {{ t|mask_phone }}", n="홍길동", t="01012345678") == "홍○동 ***-****-5678"


def test_a_field_ties_its_hint_evidence_and_error_to_the_control():
    form = PayForm({"pay": "", "days": ["1"]})
    html = drawn("{% field form.pay evidence=e unit='원' %}", form=form, e=Evidence("월 220", False, "단위 없음"))
    described = re.search(r'aria-describedby="([^"]+)"', html)[1].split()
    assert described == ["id_pay_hint", "id_pay_evidence", "id_pay_error"]
    assert all(f'id="{name}"' in html for name in described)
    assert 'aria-invalid="true"' in html
    assert "월 220" in html
    assert "단위 없음" in html


def test_a_field_without_remarks_refers_to_nothing():
    html = drawn("{% field form.meals %}", form=PayForm())
    assert "aria-describedby" not in html


def test_a_group_of_choices_is_a_fieldset_with_a_legend_and_a_label_for_each():
    html = drawn("{% field form.days %}", form=PayForm())
    assert re.search(r"<fieldset.*<legend", html, re.DOTALL)
    assert '<label class="choice" for="id_days_0">' in html


def test_the_error_summary_links_every_error_to_a_control_that_exists():
    form = PayForm({"pay": ""})
    summary = drawn("{% error_summary form %}", form=form)
    page = drawn("{% field form.pay %}{% field form.days %}", form=form)
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_pay", "id_days_0"]
    assert all(f'id="{target}"' in page for target in targets)


def test_there_is_no_error_summary_without_errors():
    assert drawn("{% error_summary form %}", form=PayForm()).strip() == ""


def test_every_cell_of_a_row_is_named_after_its_column():
    columns = [Column("구인", sort="title"), Column("사업체"), Column("임금", end=True)]
    rows = "<tr><th scope='row'>판매원</th><td>방배</td><td class='end'>월</td></tr>"
    html = drawn("{% table columns caption='목록' %}" + rows * 2 + "{% endtable %}", columns=columns)
    assert html.count('data-label="사업체"') == 2
    assert html.count('data-label="임금"') == 2
    assert 'data-label="구인"' not in html


def test_a_column_name_cannot_break_out_of_its_attribute():
    html = drawn("{% table c caption='x' %}<tr><td>1</td></tr>{% endtable %}", c=[Column('"><b>')])
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("order", "state", "leads_to"),
    [("", "none", "sort=pay"), ("pay", "ascending", "sort=-pay"), ("-pay", "descending", "sort=pay")],
)
def test_a_heading_tells_its_order_and_leads_to_the_other(order, state, leads_to):
    html = drawn(
        "{% table c caption='x' %}{% endtable %}", f"/?q=a&page=3&sort={order}", c=[Column("임금", sort="pay")]
    )
    assert f'aria-sort="{state}"' in html
    assert f'href="/?q=a&amp;{leads_to}"' in html


def test_the_pages_of_a_list_keep_its_filters():
    page = Paginator(range(100), 10).page(5)
    html = drawn("{% pagination page target='#list' %}", "/?q=a&page=5", page=page)
    assert 'href="/?q=a&amp;page=6"' in html
    assert '<span aria-current="page">5</span>' in html
    assert 'hx-target="#list"' in html


def test_a_search_keeps_the_filters_and_starts_at_the_first_page():
    html = drawn("{% search_box '찾기' %}", "/?state=open&page=4&q=old")
    assert '<input type="hidden" name="state" value="open">' in html
    assert 'name="page"' not in html
    assert 'value="old"' in html


def test_a_private_search_posts_its_words():
    html = drawn("{% search_box '이름' private=True value='홍길동' target='#list' %}", csrf_token="t")
    assert 'method="post"' in html
    assert 'hx-post="/"' in html
    assert "hx-push-url" not in html
    assert "csrfmiddlewaretoken" in html


def test_a_finding_with_a_fix_is_a_button_and_one_without_leads_to_its_field():
    fix = FindingCard("unlawful", "낮음", "최저임금법 제6조", "월 200", "고치기", "apply", "pay=1", "id_pay")
    assert '<button class="btn btn-small btn-secondary push" name="apply" value="pay=1"' in drawn(
        "{% finding f %}", f=fix
    )
    html = drawn("{% finding f %}", f=FindingCard("note", "휴게시간", field="id_break"))
    assert 'href="#id_break"' in html


def test_a_candidate_shows_rank_score_reasons_and_why_an_earlier_applicant_stands_lower():
    row = CandidateRow(
        "박○희", "방배동", 91, rank=1, refer_url="/refer/", passed_over="거리가 멂",
        reasons=[Reason("판매 3년"), Reason("토요일", "unknown"), Reason("운전", "missing")],
        terms=[Term("거리", "9", 90)],
    )  # fmt: skip
    html = drawn("{% candidate row %}", row=row)
    for words in ("박○희", "91", "판매 3년", "거리가 멂", 'aria-label="확인 필요"', 'aria-label="부족"', 'width="90"'):
        assert words in html


def test_one_left_out_has_a_reason_and_no_score():
    html = drawn("{% candidate row %}", row=CandidateRow("정○수", "서초동", 0, passed_over="밤 근무만 희망"))
    assert "밤 근무만 희망" in html
    assert "candidate-score" not in html


def test_what_people_typed_is_never_markup():
    evil = "<script>x</script>"
    html = drawn(
        "{% badge t %}{% notice t %}{% button t %}{% icon 'check' t %}{% tasks tasks %}", t=evil, tasks=[Task(evil)]
    )
    html += drawn("{% pagehead t %}{% endpagehead %}{% empty t t %}{% endempty %}", t=evil)
    assert "<script>" not in html


def test_a_toast_offers_undo_only_where_there_is_one():
    stored = Message(messages.SUCCESS, "저장했습니다", extra_tags="undo=/orders/7/undo/")
    assert toasts.toast(stored).undo == "/orders/7/undo/"
    assert toasts.toast(Message(messages.ERROR, "안 됨")).undo == ""
    assert toasts.toast(Message(messages.ERROR, "안 됨")).urgent


def test_the_pieces_speak_english_to_english_readers():
    with override("en"):
        html = drawn(
            "{{ d|day }} {% count_chip 23 _('적합 구직자') %}{% finding f %}",
            d=date(2026, 11, 23),
            f=FindingCard("note", "x"),
        )
    assert "Mon 23 Nov 2026" in html
    assert not re.search(r"[가-힣]", html)
