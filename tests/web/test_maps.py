"""Maps stand beside lists that say the same, and ask nobody outside unless a setting names them."""

from datetime import time

import pytest
from django.urls import reverse

from jobvisit.config.settings import CONTENT_SECURITY_POLICY, tile_hosts
from jobvisit.office.companies.models import Branch
from tests.factories import staff
from tests.web.access.outreach import visit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "hosts"),
    [
        ("", []),
        ("https://tiles.example.kr/{z}/{x}/{y}.png", ["https://tiles.example.kr"]),
        ("https://{s}.tile.example.org/{z}/{x}/{y}.png", ["https://*.tile.example.org"]),
        ("http://tiles.example.kr/{z}/{x}/{y}.png", []),
        ("nonsense", []),
    ],
)
def test_the_policy_lets_pictures_in_from_the_tiles_host_alone(address, hosts):
    assert tile_hosts(address) == hosts
    assert CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"] == ["'self'", "data:"]


def test_stops_carry_their_number_and_place_and_one_without_a_place_is_named(client):
    someone = staff.counsellor()
    client.force_login(someone)
    first, second = visit(someone, at=time(9)), visit(someone, at=time(11))
    Branch.objects.filter(company=first.case.company).update(lat=37.48, lon=126.99)
    Branch.objects.filter(company=second.case.company).update(lat=None, lon=None)
    page = client.get(reverse("outreach:day")).content.decode()
    assert 'data-at="37.48000,126.99000" data-number="1"' in page
    assert f"2. {second.case.company.name}" in page.partition("지도에 없는 곳")[2]
    assert "data-tiles" not in page


def test_a_tile_address_reaches_the_map_with_whom_to_name(client, settings):
    settings.TILES, settings.TILES_BY = "https://tiles.example.kr/{z}/{x}/{y}.png", "국토교통부"
    someone = staff.counsellor()
    client.force_login(someone)
    visit(someone)
    page = client.get(reverse("outreach:day")).content.decode()
    assert 'data-tiles="https://tiles.example.kr/{z}/{x}/{y}.png" data-by="국토교통부"' in page
