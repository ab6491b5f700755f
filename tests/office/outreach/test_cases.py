"""Cases and visits: one owner and one next action, always; refusals respected; recall by itself."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.office.outreach import actions, queries, visiting
from jobvisit.office.outreach.models import Attempt, Case
from jobvisit.office.outreach.rules import Answer, BadAnswerError, NextAction, Outcome, Refusal, Step
from jobvisit.office.outreach.states import CaseState, NoticeState, VisitState
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import companies, outreach, staff

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.seoul_day(NOW)
LATER = TODAY + timedelta(days=7)


@pytest.fixture
def counsellor():
    return staff.counsellor()


def test_one_case_a_firm_however_often_it_is_opened(counsellor):
    first = outreach.case(counsellor)
    assert outreach.case(counsellor, first.company) == first
    assert first.next_action == NextAction.CALL


def test_the_database_refuses_an_open_case_without_owner_or_next_action(counsellor):
    case = outreach.case(counsellor)
    for bare in ({"owner": None}, {"next_action": ""}, {"next_on": None}):
        with pytest.raises(IntegrityError, match="case_never_ownerless"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**bare)


def test_a_call_moves_the_case_and_stays_in_the_memory(counsellor):
    case = outreach.case(counsellor)
    step = actions.log_attempt(
        case=case, outcome=Outcome.TALKED, answer=Answer.VISIT_AGREED, when=LATER, by=counsellor, at=NOW,
        promise="구인표를 가지고 감",
    )  # fmt: skip
    assert (case.state, case.next_action, case.next_on) == (CaseState.VISIT_AGREED, NextAction.VISIT, LATER)
    assert step.day == LATER
    assert queries.attempts(case).get().promise == "구인표를 가지고 감"


def test_attempts_are_only_ever_added(counsellor):
    case = outreach.case(counsellor)
    actions.log_attempt(case=case, outcome=Outcome.MISSED, by=counsellor, at=NOW)
    for deed in (lambda: Attempt.objects.update(note="…"), lambda: Attempt.objects.all().delete()):
        with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
            deed()


def test_a_refusal_needs_its_code_and_keeps_the_firm_out_of_letters(counsellor):
    case = outreach.case(counsellor, companies.company(counsellor.district, headcount=80))
    with pytest.raises(BadAnswerError, match="refusal"):
        actions.log_attempt(case=case, outcome=Outcome.REFUSED, by=counsellor, at=NOW)
    assert queries.chosen(counsellor, queries.Choice()).count() == 1
    actions.log_attempt(case=case, outcome=Outcome.REFUSED, refusal=Refusal.NO_CONTACT, by=counsellor, at=NOW)
    assert case.state == CaseState.REFUSED
    assert not queries.chosen(counsellor, queries.Choice()).exists()
    with pytest.raises(IllegalTransitionError):
        actions.log_attempt(
            case=case, outcome=Outcome.TALKED, answer=Answer.VISIT_AGREED, when=LATER, by=counsellor, at=NOW
        )


def test_five_misses_in_a_row_rest_the_case_and_its_day_brings_it_back(counsellor):
    case = outreach.case(counsellor)
    for _ in range(5):
        actions.log_attempt(case=case, outcome=Outcome.MISSED, by=counsellor, at=NOW)
    assert case.state == CaseState.DORMANT
    day = case.next_on
    recall = {"district_id": counsellor.district_id, "at": NOW, "most": 200}
    assert actions.recall(on=day - timedelta(days=1), **recall) == 0
    assert actions.recall(on=day, **recall) == 1
    assert actions.recall(on=day, **recall) == 0
    case.refresh_from_db()
    assert (case.state, case.next_on, case.misses) == (CaseState.TO_CONTACT, day, 0)


def test_everything_open_is_handed_over_in_one_deed(counsellor):
    cases = [outreach.case(counsellor) for _ in range(3)]
    manager, heir = staff.colleague_of(counsellor, staff.Role.MANAGER), staff.colleague_of(counsellor)
    assert actions.hand_over(cases=cases, to=heir, reason="계약 종료", by=manager, at=NOW) == 3
    assert queries.due(heir, TODAY).count() == 3
    with pytest.raises(NotAllowedError):
        actions.hand_over(cases=cases, to=counsellor, reason="…", by=heir, at=NOW)
    with pytest.raises(ValueError, match="colleague"):
        actions.hand_over(cases=cases, to=staff.stranger(), reason="…", by=manager, at=NOW)


def test_a_case_changed_by_somebody_else_is_not_overwritten(counsellor):
    case = outreach.case(counsellor)
    actions.set_next(case=case, action=NextAction.CALL, on=LATER, version=case.version, by=counsellor, at=NOW)
    with pytest.raises(OutOfDateError):
        actions.set_next(case=case, action=NextAction.CALL, on=TODAY, version=1, by=counsellor, at=NOW)


def test_a_day_in_the_street_from_agreement_to_report(counsellor):
    case = outreach.case(counsellor)
    visit = visiting.agree(case=case, counsellor=counsellor, on=TODAY, at=time(10), by=counsellor, now=NOW)
    assert case.state == CaseState.VISIT_AGREED
    assert list(queries.day_of(counsellor, TODAY)) == [visit]
    visiting.arrive(visit=visit, by=counsellor, at=NOW)
    visiting.report(
        visit=visit, step=Step(CaseState.OPEN_ORDER, NextAction.FOLLOW_ORDER, LATER), outcome=Answer.ORDER_GIVEN,
        report="매장 판매 1명", by=counsellor, at=NOW,
    )  # fmt: skip
    case.refresh_from_db()
    assert (visit.state, case.state) == (VisitState.DONE, CaseState.OPEN_ORDER)


def test_two_visits_at_one_time_are_refused_and_the_first_stays(counsellor):
    visiting.agree(case=outreach.case(counsellor), counsellor=counsellor, on=LATER, at=time(10), by=counsellor, now=NOW)
    with pytest.raises(visiting.SlotTakenError):
        visiting.agree(
            case=outreach.case(counsellor), counsellor=counsellor, on=LATER, at=time(10), by=counsellor, now=NOW
        )


def test_a_cancelled_visit_says_who_and_why_and_the_firm_is_called_again(counsellor):
    case = outreach.case(counsellor)
    visit = visiting.agree(case=case, counsellor=counsellor, on=LATER, by=counsellor, now=NOW)
    with pytest.raises(BadAnswerError):
        visiting.cancel(visit=visit, because=" ", by_firm=True, next_on=TODAY, by=counsellor, at=NOW)
    visiting.cancel(visit=visit, because="점장 휴가", by_firm=True, next_on=LATER, by=counsellor, at=NOW)
    case.refresh_from_db()
    assert (case.state, case.next_action) == (CaseState.CONTACTING, NextAction.CALL)
    assert not queries.day_of(counsellor, LATER).exists()


def test_an_incident_is_not_a_cancellation(counsellor):
    case = outreach.case(counsellor)
    visit = visiting.agree(case=case, counsellor=counsellor, on=TODAY, by=counsellor, now=NOW)
    visiting.arrive(visit=visit, by=counsellor, at=NOW)
    visiting.incident(visit=visit, because="문이 닫혀 있음", next_on=LATER, by=counsellor, at=NOW)
    assert (visit.state, visit.because) == (VisitState.INCIDENT, "문이 닫혀 있음")
    with pytest.raises(IllegalTransitionError):
        visiting.cancel(visit=visit, because="…", by_firm=False, next_on=LATER, by=counsellor, at=NOW)


def test_a_campaign_numbers_its_firms_and_respects_no_more_letters(counsellor):
    place = counsellor.district
    for number in range(4):
        companies.company(place, headcount=60, no_letters=number == 0)
    companies.company(place, headcount=49)
    manager = staff.colleague_of(counsellor, staff.Role.MANAGER)
    campaign = actions.draft_campaign(
        name="가을 안내문", channel="letter", choice=queries.Choice(), expires_on=LATER, by=manager, at=NOW
    )
    letters = list(queries.notices(campaign))
    assert [one.number for one in letters] == [1, 2, 3]
    assert actions.move_notices(notices=letters, to=NoticeState.SENT, by=manager, at=NOW) == 3
    assert actions.move_notices(notices=letters, to=NoticeState.SENT, by=manager, at=NOW) == 0
    assert queries.overdue_notices(place.pk, LATER).count() == 0
    assert queries.overdue_notices(place.pk, LATER + timedelta(days=1)).count() == 3


def test_nothing_crosses_the_border_of_a_district(counsellor):
    case = outreach.case(counsellor)
    stranger = staff.stranger()
    with pytest.raises(Case.DoesNotExist):
        queries.get(stranger, case.pk)
    with pytest.raises(Case.DoesNotExist):
        actions.log_attempt(case=case, outcome=Outcome.MISSED, by=stranger, at=NOW)
    assert queries.due(stranger, date.max).count() == 0
