"""Papers sent in by a page: what they are is decided by their bytes, and what is wrong is said beside the field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jobvisit.office.referrals.models import Evidence
from tests.factories import referrals, staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00", "PDF, PNG, JPEG 파일만 올릴 수 있습니다"),
        (b"%PDF-1.7 cut off", "파일이 깨졌거나"),
        (b"\x00" * (10 * 1024 * 1024 + 1), "10MB까지"),
    ],
)
def test_a_proof_that_is_none_is_refused_beside_its_field_and_nothing_is_kept(content, said):
    someone = staff.counsellor()
    placement = referrals.hired(someone)
    client = Client()
    client.force_login(someone)
    sent = {"paper": SimpleUploadedFile("proof.pdf", content, "application/pdf")}
    answer = client.post(reverse("referrals:attach", args=[placement.public_id]), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Evidence.objects.exists()
