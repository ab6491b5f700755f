"""Agreements as far as a test needs them, by the product's own acts."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from jobvisit.base import clock
from jobvisit.flows import agreements as flow
from jobvisit.office.agreements import actions
from jobvisit.office.agreements.models import Agreement, Line, Party
from jobvisit.office.companies.models import Company, Contact
from jobvisit.office.staff.models import Role, User
from tests.factories import companies, staff

SALES = "61"
"""The family of the order that `factories.orders` places."""
LAW = "고령자고용법 제11조"
_titles = count(1)


def today() -> date:
    """Today in Seoul."""
    return clock.seoul_day(clock.now())


def manager_of(someone: User) -> User:
    """Somebody who may sign."""
    return someone if someone.role == Role.MANAGER else staff.colleague_of(someone, Role.MANAGER)


def draft(someone: User | None = None, *, since: int = -100, days: int = 364, **more: Any) -> Agreement:
    """An empty draft that begins `since` days from today."""
    by = someone or staff.counsellor()
    starts = today() + timedelta(days=since)
    values = {
        "title": f"구민 우선 채용 협약 {next(_titles)}",
        "starts_on": starts,
        "ends_on": starts + timedelta(days=days),
    }
    return actions.draft(owner=by, by=by, at=clock.now(), **{**values, **more})


def party(agreement: Agreement, company: Company | None = None, **more: Any) -> Party:
    """A firm as a side; with `kind` a group or an association."""
    by = agreement.owner
    firm = company or companies.company(by.district)
    values: dict[str, Any] = {"kind": Party.Kind.FIRM, "name": firm.name, "company": firm}
    return actions.add_party(agreement=agreement, by=by, at=clock.now(), **{**values, **more})


def line(agreement: Agreement, **more: Any) -> Line:
    """Ten sales people by the end."""
    values: dict[str, Any] = {"jobs": "매장 판매", "occupations": [SALES], "promised": 10, "due_on": agreement.ends_on}
    return actions.add_line(agreement=agreement, by=agreement.owner, at=clock.now(), **{**values, **more})


def signed(someone: User | None = None, company: Company | None = None, *, lines: int = 1, **more: Any) -> Agreement:
    """One firm, one line, in force. `more` belongs to the line, but for `since` and `days`."""
    by = someone or staff.counsellor()
    agreement = draft(by, **{name: more.pop(name) for name in ("since", "days", "review_on") if name in more})
    party(agreement, company or companies.company(by.district))
    for _ in range(lines):
        line(agreement, **more)
    return sign(agreement)


def sign(agreement: Agreement) -> Agreement:
    """Signed today, or on its first day if that is past."""
    day = min(today(), agreement.starts_on or today())
    return flow.sign(agreement=agreement, signed_on=day, version=None, by=manager_of(agreement.owner), at=clock.now())


def windowed(someone: User, company: Company, *, minutes: int = 120, **more: Any) -> Agreement:
    """The same, with a priority window for seniors."""
    return signed(someone, company, group="senior", basis=LAW, window_minutes=minutes, **more)


def contact(company: Company, **more: Any) -> Contact:
    """Somebody who decides on site."""
    values = {"name": "박현장", "title": "소장", "decides": True}
    return Contact.objects.create(district=company.district, company=company, **{**values, **more})
