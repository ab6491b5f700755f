"""Unfilled → class, beside a recount from the rows of 50 random districts that shares no code with the engine."""

import time as clockwork
from datetime import time, timedelta
from math import ceil, cos, hypot, radians
from random import Random

import pytest

from jobvisit.base import clock
from jobvisit.flows import training as flow
from jobvisit.flows import training_offers
from jobvisit.office.matches import actions as matches
from jobvisit.office.matches import store
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.training.problems import CannotError
from tests.factories import companies, orders, seekers, staff, training

pytestmark = pytest.mark.django_db
CERTIFICATES = ("요양보호사", "간호조무사", "한식조리기능사", "자동차운전면허 1종 보통")
WISHES = ("550104", "550103", "531201", "622201", "561101")
DISTRICTS = 50


def test_the_proposals_equal_a_recount_on_random_districts():
    seen = 0
    for seed in range(DISTRICTS):
        rng = Random(seed)
        someone = district(rng)
        minutes, seats = rng.choice((15, 25, 40, 60)), rng.randint(1, 8)
        found = training_offers.offers(by=someone, at=clock.now(), minutes=minutes, seats=seats)
        recount = recounted(someone, minutes)
        assert {one.licence: dict(one.found.opens) for one in found} == recount["opens"], seed
        for one in found:
            opens, got = recount["opens"][one.licence], one.found
            assert got.pool == len(opens)
            assert set(got.orders) == {order for each in opens.values() for order in each}
            assert got.placeable == min(seats, most_at_once(opens, recount["places"])), seed
            assert len(got.chosen) == len(set(got.chosen)) == min(seats, len(opens))
            assert set(got.gains) == {order for who in got.chosen for order in opens[who]}
            assert got.short == sum(recount["fits"][order] < recount["places"][order] for order in got.orders)
            seen += 1
    assert seen > DISTRICTS  # the districts are not empty ones


def test_a_certificate_is_in_the_holders_lists_within_a_second_of_saving():
    someone = staff.counsellor()
    wanted = carer_order(someone)
    person = seekers.seeker(someone, wishes=["550104"], wage_wish=None)
    assert wanted.pk not in fitting(person)
    began = clockwork.perf_counter()
    more = flow.enter_certificate(
        seeker=person, licence="요양보호사", issued_on=training.day(-1), by=someone, at=clock.now()
    )
    listed = fitting(person)
    named = matches.shortlist(order=wanted, by=someone, at=clock.now()).shown.seekers
    assert clockwork.perf_counter() - began < 1
    assert (more, wanted.pk in listed, named) == (1, True, [person.pk])


def test_a_certificate_out_of_a_class_is_in_its_holders_lists_and_one_entered_by_mistake_leaves_them():
    from jobvisit.office.training import queries

    cohort = training.running(people=1)
    wanted = carer_order(cohort.owner)
    one = queries.enrolments(cohort).get()
    Seeker.objects.filter(pk=one.seeker_id).update(wishes=["550104"], wage_wish=None)
    one.seeker.refresh_from_db()
    assert flow.certify(enrolment=one, issued_on=training.day(-1), version=None, by=cohort.owner, at=clock.now()) == 1
    assert wanted.pk in fitting(one.seeker)
    (certificate,) = queries.certificates(cohort.owner, one.seeker)
    flow.take_back(certificate=certificate, reason="다른 사람 것", by=cohort.owner, at=clock.now())
    one.refresh_from_db()
    one.seeker.refresh_from_db()
    assert (one.state, one.seeker.licences, fitting(one.seeker)) == ("attending", [], set())


@pytest.mark.parametrize(("days", "code"), [(1, "future"), (-30, "before_course")])
def test_a_certificate_of_an_impossible_day_changes_nothing(days, code):
    from jobvisit.office.training import queries

    cohort = training.running(people=1)
    one = queries.enrolments(cohort).get()
    values = {"enrolment": one, "version": None, "by": cohort.owner, "at": clock.now()}
    with pytest.raises(CannotError) as caught:
        flow.certify(**values, issued_on=training.day(days))
    assert (caught.value.code, caught.value.field) == (code, "issued_on")
    one.refresh_from_db()
    assert one.state == "attending"
    assert not Seeker.objects.get(pk=one.seeker_id).licences


def fitting(person):
    person.refresh_from_db()
    return set(matches.jobs_for(seeker=person, today=training.day()).ids.tolist())


def carer_order(someone):
    return orders.order(someone, occupation="550104", licences_required=["요양보호사"])


def district(rng):
    """A counsellor whose district has up to 40 residents and 15 orders, a good part of every fact unknown."""
    store.forget()
    someone = staff.counsellor()
    now, firm = clock.now(), companies.company(someone.district)

    def maybe(value, chance=0.7):
        return value if rng.random() < chance else None

    def place():
        return {"lat": 37.49 + rng.uniform(-0.05, 0.05), "lon": 127.0 + rng.uniform(-0.06, 0.06)}

    people = [
        seekers.unsaved(
            owner=someone, district=someone.district, state="active",
            applied_at=now - timedelta(minutes=rng.randint(1, 99_999)), active_on=training.day(),
            valid_until=training.day(60), wishes=rng.sample(WISHES, rng.randint(0, 2)), wage_wish=maybe(11_000, 0.3),
            days=rng.choice(([], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5], [5, 6])), earliest=maybe(time(9), 0.5),
            latest=maybe(time(18), 0.5), hours_min=maybe(20, 0.4), hours_max=maybe(40, 0.4),
            shifts_ok=rng.choice((None, True, False)), reach_m=maybe(rng.choice((2000, 5000, 9000))),
            education=maybe(rng.randint(0, 5)), career_months=maybe(rng.randint(0, 30)),
            licences=sorted(rng.sample(CERTIFICATES, rng.randint(0, 1))), licences_asked=rng.random() < 0.8,
            **(place() if rng.random() < 0.9 else {"lat": None, "lon": None}),
        )
        for _ in range(rng.randint(5, 40))
    ]  # fmt: skip
    for one in people:
        one.derive()
    Seeker.objects.bulk_create(people)
    away_now = [one.pk for one in people if rng.random() < 0.15]
    Seeker.objects.filter(pk__in=away_now).update(state="paused")
    asked = [
        orders.unsaved(
            firm, district=someone.district, owner=someone, number=f"N{n}", accepted_at=now,
            state=rng.choice(("open", "open", "open", "draft")), occupation=rng.choice((*WISHES, "")),
            openings=rng.choice((None, 1, 2, 4)), days=rng.choice(([], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5])),
            days_per_week=rng.choice((None, 5, 6)), start=maybe(time(rng.choice((7, 9, 10, 22)))),
            end=maybe(time(rng.choice((6, 17, 18, 19)))), weekly_hours=maybe(rng.choice((18, 30, 44))),
            shift=rng.choice((None, False, False, True)), hourly_min=maybe(10_400), hourly_max=maybe(10_500, 0.4),
            career_months_min=maybe(rng.choice((6, 12)), 0.3), education=rng.choice(("", "any", "high", "bachelor")),
            licences_required=rng.sample(CERTIFICATES, rng.choice((0, 1, 1, 1, 2))), **place(),
        )
        for n in range(rng.randint(3, 15))
    ]  # fmt: skip
    JobOrder.objects.bulk_create(asked)
    return someone


def recounted(someone, minutes):
    """For each certificate: resident → the open orders that it alone keeps them from; read from the rows."""
    opens, fits, places = {}, {}, {}
    files = list(Seeker.objects.filter(district=someone.district, state__in=["registered", "active"]))
    for order in JobOrder.objects.filter(district=someone.district, state__in=["checked", "open"]):
        places[order.pk] = (order.openings or 1) - order.filled
        wanted, fits[order.pk] = set(order.licences_required), 0
        for one in files:
            others = failed(one, order)
            lacking = wanted - set(one.licences)
            fits[order.pk] += not others and (not lacking or not one.licences_asked)
            near = away(one, order)
            if others or len(lacking) != 1 or not one.licences_asked or near is None or near > minutes:
                continue
            opens.setdefault(lacking.pop(), {}).setdefault(one.pk, []).append(order.pk)
    told = {name: {who: tuple(sorted(what)) for who, what in each.items()} for name, each in opens.items()}
    return {"opens": told, "fits": fits, "places": places}


def failed(one, order):
    """Whether this resident fails this order in anything but certificates, by what both say."""
    start = order.start and order.start.hour * 60 + order.start.minute
    end = order.end and order.end.hour * 60 + order.end.minute
    if start is not None and end is not None and end <= start:
        end += 1440
    top = order.hourly_max or order.hourly_min or 0
    level = {"high": 2, "bachelor": 4}.get(order.education, 0)
    week = float(order.weekly_hours) if order.weekly_hours is not None else None
    metres = straight(one, order)
    return any((
        order.occupation and one.wishes and order.occupation[:2] not in {wish[:2] for wish in one.wishes},
        metres is not None and metres > (one.reach_m or 20_000),
        top and one.wage_wish and top < one.wage_wish - one.wage_wish * 5 // 100,
        order.days and one.days and not set(order.days) <= set(one.days),
        not order.days and order.days_per_week and one.days and len(one.days) < order.days_per_week,
        start is not None and one.earliest and start < one.earliest.hour * 60,
        end is not None and one.latest and end > one.latest.hour * 60,
        week is not None and one.hours_max is not None and week > one.hours_max,
        week is not None and one.hours_min is not None and week < one.hours_min,
        order.shift and one.shifts_ok is False,
        order.career_months_min and one.career_months is not None and one.career_months < order.career_months_min,
        level and one.education is not None and one.education < level,
    ))  # fmt: skip


def straight(one, order):
    if one.lat is None or order.lat is None:
        return None
    scale = 111_195.0

    def flat(thing):
        return round((thing.lon - 127) * scale * cos(radians(37.5))), round((thing.lat - 37.5) * scale)

    (x, y), (a, b) = flat(one), flat(order)
    return int(hypot(x - a, y - b))


def away(one, order):
    """Minutes on foot (4.5 km/h, a way 1.23 times the straight line) or by bus (16 km/h, 1.30 times, 7 minutes)."""
    metres = straight(one, order)
    if metres is None:
        return None
    return ceil(min(metres * 1.23 * 3.6 / 4.5, metres * 1.30 * 3.6 / 16 + 420) / 60)


def most_at_once(opens, places):
    """How many can have a place at the same time: each place a chair, chairs given by trying (Kuhn)."""
    chair = {}

    def seat(who, tried):
        for order in opens[who]:
            for number in range(max(0, places[order])):
                key = (order, number)
                if key not in tried:
                    tried.add(key)
                    if key not in chair or seat(chair[key], tried):
                        chair[key] = who
                        return True
        return False

    return sum(seat(who, set()) for who in opens)
