"""The composer in the office: a checked plan, appointments first, a change as a difference, slots on the phone."""

import json
from datetime import date, datetime, time, timedelta

import pytest

from jobvisit.base import clock
from jobvisit.engines import planning
from jobvisit.engines.planning import files
from jobvisit.flows import visits, working
from jobvisit.office.outreach import planning as plans
from jobvisit.office.outreach import queries, visiting
from jobvisit.office.outreach.models import Case, Visit, VisitPlan, Work
from jobvisit.office.outreach.rules import NextAction
from jobvisit.office.staff import actions as staff_actions
from jobvisit.office.staff.models import Absence, Post, Posting, Zone
from tests.factories import companies, outreach, seekers, staff

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 30)
AT = datetime(2026, 11, 27, 9, tzinfo=clock.SEOUL)


@pytest.fixture(autouse=True)
def _friday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(visits, "LIMIT", planning.Limit(iterations=200))
    monkeypatch.setattr(visits, "AGAIN", planning.Limit(iterations=200))


@pytest.fixture
def team():
    """A manager, a counsellor posted in Banpo, and eight firms around."""
    counsellor = staff.counsellor()
    manager = staff.colleague_of(counsellor, staff.Role.MANAGER)
    place = counsellor.district
    zone = Zone.objects.create(district=place, name="반포권", dongs=["1165058000"], valid_from=MONDAY - timedelta(99))
    post = Post.objects.create(district=place, name="센터", kind="centre", lat=37.49, lon=127.01)
    staff_actions.post_user(user=counsellor, post=post, zone=zone, starts_on=MONDAY - timedelta(days=99))
    firms = []
    for number in range(8):
        firm = companies.company(place, headcount=60)
        firm.branches.update(lat=37.49 + number / 500, lon=127.0 + number / 700)
        firms.append(firm)
    for _ in range(6):
        seekers.seeker(counsellor, wishes=["611100"])
    return manager, counsellor, firms


def composed(manager, **more) -> VisitPlan:
    asked = {
        "first": MONDAY, "last": MONDAY + timedelta(days=4), "effort": 3000.0, "hours": "full", "in_zones": True,
        "random_share": 0.0,
    }  # fmt: skip
    plan = visits.ask(by=manager, at=AT, **{**asked, **more})
    return done(plan)


def done(plan) -> VisitPlan:
    work = Work.objects.get(kind="plan", subject_id=plan.pk)
    working.do(work.pk)
    work.refresh_from_db()
    assert (work.state, work.problem) == ("done", "")
    plan.refresh_from_db()
    return plan


def stops(plan) -> dict[str, tuple[str, str]]:
    return {s["visit"]: (r["day"], s["start"]) for r in plan.answer["routes"] for s in r["stops"]}


def test_a_plan_visits_the_firms_and_accepting_it_proposes_visits_and_calls(team):
    manager, counsellor, firms = team
    plan = composed(manager)
    assert set(stops(plan)) == {str(firm.pk) for firm in firms}
    assert not Visit.objects.exists(), "only an accepted plan enters anybody's day"
    assert visits.accept(plan=plan, by=manager, at=AT) == 8
    visit = Visit.objects.first()
    assert (visit.state, visit.counsellor, visit.at) == ("proposed", counsellor, None)
    case = Case.objects.get(pk=visit.case_id)
    assert (case.owner, case.next_action) == (counsellor, NextAction.CALL)
    assert case.next_on <= visit.on


def test_what_is_kept_can_be_planned_again_and_passes_the_checker(team):
    plan = composed(team[0])
    problem, _ = files.problem_from_json(json.dumps(plan.problem))
    told = {key: part for key, part in plan.answer.items() if key not in {"left_out", "agreed"}}
    assert planning.check(problem, files.plan_from_json(json.dumps(told))) == []
    again = planning.plan(problem, effort=3000.0, seed=plan.seed, limit=planning.Limit(iterations=200))
    assert files.plan_to_dict(again)["value"] == plan.answer["value"]


def test_an_appointment_is_kept_and_one_that_cannot_be_is_named_with_its_reason(team):
    manager, counsellor, firms = team
    for firm, at in ((firms[0], time(10)), (firms[1], time(10, 5))):
        visiting.agree(
            case=outreach.case(counsellor, firm), counsellor=counsellor, on=MONDAY, at=at,
            branch=firm.branches.get(), by=counsellor, now=AT,
        )  # fmt: skip
    plan = composed(manager)
    lost = [one for one in plan.answer["unserved"] if one["appointment"]]
    assert [one["reason"] for one in lost] == ["overlap"]
    kept = ({str(firms[0].pk), str(firms[1].pk)} - {lost[0]["visit"]}).pop()
    assert stops(plan)[kept][0] == MONDAY.isoformat()
    assert visits.accept(plan=plan, by=manager, at=AT) == 6
    assert Visit.objects.filter(state="confirmed").count() == 2, "what was promised to a firm is never taken away"


def test_firms_without_a_place_closed_or_refusing_are_named_or_left_in_peace(team):
    manager, _, firms = team
    firms[0].branches.update(lat=None, lon=None)
    firms[1].status = "closed"
    firms[1].save()
    plan = composed(manager)
    assert str(firms[0].pk) not in stops(plan)
    assert {one["visit"]: one["reason"] for one in plan.answer["unserved"]} == {str(firms[0].pk): "no_place"}
    assert str(firms[1].pk) not in {one["id"] for one in plan.problem["firms"]}


def test_without_firms_or_without_counsellors_there_is_a_clear_answer(team):
    manager, _, _ = team
    Posting.objects.all().delete()
    plan = composed(manager)
    assert [one["code"] for one in plan.answer["notices"]] == ["no_shifts"]
    empty = composed(staff.manager())
    assert "no_visits" in [one["code"] for one in empty.answer["notices"]]


def test_somebody_away_has_no_visits_that_day(team):
    manager, counsellor, _ = team
    for days in (0, 1, 2):
        on = MONDAY + timedelta(days=days)
        Absence.objects.create(district=manager.district, user=counsellor, starts_on=on, ends_on=on)
    days = {day for day, _ in stops(composed(manager)).values()}
    assert days <= {"2026-12-03", "2026-12-04"}


def test_a_cancelled_visit_changes_the_plan_and_the_rest_stays_where_it_is(team):
    manager, counsellor, _ = team
    plan = composed(manager)
    visits.accept(plan=plan, by=manager, at=AT)
    gone = Visit.objects.order_by("pk").first()
    visiting.cancel(visit=gone, because="휴업", by_firm=True, next_on=MONDAY + timedelta(99), by=counsellor, at=AT)
    new = done(visits.ask_again(old=plan, by=manager, at=AT))
    assert new.change is not None
    assert len([move for move in new.change["moved"] if move["day"]]) <= 2
    visits.accept(plan=new, by=manager, at=AT)
    plan.refresh_from_db()
    assert (plan.state, new.state) == ("replaced", "accepted")
    live = Visit.objects.exclude(state="cancelled")
    assert live.values("case").distinct().count() == live.count(), "nobody is visited twice"


def test_a_counsellor_gone_in_mid_week_breaks_nothing_silently(team):
    manager, counsellor, firms = team
    plan = composed(manager)
    visits.accept(plan=plan, by=manager, at=AT)
    visiting.agree(
        case=Case.objects.get(company=firms[0]), counsellor=counsellor, on=MONDAY + timedelta(4), at=time(15),
        branch=firms[0].branches.get(), by=counsellor, now=AT,
    )  # fmt: skip
    Posting.objects.update(ends_on=MONDAY + timedelta(days=1))
    new = done(visits.ask_again(old=plan, by=manager, at=AT))
    told = {one["visit"] for one in new.answer["unserved"] if one["appointment"]} | set(new.change["broken"])
    assert str(firms[0].pk) in told


def test_a_plan_is_not_accepted_over_an_appointment_made_since(team):
    manager, counsellor, firms = team
    plan = composed(manager)
    visiting.agree(
        case=outreach.case(counsellor, firms[3]), counsellor=counsellor, on=MONDAY, at=time(11), by=counsellor, now=AT
    )
    with pytest.raises(plans.ChangedSinceError):
        visits.accept(plan=plan, by=manager, at=AT)
    plan.refresh_from_db()
    assert plan.state == "ready"


def test_while_on_the_phone_three_times_are_offered_and_one_taken_is_not_offered_again(team):
    manager, counsellor, _ = team
    visits.accept(plan=composed(manager), by=manager, at=AT)
    extra = companies.company(manager.district, headcount=70)
    first = visits.offers(company=extra, by=counsellor, at=AT)
    assert 1 <= len(first) <= 3
    slot = first[0]
    visiting.agree(
        case=outreach.case(counsellor, extra), counsellor=slot.counsellor, on=slot.on, at=time.fromisoformat(slot.at),
        branch=extra.branches.get(), minutes=slot.minutes, by=counsellor, now=AT,
    )  # fmt: skip
    other = companies.company(manager.district, headcount=70)
    second = visits.offers(company=other, by=counsellor, at=AT)
    assert (slot.on, slot.at) not in {(one.on, one.at) for one in second}
    assert visits.offers(company=other, by=staff.stranger(), at=AT) == []


def test_the_random_order_is_drawn_logged_and_kept_in_a_replan(team):
    manager, _, firms = team
    plan = composed(manager, random_share=0.5)
    first = set(plan.trial["first"])
    assert 0 < len(first) < len(firms)
    assert set(stops(plan)) <= first
    assert set(plan.trial["order"]) == {str(firm.pk) for firm in firms}
    visits.accept(plan=plan, by=manager, at=AT)
    assert done(visits.ask_again(old=plan, by=manager, at=AT)).trial == plan.trial


def test_why_a_firm_is_worth_a_visit_is_told_in_numbers(team):
    plan = composed(team[0])
    because = plan.because[str(team[2][0].pk)]
    assert {"order_chance", "openings", "fill_chance", "staleness"} <= set(because)
    assert queries.plan_in_force(team[0], MONDAY) is None


def test_ways_that_took_longer_make_the_next_plan_slower_and_the_page_says_so(team, client):
    manager, counsellor, firms = team
    plain = composed(manager)
    assert plain.answer["travel"] == {}
    cases = [outreach.case(counsellor, firm) for firm in firms[:3]]
    came = [
        (AT - timedelta(days=day)).replace(hour=9) + timedelta(minutes=40 * number)
        for day in range(1, 15) for number in range(3)
    ]  # fmt: skip
    Visit.objects.bulk_create(
        Visit(
            district=manager.district, case=cases[n % 3], branch=firms[n % 3].branches.get(), counsellor=counsellor,
            on=when.date(), arrived_at=when, left_at=when + timedelta(minutes=20),
        )
        for n, when in enumerate(came)
    )  # fmt: skip
    for state in ("confirmed", "under_way", "done"):
        Visit.objects.update(state=state)
    slow = composed(manager)
    assert slow.answer["travel"]["ways"] == 28
    assert slow.answer["travel"]["percent"] > 110
    assert slow.problem["travel"]["paces"]["bus"]["kmh"] < 16
    client.force_login(manager)
    page = client.get(f"/outreach/plans/{slow.pk}/").content.decode()
    assert "길 28번에서 배워" in page
