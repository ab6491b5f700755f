"""The coverage board counts every stage over a list that does not move."""

from datetime import timedelta

import pytest

from jobvisit.base import clock
from jobvisit.flows import coverage
from jobvisit.office.companies import actions as companies_actions
from jobvisit.office.outreach import actions, queries, targets, visiting
from jobvisit.office.outreach.models import Case
from jobvisit.office.outreach.rules import Answer, NextAction, Outcome, Step
from jobvisit.office.outreach.states import CaseState, NoticeState
from tests.factories import companies, orders, outreach, staff

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.seoul_day(NOW)


@pytest.fixture
def board():
    """Four large firms on a fixed list, and who works on them."""
    someone = staff.counsellor()
    manager = staff.colleague_of(someone, staff.Role.MANAGER)
    firms = [companies.company(someone.district, headcount=60) for _ in range(4)]
    targets.make_target(name="명단", purpose="", companies=firms, starts_on=TODAY, is_board=True, by=manager, at=NOW)
    return someone, manager, firms


def test_without_a_fixed_list_there_is_no_board():
    assert coverage.board_for(by=staff.counsellor()) is None


def test_each_stage_is_counted_by_itself_over_the_same_firms(board):
    someone, manager, firms = board
    letters = actions.draft_campaign(
        name="안내", channel="letter", choice=queries.Choice(), expires_on=TODAY + timedelta(days=9), by=manager, at=NOW
    )
    actions.move_notices(notices=list(queries.notices(letters)), to=NoticeState.SENT, by=manager, at=NOW)
    actions.log_attempt(
        case=outreach.case(someone, firms[0]), outcome=Outcome.TALKED, answer=Answer.CALL_BACK, by=someone, at=NOW
    )
    visit = visiting.agree(case=Case.objects.get(), counsellor=someone, on=TODAY, by=someone, now=NOW)
    visiting.arrive(visit=visit, by=someone, at=NOW)
    step = Step(CaseState.NO_NEED, NextAction.RECALL, TODAY)
    visiting.report(visit=visit, step=step, outcome=Answer.NO_NEED, report="", by=someone, at=NOW)
    orders.order(someone, firms[1])
    found = coverage.board_for(by=someone)
    assert found.total.firms == 4
    assert dict(zip(coverage.STAGES, found.total.counts, strict=True)) == {
        "noticed": 4, "reached": 1, "visited": 1, "ordered": 1, "hired": 0,
    }  # fmt: skip


def test_a_missed_call_reaches_nobody_and_a_new_firm_does_not_move_the_denominator(board):
    someone, _, firms = board
    actions.log_attempt(case=outreach.case(someone, firms[0]), outcome=Outcome.MISSED, by=someone, at=NOW)
    companies.company(someone.district, headcount=500)
    total = coverage.board_for(by=someone).total
    assert (total.firms, total.counts[1]) == (4, 0)


def test_a_merged_firm_stays_on_the_list_and_shows_what_became_of_it(board):
    someone, _, firms = board
    orders.order(someone, firms[1])
    companies_actions.merge(kept=firms[1], other=firms[0], reason="같은 곳", by=someone, at=NOW)
    total = coverage.board_for(by=someone).total
    assert (total.firms, total.counts[3]) == (4, 2)
