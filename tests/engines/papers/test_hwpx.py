"""Hangul files: they open again in an independent reader with every value in its box."""

import io
import zipfile
from dataclasses import replace

import pytest
from hwpx import HwpxDocument, validate_package

from jobvisit.engines import papers
from jobvisit.engines.papers.hwpx import TEMPLATES, as_hwpx
from tests.engines.papers import samples
from tests.engines.papers.conftest import bare
from tests.engines.papers.test_forms import HOSTILE

ABOUT_THE_SHOP = {"식품 소매업", "6명", "건강식품 소매와 배달"}
PAPERS = {
    "order form": (samples.ORDER, set()),
    "referral letter": (samples.LETTER, ABOUT_THE_SHOP | {"1명", "이은주 8891", samples.LINK.short}),
    "certificate": (samples.CERTIFICATE, {"010-1234-0000", "이은주 8891"}),
    "agreement": (
        samples.AGREEMENT,
        ABOUT_THE_SHOP | {"123-45-67891", "02-555-0101", "박정수 대표 010-1234-5678"},
    ),
}
"""Each paper, and what its template has no box for."""


@pytest.fixture
def text_of(tmp_path):
    def read(made: bytes) -> str:
        path = tmp_path / "paper.hwpx"
        path.write_bytes(made)
        assert validate_package(path).ok
        document = HwpxDocument.open(path)
        text = document.text.plain()
        document.close()
        return text

    return read


@pytest.mark.parametrize("name", PAPERS)
def test_every_value_stands_in_the_file(text_of, name):
    paper, without_box = PAPERS[name]
    text = bare(text_of(as_hwpx(paper)))
    missing = {t for t in samples.said(paper) if bare(t) not in text}
    assert missing == without_box
    assert "{{" not in text


def test_a_value_is_never_taken_for_a_name_or_for_markup(text_of):
    nasty = "{{number}} {{{title}}} ${pay} <<hours>> & <hp:t> ]]>"
    text = text_of(as_hwpx(replace(samples.ORDER, title=nasty, duties="\n".join(HOSTILE))))
    assert nasty in text
    assert [one for one in HOSTILE if bare(one) not in bare(text)] == []


def test_letters_that_xml_cannot_hold_are_left_out_and_rare_ones_stay(text_of):
    text = text_of(as_hwpx(replace(samples.ORDER, title="a\x00b\ud800c\uffffd 𠮷 \ue001 🫩")))
    assert "abcd 𠮷 \ue001 🫩" in text


def test_an_empty_value_leaves_its_box_blank(text_of):
    assert "{{" not in text_of(as_hwpx(replace(samples.ORDER, starts_on=None, selection="", documents="")))


def test_the_type_of_the_file_comes_first_and_unpacked():
    first = zipfile.ZipFile(io.BytesIO(as_hwpx(samples.CERTIFICATE))).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_a_file_that_is_no_hwpx_is_refused(tmp_path):
    path = tmp_path / "old.hwpx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 old hwp")
    with pytest.raises(papers.PaperError):
        papers.fill(path, {"number": "1"})


def test_an_offices_own_template_is_filled_by_the_same_names(text_of, tmp_path):
    own = tmp_path / "own.hwpx"
    own.write_bytes((TEMPLATES / "registration_certificate.hwpx").read_bytes())
    assert "김순영" in text_of(papers.fill(own, {"person_name": "김순영"}))
