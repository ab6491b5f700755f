"""What follows from a call: plain values, no database."""

from datetime import date, timedelta

import pytest

from jobvisit.office.outreach.rules import (
    MOST_MISSES,
    Answer,
    BadAnswerError,
    NextAction,
    Outcome,
    after,
    working_day,
)
from jobvisit.office.outreach.states import AT_REST, CASE, CaseState

FRIDAY = date(2026, 11, 27)
MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("on", "ahead", "days_off", "expected"),
    [
        (FRIDAY, 0, (), FRIDAY),
        (FRIDAY, 1, (), MONDAY),
        (FRIDAY, 1, (MONDAY,), TUESDAY),
        (date(2026, 11, 28), 0, (), MONDAY),
        (date(2026, 11, 28), 1, (), MONDAY),
        (date(2026, 11, 28), 2, (), TUESDAY),
    ],
)
def test_working_days_skip_weekends_and_days_off(on, ahead, days_off, expected):
    assert working_day(on, ahead, days_off) == expected


def test_a_missed_call_is_tried_again_in_two_working_days():
    step = after(Outcome.MISSED, misses=1, on=FRIDAY)
    assert (step.state, step.action, step.day) == (CaseState.CONTACTING, NextAction.CALL, TUESDAY)


def test_after_five_unanswered_calls_the_case_rests_and_comes_back_by_itself():
    assert after(Outcome.MISSED, misses=MOST_MISSES - 1, on=FRIDAY).state == CaseState.CONTACTING
    step = after(Outcome.MISSED, misses=MOST_MISSES, on=FRIDAY)
    assert (step.state, step.action) == (CaseState.DORMANT, NextAction.RECALL)
    assert step.day >= FRIDAY + timedelta(days=60)


@pytest.mark.parametrize("state", [CaseState.VISIT_AGREED, CaseState.OPEN_ORDER])
@pytest.mark.parametrize("outcome", [Outcome.MISSED, Outcome.LEFT_MESSAGE, Outcome.WRONG_NUMBER])
def test_an_unanswered_call_never_throws_a_case_back(state, outcome):
    assert after(outcome, misses=9, state=state, on=FRIDAY).state == state


def test_a_refusal_ends_it_and_owes_nothing():
    for step in (after(Outcome.REFUSED, on=FRIDAY), after(Outcome.TALKED, answer=Answer.REFUSED, on=FRIDAY)):
        assert (step.state, step.action, step.day) == (CaseState.REFUSED, NextAction.NOTHING, None)


def test_an_agreed_visit_needs_its_day():
    with pytest.raises(BadAnswerError, match="when: missing"):
        after(Outcome.TALKED, answer=Answer.VISIT_AGREED, on=FRIDAY)
    step = after(Outcome.TALKED, answer=Answer.VISIT_AGREED, when=MONDAY, on=FRIDAY)
    assert (step.state, step.action, step.day) == (CaseState.VISIT_AGREED, NextAction.VISIT, MONDAY)


@pytest.mark.parametrize(
    ("when", "code"), [(FRIDAY - timedelta(days=1), "past"), (FRIDAY + timedelta(days=367), "too_far")]
)
def test_a_day_in_the_past_or_beyond_a_year_is_refused(when, code):
    with pytest.raises(BadAnswerError, match=f"when: {code}"):
        after(Outcome.TALKED, answer=Answer.CALL_BACK, when=when, on=FRIDAY)


def test_somebody_reached_must_have_answered_something():
    with pytest.raises(BadAnswerError, match="answer: missing"):
        after(Outcome.TALKED, on=FRIDAY)


def test_every_answer_leads_to_a_legal_state_with_a_next_action_unless_the_case_rests():
    for state in set(CaseState) - AT_REST:
        for outcome in Outcome:
            for answer in Answer:
                step = after(outcome, answer=answer, when=MONDAY, misses=1, state=state, on=FRIDAY)
                assert step.state == state or (state, step.state) in CASE.pairs()
                assert (step.state in AT_REST) == (step.day is None) == (not step.action)
