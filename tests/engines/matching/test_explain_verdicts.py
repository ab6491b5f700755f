"""Why, why not, and the record of everyone passed over."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from matching_markets import COOK, TODAY, crowds, fits, index_of, order, orders

from jobvisit.engines.matching import UNKNOWN, Requirement, State, Term, Unit, explain, passed_over, rank
from jobvisit.engines.matching.explain import monthly_hours

R = Requirement


def test_a_verdict_names_the_first_failed_all_failed_and_what_is_unknown():
    verdict = explain(index_of(fits(1, wage=20_000, earliest=600, latest=-1)), order(), 1)
    assert (verdict.eligible, verdict.first_failed) == (False, R.PAY)
    assert verdict.failed == (R.PAY, R.START)
    assert verdict.unknown == (R.END,)
    assert {c.requirement: c.gap for c in verdict.checks if c.gap} == {R.PAY: 19_000 - 11_500, R.START: 60}


def test_a_pay_gap_is_also_told_by_the_month_rounded_up_to_ten_thousand_won():
    change = explain(index_of(fits(1, wage=12_500)), order(weekly=2_400), 1).changes[0]
    assert (change.amount, change.unit, change.monthly) == (375, Unit.WON_AN_HOUR, 80_000)


def test_the_paid_hours_of_a_month_are_those_of_the_minimum_wage_decree():
    assert monthly_hours(40 * 60) == pytest.approx(208.57, abs=0.01)
    assert monthly_hours(15 * 60) == pytest.approx(18 * 365 / 84)
    assert monthly_hours(15 * 60 - 1) == pytest.approx(14.983 * 365 / 84, abs=0.01)
    assert monthly_hours(-1) == monthly_hours(40 * 60)


def test_missing_licences_are_named_and_days_are_given_as_bits():
    asked = order(licences_all=frozenset({70, 5}), licences_any=frozenset({8, 9}), days=0b0111111)
    verdict = explain(index_of(fits(1)), asked, 1)
    by = {c.requirement: c for c in verdict.checks}
    assert by[R.LICENCES].missing_licences == (5, 8, 9)
    assert by[R.LICENCES].gap == 2
    assert (by[R.DAYS].gap, by[R.DAYS].unit) == (0b0100000, Unit.WEEKDAYS)


def test_what_the_order_does_not_say_is_unknown_by_its_own_fault():
    verdict = explain(index_of(fits(1)), order(wage_min=0, wage_max=0), 1)
    pay = next(c for c in verdict.checks if c.requirement == R.PAY)
    assert (pay.state, pay.order_silent, verdict.unknown) == (State.UNKNOWN, True, ())


def test_the_two_sides_multiply_to_the_probability():
    verdict = explain(index_of(fits(1)), order(), 1)
    assert verdict.p_accept * verdict.p_hire == pytest.approx(verdict.probability)


def test_an_unknown_resident_is_an_error_not_an_answer():
    with pytest.raises(KeyError):
        explain(index_of(fits(1)), order(), 2)


WHAT_ORDERS_CAN_MEND = {
    R.PAY: lambda o, c: {"wage_min": o.wage_min + c.amount, "wage_max": max(o.wage_max, o.wage_min) + c.amount},
    R.START: lambda o, c: {"start": o.start + c.amount},
    R.END: lambda o, c: {"end": (o.end if o.end > o.start else o.end + 1_440) - c.amount},  # the next day: see Order
    R.WEEKLY: lambda o, c: {"weekly": o.weekly + c.amount},
    R.DAYS: lambda o, c: (
        {"days": o.days & ~c.amount, "days_per_week": -1} if o.days else {"days_per_week": o.days_per_week - c.amount}
    ),
    R.SHIFT: lambda o, c: {"shift": 0},
    R.LICENCES: lambda o, c: {"licences_all": frozenset(), "licences_any": frozenset()},
    R.CAREER: lambda o, c: {"career_min": o.career_min - c.amount},
    R.EDUCATION: lambda o, c: {"education_min": o.education_min - c.amount},
}


def leaves_a_job(person, asked, change):
    """Said anew from the words of ``Change``: some working time, some day, a week that can be had."""
    if change.requirement in (R.START, R.END) and UNKNOWN not in (asked.start, asked.end):
        return change.amount < ((asked.end - asked.start) % 1_440 or 1_440)
    if change.requirement == R.DAYS and asked.days:
        return asked.days & person.days > 0
    if change.requirement == R.WEEKLY and UNKNOWN not in (person.weekly_min, person.weekly_max):
        return person.weekly_min <= person.weekly_max
    return True


@settings(max_examples=30, deadline=None)
@given(crowds, orders)
@example([fits(1, latest=900)], order(start=1_320, end=360))
@example([fits(1, latest=1_500)], order(start=1_320, end=360))
@example([fits(1, earliest=1_500)], order(start=1_320, end=360))
@example([fits(1, days=0b1100000, weekly_min=2_400, weekly_max=900)], order(weekly=1_000))
def test_the_change_named_for_a_failed_requirement_meets_it_and_one_less_does_not(crowd, asked):
    index = index_of(*crowd)
    for person in crowd[:8]:
        for change in explain(index, asked, person.id).changes:
            mend = WHAT_ORDERS_CAN_MEND.get(change.requirement)
            assert change.by_order == (mend is not None and leaves_a_job(person, asked, change))
            if mend is None or not change.by_order:
                continue
            mended = explain(index, replace(asked, **mend(asked, change)), person.id)
            assert change.requirement not in mended.failed
            if change.requirement in (R.PAY, R.START, R.END, R.CAREER, R.EDUCATION):
                less = replace(change, amount=change.amount - 1)
                assert change.requirement in explain(index, replace(asked, **mend(asked, less)), person.id).failed


def brute_passed_over(index, asked, ranking):
    """The record, person by person, straight from the words of the law."""
    people = index.rows()
    dated = np.where(people.applied_on < 0, np.int64(2**40), people.applied_on)
    applied = {int(i): (int(d), int(i)) for i, d in zip(people.ids, dated, strict=True)}
    place = {int(i): n for n, i in enumerate(ranking.ids)}
    record = {}
    for id_ in applied:
        above = [i for i, n in place.items() if n < place.get(id_, len(place)) and applied[i] > applied[id_]]
        if above:
            ahead = max(above, key=place.__getitem__)
            verdict = explain(index, asked, id_)
            if verdict.first_failed is not None:
                reason = verdict.first_failed
                value = verdict.checks[reason].gap
            else:
                lost = ranking.terms[place[ahead]] - np.array([points for _, points in verdict.terms])
                reason, value = Term(int(lost.argmax())), int(lost.max())
            record[id_] = (reason, value, ahead, verdict.score, place.get(id_, -1) + 1)
    return record


@settings(max_examples=30, deadline=None)
@given(crowds, orders)
def test_everyone_passed_over_is_recorded_with_the_reason_and_nobody_else(crowd, asked):
    index = index_of(*crowd)
    ranking = rank(index, asked, 5)
    found = passed_over(index, asked, ranking)
    record = {
        int(found.ids[i]): (
            found.reasons(i),
            int(found.value[i]),
            int(found.ahead[i]),
            int(found.score[i]),
            int(found.rank[i]),
        )
        for i in range(len(found))
    }
    assert record == brute_passed_over(index, asked, ranking)


def test_someone_eligible_is_passed_over_for_the_term_on_which_they_lose_most():
    index = index_of(fits(1, x=7_000, applied_on=TODAY - 30), fits(2, applied_on=TODAY))
    found = passed_over(index, order(), rank(index, order()))
    assert (found.ids.tolist(), found.reasons(0), found.ahead.tolist()) == ([1], Term.COMMUTE, [2])
    assert found.value[0] > 0


def test_someone_excluded_is_recorded_with_the_requirement_and_its_gap():
    index = index_of(fits(1, earliest=600, applied_on=TODAY - 30), fits(2), fits(3, wishes=(COOK,), applied_on=TODAY))
    found = passed_over(index, order(), rank(index, order()))
    assert [(int(i), found.reasons(n), int(found.value[n])) for n, i in enumerate(found.ids)] == [(1, R.START, 60)]
    assert found.excluded.tolist() == [True]


def test_the_record_of_five_thousand_is_kept_in_a_few_bytes_each():
    from jobvisit.engines.matching import Index, generate

    index = Index.build(generate.people(5_000, 1, "district"))
    found = passed_over(index, order(x=3_000, y=3_000), rank(index, order(x=3_000, y=3_000)))
    columns = (found.ids, found.reason, found.value, found.score, found.ahead, found.rank, found.unknown)
    assert sum(column.nbytes for column in columns) <= 31 * len(found)
