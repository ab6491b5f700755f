"""Calls and visits."""

from datetime import timedelta
from typing import Any

from jobvisit.base import clock
from jobvisit.flows import notices, visits, working
from jobvisit.flows import targets as target_flow
from jobvisit.office.companies.pasting import Named
from jobvisit.office.outreach import actions, queries, visiting
from jobvisit.office.outreach.models import Campaign, Target, Visit, VisitPlan, Work
from jobvisit.office.reference import tables
from jobvisit.office.staff import actions as staff_actions
from jobvisit.office.staff import queries as staff_queries
from jobvisit.office.staff.models import Post, Role, User
from tests.factories import companies, outreach, staff
from tests.web.access import Door


def _firm(someone: User) -> list[Any]:
    return [companies.company(someone.district).pk]


def _visit(someone: User) -> list[Any]:
    return [visit(someone).pk]


def visit(someone: User, **more: Any) -> Visit:
    """A visit of today that is agreed on."""
    now = clock.now()
    return visiting.agree(
        case=outreach.case(someone), counsellor=someone, on=clock.seoul_day(now), by=someone, now=now, **more
    )


def campaign(someone: User) -> Campaign:
    """A letter to one firm."""
    companies.company(someone.district, headcount=60, phone="0212345678")
    manager = staff.colleague_of(someone, Role.MANAGER)
    now = clock.now()
    return actions.draft_campaign(
        name=f"안내 {manager.login}", channel="letter", choice=queries.Choice(), by=manager, at=now,
        expires_on=clock.seoul_day(now) + timedelta(days=20),
    )  # fmt: skip


def printed(someone: User) -> Campaign:
    """A letter that is made."""
    made = campaign(someone)
    working.do(notices.ask_for_letters(campaign=made, by=made.made_by, at=clock.now()).pk)
    return made


def _campaign(someone: User) -> list[Any]:
    return [campaign(someone).pk]


def _printed(someone: User) -> list[Any]:
    return [printed(someone).pk]


def plan(someone: User, *, laid_out: bool = True) -> VisitPlan:
    """A plan of the coming week, for a firm or none."""
    manager = staff.colleague_of(someone, Role.MANAGER)
    companies.company(someone.district, headcount=60)
    post = Post.objects.create(
        district=someone.district, name=f"센터 {manager.login}", kind="centre", lat=37.49, lon=127.01
    )
    now = clock.now()
    first, last = visits.next_week(clock.seoul_day(now))
    staff_actions.post_user(user=someone, post=post, zone=None, starts_on=first - timedelta(days=30 + manager.pk))
    made = visits.ask(
        first=first, last=last, effort=6000.0, hours="full", in_zones=False, random_share=0.0, by=manager, at=now
    )
    if laid_out:
        working.do(Work.objects.get(kind="plan", subject_id=made.pk).pk)
    return made


def target(someone: User) -> Target:
    """A list with a purpose of two firms, and a line nobody was found for."""
    manager = staff.colleague_of(someone, Role.MANAGER)
    firms = [companies.company(someone.district, headcount=60) for _ in range(2)]
    made, _ = target_flow.make(
        name=f"협력사 {manager.login}", purpose="새 캠퍼스의 경비와 미화", owner=someone, ends_on=None,
        starts_on=clock.seoul_day(clock.now()), found=Named(firms, [("한울빌딩관리", "unknown")]), by=manager,
        at=clock.now(),
    )  # fmt: skip
    return made


def _target(someone: User) -> list[Any]:
    return [target(someone).pk]


def zoned(someone: User) -> None:
    """Two zones over the dong of Seocho, with firms."""
    own = [dong.code for dong in tables.dongs().values() if dong.gu == "서초구"]
    if not staff_queries.zones(someone).exists():
        staff_actions.adopt_zones(
            place=someone.district, dongs={"반포권": own[:12], "양재권": own[12:]}, on=clock.seoul_day(clock.now())
        )
    for _ in range(4):
        companies.company(someone.district, headcount=60)


def _plan(someone: User) -> list[Any]:
    return [plan(someone, laid_out=False).pk]


DOORS = [
    Door("outreach:calendar"),
    Door("outreach:zones"),
    Door("outreach:week"),
    Door("outreach:move_visit", _visit),
    Door("outreach:targets"),
    Door("outreach:new_target"),
    Door("outreach:target", _target),
    Door("outreach:change_target", _target),
    Door("outreach:download_target", _target),
    Door("outreach:land"),
    Door("outreach:team"),
    Door("outreach:away"),
    Door("outreach:plans"),
    Door("outreach:plan", _plan),
    Door("outreach:plan_progress", _plan),
    Door("outreach:accept_plan", _plan),
    Door("outreach:decide_plan", _plan),
    Door("outreach:take_slot", _firm),
    Door("outreach:notices"),
    Door("outreach:new_notice"),
    Door("outreach:preview_notice"),
    Door("outreach:notice", _campaign),
    Door("outreach:make_notice", _campaign),
    Door("outreach:stop_notice", _campaign),
    Door("outreach:notice_progress", _campaign),
    Door("outreach:notice_pdf", _printed),
    Door("outreach:posted_notice", _campaign),
    Door("outreach:mark_notice", _campaign),
    Door("outreach:answered_notice", _campaign),
    Door("outreach:download_notice", _campaign),
    Door("outreach:list"),
    Door("outreach:firm", _firm),
    Door("outreach:log", _firm),
    Door("outreach:agree", _firm),
    Door("outreach:board"),
    Door("outreach:download_board"),
    Door("outreach:fix_board"),
    Door("outreach:day"),
    Door("outreach:visit", _visit),
    Door("outreach:arrive", _visit),
    Door("outreach:forget_place", _visit),
    Door("outreach:report", _visit),
    Door("outreach:incident", _visit),
    Door("outreach:cancel", _visit),
]
