"""Whatever stands in the tables: a plan or a clear reason, never a stack trace, never an appointment silently lost."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.engines import planning
from jobvisit.flows import visits, working
from jobvisit.office.companies.models import Company
from jobvisit.office.outreach import visiting
from jobvisit.office.outreach.models import Case, Visit, VisitPlan, Work
from jobvisit.office.staff import actions as staff_actions
from jobvisit.office.staff.models import Post
from tests.factories import companies, outreach, seekers, staff
from tests.office.outreach.test_plans import AT, MONDAY

pytestmark = pytest.mark.django_db
FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture(autouse=True)
def _friday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(visits, "LIMIT", planning.Limit(iterations=50))
    monkeypatch.setattr(visits, "AGAIN", planning.Limit(iterations=50))


@pytest.fixture
def team():
    """A manager, a posted counsellor and three firms around."""
    counsellor = staff.counsellor()
    manager = staff.colleague_of(counsellor, staff.Role.MANAGER)
    post = Post.objects.create(district=counsellor.district, name="센터", kind="centre", lat=37.49, lon=127.01)
    staff_actions.post_user(user=counsellor, post=post, zone=None, starts_on=MONDAY - timedelta(days=99))
    for _ in range(4):
        seekers.seeker(counsellor, wishes=["611100"])
    return manager, counsellor, [companies.company(counsellor.district, headcount=60) for _ in range(3)]


def agree(counsellor, firm, on=MONDAY, at=time(10), **more) -> Visit:
    return visiting.agree(
        case=outreach.case(counsellor, firm), counsellor=counsellor, on=on, at=at, branch=firm.branches.first(),
        by=counsellor, now=AT, **more,
    )  # fmt: skip


def composed(manager, first=MONDAY, last=FRIDAY, at=AT) -> VisitPlan:
    plan = visits.ask(
        first=first, last=last, effort=3000.0, hours="full", in_zones=False, random_share=0.0, by=manager, at=at
    )
    return done(plan)


def done(plan) -> VisitPlan:
    work = Work.objects.get(kind="plan", subject_id=plan.pk)
    working.do(work.pk)
    work.refresh_from_db()
    assert (work.state, work.problem) == ("done", "")
    plan.refresh_from_db()
    return plan


def kept(plan) -> set[str]:
    return {stop["visit"] for route in plan.answer["routes"] for stop in route["stops"]}


def lost(plan) -> dict[str, str]:
    named = {one["visit"]: one for one in plan.answer["unserved"] if one["appointment"]}
    assert all(one["text"]["ko"] and one["text"]["en"] for one in named.values())
    return {firm: one["reason"] for firm, one in named.items()}


def shown(client, manager, plan) -> str:
    client.force_login(manager)
    answer = client.get(reverse("outreach:plan", args=[plan.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "where",
    [{"lat": None, "lon": None}, {"lat": 127.0, "lon": 37.5}, {"lat": 35.16, "lon": 129.06}, {"lat": 0, "lon": 0}],
    ids=["nowhere", "swapped", "Busan", "the gulf of Guinea"],
)  # fmt: skip
def test_a_firm_in_no_place_or_the_wrong_one_is_named_and_the_others_are_visited(client, team, where):
    manager, counsellor, (odd, promised, fine) = team
    odd.branches.update(**where)
    promised.branches.update(**where)
    agree(counsellor, promised)
    plan = composed(manager)
    assert str(fine.pk) in kept(plan)
    assert str(odd.pk) not in kept(plan)
    assert str(promised.pk) in lost(plan)
    assert promised.name in shown(client, manager, plan)
    visits.accept(plan=plan, by=manager, at=AT)


@pytest.mark.parametrize("became", ["closed", "merged", "refused"])
def test_a_promise_to_a_firm_that_is_gone_is_named_not_dropped(client, team, became):
    manager, counsellor, (gone, other, _) = team
    agree(counsellor, gone)
    if became == "refused":
        Case.objects.filter(company=gone).update(state="contacting")
        Case.objects.filter(company=gone).update(state="refused", refusal="other")
    else:
        Company.objects.filter(pk=gone.pk).update(status=became, merged_into=other if became == "merged" else None)
    plan = composed(manager)
    named = {"closed": "closed_down", "merged": "duplicate"}
    assert lost(plan) == ({str(gone.pk): named[became]} if became in named else {})
    assert str(gone.pk) in kept(plan) | set(lost(plan))
    assert gone.name in shown(client, manager, plan)
    visits.accept(plan=plan, by=manager, at=AT)


def test_of_two_promises_to_one_firm_the_one_that_is_not_planned_is_named(client, team):
    manager, counsellor, (firm, _, _) = team
    agree(counsellor, firm, on=MONDAY)
    agree(counsellor, firm, on=MONDAY + timedelta(days=2), at=time(11))
    plan = composed(manager)
    assert str(firm.pk) in kept(plan)
    page = shown(client, manager, plan)
    assert page.count("이 계획에 없는 약속") == 1
    visits.accept(plan=plan, by=manager, at=AT)
    assert Visit.objects.filter(state="confirmed").count() == 2
    later = agree(counsellor, companies.company(counsellor.district), on=MONDAY + timedelta(days=3))
    assert later.case.company.name in shown(client, manager, plan), "a promise made since"


@pytest.mark.parametrize("day", [MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)], ids=["Saturday", "Sunday"])
def test_a_promise_on_a_day_nobody_works_is_named(client, team, day):
    manager, counsellor, (firm, _, _) = team
    agree(counsellor, firm, on=day)
    plan = composed(manager, last=MONDAY + timedelta(days=7))
    assert str(firm.pk) in lost(plan)
    assert firm.name in shown(client, manager, plan)


def test_a_promise_on_a_holiday_is_named(team):
    manager, counsellor, (firm, _, _) = team
    christmas = MONDAY.replace(month=12, day=25)
    agree(counsellor, firm, on=christmas)
    plan = composed(manager, first=christmas - timedelta(days=4), last=christmas)
    assert str(firm.pk) in lost(plan)


def test_promises_that_overlap_or_lie_in_the_past_are_kept_or_named(team):
    manager, counsellor, (one, two, past) = team
    agree(counsellor, one, at=time(10))
    agree(counsellor, two, at=time(10, 10))
    agree(counsellor, past, on=MONDAY - timedelta(days=4), at=time(9))
    plan = composed(manager, first=MONDAY - timedelta(days=7))
    for firm in (one, two, past):
        assert str(firm.pk) in kept(plan) | set(lost(plan))
    assert lost(plan)
    visits.accept(plan=plan, by=manager, at=AT)


@pytest.mark.parametrize("how", ["account closed", "contract over", "away", "never posted"])
def test_somebody_gone_in_the_middle_of_the_week_leaves_no_promise_unnamed(client, team, how):
    manager, counsellor, (firm, _, _) = team
    other = staff.colleague_of(counsellor)
    post = Post.objects.get()
    if how != "never posted":
        staff_actions.post_user(user=other, post=post, zone=None, starts_on=MONDAY - timedelta(days=50))
    agree(other, firm, on=MONDAY + timedelta(days=3))
    plan = composed(manager)
    if how == "account closed":
        other.is_active = False
    elif how == "contract over":
        other.contract_until = MONDAY + timedelta(days=1)
    elif how == "away":
        staff_actions.add_absence(
            user=other, starts_on=MONDAY + timedelta(days=2), ends_on=FRIDAY, begins=None, ends=None
        )
    other.save()
    if how != "never posted":
        assert str(firm.pk) in kept(plan)
        visits.accept(plan=plan, by=manager, at=AT)
        plan = done(visits.ask_again(old=plan, by=manager, at=AT))
    assert str(firm.pk) in lost(plan)
    assert firm.name in shown(client, manager, plan)


def test_no_firms_no_people_or_no_days_give_a_plan_that_says_so(client, team):
    manager, counsellor, firms = team
    empty = composed(manager, first=MONDAY + timedelta(days=5), last=MONDAY + timedelta(days=6))
    assert not kept(empty)
    assert "방문할 날이 하나도 없습니다" in shown(client, manager, empty)
    Company.objects.update(status="closed")
    assert "방문할 날이 하나도 없습니다" in shown(client, manager, composed(manager))
    Company.objects.update(status="open")
    counsellor.postings.all().delete()
    nobody = composed(manager)
    assert not kept(nobody)
    assert "방문할 날이 하나도 없습니다" in shown(client, manager, nobody)
    assert visits.accept(plan=nobody, by=manager, at=AT) == 0
    assert len(firms) == 3
