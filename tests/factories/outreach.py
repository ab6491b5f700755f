"""Outreach cases and visits."""

from typing import Any

from jobvisit.base import clock
from jobvisit.office.companies.models import Company
from jobvisit.office.outreach import actions
from jobvisit.office.outreach.models import Case
from jobvisit.office.staff.models import User
from tests.factories import companies


def case(by: User, company: Company | None = None, **more: Any) -> Case:
    """A firm that is to be phoned today."""
    firm = company or companies.company(by.district)
    return actions.open_case(company=firm, owner=by, by=by, at=clock.now(), **more)
