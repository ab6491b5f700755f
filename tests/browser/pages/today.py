"""The first page after the log-in: with nothing to do, and with work due."""

from datetime import timedelta

from django.urls import reverse

from jobvisit.base import clock
from jobvisit.office.staff.models import User
from tests.browser.pages import Sight
from tests.factories import orders, seekers


def _day(someone: User) -> str:
    orders.order(someone, pay_kind="hour", pay_min=9_000)
    orders.order(someone, closes_on=clock.seoul_day(clock.now()) + timedelta(days=3))
    seekers.seeker(someone)
    return reverse("today")


PAGES = [
    Sight("today-empty", "today", lambda _: reverse("today")),
    Sight("today", "today", _day),
]
