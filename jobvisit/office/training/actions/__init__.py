"""Writing courses, classes, seats, attendance, certificates and employers' promises."""

from jobvisit.office.training.actions.attending import certify, enter_certificate, mark, take_back
from jobvisit.office.training.actions.cohorts import (
    add_course,
    cancel,
    change_cohort,
    change_course,
    finish,
    hand_over,
    open_cohort,
    open_nominations,
    plan_again,
    review,
    run_again,
    start,
    state_criteria,
)
from jobvisit.office.training.actions.pledging import end_pledge, pledge
from jobvisit.office.training.actions.seats import Told, drop, nominate, reopen, select

__all__ = [
    "Told",
    "add_course",
    "cancel",
    "certify",
    "change_cohort",
    "change_course",
    "drop",
    "end_pledge",
    "enter_certificate",
    "finish",
    "hand_over",
    "mark",
    "nominate",
    "open_cohort",
    "open_nominations",
    "plan_again",
    "pledge",
    "reopen",
    "review",
    "run_again",
    "select",
    "start",
    "state_criteria",
    "take_back",
]
