"""Lists of firms with a purpose: from a choice or a pasted list, nothing lost, calls made, progress since then."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from jobvisit.base import bizno, clock
from jobvisit.flows import handover, visit_reasons, visits
from jobvisit.flows import targets as flow
from jobvisit.office.companies import pasting
from jobvisit.office.companies.models import Company
from jobvisit.office.outreach import actions, queries, targets
from jobvisit.office.outreach.models import Case, Target
from jobvisit.office.outreach.rules import Answer, Outcome, Refusal
from jobvisit.office.staff.models import Role
from tests.factories import companies, outreach, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone():
    return staff.counsellor()


@pytest.fixture
def manager(someone):
    return staff.colleague_of(someone, Role.MANAGER)


def made(manager, *firms, **more):
    today = clock.seoul_day(clock.now())
    values = {"name": "협력사", "purpose": "캠퍼스", "owner": manager, "starts_on": today, "ends_on": None}
    found = pasting.Named(list(firms), [])
    return flow.make(found=found, by=manager, at=clock.now(), **{**values, **more})


def test_a_pasted_list_finds_firms_by_number_and_name_and_names_every_line_it_could_not(someone):
    place = someone.district
    one, two = companies.company(place, name="(주)한울 관리"), companies.company(place, name="새봄버스")
    gone = companies.company(place, name="옛날상회", status="closed")
    old = companies.company(place, name="합친곳", status="merged", merged_into=two)
    for _ in range(2):
        companies.company(place, name="같은이름")
    stranger = bizno.complete("999999999")
    text = "\r\n".join([
        f"1\t{bizno.pretty(one.business_number)}\t아무 이름\t02-123-4567", "  주식회사 새봄버스  ", "", "2) 한울관리",
        "옛날상회", "합친곳", "같은이름", "없는 회사", f"{stranger} 없는 회사", "123-45-67890",
        f"한울 관리, {stranger}",
    ])  # fmt: skip
    found = pasting.find(text, user=someone)
    assert {firm.pk for firm in found.firms} == {one.pk, two.pk}
    assert [why for _, why in found.left] == [
        "twice", "closed", "twice", "several", "unknown", "unknown", "number", "unknown"
    ]  # fmt: skip
    assert found.left[0][0] == "2) 한울관리"
    assert gone.status == "closed"
    assert old.merged_into == two


def test_lines_beyond_the_limit_are_left_not_lost(someone, monkeypatch):
    monkeypatch.setattr(pasting, "MOST_LINES", 2)
    found = pasting.find("가\n나\n다\n라", user=someone)
    assert [why for _, why in found.left] == ["unknown", "unknown", "too_many", "too_many"]


def test_a_firm_of_another_district_is_nobody(someone):
    elsewhere = companies.company(staff.stranger().district)
    assert pasting.find(elsewhere.business_number, user=someone).firms == []


def test_its_firms_are_to_be_called_and_those_at_rest_are_left_in_peace(someone, manager):
    new, resting, talked = (companies.company(someone.district) for _ in range(3))
    refused = outreach.case(someone, resting)
    actions.log_attempt(
        case=refused, outcome=Outcome.TALKED, answer=Answer.REFUSED, refusal=Refusal.OTHER, by=someone, at=clock.now()
    )
    known = outreach.case(someone, talked)
    target, calls = made(manager, new, resting, talked)
    assert calls == 1
    case = Case.objects.get(company=new)
    assert (case.owner, case.state, case.next_on) == (manager, "to_contact", target.starts_on)
    refused.refresh_from_db()
    known.refresh_from_db()
    assert (refused.state, known.owner) == ("refused", someone)
    assert queries.in_list(manager, target=target).count() == 3


def test_progress_counts_from_the_day_the_list_began(someone, manager):
    firm = companies.company(someone.district)
    case = outreach.case(someone, firm)
    now = clock.now()
    actions.log_attempt(case=case, outcome=Outcome.TALKED, answer=Answer.CALL_BACK, by=someone, at=now - timedelta(9))
    target, _ = made(manager, firm)
    assert flow.progress(target, by=manager).total.counts == (0, 0, 0, 0, 0)
    actions.log_attempt(case=case, outcome=Outcome.TALKED, answer=Answer.CALL_BACK, by=someone, at=now)
    assert flow.progress(target, by=manager).total.counts == (0, 1, 0, 0, 0)


def test_a_firm_of_a_running_list_goes_before_one_that_is_worth_the_same(someone, manager):
    plain, wanted = (companies.company(someone.district, headcount=60, name=f"가게 {n}") for n in (1, 2))
    made(manager, wanted)
    day = visits.next_week(clock.seoul_day(clock.now()))[0]
    plan = visits.ask(
        first=day, last=day, effort=600.0, hours="full", in_zones=False, random_share=0.0, by=manager, at=clock.now()
    )
    gathered = visit_reasons.gather(plan, by=manager, at=clock.now())
    value = {row["id"]: row["value"] for row in gathered.problem["firms"]}
    bare = value[str(wanted.pk)] / visit_reasons.PRESSING
    assert value[str(wanted.pk)] > value[str(plain.pk)] or bare == pytest.approx(value[str(plain.pk)], rel=0.5)
    assert gathered.because[str(wanted.pk)]["target"] == visit_reasons.PRESSING
    assert "target" not in gathered.because[str(plain.pk)]
    targets.change(target=Target.objects.get(), ends_on=day - timedelta(days=1), starts_on=day - timedelta(days=9),
                   by=manager, at=clock.now())  # fmt: skip
    assert "target" not in visit_reasons.gather(plan, by=manager, at=clock.now()).because[str(wanted.pk)]


def test_whoever_leaves_hands_their_lists_over_and_none_can_be_without_an_owner(someone, manager):
    target, _ = made(manager, companies.company(someone.district), owner=someone)
    handed = handover.hand_over(leaving=someone, to=manager, reason="계약 종료", by=manager, at=clock.now())
    target.refresh_from_db()
    assert (handed["targets"], target.owner) == (1, manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(pk=target.pk).update(owner=None)


def test_the_page_keeps_lines_nobody_was_found_for_and_takes_them_again(client, someone, manager):
    client.force_login(manager)
    firm = companies.company(someone.district, name="새봄버스")
    today = clock.seoul_day(clock.now())
    posted = {"name": "마을버스", "purpose": "기사", "owner": str(manager.pk), "starts_on": today.isoformat(),
              "pasted": "새봄버스\n둥지운수"}  # fmt: skip
    page = client.post(reverse("outreach:new_target"), posted, follow=True).content.decode()
    assert "둥지운수" in page.partition("찾지 못한 줄")[2]
    target = Target.objects.get()
    assert [line["text"] for line in target.left_over] == ["둥지운수"]
    Company.objects.filter(pk=firm.pk).update(headcount=3)
    other = companies.company(someone.district, name="둥지운수")
    client.post(reverse("outreach:change_target", args=[target.pk]), {"pasted": "둥지운수"})
    target.refresh_from_db()
    assert target.left_over == []
    assert set(queries.firms_of(target)) == {firm, other}
    client.post(reverse("outreach:change_target", args=[target.pk]), {"out": str(other.pk)})
    assert set(queries.firms_of(target)) == {firm}
    calls = client.get(reverse("outreach:list"), {"kind": "target", "target": target.pk}).content.decode()
    assert "새봄버스" in calls
    client.post(reverse("outreach:change_target", args=[target.pk]), {"what": "end"})
    target.refresh_from_db()
    assert target.ends_on == today


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"pasted": "아무도"}, "아는 사업체가 한 곳도 없습니다: 아무도"),
        ({"pasted": "", "least_staff": "90000"}, "조건에 맞는 사업체가 없습니다"),
        ({"ends_on": "2020-01-01"}, "2020-01-01은(는) 지난 날입니다"),
        ({"name": ""}, "필수 항목"),
        ({"name": "있던 명단"}, "같은 이름의 명단이 있습니다"),
    ],
)
def test_a_list_that_cannot_be_made_says_why_and_keeps_what_was_typed(client, someone, manager, changed, word):
    client.force_login(manager)
    firm = companies.company(someone.district, name="새봄버스", headcount=60)
    made(manager, firm, name="있던 명단")
    posted = {"name": "마을버스", "purpose": "기사 열 명", "owner": str(manager.pk), "starts_on": "2026-01-05",
              "pasted": "새봄버스", **changed}  # fmt: skip
    answer = client.post(reverse("outreach:new_target"), posted)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert word in page
    assert "기사 열 명" in page
    assert Target.objects.count() == 1


def test_the_boards_denominator_is_no_list_to_add_to(someone, manager):
    firm = companies.company(someone.district)
    board = targets.make_target(name="714", purpose="", companies=[], starts_on=clock.seoul_day(clock.now()),
                                is_board=True, by=manager, at=clock.now())  # fmt: skip
    with pytest.raises(ValueError, match="fixed"):
        targets.add_firms(target=board, companies=[firm], left_over=[], by=manager, at=clock.now())
    with pytest.raises(ValueError, match="fixed"):
        targets.take_out(target=board, company=firm, by=manager, at=clock.now())
