"""What employers promised for a class, as its page shows it, and the step from a promise to a proposal."""

from typing import Any

from jobvisit.base.text import mask_name
from jobvisit.flows import training_outcomes
from jobvisit.office.staff.policy import may
from jobvisit.office.training.models import Cohort
from jobvisit.web.shared.access import StaffRequest
from jobvisit.web.staff.training.forms import WhyForm

AT_ONCE = 3
"""Residents proposed to one order in one act, as the referrals room has it."""


def rows(request: StaffRequest, cohort: Cohort) -> list[dict[str, Any]]:
    """The promises with what has come of them, and whom one can propose to which order now."""
    made = []
    for kept in training_outcomes.promises(cohort=cohort, by=request.user):
        ways = []
        if may(request.user, "referrals.propose"):
            for order in kept.orders:
                free = training_outcomes.to_introduce(cohort=cohort, order=order)
                people = [(one.seeker, mask_name(one.seeker.name)) for one in free[:12]]
                if people:
                    ways.append({"order": order, "people": people, "first": AT_ONCE})
        graduates = cohort.state in {"running", "finished"}
        made.append({"kept": kept, "ways": ways, "form": WhyForm(prefix=f"p{kept.pledge.pk}"), "graduates": graduates})
    return made
