"""From nomination to what became of the seats: who is told, what employers promised, what is compared."""

from datetime import timedelta

import pytest

from jobvisit.base import clock
from jobvisit.flows import erasure, nightly, training_outcomes
from jobvisit.flows import training as flow
from jobvisit.office.messaging.models import Message
from jobvisit.office.referrals import actions as referrals
from jobvisit.office.referrals.codes import Source
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.training import queries, retention
from jobvisit.office.training.codes import Dropped
from jobvisit.office.training.models import Enrolment, Pledge
from tests.factories import companies, orders, seekers, staff, training
from tests.factories import referrals as introduced

pytestmark = pytest.mark.django_db


def hired(seeker, start_on, **order):
    """A hire of this resident through a referral, claimed by the employer."""
    job = orders.order(seeker.owner, companies.company(seeker.district), **order)
    referral = introduced.offered(seeker.owner, order=job, seeker=seeker)
    return referrals.hire(
        referral=referral, start_on=start_on, version=None, source=Source.SPOKEN_PHONE, by=seeker.owner,
        at=clock.now(), said_by="employer",
    )  # fmt: skip


def test_those_with_a_seat_are_reminded_once_within_three_days_of_the_start():
    cohort = training.selected(starts_on=training.day(10), ends_on=training.day(40))
    nights = [nightly.run(district=cohort.district, on=cohort.starts_on - timedelta(days=n)) for n in (4, 3, 3, 2)]
    assert [night.classes_reminded for night in nights] == [0, 2, 0, 0]
    assert Message.objects.filter(purpose="training.starts").count() == 2


def test_who_leaves_before_the_start_is_not_reminded_and_who_moves_up_is():
    cohort = training.selected(starts_on=training.day(2), ends_on=training.day(40))
    first = queries.enrolments(cohort).first()
    flow.drop(enrolment=first, reason=Dropped.JOB, note="", version=None, by=cohort.owner, at=clock.now())
    assert flow.remind(district=cohort.district, on=training.day(), at=clock.now()) == 2
    told = Message.objects.filter(purpose="training.starts").values_list("key", flat=True)
    assert not any(f"enrolment:{first.pk}:" in key for key in told)


@pytest.mark.parametrize(
    ("make", "on", "tasks"),
    [
        (lambda: training.nominating(starts_on=training.day(8), minimum=1), 0, set()),
        (lambda: training.nominating(starts_on=training.day(8), minimum=1), 1, {"few"}),
        (lambda: training.selected(), 0, set()),
        (lambda: training.selected(), 14, {"start"}),
        (lambda: training.running(days=list(range(7))), 0, {"attendance"}),
        (lambda: training.running(days=list(range(7))), 60, {"attendance", "finish"}),
        (lambda: training.finished(ago=80), 0, set()),
        (lambda: training.finished(ago=80), 14, {"review"}),
    ],
)
def test_a_class_asks_for_what_its_day_calls_for(make, on, tasks):
    cohort = make()
    assert {one.what for one in queries.due(cohort.district_id, training.day(on), cohort.owner)} == tasks
    assert not queries.due(cohort.district_id, training.day(on), staff.colleague_of(cohort.owner))


def test_seats_are_counted_beside_those_who_got_none_and_the_most_similar_who_never_applied():
    cohort = training.finished(people=3, ago=100)
    one, other, without = queries.enrolments(cohort)
    Seeker.objects.filter(district=cohort.district).update(
        applied_at=training.moment(cohort.starts_on - timedelta(days=30))
    )
    long_ago = training.moment(cohort.starts_on - timedelta(days=60))
    alike = [seekers.seeker(cohort.owner, applied_at=long_ago, licences=held) for held in ([], [], [training.LICENCE])]
    seekers.seeker(cohort.owner)  # applied after the class: not of that time
    hired(one.seeker, cohort.ends_on + timedelta(days=20), licences_required=[training.LICENCE])
    hired(alike[0], cohort.ends_on + timedelta(days=40))
    hired(without.seeker, cohort.ends_on + timedelta(days=93))  # after the three months
    found = training_outcomes.outcome(cohort=cohort, months=3)
    assert [(seat.enrolment.pk, bool(seat.hired), seat.in_trade) for seat in found.seats] == [
        (one.pk, True, True), (other.pk, False, False),
    ]  # fmt: skip
    assert (found.seated.people, found.seated.hired, found.seated.proofs) == (2, 1, {"employer": 1})
    assert (found.applied.people, found.applied.hired) == (1, 0)
    assert (found.similar.people, found.similar.hired) == (2, 1)
    assert training_outcomes.outcome(cohort=cohort, months=6).applied.hired == 1


def test_an_annulled_hire_counts_for_nobody():
    cohort = training.finished(people=1, ago=100)
    (one,) = queries.enrolments(cohort)
    placement = hired(one.seeker, cohort.ends_on + timedelta(days=20))
    referrals.undo_hire(
        placement=placement, reason="mistake", note="", version=None, source=Source.SPOKEN_PHONE, by=cohort.owner,
        at=clock.now(),
    )  # fmt: skip
    assert training_outcomes.outcome(cohort=cohort, months=3).seated.hired == 0


def test_a_pledge_becomes_proposals_interviews_and_hires_and_is_a_task_until_then():
    cohort = training.finished(people=1, ago=20)
    (one,) = queries.enrolments(cohort)
    firm = companies.company(cohort.district)
    Pledge.objects.create(
        district=cohort.district, cohort=cohort, company=firm, interviews=1, contact="김 원장", by=cohort.owner,
        by_when=training.day(60), at=clock.now(),
    )  # fmt: skip
    job = orders.order(cohort.owner, firm, licences_required=[training.LICENCE])
    (kept,) = training_outcomes.promises(cohort=cohort, by=cohort.owner)
    assert (kept.left, kept.referred, kept.orders) == (1, 0, [job])
    assert training_outcomes.to_introduce(cohort=cohort, order=job) == [one]
    assert training_outcomes.promised(by=cohort.owner) == [cohort]
    referral = introduced.offered(cohort.owner, order=job, seeker=one.seeker)
    assert training_outcomes.to_introduce(cohort=cohort, order=job) == []
    referrals.hire(
        referral=referral, start_on=training.day(3), version=None, source=Source.SPOKEN_PHONE, by=cohort.owner,
        at=clock.now(),
    )  # fmt: skip
    (kept,) = training_outcomes.promises(cohort=cohort, by=cohort.owner)
    assert (kept.left, kept.referred, kept.hired) == (0, 1, 1)
    assert training_outcomes.promised(by=cohort.owner) == []
    assert training_outcomes.referred_now(queries.enrolments(cohort)) == {one.pk: "hired"}


def test_the_facts_of_a_selection_are_read_from_nothing_that_says_who_somebody_is():
    """The same residents with another sex, age, group and family: the same facts, point by point."""
    cohort = training.nominating()
    person = seekers.seeker(cohort.owner)
    one = training.nominated(cohort, person)
    before = flow.facts(cohort, clock.now())
    Seeker.objects.filter(pk=person.pk).update(birth_date="1999-09-09", name="제임스", phone="01099998888")
    person.group_claims.create(district=cohort.district, group="disabled", valid_from=training.day())
    person.sensitive.create(district=cohort.district, kind="disability", closed=b"x", updated_at=clock.now())
    assert flow.facts(cohort, clock.now()) == before == {
        one.pk: {"orders": 0, "waited": 3, "tried": 0, "time": 1, "first": 1, "talk": 3}
    }  # fmt: skip


def test_words_about_a_nominee_are_forgotten_three_years_after_the_class():
    cohort = training.finished(people=1)
    late = training.moment(cohort.ends_on) + retention.KEEP
    erasure.forget_old(district=cohort.district, at=late)
    assert Enrolment.objects.get().why
    assert erasure.forget_old(district=cohort.district, at=late + timedelta(days=2))["classes"] == 1
    assert not Enrolment.objects.get().why
    assert retention.forget_old(district=cohort.district, at=late + timedelta(days=2)) == 0
