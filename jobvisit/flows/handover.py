"""A counsellor leaves: everything open goes to a colleague in one act, so that nothing is ever without an owner.

What can be owned stands in `KINDS`, once: the act, the page and the nightly check read the same list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jobvisit.office.agreements import actions as agreement_actions
from jobvisit.office.agreements import queries as agreements
from jobvisit.office.orders import actions as order_actions
from jobvisit.office.orders import queries as orders
from jobvisit.office.outreach import actions as outreach_actions
from jobvisit.office.outreach import queries as outreach
from jobvisit.office.outreach import targets as outreach_targets
from jobvisit.office.referrals import actions as referral_actions
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.seekers import actions as seeker_actions
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.staff import policy
from jobvisit.office.training import actions as training_actions
from jobvisit.office.training import queries as training

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from jobvisit.office.staff.models import User


class Give(Protocol):
    """Gives everything open of one person to another; returns how many rows changed hands."""

    def __call__(self, *, leaving: User, to: User, reason: str, by: User, at: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work that has an owner: its name in reports and on the page, what is open, and how it is given."""

    name: str
    label: _StrPromise
    open_of: Callable[[Iterable[User]], QuerySet[Any]]
    give: Give


def _cases(*, leaving: User, to: User, reason: str, by: User, at: datetime) -> int:
    theirs = list(outreach.visible_to(by).filter(owner=leaving))  # those at rest too: their day comes back
    return outreach_actions.hand_over(cases=theirs, to=to, reason=reason, by=by, at=at)


KINDS: Final = (
    Kind("orders", _("구인"), orders.open_of, order_actions.hand_over),
    Kind("seekers", _("구직자"), seekers.open_of, seeker_actions.hand_over),
    Kind("referrals", _("알선"), referrals.open_of, referral_actions.hand_over),
    Kind("cases", pgettext_lazy("목록", "사업체"), outreach.open_of, _cases),
    Kind("targets", _("집중 방문"), outreach.open_targets_of, outreach_targets.hand_over),
    Kind("agreements", _("협약"), agreements.open_of, agreement_actions.hand_over),
    Kind("cohorts", _("교육반"), training.open_of, training_actions.hand_over),
)


class SamePersonError(ValueError):
    """Nobody hands over to themselves, or to somebody of another district or without an open account."""


def open_work(users: Iterable[User]) -> dict[str, int]:
    """How much is open in the hands of these people, by kind; kinds without any are left out."""
    found = {kind.name: kind.open_of(users).count() for kind in KINDS}
    return {name: n for name, n in found.items() if n}


def said(work: dict[str, int]) -> list[tuple[str, int]]:
    """The same with the words of the page, in the order of `KINDS`."""
    return [(str(kind.label), work[kind.name]) for kind in KINDS if work.get(kind.name)]


@transaction.atomic
def hand_over(*, leaving: User, to: User, reason: str, by: User, at: datetime) -> dict[str, int]:
    """Give everything open of `leaving` to `to`: how many of each kind. A second time there is nothing left."""
    policy.require(by, "staff.hand_over")
    if leaving.pk == to.pk or not to.is_active or not (leaving.district_id == to.district_id == by.district_id):
        raise SamePersonError
    given = {kind.name: kind.give(leaving=leaving, to=to, reason=reason, by=by, at=at) for kind in KINDS}
    return {name: n for name, n in given.items() if n}
