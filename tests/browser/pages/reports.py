"""The month's figures: full, empty, waiting to be closed, closed and differing, a figure, its rows, taking it away."""

from datetime import datetime, time, timedelta
from typing import Any

from django.urls import reverse

from jobvisit.base import clock
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.outreach import targets
from jobvisit.office.outreach.models import Target
from jobvisit.office.reports import actions, queries
from jobvisit.office.reports.kpis import Month
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import Role, User
from tests.browser.pages import Sight
from tests.factories import companies, orders, referrals, seekers, staff

LAST = Month.of(clock.seoul_day(clock.now())).plus(-1)


def _full(someone: User) -> None:
    """A few hires, orders and residents of last month, and a fixed list of firms: made once for all sights."""
    if Target.objects.filter(district=someone.district).exists():
        return
    manager = staff.colleague_of(someone, Role.MANAGER)
    at = datetime.combine(LAST.first + timedelta(days=4), time(10), clock.SEOUL)
    firms = [companies.company(someone.district, headcount=60) for _ in range(3)]
    targets.make_target(
        name="명단", purpose="1사 1구민", companies=firms, starts_on=LAST.first, is_board=True, by=manager, at=at
    )
    for firm in firms:
        referral = referrals.offered(someone, order=orders.order(someone, firm), at=at)
        referrals.hire(referral, at=at + timedelta(days=1))
    for _ in range(3):
        seekers.seeker(someone)
    JobOrder.objects.filter(district=someone.district).update(accepted_at=at)
    Seeker.objects.filter(district=someone.district).update(applied_at=at)


def _at(route: str, *more: Any, ask: str = "", then: Any = None) -> Any:
    def reach(someone: User) -> str:
        _full(someone)
        if then is not None:
            then(someone)
        return reverse(route, args=[LAST.year, LAST.number, *more]) + ask

    return reach


def _close(someone: User) -> None:
    if not queries.is_closed(someone.district_id, LAST):
        actions.close_month(month=LAST, by=staff.colleague_of(someone, Role.MANAGER), at=clock.now())


def _differ(someone: User) -> None:
    _close(someone)
    JobOrder.objects.filter(district=someone.district).update(openings=4)


def _empty(_someone: User) -> str:
    return reverse("reports:month", args=[LAST.year, LAST.number])


def _send_nothing(page: Any) -> None:
    page.locator("form .btn-primary").last.click()
    page.locator(".error-summary, [role=alert]").first.wait_for()


def _without_checks(page: Any) -> None:
    """The browser's own check would stop an empty reason; the server's answer is what is looked at."""
    page.evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)")
    _send_nothing(page)


PAGES = [
    Sight("empty", "reports:month", _empty),
    Sight("home", "reports:home", lambda _: reverse("reports:home"), role=Role.MANAGER),
    Sight("never-closed", "reports:revisions", _at("reports:revisions")),
    Sight("month", "reports:month", _at("reports:month"), role=Role.MANAGER),
    Sight("closed", "reports:month", _at("reports:month", then=_differ), role=Role.MANAGER),
    Sight("outside", "reports:month", _at("reports:month"), role=Role.PRIVACY_OFFICER),
    Sight("figure", "reports:figure", _at("reports:figure", "hires")),
    Sight("rate", "reports:figure", _at("reports:figure", "employment_rate", ask="?outside=1")),
    Sight("rows", "reports:rows", _at("reports:rows", "hires")),
    Sight("no-rows", "reports:rows", _at("reports:rows", "visits")),
    Sight("revisions", "reports:revisions", _at("reports:revisions", then=_differ), role=Role.MANAGER),
    Sight(
        "no-reason", "reports:revisions", _at("reports:revisions", then=_differ), role=Role.MANAGER,
        then=_without_checks, expect=("422",),
    ),
    Sight("download", "reports:download", _at("reports:download"), role=Role.MANAGER),
    Sight(
        "download-no-reason", "reports:download", _at("reports:download"), role=Role.MANAGER, then=_without_checks,
        expect=("422",),
    ),
]  # fmt: skip
