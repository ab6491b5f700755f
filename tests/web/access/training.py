"""The school."""

from typing import Any

from jobvisit.base import clock
from jobvisit.office.matches import store, translate
from jobvisit.office.staff.models import User
from jobvisit.office.training import actions, queries
from tests.factories import companies, orders, seekers, training
from tests.web.access import Door


def _offer(someone: User) -> list[Any]:
    store.forget()
    orders.order(someone, occupation="550104", licences_required=[training.LICENCE])
    seekers.seeker(someone, wishes=["550104"], wage_wish=None)
    (number,) = translate.licence_numbers([training.LICENCE])
    return [number]


def _course(someone: User) -> list[Any]:
    return [training.course(someone).pk]


def _file(someone: User) -> list[Any]:
    return [seekers.seeker(someone).public_id]


def _certificate(someone: User) -> list[Any]:
    values = {"licence": training.LICENCE, "issued_on": training.day(-1), "at": clock.now()}
    return [actions.enter_certificate(seeker=seekers.seeker(someone), by=training.boss(someone), **values).pk]


def _planned(someone: User) -> list[Any]:
    return [training.cohort(training.boss(someone)).pk]


def _move(someone: User) -> list[Any]:
    return [*_planned(someone), "open"]


def _running(someone: User) -> list[Any]:
    return [training.running(training.boss(someone), people=1).pk]


def _after(someone: User) -> list[Any]:
    return [training.finished(training.boss(someone), people=1).pk, 3]


def _seat(someone: User) -> list[Any]:
    cohort = training.selected(training.boss(someone), people=1)
    return [queries.enrolments(cohort).get().pk]


def _step(someone: User) -> list[Any]:
    return [*_seat(someone), "drop"]


def _pledge(someone: User) -> list[Any]:
    cohort = training.cohort(training.boss(someone))
    made = actions.pledge(
        cohort=cohort, company=companies.company(someone.district), interviews=1, by_when=cohort.ends_on,
        contact="김 원장", by=cohort.owner, at=clock.now(),
    )  # fmt: skip
    return [cohort.pk, made.pk]


DOORS = [
    Door("training:home"),
    Door("training:offers"),
    Door("training:offer", _offer),
    Door("training:open"),
    Door("training:course", _course),
    Door("training:enter_certificate", _file),
    Door("training:take_back", _certificate),
    Door("training:nominate", _file),
    Door("training:seat", _seat),
    Door("training:step", _step),
    Door("training:cohort", _planned),
    Door("training:edit", _planned),
    Door("training:move", _move),
    Door("training:selection", _running),
    Door("training:selection_paper", _running),
    Door("training:download", _running),
    Door("training:attendance", _running),
    Door("training:certificates", _running),
    Door("training:pledge", _planned),
    Door("training:end_pledge", _pledge),
    Door("training:after", _after),
    Door("training:after_download", _after),
]
