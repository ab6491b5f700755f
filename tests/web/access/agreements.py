"""Agreements: the wall, drafting, steps, lines, papers, an order's line."""

from typing import Any

from jobvisit.base import clock
from jobvisit.office.agreements import actions
from jobvisit.office.staff.models import User
from tests.factories import agreements, companies, orders
from tests.web.access import Door

PDF = b"%PDF-1.7\ntrailer<<>>\n%%EOF\n"


def _draft(someone: User) -> list[Any]:
    agreement = agreements.draft(someone)
    agreements.party(agreement)
    return [agreement.number]


def _signed(someone: User) -> list[Any]:
    return [agreements.signed(someone).number]


def _line(someone: User) -> list[Any]:
    return [*_signed(someone), 1]


def _member(someone: User) -> list[Any]:
    agreement = agreements.signed(someone)
    return [agreement.number, agreement.parties.get().members.get().pk]


def _paper(someone: User) -> list[Any]:
    agreement = agreements.signed(someone)
    paper = actions.attach(agreement=agreement, content=PDF, by=someone, at=clock.now())
    return [agreement.number, paper.pk]


DOORS = [
    Door("agreements:list"),
    Door("agreements:download"),
    Door("agreements:new"),
    Door("agreements:firms"),
    Door("agreements:of_firm", lambda someone: [companies.company(someone.district).pk]),
    Door("agreements:tie", lambda someone: [orders.order(someone).number]),
    Door("agreements:detail", _signed),
    Door("agreements:edit", _draft),
    Door("agreements:party", _draft),
    Door("agreements:member", _signed),
    Door("agreements:leave", _member),
    Door("agreements:new_line", _draft),
    Door("agreements:line", _line),
    Door("agreements:amend_line", _line),
    Door("agreements:attach", _signed),
    Door("agreements:paper", _paper, post=lambda _: {"open-reason": "점검"}),
    Door("agreements:document", _signed),
    Door("agreements:negotiate", _draft),
    Door("agreements:talk", _draft),
    Door("agreements:sign", _draft),
    Door("agreements:review", _signed),
    Door("agreements:end", _signed),
    Door("agreements:reopen", _signed),
    Door("agreements:renew", _signed),
    Door("agreements:combine", _signed),
]
