"""The place at the door: kept only where it was shared, shown with its error, taken back, erased after its term."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import nightly
from jobvisit.office.audit.models import Event
from jobvisit.office.companies.models import Branch
from jobvisit.office.outreach import retention, visiting
from jobvisit.office.outreach.models import Visit
from jobvisit.office.outreach.visiting import SharedPlace
from tests.factories import staff
from tests.web.access.outreach import visit

pytestmark = pytest.mark.django_db
HERE = {"place": "shared", "lat": "37.4801", "lon": "126.9900", "accuracy": "34.6"}


@pytest.fixture
def someone(client):
    user = staff.counsellor()
    client.force_login(user)
    return user


def arrive(client, one, **posted):
    return client.post(reverse("outreach:arrive", args=[one.pk]), posted, follow=True).content.decode()


def test_arriving_keeps_no_place_unless_it_is_shared(client, someone):
    one = visit(someone)
    arrive(client, one)
    one.refresh_from_db()
    assert (one.state, one.arrived_lat, one.arrived_within) == ("under_way", None, None)


def test_a_shared_place_is_shown_with_its_error_and_its_distance_from_the_address(client, someone):
    one = visit(someone, branch=None)
    branch = Branch.objects.filter(company=one.case.company).first()
    Branch.objects.filter(pk=branch.pk).update(lat=37.48, lon=126.99)
    Visit.objects.filter(pk=one.pk).update(branch=branch)
    page = arrive(client, one, **HERE)
    one.refresh_from_db()
    assert (one.arrived_lat, one.arrived_lon, one.arrived_within) == (37.4801, 126.99, 35)
    assert "주소에서 11m (오차 35m)" in page


@pytest.mark.parametrize("why", ["denied", "timeout", "unavailable"])
def test_a_place_that_was_not_given_does_not_hold_the_arrival_up_and_is_said(client, someone, why):
    one = visit(someone)
    page = arrive(client, one, place=why, lat="", lon="", accuracy="")
    one.refresh_from_db()
    assert (one.state, one.arrived_lat) == ("under_way", None)
    assert "위치는 받지 못해 남기지 않았습니다" in page


@pytest.mark.parametrize(("lat", "lon", "error"), [("48.8", "2.3", "5"), ("nan", "nan", "1"), ("1e400", "127", "1"),
                                                   ("37,5", "127", "1"), ("37.5", "", "1")])  # fmt: skip
def test_a_place_that_cannot_be_is_none(client, someone, lat, lon, error):
    one = visit(someone)
    arrive(client, one, place="shared", lat=lat, lon=lon, accuracy=error)
    one.refresh_from_db()
    assert (one.state, one.arrived_lat, one.arrived_lon) == ("under_way", None, None)


@pytest.mark.parametrize(("error", "kept"), [("inf", None), ("-3", 0), ("9e99", 1_000_000), ("", None)])
def test_an_error_that_cannot_be_does_not_lose_the_place(client, someone, error, kept):
    one = visit(someone)
    arrive(client, one, **{**HERE, "accuracy": error})
    one.refresh_from_db()
    assert (one.arrived_lat, one.arrived_within) == (37.4801, kept)


def test_whoever_shared_a_place_takes_it_back_and_nobody_else(client, someone):
    one = visit(someone)
    arrive(client, one, **HERE)
    other = staff.colleague_of(someone, someone.role)
    assert not visiting.forget_place(visit=one, by=other, at=clock.now())
    client.post(reverse("outreach:forget_place", args=[one.pk]))
    one.refresh_from_db()
    assert (one.arrived_lat, one.arrived_within) == (None, None)
    assert one.arrived_at
    assert Event.objects.filter(verb="outreach.place_forgotten").count() == 1


def test_the_night_erases_places_past_their_term_and_leaves_the_rest(someone):
    now = clock.now()
    old, new = visit(someone), visit(someone)
    for one, at in ((old, now - retention.KEEP - timedelta(days=1)), (new, now)):
        visiting.arrive(visit=one, by=someone, at=at, place=SharedPlace(37.48, 126.99, 20))
    night = nightly.run(district=someone.district, on=clock.seoul_day(now))
    assert night.forgotten["places"] == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.arrived_lat, new.arrived_lat) == (None, 37.48)
    assert nightly.run(district=someone.district, on=clock.seoul_day(now)).forgotten == {}


def test_the_database_refuses_half_a_place(someone):
    one = visit(someone)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=one.pk).update(arrived_lat=37.4)
