"""The one list of places to go, filtered by what the person may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jobvisit.office.staff.policy import may
from jobvisit.web.shared.access import StaffRequest

TABS: Final = 5
"""How many entries the phone's tab bar holds; the rest stand behind its last one."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: its name, icon, route, and the verb of `staff.policy` that opens it (none: everyone's)."""

    label: str | Promise
    icon: str
    route: str
    verb: str = ""

    @property
    def room(self) -> str:
        """The namespace whose pages light this entry up."""
        return self.route.partition(":")[0]


PLACES: Final = (
    Place(_("오늘"), "today", "today"),
    Place(_("방문"), "visit", "outreach:list", "outreach.view"),
    Place(_("구인"), "order", "orders:list", "orders.view"),
    Place(_("구직자"), "seeker", "seekers:list", "seekers.view"),
    Place(pgettext_lazy("목록", "사업체"), "company", "companies:list", "companies.view"),
    Place(_("협약"), "agreement", "agreements:list", "agreements.view"),
    Place(_("알선"), "referral", "referrals:list", "referrals.view"),
    Place(_("현장 상담소"), "desk", "desks:home", "desks.view"),
    Place(_("교육"), "training", "training:home", "training.view"),
    Place(_("발송"), "message", "messaging:list", "messages.view"),
    Place(_("매칭 관리"), "chart", "matches:home", "matches.audit"),
    Place(_("실적"), "chart", "reports:home", "reports.view"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as the page shows it."""

    label: str
    icon: str
    url: str
    current: bool


def entries(request: StaffRequest, places: Iterable[Place] = PLACES) -> list[Entry]:
    """The places that the person logged in may enter, the present one marked."""
    match = request.resolver_match
    here = (match.namespace or match.view_name).partition(":")[0] if match else ""
    allowed = (place for place in places if not place.verb or may(request.user, place.verb))
    return [Entry(str(place.label), place.icon, reverse(place.route), place.room == here) for place in allowed]
