"""A class from plan to end: criteria first, seats by them, the order kept for good, nobody too many."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import training as flow
from jobvisit.office.audit.models import Event
from jobvisit.office.messaging.models import Message
from jobvisit.office.staff.models import Role
from jobvisit.office.staff.policy import NotAllowedError
from jobvisit.office.training import actions, queries
from jobvisit.office.training.codes import Cancelled, Dropped, Presence
from jobvisit.office.training.models import Attendance, Cohort, Enrolment, SelectionLine
from jobvisit.office.training.problems import CannotError
from jobvisit.office.training.states import SEATED
from tests.factories import seekers, staff, training

pytestmark = pytest.mark.django_db


def stands(cohort):
    return [one.state for one in queries.enrolments(cohort)]


def told(cohort):
    keys = [f"enrolment:{one.pk}:" for one in queries.enrolments(cohort)]
    found = Message.objects.filter(district=cohort.district).order_by("pk").values_list("key", "purpose")
    return [purpose for key, purpose in found if any(key.startswith(one) for one in keys)]


def refused(code, act, **with_):
    with pytest.raises(CannotError) as caught:
        act(**with_)
    assert caught.value.code == code
    return caught.value


def test_nominations_open_only_with_stated_criteria_which_then_stand_in_the_database_too():
    planned = training.cohort(criteria={})
    refused("no_criteria", actions.open_nominations, cohort=planned, version=None, by=planned.owner, at=clock.now())
    actions.state_criteria(cohort=planned, weights={"talk": 2}, by=planned.owner, at=clock.now())
    actions.open_nominations(cohort=planned, version=None, by=planned.owner, at=clock.now())
    again = {"cohort": planned, "weights": {"talk": 9}, "by": planned.owner, "at": clock.now()}
    refused("criteria_fixed", actions.state_criteria, **again)
    with pytest.raises(IntegrityError, match="criteria stand"), transaction.atomic():
        Cohort.objects.filter(pk=planned.pk).update(criteria={"talk": 9})


def test_seats_go_by_the_criteria_and_everybody_is_told_where_they_stand():
    cohort = training.selected(people=4)
    assert stands(cohort) == ["accepted", "accepted", "waiting", "waiting"]
    assert [one.talk for one in queries.enrolments(cohort)] == [5, 4, 3, 2]
    assert told(cohort) == ["training.accepted"] * 2 + ["training.waiting"] * 2
    assert cohort.taken == 2


def test_the_order_and_its_reasons_are_kept_and_nobody_can_change_them():
    cohort = training.selected(people=3)
    lines = list(queries.selection(cohort))
    assert [(one.place, one.points["talk"], one.facts["talk"], one.facts["waited"]) for one in lines] == [
        (1, 100, 5, 3), (2, 80, 4, 3), (3, 60, 3, 3),
    ]  # fmt: skip
    assert lines[0].total == 3 * (3 * 100 // 90) + 5 * 100
    for attempt in (lambda: SelectionLine.objects.update(place=1), lambda: SelectionLine.objects.all().delete()):
        with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
            attempt()


def test_nobody_is_selected_before_the_last_day_of_nominations_nor_by_a_counsellor():
    cohort = training.nominating(nominate_until=training.day(3))
    training.nominated(cohort)
    with pytest.raises(NotAllowedError):
        flow.select(cohort=cohort, version=None, by=cohort.owner, at=clock.now())
    boss = training.boss(cohort.owner)
    refused("too_early", flow.select, cohort=cohort, version=None, by=boss, at=clock.now())


def test_a_class_for_which_nobody_is_nominated_selects_nobody():
    cohort = training.nominating()
    refused("nobody", flow.select, cohort=cohort, version=None, by=training.boss(cohort.owner), at=clock.now())


def test_selecting_twice_is_one_selection():
    cohort = training.selected(people=3)
    with pytest.raises(IllegalTransitionError):
        flow.select(cohort=cohort, version=None, by=training.boss(cohort.owner), at=clock.now())
    assert SelectionLine.objects.filter(cohort=cohort).count() == 3


@pytest.mark.parametrize(
    ("file", "code"),
    [({"licences": [training.LICENCE]}, "holds"), ({"state": "active"}, "")],
)
def test_who_holds_the_certificate_already_is_not_nominated(file, code):
    cohort = training.nominating()
    person = seekers.seeker(cohort.owner, **file)
    if code:
        assert refused(code, training.nominated, cohort=cohort, seeker=person).figures["licence"] == training.LICENCE
    else:
        training.nominated(cohort, person)
        refused("twice", training.nominated, cohort=cohort, seeker=person)


def test_a_resident_of_another_district_cannot_be_nominated():
    cohort = training.nominating()
    with pytest.raises(type(seekers.seeker()).DoesNotExist):
        training.nominated(cohort, seekers.seeker())


def test_whoever_got_the_certificate_meanwhile_has_no_place_in_the_order():
    cohort = training.nominating()
    one, other = training.nominated(cohort, talk=5), training.nominated(cohort, talk=1)
    actions.enter_certificate(
        seeker=one.seeker, licence=training.LICENCE, issued_on=training.day(-1), by=cohort.owner, at=clock.now()
    )
    flow.select(cohort=cohort, version=None, by=training.boss(cohort.owner), at=clock.now())
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, one.place, other.state, other.place) == ("not_accepted", None, "accepted", 1)
    assert queries.selection(cohort).get(enrolment=one).barred == "holds"


def test_before_the_start_the_first_who_waits_moves_up_and_is_told():
    cohort = training.selected(people=4)
    first = queries.enrolments(cohort).first()
    flow.drop(enrolment=first, reason=Dropped.JOB, note="", version=None, by=cohort.owner, at=clock.now())
    assert [(one.place, one.state) for one in queries.enrolments(cohort)] == [
        (1, "dropped"), (2, "accepted"), (3, "accepted"), (4, "waiting"),
    ]  # fmt: skip
    assert told(cohort).count("training.accepted") == 3
    assert Cohort.objects.get(pk=cohort.pk).taken == 2


def test_who_found_work_meanwhile_is_passed_by_when_a_seat_is_free():
    cohort = training.selected(people=4)
    third = queries.enrolments(cohort)[2]
    type(third.seeker).objects.filter(pk=third.seeker_id).update(state="placed")
    first = queries.enrolments(cohort).first()
    flow.drop(enrolment=first, reason=Dropped.JOB, note="", version=None, by=cohort.owner, at=clock.now())
    assert stands(cohort) == ["dropped", "accepted", "not_accepted", "accepted"]


def test_after_the_start_nobody_moves_up_and_who_waited_was_told():
    cohort = training.running(people=3)
    assert stands(cohort) == ["attending", "attending", "not_accepted"]
    assert told(cohort)[-1] == "training.not_accepted"
    first = queries.enrolments(cohort).first()
    flow.drop(enrolment=first, reason=Dropped.ABSENT, note="", version=None, by=cohort.owner, at=clock.now())
    assert stands(cohort) == ["dropped", "attending", "not_accepted"]


def test_other_needs_words_and_a_dropped_row_has_a_reason_in_the_database():
    cohort = training.selected(people=1)
    one = queries.enrolments(cohort).get()
    drop = {"enrolment": one, "reason": Dropped.OTHER, "note": " ", "version": None, "by": cohort.owner}
    assert refused("reason", flow.drop, **drop, at=clock.now()).field == "note"
    with pytest.raises(IntegrityError, match="dropped_for_a_reason"), transaction.atomic():
        Enrolment.objects.filter(pk=one.pk).update(state="dropped")


def test_who_comes_after_the_selection_gets_a_free_seat_or_the_end_of_the_line():
    cohort = training.selected(people=1)
    assert [training.nominated(cohort).state for _ in range(2)] == ["accepted", "waiting"]
    assert [(one.place, one.late) for one in queries.selection(cohort)] == [(1, False), (2, True), (3, True)]


def test_who_dropped_can_come_back_to_the_end_of_the_line():
    cohort = training.selected(people=3)
    first = queries.enrolments(cohort).first()
    flow.drop(enrolment=first, reason=Dropped.PERSONAL, note="", version=None, by=cohort.owner, at=clock.now())
    flow.reopen(enrolment=first, reason="시간이 다시 됨", by=cohort.owner, at=clock.now())
    first.refresh_from_db()
    assert (first.state, first.place) == ("waiting", 4)


def test_fewer_seats_than_are_held_are_refused_and_more_let_the_waiting_in():
    cohort = training.selected(people=4)
    change = {"cohort": cohort, "version": cohort.version, "by": cohort.owner, "at": clock.now()}
    assert refused("too_few_seats", flow.change_cohort, **change, changes={"seats": 1}).field == "seats"
    flow.change_cohort(**change, changes={"seats": 3})
    assert stands(cohort) == ["accepted", "accepted", "accepted", "waiting"]
    with pytest.raises(OutOfDateError):
        flow.change_cohort(**{**change, "version": 1}, changes={"seats": 4})


def test_a_class_that_is_over_is_not_changed_any_more():
    cohort = training.finished(people=1)
    change = {"cohort": cohort, "changes": {"seats": 30}, "version": None, "by": cohort.owner, "at": clock.now()}
    refused("not_open", flow.change_cohort, **change)


def test_a_class_starts_on_its_first_day_not_before():
    cohort = training.selected(people=2)
    start = {"cohort": cohort, "version": None, "by": cohort.owner}
    refused("too_early", flow.start, **start, at=clock.now())
    flow.start(**start, at=training.moment(cohort.starts_on))
    assert stands(cohort) == ["attending", "attending"]


def test_a_cancelled_class_lets_everybody_go_and_tells_them_and_is_planned_again_only_if_nobody_was_selected():
    boss = staff.user(Role.MANAGER)
    early, late = training.nominating(boss), training.selected(boss, people=2)
    training.nominated(early)
    for cohort in (early, late):
        flow.cancel(cohort=cohort, reason=Cancelled.FEW, note="", version=None, by=boss, at=clock.now())
        assert set(stands(cohort)) == {"dropped"}
        assert told(cohort)[-1] == "training.cancelled"
    again = {"reason": "교육 기관이 바뀜", "by": boss, "at": clock.now()}
    assert actions.plan_again(cohort=early, **again).state == "planned"
    refused("selected_before", actions.plan_again, cohort=late, **again)
    late.refresh_from_db()
    assert late.taken == 0


def test_attendance_is_written_on_days_of_the_class_for_those_in_it_and_can_be_corrected():
    cohort = training.running(people=2, days=[0, 1, 2, 3, 4, 5, 6])
    one, other = queries.enrolments(cohort)
    on = [day for day in queries.class_days(cohort) if day <= training.day()][-1]
    mark = {"cohort": cohort, "by": cohort.owner, "at": clock.now()}
    actions.mark(**mark, on=on, presences={one.pk: Presence.PRESENT, other.pk: Presence.ABSENT})
    actions.mark(**mark, on=on, presences={other.pk: Presence.LATE})
    assert queries.attendance(cohort, on) == {one.pk: "present", other.pk: "late"}
    assert Attendance.objects.count() == 2
    refused("future", actions.mark, **mark, on=training.day(1), presences={})
    refused("not_a_day", actions.mark, **mark, on=cohort.starts_on - timedelta(days=1), presences={})
    stranger = training.nominated(training.nominating(cohort.owner))
    refused("not_here", actions.mark, **mark, on=on, presences={stranger.pk: Presence.PRESENT})


def test_taken_is_always_the_number_of_seats_held_and_the_database_refuses_one_more():
    cohort = training.selected(people=3)
    held = Enrolment.objects.filter(cohort=cohort, state__in=sorted(SEATED)).count()
    assert Cohort.objects.get(pk=cohort.pk).taken == held == 2
    with pytest.raises(IntegrityError, match="cohort_not_overfilled"), transaction.atomic():
        Cohort.objects.filter(pk=cohort.pk).update(taken=3)


def test_every_change_is_noted_with_the_person_it_concerns():
    cohort = training.selected(people=2)
    noted = Event.objects.filter(verb__in=["training.nominate", "training.move"])
    assert {one.person_id for one in noted} == {one.seeker_id for one in queries.enrolments(cohort)}
    assert list(Event.objects.filter(verb="training.move_cohort").values_list("details__to", flat=True)) == [
        "selected", "nominating",
    ]  # fmt: skip


def test_the_same_form_sent_twice_opens_one_class():
    course = training.course()
    owner = training.boss(staff.counsellor(district=course.district))
    key = "0d7d6d1e-0000-4000-8000-000000000000"
    one, other = (training.cohort(owner, course=course, form_key=key) for _ in range(2))
    assert one.pk == other.pk


def test_employers_promise_before_the_class_begins_with_a_day_after_its_end():
    from tests.factories import companies

    cohort = training.nominating()
    firm = companies.company(cohort.district)
    values = {"interviews": 5, "contact": "김 원장", "by": cohort.owner, "at": clock.now()}
    promise = {"cohort": cohort, "company": firm, **values}
    early = refused("before_end", actions.pledge, **promise, by_when=cohort.ends_on - timedelta(days=1))
    assert early.field == "by_when"
    actions.pledge(**promise, by_when=cohort.ends_on)
    refused("pledged_twice", actions.pledge, **promise, by_when=cohort.ends_on)
    closed = companies.company(cohort.district, status="closed")
    refused("firm_closed", actions.pledge, **{**promise, "company": closed}, by_when=cohort.ends_on)
    begun = training.running(cohort.owner)
    refused("has_begun", actions.pledge, **{**promise, "cohort": begun}, by_when=begun.ends_on)
    (pledge,) = queries.pledges(cohort)
    actions.end_pledge(pledge=pledge, why="사정이 바뀜", by=cohort.owner, at=clock.now())
    assert not queries.pledges(cohort)
