"""Lists as people see them: overruled by persons, weighed by a lawful measure, and the alarm for those never listed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.flows import matching as flow
from jobvisit.office.audit.models import Event
from jobvisit.office.matches import actions, queries, record, store
from jobvisit.office.matches.models import Override, Result
from jobvisit.office.staff.models import Role
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import companies, orders, referrals, seekers, staff

pytestmark = pytest.mark.django_db
TODAY = clock.seoul_day(clock.now())


@pytest.fixture
def place():
    """An order and four residents who fit it, the nearest first."""
    store.forget()
    by = staff.manager()
    order = orders.order(by, companies.company(by.district))
    people = [seekers.seeker(by, lat=37.4967, lon=127.0057 - 0.004 * step, reach_m=9_000) for step in range(4)]
    return by, order, people


def listed(order, by):
    shown = actions.shortlist(order=order, by=by, at=clock.now()).shown
    return [line.seeker for line in queries.arranged(shown, queries.overrides(order))[0]]


def overrule(order, seeker, by, kind, **more):
    return actions.override(order=order, seeker=seeker, kind=kind, why=Override.Why.WISH, by=by, at=clock.now(), **more)


def test_the_nearest_come_first_until_somebody_decides_otherwise(place):
    by, order, people = place
    assert listed(order, by) == [one.pk for one in people]
    overrule(order, people[3], by, Override.Kind.PLACED, place=1)
    assert listed(order, by) == [people[3].pk, people[0].pk, people[1].pk, people[2].pk]


def test_who_was_taken_off_stays_off_later_lists_until_that_is_lifted(place):
    by, order, people = place
    overrule(order, people[0], by, Override.Kind.REMOVED)
    assert people[0].pk not in listed(order, by)
    overrule(order, people[0], by, Override.Kind.LIFTED)
    assert listed(order, by)[0] == people[0].pk


def test_a_resident_the_engine_left_out_can_be_added_and_keeps_their_own_score(place):
    by, order, _people = place
    other = seekers.seeker(by, wishes=["133301"])
    added = overrule(order, other, by, Override.Kind.PLACED, place=2)
    assert listed(order, by)[1] == other.pk
    verdict = actions.explain(order=order, seeker=other, today=TODAY)
    assert sum(added.terms) == verdict.score
    assert not verdict.eligible


@pytest.mark.parametrize("words", ["여자라서", "나이가 너무 많음, 40세 이하", "조선족이라서"])
def test_sex_age_and_origin_are_no_reason_to_overrule_a_list(place, words):
    by, order, people = place
    with pytest.raises(actions.BadReasonError):
        overrule(order, people[0], by, Override.Kind.REMOVED, note=words)
    assert not Override.objects.exists()


@pytest.mark.parametrize(
    "words", ["장애인 활동지원 경험이 많음", "여성복 판매를 오래 함", "전화로 야간은 어렵다고 함", ""]
)
def test_words_about_the_work_itself_are_a_reason(place, words):
    by, order, people = place
    assert overrule(order, people[0], by, Override.Kind.REMOVED, note=words).note == words


def test_overruling_is_in_the_log_with_whose_data_it_concerns(place):
    by, order, people = place
    overrule(order, people[1], by, Override.Kind.REMOVED)
    event = Event.objects.get(verb="matches.override")
    assert (event.actor, event.person_id, event.details["why"]) == (by, people[1].pk, "wish")


def test_an_administrator_overrules_no_list(place):
    by, order, people = place
    with pytest.raises(NotAllowedError):
        overrule(order, people[0], staff.colleague_of(by, Role.ADMINISTRATOR), Override.Kind.REMOVED)


def test_a_group_counts_only_under_a_measure_and_its_price_is_recorded(place):
    by, order, people = place
    old = seekers.seeker(by, lat=37.4967, lon=126.985, reach_m=9_000, birth_date=date(TODAY.year - 70, 1, 1))
    for one in people:
        one.birth_date = date(TODAY.year - 40, 1, 1)
        one.save()
    assert listed(order, by)[-1] == old.pk
    actions.set_measure(
        order=order,
        basis="고령자고용촉진법 제11조",
        group="senior",
        weight=Decimal(2),
        reason="지원 사업",
        by=by,
        at=clock.now(),
    )
    made = actions.shortlist(order=order, by=by, at=clock.now())
    assert made.shown.seekers[0] == old.pk
    assert made.shown.measure is not None
    assert made.shown.measure_price == 0, "the same five people: only their order changed"
    assert Event.objects.get(verb="matches.measure").details["group"] == "senior"
    gave_way = {one.seeker: one.reason for one in queries.passed_over(made.shown)}
    assert gave_way[people[0].pk] == record.FAVOURED
    actions.end_measure(order=order, reason="사업이 끝남", by=by, at=clock.now())
    assert listed(order, by)[-1] == old.pk


def test_a_measure_that_pushes_somebody_off_the_list_costs_what_they_would_have_brought(place, monkeypatch):
    by, order, people = place
    monkeypatch.setattr("jobvisit.office.matches.actions.lists.LENGTH", 2)
    people[3].birth_date = date(TODAY.year - 70, 1, 1)
    people[3].save()
    for one in people[:3]:
        one.birth_date = date(TODAY.year - 40, 1, 1)
        one.save()
    plain = actions.shortlist(order=order, by=by, at=clock.now())
    actions.set_measure(
        order=order, basis="협약", group="senior", weight=Decimal(2), reason="우선", by=by, at=clock.now()
    )
    made = actions.shortlist(order=order, by=by, at=clock.now())
    assert made.shown.seekers == [people[3].pk, people[0].pk]
    lost = sum(one.probability for one in plain.ranking) - sum(one.probability for one in made.ranking)
    assert made.shown.measure_price == pytest.approx(1_000_000 * lost, abs=2)
    assert made.shown.measure_price > 0


def test_a_desk_clerk_sets_no_measure(place):
    by, order, _ = place
    clerk = staff.colleague_of(by, Role.DESK)
    with pytest.raises(NotAllowedError):
        actions.set_measure(
            order=order, basis="x", group="senior", weight=Decimal(1), reason="x", by=clerk, at=clock.now()
        )


def test_the_alarm_names_who_stood_on_no_list_and_was_not_referred_and_says_what_excludes_them(place):
    by, order, _people = place
    lonely = seekers.seeker(by, wishes=["133301"])
    referred = seekers.seeker(by, wishes=["133301"])
    referrals.proposed(by, order=order, seeker=referred)
    actions.shortlist(order=order, by=by, at=clock.now())
    total, found = flow.never_listed(by=by, at=clock.now(), most=10)
    assert (total, [one.seeker.pk for one in found]) == (1, [lonely.pk])
    assert found[0].fitting == 0
    assert [requirement.name for requirement, _ in found[0].excluded] == ["OCCUPATION"]


def test_a_list_shown_before_the_file_was_valid_for_three_months_silences_no_alarm(place):
    by, order, people = place
    actions.shortlist(order=order, by=by, at=clock.now() - timedelta(days=100))
    total, _ = flow.never_listed(by=by, at=clock.now(), most=0)
    assert total == len(people)


def test_every_open_order_is_explained_to_a_resident_those_that_fit_first(place):
    by, order, people = place
    far = orders.order(by, order.company, occupation="133301", start=None, end=None)
    fits = actions.all_orders_for(seeker=people[0], today=TODAY)
    assert [one.order for one in fits] == [order.pk, far.pk]
    assert fits[0].failed == ()
    assert fits[1].failed
    for one, which in zip(fits, (order, far), strict=True):
        verdict = actions.explain(order=which, seeker=people[0], today=TODAY)
        assert (one.score, one.failed) == (verdict.score, verdict.failed)


def test_the_resident_sees_an_order_with_the_very_score_with_which_the_order_sees_the_resident(place):
    by, order, people = place
    mine = actions.jobs_for(seeker=people[1], today=TODAY)
    theirs = actions.shortlist(order=order, by=by, at=clock.now()).ranking
    assert mine.candidate(0).score == next(one.score for one in theirs if one.id == people[1].pk)


def test_an_outcome_taken_back_is_a_new_row(place):
    by, order, people = place
    for what in (Result.What.HIRED, Result.What.UNDONE):
        actions.note_outcome(
            district_id=order.district_id, order_id=order.pk, seeker_id=people[0].pk, what=what, by=by, at=clock.now()
        )
    assert [one.what for one in Result.objects.all()] == ["undone", "hired"]


def test_one_change_of_a_typed_order_is_counted_by_the_hourly_pay_it_would_have(place):
    by, order, people = place
    for one in people[:3]:
        one.wage_wish = 14_000
        one.save()
    typed = orders.unsaved(order.company)
    look = intake.look_at(order=typed, by=by, at=clock.now())
    assert look.supply.base.eligible == 1
    pay = [one for one in look.supply.outcomes if one.variant.what.name == "PAY"]
    assert max(one.gain for one in pay) == 3
