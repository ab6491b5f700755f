"""An order's referrals on its page: who was asked already, whom one can still tick, what was agreed."""

from dataclasses import replace
from typing import Any

from jobvisit.base import clock
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import MATCHABLE, OrderState
from jobvisit.office.referrals import queries
from jobvisit.office.staff.policy import may
from jobvisit.web.shared.access import StaffRequest
from jobvisit.web.staff.matches.rows import ShortlistView
from jobvisit.web.staff.referrals import show
from jobvisit.web.staff.referrals.forms import SlotsForm


def of_order(
    request: StaffRequest, order: JobOrder, listed: ShortlistView | None, *, new: bool = False
) -> dict[str, Any]:
    """The part of an order's page that speaks of referrals, with the shortlist made ready for ticking.

    `new`: the order was placed in this request, so that nothing of it need be asked of the database.
    """
    found = [] if new else list(queries.of_order(request.user, order))
    state = OrderState(order.state)
    may_propose = may(request.user, "referrals.propose") and state in MATCHABLE
    words = {}
    for one, row in zip(reversed(found), reversed(show.of_thing(found, person=True)), strict=True):
        words[str(one.seeker.public_id)] = (row["state"], row["url"])
    if listed:
        listed = replace(
            listed,
            rows=[
                replace(row, pick="", asked=words[row.pick][0], asked_url=words[row.pick][1])
                if row.pick in words
                else row
                if may_propose
                else replace(row, pick="")
                for row in listed.rows
            ],
        )
    running = state in {OrderState.OPEN, OrderState.PAUSED}
    return {
        "found": found,
        "list": listed,
        "referrals": show.of_thing(found, person=True),
        "may_propose": may_propose,
        "may_record": may(request.user, "referrals.record"),
        "running": running,
        "slots": list(queries.free_slots(order, clock.now())) if running and not new else [],
        "slots_form": SlotsForm(prefix=""),
    }
