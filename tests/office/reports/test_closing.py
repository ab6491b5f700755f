"""A closed month stays byte-equal whatever is edited later; each edit shows, and is recorded with its reason."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction

from jobvisit.base import clock
from jobvisit.office.audit.models import Event
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals import actions as referrals
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.models import Placement, Referral
from jobvisit.office.reports import actions, facts, queries
from jobvisit.office.reports.kpis import KPIS, Book, Month
from jobvisit.office.reports.kpis.document import book_of, changes, digest, document, figures_of
from jobvisit.office.reports.models import ClosedMonth
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import Role, User
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import companies, orders, seekers, staff
from tests.factories import referrals as factory
from tests.office.reports import random_districts

pytestmark = pytest.mark.django_db
SEED = 49
OCTOBER = Month(2026, 10)
TODAY = date(2027, 1, 15)
LATER = datetime(2027, 1, 15, 3, tzinfo=UTC)
SEOUL = clock.SEOUL


@pytest.fixture
def closed() -> tuple[User, ClosedMonth]:
    """A random district's October, closed by its manager."""
    district = random_districts.fill(1, first_seed=SEED)[0]
    manager = staff.user(Role.MANAGER, district=district)
    return manager, actions.close_month(month=OCTOBER, by=manager, at=LATER)


def _edits(rng: Random, district: int, number: int) -> set[tuple[str, int]]:
    """Late corrections of so many rows, each of which changes what October's figures rest on: (kind, key) of each."""
    own = {"district_id": district}
    rows = [("order", one) for one in JobOrder.objects.filter(**own, state="open")]
    rows += [("resident", one) for one in Seeker.objects.filter(**own)]
    rows += [("placement", one) for one in Placement.objects.filter(**own, state="claimed")]
    chosen = rng.sample(rows, number)
    for kind, one in chosen:
        inside, outside = (datetime(2026, month, rng.randint(2, 28), 10, tzinfo=SEOUL) for month in (10, 12))
        if kind == "order":
            held = one.accepted_at.astimezone(SEOUL).month == 10
            if held and rng.random() < 0.5:
                JobOrder.objects.filter(pk=one.pk).update(openings=(one.openings or 1) + 1)
            else:
                JobOrder.objects.filter(pk=one.pk).update(accepted_at=outside if held else inside)
        elif kind == "resident":
            held = one.applied_at.astimezone(SEOUL).month == 10
            Seeker.objects.filter(pk=one.pk).update(applied_at=outside if held else inside)
        else:
            taken = set(Placement.objects.filter(**own, seeker=one.seeker_id).values_list("start_on", flat=True))
            month = 12 if (one.start_on.year, one.start_on.month) == (2026, 10) else 10
            free = [day for n in range(1, 30) if (day := date(2026, month, n)) not in taken]
            Placement.objects.filter(pk=one.pk).update(start_on=rng.choice(free))
    return {(kind, one.pk) for kind, one in chosen}


def test_a_closed_month_stays_byte_equal_through_500_edits_and_each_of_them_shows(closed):
    manager, first = closed
    rng = Random(500)
    frozen = (first.document, first.sha256)
    before, last, edits = first.document, first, 0
    while edits < 500:
        edited = _edits(rng, manager.district_id, 5)
        edits += len(edited)
        seen = queries.standing(manager.district_id, OCTOBER, TODAY)
        differing = changes(before, seen.now)
        for kind, key in edited:
            told = [one for one in differing if one.of == kind and key in one.touched]
            assert any(one.numbers for one in told), f"the edit of {kind} {key} does not show"
        assert seen.closed == last
        assert seen.pending == any(one.numbers for one in changes(last.document, seen.now))
        before = seen.now
        if edits % 50 == 0 and seen.pending:
            last = actions.revise(month=OCTOBER, reason=f"정정 {edits}", by=manager, at=LATER)
            assert last.document == seen.now
    kept = ClosedMonth.objects.get(pk=first.pk)
    assert (kept.document, kept.sha256, digest(kept.document)) == (*frozen, frozen[1])
    chain = list(ClosedMonth.objects.filter(month=OCTOBER.first).order_by("revision"))
    assert len(chain) >= 10
    assert [one.previous for one in chain] == ["", *(one.sha256 for one in chain[:-1])]
    assert all(one.reason for one in chain[1:])


def test_what_is_frozen_proves_itself_from_its_own_rows(closed):
    manager, first = closed
    fresh = Book(facts.of_month(manager.district_id, OCTOBER, TODAY))
    again = book_of(first.document)
    for code, make in KPIS.items():
        assert (figures_of(again)[code].top, figures_of(again)[code].bottom) == (make(fresh).top, make(fresh).bottom)
        for count in (again[one] for one in again):
            assert count.entries == fresh[count.code].entries


def test_the_database_refuses_a_change_a_removal_a_false_digest_and_a_gap(closed):
    manager, first = closed
    row = {"district": manager.district, "month": OCTOBER.first, "at": LATER, "by": manager, "reason": "x"}
    refused = [
        lambda: ClosedMonth.objects.filter(pk=first.pk).update(document="{}"),
        lambda: first.delete(),
        lambda: ClosedMonth.objects.create(**row, revision=1, document="{}", sha256="0" * 64, previous=first.sha256),
        lambda: ClosedMonth.objects.create(**row, revision=2, document="{}", sha256=digest("{}")),
        lambda: ClosedMonth.objects.create(**row, revision=1, document="{}", sha256=digest("{}"), previous="0" * 64),
        lambda: ClosedMonth.objects.create(
            **row | {"reason": ""}, revision=1, document="{}", sha256=digest("{}"), previous=first.sha256
        ),
    ]
    for act in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    ClosedMonth.objects.create(**row, revision=1, document="{}", sha256=digest("{}"), previous=first.sha256)


def test_only_a_manager_closes_and_only_a_month_that_is_over_and_open(closed):
    manager, _ = closed
    with pytest.raises(NotAllowedError):
        actions.close_month(month=Month(2026, 11), by=staff.colleague_of(manager), at=LATER)
    for month, code in ((OCTOBER, "closed"), (Month(2027, 1), "running")):
        with pytest.raises(actions.CannotCloseError) as refused:
            actions.close_month(month=month, by=manager, at=LATER)
        assert refused.value.code == code
    just_over = datetime(2026, 10, 31, 15, tzinfo=UTC)
    assert actions.close_month(month=Month(2026, 9), by=manager, at=just_over).month == date(2026, 9, 1)
    with pytest.raises(actions.CannotCloseError):
        actions.close_month(month=OCTOBER, by=staff.user(Role.MANAGER), at=just_over - timedelta(microseconds=1))


def test_a_revision_needs_a_reason_a_difference_and_the_recount_that_was_looked_at(closed):
    manager, first = closed
    for reason, code in (("  ", "no_reason"), ("다시", "same")):
        with pytest.raises(actions.CannotCloseError) as refused:
            actions.revise(month=OCTOBER, reason=reason, by=manager, at=LATER)
        assert refused.value.code == code
    with pytest.raises(actions.CannotCloseError) as refused:
        actions.revise(month=Month(2026, 8), reason="다시", by=manager, at=LATER)
    assert refused.value.code == "open"
    _edits(Random(1), manager.district_id, 1)
    with pytest.raises(actions.CannotCloseError) as refused:
        actions.revise(month=OCTOBER, reason="다시", seen=first.sha256, by=manager, at=LATER)
    assert refused.value.code == "changed"
    actions.revise(month=OCTOBER, reason="늦게 들은 취업", by=manager, at=LATER)
    noted = Event.objects.filter(verb="reports.revise").get()
    assert (noted.reason, noted.actor_id) == ("늦게 들은 취업", manager.pk)


def test_a_hand_over_changes_only_break_downs_and_asks_for_no_revision(closed):
    manager, _ = closed
    other = staff.colleague_of(manager)
    count = JobOrder.objects.filter(
        district=manager.district, accepted_at__range=(_october(1, 0), _october(31)), state__in=["checked", "open"]
    ).update(owner=other)
    seen = queries.standing(manager.district_id, OCTOBER, TODAY)
    assert count
    assert seen.changes
    assert not seen.pending
    assert all(not change.numbers and change.moved for change in seen.changes)


def _october(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=SEOUL)


def _figures(by: User, month: Month = OCTOBER) -> dict[str, tuple[int, int | None]]:
    book = Book(facts.of_month(by.district_id, month, TODAY))
    return {code: (make(book).top, make(book).bottom) for code, make in KPIS.items()}


def test_a_hire_undone_reopened_and_a_person_hired_twice_through_the_products_own_acts():
    someone = staff.counsellor()
    manager = staff.colleague_of(someone, Role.MANAGER)
    firm = companies.company(someone.district)
    person = seekers.seeker(someone, applied_at=_october(1))
    first = orders.order(someone, firm, openings=2)
    second = orders.order(someone, companies.company(someone.district), openings=2)
    JobOrder.objects.filter(district=someone.district).update(accepted_at=_october(2))
    one = factory.offered(someone, order=first, seeker=person, at=_october(5))
    placed = factory.hire(one, start_in=1, at=_october(6))
    assert _figures(someone)["hires"] == (1, None)
    referrals.undo_hire(
        placement=placed, reason="mistake", note="", version=None, source=Source.OFFICE, by=manager, at=_october(7)
    )
    assert _figures(someone)["hires"] == (0, None)
    assert _figures(someone)["results_known"] == (0, 1)
    again = factory.hire(Referral.objects.get(pk=one.pk), start_in=0, at=_october(7, 12), version=None)
    assert (again.pk, _figures(someone)["results_known"]) == (placed.pk, (1, 1))
    Seeker.objects.filter(pk=person.pk).update(state="active")
    person.refresh_from_db()
    other = factory.offered(someone, order=second, seeker=person, at=_october(20))
    factory.hire(other, start_in=3, at=_october(21))
    found = _figures(someone)
    assert (found["hires"], found["hired"], found["employment_rate"]) == ((2, None), (1, None), (1, 1))
    assert (found["placement_rate_people"], found["placement_rate_referrals"]) == ((1, 1), (2, 2))
    assert found["fill_rate"] == (2, 4)
    assert _figures(staff.stranger())["hires"] == (0, None)


def test_a_hire_that_began_before_it_was_proposed_is_no_hire_by_referral():
    someone = staff.counsellor()
    placed = factory.hired(someone, at=_october(20), start_in=-5)
    assert placed.start_on == date(2026, 10, 15)
    found = _figures(someone)
    assert (found["hires"], found["placement_rate_referrals"]) == ((1, None), (0, 1))


def test_the_month_turns_at_midnight_in_seoul():
    someone = staff.counsellor()
    for at in (datetime(2026, 9, 30, 14, 59, 59, tzinfo=UTC), datetime(2026, 9, 30, 15, tzinfo=UTC)):
        seekers.seeker(someone, applied_at=at)
    for at in (datetime(2026, 10, 31, 14, 59, 59, tzinfo=UTC), datetime(2026, 10, 31, 15, tzinfo=UTC)):
        seekers.seeker(someone, applied_at=at)
    assert [_figures(someone, OCTOBER.plus(k))["seekers"][0] for k in (-1, 0, 1)] == [1, 2, 1]


def test_a_month_of_facts_takes_the_same_statements_however_many_rows_and_months(django_assert_max_num_queries):
    district = random_districts.fill(1, first_seed=3)[0]
    with django_assert_max_num_queries(29):
        facts.of_months(district.pk, [OCTOBER.plus(-k) for k in range(13)], TODAY)


def test_the_same_facts_give_the_same_bytes():
    district = random_districts.fill(1, first_seed=9)[0]
    found = facts.of_month(district.pk, OCTOBER, TODAY)
    again = facts.of_months(district.pk, [OCTOBER, OCTOBER.plus(1)], date(2027, 2, 1))[OCTOBER]
    assert document(found) == document(again)
