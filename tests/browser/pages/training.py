"""The school: proposals, classes in every state, seats, attendance, certificates, what became of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import training as flow
from jobvisit.office.matches import store, translate
from jobvisit.office.staff.models import Role, User
from jobvisit.office.training import actions, queries
from jobvisit.office.training.codes import Cancelled, Dropped
from tests.browser.pages import Sight
from tests.factories import companies, orders, seekers, training


def _unfilled(someone: User) -> None:
    store.forget()
    orders.order(someone, occupation="550104", licences_required=[training.LICENCE])
    for _ in range(2):
        seekers.seeker(someone, wishes=["550104"], wage_wish=None)


def _home(someone: User) -> str:
    _unfilled(someone)
    training.selected(someone)
    return reverse("training:home")


def _offers(someone: User) -> str:
    _unfilled(someone)
    return reverse("training:offers")


def _offers_of_nothing(_: User) -> str:
    return reverse("training:offers") + "?minutes=0&seats=0"


def _offer(someone: User) -> str:
    _unfilled(someone)
    (number,) = translate.licence_numbers([training.LICENCE])
    return reverse("training:offer", args=[number]) + "?minutes=40&seats=1"


def _open_from_offer(someone: User) -> str:
    _unfilled(someone)
    return reverse("training:open") + f"?licence={training.LICENCE}&minutes=40&seats=20"


def _cohort(make: Callable[[User], Any], route: str = "training:cohort", *more: Any) -> Callable[[User], str]:
    return lambda someone: reverse(route, args=[make(someone).pk, *more])


def _nominating(someone: User) -> Any:
    cohort = training.nominating(someone)
    cohort.born_from = {
        "on": "2026-11-01", "licence": training.LICENCE, "minutes": 40, "seats": 20, "pool": 34, "orders": [1, 2, 3],
        "chosen": [seekers.seeker(someone).pk], "placeable": 3, "gains": 3, "short": 1,
    }  # fmt: skip
    cohort.save(update_fields=["born_from"])
    training.nominated(cohort)
    actions.pledge(
        cohort=cohort, company=companies.company(someone.district), interviews=5, by_when=cohort.ends_on,
        contact="김 원장", by=cohort.owner, at=clock.now(),
    )  # fmt: skip
    return cohort


def _selected(someone: User) -> Any:
    cohort = training.selected(someone, people=4)
    first = queries.enrolments(cohort)[0]
    flow.drop(enrolment=first, reason=Dropped.JOB, note="", version=None, by=cohort.owner, at=clock.now())
    return cohort


def _running(someone: User) -> Any:
    return training.running(someone)


def _finished(someone: User) -> Any:
    cohort = training.finished(someone)
    firm = companies.company(someone.district)
    queries.pledges(cohort).model.objects.create(
        district=someone.district, cohort=cohort, company=firm, interviews=3, contact="김 원장", by=someone,
        by_when=cohort.ends_on + timedelta(days=60), at=clock.now(),
    )  # fmt: skip
    orders.order(someone, firm, licences_required=[training.LICENCE])
    return cohort


def _cancelled(someone: User) -> Any:
    cohort, boss = training.nominating(someone), training.boss(someone)
    flow.cancel(cohort=cohort, reason=Cancelled.OTHER, note="홍수", version=None, by=boss, at=clock.now())
    return cohort


def _nominate(someone: User) -> str:
    training.nominating(someone)
    return reverse("training:nominate", args=[seekers.seeker(someone).public_id])


def _nominate_nowhere(someone: User) -> str:
    return reverse("training:nominate", args=[seekers.seeker(someone).public_id])


def _seat(make: Callable[[User], Any], place: int = 0) -> Callable[[User], str]:
    return lambda someone: reverse("training:seat", args=[queries.enrolments(make(someone))[place].pk])


def _course(someone: User) -> str:
    return reverse("training:course", args=[training.course(someone).pk])


def _shown(someone: User) -> str:
    file = seekers.seeker(someone)
    actions.enter_certificate(
        seeker=file, licence=training.LICENCE, issued_on=training.day(-9), by=someone, at=clock.now()
    )
    return reverse("training:enter_certificate", args=[file.public_id])


def _send(page: Any) -> None:
    page.evaluate("document.querySelectorAll('main form').forEach(form => form.noValidate = true)")
    page.locator("main form .action-bar .btn-primary").click()
    page.locator("[data-error-summary]").wait_for()


def _pledge_nothing(page: Any) -> None:
    page.evaluate("document.querySelectorAll('main form').forEach(form => form.noValidate = true)")
    page.locator("summary", has_text="면접 약속 적기").click()
    page.locator("form[action$='/pledges/'] button").click()
    page.locator("[data-error-summary]").wait_for()


def _wrong_day(page: Any) -> None:
    page.locator("input[name=certify-issued_on]").fill("1969-01-01")
    page.locator("form[action$='/certify/'] button").click()
    page.locator("[data-error-summary]").wait_for()


PAGES = [
    Sight("training", "training:home", _home),
    Sight("training-none", "training:home", lambda _: reverse("training:home")),
    Sight("class-offers", "training:offers", _offers),
    Sight("class-offers-none", "training:offers", lambda _: reverse("training:offers")),
    Sight("class-offers-wrong", "training:offers", _offers_of_nothing, expect=("422",)),
    Sight("class-offer", "training:offer", _offer),
    Sight("class-open", "training:open", lambda _: reverse("training:open")),
    Sight("class-open-from-offer", "training:open", _open_from_offer),
    Sight("class-open-wrong", "training:open", lambda _: reverse("training:open"), then=_send, expect=("422",)),
    Sight("class-edit", "training:edit", _cohort(training.cohort, "training:edit")),
    Sight("course", "training:course", _course),
    Sight("class-planned", "training:cohort", _cohort(training.cohort)),
    Sight("class-nominating", "training:cohort", _cohort(_nominating), role=Role.MANAGER),
    Sight("class-pledge-wrong", "training:cohort", _cohort(_nominating), then=_pledge_nothing, expect=("422",)),
    Sight("class-selected", "training:cohort", _cohort(_selected)),
    Sight("class-running", "training:cohort", _cohort(_running)),
    Sight("class-finished", "training:cohort", _cohort(_finished), role=Role.MANAGER),
    Sight("class-cancelled", "training:cohort", _cohort(_cancelled), role=Role.MANAGER),
    Sight("class-selection", "training:selection", _cohort(_selected, "training:selection")),
    Sight("class-paper", "training:selection_paper", _cohort(_selected, "training:selection_paper")),
    Sight("class-download", "training:download", _cohort(_selected, "training:download"), role=Role.MANAGER),
    Sight("class-attendance", "training:attendance", _cohort(_running, "training:attendance")),
    Sight("class-certificates", "training:certificates", _cohort(_running, "training:certificates")),
    Sight("class-certificates-wrong", "training:certificates", _cohort(_running, "training:certificates"),
          then=lambda page: page.locator("main form .action-bar .btn-primary").click(), expect=("422",)),
    Sight("class-after", "training:after", _cohort(_finished, "training:after", 3)),
    Sight("class-after-early", "training:after", _cohort(_finished, "training:after", 6)),
    Sight("class-after-download", "training:after_download", _cohort(_finished, "training:after_download", 3)),
    Sight("class-nominate", "training:nominate", _nominate),
    Sight("class-nominate-wrong", "training:nominate", _nominate, then=_send, expect=("422",)),
    Sight("class-nominate-nowhere", "training:nominate", _nominate_nowhere),
    Sight("seat-accepted", "training:seat", _seat(_selected, 1)),
    Sight("seat-dropped", "training:seat", _seat(_selected, 0)),
    Sight("seat-attending", "training:seat", _seat(_running)),
    Sight("seat-wrong-day", "training:seat", _seat(_running), then=_wrong_day, expect=("422",)),
    Sight("seat-certified", "training:seat", _seat(_finished)),
    Sight("certificate-shown", "training:enter_certificate", _shown),
    Sight("certificate-wrong", "training:enter_certificate", _shown, then=_send, expect=("422",)),
]  # fmt: skip
