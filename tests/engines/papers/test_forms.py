"""Official forms: every value stands on the paper as it was, tagged for a screen reader."""

from dataclasses import replace

import pytest

from jobvisit.engines import papers
from jobvisit.engines.papers.characters import covered, printable
from jobvisit.engines.papers.types import Chart, Section, Table
from tests.engines.papers import samples
from tests.engines.papers.conftest import bare

HOSTILE = [
    "#import \"/etc/passwd\" #let x = 1",
    "~ $x^2$ @ref <label> *굵게* _밑줄_ `코드` \\ // 주석 /* */",
    "2026. 12. 1.",
    "- 목록 + 목록 = 제목 / 낱말: 뜻",
    "'작은' \"큰\" ‘둥근’ “따옴표” -- --- ...",
    "뷁햏 金順英 李末子 ㈜한빛 😀 👩‍🦰 ☎",
    "첫 줄\n둘째 줄",
    "{{name}} ${x} %s {0} \\u0041",
    "가" * 200,
    "A" * 300,
]  # fmt: skip
FORMS = {
    "referral letter": (papers.referral_letter, samples.LETTER),
    "referral list": (papers.referral_list, samples.LIST),
    "result form": (papers.result_form, samples.RESULT),
    "order form": (papers.order_form, samples.ORDER),
    "certificate": (papers.registration_certificate, samples.CERTIFICATE),
    "agreement": (papers.agreement_draft, samples.AGREEMENT),
    "report": (papers.report, samples.REPORT),
}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: make(values) for name, (make, values) in FORMS.items()}


SHOWN = {
    "referral letter": "number issued_on person job interview bring counsellor link office",
    "referral list": "number issued_on job people counsellor office",
    "result form": "number answer_by people counsellor link office",
    "order form": "",
    "certificate": "number issued_on applied_on valid_until wishes purpose counsellor office",
    "agreement": "title purpose promises clauses starts_on ends_on signed_on",
    "report": "",
}
"""The fields that a form prints; with none named, all of them. An employer's items differ from form to form."""
LEFT_OUT = {
    "referral letter": {"1명"},
    "referral list": {"월급 1,900,000원", "월화수목금 10:00–17:00", "반포4동 27-3"},
    "result form": {"010-1234-0000", "판매 3년", "위생사"},
    "report": {"서초구청장"},
}
"""What a form does not show by design: a result form carries no telephone numbers."""


@pytest.mark.parametrize("name", FORMS)
def test_every_value_stands_on_the_one_page(made, text_of, facts_of, name):
    values = FORMS[name][1]
    wanted = SHOWN[name].split()
    texts = [t for field in wanted for t in samples.said(getattr(values, field))] if wanted else samples.said(values)
    page = text_of(made[name])
    assert [t for t in texts if t not in LEFT_OUT.get(name, set()) | {"ko"} and bare(t) not in page] == []
    assert facts_of(made[name])["Pages"] == "1"


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_tagged_titled_and_says_that_it_is_pdf_ua(made, facts_of, name):
    facts = facts_of(made[name])
    assert facts["Tagged"] == "yes"
    assert facts["Title"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made[name]
    assert b"/Lang(ko)" in made[name]


def test_the_result_form_carries_no_telephone_numbers_of_residents(made, text_of):
    assert "010-1234-0000" not in text_of(made["result form"])


def test_a_picture_without_words_is_refused():
    silent = (Section("취업", charts=(Chart(samples.BARS, ""),)),)
    with pytest.raises(papers.PaperError, match="alt"):
        papers.report(replace(samples.REPORT, sections=silent))


def test_a_picture_that_is_no_svg_is_refused():
    broken = (Section("취업", charts=(Chart(b"<html>", "막대 그림"),)),)
    with pytest.raises(papers.PaperError):
        papers.report(replace(samples.REPORT, sections=broken))


def test_what_looks_like_markup_is_printed_as_it_was_written(text_of):
    page = text_of(papers.order_form(replace(samples.ORDER, duties="\n".join(HOSTILE), title=HOSTILE[0])))
    joined = page.replace("\u200d", "")
    assert [one for one in HOSTILE if bare(one).replace("\u200d", "") not in joined] == []


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_does_not_stop_a_certificate(value):
    person = replace(samples.WOMAN, name=value, address=value)
    assert papers.registration_certificate(replace(samples.CERTIFICATE, person=person)).startswith(b"%PDF-1.7")


def test_ten_thousand_characters_take_more_pages_and_lose_none(text_of, facts_of):
    long = " ".join(f"낱말{n}" for n in range(1_800))
    pdf = papers.order_form(replace(samples.ORDER, duties=long))
    page = text_of(pdf)
    lost = [n for n in range(0, 1_800, 50) if f"낱말{n}낱말{n + 1}" not in page]
    assert int(facts_of(pdf)["Pages"]) > 1
    assert len(lost) <= int(facts_of(pdf)["Pages"])  # a foot stands between two pages


def test_a_character_without_a_picture_is_told_by_its_number():
    assert printable("𠮷田") == "[U+20BB7]田"
    assert printable("a\x00b\ufeffc\td\r\ne") == "abc d\ne"
    assert printable("\ue000") == "[U+E000]"


def test_names_typed_on_a_mac_are_composed():
    assert printable("\u1112\u1161\u11ab") == "한"


def test_every_hangul_syllable_and_every_hanja_of_the_national_standard_has_a_picture():
    euc = (bytes([high, low]) for high in range(0xCA, 0xFE) for low in range(0xA1, 0xFF))
    hanja = {ord(pair.decode("euc-kr")) for pair in euc}
    assert (set(range(0xAC00, 0xD7A4)) | hanja) <= covered()


def test_the_same_values_give_the_same_bytes():
    assert papers.referral_letter(samples.LETTER) == papers.referral_letter(samples.LETTER)


def test_an_empty_code_is_refused():
    with pytest.raises(ValueError, match="QR"):
        papers.qr("")


def test_a_table_with_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="단계"):
        Table("단계", ("단계", "사람"), (("서류",),))
