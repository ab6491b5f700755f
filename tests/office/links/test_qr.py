"""An independent reader (zbar) reads our codes, as pictures and as vectors on a page."""

import io
import random

import pytest
from PIL import Image

from jobvisit.office.links import qr, queries

pyzbar = pytest.importorskip("pyzbar.pyzbar", reason="zbar is not here: apt-get install libzbar0")


def read(picture: Image.Image) -> list[str]:
    found = pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return [one.data.decode() for one in found]


@pytest.mark.parametrize("times", range(5))
def test_a_stranger_reads_the_address_from_the_picture(times):
    url = queries.address(random.Random(times).randbytes(14).hex())
    picture = Image.open(io.BytesIO(qr.png(url)))
    assert read(picture) == [url]
    # Printed small and photographed a little turned: still read.
    small = picture.convert("L").resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)
    small = small.rotate(7, Image.Resampling.BICUBIC, fillcolor=255, expand=True)
    assert read(small) == [url]


def test_the_vector_code_has_a_name_and_nothing_the_content_policy_forbids():
    made = qr.svg("https://jobs.example.go.kr/p/AbC/", label="답하기")
    assert "<title>답하기</title>" in made
    assert "style=" not in made
    assert "<script" not in made
