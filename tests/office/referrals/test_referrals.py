"""Proposing, answering, hiring, undoing: what is promised to two people at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.office.audit.models import Event
from jobvisit.office.matches import actions as matches
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals import actions, queries, silence
from jobvisit.office.referrals.actions import Choice
from jobvisit.office.referrals.codes import Channel, HowFilled, Source
from jobvisit.office.referrals.models import Placement, Referral, ReferralConsent, SkippedApplicant
from jobvisit.office.referrals.problems import CannotError
from jobvisit.office.referrals.states import ReferralState as S
from jobvisit.office.seekers import actions as seeker_actions
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.seekers.states import SeekerState
from jobvisit.office.staff.models import Role
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import companies, orders, referrals, seekers, staff

pytestmark = pytest.mark.django_db


def fresh(referral: Referral) -> Referral:
    return Referral.objects.get(pk=referral.pk)


def propose(order, people, *, skips=None, by=None, shown=None, at=None):
    someone, now = by or order.owner, at or clock.now()
    listed = shown or matches.shortlist(order=order, by=someone, at=now).shown
    return actions.propose(
        order=order, choices=[Choice(one.pk) for one in people], shown=listed, skips=skips or {},
        days_off=frozenset(), by=someone, at=now,
    )  # fmt: skip


@pytest.fixture
def shop():
    """An order with four residents on its list, the later in the list the earlier they applied."""
    by = staff.counsellor()
    now = clock.now()
    people = [seekers.seeker(by, wage_wish=10_000 + 150 * n, applied_at=now - timedelta(days=10 + n)) for n in range(4)]
    order = orders.order(by, companies.company(by.district), openings=2)
    shown = matches.shortlist(order=order, by=by, at=now).shown
    in_order = [next(one for one in people if one.pk == key) for key in shown.seekers]
    return order, shown, in_order


def test_three_residents_are_asked_in_one_act_and_each_remembers_the_list_it_came_from(shop):
    order, shown, people = shop
    made = propose(order, people[:3], shown=shown).made
    assert [one.state for one in made] == [S.PROPOSED] * 3
    assert sorted(one.rank for one in made) == [1, 2, 3]
    assert {one.shown_id for one in made} == {shown.pk}


def test_a_second_click_on_the_same_proposal_changes_nothing(shop):
    order, shown, people = shop
    first = propose(order, people[:3], shown=shown)
    again = propose(order, people[:3], shown=shown)
    assert not again.made
    assert {one.pk for one in again.already} == {one.pk for one in first.made}
    assert Referral.objects.filter(order=order).count() == 3


def test_four_at_once_are_refused_and_nobody_is_asked(shop):
    order, shown, people = shop
    with pytest.raises(CannotError) as refused:
        propose(order, people, shown=shown)
    assert "too_many" in refused.value.codes
    assert not Referral.objects.exists()


def test_passing_over_somebody_who_applied_earlier_and_stands_higher_needs_a_recorded_reason(shop):
    order, shown, people = shop
    Seeker.objects.filter(pk=people[0].pk).update(applied_at=clock.now() - timedelta(days=60))
    with pytest.raises(CannotError) as refused:
        propose(order, [people[1]], shown=shown)
    assert [(one.code, one.seeker) for one in refused.value.problems] == [("skip_reason", people[0].pk)]
    with pytest.raises(CannotError):
        propose(order, [people[1]], shown=shown, skips={people[0].pk: "because"})
    propose(order, [people[1]], shown=shown, skips={people[0].pk: "unreachable"})
    assert SkippedApplicant.objects.get().seeker_id == people[0].pk


def test_somebody_beside_the_list_needs_a_special_reason(shop):
    order, shown, _ = shop
    other = seekers.seeker(order.owner, wishes=["133301"])
    with pytest.raises(CannotError) as refused:
        propose(order, [other], shown=shown)
    assert refused.value.codes == {"not_listed"}
    made = actions.propose(
        order=order, choices=[Choice(other.pk, "resident_asked")], shown=shown, skips={}, days_off=frozenset(),
        by=order.owner, at=clock.now(),
    ).made  # fmt: skip
    assert (made[0].rank, made[0].special) == (None, "resident_asked")


def test_an_order_past_its_closing_day_or_a_file_past_its_validity_is_not_referred(shop):
    order, shown, people = shop
    Seeker.objects.filter(pk=people[0].pk).update(valid_until=clock.seoul_day(clock.now()) - timedelta(days=1))
    JobOrder.objects.filter(pk=order.pk).update(closes_on=clock.seoul_day(clock.now()) - timedelta(days=1))
    with pytest.raises(CannotError) as refused:
        propose(order, people[:1], shown=shown)
    assert {"order_past", "file_past"} <= refused.value.codes


def test_a_resident_has_five_live_referrals_at_most():
    by = staff.counsellor()
    person = seekers.seeker(by)
    for _ in range(5):
        referrals.proposed(by, seeker=person)
    with pytest.raises(CannotError) as refused:
        referrals.proposed(by, seeker=person)
    assert ("resident", 5, 5) in {(one.code, one.limit, one.now) for one in refused.value.problems}


def test_a_firm_has_five_live_referrals_for_each_free_opening_at_most():
    by = staff.counsellor()
    order = orders.order(by, companies.company(by.district), openings=1)
    for _ in range(5):
        referrals.proposed(by, order=order)
    with pytest.raises(CannotError) as refused:
        referrals.proposed(by, order=order)
    assert "firm" in refused.value.codes


def test_consent_names_the_employer_the_text_the_channel_and_the_source_and_cannot_be_changed():
    referral = referrals.consented()
    consent = ReferralConsent.objects.get()
    assert (consent.company_id, consent.text_version) == (referral.order.company_id, "2026-1")
    assert (consent.channel, consent.source, consent.taken_by) == ("phone", "spoken_phone", referral.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralConsent.objects.update(given=False)


def test_without_consent_no_employer_learns_the_name_not_even_by_the_database():
    referral = referrals.proposed()
    with pytest.raises(IllegalTransitionError):
        referrals.step(referral, S.SENT)
    Referral.objects.filter(pk=referral.pk).update(state=S.CONSENTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(state=S.SENT)


def test_consent_can_be_taken_back_and_ends_the_referral():
    referral = referrals.sent()
    actions.withdraw_consent(
        referral=referral, text_version="2026-1", channel=Channel.LINK, source=Source.LINK, by=None, at=clock.now()
    )
    assert (fresh(referral).state, fresh(referral).reason) == (S.DECLINED, "no_consent")
    assert [one.given for one in queries.consents(referral)] == [False, True]


def test_a_way_out_needs_a_code_of_its_own_list_in_python_and_in_the_database():
    referral = referrals.sent()
    for wrong in ("", "pay", "age"):
        with pytest.raises(CannotError):
            referrals.step(referral, S.REFUSED, reason=wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(state=S.REFUSED, reason="pay")
    assert referrals.step(referral, S.REFUSED, reason="skill").state == S.REFUSED


def test_two_tabs_the_second_answer_is_told_that_somebody_was_first():
    referral = referrals.sent()
    referrals.step(fresh(referral), S.REFUSED, reason="skill")
    with pytest.raises(OutOfDateError):
        referrals.step(referral, S.OFFERED)
    with pytest.raises(OutOfDateError):
        referrals.step(referral, S.REFUSED, reason="another")
    assert referrals.step(referral, S.REFUSED, reason="skill").state == S.REFUSED  # the same answer again


def test_a_hire_takes_one_opening_and_parks_what_it_makes_obsolete():
    by = staff.counsellor()
    order = orders.order(by, companies.company(by.district), openings=1)
    winner, rival = (referrals.offered(by, order=order) for _ in range(2))
    elsewhere = referrals.sent(by, seeker=winner.seeker)
    referrals.hire(winner)
    order.refresh_from_db()
    assert (order.filled, order.state) == (1, "filled")
    assert [(fresh(one).state, fresh(one).reason) for one in (rival, elsewhere)] == [
        (S.OBSOLETE, "order_filled"),
        (S.OBSOLETE, "hired_elsewhere"),
    ]
    assert Seeker.objects.get(pk=winner.seeker_id).state == SeekerState.PLACED


def test_undoing_a_hire_gives_back_the_opening_the_order_the_file_and_every_parked_referral():
    by = staff.counsellor()
    order = orders.order(by, companies.company(by.district), openings=1)
    winner, rival = (referrals.offered(by, order=order) for _ in range(2))
    elsewhere = referrals.sent(by, seeker=winner.seeker)
    placement = referrals.hire(winner)
    undone = undo(placement, by)
    order.refresh_from_db()
    assert (order.filled, order.state) == (0, "open")
    assert {one.pk for one in undone.revived} == {rival.pk, elsewhere.pk}
    assert [fresh(one).state for one in (winner, rival, elsewhere)] == [S.OFFERED, S.OFFERED, S.SENT]
    assert Seeker.objects.get(pk=winner.seeker_id).state == SeekerState.ACTIVE
    assert [rung.kind for rung in placement.rungs.all()] == ["claimed", "annulled"]
    assert undo(placement, by).revived == []  # twice


def test_what_was_hired_undone_and_hired_again_is_one_placement_with_all_its_rungs():
    by = staff.counsellor()
    referral = referrals.offered(by)
    first = referrals.hire(referral)
    undo(first, by)
    second = referrals.hire(fresh(referral))
    assert second.pk == first.pk
    assert [rung.kind for rung in second.rungs.all()] == ["claimed", "annulled", "reopened"]
    assert JobOrder.objects.get(pk=referral.order_id).filled == 1


def undo(placement: Placement, by):
    return actions.undo_hire(
        placement=placement, reason="not_hired", note="출근하지 않음", version=None, source=Source.SPOKEN_PHONE,
        by=by, at=clock.now(),
    )  # fmt: skip


def test_a_hire_recorded_twice_is_counted_once():
    referral = referrals.offered()
    first = referrals.hire(referral)
    second = referrals.hire(referral)
    assert first.pk == second.pk
    assert JobOrder.objects.get(pk=referral.order_id).filled == 1
    assert Event.objects.filter(verb="placements.claim").count() == 1


def test_no_hire_beyond_the_openings_not_even_by_the_database():
    by = staff.counsellor()
    order = orders.order(by, companies.company(by.district), openings=1)
    winner, late = (referrals.offered(by, order=order) for _ in range(2))
    referrals.hire(winner)
    with pytest.raises(IllegalTransitionError):
        referrals.hire(fresh(late), version=None)
    with pytest.raises(CannotError):
        actions.reopen(referral=fresh(late), version=None, why="다시", by=by, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        JobOrder.objects.filter(pk=order.pk).update(filled=2)


def test_a_second_part_time_job_is_possible_after_the_parked_referral_is_reopened():
    by = staff.counsellor()
    first, second = referrals.offered(by), None
    second = referrals.offered(by, seeker=first.seeker)
    referrals.hire(first)
    actions.reopen(referral=fresh(second), version=None, why="오전 근무와 함께 하기로 함", by=by, at=clock.now())
    referrals.hire(fresh(second), version=None)
    assert Placement.objects.filter(seeker=first.seeker).count() == 2


def test_an_end_is_reopened_only_with_the_role_and_leads_back_to_where_it_was():
    referral = referrals.step(referrals.offered(), S.DECLINED, reason="pay")
    with pytest.raises(NotAllowedError):
        actions.reopen(
            referral=referral, version=None, why="…", by=staff.colleague_of(referral.owner, Role.DESK), at=clock.now()
        )
    again = actions.reopen(referral=referral, version=None, why="임금을 올림", by=referral.owner, at=clock.now())
    assert (again.state, again.reason) == (S.OFFERED, "")
    assert Event.objects.filter(verb="referrals.move", reason="임금을 올림").exists()


def test_news_of_a_hire_after_the_order_was_closed_still_counts_and_fills_it():
    referral = referrals.offered()
    actions.close_order(
        order=referral.order, how=HowFilled.UNKNOWN, source=Source.SYSTEM, by=None, at=clock.now(), silent=True
    )
    assert JobOrder.objects.get(pk=referral.order_id).state == "expired"
    referrals.hire(fresh(referral))
    assert JobOrder.objects.get(pk=referral.order_id).state == "filled"


def test_the_end_of_an_order_is_computed_from_the_hires_counted():
    by = staff.counsellor()
    order = orders.order(by, companies.company(by.district), openings=3)
    waiting = referrals.proposed(by, order=order)
    referrals.hire(referrals.offered(by, order=order))
    state = actions.close_order(order=order, how=HowFilled.BY_US, source=Source.SPOKEN_PHONE, by=by, at=clock.now())
    assert state == "partly_filled"
    assert (fresh(waiting).state, fresh(waiting).reason) == (S.EXPIRED, "order_closed")
    assert silence.closing(order).how == "by_us"


def test_every_step_stands_in_the_log_with_source_and_person_and_no_personal_value():
    referral = referrals.offered()
    events = Event.objects.filter(subject_kind="referral", subject_id=referral.pk).order_by("id")
    assert [one.details.get("to", "proposed") for one in events] == ["proposed", "consented", "sent", "offered"]
    assert {one.person_id for one in events} == {referral.seeker_id}
    assert not [one for one in events if referral.seeker.name in str(one.details) + one.reason]


def test_a_stranger_finds_nothing_and_changes_nothing():
    referral = referrals.sent()
    other = staff.stranger()
    with pytest.raises(Referral.DoesNotExist):
        queries.get(other, referral.number)
    with pytest.raises(Referral.DoesNotExist):
        actions.move(
            referral=referral, to=S.OFFERED, version=None, source=Source.SPOKEN_PHONE, by=other, at=clock.now()
        )
    with pytest.raises(JobOrder.DoesNotExist):
        actions.hire(
            referral=referral, start_on=clock.seoul_day(clock.now()), version=None, source=Source.SPOKEN_PHONE,
            by=other, at=clock.now(),
        )  # fmt: skip


def test_a_paused_resident_is_not_proposed_and_needs_no_reason_for_being_skipped(shop):
    order, shown, people = shop
    Seeker.objects.filter(pk=people[0].pk).update(applied_at=clock.now() - timedelta(days=60))
    people[0].refresh_from_db()
    seeker_actions.move(seeker=people[0], to=SeekerState.PAUSED, reason="", by=order.owner, at=clock.now())
    assert len(propose(order, [people[1]], shown=shown).made) == 1
    with pytest.raises(CannotError) as refused:
        propose(order, [people[0]], shown=shown)
    assert "not_looking" in refused.value.codes
