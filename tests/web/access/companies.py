"""Firms."""

from typing import Any

from jobvisit.base import clock
from jobvisit.flows import firm_lists
from jobvisit.office.companies import imports
from jobvisit.office.staff.models import Role, User
from tests.factories import agreements, companies, staff
from tests.web.access import Door


def _firm(someone: User) -> list[Any]:
    return [companies.company(someone.district).pk]


def _contact(someone: User) -> list[Any]:
    contact = agreements.contact(companies.company(someone.district))
    return [contact.company_id, contact.pk]


FIRMS = "업체명,사업자번호,근로자수\n초록샘,,6\n,,3\n"


def _sent_in(someone: User) -> list[Any]:
    """A file that somebody else sent in: nobody but the sender opens it."""
    manager = staff.colleague_of(someone, Role.MANAGER)
    return [imports.stage(file_name="명단.csv", content=FIRMS.encode(), by=manager, at=clock.now()).pk]


def _taken_in(someone: User) -> list[Any]:
    manager = staff.colleague_of(someone, Role.MANAGER)
    staged = imports.stage(file_name="명단.csv", content=FIRMS.encode(), by=manager, at=clock.now())
    return [firm_lists.take_in(staged=staged, by=manager, at=clock.now()).pk]


DOORS = [
    Door("companies:imports"),
    Door("companies:staged", _sent_in, personal=True),
    Door("companies:decide", _sent_in, personal=True),
    Door("companies:import", _taken_in),
    Door("companies:refused_rows", _taken_in),
    Door("companies:undo_import", _taken_in),
    Door("companies:consent", _firm),
    Door("companies:list"),
    Door("companies:download"),
    Door("companies:new"),
    Door("companies:detail", _firm),
    Door("companies:edit", _firm),
    Door("companies:add_contact", _firm),
    Door("companies:contact_left", _contact),
]
