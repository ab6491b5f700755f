"""The audit: exposure of groups counted right, and no protected attribute that changes an answer."""

from datetime import date, timedelta

import pytest

from jobvisit.base import clock
from jobvisit.flows import matching as flow
from jobvisit.office.matches import actions, audits, store, translate
from jobvisit.office.seekers.models import GroupClaim
from tests.factories import companies, orders, seekers, staff

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.seoul_day(NOW)


@pytest.fixture
def by():
    """Two orders, twelve residents: half of them seniors, who live farther away."""
    store.forget()
    someone = staff.manager()
    for _ in range(2):
        orders.order(someone, companies.company(someone.district))
    for step in range(12):
        born = date(TODAY.year - (70 if step >= 6 else 45), 1, 1)
        file = seekers.seeker(someone, lon=127.0 - 0.003 * step, reach_m=20_000, birth_date=born)
        if step < 5:
            GroupClaim.objects.create(
                district=someone.district,
                seeker=file,
                group="long_unemployed",
                valid_from=TODAY - timedelta(days=9),
                valid_until=TODAY + timedelta(days=step - 1) if step == 0 else None,
            )
    return someone


def test_a_group_that_is_pushed_down_is_seen_to_be(by, monkeypatch):
    monkeypatch.setattr("jobvisit.office.matches.actions.lists.LENGTH", 6)
    for order in orders.JobOrder.objects.all():
        actions.shortlist(order=order, by=by, at=NOW)
    exposure, _ = flow.audit(by=by, at=NOW)
    senior = next(one for one in exposure.groups if one.group == "senior")
    assert (senior.people, senior.never_shown, senior.had) == (6, 6, 0.0)
    assert senior.low
    assert (exposure.lists, exposure.lines, exposure.strays) == (2, 12, 0)


def test_groups_of_fewer_than_five_are_named_without_a_figure(by):
    actions.shortlist(order=orders.JobOrder.objects.first(), by=by, at=NOW)
    exposure, _ = flow.audit(by=by, at=NOW)
    few = next(one for one in exposure.groups if one.group == "long_unemployed")
    assert few.too_few, "one of the five claims has run out"
    assert few.ratio is None


def test_no_protected_attribute_changes_an_answer(by):
    flips = flow.audit(by=by, at=NOW)[1]
    assert {one.attribute for one in flips} == set(audits.FLIPPED)
    assert all(one.compared == 12 for one in flips)
    assert sum(one.changed for one in flips) == 0


def test_the_flip_test_would_see_a_leak(by, monkeypatch):
    honest = translate.person

    def leaking(row):
        person = honest(row)
        old = "birth_date" in row and row["birth_date"].year < 1960
        return type(person)(**{name: getattr(person, name) for name in person.__slots__} | {"career": 0 if old else 60})

    monkeypatch.setattr(audits.translate, "person", leaking)
    flips = flow.audit(by=by, at=NOW)[1]
    assert any(one.changed for one in flips if one.attribute == "birth_date")
