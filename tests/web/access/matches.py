"""Why, what a change buys, rounds, versions and the audit of matching."""

from typing import Any

from jobvisit.base import clock
from jobvisit.office.matches import store
from jobvisit.office.matches.models import Round
from jobvisit.office.staff.models import User
from tests.factories import orders, seekers
from tests.factories.matches import empty_round
from tests.web.access import Door


def _round(someone: User) -> list[Any]:
    found = Round.objects.create(district=someone.district, at=clock.now(), by=someone, **empty_round())
    return [found.pk]


def _order(someone: User) -> list[Any]:
    store.forget()
    return [orders.order(someone).number]


def _pair(someone: User) -> list[Any]:
    return [*_order(someone), seekers.seeker(someone).public_id]


def _file(someone: User) -> list[Any]:
    store.forget()
    return [seekers.seeker(someone).public_id]


DOORS = [
    Door("matches:home"),
    Door("matches:rounds"),
    Door("matches:round", _round),
    Door("matches:decide", _round),
    Door("matches:excel", _round),
    Door("matches:never"),
    Door("matches:versions"),
    Door("matches:fit"),
    Door("matches:judge"),
    Door("matches:change"),
    Door("matches:audit"),
    Door("matches:buys", _order),
    Door("matches:measure", _order),
    Door("matches:override", _pair),
    Door("matches:for_seeker", _file),
]
