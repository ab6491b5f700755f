"""Field desks: places, series, sessions, tickets, registering at the desk."""

from typing import Any

from jobvisit.base import clock
from jobvisit.flows import desk as flow
from jobvisit.office.desks import actions
from jobvisit.office.matches import store
from jobvisit.office.seekers import signatures
from jobvisit.office.staff.models import User
from tests.factories import desks, orders, seekers
from tests.web.access import Door


def _place(someone: User) -> list[Any]:
    return [desks.place(someone).public_id]


def _closure(someone: User) -> list[Any]:
    place, day = desks.place(someone), desks.tomorrow()
    closure, _ = actions.shut(place=place, first=day, last=day, reason="휴관", by=someone, at=clock.now())
    return [place.public_id, closure.pk]


def _series(someone: User) -> list[Any]:
    return [desks.series(someone).public_id]


def _planned(someone: User) -> list[Any]:
    return [desks.session(someone).public_id]


def _open(someone: User) -> list[Any]:
    return [desks.opened(someone).public_id]


def _ticket(someone: User) -> list[Any]:
    store.forget()
    orders.order(someone)
    return [desks.walk_in(someone).public_id]


def _step(someone: User) -> list[Any]:
    return [*_ticket(someone), "called"]


def _known(someone: User) -> list[Any]:
    store.forget()
    orders.order(someone)
    ticket = desks.walk_in(someone)
    flow.recognise(ticket=ticket, seeker=seekers.seeker(someone), by=someone, at=clock.now())
    return [ticket.public_id]


def _signature(someone: User) -> list[Any]:
    person = seekers.seeker(someone)
    drawn = signatures.keep(seeker=person, picture=desks.SIGNATURE, by=someone, at=clock.now())
    return [person.public_id, drawn.public_id]


DOORS = [
    Door("desks:home"),
    Door("desks:yield"),
    Door("desks:new_place"),
    Door("desks:place", _place),
    Door("desks:shut", _place),
    Door("desks:open_again", _closure),
    Door("desks:new_series"),
    Door("desks:series", _series),
    Door("desks:new_session"),
    Door("desks:session", _open),
    Door("desks:open", _planned),
    Door("desks:take", _open),
    Door("desks:call", _open),
    Door("desks:close", _open),
    Door("desks:cancel", _planned),
    Door("desks:seat", _planned),
    Door("desks:licences"),
    Door("desks:register", _ticket),
    Door("desks:look", _ticket),
    Door("desks:recognise", _ticket),
    Door("desks:jobs", _known),
    Door("desks:step", _step),
    Door("seekers:signature", _signature, post=lambda _: {"reason": "동의 확인"}),
]
