"""Job orders and their shortlists."""

from typing import Any

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.office.matches import store
from jobvisit.office.staff.models import User
from tests.factories import companies, orders, seekers
from tests.web.access import Door


def _order(someone: User) -> list[Any]:
    return [orders.order(someone).number]


def _listed(someone: User) -> list[Any]:
    """An order with its list."""
    store.forget()
    order = orders.order(someone)
    intake.refresh_shortlist(order=order, by=someone, at=clock.now())
    return [order.number]


def _one_listed(someone: User) -> list[Any]:
    file = seekers.seeker(someone)
    return [*_listed(someone), file.public_id]


def _firm(someone: User) -> dict[str, Any]:
    return {"company": companies.company(someone.district).pk}


DOORS = [
    Door("orders:list"),
    Door("orders:download"),
    Door("orders:new"),
    Door("orders:look", post=_firm),
    Door("orders:read", post=_firm),
    Door("orders:draft", post=_firm),
    Door("orders:occupations"),
    Door("orders:detail", _order),
    Door("orders:edit", _order),
    Door("orders:form", _order),
    Door("orders:move", _order),
    Door("orders:refuse", _order),
    Door("orders:shortlist", _order),
    Door("orders:passed", _listed),
    Door("orders:why", _one_listed),
]
