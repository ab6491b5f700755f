"""What holds for classes, as plain values: no clock, no database, no Django."""

from jobvisit.office.training.rules.comparing import LEAST, Person, masked, nearest
from jobvisit.office.training.rules.dates import certificate_problem, class_days, months_after
from jobvisit.office.training.rules.proposing import Proposal, Row, proposals
from jobvisit.office.training.rules.selecting import (
    CRITERIA,
    HALF,
    MOST_WEIGHT,
    Applicant,
    Criterion,
    Line,
    criteria_problem,
    free_for,
    in_order,
)

__all__ = [
    "CRITERIA",
    "HALF",
    "LEAST",
    "MOST_WEIGHT",
    "Applicant",
    "Criterion",
    "Line",
    "Person",
    "Proposal",
    "Row",
    "certificate_problem",
    "class_days",
    "criteria_problem",
    "free_for",
    "in_order",
    "masked",
    "months_after",
    "nearest",
    "proposals",
]
