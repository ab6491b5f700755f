"""Zones and posts: whole and even zones, adopted from a day on, nobody lost on the way."""

from datetime import timedelta

import pytest

from jobvisit.base import clock
from jobvisit.flows import territory
from jobvisit.office.reference import tables
from jobvisit.office.staff import actions as staff_actions
from jobvisit.office.staff import queries
from jobvisit.office.staff.models import Post
from tests.factories import companies, staff

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.seoul_day(NOW)
OWN = [dong.code for dong in tables.dongs().values() if dong.gu == "서초구"]


@pytest.fixture
def manager():
    """A district of two very uneven zones, one with a counsellor."""
    someone = staff.manager()
    place = someone.district
    dongs = {"가": OWN[:16], "나": OWN[16:]}
    many = staff_actions.adopt_zones(place=place, dongs=dongs, on=TODAY - timedelta(days=30))[0]
    post = Post.objects.create(district=place, name="센터", kind="centre", lat=37.49, lon=127.01)
    keeper = staff.colleague_of(someone)
    staff_actions.post_user(user=keeper, post=post, zone=many, starts_on=TODAY - timedelta(days=30))
    for code in OWN:
        firm = companies.company(place, headcount=60)
        firm.branches.update(dong=code)
    someone.keeper = keeper
    return someone


def test_the_proposal_is_whole_and_more_even_than_today_and_covers_every_dong(manager):
    land = territory.lie_of_the_land(by=manager, on=TODAY)
    found = territory.propose(by=manager, on=TODAY, land=land)
    assert set(found.zone_of) == set(OWN)
    assert found.connected
    assert found.spread < land.today.spread


def test_who_is_covered_by_nobody_is_counted(manager):
    land = territory.lie_of_the_land(by=manager, on=TODAY)
    assert (land.uncovered, land.overlapping, land.unstaffed) == (len(OWN) - 16, 0, ["나"])
    stray = companies.company(manager.district)
    stray.branches.update(dong="")
    assert territory.lie_of_the_land(by=manager, on=TODAY).placeless == 1


def test_new_borders_hold_from_their_day_and_the_counsellor_follows(manager):
    land = territory.lie_of_the_land(by=manager, on=TODAY)
    later = TODAY + timedelta(days=7)
    zone_of = {code: "가" if code in OWN[:9] else "나" for code in OWN}
    territory.adopt(zone_of=zone_of, on=later, by=manager, at=NOW)
    assert [len(zone.dongs) for zone in queries.zones(manager, TODAY)] == [16, len(OWN) - 16]
    assert [len(zone.dongs) for zone in queries.zones(manager, later)] == [9, len(OWN) - 9]
    assert queries.posting(manager.keeper, TODAY).zone.dongs == land.zones[0].dongs
    assert len(queries.posting(manager.keeper, later).zone.dongs) == 9
    with pytest.raises(ValueError, match="already"):
        territory.adopt(zone_of=zone_of, on=later, by=manager, at=NOW)


def test_a_zone_is_never_left_without_dong_nor_a_dong_without_zone(manager):
    with pytest.raises(ValueError, match="without dong"):
        territory.adopt(zone_of=dict.fromkeys(OWN, "가"), on=TODAY + timedelta(days=7), by=manager, at=NOW)
    land = territory.lie_of_the_land(by=manager, on=TODAY)
    for wrong in ({}, {**dict.fromkeys(OWN, "가"), OWN[0]: "없는 권역"}):
        with pytest.raises(ValueError, match="every dong"):
            territory.drawn_by_hand(by=manager, on=TODAY, land=land, zone_of=wrong)


def test_posting_somebody_anew_ends_the_old_posting_the_day_before(manager):
    post = queries.posts(manager).get()
    territory.post(
        user=manager.keeper, post=post, zone=None, starts_on=TODAY + timedelta(days=3), ends_on=None, by=manager, at=NOW
    )
    assert queries.posting(manager.keeper, TODAY + timedelta(days=2)).zone is not None
    assert queries.posting(manager.keeper, TODAY + timedelta(days=3)).zone is None
