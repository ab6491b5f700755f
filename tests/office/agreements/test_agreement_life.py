"""The life of an agreement: drafted, signed, amended, renewed, combined, ended; and what is refused, with the field."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import agreements as flow
from jobvisit.office.agreements import actions, queries
from jobvisit.office.agreements.models import Agreement, LineTerms, Member
from jobvisit.office.agreements.rules import CannotError
from jobvisit.office.agreements.states import AgreementState
from jobvisit.office.audit import papers
from jobvisit.office.audit.models import Event
from jobvisit.office.companies import actions as company_actions
from jobvisit.office.companies.models import Company
from jobvisit.office.outreach import queries as outreach
from jobvisit.office.staff.models import Role
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import agreements, companies, staff
from tests.factories.agreements import today

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\ntrailer<<>>\n%%EOF\n"
S = AgreementState


@pytest.fixture
def by():
    return staff.counsellor()


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def codes(refused):
    return {(one.field, one.code) for one in refused.value.problems}


def test_signing_needs_a_party_a_line_and_days(by):
    bare = actions.draft(title="빈 협약", owner=by, by=by, at=clock.now())
    with pytest.raises(CannotError) as refused:
        agreements.sign(bare)
    expected = {("starts_on", "missing"), ("ends_on", "missing"), ("__all__", "no_party"), ("__all__", "no_line")}
    assert codes(refused) == expected
    assert fresh(bare).state == S.DRAFT


def test_a_signed_agreement_is_active_from_its_first_day_and_only_a_manager_signs(by):
    coming = agreements.draft(by, since=5)
    agreements.party(coming)
    agreements.line(coming)
    with pytest.raises(NotAllowedError):
        actions.sign(agreement=coming, signed_on=today(), version=None, by=by, at=clock.now())
    assert agreements.sign(coming).state == S.SIGNED
    assert agreements.signed(by).state == S.ACTIVE
    assert flow.turn_by_date(district=by.district, on=today() + timedelta(days=5), at=clock.now()) == 1
    assert fresh(coming).state == S.ACTIVE


def test_a_firm_that_closed_or_was_merged_signs_nothing(by):
    agreement = agreements.draft(by)
    gone, kept, other = (companies.company(by.district) for _ in range(3))
    agreements.line(agreement)
    agreements.party(agreement, gone)
    Company.objects.filter(pk=gone.pk).update(status="closed")
    with pytest.raises(CannotError) as refused:
        agreements.sign(agreement)
    assert codes(refused) == {("company", "firm_closed")}
    company_actions.merge(kept=kept, other=other, reason="같은 곳", by=by, at=clock.now())
    other.refresh_from_db()
    with pytest.raises(CannotError) as refused:
        agreements.party(agreement, other)
    assert [(one.code, one.value) for one in refused.value.problems] == [("firm_merged", kept.name)]


def test_a_line_of_zero_or_a_day_past_is_refused_and_the_database_is_the_second_wall(by):
    agreement = agreements.draft(by)
    refused_for = (
        ({"promised": 0}, "not_positive"),
        ({"due_on": today() - timedelta(days=1)}, "due_past"),
        ({"occupations": ["9999"]}, "no_such_occupation"),
        ({"group": "x", "basis": "법"}, "no_such_group"),
    )
    for wrong, code in refused_for:
        with pytest.raises(CannotError) as refused:
            agreements.line(agreement, **wrong)
        assert code in {one.code for one in refused.value.problems}
    line = agreements.line(agreement)
    with pytest.raises(IntegrityError, match="terms_promise_somebody"), transaction.atomic():
        LineTerms.objects.create(
            district=by.district, line=line, from_on=today(), promised=0, due_on=today(), at=clock.now(), by=by
        )
    with pytest.raises(IntegrityError, match="rows are only ever added"), transaction.atomic():
        LineTerms.objects.filter(line=line).update(promised=1)


def test_an_amendment_keeps_what_was_promised_before(by):
    agreement = agreements.signed(by)
    line = agreement.lines.get()
    amended = {"line": line, "due_on": agreement.ends_on, "by": by, "at": clock.now()}
    actions.amend_line(promised=6, from_on=today(), reason="경영이 어려워짐", **amended)
    read = queries.line(by, agreement, 1)
    assert queries.terms_at(read, today() - timedelta(days=1)).promised == 10
    assert queries.terms_at(read, today()).promised == 6
    with pytest.raises(CannotError) as refused:
        actions.amend_line(promised=7, from_on=today() - timedelta(days=3), reason=" ", **amended)
    assert codes(refused) == {("from_on", "before_last_change"), ("reason", "missing")}


def test_a_member_leaves_once_and_may_come_back(by):
    agreement = agreements.signed(by)
    firm = companies.company(by.district)
    party = agreement.parties.get()
    joined = {"party": party, "company": firm, "joined_on": today(), "by": by, "at": clock.now()}
    member = actions.add_member(**joined)
    with pytest.raises(CannotError) as refused:
        actions.add_member(**joined)
    assert codes(refused) == {("company", "member_already")}
    actions.leave(member=member, left_on=today(), reason="폐점", by=by, at=clock.now())
    with pytest.raises(CannotError) as refused:
        actions.leave(member=member, left_on=today(), reason="폐점", by=by, at=clock.now())
    assert codes(refused) == {("left_on", "left_already")}
    actions.add_member(**joined)
    assert Member.objects.filter(company=firm).count() == 2


def test_what_is_no_paper_is_no_paper_whatever_it_is_called(by):
    agreement = agreements.signed(by)
    with pytest.raises(papers.BadPaperError, match="unknown_kind"):
        actions.attach(agreement=agreement, content=b"MZ\x90 program", by=by, at=clock.now())
    first = actions.attach(agreement=agreement, content=PDF, by=by, at=clock.now())
    assert actions.attach(agreement=agreement, content=PDF, by=by, at=clock.now()) == first
    assert papers.read(first.stored_as) == PDF


def test_renewing_drafts_the_same_again_and_signing_it_ends_the_old_one_the_day_before(by):
    agreement = agreements.windowed(by, companies.company(by.district), since=-300, days=310)
    new = actions.renew(agreement=agreement, by=by, at=clock.now())
    assert actions.renew(agreement=agreement, by=by, at=clock.now()) == new, "pressed twice it is one draft"
    assert new.starts_on == agreement.ends_on + timedelta(days=1)
    assert [(one.jobs, one.occupations) for one in new.lines.all()] == [("매장 판매", [agreements.SALES])]
    assert new.lines.get().terms.get().window_minutes == 120
    assert [one.company for one in Member.objects.filter(party__agreement=new)] == [agreement.parties.get().company]
    changed = actions.change(
        agreement=new, changes={"starts_on": today()}, version=fresh(new).version, by=by, at=clock.now()
    )
    agreements.sign(changed)
    assert (fresh(agreement).state, fresh(agreement).ends_on) == (S.RENEWED, today() - timedelta(days=1))
    assert fresh(new).state == S.ACTIVE


def test_ending_takes_a_reason_and_can_be_taken_back(by):
    agreement = agreements.signed(by)
    boss = agreements.manager_of(by)
    told = {"agreement": agreement, "version": None, "by": boss, "at": clock.now()}
    with pytest.raises(CannotError):
        flow.end(because="", reason="x", **told)
    flow.end(because="firm_withdrew", reason="본사가 거절", **told)
    assert (fresh(agreement).state, fresh(agreement).stopped_on) == (S.ENDED, today())
    with pytest.raises(CannotError, match="over"):
        agreements.line(fresh(agreement))
    actions.reopen(reason="다시 하기로 함", **told)
    assert (fresh(agreement).state, fresh(agreement).stopped_on) == (S.ACTIVE, None)
    reasons = Event.objects.filter(verb="agreements.move").exclude(reason="").order_by("id")
    assert [one.reason for one in reasons] == ["본사가 거절", "다시 하기로 함"]


def test_a_review_is_recorded_and_names_the_next_one(by):
    agreement = agreements.signed(by, review_on=today() - timedelta(days=1))
    assert agreement.state == S.REVIEW
    told = {"agreement": agreement, "version": None, "reason": "두 곳만 지킴", "by": by, "at": clock.now()}
    with pytest.raises(CannotError) as refused:
        actions.reviewed(review_on=today(), **told)
    assert codes(refused) == {("review_on", "review_past")}
    actions.reviewed(review_on=today() + timedelta(days=30), **told)
    assert fresh(agreement).state == S.ACTIVE
    with pytest.raises(IllegalTransitionError):
        actions.reviewed(review_on=None, **told)


def test_a_change_of_what_somebody_else_changed_is_told(by):
    agreement = agreements.draft(by)
    changes = {"changes": {"title": "새 이름"}, "version": 1, "by": by, "at": clock.now()}
    actions.change(agreement=agreement, **changes)
    with pytest.raises(OutOfDateError):
        actions.change(agreement=agreement, **changes)


def test_negotiating_is_an_outreach_case_with_that_purpose_until_it_is_signed(by):
    agreement = agreements.draft(by)
    agreements.line(agreement)
    firm = companies.company(by.district)
    agreements.party(agreement, firm)
    flow.negotiate(agreement=agreement, by=by, at=clock.now())
    case = outreach.of_company(by, firm, "agreement")
    assert (case.owner, case.next_action, case.next_on) == (by, "call", today())
    assert outreach.of_company(by, firm) is None, "the talk about openings is another case"
    flow.log_talk(
        agreement=agreement, company=firm, outcome="talked", when=today() + timedelta(days=3), note="초안 검토 중",
        by=by, at=clock.now(),
    )  # fmt: skip
    assert outreach.of_company(by, firm, "agreement").next_on == today() + timedelta(days=3)
    agreements.sign(agreement)
    assert outreach.of_company(by, firm, "agreement").state == "open_order"


def test_what_a_leaver_holds_goes_over_with_the_rest(by):
    agreement = agreements.signed(by)
    colleague = staff.colleague_of(by, Role.COUNSELLOR)
    told = {"leaving": by, "to": colleague, "reason": "계약 끝", "by": agreements.manager_of(by), "at": clock.now()}
    assert actions.hand_over(**told) == 1
    assert actions.hand_over(**told) == 0
    assert fresh(agreement).owner == colleague


def test_agreements_end_at_the_border_of_the_district(by):
    agreement = agreements.signed(by)
    with pytest.raises(Agreement.DoesNotExist):
        queries.get(staff.stranger(), agreement.number)
