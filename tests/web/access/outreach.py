"""Calls and visits."""

from datetime import timedelta
from typing import Any

from jobvisit.base import clock
from jobvisit.flows import notices, working
from jobvisit.office.outreach import actions, queries, visiting
from jobvisit.office.outreach.models import Campaign, Visit
from jobvisit.office.staff.models import Role, User
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


DOORS = [
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
    Door("outreach:report", _visit),
    Door("outreach:incident", _visit),
    Door("outreach:cancel", _visit),
]
